//! Those who stay: sockets and event streams. How many there may be, when they have to leave, and
//! what they are told ([`operation`]).

pub mod operation;
pub mod pass;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::SessionId;
use tokio::sync::{Semaphore, SemaphorePermit, watch};

/// The most that stay at once: each takes some ten KiB when it watches nothing.
const EVERYBODY: usize = 5_000;
/// The most of one session; a browser has one for each window.
const OF_ONE: usize = 20;
/// Looks at once that follow something that was heard. One signal may wake a thousand watchers:
/// they share fewer connections to the database than requests do, so that those go before.
const LOOKS: usize = 4;

/// Who a guest counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guest {
    /// Somebody signed in.
    Session(SessionId),
    /// Somebody at this address.
    Stranger(Option<IpAddr>),
}

/// Those who stay.
#[derive(Clone)]
pub struct Audience(Arc<House>);

struct House {
    stopping: watch::Sender<bool>,
    present: watch::Sender<usize>,
    guests: Mutex<HashMap<Guest, usize>>,
    looks: Semaphore,
}

impl Default for Audience {
    fn default() -> Self {
        Self(Arc::new(House {
            stopping: watch::Sender::new(false),
            present: watch::Sender::new(0),
            guests: Mutex::default(),
            looks: Semaphore::new(LOOKS),
        }))
    }
}

impl Audience {
    /// A seat, unless all are taken.
    pub fn seat(&self) -> Option<Seat> {
        let mut free = false;
        self.0.present.send_modify(|present| {
            free = *present < EVERYBODY;
            *present += usize::from(free);
        });
        free.then(|| Seat {
            audience: self.clone(),
            guest: None,
        })
    }

    /// Asks everybody to leave: the house closes.
    pub fn close(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Waits until the house closes.
    pub async fn closing(&self) {
        let mut stopping = self.0.stopping.subscribe();
        // It cannot fail as long as this one holds the sender.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    }

    /// Waits until everybody has left.
    pub async fn left(&self) {
        let mut present = self.0.present.subscribe();
        let _ = present.wait_for(|present| *present == 0).await;
    }

    /// Leave to look after something that was heard.
    pub async fn looks(&self) -> Option<SemaphorePermit<'_>> {
        self.0.looks.acquire().await.ok()
    }

    /// How many are there.
    pub fn present(&self) -> usize {
        *self.0.present.borrow()
    }

    fn guests(&self) -> std::sync::MutexGuard<'_, HashMap<Guest, usize>> {
        self.0.guests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One seat, free again when it is dropped.
pub struct Seat {
    audience: Audience,
    guest: Option<Guest>,
}

impl Seat {
    /// Whose it is, as soon as that is known; `false` when they have too many already.
    pub fn taken_by(&mut self, guest: Guest) -> bool {
        let mut guests = self.audience.guests();
        let count = guests.entry(guest).or_default();
        let fits = *count < OF_ONE;
        if fits {
            *count += 1;
            self.guest = Some(guest);
        }
        fits
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(guest) = self.guest {
            let mut guests = self.audience.guests();
            let left = guests.get_mut(&guest).map_or(0, |count| {
                *count = count.saturating_sub(1);
                *count
            });
            if left == 0 {
                guests.remove(&guest);
            }
        }
        let present = &self.audience.0.present;
        present.send_modify(|present| *present = present.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_guest_has_so_many_seats_and_gives_them_back() {
        let audience = Audience::default();
        let guest = Guest::Stranger(None);
        let mut seats: Vec<_> = (0..OF_ONE)
            .map(|_| {
                let mut seat = audience.seat().expect("a seat");
                assert!(seat.taken_by(guest));
                seat
            })
            .collect();
        let mut further = audience.seat().expect("a seat");
        assert!(!further.taken_by(guest));
        seats.pop();
        assert!(further.taken_by(guest));
        assert_eq!(audience.present(), OF_ONE);
        drop((seats, further));
        audience.left().await;
        assert!(audience.guests().is_empty());
    }
}
