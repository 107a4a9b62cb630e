//! Those who sign in: clients of the load data set, each with a network and a device of their own.

use std::net::Ipv4Addr;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio_postgres::Client;

use crate::http::Connection;
use crate::operation::Endpoint;
use crate::server::Server;

/// The password of everybody.
pub const PASSWORD: &str = "violet anchor meadow 42";

/// What a sign-in asks for.
const SIGN_IN: &str = "mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
        token deviceToken viewer { id role } userErrors { code message } } }";

/// The one who can sign in without our help.
const FIRST: &str = "client@atlas.test";

/// Somebody who signs in.
#[derive(Clone, Debug)]
pub struct Person {
    email: String,
    address: Ipv4Addr,
    device: Option<String>,
}

/// On what somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// The one they used before.
    Known,
    /// One they never used.
    New,
}

/// How a sign-in was answered.
#[derive(Debug)]
pub enum Answer {
    /// With a session; the device keeps this token.
    In(String),
    /// To come back later.
    Later(String),
}

/// So many people who have signed in once, and the hash of their password.
pub async fn prepare(gateway: &Server, db: &Client, count: usize) -> Result<(Vec<Person>, String)> {
    // In the load data set only one client can sign in; here they all do, with the same password.
    let same = "UPDATE accounts SET password_hash = one.password_hash FROM accounts one
        WHERE one.email = $1 AND accounts.email LIKE 'client%@atlas.test'";
    db.execute(same, &[&FIRST]).await?;
    let all = "SELECT email, password_hash FROM accounts
        WHERE email LIKE 'client%@atlas.test' AND email <> $1 ORDER BY email LIMIT $2";
    let rows = db.query(all, &[&FIRST, &i64::try_from(count)?]).await?;
    ensure!(rows.len() == count, "{count} clients in the load data set");
    let hash = rows.first().context("somebody")?.get(1);
    let mut people = Vec::new();
    let mut connection = Connection::open(gateway.address).await?;
    for (number, row) in rows.iter().enumerate() {
        let [_, _, high, low] = u32::try_from(number)?.to_be_bytes();
        let mut person = Person {
            email: row.get(0),
            address: Ipv4Addr::new(10, high, low, 1),
            device: None,
        };
        match person.sign_in(&mut connection, Device::New).await? {
            Answer::In(token) => person.device = Some(token),
            Answer::Later(said) => anyhow::bail!("{} is not let in: {said}", person.email),
        }
        people.push(person);
    }
    Ok((people, hash))
}

impl Person {
    /// Signs in.
    pub async fn sign_in(&self, connection: &mut Connection, device: Device) -> Result<Answer> {
        let (status, body) = connection.exchange(&self.request(device)).await?;
        let answer: Value = serde_json::from_slice(body)?;
        let entered = &answer["data"]["signIn"];
        if let (Some(_), Some(device)) =
            (entered["token"].as_str(), entered["deviceToken"].as_str())
        {
            return Ok(Answer::In(device.to_owned()));
        }
        let busy = [
            &entered["userErrors"][0]["code"],
            &answer["errors"][0]["extensions"]["code"],
        ]
        .into_iter()
        .any(|code| code == "RATE_LIMITED");
        ensure!(busy, "{} is refused with {status}: {answer}", self.email);
        Ok(Answer::Later(answer.to_string()))
    }

    /// The bytes of their sign-in.
    fn request(&self, device: Device) -> Vec<u8> {
        let token = self.device.as_ref().filter(|_| device == Device::Known);
        let input = json!({ "email": self.email, "password": PASSWORD, "deviceToken": token });
        Endpoint::gateway(None, SIGN_IN)
            .from(self.address)
            .request(&json!({ "input": input }).to_string())
    }
}
