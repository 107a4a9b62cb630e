//! What tests of every crate need: both databases, people, and a clock that stands still.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot be set up panics"
)]

mod clock;
mod database;
mod law;
mod people;
mod push;
mod smtp;

pub use clock::ManualClock;
pub use database::{Database, Engine, run};
pub use law::Askers;
pub use push::{Manner, PushServer, TakenPush};
pub use smtp::{Mood, SmtpServer, TakenMail};

/// Writes a test once and runs it on SQLite and on PostgreSQL:
/// `on_both! { async fn name(db: Database) { … } }`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: Database) $body:block)+) => {
        $(
            $(#[$meta])*
            async fn $name($db: $crate::Database) $body

            mod $name {
                #[test]
                fn sqlite() {
                    $crate::run($crate::Engine::Sqlite, super::$name);
                }

                #[test]
                fn postgres() {
                    $crate::run($crate::Engine::Postgres, super::$name);
                }
            }
        )+
    };
}
