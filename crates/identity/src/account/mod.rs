//! Accounts: people, once for all websites of the installation.

pub mod entity;
