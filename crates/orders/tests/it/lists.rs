//! Lists are filtered, ordered, paged and counted as their asker sees the rows.

use chrono::TimeDelta;
use kernel::{Actor, Field, Page, PageArguments, Role};
use orders::catalog::Kind;
use orders::draft::{DraftFields, DraftFilter, DraftOrder, DraftService};
use orders::order::{self, OrderFilter, OrderOrder, OrderService, Status};
use orders::quote;
use testkit::on_both;

use crate::house::{House, id};

async fn order_of(house: &House, client: &Actor, topic: &str, days: i64) -> order::Model {
    let fields = DraftFields {
        topic: Field::Set(topic.to_owned()),
        deadline: Field::Set(house.db.now() + TimeDelta::days(days)),
        ..house.fields()
    };
    let quoted = house.quoted(client, fields).await;
    let order = house.convert(client, &quoted).await.expect("placed").order;
    house.db.manual.advance(TimeDelta::minutes(1));
    order
}

async fn topics(house: &House, actor: &Actor, filter: OrderFilter, by: OrderOrder) -> Vec<String> {
    let list = OrderService::list(&*house.orders, actor, &filter, by, &Page::default()).await;
    let items = list.expect("a page").items;
    let count = OrderService::count(&*house.orders, actor, &filter)
        .await
        .expect("a count");
    assert_eq!(u64::try_from(items.len()), Ok(count));
    items.into_iter().map(|(_, order)| order.topic).collect()
}

on_both! {
    async fn orders_are_found_by_what_the_asker_sees(db: Database) {
        let house = House::open(db).await;
        let other = house.db.member(&house.site, Role::Client).await;
        let one = order_of(&house, &house.client, "Lighthouses 100%", 20).await;
        order_of(&house, &house.client, "Harbours", 5).await;
        order_of(&house, &other, "Ferries", 10).await;
        let all = OrderFilter::default;
        let newest = OrderOrder::default();
        assert_eq!(topics(&house, &house.client, all(), newest).await, ["Harbours", "Lighthouses 100%"]);
        assert_eq!(topics(&house, &house.editor, all(), OrderOrder::CreatedAsc).await.len(), 3);
        assert_eq!(
            topics(&house, &house.editor, all(), OrderOrder::DeadlineAsc).await,
            ["Harbours", "Ferries", "Lighthouses 100%"]
        );
        assert_eq!(
            topics(&house, &house.editor, all(), OrderOrder::DeadlineDesc).await,
            ["Lighthouses 100%", "Ferries", "Harbours"]
        );
        let text = |text: &str| OrderFilter { text: Some(text.to_owned()), ..all() };
        for found in ["LIGHT", "100%", one.number.as_str()] {
            assert_eq!(topics(&house, &house.editor, text(found), newest).await, ["Lighthouses 100%"]);
        }
        for nothing in ["0_%", "%", "Compare three"] {
            let found = topics(&house, &house.editor, text(nothing), newest).await;
            assert!(found.iter().all(|topic| topic == "Lighthouses 100%" && nothing == "%"));
        }
        let client = OrderFilter { client: Some(id(&other)), ..all() };
        assert_eq!(topics(&house, &house.support, client.clone(), newest).await, ["Ferries"]);
        // An editor knows clients by alias only.
        assert!(topics(&house, &house.editor, client, newest).await.is_empty());
        let soon = house.db.now() + TimeDelta::days(7);
        let before = OrderFilter { due_before: Some(soon), ..all() };
        assert_eq!(topics(&house, &house.admin, before, newest).await, ["Harbours"]);
        let subject = OrderFilter { subject: Some(house.item(Kind::Subject, "Law")), ..all() };
        assert!(topics(&house, &house.admin, subject, newest).await.is_empty());
    }

    async fn a_writers_list_knows_only_writer_deadlines(db: Database) {
        let house = House::open(db).await;
        house.places(&house.writer, 9);
        // Assigned late, the first has the later writer deadline of the two.
        let early = order_of(&house, &house.client, "Early", 10).await;
        let late = order_of(&house, &house.client, "Late", 11).await;
        house.assign(&house.editor, &late, &house.writer, None).await.expect("assigned");
        house.db.manual.advance(TimeDelta::days(8));
        let early = house.assign(&house.editor, &early, &house.writer, None).await.expect("assigned");
        let by = OrderOrder::DeadlineAsc;
        let all = OrderFilter::default;
        assert_eq!(topics(&house, &house.writer, all(), by).await, ["Late", "Early"]);
        assert_eq!(topics(&house, &house.editor, all(), by).await, ["Early", "Late"]);
        let due = early.writer_deadline.expect("assigned");
        let before = OrderFilter { due_before: Some(due + TimeDelta::seconds(1)), ..all() };
        assert_eq!(topics(&house, &house.writer, before, by).await, ["Late", "Early"]);
        house.db.manual.set(due + TimeDelta::seconds(1));
        let filter = OrderFilter { late: Some(true), ..all() };
        assert_eq!(topics(&house, &house.writer, filter.clone(), by).await.len(), 2);
        assert!(topics(&house, &house.client, filter, by).await.is_empty());
        let filter = OrderFilter { late: Some(false), ..all() };
        assert_eq!(topics(&house, &house.client, filter, by).await.len(), 2);
    }

    async fn what_waits_for_the_asker_is_found(db: Database) {
        let house = House::open(db).await;
        order_of(&house, &house.client, "Waiting", 9).await;
        let delivered = house.delivered(&house.client).await;
        let mine = || OrderFilter { needs_my_action: Some(true), ..OrderFilter::default() };
        let found = |actor: Actor| {
            let house = &house;
            async move { topics(house, &actor, mine(), OrderOrder::default()).await }
        };
        assert_eq!(found(house.editor.clone()).await, ["Waiting"]);
        assert_eq!(found(house.client.clone()).await, [delivered.topic.as_str()]);
        assert!(found(house.writer.clone()).await.is_empty());
        assert!(found(house.support.clone()).await.is_empty());
        house.revise(delivered.id).await;
        assert_eq!(found(house.writer.clone()).await, [delivered.topic.as_str()]);
        let filter = OrderFilter { status: Some(vec![Status::AwaitingWriter]), ..OrderFilter::default() };
        let mut counts = house.orders.status_counts(&house.client, &filter).await.expect("counts");
        counts.sort_by_key(|(status, _)| format!("{status:?}"));
        assert_eq!(counts, [(Status::AwaitingWriter, 1), (Status::RevisionRequested, 1)]);
    }

    async fn pages_meet_without_gap_or_overlap(db: Database) {
        let house = House::open(db).await;
        for number in 0..7 {
            // Two of them share every key but the id.
            order_of(&house, &house.client, &format!("{number}"), 10).await;
        }
        for by in [OrderOrder::CreatedDesc, OrderOrder::DeadlineAsc, OrderOrder::UpdatedDesc] {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let arguments = PageArguments { first: Some(3), after, ..PageArguments::default() };
                let page = Page::parse(arguments).expect("a page");
                let slice = OrderService::list(&*house.orders, &house.client, &OrderFilter::default(), by, &page)
                    .await.expect("a page");
                seen.extend(slice.items.iter().map(|(_, order)| order.topic.clone()));
                if !slice.has_next { break }
                after = slice.items.last().map(|(cursor, _)| cursor.seal());
            }
            let expected = topics(&house, &house.client, OrderFilter::default(), by).await;
            assert_eq!(seen, expected, "{by:?}");
        }
    }

    async fn drafts_are_found_by_text_state_and_quote(db: Database) {
        let house = House::open(db).await;
        let named = |topic: &str| DraftFields {
            topic: Field::Set(topic.to_owned()),
            ..house.fields()
        };
        house.draft(&house.client, DraftFields { deadline: Field::Keep, ..named("Bare") }).await;
        house.db.manual.advance(TimeDelta::minutes(1));
        house.quoted(&house.client, named("Quoted")).await;
        house.db.manual.advance(TimeDelta::minutes(1));
        let quoted = house.quoted(&house.client, named("Placed")).await;
        house.convert(&house.client, &quoted).await.expect("placed");
        let find = |actor: &Actor, filter: DraftFilter, by: DraftOrder| {
            let (orders, actor) = (house.orders.clone(), actor.clone());
            async move {
                let page = Page::default();
                let list = DraftService::list(&*orders, &actor, &filter, by, &page).await.expect("ok");
                let count = DraftService::count(&*orders, &actor, &filter).await.expect("a count");
                assert_eq!(u64::try_from(list.items.len()), Ok(count));
                list.items.into_iter().map(|(_, row)| row.topic.expect("a topic")).collect::<Vec<_>>()
            }
        };
        let all = DraftFilter::default;
        assert_eq!(
            find(&house.client, all(), DraftOrder::UpdatedDesc).await,
            ["Placed", "Quoted", "Bare"]
        );
        assert_eq!(
            find(&house.support, all(), DraftOrder::DeadlineAsc).await.last().map(String::as_str),
            Some("Bare")
        );
        let filter = DraftFilter { converted: Some(false), ..all() };
        assert_eq!(find(&house.client, filter, DraftOrder::CreatedDesc).await, ["Quoted", "Bare"]);
        let filter = DraftFilter { text: Some("bar".to_owned()), ..all() };
        assert_eq!(find(&house.client, filter, DraftOrder::CreatedDesc).await, ["Bare"]);
        let status = |status| DraftFilter { quote_status: Some(vec![status]), ..all() };
        let by = DraftOrder::CreatedDesc;
        assert_eq!(find(&house.client, status(quote::Status::Current), by).await, ["Quoted"]);
        assert_eq!(find(&house.client, status(quote::Status::Accepted), by).await, ["Placed"]);
        house.db.manual.advance(TimeDelta::days(30));
        assert_eq!(find(&house.client, status(quote::Status::Expired), by).await, ["Quoted"]);
        assert!(find(&house.writer, all(), by).await.is_empty());
        let other = DraftFilter { client: Some(id(&house.writer)), ..all() };
        assert!(find(&house.admin, other, by).await.is_empty());
    }

    async fn strangers_have_no_lists(db: Database) {
        let house = House::open(db).await;
        let stranger = house.db.stranger(&house.site);
        let page = Page::default();
        let (filter, by) = (OrderFilter::default(), OrderOrder::default());
        assert!(OrderService::list(&*house.orders, &stranger, &filter, by, &page).await.is_err());
        let (filter, by) = (DraftFilter::default(), DraftOrder::default());
        assert!(DraftService::list(&*house.orders, &stranger, &filter, by, &page).await.is_err());
    }
}
