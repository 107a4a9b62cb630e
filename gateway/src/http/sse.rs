//! Subscriptions as server-sent events: the *distinct connections* mode of graphql-sse, for those
//! whose network lets no socket through. One POST, one operation, one stream.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, BoxStream, StreamExt};
use kernel::{Id, RequestId, Site};

use super::Http;
use super::caller::Caller;
use super::live::operation::{Operation, Output};
use super::live::pass::{Guard, Over, Pass};
use super::live::{Guest, Seat};
use super::media::Media;
use super::params::Params;
use super::refused::Refused;
use super::session::{self, Signed};
use crate::app::App;

/// How often something is said, so that nobody on the way takes the silence for the end.
const BREATH: Duration = Duration::from_secs(15);

/// One who reads a stream.
struct Reader {
    app: Arc<App>,
    guard: Guard,
    outputs: BoxStream<'static, Output>,
    _seat: Seat,
}

/// Answers with a stream of what comes of the operation.
///
/// # Errors
/// When nobody can be answered, or the document is no good.
pub async fn answer(
    http: &Arc<Http>,
    caller: &Caller,
    parts: &Parts,
    site: &Site,
    params: Params,
) -> Result<Response, Refused> {
    let mut seat = http.app.audience.seat().ok_or_else(Refused::busy)?;
    let signed = Signed::of(caller, &parts.headers)?;
    if let Signed::Cookies(tokens) = &signed
        && !tokens.is_empty()
    {
        session::same_origin(caller, parts)?;
    }
    let facts = caller.facts(&parts.headers).placed(&*http.app.places);
    let pass = Pass::of(&http.app, site, &signed, facts).await;
    let (pass, actor) = pass.map_err(why)?;
    let guest = match actor.session() {
        Some(session) => Guest::Session(session),
        None => Guest::Stranger(pass.facts.address),
    };
    if !seat.taken_by(guest) {
        return Err(Refused::limited(
            "There are too many connections. Close some first.",
        ));
    }
    let pass = Arc::new(pass);
    let begun = Operation::read(http, &pass, params)?.begin().await;
    if let [
        Output::Refused {
            errors,
            status: Some(status),
            wait,
        },
    ] = &*begun.outputs
    {
        return Ok(no_stream(*status, errors, wait.as_ref()));
    }
    let reader = Reader {
        app: Arc::clone(&http.app),
        guard: Guard::over(&http.app, &pass, &actor),
        outputs: begun.outputs(),
        _seat: seat,
    };
    Ok(reader.read())
}

impl Reader {
    fn read(self) -> Response {
        let events = stream::unfold(Some(self), |reader| async {
            let mut reader = reader?;
            let (events, goes_on) = reader.next().await;
            Some((
                stream::iter(events.into_iter().map(Ok::<_, Infallible>)),
                goes_on.then_some(reader),
            ))
        });
        let breath = KeepAlive::new().interval(BREATH);
        let mut response = Sse::new(events.flatten())
            .keep_alive(breath)
            .into_response();
        // Some proxies keep a stream until it is complete.
        let at_once = HeaderName::from_static("x-accel-buffering");
        let headers = response.headers_mut();
        headers.insert(at_once, HeaderValue::from_static("no"));
        response
    }

    /// What is sent next, and whether anything follows.
    async fn next(&mut self) -> (Vec<Event>, bool) {
        let output = tokio::select! {
            () = self.app.audience.closing() => None,
            over = self.guard.ended() => Some(Output::Over(over)),
            output = self.outputs.next() => output,
        };
        match output {
            Some(Output::Next(result)) => (vec![next(&result)], true),
            Some(Output::Refused { errors, .. }) => (failed(&errors), false),
            Some(Output::Over(over)) => {
                let errors = why(over).errors(RequestId::mint(&*self.app.clock));
                (failed(&errors.to_string()), false)
            }
            // A reader whose stream ends without this comes back by itself.
            None => (Vec::new(), false),
            Some(Output::Complete) => (vec![complete()], false),
        }
    }
}

fn next(result: &str) -> Event {
    Event::default().event("next").data(result)
}

fn complete() -> Event {
    Event::default().event("complete").data("")
}

fn failed(errors: &str) -> Vec<Event> {
    vec![next(&format!(r#"{{"errors":{errors}}}"#)), complete()]
}

fn why(over: Over) -> Refused {
    match over {
        Over::Session => {
            let message = "The session has ended. Sign in again.";
            Refused::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message)
        }
        Over::Website => {
            let message = "This website is closed at present. Come back later.";
            Refused::new(StatusCode::FORBIDDEN, "WEBSITE_SUSPENDED", message)
        }
        Over::Unknown => Refused::internal(),
    }
}

/// Nothing was executed: that is an answer, not a stream.
fn no_stream(status: StatusCode, errors: &str, wait: Option<&HeaderValue>) -> Response {
    let body = format!(r#"{{"errors":{errors}}}"#);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, Media::GraphQl.content_type());
    if let Some(wait) = wait {
        headers.insert(header::RETRY_AFTER, wait.clone());
    }
    response
}
