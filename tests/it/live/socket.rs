//! A gateway that listens, and a client that speaks graphql-transport-ws to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use gateway::app::App;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::{Error, Message};

/// A test waits for nothing longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many bytes a client takes before it reads them.
const NARROW: u32 = 64 * 1024;

/// A gateway on a port of its own.
pub struct Gateway {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Gateway {
    pub async fn of(app: &Arc<App>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.unwrap_or(()) };
        let serving = gateway::http::listen(Arc::clone(app), listener, stopped);
        Self {
            address,
            stop,
            serving: tokio::spawn(serving),
        }
    }

    /// Stops it and waits until it has.
    pub async fn stop(self) {
        self.stop.send(()).expect("it runs");
        let stopped = tokio::time::timeout(PATIENCE, self.serving).await;
        let stopped = stopped.expect("it stops in time").expect("no panic");
        stopped.expect("it stops well");
    }

    /// A socket that has said nothing yet.
    pub async fn connect(&self, headers: &[(&'static str, &str)]) -> Socket {
        let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
        let headers = [&[protocol], headers].concat();
        let opened = self.open(&headers).await;
        Socket(opened.expect("the handshake succeeds"))
    }

    /// The status with which a handshake is refused.
    pub async fn refused(&self, headers: &[(&'static str, &str)]) -> u16 {
        match self.open(headers).await {
            Err(Error::Http(answer)) => answer.status().as_u16(),
            other => panic!("not refused: {other:?}"),
        }
    }

    async fn open(
        &self,
        headers: &[(&'static str, &str)],
    ) -> Result<WebSocketStream<TcpStream>, Error> {
        let stream = TcpSocket::new_v4().expect("a stream");
        // Little waits at the client's end, so that one who does not read is soon noticed.
        stream.set_recv_buffer_size(NARROW).expect("a stream");
        let stream = stream.connect(self.address).await.expect("a stream");
        let url = format!("ws://localhost:{}/graphql/ws", self.address.port());
        let mut request = url.into_client_request().expect("a request");
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).expect("a value");
            request
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
        let (socket, _) = tokio_tungstenite::client_async(request, stream).await?;
        Ok(socket)
    }

    /// A socket of somebody who holds this token.
    pub async fn sign_in(&self, slug: &str, token: &str) -> Socket {
        let mut socket = self.connect(&[]).await;
        let bearer = format!("Bearer {token}");
        socket
            .greet(json!({ "authorization": bearer, "x-website": slug }))
            .await;
        socket
    }
}

/// One client's end of a socket.
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    pub async fn say(&mut self, message: Value) {
        self.send(Message::text(message.to_string())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.0.send(message).await.expect("it is sent");
    }

    /// Says who it is, and is let in.
    pub async fn greet(&mut self, payload: Value) {
        self.say(json!({ "type": "connection_init", "payload": payload }))
            .await;
        assert_eq!(self.hear().await, json!({ "type": "connection_ack" }));
    }

    pub async fn subscribe(&mut self, id: &str, document: &str, variables: Value) {
        let payload = json!({ "query": document, "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
    }

    /// Proves that everything said before was read: the answer comes after it.
    pub async fn settle(&mut self) {
        self.say(json!({ "type": "ping" })).await;
        loop {
            let message = self.hear().await;
            if message == json!({ "type": "pong" }) {
                return;
            }
            // One look too many: a bus that has just begun to hear says that something was missed.
            assert_eq!(message["type"], "next", "{message}");
        }
    }

    /// The next message.
    pub async fn hear(&mut self) -> Value {
        match self.next().await {
            Ok(message) => message,
            Err((code, reason)) => panic!("closed with {code}: {reason}"),
        }
    }

    /// The next result of this operation for which `wanted` holds. One may come too often, never
    /// too seldom: a signal that nobody is sure of counts as one.
    pub async fn until(&mut self, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.hear().await;
            assert_eq!(
                (&message["id"], &message["type"]),
                (&json!(id), &json!("next")),
                "{message}"
            );
            if wanted(&message["payload"]["data"]) {
                return message;
            }
        }
    }

    /// The code of the error that ends this operation. Others may have one look too many meanwhile.
    pub async fn failed(&mut self, id: &str) -> String {
        loop {
            let message = self.hear().await;
            if message["type"] == "error" {
                assert_eq!(message["id"], id, "{message}");
                let code = &message["payload"][0]["extensions"]["code"];
                return code.as_str().expect("a code").to_owned();
            }
            assert_eq!(message["type"], "next", "{message}");
        }
    }

    /// The code with which the server closes, whatever it says before.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Err((code, _)) = self.next().await {
                return code;
            }
        }
    }

    async fn next(&mut self) -> Result<Value, (u16, String)> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next()).await;
            match message.expect("it comes in time") {
                Some(Ok(Message::Text(text))) => {
                    return Ok(serde_json::from_str(&text).expect("json"));
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    return Err((frame.code.into(), frame.reason.as_str().to_owned()));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("not expected: {other:?}"),
            }
        }
    }
}
