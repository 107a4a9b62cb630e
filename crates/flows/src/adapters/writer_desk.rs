//! Whether a writer can take an order, asked by orders and answered by writer-management.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{MemberId, Site, Tx};
use orders::Load;
use orders::ports::{Brief, PreferredState, Refusal, Standing, Verdict, WriterDesk};
use writer_management::capacity::{Capacities, CapacityService, Job, PreferredWriter, WhyNot};
use writer_management::writer::Writers;

use super::loads::counted;

/// The desk of writer-management.
pub struct Desk {
    capacities: Arc<dyn CapacityService>,
}

impl Desk {
    /// Asks about capacities.
    pub fn new(capacities: Arc<dyn CapacityService>) -> Self {
        Self { capacities }
    }
}

#[async_trait]
impl WriterDesk for Desk {
    async fn lock_in(&self, tx: &Tx, writer: MemberId) -> anyhow::Result<bool> {
        Ok(Capacities::lock_in(tx, writer).await?)
    }

    async fn judge_in(
        &self,
        tx: &Tx,
        writer: MemberId,
        brief: &Brief,
        load: Load,
    ) -> anyhow::Result<Verdict> {
        let load = counted(load);
        let judgement = Capacities::judge_in(tx, writer, &job(brief), &load).await?;
        Ok(Verdict {
            refusals: judgement.why_not.into_iter().map(refusal).collect(),
            snapshot: judgement.snapshot,
        })
    }

    async fn rating_in(&self, tx: &Tx, writer: MemberId) -> anyhow::Result<Option<u16>> {
        let rating = Writers::rating_in(tx, writer).await?;
        Ok(rating.and_then(|hundredths| u16::try_from(hundredths).ok()))
    }

    async fn standing(
        &self,
        site: &Site,
        brief: &Brief,
        preferred: Option<MemberId>,
    ) -> anyhow::Result<Standing> {
        let prospect = self
            .capacities
            .prospect(site, &job(brief), preferred)
            .await?;
        let preferred = prospect.preferred.map(|state| match state {
            PreferredWriter::Known => PreferredState::Known,
            PreferredWriter::Away => PreferredState::Away,
            PreferredWriter::Unknown => PreferredState::Unknown,
        });
        Ok(Standing {
            preferred,
            any_eligible: prospect.any_eligible,
        })
    }
}

/// The brief in the words of writer-management.
pub(crate) fn job(brief: &Brief) -> Job {
    Job {
        order: brief.order,
        client: brief.client,
        subject: brief.subject,
        type_of_work: brief.type_of_work,
        pages: brief.effort,
        least_time: brief.least_time,
        deadline: brief.deadline,
        writer_deadline: brief.writer_deadline,
    }
}

fn refusal(reason: WhyNot) -> Refusal {
    Refusal {
        reason: reason.name().to_owned(),
        overridable: reason.is_overridable(),
        message: reason.message().to_owned(),
    }
}
