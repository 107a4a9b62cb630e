//! Capacity as assignment and the directory use it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{Days, TimeDelta};
use kernel::{BlackoutId, Code, Id, MemberId, Role, Tx};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use testkit::on_both;
use writer_management::capacity::{
    AvailabilityState, Capacities, Capacity, CapacityService, Job, PreferredWriter, WhyNot,
    blackout,
};
use writer_management::feedback::{FeedbackService, Kind};
use writer_management::ports::Load;
use writer_management::writer::Writers;

use crate::house::{House, faults, id, rating};

fn job(house: &House) -> Job {
    Job {
        order: None,
        client: None,
        subject: None,
        type_of_work: None,
        pages: 4,
        least_time: TimeDelta::hours(3),
        deadline: house.db.now() + TimeDelta::days(10),
        writer_deadline: house.db.now() + TimeDelta::days(8),
    }
}

fn busy(active: u32) -> Load {
    Load {
        active,
        recent: Vec::new(),
    }
}

on_both! {
    async fn it_exists_with_its_defaults_without_being_stored(db: Database) {
        let house = House::of(db).await;
        let (writer, client) = (house.writer("Ann").await, house.member(Role::Client).await);
        let read = house.capacities.standings(&client, &[id(&writer)]).await.expect("read");
        let standing = &read[&id(&writer)];
        let usual = Capacity::usual(house.site.id, id(&writer), house.db.now());
        assert_eq!(standing.facts.capacity, usual);
        assert_eq!((usual.max_active_orders, usual.deadline_buffer_days), (5, 3));
        assert_eq!(standing.availability(house.db.now()).state, AvailabilityState::Open);
        assert!(standing.numbers(&client).is_none());
        assert!(standing.numbers(&house.writer("Bob").await).is_none());
        assert!(standing.numbers(&writer).is_some());
        assert!(standing.numbers(&house.member(Role::Editor).await).is_some());
    }

    async fn blackouts_are_for_their_writer_and_staff(db: Database) {
        let house = House::of(db).await;
        let writer = house.writer("Ann").await;
        let away = blackout_of(&house, id(&writer), 1, 2).await;
        let other = house.db.website("quill").await;
        for (actor, seen) in [
            (&writer, true),
            (&house.member(Role::Support).await, true),
            (&house.member(Role::Client).await, false),
            (&house.writer("Bob").await, false),
            (&house.db.stranger(&house.site), false),
            (&house.db.member(&other, Role::Admin).await, false),
        ] {
            let found = house.capacities.blackouts(actor, &[away]).await.expect("read");
            assert_eq!(found.contains_key(&away), seen, "{actor:?}");
        }
    }

    async fn many_cost_what_one_costs(db: Database) {
        let house = House::of(db).await;
        let mut members: Vec<MemberId> = Vec::new();
        for number in 0..5 {
            let writer = house.writer(&format!("Writer {number}")).await;
            for start in [1, 10, 20] {
                blackout_of(&house, id(&writer), start, start + 2).await;
            }
            members.push(id(&writer));
        }
        for count in [1, 5] {
            let asker = house.member(Role::Client).await;
            let read = house.capacities.standings(&asker, &members[..count]);
            let (read, cost) = house.cost(read).await;
            let read = read.expect("read");
            assert_eq!(read.len(), count);
            assert!(read.values().all(|standing| standing.facts.blackouts.len() == 3));
            assert_eq!(cost, 1);
        }
    }

    async fn whoever_counts_after_the_lock_counts_alone(db: Database) {
        let house = Arc::new(House::of(db).await);
        let writer = id(&house.writer("Ann").await);
        let taken = Arc::new(AtomicU32::new(0));
        let racers = (0..6).map(|_| {
            let (house, taken) = (house.clone(), taken.clone());
            tokio::spawn(async move {
                let tx = house.tx(&house.db.system(&house.site)).await;
                assert!(Capacities::lock_in(&tx, writer).await.expect("locked"));
                let counted = taken.load(Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(10)).await;
                if counted < 2 {
                    taken.store(counted + 1, Ordering::SeqCst);
                }
                tx.commit().await.expect("committed");
                counted < 2
            })
        });
        let racers: Vec<_> = racers.collect();
        let mut won = 0;
        for racer in racers {
            won += u32::from(racer.await.expect("joined"));
        }
        assert_eq!((won, taken.load(Ordering::SeqCst)), (2, 2));
    }

    async fn the_desk_knows_the_writers_of_its_website_alone(db: Database) {
        let house = House::of(db).await;
        let writer = id(&house.writer("Ann").await);
        let other = house.db.website("quill").await;
        let begin = async |actor| -> Tx { house.tx(actor).await };
        let here = house.db.system(&house.site);
        let there = house.db.system(&other);
        {
            let tx = begin(&there).await;
            assert!(!Capacities::lock_in(&tx, writer).await.expect("asked"));
            assert!(Capacities::judge_in(&tx, writer, &job(&house), &busy(0)).await.is_err());
        }
        let tx = begin(&here).await;
        let unknown = MemberId::mint(&*house.db.manual);
        assert!(!Capacities::lock_in(&tx, unknown).await.expect("asked"));
        assert!(Capacities::lock_in(&tx, writer).await.expect("locked"));
        let judged = Capacities::judge_in(&tx, writer, &job(&house), &busy(4)).await;
        let judged = judged.expect("judged");
        assert!(judged.why_not.is_empty());
        assert_eq!(judged.snapshot["activeOrders"], 4);
        assert!(judged.snapshot["score"].is_number());
        let full = Capacities::judge_in(&tx, writer, &job(&house), &busy(5)).await.expect("judged");
        assert_eq!(full.why_not, [WhyNot::AtCapacity]);
    }

    async fn candidates_are_ranked_for_staff_at_a_fixed_cost(db: Database) {
        let house = House::of(db).await;
        let (client, editor) = (house.member(Role::Client).await, house.member(Role::Editor).await);
        let (good, bad) = (house.writer("Good").await, house.writer("Bad").await);
        let (full, gone) = (house.writer("Full").await, house.writer("Gone").await);
        house.neighbours.loads.lock().expect("loads").insert(id(&full), busy(5));
        let tx = house.tx(&house.db.system(&house.site)).await;
        Writers::keep_in(&tx, id(&gone), "Gone", true).await.expect("kept");
        tx.commit().await.expect("committed");
        for (writer, stars) in [(&good, 5), (&bad, 1)] {
            let order = house.completed(&client, writer).await;
            let given = rating(order, Kind::ClientToWriter, stars);
            house.feedback.submit(&client, &given).await.expect("given");
            let given = rating(order, Kind::WriterToClient, 5);
            house.feedback.submit(writer, &given).await.expect("given");
        }
        let job = Job { client: Some(id(&client)), subject: Some(house.subject().await), ..job(&house) };
        let (ranked, cost) = house.cost(house.capacities.candidates(&editor, &job, None)).await;
        let ranked = ranked.expect("ranked");
        assert_eq!(cost, 4, "facts, completions, subjects, history");
        let told: Vec<_> = ranked
            .iter()
            .map(|one| (one.writer.display_name.as_str(), one.is_eligible(), one.why_not.clone()))
            .collect();
        assert_eq!(told[..2], [("Good", true, vec![]), ("Bad", true, vec![])]);
        assert!(told[2..].contains(&("Full", false, vec![WhyNot::AtCapacity])));
        assert!(told[2..].contains(&("Gone", false, vec![WhyNot::Suspended])));
        let score = ranked[0].score.as_ref().expect("a score");
        let sum: i32 = score.factors.iter().map(|factor| factor.points.0).sum();
        assert_eq!((score.factors.len(), score.total.0), (8, sum));
        assert!(ranked[2].score.is_none());

        let only = [id(&bad)];
        let some = house.capacities.candidates(&editor, &job, Some(&only)).await.expect("ranked");
        assert_eq!(some.len(), 1);
        for actor in [&client, &good] {
            let refused = house.capacities.candidates(actor, &job, None).await;
            assert_eq!(faults(refused), [(Code::Forbidden, String::new())]);
        }
        let other = house.db.website("quill").await;
        let foreign = house.db.member(&other, Role::Editor).await;
        let none = house.capacities.candidates(&foreign, &job, None).await.expect("ranked");
        assert!(none.is_empty());
    }

    async fn a_hidden_rating_moves_no_score(db: Database) {
        let house = House::of(db).await;
        let (client, editor) = (house.member(Role::Client).await, house.member(Role::Editor).await);
        let writer = house.writer("Ann").await;
        let order = house.completed(&client, &writer).await;
        house.feedback.invite(&house.db.system(&house.site), order).await.expect("invited");
        let job = Job { client: Some(id(&client)), ..job(&house) };
        let before = house.capacities.candidates(&editor, &job, None).await.expect("ranked");
        let given = rating(order, Kind::ClientToWriter, 1);
        house.feedback.submit(&client, &given).await.expect("given");
        let after = house.capacities.candidates(&editor, &job, None).await.expect("ranked");
        assert_eq!(before[0].score, after[0].score);
    }

    async fn a_prospect_tells_whether_anybody_can(db: Database) {
        let house = House::of(db).await;
        let ask = async |preferred| {
            let asked = house.capacities.prospect(&house.site, &job(&house), preferred).await;
            let told = asked.expect("told");
            (told.preferred, told.any_eligible)
        };
        assert_eq!(ask(None).await, (None, false));
        let (ann, bob) = (id(&house.writer("Ann").await), id(&house.writer("Bob").await));
        assert_eq!(ask(Some(ann)).await, (Some(PreferredWriter::Known), true));
        blackout_of(&house, ann, 0, 3).await;
        assert_eq!(ask(Some(ann)).await, (Some(PreferredWriter::Away), true));
        house.neighbours.loads.lock().expect("loads").insert(bob, busy(5));
        assert_eq!(ask(Some(ann)).await, (Some(PreferredWriter::Away), false));
        let unknown = MemberId::mint(&*house.db.manual);
        assert_eq!(ask(Some(unknown)).await, (Some(PreferredWriter::Unknown), false));
    }
}

/// A blackout from `start` to `end` days from today.
async fn blackout_of(house: &House, writer: MemberId, start: u64, end: u64) -> BlackoutId {
    let day = |days| house.db.now().date_naive() + Days::new(days);
    let row = blackout::Model {
        id: BlackoutId::mint(&*house.db.manual),
        website_id: house.site.id,
        writer_id: writer,
        starts_on: day(start),
        ends_on: day(end),
        reason: None,
        is_public: false,
        created_at: house.db.now(),
    };
    row.into_active_model()
        .insert(&house.db.conn)
        .await
        .expect("written")
        .id
}
