//! The demo: a past that the house's own services live through in a few seconds.

use std::sync::Arc;

use async_trait::async_trait;
use flows::{Services, Settings};
use kernel::{Actor, Id, RequestId};
use notifications::ports::{MailFailure, Mailer};
use notifications::push::Carrier;
use notifications::{Links, Mail};
use seed::demo::{Past, PastClock};

use crate::app::App;

/// The mails of the past were read long ago.
struct Forgotten;

#[async_trait]
impl Mailer for Forgotten {
    async fn send(&self, _mail: &Mail) -> Result<(), MailFailure> {
        Ok(())
    }
}

/// Whether nobody has made a website here yet.
pub async fn is_empty(app: &App) -> anyhow::Result<bool> {
    let nowhere = tenancy::nowhere(&*app.clock);
    let actor = Actor::system("seed", nowhere, RequestId::mint(&*app.clock));
    Ok(app.services.websites.list(&actor).await?.is_empty())
}

/// Fills the empty database and says how to sign in.
pub async fn fill(app: &App, seed: u64) -> anyhow::Result<()> {
    let clock = Arc::new(PastClock::new(app.clock.now(), seed));
    let mail = notifications::config::Config {
        from: app.config.mail_from.clone(),
        smtp_url: None,
    };
    let settings = Settings {
        identity: identity::Config::default(),
        mailer: Arc::new(Forgotten),
        links: Links::like(app.config.public_url.as_str())?,
        sender: mail.sender()?,
        carrier: Carrier::try_new()?,
        vapid: None,
    };
    let services = Services::try_new(app.db.clone(), clock.clone(), settings)?;
    let past = Past {
        dispatcher: services.dispatcher(),
        services: Arc::new(services),
        clock,
    };
    seed::demo::fill(&past).await?;
    println!("{}", seed::demo::sign_ins());
    Ok(())
}
