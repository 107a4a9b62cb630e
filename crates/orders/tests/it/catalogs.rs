//! Catalogs are founded once, prices and rules of use are published in versions.

use kernel::{BasisPoints, Code, Id, Minor, Role};
use orders::catalog::{CatalogService, Kind, NewCatalog};
use testkit::on_both;

use crate::house::{House, fault, faults};

on_both! {
    async fn a_website_is_founded_once_by_the_house_or_an_admin(db: Database) {
        let house = House::open(db).await;
        let count = |kind| house.catalog.items.iter().filter(|item| item.kind == kind).count();
        for kind in [Kind::Subject, Kind::TypeOfWork, Kind::EnglishType, Kind::AcademicLevel,
            Kind::FormattingStyle] {
            assert!(count(kind) >= 4, "{kind:?}");
        }
        assert!(house.catalog.items.iter().any(|item| item.is_technical));
        let new = || NewCatalog::standard(&house.site.currency);
        assert_eq!(faults(house.orders.found(&house.admin, new()).await), fault(Code::Conflict, ""));
        let quill = house.db.website("quill").await;
        for role in [Role::Client, Role::Writer, Role::Editor, Role::Support] {
            let actor = house.db.member(&quill, role).await;
            let refused = house.orders.found(&actor, new()).await;
            assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        }
        let stranger = house.db.stranger(&quill);
        assert_eq!(faults(house.orders.found(&stranger, new()).await), fault(Code::Unauthenticated, ""));
        let founded = house.orders.found(&house.db.superadmin(&quill), new()).await.expect("one");
        assert_eq!(founded, house.orders.catalog(&stranger).await.expect("it is public"));
        assert_eq!(founded.items.len(), house.catalog.items.len());
    }

    async fn a_price_book_is_published_in_versions(db: Database) {
        let house = House::open(db).await;
        let first = house.orders.price_book(&house.admin).await.expect("a price book");
        assert_eq!(first.version, 1);
        let service = &house.catalog.services[0];
        let mut rules = first.rules.clone();
        rules.page = Minor(1_300);
        rules.services.clear();
        rules.services.insert(service.id, Minor(4_200));
        let second = house.orders.publish_price_book(&house.admin, rules).await.expect("published");
        assert_eq!(second.version, 2);
        assert_eq!(second.rules.services.len(), house.catalog.services.len());
        let services = house.orders.services(&house.client, &[service.id]).await.expect("services");
        assert_eq!(services[&service.id].price, Minor(4_200));
        assert_eq!(house.orders.price_book(&house.admin).await.expect("it").id, second.id);
        let refused = house.orders.publish_price_book(&house.editor, second.rules.clone()).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
    }

    async fn parallel_publications_take_turns(db: Database) {
        let house = House::open(db).await;
        let rules = house.orders.price_book(&house.admin).await.expect("a price book").rules;
        let publish = || house.orders.publish_price_book(&house.admin, rules.clone());
        let (one, two, three) = tokio::join!(publish(), publish(), publish());
        let done = [one, two, three].into_iter().filter_map(Result::ok).count();
        let last = house.orders.price_book(&house.admin).await.expect("one is current").version;
        assert_eq!(usize::try_from(last), Ok(1 + done));
    }

    async fn wrong_rules_are_refused_with_every_fault(db: Database) {
        let house = House::open(db).await;
        let mut rules = house.orders.price_book(&house.admin).await.expect("a price book").rules;
        rules.page = Minor(-1);
        let unknown = kernel::CatalogItemId::mint(&*house.db.manual);
        rules.multipliers.insert(unknown, BasisPoints(11_000));
        let service = kernel::ServiceId::mint(&*house.db.manual);
        rules.services.insert(service, Minor(100));
        let refused = faults(house.orders.publish_price_book(&house.admin, rules).await);
        let expected = [
            (Code::Invalid, "page".to_owned()),
            (Code::NotFound, format!("multipliers.{unknown}")),
            (Code::NotFound, format!("services.{service}")),
        ];
        assert_eq!(refused, expected);
        assert_eq!(house.orders.price_book(&house.admin).await.expect("the old one").version, 1);
    }

    async fn acceptable_use_is_published_in_versions(db: Database) {
        let house = House::open(db).await;
        assert_eq!(house.orders.acceptable_use(&house.client).await.expect("none"), None);
        let blocked = vec![house.item(Kind::TypeOfWork, "Thesis chapter")];
        let publish = |text: &str, blocked| {
            house.orders.publish_acceptable_use(&house.admin, text.to_owned(), blocked)
        };
        publish("Be good.", Vec::new()).await.expect("version 1");
        let second = publish("Be better.", blocked.clone()).await.expect("version 2");
        assert_eq!((second.version, second.blocked_types_of_work.0.clone()), (2, blocked));
        let now = house.orders.acceptable_use(&house.db.stranger(&house.site)).await;
        assert_eq!(now.expect("public"), Some(second));
        let subject = house.item(Kind::Subject, "Law");
        assert_eq!(
            faults(publish(" ", vec![subject]).await),
            [
                (Code::Required, "text".to_owned()),
                (Code::NotFound, "blockedTypeOfWorkIds.0".to_owned()),
            ]
        );
    }
}
