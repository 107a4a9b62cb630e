//! Who sees what of an order, and what they can do with it.

use chrono::TimeDelta;
use kernel::{Actor, Code, Page, Role};
use orders::order::timeline::Signature;
use orders::order::{self, Action, Mask, OrderService, Party, Status};
use testkit::on_both;

use crate::house::{House, id};

fn enabled(order: &order::Model, actor: &Actor, house: &House) -> Vec<Action> {
    let actions = order.available_actions(actor, house.db.now()).into_iter();
    actions
        .filter(|one| one.refusal.is_none())
        .map(|one| one.action)
        .collect()
}

on_both! {
    async fn each_role_sees_its_fields(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await;
        let (yes, no) = (true, false);
        let table = [
            (&house.client, [yes, yes, yes, no, no]),
            (&house.writer, [no, no, no, yes, yes]),
            (&house.editor, [no, no, yes, no, yes]),
            (&house.support, [yes, yes, yes, no, yes]),
            (&house.admin, [yes, yes, yes, yes, yes]),
        ];
        for (actor, [client, price, deadline, writer_pay, writer_deadline]) in table {
            let expected = Mask { client, price, deadline, writer_pay, writer_deadline };
            assert_eq!(order.seen_by(actor), expected, "{:?}", actor.role());
        }
        let due = order.writer_deadline.expect("assigned");
        assert_eq!(order.due_at(&house.writer), due);
        assert_eq!(order.due_at(&house.client), order.deadline);
        assert!(order.client_alias().starts_with("Client "));
        let late = due + TimeDelta::seconds(1);
        assert!(order.is_late(&house.writer, late));
        assert!(!order.is_late(&house.client, late));
        assert!(order.is_late(&house.client, order.deadline + TimeDelta::seconds(1)));
    }

    async fn each_role_sees_its_orders(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await;
        let sees = |actor: &Actor| {
            let (orders, actor, id) = (house.orders.clone(), actor.clone(), order.id);
            async move { orders.orders(&actor, &[id]).await.expect("orders").contains_key(&id) }
        };
        for actor in [&house.client, &house.writer, &house.editor, &house.support, &house.admin] {
            assert!(sees(actor).await, "{:?}", actor.role());
        }
        assert!(sees(&house.db.superadmin(&house.site)).await);
        assert!(sees(&house.db.system(&house.site)).await);
        for role in [Role::Client, Role::Writer] {
            assert!(!sees(&house.db.member(&house.site, role).await).await, "{role:?}");
        }
        assert!(!sees(&house.db.stranger(&house.site)).await);
    }

    async fn the_actions_follow_the_state_and_the_asker(db: Database) {
        let house = House::open(db).await;
        let order = house.placed(&house.client).await;
        assert_eq!(order.status.whose_turn(), Party::Staff);
        assert_eq!(enabled(&order, &house.editor, &house), [Action::AssignWriter]);
        assert!(enabled(&order, &house.client, &house).is_empty());
        house.places(&house.writer, 9);
        let order = house.assign(&house.editor, &order, &house.writer, None).await.expect("ok");
        assert_eq!(enabled(&order, &house.writer, &house), [Action::SubmitDelivery]);
        assert!(enabled(&order, &house.editor, &house).is_empty());
        let order = house.deliver(order.id, Vec::new()).await;
        assert_eq!(order.status, Status::Delivered);
        assert_eq!(
            enabled(&order, &house.client, &house),
            [Action::ApproveDelivery, Action::RequestRevision]
        );
        assert_eq!(enabled(&order, &house.support, &house), [Action::RequestRevision]);
        let refusals = order.available_actions(&house.client, house.db.now());
        let code = |action| {
            let found = refusals.iter().find(|one| one.action == action).expect("every action");
            found.refusal.as_ref().map(|fault| fault.code)
        };
        assert_eq!(code(Action::AssignWriter), Some(Code::Forbidden));
        let late = house.db.now() + TimeDelta::days(15);
        let refusals = order.available_actions(&house.client, late);
        let revision = refusals.iter().find(|one| one.action == Action::RequestRevision);
        let refusal = revision.expect("it is listed").refusal.as_ref();
        assert_eq!(refusal.map(|fault| fault.code), Some(Code::Expired));
        let order = house.revise(order.id).await.order;
        assert_eq!(enabled(&order, &house.writer, &house), [Action::StartRevision]);
    }

    async fn the_history_is_signed_as_its_reader_may_know(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await;
        let page = Page::default();
        let mut pages = house.orders.timeline_of(&house.admin, &[order.id], &page).await.expect("ok");
        let steps: Vec<_> =
            pages.remove(&order.id).expect("steps").items.into_iter().map(|(_, row)| row).collect();
        let signed = |actor: &Actor| -> Vec<_> {
            steps.iter().map(|step| step.signature(actor, &order)).collect()
        };
        let (client, writer, editor) = (
            Signature::Member(id(&house.client)),
            Signature::Member(id(&house.writer)),
            Signature::Member(id(&house.editor)),
        );
        let (alias, team) =
            (Signature::ClientAlias(order.client_alias()), Signature::Team(Party::Editor));
        // Placed, assigned, delivered, approved.
        let by = |client: &Signature, editor: &Signature| {
            vec![client.clone(), editor.clone(), writer.clone(), editor.clone()]
        };
        assert_eq!(signed(&house.client), by(&client, &team));
        assert_eq!(signed(&house.writer), by(&alias, &team));
        assert_eq!(signed(&house.editor), by(&alias, &editor));
        assert_eq!(signed(&house.support), by(&client, &editor));
    }
}
