//! What feedback sums up to: exact, as of the asking day, rebuildable, in one statement.

use chrono::TimeDelta;
use kernel::{Actor, Code, MemberId, Role};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use testkit::on_both;
use writer_management::feedback::summary::{RatingLabel, Span, daily, totals};
use writer_management::feedback::{FeedbackService, GiveFeedback, Kind, SummaryService};
use writer_management::ports::Stage;
use writer_management::writer;

use crate::house::{House, faults, id, rating};

/// The editor rates the writer: revealed at once.
async fn rate(house: &House, writer: &Actor, overall: i32, quality: Option<i32>) {
    let (client, editor) = (
        house.member(Role::Client).await,
        house.member(Role::Editor).await,
    );
    let since = Stage::Completed {
        since: house.db.now(),
    };
    let order = house
        .order(&client, Some(writer), Some(&editor), since)
        .await;
    let command = GiveFeedback {
        quality,
        ..rating(order, Kind::EditorToWriter, overall)
    };
    house
        .feedback
        .submit(&editor, &command)
        .await
        .expect("given");
}

type Rows = (Vec<totals::Model>, Vec<daily::Model>, Vec<writer::Model>);

#[expect(clippy::disallowed_methods, reason = "a test compares whole tables")]
async fn rows(house: &House) -> Rows {
    let db = &house.db.conn;
    let totals = totals::Entity::find()
        .order_by_asc(totals::Column::MemberId)
        .order_by_asc(totals::Column::Kind);
    let days = daily::Entity::find()
        .order_by_asc(daily::Column::MemberId)
        .order_by_asc(daily::Column::Kind)
        .order_by_asc(daily::Column::Day);
    let writers = writer::Entity::find().order_by_asc(writer::Column::MemberId);
    (
        totals.all(db).await.expect("totals"),
        days.all(db).await.expect("days"),
        writers.all(db).await.expect("writers"),
    )
}

on_both! {
    async fn sums_are_exact(db: Database) {
        let house = House::of(db).await;
        let writer = house.writer("Ann").await;
        let asker = house.member(Role::Client).await;
        let read = async || {
            let mut all = house.feedback.summaries(&asker, &[id(&writer)], Span::Recent).await.expect("read");
            all.remove(&id(&writer)).expect("a summary")
        };
        let none = read().await;
        assert_eq!((none.total(), none.average(), none.rating()), (0, None, None));
        assert_eq!(none.label(), RatingLabel::New);
        for (overall, quality) in [(5, Some(5)), (4, None), (4, Some(2))] {
            rate(&house, &writer, overall, quality).await;
        }
        let sum = read().await;
        let text = |decimal: Option<rust_decimal::Decimal>| decimal.map(|it| it.to_string());
        assert_eq!(sum.total(), 3);
        assert_eq!(text(sum.average()).as_deref(), Some("4.33"));
        assert_eq!(text(sum.all.quality.average()).as_deref(), Some("3.50"));
        assert_eq!(sum.all.timeliness.average(), None);
        assert_eq!(sum.all.stars, [0, 0, 0, 2, 1]);
        assert_eq!(sum.by_kind.get(&Kind::EditorToWriter), Some(&3));
        assert_eq!(sum.by_kind.get(&Kind::ClientToWriter), None);
        assert_eq!(sum.label(), RatingLabel::Rated);
        let rating = sum.rating().expect("a rating");
        // (5 × 4.00 + 13) / 8
        assert_eq!(rating.mean().to_string(), "4.13");
        assert!(rating.likely_from() < rating.mean() && rating.mean() < rating.likely_to());
    }

    async fn rolling_averages_are_as_of_the_asking_day(db: Database) {
        let house = House::of(db).await;
        let writer = house.writer("Ann").await;
        rate(&house, &writer, 2, None).await;
        let given = house.db.now();
        for (days, month, quarter) in
            [(0, 1, 1), (29, 1, 1), (30, 0, 1), (89, 0, 1), (90, 0, 0)]
        {
            // Late in the evening: it is the day that counts, not the hour.
            house.db.manual.set(given + TimeDelta::days(days) + TimeDelta::hours(11));
            let all = house.feedback.summaries(&writer, &[id(&writer)], Span::Recent).await.expect("read");
            let sum = &all[&id(&writer)];
            assert_eq!((sum.last_30.count, sum.last_90.count), (month, quarter), "day {days}");
            assert_eq!(sum.total(), 1);
        }
    }

    async fn a_rebuild_gives_equal_numbers(db: Database) {
        let house = House::of(db).await;
        let other = house.db.website("quill").await;
        house.writer_on(&other, "Else").await;
        let (ann, bob) = (house.writer("Ann").await, house.writer("Bob").await);
        for (day, writer, overall) in
            [(0, &ann, 5), (0, &ann, 4), (1, &bob, 1), (3, &ann, 2), (3, &bob, 3)]
        {
            house.db.manual.advance(TimeDelta::days(day));
            rate(&house, writer, overall, Some(overall)).await;
        }
        let client = house.member(Role::Client).await;
        let order = house.completed(&client, &ann).await;
        house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 1)).await.expect("ok");
        let kept = rows(&house).await;
        assert_eq!(kept.1.len(), 4, "a day of a writer is one row");

        let system = house.db.system(&house.site);
        house.feedback.rebuild(&system).await.expect("rebuilt");
        assert_eq!(rows(&house).await, kept, "hidden feedback is in neither");

        for damage in [
            "DELETE FROM feedback_totals",
            "UPDATE feedback_daily SET stars_5 = 7, quality_sum = 1",
            "UPDATE writers SET rating_key = 1, rating_count = 9, completed_orders = 4",
        ] {
            house.db.conn.execute_unprepared(damage).await.expect("damaged");
        }
        for site in [&house.site, &other] {
            house.feedback.rebuild(&house.db.system(site)).await.expect("rebuilt");
        }
        assert_eq!(rows(&house).await, kept);
        assert_eq!(faults(house.feedback.rebuild(&client).await), [(
            Code::Forbidden,
            String::new()
        )]);
    }

    async fn many_cost_what_one_costs(db: Database) {
        let house = House::of(db).await;
        let mut members: Vec<MemberId> = Vec::new();
        for number in 0..6 {
            let writer = house.writer(&format!("Writer {number}")).await;
            rate(&house, &writer, 4, None).await;
            rate(&house, &writer, 5, None).await;
            members.push(id(&writer));
        }
        let asker = house.member(Role::Client).await;
        for count in [1, 6] {
            let (all, cost) =
                house.cost(house.feedback.summaries(&asker, &members[..count], Span::Recent)).await;
            assert_eq!(all.expect("read").values().filter(|sum| sum.total() == 2).count(), count);
            assert_eq!(cost, 1);
        }
    }

    async fn another_website_sees_nothing(db: Database) {
        let house = House::of(db).await;
        let writer = house.writer("Ann").await;
        rate(&house, &writer, 4, None).await;
        let other = house.db.website("quill").await;
        for role in [Role::Client, Role::Admin] {
            let foreign = house.db.member(&other, role).await;
            let all = house.feedback.summaries(&foreign, &[id(&writer)], Span::Recent).await.expect("read");
            assert_eq!(all[&id(&writer)].total(), 0);
        }
    }
}
