//! The directory, and what neighbours tell about writers.

use std::collections::HashMap;

use kernel::{Actor, Code, Field, Page, PageArguments, Role, Slice};
use testkit::on_both;
use writer_management::portfolio::{PortfolioService, UpdatePortfolio, Visibility};
use writer_management::ports::Load;
use writer_management::writer::{Completion, Filter, Model, OrderBy, WriterService, Writers};

use crate::house::{House, faults, id};

fn names(slice: &Slice<Model>, actor: &Actor) -> Vec<String> {
    slice
        .items
        .iter()
        .map(|(_, row)| row.name_for(actor).to_owned())
        .collect()
}

async fn list(house: &House, actor: &Actor, filter: Filter, order: OrderBy) -> Vec<String> {
    let slice = house
        .writers
        .list(actor, &filter, order, &Page::default())
        .await
        .expect("a list");
    names(&slice, actor)
}

async fn pen_name(house: &House, writer: &Actor, name: &str) {
    let update = UpdatePortfolio {
        pen_name: Field::Set(name.to_owned()),
        ..UpdatePortfolio::default()
    };
    house
        .portfolios
        .update(writer, &update)
        .await
        .expect("renamed");
}

on_both! {
    async fn the_directory_is_for_members_and_ordered_in_three_ways(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        for name in ["bea", "Cid", "Ann"] {
            house.writer(name).await;
        }
        let cid = house.writer("Dee").await;
        let order = house.completed(&client, &cid).await;
        let tx = house.tx(&house.db.system(&house.site)).await;
        let done = Completion {
            order,
            writer: id(&cid),
            on_time: true,
            at: house.db.now(),
            subject: None,
        };
        Writers::completed_in(&tx, &done).await.expect("counted");
        tx.commit().await.expect("committed");
        let by_name = list(&house, &client, Filter::default(), OrderBy::NameAsc).await;
        assert_eq!(by_name, ["Ann", "bea", "Cid", "Dee"]);
        let by_work = list(&house, &client, Filter::default(), OrderBy::CompletedDesc).await;
        assert_eq!(by_work[0], "Dee");
        let stranger = house.db.stranger(&house.site);
        let page = Page::default();
        let refused =
            house.writers.list(&stranger, &Filter::default(), OrderBy::NameAsc, &page).await;
        assert_eq!(faults(refused), [(Code::Unauthenticated, String::new())]);
    }

    async fn pages_meet_without_gaps_in_both_directions(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        for number in 0..7 {
            house.writer(&format!("Writer {number}")).await;
        }
        for available_only in [false, true] {
            let filter = Filter { available_only, ..Filter::default() };
            for order in [OrderBy::NameAsc, OrderBy::RatingDesc, OrderBy::CompletedDesc] {
                let all = list(&house, &client, filter.clone(), order).await;
                assert_eq!(all.len(), 7);
                let mut ahead = Vec::new();
                let mut after = None;
                loop {
                    let page =
                        Page::parse(PageArguments { first: Some(3), after, ..Default::default() });
                    let page = page.expect("a page");
                    let slice = house.writers.list(&client, &filter, order, &page).await;
                    let slice = slice.expect("a slice");
                    ahead.extend(names(&slice, &client));
                    after = slice.items.last().map(|(cursor, _)| cursor.seal());
                    if !slice.has_next {
                        break;
                    }
                }
                assert_eq!(ahead, all);
                let page = PageArguments { last: Some(2), before: after, ..Default::default() };
                let page = Page::parse(page).expect("a page");
                let slice = house.writers.list(&client, &filter, order, &page).await;
                let slice = slice.expect("a slice");
                assert_eq!(names(&slice, &client), all[4..6]);
                assert!(slice.has_previous && slice.has_next);
            }
        }
    }

    async fn only_the_available_fill_their_page(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        let mut busy = HashMap::new();
        for number in 0..110 {
            let writer = house.writer(&format!("Writer {number:03}")).await;
            if number < 105 {
                busy.insert(id(&writer), Load { active: 5, recent: Vec::new() });
            }
        }
        *house.neighbours.loads.lock().expect("loads") = busy;
        let filter = Filter { available_only: true, ..Filter::default() };
        let page = Page::first(3);
        let slice = house.writers.list(&client, &filter, OrderBy::NameAsc, &page).await;
        let slice = slice.expect("a slice");
        assert_eq!(names(&slice, &client), ["Writer 105", "Writer 106", "Writer 107"]);
        assert!(slice.has_next);
        assert_eq!(house.writers.count(&client, &filter).await.expect("counted"), None);
        let all = house.writers.count(&client, &Filter::default()).await.expect("counted");
        assert_eq!(all, Some(110));
    }

    async fn a_pen_name_hides_the_own_name_from_everybody_else(db: Database) {
        let house = House::of(db).await;
        let (client, support) = (house.member(Role::Client).await, house.member(Role::Support).await);
        let writer = house.writer("Ann Real").await;
        let other = house.writer("Bob").await;
        pen_name(&house, &writer, "Quill").await;
        let search = |text: &str| Filter { text: Some(text.to_owned()), ..Filter::default() };
        for (actor, name, by_own, by_pen) in [
            (&client, "Quill", 0, 1),
            (&other, "Quill", 0, 1),
            (&support, "Ann Real", 1, 1),
            (&writer, "Ann Real", 1, 1),
        ] {
            let row = house.writers.writers(actor, &[id(&writer)]).await.expect("read");
            assert_eq!(row[&id(&writer)].name_for(actor), name);
            for (text, count) in [("ann re", by_own), ("QUIL", by_pen), ("%", 0), ("_", 0)] {
                let found = list(&house, actor, search(text), OrderBy::NameAsc).await;
                assert_eq!(found.len(), count, "{text} {actor:?}");
            }
        }
        assert_eq!(list(&house, &client, Filter::default(), OrderBy::NameAsc).await, [
            "Bob", "Quill"
        ]);
        assert_eq!(list(&house, &support, Filter::default(), OrderBy::NameAsc).await, [
            "Ann Real", "Bob"
        ]);
        // A new own name leaves the pen name alone.
        let tx = house.tx(&house.db.system(&house.site)).await;
        Writers::keep_in(&tx, id(&writer), "Zoe", false).await.expect("kept");
        tx.commit().await.expect("committed");
        assert_eq!(list(&house, &client, Filter::default(), OrderBy::NameAsc).await, [
            "Bob", "Quill"
        ]);
        assert_eq!(list(&house, &support, Filter::default(), OrderBy::NameAsc).await, [
            "Bob", "Zoe"
        ]);
    }

    async fn the_suspended_are_listed_for_staff_alone(db: Database) {
        let house = House::of(db).await;
        let (client, editor) = (house.member(Role::Client).await, house.member(Role::Editor).await);
        let writer = house.writer("Ann").await;
        let tx = house.tx(&house.db.system(&house.site)).await;
        Writers::keep_in(&tx, id(&writer), "Ann", true).await.expect("kept");
        tx.commit().await.expect("committed");
        assert!(list(&house, &client, Filter::default(), OrderBy::NameAsc).await.is_empty());
        assert_eq!(list(&house, &editor, Filter::default(), OrderBy::NameAsc).await, ["Ann"]);
        let found = house.writers.writers(&client, &[id(&writer)]).await.expect("read");
        assert_eq!(found.len(), 1, "an old order still shows its writer");
    }

    async fn a_rating_bound_compares_what_is_shown(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        let writer = house.writer("Ann").await;
        house.writer("Unrated").await;
        // 4.495 is shown as 4.50.
        let sql = format!(
            "UPDATE writers SET rating_count = 200, rating_sum = 899 WHERE display_name = '{}'",
            "Ann"
        );
        sea_orm::ConnectionTrait::execute_unprepared(&house.db.conn, &sql).await.expect("rated");
        for (bound, found) in [("1", true), ("4.5", true), ("4.50", true), ("4.501", false)] {
            let min_rating = Some(bound.parse().expect("a decimal"));
            let filter = Filter { min_rating, ..Filter::default() };
            let names = list(&house, &client, filter, OrderBy::RatingDesc).await;
            assert_eq!(names.contains(&"Ann".to_owned()), found, "{bound}");
            assert!(!names.contains(&"Unrated".to_owned()));
        }
        for (bound, code) in [("0.9", Code::TooSmall), ("5.1", Code::TooLarge)] {
            let min_rating = Some(bound.parse().expect("a decimal"));
            let filter = Filter { min_rating, text: Some("x".repeat(101)), ..Filter::default() };
            let page = Page::default();
            let refused = house.writers.list(&client, &filter, OrderBy::NameAsc, &page).await;
            assert_eq!(faults(refused), [
                (Code::TooLong, "filter.text".to_owned()),
                (code, "filter.minRating".to_owned()),
            ]);
        }
        let _ = writer;
    }

    async fn completions_are_counted_once_and_taken_back(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        let writer = house.writer("Ann").await;
        let order = house.completed(&client, &writer).await;
        let system = house.db.system(&house.site);
        let done = Completion {
            order,
            writer: id(&writer),
            on_time: true,
            at: house.db.now(),
            subject: None,
        };
        let counts = async || {
            let rows = house.writers.writers(&client, &[id(&writer)]).await.expect("read");
            let row = &rows[&id(&writer)];
            (row.completed_orders, row.on_time_orders)
        };
        for _ in 0..2 {
            let tx = house.tx(&system).await;
            Writers::completed_in(&tx, &done).await.expect("counted");
            tx.commit().await.expect("committed");
            assert_eq!(counts().await, (1, 1));
        }
        for _ in 0..2 {
            let tx = house.tx(&system).await;
            Writers::reopened_in(&tx, order).await.expect("taken back");
            tx.commit().await.expect("committed");
            assert_eq!(counts().await, (0, 0));
        }
    }

    async fn strangers_see_only_those_who_show_themselves(db: Database) {
        let house = House::of(db).await;
        let (shown, hidden) = (house.writer("Ann").await, house.writer("Bob").await);
        let update = UpdatePortfolio {
            is_enabled: Field::Set(true),
            visibility: Field::Set(Visibility::Public),
            ..UpdatePortfolio::default()
        };
        house.portfolios.update(&shown, &update).await.expect("shown");
        let ids = [id(&shown), id(&hidden)];
        let stranger = house.db.stranger(&house.site);
        let seen = house.writers.writers(&stranger, &ids).await.expect("read");
        assert_eq!(seen.into_keys().collect::<Vec<_>>(), [id(&shown)]);
        let other = house.db.website("quill").await;
        for foreign in [
            house.db.stranger(&other),
            house.db.member(&other, Role::Admin).await,
            house.db.superadmin(&other),
        ] {
            let seen = house.writers.writers(&foreign, &ids).await.expect("read");
            assert!(seen.is_empty());
        }
    }

    async fn a_subject_finds_who_shows_or_likes_it(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        let (writer, subject) = (house.writer("Ann").await, house.subject().await);
        let found = async || {
            let filter = Filter { subject: Some(subject), ..Filter::default() };
            list(&house, &client, filter, OrderBy::NameAsc).await
        };
        assert!(found().await.is_empty());
        let mut update = UpdatePortfolio {
            specialties: Field::Set(vec![subject, subject]),
            ..UpdatePortfolio::default()
        };
        house.portfolios.update(&writer, &update).await.expect("named");
        assert!(found().await.is_empty(), "the portfolio is not shown");
        update.is_enabled = Field::Set(true);
        house.portfolios.update(&writer, &update).await.expect("shown");
        assert_eq!(found().await, ["Ann"]);
        update.specialties = Field::Clear;
        house.portfolios.update(&writer, &update).await.expect("cleared");
        assert!(found().await.is_empty());
    }
}
