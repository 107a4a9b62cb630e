//! Feedback as it stands in the schema.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use identity::Person;
use kernel::{AccountId, Actor, Cursor, CursorKey, OrderId, Page, Slice};
use uuid::Uuid;
use writer_management::feedback::{self, Author, GiveFeedback, Point, invitation};
use writer_management::writer;

use super::words::FeedbackKind;
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Nullable, Result, UserError, nullable};
use crate::graphql::identity::Account;
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::loaders::orders::OrderOf;
use crate::graphql::loaders::writer_management::{FeedbackAbout, WriterOf};
use crate::graphql::orders::Order;
use crate::graphql::page::{Connection, connection_with};
use crate::graphql::scalar::{gid, typed};

/// One rating of one person about one order.
pub struct Feedback(pub feedback::Model);

impl Feedback {
    /// Whether the asker may read the words: the parties and staff, and everybody where they are
    /// public.
    fn is_readable(&self, actor: &Actor) -> bool {
        let party = actor.is(self.0.author_id) || actor.is(self.0.recipient_id);
        self.0.is_public || party || actor.is_staff()
    }
}

/// One rating of one person about one order.
#[Object]
impl Feedback {
    /// The feedback.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Who rates whom.
    async fn kind(&self) -> FeedbackKind {
        self.0.kind.into()
    }

    /// The order it is about; null when the asker may not see it.
    async fn order(&self, ctx: &Context<'_>) -> Nullable<Order> {
        nullable(async { Ok(ctx.load(OrderOf(self.0.order_id)).await?.map(Order)) }).await
    }

    /// Who wrote it; null where it is anonymous or would name the client to a writer.
    async fn author(&self, ctx: &Context<'_>) -> Nullable<Account> {
        nullable(async {
            match self.0.author_for(ctx.actor()) {
                Some(Author::Person(author)) => ctx.load(AccountOf(author)).await,
                Some(Author::Writer(author)) => {
                    let writer = ctx.load(WriterOf(author)).await?;
                    Ok(writer.map(|writer| pseudonym(ctx.actor(), &writer)))
                }
                None => Ok(None),
            }
        })
        .await
    }

    /// Whether the asker wrote it.
    async fn is_own(&self, ctx: &Context<'_>) -> bool {
        ctx.actor().is(self.0.author_id)
    }

    /// 1 to 5.
    async fn overall_rating(&self) -> i32 {
        self.0.overall
    }

    /// 1 to 5.
    async fn quality_rating(&self) -> Option<i32> {
        self.0.quality
    }

    /// 1 to 5.
    async fn communication_rating(&self) -> Option<i32> {
        self.0.communication
    }

    /// 1 to 5.
    async fn timeliness_rating(&self) -> Option<i32> {
        self.0.timeliness
    }

    /// 1 to 5.
    async fn professionalism_rating(&self) -> Option<i32> {
        self.0.professionalism
    }

    /// What was good.
    async fn strengths(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0
            .strengths
            .as_deref()
            .filter(|_| self.is_readable(ctx.actor()))
    }

    /// What could be better.
    async fn areas_for_improvement(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0
            .areas_for_improvement
            .as_deref()
            .filter(|_| self.is_readable(ctx.actor()))
    }

    /// In general.
    async fn comment(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0
            .comment
            .as_deref()
            .filter(|_| self.is_readable(ctx.actor()))
    }

    /// Specific places.
    async fn points(&self, ctx: &Context<'_>) -> Vec<FeedbackPoint> {
        if !self.is_readable(ctx.actor()) {
            return Vec::new();
        }
        let point = |point: &Point| FeedbackPoint {
            section: point.section.clone(),
            issue: point.issue.clone(),
            suggestion: point.suggestion.clone(),
        };
        self.0.points.0.iter().map(point).collect()
    }

    /// Whether others than the parties may read the words; the rating counts in any case.
    async fn is_public(&self) -> bool {
        self.0.is_public
    }

    /// Whether the author stays unnamed.
    async fn is_anonymous(&self) -> bool {
        self.0.is_anonymous
    }

    /// When the other side could first see it; null as long as it cannot.
    async fn revealed_at(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        self.0.revealed(ctx.now())
    }

    /// When it was first given.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A writer as a person without being one: the name of the directory, and an id that names no
/// account, so that nobody can tell whether two pen names on two websites are the same person.
fn pseudonym(actor: &Actor, writer: &writer::Model) -> Account {
    Account(Person {
        id: AccountId::from(Uuid::from(writer.member_id)),
        display_name: writer.name_for(actor).to_owned(),
        email: None,
        locale: None,
        time_zone: None,
        created_at: writer.created_at,
        updated_at: writer.updated_at,
    })
}

/// Something specific about one place of the work.
#[derive(SimpleObject)]
pub struct FeedbackPoint {
    /// The place.
    pub section: String,
    /// What is wrong there.
    pub issue: String,
    /// What would be better.
    pub suggestion: String,
}

/// The size of a list of feedback.
#[derive(SimpleObject)]
pub struct FeedbackTotals {
    /// How much feedback there is.
    #[graphql(name = "totalCount")]
    pub count: i32,
}

/// A page of feedback.
pub type FeedbackConnection = Connection<Feedback, FeedbackTotals>;

/// The feedback about an order that the asker may read, oldest first: four at most.
pub async fn feedback_of(
    ctx: &Context<'_>,
    order: OrderId,
    page: Page,
) -> Result<FeedbackConnection> {
    let rows = ctx.load(FeedbackAbout(order)).await?.unwrap_or_default();
    let count = i32::try_from(rows.len()).unwrap_or(i32::MAX);
    let cursor = |row: &feedback::Model| Cursor::new(CursorKey::Time(row.created_at), row.id);
    let slice: Slice<feedback::Model> =
        page.cut(rows.into_iter().map(|row| (cursor(&row), row)).collect());
    Ok(connection_with(slice, Feedback, FeedbackTotals { count }))
}

/// An invitation to give feedback.
pub struct FeedbackInvitation(pub invitation::Model);

/// An invitation to give feedback.
#[Object]
impl FeedbackInvitation {
    /// The invitation.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// The finished order.
    async fn order(&self, ctx: &Context<'_>) -> Result<Order> {
        let order = ctx.load(OrderOf(self.0.order_id)).await?.map(Order);
        order.ok_or_else(|| ApiError::new("NOT_FOUND", "There is no such order."))
    }

    /// What is asked for.
    async fn kind(&self) -> FeedbackKind {
        self.0.kind.into()
    }

    /// Until when it can be given.
    async fn due_at(&self) -> DateTime<Utc> {
        self.0.due_at
    }

    /// What the asker has given, once they have.
    async fn feedback(&self, ctx: &Context<'_>) -> Nullable<Feedback> {
        nullable(async {
            let rows = ctx
                .load(FeedbackAbout(self.0.order_id))
                .await?
                .unwrap_or_default();
            let own = rows
                .into_iter()
                .find(|row| row.kind == self.0.kind && row.author_id == self.0.member_id);
            Ok(own.map(Feedback))
        })
        .await
    }

    /// When the asker was asked.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// The size of the asker's list of invitations.
pub struct InvitationTotals;

/// The size of the asker's list of invitations.
#[Object]
impl InvitationTotals {
    /// How many invitations there are.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = ctx.services().invitations.count(ctx.actor()).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

/// A page of invitations.
pub type InvitationConnection = Connection<FeedbackInvitation, InvitationTotals>;

/// Something specific about one place of the work.
#[derive(Clone, Debug, InputObject)]
pub struct FeedbackPointInput {
    /// The place.
    pub section: String,
    /// What is wrong there.
    pub issue: String,
    /// What would be better.
    pub suggestion: String,
}

/// A rating. Before the reveal its author may give it again, with a new key, to amend it.
#[derive(Clone, Debug, InputObject)]
pub struct SubmitFeedbackInput {
    /// The finished order.
    pub order_id: ID,
    /// Who rates whom.
    pub kind: FeedbackKind,
    /// 1 to 5.
    pub overall_rating: i32,
    /// 1 to 5.
    pub quality_rating: Option<i32>,
    /// 1 to 5.
    pub communication_rating: Option<i32>,
    /// 1 to 5.
    pub timeliness_rating: Option<i32>,
    /// 1 to 5.
    pub professionalism_rating: Option<i32>,
    /// What was good.
    pub strengths: Option<String>,
    /// What could be better.
    pub areas_for_improvement: Option<String>,
    /// In general.
    pub comment: Option<String>,
    /// Specific places.
    pub points: Option<Vec<FeedbackPointInput>>,
    /// Whether others than the parties may read the words; they may unless said otherwise.
    pub is_public: Option<bool>,
    /// Whether the author stays unnamed; they are named unless said otherwise.
    pub is_anonymous: Option<bool>,
    /// A note for staff alone.
    pub private_note: Option<String>,
    /// The same key with the same input gives the same feedback, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

impl From<SubmitFeedbackInput> for GiveFeedback {
    fn from(input: SubmitFeedbackInput) -> Self {
        let points = input
            .points
            .unwrap_or_default()
            .into_iter()
            .map(|point| Point {
                section: point.section,
                issue: point.issue,
                suggestion: point.suggestion,
            });
        Self {
            order: typed(&input.order_id),
            kind: input.kind.into(),
            overall: input.overall_rating,
            quality: input.quality_rating,
            communication: input.communication_rating,
            timeliness: input.timeliness_rating,
            professionalism: input.professionalism_rating,
            strengths: input.strengths,
            areas_for_improvement: input.areas_for_improvement,
            comment: input.comment,
            points: points.collect(),
            is_public: input.is_public.unwrap_or(true),
            is_anonymous: input.is_anonymous.unwrap_or_default(),
            private_note: input.private_note,
            key: input.idempotency_key,
        }
    }
}

/// Feedback that was given.
#[derive(Default, SimpleObject)]
pub struct SubmitFeedbackPayload {
    /// The feedback.
    pub feedback: Option<Feedback>,
    /// The order it is about.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}
