//! `/graphql`: from an HTTP request to an executed document and back.
//!
//! The stock extractor executes mutations by GET, plain text and forms, which any foreign page
//! can send, and knows no limits; hence an own layer (docs/decisions/0006).

use std::sync::Arc;

use async_graphql::Request as Executable;
use axum::extract::{Extension, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use kernel::{Actor, RequestId};

use super::Http;
use super::answer::answer;
use super::caller::Caller;
use super::cookies::Cookies;
use super::limits::{PATIENCE, READING};
use super::media::Media;
use super::params::Params;
use super::refused::Refused;
use super::session::{self, OURS};
use crate::config::Introspection;
use crate::graphql::guard::{Document, Refusal};
use crate::graphql::loaders::Loaders;

/// Answers one request.
pub async fn serve(
    State(http): State<Arc<Http>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let Some(media) = Media::preferred(request.headers()) else {
        let message = "Accept application/graphql-response+json or application/json.";
        let refused = Refused::new(StatusCode::NOT_ACCEPTABLE, "BAD_REQUEST", message);
        return refused.in_graphql(Media::Json, id);
    };
    let done = run(&http, request, media, id).await;
    let mut response = done.unwrap_or_else(|refused| refused.in_graphql(media, id));
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

async fn run(
    http: &Http,
    request: Request,
    media: Media,
    id: RequestId,
) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    let caller = Caller::of(&parts, &http.app.config);
    let site = session::site(&http.app, &caller, &parts.headers).await?;
    let params = match parts.method {
        Method::POST => {
            let params = Params::of_body(&parts.headers, body);
            let params = tokio::time::timeout(READING, params).await;
            params.map_err(|_| late())??
        }
        Method::GET if parts.headers.contains_key(OURS) => Params::of_address(parts.uri.query())?,
        Method::GET => {
            let message = "Send the header `x-scriptorium: 1` with a GET, or use POST.";
            return Err(Refused::new(StatusCode::FORBIDDEN, "FORBIDDEN", message));
        }
        _ => {
            return Err(Refused::method(
                "GET, POST",
                "Use POST, or GET for queries.",
            ));
        }
    };
    let document = http.documents.read(&params.query).map_err(refused)?;
    check(&document, &params, &parts.method)?;
    let _leave = http.door.enter().await?;
    let work = async {
        let (actor, cookies) = session::actor(&http.app, &caller, &parts, site, id).await?;
        may_introspect(http.app.config.introspection, &document, &actor)?;
        Ok(execute(
            http,
            params,
            &document,
            actor,
            (&caller, &parts),
            cookies,
            media,
        )
        .await)
    };
    let done = tokio::time::timeout(PATIENCE, work).await;
    done.unwrap_or_else(|_| Err(Refused::timeout()))
}

/// What has to hold before anything is looked up.
fn check(document: &Document, params: &Params, method: &Method) -> Result<(), Refused> {
    let operation = document.operation(params.operation_name.as_deref());
    let operation = operation.map_err(refused)?;
    if *method == Method::GET && !operation.is_query() {
        return Err(Refused::method("POST", "Send mutations by POST."));
    }
    let missing = operation.check(&params.variables).map_err(refused)?;
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!("These variables are needed: {}.", missing.join(", "));
    Err(Refused::document("BAD_USER_INPUT", message))
}

fn may_introspect(rule: Introspection, document: &Document, actor: &Actor) -> Result<(), Refused> {
    let allowed = match rule {
        Introspection::On => true,
        Introspection::Members => actor.is_signed_in(),
        Introspection::Off => false,
    };
    if allowed || !document.introspects() {
        return Ok(());
    }
    let message = "The schema is not shown here: use the published schema.graphql.";
    Err(Refused::document("GRAPHQL_VALIDATION_FAILED", message))
}

async fn execute(
    http: &Http,
    params: Params,
    document: &Document,
    actor: Actor,
    (caller, parts): (&Caller, &Parts),
    cookies: Cookies,
    media: Media,
) -> Response {
    let id = actor.request();
    let (loaders, batches) = Loaders::of(actor, Arc::clone(&http.app.services));
    let mut request = Executable::new(params.query)
        .variables(params.variables)
        .data(loaders)
        .data(cookies.clone())
        .data(caller.facts(&parts.headers));
    if let Some(name) = params.operation_name {
        request = request.operation_name(name);
    }
    request.set_parsed_query(document.to_parsed());
    let executed = batches.drive(http.app.schema.execute(request)).await;
    let mut response = answer(executed, document, media, id);
    cookies.write(caller.cookies(), response.headers_mut());
    response
}

fn refused(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::Syntax { message, at } => {
            Refused::document("GRAPHQL_PARSE_FAILED", message).at(at)
        }
        Refusal::TooComplex(message) => Refused::document("QUERY_TOO_COMPLEX", message),
        Refusal::NoSuchOperation(message) => {
            Refused::document("OPERATION_RESOLUTION_FAILURE", message)
        }
    }
}

fn late() -> Refused {
    let message = "The request took too long to arrive.";
    Refused::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT", message)
}
