//! Who sees what of a portfolio, and samples that vanish with their consent.

use kernel::{Actor, Code, Consent, Field, Id, OrderId, Page, PageArguments, Role};
use sea_orm::prelude::Uuid;
use testkit::on_both;
use writer_management::portfolio::sample::Status;
use writer_management::portfolio::{
    AddSample, CertificationInput, PortfolioService, Portfolios, ShownSample, UpdatePortfolio,
    Visibility,
};
use writer_management::ports::{ItemKind, Stage};

use crate::house::{House, faults, id};

fn sample(title: &str) -> AddSample {
    AddSample {
        title: title.to_owned(),
        description: None,
        subject: None,
        type_of_work: None,
        preview: Some("A clean paragraph.".to_owned()),
        source_order: None,
        is_featured: false,
        key: None,
    }
}

async fn enable(house: &House, writer: &Actor, visibility: Visibility) {
    let update = UpdatePortfolio {
        is_enabled: Field::Set(true),
        visibility: Field::Set(visibility),
        ..UpdatePortfolio::default()
    };
    house
        .portfolios
        .update(writer, &update)
        .await
        .expect("enabled");
}

async fn shown(house: &House, actor: &Actor, writer: &Actor) -> Vec<ShownSample> {
    let page = Page::default();
    let pages = house
        .portfolios
        .sample_pages(actor, &[id(writer)], &page)
        .await;
    let mut pages = pages.expect("pages");
    let slice = pages.remove(&id(writer));
    slice
        .map(|slice| slice.items.into_iter().map(|(_, shown)| shown).collect())
        .unwrap_or_default()
}

on_both! {
    async fn the_whole_matrix_of_who_sees_what(db: Database) {
        let house = House::of(db).await;
        let owner = house.writer("Ann").await;
        let other = house.db.website("quill").await;
        let viewers = [
            ("owner", owner.clone()),
            ("editor", house.member(Role::Editor).await),
            ("support", house.member(Role::Support).await),
            ("admin", house.member(Role::Admin).await),
            ("superadmin", house.db.superadmin(&house.site)),
            ("client", house.member(Role::Client).await),
            ("writer", house.writer("Bob").await),
            ("stranger", house.db.stranger(&house.site)),
            ("foreign client", house.db.member(&other, Role::Client).await),
            ("foreign admin", house.db.member(&other, Role::Admin).await),
        ];
        house.portfolios.add_sample(&owner, &sample("Shown")).await.expect("added");
        for (enabled, visibility, also) in [
            (false, Visibility::Public, &[][..]),
            (true, Visibility::Private, &[]),
            (true, Visibility::ClientsOnly, &["client"]),
            (true, Visibility::Public, &["client", "writer", "stranger"]),
        ] {
            for switch in [false, true] {
                let update = UpdatePortfolio {
                    is_enabled: Field::Set(enabled),
                    visibility: Field::Set(visibility),
                    show_order_history: Field::Set(switch),
                    show_rating: Field::Set(switch),
                    ..UpdatePortfolio::default()
                };
                house.portfolios.update(&owner, &update).await.expect("updated");
                sea_orm::ConnectionTrait::execute_unprepared(
                    &house.db.conn,
                    "UPDATE writers SET completed_orders = 3, on_time_orders = 2, \
                     rating_count = 2, rating_sum = 9",
                )
                .await
                .expect("counted");
                for (name, viewer) in &viewers {
                    let case = format!("{name} {enabled} {visibility:?} {switch}");
                    let all = ["owner", "editor", "support", "admin", "superadmin"].contains(name);
                    let sees = all || also.contains(name);
                    let seen = house.portfolios.portfolios(viewer, &[id(&owner)]).await;
                    let seen = seen.expect("read");
                    assert_eq!(seen.contains_key(&id(&owner)), sees, "{case}");
                    let samples = shown(&house, viewer, &owner).await;
                    assert_eq!(!samples.is_empty(), sees, "{case}");
                    let Some(portfolio) = seen.get(&id(&owner)) else { continue };
                    let numbers = (
                        portfolio.completed_orders,
                        portfolio.on_time_rate.map(|rate| rate.to_string()),
                        portfolio.average_rating.map(|rating| rating.to_string()),
                    );
                    let told = (Some(3), Some("0.6667".to_owned()), Some("4.50".to_owned()));
                    let expected = if all || switch { told } else { (None, None, None) };
                    assert_eq!(numbers, expected, "{case}");
                }
            }
        }
    }

    async fn it_is_off_until_its_writer_says_otherwise(db: Database) {
        let house = House::of(db).await;
        let writer = house.writer("Ann").await;
        let read = async |actor: &Actor| {
            let seen = house.portfolios.portfolios(actor, &[id(&writer)]).await.expect("read");
            seen.get(&id(&writer)).cloned()
        };
        let own = read(&writer).await.expect("the owner sees the defaults").portfolio;
        assert!(!own.is_enabled && own.show_rating);
        assert!(!own.show_contact_info && !own.show_order_history && !own.show_earnings);
        assert_eq!(own.visibility, Visibility::ClientsOnly);
        assert_eq!(read(&house.member(Role::Client).await).await, None);
        for role in [Role::Client, Role::Editor, Role::Admin] {
            let update = UpdatePortfolio::default();
            let refused = house.portfolios.update(&house.member(role).await, &update).await;
            assert_eq!(faults(refused), [(Code::Forbidden, String::new())]);
        }
    }

    async fn an_update_keeps_clears_and_tells_every_fault(db: Database) {
        let house = House::of(db).await;
        let (writer, subject) = (house.writer("Ann").await, house.subject().await);
        let update = UpdatePortfolio {
            bio: Field::Set("  About me ".to_owned()),
            specialties: Field::Set(vec![subject]),
            years_of_experience: Field::Set(7),
            show_rating: Field::Set(false),
            certifications: Field::Set(vec![CertificationInput {
                name: "Editor".to_owned(),
                issuer: None,
                year: Some(2019),
            }]),
            ..UpdatePortfolio::default()
        };
        let saved = house.portfolios.update(&writer, &update).await.expect("saved").portfolio;
        assert_eq!(saved.bio.as_deref(), Some("About me"));
        let update = UpdatePortfolio {
            years_of_experience: Field::Clear,
            show_rating: Field::Clear,
            ..UpdatePortfolio::default()
        };
        let saved = house.portfolios.update(&writer, &update).await.expect("saved").portfolio;
        assert_eq!((saved.years_of_experience, saved.show_rating), (None, true));
        assert_eq!((saved.specialties.0.as_slice(), saved.certifications.0.len()), (&[subject][..], 1));

        let unknown = house.item(ItemKind::TypeOfWork).await;
        let wrong = UpdatePortfolio {
            pen_name: Field::Set("x".repeat(101)),
            years_of_experience: Field::Set(81),
            specialties: Field::Set(vec![subject, unknown]),
            certifications: Field::Set(vec![CertificationInput {
                name: String::new(),
                issuer: None,
                year: Some(1066),
            }]),
            bio: Field::Clear,
            ..UpdatePortfolio::default()
        };
        let mut told = faults(house.portfolios.update(&writer, &wrong).await);
        told.sort();
        let mut expected = [
            (Code::TooLong, "penName"),
            (Code::TooLarge, "yearsOfExperience"),
            (Code::TooSmall, "certifications.0.year"),
            (Code::Required, "certifications.0.name"),
            (Code::NotFound, "specialtyIds.1"),
        ]
        .map(|(code, field)| (code, field.to_owned()));
        expected.sort();
        assert_eq!(told, expected);
        let seen = house.portfolios.portfolios(&writer, &[id(&writer)]).await.expect("read");
        assert_eq!(seen[&id(&writer)].portfolio, saved);
    }

    async fn a_sample_that_names_somebody_is_refused_with_every_place(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann Author").await);
        let order = house.completed(&client, &writer).await;
        house.neighbours.names.lock().expect("names").insert(id(&client), "Clara Jones".to_owned());
        house.portfolios.set_consent(&client, order, Consent::Full).await.expect("agreed");
        let unknown = house.subject().await;
        let wrong = AddSample {
            title: "For Clara Jones".to_owned(),
            description: Some("By Ann Author, see www.example.org".to_owned()),
            preview: Some("Clean.\nMail ann@example.org or call +49 30 1234567".to_owned()),
            type_of_work: Some(unknown),
            source_order: Some(order),
            ..sample("")
        };
        let outcome = house.portfolios.add_sample(&writer, &wrong).await;
        let told = faults(outcome);
        let count = |field: &str| told.iter().filter(|(_, at)| at == field).count();
        let counts = ["typeOfWorkId", "title", "description", "preview"].map(count);
        assert_eq!(counts, [1, 1, 2, 2], "{told:?}");
        assert!(shown(&house, &writer, &writer).await.is_empty());
    }

    async fn a_sample_comes_from_an_own_completed_order_with_consent(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let own = house.completed(&client, &writer).await;
        let running = house.order(&client, Some(&writer), None, Stage::Running).await;
        let other = house.completed(&client, &house.writer("Bob").await).await;
        let unknown = OrderId::mint(&*house.db.manual);
        let at = |code| (code, "sourceOrderId".to_owned());
        for (order, told) in [
            (unknown, vec![at(Code::NotFound)]),
            (other, vec![at(Code::NotFound)]),
            (running, vec![at(Code::WrongState), at(Code::Forbidden)]),
            (own, vec![at(Code::Forbidden)]),
        ] {
            let add = AddSample { source_order: Some(order), ..sample("Essay") };
            assert_eq!(faults(house.portfolios.add_sample(&writer, &add).await), told);
        }
        let subject = house.subject().await;
        house.change(own, |work| work.subject = Some(subject));
        house.portfolios.set_consent(&client, own, Consent::FactsOnly).await.expect("agreed");
        let add = AddSample { source_order: Some(own), ..sample("Essay") };
        let added = house.portfolios.add_sample(&writer, &add).await.expect("added").sample;
        assert_eq!((added.subject_id, added.pages), (Some(subject), Some(4)));
        assert_eq!(added.status, Status::Published);
    }

    async fn a_withdrawn_consent_takes_the_sample_along_at_once(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let (editor, stranger) = (house.member(Role::Editor).await, house.db.stranger(&house.site));
        enable(&house, &writer, Visibility::Public).await;
        let order = house.completed(&client, &writer).await;
        let tx = house.tx(&client).await;
        Portfolios::grant_in(&tx, order, id(&client), Consent::Full).await.expect("granted");
        tx.commit().await.expect("committed");
        let add = AddSample { source_order: Some(order), ..sample("Essay") };
        let added = house.portfolios.add_sample(&writer, &add).await.expect("added").sample.id;

        for (consent, seen, text) in [
            (Consent::Full, true, true),
            (Consent::FactsOnly, true, false),
            (Consent::Never, false, false),
            (Consent::AnonymisedExcerpt, true, true),
        ] {
            house.portfolios.set_consent(&client, order, consent).await.expect("decided");
            for actor in [&client, &editor, &stranger] {
                let list = shown(&house, actor, &writer).await;
                assert_eq!(list.len(), usize::from(seen), "{consent:?}");
                let has_text = list.iter().all(|it| it.title.is_some() && it.preview.is_some());
                let no_text = list.iter().all(|it| it.title.is_none() && it.preview.is_none());
                assert!(if text { has_text } else { no_text }, "{consent:?}");
                let by_id = house.portfolios.samples(actor, &[added]).await.expect("read");
                assert_eq!(by_id.len(), usize::from(seen));
                let best = house.portfolios.best_samples(actor, &[id(&writer)], None, 2).await;
                assert_eq!(best.expect("read").len(), usize::from(seen));
            }
            let own = shown(&house, &writer, &writer).await;
            let withdrawn = own[0].sample.status == Status::Withdrawn;
            assert_eq!((own.len(), withdrawn), (1, !seen), "its owner sees why");
        }
    }

    async fn the_client_alone_decides(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let (admin, bystander) = (house.member(Role::Admin).await, house.member(Role::Client).await);
        let order = house.completed(&client, &writer).await;
        let other = house.db.website("quill").await;
        let foreign = house.db.member(&other, Role::Admin).await;
        for (actor, code, field) in [
            (&writer, Code::Forbidden, ""),
            (&admin, Code::Forbidden, ""),
            (&bystander, Code::NotFound, "orderId"),
            (&foreign, Code::NotFound, "orderId"),
        ] {
            let refused = house.portfolios.set_consent(actor, order, Consent::Full).await;
            assert_eq!(faults(refused), [(code, field.to_owned())]);
        }
        let told = async |actor: &Actor| {
            let told = house.portfolios.consents(actor, &[order]).await.expect("read");
            told.get(&order).copied()
        };
        assert_eq!(told(&client).await, Some(Consent::Never));
        house.portfolios.set_consent(&client, order, Consent::FactsOnly).await.expect("decided");
        for actor in [&client, &writer, &admin] {
            assert_eq!(told(actor).await, Some(Consent::FactsOnly));
        }
        for actor in [&bystander, &foreign] {
            assert_eq!(told(actor).await, None);
        }
    }

    async fn samples_of_many_cost_one_statement_and_pages_meet(db: Database) {
        let house = House::of(db).await;
        let client = house.member(Role::Client).await;
        let mut writers = Vec::new();
        for number in 0..4 {
            let writer = house.writer(&format!("Writer {number}")).await;
            enable(&house, &writer, Visibility::ClientsOnly).await;
            for title in ["One", "Two", "Three", "Four"] {
                house.db.manual.advance(chrono::TimeDelta::seconds(1));
                let add = AddSample { is_featured: title == "Two", ..sample(title) };
                house.portfolios.add_sample(&writer, &add).await.expect("added");
            }
            writers.push(id(&writer));
        }
        let titles = |samples: &[ShownSample]| -> Vec<String> {
            samples.iter().filter_map(|shown| shown.title.clone()).collect()
        };
        for count in [1, 4] {
            let page = Page::first(3);
            let read = house.portfolios.sample_pages(&client, &writers[..count], &page);
            let (pages, cost) = house.cost(read).await;
            let pages = pages.expect("pages");
            assert_eq!((pages.len(), cost), (count, 1));
            for slice in pages.into_values() {
                assert!(slice.has_next);
                let cursor = slice.items.last().map(|(cursor, _)| cursor.seal());
                let list: Vec<_> = slice.items.into_iter().map(|(_, it)| it).collect();
                assert_eq!(titles(&list), ["Two", "Four", "Three"], "the featured comes first");
                let rest = PageArguments { after: cursor, ..PageArguments::default() };
                let rest = Page::parse(rest).expect("a page");
                let writer = list[0].sample.writer_id;
                let mut rest =
                    house.portfolios.sample_pages(&client, &[writer], &rest).await.expect("rest");
                let rest = rest.remove(&writer).expect("a page");
                let list: Vec<_> = rest.items.into_iter().map(|(_, it)| it).collect();
                assert_eq!(titles(&list), ["One"]);
            }
            let (read, cost) =
                house.cost(house.portfolios.portfolios(&client, &writers[..count])).await;
            assert_eq!((read.expect("read").len(), cost), (count, 1));
        }
    }

    async fn the_best_samples_are_of_the_subject_first(db: Database) {
        let house = House::of(db).await;
        let (editor, writer) = (house.member(Role::Editor).await, house.writer("Ann").await);
        let subject = house.subject().await;
        for (title, of) in [("Of it", Some(subject)), ("Other", None), ("Newest", None)] {
            house.db.manual.advance(chrono::TimeDelta::seconds(1));
            let add = AddSample { subject: of, ..sample(title) };
            house.portfolios.add_sample(&writer, &add).await.expect("added");
        }
        let best = async |subject| {
            let best = house.portfolios.best_samples(&editor, &[id(&writer)], subject, 2).await;
            let best = best.expect("read").remove(&id(&writer)).expect("samples");
            best.into_iter().filter_map(|shown| shown.title).collect::<Vec<_>>()
        };
        assert_eq!(best(Some(subject)).await, ["Of it", "Newest"]);
        assert_eq!(best(None).await, ["Newest", "Other"]);
    }

    async fn a_repeat_adds_nothing(db: Database) {
        let house = House::of(db).await;
        let writer = house.writer("Ann").await;
        let add = AddSample { key: Some(Uuid::from_u128(9)), ..sample("Essay") };
        let first = house.portfolios.add_sample(&writer, &add).await.expect("added");
        let again = house.portfolios.add_sample(&writer, &add).await.expect("the same");
        assert_eq!(first.sample.id, again.sample.id);
        let other = AddSample { title: "Another".to_owned(), ..add };
        let misused = house.portfolios.add_sample(&writer, &other).await;
        assert_eq!(faults(misused), [(Code::Conflict, "idempotencyKey".to_owned())]);
        assert_eq!(shown(&house, &writer, &writer).await.len(), 1);
    }

    async fn switched_off_nothing_is_edited_and_what_there_is_stays(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        enable(&house, &writer, Visibility::Public).await;
        let mut site = (*house.site).clone();
        site.toggles = kernel::site::Toggles::new([(kernel::Toggle::WriterPortfolios, false)]);
        let site = std::sync::Arc::new(site);
        let off = |actor: &Actor| {
            let who = actor.who().clone();
            Actor::new(who, site.clone(), actor.session(), actor.request())
        };
        let disabled = [(Code::FeatureDisabled, String::new())];
        let update = UpdatePortfolio::default();
        let refused = house.portfolios.update(&off(&writer), &update).await;
        assert_eq!(faults(refused), disabled);
        let refused = house.portfolios.add_sample(&off(&writer), &sample("Essay")).await;
        assert_eq!(faults(refused), disabled);
        let seen = house.portfolios.portfolios(&off(&client), &[id(&writer)]).await.expect("read");
        assert_eq!(seen.len(), 1);
    }
}
