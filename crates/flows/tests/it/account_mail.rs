//! From a forgotten password or a new address to the mails about it.

use chrono::TimeDelta;
use identity::{ChangePassword, MagicSignIn, Named, Opened, Origin, ResetPassword, SignIn};
use kernel::{Actor, Id, RequestId, Role};
use testkit::{Mood, on_both};

use crate::town::{RIGHT, Town};

const NEW: &str = "lantern gravel otter 77";

fn named(email: &str) -> Named {
    Named {
        email: email.to_owned(),
        ..Named::default()
    }
}

fn opened(token: String) -> Opened {
    Opened {
        token,
        ..Opened::default()
    }
}

impl Town {
    /// The token behind the link to this page in the latest mail.
    fn token(&self, page: &str) -> String {
        let mail = self.server.taken().pop().expect("a mail");
        let start = format!("https://atlas.test/{page}#token=");
        let body = mail.body();
        let link = body.lines().find_map(|line| line.strip_prefix(&start));
        link.unwrap_or_else(|| panic!("{start} in {body}"))
            .to_owned()
    }

    pub fn visitor(&self) -> Actor {
        self.db.stranger(&self.site)
    }

    /// Somebody of that address who has just signed in.
    pub async fn comes_in(&self, email: &str, password: &str) -> Actor {
        let sign_in = SignIn {
            email: email.to_owned(),
            password: password.to_owned().into(),
            origin: Origin::default(),
            remember_me: true,
        };
        let entry = self
            .services
            .sessions
            .sign_in(&self.visitor(), sign_in)
            .await;
        let signed_in = entry.expect("an answer").signed_in().expect("a session");
        let request = RequestId::mint(&*self.db.manual);
        Actor::new(
            signed_in.who,
            self.site.clone(),
            Some(signed_in.session.id),
            request,
        )
    }
}

on_both! {
    async fn a_magic_link_comes_once_although_the_mail_server_was_down(db: Database) {
        let town = Town::of(db, Mood::Down).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let recoveries = &town.services.recoveries;
        recoveries.request_magic_link(&town.visitor(), named("ann@example.test")).await.expect("asked");
        for _ in 0..3 {
            assert!(town.deliver().await.is_empty());
            town.advance(TimeDelta::seconds(30));
        }
        town.server.set(Mood::Up);
        town.advance(TimeDelta::minutes(3));
        let mut mailed = Vec::new();
        for _ in 0..3 {
            mailed.extend(town.deliver().await);
            town.advance(TimeDelta::minutes(1));
        }
        assert_eq!(mailed, [("ann@example.test".to_owned(), "Your link to sign in".to_owned())]);
        let body = town.server.taken()[0].body();
        assert!(body.contains("Hello Secret ann,") && body.contains("21:15 (Asia/Tokyo)"), "{body}");
        let opened = MagicSignIn {
            token: town.token("magic-link"),
            ..MagicSignIn::default()
        };
        let entry = recoveries.sign_in_with_magic_link(&town.visitor(), opened).await;
        assert!(entry.expect("an answer").signed_in().is_some());
    }

    async fn a_mail_that_would_come_too_late_is_not_sent(db: Database) {
        let town = Town::of(db, Mood::Down).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let recoveries = &town.services.recoveries;
        recoveries.request_magic_link(&town.visitor(), named("ann@example.test")).await.expect("asked");
        town.deliver().await;
        town.server.set(Mood::Up);
        town.advance(TimeDelta::minutes(15));
        assert!(town.deliver().await.is_empty());
    }

    async fn an_unknown_address_gets_nothing(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let recoveries = &town.services.recoveries;
        recoveries.request_magic_link(&town.visitor(), named("nobody@example.test")).await.expect("asked");
        recoveries.request_password_reset(&town.visitor(), named("nobody@example.test")).await
            .expect("asked");
        assert!(town.deliver().await.is_empty());
    }

    async fn a_new_password_is_told_to_its_owner(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let recoveries = &town.services.recoveries;
        recoveries.request_password_reset(&town.visitor(), named("ann@example.test")).await
            .expect("asked");
        let to_ann = |subject: &str| vec![("ann@example.test".to_owned(), subject.to_owned())];
        assert_eq!(town.deliver().await, to_ann("Set a new password"));
        let reset = ResetPassword {
            token: town.token("reset-password"),
            password: NEW.to_owned().into(),
            origin: Origin::default(),
        };
        recoveries.reset_password(&town.visitor(), reset).await.expect("reset");
        assert_eq!(town.deliver().await, to_ann("Your password was changed"));
        let body = town.server.taken()[1].body();
        assert!(body.contains("21:00 (Asia/Tokyo)"), "{body}");
        assert!(!body.contains(NEW) && !body.contains("token="), "{body}");

        let own = town.comes_in("ann@example.test", NEW).await;
        let change = ChangePassword {
            current: NEW.to_owned().into(),
            new: RIGHT.to_owned().into(),
            origin: Origin::default(),
        };
        town.deliver().await;
        recoveries.change_password(&own, change).await.expect("changed");
        assert_eq!(town.deliver().await, to_ann("Your password was changed"));
    }

    async fn a_new_address_confirms_and_the_former_one_is_told(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        let own = town.comes_in("ann@example.test", RIGHT).await;
        town.deliver().await;
        let recoveries = &town.services.recoveries;
        recoveries.change_email(&own, named("new@example.test")).await.expect("asked");
        let mail = |to: &str, subject: &str| vec![(to.to_owned(), subject.to_owned())];
        assert_eq!(town.deliver().await, mail("new@example.test", "Confirm your new e-mail address"));
        let body = town.server.taken().pop().expect("a mail").body();
        assert!(!body.contains("Secret ann"), "its reader may be a stranger: {body}");
        let token = town.token("confirm-email");
        recoveries.confirm_email_change(&town.visitor(), opened(token)).await.expect("confirmed");
        assert_eq!(town.deliver().await,
            mail("ann@example.test", "Your account has another e-mail address"));
        let token = town.token("undo-email");
        recoveries.undo_email_change(&town.visitor(), opened(token)).await.expect("undone");
        assert_eq!(town.deliver().await, mail("ann@example.test", "Set a new password"));
        let reset = ResetPassword {
            token: town.token("reset-password"),
            password: NEW.to_owned().into(),
            origin: Origin::default(),
        };
        recoveries.reset_password(&town.visitor(), reset).await.expect("reset");
        town.comes_in("ann@example.test", NEW).await;
    }

    async fn the_owner_of_a_taken_address_is_told_and_whoever_asked_is_not(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        town.enrol("ann", Role::Client, Some(RIGHT)).await;
        town.enrol("bob", Role::Client, Some(RIGHT)).await;
        let own = town.comes_in("ann@example.test", RIGHT).await;
        town.deliver().await;
        let recoveries = &town.services.recoveries;
        recoveries.change_email(&own, named("Bob@example.test")).await.expect("asked");
        let told = ("bob@example.test".to_owned(),
            "This e-mail address has an account already".to_owned());
        assert_eq!(town.deliver().await, [told]);
        let body = town.server.taken().pop().expect("a mail").body();
        assert!(!body.contains("token=") && !body.contains("ann"), "{body}");
    }
}
