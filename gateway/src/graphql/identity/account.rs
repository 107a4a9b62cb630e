//! People as they stand in the schema.

use std::sync::Arc;

use async_graphql::{Enum, ID, Object};
use chrono::{DateTime, Utc};
use identity::{Person, membership_row};
use kernel::Site;

use crate::graphql::scalar::gid;
use crate::graphql::tenancy::Website;

/// What a member does on a website; a membership has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "kernel::Role")]
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

/// A person on the installation.
#[derive(Clone, Debug)]
pub struct Account(pub Person);

/// A person on the installation.
#[Object]
impl Account {
    /// The account.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// What they are called.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// Their address. Null unless it is your own or you answer the brand's mail.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_ref().map(kernel::Email::as_str)
    }

    /// The language they chose, as a BCP 47 tag. Null where they chose none, and unless it is your
    /// own or you answer the brand's mail.
    async fn locale(&self) -> Option<&str> {
        self.0.locale.as_deref()
    }

    /// The IANA name of the zone they chose. Null where they chose none, and unless it is your own
    /// or you answer the brand's mail.
    async fn time_zone(&self) -> Option<&str> {
        self.0.time_zone.as_deref()
    }

    /// When the account came into being.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// A place of yours on one website.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The place.
    pub row: membership_row::Model,
    /// The website it is on.
    pub site: Arc<Site>,
}

/// A place of yours on one website.
#[Object]
impl Membership {
    /// The membership.
    async fn id(&self) -> ID {
        gid(self.row.id)
    }

    /// Where it is.
    async fn website(&self) -> Website {
        Website(Arc::clone(&self.site))
    }

    /// What you do there.
    async fn role(&self) -> Role {
        self.row.role.into()
    }
}
