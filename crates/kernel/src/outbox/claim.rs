//! The dispatcher's side of the outbox: claim with a lease, note progress, settle, postpone.

use chrono::TimeDelta;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, LockBehavior, LockType, Query, SimpleExpr, WithQuery,
};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
    UpdateMany,
};

use super::entity::Trouble;
use super::{entity, progress};
use crate::{EventId, Instant, db};

/// How long a claimed event belongs to its dispatcher; after a crash it is free again.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// What may be claimed.
const FREE: &str = "free";

/// An event in delivery.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The event as it is stored, under this dispatcher's lease.
    pub event: entity::Model,
    /// The subscribers that have had it already.
    pub done: Vec<String>,
}

/// Why a delivery failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// What kind of failure it was, for staff.
    pub trouble: Trouble,
    /// The whole of it, for the operator.
    pub error: String,
}

impl From<&str> for Failed {
    fn from(error: &str) -> Self {
        Self {
            trouble: Trouble::Inside,
            error: error.to_owned(),
        }
    }
}

/// What is due, neither settled nor in somebody's hands.
fn free(now: Instant) -> Condition {
    Condition::all()
        .add(entity::Column::SettledAt.is_null())
        .add(entity::Column::DueAt.lte(now))
        .add(
            Condition::any()
                .add(entity::Column::LeasedUntil.is_null())
                .add(entity::Column::LeasedUntil.lt(now)),
        )
}

/// It is the first of its aggregate among those that are due, leased or being retried. Timers that
/// lie in the future hold nothing up; a retry does.
///
/// Asked as the first one's number, not as the absence of others: that is one look into an index
/// for each event that is due, where PostgreSQL joins all of the outbox to find nothing.
fn heads_its_aggregate(now: Instant) -> SimpleExpr {
    let of_those = |column| Expr::col((Alias::new("those"), column));
    let mut first = Query::select();
    first
        .expr(of_those(entity::Column::Sequence).min())
        .from_as(entity::Entity, "those")
        .and_where(
            of_those(entity::Column::Aggregate).equals((entity::Entity, entity::Column::Aggregate)),
        )
        .and_where(of_those(entity::Column::SettledAt).is_null())
        .cond_where(
            Condition::any()
                .add(of_those(entity::Column::DueAt).lte(now))
                .add(of_those(entity::Column::Attempts).gt(0)),
        );
    Expr::col((entity::Entity, entity::Column::Sequence))
        .eq(SimpleExpr::SubQuery(None, Box::new(first.into())))
}

/// Takes up to `limit` events that may be delivered now, in one statement. Several dispatchers share
/// the work: on PostgreSQL they skip each other's rows, on SQLite the write lock keeps them apart.
/// An idle poll costs one indexed read.
pub async fn claim(
    db: &DatabaseConnection,
    now: Instant,
    limit: u64,
) -> Result<Vec<Envelope>, DbErr> {
    // On SQLite an update takes the one write lock, whether it finds anything or not.
    if !db::is_postgres(db) && pending(db, now, 1).await? == 0 {
        return Ok(Vec::new());
    }
    let free = entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(free(now))
        .filter(heads_its_aggregate(now))
        .order_by_asc(entity::Column::DueAt)
        .order_by_asc(entity::Column::Sequence)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let mut taken = Query::select();
    taken.column(entity::Column::Id).from(FREE);
    let mut lease = Query::update();
    lease
        .table(entity::Entity)
        .value(entity::Column::LeasedUntil, now + LEASE)
        .and_where(entity::Column::Id.in_subquery(taken))
        .returning_all();
    let mut claim = WithQuery::new();
    claim
        .cte(db::subquery(FREE, free.into_query()))
        .query(lease);
    let rows = db.query_all(&claim).await?;
    let events = rows
        .iter()
        .map(|row| entity::Model::from_query_result(row, ""));
    let mut events: Vec<_> = events.collect::<Result<_, _>>()?;
    if events.is_empty() {
        return Ok(Vec::new());
    }
    events.sort_by_key(|event| event.sequence);
    let done = progress::find()
        .filter(progress::Column::EventId.is_in(events.iter().map(|event| event.id)))
        .all(db)
        .await?;
    let envelope = |event: entity::Model| Envelope {
        done: done
            .iter()
            .filter(|row| row.event_id == event.id)
            .map(|row| row.subscriber.clone())
            .collect(),
        event,
    };
    Ok(events.into_iter().map(envelope).collect())
}

/// Events of `stream` from before `since` that are due and that `subscriber` has not had, whether
/// or not it is their turn. Whoever asks claims nothing.
pub async fn untold(
    db: &impl ConnectionTrait,
    since: Instant,
    stream: &str,
    subscriber: &str,
    limit: u64,
) -> Result<Vec<entity::Model>, DbErr> {
    let told = Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(progress::Entity)
            .and_where(
                Expr::col((progress::Entity, progress::Column::EventId))
                    .equals((entity::Entity, entity::Column::Id)),
            )
            .and_where(Expr::col((progress::Entity, progress::Column::Subscriber)).eq(subscriber))
            .to_owned(),
    );
    entity::find()
        .filter(entity::Column::SettledAt.is_null())
        .filter(entity::Column::DueAt.lte(since))
        .filter(entity::Column::RecordedAt.lte(since))
        .filter(entity::Column::Stream.eq(stream))
        .filter(told.not())
        .order_by_asc(entity::Column::DueAt)
        .order_by_asc(entity::Column::Sequence)
        .limit(limit)
        .all(db)
        .await
}

/// Notes which subscribers have had the event.
pub async fn delivered(
    db: &impl ConnectionTrait,
    event: EventId,
    subscribers: &[&str],
    now: Instant,
) -> Result<(), DbErr> {
    if subscribers.is_empty() {
        return Ok(());
    }
    let rows = subscribers.iter().map(|subscriber| progress::ActiveModel {
        event_id: Set(event),
        subscriber: Set((*subscriber).to_owned()),
        done_at: Set(now),
    });
    progress::Entity::insert_many(rows)
        .on_conflict_do_nothing()
        .exec_without_returning(db)
        .await
        .map(|_| ())
}

impl Envelope {
    /// The event's row, while this dispatcher's lease holds: whoever was too slow and lost it to
    /// another changes nothing any more.
    fn update(&self) -> UpdateMany<entity::Entity> {
        entity::Entity::update_many()
            .filter(entity::Column::Id.eq(self.event.id))
            .filter(entity::Column::SettledAt.is_null())
            .filter(entity::Column::LeasedUntil.eq(self.event.leased_until))
    }

    /// Whether less than half of the lease is left.
    pub fn is_running_out(&self, now: Instant) -> bool {
        self.event
            .leased_until
            .is_none_or(|until| until - now < LEASE / 2)
    }

    /// Holds the event for a further lease; `false` when another dispatcher has it by now.
    pub async fn renew(&mut self, db: &impl ConnectionTrait, now: Instant) -> Result<bool, DbErr> {
        let until = now + LEASE;
        let update = self
            .update()
            .col_expr(entity::Column::LeasedUntil, Expr::value(until));
        let ours = update.exec(db).await?.rows_affected == 1;
        if ours {
            self.event.leased_until = Some(until);
        }
        Ok(ours)
    }

    /// Gives the event back untried: the next claim takes it at once.
    pub async fn release(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let nobody = Expr::value(Option::<Instant>::None);
        let update = self.update().col_expr(entity::Column::LeasedUntil, nobody);
        update.exec(db).await.map(|_| ())
    }

    /// Every subscriber has had it.
    pub async fn finish(&self, db: &impl ConnectionTrait, now: Instant) -> Result<(), DbErr> {
        let nobody = Expr::value(Option::<Instant>::None);
        self.update()
            .col_expr(entity::Column::SettledAt, Expr::value(now))
            .col_expr(entity::Column::LeasedUntil, nobody)
            .exec(db)
            .await
            .map(|_| ())
    }

    /// A delivery failed: try again at `due`, or park it (`None`) where staff see it.
    pub async fn postpone(
        &self,
        db: &impl ConnectionTrait,
        now: Instant,
        due: Option<Instant>,
        failed: impl Into<Failed>,
    ) -> Result<(), DbErr> {
        let Failed { trouble, error } = failed.into();
        // PostgreSQL holds no NUL in a text, and a whole page of a failing server helps nobody.
        let error: String = error.chars().filter(|c| *c != '\0').take(1_000).collect();
        let attempts = Expr::col(entity::Column::Attempts).add(1);
        let nobody = Expr::value(Option::<Instant>::None);
        let update = self
            .update()
            .col_expr(entity::Column::Attempts, attempts)
            .col_expr(entity::Column::LastError, Expr::value(error))
            .col_expr(entity::Column::Trouble, Expr::value(trouble.to_value()))
            .col_expr(entity::Column::LeasedUntil, nobody);
        let update = match due {
            Some(due) => update.col_expr(entity::Column::DueAt, Expr::value(due)),
            None => update
                .col_expr(entity::Column::ParkedAt, Expr::value(now))
                .col_expr(entity::Column::SettledAt, Expr::value(now)),
        };
        update.exec(db).await.map(|_| ())
    }
}

/// When the next event is due that is not due now: a timer, or another attempt.
pub async fn next_due(db: &impl ConnectionTrait, now: Instant) -> Result<Option<Instant>, DbErr> {
    entity::find()
        .select_only()
        .column(entity::Column::DueAt)
        .filter(entity::Column::SettledAt.is_null())
        .filter(entity::Column::DueAt.gt(now))
        .order_by_asc(entity::Column::DueAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await
}

/// How many events could be delivered now, counted up to `most`.
pub async fn pending(db: &impl ConnectionTrait, now: Instant, most: u64) -> Result<u64, DbErr> {
    let due = entity::find()
        .filter(free(now))
        .filter(heads_its_aggregate(now));
    due.limit(most).count(db).await
}
