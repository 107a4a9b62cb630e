//! How a browser and a program stay signed in, and how that ends.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{DEMO_PASSWORD, House};
use crate::http::{WHO, body, post, send, with};

const SIGN_IN: &str = "mutation($input: SignInInput!) {
    signIn(input: $input) { token userErrors { code } } }";

on_both! {
    async fn a_browser_is_signed_in_by_cookie_and_only_from_its_own_pages(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let input = json!({ "input": { "email": "client@atlas.test", "password": DEMO_PASSWORD } });
        let answer = send(&client, post(&[]), with(SIGN_IN, &input)).await;
        let session = answer.cookie("session").expect("a session");
        assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
        assert!(!session.contains("Secure"), "{session}");
        assert!(answer.cookie("device").is_some());
        let cookie = session.split(';').next().expect("a cookie").to_owned();
        let ask = async |headers: &[(&'static str, &str)], document: &str| {
            let mut all = vec![("cookie", &*cookie)];
            all.extend(headers);
            send(&client, post(&all), body(document)).await
        };
        let ours = ("x-scriptorium", "1");
        let answer = ask(&[ours, ("origin", "http://localhost:8080")], WHO).await;
        assert!(answer.json()["data"]["viewer"]["id"].is_string(), "{}", answer.text);
        for headers in [
            &[][..],
            &[("origin", "http://localhost:8080")],
            &[ours, ("origin", "http://evil.example")],
            &[ours, ("origin", "http://localhost:9999")],
            &[ours, ("origin", "null")],
        ] {
            let answer = ask(headers, WHO).await;
            assert_eq!((answer.status, answer.code()), (403, "FORBIDDEN".to_owned()));
        }
        // A bearer request has nothing to do with the cookie.
        let answer = ask(&[("authorization", "Bearer nonsense")], WHO).await;
        assert_eq!(answer.status, 401);
        // On another website the session is none.
        let answer = ask(&[ours, ("x-website", "quill")], WHO).await;
        assert_eq!(answer.json()["data"]["viewer"], Value::Null);

        let answer = ask(&[ours], "mutation { signOut { userErrors { code } } }").await;
        assert!(answer.cookie("session").expect("cleared").contains("Max-Age=0"));
        let answer = ask(&[ours], WHO).await;
        assert_eq!((answer.status, &answer.json()["data"]["viewer"]), (200, &Value::Null));
        assert!(answer.cookie("session").expect("cleared").contains("Max-Age=0"));
    }

    async fn a_revoked_token_is_over_with_the_next_request(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let signed_in = client.sign_in("client@atlas.test", DEMO_PASSWORD).await;
        let token = format!("Bearer {}", signed_in["token"].as_str().expect("a token"));
        let ask = async |document: &str| {
            send(&client, post(&[("authorization", &*token)]), body(document)).await
        };
        assert!(ask(WHO).await.json()["data"]["viewer"]["id"].is_string());
        assert_eq!(ask("mutation { signOut { userErrors { code } } }").await.status, 200);
        let answer = ask(WHO).await;
        assert_eq!((answer.status, answer.code()), (401, "UNAUTHENTICATED".to_owned()));
    }
}
