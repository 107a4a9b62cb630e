//! `serve`: answers until it is told to stop, and then finishes what it has begun.

use std::sync::Arc;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tracing::{info, warn};

use super::stop::Stop;
use super::{demo, house};
use crate::config::Config;
use crate::{http, metrics};

/// Serves until SIGTERM or Ctrl-C.
pub async fn serve(config: Config, with_demo: bool) -> anyhow::Result<()> {
    let (listen, worker) = (config.listen, config.worker);
    if with_demo && !listen.ip().is_loopback() {
        bail!("--demo needs a loopback address in LISTEN: the passwords of the demo are public");
    }
    let app = house(config).await?;
    if with_demo && demo::is_empty(&app).await? {
        demo::fill(&app, 1).await?;
    }
    if !worker && !kernel::db::is_postgres(&app.db) {
        warn!("WORKER is off, and on SQLite no other process does its work: nothing is delivered");
    }
    let listener = TcpListener::bind(listen).await;
    let listener = listener.with_context(|| format!("{listen} cannot be listened on"))?;
    let stop = Stop::on_signal();
    metrics::serve(&app, stop.clone().asked()).await?;
    info!(address = %listener.local_addr()?, url = %app.config.public_url, "listening");
    let work = worker.then(|| {
        let (app, stop) = (Arc::clone(&app), stop.clone());
        tokio::spawn(async move { Box::pin(app.work(|| stop.clone().asked())).await })
    });
    let ringer = (Arc::clone(&app), stop.clone());
    tokio::spawn(async move { ringer.0.ring_out(ringer.1.asked()).await });
    let answers = http::listen(app, listener, stop.clone().asked());
    let all = async {
        answers.await.context("listening failed")?;
        if let Some(work) = work {
            work.await.context("the worker failed")?;
        }
        anyhow::Ok(())
    };
    stop.or_late(all).await
}
