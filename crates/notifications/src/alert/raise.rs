//! Raising the one alert about one sign-in.

use chrono_tz::Tz;
use kernel::{AccountId, Actor, Change, EventId, Instant, LoginAlertId, MemberId, SessionId, Tx};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, IntoActiveModel, QueryFilter, SqlErr,
};

use super::choose::PushStanding;
use super::decision::{Decision, History, Novelty, Terms, decide};
use super::entity::{self, Reasons};
use super::{day, preference};
use crate::{AlertEvent, Result, policy};

use super::service::Alerts;

/// A sign-in as the house knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInFacts {
    /// Who signed in.
    pub account: AccountId,
    /// Their place on the website; none for a superadmin.
    pub member: Option<MemberId>,
    /// Their session.
    pub session: SessionId,
    /// When.
    pub at: Instant,
    /// It was the account's first ever.
    pub first_ever: bool,
    /// How it differs from the earlier ones.
    pub novelty: Novelty,
    /// The zone their days begin in.
    pub zone: Tz,
    /// Whether the website insists on alerts for them.
    pub forced: bool,
}

impl Alerts {
    pub(super) async fn raise_once(
        &self,
        actor: &Actor,
        event: EventId,
        sign_in: &SignInFacts,
    ) -> Result<Option<entity::Model>> {
        let _permit = policy::raise_alerts(actor)?;
        if sign_in.first_ever {
            return Ok(None);
        }
        let push = self.push_standing(actor, sign_in.account).await?;
        let terms = Terms {
            forced: sign_in.forced,
            push_ready: push == PushStanding::Ready,
        };
        match self.decide_in_turn(actor, event, sign_in, terms).await {
            // Another delivery of the same event was faster.
            Err(crate::Error::Store(error)) if is_repeated(&error) => {
                Ok(alert_of(&self.db, actor, event).await?)
            }
            raised => raised,
        }
    }

    /// Decides and writes it down, one sign-in of a person after the other.
    async fn decide_in_turn(
        &self,
        actor: &Actor,
        event: EventId,
        sign_in: &SignInFacts,
        terms: Terms,
    ) -> Result<Option<entity::Model>> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let today = day::of(tx.now(), sign_in.zone);
        let day = day::locked(&tx, sign_in.account, today).await?;
        if let Some(known) = alert_of(&*tx, actor, event).await? {
            return Ok(Some(known));
        }
        let chosen = preference::find_of(actor, sign_in.account)
            .one(&*tx)
            .await?;
        let choices = chosen.map(|row| row.choices()).unwrap_or_default();
        let count = day.count();
        let history = History {
            first_ever: sign_in.first_ever,
            today: count,
        };
        let Some(decision) = decide(sign_in.novelty, history, choices, terms) else {
            return Ok(None);
        };
        let row = alert(&tx, event, sign_in, &decision, today);
        let id = row.id;
        let row = row.into_active_model().reset_all();
        let mut change = Change::silently_created(row, "notifications.login_alert_raised", &id);
        if count.begins_digest(&decision) {
            let due = day::end(today, sign_in.zone).unwrap_or(tx.now());
            let digest = AlertEvent::DigestDue {
                preference: preference::id_of(actor.website(), sign_in.account),
                account: sign_in.account,
                member: sign_in.member,
                day: today,
            };
            change = change.later(due, &digest);
        }
        let raised = change.record_at_commit(&tx)?;
        tx.change_at_commit(day.with(&decision))?;
        tx.commit().await?;
        Ok(Some(raised))
    }
}

/// The alert that this event has raised already.
async fn alert_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    event: EventId,
) -> Result<Option<entity::Model>, DbErr> {
    entity::Entity::visible_to(actor)
        .filter(entity::Column::EventId.eq(event))
        .one(db)
        .await
}

fn alert(
    tx: &Tx,
    event: EventId,
    sign_in: &SignInFacts,
    decision: &Decision,
    today: chrono::NaiveDate,
) -> entity::Model {
    entity::Model {
        id: tx.mint::<LoginAlertId>(),
        website_id: tx.actor().website(),
        account_id: sign_in.account,
        session_id: sign_in.session,
        event_id: event,
        reasons: Reasons(decision.reasons.clone()),
        email: decision.plan.email.into(),
        push: decision.plan.push.into(),
        in_app: decision.plan.in_app.into(),
        day: today,
        capped: decision.capped,
        signed_in_at: sign_in.at,
        created_at: tx.now(),
    }
}

fn is_repeated(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
