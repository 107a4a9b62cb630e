//! A push service in the test's own process, which can misbehave.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the service does with a message.
#[derive(Clone, Debug)]
pub enum Manner {
    /// Answers with this status.
    Answer(u16),
    /// Sends the caller elsewhere.
    Redirect(String),
    /// Says nothing at all.
    Hang,
    /// Answers, and never stops talking.
    Chatter,
}

/// A message as it came.
#[derive(Clone, Debug)]
pub struct TakenPush {
    /// The request line and the headers, in lower case.
    pub head: String,
    /// What was sealed.
    pub body: Vec<u8>,
}

/// The service, on a free port of the loopback interface.
#[derive(Clone, Debug)]
pub struct PushServer {
    address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    taken: Arc<Mutex<Vec<TakenPush>>>,
}

impl PushServer {
    /// Starts it with these manners.
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let server = Self {
            address: listener.local_addr().expect("an address"),
            manner: Arc::new(Mutex::new(manner)),
            taken: Arc::default(),
        };
        let at_work = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let one = at_work.clone();
                tokio::spawn(async move { one.answer(stream).await });
            }
        });
        server
    }

    /// Changes its manners, for the next caller.
    pub fn set(&self, manner: Manner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    /// The address of an endpoint.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// The messages it has taken, oldest first.
    pub fn taken(&self) -> Vec<TakenPush> {
        let taken = self.taken.lock();
        taken.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn manner(&self) -> Manner {
        let manner = self.manner.lock();
        manner.unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let mut bytes = Vec::new();
        let (head, body) = loop {
            let mut chunk = [0; 8192];
            let count = stream.read(&mut chunk).await.ok()?;
            if count == 0 {
                return None;
            }
            bytes.extend_from_slice(&chunk[..count]);
            if let Some(message) = whole(&bytes) {
                break message;
            }
        };
        self.taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(TakenPush { head, body });
        let manner = self.manner();
        let head = match manner {
            Manner::Hang => {
                std::future::pending::<()>().await;
                return None;
            }
            Manner::Answer(status) => format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n"),
            Manner::Redirect(to) => {
                format!("HTTP/1.1 307 x\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
            }
            Manner::Chatter => "HTTP/1.1 201 x\r\ncontent-length: 99999999999\r\n\r\n".to_owned(),
        };
        stream.write_all(head.as_bytes()).await.ok()?;
        while matches!(self.manner(), Manner::Chatter) {
            stream.write_all(&[b'x'; 8192]).await.ok()?;
        }
        Some(())
    }
}

fn whole(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.and_then(|text| text.parse().ok()).unwrap_or(0);
    let body = &bytes[end + 4..];
    (body.len() >= length).then(|| (head, body[..length].to_vec()))
}
