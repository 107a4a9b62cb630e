//! Choosing what to be told, and where.

use kernel::{Actor, Code, Faults, Field, Tx};

use super::decision::{Choices, Switch};
use super::preference::{self, Preference};
use super::service::Alerts;
use crate::{Error, Result, policy};

/// What a person wants to change about their preference: any part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// See [`Switch::NewLogin`].
    pub new_login: Field<bool>,
    /// See [`Switch::NewDevice`].
    pub new_device: Field<bool>,
    /// See [`Switch::NewLocation`].
    pub new_location: Field<bool>,
    /// See [`Switch::Email`].
    pub email: Field<bool>,
    /// See [`Switch::Push`].
    pub push: Field<bool>,
    /// See [`Switch::InApp`].
    pub in_app: Field<bool>,
}

impl Wish {
    fn of(&self, switch: Switch) -> &Field<bool> {
        match switch {
            Switch::NewLogin => &self.new_login,
            Switch::NewDevice => &self.new_device,
            Switch::NewLocation => &self.new_location,
            Switch::Email => &self.email,
            Switch::Push => &self.push,
            Switch::InApp => &self.in_app,
        }
    }

    /// The switches it sets, and to what; a cleared one goes back to its default.
    fn set(&self) -> impl Iterator<Item = (Switch, bool)> {
        Switch::ALL
            .into_iter()
            .filter_map(|switch| match self.of(switch) {
                Field::Keep => None,
                Field::Clear => Some((switch, Choices::default().is_on(switch))),
                Field::Set(on) => Some((switch, *on)),
            })
    }

    /// The choices after it.
    fn over(&self, choices: Choices) -> Choices {
        self.set()
            .fold(choices, |choices, (switch, on)| choices.with(switch, on))
    }

    /// Everything in it that cannot be had.
    fn check(&self, forced: bool, push: PushStanding) -> Faults {
        let mut faults = Faults::none();
        for (switch, on) in self.set() {
            if forced && !on && switch.can_be_forced() {
                let message = "This website tells its writers and staff of every sign-in by \
                               e-mail: this cannot be switched off here.";
                faults.add(Code::Forbidden, switch.field(), message);
            }
            if let (Switch::Push, true, Some((code, message))) = (switch, on, push.fault()) {
                faults.add(code, switch.field(), message);
            }
        }
        faults
    }
}

/// Whether push messages can reach the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PushStanding {
    /// The installation has no key to sign them with.
    NoKey,
    /// No device of theirs takes them.
    NoDevice,
    /// They can.
    Ready,
}

impl PushStanding {
    fn fault(self) -> Option<(Code, &'static str)> {
        match self {
            Self::NoKey => Some((
                Code::FeatureDisabled,
                "Push messages are not set up on this installation: its operator has to give it a \
                 key first. Choose another channel meanwhile.",
            )),
            Self::NoDevice => Some((
                Code::Incomplete,
                "No browser of yours takes push messages yet. Allow notifications in this one \
                 first, then switch this on.",
            )),
            Self::Ready => None,
        }
    }
}

impl Alerts {
    pub(super) async fn take_wish(&self, actor: &Actor, wish: Wish) -> Result<Preference> {
        let permit = policy::choose_alerts(actor)?;
        let account = policy::own_account(actor)?;
        let push = self.push_standing(actor, account).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let forced = policy::is_alert_forced(actor.site(), actor.who());
        let faults = wish.check(forced, push);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let row = preference::locked(&tx, account).await?;
        let choices = wish.over(row.choices());
        if choices == row.choices() {
            drop(tx);
            return self.preference_of(actor, account, forced).await;
        }
        let row = row.chosen(&permit, choices, forced, tx.now());
        let row = row.record(&tx).await?;
        let noted = self.trail.alert_preference_changed_in(&tx, account).await;
        noted.map_err(Error::Trail)?;
        tx.commit().await?;
        Ok(Preference::of(actor, account, Some(&row), forced))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_cannot_be_had_is_told_at_once() {
        let wish = Wish {
            new_device: Field::Set(false),
            email: Field::Set(false),
            push: Field::Set(true),
            in_app: Field::Set(false),
            ..Wish::default()
        };
        let found = |forced, push| -> Vec<_> {
            let faults = wish.check(forced, push).into_iter();
            faults
                .map(|fault| (fault.field.join("."), fault.code))
                .collect()
        };
        assert!(found(false, PushStanding::Ready).is_empty());
        assert_eq!(
            found(true, PushStanding::NoKey),
            [
                ("notifyNewDevice".to_owned(), Code::Forbidden),
                ("emailEnabled".to_owned(), Code::Forbidden),
                ("pushEnabled".to_owned(), Code::FeatureDisabled),
            ]
        );
        let found = found(false, PushStanding::NoDevice);
        assert_eq!(found, [("pushEnabled".to_owned(), Code::Incomplete)]);
    }

    #[test]
    fn a_cleared_switch_goes_back_to_its_default() {
        let choices = Choices {
            email: false,
            push: true,
            ..Choices::default()
        };
        let wish = Wish {
            email: Field::Clear,
            push: Field::Clear,
            ..Wish::default()
        };
        assert_eq!(wish.over(choices), Choices::default());
    }
}
