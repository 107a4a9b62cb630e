//! A Postgres that lives exactly as long as one run of a command, however that run ends.

use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{self, Child, Stdio},
};

use crate::{
    failure::{Failure, Result},
    postgres::{self, Postgres},
};

/// Waits until its input ends, which happens when xtask ends for whatever reason, then cleans up.
const KEEPER: &str = r#"
trap "" HUP INT TERM
cat >/dev/null
"$1" stop --mode=immediate --wait --pgdata "$2" >/dev/null 2>&1
rm -rf "$3"
"#;

/// A running server; dropping it stops it and removes its folder.
pub struct Throwaway {
    home: PathBuf,
    keeper: Child,
    /// Where it listens.
    pub url: String,
}

impl Throwaway {
    /// Sets up and starts a server with `settings` in a new temporary folder.
    pub fn start(settings: &str) -> Result<Self> {
        let server = Postgres::find()?;
        let home = env::temp_dir().join(format!("scriptorium-postgres-{}", process::id()));
        fs::create_dir(&home).map_err(|error| Failure::at(&home, &error))?;
        let keeper = keep(&server, &home)?;
        let mut throwaway = Self {
            home,
            keeper,
            url: String::new(),
        };
        server.create(&throwaway.home)?;
        throwaway.url = server.start(&throwaway.home, None, settings)?;
        Ok(throwaway)
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let ended = self.keeper.wait();
        if ended.is_err() || (self.home.exists() && fs::remove_dir_all(&self.home).is_err()) {
            eprintln!("left behind: {}", self.home.display());
        }
    }
}

/// A process of its own group, so that Ctrl-C reaches it through its input alone.
fn keep(server: &Postgres, home: &Path) -> Result<Child> {
    let mut command = server.command("sh");
    command.args(["-c", KEEPER, "sh"]);
    command
        .arg(server.control())
        .arg(postgres::data(home))
        .arg(home);
    command.stdin(Stdio::piped()).process_group(0);
    command
        .spawn()
        .map_err(|error| Failure::new(format!("sh could not be started: {error}")))
}
