//! Opens rounds, asks both sides, and ends rounds whose window is over.

use chrono::TimeDelta;
use kernel::outbox::{self, Note};
use kernel::{InvitationId, OrderId, RoundId, Tx};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    Set,
};

use super::{Entity, Feedbacks, Kind, invitation, reveal, round};
use crate::capacity::inserted;
use crate::ports::Engagement;
use crate::{Error, FeedbackEvent, Result, writer};

/// How long before the end of the window whoever has not answered is reminded.
const REMINDER: TimeDelta = TimeDelta::days(3);

/// The round of a finished order, locked; opened if it is not yet. The writer's row is locked
/// before it: sums of ratings are kept there.
pub(super) async fn open_in(tx: &Tx, work: &Engagement) -> Result<round::Model> {
    let since = work
        .stage
        .over_since()
        .ok_or(Error::NotFinished(work.order))?;
    let writer = work.writer.ok_or(Error::NoCounterpart)?;
    writer::find_locked_in(tx, writer).await?;
    let site = tx.actor().site();
    let closes_at = since + TimeDelta::days(site.policies.feedback_days.into());
    let row = round::Model {
        id: tx.mint::<RoundId>(),
        website_id: site.id,
        order_id: work.order,
        client_id: work.client,
        writer_id: writer,
        editor_id: work.editor,
        opened_at: tx.now(),
        closes_at,
        closed_at: None,
    };
    let outcome = round::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([round::Column::WebsiteId, round::Column::OrderId])
        .exec_without_returning(&**tx)
        .await?;
    if inserted(&outcome) {
        let order = work.order;
        let mut timers = vec![Note::of(&FeedbackEvent::RoundDue { order }).due(closes_at)];
        let reminder = closes_at - REMINDER;
        if reminder > tx.now() {
            timers.push(Note::of(&FeedbackEvent::WindowClosing { order }).due(reminder));
        }
        outbox::write(tx, timers)?;
    }
    let round = find_locked_in(tx, work.order).await?;
    round.ok_or_else(|| DbErr::RecordNotFound(format!("round of {}", work.order)).into())
}

async fn find_locked_in(tx: &Tx, order: OrderId) -> Result<Option<round::Model>, DbErr> {
    round::of(tx.actor().website())
        .filter(round::Column::OrderId.eq(order))
        .lock_exclusive()
        .one(&**tx)
        .await
}

/// Asks those who are to be asked and were not.
pub(super) async fn invite_in(tx: &Tx, work: &Engagement) -> Result<Vec<invitation::Model>> {
    use invitation::Column::{Kind as OfKind, OrderId, WebsiteId};
    const UNIQUE: [invitation::Column; 3] = [WebsiteId, OrderId, OfKind];
    let round = open_in(tx, work).await?;
    let mut invited = Vec::new();
    if round.closes_at <= tx.now() {
        return Ok(invited);
    }
    for kind in Kind::ASKED {
        let Some(member) = kind.author(work) else {
            continue;
        };
        let row = invitation::Model {
            id: tx.mint::<InvitationId>(),
            website_id: round.website_id,
            round_id: round.id,
            order_id: round.order_id,
            kind,
            member_id: member,
            due_at: round.closes_at,
            created_at: tx.now(),
        };
        let outcome = invitation::Entity::insert(row.clone().into_active_model())
            .on_conflict_do_nothing_on(UNIQUE)
            .exec_without_returning(&**tx)
            .await?;
        if inserted(&outcome) {
            invited.push(row);
        }
    }
    let notes = invited.iter().map(|row| {
        Note::of(&FeedbackEvent::Invited {
            invitation: row.id,
            order: row.order_id,
            kind: row.kind,
            member: row.member_id,
            due_at: row.due_at,
        })
    });
    outbox::write(tx, notes.collect())?;
    Ok(invited)
}

/// Notes the end of a round whose window is over, and reveals what is hidden in it, as of that
/// end: a late timer changes no sum.
pub(super) async fn close_in(tx: &Tx, order: OrderId) -> Result<()> {
    let known = round::of(tx.actor().website())
        .filter(round::Column::OrderId.eq(order))
        .one(&**tx)
        .await?;
    let Some(known) = known else { return Ok(()) };
    writer::find_locked_in(tx, known.writer_id).await?;
    let Some(round) = find_locked_in(tx, order).await? else {
        return Ok(());
    };
    if round.closes_at > tx.now() || round.closed_at.is_some() {
        return Ok(());
    }
    let end = round.closes_at;
    let hidden = Entity::of(round.website_id)
        .filter(super::Column::RoundId.eq(round.id))
        .filter(super::Column::RevealedAt.is_null())
        .all(&**tx)
        .await?;
    for feedback in hidden {
        reveal::reveal_in(tx, feedback, end).await?;
    }
    end_in(tx, round, end).await?;
    Ok(())
}

/// Notes that nothing is hidden any more.
pub(super) async fn end_in(tx: &Tx, round: round::Model, at: kernel::Instant) -> Result<(), DbErr> {
    let mut row = round.into_active_model();
    row.closed_at = Set(Some(at));
    row.update(&**tx).await.map(|_| ())
}

impl Feedbacks {
    /// Whether feedback is switched on, for background work that then does nothing.
    pub(super) fn is_on(tx: &Tx) -> bool {
        tx.actor()
            .site()
            .toggles
            .is_on(kernel::Toggle::WriterFeedback)
    }
}
