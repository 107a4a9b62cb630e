//! What those who run a website see of the house at work on it, and what they insist on, as client
//! programs meet it.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};
use crate::journey;

const PARKED: &str = "query($first: Int, $after: String) {
    parkedEvents(first: $first, after: $after) {
        nodes { id kind objectId object { __typename id } subscribers attempts trouble lastError
            createdAt parkedAt }
        pageInfo { hasNextPage endCursor } } }";
const RETRY: &str = "mutation($input: RetryParkedEventInput!) { retryParkedEvent(input: $input) {
    event { id attempts parkedAt subscribers } userErrors { code field message } } }";
const TRAIL: &str = "query($id: ID!, $first: Int, $after: String) {
    auditTrail(objectId: $id, first: $first, after: $after) {
        nodes { id at actor { id name } onBehalfOf { id } action objectId before after requestId }
        pageInfo { hasNextPage endCursor } } }";
const POLICY: &str = "{ website { policy { forcedNotices forceLoginAlerts } } }";
const INSIST: &str = "mutation($input: UpdateWebsitePolicyInput!) {
    updateWebsitePolicy(input: $input) {
        website { id policy { forcedNotices forceLoginAlerts } }
        userErrors { code field message } } }";
const FORCED: &str = "{ viewer { notificationPreferences { entries { kind channel forced } } } }";
const MEMBERS: &str = "{ members(first: 2) { nodes { id } } }";
const MEMBERS_COUNTED: &str = "query($filter: MemberFilter) {
    members(first: 2, filter: $filter) { nodes { id } totalCount } }";
const INVITATIONS: &str = "{ invitations(first: 1) { nodes { id } } }";
const INVITATIONS_COUNTED: &str = "{ invitations(first: 1) { nodes { id } totalCount } }";

/// Who is told of orders.
const TOLD: [&str; 4] = [
    "live-order",
    "order-notice",
    "auto-approve",
    "feedback-prompt",
];

/// Gives up every event of this name, as if the mail server had been on fire for a day: `undone` is
/// who was not told.
async fn park(house: &House, name: &str, undone: &str) {
    let told = TOLD.into_iter().filter(|told| *told != undone);
    let noted = told.map(|told| {
        format!(
            "INSERT INTO outbox_progress (event_id, subscriber, done_at)
                SELECT id, '{told}', settled_at FROM outbox_events WHERE name = '{name}'"
        )
    });
    let given_up = format!(
        "UPDATE outbox_events SET parked_at = settled_at, attempts = 12, trouble = 'outside',
                last_error = '{undone}: mail.internal:25 refuses robin@atlas.test'
                WHERE name = '{name}'"
    );
    for sql in noted.chain([given_up]) {
        let done = house.db.conn.execute_unprepared(&sql).await;
        done.expect("parked");
    }
}

async fn parked(client: &Client) -> Vec<Value> {
    let answer = client.done(PARKED, json!({ "first": 100 })).await;
    let nodes = answer["parkedEvents"]["nodes"].as_array().cloned();
    nodes.expect("a list")
}

async fn trail(client: &Client, id: &str) -> Vec<Value> {
    let variables = json!({ "id": id, "first": 100 });
    let answer = client.done(TRAIL, variables).await;
    let nodes = answer["auditTrail"]["nodes"].as_array().cloned();
    nodes.expect("a list")
}

async fn code(client: &Client, document: &str, variables: Value) -> Value {
    let answer = client.ask(document, variables).await;
    answer["errors"][0]["extensions"]["code"].clone()
}

on_both! {
    async fn an_admin_sees_what_was_given_up_and_has_it_tried_again(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let there = house.sign_in("quill", "admin").await;
        assert!(parked(&walk.admin).await.is_empty());
        park(&house, "order.assigned", "order-notice").await;

        let found = parked(&walk.admin).await;
        assert_eq!(found.len(), 1, "{found:#?}");
        let event = &found[0];
        assert_eq!(event["kind"], "order.assigned");
        assert_eq!(event["objectId"], walk.order.as_str());
        assert_eq!(event["object"], json!({ "__typename": "Order", "id": walk.order }));
        assert_eq!(event["subscribers"], json!(["order-notice"]));
        assert_eq!((&event["attempts"], &event["trouble"]), (&json!(12), &json!("OUTSIDE")));
        assert!(event["parkedAt"].is_string());
        // What the failure said itself is the operator's.
        let said = event.to_string();
        for secret in ["mail.internal", "robin@"] {
            assert!(!said.contains(secret), "{said}");
        }
        assert!(parked(&there).await.is_empty(), "another website's are another website's");

        for (client, expected) in [(&walk.client, "FORBIDDEN"), (&walk.writer, "FORBIDDEN")] {
            assert_eq!(code(client, PARKED, json!({})).await, expected);
        }
        let support = house.sign_in("atlas", "support").await;
        assert_eq!(code(&support, PARKED, json!({})).await, "FORBIDDEN");
        let id = event["id"].as_str().expect("an id");
        let input = json!({ "input": { "id": id } });
        assert_eq!(support.refused(RETRY, input.clone()).await, ["FORBIDDEN"]);
        assert_eq!(there.refused(RETRY, input.clone()).await, ["NOT_FOUND"]);
        let nothing = json!({ "input": { "id": "evt_00000000000000000000000001" } });
        assert_eq!(walk.admin.refused(RETRY, nothing).await, ["NOT_FOUND"]);
        assert_eq!(parked(&walk.admin).await.len(), 1);

        // Twice at once, and once more: it goes out once, and one line says who did it.
        let (one, two) = tokio::join!(
            walk.admin.done(RETRY, input.clone()),
            walk.admin.done(RETRY, input.clone())
        );
        for answer in [&one, &two] {
            let event = &answer["retryParkedEvent"]["event"];
            assert_eq!((&event["attempts"], &event["parkedAt"]), (&json!(0), &Value::Null));
        }
        assert!(parked(&walk.admin).await.is_empty());
        let lines = trail(&walk.admin, id).await;
        assert_eq!(lines.len(), 1, "{lines:#?}");
        assert_eq!(lines[0]["action"], "outbox.retried");
        house.settle().await;
        let again = walk.admin.done(RETRY, input).await;
        assert_eq!(again["retryParkedEvent"]["event"]["subscribers"], json!([]));
        assert_eq!(trail(&walk.admin, id).await.len(), 1);
    }

    async fn the_trail_of_an_object_tells_who_did_what_to_those_who_may_know(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let support = house.sign_in("atlas", "support").await;
        let there = house.sign_in("quill", "admin").await;
        let lines = trail(&walk.admin, &walk.order).await;
        let actions: Vec<_> = lines.iter().filter_map(|line| line["action"].as_str()).collect();
        for action in ["order.placed", "order.assigned", "order.completed"] {
            assert!(actions.contains(&action), "{actions:?}");
        }
        assert!(lines.windows(2).all(|two| two[0]["at"].as_str() >= two[1]["at"].as_str()));
        let placed = lines.iter().find(|line| line["action"] == "order.placed").expect("it");
        assert_eq!(placed["actor"]["name"], "Robin Vale");
        assert!(placed["actor"]["id"].as_str().is_some_and(|id| id.starts_with("mem_")));
        assert!(placed["requestId"].as_str().is_some_and(|id| id.starts_with("req_")));
        assert_eq!(trail(&support, &walk.order).await, lines, "those who help read it, too");

        // Page by page it is the same.
        let (mut paged, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables = json!({ "id": walk.order, "first": 3, "after": after });
            let answer = walk.admin.done(TRAIL, variables).await;
            let page = &answer["auditTrail"];
            paged.extend(page["nodes"].as_array().expect("a list").iter().cloned());
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(paged, lines);

        // A role before and after; about people, those who run the website alone.
        let document = "mutation($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) {
            member { id } userErrors { code } } }";
        let input = json!({ "memberId": walk.writer_id, "role": "EDITOR" });
        walk.admin.done(document, json!({ "input": input })).await;
        let person = trail(&walk.admin, &walk.writer_id).await;
        let changed = person.iter().find(|line| line["action"] == "identity.role_changed");
        let changed = changed.expect("a line");
        assert_eq!((&changed["before"], &changed["after"]), (&json!("\"writer\""), &json!("\"editor\"")));
        assert!(trail(&support, &walk.writer_id).await.is_empty());

        let comparable = async |client: &Client, id: &str| {
            client.ask(TRAIL, json!({ "id": id })).await.to_string()
        };
        let nothing = comparable(&there, "ord_00000000000000000000000001").await;
        for id in [walk.order.as_str(), "nonsense", "", walk.writer_id.as_str()] {
            assert_eq!(comparable(&there, id).await, nothing, "{id}");
        }
        for client in [&walk.client, &walk.writer] {
            let found = code(client, TRAIL, json!({ "id": walk.order })).await;
            assert!(found == "FORBIDDEN", "{found}");
        }
    }

    async fn a_website_insists_from_the_next_request_on_and_the_trail_knows_it(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let writer = house.sign_in("atlas", "writer").await;
        let there = house.sign_in("quill", "writer").await;
        let forced = async |client: &Client| {
            let answer = client.done(FORCED, json!({})).await;
            let entries = answer["viewer"]["notificationPreferences"]["entries"].as_array().cloned();
            let entries = entries.expect("entries").into_iter();
            entries.filter(|entry| entry["forced"] == true).map(|entry| entry["kind"].clone())
                .collect::<Vec<_>>()
        };
        assert!(forced(&writer).await.is_empty());
        let policy = admin.done(POLICY, json!({})).await;
        let none = json!({ "forcedNotices": [], "forceLoginAlerts": false });
        assert_eq!(policy["website"]["policy"], none);
        assert_eq!(writer.done(POLICY, json!({})).await["website"]["policy"], Value::Null);

        let notices = json!([
            { "topic": "ORDER_ASSIGNED", "forced": true },
            { "topic": "ORDER_DELIVERED", "forced": false },
        ]);
        let input = json!({ "input": { "forcedNotices": notices, "forceLoginAlerts": true } });
        assert_eq!(writer.refused(INSIST, input.clone()).await, ["FORBIDDEN"]);
        let insisted = json!({ "forcedNotices": ["ORDER_ASSIGNED"], "forceLoginAlerts": true });
        let answer = admin.done(INSIST, input.clone()).await;
        assert_eq!(answer["updateWebsitePolicy"]["website"]["policy"], insisted);
        let kinds = forced(&writer).await;
        assert!(!kinds.is_empty() && kinds.iter().all(|kind| kind == "ORDER_ASSIGNED"), "{kinds:?}");
        assert!(forced(&there).await.is_empty());

        // What is left out stays, and saying it again changes nothing.
        admin.done(INSIST, input).await;
        admin.done(INSIST, json!({ "input": {} })).await;
        assert_eq!(admin.done(POLICY, json!({})).await["website"]["policy"], insisted);
        let off = json!({ "input": { "forceLoginAlerts": false } });
        admin.done(INSIST, off).await;
        let website = answer["updateWebsitePolicy"]["website"]["id"].as_str().expect("an id");
        let lines = trail(&admin, website).await;
        let changed = lines.iter().filter(|line| line["action"] == "tenancy.policy_changed");
        let changed: Vec<_> = changed.collect();
        assert_eq!(changed.len(), 2, "{lines:#?}");
        let first = changed[1];
        let read = |part: &Value| -> Value {
            serde_json::from_str(part.as_str().expect("json")).expect("json")
        };
        let told = |notices: Value, alerts: bool| {
            json!({ "forced_notices": notices, "force_login_alerts": alerts })
        };
        assert_eq!(read(&first["before"]), told(json!([]), false));
        assert_eq!(read(&first["after"]), told(json!(["order_assigned"]), true));
        assert!(first["actor"]["name"].is_string());
    }

    async fn members_and_invitations_are_counted_when_it_is_asked(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let document = "mutation($input: InviteMemberInput!) { inviteMember(input: $input) {
            invitation { id } userErrors { code } } }";
        for number in 0..3 {
            let email = format!("guest{number}@example.test");
            let input = json!({ "email": email, "role": "WRITER" });
            admin.done(document, json!({ "input": input })).await;
        }
        let all = admin.done(MEMBERS_COUNTED, json!({})).await;
        let everybody = all["members"]["totalCount"].as_i64().expect("a count");
        assert!(everybody > 2, "more than the page shows: {all}");
        let writers = json!({ "filter": { "role": "WRITER" } });
        let writers = admin.done(MEMBERS_COUNTED, writers).await;
        let writers = writers["members"]["totalCount"].as_i64().expect("a count");
        assert!(writers > 0 && writers < everybody);
        let named = json!({ "filter": { "search": "ADMIN@atlas" } });
        let named = admin.done(MEMBERS_COUNTED, named).await;
        assert_eq!(named["members"]["totalCount"], 1);
        let invited = admin.done(INVITATIONS_COUNTED, json!({})).await;
        assert_eq!(invited["invitations"]["totalCount"], 3);
        let there = house.sign_in("quill", "admin").await;
        let invited = there.done(INVITATIONS_COUNTED, json!({})).await;
        assert_eq!(invited["invitations"]["totalCount"], 0);

        for (plain, counted) in [(MEMBERS, MEMBERS_COUNTED), (INVITATIONS, INVITATIONS_COUNTED)] {
            let (_, without) = house.counted(admin.done(plain, json!({}))).await;
            let (_, with) = house.counted(admin.done(counted, json!({}))).await;
            assert_eq!(with.len(), without.len() + 1, "{without:#?}\n{with:#?}");
        }
    }
}
