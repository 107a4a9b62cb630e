//! The limit: what somebody would write by hand who knew every question in advance. One statement
//! an operation, shared connections that are pipelined, flat rows, and JSON written as it goes.
//!
//! It does what such an endpoint has to do, within its one statement: it finds out who asks by the
//! token, shows them what is theirs, and leaves the line of the audit trail. It validates no
//! document, asks no policy and counts no cost: that and every further statement of the gateway
//! shows in the ratio.

mod asker;
mod draft;
mod json;
mod order;
mod rating;
mod writers;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use clap::Args;
use tokio::net::TcpListener;
use tokio_postgres::{Client, NoTls, Statement};
use uuid::Uuid;

/// How many connections carry all requests.
const CONNECTIONS: usize = 8;

/// Where to serve, and for whom.
#[derive(Args)]
pub struct Options {
    /// The database.
    #[arg(long)]
    database: String,
    /// The address to listen on.
    #[arg(long)]
    listen: SocketAddr,
    /// The website.
    #[arg(long)]
    website: Uuid,
    /// The client who asks, as the audit trail names them.
    #[arg(long)]
    member: Uuid,
}

/// What all requests share.
struct Limit {
    lines: Vec<Line>,
    next: AtomicUsize,
    website: Uuid,
    member: String,
}

/// One connection with its prepared statements.
struct Line {
    client: Client,
    writers: Statement,
    order: Statement,
    draft: Statement,
}

impl Line {
    async fn open(database: &str) -> Result<Self> {
        let (client, connection) = tokio_postgres::connect(database, NoTls).await?;
        tokio::spawn(connection);
        let writers = client
            .prepare(writers::STATEMENT)
            .await
            .context("writers_page")?;
        let order = client
            .prepare(order::STATEMENT)
            .await
            .context("order_page")?;
        let draft = client
            .prepare(draft::STATEMENT)
            .await
            .context("draft_save")?;
        Ok(Self {
            client,
            writers,
            order,
            draft,
        })
    }
}

impl Limit {
    #[expect(clippy::indexing_slicing, reason = "the remainder is below the length")]
    fn line(&self) -> &Line {
        &self.lines[self.next.fetch_add(1, Ordering::Relaxed) % self.lines.len()]
    }
}

/// Serves until it is ended.
pub async fn serve(options: Options) -> Result<()> {
    let mut lines = Vec::new();
    for _ in 0..CONNECTIONS {
        lines.push(Line::open(&options.database).await?);
    }
    let Options {
        website, member, ..
    } = options;
    let limit = Arc::new(Limit {
        lines,
        next: AtomicUsize::new(0),
        website,
        member: written("mem", member),
    });
    let routes = Router::new()
        .route("/writers_page", post(writers::answer))
        .route("/order_page", post(order::answer))
        .route("/draft_save", post(draft::answer))
        .with_state(limit);
    let listener = TcpListener::bind(options.listen).await?;
    axum::serve(listener, routes).await?;
    Ok(())
}

/// Any failure: the bench stops at it.
pub struct Failed(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{:#}", self.0)).into_response()
    }
}

/// The answer to a request.
fn answered(json: json::Json) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, json.done()).into_response()
}

/// The id as it is written everywhere but in the database.
fn written(prefix: &str, id: Uuid) -> String {
    let mut json = json::Json::with_room(40);
    json.id(prefix, id);
    json.done().trim_matches('"').to_owned()
}

/// The UUID of an id that is written `prefix_…`.
fn read_id(text: &str) -> Result<Uuid> {
    const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    let (_, body) = text.split_once('_').context("an id")?;
    let digit = |bits: u128, c: char| {
        let value = u128::try_from(ALPHABET.find(c)?).ok()?;
        Some((bits << 5) | value)
    };
    let bits = body.chars().try_fold(0, digit).context("an id")?;
    Ok(Uuid::from_u128(bits))
}
