//! Push messages: who gets them, and what a push service may do to the house.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::{Actor, Code, DeviceId, Failure, Id, RequestId, Role, SessionId, SystemClock};
use notifications::ports::{Devices, PushFailure, PushNote, Pushed, Pusher};
use notifications::push::{Carrier, PushService, Pushes, RegisterPush, Vapid};
use notifications::{Error, Recipient};
use testkit::{Database, Manner, PushServer, on_both};

use crate::browser::Browser;
use crate::{ann, email};

/// What each session was begun with.
#[derive(Default)]
pub struct Known(Mutex<HashMap<SessionId, DeviceId>>);

#[async_trait]
impl Devices for Known {
    async fn device(&self, actor: &Actor) -> anyhow::Result<Option<DeviceId>> {
        let known = self.0.lock().expect("devices");
        Ok(actor
            .session()
            .and_then(|session| known.get(&session).copied()))
    }

    async fn holding(
        &self,
        _actor: &Actor,
        sessions: &[SessionId],
    ) -> anyhow::Result<HashSet<SessionId>> {
        let known = self.0.lock().expect("devices");
        let holding = sessions.iter().filter(|one| known.contains_key(one));
        Ok(holding.copied().collect())
    }
}

pub struct Desk {
    pub db: Database,
    known: Arc<Known>,
    pub pushes: Arc<Pushes>,
}

impl Desk {
    pub fn of(db: Database) -> Self {
        Self::with(
            db,
            Some(key()),
            Carrier::to_anybody_for_tests().expect("a carrier"),
        )
    }

    pub fn with(db: Database, vapid: Option<Vapid>, carrier: Carrier) -> Self {
        let known = Arc::new(Known::default());
        let pushes = Pushes::new(db.conn.clone(), db.clock(), known.clone(), (carrier, vapid));
        Self {
            db,
            known,
            pushes: Arc::new(pushes),
        }
    }

    /// Whoever knows the devices.
    pub fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known)
    }

    /// The session that the person asks through has run out.
    pub fn runs_out(&self, actor: &Actor) {
        let session = actor.session().expect("a session");
        self.known.0.lock().expect("devices").remove(&session);
    }

    /// A member who asks through a session with a device.
    pub async fn person(&self, slug: &str) -> Actor {
        let site = self.db.website(slug).await;
        let actor = self.db.member(&site, Role::Client).await;
        self.settle(&actor).await;
        actor
    }

    pub async fn settle(&self, actor: &Actor) -> DeviceId {
        let device = self.db.session(actor).await;
        let session = actor.session().expect("a session");
        self.known
            .0
            .lock()
            .expect("devices")
            .insert(session, device);
        device
    }

    /// The same person through another session: with the same device, or with another.
    pub async fn again(&self, actor: &Actor, device: Option<DeviceId>) -> Actor {
        let session = Some(SessionId::mint(&*self.db.manual));
        let request = RequestId::mint(&*self.db.manual);
        let again = Actor::new(
            actor.who().clone(),
            Arc::clone(actor.site()),
            session,
            request,
        );
        let own = self.settle(&again).await;
        let session = again.session().expect("a session");
        let device = device.unwrap_or(own);
        self.known
            .0
            .lock()
            .expect("devices")
            .insert(session, device);
        again
    }

    pub fn device(&self, actor: &Actor) -> DeviceId {
        let session = actor.session().expect("a session");
        self.known.0.lock().expect("devices")[&session]
    }

    pub async fn ready(&self, actor: &Actor) -> bool {
        let account = actor.account().expect("a person");
        self.pushes.is_ready(actor, account).await.expect("asked")
    }

    pub async fn push(&self, actor: &Actor) -> Result<Pushed, PushFailure> {
        let house = self.db.system(actor.site());
        let note = PushNote {
            title: "New sign-in".to_owned(),
            body: "Firefox on Linux".to_owned(),
            path: "/security".to_owned(),
            tag: "evt_1".to_owned(),
        };
        self.pushes.push(&house, &to(actor), &note).await
    }
}

pub fn key() -> Vapid {
    Vapid::read(&Vapid::mint(&SystemClock), "mailto:post@example.test").expect("a key")
}

fn to(actor: &Actor) -> Recipient {
    Recipient {
        account: actor.account(),
        address: email("ann@example.test"),
        ..ann()
    }
}

fn codes(error: &Error) -> Vec<Code> {
    let faults = error.faults().expect("faults");
    faults.iter().map(|fault| fault.code).collect()
}

on_both! {
    async fn a_browser_reads_what_was_pushed_and_nobody_else(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Answer(201)).await);
        let ann = desk.person("atlas").await;
        let browser = Browser::new(7);
        assert!(!desk.ready(&ann).await);
        assert_eq!(desk.push(&ann).await, Ok(Pushed::NotSetUp));
        desk.pushes.register(&ann, browser.at(server.url("ann"))).await.expect("registered");
        assert!(desk.ready(&ann).await);
        assert_eq!(desk.push(&ann).await, Ok(Pushed::Taken));

        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        let said = browser.read(&taken[0]).expect("it opens");
        assert_eq!(said["title"], "New sign-in");
        assert_eq!(said["body"], "Firefox on Linux");
        assert_eq!(said["path"], "/security");
        assert_eq!(said["tag"], "evt_1");
        assert!(Browser::new(8).read(&taken[0]).is_none(), "it is sealed");
        assert!(taken[0].body.len() <= 4096);
        let clear = String::from_utf8_lossy(&taken[0].body).into_owned();
        assert!(!clear.contains("sign-in"), "nothing stands in the clear");
        for head in ["post /ann ", "ttl: ", "content-encoding: aes128gcm", "authorization: vapid t="] {
            assert!(taken[0].head.contains(head), "{head} in {}", taken[0].head);
        }
        let public = desk.pushes.public_key().expect("a key").to_ascii_lowercase();
        assert!(taken[0].head.contains(&format!("k={public}")));
    }

    async fn a_push_service_that_hangs_is_left_and_one_that_refuses_is_believed(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Hang).await);
        let ann = desk.person("atlas").await;
        desk.pushes.register(&ann, Browser::new(7).at(server.url("ann"))).await.expect("registered");
        let begun = Instant::now();
        let hung = desk.push(&ann).await;
        assert!(matches!(hung, Err(PushFailure::Temporary(_))), "{hung:?}");
        assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
        let Err(PushFailure::Temporary(said)) = hung else { panic!("temporary") };
        assert!(!said.contains("127.0.0.1"), "the endpoint stays out of the record: {said}");

        for status in [429, 500, 503] {
            server.set(Manner::Answer(status));
            assert!(matches!(desk.push(&ann).await, Err(PushFailure::Temporary(_))), "{status}");
        }
        server.set(Manner::Answer(403));
        assert!(matches!(desk.push(&ann).await, Err(PushFailure::Permanent(_))));
        assert!(desk.ready(&ann).await, "only a lost endpoint is given up");
        server.set(Manner::Chatter);
        let begun = Instant::now();
        assert_eq!(desk.push(&ann).await, Ok(Pushed::Taken));
        assert!(begun.elapsed() < Duration::from_secs(4), "its answer is not read");
    }

    async fn a_lost_endpoint_is_given_up(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Answer(410)).await);
        let ann = desk.person("atlas").await;
        for status in [404, 410] {
            server.set(Manner::Answer(status));
            let browser = Browser::new(7).at(server.url("ann"));
            desk.pushes.register(&ann, browser).await.expect("registered");
            assert_eq!(desk.push(&ann).await, Ok(Pushed::NotSetUp));
            assert!(!desk.ready(&ann).await);
        }
    }

    async fn nothing_is_followed(db: Database) {
        let (desk, inside) = (Desk::of(db), PushServer::start(Manner::Answer(201)).await);
        let server = PushServer::start(Manner::Redirect(inside.url("metadata"))).await;
        let ann = desk.person("atlas").await;
        desk.pushes.register(&ann, Browser::new(7).at(server.url("ann"))).await.expect("registered");
        assert!(matches!(desk.push(&ann).await, Err(PushFailure::Permanent(_))));
        assert_eq!((server.taken().len(), inside.taken().len()), (1, 0));
    }

    async fn a_running_house_speaks_to_public_addresses_alone(db: Database) {
        let inside = PushServer::start(Manner::Answer(201)).await;
        let test = Desk::of(db);
        let ann = test.person("atlas").await;
        // What a test may register, and what a name may have come to stand for since.
        let port = inside.url("").rsplit(':').next().expect("a port").to_owned();
        for endpoint in [inside.url("ann"), format!("https://127.0.0.1:{port}ann"), format!("https://localhost:{port}ann")] {
            let browser = Browser::new(7).at(endpoint.clone());
            test.pushes.register(&ann, browser.clone()).await.expect("registered");
            let carrier = Carrier::try_new().expect("a carrier");
            let house = Pushes::new(test.db.conn.clone(), test.db.clock(), test.known.clone(), (carrier, Some(key())));
            let refused = house.register(&ann, browser).await.expect_err("refused");
            assert_eq!(codes(&refused), [Code::Invalid], "{endpoint}");
            let system = test.db.system(ann.site());
            let note = PushNote { title: "a".to_owned(), body: String::new(), path: "/".to_owned(), tag: "b".to_owned() };
            let pushed = house.push(&system, &to(&ann), &note).await;
            assert!(pushed.is_err(), "{endpoint}: {pushed:?}");
        }
        assert!(inside.taken().is_empty());
    }

    async fn an_endpoint_belongs_to_whoever_used_the_browser_last(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Answer(201)).await);
        let ann = desk.person("atlas").await;
        let bob = desk.person("quill").await;
        let browser = || Browser::new(7).at(server.url("shared"));
        desk.pushes.register(&ann, browser()).await.expect("registered");
        desk.pushes.register(&bob, browser()).await.expect("registered");
        assert_eq!((desk.ready(&ann).await, desk.ready(&bob).await), (false, true));
        assert_eq!(desk.push(&ann).await, Ok(Pushed::NotSetUp));
        // Of many who name it at once one has it in the end.
        let (one, other) = tokio::join!(
            desk.pushes.register(&ann, browser()),
            desk.pushes.register(&bob, browser()),
        );
        one.expect("registered");
        other.expect("registered");
        assert_ne!(desk.ready(&ann).await, desk.ready(&bob).await);
    }

    async fn a_browser_has_one_endpoint_and_goes_with_its_session(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Answer(201)).await);
        let ann = desk.person("atlas").await;
        let phone = desk.again(&ann, None).await;
        for (actor, path) in [(&ann, "one"), (&ann, "two"), (&phone, "phone")] {
            let browser = Browser::new(7).at(server.url(path));
            desk.pushes.register(actor, browser).await.expect("registered");
        }
        assert_eq!(desk.push(&ann).await, Ok(Pushed::Taken));
        let mut paths: Vec<_> = server.taken().iter()
            .map(|taken| taken.head.split(' ').nth(1).expect("a path").to_owned()).collect();
        paths.sort();
        assert_eq!(paths, ["/phone", "/two"], "the first endpoint was replaced");

        let house = desk.db.system(ann.site());
        let ended = phone.session().expect("a session");
        assert_eq!(desk.pushes.forget(&house, &[ended]).await.expect("forgotten"), 1);
        assert_eq!(desk.pushes.forget(&house, &[ended]).await.expect("forgotten"), 0);
        // The same browser, by a later session: what it registered before is still its own.
        let later = desk.again(&ann, Some(desk.device(&ann))).await;
        desk.pushes.remove(&later).await.expect("removed");
        desk.pushes.remove(&later).await.expect("removed again");
        assert!(!desk.ready(&ann).await);
    }

    async fn only_so_many_browsers_and_the_oldest_goes(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Answer(201)).await);
        let ann = desk.person("atlas").await;
        for number in 0..22 {
            let actor = desk.again(&ann, None).await;
            let browser = Browser::new(7).at(server.url(&format!("b{number}")));
            desk.pushes.register(&actor, browser).await.expect("registered");
            desk.db.manual.advance(TimeDelta::seconds(1));
        }
        assert_eq!(desk.push(&ann).await, Ok(Pushed::Taken));
        let taken = server.taken();
        assert_eq!(taken.len(), 20);
        let has = |path: &str| taken.iter().any(|taken| taken.head.contains(&format!("post /{path} ")));
        assert!(!has("b0") && !has("b1") && has("b2") && has("b21"));
    }

    async fn strangers_register_nothing_and_without_a_key_nobody_does(db: Database) {
        let desk = Desk::of(db);
        let ann = desk.person("atlas").await;
        let browser = || Browser::new(7).at("https://push.example.org/1".to_owned());
        let stranger = desk.db.stranger(ann.site());
        for refused in [
            desk.pushes.register(&stranger, browser()).await,
            desk.pushes.remove(&stranger).await,
        ] {
            assert_eq!(codes(&refused.expect_err("refused")), [Code::Unauthenticated]);
        }
        let empty = desk.pushes.register(&ann, RegisterPush::default()).await;
        assert_eq!(codes(&empty.expect_err("refused")), [Code::Required; 3]);
        let refused = desk.pushes.forget(&ann, &[]).await;
        assert_eq!(codes(&refused.expect_err("refused")), [Code::Forbidden]);

        let carrier = Carrier::try_new().expect("a carrier");
        let keyless = Pushes::new(desk.db.conn.clone(), desk.db.clock(), desk.known.clone(), (carrier, None));
        assert_eq!(keyless.public_key(), None);
        let refused = keyless.register(&ann, browser()).await;
        assert_eq!(codes(&refused.expect_err("refused")), [Code::FeatureDisabled]);
    }
}
