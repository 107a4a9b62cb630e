//! `account`: what is done about people's accounts at the console, when nothing else helps.

use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand};
use identity::{Enrolment, Standing};
use kernel::{Actor, Id, RequestId};
use notifications::Links;

use super::house;
use crate::app::App;
use crate::config::Config;

/// What is to be done about an account.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Puts a person above all websites. Whoever has no password yet gets a one-time link to set
    /// one; an account that has the address is used as it is.
    Superadmin(Whose),
    /// Takes a person's second factor away and opens what wrong guesses have shut. Make sure first
    /// that it is them who ask.
    ResetSecondFactor(Whose),
}

/// Whose account, and through which website it is looked after.
#[derive(Debug, Args)]
pub struct Whose {
    /// The person's e-mail address.
    #[arg(long)]
    email: String,
    /// The website that the link leads to; `DEFAULT_WEBSITE` if it is not said.
    #[arg(long, value_name = "SLUG")]
    website: Option<String>,
}

impl Account {
    /// Does it and says so.
    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        let app = house(config).await?;
        let said = match self {
            Self::Superadmin(whose) => superadmin(&app, &whose).await?,
            Self::ResetSecondFactor(whose) => reset_second_factor(&app, &whose).await?,
        };
        println!("{said}");
        Ok(())
    }
}

/// Makes them and says how they come in.
///
/// # Errors
/// When there is no such website, or the address is none.
pub async fn superadmin(app: &App, whose: &Whose) -> anyhow::Result<String> {
    let actor = whose.actor(app).await?;
    let enrolment = Enrolment {
        email: whose.email.clone(),
        display_name: "Superadmin".to_owned(),
        locale: None,
        time_zone: None,
        password: None,
        standing: Standing::Superadmin,
    };
    let enrolled = app.services.members.enrol(&actor, enrolment).await?;
    let stands = format!("{} stands above all websites now", whose.email);
    if enrolled.has_password {
        return Ok(format!("{stands} and signs in as before."));
    }
    let registrations = &app.services.registrations;
    let link = registrations.link_for(&actor, enrolled.account).await?;
    let links = Links::like(app.config.public_url.as_str()).context("PUBLIC_URL")?;
    let path = format!("/verify#{}", link.token.reveal());
    let address = links.to(actor.site(), &path);
    let until = link.expires_at;
    Ok(format!(
        "{stands} and sets a password here, until {until}:\n{address}"
    ))
}

/// Takes it away and says so.
///
/// # Errors
/// When nobody has that address.
pub async fn reset_second_factor(app: &App, whose: &Whose) -> anyhow::Result<String> {
    let actor = whose.actor(app).await?;
    let reset = app
        .services
        .factors
        .reset_second_factor(&actor, &whose.email);
    let email = &whose.email;
    reset
        .await
        .with_context(|| format!("the second factor of {email} is as it was"))?;
    Ok(format!(
        "{email} signs in with the password alone now, and should set up a new second factor."
    ))
}

impl Whose {
    /// The console at work on the website.
    async fn actor(&self, app: &App) -> anyhow::Result<Actor> {
        let slug = self.website.as_ref().unwrap_or(&app.config.default_website);
        let site = app.sites.site_of_slug(slug).await?;
        let site = site.with_context(|| {
            format!("there is no website {slug}: name one with --website, or make one with `init`")
        })?;
        let request = RequestId::mint(&*app.clock);
        Ok(Actor::system("account", Arc::clone(&site), request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn app() -> (tempfile::TempDir, Arc<App>) {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/test.db?mode=rwc", folder.path().display());
        let environment = |name: &str| (name == "DATABASE_URL").then(|| url.clone());
        let config = Config::of(&environment, None).unwrap_or_else(|faulty| panic!("{faulty}"));
        let app = house(config).await.expect("a house");
        let founder = Actor::system(
            "test",
            tenancy::nowhere(&*app.clock),
            RequestId::mint(&*app.clock),
        );
        let website = tenancy::NewWebsite {
            slug: app.config.default_website.clone(),
            name: "Atlas".to_owned(),
            hosts: vec!["atlas.test".to_owned()],
            locale: "en".to_owned(),
            currency: "USD".to_owned(),
            time_zone: "UTC".to_owned(),
            ..tenancy::NewWebsite::default()
        };
        let made = app.services.websites.create(&founder, website).await;
        made.expect("a website");
        (folder, app)
    }

    fn whose(email: &str, website: Option<&str>) -> Whose {
        Whose {
            email: email.to_owned(),
            website: website.map(str::to_owned),
        }
    }

    #[tokio::test]
    async fn a_superadmin_is_made_with_a_link() {
        let (_folder, app) = app().await;
        let root = whose("root@example.test", None);
        for _ in 0..2 {
            let said = superadmin(&app, &root).await.expect("it is done");
            assert!(said.contains("/verify#svl_"), "{said}");
        }
        let elsewhere = superadmin(&app, &whose("root@example.test", Some("nowhere"))).await;
        let refused = format!("{:#}", elsewhere.expect_err("no website"));
        assert!(refused.contains("--website"), "{refused}");
        assert!(superadmin(&app, &whose("root", None)).await.is_err());
    }

    #[tokio::test]
    async fn a_second_factor_is_reset_for_somebody_who_is_there() {
        let (_folder, app) = app().await;
        let root = whose("root@example.test", None);
        let nobody = reset_second_factor(&app, &root).await;
        let refused = format!("{:#}", nobody.expect_err("nobody"));
        assert!(refused.contains("no such account"), "{refused}");
        superadmin(&app, &root).await.expect("it is done");
        let said = reset_second_factor(&app, &root).await.expect("it is done");
        assert!(said.starts_with("root@example.test"), "{said}");
    }
}
