//! What a document is going to ask of one order, read in one statement before its resolvers ask.
//! They find it with their loaders; whatever is not there, they ask for as always.

use async_graphql::{Context, SelectionField, Value};
use kernel::{OrderId, Page};
use views::{OrderPage, Wanted, WriterWanted};

use crate::graphql::context::Ask;
use crate::graphql::error::Result;
use crate::graphql::identity::Account;
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::loaders::orders::{DeliveriesOf, ItemOf, OrderOf, QuoteOf, TimelineOf};
use crate::graphql::loaders::writer_management::{SummaryOf, WriterOf};
use crate::graphql::loaders::{DataLoader, Loaders};
use crate::graphql::page::page;
use crate::graphql::writer_management::summary::span;

/// Reads the order `id` with what `ctx`'s field asks of it.
///
/// # Errors
/// When it cannot be read.
pub async fn read_ahead(ctx: &Context<'_>, id: OrderId) -> Result<()> {
    let Some(wanted) = wanted(ctx.field()) else {
        return Ok(());
    };
    let views = &ctx.services().views;
    let found = views.order_page(ctx.actor(), id, &wanted).await?;
    if let Some(found) = found {
        feed(ctx.data_unchecked::<DataLoader<Loaders>>(), wanted, found).await;
    }
    Ok(())
}

/// What the field's selection wants; nothing where it is the order's own row.
fn wanted(order: SelectionField<'_>) -> Option<Wanted> {
    let mut wanted = Wanted::default();
    for field in order.selection_set() {
        match field.name() {
            "deliveries" => wanted.deliveries = forward(&field),
            "timeline" => wanted.timeline = forward(&field),
            "quote" => wanted.quote = true,
            "subject" | "typeOfWork" | "academicLevel" | "englishType" | "formattingStyle" => {
                wanted.catalog = true;
            }
            "client" => wanted.client = true,
            "writer" => {
                let mut fields = field.selection_set();
                let summary = fields.find(|field| field.name() == "feedbackSummary");
                if let Some(summary) = summary {
                    wanted.writer = WriterWanted::Rated(span(&summary));
                } else if wanted.writer == WriterWanted::No {
                    wanted.writer = WriterWanted::Person;
                }
            }
            _ => {}
        }
    }
    (wanted != Wanted::default()).then_some(wanted)
}

/// The page that a list's arguments ask for; what is wrong with them, its resolver says.
fn forward(list: &SelectionField<'_>) -> Option<Page> {
    let (mut first, mut after) = (None, None);
    for (name, value) in list.arguments().ok()? {
        match (name.as_str(), value) {
            ("first", Value::Number(number)) => first = i32::try_from(number.as_i64()?).ok(),
            ("after", Value::String(cursor)) => after = Some(cursor),
            _ => {}
        }
    }
    page(first, after, None, None).ok()
}

/// Puts what was found where the resolvers look.
async fn feed(loaders: &DataLoader<Loaders>, wanted: Wanted, found: OrderPage) {
    let id = found.order.id;
    if let (Some(page), Some(slice)) = (wanted.deliveries, found.deliveries) {
        loaders.feed_one(DeliveriesOf(id, page), slice).await;
    }
    if let (Some(page), Some(slice)) = (wanted.timeline, found.timeline) {
        loaders.feed_one(TimelineOf(id, page), slice).await;
    }
    if let Some(quote) = found.quote {
        loaders.feed_one(QuoteOf(quote.id), quote).await;
    }
    let entries = found.catalog.into_iter();
    loaders
        .feed_many(entries.map(|entry| (ItemOf(entry.id), entry)))
        .await;
    let people = found.client.into_iter();
    loaders
        .feed_many(people.map(|(id, member)| (AccountOf(id), Account(member.person))))
        .await;
    if let Some(writer) = found.writer {
        loaders.feed_one(WriterOf(writer.member_id), writer).await;
    }
    if let WriterWanted::Rated(span) = wanted.writer {
        let summaries = found.summary.into_iter();
        loaders
            .feed_many(summaries.map(|(id, summary)| (SummaryOf(id, span), summary)))
            .await;
    }
    loaders.feed_one(OrderOf(id), found.order).await;
}
