//! A steady stream of queries: each is sent when its time has come, whether or not the earlier ones
//! have been answered, so that a slow answer delays no question.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::http::Connection;

/// A query, by its name, in its variants.
pub struct Query {
    /// What it is called.
    pub name: &'static str,
    /// The requests, asked in turn.
    pub requests: Vec<Vec<u8>>,
}

/// How one query fared.
#[derive(Clone, Debug, Default)]
pub struct Fared {
    /// How long those took that were answered.
    pub took: Vec<Duration>,
    /// How many were refused.
    pub refused: usize,
}

/// Connections that nobody uses at the moment.
type Idle = Arc<Mutex<Vec<Connection>>>;

/// Sends `rate` queries a second, of each kind in turn, for so long. It has a thread to itself: on
/// the one of the crowd it would wait until 200 others are sent, and call that the server's time.
pub async fn stream(
    address: SocketAddr,
    queries: Arc<[Query]>,
    rate: u32,
    time: Duration,
) -> Result<Vec<Fared>> {
    let thread = move || {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(sent(address, queries, rate, time))
    };
    tokio::task::spawn_blocking(thread).await?
}

async fn sent(
    address: SocketAddr,
    queries: Arc<[Query]>,
    rate: u32,
    time: Duration,
) -> Result<Vec<Fared>> {
    let idle = Idle::default();
    let gap = Duration::from_secs(1) / rate.max(1);
    let mut tasks = JoinSet::new();
    let begun = Instant::now();
    let mut due = begun;
    let mut turn = 0;
    while due < begun + time {
        sleep_until(due).await;
        let kind = turn % queries.len();
        let variant = turn / queries.len();
        tasks.spawn(ask(
            address,
            Arc::clone(&idle),
            Arc::clone(&queries),
            (kind, variant),
        ));
        turn += 1;
        due += gap;
    }
    let mut fared = vec![Fared::default(); queries.len()];
    while let Some(done) = tasks.join_next().await {
        let (kind, took) = done??;
        if let Some(fared) = fared.get_mut(kind) {
            match took {
                Some(took) => fared.took.push(took),
                None => fared.refused += 1,
            }
        }
    }
    Ok(fared)
}

/// Asks once; nothing when it was refused.
async fn ask(
    address: SocketAddr,
    idle: Idle,
    queries: Arc<[Query]>,
    (kind, variant): (usize, usize),
) -> Result<(usize, Option<Duration>)> {
    let free = lock(&idle).pop();
    let mut connection = match free {
        Some(connection) => connection,
        None => Connection::open(address).await?,
    };
    let query = queries.get(kind);
    let requests = query.map(|query| query.requests.as_slice());
    let requests = requests.unwrap_or_default();
    let request = requests.get(variant % requests.len().max(1));
    let begun = Instant::now();
    let (status, _) = connection
        .exchange(request.map(Vec::as_slice).unwrap_or_default())
        .await?;
    let took = (status == 200).then(|| begun.elapsed());
    lock(&idle).push(connection);
    Ok((kind, took))
}

fn lock(idle: &Idle) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
