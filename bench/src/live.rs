//! How much memory live subscribers take: a thousand sockets on one gateway.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::http::Connection;
use crate::operation::Endpoint;
use crate::server::Server;

/// The people of the demo.
const PEOPLE: [&str; 7] = [
    "client", "client2", "writer", "writer2", "editor", "support", "admin",
];
const PASSWORD: &str = "violet anchor meadow 42";

/// How many sockets one session may have.
const OF_ONE: usize = 20;

/// How long one word is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

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
    let gateway = Server::start("the gateway", |address| {
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
    println!("nobody is there: {:.1} MiB", gateway.memory()?);
    let mut tokens = Vec::new();
    for person in PEOPLE.iter().cycle().take(options.sockets.div_ceil(OF_ONE)) {
        tokens.push(sign_in(&gateway, person).await?);
    }
    let at_rest = gateway.memory()?;
    println!("{} people are signed in: {at_rest:.1} MiB", tokens.len());
    let mut sockets = Vec::new();
    for token in tokens
        .iter()
        .flat_map(|token| [token; OF_ONE])
        .take(options.sockets)
    {
        sockets.push(watch(gateway.address, token).await?);
    }
    let watching = gateway.memory()?;
    let count = u32::try_from(sockets.len())?;
    let each = (watching - at_rest) * 1024.0 / f64::from(count);
    println!("{count} sockets watch two things each: {watching:.1} MiB, {each:.1} KiB a socket");

    let begun = Instant::now();
    sign_in(&gateway, PEOPLE[0]).await?;
    let mut told = 0;
    for (index, socket) in sockets.iter_mut().enumerate() {
        if (index / OF_ONE).is_multiple_of(PEOPLE.len()) {
            let said = hear(socket).await?;
            ensure!(said["type"] == "next", "something to see: {said}");
            told += 1;
        }
    }
    let passed = begun.elapsed().as_millis();
    let after = gateway.memory()?;
    println!("{told} of them were told of one event within {passed} ms: {after:.1} MiB");
    Ok(())
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
