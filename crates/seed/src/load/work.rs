//! What became of the orders: versions, reviews, rounds of changes, and every step of their
//! history.

use anyhow::Result;
use kernel::{OrderEventId, ReviewId};
use sea_orm::DatabaseTransaction;

use super::chance::Chance;
use super::house::House;
use super::orders::Order;
use super::story::{Party, Revision};
use super::table::Table;
use super::text;

/// Writes it.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
) -> Result<()> {
    deliveries(tx, chance, house, orders).await?;
    reviews(tx, chance, house, orders).await?;
    revisions(tx, house, orders).await?;
    items(tx, chance, house, orders).await?;
    history(tx, chance, house, orders).await?;
    completions(tx, house, orders).await
}

async fn deliveries(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "order_id",
        "writer_id",
        "number",
        "text",
        "released_at",
        "created_at",
    ];
    let mut table = Table::new(tx, "deliveries", columns);
    for order in orders {
        for (number, delivery) in (1_i32..).zip(&order.story.deliveries) {
            let row = [
                delivery.id.into(),
                house.website.into(),
                order.story.id.into(),
                order.writer.into(),
                number.into(),
                text::sentences(chance, 8).into(),
                delivery.released.into(),
                delivery.at.into(),
            ];
            table.push(row).await?;
        }
    }
    table.finish().await
}

async fn reviews(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "order_id",
        "delivery_id",
        "editor_id",
        "decision",
        "quality_score",
        "created_at",
        "decided_at",
    ];
    let mut table = Table::new(tx, "reviews", columns);
    for order in orders {
        for delivery in order
            .story
            .deliveries
            .iter()
            .filter(|delivery| delivery.reviewed)
        {
            let decided = delivery.released;
            let row = [
                chance.id::<ReviewId>(delivery.at).into(),
                house.website.into(),
                order.story.id.into(),
                delivery.id.into(),
                decided.map(|_| order.editor).into(),
                decided.map(|_| "approved").into(),
                decided.map(|_| chance.within(5, 10)).into(),
                delivery.at.into(),
                decided.into(),
            ];
            table.push(row).await?;
        }
    }
    table.finish().await
}

async fn revisions(tx: &DatabaseTransaction, house: &House, orders: &[Order]) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "order_id",
        "round",
        "status",
        "title",
        "description",
        "severity",
        "priority",
        "is_urgent",
        "requested_by",
        "default_deadline",
        "started_at",
        "submitted_at",
        "accepted_at",
        "created_at",
        "updated_at",
    ];
    let mut table = Table::new(tx, "revision_requests", columns);
    for order in orders {
        let Some(revision) = &order.story.revision else {
            continue;
        };
        let due = revision.requested + (order.story.deadline - order.story.placed) / 2;
        let steps = [revision.started, revision.submitted, revision.accepted];
        let updated = steps
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(revision.requested);
        let row = [
            revision.id.into(),
            house.website.into(),
            order.story.id.into(),
            1.into(),
            status(revision).into(),
            "More figures, please".into(),
            "The argument is fine, but the numbers behind it are missing in two places.".into(),
            "moderate".into(),
            5.into(),
            false.into(),
            order.client.to_string().into(),
            due.into(),
            revision.started.into(),
            revision.submitted.into(),
            revision.accepted.into(),
            revision.requested.into(),
            updated.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}

fn status(revision: &Revision) -> &'static str {
    match (revision.accepted, revision.submitted, revision.started) {
        (Some(_), ..) => "accepted",
        (None, Some(_), _) => "submitted",
        (None, None, Some(_)) => "in_progress",
        (None, None, None) => "pending",
    }
}

async fn items(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "revision_id",
        "position",
        "section",
        "issue",
        "request",
        "severity",
        "answer",
    ];
    let mut table = Table::new(tx, "change_items", columns);
    for revision in orders
        .iter()
        .filter_map(|order| order.story.revision.as_ref())
    {
        for (position, item) in (1_i32..).zip(&revision.items) {
            let row = [
                (*item).into(),
                house.website.into(),
                revision.id.into(),
                position.into(),
                format!("Part {position}").into(),
                text::sentences(chance, 1).into(),
                "Add the figure and say where it is from.".into(),
                "moderate".into(),
                revision.submitted.map(|_| "done").into(),
            ];
            table.push(row).await?;
        }
    }
    table.finish().await
}

async fn history(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "order_id",
        "number",
        "kind",
        "actor",
        "member_id",
        "party",
        "from_status",
        "to_status",
        "at",
    ];
    let mut table = Table::new(tx, "order_events", columns);
    for order in orders {
        for (number, step) in (1_i32..).zip(&order.story.steps) {
            let member = order.of(step.by);
            let party = match step.by {
                Party::Client => "client",
                Party::Writer => "writer",
                Party::Editor => "editor",
            };
            let row = [
                chance.id::<OrderEventId>(step.at).into(),
                house.website.into(),
                order.story.id.into(),
                number.into(),
                step.kind.into(),
                member.to_string().into(),
                member.into(),
                party.into(),
                step.from.map(super::story::Status::name).into(),
                step.to.name().into(),
                step.at.into(),
            ];
            table.push(row).await?;
        }
    }
    table.finish().await
}

/// What the counters of the writers are counted from.
async fn completions(tx: &DatabaseTransaction, house: &House, orders: &[Order]) -> Result<()> {
    let columns = [
        "website_id",
        "order_id",
        "writer_id",
        "subject_id",
        "on_time",
        "completed_at",
    ];
    let mut table = Table::new(tx, "writer_completions", columns);
    for order in orders {
        let Some(completed) = order.story.completed else {
            continue;
        };
        let row = [
            house.website.into(),
            order.story.id.into(),
            order.writer.into(),
            order.brief.subject.into(),
            order.story.on_time().into(),
            completed.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}
