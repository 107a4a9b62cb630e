//! Writers, candidates, feedback and portfolios.

mod candidate;
mod capacity;
mod feedback;
mod mutation;
mod portfolio;
mod query;
pub mod summary;
mod viewer;
mod words;
mod writer;

pub use capacity::{Blackout, WriterCapacity};
pub use feedback::{Feedback, FeedbackConnection, FeedbackInvitation, feedback_of};
pub use mutation::WriterManagementMutation;
pub use portfolio::{Portfolio, PortfolioSample};
pub use query::WriterManagementQuery;
pub use viewer::ViewerWriting;
pub use writer::{Writer, writer};
