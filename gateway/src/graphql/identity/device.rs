//! Devices as they stand in the schema, and what their owner does with them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, settle};
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

/// The payload of a command that changed a device.
fn changed<P>(
    done: identity::Result<identity::Device>,
    payload: fn(Option<Device>, Vec<UserError>) -> P,
) -> Nullable<P> {
    settle(
        done.map(|device| payload(Some(Device(device)), Vec::new())),
        |user_errors| payload(None, user_errors),
    )
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
        let id = typed(&input.device_id);
        let devices = &ctx.services().devices;
        let done = devices.rename(ctx.actor(), id, &input.label).await;
        changed(done, |device, user_errors| RenameDevicePayload {
            device,
            user_errors,
        })
    }

    /// Requires: a session. Forgets one of your devices: its sessions end, on all websites, and
    /// whoever signs in with it next is new.
    async fn forget_device(
        &self,
        ctx: &Context<'_>,
        input: ForgetDeviceInput,
    ) -> Nullable<ForgetDevicePayload> {
        let id = typed(&input.device_id);
        let done = ctx.services().devices.forget(ctx.actor(), id).await;
        if done.as_ref().is_ok_and(|device| device.is_current) {
            ctx.cookies().clear_session();
        }
        let forgotten = |device: identity::Device| ForgetDevicePayload {
            forgotten_device_id: Some(gid(device.row.id)),
            ..Default::default()
        };
        settle(done.map(forgotten), |user_errors| ForgetDevicePayload {
            user_errors,
            ..Default::default()
        })
    }

    /// Requires: a session. Refuses one of your devices from now on, even with the right password,
    /// and ends its sessions on all websites. Not the one you are using.
    async fn block_device(
        &self,
        ctx: &Context<'_>,
        input: BlockDeviceInput,
    ) -> Nullable<BlockDevicePayload> {
        let id = typed(&input.device_id);
        let done = ctx.services().devices.block(ctx.actor(), id).await;
        changed(done, |device, user_errors| BlockDevicePayload {
            device,
            user_errors,
        })
    }

    /// Requires: a session. Lets one of your devices in again.
    async fn unblock_device(
        &self,
        ctx: &Context<'_>,
        input: UnblockDeviceInput,
    ) -> Nullable<UnblockDevicePayload> {
        let id = typed(&input.device_id);
        let done = ctx.services().devices.unblock(ctx.actor(), id).await;
        changed(done, |device, user_errors| UnblockDevicePayload {
            device,
            user_errors,
        })
    }

    /// Requires: a session. Ends all your sessions on this website, the one you ask through
    /// included.
    async fn revoke_all_sessions(&self, ctx: &Context<'_>) -> Nullable<RevokeAllSessionsPayload> {
        let done = ctx.services().sessions.revoke_all(ctx.actor()).await;
        if done.is_ok() {
            ctx.cookies().clear_session();
        }
        settle(
            done.map(|ids| RevokeAllSessionsPayload {
                revoked_count: i32::try_from(ids.len()).ok(),
                revoked_session_ids: Some(ids.into_iter().map(gid).collect()),
                user_errors: Vec::new(),
            }),
            |user_errors| RevokeAllSessionsPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
