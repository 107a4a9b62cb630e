//! Who can do what with an order in which state: a change of the law shows in the diff of one
//! file.

use std::fmt::Write;

use kernel::Actor;
use orders::order::Status;
use testkit::on_both;

use crate::house::House;

const STATES: [Status; 10] = [
    Status::AwaitingWriter,
    Status::InProgress,
    Status::OnHold,
    Status::InReview,
    Status::Delivered,
    Status::RevisionRequested,
    Status::RevisionInProgress,
    Status::Disputed,
    Status::Completed,
    Status::Cancelled,
];

on_both! {
    async fn who_can_do_what_with_an_order(db: Database) {
        let house = House::open(db).await;
        let mut order = house.assigned(&house.client).await;
        let superadmin = house.db.superadmin(&house.site);
        let stranger = house.db.stranger(&house.site);
        let system = house.db.system(&house.site);
        let askers: [(&str, &Actor); 8] = [
            ("client", &house.client),
            ("writer", &house.writer),
            ("editor", &house.editor),
            ("support", &house.support),
            ("admin", &house.admin),
            ("superadmin", &superadmin),
            ("system", &system),
            ("stranger", &stranger),
        ];
        let mut grid = String::new();
        for status in STATES {
            order.status = status;
            writeln!(grid, "{status:?}").expect("text");
            for (name, asker) in askers {
                let actions = order.available_actions(asker, house.db.now());
                let open = actions.iter().filter(|one| one.refusal.is_none());
                let open: Vec<_> = open.map(|one| format!("{:?}", one.action)).collect();
                let open = if open.is_empty() { "-".to_owned() } else { open.join(" ") };
                writeln!(grid, "  {name:<10} {open}").expect("text");
            }
        }
        insta::assert_snapshot!("policies", grid);
    }
}
