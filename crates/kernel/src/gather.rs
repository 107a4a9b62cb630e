//! One statement for all who ask the same thing of the database at the same moment: a question, or
//! a save.
//!
//! Nothing is remembered: an answer is always read after its question was asked, so what was
//! revoked before is revoked. While a statement runs, further questions wait and share the next.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sea_orm::DbErr;
use tokio::sync::oneshot;

/// The most questions that share a statement.
const MOST: usize = 64;

/// What a statement says to many questions, in their order.
pub type Answers<A> = Result<Vec<Option<A>>, DbErr>;

type Ask<Q, A> = dyn Fn(Vec<Q>) -> Pin<Box<dyn Future<Output = Answers<A>> + Send>> + Send + Sync;
type Waiting<Q, A> = (Q, oneshot::Sender<Result<Option<A>, DbErr>>);

/// Gathers questions.
pub struct Gather<Q, A>(Arc<Shared<Q, A>>);

struct Shared<Q, A> {
    ask: Box<Ask<Q, A>>,
    line: Mutex<Line<Q, A>>,
}

struct Line<Q, A> {
    waiting: Vec<Waiting<Q, A>>,
    served: bool,
}

impl<Q, A> Gather<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    /// Answers questions with `ask`, one statement for at most sixty-four of them. A statement
    /// for [`padded`] questions is one of seven, which the database knows by heart.
    pub fn new<F>(ask: impl Fn(Vec<Q>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Answers<A>> + Send + 'static,
    {
        let line = Line {
            waiting: Vec::new(),
            served: false,
        };
        Self(Arc::new(Shared {
            ask: Box::new(move |questions| Box::pin(ask(questions))),
            line: Mutex::new(line),
        }))
    }

    /// The answer to `question`, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn get(&self, question: Q) -> Result<Option<A>, DbErr> {
        let (answer, answered) = oneshot::channel();
        let begins = {
            let mut line = self.0.line();
            line.waiting.push((question, answer));
            !std::mem::replace(&mut line.served, true)
        };
        if begins {
            // Not in the task of whoever came first: they may leave.
            let shared = Arc::clone(&self.0);
            tokio::spawn(serve(Serving {
                shared,
                done: false,
            }));
        }
        let gone = || DbErr::Custom("whoever asked for many was stopped".to_owned());
        answered.await.unwrap_or_else(|_| Err(gone()))
    }
}

/// One, two, four … or sixty-four of them, the last one some more times: that keeps the number of
/// different statements small.
pub fn padded<Q: Clone>(questions: &[Q]) -> Vec<Q> {
    let mut padded = questions.to_vec();
    if let Some(last) = questions.last() {
        padded.resize(questions.len().next_power_of_two(), last.clone());
    }
    padded
}

impl<Q, A> Shared<Q, A> {
    fn line(&self) -> MutexGuard<'_, Line<Q, A>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody serves the line; when they are stopped, the next question finds somebody else.
struct Serving<Q, A> {
    shared: Arc<Shared<Q, A>>,
    /// Whether nobody waited any more.
    done: bool,
}

impl<Q, A> Drop for Serving<Q, A> {
    fn drop(&mut self) {
        if !self.done {
            let mut line = self.shared.line();
            line.served = false;
            line.waiting.clear();
        }
    }
}

async fn serve<Q, A>(mut serving: Serving<Q, A>) {
    let shared = Arc::clone(&serving.shared);
    loop {
        let (questions, askers): (Vec<_>, Vec<_>) = {
            let mut line = shared.line();
            if line.waiting.is_empty() {
                // In the same breath: a question that comes now has to find nobody serving.
                line.served = false;
                serving.done = true;
                return;
            }
            let first = line.waiting.len().min(MOST);
            line.waiting.drain(..first).unzip()
        };
        // Whoever is gone needs no answer.
        match (shared.ask)(questions).await {
            Ok(answers) => {
                for (asker, answer) in askers.into_iter().zip(answers) {
                    let _ = asker.send(Ok(answer));
                }
            }
            Err(error) => {
                for asker in askers {
                    let _ = asker.send(Err(error.clone()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::Semaphore;

    use super::*;

    fn doubling(asked: &Arc<Mutex<Vec<usize>>>, door: &Arc<Semaphore>) -> Gather<u32, u32> {
        let (asked, door) = (Arc::clone(asked), Arc::clone(door));
        Gather::new(move |keys: Vec<u32>| {
            asked.lock().expect("nobody panicked").push(keys.len());
            let door = Arc::clone(&door);
            async move {
                door.acquire().await.expect("open").forget();
                let double = |key| (key % 2 == 0).then_some(2 * key);
                Ok(keys.into_iter().map(double).collect())
            }
        })
    }

    #[tokio::test]
    async fn those_who_ask_while_one_is_answered_share_the_next_statement() {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let door = Arc::new(Semaphore::new(0));
        let gather = doubling(&asked, &door);
        let first = async {
            let answer = gather.get(0).await;
            answer.expect("no failure")
        };
        let rest = async {
            // The first is on its way before anybody else asks.
            while asked.lock().expect("nobody panicked").is_empty() {
                tokio::task::yield_now().await;
            }
            let all = join_all((1..=20).map(|key| gather.get(key)));
            let opened = async {
                tokio::task::yield_now().await;
                door.add_permits(2);
            };
            futures_util::join!(all, opened).0
        };
        let (first, rest) = futures_util::join!(first, rest);
        assert_eq!(first, Some(0));
        for (key, answer) in (1..=20).zip(rest) {
            let expected = (key % 2 == 0).then_some(2 * key);
            assert_eq!(answer.expect("no failure"), expected);
        }
        assert_eq!(*asked.lock().expect("nobody panicked"), [1, 20]);
    }

    #[test]
    fn numbers_of_questions_are_few() {
        assert!(padded::<u8>(&[]).is_empty());
        assert_eq!(padded(&[1]), [1]);
        assert_eq!(padded(&[1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(padded(&[0; 33]).len(), MOST);
    }

    #[tokio::test]
    async fn a_question_is_never_answered_by_an_earlier_statement() {
        let now = Arc::new(AtomicUsize::new(0));
        let clock = Arc::clone(&now);
        let gather = Gather::new(move |keys: Vec<()>| {
            let at = clock.load(Ordering::SeqCst);
            async move { Ok(keys.into_iter().map(|()| Some(at)).collect()) }
        });
        for round in 0..100 {
            now.store(round, Ordering::SeqCst);
            assert_eq!(gather.get(()).await.expect("no failure"), Some(round));
        }
    }

    #[tokio::test]
    async fn a_failure_reaches_all_and_the_next_is_served() {
        let fails = Arc::new(AtomicUsize::new(1));
        let left = Arc::clone(&fails);
        let gather = Gather::new(move |keys: Vec<u8>| {
            let failing = left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
                .is_ok();
            async move {
                if failing {
                    return Err(DbErr::Custom("no".to_owned()));
                }
                Ok(keys.into_iter().map(Some).collect())
            }
        });
        gather.get(1).await.expect_err("it fails once");
        assert_eq!(gather.get(2).await.expect("no failure"), Some(2));
    }

    #[tokio::test]
    async fn a_panic_does_not_stop_those_who_come_later() {
        let panics = Arc::new(AtomicUsize::new(1));
        let left = Arc::clone(&panics);
        let gather = Gather::new(move |keys: Vec<u8>| {
            let panicking = left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
                .is_ok();
            async move {
                assert!(!panicking, "the statement was a bad one");
                Ok(keys.into_iter().map(Some).collect())
            }
        });
        gather.get(1).await.expect_err("it panicked");
        assert_eq!(gather.get(2).await.expect("no failure"), Some(2));
    }
}
