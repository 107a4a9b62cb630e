//! Servers that start together on an empty database migrate it once.

use kernel::db;
use sea_orm::{ConnectionTrait, Statement};
use testkit::{Engine, on_both};

/// Opens the database and brings it up to date, as a starting server does; says what was applied.
async fn start(url: String) -> Vec<String> {
    let conn = db::connect(&url, 2).await.expect("opened");
    migration::up(&conn).await.expect("migrated");
    let versions = Statement::from_string(
        conn.get_database_backend(),
        "SELECT version FROM seaql_migrations ORDER BY version",
    );
    let rows = conn.query_all_raw(versions).await.expect("read");
    let versions = rows
        .iter()
        .map(|row| row.try_get("", "version").expect("a version"));
    let versions = versions.collect();
    conn.close().await.expect("closed");
    versions
}

on_both! {
    async fn servers_that_start_together_migrate_once(db: Database) {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match db.engine {
            Engine::Sqlite => format!("sqlite://{}/new.db?mode=rwc", folder.path().display()),
            Engine::Postgres => format!("{}_new", db.url),
        };
        let name = url.rsplit('/').next().expect("a name").to_owned();
        if db.engine == Engine::Postgres {
            let create = format!("CREATE DATABASE {name}");
            db.conn.execute_unprepared(&create).await.expect("created");
        }
        let starts: Vec<_> = (0..4).map(|_| tokio::spawn(start(url.clone()))).collect();
        let mut applied = Vec::new();
        for start in starts {
            applied.push(start.await.expect("every server starts"));
        }
        assert!(!applied[0].is_empty());
        assert!(applied.iter().all(|versions| *versions == applied[0]), "{applied:?}");
        if db.engine == Engine::Postgres {
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            db.conn.execute_unprepared(&drop).await.expect("dropped");
        }
    }
}
