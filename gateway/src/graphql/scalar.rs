//! Scalars and small values that cross the border in one form only.

use std::fmt::Display;

use async_graphql::{
    ID, InputValueError, InputValueResult, MaybeUndefined, Scalar, ScalarType, SimpleObject, Value,
};
use chrono::NaiveDate;
use kernel::{Field, Id};
use rust_decimal::Decimal;
use uuid::Uuid;

/// The id of the input as a typed id. A malformed one becomes the nil id, which names nothing, so
/// that it is answered exactly like one that never existed (design: API, rule 6).
pub fn typed<I: Id>(id: &ID) -> I {
    id.parse().unwrap_or_else(|_| I::from(Uuid::nil()))
}

/// Many ids, see [`typed`].
pub fn typed_all<I: Id>(ids: &[ID]) -> Vec<I> {
    ids.iter().map(typed).collect()
}

/// The id as clients hold it.
pub fn gid(id: impl Display) -> ID {
    ID(id.to_string())
}

/// A field of an update input as the domain takes it: absent keeps, null clears.
pub fn field<T, U>(value: MaybeUndefined<T>, map: impl FnOnce(T) -> U) -> Field<U> {
    match value {
        MaybeUndefined::Undefined => Field::Keep,
        MaybeUndefined::Null => Field::Clear,
        MaybeUndefined::Value(value) => Field::Set(map(value)),
    }
}

/// The library's scalars in our words: its own speak of how they are made.
pub const DATE_TIME: &str =
    "An instant in UTC, to the microsecond at most: `2026-11-23T12:00:00Z`.";
/// See [`DATE_TIME`].
pub const DECIMAL: &str = "An exact decimal number, written as a text so that no client rounds it: \
                           `\"12.50\"`.";
/// See [`DATE_TIME`].
pub const UUID: &str = "A UUID, as `123e4567-e89b-12d3-a456-426614174000`: draw a fresh one for each \
                        thing you do once.";

/// A day in the calendar, without a time: `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A day in the calendar, without a time: `2026-11-23`.
#[Scalar(specified_by_url = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        text.parse()
            .map(Self)
            .map_err(|_| InputValueError::custom("write a day as 2026-11-23"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An exact amount: minor units are kept inside, `amount` is written in major units.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct Money {
    /// The amount in major units, exact: `12.50`.
    pub amount: Decimal,
    /// The ISO 4217 code of the currency.
    pub currency_code: String,
}

impl From<kernel::Money> for Money {
    fn from(money: kernel::Money) -> Self {
        let amount = Decimal::new(money.minor.0, money.currency.decimals());
        Self {
            amount,
            currency_code: money.currency.code().to_owned(),
        }
    }
}
