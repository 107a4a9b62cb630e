//! Setting a new password, through the mailbox or with the old one.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{
    ChangePassword, IdentityEvent, RecoveryService, ResetPassword, SessionService, SignedIn,
    Standing,
};
use kernel::site::Toggles;
use kernel::{Code, Role, SessionId, Site, Toggle};
use testkit::on_both;

use crate::house::{House, RIGHT, credentials, fault, faults, secret};
use crate::mailed::named;

const NEW: &str = "lantern gravel otter 77";

impl House {
    async fn change(
        &self,
        by: &SignedIn,
        current: &str,
        new: &str,
    ) -> Result<Vec<SessionId>, identity::Error> {
        let change = ChangePassword {
            current: secret(current),
            new: secret(new),
            ..ChangePassword::default()
        };
        self.identity.change_password(&self.asker(by), change).await
    }
}

on_both! {
    async fn a_reset_sets_the_password_and_ends_every_session(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let ann = house.client("ann@example.test").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, None).await;
        let first = house.sign_in("ann@example.test").await;
        let second = house.sign_in("ann@example.test").await;
        let sign_in = credentials("ann@example.test", RIGHT);
        let elsewhere = house.identity.sign_in(&house.db.stranger(&other), sign_in).await;
        let elsewhere = elsewhere.expect("an answer").signed_in().expect("a session");
        house.client("bob@example.test").await;
        let bob = house.sign_in("bob@example.test").await;

        let token = house.reset_link("ann@example.test").await;
        house.reset(&token, NEW).await.expect("reset");
        for gone in [&first, &second] {
            assert_eq!(house.who(&gone.token).await, None);
        }
        let there = house.identity.authenticate(&other, elsewhere.token.reveal()).await;
        assert_eq!(there.expect("an answer"), None);
        assert!(house.who(&bob.token).await.is_some());
        let sessions = "SELECT 'row' AS text FROM sessions WHERE revoked_at IS NULL";
        assert_eq!(house.texts(sessions).await.len(), 1, "it signs nobody in");

        let refused = house.try_sign_in("ann@example.test", RIGHT).await;
        assert_eq!(faults(refused), fault(Code::BadCredentials, ""));
        house.try_sign_in("ann@example.test", NEW).await.expect("a session");
        let events = house.events().await;
        assert!(events.iter().any(|event| matches!(event,
            IdentityEvent::PasswordChanged { account, by_link: true, .. } if *account == ann.account)));
        assert!(events.iter().any(|event| matches!(event,
            IdentityEvent::SessionsEnded { account, sessions }
                if *account == ann.account && sessions.len() == 3)));
        assert!(house.happened().await.contains(&"password_reset".to_owned()));
    }

    async fn a_reset_works_once_and_for_one_hour(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let token = house.reset_link("ann@example.test").await;
        house.db.manual.advance(TimeDelta::minutes(59));
        let (a, b) = tokio::join!(house.reset(&token, NEW), house.reset(&token, RIGHT));
        let refused: Vec<_> = [a, b].into_iter().filter(Result::is_err).collect();
        assert_eq!(refused.len(), 1);
        for refused in refused {
            assert_eq!(faults(refused), fault(Code::Expired, "token"));
        }
        assert_eq!(faults(house.reset(&token, NEW).await), fault(Code::Expired, "token"));
        let late = house.reset_link("ann@example.test").await;
        house.db.manual.advance(TimeDelta::minutes(60));
        assert_eq!(faults(house.reset(&late, NEW).await), fault(Code::Expired, "token"));
    }

    async fn a_dead_link_and_a_weak_password_are_told_together(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let magic = house.magic_link("ann@example.test").await;
        let fresh = house.reset_link("ann@example.test").await;
        let weak = || (Code::Invalid, "password".to_owned());
        let token = |code| (code, "token".to_owned());
        for (link, password, expected) in [
            ("", "password1234", vec![token(Code::NotFound), weak()]),
            ("svl_nonsense", NEW, vec![token(Code::NotFound)]),
            (magic.as_str(), NEW, vec![token(Code::NotFound)]),
            (fresh.as_str(), "short", vec![(Code::TooSmall, "password".to_owned())]),
            (fresh.as_str(), "ann@example.test", vec![weak()]),
            (fresh.as_str(), "", vec![(Code::Required, "password".to_owned())]),
            (fresh.as_str(), &"x7!".repeat(43), vec![(Code::TooLong, "password".to_owned())]),
        ] {
            assert_eq!(faults(house.reset(link, password).await), expected, "{password}");
        }
        let foreign = ResetPassword {
            token: fresh.clone(),
            password: secret(NEW),
            ..ResetPassword::default()
        };
        let foreign = house.identity.reset_password(&house.db.stranger(&other), foreign).await;
        assert_eq!(faults(foreign), fault(Code::NotFound, "token"));
        house.sign_in("ann@example.test").await;
        house.reset(&fresh, NEW).await.expect("the link is as good as before");
    }

    async fn a_reset_kills_every_other_link(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let signed_in = house.sign_in("ann@example.test").await;
        let confirm = house.wish(&signed_in, "new@example.test").await;
        let magic = house.magic_link("ann@example.test").await;
        let first = house.reset_link("ann@example.test").await;
        let second = house.reset_link("ann@example.test").await;
        house.reset(&first, NEW).await.expect("reset");
        assert_eq!(faults(house.reset(&second, NEW).await), fault(Code::Expired, "token"));
        assert_eq!(faults(house.open_magic(&magic).await), fault(Code::Expired, "token"));
        assert_eq!(faults(house.confirm(&confirm).await), fault(Code::Expired, "token"));
        assert_eq!(house.emails().await, ["ann@example.test"]);
    }

    async fn a_reset_lets_a_disowned_account_in_again_whatever_is_switched_off(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.run("UPDATE accounts SET reset_required_at = created_at").await;
        let refused = house.try_sign_in("ann@example.test", RIGHT).await;
        assert_eq!(faults(refused), fault(Code::BadCredentials, ""));
        let token = house.reset_link("ann@example.test").await;
        let toggles = Toggles::new([(Toggle::PasswordReset, false)]);
        let off = Arc::new(Site { toggles, ..(*house.site).clone() });
        let stranger = house.db.stranger(&off);
        let asked = house.identity.request_password_reset(&stranger, named("ann@example.test"));
        assert_eq!(faults(asked.await), fault(Code::FeatureDisabled, ""));
        let reset = |token: &str| ResetPassword {
            token: token.to_owned(),
            password: secret(NEW),
            ..ResetPassword::default()
        };
        house.identity.reset_password(&stranger, reset(&token)).await.expect("reset");
        house.try_sign_in("ann@example.test", NEW).await.expect("a session");
        // Nothing has to be reset any more: the switch counts again.
        let token = house.reset_link("ann@example.test").await;
        let refused = house.identity.reset_password(&stranger, reset(&token)).await;
        assert_eq!(faults(refused), fault(Code::FeatureDisabled, ""));
    }

    async fn an_account_without_a_password_gets_its_first_one(db: Database) {
        let house = House::new(db).await;
        let standing = Standing::Member(Role::Writer);
        house.enrol_on(&house.site, "will@example.test", standing, None).await;
        let token = house.reset_link("will@example.test").await;
        house.reset(&token, NEW).await.expect("set");
        house.try_sign_in("will@example.test", NEW).await.expect("a session");
    }

    async fn whoever_is_kept_out_here_resets_nothing_here(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let token = house.reset_link("ann@example.test").await;
        house.run("UPDATE memberships SET suspended_at = created_at").await;
        assert_eq!(faults(house.reset(&token, NEW).await), fault(Code::Expired, "token"));
    }

    async fn a_change_keeps_the_callers_session_and_ends_the_others(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let other = house.sign_in("ann@example.test").await;
        let magic = house.magic_link("ann@example.test").await;
        let reset = house.reset_link("ann@example.test").await;
        let ended = house.change(&own, RIGHT, NEW).await.expect("changed");
        assert_eq!(ended, [other.session.id]);
        assert!(house.who(&own.token).await.is_some());
        assert_eq!(house.who(&other.token).await, None);
        for (link, opened) in [
            ("magic", house.open_magic(&magic).await.map(|_| ())),
            ("reset", house.reset(&reset, RIGHT).await),
        ] {
            assert_eq!(faults(opened), fault(Code::Expired, "token"), "{link}");
        }
        house.try_sign_in("ann@example.test", NEW).await.expect("a session");
        assert!(house.happened().await.contains(&"password_changed".to_owned()));
        assert!(house.events().await.iter().any(|event| matches!(event,
            IdentityEvent::PasswordChanged { by_link: false, .. })));
    }

    async fn every_fault_of_a_change_is_named_and_nothing_changed(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let at = |code, field: &str| (code, field.to_owned());
        for (current, new, expected) in [
            ("violet anchor meadow 43", NEW, vec![at(Code::BadCredentials, "currentPassword")]),
            ("violet anchor meadow 43", "short", vec![
                at(Code::BadCredentials, "currentPassword"),
                at(Code::TooSmall, "newPassword"),
            ]),
            ("", "", vec![
                at(Code::Required, "currentPassword"),
                at(Code::Required, "newPassword"),
            ]),
            (RIGHT, "ann@example.test", vec![at(Code::Invalid, "newPassword")]),
            (RIGHT, RIGHT, vec![at(Code::Invalid, "newPassword")]),
        ] {
            assert_eq!(faults(house.change(&own, current, new).await), expected, "{new}");
        }
        house.sign_in("ann@example.test").await;
        let change = ChangePassword::default();
        let refused = house.identity.change_password(&house.stranger(), change).await;
        assert_eq!(faults(refused), fault(Code::Unauthenticated, ""));
    }

    async fn whoever_came_in_by_link_alone_has_no_password_to_change(db: Database) {
        let house = House::new(db).await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&house.site, "ann@example.test", standing, None).await;
        let token = house.magic_link("ann@example.test").await;
        let own = house.open_magic(&token).await.expect("a session");
        let refused = house.change(&own, RIGHT, NEW).await;
        assert_eq!(faults(refused), fault(Code::WrongState, "currentPassword"));
    }

    async fn of_two_changes_at_once_one_wins(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let (a, b) = tokio::join!(
            house.change(&own, RIGHT, NEW),
            house.change(&own, RIGHT, "kettle harbour nine plums"),
        );
        assert!(a.is_ok() || b.is_ok());
        let events = house.events().await;
        let changes = events.iter().filter(|event| matches!(event,
            IdentityEvent::PasswordChanged { .. })).count();
        let refused = [a, b].into_iter().filter(Result::is_err).count();
        assert_eq!(changes + refused, 2);
        assert_eq!(refused, 1);
    }
}
