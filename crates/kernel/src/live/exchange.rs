//! Who listens to what in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use sea_orm::DbErr;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::{Heard, Live, Signal, Topic};

/// How many signals about one thing wait for a listener; one that is slower has missed some.
const WAITING: usize = 16;

/// The listeners of this process, by topic: a signal wakes those whom it concerns.
#[derive(Default)]
pub(super) struct Exchange(Mutex<HashMap<Topic, broadcast::Sender<Heard>>>);

impl Exchange {
    pub(super) fn tell(&self, signal: Signal) {
        if let Some(listeners) = self.topics().get(&signal.topic()) {
            // An error says that nobody listens.
            let _ = listeners.send(Heard::Signal(signal));
        }
    }

    /// Nobody knows what was said meanwhile.
    pub(super) fn missed(&self) {
        for listeners in self.topics().values() {
            let _ = listeners.send(Heard::Missed);
        }
    }

    pub(super) fn listen(self: &Arc<Self>, topic: Topic) -> Listener {
        let mut topics = self.topics();
        let listeners = topics.entry(topic);
        let listeners = listeners.or_insert_with(|| broadcast::channel(WAITING).0);
        Listener {
            topic,
            heard: listeners.subscribe(),
            exchange: Arc::clone(self),
        }
    }

    fn topics(&self) -> MutexGuard<'_, HashMap<Topic, broadcast::Sender<Heard>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who listens to one topic.
pub struct Listener {
    topic: Topic,
    heard: broadcast::Receiver<Heard>,
    exchange: Arc<Exchange>,
}

impl Listener {
    /// What it listens to.
    pub fn topic(&self) -> Topic {
        self.topic
    }

    /// The next thing that happens; safe to be given up.
    pub async fn next(&mut self) -> Heard {
        match self.heard.recv().await {
            Ok(heard) => heard,
            Err(RecvError::Lagged(_)) => Heard::Missed,
            // The exchange speaks as long as anybody listens.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }

    /// The next thing that has happened already, if there is one.
    pub fn waiting(&mut self) -> Option<Heard> {
        match self.heard.try_recv() {
            Ok(heard) => Some(heard),
            Err(TryRecvError::Lagged(_)) => Some(Heard::Missed),
            Err(TryRecvError::Empty | TryRecvError::Closed) => None,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut topics = self.exchange.topics();
        // This one still counts.
        let last = |listeners: &broadcast::Sender<Heard>| listeners.receiver_count() <= 1;
        if topics.get(&self.topic).is_some_and(last) {
            topics.remove(&self.topic);
        }
    }
}

/// The bus of a house that runs in one process.
#[derive(Default)]
pub struct Local(Arc<Exchange>);

#[async_trait]
impl Live for Local {
    fn send(&self, signal: Signal) {
        self.0.tell(signal);
    }

    async fn tell(&self, signal: Signal) -> Result<(), DbErr> {
        self.0.tell(signal);
        Ok(())
    }

    fn listen(&self, topic: Topic) -> Listener {
        self.0.listen(topic)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{AccountId, OrderId, WebsiteId};

    fn order(number: u128) -> Signal {
        Signal::Order {
            website: WebsiteId::from(Uuid::from_u128(1)),
            id: OrderId::from(Uuid::from_u128(number)),
        }
    }

    #[tokio::test]
    async fn each_hears_what_it_listens_to() {
        let live = Local::default();
        live.send(order(1));
        let mut first = live.listen(order(1).topic());
        let mut again = live.listen(order(1).topic());
        let mut other = live.listen(order(2).topic());
        live.send(order(1));
        assert_eq!(first.next().await, Heard::Signal(order(1)));
        assert_eq!(again.next().await, Heard::Signal(order(1)));
        assert_eq!((first.waiting(), other.waiting()), (None, None));
    }

    #[tokio::test]
    async fn who_is_too_slow_is_told_so_and_goes_on() {
        let live = Local::default();
        let mut slow = live.listen(order(1).topic());
        for _ in 0..=WAITING {
            live.send(order(1));
        }
        assert_eq!(slow.next().await, Heard::Missed);
        assert_eq!(slow.next().await, Heard::Signal(order(1)));
    }

    #[tokio::test]
    async fn nothing_is_kept_for_those_who_left() {
        let live = Local::default();
        let account = AccountId::from(Uuid::from_u128(1));
        let first = live.listen(Topic::Account(account));
        let second = live.listen(Topic::Account(account));
        drop(first);
        assert_eq!(live.0.topics().len(), 1);
        drop(second);
        assert!(live.0.topics().is_empty());
    }
}
