//! A server under test: started as a process of its own, so that its memory can be told.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use crate::http::{Connection, get};

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server; dropping it ends the process.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where it tells its figures, if it does.
    figures: SocketAddr,
    process: Child,
    name: &'static str,
}

impl Server {
    /// Starts the program that `command` makes of an address to listen on, and of one to tell its
    /// figures on.
    pub async fn start(
        name: &'static str,
        command: impl FnOnce(SocketAddr, SocketAddr) -> Command,
    ) -> Result<Self> {
        let (address, figures) = (free().await?, free().await?);
        let mut command = command(address, figures);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true);
        let process = command
            .spawn()
            .with_context(|| format!("{name} can't be started"))?;
        let mut server = Self {
            address,
            figures,
            process,
            name,
        };
        server.wait().await?;
        Ok(server)
    }

    /// Waits until it listens. It has to be this very process: one that ended says that somebody
    /// else has the port.
    async fn wait(&mut self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            sleep(Duration::from_millis(50)).await;
            if let Some(status) = self.process.try_wait()? {
                bail!("{} ended at once ({status})", self.name);
            }
            if TcpStream::connect(self.address).await.is_ok() {
                return Ok(());
            }
        }
        bail!("{} does not listen after {PATIENCE:?}", self.name)
    }

    /// Its process.
    pub fn process(&self) -> Result<u32> {
        self.process.id().context("the server runs")
    }

    /// A figure that it tells of itself; 0 where it has nothing to tell yet.
    pub async fn figure(&self, name: &str) -> Result<f64> {
        let mut connection = Connection::open(self.figures).await?;
        let told = connection.send(&get("/metrics")).await?;
        let told = std::str::from_utf8(told)?.lines();
        let mut values = told.filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(values.next().map(str::parse).transpose()?.unwrap_or(0.0))
    }

    /// The memory it occupies, in MiB.
    pub fn memory(&self) -> Result<f64> {
        self.status("VmRSS:")
    }

    /// The most memory it ever occupied, in MiB.
    pub fn peak(&self) -> Result<f64> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> Result<f64> {
        let process = self.process()?;
        let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
        let kib: u32 = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .and_then(|rest| rest.split_whitespace().next())
            .context("a process has memory")?
            .parse()?;
        Ok(f64::from(kib) / 1024.0)
    }
}

/// The processor time that processes have used so far. One that has ended counts as nothing.
pub fn used(processes: &[u32]) -> Duration {
    /// Clock ticks of `/proc` are hundredths of a second.
    const TICK: Duration = Duration::from_millis(10);
    let ticks = |process: &u32| -> Option<u32> {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let (_, fields) = stat.rsplit_once(')')?;
        let mut fields = fields.split_whitespace().skip(11);
        let user: u32 = fields.next()?.parse().ok()?;
        let system: u32 = fields.next()?.parse().ok()?;
        Some(user + system)
    };
    TICK * processes.iter().filter_map(ticks).sum::<u32>()
}

async fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0)).await?.local_addr()?)
}
