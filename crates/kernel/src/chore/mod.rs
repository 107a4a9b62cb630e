//! Chores: what the house does for itself night by night. Each has one row, so that it is done once
//! however many processes work, and is made up for when none did.

pub mod entity;

use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set,
    UpdateMany,
};

use crate::Instant;

/// How long a chore belongs to the process that began it; after a crash it is free again.
const LEASE: TimeDelta = TimeDelta::minutes(30);

/// A chore that is this process's to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a chore that was taken is finished, put off or given back"]
pub struct Turn {
    name: &'static str,
    leased_until: Instant,
    /// How often it has failed since it was last done.
    pub failures: i32,
}

/// Makes the chore known, first due at `due`; one that is known keeps its time.
pub async fn plan(
    db: &impl ConnectionTrait,
    name: &'static str,
    due: Instant,
) -> Result<(), DbErr> {
    let row = entity::ActiveModel {
        name: Set(name.to_owned()),
        due_at: Set(due),
        leased_until: Set(None),
        finished_at: Set(None),
        failures: Set(0),
        last_error: Set(None),
    };
    entity::Entity::insert(row)
        .on_conflict_do_nothing()
        .exec_without_returning(db)
        .await
        .map(|_| ())
}

/// Takes the chore if it is due and nobody is at it. Of two that ask at once, one gets it.
pub async fn take(
    db: &impl ConnectionTrait,
    name: &'static str,
    now: Instant,
) -> Result<Option<Turn>, DbErr> {
    let free = Condition::any()
        .add(entity::Column::LeasedUntil.is_null())
        .add(entity::Column::LeasedUntil.lt(now));
    let due = Condition::all()
        .add(entity::Column::Name.eq(name))
        .add(entity::Column::DueAt.lte(now))
        .add(free);
    // An idle look costs one read, and no write lock on SQLite.
    let known = entity::find().filter(due.clone()).one(db).await?;
    let Some(known) = known else { return Ok(None) };
    let leased_until = now + LEASE;
    let taken = entity::Entity::update_many()
        .col_expr(entity::Column::LeasedUntil, Expr::value(leased_until))
        .filter(due)
        .exec(db)
        .await?;
    Ok((taken.rows_affected == 1).then_some(Turn {
        name,
        leased_until,
        failures: known.failures,
    }))
}

impl Turn {
    /// The row, while this lease holds.
    fn update(&self) -> UpdateMany<entity::Entity> {
        let nobody = Expr::value(Option::<Instant>::None);
        entity::Entity::update_many()
            .col_expr(entity::Column::LeasedUntil, nobody)
            .filter(entity::Column::Name.eq(self.name))
            .filter(entity::Column::LeasedUntil.eq(self.leased_until))
    }

    /// It is done, and due again at `due`.
    pub async fn finish(
        self,
        db: &impl ConnectionTrait,
        now: Instant,
        due: Instant,
    ) -> Result<(), DbErr> {
        self.update()
            .col_expr(entity::Column::DueAt, Expr::value(due))
            .col_expr(entity::Column::FinishedAt, Expr::value(now))
            .col_expr(entity::Column::Failures, Expr::value(0))
            .col_expr(
                entity::Column::LastError,
                Expr::value(Option::<String>::None),
            )
            .exec(db)
            .await
            .map(|_| ())
    }

    /// It failed: to be tried again at `due`.
    pub async fn put_off(
        self,
        db: &impl ConnectionTrait,
        due: Instant,
        error: &str,
    ) -> Result<(), DbErr> {
        // PostgreSQL holds no NUL in a text.
        let error: String = error.chars().filter(|c| *c != '\0').take(1_000).collect();
        let failures = self.failures.saturating_add(1);
        self.update()
            .col_expr(entity::Column::DueAt, Expr::value(due))
            .col_expr(entity::Column::Failures, Expr::value(failures))
            .col_expr(entity::Column::LastError, Expr::value(error))
            .exec(db)
            .await
            .map(|_| ())
    }

    /// It was not done, and is as due as before: the process stops.
    pub async fn give_back(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.update().exec(db).await.map(|_| ())
    }
}

/// Every chore, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<entity::Model>, DbErr> {
    entity::find()
        .order_by_asc(entity::Column::Name)
        .all(db)
        .await
}
