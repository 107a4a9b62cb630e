//! Notices that wait: for the end of quiet hours, or for the day's digest.

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use kernel::outbox::{self, Note};
use kernel::{Actor, EventId, Instant, MemberId, Tx};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set, TryInsertResult,
};
use serde::{Deserialize, Serialize};
use tracing::instrument;

use super::service::Telling;
use super::{NoticeEvent, Notices, digest, hold};
use crate::delivery::entity::{Cause, Channel, Model, State};
use crate::preference::Wishes;
use crate::{Letter, Recipient, Result, policy};

/// How many digests lie between a notice and the one it goes with, at most: one that is just being
/// sent takes nothing more.
const AHEAD: usize = 3;

/// A channel on which notices wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// Mails.
    Email,
    /// Notes to devices.
    Push,
}

impl Waiting {
    fn on(channel: Channel) -> Option<Self> {
        match channel {
            Channel::Email => Some(Self::Email),
            Channel::Push => Some(Self::Push),
            Channel::InApp => None,
        }
    }
}

/// What the timers ask of notices that wait.
#[async_trait]
pub trait LaterService: Send + Sync {
    /// Tells a member what they were spared in their quiet hours, if they still want it. `to` is
    /// none when they have no place here any more. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotTaken`] when trying again later may help.
    async fn release(
        &self,
        actor: &Actor,
        notice: EventId,
        (member, channel): (MemberId, Waiting),
        to: Option<&Recipient>,
    ) -> Result<()>;

    /// Mails a member what a day brought them, as far as they still want it. `timer` is the event
    /// that says so: it makes one mail, however often it comes.
    ///
    /// # Errors
    /// [`Error::NotTaken`] when trying again later may help.
    async fn send_digest(
        &self,
        actor: &Actor,
        timer: EventId,
        (member, day): (MemberId, NaiveDate),
        to: Option<&Recipient>,
    ) -> Result<()>;
}

impl Notices {
    /// Keeps it until `due`.
    pub(super) async fn hold(
        &self,
        telling: Telling<'_>,
        channel: Channel,
        due: Instant,
    ) -> Result<()> {
        let Some((row, waiting)) = self.kept(telling, channel, due) else {
            return self.send(telling, channel).await;
        };
        let tx = Tx::begin(&self.db, telling.actor, &self.clock).await?;
        let timer = NoticeEvent::HeldDue {
            notice: row.event_id,
            member: row.member_id,
            channel: waiting,
        };
        outbox::write(&tx, vec![Note::of(&timer).due(due)])?;
        self.keep_in(&tx, telling, row).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps it for the digest that comes at `due`; for the next one, when that is on its way.
    pub(super) async fn gather(
        &self,
        telling: Telling<'_>,
        channel: Channel,
        due: Instant,
    ) -> Result<()> {
        let Some((mut row, Waiting::Email)) = self.kept(telling, channel, due) else {
            return self.send(telling, channel).await;
        };
        let zone = telling.to.zone.unwrap_or(telling.actor.site().zone);
        let tx = Tx::begin(&self.db, telling.actor, &self.clock).await?;
        for ahead in 0..AHEAD {
            let days = i64::try_from(ahead).unwrap_or_default();
            row.due_at = due + TimeDelta::days(days);
            let day = row.due_at.with_timezone(&zone).date_naive();
            if open_in(&tx, row.member_id, day, row.due_at).await? {
                row.digest_day = Some(day);
                break;
            }
        }
        if row.digest_day.is_none() {
            drop(tx);
            return self.send(telling, channel).await;
        }
        self.keep_in(&tx, telling, row).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The row of what waits; none for the inbox, for those above all websites, and for letters
    /// that must not be stored.
    fn kept(
        &self,
        telling: Telling<'_>,
        channel: Channel,
        due: Instant,
    ) -> Option<(hold::Model, Waiting)> {
        let waiting = Waiting::on(channel)?;
        let member = telling.to.member?;
        let row = hold::Model {
            website_id: telling.actor.website(),
            event_id: telling.event,
            member_id: member,
            channel,
            kind: telling.letter.kind(),
            facts: telling.letter.kept()?,
            due_at: due,
            digest_day: None,
            created_at: self.clock.now(),
        };
        // It is noted under the name by which it is found again.
        (telling.to.id == member.to_string()).then_some((row, waiting))
    }

    async fn keep_in(&self, tx: &Tx, telling: Telling<'_>, row: hold::Model) -> Result<()> {
        let Telling {
            actor, event, to, ..
        } = telling;
        let mut note = self.post.draft(actor, event, &to.id, row.kind);
        note.channel = Set(row.channel);
        note.state = Set(State::Held);
        let once = [
            hold::Column::EventId,
            hold::Column::MemberId,
            hold::Column::Channel,
        ];
        hold::Entity::insert(row.into_active_model())
            .on_conflict_do_nothing_on(once)
            .exec_without_returning(&**tx)
            .await?;
        self.post.note(&**tx, vec![note]).await
    }

    async fn forget(&self, rows: &[hold::Model]) -> Result<()> {
        for row in rows {
            hold::Entity::delete_by_id((row.event_id, row.member_id, row.channel))
                .exec(&self.db)
                .await?;
        }
        Ok(())
    }

    /// Notes that these do not go any more, and forgets them.
    async fn drop_all(&self, actor: &Actor, rows: &[hold::Model], cause: Cause) -> Result<()> {
        let notes = rows.iter().map(|row| {
            let recipient = row.member_id.to_string();
            let mut note = self.post.draft(actor, row.event_id, &recipient, row.kind);
            note.channel = Set(row.channel);
            note.state = Set(State::Suppressed);
            note.cause = Set(Some(cause));
            note
        });
        self.post.note(&self.db, notes.collect()).await?;
        self.forget(rows).await
    }

    /// From now on nothing comes into the digest: what it holds is what it tells.
    async fn close(&self, actor: &Actor, member: MemberId, day: NaiveDate) -> Result<()> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let row = digest::Entity::of(actor, member)
            .filter(digest::Column::Day.eq(day))
            .lock_exclusive()
            .one(&*tx)
            .await?;
        if let Some(row) = row.filter(|row| row.closed_at.is_none()) {
            let mut row = row.into_active_model();
            row.closed_at = Set(Some(tx.now()));
            row.update(&*tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Mails these as one and notes of each what became of it.
    async fn mail_together(
        &self,
        (actor, timer): (&Actor, EventId),
        to: &Recipient,
        rows: &[hold::Model],
    ) -> Result<()> {
        let letters = rows.iter().cloned();
        let letters = letters.filter_map(|row| row.facts.letter(row.kind));
        let notices = letters.map(|letter| Ok(self.post.brief(actor, to, &letter)?.into()));
        let letter = Letter::Digest {
            notices: notices.collect::<Result<_>>()?,
        };
        let telling = Telling {
            actor,
            event: timer,
            to,
            letter: &letter,
        };
        let state = self.mail(telling).await?;
        let cause = (state == State::Failed).then_some(Cause::Refused);
        let notes = rows.iter().map(|row| {
            let mut note = self.post.draft(actor, row.event_id, &to.id, row.kind);
            note.state = Set(state);
            note.cause = Set(cause);
            note.attempts = Set(1);
            note
        });
        self.post.note(&self.db, notes.collect()).await?;
        self.forget(rows).await
    }
}

/// Whether the digest of this day still takes something; it is there and locked afterwards.
async fn open_in(tx: &Tx, member: MemberId, day: NaiveDate, due: Instant) -> Result<bool> {
    use digest::Column::{Day, MemberId, WebsiteId};
    let actor = tx.actor();
    let row = digest::ActiveModel {
        website_id: Set(actor.website()),
        member_id: Set(member),
        day: Set(day),
        due_at: Set(due),
        closed_at: Set(None),
    };
    let made = digest::Entity::insert(row)
        .on_conflict_do_nothing_on([WebsiteId, MemberId, Day])
        .exec_without_returning(&**tx)
        .await?;
    if matches!(made, TryInsertResult::Inserted(1)) {
        let timer = NoticeEvent::DigestDue { member, day };
        outbox::write(tx, vec![Note::of(&timer).due(due)])?;
    }
    let row = digest::Entity::of(actor, member)
        .filter(Day.eq(day))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    Ok(row.is_some_and(|row| row.closed_at.is_none()))
}

#[async_trait]
impl LaterService for Notices {
    #[instrument(name = "notifications.release", skip_all, fields(event.id = %notice))]
    async fn release(
        &self,
        actor: &Actor,
        notice: EventId,
        (member, channel): (MemberId, Waiting),
        to: Option<&Recipient>,
    ) -> Result<()> {
        let _permit = policy::send(actor)?;
        let channel = Channel::from(channel);
        let row = hold::Entity::visible_to(actor)
            .filter(hold::Column::EventId.eq(notice))
            .filter(hold::Column::MemberId.eq(member))
            .filter(hold::Column::Channel.eq(channel))
            .one(&self.db)
            .await?;
        let Some(row) = row else { return Ok(()) };
        let rows = std::slice::from_ref(&row);
        let Some(to) = to else {
            return self.drop_all(actor, rows, Cause::Gone).await;
        };
        let wishes = Wishes::of(&self.db, actor, member).await?;
        if !wishes.has(row.kind, channel, actor.site()) {
            return self.drop_all(actor, rows, Cause::Preference).await;
        }
        let known = self.post.noted(actor, notice, &to.id).await?;
        let settled = known.get(&channel).is_some_and(Model::is_settled);
        let letter = row.facts.clone().letter(row.kind);
        if let Some(letter) = letter.filter(|_| !settled) {
            let telling = Telling {
                actor,
                event: notice,
                to,
                letter: &letter,
            };
            self.send(telling, channel).await?;
        }
        self.forget(rows).await
    }

    #[instrument(name = "notifications.digest", skip_all, fields(event.id = %timer))]
    async fn send_digest(
        &self,
        actor: &Actor,
        timer: EventId,
        (member, day): (MemberId, NaiveDate),
        to: Option<&Recipient>,
    ) -> Result<()> {
        let _permit = policy::send(actor)?;
        self.close(actor, member, day).await?;
        let rows = hold::Entity::visible_to(actor)
            .filter(hold::Column::MemberId.eq(member))
            .filter(hold::Column::DigestDay.eq(day))
            .order_by_asc(hold::Column::CreatedAt)
            .order_by_asc(hold::Column::EventId)
            .all(&self.db)
            .await?;
        let Some(to) = to else {
            return self.drop_all(actor, &rows, Cause::Gone).await;
        };
        // A dispatcher that was thought dead may have kept again what had gone meanwhile.
        let events = rows.iter().map(|row| row.event_id).collect();
        let settled = self.post.settled(actor, events, &to.id).await?;
        let told = |row: &hold::Model| settled.contains(&row.event_id);
        let (told, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(told);
        self.forget(&told).await?;
        let wishes = Wishes::of(&self.db, actor, member).await?;
        let wanted = |row: &hold::Model| wishes.has(row.kind, row.channel, actor.site());
        let (wanted, unwanted): (Vec<_>, Vec<_>) = rows.into_iter().partition(wanted);
        self.drop_all(actor, &unwanted, Cause::Preference).await?;
        if wanted.is_empty() {
            return Ok(());
        }
        self.mail_together((actor, timer), to, &wanted).await
    }
}
