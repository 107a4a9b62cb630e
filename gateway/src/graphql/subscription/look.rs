//! One look at what is watched. A subscription is not one long request but many short ones: the
//! first says what it listens to, each further one follows what was heard, with the rights that
//! the watcher has by then and loaders of its own.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::select_all;
use futures_util::stream::{self, Iter};
use kernel::NotificationId;
use kernel::live::{Heard, Listener, Live, Signal, Topic};

/// What a resolver of a subscription shows at one look.
pub type Shown<T> = Iter<std::vec::IntoIter<Option<T>>>;

/// Which look it is; clones are the same look.
#[derive(Clone)]
pub struct Look(Arc<Inner>);

struct Inner {
    /// Nothing has happened yet at the first look.
    heard: Option<Vec<Heard>>,
    ears: Mutex<Option<Ears>>,
    memory: Memory,
}

/// What a watcher of an inbox has seen of late, so that it is shown everything once: the bus may
/// say a thing twice, or that something was missed. Clones are the same memory.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<VecDeque<NotificationId>>>);

/// How many notifications are remembered: as many as are read again when some were missed.
const REMEMBERED: usize = 100;

impl Memory {
    /// Whether this one is new; it is known from now on.
    fn learn(&self, id: NotificationId) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.contains(&id) {
            return false;
        }
        if known.len() == REMEMBERED {
            known.pop_front();
        }
        known.push_back(id);
        true
    }
}

impl Look {
    /// The first one, at which nothing is shown: whoever begins to watch has just read.
    pub fn first(memory: &Memory) -> Self {
        Self::of(None, memory)
    }

    /// The one after something was heard.
    pub fn after(heard: Vec<Heard>, memory: &Memory) -> Self {
        Self::of(Some(heard), memory)
    }

    fn of(heard: Option<Vec<Heard>>, memory: &Memory) -> Self {
        let ears = Mutex::new(None);
        let memory = memory.clone();
        Self(Arc::new(Inner {
            heard,
            ears,
            memory,
        }))
    }

    /// Whether nothing has happened yet.
    pub(super) fn is_first(&self) -> bool {
        self.0.heard.is_none()
    }

    /// The signals that were heard; none when nobody knows what was missed.
    pub(super) fn signals(&self) -> Option<Vec<Signal>> {
        let heard = self.0.heard.iter().flatten();
        let signals = heard.map(|heard| match heard {
            Heard::Signal(signal) => Some(*signal),
            Heard::Missed => None,
        });
        signals.collect()
    }

    /// Whether this watcher has not seen it yet; it has from now on.
    pub(super) fn is_new(&self, id: NotificationId) -> bool {
        self.0.memory.learn(id)
    }

    /// What the resolver listens to, after the first look.
    pub fn ears(&self) -> Option<Ears> {
        let mut ears = self.0.ears.lock().unwrap_or_else(PoisonError::into_inner);
        ears.take()
    }

    /// Listens from the first look on; said before anything is read, so that nothing slips
    /// through between the two.
    pub(super) fn listen(&self, live: &dyn Live, topics: &[Topic], wants: fn(&Signal) -> bool) {
        if self.is_first() {
            let mut ears = self.0.ears.lock().unwrap_or_else(PoisonError::into_inner);
            *ears = Some(Ears::open(live, topics, wants));
        }
    }

    /// Shows the thing as it is now, however often it changed since the last look.
    pub(super) fn show<T>(&self, thing: T) -> Shown<T> {
        let now = (!self.is_first()).then_some(thing);
        show_all(now)
    }
}

/// Shows these, one after the other.
pub(super) fn show_all<T>(things: impl IntoIterator<Item = T>) -> Shown<T> {
    let things: Vec<_> = things.into_iter().map(Some).collect();
    stream::iter(things)
}

/// The listeners of one watcher.
pub struct Ears {
    listeners: Vec<Listener>,
    wants: fn(&Signal) -> bool,
}

impl Ears {
    /// Listens from now on to what is wanted of these.
    pub fn open(live: &dyn Live, topics: &[Topic], wants: fn(&Signal) -> bool) -> Self {
        let listeners = topics.iter().map(|topic| live.listen(*topic)).collect();
        Self { listeners, wants }
    }

    /// Waits until something of interest is heard; safe to be given up.
    pub async fn next(&mut self) -> Heard {
        loop {
            if self.listeners.is_empty() {
                return std::future::pending().await;
            }
            let listeners = self.listeners.iter_mut();
            let all = listeners.map(|listener| Box::pin(listener.next()));
            let (heard, _, _) = select_all(all).await;
            if interesting(self.wants, heard) {
                return heard;
            }
        }
    }

    /// What was heard up to now, beyond the last of [`next`](Self::next).
    pub fn rest(&mut self, heard: &mut Vec<Heard>) {
        for listener in &mut self.listeners {
            while let Some(more) = listener.waiting() {
                if interesting(self.wants, more) && !heard.contains(&more) {
                    heard.push(more);
                }
            }
        }
    }
}

fn interesting(wants: fn(&Signal) -> bool, heard: Heard) -> bool {
    match heard {
        Heard::Signal(signal) => wants(&signal),
        Heard::Missed => true,
    }
}

#[cfg(test)]
mod tests {
    use kernel::live::Local;
    use kernel::{AccountId, OrderId, WebsiteId};
    use uuid::Uuid;

    use super::*;

    fn id<T: From<Uuid>>(number: u128) -> T {
        T::from(Uuid::from_u128(number))
    }

    fn order(number: u128) -> Signal {
        Signal::Order {
            website: id::<WebsiteId>(1),
            id: id::<OrderId>(number),
        }
    }

    #[tokio::test]
    async fn one_look_follows_everything_of_interest_that_was_heard() {
        let live = Local::default();
        let account: AccountId = id(9);
        let topics = [Topic::Order(id(1)), Topic::Account(account)];
        let mut ears = Ears::open(&live, &topics, |signal| {
            matches!(signal, Signal::Order { .. })
        });
        live.send(Signal::SessionsEnded { account });
        for _ in 0..3 {
            live.send(order(1));
        }
        live.send(order(2));
        let mut heard = vec![ears.next().await];
        ears.rest(&mut heard);
        assert_eq!(heard, [Heard::Signal(order(1))]);
        let look = Look::after(heard, &Memory::default());
        assert_eq!(look.signals(), Some(vec![order(1)]));
    }

    #[test]
    fn nobody_knows_what_was_missed() {
        let heard = vec![Heard::Signal(order(1)), Heard::Missed];
        let look = Look::after(heard, &Memory::default());
        assert_eq!(look.signals(), None);
    }

    #[test]
    fn a_notification_is_new_once() {
        let memory = Memory::default();
        let look = Look::first(&memory);
        assert!(look.is_new(id(1)));
        let later = Look::after(Vec::new(), &memory);
        assert!(!later.is_new(id(1)));
        for number in 2..=u128::try_from(REMEMBERED).expect("a number") + 1 {
            assert!(later.is_new(id(number)));
        }
        assert!(later.is_new(id(1)), "it remembers so many");
    }
}
