//! Members, read together with other things.

use std::collections::HashMap;

use kernel::bundle::{Among, Bundle, Bundled, Part};
use kernel::{Actor, MemberId};
use sea_orm::{DbErr, QueryFilter};

use super::{Member, entity};
use crate::account::entity as account;

/// A question for members in a [`Bundle`].
pub struct Members {
    places: Part<entity::Model>,
    people: Part<account::Model>,
}

impl Members {
    /// Asks for those of `ids` who are members of the asker's website.
    pub fn ask(bundle: &mut Bundle, actor: &Actor, ids: &Among<MemberId>) -> Self {
        let places = entity::Entity::visible_to(actor).filter(ids.holds(entity::Column::Id));
        let places = bundle.add(places);
        let owners = match ids {
            Among::Only(_) => bundle.only(&places, entity::Column::AccountId),
            Among::These(_) | Among::Named(_) => bundle.named(&places, entity::Column::AccountId),
        };
        let people = bundle.add(account::find_among(&owners));
        Self { places, people }
    }

    /// Them, as the asker may see them.
    ///
    /// # Errors
    /// When a row is not what it should be.
    pub fn answer(
        &self,
        bundled: &mut Bundled,
        actor: &Actor,
    ) -> Result<HashMap<MemberId, Member>, DbErr> {
        let people = bundled.take(&self.people)?;
        let people: HashMap<_, _> = people.into_iter().map(|row| (row.id, row)).collect();
        let member = |row: entity::Model| {
            let person = people.get(&row.account_id)?;
            Some((row.id, Member::seen_by(actor, row, person)))
        };
        let places = bundled.take(&self.places)?;
        Ok(places.into_iter().filter_map(member).collect())
    }
}
