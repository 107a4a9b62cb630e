//! An order gets its writer, under their capacity.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{
    Actor, AssignmentId, Code, Faults, Instant, MemberId, Minor, OrderId, Site, Tx, WebsiteId,
};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Select, Set};
use tracing::instrument;

use super::timeline::{self, Kind};
use super::{Status, Step, entity as order, find_locked};
use crate::catalog::price_book;
use crate::ports::{Brief, Verdict};
use crate::{Error, Loads, Orders, Result, policy, quote};

/// One assignment of an order to a writer. An order has at most one that has not ended.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_assignments")]
pub struct Model {
    /// The assignment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The order.
    pub order_id: OrderId,
    /// Who got it.
    pub writer_id: MemberId,
    /// Who decided so.
    pub assigned_by: String,
    /// Why the writer's refusals were overridden.
    #[sea_orm(column_type = "Text", nullable)]
    pub override_reason: Option<String>,
    /// How the writer stood at that moment.
    #[sea_orm(column_type = "JsonBinary")]
    pub snapshot: Json,
    /// What they get.
    pub pay: Minor,
    /// Until when.
    pub writer_deadline: Instant,
    /// When.
    pub assigned_at: Instant,
    /// When it ended, if it did.
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// An order for a writer.
#[derive(Clone, Debug)]
pub struct AssignWriter {
    /// The order.
    pub order: OrderId,
    /// Who is to write it.
    pub writer: MemberId,
    /// Why the writer's refusals do not count.
    pub override_reason: Option<String>,
}

/// How orders get their writers.
#[async_trait]
pub trait AssignmentService: Send + Sync {
    /// Gives a waiting order to a writer.
    async fn assign(&self, actor: &Actor, command: AssignWriter) -> Result<super::Model>;

    /// The order as writers are judged for it, were it given to one now: staff only.
    async fn brief(&self, actor: &Actor, order: OrderId) -> Result<Brief>;

    /// The present assignment of each order, with what was known when it was decided: staff only.
    async fn current(&self, actor: &Actor, orders: &[OrderId]) -> Result<HashMap<OrderId, Model>>;
}

#[async_trait]
impl AssignmentService for Orders {
    #[instrument(name = "orders.assign", skip_all, fields(order.id = %command.order))]
    async fn assign(&self, actor: &Actor, command: AssignWriter) -> Result<super::Model> {
        let tx = self.begin(actor).await?;
        let order = find_locked(&tx, command.order).await?;
        let permit = policy::assign(actor, &order)?;
        if let Err(wrong) = order.status.after(Step::Assign) {
            let taken = order.writer_id.is_some() && Status::RUNNING.contains(&order.status);
            return Err(if taken {
                Error::AlreadyAssigned(Box::new(order))
            } else {
                wrong
            });
        }
        let mut faults = Faults::none();
        let reason = command.override_reason.as_deref();
        let reason = faults.optional("overrideReason", reason, MOST_REASON);
        // The order is locked before the writer: the global order of locks.
        if !self.ports.desk.lock_in(&tx, command.writer).await? {
            faults.add(Code::NotFound, "writerId", "There is no such writer.");
        }
        faults.or(())?;
        let brief = brief(&*tx, actor.site(), &order, tx.now()).await?;
        let due = brief.writer_deadline;
        let verdict = self
            .judge(&tx, command.writer, &brief, reason.is_some())
            .await?;
        let row = ActiveModel {
            id: Set(tx.mint()),
            website_id: Set(order.website_id),
            order_id: Set(order.id),
            writer_id: Set(command.writer),
            assigned_by: Set(permit.holder().to_string()),
            override_reason: Set(reason.filter(|_| !verdict.refusals.is_empty())),
            snapshot: Set(verdict.snapshot),
            pay: Set(order.writer_pay),
            writer_deadline: Set(due),
            assigned_at: Set(tx.now()),
            ended_at: Set(None),
        };
        Entity::insert(row).exec_without_returning(&*tx).await?;
        let from = Some(order.status);
        let order = order
            .assign(&permit, command.writer, due, tx.now())?
            .record(&tx)
            .await?;
        timeline::append(&tx, &order, Kind::Assigned, from).await?;
        tx.commit().await?;
        Ok(order)
    }

    async fn brief(&self, actor: &Actor, order: OrderId) -> Result<Brief> {
        let found = order::Entity::visible_to(actor).filter(order::Column::Id.eq(order));
        let order = found.one(&self.db).await?.ok_or(Error::NoSuchOrder)?;
        let _permit = policy::weigh(actor)?;
        brief(&self.db, actor.site(), &order, self.clock.now()).await
    }

    async fn current(&self, actor: &Actor, orders: &[OrderId]) -> Result<HashMap<OrderId, Model>> {
        let find = Entity::visible_to(actor)
            .filter(Column::OrderId.is_in(orders.iter().copied()))
            .filter(Column::EndedAt.is_null())
            .order_by_asc(Column::AssignedAt);
        let rows = find.all(&self.db).await?;
        Ok(rows.into_iter().map(|row| (row.order_id, row)).collect())
    }
}

/// The most characters of a reason.
const MOST_REASON: usize = 1_000;

impl Entity {
    /// Assignments are for those who decide about them.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::assignments(actor))
    }
}

impl Orders {
    /// Counts what the locked writer has in hand and asks the desk. Refusals end it, unless they
    /// are all overridden.
    async fn judge(
        &self,
        tx: &Tx,
        writer: MemberId,
        brief: &Brief,
        overridden: bool,
    ) -> Result<Verdict> {
        let load = Loads::of_in(tx, writer).await?;
        let verdict = self.ports.desk.judge_in(tx, writer, brief, load).await?;
        let standing = verdict
            .refusals
            .iter()
            .filter(|one| !(overridden && one.overridable));
        let standing: Vec<_> = standing.cloned().collect();
        if standing.is_empty() {
            Ok(verdict)
        } else {
            Err(Error::Ineligible(standing))
        }
    }
}

/// The order as the desk judges it, by the rules it was priced by.
async fn brief<C: ConnectionTrait>(
    db: &C,
    site: &Site,
    order: &order::Model,
    now: Instant,
) -> Result<Brief> {
    let book = price_book::find_version(order.website_id, order.price_book_version);
    let rules = book.one(db).await?.ok_or(Error::NoPriceBook)?.rules;
    let share = site.policies.writer_deadline_share;
    let effort = order.spacing.double_spaced(order.pages);
    Ok(Brief {
        order: Some(order.id),
        client: Some(order.client_id),
        subject: Some(order.subject_id),
        type_of_work: Some(order.type_of_work_id),
        pages: order.pages,
        slides: order.slides,
        effort,
        least_time: rules.least_time(effort, order.slides),
        deadline: order.deadline,
        writer_deadline: quote::writer_deadline(share, now, order.deadline),
    })
}
