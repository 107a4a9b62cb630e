//! Keyset pages: `first/after/last/before`, parsed once (design: API, rule 2).

use std::collections::HashMap;
use std::hash::Hash;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sea_orm::sea_query::{
    Expr, ExprTrait, Func, IntoColumnRef, Order, Query, SimpleExpr, WindowStatement,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect, QueryTrait, Select, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Code, Faults, Instant};

/// The value a list is ordered by, as it stands in a cursor. It holds nothing that the asker does
/// not see in the list itself. The kind is written with it: a text may look like an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CursorKey {
    /// A number.
    #[serde(rename = "i")]
    Int(i64),
    /// An instant.
    #[serde(rename = "t")]
    Time(Instant),
    /// A text.
    #[serde(rename = "s")]
    Text(String),
}

impl From<CursorKey> for Value {
    fn from(key: CursorKey) -> Self {
        match key {
            CursorKey::Int(number) => number.into(),
            CursorKey::Time(instant) => instant.into(),
            CursorKey::Text(text) => text.into(),
        }
    }
}

/// A place in an ordered list: the key of a row and its id as the tie-breaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(CursorKey, Uuid);

impl Cursor {
    /// The place of the row with this key and id.
    pub fn new(key: CursorKey, id: impl Into<Uuid>) -> Self {
        Self(key, id.into())
    }

    /// The cursor as clients hold it: opaque.
    pub fn seal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    fn open(text: &str) -> Option<Self> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }
}

/// The paging arguments as they come from a client.
#[derive(Clone, Debug, Default)]
pub struct PageArguments {
    /// How many from the start.
    pub first: Option<i32>,
    /// Only what comes after this cursor.
    pub after: Option<String>,
    /// How many from the end.
    pub last: Option<i32>,
    /// Only what comes before this cursor.
    pub before: Option<String>,
}

/// A checked wish for one page: 1 to 100 entries, 20 unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    limit: u64,
    backward: bool,
    after: Option<String>,
    before: Option<String>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: Self::USUAL,
            backward: false,
            after: None,
            before: None,
        }
    }
}

impl Page {
    /// The most entries of one page.
    pub const MOST: u64 = 100;
    /// The entries of a page that names no number.
    pub const USUAL: u64 = 20;

    /// The first `limit` entries, for callers inside the house.
    pub fn first(limit: u64) -> Self {
        Self {
            limit: limit.clamp(1, Self::MOST),
            ..Self::default()
        }
    }

    /// The page that the arguments ask for.
    ///
    /// # Errors
    /// `INVALID`, `TOO_SMALL`, `TOO_LARGE` with every argument that is wrong.
    pub fn parse(arguments: PageArguments) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        let PageArguments {
            first,
            after,
            last,
            before,
        } = arguments;
        if first.is_some() && last.is_some() {
            faults.add(
                Code::Invalid,
                "last",
                "Use either `first` or `last`, not both.",
            );
        }
        for (name, count) in [("first", first), ("last", last)] {
            if let Some(count) = count {
                faults.range(name, count, 1, 100);
            }
        }
        for (name, cursor) in [("after", &after), ("before", &before)] {
            if cursor
                .as_ref()
                .is_some_and(|text| Cursor::open(text).is_none())
            {
                faults.add(
                    Code::Invalid,
                    name,
                    "Use a cursor from `pageInfo` or `edges`.",
                );
            }
        }
        let limit = first.or(last).and_then(|count| u64::try_from(count).ok());
        faults.or(Self {
            limit: limit.unwrap_or(Self::USUAL),
            backward: last.is_some(),
            after,
            before,
        })
    }

    /// How many entries at most.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Reads the page out of `select`, in one statement: one row more than asked for tells whether
    /// there is a further page.
    pub async fn fetch<E, C>(
        &self,
        select: Select<E>,
        sort: Sort<E::Model>,
        db: &C,
    ) -> Result<Slice<E::Model>, DbErr>
    where
        E: EntityTrait,
        C: ConnectionTrait,
    {
        let mut select = self.bounded(select, &sort);
        let order = self.order(&sort);
        let query = QueryTrait::query(&mut select);
        query
            .order_by_expr(sort.by.clone(), order.clone())
            .order_by_expr(sort.id.clone(), order);
        let rows = select.limit(self.limit + 1).all(db).await?;
        Ok(self.slice(rows, &sort))
    }

    /// Reads the same page of many lists in one statement: one list for each value of the column
    /// `parent`, which `of` reads from a row. A list without entries is left out.
    pub async fn fetch_each<E, C, P>(
        &self,
        select: Select<E>,
        parent: impl IntoColumnRef,
        of: fn(&E::Model) -> P,
        sort: Sort<E::Model>,
        db: &C,
    ) -> Result<HashMap<P, Slice<E::Model>>, DbErr>
    where
        E: EntityTrait,
        C: ConnectionTrait,
        P: Eq + Hash,
    {
        let mut select = self.bounded(select, &sort);
        let order = self.order(&sort);
        let mut window = WindowStatement::partition_by(parent);
        window
            .order_by_expr(sort.by.clone(), order.clone())
            .order_by_expr(sort.id.clone(), order.clone());
        let mut ranked = select.clone().select_only().into_query();
        ranked.expr_as(sort.id.clone(), "id").expr_window_as(
            Func::cust("ROW_NUMBER"),
            window,
            "place",
        );
        let page = Query::select()
            .column("id")
            .from_subquery(ranked, "ranked")
            .and_where(Expr::col("place").lte(self.limit + 1))
            .to_owned();
        QueryTrait::query(&mut select)
            .and_where(sort.id.clone().in_subquery(page))
            .order_by_expr(sort.by.clone(), order.clone())
            .order_by_expr(sort.id.clone(), order);
        let mut lists: HashMap<P, Vec<E::Model>> = HashMap::new();
        for row in select.all(db).await? {
            lists.entry(of(&row)).or_default().push(row);
        }
        Ok(lists
            .into_iter()
            .map(|(parent, rows)| (parent, self.slice(rows, &sort)))
            .collect())
    }

    /// Only what lies between the cursors.
    fn bounded<E: EntityTrait>(&self, mut select: Select<E>, sort: &Sort<E::Model>) -> Select<E> {
        let open = |cursor: &Option<String>| cursor.as_deref().and_then(Cursor::open);
        for (cursor, greater) in [
            (open(&self.after), !sort.descending),
            (open(&self.before), sort.descending),
        ] {
            if let Some(Cursor(key, id)) = cursor {
                let row = Expr::tuple([sort.by.clone(), sort.id.clone()]);
                let place = Expr::tuple([Expr::val(Value::from(key)), Expr::val(Value::from(id))]);
                let beyond = if greater {
                    row.gt(place)
                } else {
                    row.lt(place)
                };
                QuerySelect::query(&mut select).and_where(beyond);
            }
        }
        select
    }

    /// The way the rows are read: from the end for `last`.
    fn order<M>(&self, sort: &Sort<M>) -> Order {
        if sort.descending == self.backward {
            Order::Asc
        } else {
            Order::Desc
        }
    }

    /// The page out of its rows and the one that tells whether there are more.
    fn slice<M>(&self, mut rows: Vec<M>, sort: &Sort<M>) -> Slice<M> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.backward {
            rows.reverse();
        }
        let items = rows
            .into_iter()
            .map(|row| ((sort.cursor)(&row), row))
            .collect();
        self.answer(items, more)
    }

    /// The slice that answers this page with `items`; `more` tells whether something lies beyond
    /// them in the direction the page reads.
    pub fn answer<T>(&self, items: Vec<(Cursor, T)>, more: bool) -> Slice<T> {
        let (has_previous, has_next) = if self.backward {
            (more, self.before.is_some())
        } else {
            (self.after.is_some(), more)
        };
        Slice {
            items,
            has_previous,
            has_next,
        }
    }

    /// The page out of a list that is small by nature and was read whole.
    pub fn cut<T>(&self, mut items: Vec<(Cursor, T)>) -> Slice<T> {
        let place = |items: &[(Cursor, T)], cursor: &Option<String>| {
            let cursor = cursor.as_deref().and_then(Cursor::open)?;
            items.iter().position(|(known, _)| *known == cursor)
        };
        if let Some(end) = place(&items, &self.before) {
            items.truncate(end);
        }
        if let Some(start) = place(&items, &self.after) {
            items.drain(..=start);
        }
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let beyond = items.len().saturating_sub(limit);
        if self.backward {
            items.drain(..beyond);
        } else {
            items.truncate(limit);
        }
        self.answer(items, beyond > 0)
    }

    /// Whether the page begins where the list begins.
    pub fn is_from_start(&self) -> bool {
        !self.backward && self.after.is_none() && self.before.is_none()
    }

    /// Whether the page reads from the end.
    pub fn is_backward(&self) -> bool {
        self.backward
    }

    /// The same place and direction with the most entries: for lists that are sifted after they
    /// were read.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self {
            limit: Self::MOST,
            ..self.clone()
        }
    }

    /// What lies beyond `cursor` in the direction the page reads.
    #[must_use]
    pub fn past(&self, cursor: &Cursor) -> Self {
        let mut page = self.clone();
        let place = if self.backward {
            &mut page.before
        } else {
            &mut page.after
        };
        *place = Some(cursor.seal());
        page
    }
}

/// How a list is ordered: by one expression that is never null, then by id, both the same way.
pub struct Sort<M> {
    by: SimpleExpr,
    id: SimpleExpr,
    descending: bool,
    cursor: fn(&M) -> Cursor,
}

impl<M> Sort<M> {
    /// Smallest first.
    pub fn ascending(
        by: impl Into<SimpleExpr>,
        id: impl IntoColumnRef,
        cursor: fn(&M) -> Cursor,
    ) -> Self {
        Self {
            by: by.into(),
            id: Expr::col(id),
            descending: false,
            cursor,
        }
    }

    /// Largest first.
    pub fn descending(
        by: impl Into<SimpleExpr>,
        id: impl IntoColumnRef,
        cursor: fn(&M) -> Cursor,
    ) -> Self {
        Self {
            descending: true,
            ..Self::ascending(by, id, cursor)
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The entries in the order of the list, each with its cursor.
    pub items: Vec<(Cursor, T)>,
    /// Whether something comes before them.
    pub has_previous: bool,
    /// Whether something comes after them.
    pub has_next: bool,
}

impl<T> Default for Slice<T> {
    /// The only page of an empty list.
    fn default() -> Self {
        Self {
            items: Vec::new(),
            has_previous: false,
            has_next: false,
        }
    }
}

impl<T> Slice<T> {
    /// The same page of other things.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Slice<U> {
        Slice {
            items: self
                .items
                .into_iter()
                .map(|(cursor, item)| (cursor, f(item)))
                .collect(),
            has_previous: self.has_previous,
            has_next: self.has_next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_every_wrong_argument() {
        let faults = Page::parse(PageArguments {
            first: Some(0),
            last: Some(101),
            after: Some("?".to_owned()),
            before: None,
        });
        let fields: Vec<_> = faults
            .expect_err("faults")
            .into_iter()
            .map(|f| f.field)
            .collect();
        assert_eq!(fields, [["last"], ["first"], ["last"], ["after"]]);
    }

    #[test]
    fn a_cursor_opens_what_it_sealed() {
        let time = "2026-11-23T12:00:00Z";
        for key in [
            CursorKey::Int(7),
            CursorKey::Time(time.parse().expect("an instant")),
            CursorKey::Text(time.to_owned()),
        ] {
            let cursor = Cursor::new(key, Uuid::max());
            assert_eq!(Cursor::open(&cursor.seal()), Some(cursor));
        }
    }
}
