//! Fills an empty database: with the demo, or with a load data set for measuring.

pub mod demo;
pub mod load;
