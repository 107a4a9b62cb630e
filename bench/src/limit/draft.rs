//! One save of a draft.

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Json as Body;
use axum::extract::State;
use axum::response::Response;
use chrono::{DurationRound, TimeDelta, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::asker::Asker;
use super::json::Json;
use super::{Failed, Limit, answered, read_id};

/// The save, with what the answer says about the draft.
pub const STATEMENT: &str = include_str!("draft.sql");

const NEEDED: [&str; 8] = [
    "TOPIC",
    "INSTRUCTIONS",
    "PAGES_OR_SLIDES",
    "DEADLINE",
    "SUBJECT",
    "TYPE_OF_WORK",
    "ACADEMIC_LEVEL",
    "QUOTE",
];

#[derive(Deserialize)]
pub struct Variables {
    input: Input,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    id: String,
    expected_version: i32,
    fields: Fields,
}

#[derive(Deserialize)]
struct Fields {
    topic: String,
    instructions: String,
}

/// Answers like `updateOrderDraft` of the gateway.
pub async fn answer(
    State(limit): State<Arc<Limit>>,
    Asker(hash): Asker,
    Body(Variables { input }): Body<Variables>,
) -> Result<Response, Failed> {
    let id = read_id(&input.id)?;
    let Fields {
        topic,
        instructions,
    } = &input.fields;
    #[expect(
        clippy::disallowed_methods,
        reason = "there is nothing to inject a clock into"
    )]
    let now = Utc::now().duration_trunc(TimeDelta::microseconds(1))?;
    #[expect(
        clippy::disallowed_methods,
        reason = "there is no clock of ours to mint by"
    )]
    let (entry, request) = (Uuid::now_v7(), Uuid::now_v7());
    let line = limit.line();
    let row = line
        .client
        .query_opt(
            &line.draft,
            &[
                &limit.website,
                &hash,
                &id,
                &topic,
                &instructions,
                &input.expected_version,
                &now,
                &entry,
                &limit.member,
                &input.id,
                &request,
            ],
        )
        .await?
        .context("the draft was saved elsewhere")?;
    let there = [
        true,
        true,
        row.get(3),
        row.get(4),
        row.get(5),
        row.get(6),
        row.get(7),
        row.get(8),
    ];
    let missing = NEEDED.iter().zip(there).filter(|(_, there)| !there);
    let percent = i64::try_from(there.iter().filter(|there| **there).count() * 100 / there.len())?;

    let mut json = Json::with_room(1024);
    json.raw(r#"{"data":{"updateOrderDraft":{"orderDraft":{"id":"#)
        .id("dft", id);
    json.raw(r#","version":"#).number(row.get::<_, i32>(0));
    json.raw(r#","topic":"#).maybe_text(row.get(1));
    json.raw(r#","instructions":"#).maybe_text(row.get(2));
    json.raw(r#","updatedAt":"#).time(now);
    json.raw(r#","completeness":{"percent":"#)
        .number(percent)
        .raw(r#","missing":["#);
    for (name, _) in missing {
        json.comma().text(name);
    }
    json.raw(r#"]}},"userErrors":[]}}}"#);
    Ok(answered(json))
}
