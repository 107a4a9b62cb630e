//! Work is handed in, reviewed and accepted.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::once::{Once, once};
use kernel::site::EditingRule;
use kernel::{Actor, DeliveryId, Faults, Instant, MemberId, OrderId, Page, Slice, Tx};
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};
use serde::Serialize;
use tracing::instrument;

use super::editing::{LARGE, Risk, needs_editing};
use super::review::Decision;
use super::steps::auto_approval;
use super::timeline::{self, Kind};
use super::{Model, Status, Step, delivery, entity as order, find_locked, review};
use crate::catalog::hundredths;
use crate::ports::Completion;
use crate::revision::{self, Answers, ItemAnswer};
use crate::{Error, Orders, Result, policy};

/// Work to be handed in.
#[derive(Clone, Debug, Serialize)]
pub struct SubmitDelivery {
    /// The order.
    pub order: OrderId,
    /// The work, at most 200,000 characters.
    pub text: Option<String>,
    /// What the writer says about it, at most 2,000 characters.
    pub note: Option<String>,
    /// An answer to every item, when changes were asked for.
    pub item_answers: Vec<ItemAnswer>,
    /// The idempotency key.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

/// A review that is decided.
#[derive(Clone, Debug)]
pub struct ApproveReview {
    /// The order.
    pub order: OrderId,
    /// How good the work is, 0 to 10.
    pub quality_score: Option<i32>,
    /// What the editor says about it, for staff, at most 2,000 characters.
    pub note: Option<String>,
}

/// What handing in gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The order.
    pub order: Model,
    /// The new version.
    pub delivery: delivery::Model,
    /// The request that it answers.
    pub revision: Option<revision::Model>,
}

/// How work gets from the writer to the client.
#[async_trait]
pub trait DeliveryService: Send + Sync {
    /// The writer hands a version in.
    async fn submit(&self, actor: &Actor, command: SubmitDelivery) -> Result<Delivered>;

    /// An editor releases the version in review.
    async fn approve_review(&self, actor: &Actor, command: ApproveReview) -> Result<Model>;

    /// The client accepts the work.
    async fn approve(&self, actor: &Actor, order: OrderId) -> Result<Model>;

    /// The timer: accepts the work if this version is still the one the client has not answered.
    /// `false` when something happened meanwhile.
    async fn auto_approve(
        &self,
        actor: &Actor,
        order: OrderId,
        delivery: DeliveryId,
    ) -> Result<bool>;

    /// The deliveries among `ids` that the actor may see.
    async fn deliveries(
        &self,
        actor: &Actor,
        ids: &[DeliveryId],
    ) -> Result<HashMap<DeliveryId, delivery::Model>>;

    /// The same page of the deliveries of each order, latest first.
    async fn deliveries_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
        page: &Page,
    ) -> Result<HashMap<OrderId, Slice<delivery::Model>>>;
}

const MOST_TEXT: usize = 200_000;
const MOST_NOTE: usize = 2_000;

#[async_trait]
impl DeliveryService for Orders {
    #[instrument(name = "orders.submit", skip_all, fields(order.id = %command.order))]
    async fn submit(&self, actor: &Actor, command: SubmitDelivery) -> Result<Delivered> {
        let tx = self.begin(actor).await?;
        let id = tx.mint::<DeliveryId>();
        match once(&tx, "submitDelivery", command.key, &command, id).await? {
            Once::First => {}
            Once::Again(id) => return delivered_before(&tx, DeliveryId::from(id)).await,
            Once::Misused => return Err(Error::misused_key()),
        }
        let order = find_locked(&tx, command.order).await?;
        let permit = policy::submit(actor, &order)?;
        order.status.after(Step::Submit { to_review: true })?;
        let Some(writer) = order.writer_id else {
            return Err(Error::NoSuchOrder);
        };
        let mut faults = Faults::none();
        let text = faults.text(
            "text",
            command.text.as_deref().unwrap_or_default(),
            MOST_TEXT,
        );
        let note = faults.optional("note", command.note.as_deref(), MOST_NOTE);
        let answers = Answers::check(&tx, &order, &command.item_answers, &mut faults).await?;
        faults.or(())?;
        let due = answers.due_at().unwrap_or(order.deadline);
        let to_review = self.needs_editing(&tx, &order, due).await?;
        let new = New {
            id,
            writer,
            text,
            note,
            to_review,
        };
        let delivery = new.of(&tx, &order).await?;
        let revision = answers.give(&tx).await?;
        let from = Some(order.status);
        let auto_approval = auto_approval(&actor.site().policies, tx.now());
        let released = (!to_review).then_some(auto_approval);
        let change = order.submit(&permit, writer, id, released, tx.now())?;
        let order = change.record(&tx).await?;
        timeline::append(&tx, &order, Kind::Delivered, from).await?;
        tx.commit().await?;
        Ok(Delivered {
            order,
            delivery,
            revision,
        })
    }

    #[instrument(name = "orders.approve_review", skip_all, fields(order.id = %command.order))]
    async fn approve_review(&self, actor: &Actor, command: ApproveReview) -> Result<Model> {
        let tx = self.begin(actor).await?;
        let order = find_locked(&tx, command.order).await?;
        let permit = policy::approve_review(actor, &order)?;
        order.status.after(Step::ApproveReview)?;
        let mut faults = Faults::none();
        if let Some(score) = command.quality_score {
            faults.range("qualityScore", score, 0, 10);
        }
        let note = faults.optional("note", command.note.as_deref(), MOST_NOTE);
        faults.or(())?;
        let delivery = latest_delivery(&tx, &order).await?;
        let review = review::find_of(delivery.id).one(&*tx).await?;
        let mut row = review
            .ok_or_else(|| absent("review", order.id))?
            .into_active_model();
        row.editor_id = Set(actor.member());
        row.decision = Set(Some(Decision::Approved));
        row.quality_score = Set(command.quality_score);
        row.note = Set(note);
        row.decided_at = Set(Some(tx.now()));
        row.update(&*tx).await?;
        let id = delivery.id;
        let mut row = delivery.into_active_model();
        row.released_at = Set(Some(tx.now()));
        row.update(&*tx).await?;
        let from = Some(order.status);
        let auto_approval = auto_approval(&actor.site().policies, tx.now());
        let change = order.approve_review(&permit, id, auto_approval, tx.now())?;
        let order = change.record(&tx).await?;
        timeline::append(&tx, &order, Kind::Approved, from).await?;
        tx.commit().await?;
        Ok(order)
    }

    #[instrument(name = "orders.approve", skip_all, fields(order.id = %order))]
    async fn approve(&self, actor: &Actor, order: OrderId) -> Result<Model> {
        let tx = self.begin(actor).await?;
        let order = find_locked(&tx, order).await?;
        let order = self.complete_in(&tx, order).await?;
        tx.commit().await?;
        Ok(order)
    }

    #[instrument(name = "orders.auto_approve", skip_all, fields(order.id = %order))]
    async fn auto_approve(
        &self,
        actor: &Actor,
        order: OrderId,
        delivery: DeliveryId,
    ) -> Result<bool> {
        let tx = self.begin(actor).await?;
        let order = find_locked(&tx, order).await?;
        let _permit = policy::approve(actor, &order)?;
        if order.status != Status::Delivered || latest_delivery(&tx, &order).await?.id != delivery {
            return Ok(false);
        }
        self.complete_in(&tx, order).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn deliveries(
        &self,
        actor: &Actor,
        ids: &[DeliveryId],
    ) -> Result<HashMap<DeliveryId, delivery::Model>> {
        let named = delivery::Column::Id.is_in(ids.iter().copied());
        let rows = delivery::Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn deliveries_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
        page: &Page,
    ) -> Result<HashMap<OrderId, Slice<delivery::Model>>> {
        use delivery::Column;
        let select = delivery::Entity::visible_to(actor)
            .filter(Column::OrderId.is_in(orders.iter().copied()));
        let of = |row: &delivery::Model| row.order_id;
        Ok(page
            .fetch_each(
                select,
                Column::OrderId,
                of,
                delivery::latest_first(),
                &self.db,
            )
            .await?)
    }
}

impl Orders {
    /// Closes the locked order: its revision is accepted, its writer's record says so.
    async fn complete_in(&self, tx: &Tx, order: Model) -> Result<Model> {
        let permit = policy::approve(tx.actor(), &order)?;
        let from = Some(order.status);
        let order = order.approve(&permit, tx.now())?.record(tx).await?;
        revision::accept_in(tx, order.id).await?;
        if let Some(writer) = order.writer_id {
            let on_time = match (order.submitted_at, order.writer_deadline) {
                (Some(submitted), Some(due)) => submitted <= due,
                _ => false,
            };
            let completion = Completion {
                order: order.id,
                writer,
                on_time,
                at: tx.now(),
                subject: order.subject_id,
            };
            self.ports.record.completed_in(tx, &completion).await?;
        }
        timeline::append(tx, &order, Kind::Completed, from).await?;
        Ok(order)
    }

    /// Whether an editor looks at the delivery first. Only a rule that weighs the risk reads it.
    async fn needs_editing(&self, tx: &Tx, order: &Model, due: Instant) -> Result<bool> {
        let rule = tx.actor().site().policies.editing;
        let mut risk = Risk {
            left: due - tx.now(),
            first_order: false,
            price: order.price,
            large: hundredths(LARGE, &order.currency),
            rating: None,
        };
        if rule == EditingRule::RiskBased {
            risk.first_order = is_first(tx, order).await?;
            if let Some(writer) = order.writer_id {
                risk.rating = self.ports.desk.rating_in(tx, writer).await?;
            }
        }
        Ok(needs_editing(rule, &risk))
    }
}

/// Whether the client placed none before this one.
async fn is_first(tx: &Tx, order: &Model) -> Result<bool> {
    let (at, id) = (order::Column::CreatedAt, order::Column::Id);
    let before = Condition::any().add(at.lt(order.created_at)).add(
        Condition::all()
            .add(at.eq(order.created_at))
            .add(id.lt(order.id)),
    );
    let earlier = order::find()
        .filter(order::Column::WebsiteId.eq(order.website_id))
        .filter(order::Column::ClientId.eq(order.client_id))
        .filter(before)
        .count(&**tx)
        .await?;
    Ok(earlier == 0)
}

/// A version about to be written.
struct New {
    id: DeliveryId,
    writer: MemberId,
    text: String,
    note: Option<String>,
    to_review: bool,
}

impl New {
    /// Writes the next version of the order, and the review it has to pass.
    async fn of(self, tx: &Tx, order: &Model) -> Result<delivery::Model> {
        let row = delivery::ActiveModel {
            id: Set(self.id),
            website_id: Set(order.website_id),
            order_id: Set(order.id),
            writer_id: Set(self.writer),
            number: Set(order.delivery_count + 1),
            text: Set(self.text),
            note: Set(self.note),
            released_at: Set((!self.to_review).then_some(tx.now())),
            created_at: Set(tx.now()),
        };
        let delivery = row.insert(&**tx).await?;
        if self.to_review {
            ask_for_review(tx, &delivery).await?;
        }
        Ok(delivery)
    }
}

async fn ask_for_review(tx: &Tx, delivery: &delivery::Model) -> Result<()> {
    let row = review::ActiveModel {
        id: Set(tx.mint()),
        website_id: Set(delivery.website_id),
        order_id: Set(delivery.order_id),
        delivery_id: Set(delivery.id),
        editor_id: Set(None),
        decision: Set(None),
        quality_score: Set(None),
        note: Set(None),
        created_at: Set(tx.now()),
        decided_at: Set(None),
    };
    review::Entity::insert(row)
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

async fn latest_delivery(tx: &Tx, order: &Model) -> Result<delivery::Model> {
    let found = delivery::Entity::visible_to(tx.actor())
        .filter(delivery::Column::OrderId.eq(order.id))
        .filter(delivery::Column::Number.eq(order.delivery_count))
        .one(&**tx)
        .await?;
    found.ok_or_else(|| absent("delivery", order.id))
}

/// A row that must be there is not: the house's own failure.
fn absent(what: &str, order: OrderId) -> Error {
    Error::Store(DbErr::RecordNotFound(format!("{what} of {order}")))
}

/// The first result of a repeated command.
async fn delivered_before(tx: &Tx, id: DeliveryId) -> Result<Delivered> {
    let find = delivery::Entity::visible_to(tx.actor()).filter(delivery::Column::Id.eq(id));
    let delivery = find.one(&**tx).await?.ok_or(Error::NoSuchOrder)?;
    let order = find_locked(tx, delivery.order_id).await?;
    let revision = revision::answered_in(tx, order.id).await?;
    Ok(Delivered {
        order,
        delivery,
        revision,
    })
}
