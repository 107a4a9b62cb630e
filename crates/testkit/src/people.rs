//! Websites and members for tests of single crates, written as rows: no other domain is needed.

use std::sync::Arc;

use chrono::TimeDelta;
use kernel::{
    AccountId, Actor, DeviceId, Id, MemberId, RequestId, Role, SessionId, Site, WebsiteId, Who,
    site,
};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Query, SimpleExpr, Value};

use crate::Database;

impl Database {
    /// A new website with every default.
    pub async fn website(&self, slug: &str) -> Arc<Site> {
        let site = Site {
            id: WebsiteId::mint(&*self.manual),
            slug: slug.to_owned(),
            name: slug.to_uppercase(),
            canonical_host: format!("{slug}.test"),
            locale: "en".to_owned(),
            currency: "USD".parse().expect("a currency"),
            zone: chrono_tz::Tz::UTC,
            suspended: false,
            registration_open: true,
            toggles: site::Toggles::default(),
            policies: site::Policies::default(),
            calendar: site::Calendar::office(),
        };
        let json = |value| Value::Json(Some(Box::new(value)));
        let empty = || json(serde_json::json!({}));
        self.insert(
            "websites",
            vec![
                ("id", site.id.into()),
                ("slug", slug.into()),
                ("name", site.name.as_str().into()),
                ("status", "active".into()),
                ("canonical_host", site.canonical_host.as_str().into()),
                ("locale", "en".into()),
                ("currency", "USD".into()),
                ("time_zone", "UTC".into()),
                ("registration_open", true.into()),
                (
                    "policies",
                    json(serde_json::to_value(&site.policies).expect("json")),
                ),
                (
                    "calendar",
                    json(serde_json::to_value(&site.calendar).expect("json")),
                ),
                ("branding", empty()),
                ("created_at", self.now().into()),
                ("updated_at", self.now().into()),
            ],
        )
        .await;
        Arc::new(site)
    }

    /// A new member of the website, signed in.
    pub async fn member(&self, site: &Arc<Site>, role: Role) -> Actor {
        let account = AccountId::mint(&*self.manual);
        let member = MemberId::mint(&*self.manual);
        let name = format!("{role:?} {member}");
        self.insert(
            "accounts",
            vec![
                ("id", account.into()),
                ("email", format!("{account}@example.test").into()),
                ("display_name", name.into()),
                ("is_superadmin", false.into()),
                ("created_at", self.now().into()),
                ("updated_at", self.now().into()),
            ],
        )
        .await;
        self.insert(
            "memberships",
            vec![
                ("id", member.into()),
                ("website_id", site.id.into()),
                ("account_id", account.into()),
                ("role", format!("{role:?}").to_lowercase().into()),
                ("created_at", self.now().into()),
                ("updated_at", self.now().into()),
            ],
        )
        .await;
        let who = Who::Member {
            account,
            member,
            role,
        };
        let session = Some(SessionId::mint(&*self.manual));
        Actor::new(
            who,
            Arc::clone(site),
            session,
            RequestId::mint(&*self.manual),
        )
    }

    /// The session that the member asks through, as a row, with the device it was begun with.
    pub async fn session(&self, actor: &Actor) -> DeviceId {
        let device = DeviceId::mint(&*self.manual);
        let session = actor.session().expect("somebody who is signed in");
        let account = actor.account().expect("somebody who is signed in");
        self.insert(
            "devices",
            vec![
                ("id", device.into()),
                ("account_id", account.into()),
                ("token_hash", device.to_string().into()),
                ("label", "A device".into()),
                ("first_seen_at", self.now().into()),
                ("last_seen_at", self.now().into()),
            ],
        )
        .await;
        self.insert(
            "sessions",
            vec![
                ("id", session.into()),
                ("website_id", actor.website().into()),
                ("account_id", account.into()),
                ("member_id", actor.member().into()),
                ("device_id", device.into()),
                ("token_hash", session.to_string().into()),
                ("label", "A device".into()),
                ("network", "unknown".into()),
                ("created_at", self.now().into()),
                ("last_seen_at", self.now().into()),
                ("expires_at", (self.now() + TimeDelta::days(1)).into()),
            ],
        )
        .await;
        device
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self, site: &Arc<Site>) -> Actor {
        Actor::new(
            Who::Anonymous,
            Arc::clone(site),
            None,
            RequestId::mint(&*self.manual),
        )
    }

    /// A superadmin.
    pub fn superadmin(&self, site: &Arc<Site>) -> Actor {
        let who = Who::Superadmin {
            account: AccountId::mint(&*self.manual),
        };
        let session = Some(SessionId::mint(&*self.manual));
        Actor::new(
            who,
            Arc::clone(site),
            session,
            RequestId::mint(&*self.manual),
        )
    }

    /// The house itself.
    pub fn system(&self, site: &Arc<Site>) -> Actor {
        Actor::system("test", Arc::clone(site), RequestId::mint(&*self.manual))
    }

    async fn insert(&self, table: &str, row: Vec<(&str, Value)>) {
        let mut insert = Query::insert().into_table(Alias::new(table)).to_owned();
        let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        insert
            .columns(columns.into_iter().map(Alias::new))
            .values_panic(values.into_iter().map(SimpleExpr::from));
        self.conn
            .execute(&insert)
            .await
            .expect("the row is written");
    }
}
