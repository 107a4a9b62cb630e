//! A house that tells people things, with devices that take or refuse notes.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use kernel::live::{Live, Local};
use kernel::{Actor, EventId, Id, MemberId, OrderId, Role, Site, outbox};
use notifications::delivery::entity::{Cause, Channel, State};
use notifications::ports::{Brand, Mailer, PushFailure, PushNote, Pushed, Pusher};
use notifications::preference::{NewChoice, NewQuietHours, UpdatePreferences};
use notifications::{
    Inbox, Kind, LaterService, Letter, Mailbox, MailboxService, NoticeEvent, NoticeService,
    Notices, PostService, PreferenceService, Preferences, Recipient,
};
use sea_orm::DatabaseConnection;
use testkit::Database;

use crate::{email, local, post};

/// Devices that take what they are sent, or do what they are told to.
#[derive(Default)]
pub struct Devices {
    pub taken: Mutex<Vec<PushNote>>,
    pub answer: Mutex<Option<Result<Pushed, PushFailure>>>,
}

impl Devices {
    pub fn answer(&self, answer: Result<Pushed, PushFailure>) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    pub fn taken(&self) -> Vec<PushNote> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.clone()
    }
}

#[async_trait]
impl Pusher for Devices {
    async fn push(&self, _: &Actor, _: &Recipient, note: &PushNote) -> Result<Pushed, PushFailure> {
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answer.clone().unwrap_or(Ok(Pushed::Taken));
        if answer == Ok(Pushed::Taken) {
            let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            taken.push(note.clone());
        }
        answer
    }
}

/// Everything that tells, over one database.
pub struct Teller {
    pub notices: Notices,
    pub inbox: Inbox,
    pub preferences: Preferences,
    pub devices: Arc<Devices>,
    pub live: Arc<Local>,
    pub mailbox: Mailbox,
    conn: DatabaseConnection,
}

impl Teller {
    pub fn over(db: &Database) -> Self {
        Self::with(db, local(db))
    }

    pub fn with(db: &Database, mailer: Arc<dyn Mailer>) -> Self {
        let post = Arc::new(post(db, mailer, Brand::default()));
        let devices = Arc::new(Devices::default());
        let bus = Arc::new(Local::default());
        let live: Arc<dyn Live> = bus.clone();
        let (conn, clock) = (db.conn.clone(), db.clock());
        let notices = Notices::new(conn, clock, post, devices.clone(), live.clone());
        Self {
            notices,
            inbox: Inbox::new(db.conn.clone(), db.clock(), live),
            preferences: Preferences::new(db.conn.clone(), db.clock()),
            devices,
            live: bus,
            mailbox: Mailbox::new(db.conn.clone()),
            conn: db.conn.clone(),
        }
    }

    /// Tells by the person's own wishes, as flows do.
    pub async fn tell(
        &self,
        house: &Actor,
        event: EventId,
        to: &Recipient,
        letter: &Letter,
    ) -> notifications::Result<()> {
        let plan = self.notices.plan(house, to, letter.kind()).await?;
        self.notices.tell(house, event, to, letter, plan).await
    }

    /// What became of the event on each channel.
    pub async fn outcome(
        &self,
        db: &Database,
        house: &Actor,
        event: EventId,
    ) -> Vec<(Channel, State, Option<Cause>)> {
        let post = post(db, local(db), Brand::default());
        let mut notes = post.deliveries(house, &[event]).await.expect("read");
        let notes = notes.remove(&event).unwrap_or_default();
        let mut outcome: Vec<_> = notes
            .into_iter()
            .map(|note| (note.channel, note.state, note.cause))
            .collect();
        outcome.sort_by_key(|(channel, ..)| format!("{channel:?}"));
        outcome
    }

    /// Delivers every timer of notices that is due, to `to` or to nobody; says how many there were.
    pub async fn ring(&self, db: &Database, house: &Actor, to: Option<&Recipient>) -> usize {
        let due = outbox::claim(&self.conn, db.now(), 100)
            .await
            .expect("claimed");
        for envelope in &due {
            self.fire(house, envelope, to).await.expect("told");
            let done = envelope.finish(&self.conn, db.now());
            done.await.expect("settled");
        }
        due.len()
    }

    pub async fn fire(
        &self,
        house: &Actor,
        envelope: &outbox::Envelope,
        to: Option<&Recipient>,
    ) -> notifications::Result<()> {
        let payload = envelope.event.payload.clone();
        let event: NoticeEvent = serde_json::from_value(payload).expect("a timer");
        match event {
            NoticeEvent::HeldDue {
                notice,
                member,
                channel,
            } => {
                let held = (member, channel);
                self.notices.release(house, notice, held, to).await
            }
            NoticeEvent::DigestDue { member, day } => {
                let id = envelope.event.id;
                self.notices.send_digest(house, id, (member, day), to).await
            }
        }
    }

    /// The subjects of the mails that stayed here, oldest first.
    pub async fn subjects(&self, house: &Actor) -> Vec<String> {
        let page = kernel::Page::first(100);
        let mails = self.mailbox.list(house, &page).await.expect("read").items;
        mails
            .into_iter()
            .rev()
            .map(|(_, mail)| mail.subject)
            .collect()
    }

    pub async fn choose(&self, who: &Actor, changes: &[(Kind, Channel, bool)]) {
        let changes = changes.iter().map(|(kind, channel, enabled)| NewChoice {
            kind: *kind,
            channel: *channel,
            enabled: *enabled,
        });
        let update = UpdatePreferences {
            changes: changes.collect(),
            ..UpdatePreferences::default()
        };
        self.preferences.update(who, update).await.expect("chosen");
    }

    pub async fn rest(&self, who: &Actor, start: &str, end: &str) {
        let hours = NewQuietHours {
            start: start.to_owned(),
            end: end.to_owned(),
        };
        let update = UpdatePreferences {
            quiet_hours: kernel::Field::Set(hours),
            ..UpdatePreferences::default()
        };
        self.preferences.update(who, update).await.expect("chosen");
    }
}

/// A member and the way they are reached.
pub async fn person(db: &Database, site: &Arc<Site>, role: Role) -> (Actor, Recipient) {
    let actor = db.member(site, role).await;
    let member: MemberId = actor.member().expect("a member");
    let to = Recipient {
        id: member.to_string(),
        account: actor.account(),
        member: Some(member),
        address: email("ann@example.test"),
        name: Some("Ann".to_owned()),
        locale: None,
        zone: None,
    };
    (actor, to)
}

pub fn delivered(db: &Database, number: &str) -> Letter {
    Letter::OrderDelivered {
        order: OrderId::mint(&*db.manual),
        number: number.to_owned(),
        approved_at: Some(db.now()),
    }
}

pub fn assigned(db: &Database, number: &str) -> Letter {
    Letter::OrderAssigned {
        order: OrderId::mint(&*db.manual),
        number: number.to_owned(),
        due: None,
    }
}
