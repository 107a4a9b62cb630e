//! Who may do what, as a text: a change of a policy shows in the diff of one file.

use std::fmt::Write;
use std::sync::Arc;

use kernel::{
    AccountId, Actor, Currency, Id, ImpersonationId, Impersonator, MemberId, RequestId, Role,
    SessionId, Site, SystemClock, WebsiteId, Who, site,
};

/// One asker of each kind on one website, and what they are called.
#[derive(Debug)]
pub struct Askers(Vec<(&'static str, Actor)>);

impl Default for Askers {
    /// Nobody is anybody else, but for the looker: in truth a support person who looks through the
    /// client's eyes.
    fn default() -> Self {
        let site = nowhere();
        let asker = |who| {
            let session = SessionId::mint(&SystemClock);
            let request = RequestId::mint(&SystemClock);
            Actor::new(who, Arc::clone(&site), Some(session), request)
        };
        let member = |role| Who::Member {
            account: AccountId::mint(&SystemClock),
            member: MemberId::mint(&SystemClock),
            role,
        };
        let superadmin = Who::Superadmin {
            account: AccountId::mint(&SystemClock),
        };
        let house = Who::System {
            name: "test".to_owned(),
        };
        let client = asker(member(Role::Client));
        let support = asker(member(Role::Support));
        let looker = client.clone().impersonated_by(Impersonator {
            who: support.who().clone(),
            session: SessionId::mint(&SystemClock),
            impersonation: ImpersonationId::mint(&SystemClock),
        });
        Self(vec![
            ("stranger", asker(Who::Anonymous)),
            ("client", client),
            ("writer", asker(member(Role::Writer))),
            ("editor", asker(member(Role::Editor))),
            ("support", support),
            ("admin", asker(member(Role::Admin))),
            ("superadmin", asker(superadmin)),
            ("house", asker(house)),
            ("looker", looker),
        ])
    }
}

impl Askers {
    /// The asker of this name.
    pub fn named(&self, name: &str) -> &Actor {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, actor)| actor).expect("an asker")
    }

    /// The membership of the asker of this name.
    pub fn member(&self, name: &str) -> MemberId {
        self.named(name).member().expect("a member")
    }

    /// The account of the asker of this name.
    pub fn account(&self, name: &str) -> AccountId {
        self.named(name).account().expect("a person")
    }

    /// A line that names all who may.
    pub fn line(&self, grid: &mut String, right: &str, may: impl Fn(&Actor) -> bool) {
        let able = self.0.iter().filter(|(_, actor)| may(actor));
        let able: Vec<_> = able.map(|(name, _)| *name).collect();
        let able = if able.is_empty() {
            "-".to_owned()
        } else {
            able.join(" ")
        };
        // Writing to a string does not fail.
        let _ = writeln!(grid, "{right:<32} {able}");
    }
}

fn nowhere() -> Arc<Site> {
    Arc::new(Site {
        id: WebsiteId::mint(&SystemClock),
        slug: "atlas".to_owned(),
        name: "Atlas".to_owned(),
        canonical_host: "atlas.test".to_owned(),
        locale: "en".to_owned(),
        currency: Currency::default(),
        zone: chrono_tz::Tz::UTC,
        suspended: false,
        registration_open: true,
        toggles: site::Toggles::default(),
        policies: site::Policies::default(),
        calendar: site::Calendar::default(),
    })
}
