//! Everything that can be judged without running a test.
//!
//! Licences, bans and advisories are not among it: `deny.toml` is for `cargo deny check` by hand,
//! since cargo-deny is not part of the toolchain.

use crate::{
    failure::{Failure, Result},
    schema,
    steps::Steps,
    tool,
    web::Web,
};

/// Crates that bring a second TLS stack, or C code, into the tree.
const UNWANTED: [&str; 2] = ["aws-lc-sys", "openssl-sys"];

/// Runs all checks and sums them up.
pub fn alone() -> Result {
    let mut steps = Steps::default();
    let web = steps.run("web packages", Web::ready);
    within(&mut steps, web.as_ref());
    steps.sum_up()
}

/// Runs all checks as part of a longer list.
pub fn within(steps: &mut Steps, web: Option<&Web>) {
    steps.run("format", || {
        tool::show(&mut tool::cargo(&["fmt", "--all", "--check"]))
    });
    steps.run("lints", lints);
    steps.run("unwanted crates", unwanted);
    steps.run("schema.graphql is fresh", schema::is_fresh);
    steps.run_with(web, "web types are fresh", Web::codegen_is_fresh);
}

fn lints() -> Result {
    let scope = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    tool::show(&mut tool::cargo(&scope))
}

fn unwanted() -> Result {
    for name in UNWANTED {
        let scope = [
            "tree",
            "--workspace",
            "--locked",
            "--target",
            "all",
            "--invert",
            name,
        ];
        let output = tool::capture(&mut tool::cargo(&scope))?;
        let found = String::from_utf8_lossy(&output.stdout);
        if !found.trim().is_empty() {
            return Err(Failure::new(format!("{name} is in the tree:\n{found}")));
        }
        let complaint = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() && !complaint.contains("did not match any packages") {
            return Err(Failure::new(complaint));
        }
    }
    Ok(())
}
