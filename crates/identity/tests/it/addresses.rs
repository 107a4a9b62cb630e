//! Another address for an account: asked for, confirmed, and undone.

use chrono::TimeDelta;
use identity::{IdentityEvent, Issued, RecoveryService};
use kernel::Code;
use testkit::on_both;

use crate::house::{House, RIGHT, fault, faults};
use crate::mailed::{named, opened};

const NEW: &str = "lantern gravel otter 77";

impl House {
    /// The token that brings the former address back, once the new one is confirmed.
    async fn moved(&self, by: &identity::SignedIn, email: &str) -> String {
        let token = self.wish(by, email).await;
        self.confirm(&token).await.expect("confirmed");
        self.mailed().await
    }
}

on_both! {
    async fn a_new_address_counts_when_it_confirms(db: Database) {
        let house = House::new(db).await;
        let ann = house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let magic = house.magic_link("ann@example.test").await;
        let token = house.wish(&own, "New@Example.test ").await;
        assert_eq!(house.emails().await, ["ann@example.test"]);
        house.sign_in("ann@example.test").await;
        house.confirm(&token).await.expect("confirmed");
        assert_eq!(house.emails().await, ["new@example.test"]);
        assert!(house.who(&own.token).await.is_some(), "sessions stay");
        house.sign_in("new@example.test").await;
        let refused = house.try_sign_in("ann@example.test", RIGHT).await;
        assert_eq!(faults(refused), fault(Code::BadCredentials, ""));
        // What was mailed to the former address opens nothing any more.
        assert_eq!(faults(house.open_magic(&magic).await), fault(Code::Expired, "token"));
        assert_eq!(faults(house.confirm(&token).await), fault(Code::Expired, "token"));
        assert!(house.happened().await.contains(&"email_changed".to_owned()));
        let events = house.events().await;
        let undo = events.iter().find_map(|event| match event {
            IdentityEvent::EmailChanged { account, undo } if *account == ann.account => Some(*undo),
            _ => None,
        });
        let Some(Issued::Link(link)) = house.issued(undo.expect("a way back")).await else {
            panic!("no link")
        };
        assert_eq!(link.email.as_str(), "ann@example.test");
        assert_eq!(link.expires_at, house.db.now() + TimeDelta::days(7));
    }

    async fn the_mail_to_a_new_address_calls_its_reader_nothing(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        house.wish(&own, "new@example.test").await;
        let id = *house.recoveries().await.last().expect("a recovery");
        let Some(Issued::Link(link)) = house.issued(id).await else { panic!("no link") };
        assert_eq!((link.email.as_str(), link.display_name), ("new@example.test", None));
    }

    async fn the_answer_does_not_tell_whether_an_address_is_taken(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let asker = house.asker(&own);
        let mut traces = Vec::new();
        for email in ["bob@example.test", "free@example.test"] {
            let before = house.texts("SELECT action AS text FROM audit_entries").await.len();
            let answer = house.identity.change_email(&asker, named(email)).await;
            let lines = house.texts("SELECT action AS text FROM audit_entries").await.len();
            let last = house.events().await.pop();
            let shape = matches!(last, Some(IdentityEvent::EmailChangeRequested { .. }));
            traces.push(format!("{answer:?} {shape} {}", lines - before));
        }
        assert_eq!(traces[0], traces[1]);
        let ids = house.recoveries().await;
        // The first wish was replaced by the second: nothing is mailed about it.
        assert!(house.issued(ids[0]).await.is_none());
        house.identity.change_email(&asker, named("BOB@example.test")).await.expect("an answer");
        let ids = house.recoveries().await;
        let told = house.issued(ids[2]).await;
        assert!(matches!(&told, Some(Issued::Taken { email, .. }) if email.as_str() == "bob@example.test"));
        assert_eq!(house.texts("SELECT 'row' AS text FROM recovery_links").await.len(), 0);
    }

    async fn an_address_that_is_taken_meanwhile_stays_with_its_owner(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let token = house.wish(&own, "new@example.test").await;
        house.client("new@example.test").await;
        assert_eq!(faults(house.confirm(&token).await), fault(Code::Taken, "token"));
        assert_eq!(house.emails().await, ["ann@example.test", "new@example.test"]);
    }

    async fn of_two_accounts_that_take_one_address_one_gets_it(db: Database) {
        let house = House::new(db).await;
        let mut tokens = Vec::new();
        for email in ["ann@example.test", "bob@example.test"] {
            house.client(email).await;
            let own = house.sign_in(email).await;
            tokens.push(house.wish(&own, "new@example.test").await);
        }
        let (a, b) = tokio::join!(house.confirm(&tokens[0]), house.confirm(&tokens[1]));
        let refused: Vec<_> = [a, b].into_iter().filter(Result::is_err).collect();
        assert_eq!(refused.len(), 1);
        for refused in refused {
            assert_eq!(faults(refused), fault(Code::Taken, "token"));
        }
    }

    async fn a_later_wish_replaces_an_earlier_one_and_each_waits_a_day(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let typo = house.wish(&own, "nwe@example.test").await;
        let right = house.wish(&own, "new@example.test").await;
        assert_eq!(faults(house.confirm(&typo).await), fault(Code::Expired, "token"));
        house.db.manual.advance(TimeDelta::hours(24));
        assert_eq!(faults(house.confirm(&right).await), fault(Code::Expired, "token"));
        assert_eq!(house.emails().await, ["ann@example.test"]);
    }

    async fn a_change_takes_a_fresh_proof_and_a_good_address(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let wish = async |email: &str| {
            let done = house.identity.change_email(&house.asker(&own), named(email)).await;
            faults(done)
        };
        assert_eq!(wish("").await, fault(Code::Required, "newEmail"));
        assert_eq!(wish("a@example.test\r\nBcc: b@example.test").await, fault(Code::Invalid, "newEmail"));
        assert_eq!(wish("ANN@example.test").await, fault(Code::Invalid, "newEmail"));
        house.db.manual.advance(TimeDelta::minutes(11));
        assert_eq!(wish("new@example.test").await, fault(Code::StepUpRequired, ""));
        let stranger = house.stranger();
        let refused = house.identity.change_email(&stranger, named("new@example.test")).await;
        assert_eq!(faults(refused), fault(Code::Unauthenticated, ""));
        assert!(house.recoveries().await.is_empty());
    }

    async fn a_link_is_for_the_account_it_was_asked_for_whoever_opens_it(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        let ann = house.sign_in("ann@example.test").await;
        let bob = house.sign_in("bob@example.test").await;
        let token = house.wish(&ann, "new@example.test").await;
        let there = house.db.stranger(&other);
        let foreign = house.identity.confirm_email_change(&there, opened(&token)).await;
        assert_eq!(faults(foreign), fault(Code::NotFound, "token"));
        let by_bob = house.identity.confirm_email_change(&house.asker(&bob), opened(&token)).await;
        by_bob.expect("confirmed");
        assert_eq!(house.emails().await, ["bob@example.test", "new@example.test"]);
    }

    async fn a_disowned_account_moves_nowhere(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let token = house.wish(&own, "thief@example.test").await;
        house.run("UPDATE accounts SET reset_required_at = created_at").await;
        assert_eq!(faults(house.confirm(&token).await), fault(Code::Expired, "token"));
        assert_eq!(house.emails().await, ["ann@example.test"]);
    }

    async fn the_former_owner_gets_the_account_back(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let thief = house.sign_in("ann@example.test").await;
        let undo = house.moved(&thief, "thief@example.test").await;
        // The thief does what they can to keep it.
        let reset = house.reset_link("thief@example.test").await;
        house.reset(&reset, NEW).await.expect("reset");
        house.db.manual.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
        let held = house.try_sign_in("thief@example.test", NEW).await.expect("a session");
        let magic = house.magic_link("thief@example.test").await;
        let wish = house.wish(&held, "thief2@example.test").await;
        house.undo(&undo).await.expect("undone");
        assert_eq!(house.emails().await, ["ann@example.test"]);
        assert_eq!(house.who(&held.token).await, None, "all sessions are over");
        for token in [&magic, &wish, &undo] {
            let refused = [
                faults(house.open_magic(token).await.map(|_| ())),
                faults(house.confirm(token).await),
                faults(house.undo(token).await),
            ];
            assert!(refused.contains(&fault(Code::Expired, "token")), "{refused:?}");
        }
        let refused = house.try_sign_in("ann@example.test", NEW).await;
        assert_eq!(faults(refused), fault(Code::BadCredentials, ""), "a reset comes first");
        let reset = house.mailed().await;
        house.reset(&reset, RIGHT).await.expect("reset");
        house.sign_in("ann@example.test").await;
    }

    async fn an_undoing_works_for_seven_days_and_only_here(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let undo = house.moved(&own, "new@example.test").await;
        let there = house.db.stranger(&other);
        let foreign = house.identity.undo_email_change(&there, opened(&undo)).await;
        assert_eq!(faults(foreign), fault(Code::NotFound, "token"));
        house.db.manual.advance(TimeDelta::days(7));
        assert_eq!(faults(house.undo(&undo).await), fault(Code::Expired, "token"));
        assert_eq!(house.emails().await, ["new@example.test"]);
    }

    async fn a_chain_of_changes_is_undone_from_its_beginning(db: Database) {
        let house = House::new(db).await;
        house.client("a@example.test").await;
        let own = house.sign_in("a@example.test").await;
        let to_a = house.moved(&own, "b@example.test").await;
        house.db.manual.advance(TimeDelta::seconds(1));
        let to_b = house.moved(&own, "c@example.test").await;
        // Whoever holds a later address cannot shut the way back to an earlier one.
        house.undo(&to_b).await.expect("undone");
        assert_eq!(house.emails().await, ["b@example.test"]);
        house.undo(&to_a).await.expect("undone");
        assert_eq!(house.emails().await, ["a@example.test"]);

        let reset = house.mailed().await;
        house.reset(&reset, RIGHT).await.expect("reset");
        let own = house.sign_in("a@example.test").await;
        let to_a = house.moved(&own, "b@example.test").await;
        house.db.manual.advance(TimeDelta::seconds(1));
        let to_b = house.moved(&own, "c@example.test").await;
        house.undo(&to_a).await.expect("undone");
        assert_eq!(faults(house.undo(&to_b).await), fault(Code::Expired, "token"));
        assert_eq!(house.emails().await, ["a@example.test"]);
    }

    async fn a_former_address_that_has_a_new_account_stays_with_that(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        let own = house.sign_in("ann@example.test").await;
        let undo = house.moved(&own, "new@example.test").await;
        house.client("ann@example.test").await;
        assert_eq!(faults(house.undo(&undo).await), fault(Code::Taken, "token"));
        assert!(house.who(&own.token).await.is_some());
    }
}
