//! A website as the rest of the house needs it: plain data that tenancy stores and every
//! [`Actor`](crate::Actor) carries.

mod calendar;
mod topic;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use chrono_tz::Tz;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

pub use calendar::{Calendar, Interval};
pub use topic::NoticeTopic;

use crate::{BasisPoints, Code, Currency, Fault, WebsiteId};

/// A tenant: one brand with its money, its clock and its rules.
#[derive(Clone, Debug)]
pub struct Site {
    /// The tenant.
    pub id: WebsiteId,
    /// The short name in addresses, unique on the installation.
    pub slug: String,
    /// The brand.
    pub name: String,
    /// The host that links in mails lead to.
    pub canonical_host: String,
    /// The language, as a BCP 47 tag.
    pub locale: String,
    /// What everything is priced in.
    pub currency: Currency,
    /// The zone in which days begin and offices open.
    pub zone: Tz,
    /// A suspended website answers nobody.
    pub suspended: bool,
    /// Whether strangers may register.
    pub registration_open: bool,
    /// What is switched on.
    pub toggles: Toggles,
    /// The rules that differ from brand to brand.
    pub policies: Policies,
    /// Working hours and holidays.
    pub calendar: Calendar,
}

impl Site {
    /// Nothing, when the toggle is on.
    ///
    /// # Errors
    /// `FEATURE_DISABLED`, naming the toggle.
    pub fn require(&self, toggle: Toggle) -> Result<(), Fault> {
        if self.toggles.is_on(toggle) {
            return Ok(());
        }
        let message = format!("{} is switched off on this website.", toggle.name());
        Err(Fault::new(Code::FeatureDisabled, "", message))
    }
}

/// What a website can switch on and off (spec: tenancy, feature toggles). A toggle joins when the
/// part that obeys it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Toggle {
    /// People may sign in through a mailed link.
    MagicLink,
    /// People may set a new password through a mailed link.
    PasswordReset,
    /// Nobody comes in without a second factor.
    TwoFactorRequired,
    /// Clients may prepare orders as drafts.
    OrderDrafts,
    /// Writers may show a portfolio.
    WriterPortfolios,
    /// Both sides may rate each other.
    WriterFeedback,
}

impl Toggle {
    /// All of them, in the order of the spec.
    pub const ALL: [Self; 6] = [
        Self::MagicLink,
        Self::PasswordReset,
        Self::TwoFactorRequired,
        Self::OrderDrafts,
        Self::WriterPortfolios,
        Self::WriterFeedback,
    ];

    /// The name in the schema, in messages and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::MagicLink => "MAGIC_LINK",
            Self::PasswordReset => "PASSWORD_RESET",
            Self::TwoFactorRequired => "TWO_FACTOR_REQUIRED",
            Self::OrderDrafts => "ORDER_DRAFTS",
            Self::WriterPortfolios => "WRITER_PORTFOLIOS",
            Self::WriterFeedback => "WRITER_FEEDBACK",
        }
    }

    /// The toggle of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|toggle| toggle.name() == name)
    }

    /// Its value where the website has not said otherwise.
    pub fn default_value(self) -> bool {
        match self {
            Self::MagicLink
            | Self::PasswordReset
            | Self::OrderDrafts
            | Self::WriterPortfolios
            | Self::WriterFeedback => true,
            Self::TwoFactorRequired => false,
        }
    }
}

/// What a website has decided about its toggles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toggles(BTreeMap<Toggle, bool>);

impl Toggles {
    /// The decisions of a website; the rest keeps its default.
    pub fn new(decided: impl IntoIterator<Item = (Toggle, bool)>) -> Self {
        Self(decided.into_iter().collect())
    }

    /// Whether it is on here.
    pub fn is_on(&self, toggle: Toggle) -> bool {
        self.0
            .get(&toggle)
            .copied()
            .unwrap_or_else(|| toggle.default_value())
    }
}

/// When a delivery goes to an editor first (spec: orders).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditingRule {
    /// Every delivery.
    Always,
    /// None.
    Never,
    /// A client's first order, a large one, or a writer rated low; not when time is short.
    RiskBased,
}

/// The rules of a website, with the defaults of the spec (tenancy).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, deny_unknown_fields)]
pub struct Policies {
    /// The writer's share of the time until the client's deadline.
    pub writer_deadline_share: BasisPoints,
    /// Days after the first released delivery in which revisions are free.
    pub free_revision_days: u16,
    /// Free rounds of revision.
    pub free_revision_rounds: u16,
    /// Days after which a delivery nobody objects to counts as approved.
    pub auto_approve_days: u16,
    /// Days after completion in which feedback may be given.
    pub feedback_days: u16,
    /// Days a quote is good for.
    pub quote_days: u16,
    /// When an editor looks first.
    pub editing: EditingRule,
    /// The tax on a quote.
    pub tax_rate: BasisPoints,
    /// What is assumed of somebody nobody has rated, in hundredths of a star.
    pub rating_prior: u16,
    /// How many ratings that assumption weighs as much as.
    pub rating_prior_weight: u16,
    /// Whether writers and staff are told of every sign-in, whatever they prefer.
    pub force_login_alerts: bool,
    /// What everybody is told of by mail and in the inbox, whatever they prefer.
    pub forced_notices: BTreeSet<NoticeTopic>,
    /// Days a link stays open that invites somebody to become a member.
    pub invitation_days: u16,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            writer_deadline_share: BasisPoints(8_000),
            free_revision_days: 14,
            free_revision_rounds: 3,
            auto_approve_days: 7,
            feedback_days: 14,
            quote_days: 7,
            editing: EditingRule::RiskBased,
            tax_rate: BasisPoints(0),
            rating_prior: 400,
            rating_prior_weight: 5,
            force_login_alerts: false,
            forced_notices: BTreeSet::new(),
            invitation_days: 7,
        }
    }
}

/// The websites of the installation, for parts that have only an id or a host. Tenancy implements
/// it.
#[async_trait]
pub trait Sites: Send + Sync {
    /// The website of this id.
    async fn site(&self, id: WebsiteId) -> anyhow::Result<Option<Arc<Site>>>;

    /// The website that answers on this host (without a port).
    async fn site_of_host(&self, host: &str) -> anyhow::Result<Option<Arc<Site>>>;

    /// The website of this short name.
    async fn site_of_slug(&self, slug: &str) -> anyhow::Result<Option<Arc<Site>>>;
}
