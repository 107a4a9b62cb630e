//! A website to be made, and what can be wrong with it.

use std::net::IpAddr;

use kernel::{Code, Currency, Email, Faults, Instant, Permit, WebsiteId, site};

use super::entity::{Model, Status};
use crate::{Branding, Create};

/// A website as its founder writes it down.
#[derive(Clone, Debug, Default)]
pub struct NewWebsite {
    /// The short name in addresses: `atlas`.
    pub slug: String,
    /// The brand.
    pub name: String,
    /// The hosts it answers on, without ports; the first is the one that mails link to.
    pub hosts: Vec<String>,
    /// The language, as a BCP 47 tag.
    pub locale: String,
    /// The ISO 4217 code of the money it takes.
    pub currency: String,
    /// The IANA name of its zone.
    pub time_zone: String,
    /// Where people reach it.
    pub contact_email: Option<String>,
    /// Whether strangers may register.
    pub registration_open: bool,
    /// Its look.
    pub branding: Branding,
    /// Its rules.
    pub policies: site::Policies,
    /// Its working hours and holidays.
    pub calendar: site::Calendar,
}

impl NewWebsite {
    /// The slug and the hosts as they would be stored, to ask whether somebody has them.
    pub(super) fn names(&self) -> (String, Vec<String>) {
        let hosts = self.hosts.iter().map(|host| fold(host)).collect();
        (self.slug.trim().to_owned(), hosts)
    }

    /// The row, or everything that is wrong.
    pub(super) fn check(
        self,
        id: WebsiteId,
        _permit: &Permit<Create>,
        now: Instant,
    ) -> Result<(Model, Vec<String>), Faults> {
        let mut faults = Faults::none();
        let (slug, hosts) = self.names();
        slug_fits(&mut faults, &slug);
        let name = faults.text("name", &self.name, 100);
        hosts_fit(&mut faults, &hosts);
        let locale = faults.language("locale", &self.locale);
        let currency = self.currency.trim().parse::<Currency>();
        if currency.is_err() {
            let message = "Write the currency as its three capital letters, like USD.";
            faults.add(Code::Invalid, "currency", message);
        }
        let zone = faults.zone("timeZone", &self.time_zone);
        let contact = faults.optional("contactEmail", self.contact_email.as_deref(), 254);
        let contact_email = contact.as_deref().map(str::parse::<Email>).transpose();
        if contact_email.is_err() {
            let message = "Write an e-mail address like help@example.org.";
            faults.add(Code::Invalid, "contactEmail", message);
        }
        let branding = self.branding.check();
        if let Err(wrong) = &branding {
            faults.extend(wrong.clone().under("branding"));
        }
        let (Ok(currency), Some(zone), Ok(contact_email), Ok(branding), true) =
            (currency, zone, contact_email, branding, faults.is_empty())
        else {
            return Err(faults);
        };
        let canonical_host = hosts.first().cloned().unwrap_or_default();
        let row = Model {
            id,
            slug,
            name,
            status: Status::Active,
            canonical_host,
            locale,
            currency,
            time_zone: zone.name().to_owned(),
            registration_open: self.registration_open,
            contact_email,
            policies: self.policies,
            calendar: self.calendar,
            branding,
            revision: 0,
            created_at: now,
            updated_at: now,
        };
        Ok((row, hosts))
    }
}

/// A host as it is stored and looked up: `Atlas.Example.` and `atlas.example` are one.
pub(super) fn fold(host: &str) -> String {
    host.trim().trim_end_matches('.').to_ascii_lowercase()
}

fn slug_fits(faults: &mut Faults, slug: &str) {
    let right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() {
        faults.add(Code::Required, "slug", "Give the website a short name.");
    } else if slug.chars().count() > 40 {
        faults.add(Code::TooLong, "slug", "Use at most 40 characters.");
    } else if !slug.chars().all(right) || slug.starts_with('-') || slug.ends_with('-') {
        let message = "Use small letters, digits and single hyphens between them.";
        faults.add(Code::Invalid, "slug", message);
    }
}

fn hosts_fit(faults: &mut Faults, hosts: &[String]) {
    if hosts.is_empty() {
        let message = "Name at least one host the website answers on.";
        faults.add(Code::Required, "hosts", message);
    }
    for (index, host) in hosts.iter().enumerate() {
        let path = format!("hosts.{index}");
        if !is_host(host) {
            let message = "Write a host name without scheme, port or path, like atlas.example.org.";
            faults.add(Code::Invalid, &path, message);
        } else if hosts.iter().take(index).any(|earlier| earlier == host) {
            faults.add(Code::Invalid, &path, "Name each host once.");
        }
    }
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    host.parse::<IpAddr>().is_ok() || (host.len() <= 253 && host.split('.').all(label))
}
