//! Orders with the drafts and quotes they came from.

use anyhow::Result;
use kernel::{AssignmentId, Instant, MemberId};
use sea_orm::{DatabaseTransaction, Value};
use serde_json::json;

use super::brief::Brief;
use super::chance::Chance;
use super::house::House;
use super::story::{Party, Story};
use super::table::{Table, join};

/// One order: its life, what was ordered, and the people it concerns.
pub(super) struct Order {
    pub(super) story: Story,
    pub(super) brief: Brief,
    pub(super) client: MemberId,
    pub(super) writer: MemberId,
    /// The writer's place in their list.
    pub(super) place: usize,
    pub(super) editor: MemberId,
}

impl Order {
    /// Who has taken the steps of this party.
    pub(super) fn of(&self, party: Party) -> MemberId {
        match party {
            Party::Client => self.client,
            Party::Writer => self.writer,
            Party::Editor => self.editor,
        }
    }

    /// The writer, once there is one.
    pub(super) fn assigned(&self) -> Option<MemberId> {
        self.story.assigned.map(|_| self.writer)
    }

    /// The editor who reviewed it.
    fn reviewed(&self) -> Option<MemberId> {
        let reviewed =
            |delivery: &super::story::Delivered| delivery.reviewed && delivery.released.is_some();
        self.story
            .deliveries
            .iter()
            .any(reviewed)
            .then_some(self.editor)
    }

    fn spacing(&self) -> &'static str {
        if self.story.single_spaced {
            "single"
        } else {
            "double"
        }
    }
}

/// Before the number of the first order.
const FIRST_NUMBER: u32 = 10_000;

/// Writes them in the order in which they depend on each other.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
) -> Result<()> {
    drafts(tx, house, orders).await?;
    quotes(tx, house, orders).await?;
    placed(tx, house, orders).await?;
    assignments(tx, chance, house, orders).await?;
    let last = orders.last().map_or(0, |order| order.story.number);
    let mut counters = Table::new(tx, "order_counters", ["website_id", "last"]);
    counters
        .push([house.website.into(), i64::from(FIRST_NUMBER + last).into()])
        .await?;
    counters.finish().await
}

/// What draft and order say alike.
const SHARED: [&str; 15] = [
    "website_id",
    "client_id",
    "title",
    "topic",
    "instructions",
    "pages",
    "slides",
    "reference_count",
    "spacing",
    "deadline",
    "subject_id",
    "type_of_work_id",
    "academic_level_id",
    "english_type_id",
    "formatting_style_id",
];

fn shared(house: &House, order: &Order) -> [Value; 15] {
    let Order { story, brief, .. } = order;
    [
        house.website.into(),
        order.client.into(),
        brief.topic.into(),
        brief.topic.into(),
        brief.instructions.as_str().into(),
        story.pages.into(),
        0.into(),
        brief.references.into(),
        order.spacing().into(),
        story.deadline.into(),
        brief.subject.into(),
        brief.type_of_work.into(),
        brief.academic_level.into(),
        brief.english_type.into(),
        brief.formatting_style.into(),
    ]
}

async fn drafts(tx: &DatabaseTransaction, house: &House, orders: &[Order]) -> Result<()> {
    let own = [
        "id",
        "created_by",
        "version",
        "additional_service_ids",
        "quote_count",
        "current_quote_id",
        "order_id",
        "converted_at",
        "created_at",
        "updated_at",
    ];
    let mut table = Table::<25>::new(tx, "order_drafts", join(SHARED, own));
    for order in orders {
        let Order { story, brief, .. } = order;
        let own = [
            story.draft.into(),
            order.client.to_string().into(),
            3.into(),
            json!(brief.services).into(),
            1.into(),
            story.quote.into(),
            story.id.into(),
            story.placed.into(),
            story.quoted.into(),
            story.placed.into(),
        ];
        table.push(join(shared(house, order), own)).await?;
    }
    table.finish().await
}

async fn quotes(tx: &DatabaseTransaction, house: &House, orders: &[Order]) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "draft_id",
        "client_id",
        "number",
        "price_book_version",
        "status",
        "inputs",
        "lines",
        "warnings",
        "currency",
        "total",
        "writer_pay",
        "earliest_deadline",
        "valid_until",
        "created_by",
        "created_at",
    ];
    let mut table = Table::new(tx, "quotes", columns);
    for Order {
        story,
        brief,
        client,
        ..
    } in orders
    {
        let row = [
            story.quote.into(),
            house.website.into(),
            story.draft.into(),
            (*client).into(),
            1.into(),
            1.into(),
            "accepted".into(),
            serde_json::to_value(&brief.inputs)?.into(),
            serde_json::to_value(&brief.lines)?.into(),
            json!([]).into(),
            house.currency.code().into(),
            brief.total.into(),
            brief.writer_pay.into(),
            brief.earliest.into(),
            brief.valid_until.into(),
            client.to_string().into(),
            story.quoted.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}

async fn placed(tx: &DatabaseTransaction, house: &House, orders: &[Order]) -> Result<()> {
    let own = [
        "id",
        "number",
        "status",
        "writer_id",
        "editor_id",
        "draft_id",
        "quote_id",
        "additional_service_ids",
        "currency",
        "price",
        "writer_pay",
        "price_book_version",
        "writer_deadline",
        "assigned_at",
        "submitted_at",
        "released_at",
        "completed_at",
        "delivery_count",
        "round_count",
        "event_count",
        "created_at",
        "updated_at",
    ];
    let mut table = Table::<37>::new(tx, "orders", join(SHARED, own));
    for order in orders {
        let Order { story, brief, .. } = order;
        let own = [
            story.id.into(),
            format!("A-{}", FIRST_NUMBER + story.number).into(),
            story.status.name().into(),
            order.assigned().into(),
            order.reviewed().into(),
            story.draft.into(),
            story.quote.into(),
            json!(brief.services).into(),
            house.currency.code().into(),
            brief.total.into(),
            brief.writer_pay.into(),
            1.into(),
            story.writer_deadline.into(),
            story.assigned.into(),
            story.submitted().into(),
            story.released().into(),
            story.completed.into(),
            i32::try_from(story.deliveries.len())?.into(),
            i32::from(story.revision.is_some()).into(),
            i32::try_from(story.steps.len())?.into(),
            story.placed.into(),
            story.updated().into(),
        ];
        table.push(join(shared(house, order), own)).await?;
    }
    table.finish().await
}

async fn assignments(
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
        "assigned_by",
        "snapshot",
        "pay",
        "writer_deadline",
        "assigned_at",
    ];
    let mut table = Table::new(tx, "order_assignments", columns);
    for Order {
        story,
        brief,
        writer,
        editor,
        ..
    } in orders
    {
        let Some(assigned) = story.assigned else {
            continue;
        };
        let writer_deadline: Option<Instant> = story.writer_deadline;
        let row = [
            chance.id::<AssignmentId>(assigned).into(),
            house.website.into(),
            story.id.into(),
            (*writer).into(),
            editor.to_string().into(),
            json!({}).into(),
            brief.writer_pay.into(),
            writer_deadline.into(),
            assigned.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}
