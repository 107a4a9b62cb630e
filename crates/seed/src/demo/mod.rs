//! The demo: two brands, people of every role, and a past of some hundred orders, made through the
//! services that everybody uses, so that every rule holds in it.

mod faces;
mod past;
mod people;
mod story;
mod websites;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use flows::Services;
use kernel::{Actor, Id, RequestId, Site};

pub use past::{Past, PastClock};

/// The password of everybody in the demo. It is public.
pub const PASSWORD: &str = "violet anchor meadow 42";

/// The short names of the demo's websites; the first answers on localhost.
pub const WEBSITES: [&str; 2] = ["atlas", "quill"];

/// A demo website with its people, each acting for themselves.
pub struct Founded {
    /// The website.
    pub site: Arc<Site>,
    /// Those who can sign in, by the first part of their address: `client2`.
    pub people: HashMap<&'static str, Actor>,
}

impl Founded {
    /// One of those who can sign in.
    ///
    /// # Panics
    /// Never: `name` is one of the demo's names.
    fn person(&self, name: &str) -> &Actor {
        &self.people[name]
    }

    /// The house itself at work on the website.
    fn house(&self, services: &Services) -> Actor {
        let request = RequestId::mint(&*services.clock);
        Actor::system("seed", Arc::clone(&self.site), request)
    }
}

/// Makes the websites, their catalogs and their people. Nothing else has happened there yet.
///
/// # Errors
/// When the database is not empty, or fails.
pub async fn found(services: &Services) -> anyhow::Result<Vec<Founded>> {
    let mut founded = Vec::new();
    for website in websites::all() {
        let site = websites::make(services, website).await?;
        let people = people::enrol(services, &site).await?;
        founded.push(Founded { site, people });
    }
    Ok(founded)
}

/// Makes the whole demo over an empty database. `services` live in the past: `clock` is theirs and
/// stands at the present, where it stands again at the end.
///
/// # Errors
/// When the database is not empty, or fails.
pub async fn fill(past: &Past) -> anyhow::Result<()> {
    let founded = found(&past.services).await?;
    for website in &founded {
        story::tell(past, website).await?;
    }
    Ok(())
}

/// How to sign in, for people.
pub fn sign_ins() -> String {
    let mut lines = vec![format!("Sign in with the password `{PASSWORD}` as:")];
    for slug in WEBSITES {
        let names = people::SIGN_INS.map(|(name, _, _)| format!("{name}@{slug}.test"));
        lines.push(format!("  {slug}: {}", names.join(", ")));
    }
    lines.push(format!("  superadmin: {}", people::SUPERADMIN));
    lines.join("\n")
}
