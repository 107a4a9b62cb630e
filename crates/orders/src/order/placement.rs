//! A draft becomes an order, once.

use async_trait::async_trait;
use kernel::once::{Once, once};
use kernel::{
    Actor, Change, Code, Consent, DraftId, Faults, Instant, OrderId, Permit, QuoteId, Toggle, Tx,
    audit,
};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Set};
use serde::Serialize;
use tracing::instrument;

use super::entity::{ActiveModel, Column, Entity};
use super::timeline::{self, Kind};
use super::{Model, Purpose, Status, number};
use crate::catalog::{AcceptableUse, acceptable_use};
use crate::draft::{self, DraftService, QuoteDraft};
use crate::quote::{self, State};
use crate::{Error, OrderEvent, Orders, Result, policy};

/// A draft to be placed.
#[derive(Clone, Debug, Serialize)]
pub struct ConvertDraft {
    /// The draft.
    pub draft: DraftId,
    /// The quote the client accepts.
    pub quote: QuoteId,
    /// The acceptable-use text the client accepts, where one is published.
    pub acceptable_use_version: Option<i32>,
    /// What the work is for, where a text is published.
    pub purpose: Option<Purpose>,
    /// What may be shown of the work.
    pub consent: Option<Consent>,
    /// The idempotency key.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

/// A placed order and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The order.
    pub order: Model,
    /// The draft, which changes no more.
    pub draft: draft::Model,
}

/// How orders come into the world.
#[async_trait]
pub trait PlacementService: Send + Sync {
    /// Makes an order of a draft by a quote that holds.
    async fn convert(&self, actor: &Actor, command: ConvertDraft) -> Result<Placed>;
}

#[async_trait]
impl PlacementService for Orders {
    #[instrument(name = "orders.convert", skip_all, fields(draft.id = %command.draft))]
    async fn convert(&self, actor: &Actor, command: ConvertDraft) -> Result<Placed> {
        match self.place(actor, &command).await {
            // What was refused is gone; the fresh quote is a command of its own.
            Err(Error::QuoteLapsed {
                faults,
                quote: None,
            }) => {
                let draft = command.draft;
                let quote = self.quote_that_holds(actor, draft).await?;
                Err(Error::QuoteLapsed {
                    faults,
                    quote: quote.map(Box::new),
                })
            }
            done => done,
        }
    }
}

impl Orders {
    async fn place(&self, actor: &Actor, command: &ConvertDraft) -> Result<Placed> {
        let tx = self.begin(actor).await?;
        actor.site().require(Toggle::OrderDrafts)?;
        let id = tx.mint::<OrderId>();
        match once(&tx, "convertOrderDraft", command.key, command, id).await? {
            Once::First => {}
            Once::Again(id) => return placed_before(&tx, command.draft, OrderId::from(id)).await,
            Once::Misused => return Err(Error::misused_key()),
        }
        let draft = draft::find_locked(&tx, command.draft).await?;
        let permit = policy::place(actor, &draft)?;
        if let Some(order) = draft.order_id {
            let order = find(&tx, order).await?;
            return Err(Error::AlreadyConverted(Box::new(order)));
        }
        let text = acceptable_use::find_current(actor.website())
            .one(&*tx)
            .await?;
        let conversion = Conversion {
            command,
            draft: &draft,
            text,
        };
        let quote = conversion.accepted_quote(&tx).await?;
        let order = conversion.order(&tx, permit, id, &quote).await?;
        let mut row = quote.into_active_model();
        row.status = Set(State::Accepted);
        row.update(&*tx).await?;
        let mut row = draft.into_active_model();
        row.order_id = Set(Some(id));
        row.converted_at = Set(Some(tx.now()));
        row.updated_at = Set(tx.now());
        let draft = row.update(&*tx).await?;
        audit::write(&tx, audit::Note::new("draft.converted", &draft.id));
        if let Some(consent) = command.consent {
            self.ports
                .consents
                .grant_in(&tx, id, order.client_id, consent)
                .await?;
        }
        tx.commit().await?;
        Ok(Placed { order, draft })
    }

    /// The quote by which the draft can be placed now: its current one, or a fresh one; nothing
    /// when the draft cannot be priced.
    async fn quote_that_holds(
        &self,
        actor: &Actor,
        draft: DraftId,
    ) -> Result<Option<quote::Model>> {
        let current = quote::entity::Entity::visible_to(actor)
            .filter(quote::Column::DraftId.eq(draft))
            .filter(quote::Column::Status.eq(State::Current))
            .filter(quote::Column::ValidUntil.gt(self.clock.now()))
            .one(&self.db)
            .await?;
        if current.is_some() {
            return Ok(current);
        }
        let fresh = QuoteDraft {
            draft,
            expected_version: None,
            key: None,
        };
        match self.quote(actor, fresh).await {
            Ok(quoted) => Ok(Some(quoted.quote)),
            Err(Error::Invalid(_) | Error::StaleDraft(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

async fn find(tx: &Tx, id: OrderId) -> Result<Model> {
    let found = Entity::visible_to(tx.actor()).filter(Column::Id.eq(id));
    found.one(&**tx).await?.ok_or(Error::NoSuchOrder)
}

/// The first result of a repeated command.
async fn placed_before(tx: &Tx, draft: DraftId, order: OrderId) -> Result<Placed> {
    let draft = draft::find_locked(tx, draft).await?;
    Ok(Placed {
        order: find(tx, order).await?,
        draft,
    })
}

/// A draft on its way to be an order.
struct Conversion<'a> {
    command: &'a ConvertDraft,
    draft: &'a draft::Model,
    /// The acceptable-use text in force, where one is published.
    text: Option<AcceptableUse>,
}

impl Conversion<'_> {
    /// The quote that the client accepts, if nothing at all is wrong.
    async fn accepted_quote(&self, tx: &Tx) -> Result<quote::Model> {
        let mut faults = self.draft.missing_fields();
        let references = self.draft.references();
        let resolved = references.resolve(tx.actor(), &**tx).await?;
        faults.extend(references.check(&resolved).under("id"));
        faults.extend(self.unacceptable_use());
        let quote = quote::entity::Entity::visible_to(tx.actor())
            .filter(quote::Column::Id.eq(self.command.quote))
            .filter(quote::Column::DraftId.eq(self.draft.id))
            .one(&**tx)
            .await?;
        let Some(quote) = quote else {
            faults.add(Code::NotFound, "quoteId", "This draft has no such quote.");
            return Err(faults.into());
        };
        let message = match quote.status(tx.now()) {
            quote::Status::Current => {
                faults.or(())?;
                return Ok(quote);
            }
            quote::Status::Expired => "This quote has expired. Look at the new one.",
            quote::Status::Superseded | quote::Status::Accepted => {
                "The draft was changed since this quote. Look at the new one."
            }
        };
        faults.add(Code::Expired, "quoteId", message);
        Err(Error::QuoteLapsed {
            faults,
            quote: None,
        })
    }

    /// What stands against placing the draft by the website's acceptable-use text.
    fn unacceptable_use(&self) -> Faults {
        let mut faults = Faults::none();
        let Some(text) = &self.text else {
            return faults;
        };
        let (path, version) = ("acceptableUseVersion", text.version);
        match self.command.acceptable_use_version {
            None => faults.add(Code::Required, path, "Accept the rules of acceptable use."),
            Some(accepted) if accepted == version => {}
            Some(accepted) if (1..version).contains(&accepted) => {
                let message = "The rules of acceptable use have changed. Accept the new ones.";
                faults.add(Code::Expired, path, message);
            }
            Some(_) => {
                let message = format!("The rules in force are version {version}.");
                faults.add(Code::Invalid, path, message);
            }
        }
        if self.command.purpose.is_none() {
            faults.add(Code::Required, "purpose", "Say what the work is for.");
        }
        let type_of_work = self.draft.type_of_work_id;
        if type_of_work.is_some_and(|id| text.blocked_types_of_work.0.contains(&id)) {
            let message = "This website does not take this kind of work.";
            faults.add(Code::Invalid, "id.typeOfWorkId", message);
        }
        faults
    }

    /// Writes the order and the first step of its history.
    async fn order(
        &self,
        tx: &Tx,
        permit: Permit<policy::Place>,
        id: OrderId,
        quote: &quote::Model,
    ) -> Result<Model> {
        let incomplete = || Error::from(self.draft.missing_fields());
        let (deadline, row) = order_of(self.draft, quote).ok_or_else(incomplete)?;
        let row = ActiveModel {
            id: Set(id),
            number: Set(number::next(tx, tx.actor().site()).await?),
            acceptable_use_version: Set(self.text.as_ref().map(|text| text.version)),
            purpose: Set(self.command.purpose),
            created_at: Set(tx.now()),
            updated_at: Set(tx.now()),
            ..row
        };
        let event = OrderEvent::Placed {
            order: id,
            client: self.draft.client_id,
            by: permit.holder(),
            at: tx.now(),
            deadline,
        };
        let order = Change::created(row, &event).record(tx).await?;
        timeline::append(tx, &order, Kind::Placed, None).await?;
        Ok(order)
    }
}

/// What the draft and its quote say about the order; nothing when something is missing.
fn order_of(draft: &draft::Model, quote: &quote::Model) -> Option<(Instant, ActiveModel)> {
    let topic = draft.topic.clone()?;
    let deadline = draft.deadline?;
    let row = ActiveModel {
        website_id: Set(draft.website_id),
        status: Set(Status::AwaitingWriter),
        client_id: Set(draft.client_id),
        writer_id: Set(None),
        editor_id: Set(None),
        draft_id: Set(draft.id),
        quote_id: Set(quote.id),
        title: Set(draft.title.clone().unwrap_or_else(|| topic.clone())),
        topic: Set(topic),
        instructions: Set(draft.instructions.clone()?),
        pages: Set(draft.pages.unwrap_or_default()),
        slides: Set(draft.slides.unwrap_or_default()),
        reference_count: Set(draft.reference_count.unwrap_or_default()),
        spacing: Set(draft.spacing.unwrap_or_default()),
        subject_id: Set(draft.subject_id?),
        type_of_work_id: Set(draft.type_of_work_id?),
        academic_level_id: Set(draft.academic_level_id?),
        english_type_id: Set(draft.english_type_id),
        formatting_style_id: Set(draft.formatting_style_id),
        additional_service_ids: Set(draft.additional_service_ids.clone()),
        preferred_writer_id: Set(draft.preferred_writer_id),
        client_notes: Set(draft.client_notes.clone()),
        tone: Set(draft.tone.clone()),
        writing_style: Set(draft.writing_style.clone()),
        formatting: Set(draft.formatting.clone()),
        referencing: Set(draft.referencing.clone()),
        currency: Set(quote.currency.clone()),
        price: Set(quote.total),
        writer_pay: Set(quote.writer_pay),
        price_book_version: Set(quote.price_book_version),
        deadline: Set(deadline),
        writer_deadline: Set(None),
        assigned_at: Set(None),
        submitted_at: Set(None),
        released_at: Set(None),
        completed_at: Set(None),
        delivery_count: Set(0),
        round_count: Set(0),
        event_count: Set(1),
        ..Default::default()
    };
    Some((deadline, row))
}
