//! Who could write an order, across orders, capacities and portfolios.

use flows::desk::{Error, Search};
use kernel::{Code, Failure, Field, Id, OrderId, Role};
use testkit::{Mood, on_both};
use writer_management::portfolio::{AddSample, UpdatePortfolio, Visibility};

use crate::town::{Cast, Town, member};

fn everybody() -> Search {
    Search {
        first: 50,
        eligible_only: false,
        writers: None,
    }
}

fn code(error: &Error) -> Code {
    let faults = error.faults().expect("not the house's own failure");
    faults.iter().next().expect("a fault").code
}

async fn shows(town: &Town, cast: &Cast, samples: usize) {
    let update = UpdatePortfolio {
        is_enabled: Field::Set(true),
        visibility: Field::Set(Visibility::Private),
        ..UpdatePortfolio::default()
    };
    let portfolios = &town.services.portfolios;
    portfolios
        .update(&cast.writer, &update)
        .await
        .expect("enabled");
    for number in 0..samples {
        let sample = AddSample {
            title: format!("Sample {number}"),
            description: None,
            subject: None,
            type_of_work: None,
            preview: Some("Once upon a time.".to_owned()),
            source_order: None,
            is_featured: false,
            key: None,
        };
        portfolios
            .add_sample(&cast.writer, &sample)
            .await
            .expect("added");
    }
}

on_both! {
    async fn staff_sees_writers_best_first_with_their_best_samples(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let other = town.enrol("other", Role::Writer, None).await;
        shows(&town, &cast, 3).await;
        let order = cast.place(&town).await;
        let desk = &town.services.candidates;
        let found = desk.candidates(&cast.editor, order, &everybody()).await.expect("a list");
        assert_eq!(found.len(), 2);
        for candidate in &found {
            let own = candidate.standing.writer.member_id == member(&cast.writer);
            assert_eq!(candidate.samples.len(), if own { 2 } else { 0 });
            assert!(candidate.standing.is_eligible());
        }

        let only = Search { writers: Some(vec![member(&other)]), ..everybody() };
        let found = desk.candidates(&cast.editor, order, &only).await.expect("a list");
        assert_eq!(found.len(), 1);
        let first = Search { first: 1, ..everybody() };
        let found = desk.candidates(&cast.editor, order, &first).await.expect("a list");
        assert_eq!(found.len(), 1);
    }

    async fn whoever_is_full_comes_last_with_the_reason(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        for _ in 0..5 {
            let order = cast.place(&town).await;
            cast.assign(&town, order).await;
        }
        town.enrol("other", Role::Writer, None).await;
        let order = cast.place(&town).await;
        let desk = &town.services.candidates;
        let found = desk.candidates(&cast.editor, order, &everybody()).await.expect("a list");
        let reasons: Vec<Vec<_>> = found
            .iter()
            .map(|one| one.standing.why_not.iter().map(|why| why.name()).collect())
            .collect();
        assert_eq!(reasons, [vec![], vec!["AT_CAPACITY"]]);
        let eligible = Search { eligible_only: true, ..everybody() };
        let found = desk.candidates(&cast.editor, order, &eligible).await.expect("a list");
        assert_eq!(found.len(), 1);
    }

    async fn the_list_is_for_staff_of_the_website(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        let desk = &town.services.candidates;
        let denied = desk.candidates(&cast.client, order, &everybody()).await;
        assert_eq!(code(&denied.expect_err("denied")), Code::Forbidden);
        let quill = town.db.website("quill").await;
        let foreign = town.db.member(&quill, Role::Admin).await;
        let unknown = OrderId::mint(&*town.db.manual);
        for (actor, order) in [(&foreign, order), (&cast.writer, order), (&cast.editor, unknown)] {
            let refused = desk.candidates(actor, order, &everybody()).await;
            assert_eq!(code(&refused.expect_err("refused")), Code::NotFound);
        }
    }
}
