//! One page of writers.

use std::sync::Arc;

use anyhow::Result;
use axum::Json as Body;
use axum::extract::State;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use serde::Deserialize;
use tokio_postgres::Row;
use uuid::Uuid;

use super::asker::Asker;
use super::json::Json;
use super::rating::{average, interval};
use super::{Failed, Limit, answered};

/// The writers with everything about them, a row for each of their samples.
pub const STATEMENT: &str = include_str!("writers.sql");

/// Writers of one page.
const PAGE: usize = 50;

#[derive(Deserialize)]
pub struct Variables {
    after: Option<String>,
}

/// Answers like `writers` of the gateway.
pub async fn answer(
    State(limit): State<Arc<Limit>>,
    Asker(hash): Asker,
    Body(variables): Body<Variables>,
) -> Result<Response, Failed> {
    let (key, id) = match &variables.after {
        Some(cursor) => opened(cursor)?,
        None => (i64::MAX, Uuid::max()),
    };
    let line = limit.line();
    let rows = line
        .client
        .query(&line.writers, &[&limit.website, &hash, &key, &id])
        .await?;
    Ok(answered(page(&rows)))
}

fn opened(cursor: &str) -> Result<(i64, Uuid)> {
    #[derive(Deserialize)]
    struct Key {
        i: i64,
    }
    let text = BASE64_URL_SAFE_NO_PAD.decode(cursor)?;
    let (key, id): (Key, Uuid) = serde_json::from_slice(&text)?;
    Ok((key.i, id))
}

/// A place in a list that is ordered by a number.
pub fn sealed(key: i64, id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("[{{\"i\":{key}}},\"{id}\"]"))
}

fn page(rows: &[Row]) -> Json {
    let writers: Vec<(&Row, &[Row])> = rows
        .chunk_by(same_writer)
        .filter_map(|rows| Some((rows.first()?, rows)))
        .collect();
    let mut json = Json::with_room(128 * 1024);
    json.raw(r#"{"data":{"writers":{"nodes":["#);
    let mut last = None;
    for (row, rows) in writers.iter().take(PAGE) {
        json.comma();
        writer(&mut json, row, rows);
        last = Some(sealed(row.get(2), row.get(0)));
    }
    json.raw(r#"],"pageInfo":{"hasNextPage":"#)
        .truth(writers.len() > PAGE);
    json.raw(r#","endCursor":"#)
        .maybe_text(last.as_deref())
        .raw("}}}}");
    json
}

fn same_writer(one: &Row, other: &Row) -> bool {
    one.get::<_, Uuid>(0) == other.get::<_, Uuid>(0)
}

fn writer(json: &mut Json, row: &Row, rows: &[Row]) {
    let (state, message) = availability(row);
    json.raw(r#"{"id":"#).id("mem", row.get(0));
    json.raw(r#","displayName":"#).text(row.get(1));
    json.raw(r#","availability":{"state":"#).text(state);
    json.raw(r#","message":"#).maybe_text(message.as_deref());
    json.raw(r#"},"feedbackSummary":"#);
    summary(json, row);
    json.raw(r#","portfolio":"#);
    if row.get(23) {
        portfolio(json, row, rows);
    } else {
        json.raw("null");
    }
    json.raw("}");
}

/// How much room the writer has, and what is said about it.
fn availability(row: &Row) -> (&'static str, Option<String>) {
    let (state, reason) = state(row);
    let own: Option<String> = row.get(5);
    (state, own.or(reason))
}

fn state(row: &Row) -> (&'static str, Option<String>) {
    let said = |text: &str| Some(text.to_owned());
    if !row.get::<_, bool>(4) {
        return ("AWAY", said("Takes no orders at present."));
    }
    if let Some(until) = row.get::<_, Option<NaiveDate>>(9) {
        let reason: Option<&str> = row.get(10);
        let reason = reason
            .map(|reason| format!(" {reason}"))
            .unwrap_or_default();
        return (
            "AWAY",
            Some(format!("Away until {}.{reason}", until.format("%-d %B %Y"))),
        );
    }
    let most: i32 = row.get(6);
    let (active, today, week): (i64, i64, i64) = (row.get(11), row.get(12), row.get(13));
    let free = i64::from(most) - active;
    let reached = |cap: Option<i32>, load: i64| cap.is_some_and(|cap| load >= i64::from(cap));
    if free <= 0 {
        return ("FULL", said("Has no room for another order at present."));
    }
    if reached(row.get(7), today) {
        return ("FULL", said("Takes no more orders today."));
    }
    if reached(row.get(8), week) {
        return ("FULL", said("Takes no more pages this week."));
    }
    if free <= i64::from(most / 5).max(1) {
        return ("FEW_SLOTS", said("Has room for few more orders."));
    }
    ("OPEN", None)
}

fn summary(json: &mut Json, row: &Row) {
    let stars: [i64; 5] = std::array::from_fn(|star| row.get(14 + star));
    let total: i64 = stars.iter().sum();
    let sum = (1..)
        .zip(stars)
        .map(|(star, count): (i64, i64)| star * count)
        .sum();
    let (from, to) = interval(&stars).unzip();
    json.raw(r#"{"total":"#).number(total);
    json.raw(r#","label":"#)
        .text(if total < 3 { "NEW" } else { "RATED" });
    for (name, value) in [
        (r#","averageRating":"#, average(sum, total)),
        (r#","last30DaysRating":"#, average(row.get(20), row.get(19))),
        (r#","last90DaysRating":"#, average(row.get(22), row.get(21))),
        (r#","likelyFrom":"#, from),
        (r#","likelyTo":"#, to),
    ] {
        json.raw(name).maybe(value, |json, value| {
            json.hundredths(value);
        });
    }
    json.raw("}");
}

fn portfolio(json: &mut Json, row: &Row, rows: &[Row]) {
    json.raw(r#"{"id":"#).id("pfo", row.get(0));
    json.raw(r#","bio":"#).maybe_text(row.get(24));
    json.raw(r#","yearsOfExperience":"#)
        .maybe(row.get::<_, Option<i32>>(25), |json, years| {
            json.number(years);
        });
    let completed: Option<i32> = row.get::<_, bool>(26).then(|| row.get(3));
    json.raw(r#","completedOrders":"#)
        .maybe(completed, |json, completed| {
            json.number(completed);
        });
    json.raw(r#","samples":{"nodes":["#);
    for row in rows {
        if let Some(id) = row.get(27) {
            sample(json, row, id);
        }
    }
    json.raw("]}}");
}

fn sample(json: &mut Json, row: &Row, id: Uuid) {
    json.comma().raw(r#"{"id":"#).id("smp", id);
    json.raw(r#","title":"#).maybe_text(row.get(28));
    json.raw(r#","pages":"#)
        .maybe(row.get::<_, Option<i32>>(29), |json, pages| {
            json.number(pages);
        });
    json.raw(r#","preview":"#).maybe_text(row.get(30));
    json.raw(r#","isVerifiedByOrder":"#).truth(row.get(31));
    json.raw(r#","isFeatured":"#).truth(row.get(32)).raw("}");
}
