//! The enums of orders as they stand in the schema; the domain's own words stay its own.

use async_graphql::Enum;

/// Where an order is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::order::Status")]
pub enum OrderStatus {
    /// Placed; nobody writes it yet.
    AwaitingWriter,
    /// Its writer is at it.
    InProgress,
    /// Work on it rests.
    OnHold,
    /// Handed in; an editor looks at it before the client.
    InReview,
    /// The client has it and may accept it or ask for changes.
    Delivered,
    /// Changes were asked for; the writer has not begun.
    RevisionRequested,
    /// The writer is at the changes.
    RevisionInProgress,
    /// The parties disagree; everything rests.
    Disputed,
    /// Accepted.
    Completed,
    /// Called off.
    Cancelled,
}

/// How good a quote is at present. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::quote::Status")]
pub enum QuoteStatus {
    /// It can be accepted.
    Current,
    /// A newer one, or an edit of the draft, took its place.
    Superseded,
    /// Its time is over.
    Expired,
    /// It became an order.
    Accepted,
}

/// What a line of a quote charges for. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::quote::LineKind")]
pub enum QuoteLineKind {
    /// Pages and slides.
    Base,
    /// A share of the running total: level, type of work, technical subject, urgency.
    Multiplier,
    /// An additional service.
    Service,
    /// The fee for choosing the writer.
    PreferredWriter,
    /// What is missing to the smallest charge.
    MinimumCharge,
    /// The website's tax.
    Tax,
}

/// Something to know before accepting a quote; it stops nothing yet. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::quote::Warning")]
pub enum QuoteWarning {
    /// As things are, no writer could take this.
    NoEligibleWriter,
    /// The preferred writer takes nothing at present.
    PreferredWriterAway,
}

/// How lines are spaced; a single-spaced page holds twice the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::quote::Spacing")]
pub enum Spacing {
    /// 550 words a page.
    Single,
    /// 275 words a page.
    Double,
}

/// What a draft still needs before it can become an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::draft::Missing")]
pub enum DraftField {
    /// The topic.
    Topic,
    /// The instructions.
    Instructions,
    /// At least one page or slide.
    PagesOrSlides,
    /// The deadline.
    Deadline,
    /// The subject.
    Subject,
    /// The type of work.
    TypeOfWork,
    /// The academic level.
    AcademicLevel,
    /// A quote that holds.
    Quote,
}

/// Declared by the client where the website publishes an acceptable-use text. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::order::Purpose")]
pub enum UsePurpose {
    /// For a business.
    Business,
    /// For oneself.
    Personal,
    /// Editing what one wrote oneself.
    EditingOfOwnWork,
    /// An aid for one's own studies.
    StudyAid,
    /// Something else.
    Other,
}

/// What the client allows to be shown of the order in its writer's portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "kernel::Consent")]
pub enum PortfolioConsent {
    /// Nothing.
    Never,
    /// Subject, type of work and size; no words.
    FactsOnly,
    /// A title and an excerpt that name nobody.
    AnonymisedExcerpt,
    /// Everything.
    Full,
}

/// One of the sides of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::order::Party")]
pub enum Party {
    /// Who ordered it.
    Client,
    /// Who writes it.
    Writer,
    /// Who reviews it.
    Editor,
    /// The website's people.
    Staff,
    /// Nobody; or the house itself.
    Nobody,
}

/// A step in the life of an order. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::order::timeline::Kind")]
pub enum OrderEventKind {
    /// It was placed.
    Placed,
    /// A writer has it.
    Assigned,
    /// The writer handed a version in.
    Delivered,
    /// An editor released a version.
    Approved,
    /// Changes were asked for.
    RevisionRequested,
    /// The writer began with the changes.
    RevisionStarted,
    /// The client accepted the work, or did not object in time.
    Completed,
}

/// What can be done to an order. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::order::Action")]
pub enum OrderAction {
    /// Give it to a writer: `assignWriter`.
    AssignWriter,
    /// Hand work in: `submitDelivery`.
    SubmitDelivery,
    /// Release reviewed work: `approveReview`.
    ApproveReview,
    /// Accept the work: `approveDelivery`.
    ApproveDelivery,
    /// Ask for changes: `requestRevision`.
    RequestRevision,
    /// Begin with the changes: `startRevision`.
    StartRevision,
}

/// How much a change matters; the default deadline follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::revision::Severity")]
pub enum RevisionSeverity {
    /// Eight working hours.
    Minor,
    /// Sixteen working hours.
    Moderate,
    /// Twenty-four working hours.
    Major,
    /// Four working hours: something is badly wrong.
    Critical,
}

/// Where a revision request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::revision::Status")]
pub enum RevisionStatus {
    /// Asked for.
    Pending,
    /// The writer is at it.
    InProgress,
    /// The writer handed the changes in.
    Submitted,
    /// The client accepted them.
    Accepted,
    /// The client asked again.
    Superseded,
    /// Called off before it began.
    Cancelled,
}

/// What the writer says to one change item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "orders::revision::Answer")]
pub enum ChangeItemAnswer {
    /// It is done.
    Done,
    /// It will not be done; the note says why.
    Declined,
    /// The note asks something back.
    Question,
}
