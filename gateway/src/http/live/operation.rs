//! One operation of somebody who stays: a document that is checked like any other, and what comes
//! of it, now or over time.

use std::sync::Arc;

use async_graphql::{Response as Executed, Variables};
use axum::http::{HeaderValue, StatusCode};
use futures_util::stream::{self, BoxStream, StreamExt};
use kernel::{Actor, Id, RequestId};

use super::pass::{Over, Pass};
use crate::graphql::guard::Document;
use crate::graphql::loaders::Loaders;
use crate::graphql::subscription::{Ears, Look, Memory};
use crate::http::Http;
use crate::http::answer::told;
use crate::http::cookies::Cookies;
use crate::http::graphql::{check, executable, may_introspect, read};
use crate::http::limits::PATIENCE;
use crate::http::params::Params;
use crate::http::purse::Spender;
use crate::http::refused::Refused;

/// Something that came of an operation.
#[derive(Debug)]
pub enum Output {
    /// A result, as JSON.
    Next(String),
    /// It cannot go on.
    Refused {
        /// Why, as a list of errors in JSON.
        errors: String,
        /// What HTTP says to it, when nothing was executed.
        status: Option<StatusCode>,
        /// After which time it may be tried again.
        wait: Option<HeaderValue>,
    },
    /// Nothing follows.
    Complete,
    /// Whoever asked cannot stay.
    Over(Over),
}

/// An operation that passed the guard.
pub struct Operation {
    http: Arc<Http>,
    pass: Arc<Pass>,
    document: Arc<Document>,
    name: Option<String>,
    variables: Variables,
    /// What was shown already.
    memory: Memory,
    /// Whether it watches.
    watches: bool,
    /// Whether it changes nothing.
    reads: bool,
    /// What it costs whoever asks: a subscription once, when it begins.
    cost: u64,
}

impl Operation {
    /// Reads and measures the document.
    ///
    /// # Errors
    /// When it cannot be executed.
    pub fn read(http: &Arc<Http>, pass: &Arc<Pass>, params: Params) -> Result<Self, Refused> {
        let document = read(http, &params)?;
        let operation = check(&document, &params)?;
        let watches = operation.is_subscription();
        let reads = watches || operation.is_query();
        let cost = operation.cost(&params.variables);
        Ok(Self {
            watches,
            reads,
            cost,
            memory: Memory::default(),
            http: Arc::clone(http),
            pass: Arc::clone(pass),
            document,
            name: params.operation_name,
            variables: params.variables,
        })
    }

    /// What comes of it.
    pub fn outputs(self) -> BoxStream<'static, Output> {
        stream::once(self.begin()).flat_map(Begun::outputs).boxed()
    }

    /// Does it, or begins to watch.
    pub async fn begin(self) -> Begun {
        let (outputs, ears) = match self.first_look().await {
            Ok(begun) => begun,
            Err(last) => (vec![last], None),
        };
        let watching = ears.map(|ears| (self, ears));
        Begun { outputs, watching }
    }

    async fn first_look(&self) -> Result<(Vec<Output>, Option<Ears>), Output> {
        let _turn = self.pass.turn.lock().await;
        let door = match self.document.operation(self.name.as_deref()) {
            Ok(operation) => self.http.doors.of(&operation),
            Err(_) => self.http.doors.common(),
        };
        let _leave = door.enter().await.map_err(|busy| self.no(&busy))?;
        let actor = self
            .pass
            .enter(&self.http.app)
            .await
            .map_err(Output::Over)?;
        let rule = self.http.app.config.introspection;
        may_introspect(rule, &self.document, &actor).map_err(|no| self.no(&no))?;
        let spender = Spender::asking(&actor, self.pass.facts.address);
        let paid = self.http.purse.spend(spender, self.cost);
        paid.map_err(|no| self.no(&no))?;
        let look = Look::first(&self.memory);
        let mut outputs = self.execute(actor, &look).await?;
        if !self.watches {
            outputs.push(Output::Complete);
            return Ok((outputs, None));
        }
        Ok((outputs, look.ears()))
    }

    async fn look_again(self, mut ears: Ears) -> (Vec<Output>, Option<Watching>) {
        match self.next_look(&mut ears).await {
            Ok(outputs) => (outputs, Some((self, ears))),
            Err(last) => (vec![last], None),
        }
    }

    /// Waits until something is heard, and looks again: once for all that was heard meanwhile,
    /// so that somebody who reads slowly gets less, not more.
    async fn next_look(&self, ears: &mut Ears) -> Result<Vec<Output>, Output> {
        let mut heard = vec![ears.next().await];
        let _turn = self.pass.turn.lock().await;
        let _leave = self.http.app.audience.looks().await;
        ears.rest(&mut heard);
        let actor = self.pass.still(&self.http.app).await;
        let actor = actor.map_err(Output::Over)?;
        self.execute(actor, &Look::after(heard, &self.memory)).await
    }

    /// One look, or the one execution of what is no subscription.
    async fn execute(&self, actor: Actor, look: &Look) -> Result<Vec<Output>, Output> {
        let id = actor.request();
        let app = &self.http.app;
        let (loaders, batches) = Loaders::of(actor, Arc::clone(&app.services));
        loaders.enable_all_cache(self.reads);
        let request = executable(&self.document, self.name.clone(), self.variables.clone())
            .data(loaders)
            // A socket sets no cookies: its answers carry the tokens.
            .data(Cookies::default())
            .data(self.pass.facts.clone())
            .data(look.clone());
        let all = async {
            let answers = app.executor.stream(&self.document, request).await;
            answers.collect::<Vec<_>>().await
        };
        let Ok(all) = tokio::time::timeout(PATIENCE, batches.drive(all)).await else {
            return Err(refusal(&Refused::timeout(), id));
        };
        all.into_iter().map(|one| self.output(one, id)).collect()
    }

    fn output(&self, executed: Executed, id: RequestId) -> Result<Output, Output> {
        let told = told(executed, &self.document, id);
        // What is watched cannot be seen (any more): nothing of the entity came, not even null.
        if told.refused || (self.watches && told.is_empty()) {
            return Err(Output::Refused {
                errors: told.errors_json(),
                status: told.refused.then_some(StatusCode::BAD_REQUEST),
                wait: None,
            });
        }
        Ok(Output::Next(told.json()))
    }

    fn no(&self, refused: &Refused) -> Output {
        refusal(refused, RequestId::mint(&*self.http.app.clock))
    }
}

type Watching = (Operation, Ears);

/// An operation that has begun.
pub struct Begun {
    /// What has come of it at once.
    pub outputs: Vec<Output>,
    watching: Option<Watching>,
}

impl Begun {
    /// All that comes of it.
    pub fn outputs(self) -> BoxStream<'static, Output> {
        let looks = stream::unfold(self.watching, |watching| async {
            let (operation, ears) = watching?;
            Some(operation.look_again(ears).await)
        });
        let later = looks.map(stream::iter).flatten();
        stream::iter(self.outputs).chain(later).boxed()
    }
}

/// A refusal as an operation tells it.
pub fn refusal(refused: &Refused, id: RequestId) -> Output {
    Output::Refused {
        errors: refused.errors(id).to_string(),
        status: Some(refused.status()),
        wait: refused.wait().cloned(),
    }
}
