//! Keeps the endpoints of people's browsers, and sends to them.

use std::sync::Arc;

use async_trait::async_trait;
use futures_util::future::join_all;
use kernel::{
    AccountId, Actor, Change, Clock, Denied, DeviceId, Faults, PushEndpointId, SessionId, Tx, audit,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set, SqlErr,
};
use tracing::instrument;

use super::carrier::{Carrier, Outcome};
use super::endpoint::RegisterPush;
use super::entity::{self, Capability, Column, Entity, Model};
use super::vapid::Vapid;
use crate::ports::{Devices, PushFailure, PushNote, Pushed, Pusher};
use crate::{Error, Recipient, Result, policy};

/// How many browsers of one person take messages on one website; a further one takes the place of
/// the one that was registered longest ago.
const MOST: usize = 20;
/// How often a registration that another one of the same endpoint overtakes is tried.
const TRIES: usize = 3;
/// The most bytes of a message, as JSON: what a sealed record of 4096 holds.
const LONGEST: usize = 3_900;

/// What people and flows ask of the push messages.
#[async_trait]
pub trait PushService: Send + Sync {
    /// What browsers need to be registered; none where the installation has no key.
    fn public_key(&self) -> Option<&str>;

    /// Whether some browser of the person takes messages on the actor's website.
    async fn is_ready(&self, actor: &Actor, account: AccountId) -> Result<bool>;

    /// The browser that the asker's session was begun with takes messages from now on, at this
    /// endpoint. Whoever had the endpoint before has it no more.
    async fn register(&self, actor: &Actor, said: RegisterPush) -> Result<()>;

    /// The browser that the asker's session was begun with takes no messages any more.
    async fn remove(&self, actor: &Actor) -> Result<()>;

    /// These sessions have ended: what was registered through them, on whichever website, takes no
    /// messages any more. Says how many endpoints that were.
    async fn forget(&self, actor: &Actor, sessions: &[SessionId]) -> Result<u64>;
}

/// Keeps the endpoints of people's browsers, and sends to them.
pub struct Pushes {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    devices: Arc<dyn Devices>,
    carrier: Carrier,
    key: Option<(Vapid, String)>,
}

impl Pushes {
    /// Over this database. Without a key nothing is sent and nobody is ready.
    pub fn new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        devices: Arc<dyn Devices>,
        (carrier, vapid): (Carrier, Option<Vapid>),
    ) -> Self {
        let key = vapid.map(|vapid| {
            let public = vapid.public_key();
            (vapid, public)
        });
        Self {
            db,
            clock,
            devices,
            carrier,
            key,
        }
    }

    async fn try_register(
        &self,
        actor: &Actor,
        (session, device): (SessionId, DeviceId),
        said: &RegisterPush,
    ) -> Result<()> {
        let account = policy::own_account(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let of_browser = entity::of_browser(actor, device);
        let known = of_browser.lock_exclusive().one(&*tx).await?;
        let taken_over = entity::at(&said.endpoint)
            .lock_exclusive()
            .all(&*tx)
            .await?;
        let taken_over = taken_over
            .into_iter()
            .filter(|row| known.as_ref().is_none_or(|known| known.id != row.id));
        drop_in(&tx, taken_over.collect(), "notifications.push_taken_over").await?;
        let kept = |text: &String| Capability::new(text.clone());
        let change = if let Some(known) = known {
            let id = known.id;
            let mut row = known.into_active_model();
            row.account_id = Set(account);
            row.session_id = Set(session);
            row.endpoint = Set(kept(&said.endpoint));
            row.p256dh = Set(kept(&said.p256dh));
            row.auth = Set(kept(&said.auth));
            row.updated_at = Set(tx.now());
            Change::silent(row, "notifications.push_registered", &id)
        } else {
            make_room_in(&tx, actor).await?;
            let row = Model {
                id: tx.mint(),
                website_id: actor.website(),
                account_id: account,
                device_id: device,
                session_id: session,
                endpoint: kept(&said.endpoint),
                p256dh: kept(&said.p256dh),
                auth: kept(&said.auth),
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            let id = row.id;
            let row = row.into_active_model().reset_all();
            Change::silently_created(row, "notifications.push_registered", &id)
        };
        change.record(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The session the asker asks through, and what it was begun with.
    async fn place(&self, actor: &Actor) -> Result<(SessionId, DeviceId)> {
        let _permit = policy::keep_push(actor)?;
        let device = self.devices.device(actor).await.map_err(Error::Devices)?;
        match (actor.session(), device) {
            (Some(session), Some(device)) => Ok((session, device)),
            _ => Err(Denied::SignedOut.into()),
        }
    }

    /// The browsers of the person that take messages now. One whose session has merely run out may
    /// have somebody else in front of it by now.
    async fn open(&self, actor: &Actor, account: AccountId) -> Result<Vec<Model>> {
        let mut endpoints = Entity::visible_to(actor)
            .filter(Column::AccountId.eq(account))
            .all(&self.db)
            .await?;
        if endpoints.is_empty() {
            return Ok(endpoints);
        }
        let sessions: Vec<_> = endpoints.iter().map(|row| row.session_id).collect();
        let holding = self.devices.holding(actor, &sessions).await;
        let holding = holding.map_err(Error::Devices)?;
        endpoints.retain(|row| holding.contains(&row.session_id));
        Ok(endpoints)
    }

    /// Hands the note to each browser of the person, all at once.
    async fn carry(
        &self,
        actor: &Actor,
        account: AccountId,
        note: &PushNote,
    ) -> Result<Vec<Outcome>> {
        let Some((vapid, _)) = &self.key else {
            return Ok(Vec::new());
        };
        let endpoints = self.open(actor, account).await?;
        let message = payload(note);
        let carried = endpoints.iter().map(|endpoint| async {
            let outcome = self.carrier.carry(vapid, endpoint, &message).await;
            if outcome == Outcome::Gone {
                self.give_up(actor, endpoint).await?;
            }
            if let Outcome::Refused(reason) = &outcome {
                tracing::warn!(endpoint.id = %endpoint.id, "a push message was refused: {reason}");
            }
            Ok::<_, Error>(outcome)
        });
        join_all(carried).await.into_iter().collect()
    }

    /// The push service knows the endpoint no more. The browser may have named another meanwhile.
    async fn give_up(&self, actor: &Actor, endpoint: &Model) -> Result<()> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let still = entity::at(endpoint.endpoint.reveal())
            .filter(Column::Id.eq(endpoint.id))
            .lock_exclusive()
            .all(&*tx)
            .await?;
        drop_in(&tx, still, "notifications.push_gone").await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The oldest endpoints go, so that there is room for one more.
async fn make_room_in(tx: &Tx, actor: &Actor) -> Result<()> {
    let mut own = Entity::visible_to(actor)
        .order_by_asc(Column::UpdatedAt)
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(&**tx)
        .await?;
    own.truncate((own.len() + 1).saturating_sub(MOST));
    drop_in(tx, own, "notifications.push_displaced").await
}

async fn drop_in(tx: &Tx, rows: Vec<Model>, action: &'static str) -> Result<()> {
    let ids: Vec<PushEndpointId> = rows.into_iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let gone = Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied()));
    gone.exec(&**tx).await?;
    for id in ids {
        audit::write(tx, audit::Note::new(action, &id));
    }
    Ok(())
}

/// What the browser's worker reads. A long body is cut rather than the message lost.
fn payload(note: &PushNote) -> Vec<u8> {
    let mut body = note.body.clone();
    loop {
        let message = serde_json::json!({
            "title": note.title, "body": body, "path": note.path, "tag": note.tag,
        });
        let message = message.to_string().into_bytes();
        if message.len() <= LONGEST || body.is_empty() {
            return message;
        }
        let half = body.chars().count() / 2;
        body = body.chars().take(half).collect();
    }
}

fn is_overtaken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

#[async_trait]
impl PushService for Pushes {
    fn public_key(&self) -> Option<&str> {
        self.key.as_ref().map(|(_, public)| public.as_str())
    }

    async fn is_ready(&self, actor: &Actor, account: AccountId) -> Result<bool> {
        if self.key.is_none() {
            return Ok(false);
        }
        Ok(!self.open(actor, account).await?.is_empty())
    }

    #[instrument(name = "notifications.register_push", skip_all)]
    async fn register(&self, actor: &Actor, said: RegisterPush) -> Result<()> {
        let place = self.place(actor).await?;
        if self.key.is_none() {
            return Err(no_key().into());
        }
        let said = said.check(self.carrier.targets())?;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_register(actor, place, &said).await {
                Err(Error::Store(error)) if tries < TRIES && is_overtaken(&error) => {}
                done => return done,
            }
        }
    }

    #[instrument(name = "notifications.remove_push", skip_all)]
    async fn remove(&self, actor: &Actor) -> Result<()> {
        let (_, device) = self.place(actor).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let rows = entity::of_browser(actor, device)
            .lock_exclusive()
            .all(&*tx)
            .await?;
        drop_in(&tx, rows, "notifications.push_removed").await?;
        tx.commit().await?;
        Ok(())
    }

    async fn forget(&self, actor: &Actor, sessions: &[SessionId]) -> Result<u64> {
        let _permit = policy::send(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let rows = entity::of_sessions(sessions)
            .lock_exclusive()
            .all(&*tx)
            .await?;
        let count = u64::try_from(rows.len()).unwrap_or_default();
        drop_in(&tx, rows, "notifications.push_forgotten").await?;
        tx.commit().await?;
        Ok(count)
    }
}

fn no_key() -> Faults {
    let message = "Push messages are not set up on this installation: its operator has to give it \
                   a key first.";
    Faults::one(kernel::Code::FeatureDisabled, "", message)
}

#[async_trait]
impl Pusher for Pushes {
    #[instrument(name = "notifications.push", skip_all, fields(message = %note.tag))]
    async fn push(
        &self,
        actor: &Actor,
        to: &Recipient,
        note: &PushNote,
    ) -> Result<Pushed, PushFailure> {
        let house = policy::send(actor);
        let _permit = house.map_err(|denied| PushFailure::Permanent(denied.to_string()))?;
        let Some(account) = to.account else {
            return Ok(Pushed::NotSetUp);
        };
        let outcomes = self.carry(actor, account, note).await;
        let outcomes = outcomes.map_err(|error| PushFailure::Temporary(error.to_string()))?;
        verdict(outcomes)
    }
}

/// What the outcomes come to: a person who has it on one device is told.
fn verdict(outcomes: Vec<Outcome>) -> Result<Pushed, PushFailure> {
    let mut refused = None;
    let mut unreachable = None;
    for outcome in outcomes {
        match outcome {
            Outcome::Taken => return Ok(Pushed::Taken),
            Outcome::Gone => {}
            Outcome::Refused(reason) => refused = Some(reason),
            Outcome::Unreachable(reason) => unreachable = Some(reason),
        }
    }
    match (unreachable, refused) {
        (Some(reason), _) => Err(PushFailure::Temporary(reason)),
        (None, Some(reason)) => Err(PushFailure::Permanent(reason)),
        (None, None) => Ok(Pushed::NotSetUp),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_device_is_enough_and_a_lost_one_is_none() {
        let (refused, later) = (
            Outcome::Refused("no".to_owned()),
            Outcome::Unreachable("later".to_owned()),
        );
        assert_eq!(verdict(vec![]), Ok(Pushed::NotSetUp));
        assert_eq!(verdict(vec![Outcome::Gone]), Ok(Pushed::NotSetUp));
        let all = vec![refused.clone(), later.clone(), Outcome::Taken];
        assert_eq!(verdict(all), Ok(Pushed::Taken));
        let again = Err(PushFailure::Temporary("later".to_owned()));
        assert_eq!(verdict(vec![refused.clone(), later, Outcome::Gone]), again);
        let never = Err(PushFailure::Permanent("no".to_owned()));
        assert_eq!(verdict(vec![Outcome::Gone, refused]), never);
    }

    #[test]
    fn a_long_body_is_cut_and_the_rest_stays_whole() {
        let note = PushNote {
            title: "New sign-in".to_owned(),
            body: "ü\"".repeat(4_000),
            path: "/security".to_owned(),
            tag: "evt_1".to_owned(),
        };
        let message = payload(&note);
        assert!(message.len() <= LONGEST, "{}", message.len());
        let read: serde_json::Value = serde_json::from_slice(&message).expect("json");
        assert_eq!(read["path"], "/security");
        assert!(read["body"].as_str().expect("a body").len() > 1_000);
    }
}
