//! An order with all that its page shows.

use std::collections::HashMap;

use identity::{Member, Members};
use kernel::bundle::{Among, Bundle, Bundled, Part};
use kernel::{Actor, CatalogItemId, MemberId, OrderId, Page, QuoteId, Slice, Sort};
use orders::order::{self, delivery, timeline};
use orders::{catalog, quote};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, QueryFilter, Select};
use writer_management::feedback::FeedbackSummary;
use writer_management::feedback::summary::Summaries;
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
    Rated,
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

/// A list of the bundle.
struct List<M> {
    page: Page,
    sort: Sort<M>,
    rows: Part<M>,
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
        let order = bundle.add(order::Entity::visible_to(actor).filter(order::Column::Id.eq(id)));

        let rows = || delivery::Entity::visible_to(actor).filter(delivery::Column::OrderId.eq(id));
        let deliveries = list(
            &mut bundle,
            wanted.deliveries.as_ref(),
            rows,
            delivery::latest_first,
        )?;
        let rows = || timeline::Entity::visible_to(actor).filter(timeline::Column::OrderId.eq(id));
        let steps = list(
            &mut bundle,
            wanted.timeline.as_ref(),
            rows,
            timeline::first_step_first,
        )?;

        let quote = wanted.quote.then(|| {
            let this: Among<QuoteId> = bundle.named(&order, order::Column::QuoteId);
            bundle.add(quote::Entity::visible_to(actor).filter(this.holds(quote::Column::Id)))
        });
        let entries = wanted.catalog.then(|| {
            let used = [
                order::Column::SubjectId,
                order::Column::TypeOfWorkId,
                order::Column::AcademicLevelId,
                order::Column::EnglishTypeId,
                order::Column::FormattingStyleId,
            ];
            let used = used.into_iter().fold(Condition::any(), |any, column| {
                let this: Among<CatalogItemId> = bundle.named(&order, column);
                any.add(this.holds(catalog::item::Column::Id))
            });
            bundle.add(catalog::item::Entity::visible_to(actor).filter(used))
        });
        let client = wanted.client.then(|| {
            let client = bundle.named(&order, order::Column::ClientId);
            Members::ask(&mut bundle, actor, &client)
        });
        let its_writer: Among<MemberId> = bundle.named(&order, order::Column::WriterId);
        let writer = (wanted.writer != WriterWanted::No).then(|| {
            let writer = its_writer.holds(writer::Column::MemberId);
            bundle.add(writer::Entity::visible_to(actor).filter(writer))
        });
        let now = self.clock.now();
        let summary = (wanted.writer == WriterWanted::Rated)
            .then(|| Summaries::ask(&mut bundle, actor, &its_writer, now));

        let mut found = bundle.read(&self.db).await?;
        let Some(order) = found.take(&order)?.pop() else {
            return Ok(None);
        };
        let rated: Vec<_> = order.writer_id.into_iter().collect();
        Ok(Some(OrderPage {
            deliveries: deliveries.map(|list| list.slice(&mut found)).transpose()?,
            timeline: steps.map(|list| list.slice(&mut found)).transpose()?,
            quote: match quote {
                Some(quote) => found.take(&quote)?.pop(),
                None => None,
            },
            catalog: match entries {
                Some(entries) => found.take(&entries)?,
                None => Vec::new(),
            },
            client: match client {
                Some(client) => client.answer(&mut found, actor)?,
                None => HashMap::new(),
            },
            writer: match writer {
                Some(writer) => found.take(&writer)?.pop(),
                None => None,
            },
            summary: match summary {
                Some(summary) => summary.answer(&mut found, actor, &rated)?,
                None => HashMap::new(),
            },
            order,
        }))
    }
}

/// Adds a page of a list, if it is wanted.
fn list<E: EntityTrait>(
    bundle: &mut Bundle,
    page: Option<&Page>,
    rows: impl FnOnce() -> Select<E>,
    sort: fn() -> Sort<E::Model>,
) -> Result<Option<List<E::Model>>, DbErr> {
    let Some(page) = page.cloned() else {
        return Ok(None);
    };
    let sort = sort();
    let rows = bundle.add(page.select(rows(), &sort)?);
    Ok(Some(List { page, sort, rows }))
}

impl<M: FromQueryResult> List<M> {
    fn slice(self, found: &mut Bundled) -> Result<Slice<M>, DbErr> {
        Ok(self.page.slice(found.take(&self.rows)?, &self.sort))
    }
}
