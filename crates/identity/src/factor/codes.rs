//! The row of one recovery code, and the ten of them that a person has.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Clock, Instant, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{PaginatorTrait, Select, Set};

use crate::{RecoveryCode, TokenHash};

/// How many a person gets.
const COUNT: usize = 10;

/// A recovery code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// What is stored of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_hash: TokenHash,
    /// When it was made.
    pub made_at: Instant,
    /// When it let somebody in.
    pub used_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Those of a person's codes that nobody has used.
pub(crate) fn find_left(account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
}

/// How many of them there are.
pub(crate) async fn left_in(tx: &Tx, account: AccountId) -> Result<u64, DbErr> {
    find_left(account).count(&**tx).await
}

/// Takes a code, once. Returns whether it was taken.
pub(super) async fn take_in(
    tx: &Tx,
    account: AccountId,
    code: &RecoveryCode,
) -> Result<bool, DbErr> {
    let taken = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(tx.now()))
        .filter(Column::AccountId.eq(account))
        .filter(Column::CodeHash.eq(code.hash(account)))
        .filter(Column::UsedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Ten new codes; those of before are none any more.
pub(super) async fn renew_in(
    tx: &Tx,
    clock: &dyn Clock,
    account: AccountId,
) -> Result<Vec<RecoveryCode>, DbErr> {
    forget_in(tx, account).await?;
    let codes: Vec<_> = (0..COUNT).map(|_| RecoveryCode::mint(clock)).collect();
    let rows = codes.iter().map(|code| ActiveModel {
        account_id: Set(account),
        code_hash: Set(code.hash(account)),
        made_at: Set(tx.now()),
        used_at: Set(None),
    });
    Entity::insert_many(rows)
        .exec_without_returning(&**tx)
        .await?;
    Ok(codes)
}

/// Forgets all codes of a person.
pub(super) async fn forget_in(tx: &Tx, account: AccountId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .exec(&**tx)
        .await
        .map(|_| ())
}
