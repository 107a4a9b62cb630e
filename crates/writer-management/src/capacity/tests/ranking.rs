//! Who comes first, and why.

use kernel::MemberId;
use sea_orm::prelude::Uuid;

use super::{facts, item, job, now};
use crate::Items;
use crate::capacity::{Contender, FactorName, History, rank};
use crate::ports::Load;

fn contender(number: u128, change: impl FnOnce(&mut Contender)) -> Contender {
    let mut one = Contender {
        facts: facts(number),
        load: Load::default(),
        history: History::default(),
        in_subject: 0,
        names_subject: false,
    };
    change(&mut one);
    one
}

fn points(one: Contender, name: FactorName) -> i32 {
    let score = rank(vec![one], &job(), now())
        .remove(0)
        .score
        .expect("a score");
    score
        .factors
        .iter()
        .find(|factor| factor.name == name)
        .expect("the factor")
        .points
        .0
}

#[test]
fn each_factor_moves_the_way_it_should() {
    use FactorName::{
        ClientHistory, DeadlineBuffer, FreeEffort, Newcomer, OnTime, Rating, SubjectFit, TypeFit,
    };
    type Change = fn(&mut Contender);
    let better: [(FactorName, Change); 9] = [
        (SubjectFit, |one| one.names_subject = true),
        (SubjectFit, |one| one.in_subject = 2),
        (TypeFit, |one| {
            one.facts.capacity.preferred_types_of_work = Items(vec![item(2)]);
        }),
        (Rating, |one| one.facts.writer.rating_key = 4_500_000),
        (OnTime, |one| one.facts.writer.on_time_orders = 10),
        (ClientHistory, |one| one.history.orders = 1),
        (Newcomer, |one| one.facts.writer.completed_orders = 2),
        (FreeEffort, |one| one.facts.capacity.max_active_orders = 100),
        (DeadlineBuffer, |_| ()),
    ];
    for (name, change) in better {
        let busy = |one: &mut Contender| one.load.active = 1;
        let plain = points(contender(1, busy), name);
        let changed = points(
            contender(1, |one| {
                busy(one);
                change(one);
            }),
            name,
        );
        let same = name == DeadlineBuffer;
        assert!(
            if same {
                plain == changed
            } else {
                plain < changed
            },
            "{name:?}"
        );
    }
    let bad = |one: &mut Contender| {
        one.history = History {
            orders: 1,
            rating_count: 1,
            rating_sum: 1,
        };
    };
    assert!(points(contender(1, bad), ClientHistory) < 0);
    let wish = |one: &mut Contender| one.facts.capacity.deadline_buffer_days = 9;
    assert_eq!(points(contender(1, wish), DeadlineBuffer), -1_000);
}

#[test]
fn the_list_is_the_same_whatever_order_the_facts_come_in() {
    let made = |number| {
        contender(number, |one| {
            one.names_subject = number % 3 == 0;
            one.facts.writer.rating_key += i64::from(number % 2 == 0);
            one.load.active = if number == 5 { 9 } else { 0 };
        })
    };
    let list = |numbers: &[u128]| {
        let ranked = rank(numbers.iter().copied().map(made).collect(), &job(), now());
        ranked
            .into_iter()
            .map(|one| one.writer.member_id)
            .collect::<Vec<_>>()
    };
    let ahead = list(&[1, 2, 3, 4, 5, 6]);
    assert_eq!(ahead, list(&[6, 5, 4, 3, 2, 1]));
    let expected = [6, 3, 2, 4, 1, 5].map(|number| MemberId::from(Uuid::from_u128(number)));
    assert_eq!(ahead, expected, "score, rating, id; who cannot comes last");
}
