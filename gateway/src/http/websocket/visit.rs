//! A client that was let in, and everything it has asked for.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::stream::{AbortHandle, BoxStream, SelectAll, StreamExt, abortable};
use kernel::{Id, RequestId};
use serde_json::{Map, Value};
use tokio::time::{MissedTickBehavior, interval};

use super::line::{ASKED, Line};
use super::words::{self, End, Said};
use crate::http::Http;
use crate::http::live::Seat;
use crate::http::live::operation::{Operation, Output, refusal};
use crate::http::live::pass::{Guard, Over, Pass};
use crate::http::params::Params;
use crate::http::refused::Refused;

/// The most operations of one client at a time.
const OPERATIONS: usize = 50;

/// One client.
pub struct Visit {
    http: Arc<Http>,
    pass: Arc<Pass>,
    guard: Guard,
    /// What comes of its operations, in one task and one after the other: while a message waits to
    /// be read, nothing further is looked up.
    outputs: SelectAll<BoxStream<'static, (Arc<str>, Output)>>,
    running: HashMap<Arc<str>, AbortHandle>,
    _seat: Seat,
}

impl Visit {
    /// A client who has asked for nothing yet.
    pub fn new(http: Arc<Http>, pass: Arc<Pass>, guard: Guard, seat: Seat) -> Self {
        Self {
            http,
            pass,
            guard,
            outputs: SelectAll::new(),
            running: HashMap::new(),
            _seat: seat,
        }
    }

    /// Serves the client to the end.
    pub async fn last(&mut self, line: &mut Line) -> End {
        match self.serve(line).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn serve(&mut self, line: &mut Line) -> Result<std::convert::Infallible, End> {
        let app = Arc::clone(&self.http.app);
        let mut closing = std::pin::pin!(app.audience.closing());
        let mut asked = interval(ASKED);
        asked.set_missed_tick_behavior(MissedTickBehavior::Delay);
        asked.reset();
        loop {
            tokio::select! {
                () = &mut closing => return Err(End::away()),
                over = self.guard.ended() => return Err(End::over(over)),
                said = line.hear() => self.answer(line, said?).await?,
                Some((id, output)) = self.outputs.next(), if !self.outputs.is_empty() => {
                    self.pass_on(line, &id, output).await?;
                }
                _ = asked.tick() => line.ask().await?,
            }
        }
    }

    async fn answer(&mut self, line: &mut Line, said: Said) -> Result<(), End> {
        match said {
            Said::ConnectionInit { .. } => Err(End::again()),
            Said::Ping {} => line.say(words::pong()).await,
            Said::Pong {} => Ok(()),
            Said::Complete { id } => {
                if let Some(running) = self.running.remove(&*id) {
                    running.abort();
                }
                Ok(())
            }
            Said::Subscribe { id, payload } => self.begin(line, id.into(), payload).await,
        }
    }

    async fn begin(
        &mut self,
        line: &mut Line,
        id: Arc<str>,
        payload: Map<String, Value>,
    ) -> Result<(), End> {
        let params = Params::of_members(payload);
        let params = params.map_err(|refused| End::bad(refused.message()))?;
        if self.running.contains_key(&id) {
            return Err(End::taken(&id));
        }
        let operation = if self.running.len() < OPERATIONS {
            Operation::read(&self.http, &self.pass, params)
        } else {
            let message = format!("{OPERATIONS} operations run already. End one of them first.");
            Err(Refused::limited(message))
        };
        let operation = match operation {
            Ok(operation) => operation,
            Err(refused) => {
                let request = RequestId::mint(&*self.http.app.clock);
                return self.pass_on(line, &id, refusal(&refused, request)).await;
            }
        };
        let (outputs, running) = abortable(operation.outputs());
        let name = Arc::clone(&id);
        let named = outputs.map(move |output| (Arc::clone(&name), output));
        self.outputs.push(named.boxed());
        self.running.insert(id, running);
        Ok(())
    }

    async fn pass_on(&mut self, line: &mut Line, id: &str, output: Output) -> Result<(), End> {
        match output {
            Output::Next(payload) => line.say(words::next(id, &payload)).await,
            Output::Refused { errors, .. } => {
                self.running.remove(id);
                line.say(words::error(id, &errors)).await
            }
            Output::Complete => {
                self.running.remove(id);
                line.say(words::complete(id)).await
            }
            Output::Over(Over::Unknown) => {
                self.running.remove(id);
                let request = RequestId::mint(&*self.http.app.clock);
                let errors = Refused::internal().errors(request).to_string();
                line.say(words::error(id, &errors)).await
            }
            Output::Over(over) => Err(End::over(over)),
        }
    }
}
