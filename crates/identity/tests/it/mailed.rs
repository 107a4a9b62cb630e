//! What the mails about recoveries would carry.

use std::sync::Arc;

use identity::{
    Error, IdentityEvent, Issued, MagicSignIn, Named, Opened, RecoveryService, ResetPassword,
    SignedIn,
};
use kernel::{Actor, RecoveryId, Site};

use crate::house::{House, inside, secret};

/// An address as somebody names it.
pub fn named(email: &str) -> Named {
    Named {
        email: email.to_owned(),
        ..Named::default()
    }
}

/// An opened link.
pub fn opened(token: &str) -> Opened {
    Opened {
        token: token.to_owned(),
        ..Opened::default()
    }
}

/// What a mail is sent about.
pub fn recovery(event: &IdentityEvent) -> Option<RecoveryId> {
    match event {
        IdentityEvent::MagicLinkRequested { recovery }
        | IdentityEvent::PasswordResetRequested { recovery }
        | IdentityEvent::EmailChangeRequested { recovery }
        | IdentityEvent::EmailChanged { undo: recovery, .. } => Some(*recovery),
        _ => None,
    }
}

impl House {
    /// Every recovery that a mail was asked for about, oldest first.
    pub async fn recoveries(&self) -> Vec<RecoveryId> {
        self.events().await.iter().filter_map(recovery).collect()
    }

    /// What the mail about it says.
    pub async fn issued(&self, id: RecoveryId) -> Option<Issued> {
        self.issued_on(&self.site, id).await
    }

    pub async fn issued_on(&self, site: &Arc<Site>, id: RecoveryId) -> Option<Issued> {
        let issued = self
            .identity
            .issue_recovery(&self.db.system(site), id)
            .await;
        issued.expect("an answer")
    }

    /// The token in the mail about the latest recovery.
    pub async fn mailed(&self) -> String {
        let id = *self.recoveries().await.last().expect("a recovery");
        self.mailed_about(id).await
    }

    pub async fn mailed_about(&self, id: RecoveryId) -> String {
        match self.issued(id).await {
            Some(Issued::Link(link)) => link.token.reveal().to_owned(),
            other => panic!("no link: {other:?}"),
        }
    }

    pub async fn magic_link(&self, email: &str) -> String {
        let stranger = self.stranger();
        let asked = self
            .identity
            .request_magic_link(&stranger, named(email))
            .await;
        asked.expect("an answer");
        self.mailed().await
    }

    pub async fn reset_link(&self, email: &str) -> String {
        let stranger = self.stranger();
        let asked = self
            .identity
            .request_password_reset(&stranger, named(email))
            .await;
        asked.expect("an answer");
        self.mailed().await
    }

    pub async fn open_magic(&self, token: &str) -> Result<SignedIn, Error> {
        self.open_magic_as(&self.stranger(), token).await
    }

    pub async fn open_magic_as(&self, actor: &Actor, token: &str) -> Result<SignedIn, Error> {
        let opened = MagicSignIn {
            token: token.to_owned(),
            remember_me: true,
            ..MagicSignIn::default()
        };
        let entry = self.identity.sign_in_with_magic_link(actor, opened).await;
        entry.map(inside)
    }

    pub async fn reset(&self, token: &str, password: &str) -> Result<(), Error> {
        let reset = ResetPassword {
            token: token.to_owned(),
            password: secret(password),
            ..ResetPassword::default()
        };
        self.identity.reset_password(&self.stranger(), reset).await
    }

    /// Somebody with a session wants the address; the token in the mail that goes there.
    pub async fn wish(&self, by: &SignedIn, email: &str) -> String {
        let asked = self
            .identity
            .change_email(&self.asker(by), named(email))
            .await;
        asked.expect("an answer");
        self.mailed().await
    }

    pub async fn confirm(&self, token: &str) -> Result<(), Error> {
        let stranger = self.stranger();
        self.identity
            .confirm_email_change(&stranger, opened(token))
            .await
    }

    pub async fn undo(&self, token: &str) -> Result<(), Error> {
        let stranger = self.stranger();
        self.identity
            .undo_email_change(&stranger, opened(token))
            .await
    }

    /// What happened to the safety of accounts, oldest first.
    pub async fn happened(&self) -> Vec<String> {
        self.texts("SELECT kind AS text FROM security_events ORDER BY created_at, id")
            .await
    }

    pub async fn emails(&self) -> Vec<String> {
        self.texts("SELECT email AS text FROM accounts ORDER BY email")
            .await
    }
}
