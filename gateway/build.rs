//! Builds the program anew when the web app that it embeds has changed.

use std::env;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to build scripts through the environment"
)]
fn main() {
    // An unoptimised build reads the files when they are asked for.
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let watched = if release { "../web/dist" } else { "build.rs" };
    println!("cargo:rerun-if-changed={watched}");
}
