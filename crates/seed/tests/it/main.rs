//! The load data set is what the house itself would have come to, on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::site::Sites;
use kernel::{Actor, Id, OrderId, RequestId, Tx, WebsiteId};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, Statement};
use seed::load::{Size, fill};
use testkit::Database;
use writer_management::feedback::{Feedbacks, SummaryService};
use writer_management::ports::{Engagement, Engagements};

const SMALL: Size = Size {
    writers: 40,
    orders: 400,
    feedback: 700,
};

async fn rows(db: &Database, sql: &str) -> Vec<JsonValue> {
    let statement = Statement::from_string(db.conn.get_database_backend(), sql.to_owned());
    let rows = JsonValue::find_by_statement(statement).all(&db.conn).await;
    rows.expect("the statement runs")
}

async fn count(db: &Database, from: &str) -> i64 {
    let sql = format!("SELECT count(*) AS n FROM {from}");
    let statement = Statement::from_string(db.conn.get_database_backend(), sql);
    let row = db
        .conn
        .query_one_raw(statement)
        .await
        .expect("the statement runs");
    row.expect("a row").try_get("", "n").expect("a count")
}

/// A rebuild asks nobody about orders.
struct Nobody;

#[async_trait]
impl Engagements for Nobody {
    async fn of_in(&self, _: &Tx, order: OrderId) -> anyhow::Result<Option<Engagement>> {
        anyhow::bail!("asked for {order}")
    }

    async fn of(
        &self,
        _: WebsiteId,
        orders: &[OrderId],
    ) -> anyhow::Result<HashMap<OrderId, Engagement>> {
        anyhow::bail!("asked for {orders:?}")
    }
}

testkit::on_both! {
    async fn the_load_data_set_has_the_wished_size(db: Database) {
        fill(&db.conn, &db.clock(), SMALL, 7).await.expect("it fills");
        assert_eq!(count(&db, "writers").await, 40);
        assert_eq!(count(&db, "orders").await, 400);
        assert_eq!(count(&db, "feedback").await, 700);
        assert_eq!(count(&db, "accounts WHERE password_hash IS NOT NULL").await, 5);
        let few = "(SELECT writer_id FROM portfolio_samples WHERE status = 'published'
            GROUP BY writer_id HAVING count(*) >= 3) x";
        assert_eq!(count(&db, few).await, 40);
        // Some are still on their way.
        let states = "(SELECT DISTINCT status FROM orders) x";
        assert!(count(&db, states).await >= 3);
    }

    async fn a_rebuild_finds_nothing_to_correct(db: Database) {
        fill(&db.conn, &db.clock(), SMALL, 7).await.expect("it fills");
        let sums = [
            "SELECT * FROM feedback_totals ORDER BY member_id, kind",
            "SELECT * FROM feedback_daily ORDER BY member_id, kind, day",
            "SELECT member_id, completed_orders, on_time_orders, rating_count, rating_sum,
                rating_key FROM writers ORDER BY member_id",
        ];
        let mut before = Vec::new();
        for sql in sums {
            before.push(rows(&db, sql).await);
        }
        assert!(before.iter().all(|rows| !rows.is_empty()));
        let websites = tenancy::Websites::new(db.conn.clone(), db.clock());
        let site = websites.site_of_slug("atlas").await.expect("websites").expect("atlas");
        let house = Actor::system("test", site, RequestId::mint(&*db.manual));
        let feedbacks = Feedbacks::new(db.conn.clone(), db.clock(), Arc::new(Nobody));
        feedbacks.rebuild(&house).await.expect("it rebuilds");
        for (sql, before) in sums.into_iter().zip(before) {
            assert_eq!(rows(&db, sql).await, before, "{sql}");
        }
    }

    async fn nobody_has_more_than_they_can_take(db: Database) {
        fill(&db.conn, &db.clock(), SMALL, 7).await.expect("it fills");
        let running = "status IN
            ('in_progress', 'in_review', 'revision_requested', 'revision_in_progress')";
        assert!(count(&db, &format!("orders WHERE {running}")).await > 0);
        let over = format!("(SELECT o.writer_id FROM orders o
            LEFT JOIN writer_capacities c ON c.writer_id = o.writer_id WHERE {running}
            GROUP BY o.writer_id, c.max_active_orders
            HAVING count(*) > coalesce(c.max_active_orders, 5)) x");
        assert_eq!(count(&db, &over).await, 0);
    }

    async fn history_ends_where_the_order_stands(db: Database) {
        fill(&db.conn, &db.clock(), SMALL, 7).await.expect("it fills");
        let astray = "orders o WHERE o.status <> (SELECT e.to_status FROM order_events e
            WHERE e.order_id = o.id ORDER BY e.at DESC, e.id DESC LIMIT 1)";
        assert_eq!(count(&db, astray).await, 0);
        let ahead = "orders WHERE updated_at < created_at OR writer_deadline >= deadline";
        assert_eq!(count(&db, ahead).await, 0);
        let unpriced = "orders o JOIN quotes q ON q.id = o.quote_id
            WHERE o.price <> q.total OR q.draft_id <> o.draft_id";
        assert_eq!(count(&db, unpriced).await, 0);
    }

    async fn a_database_that_is_not_empty_is_left_alone(db: Database) {
        fill(&db.conn, &db.clock(), SMALL, 7).await.expect("it fills");
        assert!(fill(&db.conn, &db.clock(), SMALL, 7).await.is_err());
        assert_eq!(count(&db, "orders").await, 400);
    }
}
