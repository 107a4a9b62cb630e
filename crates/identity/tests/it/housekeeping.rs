//! What the house does for itself: it removes what is over and counts who comes in.

use chrono::TimeDelta;
use identity::{Crowd, HousekeepingService, Invite, MemberInvitationService, Origin, Standing};
use kernel::{Code, Role};
use testkit::on_both;

use crate::house::{House, fault, faults};

const PASSING: [&str; 6] = [
    "registrations",
    "registration_links",
    "recoveries",
    "recovery_links",
    "member_invitations",
    "guess_counters",
];

const STAYING: [&str; 5] = [
    "accounts",
    "memberships",
    "sessions",
    "devices",
    "security_events",
];

impl House {
    async fn rows(&self, tables: &[&str]) -> Vec<usize> {
        let mut rows = Vec::new();
        for table in tables {
            rows.push(
                self.texts(&format!("SELECT 'row' AS text FROM {table}"))
                    .await
                    .len(),
            );
        }
        rows
    }

    async fn prune(&self) -> u64 {
        let before = self.db.now() - TimeDelta::days(7);
        let pruned = self
            .identity
            .prune(&self.db.system(&self.site), before)
            .await;
        pruned.expect("pruned")
    }
}

on_both! {
    async fn what_is_over_goes_and_what_happened_stays(db: Database) {
        let house = House::new(db).await;
        house.enrol("boss@example.test", Standing::Member(Role::Admin)).await;
        house.client("ann@example.test").await;
        let boss = house.asker(&house.sign_in("boss@example.test").await);
        house.link("new@example.test").await;
        house.reset_link("ann@example.test").await;
        assert!(house.try_sign_in("ann@example.test", "wrong wrong wrong").await.is_err());
        let invite = Invite {
            email: "writer@example.test".to_owned(),
            display_name: None,
            role: Role::Writer,
            idempotency_key: None,
        };
        house.identity.invite(&boss, invite).await.expect("invited");
        let rows = house.rows(&PASSING).await;
        assert!(rows.iter().all(|count| *count > 0), "{rows:?}");
        let stays = house.rows(&STAYING).await;

        // It has run out, and its owner may still be told so.
        assert_eq!(house.prune().await, 0);
        assert_eq!(house.rows(&PASSING).await, rows);

        house.db.manual.advance(TimeDelta::days(60));
        house.link("later@example.test").await;
        let removed = house.prune().await;
        let expected: usize = rows.iter().sum();
        assert_eq!(removed, u64::try_from(expected).expect("few"));
        assert_eq!(house.rows(&PASSING).await, [1, 1, 0, 0, 0, 0], "the later registration waits");
        assert_eq!(house.rows(&STAYING).await, stays);
        assert_eq!(house.prune().await, 0, "twice removes nothing more");
    }

    async fn people_are_counted_and_the_networks_they_come_from(db: Database) {
        let house = House::new(db).await;
        let start = house.db.now();
        for (name, address) in [("a", "192.0.2.1"), ("b", "192.0.2.77"), ("c", "198.51.100.1")] {
            let email = format!("{name}@example.test");
            house.client(&email).await;
            let origin = Origin { address: address.parse().ok(), ..Origin::default() };
            house.try_sign_in_from(&email, origin.clone()).await.expect("in");
            house.try_sign_in_from(&email, origin).await.expect("in");
        }
        let system = house.db.system(&house.site);
        let crowd = house.identity.crowd(&system, start).await.expect("counted");
        assert_eq!(crowd, Crowd { sessions: 6, accounts: 3, networks: 2 });
        let later = start + TimeDelta::seconds(1);
        let crowd = house.identity.crowd(&system, later).await.expect("counted");
        assert_eq!(crowd, Crowd::default());
    }

    async fn nobody_else_keeps_house(db: Database) {
        let house = House::new(db).await;
        let root = house.db.superadmin(&house.site);
        let now = house.db.now();
        assert_eq!(faults(house.identity.prune(&root, now).await), fault(Code::Forbidden, ""));
        let stranger = house.stranger();
        assert_eq!(faults(house.identity.crowd(&stranger, now).await), fault(Code::Unauthenticated, ""));
    }
}
