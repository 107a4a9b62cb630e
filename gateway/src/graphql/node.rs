//! Any object by its id alone.

use async_graphql::{Context, ID, Interface, Object};
use kernel::{AnyId, Id, MemberId};
use uuid::Uuid;

use super::context::Ask;
use super::error::{ApiError, Nullable, Result, nullable};
use super::identity::{
    Account, Device, Impersonation, Member, MemberInvitation, SecurityEvent, Session,
};
use super::loaders::identity::MemberOf;
use super::loaders::orders::{
    DeliveryOf, DraftOf, ItemOf, OrderOf, QuoteOf, RevisionOf, ServiceOf, StepOf,
};
use super::loaders::writer_management::{
    BlackoutOf, FeedbackOf, InvitationOf, PortfolioOf, SampleOf, StandingOf, WriterOf,
};
use super::notifications::{LoginAlert, LoginAlertPreference, Notification};
use super::orders::{
    AdditionalService, CatalogItem, Delivery, Order, OrderDraft, OrderEvent, Quote, RevisionRequest,
};
use super::tenancy::{ParkedEvent, Website};
use super::writer_management::{
    Blackout, Feedback, FeedbackInvitation, Portfolio, PortfolioSample, Writer, WriterCapacity,
};

/// An object with an id of its own.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The object."))]
pub enum Node {
    /// A person on the installation.
    Account(Account),
    /// An additional service of the catalog.
    AdditionalService(AdditionalService),
    /// A period in which a writer takes nothing.
    Blackout(Blackout),
    /// An entry of the catalog.
    CatalogItem(CatalogItem),
    /// A version of the work.
    Delivery(Delivery),
    /// A device of the asker.
    Device(Device),
    /// One rating of one person about one order.
    Feedback(Feedback),
    /// An invitation to give feedback.
    FeedbackInvitation(FeedbackInvitation),
    /// A line in the asker's inbox.
    Notification(Notification),
    /// The alert about a sign-in of the asker.
    LoginAlert(LoginAlert),
    /// What the asker wants to be told of their sign-ins.
    LoginAlertPreference(LoginAlertPreference),
    /// A look through somebody else's eyes.
    Impersonation(Impersonation),
    /// A member of this website, for those who run it.
    Member(Member),
    /// An invitation to become one.
    MemberInvitation(MemberInvitation),
    /// An accepted, placed piece of work.
    Order(Order),
    /// An order being prepared.
    OrderDraft(OrderDraft),
    /// A step in the life of an order.
    OrderEvent(OrderEvent),
    /// An event of this website that was given up, for those who run it.
    ParkedEvent(ParkedEvent),
    /// A writer's public face.
    Portfolio(Portfolio),
    /// A piece of work in a portfolio.
    PortfolioSample(PortfolioSample),
    /// A priced, time-limited offer.
    Quote(Quote),
    /// A structured wish for changes.
    RevisionRequest(RevisionRequest),
    /// Something that happened to the asker's account.
    SecurityEvent(SecurityEvent),
    /// A sign-in of the asker.
    Session(Session),
    /// A tenant.
    Website(Website),
    /// A writer of this website.
    Writer(Writer),
    /// A writer's ceilings.
    WriterCapacity(WriterCapacity),
}

/// Root fields for any object.
#[derive(Default)]
pub struct NodeQuery;

/// How many objects can be asked for at once.
const MOST: usize = 100;

#[Object]
impl NodeQuery {
    /// Public, as far as the object is. Any object by its id; null when there is no such object,
    /// or none that the asker may see.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The object.")] id: ID,
    ) -> Nullable<Node> {
        nullable(find(ctx, &id)).await
    }

    /// Public, as far as the objects are. Objects by their ids, in the order of the ids; at most
    /// 100 at once.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The objects.")] ids: Vec<ID>,
    ) -> Nullable<Vec<Option<Node>>> {
        nullable(async {
            if ids.len() > MOST {
                let message = format!("Ask for at most {MOST} objects at once.");
                return Err(ApiError::new("BAD_USER_INPUT", message));
            }
            let found = ids.iter().map(|id| find(ctx, id));
            futures_util::future::try_join_all(found).await.map(Some)
        })
        .await
    }
}

/// The object of this id, through the same loaders as everything else.
pub(super) async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let Ok(id) = id.parse::<AnyId>() else {
        return Ok(None);
    };
    Ok(match id {
        AnyId::Account(id) => ctx.load(id).await?.map(Node::Account),
        AnyId::Blackout(id) => ctx
            .load(BlackoutOf(id))
            .await?
            .map(Blackout)
            .map(Node::Blackout),
        AnyId::CatalogItem(id) => ctx
            .load(ItemOf(id))
            .await?
            .map(CatalogItem)
            .map(Node::CatalogItem),
        AnyId::Service(id) => ctx
            .load(ServiceOf(id))
            .await?
            .map(AdditionalService)
            .map(Node::AdditionalService),
        AnyId::Delivery(id) => ctx
            .load(DeliveryOf(id))
            .await?
            .map(Delivery)
            .map(Node::Delivery),
        AnyId::Draft(id) => ctx
            .load(DraftOf(id))
            .await?
            .map(OrderDraft)
            .map(Node::OrderDraft),
        AnyId::Feedback(id) => ctx
            .load(FeedbackOf(id))
            .await?
            .map(Feedback)
            .map(Node::Feedback),
        AnyId::Invitation(id) => {
            let found = ctx.load(InvitationOf(id)).await?;
            found.map(FeedbackInvitation).map(Node::FeedbackInvitation)
        }
        AnyId::Event(id) => ctx.load(id).await?.map(Node::ParkedEvent),
        AnyId::Notification(id) => ctx.load(id).await?.map(Node::Notification),
        AnyId::LoginAlert(id) => ctx.load(id).await?.map(Node::LoginAlert),
        AnyId::LoginAlertPreference(id) => LoginAlertPreference::find(ctx, id)
            .await?
            .map(Node::LoginAlertPreference),
        AnyId::Order(id) => ctx.load(OrderOf(id)).await?.map(Order).map(Node::Order),
        AnyId::OrderEvent(id) => step(ctx, StepOf(id)).await?.map(Node::OrderEvent),
        AnyId::Quote(id) => ctx.load(QuoteOf(id)).await?.map(Quote).map(Node::Quote),
        AnyId::Revision(id) => ctx
            .load(RevisionOf(id))
            .await?
            .map(RevisionRequest)
            .map(Node::RevisionRequest),
        AnyId::Sample(id) => ctx
            .load(SampleOf(id))
            .await?
            .map(PortfolioSample)
            .map(Node::PortfolioSample),
        AnyId::Device(id) => ctx.load(id).await?.map(Node::Device),
        AnyId::SecurityEvent(id) => ctx.load(id).await?.map(Node::SecurityEvent),
        AnyId::Session(id) => ctx.load(id).await?.map(Node::Session),
        AnyId::Impersonation(id) => ctx.load(id).await?.map(Node::Impersonation),
        AnyId::MemberInvitation(id) => ctx.load(id).await?.map(Node::MemberInvitation),
        AnyId::Member(id) => match ctx.load(WriterOf(id)).await? {
            Some(writer) => Some(Node::Writer(Writer(writer))),
            None => ctx.load(MemberOf(id)).await?.map(Node::Member),
        },
        AnyId::Portfolio(id) => ctx
            .load(PortfolioOf(owner(id)))
            .await?
            .map(Portfolio)
            .map(Node::Portfolio),
        AnyId::Capacity(id) => {
            let standing = ctx.load(StandingOf(owner(id))).await?;
            let numbers = standing.filter(|standing| standing.numbers(ctx.actor()).is_some());
            numbers.map(WriterCapacity).map(Node::WriterCapacity)
        }
        AnyId::Website(id) => {
            let site = ctx.actor().site();
            (site.id == id).then(|| Node::Website(Website(std::sync::Arc::clone(site))))
        }
        _ => None,
    })
}

/// Portfolios and capacities carry the UUID of their writer's membership.
fn owner(id: impl Id) -> MemberId {
    let uuid: Uuid = id.into();
    MemberId::from(uuid)
}

async fn step(ctx: &Context<'_>, key: StepOf) -> Result<Option<OrderEvent>> {
    let Some(row) = ctx.load(key).await? else {
        return Ok(None);
    };
    let order = ctx.load(OrderOf(row.order_id)).await?;
    Ok(order.map(|order| OrderEvent::seen(ctx, &order, row)))
}
