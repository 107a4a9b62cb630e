//! The public face of a writer: opt-in, seen by whom it is meant for, with samples that name
//! nobody and vanish when a client takes their consent back.

mod anonymity;
mod command;
pub mod consent;
mod edit;
mod entity;
mod present;
mod read;
pub mod sample;
mod service;

pub use anonymity::{Finding, FindingKind};
pub use command::{AddSample, CertificationInput, UpdatePortfolio};
pub use entity::{ActiveModel, Certification, Certifications, Column, Entity, Model, Visibility};
pub use present::{ShownPortfolio, ShownSample};
pub use service::{PortfolioService, Portfolios};
