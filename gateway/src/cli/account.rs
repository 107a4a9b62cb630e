//! `account`: what is done about people's accounts at the console, when nothing else helps.

use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand};
use identity::{Enrolled, Enrolment, Standing, Token};
use kernel::{Actor, Id, RequestId};
use notifications::Links;

use super::house;
use crate::app::App;
use crate::config::Config;

/// What is to be done about an account.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Puts a person above all websites; an account that has the address is used as it is. Prints a
    /// one-time link to set a password, for whoever has none yet or has lost theirs.
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
        let signs_in = format!("{stands} and signs in with the password they have.");
        return lost(app, &actor, &enrolled, signs_in).await;
    }
    let registrations = &app.services.registrations;
    let link = registrations.link_for(&actor, enrolled.account).await?;
    let address = page(app, &actor, "verify", &link.token)?;
    let until = link.expires_at;
    Ok(format!(
        "{stands} and sets a password here, until {until}:\n{address}"
    ))
}

/// What helps them who have lost that password.
async fn lost(
    app: &App,
    actor: &Actor,
    enrolled: &Enrolled,
    signs_in: String,
) -> anyhow::Result<String> {
    let link = app.services.console.password_link(actor, enrolled.account);
    let Some(link) = link.await? else {
        let slug = &actor.site().slug;
        return Ok(format!(
            "{signs_in}\nPasswords are not reset on {slug}, which has PASSWORD_RESET switched off: if \
             theirs is lost, name another website with --website."
        ));
    };
    let address = page(app, actor, "reset-password", &link.token)?;
    let until = link.expires_at;
    Ok(format!(
        "{signs_in}\nIf it is lost, a new one is set here, once and until {until}; all their sessions \
         end with it:\n{address}\nIf their second factor is lost, too: account \
         reset-second-factor --email {}",
        link.email
    ))
}

/// Where the link leads to.
fn page(app: &App, actor: &Actor, page: &str, token: &Token) -> anyhow::Result<String> {
    let links = Links::like(app.config.public_url.as_str()).context("PUBLIC_URL")?;
    let path = format!("/{page}#{}", token.reveal());
    Ok(links.to(actor.site(), &path))
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
    async fn a_superadmin_who_has_lost_their_password_gets_a_link_for_another() {
        let (_folder, app) = app().await;
        let root = whose("root@example.test", None);
        let actor = root.actor(&app).await.expect("the console");
        let site = Arc::clone(actor.site());
        let request = RequestId::mint(&*app.clock);
        let visitor = Actor::new(kernel::Who::Anonymous, site, None, request);
        superadmin(&app, &root).await.expect("it is done");
        let token = link(&app, &root, "/verify#").await;
        let verify = identity::Verify {
            token,
            password: "violet anchor meadow 42".to_owned().into(),
            origin: identity::Origin::default(),
        };
        let verified = app.services.registrations.verify(&visitor, verify).await;
        verified.expect("a session");
        let token = link(&app, &root, "/reset-password#").await;
        let reset = || identity::ResetPassword {
            token: token.clone(),
            password: "lantern gravel otter 77".to_owned().into(),
            origin: identity::Origin::default(),
        };
        let recoveries = &app.services.recoveries;
        recoveries
            .reset_password(&visitor, reset())
            .await
            .expect("a new password");
        let again = recoveries.reset_password(&visitor, reset()).await;
        assert!(again.is_err(), "it opens once");
        // The mailed resets of the website are switched off: it is said what to do.
        let (site, request) = (Arc::clone(actor.site()), RequestId::mint(&*app.clock));
        let account = kernel::AccountId::mint(&*app.clock);
        let who = kernel::Who::Superadmin { account };
        let above = Actor::new(who, site, None, request);
        let websites = &app.services.websites;
        let toggled = websites.set_toggle(&above, kernel::Toggle::PasswordReset, false);
        toggled.await.expect("it is off");
        let said = superadmin(&app, &root).await.expect("it is done");
        assert!(
            said.contains("PASSWORD_RESET") && !said.contains("reset-password#"),
            "{said}"
        );
    }

    /// The token behind this start of a link that is printed for them.
    async fn link(app: &App, whose: &Whose, start: &str) -> String {
        let said = superadmin(app, whose).await.expect("it is done");
        let (_, rest) = said
            .split_once(start)
            .unwrap_or_else(|| panic!("{start} in {said}"));
        rest.lines().next().unwrap_or_default().to_owned()
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
