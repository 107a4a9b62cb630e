//! Sets up all that the tests need and passes every one of them, as CI does.
//!
//! A step that fails does not stop the others; one that can't run counts as failed.

use std::path::PathBuf;

use crate::{
    browser, check, failure::Result, place, postgres, steps::Steps, throwaway::Throwaway, tool,
    web::Web,
};

/// Runs everything and sums it up.
pub fn test() -> Result {
    let mut steps = Steps::default();
    let web = steps.run("web packages", Web::ready);
    check::within(&mut steps, web.as_ref());
    steps.run_with(web.as_ref(), "web type check", Web::types);
    steps.run_with(web.as_ref(), "web component tests", Web::tests);
    let built = steps.run_with(web.as_ref(), "web build", Web::build);

    let database = steps.run("PostgreSQL", Database::find);
    steps.run_with(database.as_ref(), "cargo test", Database::cargo_test);
    drop(database);

    let browser = built.and(web).zip(steps.run("Chromium", browser::find));
    steps.run_with(browser.as_ref(), "browser tests", |(web, chromium)| {
        web.browser_tests(&server()?, chromium)
    });
    steps.sum_up()
}

/// The Postgres of this run.
enum Database {
    Given(String),
    Own(Throwaway),
}

impl Database {
    /// The one named by `TEST_POSTGRES_URL`, else one made for this run.
    fn find() -> Result<Self> {
        match place::setting("TEST_POSTGRES_URL") {
            Some(url) => Ok(Self::Given(url)),
            None => Throwaway::start(postgres::FORGETFUL).map(Self::Own),
        }
    }

    fn cargo_test(&self) -> Result {
        let (Self::Given(url) | Self::Own(Throwaway { url, .. })) = self;
        let mut command = tool::cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
        tool::show(command.env("TEST_POSTGRES_URL", url))
    }
}

/// Builds the server and says where it is.
fn server() -> Result<PathBuf> {
    tool::show(&mut tool::cargo(&[
        "build",
        "--locked",
        "--bin",
        "scriptorium",
    ]))?;
    Ok(place::target()?.join("debug/scriptorium"))
}
