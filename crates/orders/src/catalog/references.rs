//! What a draft or a quote refers to: it must be of this website, of the right kind and active.

use std::collections::{HashMap, HashSet};

use kernel::{Actor, CatalogItemId, Code, Faults, MemberId, Role, ServiceId};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, QueryFilter};

use super::{Kind, additional_service, item};
use crate::Result;
use crate::ports::People;

/// References as an input names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct References {
    pub subject: Option<CatalogItemId>,
    pub type_of_work: Option<CatalogItemId>,
    pub academic_level: Option<CatalogItemId>,
    pub english_type: Option<CatalogItemId>,
    pub formatting_style: Option<CatalogItemId>,
    pub services: Vec<ServiceId>,
    pub preferred_writer: Option<MemberId>,
}

/// What they name, as far as it exists.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    items: HashMap<CatalogItemId, item::Model>,
    services: HashMap<ServiceId, additional_service::Model>,
    unknown_writer: bool,
}

impl References {
    fn items(&self) -> [(&'static str, Kind, Option<CatalogItemId>); 5] {
        [
            ("subjectId", Kind::Subject, self.subject),
            ("typeOfWorkId", Kind::TypeOfWork, self.type_of_work),
            ("academicLevelId", Kind::AcademicLevel, self.academic_level),
            ("englishTypeId", Kind::EnglishType, self.english_type),
            (
                "formattingStyleId",
                Kind::FormattingStyle,
                self.formatting_style,
            ),
        ]
    }

    /// Reads what the references name in the catalog: one statement for the entries, one for the
    /// services, each only when something is named.
    pub async fn resolve<C: ConnectionTrait>(&self, actor: &Actor, db: &C) -> Result<Resolved> {
        let mut resolved = Resolved::default();
        let items: Vec<_> = self
            .items()
            .into_iter()
            .filter_map(|(_, _, id)| id)
            .collect();
        if !items.is_empty() {
            let find = item::Entity::visible_to(actor).filter(item::Column::Id.is_in(items));
            resolved.items = find
                .all(db)
                .await?
                .into_iter()
                .map(|row| (row.id, row))
                .collect();
        }
        if !self.services.is_empty() {
            let named = additional_service::Column::Id.is_in(self.services.iter().copied());
            let find = additional_service::Entity::visible_to(actor).filter(named);
            resolved.services = find
                .all(db)
                .await?
                .into_iter()
                .map(|row| (row.id, row))
                .collect();
        }
        Ok(resolved)
    }

    /// Reads the preferred writer as well. Not within a transaction: the neighbour asks on a
    /// connection of its own.
    pub async fn resolve_all(
        &self,
        actor: &Actor,
        people: &dyn People,
        db: &DatabaseConnection,
    ) -> Result<Resolved> {
        let mut resolved = self.resolve(actor, db).await?;
        if let Some(writer) = self.preferred_writer {
            let role = people.role(actor.site(), writer).await?;
            resolved.unknown_writer = role != Some(Role::Writer);
        }
        Ok(resolved)
    }

    /// Everything that is wrong with them.
    pub fn check(&self, resolved: &Resolved) -> Faults {
        let mut faults = Faults::none();
        for (path, kind, id) in self.items() {
            let Some(id) = id else { continue };
            let item = resolved.items.get(&id).filter(|item| item.kind == kind);
            offered(&mut faults, path, item.map(|item| item.is_active));
        }
        let mut seen = HashSet::new();
        for (index, id) in self.services.iter().enumerate() {
            let path = format!("additionalServiceIds.{index}");
            let service = resolved.services.get(id);
            offered(&mut faults, &path, service.map(|service| service.is_active));
            if !seen.insert(id) {
                faults.add(Code::Invalid, &path, "Choose each service once.");
            }
        }
        if resolved.unknown_writer {
            faults.add(
                Code::NotFound,
                "preferredWriterId",
                "There is no such writer.",
            );
        }
        faults
    }
}

/// Whether an entry can be chosen: it exists, and it is active.
fn offered(faults: &mut Faults, path: &str, is_active: Option<bool>) {
    match is_active {
        Some(true) => {}
        Some(false) => {
            faults.add(
                Code::Invalid,
                path,
                "This is no longer offered. Choose another.",
            );
        }
        None => faults.add(
            Code::NotFound,
            path,
            "There is no such entry in the catalog.",
        ),
    }
}

impl Resolved {
    /// The entry of this id.
    pub fn item(&self, id: Option<CatalogItemId>) -> Option<&item::Model> {
        self.items.get(&id?)
    }

    /// The services of these ids, in their order.
    pub fn services(&self, ids: &[ServiceId]) -> Vec<&additional_service::Model> {
        ids.iter().filter_map(|id| self.services.get(id)).collect()
    }
}
