//! What a browser may be talked into, and what not: cookies, forged headers, foreign pages.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{DEMO_PASSWORD, House};
use crate::http::{Answer, WHO, body, post, send, with};

const SIGN_IN: &str = "mutation($input: SignInInput!) {
    signIn(input: $input) { token session { network } userErrors { code } } }";

fn credentials() -> Value {
    json!({ "input": { "email": "client@atlas.test", "password": DEMO_PASSWORD } })
}

/// As it comes over the wire from there.
fn from(peer: &str, request: Builder) -> Builder {
    let address: SocketAddr = format!("{peer}:4711").parse().expect("an address");
    request.extension(ConnectInfo(address))
}

fn proxied(name: &str) -> Option<String> {
    (name == "TRUSTED_PROXIES").then(|| "10.0.0.0/8".to_owned())
}

/// The cookie that the answer sets, as a browser sends it back.
fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap_or_default()
}

fn network(answer: &Answer) -> String {
    let answer = answer.json();
    let network = &answer["data"]["signIn"]["session"]["network"];
    network
        .as_str()
        .unwrap_or_else(|| panic!("{answer:#}"))
        .to_owned()
}

impl House {
    async fn sign_in_from(&self, peer: &str, headers: &[(&'static str, &str)]) -> Answer {
        let request = from(peer, post(headers));
        send(
            &self.visitor("atlas"),
            request,
            with(SIGN_IN, &credentials()),
        )
        .await
    }
}

on_both! {
    async fn cookies_carry_every_guard_that_browsers_know(db: Database) {
        let house = House::with(db, proxied).await;
        // In the open, through the proxy that ends https: under a name no subdomain can forge.
        let secure = [
            ("x-forwarded-host", "localhost"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-for", "203.0.113.9"),
        ];
        let answer = house.sign_in_from("10.0.0.1", &secure).await;
        for name in ["__Host-session", "__Host-device"] {
            let cookie = answer.cookie(name).unwrap_or_else(|| panic!("{name}: {}", answer.text));
            for guard in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
                assert!(cookie.contains(guard), "{cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
        assert!(answer.cookie("session").is_none());
        // On this machine, without https: a browser would not keep a cookie that asks for it.
        let answer = house.sign_in_from("127.0.0.1", &[]).await;
        for name in ["session", "device"] {
            let cookie = answer.cookie(name).unwrap_or_else(|| panic!("{name}: {}", answer.text));
            for guard in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(guard), "{cookie}");
            }
            assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
        }
        assert!(answer.cookie("__Host-session").is_none());
    }

    async fn a_session_that_somebody_else_has_chosen_is_never_taken(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        // The thief signs in themselves and plants their cookie in the victim's browser.
        let thief = house.sign_in_from("127.0.0.1", &[]).await;
        let planted = thief.cookie("session").expect("a session");
        let made_up = format!("session=ses_{}", "a".repeat(43));
        for offered in [pair(&planted), &made_up, "session=1"] {
            let headers = [("cookie", offered), ("x-scriptorium", "1")];
            let answer = house.sign_in_from("127.0.0.1", &headers).await;
            let fresh = answer.cookie("session").unwrap_or_else(|| panic!("{}", answer.text));
            assert_ne!(pair(&fresh), offered, "the offered one is not adopted");
            let ask = async |cookie: &str| {
                let headers = [("cookie", cookie), ("x-scriptorium", "1")];
                let answer = send(&client, post(&headers), body("{ viewer { sessions { nodes { isCurrent } } } }")).await;
                answer.json()["data"]["viewer"]["sessions"].is_object()
            };
            assert!(ask(pair(&fresh)).await);
            // What was offered opens no more than it did.
            assert_eq!(ask(offered).await, offered == pair(&planted));
        }
        // Nor does a token from the address or the body become one.
        let request = from("127.0.0.1", post(&[]).uri("/graphql?session=ses_chosen"));
        let answer = send(&client, request, with(SIGN_IN, &credentials())).await;
        assert!(!answer.cookie("session").expect("a session").contains("chosen"));
    }

    async fn a_post_that_a_foreign_page_can_send_is_refused(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let signed_in = house.sign_in_from("127.0.0.1", &[]).await;
        let cookie = signed_in.cookie("session").expect("a session");
        let cookie = ("cookie", pair(&cookie));
        let out = body("mutation { signOut { userErrors { code } } }");
        let foreign = ("origin", "https://evil.example");
        let ours = ("x-scriptorium", "1");
        for (headers, status) in [
            // A form: three media types, none of which asks first.
            (vec![cookie, foreign, ("content-type", "text/plain")], 415),
            (vec![cookie, foreign, ("content-type", "application/x-www-form-urlencoded")], 415),
            (vec![cookie, foreign, ("content-type", "multipart/form-data; boundary=x")], 415),
            // A script, as far as it comes without being asked.
            (vec![cookie, foreign], 403),
            (vec![cookie], 403),
            (vec![cookie, foreign, ours], 403),
            (vec![cookie, ("origin", "null"), ours], 403),
        ] {
            let answer = send(&client, post(&headers), out.clone()).await;
            assert_eq!(answer.status, status, "{headers:?}: {}", answer.text);
            let allowed = answer.header("access-control-allow-origin");
            assert!(allowed.is_empty(), "nobody else is let in: {allowed}");
        }
        let still = send(&client, post(&[cookie, ours]), body(WHO)).await;
        assert!(still.json()["data"]["viewer"]["id"].is_string(), "the session is untouched");
    }

    async fn forwarded_headers_are_believed_of_known_proxies_alone(db: Database) {
        let house = House::with(db, proxied).await;
        let forged = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-real-ip", "203.0.113.9"),
            ("forwarded", "for=203.0.113.9;proto=https;host=quill.localhost"),
            ("x-forwarded-host", "quill.localhost"),
            ("x-forwarded-proto", "https"),
        ];
        // From the street: where it comes from is what counts, not what it says.
        let answer = house.sign_in_from("198.51.100.7", &forged).await;
        assert_eq!(network(&answer), "198.51.100.0/24");
        assert!(answer.cookie("session").is_some(), "no https, whatever it says");
        // Through the proxy: the address that the proxy itself has written, not the one before it.
        let chain = [("x-forwarded-for", "203.0.113.9, 192.0.2.44")];
        assert_eq!(network(&house.sign_in_from("10.1.2.3", &chain).await), "192.0.2.0/24");
        let chain = [("x-forwarded-for", "192.0.2.44, 10.9.9.9")];
        assert_eq!(network(&house.sign_in_from("10.1.2.3", &chain).await), "192.0.2.0/24");
        let nonsense = [("x-forwarded-for", "unknown, <script>")];
        assert_eq!(network(&house.sign_in_from("10.1.2.3", &nonsense).await), "10.1.2.0/24");
    }

    async fn nobody_is_believed_where_no_proxy_is_named(db: Database) {
        let house = House::open(db).await;
        for peer in ["127.0.0.1", "10.0.0.1", "198.51.100.7"] {
            let forged = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "https")];
            let answer = house.sign_in_from(peer, &forged).await;
            assert!(!network(&answer).starts_with("203."), "{}", answer.text);
            assert!(answer.cookie("session").is_some());
        }
    }
}
