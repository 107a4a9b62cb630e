//! A private Postgres server for tests: found, set up, started and stopped as any user.

use std::{
    fs,
    net::TcpListener,
    os::unix::{fs::PermissionsExt, fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Result},
    install, place, tool,
};

/// Nothing here has to survive a crash of the machine, and every test holds connections of its own.
pub const FORGETFUL: &str = "-c max_connections=300 -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c autovacuum=off";

/// As in production: every commit is on the disk before it is answered, and memory is for caching.
pub const LASTING: &str = "-c shared_buffers=1GB -c random_page_cost=1.1 -c jit=off \
    -c max_wal_size=4GB -c shared_preload_libraries=pg_stat_statements \
    -c pg_stat_statements.track_utility=off";

/// Reached over loopback alone.
const PLACE: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories=";

/// The programs of one Postgres installation and the user they run as.
pub struct Postgres {
    programs: PathBuf,
    user: Option<User>,
}

/// Whom to become, since Postgres refuses to run as root.
struct User {
    uid: u32,
    gid: u32,
}

impl Postgres {
    /// The installation on the `PATH`, else the newest one of the system, else a fresh one.
    pub fn find() -> Result<Self> {
        if installed().is_none() {
            install::package("postgresql", "PostgreSQL, or set TEST_POSTGRES_URL")?;
        }
        let programs = installed()
            .ok_or_else(|| Failure::new("PostgreSQL is installed, but initdb is not found"))?;
        Ok(Self {
            programs,
            user: unprivileged()?,
        })
    }

    /// Makes `home`, readable by the server's user alone, with an empty cluster in it.
    pub fn create(&self, home: &Path) -> Result {
        fs::create_dir_all(home).map_err(|error| Failure::at(home, &error))?;
        fs::set_permissions(home, fs::Permissions::from_mode(0o700))
            .map_err(|error| Failure::at(home, &error))?;
        if let Some(User { uid, gid }) = self.user {
            chown(home, Some(uid), Some(gid)).map_err(|error| Failure::at(home, &error))?;
            reachable(home)?;
        }
        tool::quietly(
            self.program("initdb")
                .args([
                    "--username=postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                ])
                .args(["--no-sync", "--no-instructions", "--pgdata"])
                .arg(data(home)),
        )
    }

    /// Starts the cluster in `home` with `settings` on `port`, or on a free one, and returns its
    /// URL.
    pub fn start(&self, home: &Path, port: Option<u16>, settings: &str) -> Result<String> {
        let mut port = port;
        for _ in 0..3 {
            let chosen = free(port.take())?;
            let started = tool::quietly(
                self.pg_ctl("start", home)
                    .arg(format!("--options=-p {chosen} {PLACE} {settings}"))
                    .arg("--log")
                    .arg(home.join("log")),
            );
            if started.is_ok() {
                return Ok(url(chosen));
            }
        }
        let log = fs::read_to_string(home.join("log")).unwrap_or_default();
        Err(Failure::new(format!("PostgreSQL does not start:\n{log}")))
    }

    /// Stops the cluster in `home`.
    pub fn stop(&self, home: &Path) -> Result {
        tool::quietly(self.pg_ctl("stop", home).arg("--mode=fast"))
    }

    /// The port the cluster in `home` listens on, if it runs.
    pub fn port(&self, home: &Path) -> Result<Option<u16>> {
        if !tool::capture(&mut self.pg_ctl("status", home))?
            .status
            .success()
        {
            return Ok(None);
        }
        let file = data(home).join("postmaster.pid");
        let text = fs::read_to_string(&file).map_err(|error| Failure::at(&file, &error))?;
        Ok(text
            .lines()
            .nth(3)
            .and_then(|line| line.trim().parse().ok()))
    }

    /// A command that runs as the server's user.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = tool::command(program, &[], Path::new("/"));
        if let Some(User { uid, gid }) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// The path of `pg_ctl`.
    pub fn control(&self) -> PathBuf {
        self.programs.join("pg_ctl")
    }

    fn program(&self, name: &str) -> Command {
        self.command(self.programs.join(name))
    }

    fn pg_ctl(&self, verb: &str, home: &Path) -> Command {
        let mut command = self.program("pg_ctl");
        command.args([verb, "--wait", "--pgdata"]).arg(data(home));
        command
    }
}

/// The folder of the cluster in `home`.
pub fn data(home: &Path) -> PathBuf {
    home.join("data")
}

/// The address of the cluster that listens on `port`.
pub fn url(port: u16) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}

fn installed() -> Option<PathBuf> {
    let on_path = place::on_path("initdb")
        .and_then(|file| file.canonicalize().ok())
        .and_then(|file| file.parent().map(Path::to_path_buf));
    on_path.or_else(newest)
}

fn newest() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(std::result::Result::ok)
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs
                .join("initdb")
                .is_file()
                .then_some((version, programs))
        })
        .max()
        .map(|(_, programs)| programs)
}

/// Root becomes `postgres` or `nobody`; everybody else stays who they are.
fn unprivileged() -> Result<Option<User>> {
    if !install::root()? {
        return Ok(None);
    }
    let path = Path::new("/etc/passwd");
    let accounts = fs::read_to_string(path).map_err(|error| Failure::at(path, &error))?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| account(&accounts, name))
        .map(Some)
        .ok_or_else(|| Failure::new("PostgreSQL refuses root, and there is no user `nobody`"))
}

fn account(accounts: &str, name: &str) -> Option<User> {
    let mut fields = accounts
        .lines()
        .map(|line| line.split(':'))
        .find(|line| line.clone().next() == Some(name))?;
    let uid = fields.nth(2)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(User { uid, gid })
}

/// Refuses a `home` that lies in a folder closed to the server's user, such as `/root`.
fn reachable(home: &Path) -> Result {
    for folder in home.ancestors().skip(1) {
        let about = fs::metadata(folder).map_err(|error| Failure::at(folder, &error))?;
        if about.permissions().mode() & 0o001 == 0 {
            return Err(Failure::new(format!(
                "PostgreSQL can't run as root, and {} is closed to other users: \
                 work as a normal user, or in an open folder",
                folder.display()
            )));
        }
    }
    Ok(())
}

fn free(wanted: Option<u16>) -> Result<u16> {
    if let Some(port) = wanted
        && TcpListener::bind(("127.0.0.1", port)).is_ok()
    {
        return Ok(port);
    }
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("no free port: {error}")))
}
