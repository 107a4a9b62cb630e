//! Tells people things, on every channel they want, once on each.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::live::{Live, Signal};
use kernel::{Actor, Clock, EventId, MemberId, NotificationId, Tx};
use sea_orm::{DatabaseConnection, EntityTrait, Set, TryInsertResult};
use tracing::instrument;

use super::{Plan, Way};
use crate::delivery::entity::{self as delivery, Cause, Channel, State};
use crate::inbox;
use crate::letter::Brief;
use crate::ports::{PushFailure, PushNote, Pushed, Pusher};
use crate::preference::{Unsubscriber, Wishes, decide};
use crate::{Error, Kind, Letter, Post, Recipient, Result, policy};

/// What flows ask for when somebody is to be told something.
#[async_trait]
pub trait NoticeService: Send + Sync {
    /// What the person has chosen for this kind, as it stands now. Login alerts are not chosen
    /// here: they have a preference of their own.
    async fn plan(&self, actor: &Actor, to: &Recipient, kind: Kind) -> Result<Plan>;

    /// Tells `to` about `event` on every channel of the plan that is not settled yet, and notes
    /// what became of it. A channel that fails keeps it from no other.
    ///
    /// # Errors
    /// [`Error::NotTaken`] when a channel failed and trying again later may help.
    async fn tell(
        &self,
        actor: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
        plan: Plan,
    ) -> Result<()>;
}

/// Tells people things.
pub struct Notices {
    pub(super) db: DatabaseConnection,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) post: Arc<Post>,
    pusher: Arc<dyn Pusher>,
    live: Arc<dyn Live>,
}

/// One notice that is being told to one person.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    pub actor: &'a Actor,
    pub event: EventId,
    pub to: &'a Recipient,
    pub letter: &'a Letter,
}

impl Notices {
    /// Sends mails by `post` and notes to devices by `pusher`, and wakes whoever looks at their
    /// inbox by `live`.
    pub fn new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        post: Arc<Post>,
        pusher: Arc<dyn Pusher>,
        live: Arc<dyn Live>,
    ) -> Self {
        Self {
            db,
            clock,
            post,
            pusher,
            live,
        }
    }

    /// Sends it now on this channel and notes the outcome.
    pub(super) async fn send(&self, telling: Telling<'_>, channel: Channel) -> Result<()> {
        match channel {
            Channel::Email => self.mail(telling).await.map(|_| ()),
            Channel::InApp => self.put(telling).await,
            Channel::Push => self.push(telling).await,
        }
    }

    pub(super) async fn mail(&self, telling: Telling<'_>) -> Result<State> {
        let Telling {
            actor,
            event,
            to,
            letter,
        } = telling;
        let stop = match to.member {
            Some(member) => self.stop(actor, member, letter.kind()).await?,
            None => None,
        };
        let stop = stop.as_deref();
        self.post.deliver(actor, event, to, letter, stop).await
    }

    /// The path of a link that stops mails of this kind.
    async fn stop(&self, actor: &Actor, member: MemberId, kind: Kind) -> Result<Option<String>> {
        Ok(Unsubscriber::issue(&self.db, &*self.clock, actor, (member, kind)).await?)
    }

    /// Puts it into the inbox; whoever looks at it sees it at once.
    async fn put(&self, telling: Telling<'_>) -> Result<()> {
        let Telling {
            actor,
            event,
            to,
            letter,
        } = telling;
        let Some(account) = to.account else {
            let note = self.left_out(telling, Channel::InApp, Cause::NotSetUp);
            return self.post.note(&self.db, vec![note]).await;
        };
        let brief = self.post.brief(actor, to, letter)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let id: NotificationId = tx.mint();
        let row = inbox::entity::ActiveModel {
            id: Set(id),
            website_id: Set(actor.website()),
            account_id: Set(account),
            member_id: Set(to.member),
            event_id: Set(event),
            kind: Set(letter.kind()),
            title: Set(brief.title),
            body: Set(brief.body),
            subject: Set(brief.subject),
            path: Set(brief.path),
            created_at: Set(tx.now()),
            read_at: Set(None),
        };
        let once = [
            inbox::entity::Column::EventId,
            inbox::entity::Column::AccountId,
        ];
        let outcome = inbox::entity::Entity::insert(row)
            .on_conflict_do_nothing_on(once)
            .exec_without_returning(&*tx)
            .await?;
        let mut note = self.post.draft(actor, event, &to.id, letter.kind());
        note.channel = Set(Channel::InApp);
        note.attempts = Set(1);
        self.post.note(&*tx, vec![note]).await?;
        tx.commit().await?;
        if matches!(outcome, TryInsertResult::Inserted(1)) {
            let website = actor.website();
            self.live.send(Signal::Notification {
                website,
                account,
                id,
            });
        }
        Ok(())
    }

    async fn push(&self, telling: Telling<'_>) -> Result<()> {
        let Telling {
            actor,
            event,
            to,
            letter,
        } = telling;
        let Brief {
            title, body, path, ..
        } = self.post.brief(actor, to, letter)?;
        let tag = event.to_string();
        let note = PushNote {
            title,
            body,
            path,
            tag,
        };
        let pushed = self.pusher.push(actor, to, &note).await;
        let (state, cause) = match &pushed {
            Ok(Pushed::Taken) => (State::Sent, None),
            Ok(Pushed::NotSetUp) => (State::Suppressed, Some(Cause::NotSetUp)),
            Err(PushFailure::Temporary(_)) => (State::Failed, Some(Cause::Unreachable)),
            Err(PushFailure::Permanent(_)) => (State::Failed, Some(Cause::Refused)),
        };
        let error = pushed.as_ref().err().map(ToString::to_string);
        let known = self.post.noted(actor, event, &to.id).await?;
        let tried = known.get(&Channel::Push).map_or(0, |note| note.attempts);
        let mut note = self.post.draft(actor, event, &to.id, letter.kind());
        note.channel = Set(Channel::Push);
        note.state = Set(state);
        note.cause = Set(cause);
        note.attempts = Set(tried.saturating_add(1));
        note.last_error = Set(error.as_deref().map(crate::delivery::storable));
        self.post.note(&self.db, vec![note]).await?;
        match pushed {
            Err(PushFailure::Temporary(error)) => Err(Error::NotTaken(error)),
            _ => Ok(()),
        }
    }

    /// The note that it does not go on this channel.
    fn left_out(
        &self,
        telling: Telling<'_>,
        channel: Channel,
        cause: Cause,
    ) -> delivery::ActiveModel {
        let Telling {
            actor, event, to, ..
        } = telling;
        let mut note = self.post.draft(actor, event, &to.id, telling.letter.kind());
        note.channel = Set(channel);
        note.state = Set(State::Suppressed);
        note.cause = Set(Some(cause));
        note
    }
}

#[async_trait]
impl NoticeService for Notices {
    async fn plan(&self, actor: &Actor, to: &Recipient, kind: Kind) -> Result<Plan> {
        let _permit = policy::send(actor)?;
        if kind.topic().is_none() {
            return Ok(Plan::MANDATORY);
        }
        let wishes = match to.member {
            Some(member) => Wishes::of(&self.db, actor, member).await?,
            None => Wishes::default(),
        };
        let site = actor.site();
        let zone = to.zone.unwrap_or(site.zone);
        Ok(decide(kind, &wishes, site, self.clock.now(), zone))
    }

    #[instrument(name = "notifications.tell", skip_all, fields(event.id = %event))]
    async fn tell(
        &self,
        actor: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
        plan: Plan,
    ) -> Result<()> {
        let _permit = policy::send(actor)?;
        let known = self.post.noted(actor, event, &to.id).await?;
        let telling = Telling {
            actor,
            event,
            to,
            letter,
        };
        let mut failure = None;
        let mut left_out = Vec::new();
        // The inbox first: it waits for nobody's server.
        for channel in [Channel::InApp, Channel::Email, Channel::Push] {
            let done = |note: &delivery::Model| note.is_settled() || note.state == State::Held;
            if known.get(&channel).is_some_and(done) {
                continue;
            }
            let told = match plan.way(channel) {
                Way::Send => self.send(telling, channel).await,
                Way::Hold(due) => self.hold(telling, channel, due).await,
                Way::Digest(due) => self.gather(telling, channel, due).await,
                Way::Suppress(cause) => {
                    left_out.push(self.left_out(telling, channel, cause));
                    Ok(())
                }
            };
            if let Err(error) = told {
                failure = failure.or(Some(error));
            }
        }
        self.post.note(&self.db, left_out).await?;
        failure.map_or(Ok(()), Err)
    }
}
