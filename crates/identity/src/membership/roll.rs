//! The members of a website, for those who run it.

use std::collections::HashMap;

use kernel::{AccountId, Actor, Cursor, CursorKey, Faults, Page, Slice, Sort};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query};
use sea_orm::{ColumnTrait, Condition, JoinType, PaginatorTrait, QueryFilter, QuerySelect};

use super::{Member, MemberFilter, MemberOrder, entity};
use crate::account::entity as account;
use crate::{Identity, Result, policy};

impl MemberFilter {
    /// The filter over rows of memberships.
    fn condition(&self) -> Result<Condition, Faults> {
        let mut faults = Faults::none();
        let search = faults.optional("search", self.search.as_deref(), 100);
        let suspended = self.suspended.map(|suspended| {
            let since = entity::Column::SuspendedAt;
            if suspended {
                since.is_not_null()
            } else {
                since.is_null()
            }
        });
        let named = search.map(|letters| {
            let people = Query::select()
                .column(account::Column::Id)
                .from(account::Entity)
                .cond_where(named(&letters))
                .to_owned();
            entity::Column::AccountId.in_subquery(people)
        });
        let role = self.role.map(|role| entity::Column::Role.eq(role));
        faults.or(Condition::all()
            .add_option(role)
            .add_option(suspended)
            .add_option(named))
    }
}

/// The letters stand in the name or in the address, however they are written.
fn named(letters: &str) -> Condition {
    let mut pattern = "%".to_owned();
    for letter in letters.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    let like = || LikeExpr::new(pattern.clone()).escape('\\');
    let column = |column| Expr::col((account::Entity, column));
    Condition::any()
        .add(Expr::expr(Func::lower(column(account::Column::DisplayName))).like(like()))
        .add(column(account::Column::Email).like(like()))
}

impl Identity {
    pub(super) async fn roll(
        &self,
        actor: &Actor,
        filter: &MemberFilter,
        order: MemberOrder,
        page: &Page,
    ) -> Result<Slice<Member>> {
        let _permit = policy::list_members(actor)?;
        let wanted = Condition::all()
            .add(policy::visible_members(actor))
            .add(filter.condition()?);
        match order {
            MemberOrder::Name => self.by_name(actor, wanted, page).await,
            MemberOrder::Newest => self.newest(actor, wanted, page).await,
        }
    }

    pub(super) async fn roll_count(&self, actor: &Actor, filter: &MemberFilter) -> Result<u64> {
        let _permit = policy::list_members(actor)?;
        let wanted = filter.condition()?;
        let found = entity::Entity::visible_to(actor).filter(wanted);
        Ok(found.count(&self.db).await?)
    }

    async fn by_name(
        &self,
        actor: &Actor,
        wanted: Condition,
        page: &Page,
    ) -> Result<Slice<Member>> {
        let select = account::Entity::visible_to(actor)
            .join(JoinType::InnerJoin, entity::to_account().rev())
            .filter(wanted);
        let sort = Sort::ascending(
            Expr::col((account::Entity, account::Column::DisplayName)),
            (account::Entity, account::Column::Id),
            |person: &account::Model| {
                Cursor::new(CursorKey::Text(person.display_name.clone()), person.id)
            },
        );
        let people = page.fetch(select, sort, &self.db).await?;
        let ids: Vec<_> = people.items.iter().map(|(_, person)| person.id).collect();
        let places = entity::Entity::visible_to(actor)
            .filter(entity::Column::AccountId.is_in(ids))
            .all(&self.db)
            .await?;
        let mut places: HashMap<AccountId, entity::Model> = places
            .into_iter()
            .map(|place| (place.account_id, place))
            .collect();
        let (has_previous, has_next) = (people.has_previous, people.has_next);
        let items = people.items.into_iter().filter_map(|(cursor, person)| {
            let place = places.remove(&person.id)?;
            Some((cursor, Member::seen_by(actor, place, &person)))
        });
        Ok(Slice {
            items: items.collect(),
            has_previous,
            has_next,
        })
    }

    async fn newest(&self, actor: &Actor, wanted: Condition, page: &Page) -> Result<Slice<Member>> {
        let sort = Sort::descending(
            Expr::col((entity::Entity, entity::Column::CreatedAt)),
            (entity::Entity, entity::Column::Id),
            |place: &entity::Model| Cursor::new(CursorKey::Time(place.created_at), place.id),
        );
        let select = entity::Entity::visible_to(actor).filter(wanted);
        let places = page.fetch(select, sort, &self.db).await?;
        let ids = places.items.iter().map(|(_, place)| place.account_id);
        let people = account::Entity::visible_to(actor)
            .filter(account::Column::Id.is_in(ids))
            .all(&self.db)
            .await?;
        let people: HashMap<_, _> = people.into_iter().map(|one| (one.id, one)).collect();
        let (has_previous, has_next) = (places.has_previous, places.has_next);
        let items = places.items.into_iter().filter_map(|(cursor, place)| {
            let person = people.get(&place.account_id)?;
            Some((cursor, Member::seen_by(actor, place, person)))
        });
        Ok(Slice {
            items: items.collect(),
            has_previous,
            has_next,
        })
    }
}
