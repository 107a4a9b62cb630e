//! What is secret stands in no log, however much is logged, and in no error.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::{SinkExt, StreamExt};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use testkit::{Database, Mood, SmtpServer, TakenMail, on_both};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use totp_rs::{Builder, Secret};

use crate::process::{Gateway, Place, get, until};

const ROOT: &str = "root@example.org";
const ANN: &str = "ann@example.org";
const RIGHT: &str = "violet anchor meadow 42";
const WRONG: &str = "violet anchor meadow 43";
const NEW: &str = "lantern gravel otter 77";
const WEAK: &str = "password1234";
const SMTP: &str = "mailwordhunter2";
const PUSH: &str = "https://push.example.org/endpoint-of-ann-4711";
// Out of RFC 8291.
const POINT: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    token deviceToken challenge { id } userErrors { code message } } }";
const ANSWER: &str = "mutation($input: AnswerChallengeInput!) { answerChallenge(input: $input) {
    token userErrors { code message } } }";

/// A person at work with a gateway, who keeps every secret they get to know.
struct Walk {
    gateway: Gateway,
    server: SmtpServer,
    secrets: BTreeSet<String>,
    /// Every answer that refused something.
    refusals: Vec<String>,
}

impl Walk {
    /// The payload of the one mutation; its secrets are kept.
    async fn ask(&mut self, token: Option<&str>, document: &str, input: Value) -> Value {
        let variables = json!({ "input": input });
        let answer = self.gateway.ask(token, document, variables).await;
        let mut answer = answer.json();
        let payload = answer["data"].as_object_mut();
        let payload = payload.and_then(|data| data.values_mut().next().map(Value::take));
        let payload = payload.unwrap_or_default();
        let refused = payload["userErrors"].as_array();
        if payload.is_null() || refused.is_some_and(|errors| !errors.is_empty()) {
            self.refusals.push(format!("{answer} {payload}"));
        }
        for kept in ["token", "deviceToken"] {
            self.keep(payload[kept].as_str());
        }
        self.keep(payload["challenge"]["id"].as_str());
        let codes = payload["recoveryCodes"].as_array().into_iter().flatten();
        for code in codes {
            self.keep(code.as_str());
        }
        payload
    }

    fn keep(&mut self, secret: Option<&str>) {
        self.secrets.extend(secret.map(str::to_owned));
    }

    /// The token out of the mail to this address whose link leads to this page.
    async fn mailed(&mut self, to: &str, page: &str) -> String {
        let link = format!("{page}#token=");
        let leads = |mail: &TakenMail| mail.to == [to] && mail.body().contains(&link);
        let server = self.server.clone();
        until(&format!("a mail to {to} with {page}"), async || {
            server.taken().iter().any(leads)
        })
        .await;
        let mail = server.taken().into_iter().rev().find(leads);
        let body = mail.expect("a mail").body();
        let (_, rest) = body.split_once(&link).expect("a link");
        let token = words(rest).next().expect("a token").to_owned();
        self.keep(Some(&token));
        token
    }

    async fn sign_in(&mut self, password: &str) -> Value {
        let input = json!({ "email": ANN, "password": password });
        self.ask(None, SIGN_IN, input).await
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let part = |c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c));
    text.split(part).filter(|word| !word.is_empty())
}

fn text(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| panic!("a text: {value}"))
}

/// What an app shows that was set up with this secret.
fn shown(secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("an app");
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    totp.generate(now.expect("after 1970").as_secs())
        .to_string()
}

/// Whether the text is a token by its looks: a short prefix and 256 bits.
fn is_token(word: &str) -> bool {
    word.split_once('_').is_some_and(|(prefix, body)| {
        prefix.len() == 3 && prefix.starts_with('s') && body.len() == 43
    })
}

async fn registration(walk: &mut Walk) -> String {
    let register = "mutation($input: RegisterAccountInput!) {
        registerAccount(input: $input) { accepted userErrors { code message } } }";
    let input = json!({ "email": ANN, "displayName": "Ann Other" });
    walk.ask(None, register, input).await;
    let token = walk.mailed(ANN, "/verify").await;
    let verify = "mutation($input: VerifyEmailInput!) {
        verifyEmail(input: $input) { token deviceToken userErrors { code message } } }";
    let input = |password: &str| json!({ "token": token, "password": password });
    walk.ask(None, verify, input(WEAK)).await;
    let session = text(&walk.ask(None, verify, input(RIGHT)).await["token"]);
    walk.ask(None, verify, input(RIGHT)).await;
    session
}

async fn links(walk: &mut Walk) {
    let mutation = |name: &str, kind: &str, fields: &str| {
        format!(
            "mutation($input: {kind}!) {{
                {name}(input: $input) {{ {fields} userErrors {{ code message }} }} }}"
        )
    };
    let email = json!({ "email": ANN });
    let ask = mutation("requestMagicLink", "RequestMagicLinkInput", "accepted");
    walk.ask(None, &ask, email.clone()).await;
    let token = walk.mailed(ANN, "/magic-link").await;
    // Whoever puts it into an address shows it to us: no reason to keep it.
    get(walk.gateway.address, &format!("/magic-link?token={token}")).await;
    get(walk.gateway.address, &format!("/unsubscribe?token={token}")).await;
    let open = mutation(
        "signInWithMagicLink",
        "SignInWithMagicLinkInput",
        "token deviceToken",
    );
    for _ in 0..2 {
        walk.ask(None, &open, json!({ "token": token })).await;
    }
    let ask = mutation(
        "requestPasswordReset",
        "RequestPasswordResetInput",
        "accepted",
    );
    walk.ask(None, &ask, email.clone()).await;
    let token = walk.mailed(ANN, "/reset-password").await;
    let open = mutation("resetPassword", "ResetPasswordInput", "reset");
    for password in [WEAK, NEW, NEW] {
        walk.ask(None, &open, json!({ "token": token, "password": password }))
            .await;
    }
    // The mail server is down, and comes back.
    walk.server.set(Mood::Down);
    let before = walk.server.taken().len();
    walk.ask(None, &ask, email).await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    walk.server.set(Mood::Up);
    let server = walk.server.clone();
    until("the late mail", async || server.taken().len() > before).await;
    walk.mailed(ANN, "/reset-password").await;
}

async fn second_factor(walk: &mut Walk) -> String {
    let session = text(&walk.sign_in(NEW).await["token"]);
    let start = "mutation { startTotpEnrolment {
        enrolment { secret otpauthUri } userErrors { code message } } }";
    let started = walk.gateway.ask(Some(&session), start, Value::Null).await;
    let secret = text(&started.json()["data"]["startTotpEnrolment"]["enrolment"]["secret"]);
    walk.keep(Some(&secret));
    let confirm = "mutation($input: ConfirmTotpEnrolmentInput!) {
        confirmTotpEnrolment(input: $input) { recoveryCodes userErrors { code message } } }";
    walk.ask(Some(&session), confirm, json!({ "code": "271828" }))
        .await;
    let code = shown(&secret);
    let codes = walk
        .ask(Some(&session), confirm, json!({ "code": code }))
        .await;
    let codes = codes["recoveryCodes"]
        .as_array()
        .cloned()
        .expect("recovery codes");
    for code in ["271828", &code] {
        walk.keep(Some(code));
    }
    let challenge = text(&walk.sign_in(NEW).await["challenge"]["id"]);
    let with =
        |kind: &str, code: &Value| json!({ "challengeId": challenge, "kind": kind, "code": code });
    walk.ask(None, ANSWER, with("TOTP", &json!("271828"))).await;
    let entered = walk
        .ask(None, ANSWER, with("RECOVERY_CODE", &codes[0]))
        .await;
    text(&entered["token"])
}

async fn account(walk: &mut Walk, session: &str, root: &str) {
    let prove = "mutation($input: ReauthenticateInput!) {
        reauthenticate(input: $input) { userErrors { code message } } }";
    for password in [WRONG, NEW] {
        walk.ask(Some(session), prove, json!({ "password": password }))
            .await;
    }
    let move_to = "mutation($input: ChangeEmailInput!) {
        changeEmail(input: $input) { accepted userErrors { code message } } }";
    let new = "ann.new@example.org";
    walk.ask(Some(session), move_to, json!({ "newEmail": new }))
        .await;
    walk.mailed(new, "/confirm-email").await;
    let register = "mutation($input: RegisterPushInput!) {
        registerPush(input: $input) { userErrors { code message } } }";
    let browser = json!({ "endpoint": PUSH, "p256dh": POINT, "auth": AUTH });
    let registered = walk.ask(Some(session), register, browser).await;
    assert_eq!(registered["userErrors"], json!([]));
    let update = "mutation($input: UpdateLoginAlertPreferenceInput!) {
        updateLoginAlertPreference(input: $input) { userErrors { code message } } }";
    walk.ask(Some(session), update, json!({ "pushEnabled": true }))
        .await;
    let invite = "mutation($input: InviteMemberInput!) {
        inviteMember(input: $input) { invitation { id } userErrors { code message } } }";
    let input = json!({ "email": "will@example.org", "role": "WRITER" });
    walk.ask(Some(root), invite, input).await;
    let token = walk.mailed("will@example.org", "/invitation").await;
    let accept = "mutation($input: AcceptInvitationInput!) {
        acceptInvitation(input: $input) { token deviceToken userErrors { code message } } }";
    for password in [WEAK, RIGHT] {
        let input = json!({ "token": token, "password": password, "displayName": "Will" });
        walk.ask(None, accept, input).await;
    }
}

/// Watches with this token; what is said first, if it is let in.
async fn watch(gateway: &Gateway, token: &str) -> Option<Value> {
    let stream = TcpStream::connect(gateway.address).await.expect("a stream");
    let url = format!("ws://localhost:{}/graphql/ws", gateway.address.port());
    let mut request = url.into_client_request().expect("a request");
    let protocol = "graphql-transport-ws".parse().expect("a value");
    request
        .headers_mut()
        .insert("sec-websocket-protocol", protocol);
    let opened = tokio_tungstenite::client_async(request, stream).await;
    let (mut socket, _) = opened.expect("a socket");
    let payload = json!({ "authorization": format!("Bearer {token}"), "x-website": "atlas" });
    let greeting = json!({ "type": "connection_init", "payload": payload });
    let watching = json!({ "id": "1", "type": "subscribe",
        "payload": { "query": "{ viewer { id } }" } });
    let mut said = None;
    for message in [greeting, watching] {
        socket.send(Message::text(message.to_string())).await.ok()?;
        match socket.next().await {
            Some(Ok(Message::Text(text))) => said = serde_json::from_str(&text).ok(),
            _ => return None,
        }
    }
    said
}

/// The house fails at a sign-in: something it needs is gone.
async fn failure(walk: &mut Walk, db: &Database) {
    let rename = async |from: &str, to: &str| {
        let sql = format!("ALTER TABLE {from} RENAME TO {to}");
        db.conn.execute_unprepared(&sql).await.expect("renamed");
    };
    rename("memberships", "memberships_away").await;
    let failed = walk.sign_in(NEW).await;
    rename("memberships_away", "memberships").await;
    assert!(failed.is_null());
    let told = walk.refusals.last().expect("a refusal");
    assert!(told.contains("INTERNAL_SERVER_ERROR"), "{told}");
}

on_both! {
    async fn what_is_secret_stands_in_no_log_and_in_no_error(db: Database) {
        let server = SmtpServer::start(Mood::Up).await;
        let made = Place::nowhere().run(&["vapid"]).await.out;
        let key = made.lines().find_map(|line| line.strip_prefix("VAPID_PRIVATE_KEY="));
        let key = key.expect("a key").to_owned();
        let url = server.url().replace("smtp://", &format!("smtp://house:{SMTP}@"));
        let place = Place::of(&db.url).with("SMTP_URL", &url).with("VAPID_PRIVATE_KEY", &key);
        let first = place.init().await;
        let place = place.logging();
        let gateway = place.serve().await;
        let secrets = [RIGHT, WRONG, NEW, WEAK, SMTP, POINT, AUTH, PUSH, &key, &first];
        let secrets = secrets.map(str::to_owned).into();
        let mut walk = Walk { gateway, server, secrets, refusals: Vec::new() };

        let verify = "mutation($input: VerifyEmailInput!) {
            verifyEmail(input: $input) { token deviceToken userErrors { code message } } }";
        let input = json!({ "token": first, "password": RIGHT });
        let root = text(&walk.ask(None, verify, input).await["token"]);
        let session = registration(&mut walk).await;
        assert!(walk.sign_in(WRONG).await["token"].is_null());
        assert!(walk.sign_in(RIGHT).await["token"].is_string());
        let who = watch(&walk.gateway, &session).await.expect("it is let in");
        assert!(who["payload"]["data"]["viewer"]["id"].is_string(), "{who}");
        let made_up = format!("sst_{}", "A".repeat(43));
        assert_eq!(watch(&walk.gateway, &made_up).await, None);
        walk.ask(Some(&made_up), SIGN_IN, json!({ "email": ROOT, "password": WRONG })).await;
        links(&mut walk).await;
        let session = second_factor(&mut walk).await;
        account(&mut walk, &session, &root).await;
        failure(&mut walk, &db).await;
        walk.secrets.insert(made_up);
        // What the mails carried that nobody has opened is as good.
        for mail in walk.server.taken() {
            walk.secrets.extend(words(&mail.body()).filter(|word| is_token(word)).map(str::to_owned));
        }
        assert!(walk.gateway.process.terminate().await.success());

        let log = place.logged();
        // Not in vain: everybody logs who may, and what failed is there.
        for said in [" TRACE ", " WARN ", "answered", "a request failed", "a delivery failed and is tried again"] {
            assert!(log.contains(said), "nothing of {said} in {} bytes", log.len());
        }
        assert!(walk.secrets.len() > 35, "{:?}", walk.secrets);
        assert!(walk.refusals.len() >= 10, "{:#?}", walk.refusals);
        let lines = || log.lines().map(|line| line.split_once(' ').map_or(line, |(_, rest)| rest));
        for secret in &walk.secrets {
            // A code of six digits may stand in a longer number.
            let short = secret.len() < 10;
            let in_line = |line: &str| line.contains(secret.as_str())
                && (!short || words(line).any(|word| word == secret));
            let found = lines().find(|line| in_line(line));
            assert_eq!(found, None, "{secret}");
            let session = secret.starts_with("chl_");
            let told = walk.refusals.iter().find(|told| !session && in_line(told));
            assert_eq!(told, None, "{secret}");
        }
        let token = lines().find(|line| words(line).any(is_token));
        assert_eq!(token, None);
        assert!(!log.contains("$argon2"));
    }
}
