//! `doctor`: looks whether everything is as it should be, and says what to do next. It changes
//! nothing, and sends a mail only when it is told to whom.

mod database;
mod files;
mod house;
mod mail;
mod push;
mod report;
mod web;

use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use kernel::{Clock, Email, SystemClock};
use sea_orm::DatabaseConnection;

use crate::app::App;
use crate::config::Config;
use report::{Level, Line};

/// What the doctor is told.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Sends a mail to this address, to see it arrive.
    #[arg(long, value_name = "ADDRESS")]
    mail_to: Option<Email>,
}

impl Doctor {
    /// Looks at everything, says it line by line, and fails if something does not work.
    pub async fn run(self) -> anyhow::Result<()> {
        let mut failed = 0;
        let mut say = |line: Line| {
            failed += usize::from(line.level == Level::Fail);
            println!("{line}");
        };
        match Config::load() {
            Ok(config) => self.look(&config, &mut say).await,
            Err(faulty) => {
                for fault in faulty.faults() {
                    let next = "mend it; nothing else is looked at before";
                    say(Line::fail("settings", fault.clone(), next));
                }
            }
        }
        match failed {
            0 => Ok(()),
            1 => bail!("one thing does not work"),
            several => bail!("{several} things do not work"),
        }
    }

    async fn look(&self, config: &Config, say: &mut impl FnMut(Line)) {
        say(Line::ok("settings", "they can be used"));
        for line in files::look(config).into_iter().chain(web::look(config)) {
            say(line);
        }
        for line in mail::look(config, self.mail_to.as_ref()).await {
            say(line);
        }
        say(push::look(config));
        let Some(db) = database::open(config, say).await else {
            return;
        };
        for line in database::look(&db, &SystemClock).await {
            say(line);
        }
        match migration::pending(&db).await {
            Ok(0) => say(Line::ok("migrations", "none is pending")),
            Ok(pending) => {
                let said = format!("{pending} are pending");
                say(Line::fail("migrations", said, "run `scriptorium migrate`"));
                return;
            }
            Err(error) => {
                let next = "see whether DATABASE_URL names the right database";
                say(Line::fail("migrations", error.to_string(), next));
                return;
            }
        }
        inside(config, db, say).await;
    }
}

/// What only the house itself knows.
async fn inside(config: &Config, db: DatabaseConnection, say: &mut impl FnMut(Line)) {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let app = match App::new(config.clone(), db, clock) {
        Ok(app) => app,
        Err(error) => {
            let next = "mend this setting: `serve` does not start before";
            say(Line::fail("start", format!("{error:#}"), next));
            return;
        }
    };
    match house::look(&app).await {
        Ok(lines) => lines.into_iter().for_each(say),
        Err(error) => {
            let next = "see the database's own log";
            say(Line::fail("database", format!("{error:#}"), next));
        }
    }
}
