//! Reads pages, in one statement each.

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoColumnRef, Order, Query, WindowStatement};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect, QueryTrait, Select, Value};

use super::{Cursor, ForeignCursor, Page, Slice, Sort};

impl Page {
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
        let rows = self.select(select, &sort)?.all(db).await?;
        Ok(self.slice(rows, &sort))
    }

    /// The rows of `select` that [`slice`](Self::slice) makes the page of.
    ///
    /// # Errors
    /// When a cursor is one of another list.
    pub fn select<E: EntityTrait>(
        &self,
        select: Select<E>,
        sort: &Sort<E::Model>,
    ) -> Result<Select<E>, DbErr> {
        let mut select = self.bounded(select, sort)?;
        let order = self.order(sort);
        let query = QueryTrait::query(&mut select);
        query
            .order_by_expr(sort.by.clone(), order.clone())
            .order_by_expr(sort.id.clone(), order);
        Ok(select.limit(self.limit + 1))
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
        let mut select = self.bounded(select, &sort)?;
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
    fn bounded<E: EntityTrait>(
        &self,
        mut select: Select<E>,
        sort: &Sort<E::Model>,
    ) -> Result<Select<E>, DbErr> {
        for (argument, cursor, greater) in [
            ("after", &self.after, !sort.descending),
            ("before", &self.before, sort.descending),
        ] {
            let Some(cursor) = cursor.as_deref().and_then(Cursor::open) else {
                continue;
            };
            let (key, id) = cursor.into_parts();
            let kind = sort.kind::<E>().ok_or_else(|| {
                let what = "an order by a computed key has to say its kind (`Sort::keyed`)";
                DbErr::Type(what.to_owned())
            })?;
            if key.kind() != kind {
                return Err(ForeignCursor::failure(argument));
            }
            let row = Expr::tuple([sort.by.clone(), sort.id.clone()]);
            let place = Expr::tuple([Expr::val(Value::from(key)), Expr::val(Value::from(id))]);
            let beyond = if greater {
                row.gt(place)
            } else {
                row.lt(place)
            };
            QuerySelect::query(&mut select).and_where(beyond);
        }
        Ok(select)
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
    pub fn slice<M>(&self, mut rows: Vec<M>, sort: &Sort<M>) -> Slice<M> {
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
}
