//! A page of fifty costs as many SQL statements as a page of one.

use identity::{Enrolment, Standing};
use kernel::{Actor, Field, Id, RequestId, Role, Who};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use serde_json::{Value, json};
use testkit::{Database, Engine, on_both};
use writer_management::portfolio::{AddSample, UpdatePortfolio};

use crate::house::{Client, DEMO_PASSWORD, House};
use crate::journey;
use crate::main_path::WRITERS_PAGE;

/// What the web app asks of a sign-in.
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    token deviceToken viewer { id role } userErrors { code message } } }";

/// What a list of orders shows.
const ORDERS_PAGE: &str = "query($first: Int) { orders(first: $first) { nodes {
    id number status topic price { amount currencyCode } dueAt isLate whoseTurn
    client { id displayName } writer { id displayName } subject { name }
    currentRevision { id status } availableActions { action enabled reason } } } }";

/// Writers with a portfolio of three samples each.
async fn hire(house: &House, count: usize) {
    let services = &house.app.services;
    let site = house
        .app
        .sites
        .site_of_slug("atlas")
        .await
        .expect("sites")
        .expect("atlas");
    let request = RequestId::mint(&*house.db.manual);
    let system = Actor::system("test", site.clone(), request);
    for number in 0..count {
        let enrolment = Enrolment {
            email: format!("writer{number}@many.test"),
            display_name: format!("Writer {number}"),
            locale: None,
            time_zone: None,
            password: None,
            standing: Standing::Member(Role::Writer),
        };
        let hired = services
            .members
            .enrol(&system, enrolment)
            .await
            .expect("a place");
        let member = hired.member.expect("a membership");
        let who = Who::Member {
            account: hired.account,
            member,
            role: Role::Writer,
        };
        let writer = Actor::new(who, site.clone(), None, request);
        let open = UpdatePortfolio {
            is_enabled: Field::Set(true),
            ..UpdatePortfolio::default()
        };
        services
            .portfolios
            .update(&writer, &open)
            .await
            .expect("a portfolio");
        for title in ["On tides", "On bread", "On maps"] {
            let sample = AddSample {
                title: title.to_owned(),
                description: None,
                subject: None,
                type_of_work: None,
                preview: Some("It begins here.".to_owned()),
                source_order: None,
                is_featured: false,
                key: None,
            };
            services
                .portfolios
                .add_sample(&writer, &sample)
                .await
                .expect("a sample");
        }
    }
}

/// The statements of a page that has exactly so many entries.
async fn page(house: &House, client: &Client, document: &str, first: usize) -> Vec<String> {
    let ask = client.done(document, json!({ "first": first }));
    let (answer, statements) = house.counted(ask).await;
    let list = answer
        .as_object()
        .and_then(|data| data.values().next())
        .expect("a list");
    assert_eq!(list["nodes"].as_array().map(Vec::len), Some(first));
    statements
}

async fn sign_in(client: &Client, device: Option<&str>) -> Value {
    let input = json!({
        "email": "client@atlas.test",
        "password": DEMO_PASSWORD,
        "deviceToken": device,
    });
    let answer = client.done(SIGN_IN, json!({ "input": input })).await;
    answer["signIn"].clone()
}

/// How the database would go about it. PostgreSQL reads small tables whole unless it is told that
/// they are large.
async fn plan(db: &Database, sql: &str) -> String {
    let explain = match db.engine {
        Engine::Sqlite => vec![format!("EXPLAIN QUERY PLAN {sql}")],
        Engine::Postgres => {
            let given = (1..).take_while(|number| sql.contains(&format!("${number}")));
            let nulls = vec!["NULL"; given.count()].join(", ");
            vec![
                "SET LOCAL enable_seqscan = off".to_owned(),
                "SET LOCAL plan_cache_mode = force_generic_plan".to_owned(),
                format!("PREPARE asked AS {sql}"),
                format!("EXPLAIN EXECUTE asked({nulls})"),
            ]
        }
    };
    let tx = db.conn.begin().await.expect("begun");
    let mut lines = Vec::new();
    for sql in explain {
        let asked = Statement::from_string(db.conn.get_database_backend(), sql);
        lines = tx.query_all_raw(asked).await.expect("it runs");
    }
    let text = lines.iter().map(|row| match db.engine {
        Engine::Postgres => row.try_get_by_index::<String>(0),
        Engine::Sqlite => row.try_get("", "detail"),
    });
    let text: Result<Vec<_>, _> = text.collect();
    text.expect("a plan").join("\n")
}

on_both! {
    async fn the_writers_page_costs_the_same_for_five_and_for_fifty(db: Database) {
        let house = House::open(db).await;
        hire(&house, 50).await;
        let client = house.sign_in("atlas", "client").await;
        let five = page(&house, &client, WRITERS_PAGE, 5).await;
        let fifty = page(&house, &client, WRITERS_PAGE, 50).await;
        assert_eq!(five.len(), fifty.len(), "{five:#?}\n{fifty:#?}");
        assert!(fifty.len() <= 6, "{fifty:#?}");
    }

    async fn a_page_of_orders_costs_the_same_for_one_and_for_twelve(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let editor = house.sign_in("atlas", "editor").await;
        let mut writers = Vec::new();
        for name in ["writer", "writer2"] {
            let writer = house.sign_in("atlas", name).await;
            let me = writer.done("{ viewer { memberships { id } } }", json!({})).await;
            writers.push(journey::text(&me["viewer"]["memberships"][0]["id"]));
        }
        for number in 0..12 {
            let (_, order) = journey::placed_order(&house, "atlas", &client).await;
            if number < 8 {
                let input = json!({ "orderId": order, "writerId": writers[number % 2] });
                editor.done(journey::ASSIGN, json!({ "input": input })).await;
            }
        }
        let one = page(&house, &client, ORDERS_PAGE, 1).await;
        let twelve = page(&house, &client, ORDERS_PAGE, 12).await;
        assert!(one.len() <= twelve.len(), "{one:#?}\n{twelve:#?}");
        assert!(twelve.len() <= 6, "{twelve:#?}");
        let six = page(&house, &client, ORDERS_PAGE, 6).await;
        assert_eq!(six.len(), twelve.len(), "{six:#?}\n{twelve:#?}");
    }

    async fn who_is_asking_is_one_statement_that_reads_by_indexes(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let ask = client.done("{ viewer { id role } }", json!({}));
        let (answer, statements) = house.heard(ask).await;
        assert_eq!(answer["viewer"]["role"], "CLIENT", "{answer}");
        assert_eq!(statements.len(), 1, "{statements:#?}");
        let plan = plan(&house.db, &statements[0]).await;
        for whole in ["Seq Scan", "SCAN"] {
            assert!(!plan.contains(whole), "{plan}");
        }
        assert!(plan.to_lowercase().contains("index"), "{plan}");
    }

    async fn one_order_with_all_that_its_page_shows_is_one_statement_and_two_for_its_revisions(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let document = "query($id: ID!) { order(id: $id) {
            id number status price { amount } client { displayName }
            writer { displayName feedbackSummary { averageRating } }
            quote { lines { label amount { amount } } }
            deliveries { nodes { number text } }
            revisionRequests { nodes { round title items { section answer } } }
            timeline { nodes { kind actor occurredAt } }
            availableActions { action enabled } } }";
        let ask = walk.client.done(document, json!({ "id": walk.order }));
        let (answer, statements) = house.counted(ask).await;
        let order: &Value = &answer["order"];
        assert_eq!(order["deliveries"]["nodes"].as_array().map(Vec::len), Some(2), "{order}");
        assert_eq!(statements.len(), 3, "{statements:#?}");
    }

    async fn a_sign_in_looks_once_and_writes_once(db: Database) {
        let few = match db.engine {
            Engine::Postgres => 2,
            // It takes account, device, session, trail, events and security events one by one.
            Engine::Sqlite => 7,
        };
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let first = sign_in(&client, None).await;
        let device = journey::text(&first["deviceToken"]);
        for device in [Some(&*device), None] {
            let (again, statements) = house.heard(sign_in(&client, device)).await;
            let known = device.is_some_and(|device| again["deviceToken"] == device);
            assert_eq!(known, device.is_some());
            assert_eq!(statements.len(), few, "{statements:#?}");
        }
    }
}
