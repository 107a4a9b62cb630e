//! `/graphql`: from an HTTP request to an executed document and back.
//!
//! The stock extractor executes mutations by GET, plain text and forms, which any foreign page
//! can send, and knows no limits; hence an own layer (docs/decisions/0006).

use std::sync::Arc;

use async_graphql::{Request as Executable, Variables};
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
use super::media::{self, Media};
use super::params::Params;
use super::purse::Spender;
use super::refused::Refused;
use super::session::{self, OURS};
use super::sse;
use crate::config::Introspection;
use crate::graphql::guard::{Document, Operation, Refusal};
use crate::graphql::loaders::Loaders;
use crate::metrics::Kind;

/// Whoever sends it is told what the operation costs.
const COST: &str = "x-scriptorium-cost";

/// Answers one request.
pub async fn serve(
    State(http): State<Arc<Http>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let events = media::wants_events(request.headers()).then_some(Media::GraphQl);
    let Some(media) = Media::preferred(request.headers()).or(events) else {
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
    http: &Arc<Http>,
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
    let document = read(http, &params)?;
    let operation = check(&document, &params)?;
    if media::wants_events(&parts.headers) && parts.method == Method::POST {
        return sse::answer(http, &caller, &parts, &site, params).await;
    }
    if parts.method == Method::GET && !operation.is_query() {
        return Err(Refused::method("POST", "Send mutations by POST."));
    }
    if operation.is_subscription() {
        let message = "Subscribe at /graphql/ws, or with `accept: text/event-stream`.";
        return Err(Refused::bad_request(message));
    }
    let cost = operation.cost(&params.variables);
    let _leave = http.doors.of(&operation).enter().await?;
    let work = async {
        let (actor, cookies) = session::actor(&http.app, &caller, &parts, site, id).await?;
        may_introspect(http.app.config.introspection, &document, &actor)?;
        http.purse
            .spend(Spender::asking(&actor, caller.address()), cost)?;
        Ok(execute(
            http,
            params,
            &document,
            actor,
            (&caller, &parts),
            cookies,
            (media, cost),
        )
        .await)
    };
    let done = tokio::time::timeout(PATIENCE, work).await;
    done.unwrap_or_else(|_| Err(Refused::timeout()))
}

/// The document, known or read now.
pub(super) fn read(http: &Http, params: &Params) -> Result<Arc<Document>, Refused> {
    http.documents.read(&params.query).map_err(refused)
}

/// What has to hold before anything is looked up.
pub(super) fn check<'d>(document: &'d Document, params: &Params) -> Result<Operation<'d>, Refused> {
    let operation = document.operation(params.operation_name.as_deref());
    let operation = operation.map_err(refused)?;
    if operation.is_subscription() && !operation.names_one_field() {
        let message = "Watch one field in each subscription, and name it directly.";
        return Err(Refused::document("GRAPHQL_VALIDATION_FAILED", message));
    }
    let missing = operation.check(&params.variables).map_err(refused)?;
    if missing.is_empty() {
        return Ok(operation);
    }
    let message = format!("These variables are needed: {}.", missing.join(", "));
    Err(Refused::document("BAD_USER_INPUT", message))
}

pub(super) fn may_introspect(
    rule: Introspection,
    document: &Document,
    actor: &Actor,
) -> Result<(), Refused> {
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
    (media, cost): (Media, u64),
) -> Response {
    let id = actor.request();
    let (loaders, batches) = Loaders::of(actor, Arc::clone(&http.app.services));
    // What a mutation has changed is read anew.
    let only_reads = document
        .operation(params.operation_name.as_deref())
        .is_ok_and(|operation| operation.is_query());
    loaders.enable_all_cache(only_reads);
    let request = executable(document, params.operation_name, params.variables)
        .data(loaders)
        .data(cookies.clone())
        .data(caller.facts(&parts.headers).placed(&*http.app.places));
    let mut executed = batches
        .drive(http.app.executor.execute(document, request))
        .await;
    if parts.headers.contains_key(COST) {
        let told = async_graphql::value!({ "requested": cost, "most": Operation::MOST });
        executed.extensions.insert("cost".to_owned(), told);
    }
    let mut response = answer(executed, document, media, id);
    let kind = if only_reads {
        Kind::Query
    } else {
        Kind::Mutation
    };
    response.extensions_mut().insert(kind);
    cookies.write(caller.cookies(), response.headers_mut());
    response
}

/// The document as the executor takes it.
pub(super) fn executable(
    document: &Document,
    operation_name: Option<String>,
    variables: Variables,
) -> Executable {
    let mut request = Executable::new("").variables(variables);
    if let Some(name) = operation_name {
        request = request.operation_name(name);
    }
    request.set_parsed_query(document.to_parsed());
    request
}

fn refused(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::Syntax { message, at } => {
            Refused::document("GRAPHQL_PARSE_FAILED", message).at(at)
        }
        Refusal::TooComplex(message) => Refused::document("QUERY_TOO_COMPLEX", message),
        Refusal::BadValue(message) => Refused::document("BAD_USER_INPUT", message),
        Refusal::NoSuchOperation(message) => {
            Refused::document("OPERATION_RESOLUTION_FAILURE", message)
        }
    }
}

fn late() -> Refused {
    let message = "The request took too long to arrive.";
    Refused::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT", message)
}
