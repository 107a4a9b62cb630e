//! What happens to somebody's login alerts is told to them.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::{AccountId, Instant, MemberId};
use notifications::alert::Switch;
use notifications::delivery::entity::Cause;
use notifications::{AlertEvent, AlertLetter, Plan, Way, is_alert_forced};

use crate::{Flow, LoginAlert, Occasion};

/// Tells what was switched off where it was on, and at the end of a day the sign-ins that its cap
/// held back. Asking twice is harmless: each channel is told once about one event.
pub struct AlertNotice {
    /// Knows sign-ins, people and alerts.
    pub alerts: Arc<LoginAlert>,
}

/// The channels that were on, and no other.
fn among(told: &[Switch]) -> Plan {
    let way = |channel| {
        if told.contains(&channel) {
            Way::Send
        } else {
            Way::Suppress(Cause::Preference)
        }
    };
    Plan {
        email: way(Switch::Email),
        in_app: way(Switch::InApp),
        push: way(Switch::Push),
    }
}

impl AlertNotice {
    async fn switched_off(
        &self,
        on: &Occasion,
        account: AccountId,
        (off, told, at): (Vec<Switch>, Vec<Switch>, Instant),
    ) -> anyhow::Result<()> {
        let parts = &self.alerts;
        let Some(to) = parts.people.account(&on.actor, account).await? else {
            return Ok(());
        };
        let letter = AlertLetter::SwitchedOff { off, at }.into();
        let plan = among(&told);
        let told = parts.notices.tell(&on.actor, on.event, &to, &letter, plan);
        Ok(told.await?)
    }

    async fn digest(
        &self,
        on: &Occasion,
        (account, member): (AccountId, Option<MemberId>),
        day: NaiveDate,
    ) -> anyhow::Result<()> {
        let (parts, actor) = (&self.alerts, &on.actor);
        let Some(to) = parts.people.account(actor, account).await? else {
            return Ok(());
        };
        let held_back = parts.alerts.held_back(actor, account, day).await?;
        if held_back.is_empty() {
            return Ok(());
        }
        let who = parts.people.who(actor, account, member).await?;
        let forced = is_alert_forced(actor.site(), &who);
        let plan = parts.alerts.plan(actor, account, forced).await?;
        let sign_ins = parts.sign_ins(actor, &held_back).await?;
        let letter = AlertLetter::HeldBack { sign_ins }.into();
        Ok(parts
            .notices
            .tell(actor, on.event, &to, &letter, plan)
            .await?)
    }
}

#[async_trait]
impl Flow for AlertNotice {
    type Event = AlertEvent;

    const NAME: &'static str = "alert-notice";

    async fn on(&self, occasion: &Occasion, event: AlertEvent) -> anyhow::Result<()> {
        match event {
            AlertEvent::SwitchedOff {
                account,
                off,
                told,
                at,
                ..
            } => self.switched_off(occasion, account, (off, told, at)).await,
            AlertEvent::DigestDue {
                account,
                member,
                day,
                ..
            } => self.digest(occasion, (account, member), day).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_channels_that_were_on_hear_of_it() {
        let off = Way::Suppress(Cause::Preference);
        let plan = among(&[Switch::Email, Switch::Push]);
        assert_eq!(
            (plan.email, plan.push, plan.in_app),
            (Way::Send, Way::Send, off)
        );
        let none = among(&[]);
        assert_eq!((none.email, none.push, none.in_app), (off, off, off));
    }
}
