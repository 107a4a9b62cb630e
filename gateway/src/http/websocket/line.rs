//! The line to one client: words in both directions, and never more than one message in hand.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tokio::time::{Instant, timeout};

use super::words::{End, Said};

/// How long a client may take to read one message before it is left.
const SLOW: Duration = Duration::from_secs(10);
/// How long a client may be silent before it counts as gone; it is asked three times meanwhile.
const SILENT: Duration = Duration::from_secs(75);
/// How often it is asked.
pub const ASKED: Duration = Duration::from_secs(25);
/// How long its good-bye is waited for.
const GOODBYE: Duration = Duration::from_secs(1);

/// An open socket.
pub struct Line {
    socket: WebSocket,
    heard: Instant,
}

impl Line {
    /// The line over this socket.
    pub fn new(socket: WebSocket) -> Self {
        let heard = Instant::now();
        Self { socket, heard }
    }

    /// The next thing that the client says; safe to be given up.
    pub async fn hear(&mut self) -> Result<Said, End> {
        loop {
            let message = match self.socket.recv().await {
                Some(Err(error)) if error.to_string().contains("too long") => {
                    return Err(End::too_large());
                }
                None | Some(Err(_)) => return Err(End::Gone),
                Some(Ok(message)) => message,
            };
            self.heard = Instant::now();
            match message {
                Message::Text(text) => return Said::read(&text),
                Message::Binary(_) => return Err(End::bad("Send messages as text.")),
                Message::Close(_) => return Err(End::Gone),
                // The library answers a ping.
                Message::Ping(_) | Message::Pong(_) => {}
            }
        }
    }

    /// Says something and waits until it is on its way.
    pub async fn say(&mut self, text: String) -> Result<(), End> {
        self.send(Message::text(text)).await
    }

    /// Asks whether the client is there; one that was silent for too long is not.
    pub async fn ask(&mut self) -> Result<(), End> {
        if self.heard.elapsed() > SILENT {
            return Err(End::Gone);
        }
        self.send(Message::Ping(axum::body::Bytes::new())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(SLOW, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    /// Ends the conversation: says why, and waits a moment for the client to have read it.
    pub async fn hang_up(mut self, end: &End) {
        let End::Closed(code, reason) = end else {
            return;
        };
        let reason = axum::extract::ws::Utf8Bytes::from(reason.as_ref());
        let frame = CloseFrame {
            code: *code,
            reason,
        };
        if self.send(Message::Close(Some(frame))).await.is_ok() {
            let goodbye = async { while let Some(Ok(_)) = self.socket.recv().await {} };
            let _ = timeout(GOODBYE, goodbye).await;
        }
    }
}
