//! The state of the house, measured when somebody asks.

use kernel::chore;
use kernel::outbox;
use metrics::{Unit, describe_gauge, gauge};

use crate::app::App;

const DUE: &str = "scriptorium_outbox_due";
const OLDEST: &str = "scriptorium_outbox_oldest_seconds";
const PARKED: &str = "scriptorium_outbox_parked";
const CONNECTIONS: &str = "scriptorium_database_connections";
const MOST_CONNECTIONS: &str = "scriptorium_database_connections_most";
const CHORE_FAILURES: &str = "scriptorium_chore_failures";
const CHORE_LATE: &str = "scriptorium_chore_late_seconds";
const SUBSCRIBERS: &str = "scriptorium_live_subscribers";
const MEASURED: &str = "scriptorium_state_measured";

/// What is told of the figures about the state of the house.
pub(super) fn describe() {
    describe_gauge!(DUE, "Events that are due and not delivered.");
    describe_gauge!(
        OLDEST,
        Unit::Seconds,
        "For how long the oldest of them is due."
    );
    describe_gauge!(
        PARKED,
        "Events that were given up and wait for somebody to mend the cause."
    );
    describe_gauge!(CONNECTIONS, "Connections to the database, used and idle.");
    describe_gauge!(MOST_CONNECTIONS, "How many connections there may be.");
    describe_gauge!(
        CHORE_FAILURES,
        "How often a chore of the night has failed since it was done."
    );
    describe_gauge!(
        CHORE_LATE,
        Unit::Seconds,
        "For how long a chore of the night is due."
    );
    describe_gauge!(
        SUBSCRIBERS,
        "Clients that are connected to be told what changes."
    );
    describe_gauge!(
        MEASURED,
        "1 when the database told its part of these figures, 0 when not."
    );
}

/// Measures it.
pub(super) async fn measure(app: &App) {
    let pool = kernel::db::pool(&app.db);
    let used = pool.open.saturating_sub(pool.idle);
    gauge!(CONNECTIONS, "state" => "used").set(f64::from(used));
    gauge!(CONNECTIONS, "state" => "idle").set(f64::from(pool.idle));
    gauge!(MOST_CONNECTIONS).set(f64::from(pool.most));
    let present = u32::try_from(app.audience.present()).unwrap_or(u32::MAX);
    gauge!(SUBSCRIBERS).set(f64::from(present));
    gauge!(MEASURED).set(0.0);
    match ask(app).await {
        Ok(()) => gauge!(MEASURED).set(1.0),
        Err(error) => tracing::warn!(%error, "the state of the house cannot be measured"),
    }
}

async fn ask(app: &App) -> Result<(), sea_orm::DbErr> {
    let now = app.clock.now();
    let since = |at: kernel::Instant| (now - at).as_seconds_f64().max(0.0);
    let backlog = outbox::backlog(&app.db, now).await?;
    gauge!(DUE).set(whole(backlog.due));
    gauge!(OLDEST).set(backlog.oldest.map_or(0.0, since));
    gauge!(PARKED).set(whole(backlog.parked));
    for chore in chore::all(&app.db).await? {
        let name = chore.name;
        gauge!(CHORE_FAILURES, "chore" => name.clone()).set(f64::from(chore.failures));
        gauge!(CHORE_LATE, "chore" => name).set(since(chore.due_at));
    }
    Ok(())
}

/// A count as gauges take it: exact up to four thousand millions, and that for more.
fn whole(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
