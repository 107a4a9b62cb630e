//! What writers say about themselves: their capacity, their absences and their portfolios.

mod samples;

use ::orders::catalog::{Kind, item};
use anyhow::Result;
use chrono::{Days, NaiveDate};
use kernel::{BlackoutId, CatalogItemId, Instant, SampleId};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use writer_management::feedback::summary::Prior;

use super::chance::Chance;
use super::feedback::Sums;
use super::house::House;
use super::orders::Order;
use super::people::Person;
use super::table::Table;
use super::text;

pub(super) use samples::samples;

/// What one writer has entered.
pub(super) struct Profile {
    /// The stars that people usually give them.
    pub(super) usual_stars: i32,
    /// Orders at a time.
    pub(super) ceiling: i32,
    /// Whether they have ever edited their capacity.
    edited: bool,
    available: bool,
    orders_per_day: Option<i32>,
    pages_per_week: Option<i32>,
    away: Option<(NaiveDate, NaiveDate)>,
    preferred: Vec<CatalogItemId>,
    types: Vec<CatalogItemId>,
    refused: Vec<CatalogItemId>,
    specialties: Vec<CatalogItemId>,
    pub(super) pen_name: Option<String>,
    enabled: bool,
    visibility: &'static str,
    years: i32,
}

impl Profile {
    /// The profile of the writer at this place in the list; the first is the one of the demo.
    pub(super) fn plan(chance: &mut Chance, house: &House, place: usize, now: Instant) -> Self {
        let subjects = house.all(Kind::Subject);
        let types = house.all(Kind::TypeOfWork);
        let demo = place == 0;
        let edited = chance.percent(70);
        let away = (!demo && chance.percent(4)).then(|| {
            let day = |days: i32| Days::new(u64::try_from(days).unwrap_or_default());
            let first = now.date_naive() - day(chance.within(0, 5));
            (first, first + day(chance.within(3, 20)))
        });
        let mut some = |all: &[&item::Model], most| {
            let count = chance.within(1, most);
            let mut some: Vec<_> = (0..count).map(|_| chance.one_of(all).id).collect();
            some.sort_unstable();
            some.dedup();
            some
        };
        let (preferred, specialties) = (some(&subjects, 4), some(&subjects, 4));
        let types = some(&types, 3);
        let mut refused = some(&subjects, 2);
        refused.retain(|item| !preferred.contains(item) && !specialties.contains(item));
        Self {
            usual_stars: if demo { 5 } else { chance.pick(&[4, 5, 3], 1) },
            ceiling: if edited && !demo {
                chance.within(3, 8)
            } else {
                5
            },
            edited,
            available: demo || !edited || chance.percent(93),
            orders_per_day: (!demo && chance.percent(10)).then(|| chance.within(1, 4)),
            pages_per_week: (!demo && chance.percent(10)).then(|| chance.within(20, 80)),
            away,
            preferred,
            types,
            refused: if demo { Vec::new() } else { refused },
            specialties,
            pen_name: chance.percent(60).then(|| text::pen_name(chance)),
            enabled: demo || chance.percent(96),
            visibility: if demo {
                "public"
            } else {
                chance.pick(&["clients_only", "public"], 2)
            },
            years: chance.within(1, 25),
        }
    }

    /// Under which subjects the directory finds them.
    fn subjects(&self) -> Vec<CatalogItemId> {
        let preferred = self.preferred.iter().filter(|_| self.edited);
        let specialties = self.specialties.iter().filter(|_| self.enabled);
        let mut subjects: Vec<_> = preferred.chain(specialties).copied().collect();
        subjects.retain(|item| !(self.edited && self.refused.contains(item)));
        subjects.sort_unstable();
        subjects.dedup();
        subjects
    }
}

/// A published piece of work.
pub(super) struct Sample {
    pub(super) id: SampleId,
    /// The writer's place in the list.
    pub(super) writer: usize,
    /// The order it comes from, as a place in the list of orders.
    pub(super) source: Option<usize>,
    pub(super) at: Instant,
}

/// Writes who writes here, with what they have completed and been rated.
pub(super) async fn register(
    tx: &DatabaseTransaction,
    house: &House,
    writers: &[(Person, Profile)],
    orders: &[Order],
    sums: &Sums,
    prior: Prior,
) -> Result<()> {
    let mut done = vec![(0, 0); writers.len()];
    for order in orders
        .iter()
        .filter(|order| order.story.completed.is_some())
    {
        if let Some((completed, on_time)) = done.get_mut(order.place) {
            *completed += 1;
            *on_time += i32::from(order.story.on_time());
        }
    }
    let columns = [
        "website_id",
        "member_id",
        "display_name",
        "pen_name",
        "display_key",
        "public_key",
        "suspended",
        "completed_orders",
        "on_time_orders",
        "rating_count",
        "rating_sum",
        "rating_key",
        "created_at",
        "updated_at",
    ];
    let mut table = Table::new(tx, "writers", columns);
    for ((person, profile), (completed, on_time)) in writers.iter().zip(done) {
        let stars = sums.stars(person.member);
        let sum: i64 = (1..).zip(stars).map(|(star, count)| star * count).sum();
        let shown = profile.pen_name.as_ref().unwrap_or(&person.name);
        let row = [
            house.website.into(),
            person.member.into(),
            person.name.as_str().into(),
            profile.pen_name.as_deref().into(),
            person.name.to_lowercase().into(),
            shown.to_lowercase().into(),
            false.into(),
            completed.into(),
            on_time.into(),
            stars.iter().sum::<i64>().into(),
            sum.into(),
            prior.key(&stars).into(),
            house.opened.into(),
            house.opened.into(),
        ];
        table.push(row).await?;
    }
    table.finish().await
}

/// Writes what the writers have entered.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    writers: &[(Person, Profile)],
) -> Result<()> {
    capacities(tx, house, writers).await?;
    blackouts(tx, chance, house, writers).await?;
    subjects(tx, house, writers).await?;
    portfolios(tx, house, writers).await
}

async fn capacities(
    tx: &DatabaseTransaction,
    house: &House,
    writers: &[(Person, Profile)],
) -> Result<()> {
    let columns = [
        "website_id",
        "writer_id",
        "max_active_orders",
        "is_available",
        "availability_message",
        "preferred_subjects",
        "preferred_types_of_work",
        "refused_subjects",
        "deadline_buffer_days",
        "max_orders_per_day",
        "max_pages_per_week",
        "auto_accept",
        "auto_accept_preferred_only",
        "created_at",
        "updated_at",
    ];
    let mut capacities = Table::new(tx, "writer_capacities", columns);
    for (person, profile) in writers.iter().filter(|(_, profile)| profile.edited) {
        let message = (!profile.available).then_some("Back after the holidays.");
        let row = [
            house.website.into(),
            person.member.into(),
            profile.ceiling.into(),
            profile.available.into(),
            message.into(),
            json!(profile.preferred).into(),
            json!(profile.types).into(),
            json!(profile.refused).into(),
            3.into(),
            profile.orders_per_day.into(),
            profile.pages_per_week.into(),
            false.into(),
            false.into(),
            house.opened.into(),
            house.opened.into(),
        ];
        capacities.push(row).await?;
    }
    capacities.finish().await
}

async fn blackouts(
    tx: &DatabaseTransaction,
    chance: &mut Chance,
    house: &House,
    writers: &[(Person, Profile)],
) -> Result<()> {
    let columns = [
        "id",
        "website_id",
        "writer_id",
        "starts_on",
        "ends_on",
        "reason",
        "is_public",
        "created_at",
    ];
    let mut blackouts = Table::new(tx, "writer_blackouts", columns);
    for (person, profile) in writers {
        let Some((first, last)) = profile.away else {
            continue;
        };
        let row = [
            chance.id::<BlackoutId>(house.opened).into(),
            house.website.into(),
            person.member.into(),
            first.into(),
            last.into(),
            "Travelling.".into(),
            true.into(),
            house.opened.into(),
        ];
        blackouts.push(row).await?;
    }
    blackouts.finish().await
}

async fn subjects(
    tx: &DatabaseTransaction,
    house: &House,
    writers: &[(Person, Profile)],
) -> Result<()> {
    let columns = ["website_id", "subject_id", "writer_id"];
    let mut subjects = Table::new(tx, "writer_subjects", columns);
    for (person, profile) in writers {
        for subject in profile.subjects() {
            let row = [house.website.into(), subject.into(), person.member.into()];
            subjects.push(row).await?;
        }
    }
    subjects.finish().await
}

async fn portfolios(
    tx: &DatabaseTransaction,
    house: &House,
    writers: &[(Person, Profile)],
) -> Result<()> {
    let columns = [
        "website_id",
        "writer_id",
        "is_enabled",
        "visibility",
        "pen_name",
        "bio",
        "specialties",
        "years_of_experience",
        "education",
        "certifications",
        "show_contact_info",
        "show_order_history",
        "show_earnings",
        "show_rating",
        "created_at",
        "updated_at",
    ];
    let mut portfolios = Table::new(tx, "portfolios", columns);
    for (person, profile) in writers {
        let row = [
            house.website.into(),
            person.member.into(),
            profile.enabled.into(),
            profile.visibility.into(),
            profile.pen_name.as_deref().into(),
            text::BIO.into(),
            json!(profile.specialties).into(),
            profile.years.into(),
            "Master of Arts".into(),
            json!([{ "name": "Editor", "issuer": "Guild of Editors", "year": 2019 }]).into(),
            false.into(),
            true.into(),
            false.into(),
            true.into(),
            house.opened.into(),
            house.opened.into(),
        ];
        portfolios.push(row).await?;
    }
    portfolios.finish().await
}
