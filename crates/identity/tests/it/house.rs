//! A house with identity alone in it, and the people who come to its door.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use identity::ports::{MemberFacts, Roster};
use identity::{
    Config, Enrolled, Enrolment, Entry, Error, Hashing, Identity, IdentityEvent, Limits,
    MemberService, Origin, Password, Register, RegistrationService, SessionService, SignIn,
    SignedIn, Standing, Token, Verify,
};
use kernel::site::Sites;
use kernel::{Actor, Code, Failure, Id, RegistrationId, RequestId, Role, Site, Tx, WebsiteId, Who};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use testkit::Database;

/// The password of everybody.
pub const RIGHT: &str = "violet anchor meadow 42";

/// Notes what it is told.
#[derive(Default)]
pub struct Notes(pub Mutex<Vec<MemberFacts>>);

#[async_trait]
impl Roster for Notes {
    async fn member_changed_in(&self, _tx: &Tx, facts: &MemberFacts) -> anyhow::Result<()> {
        self.0.lock().expect("no panic").push(facts.clone());
        Ok(())
    }
}

/// The websites as they stand.
#[derive(Default)]
pub struct Towns(pub Mutex<HashMap<WebsiteId, Arc<Site>>>);

#[async_trait]
impl Sites for Towns {
    async fn site(&self, id: WebsiteId) -> anyhow::Result<Option<Arc<Site>>> {
        Ok(self.0.lock().expect("no panic").get(&id).cloned())
    }

    async fn site_of_host(&self, _: &str) -> anyhow::Result<Option<Arc<Site>>> {
        Ok(None)
    }

    async fn site_of_slug(&self, _: &str) -> anyhow::Result<Option<Arc<Site>>> {
        Ok(None)
    }
}

/// Identity over one database.
pub struct House {
    pub db: Database,
    pub identity: Arc<Identity>,
    pub roster: Arc<Notes>,
    pub towns: Arc<Towns>,
    pub site: Arc<Site>,
}

/// Hashes that cost next to nothing.
pub fn cheap() -> Hashing {
    Hashing {
        memory_kib: 64,
        passes: 1,
        ..Hashing::default()
    }
}

impl House {
    pub async fn new(db: Database) -> Self {
        Self::with(db, cheap()).await
    }

    pub async fn with(db: Database, hashing: Hashing) -> Self {
        let config = Config {
            hashing,
            // Tests come to the door more often than people do.
            limits: Limits::none(),
            ..Config::default()
        };
        Self::of(db, config).await
    }

    pub async fn of(db: Database, config: Config) -> Self {
        let roster = Arc::new(Notes::default());
        let port: Arc<Notes> = Arc::clone(&roster);
        let towns = Arc::new(Towns::default());
        let sites: Arc<Towns> = Arc::clone(&towns);
        let identity = Identity::try_new(db.conn.clone(), db.clock(), config, port, sites);
        let site = db.website("atlas").await;
        Self {
            identity: Arc::new(identity.expect("an identity")),
            roster,
            towns,
            site,
            db,
        }
    }

    /// A further server over the same database.
    pub fn server(&self, config: Config) -> Result<Identity, Error> {
        let (roster, towns) = (Arc::clone(&self.roster), Arc::clone(&self.towns));
        let conn = self.db.conn.clone();
        Identity::try_new(conn, self.db.clock(), config, roster, towns)
    }

    /// The website as it stands from now on, for those who ask for it by its id.
    pub fn stands(&self, site: &Arc<Site>) {
        let mut towns = self.towns.0.lock().expect("no panic");
        towns.insert(site.id, Arc::clone(site));
    }

    pub fn stranger(&self) -> Actor {
        self.db.stranger(&self.site)
    }

    /// The asker that a session makes.
    pub fn asker(&self, signed_in: &SignedIn) -> Actor {
        Actor::new(
            signed_in.who.clone(),
            Arc::clone(&self.site),
            Some(signed_in.session.id),
            RequestId::mint(&*self.db.manual),
        )
    }

    pub async fn enrol(&self, email: &str, standing: Standing) -> Enrolled {
        self.enrol_on(&self.site, email, standing, Some(RIGHT))
            .await
    }

    pub async fn enrol_on(
        &self,
        site: &Arc<Site>,
        email: &str,
        standing: Standing,
        password: Option<&str>,
    ) -> Enrolled {
        let enrolment = Enrolment {
            email: email.to_owned(),
            display_name: "Ann Other".to_owned(),
            locale: None,
            time_zone: None,
            password: password.map(secret),
            standing,
        };
        let enrolled = self.identity.enrol(&self.db.system(site), enrolment).await;
        enrolled.expect("a place")
    }

    pub async fn client(&self, email: &str) -> Enrolled {
        self.enrol(email, Standing::Member(Role::Client)).await
    }

    /// Registers and issues the link that the mail would carry.
    pub async fn link(&self, email: &str) -> String {
        self.link_on(&self.site, email).await
    }

    pub async fn link_on(&self, site: &Arc<Site>, email: &str) -> String {
        let register = Register {
            email: email.to_owned(),
            display_name: "Ann Other".to_owned(),
            ..Register::default()
        };
        let stranger = self.db.stranger(site);
        let registered = self.identity.register(&stranger, register).await;
        registered.expect("an answer");
        let id = registration(self.events().await.last().expect("an event"));
        let link = self.identity.issue_link(&self.db.system(site), id).await;
        let link = link.expect("an answer").expect("a link");
        link.token.reveal().to_owned()
    }

    pub async fn verify(&self, token: &str, password: &str) -> Result<SignedIn, Error> {
        let verify = Verify {
            token: token.to_owned(),
            password: secret(password),
            origin: Origin::default(),
        };
        self.identity
            .verify(&self.stranger(), verify)
            .await
            .map(inside)
    }

    pub async fn sign_in(&self, email: &str) -> SignedIn {
        let signed_in = self.try_sign_in(email, RIGHT).await;
        signed_in.expect("a session")
    }

    pub async fn try_sign_in(&self, email: &str, password: &str) -> Result<SignedIn, Error> {
        let sign_in = credentials(email, password);
        self.identity
            .sign_in(&self.stranger(), sign_in)
            .await
            .map(inside)
    }

    /// Signs in from somewhere.
    pub async fn try_sign_in_from(&self, email: &str, origin: Origin) -> Result<SignedIn, Error> {
        let sign_in = SignIn {
            origin,
            ..credentials(email, RIGHT)
        };
        self.identity
            .sign_in(&self.stranger(), sign_in)
            .await
            .map(inside)
    }

    /// Signs in on another website, with the device of an earlier sign-in.
    pub async fn try_sign_in_on(
        &self,
        site: &Arc<Site>,
        email: &str,
        with: &SignedIn,
    ) -> Result<SignedIn, Error> {
        let origin = Origin {
            device_token: Some(with.device_token.reveal().to_owned()),
            ..Origin::default()
        };
        let sign_in = SignIn {
            origin,
            ..credentials(email, RIGHT)
        };
        self.identity
            .sign_in(&self.db.stranger(site), sign_in)
            .await
            .map(inside)
    }

    /// Who the token belongs to on the website, on the next request.
    pub async fn who(&self, token: &Token) -> Option<Who> {
        let asker = self.identity.authenticate(&self.site, token.reveal()).await;
        asker.expect("an answer").map(|asker| asker.who)
    }

    pub async fn events(&self) -> Vec<IdentityEvent> {
        let sql = "SELECT CAST(payload AS TEXT) AS text FROM outbox_events ORDER BY sequence";
        let events = self.texts(sql).await;
        let read = |text: &String| serde_json::from_str(text).expect("an event");
        events.iter().map(read).collect()
    }

    pub async fn texts(&self, sql: &str) -> Vec<String> {
        #[derive(FromQueryResult)]
        struct Row {
            text: String,
        }
        let conn = &self.db.conn;
        let statement = Statement::from_string(conn.get_database_backend(), sql);
        let rows = Row::find_by_statement(statement).all(conn).await;
        rows.expect("rows")
            .into_iter()
            .map(|row| row.text)
            .collect()
    }

    pub async fn run(&self, sql: &str) {
        self.db.conn.execute_unprepared(sql).await.expect("it runs");
    }
}

/// Somebody who is in without a second step.
pub fn inside(entry: Entry) -> SignedIn {
    match entry {
        Entry::In(signed_in) => *signed_in,
        Entry::Challenge(_) => panic!("no second step was expected"),
    }
}

pub fn secret(text: &str) -> Password {
    Password::from(text.to_owned())
}

pub fn credentials(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: secret(password),
        origin: Origin::default(),
        remember_me: true,
    }
}

pub fn registration(event: &IdentityEvent) -> RegistrationId {
    match event {
        IdentityEvent::RegistrationRequested { registration }
        | IdentityEvent::KnownAddressRegistered { registration, .. } => *registration,
        _ => panic!("no registration"),
    }
}

/// Codes and paths, as a client sees them.
pub fn faults<T>(result: Result<T, Error>) -> Vec<(Code, String)> {
    let Err(error) = result else {
        panic!("it should have been refused")
    };
    let faults = error.faults().expect("faults");
    faults
        .into_iter()
        .map(|fault| (fault.code, fault.field.join(".")))
        .collect()
}

/// A single fault.
pub fn fault(code: Code, path: &str) -> Vec<(Code, String)> {
    vec![(code, path.to_owned())]
}
