//! Sends each message once and notes what became of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use async_trait::async_trait;
use chrono_tz::Tz;
use kernel::{AccountId, Actor, Clock, Email, EventId, MemberId, Site};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, Set,
};
use tracing::instrument;

use super::entity::{self, Cause, Channel, State};
use crate::letter::{Addressee, Brief, Stationery, message_id};
use crate::ports::{Brands, MailFailure, Mailer};
use crate::{Error, Kind, Letter, Links, Mail, Result, Sender, policy};

/// The most characters of an error that are kept for staff.
const ERROR_LENGTH: usize = 1_000;

/// The one a message goes to.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who it is, for the record: an id, never an address.
    pub id: String,
    /// Their account: without one there is no inbox and no device.
    pub account: Option<AccountId>,
    /// Their place on the website of the message; none above all websites.
    pub member: Option<MemberId>,
    /// Where mails reach them.
    pub address: Email,
    /// What they are called; `None` for somebody who has not proved to own the address: a
    /// stranger's words must not travel to it under the brand's name.
    pub name: Option<String>,
    /// The language they read; the website's when unknown.
    pub locale: Option<String>,
    /// The zone they live in; the website's when unknown.
    pub zone: Option<Tz>,
}

impl Recipient {
    /// How they read a letter of this website, with the address that stops mails like it.
    fn reads<'a>(&'a self, site: &Site, unsubscribe: Option<&'a str>) -> Addressee<'a> {
        Addressee {
            name: self.name.as_deref(),
            locale: self.locale.as_deref(),
            zone: self.zone.unwrap_or(site.zone),
            unsubscribe,
        }
    }
}

/// What flows ask of the messages.
#[async_trait]
pub trait PostService: Send + Sync {
    /// Whether a mail about `event` to this recipient is still to be sent. Asked before something
    /// is made for it, such as a link.
    async fn awaits(&self, actor: &Actor, event: EventId, recipient: &str) -> Result<bool>;

    /// Mails `letter` about `event`, unless that is settled. A mail that the server refuses for
    /// good is settled, too: it is noted and not an error.
    ///
    /// # Errors
    /// [`Error::NotTaken`] when trying again later may help.
    async fn mail(
        &self,
        actor: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
    ) -> Result<State>;

    /// Notes that no mail of this kind is sent about `event`, and why.
    async fn suppress(
        &self,
        actor: &Actor,
        event: EventId,
        recipient: &str,
        kind: Kind,
        cause: Cause,
    ) -> Result<()>;

    /// What became of the messages about these events.
    async fn deliveries(
        &self,
        actor: &Actor,
        events: &[EventId],
    ) -> Result<HashMap<EventId, Vec<entity::Model>>>;
}

/// Writes, sends and notes messages.
pub struct Post {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    mailer: Arc<dyn Mailer>,
    brands: Arc<dyn Brands>,
    stationery: Stationery,
    sender: Sender,
}

impl Post {
    /// Sends through `mailer`, in the name of `sender` where a brand names nobody.
    ///
    /// # Errors
    /// When a template of the house is broken.
    pub fn try_new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        mailer: Arc<dyn Mailer>,
        brands: Arc<dyn Brands>,
        (links, sender): (Links, Sender),
    ) -> Result<Self> {
        Ok(Self {
            db,
            clock,
            mailer,
            brands,
            stationery: Stationery::try_new(links)?,
            sender,
        })
    }

    async fn find(
        &self,
        actor: &Actor,
        event: EventId,
        recipient: &str,
    ) -> Result<Option<entity::Model>> {
        Ok(entity::Entity::visible_to(actor)
            .filter(entity::Column::EventId.eq(event))
            .filter(entity::Column::Recipient.eq(recipient))
            .filter(entity::Column::Channel.eq(Channel::Email))
            .one(&self.db)
            .await?)
    }

    /// What became of it so far, by channel.
    pub(crate) async fn noted(
        &self,
        actor: &Actor,
        event: EventId,
        recipient: &str,
    ) -> Result<HashMap<Channel, entity::Model>> {
        let notes = entity::Entity::visible_to(actor)
            .filter(entity::Column::EventId.eq(event))
            .filter(entity::Column::Recipient.eq(recipient))
            .all(&self.db)
            .await?;
        Ok(notes.into_iter().map(|note| (note.channel, note)).collect())
    }

    /// Those of these events whose mail to the recipient is settled.
    pub(crate) async fn settled(
        &self,
        actor: &Actor,
        events: Vec<EventId>,
        recipient: &str,
    ) -> Result<HashSet<EventId>> {
        let notes = entity::Entity::visible_to(actor)
            .filter(entity::Column::EventId.is_in(events))
            .filter(entity::Column::Recipient.eq(recipient))
            .filter(entity::Column::Channel.eq(Channel::Email))
            .all(&self.db)
            .await?;
        let settled = notes.into_iter().filter(entity::Model::is_settled);
        Ok(settled.map(|note| note.event_id).collect())
    }

    /// The letter in two lines, as its reader is told it.
    pub(crate) fn brief(&self, actor: &Actor, to: &Recipient, letter: &Letter) -> Result<Brief> {
        let site = actor.site();
        self.stationery.brief(letter, site, &to.reads(site, None))
    }

    /// Mails it, unless that is settled; `stop` is the path of the link that stops mails like it.
    pub(crate) async fn deliver(
        &self,
        actor: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
        stop: Option<&str>,
    ) -> Result<State> {
        let known = self.find(actor, event, &to.id).await?;
        if let Some(settled) = known.as_ref().filter(|note| note.is_settled()) {
            return Ok(settled.state);
        }
        let mail = self.write(actor, event, to, letter, stop).await?;
        let sent = self.mailer.send(&mail).await;
        let (state, cause, error) = match &sent {
            Ok(()) => (State::Sent, None, None),
            Err(MailFailure::Temporary(error)) => {
                (State::Failed, Some(Cause::Unreachable), Some(error))
            }
            Err(MailFailure::Permanent(error)) => {
                (State::Failed, Some(Cause::Refused), Some(error))
            }
        };
        let mut note = self.draft(actor, event, &to.id, letter.kind());
        note.state = Set(state);
        note.cause = Set(cause);
        note.attempts = Set(known.map_or(0, |note| note.attempts).saturating_add(1));
        note.last_error = Set(error.map(|error| storable(error)));
        self.note(&self.db, vec![note]).await?;
        match sent {
            Err(MailFailure::Temporary(error)) => Err(Error::NotTaken(error)),
            Err(MailFailure::Permanent(error)) => {
                tracing::warn!(event.id = %event, recipient = %to.id, "a mail was refused: {error}");
                Ok(state)
            }
            Ok(()) => Ok(state),
        }
    }

    async fn write(
        &self,
        actor: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
        stop: Option<&str>,
    ) -> Result<Mail> {
        let site = actor.site();
        let brand = self.brands.brand(actor).await.map_err(Error::Brand)?;
        let stop = stop.map(|path| self.stationery.link(site, path));
        let addressee = to.reads(site, stop.as_deref());
        let page = self.stationery.write(letter, site, &brand, &addressee)?;
        let address = brand.from_address.as_ref().map(ToString::to_string);
        Ok(Mail {
            website: site.id,
            message_id: message_id(event, &to.id, &site.canonical_host),
            from: Sender {
                name: page.from_name,
                address: address.unwrap_or_else(|| self.sender.address.clone()),
            },
            to: to.address.clone(),
            reply_to: brand.reply_to,
            unsubscribe: stop,
            subject: page.subject,
            text: page.text,
            html: page.html,
            at: self.clock.now(),
        })
    }

    /// Writes or renews the notes, each of another message. What was sent stays sent, even when a
    /// dispatcher that was thought dead comes back with worse news.
    pub(crate) async fn note(
        &self,
        db: &impl ConnectionTrait,
        notes: Vec<entity::ActiveModel>,
    ) -> Result<()> {
        if notes.is_empty() {
            return Ok(());
        }
        let counted = notes.clone();
        let renewed = OnConflict::columns([
            entity::Column::EventId,
            entity::Column::Recipient,
            entity::Column::Channel,
        ])
        .update_columns([
            entity::Column::State,
            entity::Column::Cause,
            entity::Column::Attempts,
            entity::Column::LastError,
            entity::Column::UpdatedAt,
        ])
        .action_and_where(
            Expr::col((entity::Entity, entity::Column::State)).ne(Expr::value("sent")),
        )
        .to_owned();
        let written = entity::Entity::insert_many(notes).on_conflict(renewed);
        written.exec_without_returning(db).await?;
        counted.iter().for_each(count);
        Ok(())
    }

    /// The note of a mail that was sent, to be changed where it was not.
    pub(crate) fn draft(
        &self,
        actor: &Actor,
        event: EventId,
        recipient: &str,
        kind: Kind,
    ) -> entity::ActiveModel {
        let now = self.clock.now();
        entity::ActiveModel {
            website_id: Set(actor.website()),
            event_id: Set(event),
            recipient: Set(recipient.to_owned()),
            channel: Set(Channel::Email),
            kind: Set(kind),
            state: Set(State::Sent),
            cause: Set(None),
            attempts: Set(0),
            last_error: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
        }
    }
}

#[async_trait]
impl PostService for Post {
    async fn awaits(&self, actor: &Actor, event: EventId, recipient: &str) -> Result<bool> {
        let _permit = policy::send(actor)?;
        let known = self.find(actor, event, recipient).await?;
        Ok(!known.is_some_and(|note| note.is_settled()))
    }

    #[instrument(name = "notifications.mail", skip_all, fields(event.id = %event))]
    async fn mail(
        &self,
        actor: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
    ) -> Result<State> {
        let _permit = policy::send(actor)?;
        self.deliver(actor, event, to, letter, None).await
    }

    async fn suppress(
        &self,
        actor: &Actor,
        event: EventId,
        recipient: &str,
        kind: Kind,
        cause: Cause,
    ) -> Result<()> {
        let _permit = policy::send(actor)?;
        let mut note = self.draft(actor, event, recipient, kind);
        note.state = Set(State::Suppressed);
        note.cause = Set(Some(cause));
        self.note(&self.db, vec![note]).await
    }

    async fn deliveries(
        &self,
        actor: &Actor,
        events: &[EventId],
    ) -> Result<HashMap<EventId, Vec<entity::Model>>> {
        let _permit = policy::see_deliveries(actor)?;
        let notes = entity::Entity::visible_to(actor)
            .filter(entity::Column::EventId.is_in(events.iter().copied()))
            .all(&self.db)
            .await?;
        let mut by_event: HashMap<EventId, Vec<_>> = HashMap::new();
        for note in notes {
            by_event.entry(note.event_id).or_default().push(note);
        }
        Ok(by_event)
    }
}

/// For the figures of the house: one more try on this channel, and how it came out.
fn count(note: &entity::ActiveModel) {
    if let (Some(channel), Some(state)) = (note.channel.try_as_ref(), note.state.try_as_ref()) {
        let labels = [("channel", channel.to_value()), ("state", state.to_value())];
        metrics::counter!("scriptorium_messages_total", &labels).increment(1);
    }
}

/// PostgreSQL holds no NUL in a text, and nobody reads more than a page of it.
pub(crate) fn storable(error: &str) -> String {
    error
        .chars()
        .filter(|c| *c != '\0')
        .take(ERROR_LENGTH)
        .collect()
}
