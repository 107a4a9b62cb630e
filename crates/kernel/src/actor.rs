//! Who asks, on which website.

use std::fmt;
use std::sync::Arc;

use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Denied, ImpersonationId, MemberId, Permit, RequestId, SessionId, Site, WebsiteId,
};

/// What a member does on a website; a membership has exactly one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Orders work.
    Client,
    /// Delivers it.
    Writer,
    /// Reviews it and assigns writers.
    Editor,
    /// Helps both sides and keeps promises.
    Support,
    /// Runs the brand.
    Admin,
}

/// The asker, or the doer in an event: written without names, so that erasing a person's account
/// leaves no trace of them here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Who {
    /// Nobody is signed in.
    Anonymous,
    /// A member of the website.
    Member {
        /// The person.
        account: AccountId,
        /// Their place here.
        member: MemberId,
        /// What they do here.
        role: Role,
    },
    /// Somebody above all websites; no member of any.
    Superadmin {
        /// The person.
        account: AccountId,
    },
    /// The house itself: the named flow, timer or command.
    System {
        /// Which part of the house.
        name: String,
    },
}

impl Who {
    /// The membership, if it is a member.
    pub fn member(&self) -> Option<MemberId> {
        match self {
            Self::Member { member, .. } => Some(*member),
            Self::Anonymous | Self::Superadmin { .. } | Self::System { .. } => None,
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("anonymous"),
            Self::Member { member, .. } => member.fmt(f),
            Self::Superadmin { account } => account.fmt(f),
            Self::System { name } => write!(f, "system:{name}"),
        }
    }
}

/// Somebody of the house who looks at a website through a member's eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impersonator {
    /// Who it is.
    pub who: Who,
    /// The session of their own that they do it from.
    pub session: SessionId,
    /// Which of their looks this is.
    pub impersonation: ImpersonationId,
}

/// One asker in one request: made by the session layer of the gateway, or by [`Actor::system`].
#[derive(Clone, Debug)]
pub struct Actor {
    who: Who,
    site: Arc<Site>,
    session: Option<SessionId>,
    request: RequestId,
    impersonator: Option<Arc<Impersonator>>,
}

impl Actor {
    /// An asker. Outside the session layer and tests, nothing else may call this.
    pub fn new(who: Who, site: Arc<Site>, session: Option<SessionId>, request: RequestId) -> Self {
        Self {
            who,
            site,
            session,
            request,
            impersonator: None,
        }
    }

    /// The same asker, but in truth somebody else: whoever looks through them may read what they
    /// may read, short of what is private, and change nothing.
    #[must_use]
    pub fn impersonated_by(mut self, impersonator: Impersonator) -> Self {
        self.impersonator = Some(Arc::new(impersonator));
        self
    }

    /// The house at work on its own: background work has a website, too.
    pub fn system(name: &str, site: Arc<Site>, request: RequestId) -> Self {
        Self::new(
            Who::System {
                name: name.to_owned(),
            },
            site,
            None,
            request,
        )
    }

    /// The same asker at work on another website: founding one, say. A member of this website is
    /// a stranger there.
    #[must_use]
    pub fn on(&self, site: Arc<Site>) -> Self {
        let who = match &self.who {
            Who::Member { .. } => Who::Anonymous,
            who => who.clone(),
        };
        let mut there = Self::new(who, site, self.session, self.request);
        there.impersonator.clone_from(&self.impersonator);
        there
    }

    /// Who asks.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// Who asks in truth, when somebody looks through the asker's eyes.
    pub fn impersonator(&self) -> Option<&Impersonator> {
        self.impersonator.as_deref()
    }

    /// Whether somebody else looks through the asker's eyes.
    pub fn is_impersonated(&self) -> bool {
        self.impersonator.is_some()
    }

    /// Whoever asks in truth, as themselves.
    #[must_use]
    pub fn in_truth(&self) -> Self {
        match &self.impersonator {
            Some(truth) => Self::new(
                truth.who.clone(),
                Arc::clone(&self.site),
                Some(truth.session),
                self.request,
            ),
            None => self.clone(),
        }
    }

    /// The website they ask on, with its toggles and policies.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The tenant every read and write is scoped by.
    pub fn website(&self) -> WebsiteId {
        self.site.id
    }

    /// The session they ask through.
    pub fn session(&self) -> Option<SessionId> {
        self.session
    }

    /// The request, for the audit trail and the logs.
    pub fn request(&self) -> RequestId {
        self.request
    }

    /// The asker's membership here.
    pub fn member(&self) -> Option<MemberId> {
        self.who.member()
    }

    /// The asker's account, member or superadmin.
    pub fn account(&self) -> Option<AccountId> {
        match self.who {
            Who::Member { account, .. } | Who::Superadmin { account } => Some(account),
            Who::Anonymous | Who::System { .. } => None,
        }
    }

    /// The asker's role, if they are a member.
    pub fn role(&self) -> Option<Role> {
        match self.who {
            Who::Member { role, .. } => Some(role),
            Who::Anonymous | Who::Superadmin { .. } | Who::System { .. } => None,
        }
    }

    /// Whether somebody is signed in.
    pub fn is_signed_in(&self) -> bool {
        self.account().is_some()
    }

    /// Whether the asker is this member.
    pub fn is(&self, member: MemberId) -> bool {
        self.member() == Some(member)
    }

    /// Whether the asker holds one of these roles. A superadmin counts as ADMIN.
    pub fn has(&self, roles: &[Role]) -> bool {
        match self.who {
            Who::Member { role, .. } => roles.contains(&role),
            Who::Superadmin { .. } => roles.contains(&Role::Admin),
            Who::Anonymous | Who::System { .. } => false,
        }
    }

    /// Whether the asker works for the website: EDITOR, SUPPORT, ADMIN, or above.
    pub fn is_staff(&self) -> bool {
        self.has(&[Role::Editor, Role::Support, Role::Admin])
    }

    /// Whether the asker stands above all websites.
    pub fn is_superadmin(&self) -> bool {
        matches!(self.who, Who::Superadmin { .. })
    }

    /// Whether it is the house itself.
    pub fn is_system(&self) -> bool {
        matches!(self.who, Who::System { .. })
    }

    /// A permit when `condition` holds. Only `policy.rs` of a domain crate calls this.
    ///
    /// # Errors
    /// [`Denied`], told apart by whether signing in could help.
    pub fn allow<A>(&self, _action: A, condition: bool) -> Result<Permit<A>, Denied> {
        match (condition, &self.who) {
            (true, who) => Ok(Permit::new(who.clone())),
            (false, Who::Anonymous) => Err(Denied::SignedOut),
            (false, _) => Err(Denied::NotTheirs),
        }
    }
}
