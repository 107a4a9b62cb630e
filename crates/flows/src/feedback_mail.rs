//! Whoever is asked for feedback is told, and once more before the time is over.

use std::sync::Arc;

use anyhow::Context;
use async_trait::async_trait;
use kernel::{MemberId, OrderId};
use notifications::{Letter, NoticeService};
use orders::OrderService;
use writer_management::FeedbackEvent;
use writer_management::feedback::FeedbackService;

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Tells of invitations and reminds of them. They name the order and the time left and nothing else: before
/// the reveal no word of the other side leaves, not even that there is one. A reminder goes only to
/// those who have not answered. Asking twice is harmless: each channel is noted per event and person.
pub struct FeedbackMail {
    /// Knows who has not answered.
    pub feedback: Arc<dyn FeedbackService>,
    /// Knows the order's number.
    pub orders: Arc<dyn OrderService>,
    /// Knows where people are reached.
    pub people: AddressBook,
    /// Tells them, as they want it.
    pub notices: Arc<dyn NoticeService>,
}

impl FeedbackMail {
    async fn number(&self, on: &Occasion, order: OrderId) -> anyhow::Result<String> {
        let mut found = self.orders.orders(&on.actor, &[order]).await?;
        let found = found.remove(&order);
        Ok(found
            .with_context(|| format!("there is no order {order}"))?
            .number)
    }

    async fn tell(&self, on: &Occasion, who: MemberId, letter: &Letter) -> anyhow::Result<()> {
        let Some(to) = self.people.member(&on.actor, who).await? else {
            return Ok(());
        };
        let plan = self.notices.plan(&on.actor, &to, letter.kind()).await?;
        let told = self.notices.tell(&on.actor, on.event, &to, letter, plan);
        Ok(told.await?)
    }

    async fn remind(&self, on: &Occasion, order: OrderId) -> anyhow::Result<()> {
        let silent = self.feedback.unanswered(&on.actor, order).await?;
        for invitation in silent {
            let number = self.number(on, order).await?;
            let letter = Letter::FeedbackReminder {
                order,
                number,
                until: invitation.due_at,
            };
            self.tell(on, invitation.member_id, &letter).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Flow for FeedbackMail {
    type Event = FeedbackEvent;

    const NAME: &'static str = "feedback-mail";

    async fn on(&self, occasion: &Occasion, event: FeedbackEvent) -> anyhow::Result<()> {
        match event {
            FeedbackEvent::Invited {
                order,
                member,
                due_at,
                ..
            } => {
                let number = self.number(occasion, order).await?;
                let letter = Letter::FeedbackInvited {
                    order,
                    number,
                    until: due_at,
                };
                self.tell(occasion, member, &letter).await
            }
            FeedbackEvent::WindowClosing { order } => self.remind(occasion, order).await,
            FeedbackEvent::Submitted { .. }
            | FeedbackEvent::Revealed { .. }
            | FeedbackEvent::RoundDue { .. } => Ok(()),
        }
    }
}
