//! What the rest of the house may ask about portfolios.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, CatalogItemId, Clock, Consent, MemberId, OrderId, Page, SampleId, Slice};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, FromQueryResult, Iterable, QueryFilter,
    QuerySelect, QueryTrait,
};

use super::{
    AddSample, Model, ShownPortfolio, ShownSample, UpdatePortfolio, consent, entity, read, sample,
};
use crate::ports::{Catalog, Engagements, People};
use crate::writer::{self, Record};
use crate::{Error, Result, policy};

/// What the rest of the house may ask about portfolios.
#[async_trait]
pub trait PortfolioService: Send + Sync {
    /// Changes the asker's own portfolio.
    async fn update(&self, actor: &Actor, update: &UpdatePortfolio) -> Result<ShownPortfolio>;

    /// Adds a sample to the asker's own portfolio; clean of names, it is published at once.
    async fn add_sample(&self, actor: &Actor, add: &AddSample) -> Result<ShownSample>;

    /// Says what may be shown of an order; its client alone, at any time.
    async fn set_consent(&self, actor: &Actor, order: OrderId, consent: Consent) -> Result<()>;

    /// The portfolios of these writers that the asker may see, as they may see them.
    async fn portfolios(
        &self,
        actor: &Actor,
        writers: &[MemberId],
    ) -> Result<HashMap<MemberId, ShownPortfolio>>;

    /// The same page of the samples of each of these writers that the asker may see: the featured,
    /// then the newest. From the start of the list it takes one statement.
    async fn sample_pages(
        &self,
        actor: &Actor,
        writers: &[MemberId],
        page: &Page,
    ) -> Result<HashMap<MemberId, Slice<ShownSample>>>;

    /// The first `most` samples of each of these writers that the asker may see, those of `subject`
    /// before all others.
    async fn best_samples(
        &self,
        actor: &Actor,
        writers: &[MemberId],
        subject: Option<CatalogItemId>,
        most: u64,
    ) -> Result<HashMap<MemberId, Vec<ShownSample>>>;

    /// Those of these samples that the asker may see.
    async fn samples(
        &self,
        actor: &Actor,
        ids: &[SampleId],
    ) -> Result<HashMap<SampleId, ShownSample>>;

    /// What may be shown of these orders, for their clients, their writers and staff.
    async fn consents(
        &self,
        actor: &Actor,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Consent>>;
}

/// Portfolios in the database.
pub struct Portfolios {
    pub(super) db: DatabaseConnection,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) orders: Arc<dyn Engagements>,
    pub(super) catalog: Arc<dyn Catalog>,
    pub(super) people: Arc<dyn People>,
}

impl Portfolios {
    /// Portfolios over this database and the neighbours they ask.
    pub fn new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        orders: Arc<dyn Engagements>,
        catalog: Arc<dyn Catalog>,
        people: Arc<dyn People>,
    ) -> Self {
        Self {
            db,
            clock,
            orders,
            catalog,
            people,
        }
    }
}

/// What a writer has done, with their portfolio, where one is stored.
#[derive(FromQueryResult)]
struct Line {
    member_id: MemberId,
    #[sea_orm(nested)]
    record: Record,
    #[sea_orm(nested)]
    portfolio: Option<Model>,
}

fn gather(samples: Vec<ShownSample>) -> HashMap<MemberId, Vec<ShownSample>> {
    let mut lists: HashMap<MemberId, Vec<ShownSample>> = HashMap::new();
    for shown in samples {
        lists.entry(shown.sample.writer_id).or_default().push(shown);
    }
    lists
}

/// The first page of a list of which one entry more than the page was read.
fn first_slice(page: &Page, mut list: Vec<ShownSample>) -> Slice<ShownSample> {
    let most = usize::try_from(page.limit()).unwrap_or(usize::MAX);
    let more = list.len() > most;
    list.truncate(most);
    let place = |shown: ShownSample| (read::cursor(&shown.sample), shown);
    page.answer(list.into_iter().map(place).collect(), more)
}

#[async_trait]
impl PortfolioService for Portfolios {
    #[tracing::instrument(name = "portfolios.update", skip_all)]
    async fn update(&self, actor: &Actor, update: &UpdatePortfolio) -> Result<ShownPortfolio> {
        self.edit(actor, update).await
    }

    #[tracing::instrument(name = "portfolios.add_sample", skip_all)]
    async fn add_sample(&self, actor: &Actor, add: &AddSample) -> Result<ShownSample> {
        self.add(actor, add).await
    }

    #[tracing::instrument(name = "portfolios.set_consent", skip_all, fields(order.id = %order))]
    async fn set_consent(&self, actor: &Actor, order: OrderId, consent: Consent) -> Result<()> {
        self.decide(actor, order, consent).await
    }

    async fn portfolios(
        &self,
        actor: &Actor,
        writers: &[MemberId],
    ) -> Result<HashMap<MemberId, ShownPortfolio>> {
        let same = |portfolio: entity::Column, writer: writer::Column| {
            Expr::col((entity::Entity, portfolio)).equals((writer::Entity, writer))
        };
        let own = Condition::all()
            .add(same(entity::Column::WebsiteId, writer::Column::WebsiteId))
            .add(same(entity::Column::WriterId, writer::Column::MemberId));
        let mut select = writer::Entity::visible_to(actor)
            .filter(writer::Column::MemberId.is_in(writers.iter().copied()))
            .select_only()
            .column(writer::Column::MemberId)
            .columns(Record::COLUMNS);
        for column in entity::Column::iter() {
            select = select.column(column);
        }
        QueryTrait::query(&mut select).left_join(entity::Entity, own);
        let lines = select.into_model::<Line>().all(&self.db).await?;
        let now = self.clock.now();
        let shown = lines.into_iter().filter_map(|line| {
            let usual = || Model::usual(actor.website(), line.member_id, now);
            let portfolio = line.portfolio.unwrap_or_else(usual);
            policy::sees_portfolio(actor, &portfolio).then(|| {
                let shown = ShownPortfolio::to(actor, portfolio, &line.record);
                (line.member_id, shown)
            })
        });
        Ok(shown.collect())
    }

    async fn sample_pages(
        &self,
        actor: &Actor,
        writers: &[MemberId],
        page: &Page,
    ) -> Result<HashMap<MemberId, Slice<ShownSample>>> {
        if page.is_from_start() {
            let most = page.limit() + 1;
            let first = read::first_of_each(actor, &self.db, writers, None, most).await?;
            let slice = |(writer, list)| (writer, first_slice(page, list));
            return Ok(gather(first).into_iter().map(slice).collect());
        }
        let pages = read::pages(actor, &self.db, writers, page).await?;
        let rows = pages.values().flat_map(|slice| &slice.items);
        let orders = rows.filter_map(|(_, row)| row.source_order_id);
        let words = consent::of(actor.website())
            .filter(consent::Column::OrderId.is_in(orders))
            .all(&self.db)
            .await?;
        let words: HashMap<_, _> = words
            .into_iter()
            .map(|word| (word.order_id, word.consent))
            .collect();
        let show = |row: sample::Model| {
            let word = row
                .source_order_id
                .and_then(|order| words.get(&order).copied());
            ShownSample::to(actor, row, word)
        };
        Ok(pages
            .into_iter()
            .map(|(writer, slice)| (writer, slice.map(show)))
            .collect())
    }

    async fn best_samples(
        &self,
        actor: &Actor,
        writers: &[MemberId],
        subject: Option<CatalogItemId>,
        most: u64,
    ) -> Result<HashMap<MemberId, Vec<ShownSample>>> {
        let fits = subject.map(|subject| {
            let fits = sample::Column::SubjectId.eq(subject);
            CaseStatement::new().case(fits, 1).finally(0).into()
        });
        let mut lists = gather(read::first_of_each(actor, &self.db, writers, fits, most).await?);
        for list in lists.values_mut() {
            list.sort_by_key(|shown| subject.is_some() && shown.sample.subject_id != subject);
        }
        Ok(lists)
    }

    async fn samples(
        &self,
        actor: &Actor,
        ids: &[SampleId],
    ) -> Result<HashMap<SampleId, ShownSample>> {
        let wanted = sample::Column::Id.is_in(ids.iter().copied());
        let shown = read::shown(actor, &self.db, wanted).await?;
        Ok(shown
            .into_iter()
            .map(|shown| (shown.sample.id, shown))
            .collect())
    }

    async fn consents(
        &self,
        actor: &Actor,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Consent>> {
        let engagements = self
            .orders
            .of(actor.website(), orders)
            .await
            .map_err(Error::neighbour)?;
        let told = engagements.into_values().filter(|work| {
            let writer = work.writer.is_some_and(|writer| actor.is(writer));
            writer || actor.is(work.client) || policy::works_here(actor)
        });
        let mut consents: HashMap<_, _> =
            told.map(|work| (work.order, Consent::default())).collect();
        let words = consent::of(actor.website())
            .filter(consent::Column::OrderId.is_in(consents.keys().copied()))
            .all(&self.db)
            .await?;
        consents.extend(words.into_iter().map(|word| (word.order_id, word.consent)));
        Ok(consents)
    }
}
