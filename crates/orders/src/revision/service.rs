//! Asks for changes, begins with them, reads them.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::once::{Once, once};
use kernel::{
    Actor, Cursor, CursorKey, Faults, Instant, OrderId, Page, Permit, RevisionId, Slice, Sort, Tx,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};
use tracing::instrument;

use super::entity::{ActiveModel, Column, Entity, Model};
use super::request::{NewItem, RequestRevision, Valid, default_deadline, future};
use super::{Status, item};
use crate::order::{self, Step, timeline};
use crate::{Error, Orders, Result, policy};

/// A revision to be begun.
#[derive(Clone, Debug)]
pub struct StartRevision {
    /// The request.
    pub revision: RevisionId,
    /// When it will be done, if not when it is due; in the future.
    pub agreed_deadline: Option<Instant>,
}

/// A request and its order after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The request.
    pub revision: Model,
    /// The order.
    pub order: order::Model,
}

/// What the rest of the house may ask about revisions.
#[async_trait]
pub trait RevisionService: Send + Sync {
    /// The client asks for changes.
    async fn request(&self, actor: &Actor, command: RequestRevision) -> Result<Revised>;

    /// The writer begins with them.
    async fn start(&self, actor: &Actor, command: StartRevision) -> Result<Revised>;

    /// The requests among `ids` that the actor may see.
    async fn revisions(
        &self,
        actor: &Actor,
        ids: &[RevisionId],
    ) -> Result<HashMap<RevisionId, Model>>;

    /// The same page of the requests of each order, latest first.
    async fn revisions_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
        page: &Page,
    ) -> Result<HashMap<OrderId, Slice<Model>>>;

    /// The request that each order is about at present.
    async fn current_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Model>>;

    /// The items of each request that the actor may see, in their order.
    async fn items_of(
        &self,
        actor: &Actor,
        revisions: &[RevisionId],
    ) -> Result<HashMap<RevisionId, Vec<item::Model>>>;
}

#[async_trait]
impl RevisionService for Orders {
    #[instrument(name = "revisions.request", skip_all, fields(order.id = %command.order))]
    async fn request(&self, actor: &Actor, command: RequestRevision) -> Result<Revised> {
        let tx = self.begin(actor).await?;
        let id = tx.mint::<RevisionId>();
        match once(&tx, "requestRevision", command.key, &command, id).await? {
            Once::First => {}
            Once::Again(id) => return requested_before(&tx, RevisionId::from(id)).await,
            Once::Misused => return Err(Error::misused_key()),
        }
        let order = order::find_locked(&tx, command.order).await?;
        let permit = policy::request_revision(actor, &order)?;
        order.status.after(Step::RequestRevision)?;
        order.free_revision(&actor.site().policies, tx.now())?;
        let mut valid = command.check(tx.now())?;
        let copied = supersede(&tx, order.id).await?;
        valid.items.extend(copied);
        let revision = store(&tx, &permit, id, &order, &command, valid).await?;
        if order.status == order::Status::Completed
            && let Some(writer) = order.writer_id
        {
            self.ports.record.reopened_in(&tx, order.id, writer).await?;
        }
        let from = Some(order.status);
        let change = order.request_revision(&permit, &revision, tx.now())?;
        let order = change.record(&tx).await?;
        timeline::append(&tx, &order, timeline::Kind::RevisionRequested, from).await?;
        tx.commit().await?;
        Ok(Revised { revision, order })
    }

    #[instrument(name = "revisions.start", skip_all, fields(revision.id = %command.revision))]
    async fn start(&self, actor: &Actor, command: StartRevision) -> Result<Revised> {
        let tx = self.begin(actor).await?;
        let revision = find(&tx, command.revision).await?;
        // The order is locked first: every command about it meets there.
        let order = order::find_locked(&tx, revision.order_id).await?;
        let permit = policy::start_revision(actor, &order)?;
        let revision = find_locked(&tx, command.revision).await?;
        order.status.after(Step::StartRevision)?;
        let Some(writer) = order.writer_id else {
            return Err(Error::NoSuchOrder);
        };
        if revision.status != Status::Pending {
            return Err(Error::WrongStep {
                from: order.status,
                step: Step::StartRevision,
            });
        }
        let mut faults = Faults::none();
        let agreed = command
            .agreed_deadline
            .map(|due| future(&mut faults, "agreedDeadline", due, tx.now()));
        faults.or(())?;
        let due = agreed.unwrap_or_else(|| revision.due_at());
        let mut row = revision.into_active_model();
        row.status = Set(Status::InProgress);
        row.agreed_deadline = Set(Some(due));
        row.started_at = Set(Some(tx.now()));
        row.updated_at = Set(tx.now());
        let revision = row.update(&*tx).await?;
        let from = Some(order.status);
        let change = order.start_revision(&permit, writer, &revision, tx.now())?;
        let order = change.record(&tx).await?;
        timeline::append(&tx, &order, timeline::Kind::RevisionStarted, from).await?;
        tx.commit().await?;
        Ok(Revised { revision, order })
    }

    async fn revisions(
        &self,
        actor: &Actor,
        ids: &[RevisionId],
    ) -> Result<HashMap<RevisionId, Model>> {
        let named = Column::Id.is_in(ids.iter().copied());
        let rows = Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn revisions_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
        page: &Page,
    ) -> Result<HashMap<OrderId, Slice<Model>>> {
        let select =
            Entity::visible_to(actor).filter(Column::OrderId.is_in(orders.iter().copied()));
        let sort = Sort::descending(Expr::col(Column::Round), Column::Id, |row: &Model| {
            Cursor::new(CursorKey::Int(i64::from(row.round)), row.id)
        });
        let of = |row: &Model| row.order_id;
        Ok(page
            .fetch_each(select, Column::OrderId, of, sort, &self.db)
            .await?)
    }

    async fn current_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Model>> {
        let rows = Entity::visible_to(actor)
            .filter(Column::OrderId.is_in(orders.iter().copied()))
            .filter(Column::Status.is_in(Status::CURRENT))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.order_id, row)).collect())
    }

    async fn items_of(
        &self,
        actor: &Actor,
        revisions: &[RevisionId],
    ) -> Result<HashMap<RevisionId, Vec<item::Model>>> {
        let rows = item::find_of(actor.website(), revisions)
            .filter(item::Column::RevisionId.in_subquery(policy::revision_ids(actor)))
            .all(&self.db)
            .await?;
        let mut items: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            items.entry(row.revision_id).or_default().push(row);
        }
        Ok(items)
    }
}

async fn find(tx: &Tx, id: RevisionId) -> Result<Model> {
    let find = Entity::visible_to(tx.actor()).filter(Column::Id.eq(id));
    find.one(&**tx).await?.ok_or(Error::NoSuchRevision)
}

async fn find_locked(tx: &Tx, id: RevisionId) -> Result<Model> {
    let find = Entity::visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .lock_exclusive();
    find.one(&**tx).await?.ok_or(Error::NoSuchRevision)
}

/// The first result of a repeated command.
async fn requested_before(tx: &Tx, id: RevisionId) -> Result<Revised> {
    let revision = find(tx, id).await?;
    let order = order::find_locked(tx, revision.order_id).await?;
    Ok(Revised { revision, order })
}

/// The client asks again: what was handed in before did not satisfy, and what of it is unresolved
/// comes along.
async fn supersede(tx: &Tx, order: OrderId) -> Result<Vec<NewItem>> {
    let submitted = Entity::visible_to(tx.actor())
        .filter(Column::OrderId.eq(order))
        .filter(Column::Status.eq(Status::Submitted))
        .one(&**tx)
        .await?;
    let Some(revision) = submitted else {
        return Ok(Vec::new());
    };
    let items = item::find_of(revision.website_id, &[revision.id])
        .all(&**tx)
        .await?;
    let mut row = revision.into_active_model();
    row.status = Set(Status::Superseded);
    row.updated_at = Set(tx.now());
    row.update(&**tx).await?;
    let unresolved = items.into_iter().filter(item::Model::is_unresolved);
    Ok(unresolved.map(NewItem::from).collect())
}

async fn store(
    tx: &Tx,
    permit: &Permit<policy::RequestRevision>,
    id: RevisionId,
    order: &order::Model,
    command: &RequestRevision,
    valid: Valid,
) -> Result<Model> {
    let row = ActiveModel {
        id: Set(id),
        website_id: Set(order.website_id),
        order_id: Set(order.id),
        round: Set(order.round_count + 1),
        status: Set(Status::Pending),
        title: Set(valid.title),
        description: Set(valid.description),
        severity: Set(valid.severity),
        priority: Set(valid.priority),
        is_urgent: Set(command.is_urgent),
        client_notes: Set(valid.client_notes),
        requested_by: Set(permit.holder().to_string()),
        requested_deadline: Set(valid.requested_deadline),
        default_deadline: Set(default_deadline(
            tx.actor().site(),
            order,
            valid.severity,
            tx.now(),
        )),
        agreed_deadline: Set(None),
        started_at: Set(None),
        submitted_at: Set(None),
        accepted_at: Set(None),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    };
    let revision = row.insert(&**tx).await?;
    store_items(tx, &revision, valid.items).await?;
    Ok(revision)
}

async fn store_items(tx: &Tx, revision: &Model, items: Vec<NewItem>) -> Result<()> {
    let items = (1..).zip(items).map(|(position, new)| item::ActiveModel {
        id: Set(tx.mint()),
        website_id: Set(revision.website_id),
        revision_id: Set(revision.id),
        position: Set(position),
        section: Set(new.section),
        issue: Set(new.issue),
        request: Set(new.request),
        severity: Set(new.severity.unwrap_or(revision.severity)),
        quoted_passage: Set(new.quoted_passage),
        answer: Set(None),
        answer_note: Set(None),
        is_verified: Set(None),
    });
    item::Entity::insert_many(items)
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}
