//! Processes of the program, and a client to talk to them.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use gateway as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

/// How long anything is waited for: a machine that is busy with other tests is slow.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where the program runs, and with which settings.
pub struct Place {
    folder: TempDir,
    settings: Vec<(String, String)>,
    /// Where the log goes, if not to the tester.
    log: Option<PathBuf>,
}

impl Place {
    /// A folder of its own, and the database.
    pub fn of(database: &str) -> Self {
        let place = Self::nowhere();
        place.with("DATABASE_URL", database)
    }

    /// A folder of its own, and every default.
    pub fn nowhere() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self {
            folder,
            settings: Vec::new(),
            log: None,
        }
        .with("LOG", "error")
    }

    /// With a further setting.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With everything that is ever logged, in a file.
    pub fn logging(mut self) -> Self {
        self.log = Some(self.folder.path().join("log"));
        self.with("LOG", "trace")
    }

    /// What was logged into the file.
    pub fn logged(&self) -> String {
        let file = self.log.as_ref().expect("a log");
        let bytes = std::fs::read(file).expect("the log is read");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A file below the folder.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("a path").to_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scriptorium"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.settings.iter().cloned())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        if let Some(file) = &self.log {
            let mut log = std::fs::File::options();
            let log = log.append(true).create(true).open(file);
            command.stderr(Stdio::from(log.expect("the log is opened")));
        }
        command
    }

    /// Runs the program to its end.
    pub async fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output();
        let output = tokio::time::timeout(PATIENCE, output).await;
        Ended::of(output.expect("it ends").expect("it runs"))
    }

    /// Starts the program; what it logs is shown when the test fails.
    pub fn start(&self, arguments: &[&str]) -> Process {
        let child = self.command(arguments).spawn().expect("it starts");
        Process(child)
    }

    /// Starts `serve` on a free port and waits until it is ready.
    pub async fn serve(&self) -> Gateway {
        let address = free().await;
        let mut command = self.command(&["serve"]);
        command.env("LISTEN", address.to_string());
        let process = Process(command.spawn().expect("it starts"));
        let gateway = Gateway { process, address };
        until("the gateway is ready", async || {
            let answer = get(address, "/readyz").await;
            answer.is_some_and(|answer| answer.status == 200)
        })
        .await;
        gateway
    }

    /// Makes the website `atlas`; the token that sets the superadmin's password.
    pub async fn init(&self) -> String {
        let init = self
            .run(&[
                "init",
                "--email",
                "root@example.org",
                "--website",
                "atlas",
                "--host",
                "atlas.test",
            ])
            .await;
        assert!(init.ok(), "{init:?}");
        let (_, token) = init.out.split_once("/verify#").expect("a link");
        let token = token.lines().next().unwrap_or_default();
        token.rsplit('=').next().unwrap_or_default().to_owned()
    }
}

/// A free port of this machine.
pub async fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address")
}

/// Waits until it is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "{what}: waited in vain");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A program that has ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    pub fn ok(&self) -> bool {
        self.code == Some(0)
    }

    /// The lines of the doctor about `what`, with its level.
    pub fn said(&self, level: &str, what: &str) -> Option<&str> {
        let mut lines = self.out.lines();
        lines.find(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(level) && line.contains(what)
        })
    }
}

/// A running program; dropped, it is killed.
pub struct Process(Child);

impl Process {
    /// Asks it to end, and waits for it.
    pub async fn terminate(mut self) -> ExitStatus {
        let id = self.0.id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().await;
        assert!(sent.expect("sent").success());
        let ended = tokio::time::timeout(PATIENCE, self.0.wait()).await;
        ended.expect("it ends").expect("it ended")
    }

    /// Ends it as a power cut would.
    pub async fn kill(mut self) {
        // SIGKILL.
        self.0.kill().await.expect("killed");
    }

    /// How it has ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().expect("asked")
    }
}

/// A program that serves.
pub struct Gateway {
    pub process: Process,
    pub address: SocketAddr,
}

impl Gateway {
    /// The answer to a document.
    pub async fn ask(&self, token: Option<&str>, document: &str, variables: Value) -> Answer {
        let body = json!({ "query": document, "variables": variables }).to_string();
        let authorization = token
            .map(|token| format!("Authorization: Bearer {token}\r\n"))
            .unwrap_or_default();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Website: atlas\r\n{authorization}\
             Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        );
        let answer = send(self.address, &head, &body).await;
        answer.expect("an answer")
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no json: {}", self.text))
    }
}

/// The page at `path`, if anybody answers.
pub async fn get(address: SocketAddr, path: &str) -> Option<Answer> {
    send(
        address,
        &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n"),
        "",
    )
    .await
}

async fn send(address: SocketAddr, head: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let request = format!("{head}Connection: close\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let chunked = head
        .to_ascii_lowercase()
        .contains("transfer-encoding: chunked");
    let text = if chunked {
        joined(body)
    } else {
        body.to_owned()
    };
    Some(Answer { status, text })
}

/// A body that came in chunks.
fn joined(mut rest: &str) -> String {
    let mut whole = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or_default();
        let (Some(chunk), true) = (after.get(..size), size > 0) else {
            break;
        };
        whole.push_str(chunk);
        rest = after.get(size + 2..).unwrap_or_default();
    }
    whole
}
