//! Looking through somebody else's eyes: briefly, harmlessly, and never behind their back.

use std::sync::Arc;

use chrono::TimeDelta;
use identity::{
    Asker, Error, IdentityEvent, Impersonate, Impersonating, ImpersonationService, MemberService,
    SecurityService, SessionService, SignedIn, Standing,
};
use kernel::{Actor, Code, Id, MemberId, Page, RequestId, Role, Site, Tx};
use testkit::on_both;

use crate::house::{House, fault, faults};

async fn member(house: &House, email: &str, role: Role) -> (MemberId, SignedIn) {
    let enrolled = house.enrol(email, Standing::Member(role)).await;
    (
        enrolled.member.expect("a member"),
        house.sign_in(email).await,
    )
}

fn wish(member: MemberId) -> Impersonate {
    Impersonate {
        member,
        reason: "You asked why your order is late".to_owned(),
    }
}

async fn try_look(house: &House, by: &SignedIn, of: MemberId) -> Result<Impersonating, Error> {
    house.identity.impersonate(&house.asker(by), wish(of)).await
}

async fn look(house: &House, by: &SignedIn, of: MemberId) -> Impersonating {
    try_look(house, by, of).await.expect("a look")
}

async fn asker_on(house: &House, site: &Site, look: &Impersonating) -> Option<Asker> {
    let asker = house.identity.authenticate(site, look.token.reveal()).await;
    asker.expect("an answer")
}

async fn asker(house: &House, look: &Impersonating) -> Option<Asker> {
    asker_on(house, &house.site, look).await
}

/// Whoever asks with the token of the look.
async fn eyes(house: &House, look: &Impersonating) -> Actor {
    let asker = asker(house, look).await.expect("somebody");
    asker.actor(Arc::clone(&house.site), RequestId::mint(&*house.db.manual))
}

on_both! {
    async fn whoever_looks_asks_as_the_member_and_is_known_as_themselves(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (sue, support) = member(&house, "sue@example.test", Role::Support).await;
        let look = look(&house, &support, ann).await;
        assert!(look.token.reveal().starts_with("sim_"));
        let actor = eyes(&house, &look).await;
        assert!(actor.is(ann) && actor.role() == Some(Role::Client));
        let truth = actor.impersonator().expect("somebody else");
        assert_eq!(truth.who.member(), Some(sue));
        assert_eq!(truth.session, support.session.id);
        assert!(actor.in_truth().is(sue));
        // Their own session goes on beside it.
        assert!(house.who(&support.token).await.is_some());
        let other = house.db.website("quill").await;
        assert!(asker_on(&house, &other, &look).await.is_none());
        let stored = house.texts("SELECT token_hash AS text FROM impersonations").await;
        assert!(stored.iter().all(|hash| !hash.contains(look.token.reveal())));
    }

    async fn it_is_no_sign_in_of_the_members(db: Database) {
        let house = House::new(db).await;
        let (ann, own) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let before = house.texts("SELECT label AS text FROM sessions").await.len();
        let devices = house.texts("SELECT label AS text FROM devices").await.len();
        let look = look(&house, &support, ann).await;
        asker(&house, &look).await.expect("somebody");
        assert_eq!(house.texts("SELECT label AS text FROM sessions").await.len(), before);
        assert_eq!(house.texts("SELECT label AS text FROM devices").await.len(), devices);
        let own = house.asker(&own);
        assert_eq!(house.identity.count(&own).await.expect("a count"), 1);
        let started = |event: &&IdentityEvent| matches!(event, IdentityEvent::SessionStarted { .. });
        assert_eq!(house.events().await.iter().filter(started).count(), 2);
    }

    async fn the_member_is_told_and_sees_who_looked(db: Database) {
        let house = House::new(db).await;
        let (ann, own) = member(&house, "ann@example.test", Role::Client).await;
        let (sue, support) = member(&house, "sue@example.test", Role::Support).await;
        let look = look(&house, &support, ann).await;
        let event = IdentityEvent::ImpersonationStarted {
            impersonation: look.impersonation.id,
            account: own.account.id,
            member: ann,
        };
        assert!(house.events().await.contains(&event));
        let happened = "SELECT kind AS text FROM security_events WHERE kind = 'impersonation'";
        assert_eq!(house.texts(happened).await.len(), 1);
        let ann_asks = house.asker(&own);
        let looks = house.identity.looks(&ann_asks, &Page::default()).await.expect("looks");
        let (_, seen) = looks.items.first().expect("one");
        assert_eq!((seen.impersonator_id, &*seen.reason), (Some(sue), "You asked why your order is late"));
        let (_, bob) = member(&house, "bob@example.test", Role::Client).await;
        let bob = house.asker(&bob);
        assert!(house.identity.looks(&bob, &Page::default()).await.expect("looks").items.is_empty());
        let id = look.impersonation.id;
        assert!(house.identity.impersonations(&bob, &[id]).await.expect("rows").is_empty());
        assert_eq!(house.identity.impersonations(&ann_asks, &[id]).await.expect("rows").len(), 1);
    }

    async fn nothing_is_written_in_anothers_name(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let look = look(&house, &support, ann).await;
        let actor = eyes(&house, &look).await;
        assert!(Tx::begin(&house.db.conn, &actor, &house.db.clock()).await.is_err());
        assert!(house.identity.revoke_others(&actor).await.is_err());
        assert!(house.identity.sign_out(&actor).await.is_err());
    }

    async fn what_is_private_stays_private(db: Database) {
        let house = House::new(db).await;
        let (ann, own) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let look = look(&house, &support, ann).await;
        let actor = eyes(&house, &look).await;
        let page = Page::default();
        assert!(house.identity.list(&actor, &page).await.expect("sessions").items.is_empty());
        assert_eq!(house.identity.count(&actor).await.expect("a count"), 0);
        let rows = house.identity.sessions(&actor, &[own.session.id]).await.expect("sessions");
        assert!(rows.is_empty());
        assert!(house.identity.looks(&actor, &page).await.expect("looks").items.is_empty());
        let events = house.identity.happenings(&actor, &page).await.expect("events");
        assert!(events.items.is_empty());
        // Places on other websites are none of the looker's business.
        let other = house.db.website("quill").await;
        house.enrol_on(&other, "ann@example.test", Standing::Member(Role::Client), None).await;
        assert_eq!(house.identity.memberships(&actor).await.expect("places").len(), 1);
        assert_eq!(house.identity.memberships(&house.asker(&own)).await.expect("places").len(), 2);
    }

    async fn a_look_is_over_after_half_an_hour(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let look = look(&house, &support, ann).await;
        house.db.manual.advance(TimeDelta::minutes(30) - TimeDelta::seconds(1));
        assert!(asker(&house, &look).await.is_some());
        house.db.manual.advance(TimeDelta::seconds(1));
        assert!(asker(&house, &look).await.is_none());
        assert!(!look.impersonation.is_active(house.db.now()));
        assert!(house.who(&support.token).await.is_some(), "their own session goes on");
    }

    async fn a_look_ends_when_it_is_ended(db: Database) {
        let house = House::new(db).await;
        let (ann, own) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let first = look(&house, &support, ann).await;
        let actor = eyes(&house, &first).await;
        let ended = house.identity.end_impersonation(&actor).await.expect("it ends");
        assert_eq!(ended.ended_at, Some(house.db.now()));
        assert!(asker(&house, &first).await.is_none());
        let again = house.identity.end_impersonation(&house.asker(&support)).await;
        assert_eq!(faults(again), fault(Code::WrongState, ""));
        // From the session that it was begun from, too.
        let second = look(&house, &support, ann).await;
        house.identity.end_impersonation(&house.asker(&support)).await.expect("it ends");
        assert!(asker(&house, &second).await.is_none());
        let account = own.account.id;
        let over = IdentityEvent::SessionsEnded { account, sessions: vec![ended.session()] };
        assert!(house.events().await.contains(&over));
        let stranger = house.identity.end_impersonation(&house.stranger()).await;
        assert_eq!(faults(stranger), fault(Code::Unauthenticated, ""));
        let trail = house.texts("SELECT actor || ' ' || on_behalf_of AS text FROM audit_entries
            WHERE action LIKE 'identity.impersonation%'").await;
        let line = format!("{} {ann}", support.member().expect("a member"));
        assert_eq!(trail, vec![line; 4]);
    }

    async fn another_look_from_the_same_session_takes_its_place(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (bob, _) = member(&house, "bob@example.test", Role::Writer).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let first = look(&house, &support, ann).await;
        let second = look(&house, &support, bob).await;
        assert!(asker(&house, &first).await.is_none());
        assert!(asker(&house, &second).await.is_some());
    }

    async fn a_look_ends_with_the_session_it_was_begun_from(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let first = look(&house, &support, ann).await;
        house.identity.sign_out(&house.asker(&support)).await.expect("it ends");
        assert!(asker(&house, &first).await.is_none());
        let ended = "SELECT reason AS text FROM impersonations WHERE ended_at IS NOT NULL";
        assert_eq!(house.texts(ended).await.len(), 1);
        // One that is merely forgotten, too.
        let support = house.sign_in("sue@example.test").await;
        let second = look(&house, &support, ann).await;
        house.run("UPDATE sessions SET revoked_at = created_at WHERE revoked_at IS NULL").await;
        assert!(asker(&house, &second).await.is_none());
    }

    async fn a_look_ends_when_either_is_something_else(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (_, root) = member(&house, "root@example.test", Role::Admin).await;
        let (sue, support) = member(&house, "sue@example.test", Role::Support).await;
        let root = house.asker(&root);
        let first = look(&house, &support, ann).await;
        house.identity.change_role(&root, sue, Role::Editor).await.expect("a member");
        assert!(asker(&house, &first).await.is_none());
        house.identity.change_role(&root, sue, Role::Support).await.expect("a member");
        assert!(asker(&house, &first).await.is_none(), "it does not come back");
        let second = look(&house, &support, ann).await;
        house.identity.change_role(&root, ann, Role::Editor).await.expect("a member");
        assert!(asker(&house, &second).await.is_none());
        house.identity.change_role(&root, ann, Role::Client).await.expect("a member");
        let third = look(&house, &support, ann).await;
        house.identity.suspend(&root, ann, "Rude").await.expect("a member");
        assert!(asker(&house, &third).await.is_none());
        let refused = try_look(&house, &support, ann).await;
        assert_eq!(faults(refused), fault(Code::WrongState, "memberId"));
        house.identity.reinstate(&root, ann).await.expect("a member");
        let fourth = look(&house, &support, ann).await;
        house.identity.suspend(&root, sue, "Rude").await.expect("a member");
        assert!(asker(&house, &fourth).await.is_none());
    }

    async fn what_the_rows_say_now_decides_and_not_what_they_said(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let look = look(&house, &support, ann).await;
        for (change, back) in [
            ("UPDATE memberships SET role = 'editor' WHERE role = 'support'",
             "UPDATE memberships SET role = 'support' WHERE role = 'editor'"),
            ("UPDATE memberships SET role = 'admin' WHERE role = 'client'",
             "UPDATE memberships SET role = 'client' WHERE role = 'admin'"),
            ("UPDATE accounts SET is_superadmin = TRUE WHERE email = 'ann@example.test'",
             "UPDATE accounts SET is_superadmin = FALSE"),
        ] {
            house.run(change).await;
            assert!(asker(&house, &look).await.is_none(), "{change}");
            house.run(back).await;
            assert!(asker(&house, &look).await.is_some(), "{back}");
        }
    }

    async fn nobody_looks_through_their_equals_or_above(db: Database) {
        let house = House::new(db).await;
        let roles = [Role::Client, Role::Writer, Role::Editor, Role::Support, Role::Admin];
        let mut people = Vec::new();
        for role in roles {
            let email = format!("{role:?}@example.test").to_lowercase();
            people.push(member(&house, &email, role).await);
        }
        let mut grid = Vec::new();
        for (_, looker) in &people {
            let mut row = String::new();
            for (seen, _) in &people {
                let tried = try_look(&house, looker, *seen).await;
                row.push(if tried.is_ok() { '+' } else { '-' });
                if tried.is_err() {
                    assert_eq!(faults(tried), fault(Code::Forbidden, ""));
                }
            }
            grid.push(row);
        }
        assert_eq!(grid, ["-----", "-----", "-----", "++---", "++++-"]);
        house.enrol("client@example.test", Standing::Superadmin).await;
        let refused = try_look(&house, &people[4].1, people[0].0).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        let other = house.db.website("quill").await;
        let foreign = house.enrol_on(&other, "far@example.test", Standing::Member(Role::Client), None);
        let foreign = foreign.await.member.expect("a member");
        let unknown: MemberId = "mem_01h00000000000000000000000".parse().expect("an id");
        for id in [foreign, unknown] {
            let refused = try_look(&house, &people[4].1, id).await;
            assert_eq!(faults(refused), fault(Code::NotFound, "memberId"));
        }
        let refused = house.identity.impersonate(&house.stranger(), wish(people[1].0)).await;
        assert_eq!(faults(refused), fault(Code::Unauthenticated, ""));
    }

    async fn looking_wants_a_recent_proof_and_a_reason(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let (_, support) = member(&house, "sue@example.test", Role::Support).await;
        let asks = house.asker(&support);
        for (reason, code) in [
            (" ".to_owned(), Code::Required),
            ("x".repeat(301), Code::TooLong),
            ("one\ntwo".to_owned(), Code::Invalid),
        ] {
            let wish = Impersonate { member: ann, reason };
            let refused = house.identity.impersonate(&asks, wish).await;
            assert_eq!(faults(refused), fault(code, "reason"));
        }
        house.db.manual.advance(TimeDelta::minutes(11));
        let refused = try_look(&house, &support, ann).await;
        assert_eq!(faults(refused), fault(Code::StepUpRequired, ""));
        assert!(house.texts("SELECT reason AS text FROM impersonations").await.is_empty());
    }

    async fn a_superadmin_looks_through_anybody_below(db: Database) {
        let house = House::new(db).await;
        let (root, _) = member(&house, "root@example.test", Role::Admin).await;
        house.enrol("above@example.test", Standing::Superadmin).await;
        let above = house.sign_in("above@example.test").await;
        let look = look(&house, &above, root).await;
        let actor = eyes(&house, &look).await;
        assert!(actor.is(root));
        assert!(actor.in_truth().is_superadmin());
        assert!(!actor.is_superadmin());
        assert_eq!(look.impersonation.impersonator_id, None);
    }
}
