//! A house with one website whose commands write events, and whoever listens to them.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::TimeDelta;
use flows::{Dispatcher, Flow, Occasion, Subscriber};
use kernel::outbox::{self, Note};
use kernel::site::Sites;
use kernel::{Actor, Event, Id, Instant, OrderId, Site, Tx, WebsiteId};
use serde::{Deserialize, Serialize};
use testkit::Database;

/// What happens in these tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Happened {
    /// A step of an order.
    To {
        /// The order.
        order: OrderId,
        /// The step.
        step: u32,
    },
}

impl Event for Happened {
    const STREAM: &'static str = "test";

    fn aggregate(&self) -> String {
        let Self::To { order, .. } = self;
        order.to_string()
    }
}

/// One website, and no other.
pub struct One(pub Arc<Site>);

#[async_trait]
impl Sites for One {
    async fn site(&self, id: WebsiteId) -> anyhow::Result<Option<Arc<Site>>> {
        Ok((id == self.0.id).then(|| Arc::clone(&self.0)))
    }

    async fn site_of_host(&self, _: &str) -> anyhow::Result<Option<Arc<Site>>> {
        Ok(None)
    }

    async fn site_of_slug(&self, _: &str) -> anyhow::Result<Option<Arc<Site>>> {
        Ok(None)
    }
}

/// The house.
pub struct House {
    pub db: Database,
    pub actor: Actor,
}

impl House {
    pub async fn of(db: Database) -> Self {
        let site = db.website("atlas").await;
        let actor = db.system(&site);
        Self { db, actor }
    }

    pub fn dispatcher(&self, subscribers: Vec<Arc<dyn Subscriber>>) -> Dispatcher {
        let sites = Arc::new(One(Arc::clone(self.actor.site())));
        Dispatcher::new(self.db.conn.clone(), self.db.clock(), sites, subscribers)
    }

    pub fn order(&self) -> OrderId {
        OrderId::mint(&*self.db.manual)
    }

    /// Writes one event in a transaction of its own, due at `due` or now.
    pub async fn write(&self, event: &impl Event, due: Option<Instant>) {
        let clock = self.db.clock();
        let tx = Tx::begin(&self.db.conn, &self.actor, &clock)
            .await
            .expect("begun");
        let note = Note::of(event);
        let note = match due {
            Some(due) => note.due(due),
            None => note,
        };
        outbox::write(&tx, vec![note]).expect("written");
        tx.commit().await.expect("committed");
    }

    pub async fn steps(&self, order: OrderId, steps: impl IntoIterator<Item = u32>) {
        for step in steps {
            self.write(&Happened::To { order, step }, None).await;
        }
    }

    pub fn advance(&self, by: TimeDelta) {
        self.db.manual.advance(by);
    }
}

/// What a listener does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Content,
    Failing,
    Panicking,
}

/// Writes down what it hears, and fails when told to.
pub struct Listener<const NUMBER: usize> {
    heard: Mutex<Vec<(OrderId, u32)>>,
    mood: Mutex<Mood>,
}

impl<const NUMBER: usize> Listener<NUMBER> {
    pub fn new(mood: Mood) -> Arc<Self> {
        Arc::new(Self {
            heard: Mutex::new(Vec::new()),
            mood: Mutex::new(mood),
        })
    }

    pub fn set(&self, mood: Mood) {
        *self.mood.lock().expect("a mood") = mood;
    }

    /// The steps it has heard, in order; those it failed over as well.
    pub fn heard(&self) -> Vec<u32> {
        self.all().into_iter().map(|(_, step)| step).collect()
    }

    pub fn all(&self) -> Vec<(OrderId, u32)> {
        self.heard.lock().expect("a list").clone()
    }
}

/// A listener as the dispatcher takes it.
pub struct Ear<const NUMBER: usize>(pub Arc<Listener<NUMBER>>);

impl<const NUMBER: usize> Ear<NUMBER> {
    pub fn of(listener: &Arc<Listener<NUMBER>>) -> Arc<dyn Subscriber> {
        Arc::new(Self(Arc::clone(listener)))
    }
}

#[async_trait]
impl<const NUMBER: usize> Flow for Ear<NUMBER> {
    type Event = Happened;

    const NAME: &'static str = ["first", "second"][NUMBER];

    async fn on(&self, occasion: &Occasion, event: Happened) -> anyhow::Result<()> {
        assert_eq!(
            occasion.actor.who().to_string(),
            format!("system:{}", Self::NAME)
        );
        let Happened::To { order, step } = event;
        self.0.heard.lock().expect("a list").push((order, step));
        let mood = *self.0.mood.lock().expect("a mood");
        match mood {
            Mood::Content => Ok(()),
            Mood::Failing => anyhow::bail!("not today"),
            Mood::Panicking => panic!("not today"),
        }
    }
}
