//! `/graphql/ws`: the protocol graphql-transport-ws. The stock loop neither checks where a page
//! comes from, nor counts, nor ends what its session may no longer see (design: API, HTTP).

mod line;
mod visit;
mod words;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{Extension, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use kernel::RequestId;
use serde_json::{Map, Value};

use super::Http;
use super::caller::Caller;
use super::live::pass::{Guard, Over, Pass};
use super::live::{Guest, Seat};
use super::media::Media;
use super::refused::Refused;
use super::session::{self, Signed, WEBSITE};
use line::Line;
use visit::Visit;
use words::{End, Said};

/// The one protocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";
/// How long somebody may be there without saying who they are.
const INIT: Duration = Duration::from_secs(3);
/// The largest message: a document is at most 64 KiB, the rest are its variables.
const MESSAGE: usize = 256 * 1024;
/// What a quiet socket holds ready for reading; the library's 128 KiB would be all of the memory.
const READING: usize = 4 * 1024;
/// The most that waits to be written: whoever reads more slowly is waited for, and then left.
const WRITING: usize = 2 * 1024 * 1024;

/// Lets a socket in, or says in HTTP why not.
pub async fn serve(
    State(http): State<Arc<Http>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    let upgrade = upgrade.map_err(|_| {
        let message = "This address speaks graphql-transport-ws: connect by WebSocket.";
        let refused = Refused::new(StatusCode::UPGRADE_REQUIRED, "BAD_REQUEST", message);
        refused.header(header::UPGRADE, HeaderValue::from_static("websocket"))
    });
    let upgrade = upgrade.map(|upgrade| upgrade.protocols([PROTOCOL]));
    let ready = upgrade.and_then(|upgrade| {
        if upgrade.selected_protocol().is_none() {
            let message = "Ask for the subprotocol `graphql-transport-ws`.";
            return Err(Refused::bad_request(message));
        }
        let seat = http.app.audience.seat().ok_or_else(Refused::busy)?;
        Ok((upgrade, seat))
    });
    let (upgrade, seat) = match ready {
        Ok(ready) => ready,
        Err(refused) => return refused.in_graphql(Media::Json, id),
    };
    let caller = Caller::of(&parts, &http.app.config);
    upgrade
        .read_buffer_size(READING)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITING)
        .max_message_size(MESSAGE)
        .max_frame_size(MESSAGE)
        .on_upgrade(move |socket| attend(http, caller, parts.headers, socket, seat))
}

/// One socket, from its first word to its last.
async fn attend(
    http: Arc<Http>,
    caller: Caller,
    headers: HeaderMap,
    socket: WebSocket,
    seat: Seat,
) {
    let mut line = Line::new(socket);
    let end = match Box::pin(admit(&http, &caller, headers, &mut line, seat)).await {
        Ok(mut visit) => visit.last(&mut line).await,
        Err(end) => end,
    };
    line.hang_up(&end).await;
}

/// Waits for the first word and finds out who it is.
async fn admit(
    http: &Arc<Http>,
    caller: &Caller,
    mut headers: HeaderMap,
    line: &mut Line,
    mut seat: Seat,
) -> Result<Visit, End> {
    let payload = tokio::select! {
        payload = tokio::time::timeout(INIT, greeting(line)) => {
            payload.map_err(|_| End::late())??
        }
        () = http.app.audience.closing() => return Err(End::away()),
    };
    take(&mut headers, &payload)?;
    let app = &http.app;
    let site = session::site(app, caller, &headers).await;
    let site = site.map_err(|refused| End::forbidden(refused.message()))?;
    let signed = Signed::of(caller, &headers);
    let signed = signed.map_err(|refused| End::forbidden(refused.message()))?;
    own_page(caller, &headers, &signed)?;
    let facts = caller.facts(&headers).placed(&*app.places);
    let entered = Pass::of(app, &site, &signed, facts).await;
    let (pass, actor) = entered.map_err(|over| match over {
        Over::Session => End::forbidden("The token is not or no longer valid. Sign in again."),
        over => End::over(over),
    })?;
    let guest = match actor.session() {
        Some(session) => Guest::Session(session),
        None => Guest::Stranger(pass.facts.address),
    };
    if !seat.taken_by(guest) {
        return Err(End::crowded());
    }
    let pass = Arc::new(pass);
    let guard = Guard::over(app, &pass, &actor);
    line.say(words::ack()).await?;
    Ok(Visit::new(Arc::clone(http), pass, guard, seat))
}

/// What comes with `connection_init`. Before it, one may only ask whether anybody is there.
async fn greeting(line: &mut Line) -> Result<Map<String, Value>, End> {
    loop {
        match line.hear().await? {
            Said::ConnectionInit { payload } => return Ok(payload.unwrap_or_default()),
            Said::Ping { .. } => line.say(words::pong()).await?,
            Said::Pong { .. } | Said::Complete { .. } => {}
            Said::Subscribe { .. } => return Err(End::too_early()),
        }
    }
}

/// What stands in for the headers that a browser cannot send with a socket.
fn take(headers: &mut HeaderMap, payload: &Map<String, Value>) -> Result<(), End> {
    let names = [
        (header::AUTHORIZATION, "authorization"),
        (HeaderName::from_static(WEBSITE), WEBSITE),
    ];
    for (name, key) in names {
        let found = payload
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(key));
        let value = match found {
            None | Some((_, Value::Null)) => continue,
            Some((_, Value::String(text))) => HeaderValue::try_from(text).ok(),
            Some(_) => None,
        };
        let value = value.ok_or_else(|| End::bad(&format!("`{key}` is no text of that kind.")))?;
        headers.insert(name, value);
    }
    Ok(())
}

/// A foreign page may come with a token of its own, and with nothing else: neither with the cookie
/// that the browser adds, nor with the visitor's place in the network.
fn own_page(caller: &Caller, headers: &HeaderMap, signed: &Signed<'_>) -> Result<(), End> {
    let origin = headers.get(header::ORIGIN);
    let origin = origin.map(|origin| origin.to_str().unwrap_or_default());
    match (signed, origin) {
        (Signed::Bearer(_), _) => Ok(()),
        (Signed::Cookies(tokens), None) if tokens.is_empty() => Ok(()),
        (_, Some(origin)) if caller.is_origin(origin) => Ok(()),
        // Every browser says where a socket comes from.
        (_, _) => Err(End::forbidden(
            "The session cookie is taken from pages of this website alone.",
        )),
    }
}
