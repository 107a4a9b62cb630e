//! A keep-alive HTTP/1.1 client that costs next to nothing: the machine it measures is the one
//! it runs on.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection, for one request after the other.
pub struct Connection {
    stream: TcpStream,
    input: Vec<u8>,
}

/// The end of the headers.
const BLANK_LINE: &[u8] = b"\r\n\r\n";

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            input: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a whole request and returns the body of the answer, which has to be a 200.
    pub async fn send(&mut self, request: &[u8]) -> Result<&[u8]> {
        let (status, body) = self.exchange(request).await?;
        ensure!(
            status == 200,
            "status {status}: {}",
            String::from_utf8_lossy(body)
        );
        Ok(body)
    }

    /// Sends a whole request and returns the status and the body of the answer.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<(u16, &[u8])> {
        self.stream.write_all(request).await?;
        self.input.clear();
        let head = loop {
            if let Some(at) = find(&self.input, BLANK_LINE) {
                break at + BLANK_LINE.len();
            }
            self.fill().await?;
        };
        let (status, length) = read_head(self.input.get(..head).unwrap_or_default())?;
        while self.input.len() < head + length {
            self.fill().await?;
        }
        let body = self.input.get(head..head + length).unwrap_or_default();
        Ok((status, body))
    }

    async fn fill(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.input).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

/// The status and the length of the body.
fn read_head(head: &[u8]) -> Result<(u16, usize)> {
    let head = std::str::from_utf8(head)?;
    let status = head.get(9..12).context("a status line")?.parse()?;
    let length = head
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .context("an answer with a length")?;
    Ok((status, length.1.trim().parse()?))
}

/// Where `needle` begins in `hay`.
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len())
        .position(|window| window == needle)
}

/// The bytes of a request for what lies at `path`.
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes()
}

/// The bytes of a JSON request; `from` is the address that a proxy would name.
pub fn post(path: &str, token: Option<&str>, from: Option<Ipv4Addr>, body: &str) -> Vec<u8> {
    let authorization = token
        .map(|token| format!("Authorization: Bearer {token}\r\n"))
        .unwrap_or_default();
    let from = from
        .map(|address| format!("X-Forwarded-For: {address}\r\n"))
        .unwrap_or_default();
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Accept: application/graphql-response+json, application/json\r\n\
         {authorization}{from}Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
