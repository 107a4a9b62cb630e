//! Who may do and see what in this crate: all of its law.

use kernel::bundle::Among;
use kernel::{Actor, Denied, Instant, MemberId, Permit, Role};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, Query};
use sea_orm::{ColumnTrait, Condition};

use crate::capacity;
use crate::feedback::{self, Kind};
use crate::portfolio::{self, Visibility};
use crate::ports::Engagement;
use crate::writer;

/// Browse the directory of writers.
pub struct Browse;
/// See writers ranked for an order.
pub struct RankWriters;
/// Rate somebody.
pub struct GiveFeedback;
/// Ask for feedback and end rounds.
pub struct RunRounds;
/// Compute all sums anew.
pub struct Rebuild;
/// Have and edit a portfolio.
pub struct EditPortfolio;
/// Decide what may be shown of an order.
pub struct DecideConsent;

/// Somebody is signed in, or it is the house at work: a stranger learns nothing else.
pub fn known(actor: &Actor) -> Result<(), Denied> {
    if actor.is_signed_in() || actor.is_system() {
        return Ok(());
    }
    Err(Denied::SignedOut)
}

/// Members of the website browse; strangers see public portfolios one by one.
pub fn browse(actor: &Actor) -> Result<Permit<Browse>, Denied> {
    actor.allow(Browse, actor.is_signed_in() || actor.is_system())
}

/// Staff assign.
pub fn rank_writers(actor: &Actor) -> Result<Permit<RankWriters>, Denied> {
    actor.allow(RankWriters, works_here(actor))
}

/// The one who stands on the giving side of this kind.
pub fn give_feedback(
    actor: &Actor,
    kind: Kind,
    work: &Engagement,
) -> Result<Permit<GiveFeedback>, Denied> {
    let author = kind.author(work);
    actor.allow(GiveFeedback, author.is_some() && actor.member() == author)
}

/// The house alone.
pub fn run_rounds(actor: &Actor) -> Result<Permit<RunRounds>, Denied> {
    actor.allow(RunRounds, actor.is_system())
}

/// The house and its operators.
pub fn rebuild(actor: &Actor) -> Result<Permit<Rebuild>, Denied> {
    actor.allow(Rebuild, actor.is_system() || actor.is_superadmin())
}

/// Writers, each their own.
pub fn edit_portfolio(actor: &Actor) -> Result<Permit<EditPortfolio>, Denied> {
    actor.allow(EditPortfolio, actor.has(&[Role::Writer]))
}

/// The client of the order, nobody on their behalf.
pub fn decide_consent(actor: &Actor, work: &Engagement) -> Result<Permit<DecideConsent>, Denied> {
    actor.allow(DecideConsent, actor.is(work.client))
}

/// Whether the asker learns that this order exists.
pub fn knows_order(actor: &Actor, work: &Engagement) -> bool {
    works_here(actor) || actor.member().is_some_and(|member| work.involves(member))
}

/// Staff, and the house itself.
pub fn works_here(actor: &Actor) -> bool {
    actor.is_staff() || actor.is_system()
}

/// Those who audit: they see feedback before its time, and who wrote anonymously.
pub fn audits(actor: &Actor) -> bool {
    actor.has(&[Role::Admin]) || actor.is_system()
}

/// Whether the asker sees the numbers behind a writer's availability.
pub fn sees_capacity(actor: &Actor, writer: MemberId) -> bool {
    actor.is(writer) || works_here(actor)
}

/// The same as [`sees_capacity`], for a query over blackouts.
pub fn visible_blackouts(actor: &Actor) -> Condition {
    use capacity::blackout::Column;
    let here = Condition::all().add(Column::WebsiteId.eq(actor.website()));
    if works_here(actor) {
        return here;
    }
    let own = |member| Column::WriterId.eq(member);
    here.add(actor.member().map_or_else(|| Expr::val(false), own))
}

/// Whether the asker is told the writer's own name rather than the pen name.
pub fn sees_real_name(actor: &Actor, writer: MemberId) -> bool {
    actor.is(writer) || works_here(actor)
}

/// Writers the asker may look up: a stranger, only those who show themselves in public.
pub fn visible_writers(actor: &Actor) -> Condition {
    let here = Condition::all().add(writer::Column::WebsiteId.eq(actor.website()));
    if actor.is_signed_in() || actor.is_system() {
        return here;
    }
    let shown = Query::select()
        .column(portfolio::Column::WriterId)
        .from(portfolio::Entity)
        .cond_where(visible_portfolios(actor))
        .to_owned();
    here.add(writer::Column::MemberId.in_subquery(shown))
}

/// Which enabled portfolios the asker may see, other than their own.
pub fn visibilities(actor: &Actor) -> &'static [Visibility] {
    if works_here(actor) {
        &[
            Visibility::Private,
            Visibility::ClientsOnly,
            Visibility::Public,
        ]
    } else if actor.has(&[Role::Client]) {
        &[Visibility::ClientsOnly, Visibility::Public]
    } else {
        &[Visibility::Public]
    }
}

/// Whether the asker may see this portfolio.
pub fn sees_portfolio(actor: &Actor, portfolio: &portfolio::Model) -> bool {
    let shown = portfolio.is_enabled && visibilities(actor).contains(&portfolio.visibility);
    sees_all_of(actor, portfolio.writer_id) || shown
}

/// Whether the writer's switches hide nothing from the asker.
pub fn sees_all_of(actor: &Actor, writer: MemberId) -> bool {
    actor.is(writer) || works_here(actor)
}

/// The same as [`sees_portfolio`], for a query over portfolios.
pub fn visible_portfolios(actor: &Actor) -> Condition {
    let here = Condition::all().add(portfolio::Column::WebsiteId.eq(actor.website()));
    if works_here(actor) {
        return here;
    }
    let shown = portfolio::Column::IsEnabled
        .eq(true)
        .and(portfolio::Column::Visibility.is_in(visibilities(actor).iter().copied()));
    let own = actor
        .member()
        .map(|member| portfolio::Column::WriterId.eq(member));
    here.add(Condition::any().add(shown).add_option(own))
}

/// Feedback the asker may read: their own always; what concerns them and, for staff, everybody's
/// once it is revealed, by note or by the clock; those who audit see all.
pub fn visible_feedback(actor: &Actor, now: Instant) -> Condition {
    use feedback::Column;
    let here = Condition::all().add(Column::WebsiteId.eq(actor.website()));
    if audits(actor) {
        return here;
    }
    let revealed = Column::RevealedAt
        .is_not_null()
        .or(Column::HiddenUntil.lte(now));
    let seen = match actor.member() {
        _ if actor.is_staff() => revealed,
        Some(member) => revealed.and(Column::RecipientId.eq(member)),
        None => Expr::val(false),
    };
    let own = actor.member().map(|member| Column::AuthorId.eq(member));
    here.add(Condition::any().add(seen).add_option(own))
}

/// Whether the asker may learn who wrote it: never against anonymity, and never where it would
/// name a client to anybody but SUPPORT and ADMIN.
pub fn sees_author(actor: &Actor, feedback: &feedback::Model) -> bool {
    if actor.is(feedback.author_id) || audits(actor) {
        return true;
    }
    let by_client = matches!(feedback.kind, Kind::ClientToWriter | Kind::ClientToEditor);
    !feedback.is_anonymous && (!by_client || actor.has(&[Role::Support]))
}

/// Whose summary among `members` the asker may see: every writer's, their own, and for staff
/// everybody's. It asks for these writers alone: the database would otherwise collect every writer
/// of the website first.
pub fn visible_summaries(actor: &Actor, members: &Among<MemberId>) -> Condition {
    use feedback::summary::totals::Column;
    let here = Condition::all().add(Column::WebsiteId.eq(actor.website()));
    if works_here(actor) {
        return here;
    }
    let writers = Query::select()
        .column(writer::Column::MemberId)
        .from(writer::Entity)
        .cond_where(visible_writers(actor))
        .and_where(members.holds(writer::Column::MemberId))
        .to_owned();
    let own = actor.member().map(|member| Column::MemberId.eq(member));
    let writers = Column::MemberId.in_subquery(writers).into_condition();
    here.add(Condition::any().add(writers).add_option(own))
}

#[cfg(test)]
mod tests;
