//! The row of one login alert.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono::NaiveDate;
use kernel::{AccountId, Actor, EventId, Instant, LoginAlertId, SessionId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, Select};
use serde::{Deserialize, Serialize};

use crate::delivery::entity::Cause;
use crate::{Plan, Reason, Way, policy};

/// Why a person is told of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Reasons(pub Vec<Reason>);

/// What was decided for one channel when the alert was raised. What became of it says the record
/// of its delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Course {
    /// It goes out.
    Send,
    /// The person does not want it there.
    Preference,
    /// The person had enough of them on that day: the digest tells it.
    Cap,
    /// The channel is not set up.
    NotSetUp,
}

impl From<Way> for Course {
    fn from(way: Way) -> Self {
        match way {
            Way::Suppress(Cause::Cap) => Self::Cap,
            Way::Suppress(Cause::NotSetUp) => Self::NotSetUp,
            Way::Suppress(_) => Self::Preference,
            // Alerts wait for nobody's quiet hours.
            Way::Send | Way::Hold(_) | Way::Digest(_) => Self::Send,
        }
    }
}

impl From<Course> for Way {
    fn from(course: Course) -> Self {
        match course {
            Course::Send => Self::Send,
            Course::Preference => Self::Suppress(Cause::Preference),
            Course::Cap => Self::Suppress(Cause::Cap),
            Course::NotSetUp => Self::Suppress(Cause::NotSetUp),
        }
    }
}

/// The one alert about one sign-in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_alerts")]
pub struct Model {
    /// The alert.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LoginAlertId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Whom it tells.
    pub account_id: AccountId,
    /// The sign-in it tells of.
    pub session_id: SessionId,
    /// The event of that sign-in: it raises one alert, however often it is delivered.
    #[sea_orm(unique)]
    pub event_id: EventId,
    /// Why it was raised.
    #[sea_orm(column_type = "JsonBinary")]
    pub reasons: Reasons,
    /// Whether it goes out as a mail.
    pub email: Course,
    /// Whether it goes to the person's devices.
    pub push: Course,
    /// Whether it stands in their inbox.
    pub in_app: Course,
    /// The day in the person's zone.
    pub day: NaiveDate,
    /// Whether that day's digest tells it.
    pub capped: bool,
    /// When the sign-in was.
    pub signed_in_at: Instant,
    /// When the alert was raised.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The alerts this asker may see: their own.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_alerts(actor))
    }
}

impl Model {
    /// What was decided when it was raised: another try carries out the same.
    pub fn plan(&self) -> Plan {
        Plan {
            email: self.email.into(),
            push: self.push.into(),
            in_app: self.in_app.into(),
        }
    }
}
