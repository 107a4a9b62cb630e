//! A flow at work: waited for, but not for ever, and what is noted when it fails.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use kernel::outbox::{Failed, Trouble};

/// How long a flow may take over one event: half of the lease, which is renewed before it starts.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for a flow, but not for ever; a panic in it is a failure like any other.
pub(crate) async fn guarded(
    handled: impl Future<Output = anyhow::Result<()>> + Send,
) -> anyhow::Result<()> {
    let caught = AssertUnwindSafe(handled).catch_unwind();
    match tokio::time::timeout(PATIENCE, caught).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(Unhandled::Panicked.into()),
        Err(_) => Err(Unhandled::Late.into()),
    }
}

/// A flow did not even fail.
#[derive(Debug, thiserror::Error)]
enum Unhandled {
    #[error("it panicked")]
    Panicked,
    #[error("it took longer than {} s", PATIENCE.as_secs())]
    Late,
}

/// The failure as it is noted. Of several flows that failed, the first one tells its kind.
pub(crate) fn failed(error: &anyhow::Error) -> Failed {
    Failed {
        trouble: trouble(error),
        error: format!("{error:#}"),
    }
}

/// What kind of failure it was.
fn trouble(error: &anyhow::Error) -> Trouble {
    let outside = |cause: &notifications::Error| matches!(cause, notifications::Error::NotTaken(_));
    for cause in error.chain() {
        if let Some(unhandled) = cause.downcast_ref::<Unhandled>() {
            return match unhandled {
                Unhandled::Panicked => Trouble::Broken,
                Unhandled::Late => Trouble::Slow,
            };
        }
        if cause.downcast_ref().is_some_and(outside) {
            return Trouble::Outside;
        }
        if cause.is::<serde_json::Error>() {
            return Trouble::Unreadable;
        }
    }
    Trouble::Inside
}
