//! Ratings of finished orders, their rounds, and what they sum up to.

mod sums;

use anyhow::Result;
use chrono::TimeDelta;
use kernel::{FeedbackId, Instant, InvitationId, MemberId, RoundId};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use writer_management::feedback::Kind;

use super::chance::Chance;
use super::house::House;
use super::orders::Order;
use super::story::Story;
use super::table::Table;
use super::text;

pub(super) use sums::Sums;

/// In which order people answer, most usual first.
const HABITS: [[Kind; 4]; 3] = {
    use Kind::{ClientToEditor, ClientToWriter, EditorToWriter, WriterToClient};
    [
        [
            ClientToWriter,
            WriterToClient,
            EditorToWriter,
            ClientToEditor,
        ],
        [
            ClientToWriter,
            EditorToWriter,
            WriterToClient,
            ClientToEditor,
        ],
        [
            WriterToClient,
            ClientToEditor,
            ClientToWriter,
            EditorToWriter,
        ],
    ]
};

/// The people of a finished order.
#[derive(Clone, Copy)]
pub(super) struct Parties {
    pub(super) client: MemberId,
    pub(super) writer: MemberId,
    pub(super) editor: MemberId,
}

impl Parties {
    /// Who gives it and who receives it.
    fn sides(&self, kind: Kind) -> (MemberId, MemberId) {
        match kind {
            Kind::EditorToWriter => (self.editor, self.writer),
            Kind::ClientToWriter => (self.client, self.writer),
            Kind::ClientToEditor => (self.client, self.editor),
            Kind::WriterToClient => (self.writer, self.client),
        }
    }
}

/// One rating.
struct Given {
    id: FeedbackId,
    kind: Kind,
    overall: i32,
    categories: [Option<i32>; 4],
    at: Instant,
    revealed: Option<Instant>,
}

/// The round of one finished order.
pub(super) struct Round {
    id: RoundId,
    order: usize,
    parties: Parties,
    opened: Instant,
    pub(super) closes: Instant,
    closed: Option<Instant>,
    given: Vec<Given>,
}

impl Round {
    /// The round of an order that was completed, with so many ratings, each made by now.
    pub(super) fn plan(
        chance: &mut Chance,
        house: &House,
        (place, story, parties): (usize, &Story, Parties),
        (count, usual_stars): (usize, i32),
        now: Instant,
    ) -> Option<Self> {
        let opened = story.completed?;
        let closes = opened + TimeDelta::days(house.policies.feedback_days.into());
        let habit = chance.pick(&HABITS, 2);
        let mut given = Vec::new();
        for kind in habit.iter().take(count) {
            let at = (opened + chance.minutes(10, 8 * 24 * 60)).min(now - TimeDelta::minutes(1));
            let overall = chance.stars(usual_stars);
            let category = |_| chance.percent(80).then(|| chance.stars(overall));
            let categories = [0; 4].map(category);
            let id = chance.id(at);
            given.push(Given {
                id,
                kind: *kind,
                overall,
                categories,
                at,
                revealed: None,
            });
        }
        let id = chance.id(opened);
        let mut round = Self {
            id,
            order: place,
            parties,
            opened,
            closes,
            closed: None,
            given,
        };
        round.reveal(now);
        Some(round)
    }

    /// Who has no other side is shown at once; the blind sides when both are in, or at the end.
    fn reveal(&mut self, now: Instant) {
        let blind = |given: &&Given| given.kind.counterpart().is_some();
        let both = self.given.iter().filter(blind).count() == 2;
        let last = self.given.iter().filter(blind).map(|given| given.at).max();
        let ended = (self.closes <= now).then_some(self.closes);
        self.closed = last.filter(|_| both).or(ended);
        for given in &mut self.given {
            let open = given.kind.counterpart().is_none();
            given.revealed = if open { Some(given.at) } else { self.closed };
        }
    }

    /// The order, as a place in the list of orders.
    pub(super) fn order(&self) -> usize {
        self.order
    }

    /// Whether a timer still has to end it.
    pub(super) fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::EditorToWriter => "editor_to_writer",
        Kind::ClientToWriter => "client_to_writer",
        Kind::ClientToEditor => "client_to_editor",
        Kind::WriterToClient => "writer_to_client",
    }
}

/// Writes the rounds with all that belongs to them.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
    rounds: &[Round],
    sums: &Sums,
) -> Result<()> {
    let order = |round: &Round| orders.get(round.order).map(|order| order.story.id);
    let columns = [
        "id",
        "website_id",
        "order_id",
        "client_id",
        "writer_id",
        "editor_id",
        "opened_at",
        "closes_at",
        "closed_at",
    ];
    let mut table = Table::new(tx, "feedback_rounds", columns);
    for round in rounds {
        let Parties {
            client,
            writer,
            editor,
        } = round.parties;
        let row = [
            round.id.into(),
            house.website.into(),
            order(round).into(),
            client.into(),
            writer.into(),
            editor.into(),
            round.opened.into(),
            round.closes.into(),
            round.closed.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await?;
    invitations(tx, chance, house, orders, rounds).await?;
    given(tx, chance, house, orders, rounds).await?;
    sums.write(tx, house).await
}

async fn invitations(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
    rounds: &[Round],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "round_id",
        "order_id",
        "kind",
        "member_id",
        "due_at",
        "created_at",
    ];
    let mut table = Table::new(tx, "feedback_invitations", columns);
    for round in rounds {
        for kind in Kind::ASKED {
            let row = [
                chance.id::<InvitationId>(round.opened).into(),
                house.website.into(),
                round.id.into(),
                orders.get(round.order).map(|order| order.story.id).into(),
                name(kind).into(),
                round.parties.sides(kind).0.into(),
                round.closes.into(),
                round.opened.into(),
            ];
            table.push(row).await?;
        }
    }
    table.finish().await
}

async fn given(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    orders: &[Order],
    rounds: &[Round],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "round_id",
        "order_id",
        "kind",
        "author_id",
        "recipient_id",
        "overall",
        "quality",
        "communication",
        "timeliness",
        "professionalism",
        "comment",
        "points",
        "is_public",
        "is_anonymous",
        "version",
        "hidden_until",
        "revealed_at",
        "created_at",
        "updated_at",
    ];
    let mut table = Table::new(tx, "feedback", columns);
    let columns = [
        "website_id",
        "feedback_id",
        "version",
        "written_by",
        "written_at",
        "content",
    ];
    let mut versions = Vec::new();
    for round in rounds {
        for given in &round.given {
            let (author, recipient) = round.parties.sides(given.kind);
            let comment = chance.percent(60).then(|| text::sentences(chance, 2));
            let [quality, communication, timeliness, professionalism] = given.categories;
            let anonymous = chance.percent(10);
            let content = json!({
                "overall": given.overall, "quality": quality, "communication": communication,
                "timeliness": timeliness, "professionalism": professionalism, "strengths": null,
                "areas_for_improvement": null, "comment": comment, "points": [],
                "is_public": true, "is_anonymous": anonymous, "private_note": null,
            });
            let row = [
                given.id.into(),
                house.website.into(),
                round.id.into(),
                orders.get(round.order).map(|order| order.story.id).into(),
                name(given.kind).into(),
                author.into(),
                recipient.into(),
                given.overall.into(),
                quality.into(),
                communication.into(),
                timeliness.into(),
                professionalism.into(),
                comment.into(),
                json!([]).into(),
                true.into(),
                anonymous.into(),
                1.into(),
                round.closes.into(),
                given.revealed.into(),
                given.at.into(),
                given.at.into(),
            ];
            table.push(row).await?;
            versions.push((given.id, author, given.at, content));
        }
    }
    table.finish().await?;
    let mut table = Table::new(tx, "feedback_versions", columns);
    for (id, author, at, content) in versions {
        let by = author.to_string();
        let row = [
            house.website.into(),
            id.into(),
            1.into(),
            by.into(),
            at.into(),
            content.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}
