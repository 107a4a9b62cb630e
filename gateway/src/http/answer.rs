//! The answer of the executor as a client sees it: every error with a stable code and the id of
//! the request, nothing of the house's inside.

use std::collections::BTreeMap;

use async_graphql::{
    ErrorExtensionValues, Pos, Response as Executed, ServerError, Value as GraphQlValue,
};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use kernel::RequestId;
use serde::Serialize;

use super::media::Media;
use super::refused::{INTERNAL, Refused};
use crate::graphql::guard::Document;

/// The most errors of one answer.
const ERRORS: usize = 10;

/// What a caller waits who was told to slow down and not for how long.
const SLOW_DOWN: HeaderValue = HeaderValue::from_static("60");

/// What a client is told.
#[derive(Serialize)]
pub struct Told {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ServerError>,
    /// There is none when nothing was executed.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<GraphQlValue>,
    /// What else was asked for: the cost, say.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: BTreeMap<String, GraphQlValue>,
    /// Whether the document was no good, so that nothing was executed.
    #[serde(skip)]
    pub refused: bool,
}

impl Told {
    /// Whether not even a null stands for what was asked.
    pub fn is_empty(&self) -> bool {
        let nothing = |data: &GraphQlValue| *data == GraphQlValue::Null;
        self.data.as_ref().is_none_or(nothing)
    }

    /// All of it.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| NOTHING.to_owned())
    }

    /// The errors alone.
    pub fn errors_json(&self) -> String {
        serde_json::to_string(&self.errors).unwrap_or_else(|_| "[]".to_owned())
    }
}

/// What is told when there are no words for it.
const NOTHING: &str = r#"{"data":null}"#;

/// What a client is told of one executed document.
pub fn told(executed: Executed, document: &Document, id: RequestId) -> Told {
    let errors = executed.errors;
    // What is found while executing has the path of its field; what validation finds has none.
    let refused = executed.data == GraphQlValue::Null
        && !errors.is_empty()
        && errors.iter().all(|error| error.path.is_empty());
    let errors = errors.into_iter().take(ERRORS);
    let errors = errors.map(|error| {
        let error = if refused {
            of_document(error, document)
        } else {
            of_field(error)
        };
        signed(error, id)
    });
    Told {
        errors: errors.collect(),
        data: (!refused).then_some(executed.data),
        extensions: executed.extensions,
        refused,
    }
}

/// The answer to one executed document.
pub fn answer(
    mut executed: Executed,
    document: &Document,
    media: Media,
    id: RequestId,
) -> Response {
    let headers = std::mem::take(&mut executed.http_headers);
    let slow_down = came_to_nothing(&executed.data)
        && executed
            .errors
            .iter()
            .any(|error| code(error) == Some("RATE_LIMITED"));
    let told = told(executed, document, id);
    let mut status = StatusCode::OK;
    if told.refused && media == Media::GraphQl {
        status = StatusCode::BAD_REQUEST;
    }
    if slow_down {
        status = StatusCode::TOO_MANY_REQUESTS;
    }
    let Ok(body) = serde_json::to_vec(&told) else {
        return Refused::internal().in_graphql(media, id);
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media.content_type());
    if slow_down {
        headers.entry(header::RETRY_AFTER).or_insert(SLOW_DOWN);
    }
    response
}

/// Whether no field was answered.
fn came_to_nothing(data: &GraphQlValue) -> bool {
    match data {
        GraphQlValue::Object(fields) => fields.values().all(|it| *it == GraphQlValue::Null),
        other => *other == GraphQlValue::Null,
    }
}

fn code(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        GraphQlValue::String(code) => Some(code),
        _ => None,
    }
}

fn coded(mut error: ServerError, code: &str) -> ServerError {
    let extensions = error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default);
    extensions.set("code", code);
    error
}

fn signed(mut error: ServerError, id: RequestId) -> ServerError {
    let extensions = error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default);
    extensions.set("requestId", id.to_string());
    error
}

/// An error of validation: in the document itself, or in a value that came as a variable.
fn of_document(error: ServerError, document: &Document) -> ServerError {
    if code(&error).is_some() {
        return error;
    }
    let is_value = error.message.starts_with("Invalid value for argument");
    let varies = |at: &Pos| document.has_variable_at(*at);
    if is_value && error.locations.first().is_some_and(varies) {
        coded(error, "BAD_USER_INPUT")
    } else {
        coded(error, "GRAPHQL_VALIDATION_FAILED")
    }
}

/// An error of a resolver. The house's own have a code; the library's are values that a scalar
/// could not read. Anything else was never meant for a client.
fn of_field(error: ServerError) -> ServerError {
    match code(&error) {
        Some("INTERNAL_SERVER_ERROR") => silent(error),
        Some(_) => error,
        None if is_coercion(&error.message) => coded(error, "BAD_USER_INPUT"),
        None => {
            tracing::error!(error.message = %error.message, error.path = ?error.path, "an error without a code");
            silent(error)
        }
    }
}

fn is_coercion(message: &str) -> bool {
    ["Failed to parse \"", "Expected input type \""]
        .iter()
        .any(|beginning| message.starts_with(beginning))
}

fn silent(error: ServerError) -> ServerError {
    let told = ServerError {
        message: INTERNAL.to_owned(),
        extensions: None,
        ..error
    };
    coded(told, "INTERNAL_SERVER_ERROR")
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Request, Schema};
    use http_body_util::BodyExt;
    use kernel::{Id, SystemClock};
    use serde_json::Value;

    use super::*;
    use crate::graphql::error::ApiError;

    struct Query;

    #[Object]
    impl Query {
        async fn number(&self, of: i32) -> i32 {
            of
        }

        async fn day(&self, at: chrono::DateTime<chrono::Utc>) -> Option<String> {
            Some(at.to_string())
        }

        async fn failed(&self) -> Option<Result<i32, std::fmt::Error>> {
            Some(Err(std::fmt::Error))
        }

        async fn refused(&self, code: String) -> Option<Result<i32, ApiError>> {
            let codes = ["RATE_LIMITED", "FORBIDDEN"].into_iter();
            let known = codes.into_iter().find(|known| **known == code);
            Some(Err(ApiError::new(
                known.unwrap_or("INTERNAL_SERVER_ERROR"),
                "said",
            )))
        }
    }

    async fn ask(text: &str, variables: Value, media: Media) -> (u16, Value) {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let document = Document::read(text).expect("a document");
        let variables = async_graphql::Variables::from_json(variables);
        let executed = schema
            .execute(Request::new(text).variables(variables))
            .await;
        let response = answer(executed, &document, media, RequestId::mint(&SystemClock));
        let status = response.status().as_u16();
        let body = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        for error in body["errors"].as_array().into_iter().flatten() {
            assert!(
                error["extensions"]["requestId"].as_str().is_some(),
                "{body}"
            );
        }
        (status, body)
    }

    async fn code(text: &str, variables: Value) -> (u16, Value) {
        let (status, body) = ask(text, variables, Media::GraphQl).await;
        (status, body["errors"][0]["extensions"]["code"].clone())
    }

    #[tokio::test]
    async fn a_document_that_is_not_executed_has_no_data() {
        let (status, body) = ask("{ b }", Value::Null, Media::GraphQl).await;
        assert_eq!((status, body.get("data")), (400, None));
        let (status, body) = ask("{ b }", Value::Null, Media::Json).await;
        assert_eq!((status, body.get("data")), (200, None));
        let many = "{ a b c d e f g h i j k l m n }";
        let (_, body) = ask(many, Value::Null, Media::Json).await;
        assert_eq!(body["errors"].as_array().map(Vec::len), Some(ERRORS));
    }

    #[tokio::test]
    async fn a_wrong_value_is_told_from_a_wrong_document() {
        let null = || Value::Null;
        let literal = code("{ number(of: \"x\") }", null()).await;
        assert_eq!(literal, (400, "GRAPHQL_VALIDATION_FAILED".into()));
        for text in [
            "query($x: Int!) { number(of: $x) }",
            "query($x: Int!) { ... { ...F } } fragment F on Query { number(of: $x) }",
        ] {
            let variable = code(text, serde_json::json!({ "x": "y" })).await;
            assert_eq!(variable, (400, "BAD_USER_INPUT".into()), "{text}");
        }
        let scalar = code("{ day(at: \"soon\") }", null()).await;
        assert_eq!(scalar, (200, "BAD_USER_INPUT".into()));
    }

    #[tokio::test]
    async fn an_error_that_was_not_meant_for_clients_is_silent() {
        let (status, body) = ask("{ failed }", Value::Null, Media::GraphQl).await;
        assert_eq!((status, &body["data"]["failed"]), (200, &Value::Null));
        let error = &body["errors"][0];
        assert_eq!(error["extensions"]["code"], "INTERNAL_SERVER_ERROR");
        assert_eq!(error["message"], INTERNAL);
        let (_, body) = ask("{ refused(code: \"X\") }", Value::Null, Media::GraphQl).await;
        assert_eq!(body["errors"][0]["message"], INTERNAL);
    }

    #[tokio::test]
    async fn only_when_nothing_came_of_it_is_the_caller_slowed_down() {
        let limited = code("{ refused(code: \"RATE_LIMITED\") }", Value::Null).await;
        assert_eq!(limited, (429, "RATE_LIMITED".into()));
        let text = "{ number(of: 1) refused(code: \"RATE_LIMITED\") }";
        assert_eq!(code(text, Value::Null).await, (200, "RATE_LIMITED".into()));
        let text = "{ refused(code: \"FORBIDDEN\") }";
        assert_eq!(code(text, Value::Null).await, (200, "FORBIDDEN".into()));
    }
}
