//! Relay connections out of keyset pages (design: API, rule 2).

use async_graphql::connection::{self, Edge, EmptyFields};
use async_graphql::{ObjectType, OutputType};
use kernel::{Page, PageArguments, Slice};

use super::error::{ApiError, Result};

/// A connection of `N`, named `NConnection`, with `F` as its further fields (a total, say). One
/// node type has one `F` everywhere.
pub type Connection<N, F = EmptyFields> = connection::Connection<String, N, F>;

/// The paging arguments of a field, checked.
///
/// # Errors
/// `BAD_USER_INPUT`, naming what is wrong.
pub fn page(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Result<Page> {
    Page::parse(PageArguments {
        first,
        after,
        last,
        before,
    })
    .map_err(ApiError::from)
}

/// The connection of one page.
pub fn connection<M, N: OutputType>(slice: Slice<M>, node: impl FnMut(M) -> N) -> Connection<N> {
    connection_with(slice, node, EmptyFields)
}

/// The connection of one page, with further fields. They are resolved only when asked for.
pub fn connection_with<M, N: OutputType, F: ObjectType>(
    slice: Slice<M>,
    node: impl FnMut(M) -> N,
    fields: F,
) -> Connection<N, F> {
    let slice = slice.map(node);
    let mut connection =
        Connection::with_additional_fields(slice.has_previous, slice.has_next, fields);
    let edges = slice
        .items
        .into_iter()
        .map(|(cursor, node)| Edge::new(cursor.seal(), node));
    connection.edges.extend(edges);
    connection
}
