//! What the rest of the house may ask about capacities.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, BlackoutId, Clock, Instant, MemberId, Site};
use sea_orm::{ColumnTrait, DatabaseConnection, QueryFilter, QueryOrder, QuerySelect};

use super::candidate::contenders;
use super::facts::{facts, facts_of};
use super::{Availability, Candidate, Facts, Job, availability, blackout, can_accept, rank};
use crate::ports::{Load, WriterLoads};
use crate::{Error, Result, policy, writer};

/// How many writers are looked at together when one that fits is wanted.
const HANDFUL: u64 = 100;

/// A writer with what they have in hand.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Ceilings and blackouts.
    pub facts: Facts,
    /// The work, counted from orders.
    pub load: Load,
}

impl Standing {
    /// What everybody may know.
    pub fn availability(&self, now: Instant) -> Availability {
        availability(&self.facts, &self.load, now)
    }

    /// The numbers behind it, for those who may see them.
    pub fn numbers(&self, actor: &Actor) -> Option<&Self> {
        policy::sees_capacity(actor, self.facts.writer.member_id).then_some(self)
    }
}

/// What a client can expect for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The preferred writer, if one was named.
    pub preferred: Option<PreferredWriter>,
    /// Whether anybody could take it now.
    pub any_eligible: bool,
}

/// How a named writer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferredWriter {
    /// A writer here who could take it.
    Known,
    /// A writer here who could not.
    Away,
    /// No writer here.
    Unknown,
}

/// What the rest of the house may ask about capacities.
#[async_trait]
pub trait CapacityService: Send + Sync {
    /// How these writers stand, as far as the asker may look them up.
    async fn standings(
        &self,
        actor: &Actor,
        members: &[MemberId],
    ) -> Result<HashMap<MemberId, Standing>>;

    /// Those of these blackouts that the asker may see: their writer's and staff.
    async fn blackouts(
        &self,
        actor: &Actor,
        ids: &[BlackoutId],
    ) -> Result<HashMap<BlackoutId, blackout::Model>>;

    /// Every writer of the website, or those among `only`, ranked for the job: those who can take
    /// it, best first, then the others with the reasons.
    async fn candidates(
        &self,
        actor: &Actor,
        job: &Job,
        only: Option<&[MemberId]>,
    ) -> Result<Vec<Candidate>>;

    /// Whether the job finds a writer, for the warnings of a quote. The answer names nobody, so
    /// anybody may ask.
    async fn prospect(
        &self,
        site: &Site,
        job: &Job,
        preferred: Option<MemberId>,
    ) -> Result<Prospect>;
}

/// Capacities in the database.
pub struct Capacities {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    loads: Arc<dyn WriterLoads>,
}

impl Capacities {
    /// Capacities over this database; `loads` counts the orders in hand.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>, loads: Arc<dyn WriterLoads>) -> Self {
        Self { db, clock, loads }
    }

    async fn loads(&self, site: &Site, found: &[Facts]) -> Result<HashMap<MemberId, Load>> {
        let members: Vec<_> = found.iter().map(|facts| facts.writer.member_id).collect();
        let loads = self.loads.of(site.id, &members, self.clock.now()).await;
        loads.map_err(Error::neighbour)
    }

    /// Looks at writers a handful at a time, the best rated first, until one can take the job.
    async fn any_eligible(&self, site: &Site, job: &Job, now: Instant) -> Result<bool> {
        let mut skipped = 0;
        loop {
            let handful: Vec<MemberId> = writer::Entity::of(site.id)
                .filter(writer::Column::Suspended.eq(false))
                .order_by_desc(writer::Column::RatingKey)
                .order_by_desc(writer::Column::MemberId)
                .select_only()
                .column(writer::Column::MemberId)
                .offset(skipped)
                .limit(HANDFUL)
                .into_tuple()
                .all(&self.db)
                .await?;
            if handful.is_empty() {
                return Ok(false);
            }
            skipped += HANDFUL;
            let select =
                writer::Entity::of(site.id).filter(writer::Column::MemberId.is_in(handful));
            let found = facts(&self.db, site, select, now).await?;
            let loads = self.loads(site, &found).await?;
            if found.iter().any(|facts| fits(facts, &loads, job, now)) {
                return Ok(true);
            }
        }
    }
}

fn fits(facts: &Facts, loads: &HashMap<MemberId, Load>, job: &Job, now: Instant) -> bool {
    let load = loads
        .get(&facts.writer.member_id)
        .cloned()
        .unwrap_or_default();
    can_accept(facts, job, &load, now).is_empty()
}

/// See [`CapacityService::standings`]: one statement here and one of the neighbour.
pub(crate) async fn standings(
    db: &DatabaseConnection,
    loads: &dyn WriterLoads,
    actor: &Actor,
    members: &[MemberId],
    now: Instant,
) -> Result<HashMap<MemberId, Standing>> {
    if members.is_empty() {
        return Ok(HashMap::new());
    }
    let loads = loads
        .of(actor.website(), members, now)
        .await
        .map_err(Error::neighbour)?;
    let found = facts_of(db, actor, members, now).await?;
    let standing = |(member, facts)| {
        let load = loads.get(&member).cloned().unwrap_or_default();
        (member, Standing { facts, load })
    };
    Ok(found.into_iter().map(standing).collect())
}

#[async_trait]
impl CapacityService for Capacities {
    async fn standings(
        &self,
        actor: &Actor,
        members: &[MemberId],
    ) -> Result<HashMap<MemberId, Standing>> {
        standings(&self.db, &*self.loads, actor, members, self.clock.now()).await
    }

    async fn blackouts(
        &self,
        actor: &Actor,
        ids: &[BlackoutId],
    ) -> Result<HashMap<BlackoutId, blackout::Model>> {
        let rows = blackout::Entity::visible_to(actor)
            .filter(blackout::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn candidates(
        &self,
        actor: &Actor,
        job: &Job,
        only: Option<&[MemberId]>,
    ) -> Result<Vec<Candidate>> {
        let _ = policy::rank_writers(actor)?;
        let site = actor.site();
        let now = self.clock.now();
        let mut select = writer::Entity::visible_to(actor);
        if let Some(only) = only {
            select = select.filter(writer::Column::MemberId.is_in(only.iter().copied()));
        }
        let found = facts(&self.db, site, select, now).await?;
        let loads = self.loads(site, &found).await?;
        let contenders = contenders(&self.db, site, found, &loads, job).await?;
        Ok(rank(contenders, job, now))
    }

    async fn prospect(
        &self,
        site: &Site,
        job: &Job,
        preferred: Option<MemberId>,
    ) -> Result<Prospect> {
        let now = self.clock.now();
        let mut answer = None;
        if let Some(member) = preferred {
            let select = writer::Entity::of(site.id).filter(writer::Column::MemberId.eq(member));
            let found = facts(&self.db, site, select, now).await?;
            let loads = self.loads(site, &found).await?;
            answer = Some(match found.first() {
                None => PreferredWriter::Unknown,
                Some(facts) if fits(facts, &loads, job, now) => PreferredWriter::Known,
                Some(_) => PreferredWriter::Away,
            });
        }
        let any_eligible =
            answer == Some(PreferredWriter::Known) || self.any_eligible(site, job, now).await?;
        Ok(Prospect {
            preferred: answer,
            any_eligible,
        })
    }
}
