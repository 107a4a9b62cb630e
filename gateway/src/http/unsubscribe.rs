//! `/unsubscribe` by POST: what a mail client sends when somebody presses its button (RFC 8058). It
//! brings no cookies and none are looked at: the token in the address stops one kind of mail and
//! opens nothing. By GET the address shows a page that asks first, since mail scanners open links.

use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Code, Failure, RequestId};

use super::caller::Caller;
use super::limits::PATIENCE;
use super::refused::Refused;
use super::{Http, session};

/// Stops what the token in the address is for; doing it again changes nothing.
pub async fn one_click(
    State(http): State<Arc<Http>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let done = tokio::time::timeout(PATIENCE, stop(&http, request, id)).await;
    let done = done.unwrap_or_else(|_| Err(Refused::timeout()));
    let mut response = done.unwrap_or_else(Refused::in_text);
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

async fn stop(http: &Http, request: Request, id: RequestId) -> Result<Response, Refused> {
    let (parts, _) = request.into_parts();
    let caller = Caller::of(&parts, &http.app.config);
    let site = session::site(&http.app, &caller, &parts.headers).await?;
    let query = parts.uri.query().unwrap_or_default();
    let mut fields = url::form_urlencoded::parse(query.as_bytes());
    let token = fields.find_map(|(name, value)| (name == "token").then_some(value));
    let _leave = http.doors.common().enter().await?;
    let stranger = session::stranger(site, id);
    let preferences = &http.app.services.preferences;
    let token = token.unwrap_or_default();
    match preferences.unsubscribe(&stranger, &token).await {
        Ok(_) => Ok("You get no more mails like that one.\n".into_response()),
        Err(error) => Err(refused(&error)),
    }
}

fn refused(error: &notifications::Error) -> Refused {
    let fault = error.faults().and_then(|faults| faults.into_iter().next());
    match fault {
        Some(fault) if fault.code == Code::NotFound => {
            Refused::new(StatusCode::NOT_FOUND, "NOT_FOUND", fault.message)
        }
        Some(fault) => Refused::new(StatusCode::FORBIDDEN, "FORBIDDEN", fault.message),
        None => {
            tracing::error!(error = %error, "a mail was not stopped");
            Refused::internal()
        }
    }
}
