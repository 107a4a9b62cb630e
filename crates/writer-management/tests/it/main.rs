//! Writers, their capacity, feedback and portfolios, on both databases.

mod capacity;
mod feedback;
mod house;
mod portfolio;
mod summary;
mod writers;
