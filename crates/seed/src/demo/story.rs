//! The past of a demo website: some hundred orders in every state, told order by order.

mod afterwards;

use chrono::TimeDelta;
use kernel::{Actor, Clock, Consent, Field, Instant, OrderId, Role, ServiceId};
use orders::catalog::{Catalog, Kind};
use orders::draft::{CreateDraft, DraftFields, QuoteDraft};
use orders::order::{ApproveReview, AssignWriter, ConvertDraft, Purpose, Status, SubmitDelivery};
use orders::quote::Spacing;
use orders::revision::ItemAnswer;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::words::{CLIENTS, SAMPLES, TOPICS, WRITERS};
use super::{Founded, Past, faces, people};
use afterwards::{rated, revised};

/// How many orders each website has finished.
const FINISHED: i64 = 84;
/// How long ago the first was placed.
const DAYS: i64 = 60;
/// How many hours ago the orders under way were placed, and whether their clients asked for
/// changes: so there is one in every state, twice.
const UNDER_WAY: [(i64, bool); 14] = [
    (1, false),
    (20, false),
    (46, false),
    (55, false),
    (62, true),
    (70, true),
    (79, true),
    (2, false),
    (30, false),
    (47, false),
    (55, true),
    (63, true),
    (74, true),
    (80, true),
];

/// Everybody on the stage.
pub(super) struct Cast {
    clients: Vec<Actor>,
    writers: Vec<Actor>,
    editor: Actor,
    catalog: Catalog,
    chance: ChaCha8Rng,
    now: Instant,
}

/// Tells the whole past of one website.
pub(super) async fn tell(past: &Past, website: &Founded) -> anyhow::Result<()> {
    let now = past.clock.now();
    past.clock.set(now - TimeDelta::days(DAYS + 1));
    let mut cast = cast(past, website, now).await?;
    for (index, writer) in cast.writers.clone().iter().enumerate() {
        faces::portfolio(past, &mut cast, writer, index).await?;
    }
    for number in 0..FINISHED {
        let hours = 8 * 24 + (DAYS - 8) * 24 * (FINISHED - number) / FINISHED;
        let plot = Plot {
            start: now - TimeDelta::hours(hours),
            revised: number % 5 == 4,
            large: false,
        };
        order(past, &mut cast, number, plot).await?;
    }
    for (number, (hours, revised)) in (0..).zip(UNDER_WAY) {
        let start = now - TimeDelta::hours(hours);
        // Large orders go through an editor's hands, so that some are there now.
        order(
            past,
            &mut cast,
            number,
            Plot {
                start,
                revised,
                large: hours > 45 && hours < 50 || hours > 78,
            },
        )
        .await?;
    }
    past.clock.set(now);
    past.dispatcher.drain().await?;
    drafts(past, &mut cast).await
}

async fn cast(past: &Past, website: &Founded, now: Instant) -> anyhow::Result<Cast> {
    let (services, site) = (&past.services, &website.site);
    let mut clients = vec![
        website.person("client").clone(),
        website.person("client2").clone(),
    ];
    let mut writers = vec![
        website.person("writer").clone(),
        website.person("writer2").clone(),
    ];
    for (names, role, all) in [
        (&CLIENTS[..], Role::Client, &mut clients),
        (&WRITERS[..], Role::Writer, &mut writers),
    ] {
        for name in names {
            let address = name
                .to_lowercase()
                .replace(|c: char| !c.is_ascii_alphanumeric(), ".");
            let email = format!("{address}@people.{}.test", site.slug);
            all.push(people::member(services, site, (email, name, role), None).await?);
        }
    }
    let catalog = services.catalog.catalog(&website.house(services)).await?;
    let editor = website.person("editor").clone();
    let chance = past.clock.chance();
    Ok(Cast {
        clients,
        writers,
        editor,
        catalog,
        chance,
        now,
    })
}

impl Cast {
    fn one_in(&mut self, of: u32) -> bool {
        self.chance.random_ratio(1, of)
    }

    /// The catalog entry of this kind that chance, or the name, picks.
    pub(super) fn item(&mut self, kind: Kind, name: Option<&str>) -> Option<kernel::CatalogItemId> {
        let of_kind: Vec<_> = self
            .catalog
            .items
            .iter()
            .filter(|one| one.kind == kind)
            .collect();
        let named = name.and_then(|name| of_kind.iter().find(|one| one.name == name));
        let picked = match named {
            Some(item) => Some(*item),
            None => of_kind
                .get(self.chance.random_range(0..of_kind.len().max(1)))
                .copied(),
        };
        picked.map(|item| item.id)
    }
}

/// What happens to one order.
#[derive(Clone, Copy)]
struct Plot {
    start: Instant,
    revised: bool,
    large: bool,
}

/// One order, as far as its age lets it come.
async fn order(past: &Past, cast: &mut Cast, number: i64, plot: Plot) -> anyhow::Result<()> {
    let pick = usize::try_from(number).unwrap_or_default();
    let client = cast.clients[pick % cast.clients.len()].clone();
    let id = placed(past, cast, pick, plot, &client).await?;
    let mut story = Story {
        past,
        id,
        at: plot.start,
        now: cast.now,
    };
    if !story.comes_to(TimeDelta::hours(3)) {
        return Ok(());
    }
    let Some(writer) = assigned(&story, cast, pick * 5).await? else {
        return Ok(());
    };
    if !story.comes_to(TimeDelta::hours(40))
        || !delivered(&mut story, cast, &writer, Vec::new()).await?
    {
        return Ok(());
    }
    if plot.revised && story.comes_to(TimeDelta::hours(10)) {
        let answers = revised(&mut story, cast, &client, &writer).await?;
        let Some(answers) = answers else {
            return Ok(());
        };
        if !delivered(&mut story, cast, &writer, answers).await? {
            return Ok(());
        }
    }
    if !story.comes_to(TimeDelta::hours(30)) {
        return Ok(());
    }
    past.services.deliveries.approve(&client, id).await?;
    past.dispatcher.drain().await?;
    rated(&mut story, cast, &client, &writer).await
}

/// One order on its way through time.
struct Story<'p> {
    past: &'p Past,
    id: OrderId,
    at: Instant,
    now: Instant,
}

impl Story<'_> {
    /// Lets time pass; `false` when that would be the future.
    fn comes_to(&mut self, later: TimeDelta) -> bool {
        self.at += later;
        let past = self.at < self.now;
        if past {
            self.past.clock.set(self.at);
        }
        past
    }
}

async fn placed(
    past: &Past,
    cast: &mut Cast,
    pick: usize,
    plot: Plot,
    client: &Actor,
) -> anyhow::Result<OrderId> {
    past.clock.set(plot.start);
    let (topic, subject) = TOPICS[pick % TOPICS.len()];
    let mut fields = fields(cast, topic, subject, plot.start + TimeDelta::days(9));
    if plot.large {
        fields.pages = Field::Set(30);
    }
    let services = &past.services;
    let draft = CreateDraft {
        client: None,
        fields,
        key: None,
    };
    let draft = services.drafts.create(client, draft).await?;
    let quote = QuoteDraft {
        draft: draft.id,
        expected_version: None,
        key: None,
    };
    let quoted = services.drafts.quote(client, quote).await?;
    let accepts = services
        .catalog
        .acceptable_use(client)
        .await?
        .map(|text| text.version);
    let consent = if pick.is_multiple_of(3) {
        Consent::Full
    } else {
        Consent::AnonymisedExcerpt
    };
    let convert = ConvertDraft {
        draft: draft.id,
        quote: quoted.quote.id,
        acceptable_use_version: accepts,
        purpose: accepts.map(|_| Purpose::Business),
        consent: Some(consent),
        key: None,
    };
    let placed = services.placement.convert(client, convert).await?;
    past.dispatcher.drain().await?;
    Ok(placed.order.id)
}

fn fields(cast: &mut Cast, topic: &str, subject: &str, deadline: Instant) -> DraftFields {
    let wished = cast.one_in(3);
    let services = cast.catalog.services.iter().take(1).filter(|_| wished);
    let services: Vec<ServiceId> = services.map(|service| service.id).collect();
    let set = |id: Option<kernel::CatalogItemId>| id.map_or(Field::Keep, Field::Set);
    DraftFields {
        topic: Field::Set(topic.to_owned()),
        instructions: Field::Set(format!(
            "Write for curious readers who are new to this: {}. Name your sources, avoid jargon, \
             and end with something to try.",
            topic.to_lowercase()
        )),
        pages: Field::Set(cast.chance.random_range(2..12)),
        references: Field::Set(cast.chance.random_range(0..8)),
        spacing: Field::Set(Spacing::Double),
        deadline: Field::Set(deadline),
        subject: set(cast.item(Kind::Subject, Some(subject))),
        type_of_work: set(cast.item(Kind::TypeOfWork, None)),
        academic_level: set(cast.item(Kind::AcademicLevel, None)),
        english_type: set(cast.item(Kind::EnglishType, None)),
        formatting_style: set(cast.item(Kind::FormattingStyle, None)),
        services: Field::Set(services),
        ..DraftFields::default()
    }
}

/// The first writer from this place in the row who can take it; a full one passes.
async fn assigned(story: &Story<'_>, cast: &Cast, from: usize) -> anyhow::Result<Option<Actor>> {
    let row = cast.writers.iter().cycle().skip(from % cast.writers.len());
    for writer in row.take(cast.writers.len()) {
        let Some(member) = writer.member() else {
            continue;
        };
        let command = AssignWriter {
            order: story.id,
            writer: member,
            override_reason: None,
        };
        match story
            .past
            .services
            .assignments
            .assign(&cast.editor, command)
            .await
        {
            Ok(_) => return Ok(Some(writer.clone())),
            Err(orders::Error::Ineligible(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

/// Hands work in and, where an editor has to look first, releases it; `false` when it is not
/// with the client yet.
async fn delivered(
    story: &mut Story<'_>,
    cast: &mut Cast,
    writer: &Actor,
    item_answers: Vec<ItemAnswer>,
) -> anyhow::Result<bool> {
    let services = &story.past.services;
    let (_, opening) = SAMPLES[cast.chance.random_range(0..SAMPLES.len())];
    let text = format!("{opening}\n\nThe rest follows the brief, section by section.");
    let command = SubmitDelivery {
        order: story.id,
        text: Some(text),
        note: Some("Sources are at the end.".to_owned()),
        item_answers,
        key: None,
    };
    let submitted = services.deliveries.submit(writer, command).await?;
    if submitted.order.status == Status::Delivered {
        return Ok(true);
    }
    if !story.comes_to(TimeDelta::hours(7)) {
        return Ok(false);
    }
    let review = ApproveReview {
        order: story.id,
        quality_score: Some(cast.chance.random_range(6..=10)),
        note: None,
    };
    services
        .deliveries
        .approve_review(&cast.editor, review)
        .await?;
    Ok(true)
}

/// Drafts that are still being prepared, one of them quoted.
async fn drafts(past: &Past, cast: &mut Cast) -> anyhow::Result<()> {
    let drafts = &past.services.drafts;
    for (client, (topic, subject)) in cast.clients.clone().iter().zip(TOPICS) {
        let fields = fields(cast, topic, subject, cast.now + TimeDelta::days(12));
        let draft = CreateDraft {
            client: None,
            fields,
            key: None,
        };
        let draft = drafts.create(client, draft).await?;
        let quote = QuoteDraft {
            draft: draft.id,
            expected_version: None,
            key: None,
        };
        drafts.quote(client, quote).await?;
        let bare = DraftFields {
            topic: Field::Set("Something about maps".to_owned()),
            ..DraftFields::default()
        };
        drafts
            .create(
                client,
                CreateDraft {
                    client: None,
                    fields: bare,
                    key: None,
                },
            )
            .await?;
    }
    Ok(())
}
