//! A house with fakes for the neighbours, and the rows of theirs that ours refer to.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use kernel::{
    Actor, CatalogItemId, Failure, Id, Instant, MemberId, OrderId, Role, Site, Tx, WebsiteId,
};
use sea_orm::sea_query::{Alias, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, Value};
use testkit::{Database, Engine};
use writer_management::capacity::Capacities;
use writer_management::feedback::{Feedbacks, GiveFeedback, Kind};
use writer_management::portfolio::Portfolios;
use writer_management::ports::{
    Catalog, Engagement, Engagements, ItemKind, Load, People, Stage, WriterLoads,
};
use writer_management::writer::Writers;

/// The neighbours, as tests set them up.
#[derive(Default)]
pub struct Neighbours {
    pub orders: Mutex<HashMap<(WebsiteId, OrderId), Engagement>>,
    pub loads: Mutex<HashMap<MemberId, Load>>,
    pub items: Mutex<Vec<(WebsiteId, ItemKind, CatalogItemId)>>,
    pub names: Mutex<HashMap<MemberId, String>>,
}

#[async_trait]
impl Engagements for Neighbours {
    async fn of_in(&self, tx: &Tx, order: OrderId) -> anyhow::Result<Option<Engagement>> {
        let orders = self.orders.lock().expect("orders");
        Ok(orders.get(&(tx.actor().website(), order)).cloned())
    }

    async fn of(
        &self,
        website: WebsiteId,
        orders: &[OrderId],
    ) -> anyhow::Result<HashMap<OrderId, Engagement>> {
        let known = self.orders.lock().expect("orders");
        let find = |id: &OrderId| Some((*id, known.get(&(website, *id))?.clone()));
        Ok(orders.iter().filter_map(find).collect())
    }
}

#[async_trait]
impl WriterLoads for Neighbours {
    async fn of(
        &self,
        _: WebsiteId,
        writers: &[MemberId],
        _: Instant,
    ) -> anyhow::Result<HashMap<MemberId, Load>> {
        let loads = self.loads.lock().expect("loads");
        Ok(writers
            .iter()
            .filter_map(|id| Some((*id, loads.get(id)?.clone())))
            .collect())
    }
}

#[async_trait]
impl Catalog for Neighbours {
    async fn unknown_items(
        &self,
        website: WebsiteId,
        kind: ItemKind,
        items: &[CatalogItemId],
    ) -> anyhow::Result<Vec<CatalogItemId>> {
        let known = self.items.lock().expect("items");
        let unknown = items
            .iter()
            .filter(|item| !known.contains(&(website, kind, **item)));
        Ok(unknown.copied().collect())
    }
}

#[async_trait]
impl People for Neighbours {
    async fn names(
        &self,
        _: WebsiteId,
        members: &[MemberId],
    ) -> anyhow::Result<HashMap<MemberId, String>> {
        let names = self.names.lock().expect("names");
        Ok(members
            .iter()
            .filter_map(|id| Some((*id, names.get(id)?.clone())))
            .collect())
    }
}

/// The services over one database, and a website to work on.
pub struct House {
    pub db: Database,
    pub site: Arc<Site>,
    pub neighbours: Arc<Neighbours>,
    pub writers: Writers,
    pub capacities: Capacities,
    pub feedback: Arc<Feedbacks>,
    pub portfolios: Portfolios,
    pub statements: Arc<AtomicUsize>,
}

impl House {
    pub async fn of(db: Database) -> Self {
        let site = db.website("atlas").await;
        Self::on(db, site)
    }

    fn on(db: Database, site: Arc<Site>) -> Self {
        let neighbours = Arc::new(Neighbours::default());
        let statements = Arc::new(AtomicUsize::new(0));
        let mut conn = db.conn.clone();
        let counted = Arc::clone(&statements);
        conn.set_metric_callback(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let (orders, loads, catalog, people) = (
            neighbours.clone(),
            neighbours.clone(),
            neighbours.clone(),
            neighbours.clone(),
        );
        Self {
            writers: Writers::new(conn.clone(), db.clock(), loads.clone()),
            capacities: Capacities::new(conn.clone(), db.clock(), loads),
            feedback: Arc::new(Feedbacks::new(conn.clone(), db.clock(), orders.clone())),
            portfolios: Portfolios::new(conn, db.clock(), orders, catalog, people),
            neighbours,
            statements,
            site,
            db,
        }
    }

    /// How many statements `work` runs.
    pub async fn cost<T>(&self, work: impl Future<Output = T>) -> (T, usize) {
        let before = self.statements.load(Ordering::Relaxed);
        let done = work.await;
        (done, self.statements.load(Ordering::Relaxed) - before)
    }

    pub async fn tx(&self, actor: &Actor) -> Tx {
        Tx::begin(&self.db.conn, actor, &self.db.clock())
            .await
            .expect("a transaction")
    }

    pub async fn member(&self, role: Role) -> Actor {
        self.db.member(&self.site, role).await
    }

    /// A writer with a name, registered as identity does it.
    pub async fn writer(&self, name: &str) -> Actor {
        self.writer_on(&self.site, name).await
    }

    pub async fn writer_on(&self, site: &Arc<Site>, name: &str) -> Actor {
        let actor = self.db.member(site, Role::Writer).await;
        let tx = self.tx(&self.db.system(site)).await;
        Writers::keep_in(&tx, id(&actor), name, false)
            .await
            .expect("kept");
        tx.commit().await.expect("committed");
        actor
    }

    /// An order completed now.
    pub async fn completed(&self, client: &Actor, writer: &Actor) -> OrderId {
        let stage = Stage::Completed {
            since: self.db.now(),
        };
        self.order(client, Some(writer), None, stage).await
    }

    pub async fn order(
        &self,
        client: &Actor,
        writer: Option<&Actor>,
        editor: Option<&Actor>,
        stage: Stage,
    ) -> OrderId {
        let order = OrderId::mint(&*self.db.manual);
        let site = client.website();
        let given = vec![
            ("id", Value::from(order)),
            ("website_id", site.into()),
            ("number", order.to_string().into()),
            ("client_id", id(client).into()),
        ];
        neighbour_row(&self.db, "orders", given).await;
        let work = Engagement {
            order,
            number: Some(format!("A-{}", &order.to_string()[24..])),
            client: id(client),
            writer: writer.map(id),
            editor: editor.map(id),
            stage,
            subject: None,
            type_of_work: None,
            pages: 4,
        };
        self.neighbours
            .orders
            .lock()
            .expect("orders")
            .insert((site, order), work);
        order
    }

    pub fn change(&self, order: OrderId, change: impl FnOnce(&mut Engagement)) {
        let mut orders = self.neighbours.orders.lock().expect("orders");
        change(orders.get_mut(&(self.site.id, order)).expect("an order"));
    }

    pub async fn subject(&self) -> CatalogItemId {
        self.item(ItemKind::Subject).await
    }

    pub async fn item(&self, kind: ItemKind) -> CatalogItemId {
        let item = CatalogItemId::mint(&*self.db.manual);
        let given = vec![("id", item.into()), ("website_id", self.site.id.into())];
        neighbour_row(&self.db, "catalog_items", given).await;
        self.neighbours
            .items
            .lock()
            .expect("items")
            .push((self.site.id, kind, item));
        item
    }

    pub async fn events(&self, name: &str) -> Vec<serde_json::Value> {
        use kernel::outbox::entity;
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
        #[expect(clippy::disallowed_methods, reason = "a test looks into the outbox")]
        let select = entity::Entity::find().filter(entity::Column::Name.eq(name));
        let rows = select.all(&self.db.conn).await.expect("events");
        rows.into_iter().map(|row| row.payload).collect()
    }
}

pub fn id(actor: &Actor) -> MemberId {
    actor.member().expect("a member")
}

/// Five stars and nothing else.
pub fn rating(order: OrderId, kind: Kind, overall: i32) -> GiveFeedback {
    GiveFeedback {
        order,
        kind,
        overall,
        quality: None,
        communication: None,
        timeliness: None,
        professionalism: None,
        strengths: None,
        areas_for_improvement: None,
        comment: None,
        points: Vec::new(),
        is_public: true,
        is_anonymous: false,
        private_note: None,
        key: None,
    }
}

/// The codes of a refusal with the fields they concern.
pub fn faults<T, E: Failure>(outcome: Result<T, E>) -> Vec<(kernel::Code, String)> {
    let failure = outcome.err().expect("a refusal");
    let faults = failure.faults().expect("a refusal for people");
    faults
        .into_iter()
        .map(|fault| (fault.code, fault.field.join(".")))
        .collect()
}

/// A row of a neighbour's table: what is given, and something in every other column that must
/// have a value. Its own references are not checked; ours to it are.
async fn neighbour_row(db: &Database, table: &str, given: Vec<(&str, Value)>) {
    let conn = kernel::db::connect(&db.url, 1)
        .await
        .expect("a connection of its own");
    let unchecked = match db.engine {
        Engine::Sqlite => "PRAGMA foreign_keys = OFF",
        Engine::Postgres => "SET session_replication_role = replica",
    };
    conn.execute_unprepared(unchecked).await.expect("unchecked");
    let mut insert = Query::insert().into_table(Alias::new(table)).to_owned();
    let mut row = given;
    let needed = needed(db, &conn, table).await;
    for (name, kind) in &needed {
        if row.iter().all(|(known, _)| known != name) {
            row.push((name, filler(db, kind)));
        }
    }
    let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
    insert
        .columns(columns.into_iter().map(Alias::new))
        .values_panic(values.into_iter().map(SimpleExpr::from));
    conn.execute(&insert).await.expect("the row is written");
    conn.close().await.expect("closed");
}

async fn needed(db: &Database, conn: &DatabaseConnection, table: &str) -> Vec<(String, String)> {
    let sql = match db.engine {
        Engine::Sqlite => format!(
            "SELECT name, lower(type) AS kind FROM pragma_table_info('{table}') WHERE \"notnull\""
        ),
        Engine::Postgres => format!(
            "SELECT column_name::text AS name, data_type::text AS kind \
             FROM information_schema.columns \
             WHERE table_name = '{table}' AND is_nullable = 'NO'"
        ),
    };
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(statement).await.expect("columns");
    let text = |row: &sea_orm::QueryResult, name| row.try_get::<String>("", name).expect(name);
    rows.iter()
        .map(|row| (text(row, "name"), text(row, "kind")))
        .collect()
}

fn filler(db: &Database, kind: &str) -> Value {
    match kind {
        kind if kind.contains("uuid") => OrderId::mint(&*db.manual).into(),
        kind if kind.contains("json") => Value::Json(Some(Box::new(serde_json::json!([])))),
        kind if kind.contains("timestamp") => db.now().into(),
        kind if kind.contains("bool") => true.into(),
        kind if kind.contains("bigint") => 0_i64.into(),
        kind if kind.contains("int") => 0_i32.into(),
        _ => OrderId::mint(&*db.manual).to_string().into(),
    }
}
