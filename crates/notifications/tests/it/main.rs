//! Messages on both databases, over a real SMTP server.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod account_letters;
mod alerts;
mod browser;
mod housekeeping;
mod inbox;
mod languages;
mod later;
mod mailbox;
mod notices;
mod post;
mod preferences;
mod push;
mod samples;
mod teller;
mod templates;

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, Email, EventId, Id};
use notifications::config::Config;
use notifications::ports::{Brand, Brands, Mailer};
use notifications::{Letter, Links, Post, PostService, Recipient};
use testkit::Database;

/// The same look for every website.
struct Look(Brand);

#[async_trait]
impl Brands for Look {
    async fn brand(&self, _: &Actor) -> anyhow::Result<Brand> {
        Ok(self.0.clone())
    }
}

fn post(db: &Database, mailer: Arc<dyn Mailer>, brand: Brand) -> Post {
    let links = Links::like("https://scriptorium.test").expect("an address");
    let sender = Config::default().sender().expect("a sender");
    let looks = Arc::new(Look(brand));
    Post::try_new(db.conn.clone(), db.clock(), mailer, looks, (links, sender)).expect("post")
}

fn smtp(db: &Database, url: String) -> Arc<dyn Mailer> {
    let config = Config {
        smtp_url: Some(url),
        ..Config::default()
    };
    config
        .mailer(db.conn.clone(), db.clock())
        .expect("a mailer")
}

fn local(db: &Database) -> Arc<dyn Mailer> {
    let config = Config::default();
    config
        .mailer(db.conn.clone(), db.clock())
        .expect("a mailer")
}

fn event(db: &Database) -> EventId {
    EventId::mint(&*db.manual)
}

fn ann() -> Recipient {
    Recipient {
        id: "acc_ann".to_owned(),
        account: None,
        member: None,
        address: email("ann@example.test"),
        name: Some("Ann".to_owned()),
        locale: None,
        zone: None,
    }
}

fn email(text: &str) -> Email {
    text.parse().expect("an address")
}

fn joined() -> Letter {
    Letter::AlreadyRegistered { token: None }
}

/// Tries the mail once and says whether it was taken.
async fn try_mail(post: &Post, actor: &Actor, event: EventId) -> bool {
    post.mail(actor, event, &ann(), &joined()).await.is_ok()
}
