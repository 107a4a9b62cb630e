//! An order with all that its page shows.

use std::collections::HashMap;

use identity::{Member, Members};
use kernel::bundle::{Among, Bundle, Bundled, Part};
use kernel::{Actor, CatalogItemId, Instant, MemberId, OrderId, Page, QuoteId, Slice, Sort};
use orders::order::{self, delivery, timeline};
use orders::{catalog, quote};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, QueryFilter, Select};
use writer_management::feedback::FeedbackSummary;
use writer_management::feedback::summary::{Span, Summaries};
use writer_management::writer;

use crate::Views;

/// What a page shows besides the order itself. Rounds of revision are not among it: most orders
/// have none, the order's row says so, and a read that finds nothing is paid for all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// This page of its deliveries.
    pub deliveries: Option<Page>,
    /// This page of its history.
    pub timeline: Option<Page>,
    /// The quote it was placed by.
    pub quote: bool,
    /// Its entries of the catalog.
    pub catalog: bool,
    /// Its client.
    pub client: bool,
    /// Its writer.
    pub writer: WriterWanted,
}

/// What a page shows of the order's writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WriterWanted {
    /// Nothing.
    #[default]
    No,
    /// Who they are.
    Person,
    /// That, and how they are rated.
    Rated(Span),
}

/// What was found, as far as it was wanted and the asker may see it.
pub struct OrderPage {
    /// The order.
    pub order: order::Model,
    /// See [`Wanted::deliveries`].
    pub deliveries: Option<Slice<delivery::Model>>,
    /// See [`Wanted::timeline`].
    pub timeline: Option<Slice<timeline::Model>>,
    /// See [`Wanted::quote`].
    pub quote: Option<quote::Model>,
    /// See [`Wanted::catalog`].
    pub catalog: Vec<catalog::item::Model>,
    /// See [`Wanted::client`].
    pub client: HashMap<MemberId, Member>,
    /// See [`Wanted::writer`].
    pub writer: Option<writer::Model>,
    /// How they are rated.
    pub summary: HashMap<MemberId, FeedbackSummary>,
}

impl Views {
    /// The order with what is wanted of it, in one statement; none where the asker sees no such
    /// order.
    ///
    /// # Errors
    /// Those of the database, and of a cursor that belongs to another list.
    pub async fn order_page(
        &self,
        actor: &Actor,
        id: OrderId,
        wanted: &Wanted,
    ) -> orders::Result<Option<OrderPage>> {
        let mut bundle = Bundle::default();
        let reads = Reads::ask(&mut bundle, actor, id, wanted, self.clock.now())?;
        let mut found = bundle.read(&self.db).await?;
        Ok(reads.answer(&mut found, actor)?)
    }
}

/// The reads of the bundle, as far as they are wanted.
struct Reads {
    order: Part<order::Model>,
    deliveries: Option<List<delivery::Model>>,
    timeline: Option<List<timeline::Model>>,
    quote: Option<Part<quote::Model>>,
    catalog: Option<Part<catalog::item::Model>>,
    client: Option<Members>,
    writer: Option<Part<writer::Model>>,
    summary: Option<Summaries>,
}

impl Reads {
    fn ask(
        bundle: &mut Bundle,
        actor: &Actor,
        id: OrderId,
        wanted: &Wanted,
        now: Instant,
    ) -> Result<Self, DbErr> {
        // The lists first: theirs are the most rows, and of two reads whose columns clash, the later
        // one's are the dearer to take.
        let all = || delivery::Entity::visible_to(actor).filter(delivery::Column::OrderId.eq(id));
        let page = wanted.deliveries.as_ref();
        let deliveries = List::ask(bundle, page, all, delivery::latest_first)?;
        let all = || timeline::Entity::visible_to(actor).filter(timeline::Column::OrderId.eq(id));
        let page = wanted.timeline.as_ref();
        let timeline = List::ask(bundle, page, all, timeline::first_step_first)?;
        let order = bundle.add(order::Entity::visible_to(actor).filter(order::Column::Id.eq(id)));
        let writer = bundle.only(&order, order::Column::WriterId);
        Ok(Self {
            deliveries,
            timeline,
            quote: wanted.quote.then(|| quote_of(bundle, actor, &order)),
            catalog: wanted.catalog.then(|| entries_of(bundle, actor, &order)),
            client: wanted.client.then(|| {
                let client = bundle.only(&order, order::Column::ClientId);
                Members::ask(bundle, actor, &client)
            }),
            writer: (wanted.writer != WriterWanted::No).then(|| {
                let this = writer.holds(writer::Column::MemberId);
                bundle.add(writer::Entity::visible_to(actor).filter(this))
            }),
            summary: match wanted.writer {
                WriterWanted::Rated(span) => {
                    Some(Summaries::ask(bundle, actor, &writer, (span, now)))
                }
                WriterWanted::No | WriterWanted::Person => None,
            },
            order,
        })
    }

    fn answer(self, found: &mut Bundled, actor: &Actor) -> Result<Option<OrderPage>, DbErr> {
        let Some(order) = found.take(&self.order)?.pop() else {
            return Ok(None);
        };
        let rated: Vec<_> = order.writer_id.into_iter().collect();
        let deliveries = self.deliveries.map(|list| list.slice(found));
        let timeline = self.timeline.map(|list| list.slice(found));
        let client = self.client.map(|client| client.answer(found, actor));
        let summary = self.summary.map(|all| all.answer(found, actor, &rated));
        Ok(Some(OrderPage {
            deliveries: deliveries.transpose()?,
            timeline: timeline.transpose()?,
            quote: found.take_any(self.quote.as_ref())?.pop(),
            catalog: found.take_any(self.catalog.as_ref())?,
            client: client.transpose()?.unwrap_or_default(),
            writer: found.take_any(self.writer.as_ref())?.pop(),
            summary: summary.transpose()?.unwrap_or_default(),
            order,
        }))
    }
}

fn quote_of(bundle: &mut Bundle, actor: &Actor, order: &Part<order::Model>) -> Part<quote::Model> {
    let this: Among<QuoteId> = bundle.only(order, order::Column::QuoteId);
    bundle.add(quote::Entity::visible_to(actor).filter(this.holds(quote::Column::Id)))
}

fn entries_of(
    bundle: &mut Bundle,
    actor: &Actor,
    order: &Part<order::Model>,
) -> Part<catalog::item::Model> {
    let used = [
        order::Column::SubjectId,
        order::Column::TypeOfWorkId,
        order::Column::AcademicLevelId,
        order::Column::EnglishTypeId,
        order::Column::FormattingStyleId,
    ];
    let used = used.into_iter().fold(Condition::any(), |any, column| {
        let this: Among<CatalogItemId> = bundle.only(order, column);
        any.add(this.holds(catalog::item::Column::Id))
    });
    bundle.add(catalog::item::Entity::visible_to(actor).filter(used))
}

/// A page of a list.
struct List<M> {
    page: Page,
    sort: Sort<M>,
    rows: Part<M>,
}

impl<M: FromQueryResult> List<M> {
    /// Asks for the page, if it is wanted.
    fn ask<E: EntityTrait<Model = M>>(
        bundle: &mut Bundle,
        page: Option<&Page>,
        all: impl FnOnce() -> Select<E>,
        sort: fn() -> Sort<M>,
    ) -> Result<Option<Self>, DbErr> {
        let Some(page) = page.cloned() else {
            return Ok(None);
        };
        let sort = sort();
        let rows = bundle.add(page.select(all(), &sort)?);
        Ok(Some(Self { page, sort, rows }))
    }

    fn slice(self, found: &mut Bundled) -> Result<Slice<M>, DbErr> {
        Ok(self.page.slice(found.take(&self.rows)?, &self.sort))
    }
}
