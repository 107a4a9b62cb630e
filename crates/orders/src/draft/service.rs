//! Makes, saves, prices and lists drafts.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::once::{Once, once};
use kernel::{
    Actor, Change, Code, Denied, DraftId, Faults, MemberId, Page, Permit, QuoteId, Role, Slice,
    Toggle, Tx, audit,
};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use serde::Serialize;
use tracing::instrument;

use super::entity::{ActiveModel, Column, Entity, Model, ServiceIds, find_locked};
use super::{DraftFields, DraftFilter, DraftOrder, save};
use crate::quote::{self, Enquiry, Estimate, Inputs, State};
use crate::{Error, Orders, Result, policy};

/// A draft to be made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CreateDraft {
    /// For whom; staff say so, clients make their own.
    pub client: Option<MemberId>,
    /// What is known already.
    pub fields: DraftFields,
    /// The idempotency key.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

/// A save of a draft.
#[derive(Clone, Debug)]
pub struct UpdateDraft {
    /// The draft.
    pub draft: DraftId,
    /// The version that was edited.
    pub expected_version: i32,
    /// What changes.
    pub fields: DraftFields,
}

/// A draft to be priced.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteDraft {
    /// The draft.
    pub draft: DraftId,
    /// The version that is meant, if it matters.
    pub expected_version: Option<i32>,
    /// The idempotency key.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

/// A priced draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The draft.
    pub draft: Model,
    /// Its new quote.
    pub quote: quote::Model,
}

/// What the rest of the house may ask about drafts.
#[async_trait]
pub trait DraftService: Send + Sync {
    /// Makes a draft.
    async fn create(&self, actor: &Actor, command: CreateDraft) -> Result<Model>;

    /// Saves some fields of a draft.
    async fn update(&self, actor: &Actor, command: UpdateDraft) -> Result<Model>;

    /// Prices a draft and keeps the quote; the one before is superseded.
    async fn quote(&self, actor: &Actor, command: QuoteDraft) -> Result<Quoted>;

    /// The drafts among `ids` that the actor may see.
    async fn drafts(&self, actor: &Actor, ids: &[DraftId]) -> Result<HashMap<DraftId, Model>>;

    /// One page of the drafts that the actor may see.
    async fn list(
        &self,
        actor: &Actor,
        filter: &DraftFilter,
        order: DraftOrder,
        page: &Page,
    ) -> Result<Slice<Model>>;

    /// How many drafts the filter finds.
    async fn count(&self, actor: &Actor, filter: &DraftFilter) -> Result<u64>;
}

#[async_trait]
impl DraftService for Orders {
    #[instrument(name = "drafts.create", skip_all)]
    async fn create(&self, actor: &Actor, command: CreateDraft) -> Result<Model> {
        policy::known(actor)?;
        actor.site().require(Toggle::OrderDrafts)?;
        let client = self.client_of(actor, command.client).await?;
        let permit = policy::make_draft(actor, client)?;
        let fields = self.checked(actor, command.fields.clone()).await;
        let tx = self.begin(actor).await?;
        let id = tx.mint::<DraftId>();
        match once(&tx, "createOrderDraft", command.key, &command, id).await? {
            Once::First => {}
            Once::Again(id) => return find_locked(&tx, DraftId::from(id)).await,
            Once::Misused => return Err(Error::misused_key()),
        }
        let fields = fields?;
        let mut row = ActiveModel {
            id: Set(id),
            website_id: Set(actor.website()),
            client_id: Set(client),
            created_by: Set(permit.holder().to_string()),
            version: Set(1),
            additional_service_ids: Set(ServiceIds::default()),
            quote_count: Set(0),
            created_at: Set(tx.now()),
            updated_at: Set(tx.now()),
            ..Default::default()
        };
        fields.onto(&mut row);
        let draft = Change::silently_created(row, "draft.created", &id)
            .record(&tx)
            .await?;
        tx.commit().await?;
        Ok(draft)
    }

    #[instrument(name = "drafts.update", skip_all, fields(draft.id = %command.draft))]
    async fn update(&self, actor: &Actor, command: UpdateDraft) -> Result<Model> {
        policy::known(actor)?;
        actor.site().require(Toggle::OrderDrafts)?;
        let fields = self.checked(actor, command.fields).await?;
        let command = UpdateDraft { fields, ..command };
        if let Some(draft) = self.saves.save(actor, &command, &*self.clock).await {
            return Ok(draft);
        }
        let tx = self.begin(actor).await?;
        let saved = save::guarded(actor, &command, tx.now())
            .exec_with_returning(&*tx)
            .await?;
        let Some(mut draft) = saved.into_iter().next() else {
            return Err(save::refusal(find_locked(&tx, command.draft).await?));
        };
        if command.fields.concern_the_price() && draft.current_quote_id.is_some() {
            draft = without_outdated_quote(&tx, draft).await?;
        }
        audit::write(&tx, save::note(command.draft));
        tx.commit().await?;
        Ok(draft)
    }

    #[instrument(name = "drafts.quote", skip_all, fields(draft.id = %command.draft))]
    async fn quote(&self, actor: &Actor, command: QuoteDraft) -> Result<Quoted> {
        policy::known(actor)?;
        actor.site().require(Toggle::OrderDrafts)?;
        let (seen, estimate) = self.estimate_draft(actor, command.draft).await?;
        let tx = self.begin(actor).await?;
        let id = tx.mint::<QuoteId>();
        match once(&tx, "quoteOrderDraft", command.key, &command, id).await? {
            Once::First => {}
            Once::Again(id) => return quoted_before(&tx, command.draft, QuoteId::from(id)).await,
            Once::Misused => return Err(Error::misused_key()),
        }
        let draft = find_locked(&tx, command.draft).await?;
        let permit = policy::quote_draft(actor, &draft)?;
        if draft.order_id.is_some() {
            return Err(Error::DraftConverted);
        }
        if command
            .expected_version
            .is_some_and(|version| version != draft.version)
        {
            return Err(Error::StaleDraft(Box::new(draft)));
        }
        if draft.inputs() != seen {
            // Somebody saved it since it was priced: whoever asked has not seen this draft.
            return Err(Error::StaleDraft(Box::new(draft)));
        }
        let quote = keep_quote(&tx, &draft, id, permit, estimate).await?;
        let mut row = draft.into_active_model();
        row.quote_count = Set(quote.number);
        row.current_quote_id = Set(Some(quote.id));
        row.updated_at = Set(tx.now());
        let draft = row.update(&*tx).await?;
        tx.commit().await?;
        Ok(Quoted { draft, quote })
    }

    async fn drafts(&self, actor: &Actor, ids: &[DraftId]) -> Result<HashMap<DraftId, Model>> {
        let named = Column::Id.is_in(ids.iter().copied());
        let rows = Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn list(
        &self,
        actor: &Actor,
        filter: &DraftFilter,
        order: DraftOrder,
        page: &Page,
    ) -> Result<Slice<Model>> {
        policy::known(actor)?;
        let select = filter.apply(Entity::visible_to(actor), self.clock.now());
        Ok(page.fetch(select, order.sort(), &self.db).await?)
    }

    async fn count(&self, actor: &Actor, filter: &DraftFilter) -> Result<u64> {
        policy::known(actor)?;
        let select = filter.apply(Entity::visible_to(actor), self.clock.now());
        Ok(select.count(&self.db).await?)
    }
}

impl Orders {
    /// The client a new draft is for.
    async fn client_of(&self, actor: &Actor, named: Option<MemberId>) -> Result<MemberId> {
        if let Some(member) = actor.member()
            && actor.has(&[Role::Client])
        {
            return Ok(named.unwrap_or(member));
        }
        if !policy::sees_clients(actor) {
            // Writers and editors make no drafts; whom they name does not matter.
            return Err(Denied::NotTheirs.into());
        }
        let Some(client) = named else {
            return Err(Faults::one(Code::Required, "clientId", "Say for whom.").into());
        };
        match self.ports.people.role(actor.site(), client).await? {
            Some(Role::Client) => Ok(client),
            _ => Err(Faults::one(Code::NotFound, "clientId", "There is no such client.").into()),
        }
    }

    /// The fields as they will be stored, everything they refer to known.
    async fn checked(&self, actor: &Actor, fields: DraftFields) -> Result<DraftFields> {
        let references = fields.references();
        let (mut faults, fields) = match fields.check(self.clock.now()) {
            Ok(fields) => (Faults::none(), Some(fields)),
            Err(faults) => (faults, None),
        };
        if references.services.len() <= quote::MOST_SERVICES {
            let resolved = references
                .resolve_all(actor, &*self.ports.people, &self.db)
                .await?;
            faults.extend(references.check(&resolved));
        }
        match fields {
            Some(fields) if faults.is_empty() => Ok(fields),
            _ => Err(faults.under("fields").into()),
        }
    }

    /// What the draft costs as it stands, before anything is locked.
    async fn estimate_draft(&self, actor: &Actor, id: DraftId) -> Result<(Inputs, Estimate)> {
        let found = Entity::visible_to(actor)
            .filter(Column::Id.eq(id))
            .one(&self.db)
            .await?;
        let draft = found.ok_or(Error::NoSuchDraft)?;
        let (client, inputs) = (Some(draft.client_id), draft.inputs());
        let (missing, now) = (Code::Incomplete, self.clock.now());
        let enquiry = Enquiry {
            actor,
            client,
            inputs: &inputs,
            missing,
            now,
        };
        let estimate = self.estimate(enquiry).await?;
        Ok((inputs, estimate))
    }
}

/// Keeps what was computed for the locked draft; the quote before is superseded.
async fn keep_quote(
    tx: &Tx,
    draft: &Model,
    id: QuoteId,
    permit: Permit<policy::QuoteDraft>,
    estimate: Estimate,
) -> Result<quote::Model> {
    estimate.faults.under("id").or(())?;
    let (Some(priced), Some(earliest)) = (estimate.priced, estimate.earliest_deadline) else {
        return Err(Faults::one(Code::Incomplete, "id", "Complete the draft first.").into());
    };
    supersede(tx, draft.id).await?;
    let row = quote::entity::ActiveModel {
        id: Set(id),
        website_id: Set(draft.website_id),
        draft_id: Set(draft.id),
        client_id: Set(draft.client_id),
        number: Set(draft.quote_count + 1),
        price_book_version: Set(estimate.price_book_version),
        status: Set(State::Current),
        inputs: Set(draft.inputs()),
        warnings: Set(quote::Warnings(estimate.warnings)),
        currency: Set(tx.actor().site().currency.clone()),
        total: Set(priced.total),
        writer_pay: Set(priced.writer_pay),
        earliest_deadline: Set(earliest),
        valid_until: Set(Estimate::valid_until(&priced, tx.actor(), tx.now())),
        lines: Set(quote::Lines(priced.lines)),
        created_by: Set(permit.holder().to_string()),
        created_at: Set(tx.now()),
    };
    Ok(Change::silently_created(row, "draft.quoted", &draft.id)
        .record(tx)
        .await?)
}

/// The current quote holds no longer.
async fn supersede(tx: &Tx, draft: DraftId) -> Result<()> {
    // Not `as_enum`: it casts to a PostgreSQL type, and the column is a text.
    let state = sea_orm::ActiveEnum::to_value(&State::Superseded);
    quote::entity::Entity::update_many()
        .col_expr(quote::Column::Status, Expr::value(state))
        .filter(quote::Column::WebsiteId.eq(tx.actor().website()))
        .filter(quote::Column::DraftId.eq(draft))
        .filter(quote::Column::Status.eq(State::Current))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The draft as just saved; its quote is superseded unless the price depends on nothing new.
async fn without_outdated_quote(tx: &Tx, draft: Model) -> Result<Model> {
    let quote = quote::entity::Entity::visible_to(tx.actor())
        .filter(quote::Column::DraftId.eq(draft.id))
        .filter(quote::Column::Status.eq(State::Current))
        .one(&**tx)
        .await?;
    if quote.is_some_and(|quote| quote.inputs == draft.inputs()) {
        return Ok(draft);
    }
    supersede(tx, draft.id).await?;
    let mut row = draft.into_active_model();
    row.current_quote_id = Set(None);
    Ok(row.update(&**tx).await?)
}

/// The first result of a repeated command.
async fn quoted_before(tx: &Tx, draft: DraftId, quote: QuoteId) -> Result<Quoted> {
    let draft = find_locked(tx, draft).await?;
    let quote = quote::entity::Entity::visible_to(tx.actor())
        .filter(quote::Column::Id.eq(quote))
        .one(&**tx)
        .await?
        .ok_or(Error::NoSuchDraft)?;
    Ok(Quoted { draft, quote })
}
