//! Figures for Prometheus: how much is asked, how long it takes, what waits. They name nobody, and
//! every label has few values, whatever people send.
//!
//! The parts of the house count through the crate `metrics`, which costs next to nothing while
//! nobody listens; here they are collected and shown, on an address of their own.

mod request;
mod state;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tracing::info;

use crate::app::App;

pub use request::{Kind, Request};

/// The bounds of the latency histograms, in seconds.
const LATENCIES: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0,
];

/// How often what was measured is put into its buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// The longest that the state of the house is waited for: figures without it are better than none.
const PATIENCE: Duration = Duration::from_secs(3);

struct Board {
    app: Arc<App>,
    recorder: PrometheusHandle,
}

/// Shows the figures at the configured address until `stop`; does nothing where none is configured.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    app: &Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let Some(address) = app.config.metrics else {
        return Ok(());
    };
    let listener = TcpListener::bind(address).await;
    let listener =
        listener.with_context(|| format!("{address} of METRICS cannot be listened on"))?;
    let recorder = install()?;
    info!(address = %listener.local_addr()?, "metrics are shown");
    let upkeep = recorder.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            upkeep.run_upkeep();
        }
    });
    let app = Arc::clone(app);
    let board = Router::new()
        .route("/metrics", get(show))
        .with_state(Arc::new(Board { app, recorder }));
    tokio::spawn(async move {
        let served = axum::serve(listener, board).with_graceful_shutdown(stop);
        if let Err(error) = served.await {
            tracing::error!(%error, "the metrics are not shown any more");
        }
    });
    Ok(())
}

/// Collects from now on what the house counts.
fn install() -> anyhow::Result<PrometheusHandle> {
    let latency = |name: &str| Matcher::Full(name.to_owned());
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(latency(request::SECONDS), &LATENCIES)
        .and_then(|all| all.set_buckets_for_metric(latency(request::HASH_SECONDS), &LATENCIES))
        .and_then(PrometheusBuilder::install_recorder)
        .context("the metrics cannot be collected")?;
    request::describe();
    state::describe();
    Ok(recorder)
}

async fn show(State(board): State<Arc<Board>>) -> Response {
    if tokio::time::timeout(PATIENCE, state::measure(&board.app))
        .await
        .is_err()
    {
        tracing::warn!("the state of the house was not measured in time");
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], board.recorder.render()).into_response()
}
