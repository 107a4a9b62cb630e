//! What clients allow to be shown of their orders: read anew with every sample.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Consent, Instant, MemberId, OrderId, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Select, Set};

/// The word of one order's client; without a row it is [`Consent::Never`].
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sample_consents")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    /// Its client.
    pub client_id: MemberId,
    /// What they allow.
    pub consent: Consent,
    /// When they said so.
    pub given_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn of(website: WebsiteId) -> Select<Entity> {
    Entity::find().filter(Column::WebsiteId.eq(website))
}

/// Notes the word of the client, the last one counts.
pub(super) async fn note_in(
    tx: &Tx,
    order: OrderId,
    client: MemberId,
    consent: Consent,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        website_id: Set(tx.actor().website()),
        order_id: Set(order),
        client_id: Set(client),
        consent: Set(consent),
        given_at: Set(tx.now()),
    };
    let last = OnConflict::columns([Column::WebsiteId, Column::OrderId])
        .update_columns([Column::Consent, Column::GivenAt])
        .to_owned();
    Entity::insert(row)
        .on_conflict(last)
        .exec_without_returning(&**tx)
        .await
        .map(|_| ())
}
