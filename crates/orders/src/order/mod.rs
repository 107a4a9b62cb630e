//! Placed orders, from the draft to the accepted work.

mod actions;
pub mod assignment;
mod delivering;
pub mod delivery;
mod editing;
pub(crate) mod entity;
mod lifecycle;
mod list;
mod mask;
pub mod number;
mod placement;
pub mod review;
mod service;
mod steps;
pub mod timeline;

pub use actions::{Action, AvailableAction};
pub use assignment::{AssignWriter, AssignmentService};
pub use delivering::{ApproveReview, Delivered, DeliveryService, SubmitDelivery};
pub(crate) use entity::find_locked;
pub use entity::{Column, Entity, Model, Purpose};
pub use lifecycle::{Party, Status, Step};
pub(crate) use list::contains;
pub use list::{OrderFilter, OrderOrder};
pub use mask::Mask;
pub use placement::{ConvertDraft, Placed, PlacementService};
pub use service::OrderService;
