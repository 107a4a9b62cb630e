//! Ports of one domain, filled by another. Each wraps services or leaves that hold no port of its
//! own, so that the composition has no cycle.

mod brands;
mod browsers;
mod catalog;
mod consents;
mod engagements;
mod loads;
mod people;
mod roster;
mod security_trail;
mod writer_desk;
mod writer_record;

pub use brands::Looks;
pub use browsers::Browsers;
pub use catalog::OrderCatalog;
pub use consents::Consents;
pub use engagements::Engaged;
pub use loads::CountedLoads;
pub use people::Members;
pub use roster::WriterRoster;
pub use security_trail::Trail;
pub use writer_desk::Desk;
pub(crate) use writer_desk::job;
pub use writer_record::Record;
