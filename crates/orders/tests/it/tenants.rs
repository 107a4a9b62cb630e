//! What belongs to another website does not exist.

use kernel::{Code, Field, Page, Role};
use orders::catalog::{CatalogService, NewCatalog};
use orders::draft::{CreateDraft, DraftFields, DraftService, QuoteDraft, UpdateDraft};
use orders::order::{
    ApproveReview, AssignWriter, AssignmentService, DeliveryService, OrderService,
};
use orders::quote::QuoteService;
use orders::revision::{RevisionService, StartRevision};
use orders::{Engagements, Loads};
use testkit::on_both;

use crate::house::{House, conversion, fault, faults, id, submission, wishes};

on_both! {
    async fn another_website_sees_and_does_nothing(db: Database) {
        let house = House::open(db).await;
        let quill = house.db.website("quill").await;
        let new = NewCatalog::standard(&quill.currency);
        let foreign = house.orders.found(&house.db.system(&quill), new).await.expect("a catalog");
        let admin = house.db.member(&quill, Role::Admin).await;
        let client = house.db.member(&quill, Role::Client).await;
        let writer = house.db.member(&quill, Role::Writer).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let order = house.delivered(&house.client).await;
        let revision = house.revise(order.id).await.revision;
        let orders = &house.orders;
        let page = Page::default();
        for actor in [&admin, &client, &writer, &house.db.superadmin(&quill)] {
            assert!(orders.orders(actor, &[order.id]).await.expect("none").is_empty());
            assert!(orders.drafts(actor, &[quoted.draft.id]).await.expect("none").is_empty());
            assert!(orders.quotes(actor, &[quoted.quote.id]).await.expect("none").is_empty());
            assert!(orders.revisions(actor, &[revision.id]).await.expect("none").is_empty());
            assert!(orders.items_of(actor, &[revision.id]).await.expect("none").is_empty());
            assert!(orders.deliveries_of(actor, &[order.id], &page).await.expect("none").is_empty());
            assert!(orders.timeline_of(actor, &[order.id], &page).await.expect("none").is_empty());
            assert!(orders.revisions_of(actor, &[order.id], &page).await.expect("none").is_empty());
            assert!(orders.current(actor, &[order.id]).await.expect("none").is_empty());
            let subject = house.catalog.items[0].id;
            assert!(orders.items(actor, &[subject]).await.expect("none").is_empty());
            let service = house.service();
            assert!(orders.services(actor, &[service]).await.expect("none").is_empty());
        }
        let draft = quoted.draft.id;
        let fields = DraftFields::default();
        let update = UpdateDraft { draft, expected_version: 1, fields };
        let not_found = |path: &str| fault(Code::NotFound, path);
        assert_eq!(faults(orders.update(&admin, update).await), not_found("id"));
        let quote = QuoteDraft { draft, expected_version: None, key: None };
        assert_eq!(faults(orders.quote(&admin, quote).await), not_found("id"));
        assert_eq!(
            faults(orders::PlacementService::convert(&**orders, &client, conversion(&quoted)).await),
            not_found("id")
        );
        let assign = AssignWriter { order: order.id, writer: id(&writer), override_reason: None };
        assert_eq!(faults(orders.assign(&admin, assign).await), not_found("orderId"));
        assert_eq!(faults(orders.submit(&writer, submission(order.id)).await), not_found("orderId"));
        let review = ApproveReview { order: order.id, quality_score: None, note: None };
        assert_eq!(faults(orders.approve_review(&admin, review).await), not_found("orderId"));
        assert_eq!(faults(orders.approve(&client, order.id).await), not_found("orderId"));
        assert_eq!(faults(orders.request(&client, wishes(order.id)).await), not_found("orderId"));
        let start = StartRevision { revision: revision.id, agreed_deadline: None };
        assert_eq!(faults(orders.start(&writer, start).await), not_found("revisionRequestId"));

        // Nor can their things be used here.
        let fields = DraftFields {
            subject: Field::Set(foreign.items[0].id),
            services: Field::Set(vec![foreign.services[0].id]),
            preferred_writer: Field::Set(id(&writer)),
            ..DraftFields::default()
        };
        let command = CreateDraft { fields, ..CreateDraft::default() };
        let paths = ["fields.subjectId", "fields.additionalServiceIds.0", "fields.preferredWriterId"];
        let expected = paths.map(|path| (Code::NotFound, path.to_owned()));
        assert_eq!(faults(orders.create(&house.client, command).await), expected);
        let placed = house.placed(&house.client).await;
        let refused = house.assign(&house.editor, &placed, &writer, None).await;
        assert_eq!(faults(refused), not_found("writerId"));

        let engagements = Engagements::new(house.db.conn.clone());
        assert!(engagements.of(quill.id, &[order.id]).await.expect("none").is_empty());
        assert_eq!(engagements.of(house.site.id, &[order.id]).await.expect("one").len(), 1);
        let loads = Loads::new(house.db.conn.clone());
        let load = loads.of(quill.id, &[id(&house.writer)], house.db.now()).await.expect("none");
        assert!(load.is_empty());
    }
}
