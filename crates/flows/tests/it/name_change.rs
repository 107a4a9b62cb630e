//! Whoever is called something else is called so on all their websites.

use identity::{Enrolment, ProfileChange, Standing};
use kernel::{Actor, Field, MemberId, Role};
use testkit::{Mood, on_both};

use crate::town::{Town, member};

fn named(name: &str) -> ProfileChange {
    ProfileChange {
        display_name: Field::Set(name.to_owned()),
        ..ProfileChange::default()
    }
}

/// What the writer is called in the directory of the asker's website.
async fn called(town: &Town, asker: &Actor, writer: MemberId) -> String {
    let found = town.services.writers.writers(asker, &[writer]).await;
    found.expect("writers")[&writer].display_name.clone()
}

on_both! {
    async fn the_directories_of_all_websites_follow_a_new_name(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let ann = town.enrol("ann", Role::Writer, None).await;
        let quill = town.db.website("quill").await;
        let there = town.db.system(&quill);
        let enrolment = Enrolment {
            email: "ann@example.test".to_owned(),
            display_name: "Not used".to_owned(),
            locale: None,
            time_zone: None,
            password: None,
            standing: Standing::Member(Role::Writer),
        };
        let place = town.services.members.enrol(&there, enrolment).await.expect("a place");
        let place = place.member.expect("a member");
        let other = town.db.member(&quill, Role::Admin).await;
        town.deliver().await;
        assert_eq!(called(&town, &other, place).await, "Secret ann");

        let profiles = &town.services.profiles;
        profiles.change_profile(&ann, named("Ann Once")).await.expect("a person");
        assert_eq!(called(&town, &ann, member(&ann)).await, "Ann Once", "at once where she is");
        profiles.change_profile(&ann, named("Ann Twice")).await.expect("a person");
        town.deliver().await;
        assert_eq!(called(&town, &ann, member(&ann)).await, "Ann Twice");
        assert_eq!(called(&town, &other, place).await, "Ann Twice");
        // Told again, nothing is different.
        let account = ann.account().expect("an account");
        profiles.tell_name(&there, account).await.expect("told");
        assert_eq!(called(&town, &other, place).await, "Ann Twice");
    }
}
