//! The only way an error of the house reaches a client: as a `userError` of a payload, or as a
//! top-level error with a stable code (design: API, rule 6).

use async_graphql::{Enum, ErrorExtensionValues, SimpleObject, Value};
use kernel::{Code, Failure, Fault, Faults, ForeignCursor};
use uuid::Uuid;

/// What a fallible resolver returns. async-graphql's macro looks for the name `Result`.
pub type Result<T, E = ApiError> = std::result::Result<T, E>;

/// What a nullable resolver that can fail returns: the field becomes null and the error is told.
/// Never `Result<Option<T>>`, which would take the parent down with it (docs/decisions/0001).
pub type Nullable<T> = Option<Result<T>>;

/// Turns the body of a nullable resolver around: `nullable(async { … Ok(Some(x)) }).await`.
pub async fn nullable<T>(body: impl Future<Output = Result<Option<T>>>) -> Nullable<T> {
    body.await.transpose()
}

/// A stable code of a user error. A code never changes its meaning; new ones may follow, so a
/// client keeps a default branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ErrorCode")]
pub enum ErrorCode {
    /// A needed value is missing or blank.
    Required,
    /// The value is not of the right form, or names something that cannot be used here.
    Invalid,
    /// The text is longer than allowed.
    TooLong,
    /// The number or the text is below what is allowed.
    TooSmall,
    /// The number is above what is allowed.
    TooLarge,
    /// Somebody or something else has it already.
    Taken,
    /// There is no such thing, or you may not know of it.
    NotFound,
    /// You may see it, but not do this to it.
    Forbidden,
    /// Somebody was faster; the present state comes along where there is one.
    Conflict,
    /// It is in a state in which this cannot be done.
    WrongState,
    /// It was good for a time that is over.
    Expired,
    /// The website has switched this off.
    FeatureDisabled,
    /// A ceiling is reached.
    LimitReached,
    /// Parts are missing that this step needs.
    Incomplete,
    /// The e-mail address or the password is wrong.
    BadCredentials,
    /// Too many wrong guesses: nothing is checked until the time that the message names.
    Locked,
}

impl ErrorCode {
    /// The code of a fault, unless it is one that is told at the top level.
    pub fn of(code: Code) -> Option<Self> {
        Some(match code {
            Code::Required => Self::Required,
            Code::Invalid => Self::Invalid,
            Code::TooLong => Self::TooLong,
            Code::TooSmall => Self::TooSmall,
            Code::TooLarge => Self::TooLarge,
            Code::Taken => Self::Taken,
            Code::NotFound => Self::NotFound,
            Code::Forbidden => Self::Forbidden,
            Code::Conflict => Self::Conflict,
            Code::WrongState => Self::WrongState,
            Code::Expired => Self::Expired,
            Code::FeatureDisabled => Self::FeatureDisabled,
            Code::LimitReached => Self::LimitReached,
            Code::Incomplete => Self::Incomplete,
            Code::BadCredentials => Self::BadCredentials,
            Code::Locked => Self::Locked,
            Code::Unauthenticated | Code::RateLimited | Code::StepUpRequired => return None,
        })
    }
}

/// One thing that is wrong with the input of a mutation. All of them come at once; nothing was
/// stored.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct UserError {
    /// What is wrong, for programs.
    pub code: ErrorCode,
    /// The path below `input` of the field it concerns, list indices as text; null for the whole.
    pub field: Option<Vec<String>>,
    /// What is wrong and what to do next, to be shown as it is.
    pub message: String,
}

/// An error that ends the field it occurred in. It has no `Display`, so that nothing becomes text
/// for a client by accident.
#[derive(Clone, Debug)]
pub struct ApiError {
    code: &'static str,
    message: String,
    reference: Option<Uuid>,
}

impl ApiError {
    /// An error with a code out of the list in design: API, rule 6.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            reference: None,
        }
    }

    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::new("UNAUTHENTICATED", "Sign in first.")
    }

    /// This list is not the asker's to have.
    pub fn forbidden() -> Self {
        Self::new("FORBIDDEN", "This is not yours to see.")
    }

    /// A failure of the house itself: the client gets a reference, the log gets the chain, once.
    pub fn internal(failure: &dyn std::error::Error) -> Self {
        let reference = Uuid::from_u128(rand::random());
        let mut chain = failure.to_string();
        let mut cause = failure.source();
        while let Some(error) = cause {
            chain = format!("{chain}: {error}");
            cause = error.source();
        }
        tracing::error!(error.reference = %reference, error.chain = %chain, "a request failed");
        let message = "Something went wrong on our side. Try again, and name the reference if it \
                       happens again.";
        Self {
            code: "INTERNAL_SERVER_ERROR",
            message: message.to_owned(),
            reference: Some(reference),
        }
    }

    /// The code of a fault where it is told as a top-level error.
    fn of(fault: Fault) -> Self {
        let code = match fault.code {
            Code::Unauthenticated => "UNAUTHENTICATED",
            Code::RateLimited => "RATE_LIMITED",
            Code::StepUpRequired => "STEP_UP_REQUIRED",
            Code::Forbidden => "FORBIDDEN",
            Code::NotFound => "NOT_FOUND",
            Code::FeatureDisabled => "FEATURE_DISABLED",
            _ => "BAD_USER_INPUT",
        };
        let message = match fault.field.join(".") {
            path if path.is_empty() => fault.message,
            path => format!("{path}: {}", fault.message),
        };
        Self::new(code, message)
    }
}

/// What the asker is told of a failure. A cursor of another list is found out only where the page is
/// read, below everything that could tell.
fn told<E: Failure>(failure: &E) -> Option<Faults> {
    let foreign = || ForeignCursor::behind(failure).map(Faults::from);
    failure.faults().or_else(foreign)
}

#[expect(
    clippy::disallowed_types,
    reason = "the one place where errors become the library's"
)]
impl ApiError {
    /// Says that the field at hand is not answered; its value is null.
    pub fn tell(self, ctx: &async_graphql::Context<'_>) {
        let error = async_graphql::Error::from(self).into_server_error(ctx.item.pos);
        ctx.add_error(ctx.set_error_path(error));
    }
}

impl<E: Failure> From<E> for ApiError {
    fn from(failure: E) -> Self {
        let Some(faults) = told(&failure) else {
            return Self::internal(&failure);
        };
        let first = faults.into_iter().next();
        first.map_or_else(
            || Self::new("BAD_USER_INPUT", "The input is not right."),
            Self::of,
        )
    }
}

#[expect(
    clippy::disallowed_types,
    reason = "the one place where errors become the library's"
)]
impl From<ApiError> for async_graphql::Error {
    fn from(error: ApiError) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", error.code);
        if let Some(reference) = error.reference {
            extensions.set("reference", Value::from(reference.to_string()));
        }
        Self {
            message: error.message,
            source: None,
            extensions: Some(extensions),
        }
    }
}

/// What a mutation answers: what it did, or everything that was wrong with its input.
pub trait Payload: Default {
    /// Where the faults stand.
    fn user_errors(&mut self) -> &mut Vec<UserError>;
}

/// Says of structs that they are the [`Payload`]s of mutations.
macro_rules! payloads {
    ($($payload:ty),+ $(,)?) => {
        $(
            impl $crate::graphql::error::Payload for $payload {
                fn user_errors(&mut self) -> &mut Vec<UserError> {
                    &mut self.user_errors
                }
            }
        )+
    };
}
pub(crate) use payloads;

/// Why a mutation did nothing.
#[derive(Debug)]
pub enum Refused {
    /// Something is wrong with its input.
    Input(Vec<UserError>),
    /// It concerns the asker rather than the input (signed out, too many tries), or the house, and
    /// ends the field.
    Field(ApiError),
}

impl Refused {
    fn payload<P>(self, refused: impl FnOnce(Vec<UserError>) -> P) -> Result<P> {
        match self {
            Self::Input(user_errors) => Ok(refused(user_errors)),
            Self::Field(error) => Err(error),
        }
    }
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self::Field(error)
    }
}

impl<E: Failure> From<E> for Refused {
    fn from(failure: E) -> Self {
        let Some(faults) = told(&failure) else {
            return Self::Field(ApiError::internal(&failure));
        };
        user_errors(faults).map_or_else(Self::Field, Self::Input)
    }
}

/// Turns the body of a mutation around: `command(async { … Ok(payload) }).await`. What a service
/// refuses becomes the `userErrors` of an empty payload.
pub async fn command<P: Payload>(body: impl Future<Output = Result<P, Refused>>) -> Nullable<P> {
    let refused = |user_errors| {
        let mut payload = P::default();
        *payload.user_errors() = user_errors;
        payload
    };
    Some(body.await.or_else(|why| why.payload(refused)))
}

/// As [`command`], where a payload says more than what was wrong: how things stand instead.
pub fn settle<P, E: Failure>(
    result: std::result::Result<P, E>,
    refused: impl FnOnce(Vec<UserError>) -> P,
) -> Nullable<P> {
    Some(result.or_else(|failure| Refused::from(failure).payload(refused)))
}

/// Every fault as a `userError`.
///
/// # Errors
/// A fault that is told at the top level.
pub fn user_errors(faults: Faults) -> Result<Vec<UserError>> {
    faults
        .into_iter()
        .map(|fault| {
            let Some(code) = ErrorCode::of(fault.code) else {
                return Err(ApiError::of(fault));
            };
            let field = (!fault.field.is_empty()).then_some(fault.field);
            Ok(UserError {
                code,
                field,
                message: fault.message,
            })
        })
        .collect()
}
