//! The migrations make what the entities read: the same tables, columns and nullability, on both
//! databases.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DatabaseBackend, ModelTrait, Schema, Statement};
use testkit::on_both;

/// Columns and whether they may be null.
type Columns = BTreeMap<String, bool>;

fn expected<M: ModelTrait>(backend: DatabaseBackend) -> (String, Columns) {
    let entity = M::Entity::default();
    let create = Schema::new(backend).create_table_from_entity(entity);
    let columns = create.get_columns().iter().map(|column| {
        let spec = column.get_column_spec();
        (
            column.get_column_name(),
            spec.nullable.unwrap_or(true) && !spec.primary_key,
        )
    });
    (
        sea_orm::EntityName::table_name(&entity).to_owned(),
        columns.collect(),
    )
}

/// Every entity of the house.
fn entities(backend: DatabaseBackend) -> BTreeMap<String, Columns> {
    macro_rules! all {
        ($($model:ty),+ $(,)?) => { [$(expected::<$model>(backend)),+].into() };
    }
    all![
        identity::account_row::Model,
        identity::answer_link_row::Model,
        identity::challenge_row::Model,
        identity::device_row::Model,
        identity::guess_row::Model,
        identity::installation_key_row::Model,
        identity::handover_row::Model,
        identity::impersonation_row::Model,
        identity::invitation_link_row::Model,
        identity::invitation_row::Model,
        identity::link_row::Model,
        identity::membership_row::Model,
        identity::recovery_code_row::Model,
        identity::recovery_link_row::Model,
        identity::recovery_row::Model,
        identity::registration_row::Model,
        identity::security_event_row::Model,
        identity::session_row::Model,
        identity::totp_row::Model,
        kernel::audit::entity::Model,
        kernel::audit::seal::entity::Model,
        kernel::chore::entity::Model,
        kernel::once::entity::Model,
        kernel::outbox::entity::Model,
        kernel::outbox::progress::Model,
        notifications::alert::day::Model,
        notifications::alert::entity::Model,
        notifications::alert::preference::Model,
        notifications::delivery::entity::Model,
        notifications::inbox::entity::Model,
        notifications::mailbox::entity::Model,
        notifications::notice::digest::Model,
        notifications::notice::hold::Model,
        notifications::preference::choice::Model,
        notifications::preference::link::Model,
        notifications::preference::settings::Model,
        notifications::push::entity::Model,
        orders::catalog::AcceptableUse,
        orders::catalog::additional_service::Model,
        orders::catalog::item::Model,
        orders::catalog::price_book::Model,
        orders::draft::Model,
        orders::order::Model,
        orders::order::assignment::Model,
        orders::order::delivery::Model,
        orders::order::number::Model,
        orders::order::review::Model,
        orders::order::timeline::Model,
        orders::quote::Model,
        orders::revision::Model,
        orders::revision::item::Model,
        tenancy::host_row::Model,
        tenancy::toggle_row::Model,
        tenancy::website_row::Model,
        writer_management::capacity::Model,
        writer_management::capacity::blackout::Model,
        writer_management::feedback::Model,
        writer_management::feedback::invitation::Model,
        writer_management::feedback::round::Model,
        writer_management::feedback::summary::daily::Model,
        writer_management::feedback::summary::totals::Model,
        writer_management::feedback::version::Model,
        writer_management::portfolio::Model,
        writer_management::portfolio::consent::Model,
        writer_management::portfolio::sample::Model,
        writer_management::writer::Model,
        writer_management::writer::completion::Model,
        writer_management::writer::subject::Model,
    ]
}

async fn found(db: &sea_orm::DatabaseConnection) -> BTreeMap<String, Columns> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DatabaseBackend::Postgres => {
            "SELECT table_name::text AS t, column_name::text AS c,
                CASE WHEN is_nullable = 'YES' THEN 1 ELSE 0 END AS n
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name AS t, p.name AS c, CASE WHEN p.\"notnull\" = 0 AND p.pk = 0 THEN 1 ELSE 0 END AS n
             FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .expect("the catalog");
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for row in rows {
        let get = |name| row.try_get::<String>("", name).expect("a name");
        let nullable: i32 = row.try_get("", "n").expect("a number");
        tables
            .entry(get("t"))
            .or_default()
            .insert(get("c"), nullable == 1);
    }
    tables.retain(|name, _| name != "seaql_migrations" && !name.starts_with("sqlite_"));
    tables
}

on_both! {
    async fn tables_are_what_the_entities_read(db: Database) {
        let expected = entities(db.conn.get_database_backend());
        let found = found(&db.conn).await;
        let names = |tables: &BTreeMap<String, Columns>| tables.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&found), names(&expected), "every table has its entity");
        for (table, columns) in &expected {
            assert_eq!(&found[table], columns, "{table}: found | expected");
        }
    }
}
