//! A request that is answered without being executed.

use async_graphql::parser::Pos;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use kernel::RequestId;
use serde_json::{Value, json};

use super::media::Media;

/// Why, in a status for the protocol, a code for programs and a message for people.
#[derive(Debug)]
pub struct Refused(Box<Why>);

#[derive(Debug)]
struct Why {
    status: Status,
    code: &'static str,
    message: String,
    locations: Vec<Pos>,
    headers: HeaderMap,
}

/// Which status the answer has.
#[derive(Clone, Copy, Debug)]
enum Status {
    /// This one.
    Fixed(StatusCode),
    /// The request was well-formed, its document was not fit to be executed: 400 in the newer
    /// media type, 200 in plain JSON.
    OfDocument,
}

impl Refused {
    /// A refusal with a code out of the list in design: API, rule 6.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Why {
            status: Status::Fixed(status),
            code,
            message: message.into(),
            locations: Vec::new(),
            headers: HeaderMap::new(),
        }))
    }

    /// The document is not fit to be executed.
    pub fn document(code: &'static str, message: impl Into<String>) -> Self {
        let mut refused = Self::new(StatusCode::BAD_REQUEST, code, message);
        refused.0.status = Status::OfDocument;
        refused
    }

    /// It is not a GraphQL request.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    /// The method is not one for this.
    pub fn method(allow: &'static str, message: &str) -> Self {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        let refused = Self::new(status, "BAD_REQUEST", message);
        refused.header(header::ALLOW, HeaderValue::from_static(allow))
    }

    /// There is too much to do at present.
    pub fn busy() -> Self {
        let message = "The server is busy. Try again in a moment.";
        let refused = Self::new(StatusCode::SERVICE_UNAVAILABLE, "RATE_LIMITED", message);
        refused.header(header::RETRY_AFTER, HeaderValue::from_static("1"))
    }

    /// This caller has had enough for now.
    pub fn limited(message: impl Into<String>) -> Self {
        let status = StatusCode::TOO_MANY_REQUESTS;
        let refused = Self::new(status, "RATE_LIMITED", message);
        refused.header(header::RETRY_AFTER, HeaderValue::from_static("60"))
    }

    /// It took too long and was given up.
    pub fn timeout() -> Self {
        let message = "This took too long and was given up. Ask for less, or try again later.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "TIMEOUT", message)
    }

    /// The house failed; the log knows more, the client does not.
    pub fn internal() -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "INTERNAL_SERVER_ERROR", INTERNAL)
    }

    /// Where in the document.
    pub fn at(mut self, locations: Vec<Pos>) -> Self {
        self.0.locations = locations;
        self
    }

    /// A further header of the answer.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    /// The answer on `/graphql`.
    pub fn in_graphql(self, media: Media, id: RequestId) -> Response {
        let status = match (self.0.status, media) {
            (Status::Fixed(status), _) => status,
            (Status::OfDocument, Media::GraphQl) => StatusCode::BAD_REQUEST,
            (Status::OfDocument, Media::Json) => StatusCode::OK,
        };
        let body = json!({ "errors": self.errors(id) }).to_string();
        self.answer(status, media.content_type(), body)
    }

    /// The list of errors alone.
    pub fn errors(&self, id: RequestId) -> Value {
        let extensions = json!({ "code": self.0.code, "requestId": id.to_string() });
        let mut error = json!({ "message": self.0.message, "extensions": extensions });
        if !self.0.locations.is_empty() {
            error["locations"] = self.0.locations.iter().map(place).collect();
        }
        json!([error])
    }

    /// What HTTP says to it.
    pub fn status(&self) -> StatusCode {
        match self.0.status {
            Status::Fixed(status) => status,
            Status::OfDocument => StatusCode::BAD_REQUEST,
        }
    }

    /// After which time it may be tried again.
    pub fn wait(&self) -> Option<&HeaderValue> {
        self.0.headers.get(header::RETRY_AFTER)
    }

    /// What it says to people.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The answer elsewhere: one line for a person.
    pub fn in_text(self) -> Response {
        let status = match self.0.status {
            Status::Fixed(status) => status,
            Status::OfDocument => StatusCode::BAD_REQUEST,
        };
        let body = format!("{}\n", self.0.message);
        self.answer(
            status,
            HeaderValue::from_static("text/plain; charset=utf-8"),
            body,
        )
    }

    fn answer(self, status: StatusCode, content_type: HeaderValue, body: String) -> Response {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = self.0.headers;
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
        response
    }
}

/// All that a client learns of a failure of the house.
pub const INTERNAL: &str = "Something went wrong on our side. Try again, and name the request id \
                            if it happens again.";

fn place(at: &Pos) -> Value {
    json!({ "line": at.line, "column": at.column })
}
