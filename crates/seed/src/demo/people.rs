//! Who is who in the demo.

use std::collections::HashMap;
use std::sync::Arc;

use flows::Services;
use identity::{Enrolment, Password, Standing};
use kernel::{Actor, Id, RequestId, Role, Site, Who};

use super::PASSWORD;

/// The superadmin of the demo.
pub(super) const SUPERADMIN: &str = "root@scriptorium.test";

/// Those who can sign in on each website.
pub(super) const SIGN_INS: [(&str, &str, Role); 7] = [
    ("client", "Casey Morgan", Role::Client),
    ("client2", "Jordan Blake", Role::Client),
    ("writer", "Wren Ashby", Role::Writer),
    ("writer2", "Theo Marsh", Role::Writer),
    ("editor", "Edith Larsen", Role::Editor),
    ("support", "Sam Okafor", Role::Support),
    ("admin", "Alex Winter", Role::Admin),
];

/// Gives everybody their place on the website.
pub(super) async fn enrol(
    services: &Services,
    site: &Arc<Site>,
) -> anyhow::Result<HashMap<&'static str, Actor>> {
    let mut people = HashMap::new();
    for (name, display_name, role) in SIGN_INS {
        let email = format!("{name}@{}.test", site.slug);
        let password = Some(Password::from(PASSWORD.to_owned()));
        let actor = member(services, site, (email, display_name, role), password).await?;
        people.insert(name, actor);
    }
    let superadmin = Enrolment {
        email: SUPERADMIN.to_owned(),
        display_name: "Root".to_owned(),
        locale: None,
        time_zone: None,
        password: Some(Password::from(PASSWORD.to_owned())),
        standing: Standing::Superadmin,
    };
    services
        .members
        .enrol(&house(services, site), superadmin)
        .await?;
    Ok(people)
}

/// Gives one person a place on the website, and acts for them.
pub(super) async fn member(
    services: &Services,
    site: &Arc<Site>,
    (email, display_name, role): (String, &str, Role),
    password: Option<Password>,
) -> anyhow::Result<Actor> {
    let enrolment = Enrolment {
        email,
        display_name: display_name.to_owned(),
        locale: Some(site.locale.clone()),
        time_zone: Some(site.zone.name().to_owned()),
        password,
        standing: Standing::Member(role),
    };
    let enrolled = services
        .members
        .enrol(&house(services, site), enrolment)
        .await?;
    let who = enrolled.member.map_or(
        Who::Superadmin {
            account: enrolled.account,
        },
        |member| Who::Member {
            account: enrolled.account,
            member,
            role,
        },
    );
    Ok(Actor::new(
        who,
        Arc::clone(site),
        None,
        RequestId::mint(&*services.clock),
    ))
}

fn house(services: &Services, site: &Arc<Site>) -> Actor {
    Actor::system("seed", Arc::clone(site), RequestId::mint(&*services.clock))
}
