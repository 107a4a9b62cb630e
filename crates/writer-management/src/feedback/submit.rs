//! Giving and amending feedback.

use kernel::once::{Once, once};
use kernel::{Actor, Change, Failure, FeedbackId, Instant, MemberId, Permit, Toggle, Tx};
use sea_orm::{ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::command::Valid;
use super::reveal::reveal_in;
use super::{
    ActiveModel, Column, Entity, Feedbacks, GiveFeedback, Kind, Model, round, rounds, version,
};
use crate::policy::{self, GiveFeedback as Give};
use crate::ports::Engagement;
use crate::{Error, FeedbackEvent, Result};

/// See [`FeedbackService::submit`](super::FeedbackService::submit).
pub(super) async fn submit(
    feedbacks: &Feedbacks,
    actor: &Actor,
    command: &GiveFeedback,
) -> Result<Model> {
    policy::known(actor)?;
    actor
        .site()
        .require(Toggle::WriterFeedback)
        .map_err(Error::Off)?;
    let tx = Tx::begin(&feedbacks.db, actor, &feedbacks.clock).await?;
    let id: FeedbackId = tx.mint();
    match once(&tx, "submitFeedback", command.key, command, id).await? {
        Once::First => {}
        // An amendment makes nothing new, so the repeat is answered with what stands there now.
        Once::Again(_) => return given(&tx, command).await,
        Once::Misused => return Err(Error::KeyMisused),
    }
    let work = feedbacks
        .orders
        .of_in(&tx, command.order)
        .await
        .map_err(Error::neighbour)?;
    let work = work.filter(|work| policy::knows_order(actor, work));
    let (work, said) = match (work, command.check()) {
        (Some(work), said) => (work, said?),
        (None, Ok(_)) => return Err(Error::NoSuchOrder(command.order)),
        (None, Err(mut faults)) => {
            faults.extend(
                Error::NoSuchOrder(command.order)
                    .faults()
                    .unwrap_or_default(),
            );
            return Err(faults.into());
        }
    };
    let permit = policy::give_feedback(actor, command.kind, &work)?;
    let feedback = give_in(&tx, &permit, id, &work, command.kind, said).await?;
    tx.commit().await?;
    Ok(feedback)
}

async fn given(tx: &Tx, command: &GiveFeedback) -> Result<Model> {
    let known = Entity::visible_to(tx.actor(), tx.now())
        .filter(Column::OrderId.eq(command.order))
        .filter(Column::Kind.eq(command.kind))
        .one(&**tx)
        .await?;
    known.ok_or(Error::NoSuchOrder(command.order))
}

async fn give_in(
    tx: &Tx,
    permit: &Permit<Give>,
    id: FeedbackId,
    work: &Engagement,
    kind: Kind,
    said: Valid,
) -> Result<Model> {
    if work.stage.over_since().is_none() {
        return Err(Error::NotFinished(work.order));
    }
    let (Some(_), Some(recipient)) = (work.writer, kind.recipient(work)) else {
        return Err(Error::NoCounterpart);
    };
    let round = rounds::open_in(tx, work).await?;
    if round.closes_at <= tx.now() {
        return Err(Error::WindowEnded(work.order));
    }
    let known = find_in(tx, &round, kind).await?;
    let author = permit
        .holder()
        .member()
        .ok_or(Error::NoSuchOrder(work.order))?;
    let given = match known {
        Some(known) => known.amend(author, &said, tx.now())?,
        None => round.first(id, kind, (author, recipient), &said, tx.now()),
    };
    let given = given.record(tx).await?;
    version::keep_in(tx, given.id, given.version, &said).await?;
    settle_in(tx, round, given).await
}

/// Reveals what need not or can no longer be hidden: kinds without another side at once, the two
/// blind sides when both are in.
async fn settle_in(tx: &Tx, round: round::Model, given: Model) -> Result<Model> {
    let Some(other) = given.kind.counterpart() else {
        return Ok(reveal_in(tx, given, tx.now()).await?);
    };
    let Some(other) = find_in(tx, &round, other).await? else {
        return Ok(given);
    };
    reveal_in(tx, other, tx.now()).await?;
    let given = reveal_in(tx, given, tx.now()).await?;
    rounds::end_in(tx, round, tx.now()).await?;
    Ok(given)
}

async fn find_in(tx: &Tx, round: &round::Model, kind: Kind) -> Result<Option<Model>> {
    let found = Entity::of(round.website_id)
        .filter(Column::RoundId.eq(round.id))
        .filter(Column::Kind.eq(kind))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    Ok(found)
}

impl round::Model {
    /// The first feedback of a kind.
    fn first(
        &self,
        id: FeedbackId,
        kind: Kind,
        (author, recipient): (MemberId, MemberId),
        said: &Valid,
        now: Instant,
    ) -> Change<ActiveModel> {
        let mut row = ActiveModel {
            id: Set(id),
            website_id: Set(self.website_id),
            round_id: Set(self.id),
            order_id: Set(self.order_id),
            kind: Set(kind),
            author_id: Set(author),
            recipient_id: Set(recipient),
            version: Set(1),
            hidden_until: Set(self.closes_at),
            revealed_at: Set(None),
            created_at: Set(now),
            ..Default::default()
        };
        said.write(&mut row, now);
        let order = self.order_id;
        let event = FeedbackEvent::Submitted {
            feedback: id,
            order,
            kind,
            version: 1,
        };
        Change::created(row, &event)
    }
}

impl Model {
    /// The same author says it anew, while nobody has seen it.
    fn amend(self, author: MemberId, said: &Valid, now: Instant) -> Result<Change<ActiveModel>> {
        if self.revealed(now).is_some() || self.author_id != author {
            return Err(Error::AlreadyRevealed);
        }
        let version = self.version + 1;
        let event = FeedbackEvent::Submitted {
            feedback: self.id,
            order: self.order_id,
            kind: self.kind,
            version,
        };
        let mut row = self.into_active_model();
        row.version = Set(version);
        said.write(&mut row, now);
        Ok(Change::of(row, &event))
    }
}

impl Valid {
    fn write(&self, row: &mut ActiveModel, now: Instant) {
        row.overall = Set(self.overall);
        row.quality = Set(self.quality);
        row.communication = Set(self.communication);
        row.timeliness = Set(self.timeliness);
        row.professionalism = Set(self.professionalism);
        row.strengths = Set(self.strengths.clone());
        row.areas_for_improvement = Set(self.areas_for_improvement.clone());
        row.comment = Set(self.comment.clone());
        row.points = Set(self.points.clone());
        row.is_public = Set(self.is_public);
        row.is_anonymous = Set(self.is_anonymous);
        row.private_note = Set(self.private_note.clone());
        row.updated_at = Set(now);
    }
}
