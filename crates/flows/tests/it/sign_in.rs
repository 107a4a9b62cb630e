//! From a registration and a sign-in to the mail.

use std::net::IpAddr;

use chrono::TimeDelta;
use identity::{Origin, Register, SignIn, SignedIn, Verify};
use kernel::Role;
use testkit::{Mood, on_both};

use crate::town::{RIGHT, Town};

impl Town {
    async fn register(&self, email: &str) {
        let register = Register {
            email: email.to_owned(),
            display_name: "<b>Ann</b> http://evil.test".to_owned(),
            locale: None,
            time_zone: Some("Asia/Tokyo".to_owned()),
            origin: Origin::default(),
        };
        let stranger = self.db.stranger(&self.site);
        self.services
            .registrations
            .register(&stranger, register)
            .await
            .expect("registered");
    }

    /// Ann signs in: with a device that she has, or with a new one.
    pub async fn sign_in(&self, device: Option<&SignedIn>, address: &str) -> SignedIn {
        let sign_in = SignIn {
            email: "ann@example.test".to_owned(),
            password: RIGHT.to_owned().into(),
            origin: Origin {
                device_name: Some("My <b>phone</b>".to_owned()),
                device_token: device.map(|known| known.device_token.reveal().to_owned()),
                user_agent: None,
                address: Some(address.parse::<IpAddr>().expect("an address")),
                place: None,
            },
            remember_me: true,
        };
        let stranger = self.db.stranger(&self.site);
        let entry = self.services.sessions.sign_in(&stranger, sign_in).await;
        let signed_in = entry.expect("an answer").signed_in();
        signed_in.expect("a session")
    }

    /// What was mailed, oldest first.
    pub fn subjects(&self) -> Vec<String> {
        let taken = self.server.taken();
        taken
            .iter()
            .filter_map(|mail| mail.header("Subject"))
            .collect()
    }
}

on_both! {
    async fn a_registration_gets_a_link_that_opens_it(db: Database) {
        let town = Town::of(db, Mood::Down).await;
        town.register("ann@example.test").await;
        town.deliver().await;
        assert!(town.server.taken().is_empty());
        town.server.set(Mood::Up);
        town.db.manual.advance(TimeDelta::seconds(1));
        town.deliver().await;

        let mail = town.server.taken().remove(0);
        assert_eq!(mail.to, ["ann@example.test"]);
        let body = mail.body();
        assert!(!body.contains("evil.test"), "a stranger's words: {body}");
        let link = body.lines().find(|line| line.starts_with("https://atlas.test/verify#token="));
        let (_, token) = link.expect("a link").split_once("#token=").expect("a token");
        let verify = Verify {
            token: token.to_owned(),
            password: RIGHT.to_owned().into(),
            origin: Origin::default(),
        };
        let opened = town.services.registrations.verify(&town.db.stranger(&town.site), verify).await;
        opened.expect("it opens");
        town.deliver().await;
        assert_eq!(town.subjects().len(), 1, "the first sign-in raises no alert");
    }

    async fn a_known_address_is_told_and_gets_no_link_it_does_not_need(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        town.register("ann@example.test").await;
        town.deliver().await;
        assert_eq!(town.subjects(), ["You already have an account"]);
        let body = town.server.taken()[0].body();
        assert!(body.contains("Hello Secret ann,") && body.contains("https://atlas.test/sign-in"));
        assert!(!body.contains("/verify#") && !body.contains("evil.test"), "{body}");
    }

    async fn a_sign_in_works_without_the_mail_server_and_is_told_once_when_it_is_back(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let home = town.sign_in(None, "192.0.2.1").await;
        town.deliver().await;
        assert!(town.subjects().is_empty(), "the first ever");

        town.server.set(Mood::Down);
        let stranger = town.sign_in(None, "198.51.100.9").await;
        for _ in 0..3 {
            town.deliver().await;
            town.db.manual.advance(TimeDelta::minutes(1));
        }
        assert!(town.subjects().is_empty());
        town.server.set(Mood::Up);
        town.db.manual.advance(TimeDelta::minutes(10));
        for _ in 0..3 {
            town.deliver().await;
            town.db.manual.advance(TimeDelta::minutes(10));
        }
        assert_eq!(town.subjects(), ["New sign-in to your account"]);
        let body = town.server.taken()[0].body();
        for told in [
            "you want to be told of every sign-in",
            "this device has not signed in",
            "nobody has signed in to your account from this place",
            "198.51.100.0/24",
            "(Asia/Tokyo)",
            "&lt;b&gt;phone",
            "https://atlas.test/was-it-you#token=",
        ] {
            assert!(body.contains(told), "{told} in {body}");
        }

        town.sign_in(Some(&stranger), "203.0.113.1").await;
        town.deliver().await;
        let body = town.server.taken()[1].body();
        assert!(!body.contains("this device has not"), "only the place is new: {body}");
        town.sign_in(Some(&home), "192.0.2.77").await;
        town.deliver().await;
        let body = town.server.taken()[2].body();
        assert!(body.contains("you want to be told of every sign-in"), "{body}");
        assert!(!body.contains("this device has not") && !body.contains("from this place"), "{body}");
    }
}
