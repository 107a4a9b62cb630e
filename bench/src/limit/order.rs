//! One completed order of the asker, with everything its page shows.

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Json as Body;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use tokio_postgres::Row;
use uuid::Uuid;

use super::asker::Asker;
use super::json::Json;
use super::rating::average;
use super::writers::sealed;
use super::{Failed, Limit, answered, read_id};

/// The order, with a row for each version, round, item and step.
pub const STATEMENT: &str = include_str!("order.sql");

/// Days after the first released version in which revisions are free, and their rounds.
const FREE: (i64, i32) = (14, 3);

#[derive(Deserialize)]
pub struct Variables {
    id: String,
}

/// Answers like `order` of the gateway.
pub async fn answer(
    State(limit): State<Arc<Limit>>,
    Asker(hash): Asker,
    Body(variables): Body<Variables>,
) -> Result<Response, Failed> {
    let id = read_id(&variables.id)?;
    let line = limit.line();
    let rows = line
        .client
        .query(&line.order, &[&limit.website, &hash, &id])
        .await?;
    Ok(answered(order(&rows)?))
}

fn order(rows: &[Row]) -> Result<Json> {
    let (order, rest) = rows.split_first().context("no such completed order")?;
    let mut json = Json::with_room(16 * 1024);
    json.raw(r#"{"data":{"order":{"#);
    brief(&mut json, order);
    people(&mut json, order);
    quote(&mut json, order)?;
    actions(&mut json, order);
    json.raw(r#","currentRevision":null,"deliveries":"#);
    list(&mut json, rest, 1, delivery);
    json.raw(r#","revisionRequests":"#);
    list(&mut json, rest, 2, |json, row| revision(json, row, rest));
    json.raw(r#","timeline":"#);
    list(&mut json, rest, 4, step);
    json.raw("}}}");
    Ok(json)
}

fn brief(json: &mut Json, order: &Row) {
    let id: Uuid = order.get(1);
    json.raw(r#""id":"#).id("ord", id);
    json.raw(r#","number":"#).text(order.get(13));
    json.raw(r#","status":"#).name(order.get(14));
    json.raw(r#","title":"#).text(order.get(15));
    json.raw(r#","topic":"#).text(order.get(16));
    json.raw(r#","instructions":"#).maybe_text(order.get(17));
    json.raw(r#","pages":"#).number(order.get::<_, i32>(18));
    json.raw(r#","slides":"#).number(order.get::<_, i32>(19));
    json.raw(r#","references":"#)
        .number(order.get::<_, i32>(20));
    json.raw(r#","spacing":"#).name(order.get(21));
    json.raw(r#","clientAlias":"#)
        .text(&format!("Client {:04X}", id.as_u128() & 0xFFFF));
    json.raw(r#","whoseTurn":"NOBODY","dueAt":"#)
        .time(order.get(22));
    json.raw(r#","isLate":false,"createdAt":"#)
        .time(order.get(23));
    json.raw(r#","completedAt":"#).maybe_time(order.get(24));
    json.raw(r#","price":"#);
    money(json, order.get(27), order.get(28));
    json.raw(r#","writerPay":null"#);
    for (name, place) in [
        (r#","subject":"#, 33),
        (r#","typeOfWork":"#, 35),
        (r#","academicLevel":"#, 37),
    ] {
        json.raw(name).raw(r#"{"id":"#).id("cat", order.get(place));
        json.raw(r#","name":"#).text(order.get(place + 1)).raw("}");
    }
}

fn money(json: &mut Json, minor: i64, currency: &str) {
    json.raw(r#"{"amount":"#).hundredths(minor);
    json.raw(r#","currencyCode":"#).text(currency).raw("}");
}

fn people(json: &mut Json, order: &Row) {
    json.raw(r#","client":{"id":"#).id("acc", order.get(29));
    json.raw(r#","displayName":"#).text(order.get(30));
    json.raw(r#"},"writer":"#)
        .maybe(order.get::<_, Option<Uuid>>(31), |json, id| {
            let (count, sum): (i64, i64) = (order.get(41), order.get(42));
            json.raw(r#"{"id":"#).id("mem", id);
            json.raw(r#","displayName":"#).maybe_text(order.get(32));
            json.raw(r#","feedbackSummary":{"total":"#).number(count);
            json.raw(r#","label":"#)
                .text(if count < 3 { "NEW" } else { "RATED" });
            json.raw(r#","averageRating":"#)
                .maybe(average(sum, count), |json, average| {
                    json.hundredths(average);
                });
            json.raw("}}");
        });
}

#[derive(Deserialize)]
struct Line {
    kind: String,
    label: String,
    rule: String,
    amount: i64,
}

fn quote(json: &mut Json, order: &Row) -> Result<()> {
    let lines: Option<tokio_postgres::types::Json<Vec<Line>>> = order.get(40);
    json.raw(r#","quote":{"id":"#)
        .id("quo", order.get(39))
        .raw(r#","lines":["#);
    for line in lines.context("a quote has lines")?.0 {
        json.comma().raw(r#"{"kind":"#).name(&line.kind);
        json.raw(r#","label":"#).text(&line.label);
        json.raw(r#","rule":"#).text(&line.rule);
        json.raw(r#","amount":"#);
        money(json, line.amount, order.get(28));
        json.raw("}");
    }
    json.raw("]}");
    Ok(())
}

/// What a client can do with a completed order, and why not the rest.
fn actions(json: &mut Json, order: &Row) {
    const OTHERS: &str = r#","enabled":false,"reasonCode":"FORBIDDEN","reason":"You may see this, but not do this to it."}"#;
    const ACCEPTED: &str = r#"{"action":"APPROVE_DELIVERY","enabled":false,"reasonCode":"WRONG_STATE","reason":"This order is completed. Only delivered work can be accepted."}"#;
    json.raw(r#","availableActions":["#);
    for action in ["ASSIGN_WRITER", "SUBMIT_DELIVERY", "APPROVE_REVIEW"] {
        json.comma().raw(r#"{"action":"#).text(action).raw(OTHERS);
    }
    json.comma()
        .raw(ACCEPTED)
        .raw(r#",{"action":"REQUEST_REVISION","enabled":"#);
    match no_revision(order) {
        None => json.raw(r#"true,"reasonCode":null,"reason":null}"#),
        Some((code, reason)) => json
            .raw(r#"false,"reasonCode":"#)
            .text(code)
            .raw(r#","reason":"#)
            .text(reason)
            .raw("}"),
    };
    json.raw(r#",{"action":"START_REVISION""#)
        .raw(OTHERS)
        .raw("]");
}

fn no_revision(order: &Row) -> Option<(&'static str, &'static str)> {
    let (days, rounds) = FREE;
    let released: Option<DateTime<Utc>> = order.get(25);
    #[expect(
        clippy::disallowed_methods,
        reason = "there is nothing to inject a clock into"
    )]
    let now = Utc::now();
    if released.is_some_and(|first| now > first + TimeDelta::days(days)) {
        let reason = "The time for free revisions of this order is over. Ask support for help.";
        return Some(("EXPIRED", reason));
    }
    let reason = "All 3 free revisions of this order are used. Ask support for help.";
    (order.get::<_, i32>(26) >= rounds).then_some(("LIMIT_REACHED", reason))
}

/// The rows of one part, as a connection.
fn list(json: &mut Json, rows: &[Row], part: i32, mut node: impl FnMut(&mut Json, &Row)) {
    json.raw(r#"{"edges":["#);
    let mut last = None;
    for row in rows.iter().filter(|row| row.get::<_, i32>(0) == part) {
        let place: i32 = row.get(2);
        let cursor = sealed(place.abs().into(), row.get(1));
        json.comma()
            .raw(r#"{"cursor":"#)
            .text(&cursor)
            .raw(r#","node":{"id":"#);
        node(json, row);
        json.raw("}}");
        last = Some(cursor);
    }
    json.raw(r#"],"pageInfo":{"hasNextPage":false,"endCursor":"#);
    json.maybe_text(last.as_deref()).raw("}}");
}

fn delivery(json: &mut Json, row: &Row) {
    json.id("dlv", row.get(1))
        .raw(r#","number":"#)
        .number(-row.get::<_, i32>(2));
    json.raw(r#","text":"#).maybe_text(row.get(6));
    json.raw(r#","note":"#).maybe_text(row.get(7));
    json.raw(r#","createdAt":"#).time(row.get(3));
}

fn revision(json: &mut Json, row: &Row, all: &[Row]) {
    let id: Uuid = row.get(1);
    json.id("rev", id)
        .raw(r#","round":"#)
        .number(-row.get::<_, i32>(2));
    json.raw(r#","title":"#).maybe_text(row.get(6));
    json.raw(r#","description":"#).maybe_text(row.get(7));
    json.raw(r#","severity":"#).name(row.get(8));
    json.raw(r#","status":"#).name(row.get(9));
    json.raw(r#","items":["#);
    for item in all
        .iter()
        .filter(|row| row.get::<_, Option<Uuid>>(12) == Some(id))
    {
        json.comma().raw(r#"{"id":"#).id("chg", item.get(1));
        json.raw(r#","section":"#).maybe_text(item.get(6));
        json.raw(r#","issue":"#).maybe_text(item.get(7));
        json.raw(r#","request":"#).maybe_text(item.get(8));
        json.raw(r#","severity":"#).name(item.get(9));
        json.raw(r#","answer":"#)
            .maybe(item.get::<_, Option<&str>>(10), |json, answer| {
                json.name(answer);
            });
        json.raw(r#","answerNote":"#)
            .maybe_text(item.get(11))
            .raw("}");
    }
    json.raw(r#"],"timeline":{"requestedAt":"#).time(row.get(3));
    json.raw(r#","dueAt":"#).time(row.get(4));
    json.raw(r#","submittedAt":"#).maybe_time(row.get(5));
    json.raw(r#","isOverdue":false}"#);
}

fn step(json: &mut Json, row: &Row) {
    json.id("oev", row.get(1))
        .raw(r#","kind":"#)
        .name(row.get(6));
    json.raw(r#","occurredAt":"#).time(row.get(3));
    json.raw(r#","actor":"#).maybe_text(row.get(9));
    json.raw(r#","actorParty":"#).name(row.get(7));
    json.raw(r#","note":"#).maybe_text(row.get(8));
}
