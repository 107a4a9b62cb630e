//! Where this crate keeps what it knows about people: ratings stay, nameless.

use kernel::personal::{Column, Whose};

/// See the module.
pub const PERSONAL_DATA: &[Column] = &[
    Column::redacted("writers", "display_name", Whose::Writer),
    Column::redacted("writers", "pen_name", Whose::Writer),
    Column::redacted("writers", "display_key", Whose::Writer),
    Column::redacted("writers", "public_key", Whose::Writer),
    Column::deleted("writer_capacities", "availability_message", Whose::Writer),
    Column::deleted("writer_capacities", "preferred_subjects", Whose::Writer),
    Column::deleted(
        "writer_capacities",
        "preferred_types_of_work",
        Whose::Writer,
    ),
    Column::deleted("writer_capacities", "refused_subjects", Whose::Writer),
    Column::deleted("writer_capacities", "time_zone", Whose::Writer),
    Column::deleted("writer_capacities", "weekly_hours", Whose::Writer),
    Column::deleted("writer_blackouts", "reason", Whose::Writer),
    Column::deleted("portfolios", "pen_name", Whose::Writer),
    Column::deleted("portfolios", "bio", Whose::Writer),
    Column::deleted("portfolios", "specialties", Whose::Writer),
    Column::deleted("portfolios", "education", Whose::Writer),
    Column::deleted("portfolios", "certifications", Whose::Writer),
    Column::deleted("portfolio_samples", "title", Whose::Writer),
    Column::deleted("portfolio_samples", "description", Whose::Writer),
    Column::deleted("portfolio_samples", "preview", Whose::Writer),
    Column::redacted("feedback", "strengths", Whose::Author),
    Column::redacted("feedback", "areas_for_improvement", Whose::Author),
    Column::redacted("feedback", "comment", Whose::Author),
    Column::redacted("feedback", "private_note", Whose::Author),
    Column::kept("feedback", "points", Whose::Author, NAMELESS),
    Column::redacted("feedback_versions", "content", Whose::Author),
    Column::kept("feedback_versions", "written_by", Whose::Doer, ID_ALONE),
];

const ID_ALONE: &str = "an id, which leads nowhere once the account is erased";
const NAMELESS: &str = "points alone: they name nobody";
