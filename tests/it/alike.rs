//! Whether an address is known cannot be told from an answer, nor from how long it takes.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    token challenge { id } userErrors { code field message } } }";
const REGISTER: &str = "mutation($input: RegisterAccountInput!) {
    registerAccount(input: $input) { accepted userErrors { code field message } } }";
const RESET: &str = "mutation($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) { accepted userErrors { code field message } } }";
const MAGIC: &str = "mutation($input: RequestMagicLinkInput!) {
    requestMagicLink(input: $input) { accepted userErrors { code field message } } }";
const MOVE: &str = "mutation($input: ChangeEmailInput!) {
    changeEmail(input: $input) { accepted userErrors { code field message } } }";
const INVITE: &str = "mutation($input: InviteMemberInput!) {
    inviteMember(input: $input) { invitation { status } userErrors { code field message } } }";

/// How many pairs are compared.
const PAIRS: usize = 50;
/// How far apart the medians may be (design: security).
const APART: Duration = Duration::from_millis(40);
/// A machine that is busy with something else may need another look; a difference that is there
/// is there each time.
const LOOKS: usize = 3;

/// What is asked, of whom, and with which further input.
struct Question<'a> {
    document: &'static str,
    field: &'static str,
    client: &'a Client,
    further: Value,
}

impl Question<'_> {
    async fn ask(&self, email: &str) -> (String, Duration) {
        let mut input = self.further.clone();
        input[self.field] = json!(email);
        let begun = Instant::now();
        let mut answer = self
            .client
            .ask(self.document, json!({ "input": input }))
            .await;
        let took = begun.elapsed();
        answer["extensions"].take();
        (answer.to_string(), took)
    }
}

/// How long one hash of a password takes at today's cost.
fn one_hash() -> Duration {
    let cost = identity::Hashing::default();
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.expect("a cost"));
    let begun = Instant::now();
    let hashed = argon2.hash_password_into(b"violet anchor 43", &[7; 16], &mut [0; 32]);
    hashed.expect("a hash");
    begun.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How far the medians of known and unknown addresses are apart, and half of what a hash costs
/// meanwhile: an address that is not compared with anything would be told by twice as much.
async fn look(house: &House, question: &Question<'_>, known: &[&str]) -> (Duration, Duration) {
    let (mut here, mut nowhere, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        // Nobody is shut out for having guessed too often.
        if question.document == SIGN_IN {
            house.db.manual.advance(TimeDelta::minutes(16));
        }
        let stranger = format!("nobody{pair}@atlas.test");
        let known = known[pair % known.len()];
        let (first, second) = if pair % 2 == 0 {
            (known, stranger.as_str())
        } else {
            (stranger.as_str(), known)
        };
        let first = question.ask(first).await;
        let second = question.ask(second).await;
        assert_eq!(first.0, second.0, "they are answered alike, to the byte");
        let (known, stranger) = if pair % 2 == 0 {
            (first.1, second.1)
        } else {
            (second.1, first.1)
        };
        here.push(known);
        nowhere.push(stranger);
        if pair % 5 == 0 {
            hashes.push(one_hash());
        }
    }
    let apart = median(&mut here).abs_diff(median(&mut nowhere));
    (apart, median(&mut hashes) / 2)
}

on_both! {
    async fn a_known_address_is_answered_no_sooner_and_no_later_than_an_unknown_one(db: Database) {
        let house = House::open(db).await;
        let visitor = house.visitor("atlas");
        let admin = house.sign_in("atlas", "admin").await;
        let client = house.sign_in("atlas", "client").await;
        let of_atlas = ["client@atlas.test", "client2@atlas.test", "writer@atlas.test"];
        let of_quill = ["client@quill.test", "client2@quill.test", "writer@quill.test"];
        let ask = |document, field, client, further| Question { document, field, client, further };
        for (question, known) in [
            (ask(REGISTER, "email", &visitor, json!({ "displayName": "Ann" })), of_atlas),
            (ask(RESET, "email", &visitor, json!({})), of_atlas),
            (ask(MAGIC, "email", &visitor, json!({})), of_atlas),
            (ask(MOVE, "newEmail", &client, json!({})), of_quill),
            (ask(INVITE, "email", &admin, json!({ "role": "WRITER" })), of_quill),
            (ask(SIGN_IN, "email", &visitor, json!({ "password": "violet anchor 43" })), of_atlas),
        ] {
            let mut seen = Vec::new();
            for _ in 0..LOOKS {
                let (apart, most) = look(&house, &question, &known).await;
                seen.push((apart, most));
                if apart < most.min(APART) {
                    break;
                }
            }
            let (apart, most) = *seen.last().expect("a look");
            assert!(apart < most.min(APART), "{}: {seen:?}", question.document);
        }
    }
}
