//! One request, as it is counted.

use std::time::Instant;

use axum::response::Response;
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};

const TOTAL: &str = "scriptorium_requests_total";
pub(super) const SECONDS: &str = "scriptorium_request_seconds";
pub(super) const HASH_SECONDS: &str = "scriptorium_password_hash_seconds";
const IN_FLIGHT: &str = "scriptorium_requests_in_flight";

/// What is told of the figures about requests.
pub(super) fn describe() {
    describe_counter!(
        TOTAL,
        "Requests that were answered, by their kind and HTTP status."
    );
    describe_histogram!(
        SECONDS,
        Unit::Seconds,
        "How long requests took, by their kind."
    );
    describe_gauge!(IN_FLIGHT, "Requests that are being answered.");
    describe_counter!(
        "scriptorium_sign_ins_total",
        "Sign-ins that were tried, by their outcome."
    );
    describe_gauge!(
        "scriptorium_password_hashes",
        "Passwords that are being hashed, and that wait for it."
    );
    describe_histogram!(
        HASH_SECONDS,
        Unit::Seconds,
        "How long passwords took to be hashed, without the wait for it."
    );
    describe_counter!(
        "scriptorium_messages_total",
        "Tries to tell somebody something, by channel and what became of it."
    );
}

/// What a request asked for. A resolver's answer carries it; the rest is told by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A GraphQL query.
    Query,
    /// A GraphQL mutation.
    Mutation,
    /// A GraphQL subscription.
    Subscription,
    /// A GraphQL request that was not executed.
    Refused,
    /// One of the two questions of a load balancer.
    Health,
    /// A file of the web app.
    Asset,
    /// Anything else: a page.
    Page,
}

impl Kind {
    fn of_path(path: &str) -> Self {
        match path {
            "/graphql/ws" => Self::Subscription,
            "/graphql" => Self::Refused,
            "/healthz" | "/readyz" => Self::Health,
            _ if path.starts_with("/assets/") => Self::Asset,
            _ => Self::Page,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
            Self::Refused => "refused",
            Self::Health => "health",
            Self::Asset => "asset",
            Self::Page => "page",
        }
    }
}

/// A request that is being answered; it counts as such until it is dropped.
pub struct Request {
    begun: Instant,
}

impl Request {
    /// It begins now.
    pub fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1);
        Self {
            begun: Instant::now(),
        }
    }

    /// It is answered.
    pub fn end(self, path: &str, response: &Response) {
        let kind = response.extensions().get().copied();
        let kind: Kind = kind.unwrap_or_else(|| Kind::of_path(path));
        let status = response.status().as_u16().to_string();
        counter!(TOTAL, "kind" => kind.label(), "status" => status).increment(1);
        metrics::histogram!(SECONDS, "kind" => kind.label())
            .record(self.begun.elapsed().as_secs_f64());
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::*;

    #[test]
    fn a_request_is_counted_by_kind_and_status_and_no_path_becomes_a_label() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let text = metrics::with_local_recorder(&recorder, || {
            let mut query = Response::new(Body::empty());
            query.extensions_mut().insert(Kind::Query);
            Request::begin().end("/graphql", &query);
            Request::begin().end("/graphql", &Response::new(Body::empty()));
            for path in ["/orders/ord_1", "/orders/ord_2", "/mailbox"] {
                Request::begin().end(path, &Response::new(Body::empty()));
            }
            // One is still under way, one was given up.
            drop(Request::begin());
            std::mem::forget(Request::begin());
            recorder.handle().render()
        });
        for line in [
            "scriptorium_requests_total{kind=\"query\",status=\"200\"} 1",
            "scriptorium_requests_total{kind=\"refused\",status=\"200\"} 1",
            "scriptorium_requests_total{kind=\"page\",status=\"200\"} 3",
            "scriptorium_requests_in_flight 1",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(!text.contains("ord_"), "{text}");
    }
}
