//! The row of a feedback.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, FeedbackId, Instant, MemberId, OrderId, RoundId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, Select};
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::policy;

/// One rating of one person about one order, as it stands now.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback")]
pub struct Model {
    /// The feedback.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The round it belongs to.
    pub round_id: RoundId,
    /// The order it is about.
    pub order_id: OrderId,
    /// Who rates whom.
    pub kind: Kind,
    /// Who wrote it.
    pub author_id: MemberId,
    /// Who is rated.
    pub recipient_id: MemberId,
    /// 1 to 5.
    pub overall: i32,
    /// 1 to 5.
    pub quality: Option<i32>,
    /// 1 to 5.
    pub communication: Option<i32>,
    /// 1 to 5.
    pub timeliness: Option<i32>,
    /// 1 to 5.
    pub professionalism: Option<i32>,
    /// What was good.
    pub strengths: Option<String>,
    /// What could be better.
    pub areas_for_improvement: Option<String>,
    /// In general.
    pub comment: Option<String>,
    /// Specific places.
    pub points: Points,
    /// Whether others than the parties may read the text; it counts in any case.
    pub is_public: bool,
    /// Whether the author stays unnamed.
    pub is_anonymous: bool,
    /// For staff alone.
    pub private_note: Option<String>,
    /// 1 for the first, one more for each amendment.
    pub version: i32,
    /// The end of the round: revealed by then, whether a timer has noted it or not.
    pub hidden_until: Instant,
    /// When it was revealed.
    pub revealed_at: Option<Instant>,
    /// When it was first given.
    pub created_at: Instant,
    /// The last amendment.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// Something specific about one place of the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The place.
    pub section: String,
    /// What is wrong there.
    pub issue: String,
    /// What would be better.
    pub suggestion: String,
}

/// The points of one feedback.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Points(pub Vec<Point>);

/// How an asker knows the one who wrote a feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// By name.
    Person(MemberId),
    /// As a writer of this website, by the name that the directory shows: nothing may link it to
    /// the person, who may write elsewhere under another.
    Writer(MemberId),
}

impl Entity {
    /// Feedback this actor may read now.
    pub fn visible_to(actor: &Actor, now: Instant) -> Select<Self> {
        Self::find().filter(policy::visible_feedback(actor, now))
    }

    /// The feedback of a website, for the round's own bookkeeping.
    pub(crate) fn of(website: WebsiteId) -> Select<Self> {
        Self::find().filter(Column::WebsiteId.eq(website))
    }
}

impl Model {
    /// When it was or is revealed, if that has come: by the note, else by the clock.
    pub fn revealed(&self, now: Instant) -> Option<Instant> {
        self.revealed_at
            .or((self.hidden_until <= now).then_some(self.hidden_until))
    }

    /// Who wrote it, as far as this asker may learn it.
    pub fn author_for(&self, actor: &Actor) -> Option<Author> {
        if !policy::sees_author(actor, self) {
            return None;
        }
        let by_writer = self.kind == Kind::WriterToClient;
        let named = !by_writer || policy::sees_real_name(actor, self.author_id);
        Some(if named {
            Author::Person(self.author_id)
        } else {
            Author::Writer(self.author_id)
        })
    }
}
