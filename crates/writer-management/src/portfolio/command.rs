//! What a writer says about their portfolio, and what can be wrong with it before anybody is
//! asked.

use chrono::Datelike;
use kernel::{CatalogItemId, Code, Faults, Field, Instant, OrderId};
use sea_orm::prelude::Uuid;
use serde::Serialize;

use super::{Certification, Certifications, Model, Visibility};
use crate::Items;

const MOST: usize = 20;

/// An update of one's own portfolio: absent keeps, null goes back to the default.
#[derive(Clone, Debug, Default)]
pub struct UpdatePortfolio {
    /// See [`Model::is_enabled`].
    pub is_enabled: Field<bool>,
    /// See [`Model::visibility`].
    pub visibility: Field<Visibility>,
    /// See [`Model::pen_name`].
    pub pen_name: Field<String>,
    /// See [`Model::bio`].
    pub bio: Field<String>,
    /// See [`Model::specialties`].
    pub specialties: Field<Vec<CatalogItemId>>,
    /// See [`Model::years_of_experience`].
    pub years_of_experience: Field<i32>,
    /// See [`Model::education`].
    pub education: Field<String>,
    /// See [`Model::certifications`].
    pub certifications: Field<Vec<CertificationInput>>,
    /// See [`Model::show_contact_info`].
    pub show_contact_info: Field<bool>,
    /// See [`Model::show_order_history`].
    pub show_order_history: Field<bool>,
    /// See [`Model::show_earnings`].
    pub show_earnings: Field<bool>,
    /// See [`Model::show_rating`].
    pub show_rating: Field<bool>,
}

/// A certification as it comes from a client.
#[derive(Clone, Debug)]
pub struct CertificationInput {
    /// What.
    pub name: String,
    /// By whom.
    pub issuer: Option<String>,
    /// Of which year.
    pub year: Option<i32>,
}

/// The command to add a sample.
#[derive(Clone, Debug, Serialize)]
pub struct AddSample {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// Its subject; of an order, the order's.
    pub subject: Option<CatalogItemId>,
    /// Its type of work; of an order, the order's.
    pub type_of_work: Option<CatalogItemId>,
    /// A part of the text.
    pub preview: Option<String>,
    /// The order it is from.
    pub source_order: Option<OrderId>,
    /// Whether it comes first.
    pub is_featured: bool,
    /// The client's key.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

impl UpdatePortfolio {
    /// The portfolio as it will stand, with everything that is wrong noted.
    pub(super) fn over(&self, stored: Model, faults: &mut Faults, now: Instant) -> Model {
        let usual = Model::usual(stored.website_id, stored.writer_id, now);
        let pen_name = faults.field("penName", &self.pen_name, 100);
        let bio = faults.field("bio", &self.bio, 5_000);
        let education = faults.field("education", &self.education, 1_000);
        if let Some(years) = self.years_of_experience.value() {
            faults.range("yearsOfExperience", *years, 0, 80);
        }
        Model {
            is_enabled: pick(&self.is_enabled, stored.is_enabled, usual.is_enabled),
            visibility: pick(&self.visibility, stored.visibility, usual.visibility),
            pen_name: pen_name.over(stored.pen_name),
            bio: bio.over(stored.bio),
            specialties: self.specialties(stored.specialties, faults),
            years_of_experience: self
                .years_of_experience
                .clone()
                .over(stored.years_of_experience),
            education: education.over(stored.education),
            certifications: self.certifications(stored.certifications, faults, now),
            show_contact_info: pick(
                &self.show_contact_info,
                stored.show_contact_info,
                usual.show_contact_info,
            ),
            show_order_history: pick(
                &self.show_order_history,
                stored.show_order_history,
                usual.show_order_history,
            ),
            show_earnings: pick(
                &self.show_earnings,
                stored.show_earnings,
                usual.show_earnings,
            ),
            show_rating: pick(&self.show_rating, stored.show_rating, usual.show_rating),
            updated_at: now,
            ..stored
        }
    }

    fn specialties(&self, stored: Items, faults: &mut Faults) -> Items {
        let items = match &self.specialties {
            Field::Keep => return stored,
            Field::Clear => return Items::default(),
            Field::Set(items) => items,
        };
        if items.len() > MOST {
            let message = format!("Name at most {MOST} specialties.");
            faults.add(Code::TooLarge, "specialtyIds", message);
        }
        let mut once = Vec::new();
        for item in items.iter().take(MOST) {
            if !once.contains(item) {
                once.push(*item);
            }
        }
        Items(once)
    }

    fn certifications(
        &self,
        stored: Certifications,
        faults: &mut Faults,
        now: Instant,
    ) -> Certifications {
        let given = match &self.certifications {
            Field::Keep => return stored,
            Field::Clear => return Certifications::default(),
            Field::Set(given) => given,
        };
        if given.len() > MOST {
            let message = format!("Name at most {MOST} certifications.");
            faults.add(Code::TooLarge, "certifications", message);
        }
        let checked = given.iter().take(MOST).enumerate().map(|(index, one)| {
            let path = |field: &str| format!("certifications.{index}.{field}");
            if let Some(year) = one.year {
                faults.range(&path("year"), year, 1900, now.year());
            }
            Certification {
                name: faults.text(&path("name"), &one.name, 200),
                issuer: faults.optional(&path("issuer"), one.issuer.as_deref(), 200),
                year: one.year,
            }
        });
        Certifications(checked.collect())
    }
}

fn pick<T: Copy>(field: &Field<T>, stored: T, usual: T) -> T {
    match field {
        Field::Keep => stored,
        Field::Clear => usual,
        Field::Set(value) => *value,
    }
}
