//! Who is who, and who may know.

use identity::{Enrolment, MemberService, Standing};
use kernel::{Actor, Code, MemberId, Role};
use testkit::on_both;

use crate::house::{House, fault, faults, secret};

fn enrolment(email: &str, standing: Standing) -> Enrolment {
    Enrolment {
        email: email.to_owned(),
        display_name: "Ann Other".to_owned(),
        locale: None,
        time_zone: None,
        password: None,
        standing,
    }
}

on_both! {
    async fn members_are_known_within_their_website_only(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let here = house.client("ann@example.test").await.member.expect("a member");
        let standing = Standing::Member(Role::Writer);
        let there = house.enrol_on(&other, "will@example.test", standing, None).await;
        let ids = [here, there.member.expect("a member")];
        let known = async |actor: &Actor| -> Vec<MemberId> {
            let members = house.identity.members(actor, &ids).await.expect("members");
            members.into_keys().collect()
        };
        let writer = house.db.member(&house.site, Role::Writer).await;
        assert_eq!(known(&writer).await, [ids[0]]);
        assert_eq!(known(&house.db.system(&other)).await, [ids[1]]);
        assert!(known(&house.stranger()).await.is_empty());
        let members = house.identity.members(&writer, &ids).await.expect("members");
        assert_eq!(members[&here].person.display_name, "Ann Other");
        assert_eq!(members[&here].role, Role::Client);
    }

    async fn addresses_are_for_their_owner_and_for_support(db: Database) {
        let house = House::new(db).await;
        let ann = house.client("ann@example.test").await;
        let member = ann.member.expect("a member");
        let own = house.asker(&house.sign_in("ann@example.test").await);
        for (actor, sees) in [
            (own, true),
            (house.db.member(&house.site, Role::Client).await, false),
            (house.db.member(&house.site, Role::Writer).await, false),
            (house.db.member(&house.site, Role::Editor).await, false),
            (house.db.member(&house.site, Role::Support).await, true),
            (house.db.member(&house.site, Role::Admin).await, true),
            (house.db.superadmin(&house.site), true),
            (house.db.system(&house.site), true),
        ] {
            let members = house.identity.members(&actor, &[member]).await.expect("members");
            assert_eq!(members[&member].person.email.is_some(), sees, "{:?}", actor.who());
        }
    }

    async fn accounts_are_for_their_owner_and_the_staff_of_their_website(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let ann = house.client("ann@example.test").await.account;
        let own = house.asker(&house.sign_in("ann@example.test").await);
        for (actor, sees) in [
            (own, true),
            (house.stranger(), false),
            (house.db.member(&house.site, Role::Client).await, false),
            (house.db.member(&house.site, Role::Writer).await, false),
            (house.db.member(&house.site, Role::Support).await, true),
            (house.db.member(&other, Role::Admin).await, false),
            (house.db.system(&other), true),
        ] {
            let accounts = house.identity.accounts(&actor, &[ann]).await.expect("accounts");
            assert_eq!(accounts.contains_key(&ann), sees, "{:?}", actor.who());
        }
    }

    async fn enrolling_twice_gives_the_same_place_and_tells_the_roster_once(db: Database) {
        let house = House::new(db).await;
        let first = house.enrol("will@example.test", Standing::Member(Role::Writer)).await;
        let second = house.enrol("Will@Example.test", Standing::Member(Role::Writer)).await;
        assert_eq!(first, second);
        assert_eq!(house.roster.0.lock().expect("no panic").len(), 1);
        let system = house.db.system(&house.site);
        let other = enrolment("will@example.test", Standing::Member(Role::Editor));
        assert_eq!(faults(house.identity.enrol(&system, other).await), fault(Code::Taken, "email"));
        house.enrol("will@example.test", Standing::Superadmin).await;
        let root = house.texts("SELECT email AS text FROM accounts WHERE is_superadmin").await;
        assert_eq!(root, ["will@example.test"]);
    }

    async fn an_enrolment_never_changes_a_password(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let standing = Standing::Member(Role::Client);
        let another = Some("lantern gravel otter 77");
        house.enrol_on(&other, "ann@example.test", standing, another).await;
        house.sign_in("ann@example.test").await;
    }

    async fn only_the_house_and_superadmins_enrol(db: Database) {
        let house = House::new(db).await;
        let admin = house.db.member(&house.site, Role::Admin).await;
        let standing = Standing::Member(Role::Client);
        let refused = house.identity.enrol(&admin, enrolment("a@example.test", standing)).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        let superadmin = house.db.superadmin(&house.site);
        let enrolled = house.identity.enrol(&superadmin, enrolment("a@example.test", standing));
        enrolled.await.expect("a place");
    }

    async fn every_fault_of_an_enrolment_is_named(db: Database) {
        let house = House::new(db).await;
        let system = house.db.system(&house.site);
        let wrong = Enrolment {
            display_name: String::new(),
            locale: Some("English".to_owned()),
            time_zone: Some("Berlin".to_owned()),
            password: Some(secret("short")),
            ..enrolment("nobody", Standing::Member(Role::Client))
        };
        assert_eq!(faults(house.identity.enrol(&system, wrong).await), [
            (Code::Invalid, "email".to_owned()),
            (Code::Required, "displayName".to_owned()),
            (Code::Invalid, "locale".to_owned()),
            (Code::Invalid, "timeZone".to_owned()),
            (Code::TooSmall, "password".to_owned()),
        ]);
        assert!(house.texts("SELECT email AS text FROM accounts").await.is_empty());
    }

    async fn own_places_are_listed_over_all_websites(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        house.client("ann@example.test").await;
        let standing = Standing::Member(Role::Writer);
        house.enrol_on(&other, "ann@example.test", standing, None).await;
        house.client("bob@example.test").await;
        let asker = house.asker(&house.sign_in("ann@example.test").await);
        let places = async || {
            let places = house.identity.memberships(&asker).await.expect("places");
            places.iter().map(|place| place.role).collect::<Vec<_>>()
        };
        assert_eq!(places().await.len(), 2);
        house.run("UPDATE memberships SET suspended_at = created_at WHERE role = 'writer'").await;
        assert_eq!(places().await, [Role::Client]);
        assert!(house.identity.memberships(&house.stranger()).await.expect("places").is_empty());
    }
}
