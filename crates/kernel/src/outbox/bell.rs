//! Rings when a command of this process has written events, so that its dispatcher takes them up
//! at once. It carries nothing: a dispatcher that heard it finds by itself what there is to do, and
//! one in another process looks now and then.

use std::sync::LazyLock;

use tokio::sync::watch;

static BELL: LazyLock<watch::Sender<()>> = LazyLock::new(|| watch::Sender::new(()));

/// Changes whenever events were committed in this process.
pub fn bell() -> watch::Receiver<()> {
    BELL.subscribe()
}

/// Events were committed.
pub(crate) fn ring() {
    BELL.send_replace(());
}
