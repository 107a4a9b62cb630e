//! How much memory live subscribers take: a thousand sockets on one gateway.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::http::Connection;
use crate::operation::Endpoint;
use crate::report::rounded;
use crate::server::Server;

/// The people of the demo.
const PEOPLE: [&str; 7] = [
    "client", "client2", "writer", "writer2", "editor", "support", "admin",
];
const PASSWORD: &str = "violet anchor meadow 42";

/// How many sockets one session may have.
const OF_ONE: usize = 20;

/// How long one word is waited for.
const PATIENCE: Duration = Duration::from_mins(2);

/// What each socket watches.
const WATCHED: [&str; 2] = [
    "subscription { viewerUpdated { id role } }",
    "subscription { notificationReceived { id title } }",
];

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// The program `scriptorium`, as it is released.
    #[arg(long)]
    server: PathBuf,
    /// The database; a fresh SQLite file unless said otherwise.
    #[arg(long)]
    database: Option<String>,
    /// How many sockets.
    #[arg(long, default_value_t = 1_000)]
    sockets: usize,
    /// The file to write the figures into.
    #[arg(long)]
    json: Option<PathBuf>,
}

/// What the gateway occupies, and how fast it tells.
#[derive(Serialize)]
struct Figures {
    /// Before anybody is there.
    at_rest_mib: f64,
    /// With the sessions of those who will watch.
    signed_in_mib: f64,
    /// Sockets, each of which watches two things.
    sockets: u32,
    /// With all of them.
    watching_mib: f64,
    /// What one of them takes.
    each_kib: f64,
    /// After each of them was told of an event.
    told_mib: f64,
    /// The most it ever occupied.
    peak_mib: f64,
    /// From the first of the sign-ins that they are told of until the last socket was told.
    told_within_ms: u64,
}

type Socket = WebSocketStream<TcpStream>;

/// Opens the sockets and prints the memory of the gateway.
pub async fn run(options: Options) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("bench-live-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(&options, &folder).await;
    std::fs::remove_dir_all(&folder)?;
    measured
}

async fn measure(options: &Options, folder: &std::path::Path) -> Result<()> {
    let program = options.server.canonicalize()?;
    let file = format!("sqlite://{}?mode=rwc", folder.join("live.db").display());
    let database = options.database.clone().unwrap_or(file);
    let gateway = Server::start("the gateway", |address, _| {
        let mut command = Command::new(&program);
        command
            .args(["serve", "--demo"])
            .current_dir(folder)
            .env("DATABASE_URL", &database)
            .env("LISTEN", address.to_string())
            .env("LOG", "warn");
        command
    })
    .await?;
    let at_rest = gateway.memory()?;
    let mut tokens = Vec::new();
    for person in PEOPLE.iter().cycle().take(options.sockets.div_ceil(OF_ONE)) {
        tokens.push(sign_in(&gateway, person).await?);
    }
    let signed_in = gateway.memory()?;
    let mut listeners = JoinSet::new();
    let (tell, mut told) = mpsc::unbounded_channel();
    for token in tokens
        .iter()
        .flat_map(|token| [token; OF_ONE])
        .take(options.sockets)
    {
        let socket = watch(gateway.address, token).await?;
        listeners.spawn(listen(socket, tell.clone()));
    }
    let watching = gateway.memory()?;
    let count = u32::try_from(listeners.len())?;

    let begun = Instant::now();
    for person in PEOPLE {
        sign_in(&gateway, person).await?;
    }
    for _ in 0..count {
        timeout(PATIENCE, told.recv())
            .await?
            .context("a socket")??;
    }
    let told_within_ms = u64::try_from(begun.elapsed().as_millis())?;
    let figures = Figures {
        at_rest_mib: rounded(at_rest, 10.0),
        signed_in_mib: rounded(signed_in, 10.0),
        sockets: count,
        watching_mib: rounded(watching, 10.0),
        each_kib: rounded((watching - signed_in) * 1024.0 / f64::from(count), 10.0),
        told_mib: rounded(gateway.memory()?, 10.0),
        peak_mib: rounded(gateway.peak()?, 10.0),
        told_within_ms,
    };
    println!("{figures}");
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&figures)?;
        std::fs::write(path, text + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "nobody is there: {:.1} MiB", self.at_rest_mib)?;
        writeln!(
            f,
            "those who will watch are signed in: {:.1} MiB",
            self.signed_in_mib
        )?;
        writeln!(
            f,
            "{} sockets watch two things each: {:.1} MiB, {:.1} KiB a socket",
            self.sockets, self.watching_mib, self.each_kib
        )?;
        write!(
            f,
            "each of them was told of an event, the last after {} ms (the sign-ins that they \
             are told of take most of it): {:.1} MiB, {:.1} MiB at most",
            self.told_within_ms, self.told_mib, self.peak_mib
        )
    }
}

async fn sign_in(gateway: &Server, person: &str) -> Result<String> {
    let document = "mutation($input: SignInInput!) {
        signIn(input: $input) { token userErrors { message } } }";
    let input = json!({ "email": format!("{person}@atlas.test"), "password": PASSWORD });
    let request = Endpoint::gateway(None, document).request(&json!({ "input": input }).to_string());
    let mut connection = Connection::open(gateway.address).await?;
    let answer: Value = serde_json::from_slice(connection.send(&request).await?)?;
    let token = answer["data"]["signIn"]["token"].as_str();
    Ok(token
        .with_context(|| format!("a session: {answer}"))?
        .to_owned())
}

async fn watch(address: SocketAddr, token: &str) -> Result<Socket> {
    let stream = TcpStream::connect(address).await?;
    let url = format!("ws://localhost:{}/graphql/ws", address.port());
    let mut request = url.into_client_request()?;
    let protocol = HeaderValue::from_static("graphql-transport-ws");
    request
        .headers_mut()
        .insert("sec-websocket-protocol", protocol);
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    let payload = json!({ "authorization": format!("Bearer {token}") });
    say(
        &mut socket,
        &json!({ "type": "connection_init", "payload": payload }),
    )
    .await?;
    let said = hear(&mut socket).await?;
    ensure!(said["type"] == "connection_ack", "let in: {said}");
    for (id, document) in WATCHED.iter().enumerate() {
        let (id, payload) = (id.to_string(), json!({ "query": document }));
        say(
            &mut socket,
            &json!({ "id": id, "type": "subscribe", "payload": payload }),
        )
        .await?;
    }
    // What is answered last was begun last.
    let payload = json!({ "query": "{ viewer { id } }" });
    say(
        &mut socket,
        &json!({ "id": "q", "type": "subscribe", "payload": payload }),
    )
    .await?;
    while hear(&mut socket).await? != json!({ "id": "q", "type": "complete" }) {}
    Ok(socket)
}

/// Says when the socket was told of something, once; and answers the gateway's pings all the while.
async fn listen(mut socket: Socket, tell: UnboundedSender<Result<()>>) {
    let said = hear(&mut socket).await;
    let told = said.and_then(|said| {
        ensure!(said["type"] == "next", "something to see: {said}");
        Ok(())
    });
    // Whoever waits for it may have given up.
    let _ = tell.send(told);
    while let Some(Ok(_)) = socket.next().await {}
}

async fn say(socket: &mut Socket, message: &Value) -> Result<()> {
    Ok(socket.send(Message::text(message.to_string())).await?)
}

async fn hear(socket: &mut Socket) -> Result<Value> {
    loop {
        match timeout(PATIENCE, socket.next()).await? {
            Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text)?),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            other => bail!("the gateway says {other:?}"),
        }
    }
}
