//! What people were spared in their quiet hours, or wanted to have once a day, reaches them then.

use std::sync::Arc;

use async_trait::async_trait;
use notifications::{LaterService, NoticeEvent};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Tells people what has waited for them, if they are still members who may be told. Firing twice
/// is harmless: what was told is noted per event and person, and one timer makes one digest.
pub struct NoticeLater {
    /// Knows where people are reached.
    pub people: AddressBook,
    /// Knows what waits.
    pub later: Arc<dyn LaterService>,
}

#[async_trait]
impl Flow for NoticeLater {
    type Event = NoticeEvent;

    const NAME: &'static str = "notice-later";

    async fn on(&self, occasion: &Occasion, event: NoticeEvent) -> anyhow::Result<()> {
        let actor = &occasion.actor;
        match event {
            NoticeEvent::HeldDue {
                notice,
                member,
                channel,
            } => {
                let to = self.people.member(actor, member).await?;
                let told = self
                    .later
                    .release(actor, notice, (member, channel), to.as_ref());
                Ok(told.await?)
            }
            NoticeEvent::DigestDue { member, day } => {
                let to = self.people.member(actor, member).await?;
                let timer = occasion.event;
                let told = self
                    .later
                    .send_digest(actor, timer, (member, day), to.as_ref());
                Ok(told.await?)
            }
        }
    }
}
