//! Those who watch while somebody decides what they may see.

use gateway::app::App;
use gateway::config::Config;
use serde_json::{Value, json};
use testkit::{Engine, on_both};

use super::socket::{Gateway, Socket};
use super::{ORDER, VIEWER, begin, placed};
use crate::house::{Client, House};

const MEMBERS: &str = "query($search: String) {
    members(first: 5, filter: { search: $search }) { nodes { id } } }";
const ROLE: &str = "mutation($input: ChangeMemberRoleInput!) {
    changeMemberRole(input: $input) { member { role } userErrors { code message } } }";
const SUSPEND: &str = "mutation($input: SuspendMemberInput!) {
    suspendMember(input: $input) { member { id } userErrors { code message } } }";

async fn member(admin: &Client, email: &str) -> Value {
    let mut found = admin.done(MEMBERS, json!({ "search": email })).await;
    found["members"]["nodes"][0]["id"].take()
}

/// Watches the order as "1" and themselves as "me".
async fn watch_both(gateway: &Gateway, client: &Client, order: &str) -> Socket {
    let mut socket = begin(gateway, client, ORDER, json!({ "id": order })).await;
    socket.subscribe("me", VIEWER, Value::Null).await;
    socket.settle().await;
    socket
}

/// The code with which the order ends and the role that is shown, in whatever order they come.
async fn demoted(socket: &mut Socket) -> (Value, Value) {
    let (mut refused, mut role) = (Value::Null, Value::Null);
    while refused.is_null() || role != "CLIENT" {
        let message = socket.hear().await;
        match (message["id"].as_str(), message["type"].as_str()) {
            (Some("1"), Some("error")) => {
                refused = message["payload"][0]["extensions"]["code"].clone();
            }
            (Some("1"), _) => assert!(refused.is_null(), "it was over: {message}"),
            _ => role = message["payload"]["data"]["viewerUpdated"]["role"].clone(),
        }
    }
    (refused, role)
}

on_both! {
    async fn another_role_ends_what_only_the_former_one_may_watch(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (_, order) = placed(&house).await;
        let editor = house.sign_in("atlas", "editor").await;
        let admin = house.sign_in("atlas", "admin").await;
        house.settle().await;
        let mut socket = watch_both(&gateway, &editor, &order).await;
        let id = member(&admin, "editor@atlas.test").await;
        let input = json!({ "memberId": id, "role": "CLIENT" });
        admin.done(ROLE, json!({ "input": input })).await;
        house.settle().await;
        let expected = (json!("NOT_FOUND"), json!("CLIENT"));
        assert_eq!(demoted(&mut socket).await, expected);
        // They are still there, with what clients may watch.
        socket.subscribe("2", ORDER, json!({ "id": order })).await;
        assert_eq!(socket.failed("2").await, "NOT_FOUND");
    }

    async fn whoever_is_kept_out_is_sent_away(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let admin = house.sign_in("atlas", "admin").await;
        house.settle().await;
        let mut socket = watch_both(&gateway, &client, &order).await;
        let mut others = watch_both(&gateway, &admin, &order).await;
        let id = member(&admin, "client@atlas.test").await;
        let input = json!({ "memberId": id, "reason": "Rude" });
        admin.done(SUSPEND, json!({ "input": input })).await;
        house.settle().await;
        assert_eq!(socket.closed().await, 4401);
        let bearer = format!("Bearer {}", client.token());
        let mut again = gateway.connect(&[]).await;
        let payload = json!({ "authorization": bearer, "x-website": "atlas" });
        again.say(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(again.closed().await, 4403);
        others.settle().await;
    }

    async fn a_decision_on_one_gateway_reaches_those_who_watch_on_another(db: Database) {
        if db.engine == Engine::Sqlite {
            // One process has the file to itself.
            return;
        }
        let house = House::open(db).await;
        let second = kernel::db::connect(&house.db.url, 4).await.expect("a second pool");
        let settings = |name: &str| match name {
            "ALLOW_WEBSITE_HEADER" => Some("on".to_owned()),
            "DEFAULT_WEBSITE" => Some("atlas".to_owned()),
            _ => None,
        };
        let config = Config::of(&settings, None).expect("the settings are right");
        let other = App::new(config, second.clone(), house.db.clock()).expect("it stands");
        let gateway = Gateway::of(&other).await;
        let (_, order) = placed(&house).await;
        let editor = house.sign_in("atlas", "editor").await;
        let admin = house.sign_in("atlas", "admin").await;
        house.settle().await;
        let mut socket = watch_both(&gateway, &editor, &order).await;
        let id = member(&admin, "editor@atlas.test").await;
        let input = json!({ "memberId": id, "role": "CLIENT" });
        admin.done(ROLE, json!({ "input": input })).await;
        house.settle().await;
        assert_eq!(demoted(&mut socket).await, (json!("NOT_FOUND"), json!("CLIENT")));
        let input = json!({ "memberId": id, "reason": "Rude" });
        admin.done(SUSPEND, json!({ "input": input })).await;
        house.settle().await;
        assert_eq!(socket.closed().await, 4401);
        gateway.stop().await;
        drop(other);
        second.close().await.expect("the pool closes");
    }
}
