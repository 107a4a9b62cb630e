//! What comes after a delivery: wishes, and ratings.

use chrono::TimeDelta;
use kernel::{Actor, OrderId};
use orders::revision::{Answer, ItemAnswer, NewItem, RequestRevision, Severity, StartRevision};
use rand::RngExt;
use writer_management::feedback::{GiveFeedback, Kind as FeedbackKind};

use super::{Cast, Story};
use crate::demo::words::PRAISE;

/// A round of revision up to its answers; `None` when it is still under way.
pub(super) async fn revised(
    story: &mut Story<'_>,
    cast: &mut Cast,
    client: &Actor,
    writer: &Actor,
) -> anyhow::Result<Option<Vec<ItemAnswer>>> {
    let services = &story.past.services;
    let item = NewItem {
        section: "Second half".to_owned(),
        issue: "It gets too technical.".to_owned(),
        request: "Explain the terms, or leave them out.".to_owned(),
        severity: None,
        quoted_passage: None,
    };
    let request = RequestRevision {
        order: story.id,
        title: "A little simpler, please".to_owned(),
        description: "The first half is just right.".to_owned(),
        severity: Some(if cast.one_in(3) {
            Severity::Minor
        } else {
            Severity::Moderate
        }),
        priority: None,
        items: vec![item],
        requested_deadline: None,
        client_notes: None,
        is_urgent: false,
        key: None,
    };
    let requested = services.revisions.request(client, request).await?;
    if !story.comes_to(TimeDelta::hours(4)) {
        return Ok(None);
    }
    let revision = requested.revision.id;
    let start = StartRevision {
        revision,
        agreed_deadline: None,
    };
    services.revisions.start(writer, start).await?;
    if !story.comes_to(TimeDelta::hours(12)) {
        return Ok(None);
    }
    let items = services.revisions.items_of(writer, &[revision]).await?;
    let answer = |item: &orders::revision::item::Model| ItemAnswer {
        item: item.id,
        answer: Answer::Done,
        note: None,
    };
    Ok(Some(items.values().flatten().map(answer).collect()))
}

/// What both sides say afterwards; some say nothing.
pub(super) async fn rated(
    story: &mut Story<'_>,
    cast: &mut Cast,
    client: &Actor,
    writer: &Actor,
) -> anyhow::Result<()> {
    if cast.one_in(6) || !story.comes_to(TimeDelta::hours(9)) {
        return Ok(());
    }
    let feedback = &story.past.services.feedback;
    let overall = *[5, 5, 5, 4, 4, 3]
        .get(cast.chance.random_range(0..6))
        .unwrap_or(&5);
    let mut praise = given(story.id, FeedbackKind::ClientToWriter, overall);
    praise.quality = Some(overall);
    praise.timeliness = Some(5);
    praise.comment = Some(PRAISE[cast.chance.random_range(0..PRAISE.len())].to_owned());
    feedback.submit(client, &praise).await?;
    if !story.comes_to(TimeDelta::hours(5)) {
        return Ok(());
    }
    feedback
        .submit(writer, &given(story.id, FeedbackKind::WriterToClient, 5))
        .await?;
    story.past.dispatcher.drain().await?;
    Ok(())
}

fn given(order: OrderId, kind: FeedbackKind, overall: i32) -> GiveFeedback {
    GiveFeedback {
        order,
        kind,
        overall,
        quality: None,
        communication: Some(5),
        timeliness: None,
        professionalism: None,
        strengths: None,
        areas_for_improvement: None,
        comment: None,
        points: Vec::new(),
        is_public: true,
        is_anonymous: false,
        private_note: None,
        key: None,
    }
}
