//! Who may do what to catalogs, drafts, quotes, orders and revisions: the whole law of the crate.

use kernel::{Actor, Denied, MemberId, Permit, Role, Who};
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait};

use crate::{catalog, draft, order, quote, revision};

/// Founding a catalog, publishing a price book or a text of acceptable use.
#[derive(Clone, Copy, Debug)]
pub struct KeepCatalog;
/// Making a draft for a client.
#[derive(Clone, Copy, Debug)]
pub struct MakeDraft;
/// Having a draft priced.
#[derive(Clone, Copy, Debug)]
pub struct QuoteDraft;
/// Making an order of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Place;
/// Giving an order to a writer.
#[derive(Clone, Copy, Debug)]
pub struct Assign;
/// Seeing who could write an order.
#[derive(Clone, Copy, Debug)]
pub struct Weigh;
/// Handing work in.
#[derive(Clone, Copy, Debug)]
pub struct Submit;
/// Releasing reviewed work to the client.
#[derive(Clone, Copy, Debug)]
pub struct ApproveReview;
/// Accepting the work.
#[derive(Clone, Copy, Debug)]
pub struct Approve;
/// Asking for changes.
#[derive(Clone, Copy, Debug)]
pub struct RequestRevision;
/// Beginning with the changes.
#[derive(Clone, Copy, Debug)]
pub struct StartRevision;

/// Somebody is signed in, or it is the house at work: a stranger learns nothing else.
pub(crate) fn known(actor: &Actor) -> Result<(), Denied> {
    match actor.who() {
        Who::Anonymous => Err(Denied::SignedOut),
        Who::Member { .. } | Who::Superadmin { .. } | Who::System { .. } => Ok(()),
    }
}

/// Catalog and prices are the ADMIN's, or the house's when it founds a website.
pub(crate) fn keep_catalog(actor: &Actor) -> Result<Permit<KeepCatalog>, Denied> {
    actor.allow(KeepCatalog, actor.has(&[Role::Admin]) || actor.is_system())
}

/// A client makes their own drafts, SUPPORT and ADMIN make them for a client.
pub(crate) fn make_draft(actor: &Actor, client: MemberId) -> Result<Permit<MakeDraft>, Denied> {
    let own = actor.has(&[Role::Client]) && actor.is(client);
    actor.allow(MakeDraft, own || helps(actor))
}

/// Whoever may edit a draft may have it priced.
pub(crate) fn quote_draft(
    actor: &Actor,
    draft: &draft::Model,
) -> Result<Permit<QuoteDraft>, Denied> {
    actor.allow(QuoteDraft, actor.is(draft.client_id) || helps(actor))
}

/// Only its client makes an order of a draft: staff may build and price it.
pub(crate) fn place(actor: &Actor, draft: &draft::Model) -> Result<Permit<Place>, Denied> {
    actor.allow(Place, actor.is(draft.client_id))
}

/// Staff see who could write an order.
pub(crate) fn weigh(actor: &Actor) -> Result<Permit<Weigh>, Denied> {
    actor.allow(Weigh, actor.is_staff() || actor.is_system())
}

/// EDITOR and ADMIN give orders to writers.
pub(crate) fn assign(actor: &Actor, _order: &order::Model) -> Result<Permit<Assign>, Denied> {
    actor.allow(Assign, actor.has(&[Role::Editor, Role::Admin]))
}

/// The writer of the order hands its work in.
pub(crate) fn submit(actor: &Actor, order: &order::Model) -> Result<Permit<Submit>, Denied> {
    actor.allow(Submit, is_writer(actor, order))
}

/// An editor releases the work, or an ADMIN.
pub(crate) fn approve_review(
    actor: &Actor,
    _order: &order::Model,
) -> Result<Permit<ApproveReview>, Denied> {
    actor.allow(ApproveReview, actor.has(&[Role::Editor, Role::Admin]))
}

/// The client accepts the work; the house does when nobody objected in time.
pub(crate) fn approve(actor: &Actor, order: &order::Model) -> Result<Permit<Approve>, Denied> {
    actor.allow(Approve, actor.is(order.client_id) || actor.is_system())
}

/// The client asks for changes, or SUPPORT and ADMIN on their behalf.
pub(crate) fn request_revision(
    actor: &Actor,
    order: &order::Model,
) -> Result<Permit<RequestRevision>, Denied> {
    actor.allow(RequestRevision, actor.is(order.client_id) || helps(actor))
}

/// The writer of the order begins with the changes.
pub(crate) fn start_revision(
    actor: &Actor,
    order: &order::Model,
) -> Result<Permit<StartRevision>, Denied> {
    actor.allow(StartRevision, is_writer(actor, order))
}

fn is_writer(actor: &Actor, order: &order::Model) -> bool {
    order.writer_id.is_some_and(|writer| actor.is(writer))
}

/// Those who act for clients.
fn helps(actor: &Actor) -> bool {
    actor.has(&[Role::Support, Role::Admin])
}

/// Who sees a client's name, their price, their drafts: those who act for them, and the house.
pub(crate) fn sees_clients(actor: &Actor) -> bool {
    helps(actor) || actor.is_system()
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}

/// A catalog is public.
pub(crate) fn items(actor: &Actor) -> Condition {
    Condition::all().add(catalog::item::Column::WebsiteId.eq(actor.website()))
}

/// So are the services and what they cost.
pub(crate) fn services(actor: &Actor) -> Condition {
    Condition::all().add(catalog::additional_service::Column::WebsiteId.eq(actor.website()))
}

/// Whose drafts and quotes somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Of every client of the website: those who act for clients, and the house.
    Everybodys,
    /// This client's.
    Ones(MemberId),
    /// A stranger has none.
    Nobodys,
}

/// Drafts are their client's, and of those who act for clients.
pub(crate) fn whose_drafts(actor: &Actor) -> Whose {
    match actor.member() {
        _ if sees_clients(actor) => Whose::Everybodys,
        Some(member) => Whose::Ones(member),
        None => Whose::Nobodys,
    }
}

/// Drafts: see [`whose_drafts`].
pub(crate) fn drafts(actor: &Actor) -> Condition {
    let here = Condition::all().add(draft::Column::WebsiteId.eq(actor.website()));
    match whose_drafts(actor) {
        Whose::Everybodys => here,
        Whose::Ones(client) => here.add(draft::Column::ClientId.eq(client)),
        Whose::Nobodys => nothing(),
    }
}

/// [`drafts`] of many actors in one statement, where these columns say on which website each is,
/// and whose drafts they see: null means everybody's.
pub(crate) fn drafts_of_each(
    website: impl IntoColumnRef,
    client: impl IntoColumnRef + Clone,
) -> Condition {
    let column = |column| Expr::col((draft::Entity, column));
    let theirs = column(draft::Column::ClientId).equals(client.clone());
    Condition::all()
        .add(column(draft::Column::WebsiteId).equals(website))
        .add(Expr::col(client).is_null().or(theirs))
}

/// Quotes: like their drafts.
pub(crate) fn quotes(actor: &Actor) -> Condition {
    let here = Condition::all().add(quote::Column::WebsiteId.eq(actor.website()));
    match whose_drafts(actor) {
        Whose::Everybodys => here,
        Whose::Ones(client) => here.add(quote::Column::ClientId.eq(client)),
        Whose::Nobodys => nothing(),
    }
}

/// Orders: the client's own, the writer's current ones, all for those who work here.
pub(crate) fn orders(actor: &Actor) -> Condition {
    let here = Condition::all().add(order::Column::WebsiteId.eq(actor.website()));
    match actor.who() {
        _ if actor.is_staff() || actor.is_system() => here,
        Who::Member {
            member,
            role: Role::Client,
            ..
        } => here.add(order::Column::ClientId.eq(*member)),
        Who::Member {
            member,
            role: Role::Writer,
            ..
        } => here.add(order::Column::WriterId.eq(*member)),
        _ => nothing(),
    }
}

/// Deliveries of visible orders; the client's eyes only on released ones.
pub(crate) fn deliveries(actor: &Actor) -> Condition {
    let here = Condition::all()
        .add(order::delivery::Column::WebsiteId.eq(actor.website()))
        .add_option(of_visible_order(actor, order::delivery::Column::OrderId));
    if actor.has(&[Role::Client]) {
        return here.add(order::delivery::Column::ReleasedAt.is_not_null());
    }
    here
}

/// Assignments, with what was known when they were decided: those who decide.
pub(crate) fn assignments(actor: &Actor) -> Condition {
    if actor.is_staff() || actor.is_system() {
        return Condition::all().add(order::assignment::Column::WebsiteId.eq(actor.website()));
    }
    nothing()
}

/// The history of visible orders.
pub(crate) fn timeline(actor: &Actor) -> Condition {
    Condition::all()
        .add(order::timeline::Column::WebsiteId.eq(actor.website()))
        .add_option(of_visible_order(actor, order::timeline::Column::OrderId))
}

/// The revisions of visible orders.
pub(crate) fn revisions(actor: &Actor) -> Condition {
    Condition::all()
        .add(revision::Column::WebsiteId.eq(actor.website()))
        .add_option(of_visible_order(actor, revision::Column::OrderId))
}

/// The ids of those revisions, for their items.
pub(crate) fn revision_ids(actor: &Actor) -> SelectStatement {
    revision::find()
        .select_only()
        .column(revision::Column::Id)
        .filter(revisions(actor))
        .into_query()
}

/// That the row belongs to an order the asker sees; nothing for those who see all of them.
fn of_visible_order(actor: &Actor, order_id: impl ColumnTrait) -> Option<SimpleExpr> {
    if actor.is_staff() || actor.is_system() {
        return None;
    }
    let visible = order::entity::find()
        .select_only()
        .column(order::Column::Id)
        .filter(orders(actor))
        .into_query();
    Some(order_id.in_subquery(visible))
}
