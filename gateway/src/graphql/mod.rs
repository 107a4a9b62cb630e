//! Stitches the domains into one schema.
//!
//! # The pattern of a domain's module
//! `graphql/<domain>/{mod,query,mutation}.rs` and one file per object type.
//!
//! * An object wraps its row: `pub struct Order(pub order::Model);` with `#[Object]`, never a
//!   derived copy of the table. Every type, field, argument and value has a doc line; the doc of
//!   a root field begins with `Public.` or `Requires: …`.
//! * Root fields live in `#[derive(Default)] pub struct OrdersQuery;` / `OrdersMutation` and are
//!   merged below. They are nullable: they return [`error::Nullable`], built with
//!   [`error::nullable`]; what is not visible is null, a list you may not have is an error.
//! * Ids come as `async_graphql::ID` and become typed by [`scalar::typed`]; they go out by
//!   [`scalar::gid`].
//! * A mutation takes `input: XInput` (`InputObject`), calls one verb of one service, and is built
//!   with [`error::command`], or with [`error::settle`] where a payload says how things stand
//!   instead:
//!   ```text
//!   async fn rename_device(&self, ctx: &Context<'_>, input: RenameDeviceInput)
//!       -> Nullable<RenameDevicePayload> {
//!       command(async {
//!           let devices = &ctx.services().devices;
//!           let device = devices.rename(ctx.actor(), typed(&input.device_id), &input.label).await?;
//!           Ok(RenameDevicePayload { device: Some(Device(device)), ..Default::default() })
//!       })
//!       .await
//!   }
//!   ```
//! * Update inputs use `MaybeUndefined<T>` and [`scalar::field`].
//! * A reference to another row goes through a loader: `ctx.load(WriterOf(id)).await`.
//! * Lists: [`page::page`] parses, the service returns a `kernel::Slice`, [`page::connection`]
//!   answers. A total is a small object whose field runs the count when it is asked for
//!   ([`page::connection_with`]).

pub mod context;
pub mod error;
mod executor;
pub mod guard;
pub mod identity;
pub mod loaders;
pub mod node;
pub mod notifications;
mod only_looking;
pub mod orders;
pub mod page;
pub mod scalar;
pub mod subscription;
pub mod tenancy;
pub mod writer_management;

use async_graphql::{MergedObject, SDLExportOptions, SchemaBuilder};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

pub use executor::Executor;
pub use subscription::Subscription;

use only_looking::OnlyLooking;

/// Everything that can be asked.
#[derive(Default, MergedObject)]
pub struct Query(
    node::NodeQuery,
    identity::IdentityQuery,
    identity::MembersQuery,
    identity::InvitationQuery,
    tenancy::TenancyQuery,
    orders::OrdersQuery,
    writer_management::WriterManagementQuery,
);

/// Everything that can be done.
#[derive(Default, MergedObject)]
pub struct Mutation(
    identity::IdentityMutation,
    identity::ChallengeMutation,
    identity::FactorMutation,
    identity::ProfileMutation,
    identity::DeviceMutation,
    identity::SecurityMutation,
    identity::RecoveryMutation,
    identity::InvitationMutation,
    identity::MembersMutation,
    identity::SwitchMutation,
    identity::ImpersonationMutation,
    notifications::NotificationsMutation,
    tenancy::TenancyMutation,
    orders::OrdersMutation,
    writer_management::WriterManagementMutation,
);

/// The one schema.
pub type Schema = async_graphql::Schema<Query, OnlyLooking<Mutation>, Subscription>;

/// The schema; the request brings its own data ([`loaders::Loaders`], cookies, facts).
///
/// async-graphql's own limits stay off: the guard counts before validation, with memory.
/// Who may introspect is the HTTP layer's to decide, request by request.
fn builder() -> SchemaBuilder<Query, OnlyLooking<Mutation>, Subscription> {
    Schema::build(
        Query::default(),
        OnlyLooking::<Mutation>::default(),
        Subscription,
    )
    .override_output_type_description::<DateTime<Utc>>(scalar::DATE_TIME)
    .override_output_type_description::<Decimal>(scalar::DECIMAL)
    .override_input_type_description::<Uuid>(scalar::UUID)
}

/// The schema as text, for `schema.graphql`.
pub fn sdl() -> String {
    let schema = builder().finish();
    let mut sdl = schema.sdl_with_options(SDLExportOptions::new().include_specified_by());
    sdl.truncate(sdl.trim_end().len());
    sdl.push('\n');
    sdl
}
