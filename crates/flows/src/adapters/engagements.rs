//! Who worked with whom, told by orders to feedback and samples.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{OrderId, Tx, WebsiteId};
use orders::order::Status;
use orders::{Engagement as Work, Engagements as Leaf};
use writer_management::ports::{Engagement, Engagements, Stage};

/// Reads through the leaf of orders.
#[derive(Clone)]
pub struct Engaged {
    orders: Leaf,
}

impl Engaged {
    /// Reads orders.
    pub fn new(orders: Leaf) -> Self {
        Self { orders }
    }
}

#[async_trait]
impl Engagements for Engaged {
    async fn of_in(&self, tx: &Tx, order: OrderId) -> anyhow::Result<Option<Engagement>> {
        Ok(Leaf::of_in(tx, order).await?.map(|work| engagement(&work)))
    }

    async fn of(
        &self,
        website: WebsiteId,
        orders: &[OrderId],
    ) -> anyhow::Result<HashMap<OrderId, Engagement>> {
        let found = self.orders.of(website, orders).await?;
        Ok(found
            .into_iter()
            .map(|(order, work)| (order, engagement(&work)))
            .collect())
    }
}

fn engagement(work: &Work) -> Engagement {
    Engagement {
        order: work.order,
        number: Some(work.number.clone()),
        client: work.client,
        writer: work.writer,
        editor: work.editor,
        stage: stage(work),
        subject: Some(work.subject),
        type_of_work: Some(work.type_of_work),
        pages: work.pages,
    }
}

/// A reopened order keeps its first completion, but is running.
fn stage(work: &Work) -> Stage {
    match (work.status, work.completed_at) {
        (Status::Completed, Some(since)) => Stage::Completed { since },
        (Status::Cancelled, _) => Stage::Cancelled,
        _ => Stage::Running,
    }
}
