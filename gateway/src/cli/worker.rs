//! `worker`: delivers events, mails and timers and does the chores of the night, apart from `serve`.

use anyhow::bail;
use tracing::info;

use super::house;
use super::stop::Stop;
use crate::config::Config;
use crate::metrics;

/// Works until SIGTERM or Ctrl-C; what is being delivered then is finished. Several may work on one
/// database: each event is one worker's at a time.
pub async fn work(config: Config) -> anyhow::Result<()> {
    if !config.database_url.starts_with("postgres") {
        bail!(
            "a worker apart needs PostgreSQL in DATABASE_URL: SQLite is one process's alone. \
             There `serve` does the work itself, as long as WORKER is on"
        );
    }
    let app = house(config).await?;
    let stop = Stop::on_signal();
    metrics::serve(&app, stop.clone().asked()).await?;
    info!("working");
    let asked = stop.clone();
    let work = async {
        let ringing = app.ring_out(asked.clone().asked());
        tokio::join!(app.work(|| asked.clone().asked()), ringing);
        anyhow::Ok(())
    };
    Box::pin(stop.or_late(work)).await
}
