//! Threads of their own for what is slow on purpose. They have the lowest priority: whoever else
//! wants a processor goes first, however many people sign in at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::{Semaphore, oneshot};

use crate::{Error, Result};

type Work = Box<dyn FnOnce() + Send>;

/// A few threads, and a short queue before them. They end when it is dropped, once what they work
/// on is done.
pub(super) struct Crew {
    /// Never holds more than the threads can take up at once.
    work: Sender<Work>,
    slots: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Crew {
    /// So many threads, before which so many may wait.
    ///
    /// # Errors
    /// When the system has no threads left.
    pub(super) fn try_new(size: usize, queue: usize) -> io::Result<Self> {
        let (work, given) = mpsc::channel();
        let given = Arc::new(Mutex::new(given));
        for number in 0..size {
            let given = Arc::clone(&given);
            let thread = thread::Builder::new().name(format!("hashing-{number}"));
            thread.spawn(move || toil(&given))?;
        }
        Ok(Self {
            work,
            slots: Arc::new(Semaphore::new(size)),
            queue: Arc::new(Semaphore::new(size.saturating_add(queue))),
        })
    }

    /// Has it done by one of the threads.
    ///
    /// # Errors
    /// [`Busy`](Error::Busy) when too many wait already.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let queue = Arc::clone(&self.queue).try_acquire_owned();
        let queue = queue.map_err(|_| Error::Busy)?;
        let waiting = Counted::now("waiting");
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        let slot = slot.map_err(|_| Error::Busy)?;
        drop(waiting);
        let (answer, answered) = oneshot::channel();
        // The place is given back when the work is done, even if nobody waits for it any more.
        let work = move || {
            let places = (queue, slot, Counted::now("working"));
            if answer.is_closed() {
                return;
            }
            let done = work();
            drop(places);
            // Whoever is gone needs no answer.
            let _ = answer.send(done);
        };
        let gone = || Error::Hashing("a thread broke off".to_owned());
        self.work.send(Box::new(work)).map_err(|_| gone())?;
        answered.await.unwrap_or_else(|_| Err(gone()))
    }
}

/// Works until the crew is dropped.
fn toil(given: &Mutex<Receiver<Work>>) {
    let_others_go_first();
    loop {
        let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        // A panic is told by its hook, and to whoever waits; the others still need the thread.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}

/// Where a thread cannot speak for itself alone, it would slow down all of the process.
fn let_others_go_first() {
    if cfg!(any(target_os = "linux", target_os = "macos", windows))
        && let Err(error) = set_current_thread_priority(ThreadPriority::Min)
    {
        tracing::debug!(?error, "passwords are hashed at the usual priority");
    }
}

/// Something that counts as being in this state until it is dropped.
struct Counted(&'static str);

impl Counted {
    const NAME: &str = "scriptorium_password_hashes";

    fn now(state: &'static str) -> Self {
        metrics::gauge!(Self::NAME, "state" => state).increment(1);
        Self(state)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        metrics::gauge!(Self::NAME, "state" => self.0).decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::time::Duration;

    use futures_util::poll;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_told_and_the_thread_works_on() {
        let crew = Crew::try_new(1, 0).expect("a crew");
        let broken = crew.run(|| -> Result<()> { panic!("it breaks") }).await;
        assert!(matches!(broken, Err(Error::Hashing(_))), "{broken:?}");
        assert_eq!(crew.run(|| Ok(42)).await.expect("it works"), 42);
    }

    #[tokio::test]
    async fn whoever_leaves_the_queue_keeps_no_place_in_it() {
        let crew = Crew::try_new(1, 1).expect("a crew");
        let (go, gate) = mpsc::channel::<()>();
        let mut first = Box::pin(crew.run(move || Ok(gate.recv().is_ok())));
        assert!(poll!(&mut first).is_pending());
        let mut second = Box::pin(crew.run(|| Ok(2)));
        assert!(poll!(&mut second).is_pending());
        assert!(matches!(crew.run(|| Ok(3)).await, Err(Error::Busy)));
        drop(second);
        let mut fourth = Box::pin(crew.run(|| Ok(4)));
        assert!(poll!(&mut fourth).is_pending(), "there is a place again");
        go.send(()).expect("the first waits");
        assert!(first.await.expect("it works"));
        assert_eq!(fourth.await.expect("it works"), 4);
    }

    #[tokio::test]
    async fn the_threads_end_with_the_crew() {
        struct Last(#[expect(dead_code, reason = "it is there to be dropped")] Sender<()>);
        thread_local! {
            static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
        }
        let crew = Crew::try_new(1, 0).expect("a crew");
        let (alive, ended) = mpsc::channel();
        let keep = move || {
            LAST.set(Some(Last(alive)));
            Ok(())
        };
        crew.run(keep).await.expect("it works");
        assert_eq!(ended.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(crew);
        let ended = ended.recv_timeout(Duration::from_mins(1));
        assert_eq!(ended, Err(mpsc::RecvTimeoutError::Disconnected));
    }

    /// How nice this thread is to others.
    #[cfg(target_os = "linux")]
    fn nice() -> i32 {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").expect("a stat");
        let (_, after_name) = stat.rsplit_once(')').expect("a name");
        let nice = after_name.split_whitespace().nth(16).expect("a nice value");
        nice.parse().expect("a number")
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_threads_let_all_others_go_first() {
        let before = nice();
        let crew = Crew::try_new(1, 0).expect("a crew");
        assert_eq!(crew.run(|| Ok(nice())).await.expect("it works"), 19);
        assert_eq!(nice(), before);
    }
}
