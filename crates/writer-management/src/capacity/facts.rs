//! All that is known of a writer before their work is counted, read in one statement.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use kernel::{Actor, Instant, MemberId, Site};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, DerivePartialModel, FromQueryResult,
    PartialModelTrait, QueryFilter, QueryOrder, QueryTrait, Select,
};

use super::{Capacity, blackout, entity};
use crate::ports::Load;
use crate::writer;

/// A writer with their ceilings and the days on which they are away, from yesterday on.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The writer.
    pub writer: writer::Model,
    /// Their capacity, stored or usual.
    pub capacity: Capacity,
    /// Their blackouts, in order.
    pub blackouts: Vec<blackout::Model>,
    /// The zone of their days.
    pub zone: Tz,
}

impl Facts {
    /// The day it is for the writer.
    pub fn today(&self, now: Instant) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }

    /// How many of the orders in `load` were given since the writer's day began.
    pub fn placed_today(&self, load: &Load, now: Instant) -> i64 {
        let since = self.start_of(self.today(now), now);
        load.recent
            .iter()
            .filter(|taken| taken.at >= since)
            .map(|_| 1)
            .sum()
    }

    /// The pages in `load` that were given since the writer's Monday began.
    pub fn pages_this_week(&self, load: &Load, now: Instant) -> i64 {
        let monday = self.today(now).week(Weekday::Mon).first_day();
        let since = self.start_of(monday, now);
        let given = load.recent.iter().filter(|taken| taken.at >= since);
        given.map(|taken| i64::from(taken.pages)).sum()
    }

    /// The first instant of a day; where daylight saving skips midnight, the first hour there is.
    fn start_of(&self, day: NaiveDate, now: Instant) -> Instant {
        let hours = (0..3).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        let mut starts = hours.filter_map(|time| self.zone.from_local_datetime(&time).earliest());
        starts.next().map_or(now, |start| start.to_utc())
    }

    /// The blackout the writer is in.
    pub fn away(&self, now: Instant) -> Option<&blackout::Model> {
        let today = self.today(now);
        self.blackouts
            .iter()
            .find(|blackout| blackout.covers(today))
    }
}

#[derive(FromQueryResult)]
struct Line {
    #[sea_orm(nested)]
    writer: writer::Model,
    #[sea_orm(nested)]
    said: Said,
}

/// What a writer has said of when they work.
#[derive(DerivePartialModel)]
struct Said {
    #[sea_orm(nested)]
    capacity: Option<Capacity>,
    #[sea_orm(nested)]
    blackout: Option<blackout::Model>,
}

/// The facts of the writers that `select` names, in the order of their ids.
pub(crate) async fn facts(
    db: &impl ConnectionTrait,
    site: &Site,
    select: Select<writer::Entity>,
    now: Instant,
) -> Result<Vec<Facts>, DbErr> {
    // A day back: it may still be yesterday where the writer is.
    let since = (now - TimeDelta::days(1)).date_naive();
    let mut select = select.order_by_asc(writer::Column::MemberId);
    let here = (writer::Entity, writer::Column::WebsiteId);
    let them = (writer::Entity, writer::Column::MemberId);
    let capacity = Condition::all()
        .add(Expr::col((entity::Entity, entity::Column::WebsiteId)).equals(here))
        .add(Expr::col((entity::Entity, entity::Column::WriterId)).equals(them));
    let blackout = Condition::all()
        .add(Expr::col((blackout::Entity, blackout::Column::WebsiteId)).equals(here))
        .add(Expr::col((blackout::Entity, blackout::Column::WriterId)).equals(them))
        .add(blackout::Column::EndsOn.gte(since));
    QueryTrait::query(&mut select)
        .left_join(entity::Entity, capacity)
        .left_join(blackout::Entity, blackout);
    let select = Said::select_cols(select.order_by_asc(blackout::Column::StartsOn));
    let lines = select.into_model::<Line>().all(db).await?;
    Ok(gather(site, lines, now))
}

fn gather(site: &Site, lines: Vec<Line>, now: Instant) -> Vec<Facts> {
    let mut facts: Vec<Facts> = Vec::new();
    for Line { writer, said } in lines {
        let known = facts
            .last_mut()
            .filter(|last| last.writer.member_id == writer.member_id);
        if let Some(known) = known {
            known.blackouts.extend(said.blackout);
            continue;
        }
        let usual = || Capacity::usual(writer.website_id, writer.member_id, now);
        let capacity = said.capacity.unwrap_or_else(usual);
        facts.push(Facts {
            zone: capacity.zone(site.zone),
            writer,
            capacity,
            blackouts: said.blackout.into_iter().collect(),
        });
    }
    facts
}

/// The facts of these writers as far as the asker may see them, by writer.
pub(crate) async fn facts_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    members: &[MemberId],
    now: Instant,
) -> Result<HashMap<MemberId, Facts>, DbErr> {
    let select = writer::Entity::visible_to(actor)
        .filter(writer::Column::MemberId.is_in(members.iter().copied()));
    let facts = facts(db, actor.site(), select, now).await?;
    Ok(facts
        .into_iter()
        .map(|facts| (facts.writer.member_id, facts))
        .collect())
}
