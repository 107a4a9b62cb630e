//! Members and invitations, as clients meet them.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, DEMO_PASSWORD, House};
use crate::http::{WHO, body};
use crate::journey::PASSWORD;

const INVITE: &str = "mutation($input: InviteMemberInput!) { inviteMember(input: $input) {
    invitation { id email role status displayName invitedBy { displayName } expiresAt }
    userErrors { code field message } } }";
const ACCEPT: &str = "mutation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
    token deviceToken session { isCurrent } challenge { id }
    viewer { role account { displayName email } } userErrors { code field message } } }";
const REVOKE: &str = "mutation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) {
    invitation { id status } userErrors { code field message } } }";
const INVITATIONS: &str = "{ invitations(first: 10) { nodes { id email status } } }";
const MEMBERS: &str = "query($filter: MemberFilter) { members(first: 50, filter: $filter) { nodes {
    id role suspendedAt suspensionReason account { email displayName }
    availableActions { action enabled reasonCode reason } } } }";
const ROLE: &str = "mutation($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) {
    member { id role } userErrors { code field message } } }";
const SUSPEND: &str = "mutation($input: SuspendMemberInput!) { suspendMember(input: $input) {
    member { id suspendedAt suspensionReason } userErrors { code field message } } }";
const REINSTATE: &str = "mutation($input: ReinstateMemberInput!) { reinstateMember(input: $input) {
    member { id suspendedAt } userErrors { code field message } } }";
async fn members(client: &Client) -> Vec<Value> {
    let answer = client.done(MEMBERS, json!({})).await;
    answer["members"]["nodes"]
        .as_array()
        .expect("members")
        .clone()
}

/// The membership of one of the demo's people.
pub async fn member(admin: &Client, email: &str) -> String {
    let filter = json!({ "search": email });
    let answer = admin.done(MEMBERS, json!({ "filter": filter })).await;
    let id = answer["members"]["nodes"][0]["id"].as_str();
    id.expect("a member").to_owned()
}

/// Somebody of the demo who signs in just now.
pub async fn fresh(house: &House, slug: &str, email: &str) -> Client {
    let mut client = house.visitor(slug);
    let answer = client.sign_in(email, DEMO_PASSWORD).await;
    client.sign_with(answer["token"].as_str().expect("a token"));
    client
}

on_both! {
    async fn a_writer_is_invited_and_writes(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let input = json!({ "email": "new.writer@example.test", "role": "WRITER",
            "displayName": "Nora Quill" });
        let answer = admin.done(INVITE, json!({ "input": input })).await;
        let invitation = &answer["inviteMember"]["invitation"];
        assert_eq!((&invitation["status"], &invitation["role"]), (&json!("PENDING"), &json!("WRITER")));
        assert!(invitation["invitedBy"]["displayName"].is_string());
        house.settle().await;
        let mails = house.mails("new.writer@example.test").await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("as a writer") && mails[0].contains("/invitation#token="), "{}", mails[0]);
        assert!(!mails[0].contains("Nora"), "nobody has proved that name");
        let token = house.link_token("new.writer@example.test").await;
        let mut visitor = house.visitor("atlas");
        let input = json!({ "token": token, "password": PASSWORD, "displayName": "Nora Vale" });
        let answer = visitor.done(ACCEPT, json!({ "input": input.clone() })).await;
        let accepted = &answer["acceptInvitation"];
        assert_eq!(accepted["viewer"]["role"], "WRITER");
        assert_eq!(accepted["viewer"]["account"]["displayName"], "Nora Vale");
        visitor.sign_with(accepted["token"].as_str().expect("a token"));
        let portfolio = visitor.done("{ viewer { role } writers(first: 50) { nodes { id } } }", json!({}));
        assert!(portfolio.await["writers"]["nodes"].as_array().expect("writers").len() >= 3);
        assert_eq!(house.visitor("atlas").refused(ACCEPT, json!({ "input": input })).await, ["EXPIRED"]);
        let list = admin.done(INVITATIONS, json!({})).await;
        assert_eq!(list["invitations"]["nodes"][0]["status"], "ACCEPTED");
    }

    async fn invitations_are_taken_back_and_replaced(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let input = json!({ "email": "ed@example.test", "role": "EDITOR" });
        admin.done(INVITE, json!({ "input": input.clone() })).await;
        let answer = admin.done(INVITE, json!({ "input": input.clone() })).await;
        let id = &answer["inviteMember"]["invitation"]["id"];
        house.settle().await;
        assert_eq!(house.mails("ed@example.test").await.len(), 1, "the first leads nowhere any more");
        admin.done(REVOKE, json!({ "input": { "invitationId": id } })).await;
        let list = admin.done(INVITATIONS, json!({})).await;
        for node in list["invitations"]["nodes"].as_array().expect("invitations") {
            assert_eq!(node["status"], "REVOKED");
        }
        let token = house.link_token("ed@example.test").await;
        let late = json!({ "input": { "token": token, "password": PASSWORD } });
        assert_eq!(house.visitor("atlas").refused(ACCEPT, late).await, ["EXPIRED"]);
        let taken = json!({ "input": { "email": "client@atlas.test", "role": "EDITOR" } });
        assert_eq!(admin.refused(INVITE, taken).await, ["TAKEN"]);
        let support = house.sign_in("atlas", "support").await;
        assert_eq!(support.refused(INVITE, json!({ "input": input })).await, ["FORBIDDEN"]);
        let denied = support.ask(INVITATIONS, json!({})).await;
        assert_eq!(denied["errors"][0]["extensions"]["code"], "FORBIDDEN");
    }

    async fn another_role_holds_at_once_and_is_told(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let writer = house.sign_in("atlas", "writer2").await;
        let id = member(&admin, "writer2@atlas.test").await;
        let input = json!({ "memberId": id, "role": "EDITOR" });
        let answer = admin.done(ROLE, json!({ "input": input })).await;
        assert_eq!(answer["changeMemberRole"]["member"]["role"], "EDITOR");
        let seen = writer.done("{ viewer { role } }", json!({})).await;
        assert_eq!(seen["viewer"]["role"], "EDITOR");
        house.settle().await;
        let mails = house.mails("writer2@atlas.test").await;
        assert!(mails.iter().any(|mail| mail.contains("now you are an editor")), "{mails:?}");
        // Who does not write any more is offered no work, and keeps what they wrote.
        let client = house.sign_in("atlas", "client").await;
        let listed = client.done("{ writers(first: 50) { nodes { id } } }", json!({})).await;
        assert!(!listed.to_string().contains(&id));
        let found = admin.done("query($id: ID!) { node(id: $id) { id __typename } }", json!({ "id": id }));
        assert_eq!(found.await["node"]["id"], json!(id));
        let input = json!({ "memberId": id, "role": "WRITER" });
        admin.done(ROLE, json!({ "input": input })).await;
        let listed = client.done("{ writers(first: 50) { nodes { id } } }", json!({})).await;
        assert!(listed.to_string().contains(&id));
        let own = member(&admin, "admin@atlas.test").await;
        let input = json!({ "input": { "memberId": own, "role": "CLIENT" } });
        assert_eq!(admin.refused(ROLE, input).await, ["FORBIDDEN"]);
    }

    async fn a_suspended_member_is_out_with_the_next_request(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let writer = house.sign_in("atlas", "writer").await;
        let id = member(&admin, "writer@atlas.test").await;
        let input = json!({ "memberId": id, "reason": "Copied three pages" });
        let answer = admin.done(SUSPEND, json!({ "input": input })).await;
        assert!(answer["suspendMember"]["member"]["suspendedAt"].is_string());
        let dead = writer.send(writer.request().body(body(WHO).into()).expect("a request")).await;
        assert_eq!(dead.status(), 401);
        let mut visitor = house.visitor("atlas");
        let again = visitor.sign_in("writer@atlas.test", DEMO_PASSWORD).await;
        assert_eq!(again["userErrors"][0]["code"], "BAD_CREDENTIALS");
        house.settle().await;
        let mails = house.mails("writer@atlas.test").await;
        assert!(mails.iter().any(|mail| mail.contains("suspended your place")), "{mails:?}");
        assert!(mails.iter().all(|mail| !mail.contains("Copied")), "the reason is not theirs");
        admin.done(REINSTATE, json!({ "input": { "memberId": id } })).await;
        let back = visitor.sign_in("writer@atlas.test", DEMO_PASSWORD).await;
        visitor.sign_with(back["token"].as_str().expect("a token"));
        house.settle().await;
        let mails = house.mails("writer@atlas.test").await;
        assert!(mails.iter().any(|mail| mail.contains("opened your place there again")), "{mails:?}");
    }

    async fn members_are_listed_for_those_who_run_the_website(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let support = house.sign_in("atlas", "support").await;
        assert!(members(&admin).await.len() >= 7);
        assert_eq!(members(&admin).await.len(), members(&support).await.len());
        let action = |all: &[Value], email: &str, action: &str| {
            let found = all.iter().find(|one| one["account"]["email"] == email).expect("a member");
            let actions = found["availableActions"].as_array().expect("actions");
            let found = actions.iter().find(|one| one["action"] == action).expect("an action");
            found["enabled"].as_bool().expect("yes or no")
        };
        let (theirs, helped) = (members(&admin).await, members(&support).await);
        assert!(action(&theirs, "client@atlas.test", "SUSPEND"));
        assert!(!action(&theirs, "admin@atlas.test", "CHANGE_ROLE"));
        assert!(!action(&helped, "client@atlas.test", "SUSPEND"));
        assert!(action(&helped, "client@atlas.test", "IMPERSONATE"));
        assert!(!action(&helped, "admin@atlas.test", "IMPERSONATE"));
        for name in ["client", "writer", "editor"] {
            let client = house.sign_in("atlas", name).await;
            let answer = client.ask(MEMBERS, json!({})).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{name}");
        }
        let filter = json!({ "filter": { "role": "WRITER", "suspended": false } });
        let writers = admin.done(MEMBERS, filter).await;
        assert!(writers["members"]["nodes"].as_array().expect("members").len() >= 2);
        let id = member(&admin, "client@atlas.test").await;
        let node = "query($id: ID!) { node(id: $id) { __typename id } }";
        let seen = admin.done(node, json!({ "id": id })).await;
        assert_eq!(seen["node"]["__typename"], "Member");
        let writer = house.sign_in("atlas", "writer").await;
        assert_eq!(writer.done(node, json!({ "id": id })).await["node"], Value::Null);
    }
}
