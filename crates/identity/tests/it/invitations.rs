//! How those who run a website give somebody a place on it.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::{
    Accept, Entry, Error, IdentityEvent, InvitationStatus, Invite, MemberInvitationService,
    MemberService, Origin, SignedIn, Standing, invitation_row,
};
use kernel::site::Toggles;
use kernel::{Actor, Code, MemberInvitationId, Page, Role, Site, Toggle, Who};
use testkit::on_both;

use crate::house::{House, RIGHT, fault, faults, inside, secret};

const NEW: &str = "lantern gravel otter 77";

pub fn wish(email: &str, role: Role) -> Invite {
    Invite {
        email: email.to_owned(),
        display_name: Some("Will Writer".to_owned()),
        role,
        idempotency_key: None,
    }
}

async fn invite(house: &House, email: &str, role: Role) -> invitation_row::Model {
    let admin = house.db.member(&house.site, Role::Admin).await;
    let invited = house.identity.invite(&admin, wish(email, role)).await;
    invited.expect("an invitation")
}

/// The link that the mail would carry.
async fn link(house: &House, id: MemberInvitationId) -> String {
    let system = house.db.system(&house.site);
    let link = house.identity.invitation_link(&system, id).await;
    let link = link.expect("an answer").expect("a link");
    link.token.reveal().to_owned()
}

async fn invited(house: &House, email: &str, role: Role) -> String {
    link(house, invite(house, email, role).await.id).await
}

pub async fn enter(
    house: &House,
    site: &Arc<Site>,
    token: &str,
    password: &str,
) -> Result<Entry, Error> {
    let accept = Accept {
        token: token.to_owned(),
        password: secret(password),
        display_name: None,
        origin: Origin::default(),
    };
    let stranger = house.db.stranger(site);
    house.identity.accept(&stranger, accept).await
}

async fn accept(house: &House, token: &str, password: &str) -> Result<SignedIn, Error> {
    enter(house, &house.site, token, password).await.map(inside)
}

fn role(who: Option<&Who>) -> Option<Role> {
    match who {
        Some(Who::Member { role, .. }) => Some(*role),
        _ => None,
    }
}

fn with(site: &Arc<Site>, change: impl FnOnce(&mut Site)) -> Arc<Site> {
    let mut site = Site::clone(site);
    change(&mut site);
    Arc::new(site)
}

on_both! {
    async fn an_invited_stranger_chooses_a_password_and_is_in(db: Database) {
        let house = House::new(db).await;
        let invitation = invite(&house, "Will@Example.test", Role::Writer).await;
        let event = IdentityEvent::MemberInvited { invitation: invitation.id };
        assert_eq!(house.events().await.last(), Some(&event));
        assert!(house.texts("SELECT email AS text FROM accounts WHERE email LIKE 'will%'").await.is_empty());
        let token = link(&house, invitation.id).await;
        let stored = house.texts("SELECT token_hash AS text FROM member_invitation_links").await;
        assert!(stored.iter().all(|hash| !hash.contains(&token)), "only the hash is kept");
        let signed_in = accept(&house, &token, NEW).await.expect("a session");
        assert_eq!(role(house.who(&signed_in.token).await.as_ref()), Some(Role::Writer));
        assert_eq!(signed_in.account.display_name, "Will Writer");
        let told = house.roster.0.lock().expect("no panic").last().cloned().expect("a fact");
        assert_eq!((Some(told.member), told.role, told.suspended), (signed_in.member(), Role::Writer, false));
        house.try_sign_in("will@example.test", NEW).await.expect("the password is theirs");
    }

    async fn an_account_proves_its_own_password_and_keeps_it(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, Some(RIGHT)).await;
        let token = invited(&house, "ann@example.test", Role::Editor).await;
        let wrong = accept(&house, &token, NEW).await;
        assert_eq!(faults(wrong), fault(Code::BadCredentials, "password"));
        assert!(house.try_sign_in("ann@example.test", RIGHT).await.is_err(), "no place yet");
        let signed_in = accept(&house, &token, RIGHT).await.expect("a session");
        assert_eq!(role(house.who(&signed_in.token).await.as_ref()), Some(Role::Editor));
        assert_eq!(signed_in.account.display_name, "Ann Other");
        house.sign_in("ann@example.test").await;
    }

    async fn wrong_passwords_behind_a_link_are_guesses_like_others(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, Some(RIGHT)).await;
        let token = invited(&house, "ann@example.test", Role::Editor).await;
        let mut codes = Vec::new();
        for _ in 0..8 {
            codes.push(faults(accept(&house, &token, NEW).await)[0].0);
        }
        assert_eq!(codes[0], Code::BadCredentials);
        assert_eq!(codes[7], Code::Locked);
        assert_eq!(faults(accept(&house, &token, RIGHT).await)[0].0, Code::Locked);
    }

    async fn a_link_opens_once_in_a_week_on_its_own_website(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let token = invited(&house, "will@example.test", Role::Writer).await;
        let elsewhere = enter(&house, &other, &token, NEW).await;
        assert_eq!(faults(elsewhere), fault(Code::NotFound, "token"));
        assert_eq!(faults(accept(&house, "svl_nonsense", NEW).await), fault(Code::NotFound, "token"));
        accept(&house, &token, NEW).await.expect("a session");
        assert_eq!(faults(accept(&house, &token, NEW).await), fault(Code::Expired, "token"));

        let invitation = invite(&house, "late@example.test", Role::Writer).await;
        let token = link(&house, invitation.id).await;
        house.db.manual.advance(TimeDelta::days(7));
        assert_eq!(faults(accept(&house, &token, NEW).await), fault(Code::Expired, "token"));
        let system = house.db.system(&house.site);
        let late = house.identity.invitation_link(&system, invitation.id).await;
        assert!(late.expect("an answer").is_none());
    }

    async fn the_website_says_how_long_a_link_stays_open(db: Database) {
        let house = House::new(db).await;
        let short = with(&house.site, |site| site.policies.invitation_days = 2);
        let admin = house.db.member(&short, Role::Admin).await;
        let row = house.identity.invite(&admin, wish("will@example.test", Role::Writer)).await;
        let row = row.expect("an invitation");
        assert_eq!(row.expires_at - row.created_at, TimeDelta::days(2));
    }

    async fn of_parallel_openings_one_makes_the_member(db: Database) {
        let house = House::new(db).await;
        let token = invited(&house, "will@example.test", Role::Writer).await;
        let tries = (0..10).map(|_| accept(&house, &token, NEW));
        let done = join_all(tries).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
        let members = "SELECT role AS text FROM memberships WHERE role = 'writer'";
        assert_eq!(house.texts(members).await.len(), 1);
        let accounts = "SELECT email AS text FROM accounts WHERE email LIKE 'will%'";
        assert_eq!(house.texts(accounts).await.len(), 1);
    }

    async fn every_fault_of_an_acceptance_is_named_and_nothing_is_made(db: Database) {
        let house = House::new(db).await;
        let token = invited(&house, "will@example.test", Role::Writer).await;
        let bad = Accept {
            token: token.clone(),
            password: secret("short"),
            display_name: Some("Will\r\nBcc: all@example.org".to_owned()),
            origin: Origin { device_name: Some("x".repeat(61)), ..Origin::default() },
        };
        assert_eq!(faults(house.identity.accept(&house.stranger(), bad).await), [
            (Code::TooLong, "deviceName".to_owned()),
            (Code::Invalid, "displayName".to_owned()),
            (Code::TooSmall, "password".to_owned()),
        ]);
        accept(&house, &token, NEW).await.expect("the link still opens");
    }

    async fn only_who_runs_the_website_invites_and_sees_who_was(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let invitation = invite(&house, "will@example.test", Role::Admin).await;
        let page = Page::default();
        for (actor, code) in [
            (house.stranger(), Some(Code::Unauthenticated)),
            (house.db.member(&house.site, Role::Client).await, Some(Code::Forbidden)),
            (house.db.member(&house.site, Role::Writer).await, Some(Code::Forbidden)),
            (house.db.member(&house.site, Role::Editor).await, Some(Code::Forbidden)),
            (house.db.member(&house.site, Role::Support).await, Some(Code::Forbidden)),
            (house.db.member(&house.site, Role::Admin).await, None),
            (house.db.superadmin(&house.site), None),
        ] {
            let email = format!("{}@example.test", actor.role().map_or("root", |_| "one"));
            let invited = house.identity.invite(&actor, wish(&email, Role::Editor)).await;
            let listed = house.identity.find_invitations(&actor, &page).await;
            let code_of = |error: &Error| kernel::Failure::faults(error).and_then(|all| all.into_iter().next());
            assert_eq!(invited.as_ref().err().and_then(code_of).map(|one| one.code), code);
            assert_eq!(listed.as_ref().err().and_then(code_of).map(|one| one.code), code);
        }
        let abroad = house.db.member(&other, Role::Admin).await;
        let list = house.identity.find_invitations(&abroad, &page).await.expect("a list");
        assert!(list.items.is_empty());
        let unknown: MemberInvitationId = "min_01h00000000000000000000000".parse().expect("an id");
        let mut refusals = Vec::new();
        for id in [invitation.id, unknown] {
            refusals.push(faults(house.identity.revoke_invitation(&abroad, id).await));
        }
        refusals.dedup();
        assert_eq!(refusals, [fault(Code::NotFound, "invitationId")]);
        let known = house.identity.invitations(&abroad, &[invitation.id]).await.expect("rows");
        assert!(known.is_empty());
    }

    async fn members_are_not_invited_again_and_suspended_ones_say_so(db: Database) {
        let house = House::new(db).await;
        house.client("ann@example.test").await;
        house.client("bob@example.test").await;
        house.run("UPDATE memberships SET suspended_at = created_at WHERE account_id =
            (SELECT id FROM accounts WHERE email = 'bob@example.test')").await;
        let admin = house.db.member(&house.site, Role::Admin).await;
        let again = house.identity.invite(&admin, wish("Ann@example.test", Role::Writer)).await;
        assert_eq!(faults(again), fault(Code::Taken, "email"));
        let again = house.identity.invite(&admin, wish("bob@example.test", Role::Writer)).await;
        assert_eq!(faults(again), fault(Code::WrongState, "email"));
    }

    async fn the_inviter_learns_nothing_of_accounts_elsewhere(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let standing = Standing::Member(Role::Client);
        house.enrol_on(&other, "ann@example.test", standing, Some(RIGHT)).await;
        house.enrol_on(&other, "root@example.test", Standing::Superadmin, Some(RIGHT)).await;
        let mut answers = Vec::new();
        for email in ["ann@example.test", "root@example.test", "nobody@example.test"] {
            let row = invite(&house, email, Role::Writer).await;
            answers.push((row.status(row.created_at), row.role, row.display_name, row.member_id));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
    }

    async fn a_new_invitation_takes_the_place_of_the_open_one(db: Database) {
        let house = House::new(db).await;
        let first = invite(&house, "will@example.test", Role::Client).await;
        let stale = link(&house, first.id).await;
        let second = invite(&house, "will@example.test", Role::Writer).await;
        assert_ne!(first.id, second.id);
        assert_eq!(faults(accept(&house, &stale, NEW).await), fault(Code::Expired, "token"));
        let fresh = link(&house, second.id).await;
        let signed_in = accept(&house, &fresh, NEW).await.expect("a session");
        assert_eq!(role(Some(&signed_in.who)), Some(Role::Writer));
        let admin = house.db.member(&house.site, Role::Admin).await;
        let list = house.identity.find_invitations(&admin, &Page::default()).await.expect("a list");
        let states: Vec<_> = list.items.iter().map(|(_, row)| row.status(house.db.now())).collect();
        assert_eq!(states.len(), 2);
        assert!(states.contains(&InvitationStatus::Accepted));
        assert!(states.contains(&InvitationStatus::Revoked));
    }

    async fn of_parallel_invitations_of_one_address_one_stays_open(db: Database) {
        let house = House::new(db).await;
        let admin = house.db.member(&house.site, Role::Admin).await;
        let tries = (0..6).map(|_| house.identity.invite(&admin, wish("will@example.test", Role::Writer)));
        let done = join_all(tries).await;
        assert!(done.iter().any(Result::is_ok));
        let open = "SELECT email AS text FROM member_invitations WHERE revoked_at IS NULL";
        assert_eq!(house.texts(open).await.len(), 1);
    }

    async fn the_same_key_invites_once(db: Database) {
        let house = House::new(db).await;
        let admin = house.db.member(&house.site, Role::Admin).await;
        let keyed = |email: &str| Invite {
            idempotency_key: Some(sea_orm::prelude::Uuid::from_u128(7)),
            ..wish(email, Role::Writer)
        };
        let first = house.identity.invite(&admin, keyed("will@example.test")).await.expect("one");
        let again = house.identity.invite(&admin, keyed("will@example.test")).await.expect("one");
        assert_eq!(first, again);
        let misused = house.identity.invite(&admin, keyed("else@example.test")).await;
        assert_eq!(faults(misused), fault(Code::Conflict, "idempotencyKey"));
        let invited = |event: &&IdentityEvent| matches!(event, IdentityEvent::MemberInvited { .. });
        assert_eq!(house.events().await.iter().filter(invited).count(), 1);
    }

    async fn a_revoked_invitation_opens_nothing(db: Database) {
        let house = House::new(db).await;
        let admin = house.db.member(&house.site, Role::Admin).await;
        let invitation = invite(&house, "will@example.test", Role::Writer).await;
        let token = link(&house, invitation.id).await;
        for _ in 0..2 {
            let gone = house.identity.revoke_invitation(&admin, invitation.id).await.expect("gone");
            assert_eq!(gone.status(house.db.now()), InvitationStatus::Revoked);
        }
        assert_eq!(faults(accept(&house, &token, NEW).await), fault(Code::Expired, "token"));
        let token = invited(&house, "will@example.test", Role::Writer).await;
        accept(&house, &token, NEW).await.expect("a session");
        let list = house.identity.find_invitations(&admin, &Page::default()).await.expect("a list");
        let taken = list.items.iter().map(|(_, row)| row).find(|row| row.accepted_at.is_some());
        let settled = house.identity.revoke_invitation(&admin, taken.expect("one").id).await;
        assert_eq!(faults(settled), fault(Code::WrongState, "invitationId"));
    }

    async fn a_link_changes_nobodys_role_and_lets_nobody_in_who_is_kept_out(db: Database) {
        let house = House::new(db).await;
        let token = invited(&house, "ann@example.test", Role::Admin).await;
        house.client("ann@example.test").await;
        assert_eq!(faults(accept(&house, &token, RIGHT).await), fault(Code::Expired, "token"));
        house.run("UPDATE memberships SET suspended_at = created_at").await;
        assert_eq!(faults(accept(&house, &token, RIGHT).await), fault(Code::Expired, "token"));
        let clients = "SELECT role AS text FROM memberships WHERE account_id =
            (SELECT id FROM accounts WHERE email = 'ann@example.test')";
        assert_eq!(house.texts(clients).await, ["client"]);
    }

    async fn a_website_that_takes_no_strangers_takes_whom_it_invited(db: Database) {
        let house = House::new(db).await;
        let closed = with(&house.site, |site| site.registration_open = false);
        let token = invited(&house, "will@example.test", Role::Writer).await;
        enter(&house, &closed, &token, NEW).await.map(inside).expect("a session");
    }

    async fn where_a_second_factor_is_wanted_an_invitation_does_not_skip_it(db: Database) {
        let house = House::new(db).await;
        let strict = with(&house.site, |site| {
            site.toggles = Toggles::new([(Toggle::TwoFactorRequired, true)]);
        });
        let token = invited(&house, "will@example.test", Role::Writer).await;
        let entry = enter(&house, &strict, &token, NEW).await.expect("an entry");
        assert!(matches!(entry, Entry::Challenge(_)));
        assert!(house.texts("SELECT label AS text FROM sessions").await.is_empty());
    }

    async fn an_invitation_leaves_a_trail_without_addresses(db: Database) {
        let house = House::new(db).await;
        let token = invited(&house, "will@example.test", Role::Writer).await;
        accept(&house, &token, NEW).await.expect("a session");
        let trail = house.texts("SELECT action || ' ' || object || ' ' ||
            COALESCE(CAST(detail AS TEXT), '') AS text FROM audit_entries").await;
        let line = trail.iter().find(|line| line.starts_with("identity.member_invited"));
        assert!(line.expect("a line").contains("writer"));
        assert!(trail.iter().any(|line| line.starts_with("identity.invitation_accepted")));
        assert!(trail.iter().all(|line| !line.contains('@') && !line.contains(&token)));
    }

    async fn a_member_found_by_invitation_is_a_member_like_others(db: Database) {
        let house = House::new(db).await;
        let token = invited(&house, "will@example.test", Role::Writer).await;
        let signed_in = accept(&house, &token, NEW).await.expect("a session");
        let asker: Actor = house.asker(&signed_in);
        let places = house.identity.memberships(&asker).await.expect("places");
        assert_eq!(places.len(), 1);
    }
}
