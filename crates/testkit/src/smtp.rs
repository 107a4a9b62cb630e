//! A real SMTP server in the test's own process, which can be down.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server treats its callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It takes every mail.
    Up,
    /// It hangs up on everybody at once.
    Down,
    /// It takes a mail and never says so: whoever sent it cannot know.
    Mute,
    /// It begins to take a mail and never goes on.
    Stuck,
    /// It refuses every recipient with this answer: `550 5.1.1 nobody of that name`.
    Refusing(&'static str),
}

/// A mail as the server took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenMail {
    /// The address it came from, of the envelope.
    pub from: String,
    /// The addresses it goes to, of the envelope.
    pub to: Vec<String>,
    /// Headers and body as they came over the wire.
    pub data: String,
}

impl TakenMail {
    /// The value of the header, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.data.split_once("\r\n\r\n")?;
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }

    /// The body with the encoding for the way taken off (quoted-printable), one `\n` a line.
    pub fn body(&self) -> String {
        let (_, body) = self.data.split_once("\r\n\r\n").unwrap_or_default();
        let body = body.replace("=\r\n", "").replace("\r\n", "\n");
        let mut bytes = Vec::with_capacity(body.len());
        let mut rest = body.as_str();
        while let Some((plain, coded)) = rest.split_once('=') {
            bytes.extend_from_slice(plain.as_bytes());
            let byte = coded
                .get(..2)
                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
            rest = if let Some(byte) = byte {
                bytes.push(byte);
                &coded[2..]
            } else {
                bytes.push(b'=');
                coded
            };
        }
        bytes.extend_from_slice(rest.as_bytes());
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[derive(Debug)]
struct State {
    mood: Mutex<Mood>,
    taken: Mutex<Vec<TakenMail>>,
    hanging: AtomicUsize,
}

/// The server, on a free port of the loopback interface.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    state: Arc<State>,
    port: u16,
}

impl SmtpServer {
    /// Starts it in this mood.
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(State {
            mood: Mutex::new(mood),
            taken: Mutex::new(Vec::new()),
            hanging: AtomicUsize::new(0),
        });
        let served = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&served);
                tokio::spawn(async move { converse(stream, &state).await });
            }
        });
        Self { state, port }
    }

    /// Its address, for `SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Changes its mood, for the next caller.
    pub fn set(&self, mood: Mood) {
        *self
            .state
            .mood
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = mood;
    }

    /// How many callers were left hanging so far, mute or stuck.
    pub fn hanging(&self) -> usize {
        self.state.hanging.load(Ordering::SeqCst)
    }

    /// The mails it has taken, oldest first.
    pub fn taken(&self) -> Vec<TakenMail> {
        let taken = self.state.taken.lock();
        taken.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl State {
    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says nothing for so long that every caller gives up.
    async fn hang(&self) {
        self.hanging.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_mins(10)).await;
    }

    fn take(&self, mail: TakenMail) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.push(mail);
    }
}

/// Speaks SMTP until the caller leaves.
async fn converse(stream: TcpStream, state: &State) -> Option<()> {
    if state.mood() == Mood::Down {
        return None;
    }
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 test ready\r\n").await.ok()?;
    let (mut from, mut to) = (String::new(), Vec::new());
    while let Some(line) = lines.next_line().await.ok()? {
        if state.mood() == Mood::Down {
            return None;
        }
        let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match (verb.as_str(), state.mood()) {
            ("RCPT", Mood::Refusing(answer)) => answer,
            ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250-AUTH PLAIN\r\n250 SMTPUTF8",
            ("MAIL", _) => {
                (from, to) = (address(), Vec::new());
                "250 ok"
            }
            ("RCPT", _) => {
                to.push(address());
                "250 ok"
            }
            ("DATA", Mood::Stuck) => {
                state.hang().await;
                return None;
            }
            ("DATA", _) => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                let mut data = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                let (from, to) = (from.clone(), to.clone());
                state.take(TakenMail { from, to, data });
                if state.mood() == Mood::Mute {
                    state.hang().await;
                    return None;
                }
                "250 taken"
            }
            // Whoever brings a password is let in with it.
            ("AUTH", _) => "235 in",
            ("NOOP" | "RSET" | "HELO", _) => "250 ok",
            ("QUIT", _) => {
                writer.write_all(b"221 bye\r\n").await.ok()?;
                return None;
            }
            _ => "502 not known",
        };
        writer
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .ok()?;
    }
    Some(())
}
