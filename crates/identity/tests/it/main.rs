//! The rules of accounts, registrations and sessions, on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod addresses;
mod authenticator;
mod devices;
mod disown;
mod guessing;
mod handovers;
mod holding;
mod house;
mod housekeeping;
mod impersonations;
mod invitations;
mod magic_link;
mod mailed;
mod members;
mod passwords;
mod profiles;
mod recovery_guard;
mod registration;
mod sealed;
mod second_factor;
mod security;
mod sessions;
mod sign_in;
mod standing;
mod step_up;
