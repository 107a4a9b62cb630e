//! The web app's tools: packages, generated types, type check, tests and build.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Result},
    place, tool,
};

/// The oldest node that vite runs on.
const NODE: (u32, u32) = (20, 19);

/// The web app with its packages in place.
pub struct Web(());

impl Web {
    /// Checks node and installs the locked packages, unless they are there already.
    pub fn ready() -> Result<Self> {
        check_node()?;
        let stamp = place::web().join("node_modules/.installed");
        let locked = locked()?;
        if !fs::read(&stamp).is_ok_and(|installed| installed == locked) {
            tool::show(in_web("npm", &["ci"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
            fs::write(&stamp, locked).map_err(|error| Failure::at(&stamp, &error))?;
        }
        Ok(Self(()))
    }

    /// Writes the types made from `schema.graphql` and the app's operations.
    pub fn codegen(&self) -> Result {
        self.tool("graphql-codegen", &["--config", "codegen.ts"])
    }

    /// Fails if code generation changes anything.
    pub fn codegen_is_fresh(&self) -> Result {
        let folder = place::web().join("src/gql");
        let before = files(&folder)?;
        self.codegen()?;
        let after = files(&folder)?;
        let stale: Vec<String> = before
            .iter()
            .filter(|(path, text)| after.get(*path) != Some(*text))
            .chain(after.iter().filter(|(path, _)| !before.contains_key(*path)))
            .map(|(path, _)| path.display().to_string())
            .collect();
        if stale.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "stale until this very run, commit what was generated: {}",
            stale.join(", ")
        )))
    }

    /// Checks the types.
    pub fn types(&self) -> Result {
        self.tool("tsc", &["--noEmit"])
    }

    /// Runs the component tests.
    pub fn tests(&self) -> Result {
        self.tool("vitest", &["run"])
    }

    /// Builds the pages the server serves.
    pub fn build(&self) -> Result {
        self.tool("vite", &["build"])
    }

    /// Runs the browser tests against the server program `binary` with `chromium`.
    pub fn browser_tests(&self, binary: &Path, chromium: &Path) -> Result {
        let mut command = self.command("playwright", &["test"]);
        tool::show(
            command
                .env("SCRIPTORIUM_BIN", binary)
                .env("CHROMIUM", chromium),
        )
    }

    fn tool(&self, name: &str, arguments: &[&str]) -> Result {
        tool::show(&mut self.command(name, arguments))
    }

    #[expect(
        clippy::unused_self,
        reason = "a tool is there only once the packages are"
    )]
    fn command(&self, name: &str, arguments: &[&str]) -> Command {
        in_web(place::web().join("node_modules/.bin").join(name), arguments)
    }
}

fn check_node() -> Result {
    let (major, minor) = NODE;
    let wanted = format!("node {major}.{minor} or newer is needed");
    let output = tool::read(&mut in_web("node", &["--version"]))
        .map_err(|failure| Failure::new(format!("{wanted}: {failure}")))?;
    let version = output.trim();
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map_while(|n| n.parse().ok());
    if numbers
        .next()
        .zip(numbers.next())
        .is_some_and(|found: (u32, u32)| found >= NODE)
    {
        return Ok(());
    }
    Err(Failure::new(format!("{wanted}, this is {version}")))
}

/// What decides which packages are installed.
fn locked() -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for name in ["package.json", "package-lock.json"] {
        let path = place::web().join(name);
        all.extend(fs::read(&path).map_err(|error| Failure::at(&path, &error))?);
    }
    Ok(all)
}

fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut all = BTreeMap::new();
    if !folder.exists() {
        return Ok(all);
    }
    for entry in fs::read_dir(folder).map_err(|error| Failure::at(folder, &error))? {
        let path = entry.map_err(|error| Failure::at(folder, &error))?.path();
        if path.is_dir() {
            all.append(&mut files(&path)?);
        } else {
            let text = fs::read(&path).map_err(|error| Failure::at(&path, &error))?;
            all.insert(path, text);
        }
    }
    Ok(all)
}

fn in_web(program: impl AsRef<Path>, arguments: &[&str]) -> Command {
    tool::command(program, arguments, &place::web())
}
