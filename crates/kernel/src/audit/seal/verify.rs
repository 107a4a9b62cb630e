//! Compares the trail with its seals.

use std::fmt;

use sea_orm::{DatabaseConnection, DbErr, QueryOrder};

use super::canon::NOTHING;
use super::{entity, first_entry, next_website, press};
use crate::{Instant, WebsiteId};

/// What was found out about the whole trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many seals were looked at.
    pub seals: u64,
    /// How many lines are under them.
    pub entries: i64,
    /// What does not fit.
    pub findings: Vec<Finding>,
    /// Since when there are lines that no seal is over.
    pub open_since: Option<Instant>,
    /// The newest seal of each website: kept elsewhere, its hash proves everything before it.
    pub heads: Vec<entity::Model>,
}

/// A seal that does not fit what it was made over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The tenant.
    pub website: WebsiteId,
    /// Its number in the chain.
    pub number: i64,
    /// The stretch of time it is over.
    pub stretch: (Instant, Instant),
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It does not follow the seal before it: one was removed, or changed.
    Chain,
    /// There are fewer or more lines than were sealed.
    Number {
        /// Then.
        sealed: i64,
        /// Now.
        found: i64,
    },
    /// There are as many lines as were sealed, and they are not the same.
    Lines,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, until) = self.stretch;
        write!(
            f,
            "{}, seal {} ({from} to {until}): ",
            self.website, self.number
        )?;
        match self.what {
            What::Chain => f.write_str("it does not follow the seal before it"),
            What::Number { sealed, found } => {
                write!(f, "{sealed} lines were sealed and {found} are there")
            }
            What::Lines => f.write_str("a line or the seal was changed"),
        }
    }
}

/// Looks at every seal and every line under it.
pub async fn verify(db: &DatabaseConnection) -> Result<Verdict, DbErr> {
    look(db, false).await
}

/// Looks at the newest seal of each website alone: quick, however long the trail is.
pub async fn verify_newest(db: &DatabaseConnection) -> Result<Verdict, DbErr> {
    look(db, true).await
}

async fn look(db: &DatabaseConnection, newest: bool) -> Result<Verdict, DbErr> {
    let mut verdict = Verdict::default();
    let seals = entity::find_all()
        .order_by_asc(entity::Column::WebsiteId)
        .order_by_asc(entity::Column::Number)
        .all(db)
        .await?;
    for chain in seals.chunk_by(|one, two| one.website_id == two.website_id) {
        let Some(head) = chain.last() else { continue };
        let mut previous = None;
        for seal in chain {
            if !follows(seal, previous) {
                verdict.add(seal, What::Chain);
            }
            previous = Some(seal);
            if newest && seal.number != head.number {
                continue;
            }
            verdict.seals += 1;
            let (found, hash) = press(db, seal).await?;
            verdict.entries += found;
            if found != seal.entries {
                let sealed = seal.entries;
                verdict.add(seal, What::Number { sealed, found });
            } else if hash != seal.hash {
                verdict.add(seal, What::Lines);
            }
        }
        verdict.heads.push(head.clone());
    }
    let mut website = None;
    while let Some(next) = next_website(db, website).await? {
        let head = verdict.heads.iter().find(|head| head.website_id == next);
        let from = head.map_or(Instant::UNIX_EPOCH, |head| head.until_at);
        let open = first_entry(db, next, from).await?;
        verdict.open_since = [verdict.open_since, open].into_iter().flatten().min();
        website = Some(next);
    }
    Ok(verdict)
}

/// Whether the seal begins where the one before it ends, and was made over it.
fn follows(seal: &entity::Model, previous: Option<&entity::Model>) -> bool {
    match previous {
        None => {
            seal.number == 1 && seal.previous_hash == NOTHING && seal.from_at == Instant::UNIX_EPOCH
        }
        Some(previous) => {
            seal.number == previous.number + 1
                && seal.previous_hash == previous.hash
                && seal.from_at == previous.until_at
        }
    }
}

impl Verdict {
    fn add(&mut self, seal: &entity::Model, what: What) {
        self.findings.push(Finding {
            website: seal.website_id,
            number: seal.number,
            stretch: (seal.from_at, seal.until_at),
            what,
        });
    }
}
