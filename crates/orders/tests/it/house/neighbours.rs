//! What stands in for the domains next door.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use async_trait::async_trait;
use kernel::{Consent, MemberId, OrderId, Role, Site, Tx};
use orders::Load;
use orders::ports::{
    Brief, Completion, People, Refusal, SampleConsents, Standing, Verdict, WriterDesk, WriterRecord,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection};

/// The neighbours: capacity is counted for real, under a lock for real.
pub struct Neighbours {
    pub(super) conn: DatabaseConnection,
    /// How many orders a writer takes; one unless said otherwise.
    pub places: Mutex<HashMap<MemberId, u32>>,
    /// Who may not work at all.
    pub suspended: Mutex<HashSet<MemberId>>,
    /// Ratings in hundredths.
    pub ratings: Mutex<HashMap<MemberId, u16>>,
    /// What `standing` answers.
    pub standing: Mutex<Standing>,
    /// The briefs that were judged.
    pub briefs: Mutex<Vec<Brief>>,
    /// What counts for writers at present.
    pub completed: Mutex<Vec<Completion>>,
    /// What clients allowed.
    pub consents: Mutex<Vec<(OrderId, MemberId, Consent)>>,
}

fn member_of(site: &Site, member: MemberId) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(Alias::new("role"))
        .from(Alias::new("memberships"))
        .and_where(Expr::col(Alias::new("website_id")).eq(site.id))
        .and_where(Expr::col(Alias::new("id")).eq(member))
        .to_owned()
}

#[async_trait]
impl People for Neighbours {
    async fn role(&self, site: &Site, member: MemberId) -> anyhow::Result<Option<Role>> {
        let row = self.conn.query_one(&member_of(site, member)).await?;
        Ok(row.map(|row| row.try_get("", "role")).transpose()?)
    }
}

#[async_trait]
impl WriterDesk for Neighbours {
    async fn lock_in(&self, tx: &Tx, writer: MemberId) -> anyhow::Result<bool> {
        let mut find = member_of(tx.actor().site(), writer);
        find.and_where(Expr::col(Alias::new("role")).eq("writer"));
        Ok(tx.query_one(find.lock(LockType::Update)).await?.is_some())
    }

    async fn judge_in(
        &self,
        _tx: &Tx,
        writer: MemberId,
        brief: &Brief,
        load: Load,
    ) -> anyhow::Result<Verdict> {
        self.briefs.lock().expect("briefs").push(brief.clone());
        let places = self
            .places
            .lock()
            .expect("places")
            .get(&writer)
            .copied()
            .unwrap_or(1);
        let mut refusals = Vec::new();
        let mut refuse = |reason: &str, overridable| {
            let (reason, message) = (reason.to_owned(), "They take no more.".to_owned());
            refusals.push(Refusal {
                reason,
                overridable,
                message,
            });
        };
        if load.active >= places {
            refuse("AT_CAPACITY", true);
        }
        if self.suspended.lock().expect("suspended").contains(&writer) {
            refuse("SUSPENDED", false);
        }
        Ok(Verdict {
            refusals,
            snapshot: serde_json::json!({ "active": load.active }),
        })
    }

    async fn rating_in(&self, _tx: &Tx, writer: MemberId) -> anyhow::Result<Option<u16>> {
        Ok(self.ratings.lock().expect("ratings").get(&writer).copied())
    }

    async fn standing(
        &self,
        _site: &Site,
        _brief: &Brief,
        preferred: Option<MemberId>,
    ) -> anyhow::Result<Standing> {
        let standing = *self.standing.lock().expect("standing");
        Ok(Standing {
            preferred: preferred.and(standing.preferred),
            ..standing
        })
    }
}

#[async_trait]
impl WriterRecord for Neighbours {
    async fn completed_in(&self, _tx: &Tx, completion: &Completion) -> anyhow::Result<()> {
        self.completed.lock().expect("completed").push(*completion);
        Ok(())
    }

    async fn reopened_in(&self, _tx: &Tx, order: OrderId, writer: MemberId) -> anyhow::Result<()> {
        let mut completed = self.completed.lock().expect("completed");
        completed.retain(|one| (one.order, one.writer) != (order, writer));
        Ok(())
    }
}

#[async_trait]
impl SampleConsents for Neighbours {
    async fn grant_in(
        &self,
        _tx: &Tx,
        order: OrderId,
        client: MemberId,
        consent: Consent,
    ) -> anyhow::Result<()> {
        self.consents
            .lock()
            .expect("consents")
            .push((order, client, consent));
        Ok(())
    }
}
