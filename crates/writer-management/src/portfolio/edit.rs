//! The commands: editing a portfolio, adding a sample, giving and taking consent.

use kernel::once::{Once, once};
use kernel::{
    Actor, CatalogItemId, Change, Code, Consent, Faults, MemberId, OrderId, SampleId, Toggle, Tx,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};

use super::anonymity::{Secrets, findings};
use super::sample::Status;
use super::{
    AddSample, Model, Portfolios, ShownPortfolio, ShownSample, UpdatePortfolio, consent, sample,
};
use crate::capacity::Capacity;
use crate::policy;
use crate::ports::{Engagement, ItemKind};
use crate::writer::{self, Record, subject};
use crate::{Error, Result, capacity};

impl Portfolios {
    /// See [`PortfolioService::update`](super::PortfolioService::update).
    pub(super) async fn edit(
        &self,
        actor: &Actor,
        update: &UpdatePortfolio,
    ) -> Result<ShownPortfolio> {
        actor
            .site()
            .require(Toggle::WriterPortfolios)
            .map_err(Error::Off)?;
        let permit = policy::edit_portfolio(actor)?;
        let member = permit.holder().member().ok_or(kernel::Denied::NotTheirs)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let writer = writer::find_locked_in(&tx, member).await?;
        let mut writer = writer.ok_or(Error::NoSuchWriter(member))?;
        let stored = super::read::of(actor.website(), member).one(&*tx).await?;
        let is_new = stored.is_none();
        let usual = || Model::usual(actor.website(), member, tx.now());
        let mut faults = Faults::none();
        let portfolio = update.over(stored.unwrap_or_else(usual), &mut faults, tx.now());
        if let kernel::Field::Set(items) = &update.specialties {
            self.known(actor, ItemKind::Subject, items, "specialtyIds", &mut faults)
                .await?;
        }
        faults.or(())?;
        let id = portfolio.id();
        let row = portfolio.into_active_model().reset_all();
        let change = if is_new {
            Change::silently_created(row, "portfolio.created", &id)
        } else {
            Change::silent(row, "portfolio.changed", &id)
        };
        let portfolio = change.record(&tx).await?;
        let own = capacity::of(actor.website(), member).one(&*tx).await?;
        let own = own.unwrap_or_else(|| Capacity::usual(actor.website(), member, tx.now()));
        subject::index_in(&tx, member, &own, Some(&portfolio)).await?;
        if writer.pen_name != portfolio.pen_name {
            writer = writer::renamed_in(&tx, writer, portfolio.pen_name.as_deref()).await?;
        }
        tx.commit().await?;
        Ok(ShownPortfolio::to(actor, portfolio, &Record::from(&writer)))
    }

    /// See [`PortfolioService::add_sample`](super::PortfolioService::add_sample).
    pub(super) async fn add(&self, actor: &Actor, add: &AddSample) -> Result<ShownSample> {
        actor
            .site()
            .require(Toggle::WriterPortfolios)
            .map_err(Error::Off)?;
        let permit = policy::edit_portfolio(actor)?;
        let member = permit.holder().member().ok_or(kernel::Denied::NotTheirs)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let id: SampleId = tx.mint();
        match once(&tx, "addPortfolioSample", add.key, add, id).await? {
            Once::First => {}
            Once::Again(id) => return self.again(&tx, SampleId::from(id)).await,
            Once::Misused => return Err(Error::KeyMisused),
        }
        let row = self.checked(&tx, id, member, add).await?;
        let row = row.into_active_model().reset_all();
        Change::silently_created(row, "sample.published", &id)
            .record(&tx)
            .await?;
        let shown = self.again(&tx, id).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// The sample that the command makes, or everything that is wrong with it.
    async fn checked(
        &self,
        tx: &Tx,
        id: SampleId,
        member: MemberId,
        add: &AddSample,
    ) -> Result<sample::Model> {
        let actor = tx.actor();
        let mut faults = Faults::none();
        // The order is locked before the writer: the global order of locks.
        let source = self.source(tx, add.source_order, &mut faults).await?;
        let writer = writer::find_locked_in(tx, member).await?;
        let writer = writer.ok_or(Error::NoSuchWriter(member))?;
        let subjects = listed(add.subject);
        self.known(
            actor,
            ItemKind::Subject,
            &subjects,
            "subjectId",
            &mut faults,
        )
        .await?;
        let types = listed(add.type_of_work);
        self.known(
            actor,
            ItemKind::TypeOfWork,
            &types,
            "typeOfWorkId",
            &mut faults,
        )
        .await?;
        let secrets = self.secrets(actor, &writer, source.as_ref()).await?;
        let row = sample::Model {
            id,
            website_id: actor.website(),
            writer_id: member,
            title: faults.text("title", &add.title, 255),
            description: faults.optional("description", add.description.as_deref(), 2_000),
            subject_id: source.as_ref().map_or(add.subject, |work| work.subject),
            type_of_work_id: source
                .as_ref()
                .map_or(add.type_of_work, |work| work.type_of_work),
            pages: source.as_ref().map(|work| work.pages),
            preview: faults.optional("preview", add.preview.as_deref(), 5_000),
            source_order_id: source.as_ref().map(|work| work.order),
            is_featured: add.is_featured,
            sort_key: sample::sort_key(add.is_featured, tx.now()),
            status: Status::Published,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        anonymous(&row, &secrets, &mut faults);
        Ok(faults.or(row)?)
    }

    /// See [`PortfolioService::set_consent`](super::PortfolioService::set_consent).
    pub(super) async fn decide(
        &self,
        actor: &Actor,
        order: OrderId,
        consent: Consent,
    ) -> Result<()> {
        policy::known(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let work = self
            .orders
            .of_in(&tx, order)
            .await
            .map_err(Error::neighbour)?;
        let work = work.filter(|work| policy::knows_order(actor, work));
        let work = work.ok_or(Error::NoSuchOrder(order))?;
        let _ = policy::decide_consent(actor, &work)?;
        consent::note_in(&tx, order, work.client, consent).await?;
        kernel::audit::write(
            &tx,
            kernel::audit::Note::new("sample_consent.given", &order),
        );
        Ok(tx.commit().await?)
    }

    /// Notes the consent a client gives with the order itself, in the order's own transaction.
    pub async fn grant_in(
        tx: &Tx,
        order: OrderId,
        client: MemberId,
        consent: Consent,
    ) -> Result<()> {
        Ok(consent::note_in(tx, order, client, consent).await?)
    }

    /// The writer's own completed order that a sample may come from. An order of somebody else
    /// looks like none.
    async fn source(
        &self,
        tx: &Tx,
        order: Option<OrderId>,
        faults: &mut Faults,
    ) -> Result<Option<Engagement>> {
        const FIELD: &str = "sourceOrderId";
        let Some(order) = order else { return Ok(None) };
        let work = self
            .orders
            .of_in(tx, order)
            .await
            .map_err(Error::neighbour)?;
        let own = |work: &Engagement| work.writer.is_some() && work.writer == tx.actor().member();
        let Some(work) = work.filter(own) else {
            faults.add(
                Code::NotFound,
                FIELD,
                "There is no such order of yours here.",
            );
            return Ok(None);
        };
        if !matches!(work.stage, crate::ports::Stage::Completed { .. }) {
            faults.add(
                Code::WrongState,
                FIELD,
                "Show work once its order is completed.",
            );
        }
        let said = consent::of(tx.actor().website())
            .filter(consent::Column::OrderId.eq(order))
            .one(&**tx)
            .await?;
        if said.map(|said| said.consent).unwrap_or_default() == Consent::Never {
            let message = "The client of this order has not agreed to it being shown.";
            faults.add(Code::Forbidden, FIELD, message);
        }
        Ok(Some(work))
    }

    /// Notes each of `items` that the catalog does not have.
    async fn known(
        &self,
        actor: &Actor,
        kind: ItemKind,
        items: &[CatalogItemId],
        field: &str,
        faults: &mut Faults,
    ) -> Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        let unknown = self
            .catalog
            .unknown_items(actor.website(), kind, items)
            .await;
        let unknown = unknown.map_err(Error::neighbour)?;
        for (index, item) in items
            .iter()
            .enumerate()
            .filter(|(_, item)| unknown.contains(item))
        {
            let _ = item;
            let path = match field {
                "specialtyIds" => format!("{field}.{index}"),
                _ => field.to_owned(),
            };
            let message = "There is no such entry in the catalog. Choose another one.";
            faults.add(Code::NotFound, &path, message);
        }
        Ok(())
    }

    /// What may not stand in the sample: who wrote and who ordered it, and the order's number.
    async fn secrets(
        &self,
        actor: &Actor,
        writer: &writer::Model,
        source: Option<&Engagement>,
    ) -> Result<Secrets> {
        let mut secrets = Secrets {
            names: vec![writer.display_name.clone()],
            orders: Vec::new(),
        };
        let Some(work) = source else {
            return Ok(secrets);
        };
        let names = self.people.names(actor.website(), &[work.client]).await;
        secrets
            .names
            .extend(names.map_err(Error::neighbour)?.into_values());
        secrets.orders.extend(work.number.clone());
        Ok(secrets)
    }

    async fn again(&self, tx: &Tx, id: SampleId) -> Result<ShownSample> {
        let shown = super::read::shown(tx.actor(), &**tx, sample::Column::Id.eq(id)).await?;
        let gone = || sea_orm::DbErr::RecordNotFound(id.to_string());
        Ok(shown.into_iter().next().ok_or_else(gone)?)
    }
}

fn listed(item: Option<CatalogItemId>) -> Vec<CatalogItemId> {
    item.into_iter().collect()
}

fn anonymous(row: &sample::Model, secrets: &Secrets, faults: &mut Faults) {
    for (field, text) in [
        ("title", Some(row.title.as_str())),
        ("description", row.description.as_deref()),
        ("preview", row.preview.as_deref()),
    ] {
        for finding in findings(text.unwrap_or_default(), secrets) {
            faults.add(Code::Invalid, field, finding.message());
        }
    }
}
