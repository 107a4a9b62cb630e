//! What the house says of itself: its websites, its people's sign-ins, its outbox and its nights.

use chrono::TimeDelta;
use identity::Crowd;
use kernel::audit::seal::{self, Verdict};
use kernel::chore::{self, entity::Model as Chore};
use kernel::outbox::{self, Backlog};
use kernel::{Actor, Id, Instant, RequestId, Site};

use super::report::Line;
use crate::app::App;
use crate::config::Config;

/// How long an event may be due before it seems that nobody delivers.
const SLOW: TimeDelta = TimeDelta::minutes(10);
/// How long a chore may be due before it seems that nobody does it.
const LATE: TimeDelta = TimeDelta::hours(6);
/// How long a line of the audit trail may be without a seal: its day, the night, and some time.
const OPEN: TimeDelta = TimeDelta::hours(60);
/// The sign-ins that are looked at.
const LATELY: TimeDelta = TimeDelta::days(14);
/// From how many people on, one network among them is strange.
const PEOPLE: i64 = 5;

/// Asks it.
pub async fn look(app: &App) -> anyhow::Result<Vec<Line>> {
    let (clock, now) = (&*app.clock, app.clock.now());
    let actor = Actor::system("doctor", tenancy::nowhere(clock), RequestId::mint(clock));
    let mut lines = Vec::new();
    let websites = app.services.websites.list(&actor).await?;
    lines.extend(hosts(app, &websites).await?);
    let crowd = app
        .services
        .housekeeping
        .crowd(&actor, now - LATELY)
        .await?;
    lines.push(sign_ins(crowd));
    let backlog = outbox::backlog(&app.db, now).await?;
    lines.extend(deliveries(&backlog, &app.config, now));
    if let Some(newest) = outbox::newest(&app.db).await?.filter(|at| *at > now + SLOW) {
        let said = format!("the newest event was written at {newest}, which is still to come");
        let next = "see whether a clock is wrong: timers wait for that time";
        lines.push(Line::warn("clock", said, next));
    }
    lines.extend(nights(&chore::all(&app.db).await?, now));
    lines.push(trail(&seal::verify_newest(&app.db).await?, now));
    Ok(lines)
}

/// Whether people who follow the settings find a website.
async fn hosts(app: &App, websites: &[std::sync::Arc<Site>]) -> anyhow::Result<Vec<Line>> {
    let config = &app.config;
    let mut lines = Vec::new();
    if websites.is_empty() {
        let next = "run `scriptorium init --email … --website … --host …`";
        return Ok(vec![Line::warn("websites", "there is none yet", next)]);
    }
    let default = &config.default_website;
    if !websites.iter().any(|site| site.slug == *default) {
        let said = format!("DEFAULT_WEBSITE is {default}, and there is no such website");
        let next = "set it to one of your websites, for those who come by localhost";
        lines.push(Line::warn("websites", said, next));
    }
    let host = config.public_url.host_str().unwrap_or_default();
    if !config.has_local_url() && app.sites.site_of_host(host).await?.is_none() {
        let said = format!("no website answers on {host}, the host of PUBLIC_URL");
        let next = "set PUBLIC_URL to the host of a website";
        lines.push(Line::warn("websites", said, next));
    }
    let unreachable: Vec<_> = websites
        .iter()
        .filter(|site| !config.has_local_url() && is_local(&site.canonical_host))
        .map(|site| site.slug.as_str())
        .collect();
    if !unreachable.is_empty() {
        let said = format!(
            "mails of {} link to hosts of this machine",
            unreachable.join(", ")
        );
        let next = "give them hosts that people can reach";
        lines.push(Line::warn("websites", said, next));
    }
    if lines.is_empty() {
        lines.push(Line::ok(
            "websites",
            format!("{} can be reached", websites.len()),
        ));
    }
    Ok(lines)
}

fn is_local(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

/// Whether sign-ins seem to come from where people are.
fn sign_ins(crowd: Crowd) -> Line {
    let Crowd {
        accounts, networks, ..
    } = crowd;
    if accounts >= PEOPLE && networks == 1 {
        let said = format!("all sign-ins of {accounts} people share one address");
        let next = "name your proxy in TRUSTED_PROXIES: until then nobody's sign-in from a new \
                    place is noticed, and wrong guesses of one shut out all";
        return Line::warn("sign-ins", said, next);
    }
    Line::ok(
        "sign-ins",
        format!("{accounts} people came from {networks} networks lately"),
    )
}

/// Whether events are delivered.
fn deliveries(backlog: &Backlog, config: &Config, now: Instant) -> Vec<Line> {
    let mut lines = Vec::new();
    if backlog.parked > 0 {
        let said = format!("{} events were given up", backlog.parked);
        let next = "see why with `scriptorium outbox parked`, mend it, and run `scriptorium \
                    outbox retry`";
        lines.push(Line::warn("outbox", said, next));
    }
    let waited = backlog
        .oldest
        .map_or(TimeDelta::zero(), |oldest| now - oldest);
    if waited > SLOW {
        let said = format!(
            "{} events wait, the oldest for {} min",
            backlog.due,
            waited.num_minutes()
        );
        let next = if config.worker {
            "see whether `serve` runs, and what it logs"
        } else {
            "WORKER is off: see whether `scriptorium worker` runs, and what it logs"
        };
        lines.push(Line::warn("outbox", said, next));
    }
    if lines.is_empty() {
        lines.push(Line::ok("outbox", format!("{} events wait", backlog.due)));
    }
    lines
}

/// Whether the chores of the night are done.
fn nights(chores: &[Chore], now: Instant) -> Vec<Line> {
    let mut lines = Vec::new();
    for chore in chores {
        let name = &chore.name;
        if let Some(error) = &chore.last_error {
            let said = format!("{name} has failed {} times: {error}", chore.failures);
            lines.push(Line::warn(
                "nights",
                said,
                "mend it; it is tried again by itself",
            ));
        } else if now - chore.due_at > LATE {
            let said = format!("{name} is due since {}", chore.due_at);
            let next = "see whether a worker runs: `serve` with WORKER=on, or `scriptorium worker`";
            lines.push(Line::warn("nights", said, next));
        }
    }
    if lines.is_empty() {
        let said = match chores.len() {
            0 => "no worker has run yet".to_owned(),
            count => format!("{count} chores are done when they are due"),
        };
        lines.push(Line::ok("nights", said));
    }
    lines
}

/// Whether the audit trail is as it was written.
fn trail(verdict: &Verdict, now: Instant) -> Line {
    if let Some(finding) = verdict.findings.first() {
        let next = "somebody has changed it behind the house's back: run `scriptorium audit verify` \
                    and compare with a backup";
        return Line::fail("audit trail", finding.to_string(), next);
    }
    match verdict.open_since {
        Some(since) if now - since > OPEN => {
            let said = format!("it is not sealed since {since}");
            let next = "see whether a worker runs, and what it logs about `seal-audit-trail`";
            Line::warn("audit trail", said, next)
        }
        _ => Line::ok("audit trail", "its newest seals fit"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    fn now() -> Instant {
        at("2026-11-23T12:00:00Z")
    }

    #[test]
    fn one_address_for_all_is_strange_for_a_crowd_alone() {
        for (accounts, networks, level) in [
            (0, 0, Level::Ok),
            (4, 1, Level::Ok),
            (5, 1, Level::Warn),
            (500, 1, Level::Warn),
            (500, 2, Level::Ok),
        ] {
            let sessions = accounts * 3;
            let crowd = Crowd {
                sessions,
                accounts,
                networks,
            };
            assert_eq!(sign_ins(crowd).level, level, "{crowd:?}");
        }
    }

    #[test]
    fn what_waits_too_long_or_was_given_up_is_told() {
        let config = Config::of(&|_| None, None).unwrap_or_else(|faulty| panic!("{faulty}"));
        let levels = |due, minutes, parked| -> Vec<_> {
            let oldest = (due > 0).then(|| now() - TimeDelta::minutes(minutes));
            let backlog = Backlog {
                due,
                oldest,
                parked,
            };
            let lines = deliveries(&backlog, &config, now());
            lines.into_iter().map(|line| line.level).collect()
        };
        assert_eq!(levels(0, 0, 0), [Level::Ok]);
        assert_eq!(levels(3, 9, 0), [Level::Ok]);
        assert_eq!(levels(3, 11, 0), [Level::Warn]);
        assert_eq!(levels(3, 11, 1), [Level::Warn, Level::Warn]);
    }

    #[test]
    fn a_chore_that_fails_or_is_late_is_told() {
        let chore = |name: &str, hours: i64, error: Option<&str>| Chore {
            name: name.to_owned(),
            due_at: now() - TimeDelta::hours(hours),
            leased_until: None,
            finished_at: None,
            failures: i32::from(error.is_some()),
            last_error: error.map(str::to_owned),
        };
        let fine = nights(&[chore("a", -3, None), chore("b", 5, None)], now());
        assert_eq!(fine[0].level, Level::Ok);
        let bad = nights(&[chore("a", 7, None), chore("b", -1, Some("no"))], now());
        assert_eq!(bad.len(), 2);
        assert!(bad.iter().all(|line| line.level == Level::Warn));
    }

    #[test]
    fn an_old_line_without_a_seal_is_told() {
        let open = |hours| Verdict {
            open_since: Some(now() - TimeDelta::hours(hours)),
            ..Verdict::default()
        };
        assert_eq!(trail(&open(1), now()).level, Level::Ok);
        assert_eq!(trail(&open(61), now()).level, Level::Warn);
    }
}
