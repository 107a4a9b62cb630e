//! The product through its router, on both databases, and the contracts of the house.

mod contract {
    mod anonymous;
    mod layers;
    mod tenants;
    mod walk;
}
mod house;
mod http;
mod journey;
mod main_path;
mod races;
