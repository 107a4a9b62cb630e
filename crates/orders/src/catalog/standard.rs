//! The catalog that a new website begins with.

use kernel::{BasisPoints, Currency, Minor};

use super::rules::hundredths;
use super::{Kind, Rules};

/// An entry to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// What programs call it.
    pub code: Option<String>,
    /// Whether a subject is technical.
    pub is_technical: bool,
    /// Times the price, for levels and types of work.
    pub multiplier: Option<BasisPoints>,
}

/// A service to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewService {
    /// What people call it.
    pub name: String,
    /// What it costs.
    pub price: Minor,
}

/// A catalog to be founded, with the first price book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCatalog {
    /// The entries in their order.
    pub items: Vec<NewItem>,
    /// The services in their order.
    pub services: Vec<NewService>,
    /// The rules; multipliers and prices of what is made here are added.
    pub rules: Rules,
}

const SUBJECTS: [(&str, bool); 16] = [
    ("Art and Architecture", false),
    ("Biology", true),
    ("Business and Management", false),
    ("Chemistry", true),
    ("Computer Science", true),
    ("Economics", false),
    ("Education", false),
    ("Engineering", true),
    ("History", false),
    ("Law", false),
    ("Literature", false),
    ("Marketing", false),
    ("Mathematics and Statistics", true),
    ("Nursing and Health", false),
    ("Psychology", false),
    ("Sociology", false),
];

const TYPES_OF_WORK: [(&str, i64); 10] = [
    ("Essay", 10_000),
    ("Article", 10_000),
    ("Report", 10_500),
    ("Case study", 11_000),
    ("Research paper", 11_500),
    ("Literature review", 11_500),
    ("Business plan", 12_500),
    ("Thesis chapter", 13_500),
    ("Presentation", 10_000),
    ("Editing and proofreading", 6_000),
];

const ACADEMIC_LEVELS: [(&str, i64); 5] = [
    ("School", 10_000),
    ("Undergraduate", 11_500),
    ("Master", 13_000),
    ("Doctoral", 15_000),
    ("Professional", 12_500),
];

const ENGLISH_TYPES: [(&str, &str); 4] = [
    ("American English", "en-US"),
    ("British English", "en-GB"),
    ("Australian English", "en-AU"),
    ("Canadian English", "en-CA"),
];

const FORMATTING_STYLES: [(&str, &str); 6] = [
    ("APA 7th edition", "apa"),
    ("Chicago, author and date", "chicago-author-date"),
    ("Harvard", "harvard-cite-them-right"),
    ("IEEE", "ieee"),
    ("MLA 9th edition", "modern-language-association"),
    ("Vancouver", "vancouver"),
];

/// Prices in hundredths of the major unit.
const SERVICES: [(&str, i64); 5] = [
    ("Abstract", 1_200),
    ("Copies of the sources", 1_500),
    ("Detailed outline", 1_000),
    ("Originality report", 900),
    ("Table of contents", 500),
];

impl NewCatalog {
    /// The usual one.
    pub fn standard(currency: &Currency) -> Self {
        let item = |kind, name: &str| NewItem {
            kind,
            name: name.to_owned(),
            code: None,
            is_technical: false,
            multiplier: None,
        };
        let subjects = SUBJECTS.map(|(name, is_technical)| NewItem {
            is_technical,
            ..item(Kind::Subject, name)
        });
        let priced = |kind, (name, multiplier)| NewItem {
            multiplier: Some(BasisPoints(multiplier)),
            ..item(kind, name)
        };
        let coded = |kind, (name, code): (&str, &str)| NewItem {
            code: Some(code.to_owned()),
            ..item(kind, name)
        };
        let items = subjects
            .into_iter()
            .chain(TYPES_OF_WORK.map(|entry| priced(Kind::TypeOfWork, entry)))
            .chain(ACADEMIC_LEVELS.map(|entry| priced(Kind::AcademicLevel, entry)))
            .chain(ENGLISH_TYPES.map(|entry| coded(Kind::EnglishType, entry)))
            .chain(FORMATTING_STYLES.map(|entry| coded(Kind::FormattingStyle, entry)))
            .collect();
        let services = SERVICES.map(|(name, price)| NewService {
            name: name.to_owned(),
            price: hundredths(price, currency),
        });
        Self {
            items,
            services: services.to_vec(),
            rules: Rules::standard(currency),
        }
    }
}
