//! What a GraphQL request says, read strictly.

use std::time::Duration;

use async_graphql::Variables;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Map, Value};

use super::media;
use super::refused::Refused;

/// The most bytes of a body, counted as they come in.
pub const BODY: usize = 1024 * 1024;

/// The most bytes that are read beyond that, only to be able to answer.
const DRAINED: usize = 16 * BODY;
/// The longest that they are waited for.
const DRAINING: Duration = Duration::from_secs(2);

/// The parameters of one request.
#[derive(Debug, Default)]
pub struct Params {
    /// The document.
    pub query: String,
    /// Which of its operations.
    pub operation_name: Option<String>,
    /// The values of its variables.
    pub variables: Variables,
}

impl Params {
    /// Those in the body of a POST.
    ///
    /// # Errors
    /// 415, 413 or 400.
    pub async fn of_body(headers: &HeaderMap, body: Body) -> Result<Self, Refused> {
        if !media::is_json(headers) || headers.contains_key(header::CONTENT_ENCODING) {
            return Err(Refused::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "BAD_REQUEST",
                "Send the request as application/json in UTF-8, not compressed.",
            ));
        }
        match serde_json::from_slice(&whole(body).await?) {
            Ok(Value::Object(members)) => Self::of_members(members),
            Ok(Value::Array(_)) => Err(Refused::bad_request(
                "Send one request at a time: a batch of several in an array is not taken.",
            )),
            Ok(_) => Err(Refused::bad_request(
                "Send a JSON object with a `query` in it.",
            )),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let message = format!("The body is no JSON: see line {line}, column {column}.");
                Err(Refused::bad_request(message))
            }
        }
    }

    /// Those in the address of a GET.
    ///
    /// # Errors
    /// 400.
    pub fn of_address(query: Option<&str>) -> Result<Self, Refused> {
        let mut members = Map::new();
        for (name, text) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = match &*name {
                "variables" | "extensions" | "operationName" if text.is_empty() => Value::Null,
                "variables" | "extensions" => serde_json::from_str(&text).map_err(|_| {
                    Refused::bad_request(format!("`{name}` in the address is no JSON."))
                })?,
                _ => Value::String(text.into_owned()),
            };
            members.insert(name.into_owned(), value);
        }
        Self::of_members(members)
    }

    /// Those that are the members of a JSON object.
    ///
    /// # Errors
    /// 400.
    pub fn of_members(mut members: Map<String, Value>) -> Result<Self, Refused> {
        let mut take = |name| members.remove(name).filter(|value| !value.is_null());
        let wrong = |what: &str| Err(Refused::bad_request(what));
        let query = match take("query") {
            Some(Value::String(text)) if !text.trim().is_empty() => text,
            Some(Value::String(_)) | None => return wrong("`query` is missing: send a document."),
            Some(_) => return wrong("`query` is no text: send a document."),
        };
        let operation_name = match take("operationName") {
            None => None,
            Some(Value::String(name)) => Some(name).filter(|name| !name.is_empty()),
            Some(_) => return wrong("`operationName` is no text."),
        };
        let variables = match take("variables") {
            None => Variables::default(),
            Some(object @ Value::Object(_)) => {
                refuse_nul(&object)?;
                Variables::from_json(object)
            }
            Some(_) => return wrong("`variables` is no object."),
        };
        if take("extensions").is_some_and(|extensions| !extensions.is_object()) {
            return wrong("`extensions` is no object.");
        }
        Ok(Self {
            query,
            operation_name,
            variables,
        })
    }
}

/// PostgreSQL holds no NUL in a text, and nobody types one: it is refused before anything is asked,
/// whichever database it would have come to.
fn refuse_nul(variables: &Value) -> Result<(), Refused> {
    let Some(path) = nul(variables) else {
        return Ok(());
    };
    let place: Vec<_> = path.into_iter().rev().collect();
    let message = format!(
        "${}: this text holds the character NUL. Leave it out.",
        place.join(".")
    );
    Err(Refused::document("BAD_USER_INPUT", message))
}

/// The place of a text with a NUL in it, from the inside out.
fn nul(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => text.contains('\0').then(Vec::new),
        Value::Array(values) => values.iter().enumerate().find_map(|(index, value)| {
            let mut place = nul(value)?;
            place.push(index.to_string());
            Some(place)
        }),
        Value::Object(members) => members.iter().find_map(|(name, value)| {
            let mut place = if name.contains('\0') {
                Vec::new()
            } else {
                nul(value)?
            };
            place.push(name.replace('\0', ""));
            Some(place)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The bytes of a body that is not too large.
async fn whole(mut body: Body) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refused::bad_request("The request ended before its end."))?;
        let data = frame.into_data().unwrap_or_default();
        if bytes.len() + data.len() > BODY {
            let _ = tokio::time::timeout(DRAINING, drain(body)).await;
            let message = format!("The request is larger than {BODY} bytes.");
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return Err(Refused::new(status, "PAYLOAD_TOO_LARGE", message));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Reads on for a while and forgets it: most clients read no answer before they have sent all.
async fn drain(mut body: Body) {
    let mut left = DRAINED;
    while let Some(Ok(frame)) = body.frame().await {
        let length = frame.data_ref().map_or(0, Bytes::len);
        let Some(rest) = left.checked_sub(length) else {
            break;
        };
        left = rest;
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    async fn body(text: impl Into<Body>) -> Result<Params, String> {
        let mut headers = HeaderMap::new();
        let json = HeaderValue::from_static("application/json");
        headers.insert(header::CONTENT_TYPE, json);
        let params = Params::of_body(&headers, text.into()).await;
        params.map_err(|refused| format!("{refused:?}"))
    }

    #[tokio::test]
    async fn a_body_is_one_object_with_a_document() {
        let text = r#"{"query":"{ a }","operationName":null,"variables":{"x":1},"more":[]}"#;
        let params = body(text).await.expect("parameters");
        assert_eq!(
            (params.query.as_str(), params.operation_name),
            ("{ a }", None)
        );
        assert_eq!(params.variables.len(), 1);
        for (text, said) in [
            ("", "no JSON"),
            ("{", "no JSON"),
            ("{\"query\":\"\u{fffd}", "no JSON"),
            ("[]", "batch"),
            (r#"[{"query":"{ a }"}]"#, "batch"),
            ("1", "JSON object"),
            ("{}", "`query` is missing"),
            (r#"{"query":" "}"#, "`query` is missing"),
            (r#"{"query":1}"#, "`query` is no text"),
            (r#"{"query":"{ a }","operationName":1}"#, "`operationName`"),
            (r#"{"query":"{ a }","variables":[]}"#, "`variables`"),
            (r#"{"query":"{ a }","variables":"{}"}"#, "`variables`"),
            (r#"{"query":"{ a }","extensions":1}"#, "`extensions`"),
        ] {
            let refused = body(text).await.expect_err(text);
            assert!(
                refused.contains(said) && refused.contains("400"),
                "{text}: {refused}"
            );
        }
        assert!(body(vec![0xff]).await.is_err());
        let deep = format!(
            r#"{{"query":"{{ a }}","variables":{}"#,
            r#"{"a":"#.repeat(50_000)
        );
        assert!(body(deep).await.is_err());
    }

    #[tokio::test]
    async fn a_body_is_counted_as_it_comes() {
        let largest = format!("{{\"query\":\"{{ a }}\"{}}}", " ".repeat(BODY - 17));
        assert_eq!(largest.len(), BODY);
        assert!(body(largest.clone()).await.is_ok());
        let refused = body(largest + " ").await.expect_err("too large");
        assert!(
            refused.contains("PAYLOAD_TOO_LARGE") && refused.contains("413"),
            "{refused}"
        );
    }

    #[tokio::test]
    async fn a_text_with_a_nul_is_refused_with_its_place() {
        for (variables, place) in [
            (r#"{"a":"x\u0000"}"#, "$a:"),
            (
                r#"{"input":{"items":[{"note":"x"},{"note":"\u0000"}]}}"#,
                "$input.items.1.note:",
            ),
            (r#"{"input":{"x\u0000":1}}"#, "$input.x:"),
        ] {
            let text = format!(r#"{{"query":"{{ a }}","variables":{variables}}}"#);
            let refused = body(text).await.expect_err(variables);
            assert!(
                refused.contains("BAD_USER_INPUT") && refused.contains(place),
                "{refused}"
            );
        }
        // The two letters of the escape, and not what it stands for.
        assert!(
            body(r#"{"query":"{ a }","variables":{"a":"\\u0000"}}"#)
                .await
                .is_ok()
        );
    }

    #[test]
    fn an_address_holds_the_same_parameters() {
        let address = "query=%7B%20a%20%7D&variables=%7B%22x%22%3A1%7D&operationName=";
        let params = Params::of_address(Some(address)).expect("parameters");
        assert_eq!(
            (params.query.as_str(), params.variables.len()),
            ("{ a }", 1)
        );
        assert!(Params::of_address(None).is_err());
        assert!(Params::of_address(Some("query=%7Ba%7D&variables=%7B")).is_err());
    }
}
