//! What people are told, as client programs see it: the inbox, the matrix, and the way out of a
//! mail.

use axum::http::Request;
use axum::http::request::Builder;
use kernel::{Actor, EventId, Id, OrderId, RequestId};
use notifications::{Letter, Recipient};
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};
use crate::http::{Answer, send};
use crate::journey;

const INBOX: &str = "query($first: Int, $after: String, $unreadOnly: Boolean) { viewer {
    unreadNotificationCount
    notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
        nodes { id kind title body createdAt readAt path subject { __typename id } }
        pageInfo { hasNextPage endCursor } } } }";

const READ: &str = "mutation($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
        notifications { id readAt } viewer { unreadNotificationCount }
        userErrors { code field message } } }";

const PREFERENCES: &str = "{ viewer { notificationPreferences {
    entries { kind channel enabled forced } quietHours { start end zone } digest } } }";

const CHOOSE: &str = "mutation($input: UpdateNotificationPreferencesInput!) {
    updateNotificationPreferences(input: $input) {
        notificationPreferences {
            entries { kind channel enabled } quietHours { start end zone } digest }
        userErrors { code field message } } }";

const STOP: &str = "mutation($input: UnsubscribeInput!) {
    unsubscribe(input: $input) { kinds userErrors { code field message } } }";

async fn inbox(client: &Client) -> Vec<Value> {
    let mut answer = client.done(INBOX, json!({ "first": 100 })).await;
    let nodes = answer["viewer"]["notifications"]["nodes"].take();
    nodes.as_array().expect("a list").clone()
}

/// Puts notices of deliveries of this order into the inbox of the demo's person.
async fn tell(house: &House, client: &Client, order: &str, count: usize) {
    let me = "{ viewer { account { id } memberships { id } } }";
    let me = client.done(me, json!({})).await;
    let member = journey::text(&me["viewer"]["memberships"][0]["id"]);
    let account = journey::text(&me["viewer"]["account"]["id"]);
    let to = Recipient {
        id: member.clone(),
        account: account.parse().ok(),
        member: member.parse().ok(),
        address: "client@atlas.test".parse().expect("an address"),
        name: None,
        locale: None,
        zone: None,
    };
    let site = house.app.sites.site_of_slug("atlas").await.expect("sites");
    let request = RequestId::mint(&*house.db.manual);
    let system = Actor::system("test", site.expect("atlas"), request);
    let order: OrderId = order.parse().expect("an id");
    for number in 0..count {
        let letter = Letter::OrderDelivered {
            order,
            number: format!("N-{number}"),
            approved_at: None,
        };
        let notices = &house.app.services.notices;
        let plan = notices
            .plan(&system, &to, letter.kind())
            .await
            .expect("a plan");
        let event = EventId::mint(&*house.db.manual);
        let told = notices.tell(&system, event, &to, &letter, plan).await;
        told.expect("told");
    }
}

/// The address that stops mails like the newest one to this person.
async fn way_out(house: &House, email: &str) -> String {
    let mails = house.mails(email).await;
    let text = mails.first().expect("a mail came");
    let (_, url) = text
        .split_once("No more mails like this one: ")
        .expect("a way out");
    let url = url.split_whitespace().next().unwrap_or_default();
    let (_, path) = url.split_once("atlas.localhost").unwrap_or_default();
    let path = path
        .find("/unsubscribe")
        .and_then(|start| path.get(start..));
    let found = url.find("/unsubscribe").and_then(|start| url.get(start..));
    path.or(found).expect("a path").to_owned()
}

fn at(method: &str, path: &str) -> Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:8080")
}

async fn one_click(client: &Client, path: &str) -> Answer {
    let request = at("POST", path).header("content-type", "application/x-www-form-urlencoded");
    send(client, request, "List-Unsubscribe=One-Click").await
}

async fn mailed(client: &Client) -> Vec<(String, bool)> {
    let answer = client.done(PREFERENCES, json!({})).await;
    let entries = answer["viewer"]["notificationPreferences"]["entries"]
        .as_array()
        .cloned();
    let entries = entries.expect("entries").into_iter();
    let mail = entries.filter(|entry| entry["channel"] == "EMAIL");
    mail.map(|entry| (journey::text(&entry["kind"]), entry["enabled"] == true))
        .collect()
}

on_both! {
    async fn a_writer_finds_their_order_in_the_inbox_and_reads_it_once(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let editor = house.sign_in("atlas", "editor").await;
        let writer = house.sign_in("atlas", "writer").await;
        let (_, order) = journey::placed_order(&house, "atlas", &client).await;
        let me = writer.done("{ viewer { memberships { id } } }", json!({})).await;
        let input = json!({ "orderId": order, "writerId": me["viewer"]["memberships"][0]["id"] });
        editor.done(journey::ASSIGN, json!({ "input": input })).await;
        house.settle().await;

        let found = inbox(&writer).await;
        let told: Vec<_> = found.iter().filter(|one| one["kind"] == "ORDER_ASSIGNED").collect();
        assert_eq!(told.len(), 1, "{found:#?}");
        let told = told[0];
        assert_eq!(told["subject"], json!({ "__typename": "Order", "id": order }));
        assert_eq!(told["path"], format!("/orders/{order}"));
        assert_eq!(told["readAt"], Value::Null);
        let title = journey::text(&told["title"]);
        assert!(title.starts_with("Order ") && title.ends_with(" is yours"), "{title}");
        assert!(journey::text(&told["body"]).starts_with("Your work is due "), "{told}");

        let node = "query($id: ID!) { node(id: $id) { __typename id } }";
        let id = json!({ "id": told["id"] });
        assert_eq!(writer.done(node, id.clone()).await["node"]["__typename"], "Notification");
        assert_eq!(client.done(node, id).await["node"], Value::Null);

        let unread = found.len();
        let input = json!({ "input": { "ids": [told["id"]] } });
        for _ in 0..2 {
            let read = writer.done(READ, input.clone()).await["markNotificationsRead"].take();
            assert_eq!(read["notifications"][0]["id"], told["id"]);
            assert!(read["notifications"][0]["readAt"].is_string());
            assert_eq!(read["viewer"]["unreadNotificationCount"], unread - 1);
        }
        let answer = writer.done(INBOX, json!({ "unreadOnly": true })).await;
        let left = answer["viewer"]["notifications"]["nodes"].as_array().map(Vec::len);
        assert_eq!(left, Some(unread - 1));
        let input = json!({ "input": { "ids": null } });
        let read = writer.done(READ, input).await["markNotificationsRead"].take();
        assert_eq!(read["viewer"]["unreadNotificationCount"], 0);
        assert_eq!(read["notifications"].as_array().map(Vec::len), Some(unread - 1));
    }

    async fn nobody_reads_or_marks_what_is_not_theirs(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let other = house.sign_in("atlas", "client2").await;
        let (_, order) = journey::placed_order(&house, "atlas", &client).await;
        tell(&house, &client, &order, 1).await;
        // It tells of an order that is not theirs: what they may not see is not told by its id.
        tell(&house, &other, &order, 1).await;
        assert_eq!(inbox(&client).await[0]["subject"]["id"], order);
        assert_eq!(inbox(&other).await[0]["subject"], Value::Null);

        let own = inbox(&client).await[0]["id"].clone();
        let foreign = inbox(&other).await[0]["id"].clone();
        for stranger in [foreign, json!("ntf_nothing"), json!(order), json!("")] {
            let input = json!({ "input": { "ids": [own, stranger] } });
            let answer = client.ask(READ, input).await;
            let payload = &answer["data"]["markNotificationsRead"];
            let message = "You have no such notification here.";
            let error = json!({ "code": "NOT_FOUND", "field": ["ids", "1"], "message": message });
            assert_eq!(payload["userErrors"], json!([error]));
            assert_eq!((&payload["notifications"], &payload["viewer"]), (&Value::Null, &Value::Null));
        }
        let answer = client.done(INBOX, json!({})).await;
        assert_eq!(answer["viewer"]["unreadNotificationCount"], inbox(&client).await.len());
        let visitor = house.visitor("atlas").ask(READ, json!({ "input": {} })).await;
        assert_eq!(visitor["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }

    async fn a_page_of_the_inbox_costs_the_same_for_one_and_for_twelve(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        for _ in 0..3 {
            let (_, order) = journey::placed_order(&house, "atlas", &client).await;
            tell(&house, &client, &order, 4).await;
        }
        let mut costs = Vec::new();
        for first in [1, 12] {
            let ask = client.done(INBOX, json!({ "first": first }));
            let (answer, statements) = house.counted(ask).await;
            let nodes = answer["viewer"]["notifications"]["nodes"].as_array().map(Vec::len);
            assert_eq!(nodes, Some(first));
            costs.push(statements);
        }
        assert_eq!(costs[0].len(), costs[1].len(), "{costs:#?}");
        assert!(costs[1].len() <= 5, "{costs:#?}");
    }

    async fn the_matrix_is_there_and_is_changed_whole_or_not_at_all(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let before = client.done(PREFERENCES, json!({})).await;
        let chosen = &before["viewer"]["notificationPreferences"];
        assert_eq!(chosen["entries"].as_array().map(Vec::len), Some(15));
        assert_eq!((&chosen["quietHours"], &chosen["digest"]), (&Value::Null, &json!("NEVER")));

        let input = json!({
            "changes": [
                { "kind": "LOGIN_ALERT", "channel": "EMAIL", "enabled": false },
                { "kind": "ORDER_DELIVERED", "channel": "PUSH", "enabled": true },
                { "kind": "ACCOUNT", "channel": "EMAIL", "enabled": false },
            ],
            "quietHours": { "start": "late", "end": "24:00" },
            "digest": "DAILY",
        });
        let refused = client.ask(CHOOSE, json!({ "input": input })).await;
        let errors = &refused["data"]["updateNotificationPreferences"]["userErrors"];
        let fields: Vec<_> = errors.as_array().expect("errors").iter()
            .map(|error| error["field"].clone()).collect();
        assert_eq!(fields, [
            json!(["changes", "0", "kind"]), json!(["changes", "2", "kind"]),
            json!(["quietHours", "start"]), json!(["quietHours", "end"]),
        ], "{errors:#}");
        assert_eq!(client.done(PREFERENCES, json!({})).await, before);

        let input = json!({
            "changes": [{ "kind": "ORDER_DELIVERED", "channel": "PUSH", "enabled": true }],
            "quietHours": { "start": "22:00", "end": "06:30" },
            "digest": "DAILY",
        });
        let answer = client.done(CHOOSE, json!({ "input": input })).await;
        let chosen = &answer["updateNotificationPreferences"]["notificationPreferences"];
        assert_eq!((&chosen["quietHours"]["start"], &chosen["quietHours"]["end"]),
            (&json!("22:00"), &json!("06:30")));
        assert!(chosen["quietHours"]["zone"].as_str().is_some_and(|zone| !zone.is_empty()));
        assert_eq!(chosen["digest"], "DAILY");
        let input = json!({ "input": { "quietHours": null, "digest": null } });
        let answer = client.done(CHOOSE, input).await;
        let chosen = &answer["updateNotificationPreferences"]["notificationPreferences"];
        assert_eq!((&chosen["quietHours"], &chosen["digest"]), (&Value::Null, &json!("NEVER")));

        let quill = house.sign_in("quill", "client").await;
        let other = quill.done(PREFERENCES, json!({})).await;
        assert_eq!(other, before, "a choice holds on one website");
    }

    async fn a_mail_clients_button_stops_one_kind_of_mail_without_cookies(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let visitor = house.visitor("atlas");
        let (_, order) = journey::placed_order(&house, "atlas", &client).await;
        tell(&house, &client, &order, 1).await;
        let path = way_out(&house, "client@atlas.test").await;
        let before = mailed(&client).await;
        assert!(before.iter().all(|(_, enabled)| *enabled));

        // Mail scanners open links: that changes nothing.
        for method in ["GET", "HEAD"] {
            send(&visitor, at(method, &path).header("accept", "text/html"), "").await;
        }
        for wrong in ["/unsubscribe", "/unsubscribe?token=", "/unsubscribe?token=sun_nothing"] {
            assert_eq!(one_click(&visitor, wrong).await.status, 404, "{wrong}");
        }
        assert_eq!(mailed(&client).await, before);

        for _ in 0..2 {
            let answer = one_click(&visitor, &path).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("set-cookie"), "");
        }
        let stopped: Vec<_> = mailed(&client).await.into_iter()
            .filter(|(_, enabled)| !enabled).collect();
        assert_eq!(stopped, [("ORDER_DELIVERED".to_owned(), false)]);

        let mails = house.mails("client@atlas.test").await.len();
        tell(&house, &client, &order, 1).await;
        assert_eq!(house.mails("client@atlas.test").await.len(), mails);
        assert_eq!(inbox(&client).await[0]["title"], "Order N-0 is ready for you");
    }

    async fn the_page_behind_the_link_stops_the_same(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let (_, order) = journey::placed_order(&house, "atlas", &client).await;
        tell(&house, &client, &order, 1).await;
        let path = way_out(&house, "client@atlas.test").await;
        let (_, token) = path.split_once("token=").expect("a token");
        let input = json!({ "input": { "token": token } });
        // On another website it is a token that never existed.
        let foreign = house.visitor("quill").ask(STOP, input.clone()).await;
        let unknown = json!({ "input": { "token": "sun_nothing" } });
        let unknown = house.visitor("quill").ask(STOP, unknown).await;
        assert_eq!(foreign["data"], unknown["data"]);
        let errors = &foreign["data"]["unsubscribe"]["userErrors"];
        assert_eq!((&errors[0]["code"], &errors[0]["field"]), (&json!("NOT_FOUND"), &json!(["token"])));
        let answer = house.visitor("atlas").done(STOP, input).await;
        assert_eq!(answer["unsubscribe"]["kinds"], json!(["ORDER_DELIVERED"]));
    }
}
