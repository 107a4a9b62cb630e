//! Devices as they stand in the schema, and what their owner does with them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, command, payloads};
use crate::graphql::page;
use crate::graphql::scalar::{gid, typed};

/// A browser or client installation that you signed in with.
#[derive(Clone, Debug)]
pub struct Device(pub identity::Device);

/// A browser or client installation that you signed in with.
#[Object]
impl Device {
    /// The device.
    pub async fn id(&self) -> ID {
        gid(self.0.row.id)
    }

    /// What you call it, or what it says it is: `Firefox on Linux`.
    async fn label(&self) -> &str {
        &self.0.row.label
    }

    /// When you first signed in with it.
    async fn first_seen_at(&self) -> DateTime<Utc> {
        self.0.row.first_seen_at
    }

    /// When you last signed in with it.
    async fn last_seen_at(&self) -> DateTime<Utc> {
        self.0.row.last_seen_at
    }

    /// Whether it is the one you ask with.
    async fn is_current(&self) -> bool {
        self.0.is_current
    }

    /// Whether it is refused, even with the right password.
    async fn is_blocked(&self) -> bool {
        self.0.row.blocked_at.is_some()
    }

    /// Whether you said that it is yours: by naming it, by answering "was it you?", or because it
    /// is the one you began with.
    async fn is_confirmed(&self) -> bool {
        self.0.row.confirmed_at.is_some()
    }
}

/// The devices of one person.
pub type DeviceConnection = page::Connection<Device>;

/// What a device is to be called.
#[derive(InputObject)]
pub struct RenameDeviceInput {
    /// A device of yours.
    pub device_id: ID,
    /// Its name, 1 to 60 characters.
    pub label: String,
}

/// Which device to forget.
#[derive(InputObject)]
pub struct ForgetDeviceInput {
    /// A device of yours.
    pub device_id: ID,
}

/// Which device to refuse.
#[derive(InputObject)]
pub struct BlockDeviceInput {
    /// A device of yours, not the one you are using.
    pub device_id: ID,
}

/// Which device to let in again.
#[derive(InputObject)]
pub struct UnblockDeviceInput {
    /// A device of yours.
    pub device_id: ID,
}

/// It has its name.
#[derive(Default, SimpleObject)]
pub struct RenameDevicePayload {
    /// The device as it is now.
    pub device: Option<Device>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// It is refused from now on, and its sessions are over.
#[derive(Default, SimpleObject)]
pub struct BlockDevicePayload {
    /// The device as it is now.
    pub device: Option<Device>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// It is let in again.
#[derive(Default, SimpleObject)]
pub struct UnblockDevicePayload {
    /// The device as it is now.
    pub device: Option<Device>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// It is forgotten.
#[derive(Default, SimpleObject)]
pub struct ForgetDevicePayload {
    /// The device that was forgotten.
    pub forgotten_device_id: Option<ID>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// All your sessions on this website are over.
#[derive(Default, SimpleObject)]
pub struct RevokeAllSessionsPayload {
    /// How many were ended, this one included.
    pub revoked_count: Option<i32>,
    /// Which.
    pub revoked_session_ids: Option<Vec<ID>>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    BlockDevicePayload,
    ForgetDevicePayload,
    RenameDevicePayload,
    RevokeAllSessionsPayload,
    UnblockDevicePayload,
}

/// What people do with their devices.
#[derive(Default)]
pub struct DeviceMutation;

#[Object]
impl DeviceMutation {
    /// Requires: a session. Gives one of your devices a name; that also says that it is yours.
    async fn rename_device(
        &self,
        ctx: &Context<'_>,
        input: RenameDeviceInput,
    ) -> Nullable<RenameDevicePayload> {
        command(async {
            let id = typed(&input.device_id);
            let devices = &ctx.services().devices;
            let device = devices.rename(ctx.actor(), id, &input.label).await?;
            Ok(RenameDevicePayload {
                device: Some(Device(device)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session. Forgets one of your devices: its sessions end, on all websites, and
    /// whoever signs in with it next is new.
    async fn forget_device(
        &self,
        ctx: &Context<'_>,
        input: ForgetDeviceInput,
    ) -> Nullable<ForgetDevicePayload> {
        command(async {
            let id = typed(&input.device_id);
            let device = ctx.services().devices.forget(ctx.actor(), id).await?;
            if device.is_current {
                ctx.cookies().clear_session();
            }
            Ok(ForgetDevicePayload {
                forgotten_device_id: Some(gid(device.row.id)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session. Refuses one of your devices from now on, even with the right password,
    /// and ends its sessions on all websites. Not the one you are using.
    async fn block_device(
        &self,
        ctx: &Context<'_>,
        input: BlockDeviceInput,
    ) -> Nullable<BlockDevicePayload> {
        command(async {
            let id = typed(&input.device_id);
            let devices = &ctx.services().devices;
            let device = devices.block(ctx.actor(), id).await?;
            Ok(BlockDevicePayload {
                device: Some(Device(device)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session. Lets one of your devices in again.
    async fn unblock_device(
        &self,
        ctx: &Context<'_>,
        input: UnblockDeviceInput,
    ) -> Nullable<UnblockDevicePayload> {
        command(async {
            let id = typed(&input.device_id);
            let devices = &ctx.services().devices;
            let device = devices.unblock(ctx.actor(), id).await?;
            Ok(UnblockDevicePayload {
                device: Some(Device(device)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session. Ends all your sessions on this website, the one you ask through
    /// included.
    async fn revoke_all_sessions(&self, ctx: &Context<'_>) -> Nullable<RevokeAllSessionsPayload> {
        command(async {
            let ended = ctx.services().sessions.revoke_all(ctx.actor()).await?;
            ctx.cookies().clear_session();
            Ok(RevokeAllSessionsPayload {
                revoked_count: i32::try_from(ended.len()).ok(),
                revoked_session_ids: Some(ended.into_iter().map(gid).collect()),
                user_errors: Vec::new(),
            })
        })
        .await
    }
}
