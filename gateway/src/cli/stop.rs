//! How a process that serves or works comes to its end.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::{info, warn};

/// How long answers and deliveries that are under way may take after the signal: longer than any
/// request may.
const GRACE: Duration = Duration::from_secs(20);

/// Whether the process was asked to stop. Clones hear of it alike.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for SIGTERM and Ctrl-C from now on.
    pub fn on_signal() -> Self {
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(async move {
            asked().await;
            info!("stopping: what has begun is finished");
            stop.send_replace(true);
        });
        Self(stopped)
    }

    /// Waits until the process is asked to stop.
    pub async fn asked(mut self) {
        // An error means that nobody can say "stop" any more: then the answer is to go on.
        if self.0.wait_for(|stopped| *stopped).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits for `work` to end by itself after the signal, but not for ever.
    pub async fn or_late(
        self,
        work: impl Future<Output = anyhow::Result<()>>,
    ) -> anyhow::Result<()> {
        let late = async {
            self.asked().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            done = work => done,
            () = late => {
                warn!("what was left after {} s is given up", GRACE.as_secs());
                Ok(())
            }
        }
    }
}

async fn asked() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
