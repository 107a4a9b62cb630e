//! The row of one sign-in that waits for its second step.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Actor, Instant, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, Select, Set};

use crate::account::entity as account;
use crate::{SealedSecret, TokenHash};

/// What the first step proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Step {
    /// They know the password, or have just set it.
    Password,
    /// They read the account's mail.
    MailedLink,
    /// They are signed in on another website.
    Session,
}

/// A sign-in that waits for its second step, bound to everything of the first.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_challenges")]
pub struct Model {
    /// What is stored of its id: whoever holds that has passed the first step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: TokenHash,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Who wants to come in.
    pub account_id: AccountId,
    /// What the first step was.
    pub proof: Step,
    /// How recent the account was that it was proved against: after any change it is over.
    pub account_as_of: Instant,
    /// Whether they want to stay signed in for long.
    pub remember: bool,
    /// What they called the device.
    pub device_name: Option<String>,
    /// The token that the device came with, readable with the challenge's id.
    pub sealed_device_token: Option<String>,
    /// The secret to enrol with, sealed; none where a factor is on.
    pub secret: Option<SealedSecret>,
    /// How many wrong answers it still bears.
    pub tries_left: i32,
    /// When the first step was made.
    pub created_at: Instant,
    /// Until when it waits.
    pub expires_at: Instant,
    /// When it was answered rightly.
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it can still be answered, for a person as they are now.
    pub(crate) fn is_open(&self, person: &account::Model, now: Instant) -> bool {
        self.ended_at.is_none()
            && self.tries_left > 0
            && now < self.expires_at
            && self.account_as_of == person.updated_at
    }

    /// One wrong answer more.
    pub(crate) async fn tried_in(self, tx: &Tx) -> Result<Self, DbErr> {
        let left = self.tries_left - 1;
        let mut row = self.into_active_model();
        row.tries_left = Set(left);
        row.update(&**tx).await
    }

    /// The right answer: there is no second one.
    pub(crate) async fn ended_in(self, tx: &Tx) -> Result<Self, DbErr> {
        let mut row = self.into_active_model();
        row.ended_at = Set(Some(tx.now()));
        row.update(&**tx).await
    }
}

/// The challenge of this id on the actor's website.
pub(crate) fn find_here(actor: &Actor, id: &TokenHash) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::IdHash.eq(id.clone()))
}

/// Forgets what the person has left unanswered for too long.
pub(crate) async fn tidy_in(tx: &Tx, account: AccountId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::ExpiresAt.lte(tx.now()))
        .exec(&**tx)
        .await
        .map(|_| ())
}
