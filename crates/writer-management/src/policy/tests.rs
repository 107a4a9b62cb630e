use kernel::{Id, OrderId, SystemClock};
use testkit::Askers;

use super::*;
use crate::ports::Stage;

/// An order of the client's, written by the writer and edited by the editor.
fn work(askers: &Askers) -> Engagement {
    Engagement {
        order: OrderId::mint(&SystemClock),
        number: None,
        client: askers.member("client"),
        writer: Some(askers.member("writer")),
        editor: Some(askers.member("editor")),
        stage: Stage::Completed {
            since: kernel::Clock::now(&SystemClock),
        },
        subject: None,
        type_of_work: None,
        pages: 1,
    }
}

#[test]
fn who_may_do_what_with_writers() {
    let askers = Askers::default();
    let (work, writer) = (work(&askers), askers.member("writer"));
    let mut grid = String::new();
    let mut line = |right: &str, may: &dyn Fn(&Actor) -> bool| askers.line(&mut grid, right, may);
    line("known", &|actor| known(actor).is_ok());
    line("browse", &|actor| browse(actor).is_ok());
    line("rank_writers", &|actor| rank_writers(actor).is_ok());
    for kind in [
        Kind::EditorToWriter,
        Kind::ClientToWriter,
        Kind::ClientToEditor,
        Kind::WriterToClient,
    ] {
        line(&format!("give_feedback {kind:?}"), &|actor| {
            give_feedback(actor, kind, &work).is_ok()
        });
    }
    line("run_rounds", &|actor| run_rounds(actor).is_ok());
    line("rebuild", &|actor| rebuild(actor).is_ok());
    line("edit_portfolio", &|actor| edit_portfolio(actor).is_ok());
    line("decide_consent", &|actor| {
        decide_consent(actor, &work).is_ok()
    });
    line("knows_order", &|actor| knows_order(actor, &work));
    line("works_here", &works_here);
    line("audits", &audits);
    line("sees_capacity of the writer", &|actor| {
        sees_capacity(actor, writer)
    });
    line("sees_real_name of the writer", &|actor| {
        sees_real_name(actor, writer)
    });
    line("sees_all_of the writer", &|actor| {
        sees_all_of(actor, writer)
    });
    for visibility in [
        Visibility::Private,
        Visibility::ClientsOnly,
        Visibility::Public,
    ] {
        line(&format!("visibilities {visibility:?}"), &|actor| {
            visibilities(actor).contains(&visibility)
        });
    }
    insta::assert_snapshot!("policies", grid);
}
