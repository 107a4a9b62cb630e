//! What writers have done, told by orders and counted by writer-management.

use async_trait::async_trait;
use kernel::{MemberId, OrderId, Tx};
use orders::ports::{Completion, WriterRecord};
use writer_management::writer::{self, Writers};

/// Counts in the transaction of the order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record;

#[async_trait]
impl WriterRecord for Record {
    async fn completed_in(&self, tx: &Tx, completion: &Completion) -> anyhow::Result<()> {
        let done = writer::Completion {
            order: completion.order,
            writer: completion.writer,
            on_time: completion.on_time,
            at: completion.at,
            subject: Some(completion.subject),
        };
        Ok(Writers::completed_in(tx, &done).await?)
    }

    async fn reopened_in(&self, tx: &Tx, order: OrderId, _: MemberId) -> anyhow::Result<()> {
        Ok(Writers::reopened_in(tx, order).await?)
    }
}
