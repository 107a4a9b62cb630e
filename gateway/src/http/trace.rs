//! What surrounds every request: its id, its line in the log, the headers that keep browsers
//! careful, and the net under a panic.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use kernel::{Clock, Id, RequestId};
use tracing::{Instrument, info, info_span};

use super::media::Media;
use super::refused::Refused;
use crate::metrics;

/// The id of a request, in its answer and in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What holds for every answer that says nothing else: it is no page, and nobody frames it.
const CAREFUL: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Runs the rest of the house around one request.
pub async fn trace(
    State(clock): State<Arc<dyn Clock>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId::mint(&*clock);
    request.extensions_mut().insert(id);
    let begin = Instant::now();
    let counted = metrics::Request::begin();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let media = Media::preferred(request.headers()).unwrap_or(Media::Json);
    let span = info_span!("request", request.id = %id);
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let answer = answer.instrument(span.clone()).await;
    // The panic hook has told the log, within the span.
    let mut response = answer.unwrap_or_else(|_| {
        let refused = Refused::internal();
        if path == "/graphql" {
            refused.in_graphql(media, id)
        } else {
            refused.in_text()
        }
    });
    finish(response.headers_mut(), id);
    counted.end(&path, &response);
    let status = response.status().as_u16();
    let millis = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        info!(http.method = %method, http.path = %path, http.status = status, millis, "answered");
    });
    response
}

fn finish(headers: &mut HeaderMap, id: RequestId) {
    for (name, value) in CAREFUL {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use kernel::SystemClock;
    use tower::ServiceExt;

    use super::*;

    async fn fails() -> &'static str {
        panic!("the secret is 42")
    }

    #[tokio::test]
    async fn a_panic_ends_one_request_and_says_nothing() {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let router = Router::new()
            .route("/graphql", get(fails))
            .route("/page", get(fails))
            .route("/fine", get(async || "fine"))
            .layer(from_fn_with_state(clock, trace));
        for (path, kind) in [("/graphql", "application/json"), ("/page", "text/plain")] {
            let request = Request::get(path).header(header::ACCEPT, "application/json");
            let request = request.body(Body::empty()).expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let headers = answer.headers().clone();
            let known = |name| {
                headers
                    .get(name)
                    .and_then(|it| it.to_str().ok())
                    .expect("a header")
            };
            assert!(known("content-type").starts_with(kind), "{path}");
            assert_eq!(known("x-content-type-options"), "nosniff");
            let body = answer
                .into_body()
                .collect()
                .await
                .expect("a body")
                .to_bytes();
            let body = String::from_utf8_lossy(&body).into_owned();
            assert!(!body.contains("secret"), "{body}");
            if path == "/graphql" {
                assert!(body.contains("INTERNAL_SERVER_ERROR"), "{body}");
                assert!(body.contains(known("x-request-id")), "{body}");
            }
        }
        let request = Request::get("/fine")
            .body(Body::empty())
            .expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
    }
}
