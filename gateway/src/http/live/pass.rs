//! With what somebody came who stays: shown again at every turn, because a session may end, a role
//! change and a website close while they watch.

use std::sync::Arc;
use std::time::Duration;

use kernel::live::Signal;
use kernel::live::Topic;
use kernel::{Actor, Id, RequestId, Site, WebsiteId};
use tokio::sync::Mutex;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::app::App;
use crate::graphql::subscription::Ears;
use crate::http::cookies::RequestFacts;
use crate::http::session::{self, Signed};

/// How often a session is looked at without any occasion: it may run out.
const BEAT: Duration = Duration::from_secs(20);

/// What a guest came with.
pub struct Pass {
    /// The website.
    pub site: WebsiteId,
    /// What opens their session; none for strangers.
    pub token: Option<String>,
    /// Where they came from.
    pub facts: RequestFacts,
    /// Held while something is looked up for them: one thing after the other. What they have asked
    /// for runs in one task, which rests while they do not read; a second look that had begun
    /// would keep its connection to the database all that time from everybody else.
    pub turn: Mutex<()>,
}

/// Why somebody cannot stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Their session has ended.
    Session,
    /// The website has closed.
    Website,
    /// Nobody could find out: the database does not answer.
    Unknown,
}

impl Pass {
    /// The pass of whoever signed a request like this, and who they are.
    ///
    /// # Errors
    /// When they cannot be let in. Dead cookies are just signed out, as everywhere.
    pub async fn of(
        app: &App,
        site: &Site,
        signed: &Signed<'_>,
        facts: RequestFacts,
    ) -> Result<(Self, Actor), Over> {
        let mut pass = Self {
            site: site.id,
            token: None,
            facts,
            turn: Mutex::default(),
        };
        let tokens = match signed {
            Signed::Bearer(token) => &[*token][..],
            Signed::Cookies(tokens) => tokens,
        };
        for token in tokens {
            pass.token = Some((*token).to_owned());
            match (pass.enter(app).await, signed) {
                (Err(Over::Session), Signed::Cookies(_)) => pass.token = None,
                (entered, _) => return Ok((pass, entered?)),
            }
        }
        let actor = pass.enter(app).await?;
        Ok((pass, actor))
    }

    /// Who asks now, of their own will: it counts as a use of the session.
    ///
    /// # Errors
    /// When they cannot stay.
    pub async fn enter(&self, app: &App) -> Result<Actor, Over> {
        let site = self.site(app).await?;
        let asker = match &self.token {
            Some(token) => app.services.sessions.authenticate(&site, token).await,
            None => return Ok(session::stranger(site, request(app))),
        };
        let asker = asker.map_err(|error| unknown(&error))?;
        let asker = asker.ok_or(Over::Session)?;
        Ok(asker.actor(site, request(app)))
    }

    /// Who watches now.
    ///
    /// # Errors
    /// When they cannot stay.
    pub async fn still(&self, app: &App) -> Result<Actor, Over> {
        let site = self.site(app).await?;
        let asker = match &self.token {
            Some(token) => app.services.presence.recognise(&site, token).await,
            None => return Ok(session::stranger(site, request(app))),
        };
        let asker = asker.map_err(|error| unknown(&error))?;
        let asker = asker.ok_or(Over::Session)?;
        Ok(asker.actor(site, request(app)))
    }

    async fn site(&self, app: &App) -> Result<Arc<Site>, Over> {
        let site = app.sites.site(self.site).await;
        let site = site.map_err(|error| unknown(&*error))?;
        site.filter(|site| !site.suspended).ok_or(Over::Website)
    }
}

fn request(app: &App) -> RequestId {
    RequestId::mint(&*app.clock)
}

fn unknown(error: &dyn std::error::Error) -> Over {
    tracing::error!(%error, "a guest was not looked up");
    Over::Unknown
}

/// Watches over a pass: at once when its session is said to have ended or its owner to have
/// changed, and every now and then.
pub struct Guard {
    app: Arc<App>,
    pass: Arc<Pass>,
    ears: Ears,
    beat: Interval,
    /// Something was heard and not looked into.
    due: bool,
}

impl Guard {
    /// Watches over the pass of `actor` from now on.
    pub fn over(app: &Arc<App>, pass: &Arc<Pass>, actor: &Actor) -> Self {
        // Whoever looks through somebody's eyes leaves when their own session ends, too.
        let mut people = vec![actor.account(), actor.in_truth().account()];
        people.dedup();
        let topics: Vec<_> = people.into_iter().flatten().map(Topic::Account).collect();
        let wants = |signal: &Signal| {
            matches!(signal, Signal::SessionsEnded { .. } | Signal::Viewer { .. })
        };
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.reset();
        Self {
            app: Arc::clone(app),
            pass: Arc::clone(pass),
            ears: Ears::open(&*app.services.live, &topics, wants),
            beat,
            // Since the pass was looked at last, it may have happened already.
            due: true,
        }
    }

    /// Waits until they cannot stay; safe to be given up.
    pub async fn ended(&mut self) -> Over {
        loop {
            if !self.due {
                tokio::select! {
                    _ = self.ears.next() => {}
                    _ = self.beat.tick() => {}
                }
                self.due = true;
            }
            match self.pass.still(&self.app).await {
                // Who watches is not sent away because the database rests.
                Ok(_) | Err(Over::Unknown) => self.due = false,
                Err(over) => return over,
            }
        }
    }
}
