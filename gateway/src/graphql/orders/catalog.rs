//! The catalog as it stands in the schema.

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use kernel::CatalogItemId;
use orders::catalog::{self, Kind};

use crate::graphql::context::Ask;
use crate::graphql::error::Result;
use crate::graphql::loaders::orders::ItemOf;
use crate::graphql::scalar::{Money, gid};

/// What a website offers. Retired entries are left out.
pub struct Catalog(pub catalog::Catalog);

impl Catalog {
    fn of(&self, kind: Kind) -> Vec<CatalogItem> {
        let rows = self.0.items.iter().filter(|row| row.kind == kind);
        rows.cloned().map(CatalogItem).collect()
    }
}

/// What a website offers. Retired entries are left out.
#[Object]
impl Catalog {
    /// What work can be about.
    async fn subjects(&self) -> Vec<CatalogItem> {
        self.of(Kind::Subject)
    }

    /// What can be written.
    async fn types_of_work(&self) -> Vec<CatalogItem> {
        self.of(Kind::TypeOfWork)
    }

    /// For which level.
    async fn academic_levels(&self) -> Vec<CatalogItem> {
        self.of(Kind::AcademicLevel)
    }

    /// How English can be spelt.
    async fn english_types(&self) -> Vec<CatalogItem> {
        self.of(Kind::EnglishType)
    }

    /// How sources can be cited.
    async fn formatting_styles(&self) -> Vec<CatalogItem> {
        self.of(Kind::FormattingStyle)
    }

    /// What can be ordered beside the work.
    async fn additional_services(&self) -> Vec<AdditionalService> {
        self.0
            .services
            .iter()
            .cloned()
            .map(AdditionalService)
            .collect()
    }
}

/// An entry of the catalog: a subject, a type of work, a level, a kind of English or a style.
pub struct CatalogItem(pub catalog::item::Model);

/// An entry of the catalog: a subject, a type of work, a level, a kind of English or a style.
#[Object]
impl CatalogItem {
    /// The entry.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether it can be chosen; a retired entry stays readable where it was used.
    async fn is_active(&self) -> bool {
        self.0.is_active
    }
}

/// The entry behind an id of a row.
pub async fn item(ctx: &Context<'_>, id: Option<CatalogItemId>) -> Result<Option<CatalogItem>> {
    match id {
        Some(id) => Ok(ctx.load(ItemOf(id)).await?.map(CatalogItem)),
        None => Ok(None),
    }
}

/// Something that can be ordered beside the work.
pub struct AdditionalService(pub catalog::additional_service::Model);

/// Something that can be ordered beside the work.
#[Object]
impl AdditionalService {
    /// The service.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it costs now; an order keeps the price of its quote.
    async fn price(&self, ctx: &Context<'_>) -> Money {
        kernel::Money::new(self.0.price, ctx.actor().site().currency.clone()).into()
    }

    /// Whether it can be chosen.
    async fn is_active(&self) -> bool {
        self.0.is_active
    }
}

/// What the website's work may be used for.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AcceptableUse {
    /// The version that a conversion has to name.
    pub version: i32,
    /// The text.
    pub text: String,
    #[graphql(skip)]
    pub(super) blocked: Vec<CatalogItemId>,
}

#[ComplexObject]
impl AcceptableUse {
    /// Types of work that are refused.
    async fn blocked_types_of_work(&self, ctx: &Context<'_>) -> Result<Vec<CatalogItem>> {
        let mut items = Vec::new();
        for id in &self.blocked {
            items.extend(item(ctx, Some(*id)).await?);
        }
        Ok(items)
    }
}

impl From<catalog::AcceptableUse> for AcceptableUse {
    fn from(row: catalog::AcceptableUse) -> Self {
        let blocked = row.blocked_types_of_work.0;
        Self {
            version: row.version,
            text: row.text,
            blocked,
        }
    }
}
