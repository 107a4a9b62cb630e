//! The row of one authenticator.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::bundle::Among;
use kernel::{AccountId, Instant, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, Select};

use crate::SealedSecret;

/// A person's authenticator. Until its first right code it is only being set up.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_factors")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// What the app and the house share, sealed.
    pub secret: SealedSecret,
    /// When it was begun to be set up.
    pub started_at: Instant,
    /// When its first right code came.
    pub confirmed_at: Option<Instant>,
    /// The latest half minute that a code was taken of.
    pub last_step: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The person's authenticator, on or being set up.
pub(crate) fn find_any(whose: impl Into<Among<AccountId>>) -> Select<Entity> {
    Entity::find().filter(whose.into().holds(Column::AccountId))
}

/// The person's authenticator, once it is on.
pub(crate) fn find_on(whose: impl Into<Among<AccountId>>) -> Select<Entity> {
    find_any(whose).filter(Column::ConfirmedAt.is_not_null())
}

/// Takes a code of this half minute, unless one of it or of a later one was taken before: of many
/// who show the same code, one is let in. Returns whether it was taken.
pub(super) async fn take_in(tx: &Tx, account: AccountId, step: i64) -> Result<bool, DbErr> {
    let unused = Condition::any()
        .add(Column::LastStep.is_null())
        .add(Column::LastStep.lt(step));
    let taken = Entity::update_many()
        .col_expr(Column::LastStep, Expr::value(step))
        .filter(Column::AccountId.eq(account))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(unused)
        .exec(&**tx)
        .await?;
    Ok(taken.rows_affected == 1)
}
