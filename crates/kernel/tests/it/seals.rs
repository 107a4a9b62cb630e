//! What is changed in the trail behind the house's back is found.

use std::sync::Arc;

use chrono::TimeDelta;
use kernel::audit::seal::{self, Verdict, What};
use kernel::{Actor, Id, Instant, OrderId, Tx, audit};
use sea_orm::ConnectionTrait;
use testkit::{Database, on_both};

/// Two websites with a few lines on each of three days, sealed on the fourth.
struct House {
    db: Database,
    actors: Vec<Actor>,
    start: Instant,
}

impl House {
    async fn of(db: Database) -> Self {
        let mut actors = Vec::new();
        for slug in ["atlas", "quill"] {
            let site = db.website(slug).await;
            actors.push(db.system(&site));
        }
        let start = db.now();
        Self { db, actors, start }
    }

    async fn write(&self, actor: &Actor, count: usize) {
        let clock = self.db.clock();
        let tx = Tx::begin(&self.db.conn, actor, &clock)
            .await
            .expect("begun");
        for number in 0..count {
            let order = OrderId::mint(&*self.db.manual);
            let note = audit::Note::new("order.noted", &order)
                .changed(&number.to_string(), &"späte Zeile".to_owned());
            audit::write(&tx, note);
        }
        tx.commit().await.expect("committed");
    }

    async fn three_days(&self) {
        for day in 0..3 {
            self.db.manual.set(self.start + TimeDelta::days(day));
            for actor in &self.actors {
                self.write(actor, 3).await;
                self.db.manual.advance(TimeDelta::hours(1));
                self.write(actor, 2).await;
            }
        }
        self.db.manual.set(self.start + TimeDelta::days(3));
    }

    async fn seal(&self) -> usize {
        let now = self.db.now();
        let made = seal::seal(&self.db.conn, now - TimeDelta::hours(1), now).await;
        made.expect("sealed").len()
    }

    async fn verify(&self) -> Verdict {
        seal::verify(&self.db.conn).await.expect("verified")
    }

    async fn tamper(&self, sql: &str) {
        self.db
            .conn
            .execute_unprepared(sql)
            .await
            .expect("tampered");
    }

    /// What is found after this was done to the sealed trail.
    async fn found(db: Database, sql: &str) -> Vec<(i64, What)> {
        let house = Self::of(db).await;
        house.three_days().await;
        assert_eq!(house.seal().await, 6);
        assert_eq!(house.verify().await.findings, []);
        house.tamper(sql).await;
        let findings = house.verify().await.findings;
        findings
            .into_iter()
            .map(|it| (it.number, it.what))
            .collect()
    }
}

/// One line of the second day of one website.
const VICTIM: &str = "(SELECT e.id FROM audit_entries e
    JOIN audit_seals s ON s.website_id = e.website_id AND e.at >= s.from_at AND e.at < s.until_at
    JOIN websites w ON w.id = e.website_id AND w.slug = 'atlas'
    WHERE s.number = 2 ORDER BY e.at, e.id LIMIT 1)";

on_both! {
    async fn every_finished_day_of_every_website_is_sealed_once(db: Database) {
        let house = House::of(db).await;
        house.three_days().await;
        assert_eq!(house.seal().await, 6);
        assert_eq!(house.seal().await, 0);
        let verdict = house.verify().await;
        assert_eq!((verdict.seals, verdict.entries, verdict.open_since), (6, 30, None));
        assert_eq!((verdict.findings.len(), verdict.heads.len()), (0, 2));

        // Today is sealed tomorrow, however often one looks; days without lines make no seal.
        house.write(&house.actors[0], 1).await;
        assert_eq!(house.seal().await, 0);
        assert_eq!(house.verify().await.open_since, Some(house.db.now()));
        house.db.manual.advance(TimeDelta::days(5));
        assert_eq!(house.seal().await, 1);
        let newest = seal::verify_newest(&house.db.conn).await.expect("verified");
        assert_eq!((newest.seals, newest.entries, newest.findings.len()), (2, 6, 0));
    }

    async fn an_untouched_trail_without_seals_is_open(db: Database) {
        let house = House::of(db).await;
        assert_eq!(house.verify().await, Verdict::default());
        house.write(&house.actors[0], 1).await;
        assert_eq!(house.verify().await.open_since, Some(house.start));
    }

    async fn two_at_work_make_one_chain(db: Database) {
        let house = Arc::new(House::of(db).await);
        house.three_days().await;
        let works = (0..4).map(|_| {
            let house = Arc::clone(&house);
            tokio::spawn(async move { house.seal().await })
        });
        let works: Vec<_> = works.collect();
        let mut made = 0;
        for work in works {
            made += work.await.expect("no panic");
        }
        assert_eq!(made, 6);
        let verdict = house.verify().await;
        assert_eq!((verdict.seals, verdict.findings), (6, Vec::new()));
    }

    async fn a_changed_line_is_found(db: Database) {
        let sql = format!("UPDATE audit_entries SET actor = 'system:thief' WHERE id = {VICTIM}");
        assert_eq!(House::found(db, &sql).await, [(2, What::Lines)]);
    }

    async fn a_changed_detail_is_found(db: Database) {
        let sql = format!("UPDATE audit_entries SET detail = '{{\"before\": 9}}' WHERE id = {VICTIM}");
        assert_eq!(House::found(db, &sql).await, [(2, What::Lines)]);
    }

    async fn a_removed_line_is_found(db: Database) {
        let sql = format!("DELETE FROM audit_entries WHERE id = {VICTIM}");
        assert_eq!(House::found(db, &sql).await, [(2, What::Number { sealed: 5, found: 4 })]);
    }

    async fn a_removed_line_is_found_even_if_the_number_was_mended(db: Database) {
        let house = House::of(db).await;
        house.three_days().await;
        house.seal().await;
        house.tamper(&format!("DELETE FROM audit_entries WHERE id = {VICTIM}")).await;
        house.tamper("UPDATE audit_seals SET entries = 4 WHERE number = 2 AND website_id =
            (SELECT id FROM websites WHERE slug = 'atlas')").await;
        let findings = house.verify().await.findings;
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].number, findings[0].what), (2, What::Lines));
    }

    async fn a_line_slipped_in_later_is_found(db: Database) {
        let house = House::of(db).await;
        house.three_days().await;
        house.seal().await;
        house.db.manual.set(house.start);
        house.write(&house.actors[1], 1).await;
        let findings = house.verify().await.findings;
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].what, What::Number { sealed: 5, found: 6 });
        assert_eq!(findings[0].website, house.actors[1].website());
        let told = findings[0].to_string();
        assert!(told.contains("5 lines were sealed and 6 are there"), "{told}");
    }

    async fn a_removed_seal_is_found(db: Database) {
        let sql = "DELETE FROM audit_seals WHERE number = 1 AND website_id =
            (SELECT id FROM websites WHERE slug = 'atlas')";
        assert_eq!(House::found(db, sql).await, [(2, What::Chain)]);
    }

    async fn a_forged_seal_is_found_by_the_next(db: Database) {
        let sql = "UPDATE audit_seals SET hash = previous_hash WHERE number = 2 AND website_id =
            (SELECT id FROM websites WHERE slug = 'atlas')";
        assert_eq!(House::found(db, sql).await, [(2, What::Lines), (3, What::Chain)]);
    }
}
