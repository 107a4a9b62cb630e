//! What is ordered, and what it costs.

use ::orders::catalog::{Kind, item};
use ::orders::quote::pricing::{self, Priced, Work};
use ::orders::quote::{Inputs, Line, Spacing};
use anyhow::{Context, Result};
use kernel::{CatalogItemId, Instant, Minor, ServiceId};

use super::chance::Chance;
use super::house::House;
use super::story::Story;
use super::text;

/// The wish behind an order, with its price.
pub(super) struct Brief {
    pub(super) topic: &'static str,
    pub(super) instructions: String,
    pub(super) subject: CatalogItemId,
    pub(super) type_of_work: CatalogItemId,
    pub(super) academic_level: CatalogItemId,
    pub(super) english_type: CatalogItemId,
    pub(super) formatting_style: CatalogItemId,
    pub(super) services: Vec<ServiceId>,
    pub(super) references: i32,
    pub(super) inputs: Inputs,
    pub(super) lines: Vec<Line>,
    pub(super) total: Minor,
    pub(super) writer_pay: Minor,
    pub(super) earliest: Instant,
    pub(super) valid_until: Instant,
}

impl Brief {
    /// The brief of an order, priced when it was quoted.
    pub(super) fn plan(chance: &mut Chance, house: &House, story: &Story) -> Result<Self> {
        let mut any = |kind| -> &item::Model { chance.one_of(&house.all(kind)) };
        let (subject, type_of_work) = (any(Kind::Subject), any(Kind::TypeOfWork));
        let academic_level = any(Kind::AcademicLevel);
        let (english_type, formatting_style) = (any(Kind::EnglishType), any(Kind::FormattingStyle));
        let services: Vec<_> = house
            .services
            .iter()
            .filter(|_| chance.percent(12))
            .collect();
        let spacing = if story.single_spaced {
            Spacing::Single
        } else {
            Spacing::Double
        };
        let work = Work {
            pages: story.pages,
            slides: 0,
            spacing,
            deadline: story.deadline,
            academic_level: Some(academic_level),
            type_of_work: Some(type_of_work),
            subject: Some(subject),
            services: services.clone(),
            prefers_a_writer: false,
        };
        let tax = house.policies.tax_rate;
        let priced = pricing::price(&house.rules, &work, &house.currency, tax, story.quoted);
        let Priced {
            lines,
            total,
            writer_pay,
            holds_until,
        } = priced.ok().context("a price for every order")?;
        let services: Vec<_> = services.iter().map(|service| service.id).collect();
        let inputs = Inputs {
            pages: Some(story.pages),
            slides: None,
            spacing: Some(spacing),
            deadline: Some(story.deadline),
            subject: Some(subject.id),
            type_of_work: Some(type_of_work.id),
            academic_level: Some(academic_level.id),
            services: services.clone(),
            preferred_writer: None,
        };
        Ok(Self {
            topic: text::topic(chance),
            instructions: text::sentences(chance, 6),
            subject: subject.id,
            type_of_work: type_of_work.id,
            academic_level: academic_level.id,
            english_type: english_type.id,
            formatting_style: formatting_style.id,
            services,
            references: chance.within(2, 12),
            inputs,
            lines,
            total,
            writer_pay,
            earliest: pricing::earliest_deadline(&house.rules, &work, story.quoted),
            valid_until: holds_until,
        })
    }
}
