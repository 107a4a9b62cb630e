//! `outbox`: what was given up, and trying it again.

use clap::Subcommand;
use kernel::outbox;

use super::house;
use crate::config::Config;

/// The most parked events that are shown.
const SHOWN: u64 = 100;

/// What is to be done about the outbox.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Outbox {
    /// Shows the events that were given up, and why.
    Parked,
    /// Puts the events that were given up back, to be delivered now.
    Retry,
}

impl Outbox {
    /// Does it.
    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        let app = house(config).await?;
        match self {
            Self::Parked => {
                for event in outbox::parked(&app.db, SHOWN).await? {
                    let why = event.last_error.unwrap_or_default();
                    println!("{} {} {}: {why}", event.recorded_at, event.id, event.name);
                }
            }
            Self::Retry => {
                let events = outbox::unpark(&app.db, app.clock.now()).await?;
                println!("{events} events are delivered again.");
            }
        }
        Ok(())
    }
}
