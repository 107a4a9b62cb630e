use kernel::{AccountId, Id, SystemClock};
use testkit::Askers;

use super::*;

#[test]
fn who_may_do_what_with_people() {
    let askers = Askers::default();
    let mut grid = String::new();
    let mut line = |right: &str, may: &dyn Fn(&Actor) -> bool| askers.line(&mut grid, right, may);
    line("revoke", &|actor| revoke(actor).is_ok());
    line("change_credentials", &|actor| {
        change_credentials(actor).is_ok()
    });
    line("change_profile", &|actor| change_profile(actor).is_ok());
    line("keep_devices", &|actor| keep_devices(actor).is_ok());
    line("owner", &|actor| owner(actor).is_ok());
    line("enrol", &|actor| enrol(actor).is_ok());
    line("issue_link", &|actor| issue_link(actor).is_ok());
    line("keep_house", &|actor| keep_house(actor).is_ok());
    line("invite", &|actor| invite(actor).is_ok());
    line("list_members", &|actor| list_members(actor).is_ok());
    line("manage_members", &|actor| manage_members(actor).is_ok());
    line("help_people", &|actor| help_people(actor).is_ok());
    line("go_over", &|actor| go_over(actor).is_ok());
    line("is_staff", &|actor| is_staff(actor.who()));
    for role in [
        Role::Client,
        Role::Writer,
        Role::Editor,
        Role::Support,
        Role::Admin,
    ] {
        let other = |is_superadmin| Subject {
            account: AccountId::mint(&SystemClock),
            role,
            is_superadmin,
        };
        let (member, above) = (other(false), other(true));
        let right = |verb: &str, of: &str| format!("{verb} {of}{role:?}").to_lowercase();
        line(&right("manage", ""), &|actor| {
            manage(actor, &member).is_ok()
        });
        line(&right("manage", "superadmin "), &|actor| {
            manage(actor, &above).is_ok()
        });
        line(&right("impersonate", ""), &|actor| {
            impersonate(actor, &member).is_ok()
        });
        line(&right("impersonate", "superadmin "), &|actor| {
            impersonate(actor, &above).is_ok()
        });
    }
    let themselves = |actor: &Actor| Subject {
        account: actor.account().unwrap_or(AccountId::mint(&SystemClock)),
        role: Role::Client,
        is_superadmin: false,
    };
    line("manage themselves", &|actor| {
        actor.is_signed_in() && manage(actor, &themselves(actor)).is_ok()
    });
    line("impersonate themselves", &|actor| {
        actor.is_signed_in() && impersonate(actor, &themselves(actor)).is_ok()
    });
    let client = askers.account("client");
    line("sees_address of the client", &|actor| {
        sees_address(actor, client)
    });
    insta::assert_snapshot!("policies", grid);
}
