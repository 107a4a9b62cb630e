//! Settings of the messages.

use std::sync::Arc;

use kernel::Clock;
use lettre::message::Mailbox;
use sea_orm::DatabaseConnection;

use crate::ports::Mailer;
use crate::{Error, LocalMailbox, Result, Sender, Smtp};

/// Settings of the messages.
#[derive(Clone, Debug)]
pub struct Config {
    /// `MAIL_FROM`: who mails come from where a brand names nobody: `Name <address>` or an address.
    pub from: String,
    /// `SMTP_URL`: `smtp://user:password@host:port`, with `?tls=required` or `?tls=opportunistic`
    /// for STARTTLS, or `smtps://…`. Absent: mails stay in the local mailbox.
    pub smtp_url: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            from: "Scriptorium <no-reply@scriptorium.localhost>".to_owned(),
            smtp_url: None,
        }
    }
}

impl Config {
    /// Who mails come from where a brand names nobody.
    ///
    /// # Errors
    /// When `MAIL_FROM` is no sender.
    pub fn sender(&self) -> Result<Sender> {
        let mailbox: Mailbox = self.from.parse().map_err(|_| Error::Misconfigured {
            setting: "MAIL_FROM",
            reason: "write it as `Name <address@host>` or as an address".to_owned(),
        })?;
        Ok(Sender {
            name: mailbox.name.unwrap_or_default(),
            address: mailbox.email.to_string(),
        })
    }

    /// Whether mails stay in the local mailbox.
    pub fn keeps_mails(&self) -> bool {
        self.smtp_url.is_none()
    }

    /// What carries mails away: the SMTP server, or the local mailbox where none is named.
    ///
    /// # Errors
    /// When `SMTP_URL` is no address of a mail server.
    pub fn mailer(&self, db: DatabaseConnection, clock: Arc<dyn Clock>) -> Result<Arc<dyn Mailer>> {
        Ok(match &self.smtp_url {
            Some(url) => Arc::new(Smtp::connect(url)?),
            None => Arc::new(LocalMailbox::new(db, clock)),
        })
    }
}
