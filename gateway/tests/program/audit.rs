//! `audit verify` finds what was changed behind the house's back.

use chrono::TimeDelta;
use kernel::audit::seal;
use kernel::{Clock, SystemClock};
use sea_orm::ConnectionTrait;
use testkit::on_both;

use crate::process::Place;

on_both! {
    async fn a_trail_that_was_changed_is_told_from_one_that_was_not(db: Database) {
        let place = Place::of(&db.url);
        place.init().await;
        let fresh = place.run(&["audit", "verify"]).await;
        assert!(fresh.ok() && fresh.out.contains("0 seals over 0 lines"), "{fresh:?}");

        // As the night after the next would.
        let later = SystemClock.now() + TimeDelta::days(2);
        let made = seal::seal(&db.conn, later, later).await.expect("sealed");
        assert!(!made.is_empty());
        let sealed = place.run(&["audit", "verify"]).await;
        assert!(sealed.ok() && sealed.out.contains(" seal 1 "), "{sealed:?}");

        let tamper = "UPDATE audit_entries SET actor = 'system:thief'
            WHERE id = (SELECT id FROM audit_entries LIMIT 1)";
        db.conn.execute_unprepared(tamper).await.expect("tampered");
        let found = place.run(&["audit", "verify"]).await;
        assert_eq!(found.code, Some(1), "{found:?}");
        assert!(found.out.contains("a line or the seal was changed"), "{found:?}");
        let doctor = place.run(&["doctor"]).await;
        assert_eq!(doctor.code, Some(1), "{doctor:?}");
        assert!(doctor.said("fail", "audit trail").is_some(), "{doctor:?}");
    }
}
