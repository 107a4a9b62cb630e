//! The row of one website.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono_tz::Tz;
use kernel::{
    Actor, Change, Currency, Email, Instant, Permit, Site, Toggle, WebsiteId, audit, site,
};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, Select, Set};

use super::insist::{Insisted, PolicyChange};
use crate::{Branding, Insist, Switch, TenancyEvent, policy};

/// Whether a website answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Status {
    /// It does.
    Active,
    /// It answers nobody.
    Suspended,
}

/// A tenant.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "websites")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebsiteId,
    /// The short name in addresses.
    #[sea_orm(unique)]
    pub slug: String,
    /// The brand.
    pub name: String,
    /// Whether it answers.
    pub status: Status,
    /// The host that links in mails lead to; one of its hosts.
    pub canonical_host: String,
    /// The language, as a BCP 47 tag.
    pub locale: String,
    /// What everything is priced in.
    pub currency: Currency,
    /// The IANA name of the zone in which days begin.
    pub time_zone: String,
    /// Whether strangers may register.
    pub registration_open: bool,
    /// Where people reach the brand.
    pub contact_email: Option<Email>,
    /// The rules that differ from brand to brand.
    #[sea_orm(column_type = "JsonBinary")]
    pub policies: site::Policies,
    /// Working hours and holidays.
    #[sea_orm(column_type = "JsonBinary")]
    pub calendar: site::Calendar,
    /// The published look.
    #[sea_orm(column_type = "JsonBinary")]
    pub branding: Branding,
    /// Counts the changes to the website, its hosts and its toggles.
    pub revision: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The website the asker stands on.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible(actor))
    }
}

impl Model {
    /// The website as the rest of the house needs it.
    pub(crate) fn site(&self, toggles: site::Toggles) -> Result<Site, DbErr> {
        let unreadable = |_| DbErr::Type(format!("time zone of {}", self.id));
        Ok(Site {
            id: self.id,
            slug: self.slug.clone(),
            name: self.name.clone(),
            canonical_host: self.canonical_host.clone(),
            locale: self.locale.clone(),
            currency: self.currency.clone(),
            zone: self.time_zone.parse::<Tz>().map_err(unreadable)?,
            suspended: self.status == Status::Suspended,
            registration_open: self.registration_open,
            toggles,
            policies: self.policies.clone(),
            calendar: self.calendar.clone(),
        })
    }

    /// Insists on `wanted` from now on; `None` when that is what it insists on already.
    pub(crate) fn insisting(
        self,
        permit: &Permit<Insist>,
        wanted: PolicyChange,
        now: Instant,
    ) -> Option<Change<ActiveModel>> {
        let mut policies = self.policies.clone();
        wanted.apply(&mut policies);
        if policies == self.policies {
            return None;
        }
        let event = TenancyEvent::PolicyChanged {
            website: self.id,
            by: permit.holder(),
            at: now,
        };
        let (before, after) = (Insisted::of(&self.policies), Insisted::of(&policies));
        let note = audit::Note::new("tenancy.policy_changed", &self.id).changed(&before, &after);
        let revision = self.revision + 1;
        let mut row = self.into_active_model();
        row.policies = Set(policies);
        row.revision = Set(revision);
        row.updated_at = Set(now);
        Some(Change::of(row, &event).audited(note))
    }

    /// Notes that `toggle`, which was `before`, is `value` from now on.
    pub(crate) fn switched(
        self,
        permit: &Permit<Switch>,
        toggle: Toggle,
        (before, value): (bool, bool),
        now: Instant,
    ) -> Change<ActiveModel> {
        let event = TenancyEvent::ToggleChanged {
            website: self.id,
            toggle,
            value,
            by: permit.holder(),
            at: now,
        };
        let action = format!("tenancy.toggle_changed.{}", toggle.name());
        let note = audit::Note::new(action, &self.id).changed(&before, &value);
        let revision = self.revision + 1;
        let mut row = self.into_active_model();
        row.revision = Set(revision);
        row.updated_at = Set(now);
        Change::of(row, &event).audited(note)
    }
}

/// All websites, for the directory.
pub(crate) fn find_all() -> Select<Entity> {
    Entity::find()
}

/// The website of this short name, whoever asks: short names are unique on the installation.
pub(crate) fn find_slug(slug: &str) -> Select<Entity> {
    Entity::find().filter(Column::Slug.eq(slug))
}
