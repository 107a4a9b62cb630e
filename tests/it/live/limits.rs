//! Those who read slowly, those who come too often, and a bus that is cut off.

use std::time::Duration;

use gateway::app::App;
use kernel::live::Signal;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use testkit::{Engine, on_both};

use super::socket::{Gateway, Socket};
use super::streams::Stream;
use super::{ORDER, VIEWER, assign, placed, watch};
use crate::house::House;

/// The most connections of one session.
const OF_ONE: usize = 20;
/// The most operations of one socket.
const OPERATIONS: usize = 50;
/// Something so long that no buffer between two programs holds fifty of it.
const LONG: &str = "{ viewer { securityScore { value } } __schema { types {
    name description fields { name description args { name description } type { name kind } }
    inputFields { name description } enumValues { name description } } } }";

async fn left(app: &App, present: usize) {
    let gone = async {
        while app.audience.present() > present {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let gone = tokio::time::timeout(Duration::from_mins(1), gone).await;
    gone.expect("whoever does not read is left");
}

async fn refused(gateway: &Gateway, token: &str) -> u16 {
    let mut socket = gateway.connect(&[]).await;
    let payload = json!({ "authorization": format!("Bearer {token}"), "x-website": "atlas" });
    socket
        .say(json!({ "type": "connection_init", "payload": payload }))
        .await;
    socket.closed().await
}

on_both! {
    async fn whoever_does_not_read_is_left_and_holds_nobody_up(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let slow = house.sign_in("atlas", "client2").await;
        let mut slow = gateway.sign_in("atlas", slow.token()).await;
        let ((), asked) = house.counted(async {
            for number in 0..OPERATIONS {
                slow.subscribe(&format!("q{number}"), LONG, Value::Null).await;
            }
            // The others go on meanwhile.
            let mut other = watch(&gateway, &client, &order).await;
            assert_eq!(house.app.audience.present(), 2);
            assign(&house, &order).await;
            let shown = |data: &Value| data["orderUpdated"]["status"] == "IN_PROGRESS";
            other.until("1", shown).await;
            left(&house.app, 1).await;
        }).await;
        // What it did not read was not looked up for it either.
        let looked_up = asked.iter().filter(|sql| sql.contains("\"totp_factors\"")).count();
        assert!((1..OPERATIONS / 2).contains(&looked_up), "{looked_up} of {OPERATIONS}");
    }

    async fn a_stream_that_is_not_read_gets_less_not_more(db: Database) {
        let house = House::open(db).await;
        let (client, order) = placed(&house).await;
        let mut stream = Stream::open(&client, ORDER, json!({ "id": order })).await;
        let website = house.app.sites.site_of_slug("atlas").await.expect("sites").expect("one").id;
        let id = order.parse().expect("an id");
        for _ in 0..200 {
            let signal = Signal::Order { website, id };
            house.app.services.live.tell(signal).await.expect("it is told");
        }
        assign(&house, &order).await;
        let mut shown = 0;
        loop {
            shown += 1;
            if stream.result().await["data"]["orderUpdated"]["status"] == "IN_PROGRESS" {
                break;
            }
        }
        assert!(shown <= 3, "{shown} times the same");
        // What has happened before it reads again is not shown to whoever may not see it any more.
        let sign_out = "mutation { signOut { userErrors { code } } }";
        house.app.services.live.tell(Signal::Order { website, id }).await.expect("it is told");
        client.done(sign_out, json!({})).await;
        let result = stream.result().await;
        assert_eq!(result["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{result}");
        stream.completes().await;
    }

    async fn one_session_has_so_many_connections(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let client = house.sign_in("atlas", "client").await;
        let again = house.sign_in("atlas", "client").await;
        let mut sockets: Vec<Socket> = Vec::new();
        for _ in 0..OF_ONE {
            sockets.push(gateway.sign_in("atlas", client.token()).await);
        }
        assert_eq!(refused(&gateway, client.token()).await, 1013);
        // A stream counts like a socket.
        let stream = Stream::open(&client, VIEWER, Value::Null).await;
        assert_eq!(stream.status(), 429);
        // Another session has room of its own, and what was left is free again.
        gateway.sign_in("atlas", again.token()).await.settle().await;
        sockets.pop();
        left(&house.app, OF_ONE - 1).await;
        let mut late = gateway.sign_in("atlas", client.token()).await;
        late.settle().await;
        for socket in &mut sockets {
            socket.settle().await;
        }
        assert_eq!(refused(&gateway, client.token()).await, 1013);
    }

    async fn what_happens_while_the_bus_is_cut_off_is_seen_all_the_same(db: Database) {
        if db.engine == Engine::Sqlite {
            // There is no bus to cut.
            return;
        }
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let mut socket = watch(&gateway, &client, &order).await;
        // It hears: whatever it was told first is through.
        let me = super::signal(&client).await;
        socket.subscribe("me", VIEWER, Value::Null).await;
        socket.settle().await;
        let mut cut = 0;
        while cut == 0 {
            house.app.services.live.tell(me).await.expect("it is told");
            cut = terminate(&house).await;
        }
        assign(&house, &order).await;
        loop {
            let message = socket.hear().await;
            if message["payload"]["data"]["orderUpdated"]["status"] == "IN_PROGRESS" {
                break;
            }
        }
    }
}

/// Ends the connections that listen; how many there were.
async fn terminate(house: &House) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'";
    let conn = &house.db.conn;
    let asked = Statement::from_string(conn.get_database_backend(), sql);
    conn.query_all_raw(asked).await.expect("ended").len()
}
