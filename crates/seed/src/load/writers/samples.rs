//! The samples in portfolios, and the consents they stand on.

use ::orders::catalog::Kind;
use anyhow::Result;
use sea_orm::DatabaseTransaction;

use super::{Profile, Sample};
use crate::load::chance::Chance;
use crate::load::house::House;
use crate::load::orders::Order;
use crate::load::people::Person;
use crate::load::table::Table;
use crate::load::text;

/// Lifts the featured samples above all others of a portfolio.
const FEATURED: i64 = 1 << 60;

/// Writes the samples, and the consents of those whose orders they come from.
pub(in crate::load) async fn samples(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    writers: &[(Person, Profile)],
    orders: &[Order],
    samples: &[Sample],
) -> Result<()> {
    let subjects = house.all(Kind::Subject);
    let types = house.all(Kind::TypeOfWork);
    let columns = [
        "id",
        "website_id",
        "writer_id",
        "title",
        "description",
        "subject_id",
        "type_of_work_id",
        "pages",
        "preview",
        "source_order_id",
        "is_featured",
        "sort_key",
        "status",
        "created_at",
        "updated_at",
    ];
    let mut table = Table::new(tx, "portfolio_samples", columns);
    for sample in samples {
        let Some((person, _)) = writers.get(sample.writer) else {
            continue;
        };
        let order = sample.source.and_then(|place| orders.get(place));
        let subject =
            order.map_or_else(|| chance.one_of(&subjects).id, |order| order.brief.subject);
        let type_of_work = order.map_or_else(
            || chance.one_of(&types).id,
            |order| order.brief.type_of_work,
        );
        let featured = chance.percent(25);
        let pages = order.map_or_else(|| chance.within(1, 20), |order| order.story.pages);
        let row = [
            sample.id.into(),
            house.website.into(),
            person.member.into(),
            text::topic(chance).into(),
            text::sentences(chance, 2).into(),
            subject.into(),
            type_of_work.into(),
            pages.into(),
            text::sentences(chance, 12).into(),
            order.map(|order| order.story.id).into(),
            featured.into(),
            (sample.at.timestamp_micros() + if featured { FEATURED } else { 0 }).into(),
            "published".into(),
            sample.at.into(),
            sample.at.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await?;
    let columns = ["website_id", "order_id", "client_id", "consent", "given_at"];
    let mut table = Table::new(tx, "sample_consents", columns);
    let given = ["full", "anonymised_excerpt", "facts_only"];
    for order in samples
        .iter()
        .filter_map(|sample| orders.get(sample.source?))
    {
        let row = [
            house.website.into(),
            order.story.id.into(),
            order.client.into(),
            chance.pick(&given, 2).into(),
            order.story.placed.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}
