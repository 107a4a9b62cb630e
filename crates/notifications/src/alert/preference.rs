//! The row of one preference, and the preference as it holds.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]
#![expect(
    clippy::struct_excessive_bools,
    reason = "six switches, any combination of which makes sense"
)]

use kernel::{AccountId, Actor, Change, Instant, LoginAlertPreferenceId, Permit, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QuerySelect, Select, Set};
use sha2::{Digest, Sha256};

use super::decision::Choices;
use crate::AlertEvent;
use crate::policy::ChooseAlerts;

/// What a person has chosen to be told of their sign-ins on one website.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_alert_preferences")]
pub struct Model {
    /// The preference, see [`id_of`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LoginAlertPreferenceId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The person.
    pub account_id: AccountId,
    /// Whether every sign-in is told.
    pub notify_new_login: bool,
    /// Whether one with a new device is told.
    pub notify_new_device: bool,
    /// Whether one from a new place is told.
    pub notify_new_location: bool,
    /// Whether alerts go out as mails.
    pub email_enabled: bool,
    /// Whether they go to the person's devices.
    pub push_enabled: bool,
    /// Whether they stand in their inbox.
    pub in_app_enabled: bool,
    /// When the person first chose.
    pub created_at: Instant,
    /// When they last did.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// The preference of one person on one website as it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// The preference; the same before the first choice and after it.
    pub id: LoginAlertPreferenceId,
    /// What holds: the choices, or what the website insists on.
    pub choices: Choices,
    /// Whether the website insists on alerts for people like this one.
    pub forced: bool,
    /// When the person first chose; none while the defaults hold.
    pub created_at: Option<Instant>,
    /// When they last did.
    pub updated_at: Option<Instant>,
}

impl Preference {
    /// The preference with this row, if the person has chosen anything.
    pub(super) fn of(actor: &Actor, account: AccountId, row: Option<&Model>, forced: bool) -> Self {
        let choices = row.map(Model::choices).unwrap_or_default();
        Self {
            id: id_of(actor.website(), account),
            choices: choices.under(forced),
            forced,
            created_at: row.map(|row| row.created_at),
            updated_at: row.map(|row| row.updated_at),
        }
    }
}

impl Model {
    /// What was chosen.
    pub fn choices(&self) -> Choices {
        Choices {
            new_login: self.notify_new_login,
            new_device: self.notify_new_device,
            new_location: self.notify_new_location,
            email: self.email_enabled,
            push: self.push_enabled,
            in_app: self.in_app_enabled,
        }
    }

    fn fresh(website: WebsiteId, account: AccountId, now: Instant) -> Self {
        let choices = Choices::default();
        Self {
            id: id_of(website, account),
            website_id: website,
            account_id: account,
            notify_new_login: choices.new_login,
            notify_new_device: choices.new_device,
            notify_new_location: choices.new_location,
            email_enabled: choices.email,
            push_enabled: choices.push,
            in_app_enabled: choices.in_app,
            created_at: now,
            updated_at: now,
        }
    }

    /// Holds `choices` from now on. Switching off what holds (`forced` or not) is announced, with
    /// the channels that are still listened to.
    pub(super) fn chosen(
        self,
        permit: &Permit<ChooseAlerts>,
        choices: Choices,
        forced: bool,
        now: Instant,
    ) -> Change<ActiveModel> {
        let (id, account) = (self.id, self.account_id);
        let held = self.choices().under(forced);
        let off = held.switched_off(&choices.under(forced));
        let mut row = self.into_active_model();
        row.notify_new_login = Set(choices.new_login);
        row.notify_new_device = Set(choices.new_device);
        row.notify_new_location = Set(choices.new_location);
        row.email_enabled = Set(choices.email);
        row.push_enabled = Set(choices.push);
        row.in_app_enabled = Set(choices.in_app);
        row.updated_at = Set(now);
        if off.is_empty() {
            return Change::silent(row, "notifications.alert_preference_changed", &id);
        }
        let event = AlertEvent::SwitchedOff {
            preference: id,
            account,
            member: permit.holder().member(),
            off,
            told: held.channels(),
            at: now,
        };
        Change::of(row, &event)
    }
}

/// The id of a preference that may not have a row yet: made of what it belongs to.
pub fn id_of(website: WebsiteId, account: AccountId) -> LoginAlertPreferenceId {
    let (website, account): (Uuid, Uuid) = (website.into(), account.into());
    let mut digest = Sha256::new();
    digest.update(website.as_bytes());
    digest.update(account.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    LoginAlertPreferenceId::from(Uuid::from_bytes(bytes))
}

/// The row of this person on the actor's website.
pub(super) fn find_of(actor: &Actor, account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::AccountId.eq(account))
}

/// The row of this person, locked; made of the defaults if they have not chosen before. Of two
/// choices in one moment the second sees the first.
pub(super) async fn locked(tx: &Tx, account: AccountId) -> Result<Model, DbErr> {
    let fresh = Model::fresh(tx.actor().website(), account, tx.now());
    // Without naming a key: both of them stand for the same person on the same website, and a
    // conflict that is expected of the one alone is an error when two first choices meet at the
    // other.
    Entity::insert(fresh.into_active_model().reset_all())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&**tx)
        .await?;
    find_of(tx.actor(), account)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the preference of an account".to_owned()))
}
