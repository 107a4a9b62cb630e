//! Ranks writers for a job: a pure function whose every point is explained.

use std::cmp::Reverse;

use kernel::Instant;
use serde::Serialize;

use super::candidate::{Candidate, Contender};
use super::{Job, can_accept, pace};

/// Hundredths of a point: a score is exact and equal on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Points(pub i32);

/// What a factor looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FactorName {
    /// Experience in the subject.
    SubjectFit,
    /// Liking for the type of work.
    TypeFit,
    /// Free effort until the writer's deadline.
    FreeEffort,
    /// The lower bound of the rating.
    Rating,
    /// Keeping deadlines.
    OnTime,
    /// Work done for this client before.
    ClientHistory,
    /// Fairness to newcomers.
    Newcomer,
    /// The days the writer likes to have left.
    DeadlineBuffer,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// What it looks at.
    pub name: FactorName,
    /// What it is worth; a buffer that is not kept costs points.
    pub points: Points,
    /// Why, for staff.
    pub explanation: String,
}

/// How well a writer fits a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The sum of the factors.
    pub total: Points,
    /// Each of them.
    pub factors: Vec<Factor>,
}

/// The score of one writer: at most 100 points.
pub(super) fn score(one: &Contender, job: &Job, now: Instant) -> Score {
    let factors = vec![
        subject_fit(one, job),
        type_fit(one, job),
        free_effort(one, job, now),
        rating(one),
        on_time(one),
        client_history(one),
        newcomer(one),
        deadline_buffer(one, job, now),
    ];
    let total = factors.iter().map(|factor| factor.points.0).sum();
    Score {
        total: Points(total),
        factors,
    }
}

/// Those who can take the job, best first, then the others with the reasons why not. Equal scores
/// are ordered by rating, then by id, so the same facts always give the same list.
pub fn rank(contenders: Vec<Contender>, job: &Job, now: Instant) -> Vec<Candidate> {
    let mut ranked: Vec<_> = contenders
        .into_iter()
        .map(|one| {
            let why_not = can_accept(&one.facts, job, &one.load, now);
            let score = why_not.is_empty().then(|| score(&one, job, now));
            Candidate {
                writer: one.facts.writer,
                score,
                why_not,
            }
        })
        .collect();
    ranked.sort_by_cached_key(|candidate| {
        let total = candidate.score.as_ref().map(|score| score.total);
        (
            Reverse(total),
            Reverse(candidate.writer.rating_key),
            candidate.writer.member_id,
        )
    });
    ranked
}

fn factor(name: FactorName, points: i64, explanation: impl Into<String>) -> Factor {
    let points = Points(i32::try_from(points).unwrap_or_default());
    Factor {
        name,
        points,
        explanation: explanation.into(),
    }
}

fn subject_fit(one: &Contender, job: &Job) -> Factor {
    let declared = if one.names_subject { 1_500 } else { 0 };
    let done = i64::from(one.in_subject.min(5)) * 300;
    let explanation = match (job.subject, one.names_subject, one.in_subject) {
        (None, ..) => "The order names no subject.".to_owned(),
        (_, true, 0) => "Names this subject.".to_owned(),
        (_, true, n) => format!("Names this subject and has completed {n} orders in it."),
        (_, false, 0) => "Has no experience in this subject here.".to_owned(),
        (_, false, n) => format!("Has completed {n} orders in this subject."),
    };
    factor(FactorName::SubjectFit, declared + done, explanation)
}

fn type_fit(one: &Contender, job: &Job) -> Factor {
    if one
        .facts
        .capacity
        .preferred_types_of_work
        .has(job.type_of_work)
    {
        factor(FactorName::TypeFit, 1_000, "Likes this type of work.")
    } else {
        factor(
            FactorName::TypeFit,
            0,
            "Has no preference for this type of work.",
        )
    }
}

/// Two thirds for free places, one third when the work in hand leaves the time for this, too.
fn free_effort(one: &Contender, job: &Job, now: Instant) -> Factor {
    let capacity = &one.facts.capacity;
    let places = i64::from(capacity.max_active_orders);
    let free = (places - i64::from(one.load.active)).max(0);
    let share = if places > 0 { 1_000 * free / places } else { 0 };
    let rounds = i32::try_from(one.load.active)
        .unwrap_or(i32::MAX)
        .saturating_add(1);
    let need = job
        .need(now)
        .checked_mul(rounds)
        .unwrap_or(chrono::TimeDelta::MAX);
    let hours = capacity.weekly_hours.as_ref();
    let done = (need < chrono::TimeDelta::days(366))
        .then(|| pace::done_by(hours, one.facts.zone, &one.facts.blackouts, now, need));
    let in_time = done.is_some_and(|done| done <= job.writer_deadline);
    let time = if in_time { 500 } else { 0 };
    let slack = if in_time { "enough" } else { "little" };
    let explanation = format!("{free} of {places} places are free, with {slack} time for each.");
    factor(FactorName::FreeEffort, share + time, explanation)
}

fn rating(one: &Contender) -> Factor {
    let key = one.facts.writer.rating_key;
    let points = (2_000 * (key - 1_000_000) / 4_000_000).clamp(0, 2_000);
    let hundredths = key / 10_000;
    let (stars, rest) = (hundredths / 100, hundredths % 100);
    let count = one.facts.writer.rating_count;
    let explanation = format!("Very likely {stars}.{rest:02} or better, by {count} ratings.");
    factor(FactorName::Rating, points, explanation)
}

fn on_time(one: &Contender) -> Factor {
    let writer = &one.facts.writer;
    let (kept, all) = (
        i64::from(writer.on_time_orders),
        i64::from(writer.completed_orders),
    );
    if all <= 0 {
        return factor(FactorName::OnTime, 500, "Has completed no order yet.");
    }
    let explanation = format!("Handed in {kept} of {all} orders on time.");
    factor(FactorName::OnTime, 1_000 * kept / all, explanation)
}

fn client_history(one: &Contender) -> Factor {
    let history = one.history;
    if history.orders == 0 {
        return factor(
            FactorName::ClientHistory,
            0,
            "Has not worked for this client.",
        );
    }
    let known = history.orders.min(3) * 200;
    let opinion = match history.rating_sum.checked_div(history.rating_count) {
        Some(average) if average >= 4 => 400,
        Some(average) if average < 3 => -1_600,
        _ => 0,
    };
    let orders = history.orders;
    let explanation = if opinion < 0 {
        format!("Completed {orders} orders for this client, who was not content.")
    } else {
        format!("Completed {orders} orders for this client.")
    };
    factor(FactorName::ClientHistory, known + opinion, explanation)
}

fn newcomer(one: &Contender) -> Factor {
    if one.facts.writer.completed_orders < 3 {
        factor(FactorName::Newcomer, 500, "New here: gets a chance.")
    } else {
        factor(FactorName::Newcomer, 0, "Known here.")
    }
}

fn deadline_buffer(one: &Contender, job: &Job, now: Instant) -> Factor {
    let wished = one.facts.capacity.deadline_buffer_days;
    let kept = job.writer_deadline - now >= chrono::TimeDelta::days(wished.into());
    if kept {
        factor(
            FactorName::DeadlineBuffer,
            0,
            format!("Leaves the {wished} days they like."),
        )
    } else {
        let explanation = format!("Leaves less than the {wished} days they like.");
        factor(FactorName::DeadlineBuffer, -1_000, explanation)
    }
}
