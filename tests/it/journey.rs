//! The main path through the product, walked by client programs: from a stranger's registration
//! to the feedback that shows on the writers page.

use serde_json::{Value, json};

use crate::house::{Client, House};

/// Everybody and everything that one walk leaves behind.
pub struct Journey {
    /// Registered on the way.
    pub client: Client,
    /// The demo writer of the website.
    pub writer: Client,
    /// The demo admin of the website.
    pub admin: Client,
    /// The order, completed.
    pub order: String,
    /// The writer's membership.
    pub writer_id: String,
}

/// The password of everybody that a test registers.
pub const PASSWORD: &str = "orange tractor lullaby 93";

/// Registers on the website, opens the mailed link and signs in.
pub async fn register(house: &House, slug: &str, email: &str) -> Client {
    let mut visitor = house.visitor(slug);
    let document = "mutation($input: RegisterAccountInput!) {
        registerAccount(input: $input) { accepted userErrors { code field message } } }";
    let input = json!({ "email": email, "displayName": "Robin Vale", "timeZone": "Europe/Berlin" });
    let answer = visitor.done(document, json!({ "input": input })).await;
    assert_eq!(answer["registerAccount"]["accepted"], true);
    house.settle().await;
    let token = house.link_token(email).await;
    let document = "mutation($input: VerifyEmailInput!) {
        verifyEmail(input: $input) {
            token deviceToken viewer { role account { id email } } userErrors { code field message } } }";
    let input = json!({ "token": token, "password": PASSWORD, "deviceName": "Test" });
    let answer = visitor.done(document, json!({ "input": input })).await;
    let verified = &answer["verifyEmail"];
    assert_eq!(verified["viewer"]["role"], "CLIENT");
    assert_eq!(verified["viewer"]["account"]["email"], email);
    visitor.sign_with(verified["token"].as_str().expect("a token"));
    visitor
}

/// The ids of a complete draft's catalog entries.
async fn catalog(client: &Client) -> Value {
    let document = "{ catalog {
        subjects { id } typesOfWork { id } academicLevels { id } englishTypes { id }
        formattingStyles { id } additionalServices { id price { amount currencyCode } } } }";
    client.done(document, json!({})).await["catalog"].take()
}

/// The fields of a draft that lacks nothing, due in ten days.
pub async fn complete_fields(house: &House, client: &Client) -> Value {
    let catalog = catalog(client).await;
    json!({
        "topic": "The economy of lighthouses",
        "instructions": "Compare three lighthouses and what they cost.",
        "pages": 6,
        "references": 4,
        "spacing": "DOUBLE",
        "deadline": house.in_hours(240),
        "subjectId": catalog["subjects"][0]["id"],
        "typeOfWorkId": catalog["typesOfWork"][0]["id"],
        "academicLevelId": catalog["academicLevels"][0]["id"],
        "englishTypeId": catalog["englishTypes"][0]["id"],
        "formattingStyleId": catalog["formattingStyles"][0]["id"],
        "additionalServiceIds": [catalog["additionalServices"][0]["id"]],
        "style": { "tone": "dry", "referencing": "apa" },
    })
}

/// Creates a complete draft with a current quote; returns (draft, quote).
pub async fn quoted_draft(house: &House, client: &Client) -> (Value, Value) {
    let fields = complete_fields(house, client).await;
    let document = "mutation($input: CreateOrderDraftInput!) {
        createOrderDraft(input: $input) {
            orderDraft { id version completeness { percent missing } }
            userErrors { code field message } } }";
    let answer = client
        .done(document, json!({ "input": { "fields": fields } }))
        .await;
    let draft = answer["createOrderDraft"]["orderDraft"].clone();
    assert_eq!(draft["completeness"]["missing"], json!(["QUOTE"]));
    let document = "mutation($input: QuoteOrderDraftInput!) {
        quoteOrderDraft(input: $input) {
            quote { id number status total { amount currencyCode } validUntil
                    lines { kind label rule amount { amount } } }
            orderDraft { id version isConvertible }
            userErrors { code field message } } }";
    let answer = client
        .done(document, json!({ "input": { "id": draft["id"] } }))
        .await;
    let quoted = &answer["quoteOrderDraft"];
    assert_eq!(quoted["quote"]["status"], "CURRENT");
    assert_eq!(quoted["orderDraft"]["isConvertible"], true);
    (quoted["orderDraft"].clone(), quoted["quote"].clone())
}

/// The input that converts a draft on this website.
pub fn conversion(slug: &str, draft: &Value, quote: &Value) -> Value {
    let mut input = json!({
        "id": draft["id"], "quoteId": quote["id"], "portfolioConsent": "FULL",
    });
    if slug == "quill" {
        input["acceptableUseVersion"] = json!(1);
        input["purpose"] = json!("STUDY_AID");
    }
    input
}

pub const CONVERT: &str = "mutation($input: ConvertOrderDraftInput!) {
    convertOrderDraft(input: $input) {
        order { id number status price { amount } topic timeline { nodes { kind toStatus } } }
        orderDraft { id convertedOrder { id } }
        currentQuote { id status }
        userErrors { code field message } } }";

/// A placed order that waits for its writer; returns (draft id, order id).
pub async fn placed_order(house: &House, slug: &str, client: &Client) -> (String, String) {
    let (draft, quote) = quoted_draft(house, client).await;
    let input = conversion(slug, &draft, &quote);
    let answer = client.done(CONVERT, json!({ "input": input })).await;
    let order = &answer["convertOrderDraft"]["order"];
    assert_eq!(order["status"], "AWAITING_WRITER");
    assert_eq!(order["price"]["amount"], quote["total"]["amount"]);
    (text(&draft["id"]), text(&order["id"]))
}

pub const ASSIGN: &str = "mutation($input: AssignWriterInput!) {
    assignWriter(input: $input) {
        order { id status writer { id } } userErrors { code field message } } }";

pub const SUBMIT: &str = "mutation($input: SubmitDeliveryInput!) {
    submitDelivery(input: $input) {
        order { id status } delivery { id number text } revisionRequest { id status }
        userErrors { code field message } } }";

const APPROVE_REVIEW: &str = "mutation($input: ApproveReviewInput!) {
    approveReview(input: $input) { order { id status } userErrors { code field message } } }";

pub const APPROVE: &str = "mutation($input: ApproveDeliveryInput!) {
    approveDelivery(input: $input) { order { id status completedAt } userErrors { code field message } } }";

pub const REQUEST_REVISION: &str = "mutation($input: RequestRevisionInput!) {
    requestRevision(input: $input) {
        revisionRequest { id status round items { id section } timeline { dueAt whoseTurn } }
        order { id status } userErrors { code field message } } }";

const START_REVISION: &str = "mutation($input: StartRevisionInput!) {
    startRevision(input: $input) {
        revisionRequest { id status } order { id status } userErrors { code field message } } }";

pub const FEEDBACK: &str = "mutation($input: SubmitFeedbackInput!) {
    submitFeedback(input: $input) {
        feedback { id kind isOwn overallRating revealedAt } order { id }
        userErrors { code field message } } }";

/// Hands work in as the writer and lets the editor release it where that is needed.
pub async fn deliver(writer: &Client, editor: &Client, order: &str, answers: Value) {
    let input =
        json!({ "orderId": order, "text": "Lighthouses cost little.", "itemAnswers": answers });
    let answer = writer.done(SUBMIT, json!({ "input": input })).await;
    if answer["submitDelivery"]["order"]["status"] == "IN_REVIEW" {
        let input = json!({ "orderId": order, "qualityScore": 8, "note": "Fine." });
        let answer = editor.done(APPROVE_REVIEW, json!({ "input": input })).await;
        assert_eq!(answer["approveReview"]["order"]["status"], "DELIVERED");
    }
}

/// The path up to the accepted work, on one website.
pub async fn completed(house: &House, slug: &str) -> Journey {
    let client = register(house, slug, &format!("robin@{slug}-journey.test")).await;
    let writer = house.sign_in(slug, "writer").await;
    let editor = house.sign_in(slug, "editor").await;
    let admin = house.sign_in(slug, "admin").await;
    let (_, order) = placed_order(house, slug, &client).await;

    let document = "query($order: ID!) { assignmentCandidates(orderId: $order, first: 10) {
        writer { id displayName feedbackSummary { total label } } eligible score whyNot
        factors { name points explanation } samples { id title } } }";
    let candidates = editor.done(document, json!({ "order": order })).await;
    let me = writer
        .done("{ viewer { id memberships { id role } } }", json!({}))
        .await;
    let writer_id = text(&me["viewer"]["memberships"][0]["id"]);
    let ranked = candidates["assignmentCandidates"]
        .as_array()
        .expect("candidates");
    let ours = ranked
        .iter()
        .find(|one| one["writer"]["id"] == writer_id.as_str());
    assert_eq!(ours.expect("the writer is a candidate")["eligible"], true);

    let input = json!({ "orderId": order, "writerId": writer_id });
    let answer = editor.done(ASSIGN, json!({ "input": input })).await;
    assert_eq!(answer["assignWriter"]["order"]["status"], "IN_PROGRESS");

    deliver(&writer, &editor, &order, Value::Null).await;
    let item = json!({ "section": "Costs", "issue": "No numbers", "request": "Add a table." });
    let input = json!({
        "orderId": order, "title": "Add numbers", "description": "The costs are missing.",
        "items": [item], "severity": "MINOR",
    });
    let answer = client
        .done(REQUEST_REVISION, json!({ "input": input }))
        .await;
    let revision = &answer["requestRevision"]["revisionRequest"];
    assert_eq!(revision["status"], "PENDING");
    let (revision_id, item_id) = (text(&revision["id"]), text(&revision["items"][0]["id"]));

    let input = json!({ "revisionRequestId": revision_id });
    let answer = writer.done(START_REVISION, json!({ "input": input })).await;
    assert_eq!(
        answer["startRevision"]["order"]["status"],
        "REVISION_IN_PROGRESS"
    );
    deliver(
        &writer,
        &editor,
        &order,
        json!([{ "itemId": item_id, "answer": "DONE" }]),
    )
    .await;

    let answer = client
        .done(APPROVE, json!({ "input": { "orderId": order } }))
        .await;
    assert_eq!(answer["approveDelivery"]["order"]["status"], "COMPLETED");
    house.settle().await;

    Journey {
        client,
        writer,
        admin,
        order,
        writer_id,
    }
}

/// The whole path on one website.
pub async fn run(house: &House, slug: &str) -> Journey {
    let walk = completed(house, slug).await;
    let Journey {
        client,
        writer,
        order,
        ..
    } = &walk;
    let input = json!({
        "orderId": order, "kind": "CLIENT_TO_WRITER", "overallRating": 5, "qualityRating": 4,
        "comment": "Exact.",
    });
    let answer = client.done(FEEDBACK, json!({ "input": input })).await;
    assert_eq!(
        answer["submitFeedback"]["feedback"]["revealedAt"],
        Value::Null
    );
    let input = json!({ "orderId": order, "kind": "WRITER_TO_CLIENT", "overallRating": 5 });
    let answer = writer.done(FEEDBACK, json!({ "input": input })).await;
    assert!(answer["submitFeedback"]["feedback"]["revealedAt"].is_string());
    house.settle().await;

    let input = json!({ "isEnabled": true, "visibility": "CLIENTS_ONLY", "bio": "Twenty years.", "showOrderHistory": true });
    let document = "mutation($input: UpdatePortfolioInput!) {
        updatePortfolio(input: $input) { portfolio { id isEnabled } userErrors { code field message } } }";
    writer.done(document, json!({ "input": input })).await;
    let input = json!({ "title": "On lighthouses", "preview": "A light costs little.", "sourceOrderId": order });
    let document = "mutation($input: AddPortfolioSampleInput!) {
        addPortfolioSample(input: $input) {
            sample { id status isVerifiedByOrder } userErrors { code field message } } }";
    let answer = writer.done(document, json!({ "input": input })).await;
    assert_eq!(
        answer["addPortfolioSample"]["sample"]["isVerifiedByOrder"],
        true
    );
    walk
}

/// The text of a JSON string.
pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
