//! `init`: the first website of an installation and the person above it.

use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use identity::{Enrolment, Standing};
use kernel::{Actor, Id, RequestId};
use notifications::Links;
use orders::catalog::NewCatalog;
use tenancy::NewWebsite;

use super::house;
use crate::config::Config;

/// What `init` is told.
#[derive(Debug, Args)]
pub struct Init {
    /// The superadmin's e-mail address.
    #[arg(long)]
    email: String,
    /// The website's short name, as in `atlas`.
    #[arg(long, value_name = "SLUG")]
    website: String,
    /// The hosts it answers on, without ports; the first is the one that mails link to.
    #[arg(long, required = true, num_args = 1..)]
    host: Vec<String>,
    /// The brand; the short name if it is not said.
    #[arg(long)]
    name: Option<String>,
    /// What it is priced in.
    #[arg(long, default_value = "USD")]
    currency: String,
    /// The zone its days begin in.
    #[arg(long, default_value = "UTC")]
    time_zone: String,
    /// Its language.
    #[arg(long, default_value = "en")]
    locale: String,
}

impl Init {
    /// Makes them and prints the link that sets the superadmin's password. Run again, it makes
    /// what is missing and prints a fresh link.
    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        let app = house(config).await?;
        let clock = &*app.clock;
        let actor = |site| Actor::system("init", site, RequestId::mint(clock));
        let known = app.sites.site_of_slug(&self.website).await?;
        let site = if let Some(site) = known {
            site
        } else {
            let founder = actor(tenancy::nowhere(clock));
            let websites = &app.services.websites;
            let site = websites.create(&founder, self.website()).await?;
            let catalog = NewCatalog::standard(&site.currency);
            let founder = actor(Arc::clone(&site));
            app.services.catalog.found(&founder, catalog).await?;
            println!("The website {} is made.", site.slug);
            site
        };
        let actor = actor(site);
        let enrolled = app
            .services
            .members
            .enrol(&actor, self.superadmin())
            .await?;
        let link = app
            .services
            .registrations
            .link_for(&actor, enrolled.account)
            .await?;
        let links = Links::like(app.config.public_url.as_str()).context("PUBLIC_URL")?;
        let path = format!("/verify#{}", link.token.reveal());
        println!(
            "{} sets a password here, until {}:",
            link.email, link.expires_at
        );
        println!("{}", links.to(actor.site(), &path));
        Ok(())
    }

    fn website(&self) -> NewWebsite {
        NewWebsite {
            slug: self.website.clone(),
            name: self.name.clone().unwrap_or_else(|| self.website.clone()),
            hosts: self.host.clone(),
            locale: self.locale.clone(),
            currency: self.currency.clone(),
            time_zone: self.time_zone.clone(),
            contact_email: Some(self.email.clone()),
            registration_open: true,
            calendar: kernel::site::Calendar::office(),
            ..NewWebsite::default()
        }
    }

    fn superadmin(&self) -> Enrolment {
        Enrolment {
            email: self.email.clone(),
            display_name: "Superadmin".to_owned(),
            locale: None,
            time_zone: None,
            password: None,
            standing: Standing::Superadmin,
        }
    }
}
