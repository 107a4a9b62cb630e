//! Orders get their writers, under their capacity.

use chrono::TimeDelta;
use kernel::{BasisPoints, Code, Id, MemberId, Role, Tx};
use orders::order::{self, AssignWriter, AssignmentService, Status};
use orders::{Error, Loads};
use testkit::on_both;

use crate::house::{House, fault, faults, id, where_site};

on_both! {
    async fn a_writer_gets_the_order_with_their_share_of_the_time(db: Database) {
        let house = House::open(db).await;
        let placed = house.placed(&house.client).await;
        house.db.manual.advance(TimeDelta::hours(2));
        let order = house.assign(&house.editor, &placed, &house.writer, None).await.expect("assigned");
        assert_eq!((order.status, order.writer_id), (Status::InProgress, Some(id(&house.writer))));
        let share = (placed.deadline - house.db.now()) * 8 / 10;
        assert_eq!(order.writer_deadline, Some(house.db.now() + share));
        let current = house.orders.current(&house.editor, &[order.id]).await.expect("assignments");
        let assignment = &current[&order.id];
        assert_eq!(assignment.assigned_by, id(&house.editor).to_string());
        assert_eq!(assignment.pay, order.writer_pay);
        assert_eq!(assignment.snapshot, serde_json::json!({ "active": 0 }));
        for actor in [&house.client, &house.writer] {
            assert!(house.orders.current(actor, &[order.id]).await.expect("none").is_empty());
        }
        let brief = house.neighbours.briefs.lock().expect("briefs")[0].clone();
        assert_eq!((brief.order, brief.effort), (Some(order.id), 6));
        assert_eq!(brief.least_time, TimeDelta::hours(5));
    }

    async fn a_website_decides_the_share(db: Database) {
        let house = House::open(db).await;
        let placed = house.placed(&house.client).await;
        let admin = where_site(&house.admin, |site| {
            site.policies.writer_deadline_share = BasisPoints(5_000);
        });
        let order = house.assign(&admin, &placed, &house.writer, None).await.expect("assigned");
        let half = (placed.deadline - house.db.now()) / 2;
        assert_eq!(order.writer_deadline, Some(house.db.now() + half));
    }

    async fn two_orders_for_the_last_place_give_one(db: Database) {
        let house = House::open(db).await;
        let mut placed = Vec::new();
        for _ in 0..8 {
            placed.push(house.placed(&house.client).await);
        }
        house.places(&house.writer, 1);
        let tasks: Vec<_> = placed.iter().map(|order| {
            let (orders, editor) = (house.orders.clone(), house.editor.clone());
            let command = AssignWriter {
                order: order.id,
                writer: id(&house.writer),
                override_reason: None,
            };
            tokio::spawn(async move { orders.assign(&editor, command).await })
        }).collect();
        let mut won = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(_) => won += 1,
                refused => assert_eq!(faults(refused), fault(Code::LimitReached, "writerId")),
            }
        }
        assert_eq!(won, 1);
        let loads = Loads::new(house.db.conn.clone());
        let load = loads.of(house.site.id, &[id(&house.writer)], house.db.now()).await.expect("loads");
        assert_eq!(load[&id(&house.writer)].active, 1);
    }

    async fn two_writers_for_one_order_give_one(db: Database) {
        let house = House::open(db).await;
        let placed = house.placed(&house.client).await;
        let mut writers = vec![house.writer.clone()];
        for _ in 0..5 {
            writers.push(house.db.member(&house.site, Role::Writer).await);
        }
        let tasks: Vec<_> = writers.iter().map(|writer| {
            let (orders, editor) = (house.orders.clone(), house.editor.clone());
            let command =
                AssignWriter { order: placed.id, writer: id(writer), override_reason: None };
            tokio::spawn(async move { orders.assign(&editor, command).await })
        }).collect();
        let (mut winners, mut present) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(order) => winners.push(order.writer_id),
                Err(Error::AlreadyAssigned(order)) => present.push(order.writer_id),
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(winners.len(), 1);
        assert!(present.iter().all(|writer| *writer == winners[0]));
    }

    async fn a_reason_overrides_what_can_be_overridden(db: Database) {
        let house = House::open(db).await;
        let placed = house.placed(&house.client).await;
        house.places(&house.writer, 0);
        let refused = house.assign(&house.editor, &placed, &house.writer, None).await;
        let Err(Error::Ineligible(reasons)) = &refused else { panic!("{refused:?}") };
        assert_eq!(reasons[0].reason, "AT_CAPACITY");
        assert_eq!(faults(refused), fault(Code::LimitReached, "writerId"));
        house.neighbours.suspended.lock().expect("suspended").insert(id(&house.writer));
        let refused = house.assign(&house.editor, &placed, &house.writer, Some("I know them.")).await;
        let Err(Error::Ineligible(reasons)) = &refused else { panic!("{refused:?}") };
        assert_eq!(reasons.len(), 1);
        assert_eq!(reasons[0].reason, "SUSPENDED");
        house.neighbours.suspended.lock().expect("suspended").clear();
        let order = house.assign(&house.admin, &placed, &house.writer, Some(" I know them. ")).await;
        let order = order.expect("overridden");
        let current = house.orders.current(&house.admin, &[order.id]).await.expect("assignments");
        assert_eq!(current[&order.id].override_reason.as_deref(), Some("I know them."));
    }

    async fn only_editors_and_admins_assign(db: Database) {
        let house = House::open(db).await;
        let placed = house.placed(&house.client).await;
        for actor in [&house.client, &house.support] {
            let refused = house.assign(actor, &placed, &house.writer, None).await;
            assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        }
        let refused = house.assign(&house.writer, &placed, &house.writer, None).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "orderId"));
        let stranger = house.db.stranger(&house.site);
        let refused = house.assign(&stranger, &placed, &house.writer, None).await;
        assert_eq!(faults(refused), fault(Code::Unauthenticated, ""));
    }

    async fn unknown_writers_and_long_reasons_are_told_together(db: Database) {
        let house = House::open(db).await;
        let placed = house.placed(&house.client).await;
        let command = AssignWriter {
            order: placed.id,
            writer: MemberId::mint(&*house.db.manual),
            override_reason: Some("x".repeat(1_001)),
        };
        let refused = house.orders.assign(&house.editor, command).await;
        let expected = [
            (Code::TooLong, "overrideReason".to_owned()),
            (Code::NotFound, "writerId".to_owned()),
        ];
        assert_eq!(faults(refused), expected);
        // Somebody else's membership is no writer either.
        let refused = house.assign(&house.editor, &placed, &house.client, None).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "writerId"));
    }

    async fn an_assigned_order_is_assigned(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await;
        let again = house.assign(&house.editor, &order, &house.writer, None).await;
        assert_eq!(faults(again), fault(Code::Conflict, "orderId"));
        let order = house.deliver(order.id, Vec::new()).await;
        house.db.manual.advance(TimeDelta::hours(1));
        orders::order::DeliveryService::approve(&*house.orders, &house.client, order.id)
            .await.expect("completed");
        let again = house.assign(&house.editor, &order, &house.writer, None).await;
        assert_eq!(faults(again), fault(Code::WrongState, "orderId"));
    }

    async fn a_load_counts_what_costs_capacity_and_what_is_recent(db: Database) {
        let house = House::open(db).await;
        let writer = id(&house.writer);
        let first = house.assigned(&house.client).await;
        let given = house.db.now();
        house.db.manual.advance(TimeDelta::hours(30));
        house.assigned(&house.client).await;
        let loads = Loads::new(house.db.conn.clone());
        let load = || async {
            let all = loads.of(house.site.id, &[writer], house.db.now()).await.expect("loads");
            all.get(&writer).cloned().unwrap_or_default()
        };
        let both = load().await;
        assert_eq!((both.active, both.placed_since(given), both.pages_since(given)), (2, 2, 12));
        let day = house.db.now() - TimeDelta::hours(24);
        assert_eq!((both.placed_since(day), both.pages_since(day)), (1, 6));
        let delivered = house.deliver(first.id, Vec::new()).await;
        assert_eq!(delivered.status, order::Status::Delivered);
        // Delivered work costs nothing until changes are asked for.
        assert_eq!((load().await.active, load().await.recent.len()), (1, 2));
        let tx = Tx::begin(&house.db.conn, &house.editor, &house.db.clock()).await.expect("a tx");
        assert_eq!(Loads::of_in(&tx, writer).await.expect("a load"), load().await);
    }
}
