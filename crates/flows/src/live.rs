//! When something has happened, those who watch it now are told which thing it was. They read it
//! themselves, with their own rights; so telling them twice is harmless, and so is the order.

use std::sync::Arc;

use async_trait::async_trait;
use identity::IdentityEvent;
use kernel::live::{Live, Signal};
use orders::OrderEvent;
use writer_management::FeedbackEvent;

use crate::{Flow, Occasion};

/// Tells who watches an order.
pub struct LiveOrder(pub Arc<dyn Live>);

#[async_trait]
impl Flow for LiveOrder {
    type Event = OrderEvent;

    const NAME: &'static str = "live-order";

    const OVERTAKES: bool = true;

    async fn on(&self, occasion: &Occasion, event: OrderEvent) -> anyhow::Result<()> {
        if let OrderEvent::AutoApproveDue { .. } = event {
            // A timer that runs out has changed nothing; what it brings about is told then.
            return Ok(());
        }
        let (website, id) = (occasion.actor.website(), event.order());
        self.0.tell(Signal::Order { website, id }).await?;
        Ok(())
    }
}

/// Tells who watches an order that its feedback changed.
pub struct LiveFeedback(pub Arc<dyn Live>);

#[async_trait]
impl Flow for LiveFeedback {
    type Event = FeedbackEvent;

    const NAME: &'static str = "live-feedback";

    const OVERTAKES: bool = true;

    async fn on(&self, occasion: &Occasion, event: FeedbackEvent) -> anyhow::Result<()> {
        let id = match event {
            FeedbackEvent::Invited { order, .. }
            | FeedbackEvent::Submitted { order, .. }
            | FeedbackEvent::Revealed { order, .. } => order,
            FeedbackEvent::WindowClosing { .. } | FeedbackEvent::RoundDue { .. } => return Ok(()),
        };
        let website = occasion.actor.website();
        self.0.tell(Signal::Order { website, id }).await?;
        Ok(())
    }
}

/// Tells a person's windows that they are somebody else now, or signed out.
pub struct LiveViewer(pub Arc<dyn Live>);

#[async_trait]
impl Flow for LiveViewer {
    type Event = IdentityEvent;

    const NAME: &'static str = "live-viewer";

    const OVERTAKES: bool = true;

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        let signal = match event {
            IdentityEvent::SessionsEnded { account, .. }
            | IdentityEvent::SignInDisowned { account, .. } => Signal::SessionsEnded { account },
            IdentityEvent::MemberChanged { account, .. }
            | IdentityEvent::SessionStarted { account, .. }
            | IdentityEvent::ImpersonationStarted { account, .. } => Signal::Viewer {
                website: Some(occasion.actor.website()),
                account,
            },
            IdentityEvent::ProfileChanged { account }
            | IdentityEvent::SecondFactorChanged { account, .. } => Signal::Viewer {
                website: None,
                account,
            },
            _ => return Ok(()),
        };
        self.0.tell(signal).await?;
        Ok(())
    }
}
