//! What flows and people ask of the login alerts.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::{
    AccountId, Actor, Clock, Cursor, CursorKey, EventId, LoginAlertId, Page, Slice, Sort,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, QueryFilter, QueryOrder};
use tracing::instrument;

use super::choose::{PushStanding, Wish};
use super::decision::{Terms, plan};
use super::entity;
use super::preference::{self, Preference};
use super::raise::SignInFacts;
use crate::delivery::entity as delivery;
use crate::ports::SecurityTrail;
use crate::push::PushService;
use crate::{Plan, Result, policy};

/// What flows and people ask of the login alerts.
#[async_trait]
pub trait AlertService: Send + Sync {
    /// The asker's own preference on this website; the defaults while they have chosen nothing.
    async fn preference(&self, actor: &Actor) -> Result<Preference>;

    /// Changes any part of it. Switching an alert or a channel off is announced.
    async fn choose(&self, actor: &Actor, wish: Wish) -> Result<Preference>;

    /// The one alert that the sign-in of this event raises, if any; the same however often it is
    /// asked for.
    async fn raise(
        &self,
        actor: &Actor,
        event: EventId,
        sign_in: &SignInFacts,
    ) -> Result<Option<entity::Model>>;

    /// The alerts that wait for the digest of that day, in the order of the sign-ins.
    async fn held_back(
        &self,
        actor: &Actor,
        account: AccountId,
        day: NaiveDate,
    ) -> Result<Vec<entity::Model>>;

    /// Where the person is told things about their sign-ins, as it stands now.
    async fn plan(&self, actor: &Actor, account: AccountId, forced: bool) -> Result<Plan>;

    /// The asker's own alerts on this website, newest first.
    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>>;

    /// Those of these alerts that are the asker's own.
    async fn alerts(
        &self,
        actor: &Actor,
        ids: &[LoginAlertId],
    ) -> Result<HashMap<LoginAlertId, entity::Model>>;

    /// What became of the asker's own alerts, channel by channel.
    async fn outcomes(
        &self,
        actor: &Actor,
        ids: &[LoginAlertId],
    ) -> Result<HashMap<LoginAlertId, Vec<delivery::Model>>>;
}

/// Decides who is told of sign-ins, and remembers it.
pub struct Alerts {
    pub(super) db: DatabaseConnection,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) push: Arc<dyn PushService>,
    pub(super) trail: Arc<dyn SecurityTrail>,
}

impl Alerts {
    /// Over this database. `push` knows which devices take push messages, `trail` keeps what
    /// happens to the safety of accounts.
    pub fn new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        push: Arc<dyn PushService>,
        trail: Arc<dyn SecurityTrail>,
    ) -> Self {
        Self {
            db,
            clock,
            push,
            trail,
        }
    }

    pub(super) async fn push_standing(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<PushStanding> {
        if self.push.public_key().is_none() {
            return Ok(PushStanding::NoKey);
        }
        let ready = self.push.is_ready(actor, account).await?;
        Ok(if ready {
            PushStanding::Ready
        } else {
            PushStanding::NoDevice
        })
    }

    pub(super) async fn preference_of(
        &self,
        actor: &Actor,
        account: AccountId,
        forced: bool,
    ) -> Result<Preference> {
        let row = preference::find_of(actor, account).one(&self.db).await?;
        Ok(Preference::of(actor, account, row.as_ref(), forced))
    }
}

#[async_trait]
impl AlertService for Alerts {
    async fn preference(&self, actor: &Actor) -> Result<Preference> {
        let account = policy::own_account(actor)?;
        let forced = policy::is_alert_forced(actor.site(), actor.who());
        self.preference_of(actor, account, forced).await
    }

    #[instrument(name = "notifications.choose_alerts", skip_all)]
    async fn choose(&self, actor: &Actor, wish: Wish) -> Result<Preference> {
        self.take_wish(actor, wish).await
    }

    #[instrument(name = "notifications.raise_alert", skip_all, fields(event.id = %event))]
    async fn raise(
        &self,
        actor: &Actor,
        event: EventId,
        sign_in: &SignInFacts,
    ) -> Result<Option<entity::Model>> {
        self.raise_once(actor, event, sign_in).await
    }

    async fn held_back(
        &self,
        actor: &Actor,
        account: AccountId,
        day: NaiveDate,
    ) -> Result<Vec<entity::Model>> {
        let _permit = policy::raise_alerts(actor)?;
        Ok(entity::Entity::visible_to(actor)
            .filter(entity::Column::AccountId.eq(account))
            .filter(entity::Column::Day.eq(day))
            .filter(entity::Column::Capped.eq(true))
            .order_by_asc(entity::Column::SignedInAt)
            .order_by_asc(entity::Column::Id)
            .all(&self.db)
            .await?)
    }

    async fn plan(&self, actor: &Actor, account: AccountId, forced: bool) -> Result<Plan> {
        let _permit = policy::raise_alerts(actor)?;
        let preference = self.preference_of(actor, account, forced).await?;
        let push_ready = self.push_standing(actor, account).await? == PushStanding::Ready;
        Ok(plan(preference.choices, Terms { forced, push_ready }))
    }

    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>> {
        policy::own_account(actor)?;
        let own = entity::Entity::visible_to(actor);
        let newest = Sort::descending(
            Expr::col((entity::Entity, entity::Column::CreatedAt)),
            (entity::Entity, entity::Column::Id),
            |row: &entity::Model| Cursor::new(CursorKey::Time(row.created_at), row.id),
        );
        Ok(page.fetch(own, newest, &self.db).await?)
    }

    async fn alerts(
        &self,
        actor: &Actor,
        ids: &[LoginAlertId],
    ) -> Result<HashMap<LoginAlertId, entity::Model>> {
        let rows = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn outcomes(
        &self,
        actor: &Actor,
        ids: &[LoginAlertId],
    ) -> Result<HashMap<LoginAlertId, Vec<delivery::Model>>> {
        let alerts = self.alerts(actor, ids).await?;
        let by_event: HashMap<_, _> = alerts
            .into_values()
            .map(|alert| (alert.event_id, alert.id))
            .collect();
        let notes = delivery::Entity::visible_to(actor)
            .filter(delivery::Column::EventId.is_in(by_event.keys().copied()))
            .filter(delivery::Column::Kind.eq(crate::Kind::LoginAlert))
            .order_by_asc(delivery::Column::Channel)
            .all(&self.db)
            .await?;
        let mut outcomes: HashMap<LoginAlertId, Vec<_>> = HashMap::new();
        for note in notes {
            if let Some(alert) = by_event.get(&note.event_id) {
                outcomes.entry(*alert).or_default().push(note);
            }
        }
        Ok(outcomes)
    }
}
