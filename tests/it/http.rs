//! What `/graphql` and its neighbours answer to good, bad and hostile requests.

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};

const NEW: &str = "application/graphql-response+json";
const PLAIN: &str = "application/json";
pub const WHO: &str = "{ viewer { id } }";

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no json: {}", self.text))
    }

    /// The code of the only error.
    pub fn code(&self) -> String {
        let answer = self.json();
        let errors = answer["errors"].as_array().cloned().unwrap_or_default();
        assert_eq!(errors.len(), 1, "{answer:#}");
        let extensions = &errors[0]["extensions"];
        assert_eq!(
            extensions["requestId"],
            self.header("x-request-id"),
            "{answer:#}"
        );
        extensions["code"].as_str().expect("a code").to_owned()
    }

    /// What the answer makes of the cookie `name`.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.headers.get_all("set-cookie").into_iter();
        let mut cookies = cookies.filter_map(|cookie| cookie.to_str().ok());
        let found = cookies.find(|cookie| cookie.starts_with(&format!("{name}=")))?;
        Some(found.to_owned())
    }
}

pub async fn send(client: &Client, request: Builder, body: impl Into<Body>) -> Answer {
    let response = client
        .send(request.body(body.into()).expect("a request"))
        .await;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text,
    }
}

/// A POST to `/graphql` with these headers; a later one replaces an earlier one, `-` removes it.
pub fn post(further: &[(&'static str, &str)]) -> Builder {
    let mut headers = vec![("host", "localhost:8080"), ("content-type", PLAIN)];
    for (name, value) in further {
        headers.retain(|(known, _)| known != name);
        headers.push((name, value));
    }
    let headers = headers.into_iter().filter(|(_, value)| *value != "-");
    headers.fold(Request::post("/graphql"), |request, (name, value)| {
        request.header(name, value)
    })
}

fn get(path: &str) -> Builder {
    Request::get(path).header("host", "localhost:8080")
}

pub fn body(document: &str) -> String {
    json!({ "query": document }).to_string()
}

pub fn with(document: &str, variables: &Value) -> String {
    json!({ "query": document, "variables": variables }).to_string()
}

/// `count` fragments, each of which spreads the next one twice.
fn bomb(count: usize) -> String {
    let fragments = (0..count).map(|n| {
        let next = n + 1;
        format!("fragment F{n} on Query {{ ...F{next} ...F{next} }}")
    });
    let fragments: Vec<_> = fragments.collect();
    let last = format!("fragment F{count} on Query {{ __typename }}");
    format!("{{ ...F0 }} {} {last}", fragments.join(" "))
}

async fn still_serves(client: &Client) {
    let answer = send(client, post(&[]), body("{ __typename }")).await;
    assert_eq!(
        (answer.status, answer.json()),
        (200, json!({ "data": { "__typename": "Query" } }))
    );
}

on_both! {
    async fn a_request_that_is_none_is_refused_whatever_it_accepts(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let fine = body("{ __typename }");
        let deep = format!("{{\"query\":\"{{ a }}\",\"variables\":{}", "{\"a\":".repeat(100_000));
        let large = json!({ "query": "{ __typename }", "x": "x".repeat(1 << 20) }).to_string();
        let list = json!({ "query": "{ __typename }", "variables": [] }).to_string();
        let form = "application/x-www-form-urlencoded";
        let parts = "multipart/form-data; boundary=x";
        for ((name, value), body, status, code) in [
            (("content-type", "text/plain"), &*fine, 415, "BAD_REQUEST"),
            (("content-type", form), "query=%7B__typename%7D", 415, "BAD_REQUEST"),
            (("content-type", parts), "--x--", 415, "BAD_REQUEST"),
            (("content-type", "-"), &*fine, 415, "BAD_REQUEST"),
            (("content-encoding", "gzip"), &*fine, 415, "BAD_REQUEST"),
            (("x-any", ""), "{\"query\":", 400, "BAD_REQUEST"),
            (("x-any", ""), "", 400, "BAD_REQUEST"),
            (("x-any", ""), &*deep, 400, "BAD_REQUEST"),
            (("x-any", ""), &*format!("[{fine}]"), 400, "BAD_REQUEST"),
            (("x-any", ""), "{}", 400, "BAD_REQUEST"),
            (("x-any", ""), &*list, 400, "BAD_REQUEST"),
            (("x-any", ""), &*large, 413, "PAYLOAD_TOO_LARGE"),
            (("authorization", "Bearer nonsense"), &*fine, 401, "UNAUTHENTICATED"),
            (("authorization", "Basic Zm9vOmJhcg=="), &*fine, 401, "UNAUTHENTICATED"),
            (("host", "nowhere.example"), &*fine, 404, "WEBSITE_UNKNOWN"),
            (("x-website", "nowhere"), &*fine, 404, "WEBSITE_UNKNOWN"),
        ] {
            for media in [NEW, PLAIN] {
                let request = post(&[(name, value), ("accept", media)]);
                let answer = send(&client, request, body.to_owned()).await;
                let told = (answer.status, answer.code());
                assert_eq!(told, (status, code.to_owned()), "{name}: {value}, {body:.60}");
                let content_type = format!("{media}; charset=utf-8");
                assert_eq!(answer.header("content-type"), content_type);
                assert!(answer.json().get("data").is_none());
                assert_eq!(answer.header("www-authenticate").is_empty(), status != 401);
            }
        }
        still_serves(&client).await;
    }

    async fn a_document_that_is_not_executed_is_400_or_200_by_media_type(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let deep = format!("{}id{}", "{ viewer ".repeat(12) + "{ ", " }".repeat(13));
        let nested = "{ a ".repeat(10_000);
        let pages: String = (0..15)
            .map(|n| format!("w{n}: writers(first: 100) {{ nodes {{ id }} }} "))
            .collect::<Vec<_>>()
            .concat();
        let order = "query($id: ID!) { order(id: $id) { id } }";
        let two = json!({ "query": "query A { viewer { id } }", "operationName": "B" });
        for (body, code) in [
            (body("{ viewer { id }"), "GRAPHQL_PARSE_FAILED"),
            (body("{ nothing }"), "GRAPHQL_VALIDATION_FAILED"),
            (body("{ orders(first: \"ten\") { nodes { id } } }"), "GRAPHQL_VALIDATION_FAILED"),
            (with("query($n: Int) { orders(first: $n) { nodes { id } } }", &json!({ "n": "ten" })), "BAD_USER_INPUT"),
            (with(order, &json!({})), "BAD_USER_INPUT"),
            (with(order, &json!({ "id": null })), "BAD_USER_INPUT"),
            (two.to_string(), "OPERATION_RESOLUTION_FAILURE"),
            (body("query A { viewer { id } } query B { viewer { id } }"), "OPERATION_RESOLUTION_FAILURE"),
            (body(&deep), "QUERY_TOO_COMPLEX"),
            (body(&nested), "QUERY_TOO_COMPLEX"),
            (body(&"# \n".repeat(100_000)), "QUERY_TOO_COMPLEX"),
            (body(&format!("{{ {pages} }}")), "QUERY_TOO_COMPLEX"),
            (body("{ writers(first: 1000000) { nodes { id } } }"), "QUERY_TOO_COMPLEX"),
            (body("{ ...A } fragment A on Query { ...A }"), "QUERY_TOO_COMPLEX"),
            (body(&bomb(40)), "QUERY_TOO_COMPLEX"),
            (body(&bomb(80)), "QUERY_TOO_COMPLEX"),
        ] {
            for (media, status) in [(NEW, 400), (PLAIN, 200)] {
                let answer = send(&client, post(&[("accept", media)]), body.clone()).await;
                let errors = answer.json();
                assert_eq!(errors["errors"][0]["extensions"]["code"], code, "{body:.80}\n{errors:#}");
                assert_eq!((answer.status, errors.get("data")), (status, None), "{body:.80}");
            }
        }
        still_serves(&client).await;
    }

    async fn what_was_executed_is_200_with_data(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        for (accept, media) in [("-", NEW), ("*/*", NEW), (NEW, NEW), (PLAIN, PLAIN)] {
            let answer = send(&client, post(&[("accept", accept)]), body("{ orders { nodes { id } } }")).await;
            assert_eq!((answer.status, answer.code()), (200, "UNAUTHENTICATED".to_owned()));
            assert_eq!(answer.json()["data"], json!({ "orders": null }));
            assert!(answer.header("content-type").starts_with(media), "{accept}");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let answer = send(&client, post(&[("accept", "text/html")]), body(WHO)).await;
        assert_eq!((answer.status, answer.code()), (406, "BAD_REQUEST".to_owned()));
    }

    async fn a_get_reads_and_only_when_no_foreign_page_can_send_it(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let query = "/graphql?query=query(%24id%3AID!)%7Bnode(id%3A%24id)%7Bid%7D%7D&variables=%7B%22id%22%3A%22x%22%7D";
        let ours = |path| get(path).header("x-scriptorium", "1");
        let answer = send(&client, ours(query), "").await;
        assert_eq!((answer.status, &answer.json()["data"]), (200, &json!({ "node": null })));
        let answer = send(&client, get(query), "").await;
        assert_eq!((answer.status, answer.code()), (403, "FORBIDDEN".to_owned()));
        let answer = send(&client, ours("/graphql?query=mutation%7BsignOut%7BuserErrors%7Bcode%7D%7D%7D"), "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, "POST"));
        assert_eq!(send(&client, ours("/graphql"), "").await.status, 400);
        for method in ["PUT", "DELETE", "OPTIONS", "PATCH"] {
            let request = get("/graphql").method(method);
            let answer = send(&client, request, "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, POST"), "{method}");
        }
    }

    async fn the_host_names_the_website(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let name = async |headers: &[(&'static str, &str)]| {
            let answer = send(&client, post(headers), body("{ website { slug } }")).await;
            answer.json()["data"]["website"]["slug"].clone()
        };
        assert_eq!(name(&[]).await, "atlas");
        assert_eq!(name(&[("x-website", "quill")]).await, "quill");
        assert_eq!(name(&[("host", "quill.localhost")]).await, "quill");
        assert_eq!(name(&[("host", "[::1]:1")]).await, "atlas");
        let page = Request::get("/").header("host", "nowhere.example");
        assert_eq!(send(&client, page, "").await.status, 404);
    }

    async fn no_header_names_a_website_where_the_settings_forbid_it(db: Database) {
        let strict = |name: &str| (name == "ALLOW_WEBSITE_HEADER").then(|| "off".to_owned());
        let house = House::with(db, strict).await;
        let client = house.visitor("atlas");
        let answer = send(&client, post(&[("x-website", "quill")]), body("{ website { slug } }")).await;
        assert_eq!(answer.json()["data"]["website"]["slug"], "atlas");
        let answer = send(&client, post(&[("host", "nowhere.localhost")]), body(WHO)).await;
        assert_eq!((answer.status, answer.code()), (404, "WEBSITE_UNKNOWN".to_owned()));
    }

    async fn a_suspended_website_answers_nobody(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let close = "UPDATE websites SET status = 'suspended', revision = revision + 1 WHERE slug = 'quill'";
        sea_orm::ConnectionTrait::execute_unprepared(&house.db.conn, close).await.expect("closed");
        house.db.manual.advance(chrono::TimeDelta::minutes(1));
        let answer = send(&client, post(&[("x-website", "quill")]), body(WHO)).await;
        assert_eq!((answer.status, answer.code()), (403, "WEBSITE_SUSPENDED".to_owned()));
        let page = get("/").header("x-website", "quill").header("accept", "text/html");
        assert_eq!(send(&client, page, "").await.status, 403);
        still_serves(&client).await;
    }

    async fn a_load_balancer_is_told_whether_to_send_requests(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        for (path, text) in [("/healthz", "alive\n"), ("/readyz", "ready\n")] {
            let answer = send(&client, Request::get(path), "").await;
            assert_eq!((answer.status, &*answer.text), (200, text));
        }
    }

    async fn every_answer_keeps_browsers_careful(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        for path in ["/healthz", "/graphql", "/assets/nothing.js", "/", "/graphiql", "/mailbox"] {
            let answer = send(&client, get(path).header("accept", "text/html, */*"), "").await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(!answer.header("referrer-policy").is_empty(), "{path}");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert!(!policy.contains("http"), "{path}: {policy}");
            assert!(answer.header("x-request-id").starts_with("req_"), "{path}");
        }
    }

    async fn the_mailbox_is_for_this_machine_alone(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let register = "mutation($input: RegisterAccountInput!) {
            registerAccount(input: $input) { accepted userErrors { code } } }";
        let input = json!({ "email": "new@example.org", "displayName": "<b>New</b>" });
        client.done(register, json!({ "input": input })).await;
        house.settle().await;
        let list = send(&client, get("/mailbox"), "").await;
        assert_eq!(list.status, 200);
        assert!(list.text.contains("new@example.org"), "{}", list.text);
        let (_, rest) = list.text.split_once("href=\"").expect("a link");
        let path = rest.split('"').next().expect("a path");
        let mail = send(&client, get(path), "").await;
        assert!(mail.header("content-security-policy").contains("sandbox"));
        assert!(!mail.text.contains("<b>New</b>"), "{}", mail.text);
        let text = send(&client, get(&format!("{path}/text")), "").await;
        assert!(text.text.contains("/verify"), "{}", text.text);
        assert_eq!(send(&client, get("/mailbox/mail_nothing"), "").await.status, 404);
        // Another website's mails, and another machine's browser.
        let quill = get(path).header("x-website", "quill");
        assert_eq!(send(&client, quill, "").await.status, 404);
        let foreign = Request::get("/mailbox").header("host", "atlas.example");
        assert_eq!(send(&client, foreign, "").await.status, 404);
    }

    async fn a_crowd_is_served_or_told_to_come_back(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let crowd = (0..400).map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                let document = body("{ website { name } catalog { subjects { id } } }");
                send(&client, post(&[]), document).await
            })
        });
        let crowd: Vec<_> = crowd.collect();
        let mut served = 0;
        for one in crowd {
            let answer = one.await.expect("an answer");
            match answer.status {
                200 => served += 1,
                503 => assert!(!answer.header("retry-after").is_empty()),
                other => panic!("{other}: {}", answer.text),
            }
        }
        assert!(served >= 64, "{served} served");
        still_serves(&client).await;
    }
}

on_both! {
    async fn the_schema_is_shown_to_whom_the_settings_say(db: Database) {
        let members = |name: &str| (name == "INTROSPECTION").then(|| "members".to_owned());
        let house = House::with(db, members).await;
        let stranger = house.visitor("atlas");
        let document = "{ __schema { queryType { name } } }";
        let answer = send(&stranger, post(&[]), body(document)).await;
        assert_eq!((answer.status, answer.code()), (400, "GRAPHQL_VALIDATION_FAILED".to_owned()));
        let member = house.sign_in("atlas", "client").await;
        let data = member.done(document, json!({})).await;
        assert_eq!(data["__schema"]["queryType"]["name"], "Query");
        still_serves(&stranger).await;
    }
}

on_both! {
    async fn a_document_that_was_valid_is_refused_for_its_variables_as_at_first(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let page = "query($n: Int) { orders(first: $n) { nodes { id title } } }";
        let fragment = "query($n: Int) { viewer { id } ...Orders }
            fragment Orders on Query { orders(first: $n) { nodes { id } } }";
        let directive = "query($all: Boolean!) { viewer { id role @include(if: $all) } }";
        let sorted = "query($by: WriterOrderBy) { writers(first: 1, orderBy: $by) { nodes { id } } }";
        let saved = "mutation($input: UpdateOrderDraftInput!) { updateOrderDraft(input: $input) {
            orderDraft { id } userErrors { code } } }";
        let unknown = json!({ "id": "dft_none", "expectedVersion": 1, "fields": {} });
        for (document, good, bad) in [
            (page, json!({ "n": 2 }), json!({ "n": "two" })),
            (fragment, json!({ "n": 2 }), json!({ "n": [2] })),
            (sorted, json!({ "by": "RATING_DESC" }), json!({ "by": "LUCK" })),
            (directive, json!({ "all": true }), json!({ "all": "yes" })),
            (saved, json!({ "input": unknown }), json!({ "input": { "id": "dft_none" } })),
            (saved, json!({ "input": unknown }), json!({ "input": { "colour": "red" } })),
        ] {
            let ask = async |variables: &Value| {
                let answer = client.ask(document, variables.clone()).await;
                let mut errors = answer["errors"].clone();
                for error in errors.as_array_mut().into_iter().flatten() {
                    error["extensions"]["requestId"].take();
                }
                errors
            };
            let first = ask(&bad).await;
            assert_eq!(first[0]["extensions"]["code"], "BAD_USER_INPUT", "{document}: {first:#}");
            assert_eq!(ask(&good).await, Value::Null, "{document}");
            assert_eq!(ask(&bad).await, first, "{document}");
        }
    }
}
