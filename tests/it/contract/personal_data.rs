//! The map of personal data is whole: every text column of every table is either declared by the
//! crate it belongs to, or known here to hold nothing about anybody.

use std::collections::BTreeSet;

use kernel::personal::Column;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use testkit::on_both;

/// What the crates declare.
const DECLARED: [&[Column]; 6] = [
    identity::PERSONAL_DATA,
    kernel::personal::PERSONAL_DATA,
    notifications::PERSONAL_DATA,
    orders::PERSONAL_DATA,
    tenancy::PERSONAL_DATA,
    writer_management::PERSONAL_DATA,
];

/// Words of the house: kinds, states, codes, names of its own parts, and secrets kept as hashes.
const WORDS: &[(&str, &str)] = &[
    ("answer_links", "token_hash"),
    ("audit_entries", "action"),
    ("catalog_items", "kind code"),
    ("change_items", "severity answer"),
    ("chores", "name last_error"),
    ("devices", "token_hash"),
    ("feature_toggles", "toggle"),
    ("feedback", "kind"),
    ("feedback_daily", "kind"),
    ("feedback_invitations", "kind"),
    ("feedback_totals", "kind"),
    ("guess_counters", "failures"),
    ("handovers", "token_hash"),
    ("idempotency_keys", "command"),
    ("impersonations", "token_hash"),
    ("installation_keys", "name secret"),
    ("login_alerts", "reasons email push in_app"),
    ("mails", "message_id sender reply_to"),
    ("member_invitation_links", "token_hash"),
    ("member_invitations", "role"),
    ("memberships", "role"),
    ("message_deliveries", "channel kind state cause"),
    ("notice_holds", "channel kind"),
    ("notice_preferences", "kind channel"),
    ("notice_settings", "digest"),
    ("notifications", "kind"),
    ("order_drafts", "spacing additional_service_ids"),
    ("order_events", "kind party from_status to_status"),
    (
        "orders",
        "number status spacing additional_service_ids currency purpose",
    ),
    ("outbox_events", "stream name trouble"),
    ("outbox_progress", "subscriber"),
    ("portfolio_samples", "status"),
    ("portfolios", "visibility"),
    ("quotes", "status inputs lines warnings currency"),
    ("recoveries", "purpose"),
    ("recovery_codes", "code_hash"),
    ("recovery_links", "token_hash"),
    ("registration_links", "token_hash"),
    ("reviews", "decision"),
    ("revision_requests", "status severity"),
    ("sample_consents", "consent"),
    ("security_events", "kind severity"),
    ("sessions", "token_hash"),
    ("sign_in_challenges", "id_hash proof"),
    ("unsubscribe_links", "token_hash kind"),
];

/// What a website says of itself and of what it sells.
const BRANDS: &[(&str, &str)] = &[
    ("acceptable_uses", "text blocked_types_of_work"),
    ("additional_services", "name"),
    ("catalog_items", "name"),
    ("price_books", "rules"),
    ("website_hosts", "host"),
    (
        "websites",
        "slug name status canonical_host locale currency time_zone policies calendar branding",
    ),
];

type Name = (String, String);

fn name(table: &str, column: &str) -> Name {
    (table.to_owned(), column.to_owned())
}

fn harmless() -> BTreeSet<Name> {
    let all = WORDS.iter().chain(BRANDS);
    all.flat_map(|(table, columns)| columns.split(' ').map(|column| name(table, column)))
        .collect()
}

/// Every column of the migrated schema that can hold a text.
async fn texts(db: &DatabaseConnection) -> BTreeSet<Name> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DatabaseBackend::Postgres => {
            "SELECT table_name::text AS t, column_name::text AS c, udt_name::text AS k
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name AS t, p.name AS c, lower(p.type) AS k
             FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
    };
    let asked = Statement::from_string(backend, sql);
    let rows = db.query_all_raw(asked).await.expect("the catalog");
    let mut found = BTreeSet::new();
    for row in rows {
        let get = |name| row.try_get::<String>("", name).expect("a name");
        let (table, kind) = (get("t"), get("k"));
        let is_ours = table != "seaql_migrations" && !table.starts_with("sqlite_");
        let names = |parts: &[&str]| parts.iter().any(|part| kind.contains(part));
        // SQLite calls what it keeps as text `uuid_text`, `date_text`, …
        let holds_text = names(&["char", "text", "json"]) && !names(&["uuid", "time", "date"]);
        if is_ours && holds_text {
            found.insert(name(&table, &get("c")));
        }
    }
    assert!(found.len() > 100, "the schema is where this test looks");
    found
}

on_both! {
    async fn no_text_is_forgotten(db: Database) {
        let declared: Vec<Name> = DECLARED
            .iter()
            .flat_map(|columns| columns.iter())
            .map(|column| name(column.table, column.column))
            .collect();
        let once: BTreeSet<Name> = declared.iter().cloned().collect();
        assert_eq!(once.len(), declared.len(), "a column is declared once");
        let harmless = harmless();
        let both: Vec<_> = once.intersection(&harmless).collect();
        assert!(both.is_empty(), "personal and harmless at once: {both:#?}");

        let texts = texts(&db.conn).await;
        let known: BTreeSet<Name> = once.union(&harmless).cloned().collect();
        let forgotten: Vec<_> = texts.difference(&known).collect();
        assert!(
            forgotten.is_empty(),
            "say in PERSONAL_DATA of its crate whose these are, or here that they are nobody's: \
             {forgotten:#?}"
        );
        let gone: Vec<_> = known.difference(&texts).collect();
        assert!(gone.is_empty(), "no such text columns any more: {gone:#?}");
    }
}

#[test]
fn a_reason_is_given_for_whatever_stays() {
    for column in DECLARED.iter().flat_map(|columns| columns.iter()) {
        if let kernel::personal::Erasure::Keep(reason) = column.erasure {
            assert!(reason.len() > 10, "{column:?}");
        }
    }
}
