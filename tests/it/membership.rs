//! Members, invitations, looks through other people's eyes, and the way from one website to
//! another, as clients meet them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::on_both;

use crate::contract::walk::{Ids, Schema, request};
use crate::house::{Client, DEMO_PASSWORD, House};
use crate::http::{WHO, body, post, send, with};
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
const LOOK: &str =
    "mutation($input: StartImpersonationInput!) { startImpersonation(input: $input) {
    token impersonation { id reason isActive by { displayName } of { displayName } }
    viewer { role account { email } impersonatedBy { reason } }
    userErrors { code field message } } }";
const END: &str = "mutation { endImpersonation { impersonation { id endedAt isActive }
    viewer { role impersonatedBy { id } } userErrors { code field message } } }";
const EYES: &str =
    "{ viewer { role account { email } impersonatedBy { reason by { displayName } } } }";
const SWITCH: &str = "mutation($input: SwitchWebsiteInput!) { switchWebsite(input: $input) {
    token url website { slug } viewer { role website { slug } } challenge { id }
    userErrors { code field message } } }";
const ARRIVE: &str = "mutation($input: CompleteSwitchInput!) { completeSwitch(input: $input) {
    token viewer { role website { slug } } userErrors { code field message } } }";

async fn members(client: &Client) -> Vec<Value> {
    let answer = client.done(MEMBERS, json!({})).await;
    answer["members"]["nodes"]
        .as_array()
        .expect("members")
        .clone()
}

/// The membership of one of the demo's people.
async fn member(admin: &Client, email: &str) -> String {
    let filter = json!({ "search": email });
    let answer = admin.done(MEMBERS, json!({ "filter": filter })).await;
    let id = answer["members"]["nodes"][0]["id"].as_str();
    id.expect("a member").to_owned()
}

async fn fresh(house: &House, slug: &str, email: &str) -> Client {
    let mut client = house.visitor(slug);
    let answer = client.sign_in(email, DEMO_PASSWORD).await;
    client.sign_with(answer["token"].as_str().expect("a token"));
    client
}

/// Looks through the eyes of a member.
async fn look(house: &House, by: &Client, of: &str) -> Client {
    let input = json!({ "memberId": of, "reason": "You asked why your order is late" });
    let answer = by.done(LOOK, json!({ "input": input })).await;
    let mut eyes = house.visitor("atlas");
    eyes.sign_with(
        answer["startImpersonation"]["token"]
            .as_str()
            .expect("a token"),
    );
    eyes
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
        assert!(mails.iter().any(|mail| mail.contains("you are an editor now")), "{mails:?}");
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

    async fn whoever_looks_sees_and_changes_nothing(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let support = house.sign_in("atlas", "support").await;
        let id = member(&admin, "client@atlas.test").await;
        let eyes = look(&house, &support, &id).await;
        let seen = eyes.done(EYES, json!({})).await;
        assert_eq!(seen["viewer"]["role"], "CLIENT");
        assert_eq!(seen["viewer"]["account"]["email"], "client@atlas.test");
        assert_eq!(seen["viewer"]["impersonatedBy"]["reason"], "You asked why your order is late");
        assert!(seen["viewer"]["impersonatedBy"]["by"]["displayName"].is_string());
        let schema = Schema::of(&eyes).await;
        let before = house.trail_of("atlas").await;
        for field in schema.fields("Mutation") {
            let name = field["name"].as_str().expect("a name");
            if name == "endImpersonation" {
                continue;
            }
            let ids = Ids { tried: json!("none"), own: BTreeMap::new() };
            let (document, variables) = request(&schema, "mutation", &field, &ids, "", &[]);
            let answer = eyes.ask(&document, variables).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{name}: {answer:#}");
            assert_eq!(answer["data"][name], Value::Null, "{name}");
        }
        assert_eq!(house.trail_of("atlas").await, before, "nothing was written");
        // One that hides behind a fragment and another name is found as well.
        let hidden = "mutation { ...F } fragment F on Mutation { endImpersonation: signOut {
            userErrors { code } } }";
        let answer = eyes.ask(hidden, json!({})).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
        let ended = eyes.done(END, json!({})).await;
        assert_eq!(ended["endImpersonation"]["viewer"]["role"], "SUPPORT");
        assert_eq!(ended["endImpersonation"]["viewer"]["impersonatedBy"], Value::Null);
        let dead = eyes.send(eyes.request().body(body(WHO).into()).expect("a request")).await;
        assert_eq!(dead.status(), 401);
        support.done(EYES, json!({})).await;
    }

    async fn every_question_can_be_asked_by_whoever_looks(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        for (name, by) in [("client", "support"), ("writer", "support"), ("editor", "admin")] {
            let helper = fresh(&house, "atlas", &format!("{by}@atlas.test")).await;
            let id = member(&admin, &format!("{name}@atlas.test")).await;
            let eyes = look(&house, &helper, &id).await;
            let schema = Schema::of(&eyes).await;
            for field in schema.fields("Query") {
                let args = field["args"].as_array().expect("args");
                if args.iter().any(|arg| arg["type"]["kind"] == "NON_NULL") {
                    continue;
                }
                let root = field["name"].as_str().expect("a name");
                let selection = schema.selection(&field["type"], 2);
                let answer = eyes.ask(&format!("{{ {root}{selection} }}"), json!({})).await;
                for error in answer["errors"].as_array().into_iter().flatten() {
                    let code = error["extensions"]["code"].as_str().unwrap_or_default();
                    assert_eq!(code, "FORBIDDEN", "{name} {root}: {error:#}");
                }
            }
        }
    }

    async fn what_is_private_is_not_shown_to_whoever_looks(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let client = house.sign_in("atlas", "client").await;
        let support = house.sign_in("atlas", "support").await;
        let id = member(&admin, "client@atlas.test").await;
        let eyes = look(&house, &support, &id).await;
        house.settle().await;
        for list in ["sessions", "devices", "securityEvents", "impersonations", "loginAlerts",
            "notifications"] {
            let document = format!("{{ viewer {{ {list}(first: 5) {{ nodes {{ id }} }} }} }}");
            let seen = eyes.ask(&document, json!({})).await;
            let nodes = seen["data"]["viewer"][list]["nodes"].as_array().map_or(0, Vec::len);
            assert_eq!(nodes, 0, "{list}: {seen:#}");
        }
        for (field, of) in [("securityScore", "{ value }"), ("secondFactor", "{ isRequired }"),
            ("loginAlertPreference", "{ emailEnabled }")] {
            let seen = eyes.ask(&format!("{{ viewer {{ {field} {of} }} }}"), json!({})).await;
            assert_eq!(seen["data"]["viewer"][field], Value::Null, "{field}: {seen:#}");
        }
        // While the client sees all of it, and who looked.
        let own = client.done("{ viewer { impersonations(first: 5) { nodes {
            reason isActive by { displayName } of { email } } }
            notifications(first: 5) { nodes { title body } }
            securityEvents(first: 5) { nodes { kind } } } }", json!({})).await;
        let looked = &own["viewer"]["impersonations"]["nodes"][0];
        assert_eq!((&looked["reason"], &looked["isActive"]),
            (&json!("You asked why your order is late"), &json!(true)));
        assert!(own["viewer"]["securityEvents"].to_string().contains("IMPERSONATION"));
        assert!(own["viewer"]["notifications"].to_string().contains("looks at your account"), "{own:#}");
        let mails = house.mails("client@atlas.test").await;
        let told = mails.iter().filter(|mail| mail.contains("You asked why your order is late"));
        assert_eq!(told.count(), 1);
        assert!(mails.iter().all(|mail| !mail.contains("signed in to your account")), "no sign-in: {mails:?}");
    }

    async fn a_browser_keeps_its_own_session_beside_the_look(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let id = member(&admin, "client@atlas.test").await;
        let client = house.visitor("atlas");
        let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";
        let input = json!({ "input": { "email": "support@atlas.test", "password": DEMO_PASSWORD } });
        let answer = send(&client, post(&[]), with(sign_in, &input)).await;
        let pair = |cookie: String| cookie.split(';').next().expect("a cookie").to_owned();
        let own = pair(answer.cookie("session").expect("a session"));
        let ask = async |cookie: &str, text: String| {
            send(&client, post(&[("cookie", cookie), ("x-scriptorium", "1")]), text).await
        };
        let input = json!({ "input": { "memberId": id, "reason": "Help" } });
        let answer = ask(&own, with(LOOK, &input)).await;
        let look = answer.cookie("look").expect("a look");
        assert!(look.contains("HttpOnly") && look.contains("SameSite=Lax"), "{look}");
        assert!(answer.cookie("session").is_none(), "their own stays");
        let both = format!("{own}; {}", pair(look));
        let answer = ask(&both, body(EYES)).await;
        assert_eq!(answer.json()["data"]["viewer"]["role"], "CLIENT");
        // A page of another website cannot use it either.
        let foreign = post(&[("cookie", &*both), ("origin", "http://evil.example")]);
        assert_eq!(send(&client, foreign, body(EYES)).await.status, 403);
        let answer = ask(&both, body(END)).await;
        assert!(answer.cookie("look").expect("cleared").contains("Max-Age=0"));
        // A browser that kept the dead cookie is back with its own eyes.
        let answer = ask(&both, body(EYES)).await;
        assert_eq!(answer.json()["data"]["viewer"]["role"], "SUPPORT");
        assert!(answer.cookie("look").expect("cleared").contains("Max-Age=0"));
    }

    async fn looking_wants_a_recent_proof(db: Database) {
        let house = House::open(db).await;
        let support = house.sign_in("atlas", "support").await;
        let admin = house.sign_in("atlas", "admin").await;
        let id = member(&admin, "client@atlas.test").await;
        house.db.manual.advance(chrono::TimeDelta::minutes(11));
        let input = json!({ "input": { "memberId": id, "reason": "Help" } });
        let answer = support.ask(LOOK, input.clone()).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "STEP_UP_REQUIRED");
        let client = fresh(&house, "atlas", "client@atlas.test").await;
        assert_eq!(client.refused(LOOK, input).await, ["FORBIDDEN"]);
        assert_eq!(client.refused(END, json!({})).await, ["WRONG_STATE"]);
    }

    async fn people_go_from_one_website_to_another(db: Database) {
        let house = House::open(db).await;
        let root = fresh(&house, "atlas", "root@scriptorium.test").await;
        let id = async |slug: &str| -> String {
            let answer = house.visitor(slug).done("{ website { id } }", json!({})).await;
            answer["website"]["id"].as_str().expect("an id").to_owned()
        };
        let (atlas, quill) = (id("atlas").await, id("quill").await);
        let input = json!({ "input": { "websiteId": quill, "deviceName": "Test" } });
        let answer = root.done(SWITCH, input.clone()).await;
        let there = &answer["switchWebsite"];
        assert_eq!(there["viewer"]["website"]["slug"], "quill");
        let mut on_quill = house.visitor("quill");
        on_quill.sign_with(there["token"].as_str().expect("a token"));
        let seen = on_quill.done("{ viewer { isSuperadmin website { slug } } }", json!({})).await;
        assert_eq!(seen["viewer"]["website"]["slug"], "quill");
        root.done(WHO, json!({})).await;

        let input = json!({ "input": { "websiteId": quill, "handover": true } });
        let answer = root.done(SWITCH, input.clone()).await;
        let url = answer["switchWebsite"]["url"].as_str().expect("an address").to_owned();
        assert_eq!(answer["switchWebsite"]["token"], Value::Null);
        let (page, token) = url.split_once("#token=").expect("a token behind the #");
        assert!(page.contains("quill") && page.ends_with("/switch"), "{url}");
        let arrive = json!({ "input": { "token": token } });
        assert_eq!(house.visitor("atlas").refused(ARRIVE, arrive.clone()).await, ["EXPIRED"]);
        let browser = house.visitor("quill");
        let came = send(&browser, post(&[("x-website", "quill")]), with(ARRIVE, &arrive)).await;
        assert_eq!(came.json()["data"]["completeSwitch"]["viewer"]["website"]["slug"], "quill", "{}", came.text);
        assert!(came.cookie("session").is_some() && came.cookie("device").is_some());
        assert_eq!(browser.refused(ARRIVE, arrive).await, ["EXPIRED"]);

        // Whoever has no place there does not learn that there is such a website.
        let client = house.sign_in("atlas", "client").await;
        let unknown = "web_01h00000000000000000000000";
        let mut answers = Vec::new();
        for id in [&*quill, unknown, "nonsense"] {
            for handover in [false, true] {
                let input = json!({ "input": { "websiteId": id, "handover": handover } });
                let mut answer = client.ask(SWITCH, input).await;
                answer["extensions"] = Value::Null;
                answers.push(answer.to_string());
            }
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert!(answers[0].contains("NOT_FOUND"));
        let here = json!({ "input": { "websiteId": atlas } });
        assert_eq!(client.refused(SWITCH, here).await, ["WRONG_STATE"]);
        let stranger = house.visitor("atlas").ask(SWITCH, input).await;
        assert_eq!(stranger["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }
}
