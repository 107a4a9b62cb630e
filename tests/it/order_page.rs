//! An order's page is read ahead in one statement. What it shows is what the same fields show
//! when each is asked for by itself, whoever asks.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::House;
use crate::journey;

/// What the page of an order shows, of every part that is read ahead.
const FIELDS: &str = "id number status topic price { amount } writerPay { amount }
    client { id displayName } clientAlias
    subject { id name } typeOfWork { id name } academicLevel { id name }
    englishType { name } formattingStyle { name }
    writer { id displayName feedbackSummary { total label averageRating last30DaysRating likelyTo } }
    quote { id total { amount } lines { kind label amount { amount } } }
    currentRevision { id }
    deliveries(first: 1) { edges { cursor node { id number text } }
        pageInfo { hasNextPage endCursor } }
    revisionRequests { totalCount nodes { id round items { id section answer } } }
    timeline(first: 4) { edges { cursor node { id kind actor actorParty } }
        pageInfo { hasNextPage endCursor } }
    rest: timeline(first: 100) { nodes { kind } }";

on_both! {
    async fn what_is_read_ahead_is_what_each_field_would_say(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let ahead = format!("query($id: ID!) {{ order(id: $id) {{ {FIELDS} }} }}");
        // `node` and a list read nothing ahead.
        let single = format!("query($id: ID!) {{ node(id: $id) {{ ... on Order {{ {FIELDS} }} }} }}");
        let staff = ["admin", "support", "editor", "client"];
        let mut askers = vec![("its client", walk.client)];
        for name in staff {
            askers.push((name, house.sign_in("atlas", name).await));
        }
        let mut seen = 0;
        for (name, asker) in askers {
            let variables = json!({ "id": walk.order });
            let ahead = asker.ask(&ahead, variables.clone()).await;
            let single = asker.ask(&single, variables).await;
            let (ahead, single) = (&ahead["data"]["order"], &single["data"]["node"]);
            assert_eq!(ahead, single, "{name}");
            seen += usize::from(*ahead != Value::Null);
        }
        assert_eq!(seen, 4, "all but another client see it");
    }

    async fn ratings_of_recent_days_are_there_wherever_they_are_asked_for(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let document = "query($id: ID!) {
            plain: order(id: $id) { writer { feedbackSummary { averageRating } } }
            recent: order(id: $id) { writer { ...Rated } }
        } fragment Rated on Writer {
            all: feedbackSummary { averageRating }
            days: feedbackSummary { last30DaysRating last90DaysRating }
        }";
        let page = walk.client.done(document, json!({ "id": walk.order })).await;
        let writer = &page["recent"]["writer"];
        let average = &page["plain"]["writer"]["feedbackSummary"]["averageRating"];
        assert_ne!(*average, Value::Null, "{page:#}");
        // All of it was given just now.
        assert_eq!(writer["all"]["averageRating"], *average, "{page:#}");
        assert_eq!(writer["days"]["last30DaysRating"], *average, "{page:#}");
        assert_eq!(writer["days"]["last90DaysRating"], *average, "{page:#}");
    }

    async fn a_later_page_of_a_list_is_read_ahead_as_well(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let document = "query($id: ID!, $after: String) { order(id: $id) {
            timeline(first: 2, after: $after) { nodes { kind }
                pageInfo { hasNextPage hasPreviousPage endCursor } } } }";
        let whole = "query($id: ID!) { order(id: $id) { timeline(first: 100) { nodes { kind } } } }";
        let all = walk.client.done(whole, json!({ "id": walk.order })).await;
        let (mut after, mut kinds) = (Value::Null, Vec::new());
        loop {
            let ask = walk.client.done(document, json!({ "id": walk.order, "after": after }));
            let (page, statements) = house.counted(ask).await;
            assert_eq!(statements.len(), 1, "{statements:#?}");
            let list = &page["order"]["timeline"];
            kinds.extend(list["nodes"].as_array().expect("steps").clone());
            assert_eq!(list["pageInfo"]["hasPreviousPage"], json!(!after.is_null()));
            if list["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = list["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(json!(kinds), all["order"]["timeline"]["nodes"]);
    }

    async fn a_cursor_of_another_list_is_refused_as_ever(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let orders = "query { orders(first: 1) { edges { cursor } } }";
        let orders = walk.client.done(orders, json!({})).await;
        let cursor = &orders["orders"]["edges"][0]["cursor"];
        let document = "query($id: ID!, $after: String) { order(id: $id) {
            timeline(after: $after) { nodes { kind } } } }";
        let variables = json!({ "id": walk.order, "after": cursor });
        let answer = walk.client.ask(document, variables).await;
        assert_eq!(answer["data"]["order"], Value::Null, "{answer:#}");
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer:#}");
    }
}
