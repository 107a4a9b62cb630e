//! `serve`: answers until it is told to stop, and then finishes what it has begun.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::{info, warn};

use super::{demo, house};
use crate::config::Config;
use crate::http;

/// How long answers and deliveries that are under way may take after the signal: longer than any
/// request may.
const GRACE: Duration = Duration::from_secs(20);

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
    let listener = TcpListener::bind(listen).await;
    let listener = listener.with_context(|| format!("{listen} cannot be listened on"))?;
    info!(address = %listener.local_addr()?, url = %app.config.public_url, "listening");
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_stop().await;
        info!("stopping: what has begun is finished");
        stop.send_replace(true);
    });
    let work = worker.then(|| {
        let (app, stopped) = (Arc::clone(&app), stopped.clone());
        tokio::spawn(async move { app.dispatcher.run(until(stopped)).await })
    });
    let router = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let answers = axum::serve(listener, router)
        .with_graceful_shutdown(until(stopped.clone()))
        .into_future();
    let late = async {
        until(stopped).await;
        tokio::time::sleep(GRACE).await;
    };
    let all = async {
        answers.await.context("listening failed")?;
        if let Some(work) = work {
            work.await.context("the worker failed")?;
        }
        anyhow::Ok(())
    };
    tokio::select! {
        done = all => done,
        () = late => {
            warn!("what was left after {} s is given up", GRACE.as_secs());
            Ok(())
        }
    }
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that nobody can say "stop" any more: then the answer is to go on.
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn asked_to_stop() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
