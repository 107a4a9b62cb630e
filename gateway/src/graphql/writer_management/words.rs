//! The enums of writer-management as they stand in the schema.

use async_graphql::Enum;

/// How much room a writer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::capacity::AvailabilityState")]
pub enum AvailabilityState {
    /// They take orders.
    Open,
    /// They can take few more.
    FewSlots,
    /// They can take none at present.
    Full,
    /// They are away, or take nothing.
    Away,
}

/// Who rates whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::feedback::Kind")]
pub enum FeedbackKind {
    /// The order's editor rates its writer.
    EditorToWriter,
    /// The client rates the writer.
    ClientToWriter,
    /// The client rates the editor.
    ClientToEditor,
    /// The writer rates the client.
    WriterToClient,
}

/// Whether there is enough to rate somebody by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::feedback::summary::RatingLabel")]
pub enum RatingLabel {
    /// Fewer than three ratings.
    New,
    /// Three or more.
    Rated,
}

/// Who sees a portfolio that is enabled, beside its owner and staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::portfolio::Visibility")]
pub enum PortfolioVisibility {
    /// Nobody.
    Private,
    /// Signed-in clients of the website.
    ClientsOnly,
    /// Anyone.
    Public,
}

/// How far a sample has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::portfolio::sample::Status")]
pub enum SampleStatus {
    /// Being prepared.
    Draft,
    /// An editor looks at it.
    InReview,
    /// Shown to whom the portfolio is shown.
    Published,
    /// Taken back, by its writer or by the client's consent.
    Withdrawn,
}

/// Why a writer cannot take an order. More values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::capacity::WhyNot")]
pub enum IneligibleReason {
    /// They take nothing at present.
    NotAvailable,
    /// They have as many orders in hand as they can.
    AtCapacity,
    /// They are away, today or too long before the deadline.
    Blackout,
    /// They have taken their orders for today.
    DailyCap,
    /// They have taken their pages for this week.
    WeeklyPages,
    /// They never take this subject.
    RefusedSubject,
    /// They are suspended.
    Suspended,
    /// The time is too short for the size.
    DeadlineTooClose,
}

/// What a part of a score looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::capacity::FactorName")]
pub enum MatchFactorName {
    /// Experience in the subject.
    SubjectFit,
    /// Liking for the type of work.
    TypeFit,
    /// Free effort until the writer's deadline.
    FreeEffort,
    /// The lower bound of the rating.
    Rating,
    /// Keeping deadlines.
    OnTime,
    /// Work done for this client before.
    ClientHistory,
    /// Fairness to newcomers.
    Newcomer,
    /// The days the writer likes to have left.
    DeadlineBuffer,
}

/// How the directory is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "writer_management::writer::OrderBy")]
pub enum WriterOrderBy {
    /// Best lower bound of the rating first, so that one lucky 5.0 does not lead.
    RatingDesc,
    /// By name.
    NameAsc,
    /// Most completed orders first.
    CompletedDesc,
}
