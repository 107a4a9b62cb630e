//! How lists are ordered.

use sea_orm::sea_query::{Expr, Iden, IntoColumnRef, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, Iterable};

use super::{Cursor, Kind};

/// How a list is ordered: by one expression that is never null, then by id, both the same way.
///
/// The kind of the key is that of the column it is ordered by; an order by anything else says its
/// kind itself ([`keyed`](Self::keyed)).
pub struct Sort<M> {
    pub(super) by: SimpleExpr,
    pub(super) id: SimpleExpr,
    pub(super) descending: bool,
    pub(super) cursor: fn(&M) -> Cursor,
    kind: Option<Kind>,
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
            kind: None,
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

    /// Ordered by a computed expression, whose key is of this kind.
    #[must_use]
    pub fn keyed(mut self, kind: Kind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// The kind of the key.
    pub(super) fn kind<E: EntityTrait<Model = M>>(&self) -> Option<Kind> {
        if self.kind.is_some() {
            return self.kind;
        }
        let SimpleExpr::Column(column) = &self.by else {
            return None;
        };
        let name = column.column()?.to_string();
        let mut columns = E::Column::iter();
        let column = columns.find(|column| Iden::unquoted(column) == name)?;
        Kind::of(column.def().get_column_type())
    }
}
