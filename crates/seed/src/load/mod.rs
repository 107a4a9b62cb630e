//! The load data set: one website with thousands of writers and a long history.
//!
//! Everything is planned first and then written table by table, many rows to a statement and all
//! of it in one transaction. What it writes is what the house itself would have come to: prices
//! are calculated by the price book, sums are those that a rebuild computes, and timers are set
//! for what is still to happen.

mod brief;
mod chance;
mod feedback;
mod house;
mod orders;
mod people;
mod story;
mod table;
mod text;
mod timers;
mod work;
mod writers;

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use chrono::{DurationRound, TimeDelta};
use kernel::{Actor, Clock, Instant, RequestId, Tx};
use sea_orm::DatabaseConnection;
use writer_management::feedback::summary::Prior;

use brief::Brief;
use chance::Chance;
use feedback::{Parties, Round, Sums};
use house::House;
use orders::Order;
use people::{People, Person};
use story::Story;
use writers::{Profile, Sample};

/// Who has done what nobody in particular did.
const BY: &str = "system:seed";

/// How long the website has been there.
const HISTORY: TimeDelta = TimeDelta::days(365);

/// Every so many orders are those of the client, and of the writer, who can sign in.
const DEMO_CLIENT: usize = 400;
const DEMO_WRITER: usize = 250;

/// How large the data set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many writers.
    pub writers: u32,
    /// How many orders.
    pub orders: u32,
    /// How many ratings: at most four for each completed order.
    pub feedback: u32,
}

/// Fills an empty database with a website of this size. The same seed gives the same data, with
/// times relative to now.
///
/// # Errors
/// When there are too few writers or orders, when the database is not empty, or when it fails.
pub async fn fill(
    db: &DatabaseConnection,
    clock: &Arc<dyn Clock>,
    size: Size,
    seed: u64,
) -> Result<()> {
    ensure!(
        size.writers > 0 && size.orders > 0,
        "a load data set has writers and orders"
    );
    // Whole minutes: two runs within one give the same data.
    let now = clock.now().duration_trunc(TimeDelta::minutes(1))?;
    let plan = Plan::draw(&mut Chance::of(seed), size, now)?;
    let actor = Actor::system(
        "seed",
        plan.house.site(),
        RequestId::from(uuid::Uuid::nil()),
    );
    let tx = Tx::begin(db, &actor, clock).await?;
    plan.write(&tx, &mut Chance::of(seed.wrapping_add(1)))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Everything that will be written.
struct Plan {
    house: House,
    people: People,
    profiles: Vec<Profile>,
    orders: Vec<Order>,
    rounds: Vec<Round>,
    samples: Vec<Sample>,
}

impl Plan {
    fn draw(chance: &mut Chance, size: Size, now: Instant) -> Result<Self> {
        let house = House::plan(chance, now - HISTORY)?;
        let people = People::plan(chance, &house, size.writers, size.orders);
        let profiles: Vec<_> = (0..people.writers.len())
            .map(|place| Profile::plan(chance, &house, place, now))
            .collect();
        let mut plan = Self {
            house,
            people,
            profiles,
            orders: Vec::new(),
            rounds: Vec::new(),
            samples: Vec::new(),
        };
        plan.draw_orders(chance, size.orders, now)?;
        plan.draw_rounds(chance, size.feedback, now)?;
        plan.draw_samples(chance);
        Ok(plan)
    }

    /// Orders placed evenly over the time the website has been there, the first a day after its
    /// beginning.
    fn draw_orders(&mut self, chance: &mut Chance, count: u32, now: Instant) -> Result<()> {
        let last = i32::try_from(count)?;
        let time = HISTORY - TimeDelta::days(1) - TimeDelta::hours(1);
        let apart = time / last;
        let editors: Vec<_> = self
            .people
            .editors
            .iter()
            .map(|person| person.member)
            .collect();
        let mut busy = vec![0; self.people.writers.len()];
        for number in 1..=count {
            let placed = now - time + apart * i32::try_from(number)?;
            let mut story = Story::placed(chance, number, placed, now);
            story.live(chance);
            let place = usize::try_from(number)?;
            let client = somebody(chance, &self.people.clients, place, DEMO_CLIENT);
            let writer = somebody(chance, &self.people.writers, place, DEMO_WRITER);
            let writer = self.free(&mut busy, writer, story.status.costs_capacity())?;
            let editor = chance.one_of(&editors);
            let client = self.people.clients.get(client).context("a client")?.member;
            let member = self.people.writers.get(writer).context("a writer")?.member;
            let brief = Brief::plan(chance, &self.house, &story)?;
            self.orders.push(Order {
                story,
                brief,
                client,
                writer: member,
                place: writer,
                editor,
            });
        }
        Ok(())
    }

    /// The wished writer, or the next one with room for another order.
    fn free(&self, busy: &mut [i32], wished: usize, costs: bool) -> Result<usize> {
        if !costs {
            return Ok(wished);
        }
        let count = busy.len();
        let room = |place: &usize| {
            let taken = busy.get(*place).zip(self.profiles.get(*place));
            taken.is_some_and(|(taken, profile)| *taken < profile.ceiling)
        };
        let place = (wished..wished + count)
            .map(|place| place % count)
            .find(room);
        let place = place.context("more writers are needed for so many running orders")?;
        if let Some(taken) = busy.get_mut(place) {
            *taken += 1;
        }
        Ok(place)
    }

    /// A round for each completed order; the ratings are spread evenly over them.
    fn draw_rounds(&mut self, chance: &mut Chance, feedback: u32, now: Instant) -> Result<()> {
        let completed = self
            .orders
            .iter()
            .filter(|order| order.story.completed.is_some())
            .count();
        let wanted = usize::try_from(feedback)?;
        ensure!(
            wanted <= completed * 4,
            "{completed} orders are completed: too few ratings fit"
        );
        let upto = |rounds: usize| wanted * rounds / completed.max(1);
        for (place, order) in self.orders.iter().enumerate() {
            let Some(profile) = self.profiles.get(order.place) else {
                continue;
            };
            let parties = Parties {
                client: order.client,
                writer: order.writer,
                editor: order.editor,
            };
            let count = upto(self.rounds.len() + 1) - upto(self.rounds.len());
            let about = (place, &order.story, parties);
            let round = Round::plan(
                chance,
                &self.house,
                about,
                (count, profile.usual_stars),
                now,
            );
            self.rounds.extend(round);
        }
        Ok(())
    }

    /// Three to five samples for each writer; the first two from their own orders.
    fn draw_samples(&mut self, chance: &mut Chance) {
        let mut sources = vec![Vec::new(); self.profiles.len()];
        for (place, order) in self.orders.iter().enumerate() {
            let own = sources.get_mut(order.place).filter(|own| own.len() < 2);
            if let (Some(own), Some(_)) = (own, order.story.completed) {
                own.push(place);
            }
        }
        for (writer, sources) in sources.into_iter().enumerate() {
            for number in 0..chance.within(3, 5) {
                let number = usize::try_from(number).unwrap_or_default();
                let source = sources.get(number).copied();
                let order = source.and_then(|place| self.orders.get(place));
                let at = order.and_then(|order| order.story.completed);
                let at = at.unwrap_or(self.house.opened) + chance.minutes(60, 10_000);
                self.samples.push(Sample {
                    id: chance.id(at),
                    writer,
                    source,
                    at,
                });
            }
        }
    }

    async fn write(self, tx: &Tx, chance: &mut Chance) -> Result<()> {
        let Self {
            house,
            people,
            profiles,
            orders,
            rounds,
            samples,
        } = self;
        let sums = Sums::of(&rounds);
        house.write(tx, chance).await?;
        people.write(tx, &house).await?;
        let writers: Vec<_> = people.writers.iter().cloned().zip(profiles).collect();
        let prior = Prior::of(tx.actor().site());
        writers::register(tx, &house, &writers, &orders, &sums, prior).await?;
        writers::write(tx, chance, &house, &writers).await?;
        tracing::info!(orders = orders.len(), "writing orders");
        orders::write(tx, chance, &house, &orders).await?;
        work::write(tx, chance, &house, &orders).await?;
        tracing::info!(rounds = rounds.len(), "writing feedback");
        feedback::write(tx, chance, &house, &orders, &rounds, &sums).await?;
        writers::samples(tx, chance, &house, &writers, &orders, &samples).await?;
        timers::set(tx, &house, &orders, &rounds)
    }
}

/// Anybody's place in the list; every so often that of the first.
fn somebody(chance: &mut Chance, all: &[Person], turn: usize, first: usize) -> usize {
    if turn.is_multiple_of(first) {
        return 0;
    }
    let last = i32::try_from(all.len().saturating_sub(1)).unwrap_or_default();
    usize::try_from(chance.within(0, last)).unwrap_or_default()
}
