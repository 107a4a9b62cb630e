//! Whoever changes what a sign-in goes by holds the account, and a sign-in notices.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{
    ChangePassword, DeviceService, Error, FactorService, MemberService, Origin, RecoveryService,
    SessionService, SignIn, SignedIn, Standing,
};
use kernel::Role;
use sea_orm::{ConnectionTrait, TransactionTrait};
use testkit::{Database, on_both};
use tokio::sync::Notify;

use crate::authenticator::shown;
use crate::house::{House, RIGHT, credentials, inside, secret};

const ANN: &str = "ann@example.test";

async fn again(house: &House, earlier: &SignedIn) -> Result<SignedIn, Error> {
    let origin = Origin {
        device_token: Some(earlier.device_token.reveal().to_owned()),
        ..Origin::default()
    };
    let sign_in = SignIn {
        origin,
        ..credentials(ANN, RIGHT)
    };
    let entry = house.identity.sign_in(&house.stranger(), sign_in).await;
    entry.map(inside)
}

/// A sign-in that somebody overtakes who holds the account: after it was looked who comes, and
/// before they are let in.
async fn overtaken(db: Database, change: &str) -> (SignedIn, Result<SignedIn, Error>) {
    let mut db = db;
    let looked = Arc::new(Notify::new());
    let looking = Arc::clone(&looked);
    db.conn.set_metric_callback(move |info| {
        if info.statement.sql.contains("guess_counters") {
            looking.notify_one();
        }
    });
    let house = House::new(db).await;
    house.client(ANN).await;
    let earlier = house.sign_in(ANN).await;
    looked.notified().await;
    let holder = house.db.conn.begin().await.expect("begun");
    for sql in ["UPDATE accounts SET version = version + 1", change] {
        holder.execute_unprepared(sql).await.expect("it runs");
    }
    let commit = async {
        looked.notified().await;
        holder.commit().await.expect("committed");
    };
    let (entered, ()) = tokio::join!(again(&house, &earlier), commit);
    let sessions = house.texts("SELECT label AS text FROM sessions").await;
    assert_eq!(sessions.len(), if entered.is_ok() { 2 } else { 1 });
    (earlier, entered)
}

async fn version(house: &House) -> i32 {
    let sql = format!("SELECT CAST(version AS TEXT) AS text FROM accounts WHERE email = '{ANN}'");
    let found = house.texts(&sql).await;
    found[0].parse().expect("a number")
}

on_both! {
    async fn who_is_shut_out_while_their_password_is_compared_stays_out(db: Database) {
        let (_, entered) = overtaken(db, "UPDATE accounts SET password_hash = NULL").await;
        assert!(matches!(entered, Err(Error::BadCredentials)), "{entered:?}");
    }

    async fn a_device_that_is_blocked_meanwhile_stays_out(db: Database) {
        let (_, entered) = overtaken(db, "UPDATE devices SET blocked_at = first_seen_at").await;
        assert!(matches!(entered, Err(Error::BadCredentials)), "{entered:?}");
    }

    async fn a_member_who_is_suspended_meanwhile_stays_out(db: Database) {
        let (_, entered) = overtaken(db, "UPDATE memberships SET suspended_at = created_at").await;
        assert!(matches!(entered, Err(Error::BadCredentials)), "{entered:?}");
    }

    async fn a_device_that_is_forgotten_meanwhile_is_a_new_one(db: Database) {
        let change = "UPDATE devices SET forgotten_at = first_seen_at";
        let (earlier, entered) = overtaken(db, change).await;
        let entered = entered.expect("a session");
        assert_ne!(entered.session.device_id, earlier.session.device_id);
    }

    async fn whoever_is_overtaken_by_something_else_is_let_in_all_the_same(db: Database) {
        let (earlier, entered) = overtaken(db, "UPDATE accounts SET locale = 'de'").await;
        let entered = entered.expect("a session");
        assert_eq!(entered.session.device_id, earlier.session.device_id);
    }

    async fn whatever_a_sign_in_goes_by_is_changed_by_somebody_who_holds_the_account(db: Database) {
        let house = House::new(db).await;
        house.enrol("root@example.test", Standing::Member(Role::Admin)).await;
        let root = house.asker(&house.sign_in("root@example.test").await);
        let ann = house.client(ANN).await.member.expect("a member");
        let mut seen = version(&house).await;
        let mut held = async |what: &str| {
            let now = version(&house).await;
            assert!(seen < now, "{what} does not hold the account");
            seen = now;
        };
        let [laptop, phone] = [house.sign_in(ANN).await, house.sign_in(ANN).await];
        held("a sign-in").await;
        house.try_sign_in(ANN, "violet anchor meadow 43").await.expect_err("wrong");
        held("a wrong guess").await;
        let own = house.asker(&laptop);
        house.identity.block(&own, phone.session.device_id).await.expect("blocked");
        held("a block").await;
        let tablet = house.sign_in(ANN).await;
        held("a sign-in that forgives").await;
        house.identity.forget(&own, tablet.session.device_id).await.expect("forgotten");
        held("forgetting").await;
        house.identity.change_role(&root, ann, Role::Writer).await.expect("a writer");
        held("another role").await;
        house.identity.suspend(&root, ann, "Rude").await.expect("suspended");
        held("a suspension").await;
        house.identity.reinstate(&root, ann).await.expect("reinstated");
        held("a reinstatement").await;
        let own = house.asker(&house.sign_in(ANN).await);
        held("a sign-in").await;
        let change = ChangePassword {
            current: secret(RIGHT),
            new: secret("lantern gravel otter 77"),
            ..ChangePassword::default()
        };
        house.identity.change_password(&own, change).await.expect("changed");
        held("another password").await;
        let enrolment = house.identity.start_totp(&own).await.expect("a secret");
        let code = shown(&house, &enrolment.secret, 0);
        house.identity.confirm_totp(&own, &code).await.expect("confirmed");
        held("a second factor").await;
        house.db.manual.advance(TimeDelta::minutes(1));
        house.identity.disable_totp(&own).await.expect("disabled");
        held("no second factor").await;
    }
}
