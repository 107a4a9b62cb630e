//! What may be shown of an order, said while placing it and kept by writer-management.

use async_trait::async_trait;
use kernel::{Consent, MemberId, OrderId, Tx};
use orders::ports::SampleConsents;
use writer_management::portfolio::Portfolios;

/// Keeps consents in the transaction of the order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Consents;

#[async_trait]
impl SampleConsents for Consents {
    async fn grant_in(
        &self,
        tx: &Tx,
        order: OrderId,
        client: MemberId,
        consent: Consent,
    ) -> anyhow::Result<()> {
        Ok(Portfolios::grant_in(tx, order, client, consent).await?)
    }
}
