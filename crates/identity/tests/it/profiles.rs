//! What people say about themselves.

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{
    IdentityEvent, Impersonate, ImpersonationService, MemberService, ProfileChange, ProfileService,
    SessionService, Standing,
};
use kernel::{Actor, Code, Field, Id, RequestId, Role};
use testkit::on_both;

use crate::house::{House, RIGHT, fault, faults};

const ANN: &str = "ann@example.test";

fn named(name: &str) -> ProfileChange {
    ProfileChange {
        display_name: Field::Set(name.to_owned()),
        ..ProfileChange::default()
    }
}

/// What the roster was told of names, oldest first.
fn told(house: &House) -> Vec<String> {
    let notes = house.roster.0.lock().expect("no panic");
    notes
        .iter()
        .map(|facts| facts.display_name.clone())
        .collect()
}

async fn changes(house: &House) -> usize {
    let events = house.events().await;
    let changed = |event: &&IdentityEvent| matches!(event, IdentityEvent::ProfileChanged { .. });
    events.iter().filter(changed).count()
}

on_both! {
    async fn whatever_is_said_changes_and_the_rest_stays(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let asker = house.asker(&house.sign_in(ANN).await);
        house.db.manual.advance(TimeDelta::minutes(1));
        let change = ProfileChange {
            display_name: Field::Set("  Ann Writer ".to_owned()),
            time_zone: Field::Set("asia/tokyo".to_owned()),
            ..ProfileChange::default()
        };
        let refused = house.identity.change_profile(&asker, change).await;
        assert_eq!(faults(refused), fault(Code::Invalid, "timeZone"), "as at the registration");
        let change = ProfileChange {
            display_name: Field::Set("  Ann Writer ".to_owned()),
            time_zone: Field::Set("Asia/Tokyo".to_owned()),
            ..ProfileChange::default()
        };
        let person = house.identity.change_profile(&asker, change).await.expect("a person");
        assert_eq!((person.display_name.as_str(), person.locale), ("Ann Writer", None));
        assert_eq!(person.time_zone.as_deref(), Some("Asia/Tokyo"));
        assert_eq!(person.updated_at, house.db.now());
        let change = ProfileChange {
            locale: Field::Set("de-AT".to_owned()),
            time_zone: Field::Clear,
            ..ProfileChange::default()
        };
        let person = house.identity.change_profile(&asker, change).await.expect("a person");
        assert_eq!((person.display_name.as_str(), person.time_zone), ("Ann Writer", None));
        assert_eq!(person.locale.as_deref(), Some("de-AT"));
        assert_eq!(changes(&house).await, 2);
        assert_eq!(told(&house), ["Ann Other", "Ann Writer"], "of the name alone, and at once");
        let trail = "SELECT action AS text FROM audit_entries WHERE action = 'identity.profile_changed'";
        assert_eq!(house.texts(trail).await.len(), 2);
    }

    async fn the_same_again_changes_nothing(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let asker = house.asker(&house.sign_in(ANN).await);
        for change in [named("Ann Other"), ProfileChange::default()] {
            house.identity.change_profile(&asker, change).await.expect("a person");
        }
        assert_eq!(changes(&house).await, 0);
        assert_eq!(told(&house), ["Ann Other"]);
    }

    async fn every_fault_is_named_and_nothing_is_stored(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let asker = house.asker(&house.sign_in(ANN).await);
        let before = house.texts("SELECT display_name AS text FROM accounts").await;
        for (name, code) in [
            (Field::Clear, Code::Required),
            (Field::Set(" ".to_owned()), Code::Required),
            (Field::Set("x".repeat(101)), Code::TooLong),
            (Field::Set("Ann\r\nBcc: all@example.test".to_owned()), Code::Invalid),
        ] {
            let change = ProfileChange {
                display_name: name,
                locale: Field::Set("English".to_owned()),
                time_zone: Field::Set("Berlin".to_owned()),
            };
            let refused = faults(house.identity.change_profile(&asker, change).await);
            let expected = [(code, "displayName"), (Code::Invalid, "locale"), (Code::Invalid, "timeZone")];
            assert_eq!(refused, expected.map(|(code, path)| (code, path.to_owned())));
        }
        assert_eq!(house.texts("SELECT display_name AS text FROM accounts").await, before);
        assert_eq!(changes(&house).await, 0);
    }

    async fn nobody_else_does_it(db: Database) {
        let house = House::new(db).await;
        let ann = house.client(ANN).await;
        let stranger = house.identity.change_profile(&house.stranger(), named("Eve")).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
        let system = house.db.system(&house.site);
        let nobody = house.identity.change_profile(&system, named("Eve")).await;
        assert_eq!(faults(nobody), fault(Code::Forbidden, ""));
        house.enrol("help@example.test", Standing::Member(Role::Support)).await;
        let support = house.asker(&house.sign_in("help@example.test").await);
        let look = Impersonate {
            member: ann.member.expect("a member"),
            reason: "A broken page".to_owned(),
        };
        let looking = house.identity.impersonate(&support, look).await.expect("a look");
        let looker = house.identity.authenticate(&house.site, looking.token.reveal()).await;
        let looker = looker.expect("an answer").expect("somebody");
        let looker = looker.actor(house.site.clone(), RequestId::mint(&*house.db.manual));
        let refused = house.identity.change_profile(&looker, named("Eve")).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        assert_eq!(changes(&house).await, 0);
    }

    async fn every_website_is_told_the_present_name_however_often(db: Database) {
        let house = House::new(db).await;
        let ann = house.client(ANN).await;
        let quill = house.db.website("quill").await;
        house.enrol_on(&quill, ANN, Standing::Member(Role::Writer), Some(RIGHT)).await;
        let asker = house.asker(&house.sign_in(ANN).await);
        house.identity.change_profile(&asker, named("Ann Writer")).await.expect("a person");
        let system = house.db.system(&house.site);
        let mut places = house.identity.places(&system, ann.account).await.expect("places");
        places.sort();
        let mut both = [house.site.id, quill.id];
        both.sort();
        assert_eq!(places, both);
        for _ in 0..2 {
            let there = house.db.system(&quill);
            house.identity.tell_name(&there, ann.account).await.expect("told");
        }
        let notes = house.roster.0.lock().expect("no panic").clone();
        let last = notes.last().expect("a note");
        assert_eq!((last.display_name.as_str(), last.role), ("Ann Writer", Role::Writer));
        // Where they have no place nobody is told.
        let third = house.db.website("third").await;
        let count = notes.len();
        house.identity.tell_name(&house.db.system(&third), ann.account).await.expect("nothing");
        assert_eq!(house.roster.0.lock().expect("no panic").len(), count);
        let own = house.identity.tell_name(&asker, ann.account).await;
        assert_eq!(faults(own), fault(Code::Forbidden, ""));
    }

    async fn of_many_changes_at_once_the_last_told_is_the_one_that_is_stored(db: Database) {
        let house = House::new(db).await;
        house.client(ANN).await;
        let asker: Actor = house.asker(&house.sign_in(ANN).await);
        let names: Vec<_> = (0..8).map(|number| format!("Ann {number}")).collect();
        let many = names.iter().map(|name| house.identity.change_profile(&asker, named(name)));
        for changed in join_all(many).await {
            changed.expect("a person");
        }
        let stored = house.identity.accounts(&asker, &[asker.account().expect("an account")]).await;
        let stored = stored.expect("people").into_values().next().expect("Ann");
        assert_eq!(told(&house).last(), Some(&stored.display_name));
    }
}
