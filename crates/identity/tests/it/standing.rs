//! What members may do, and how that changes.

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::MemberAction::{ChangeRole, Impersonate, Reinstate, Suspend};
use identity::{
    Error, IdentityEvent, Member, MemberAction, MemberChange, MemberFilter, MemberOrder,
    MemberService, SessionService, SignedIn, Standing,
};
use kernel::{Actor, Code, MemberId, Page, PageArguments, Role, Who};
use testkit::on_both;

use crate::house::{House, fault, faults};

/// Somebody who runs the website, signed in.
async fn admin(house: &House, email: &str) -> Actor {
    house.enrol(email, Standing::Member(Role::Admin)).await;
    house.asker(&house.sign_in(email).await)
}

async fn member(house: &House, email: &str, role: Role) -> (MemberId, SignedIn) {
    let enrolled = house.enrol(email, Standing::Member(role)).await;
    (
        enrolled.member.expect("a member"),
        house.sign_in(email).await,
    )
}

fn role(who: Option<&Who>) -> Option<Role> {
    match who {
        Some(Who::Member { role, .. }) => Some(*role),
        _ => None,
    }
}

async fn names(house: &House, actor: &Actor, filter: MemberFilter) -> Vec<String> {
    let page = Page::default();
    let found = house
        .identity
        .find_members(actor, &filter, MemberOrder::Name, &page)
        .await;
    let name = |(_, member): (_, Member)| member.person.email.map(|email| email.to_string());
    found
        .expect("members")
        .items
        .into_iter()
        .filter_map(name)
        .collect()
}

on_both! {
    async fn another_role_holds_from_the_next_request_on(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (will, session) = member(&house, "will@example.test", Role::Writer).await;
        let changed = house.identity.change_role(&root, will, Role::Editor).await.expect("a member");
        assert_eq!(changed.role, Role::Editor);
        assert_eq!(role(house.who(&session.token).await.as_ref()), Some(Role::Editor));
        let account = session.account.id;
        let change = MemberChange::Role { before: Role::Writer, after: Role::Editor };
        let event = IdentityEvent::MemberChanged { account, member: will, change };
        assert!(house.events().await.contains(&event));
        let told = house.roster.0.lock().expect("no panic").last().cloned().expect("a fact");
        assert_eq!((told.member, told.role), (will, Role::Editor));
        let happened = "SELECT kind AS text FROM security_events WHERE kind = 'role_changed'";
        assert_eq!(house.texts(happened).await.len(), 1);
        let trail = "SELECT CAST(detail AS TEXT) AS text FROM audit_entries
            WHERE action = 'identity.role_changed'";
        let detail: Vec<serde_json::Value> = house.texts(trail).await.iter()
            .map(|text| serde_json::from_str(text).expect("json")).collect();
        assert_eq!(detail, [serde_json::json!({ "before": "writer", "after": "editor" })]);
        // Once more changes nothing.
        let events = house.events().await.len();
        house.identity.change_role(&root, will, Role::Editor).await.expect("a member");
        assert_eq!(house.events().await.len(), events);
    }

    async fn a_session_lasts_as_long_as_those_of_the_new_role(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (ann, session) = member(&house, "ann@example.test", Role::Client).await;
        house.identity.change_role(&root, ann, Role::Support).await.expect("a member");
        house.db.manual.advance(TimeDelta::hours(3));
        assert_eq!(house.who(&session.token).await, None, "staff are forgotten after two hours");
        let (bob, session) = member(&house, "bob@example.test", Role::Support).await;
        let root = house.asker(&house.sign_in("root@example.test").await);
        house.identity.change_role(&root, bob, Role::Client).await.expect("a member");
        house.db.manual.advance(TimeDelta::hours(3));
        assert_eq!(role(house.who(&session.token).await.as_ref()), Some(Role::Client));
    }

    async fn only_who_runs_the_website_decides_and_never_about_themselves(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        for (actor, code) in [
            (house.stranger(), Code::Unauthenticated),
            (house.db.member(&house.site, Role::Client).await, Code::Forbidden),
            (house.db.member(&house.site, Role::Writer).await, Code::Forbidden),
            (house.db.member(&house.site, Role::Editor).await, Code::Forbidden),
            (house.db.member(&house.site, Role::Support).await, Code::Forbidden),
        ] {
            let refused = house.identity.change_role(&actor, ann, Role::Admin).await;
            assert_eq!(faults(refused), fault(code, ""));
            assert_eq!(faults(house.identity.suspend(&actor, ann, "Rude").await), fault(code, ""));
            assert_eq!(faults(house.identity.reinstate(&actor, ann).await), fault(code, ""));
        }
        let root = admin(&house, "root@example.test").await;
        let own = root.member().expect("a member");
        admin(&house, "second@example.test").await;
        let refused = house.identity.change_role(&root, own, Role::Client).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        let refused = house.identity.suspend(&root, own, "Tired").await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        let abroad = house.db.member(&other, Role::Admin).await;
        let unknown: MemberId = "mem_01h00000000000000000000000".parse().expect("an id");
        let mut refusals = Vec::new();
        for id in [ann, unknown] {
            refusals.push(faults(house.identity.change_role(&abroad, id, Role::Admin).await));
            refusals.push(faults(house.identity.suspend(&abroad, id, "Rude").await));
            refusals.push(faults(house.identity.reinstate(&abroad, id).await));
        }
        refusals.dedup();
        assert_eq!(refusals, [fault(Code::NotFound, "memberId")]);
    }

    async fn whoever_stands_above_the_website_is_left_alone_by_it(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (above, session) = member(&house, "above@example.test", Role::Editor).await;
        house.enrol("above@example.test", Standing::Superadmin).await;
        let refused = house.identity.suspend(&root, above, "Rude").await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        assert!(house.who(&session.token).await.is_some());
        let superadmin = house.db.superadmin(&house.site);
        house.identity.change_role(&superadmin, above, Role::Client).await.expect("a member");
    }

    async fn somebody_is_always_left_who_runs_the_website(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let last = root.member().expect("a member");
        let superadmin = house.db.superadmin(&house.site);
        let refused = house.identity.change_role(&superadmin, last, Role::Client).await;
        assert_eq!(faults(refused), fault(Code::WrongState, "memberId"));
        let refused = house.identity.suspend(&superadmin, last, "Rude").await;
        assert_eq!(faults(refused), fault(Code::WrongState, "memberId"));
        // A second one who is kept out does not count.
        let (second, _) = member(&house, "second@example.test", Role::Admin).await;
        house.identity.suspend(&root, second, "Away").await.expect("a member");
        let refused = house.identity.change_role(&superadmin, last, Role::Client).await;
        assert_eq!(faults(refused), fault(Code::WrongState, "memberId"));
        house.identity.reinstate(&root, second).await.expect("a member");
        house.identity.change_role(&superadmin, last, Role::Client).await.expect("a member");
    }

    async fn of_two_who_demote_each_other_one_stays(db: Database) {
        let house = House::new(db).await;
        let one = admin(&house, "one@example.test").await;
        let two = admin(&house, "two@example.test").await;
        let (first, second) = (one.member().expect("a member"), two.member().expect("a member"));
        let done = join_all([
            house.identity.change_role(&one, second, Role::Client),
            house.identity.change_role(&two, first, Role::Client),
        ]).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
        let left = house.texts("SELECT role AS text FROM memberships WHERE role = 'admin'").await;
        assert_eq!(left.len(), 1);
    }

    async fn a_suspended_member_is_out_at_once_and_on_this_website_only(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let root = admin(&house, "root@example.test").await;
        let (will, session) = member(&house, "will@example.test", Role::Writer).await;
        house.enrol_on(&other, "will@example.test", Standing::Member(Role::Writer), None).await;
        let elsewhere = house.try_sign_in_on(&other, "will@example.test", &session).await;
        let elsewhere = elsewhere.expect("a session");
        let kept_out = house.identity.suspend(&root, will, " Plagiarism ").await.expect("a member");
        assert_eq!(kept_out.suspended_at, Some(house.db.now()));
        assert_eq!(kept_out.suspension_reason.as_deref(), Some("Plagiarism"));
        assert_eq!(house.who(&session.token).await, None);
        assert!(house.try_sign_in("will@example.test", crate::house::RIGHT).await.is_err());
        let there = house.identity.authenticate(&other, elsewhere.token.reveal()).await;
        assert!(there.expect("an answer").is_some());
        let events = house.events().await;
        let account = session.account.id;
        let ended = IdentityEvent::SessionsEnded { account, sessions: vec![session.session.id] };
        assert!(events.contains(&ended));
        let change = MemberChange::Suspended;
        assert!(events.contains(&IdentityEvent::MemberChanged { account, member: will, change }));
        let told = house.roster.0.lock().expect("no panic").last().cloned().expect("a fact");
        assert!(told.suspended);
        let trail = house.texts("SELECT COALESCE(CAST(detail AS TEXT), '') AS text
            FROM audit_entries").await;
        assert!(trail.iter().all(|line| !line.contains("Plagiarism")), "the trail names no reasons");
        // Let in again, the old session stays dead.
        let back = house.identity.reinstate(&root, will).await.expect("a member");
        assert_eq!((back.suspended_at, back.suspension_reason), (None, None));
        assert_eq!(house.who(&session.token).await, None);
        house.sign_in("will@example.test").await;
        let told = house.roster.0.lock().expect("no panic").last().cloned().expect("a fact");
        assert!(!told.suspended);
    }

    async fn suspending_or_reinstating_again_changes_nothing(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        house.identity.suspend(&root, ann, "Rude").await.expect("a member");
        let count = house.events().await.len();
        let again = house.identity.suspend(&root, ann, "Other").await.expect("a member");
        assert_eq!(again.suspension_reason.as_deref(), Some("Rude"));
        assert_eq!(house.events().await.len(), count);
        house.identity.reinstate(&root, ann).await.expect("a member");
        house.identity.reinstate(&root, ann).await.expect("a member");
        assert_eq!(house.events().await.len(), count + 1);
        assert_eq!(faults(house.identity.suspend(&root, ann, " ").await), fault(Code::Required, "reason"));
    }

    async fn of_a_sign_in_and_a_suspension_at_once_no_session_is_left(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let sign_ins = async { join_all((0..4).map(|_|
            house.try_sign_in("ann@example.test", crate::house::RIGHT))).await };
        let suspension = house.identity.suspend(&root, ann, "Rude");
        let (_, done) = futures_util::future::join(sign_ins, suspension).await;
        done.expect("a member");
        let open = house.texts("SELECT label AS text FROM sessions WHERE revoked_at IS NULL
            AND account_id = (SELECT id FROM accounts WHERE email = 'ann@example.test')").await;
        assert!(open.is_empty());
    }

    async fn the_list_of_members_is_for_those_who_run_the_website_or_help(db: Database) {
        let house = House::new(db).await;
        let other = house.db.website("quill").await;
        let root = admin(&house, "root@example.test").await;
        member(&house, "ann@example.test", Role::Client).await;
        house.enrol_on(&other, "foreign@example.test", Standing::Member(Role::Client), None).await;
        let all = MemberFilter::default();
        for role in [Role::Client, Role::Writer, Role::Editor] {
            let actor = house.db.member(&other, role).await;
            let listed = house.identity
                .find_members(&actor, &all, MemberOrder::Name, &Page::default()).await;
            assert_eq!(faults(listed), fault(Code::Forbidden, ""));
        }
        let listed = house.identity
            .find_members(&house.stranger(), &all, MemberOrder::Name, &Page::default()).await;
        assert_eq!(faults(listed), fault(Code::Unauthenticated, ""));
        assert_eq!(names(&house, &root, all.clone()).await.len(), 2);
        let support = house.db.member(&other, Role::Support).await;
        assert!(names(&house, &support, all).await.contains(&"foreign@example.test".to_owned()));
    }

    async fn members_are_found_by_role_state_and_letters(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        member(&house, "will_100%@example.test", Role::Writer).await;
        house.identity.suspend(&root, ann, "Rude").await.expect("a member");
        let found = async |filter: MemberFilter| names(&house, &root, filter).await;
        let writers = MemberFilter { role: Some(Role::Writer), ..MemberFilter::default() };
        assert_eq!(found(writers).await, ["will_100%@example.test"]);
        let out = MemberFilter { suspended: Some(true), ..MemberFilter::default() };
        assert_eq!(found(out).await, ["ann@example.test"]);
        let within = MemberFilter { suspended: Some(false), ..MemberFilter::default() };
        assert_eq!(found(within).await.len(), 2);
        let letters = |text: &str| MemberFilter {
            search: Some(text.to_owned()),
            ..MemberFilter::default()
        };
        assert_eq!(found(letters("ANN@")).await, ["ann@example.test"]);
        assert_eq!(found(letters("_100%")).await, ["will_100%@example.test"]);
        assert!(found(letters("%_%")).await.is_empty(), "the letters are letters");
        assert_eq!(found(letters("n OTH")).await.len(), 3);
        let long = house.identity.find_members(&root, &letters(&"x".repeat(101)),
            MemberOrder::Name, &Page::default()).await;
        assert_eq!(faults(long), fault(Code::TooLong, "search"));
    }

    async fn the_list_is_paged_in_both_orders(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        for email in ["a@example.test", "b@example.test", "c@example.test", "d@example.test"] {
            house.db.manual.advance(TimeDelta::seconds(1));
            house.client(email).await;
        }
        for order in [MemberOrder::Name, MemberOrder::Newest] {
            let mut after = None;
            let mut seen = Vec::new();
            loop {
                let page = Page::parse(PageArguments { first: Some(2), after, ..PageArguments::default() });
                let page = page.expect("a page");
                let slice = house.identity
                    .find_members(&root, &MemberFilter::default(), order, &page).await;
                let slice = slice.expect("members");
                after = slice.items.last().map(|(cursor, _)| cursor.seal());
                seen.extend(slice.items.into_iter().map(|(_, member)| member.id));
                if !slice.has_next {
                    break;
                }
            }
            let all: std::collections::HashSet<_> = seen.iter().collect();
            assert_eq!((seen.len(), all.len()), (5, 5), "{order:?}");
        }
    }

    async fn why_somebody_is_kept_out_is_for_those_who_run_the_website(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        house.identity.suspend(&root, ann, "Rude").await.expect("a member");
        for (role, sees) in [
            (Role::Client, false), (Role::Writer, false), (Role::Editor, false),
            (Role::Support, true), (Role::Admin, true),
        ] {
            let actor = house.db.member(&house.site, role).await;
            let found = house.identity.members(&actor, &[ann]).await.expect("members");
            assert_eq!(found[&ann].suspension_reason.is_some(), sees, "{role:?}");
        }
    }

    async fn what_can_be_done_with_a_member_is_what_the_commands_allow(db: Database) {
        let house = House::new(db).await;
        let root = admin(&house, "root@example.test").await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let open = async |actor: &Actor, id: MemberId| -> Vec<MemberAction> {
            let found = house.identity.members(actor, &[id]).await.expect("members");
            let judged = found[&id].available_actions(actor);
            let open = judged.into_iter().filter(|one| one.refusal.is_none());
            open.map(|one| one.action).collect()
        };
        assert_eq!(open(&root, ann).await, [ChangeRole, Suspend, Impersonate]);
        assert!(open(&root, root.member().expect("a member")).await.is_empty());
        let support = house.db.member(&house.site, Role::Support).await;
        assert_eq!(open(&support, ann).await, [Impersonate]);
        house.identity.suspend(&root, ann, "Rude").await.expect("a member");
        assert_eq!(open(&root, ann).await, [ChangeRole, Reinstate]);
        let editor = house.db.member(&house.site, Role::Editor).await;
        assert!(open(&editor, ann).await.is_empty());
    }

    async fn a_wrong_permit_of_the_house_is_no_member(db: Database) {
        let house = House::new(db).await;
        let (ann, _) = member(&house, "ann@example.test", Role::Client).await;
        let system = house.db.system(&house.site);
        let refused: Result<Member, Error> = house.identity.change_role(&system, ann, Role::Admin).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
    }
}
