//! A migrated database for each test: a copied file on SQLite, a cloned template on PostgreSQL.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kernel::{Clock, Instant};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::ManualClock;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// The production engine, at `TEST_POSTGRES_URL`.
    Postgres,
}

/// One test's own database and clock.
pub struct Database {
    /// The pool.
    pub conn: DatabaseConnection,
    /// The address, for tests that open it a second time.
    pub url: String,
    /// Which engine it is.
    pub engine: Engine,
    /// The test's time and chance; begins on a Monday noon, UTC.
    pub manual: Arc<ManualClock>,
    _folder: Option<TempDir>,
}

impl Database {
    /// The clock as services take it.
    pub fn clock(&self) -> Arc<dyn Clock> {
        let manual: Arc<ManualClock> = Arc::clone(&self.manual);
        manual
    }

    /// The present of the test.
    pub fn now(&self) -> Instant {
        self.manual.now()
    }
}

/// Runs `case` on a fresh database and removes it afterwards. A failed PostgreSQL case leaves its
/// database behind to be looked at.
pub fn run<F, Fut>(engine: Engine, case: F)
where
    F: FnOnce(Database) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let database = match engine {
            Engine::Sqlite => sqlite().await,
            Engine::Postgres => postgres().await,
        };
        let (conn, url) = (database.conn.clone(), database.url.clone());
        case(database).await;
        conn.close().await.expect("the pool closes");
        if engine == Engine::Postgres {
            let name = url.rsplit('/').next().unwrap_or_default();
            let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            admin()
                .await
                .execute_unprepared(&drop)
                .await
                .expect("the database goes");
        }
    });
}

fn database(
    conn: DatabaseConnection,
    url: String,
    engine: Engine,
    folder: Option<TempDir>,
) -> Database {
    let start = "2026-11-23T12:00:00Z".parse().expect("an instant");
    let manual = Arc::new(ManualClock::at(start, 7));
    Database {
        conn,
        url,
        engine,
        manual,
        _folder: folder,
    }
}

async fn sqlite() -> Database {
    static TEMPLATE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
    let (_, template) = TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("template.db");
            let conn = open(&sqlite_url(&file)).await;
            migration::up(&conn).await.expect("the migrations run");
            conn.close().await.expect("the pool closes");
            (folder, file)
        })
        .await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("test.db");
    std::fs::copy(template, &file).expect("the template is copied");
    let url = sqlite_url(&file);
    database(open(&url).await, url, Engine::Sqlite, Some(folder))
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

async fn postgres() -> Database {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{}", std::process::id());
            let admin = admin().await;
            for statement in [
                format!("DROP DATABASE IF EXISTS {name}"),
                format!("CREATE DATABASE {name}"),
            ] {
                admin
                    .execute_unprepared(&statement)
                    .await
                    .expect("a template is made");
            }
            let conn = open(&sibling(&name)).await;
            migration::up(&conn).await.expect("the migrations run");
            conn.close().await.expect("the pool closes");
            name
        })
        .await;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    let admin = admin().await;
    for statement in [
        format!("DROP DATABASE IF EXISTS {name}"),
        format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"),
    ] {
        admin
            .execute_unprepared(&statement)
            .await
            .expect("the template is cloned");
    }
    admin.close().await.expect("the pool closes");
    let url = sibling(&name);
    database(open(&url).await, url, Engine::Postgres, None)
}

async fn admin() -> DatabaseConnection {
    kernel::db::connect(&server(), 1)
        .await
        .expect("PostgreSQL answers")
}

async fn open(url: &str) -> DatabaseConnection {
    kernel::db::connect(url, 8)
        .await
        .expect("the database opens")
}

/// The address of another database on the same server.
fn sibling(name: &str) -> String {
    let server = server();
    let (base, _) = server
        .rsplit_once('/')
        .expect("an address with a database name");
    format!("{base}/{name}")
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no other configuration"
)]
fn server() -> String {
    std::env::var("TEST_POSTGRES_URL").expect(
        "set TEST_POSTGRES_URL, or run `cargo xtask test`, which starts a PostgreSQL by itself",
    )
}
