//! Looking after one's devices.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{
    AccountId, Actor, Cursor, CursorKey, Denied, DeviceId, Faults, Page, Slice, Sort, Tx,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, QuerySelect};
use tracing::instrument;

use super::ending::{Ending, end_in};
use super::{Device, device, entity};
use crate::account::entity as account;
use crate::security::{self, Kind, Note};
use crate::{Error, Identity, Result, policy};

/// The longest name of a device.
const LABEL: usize = 60;

/// What a person may ask about their devices, and do with them.
#[async_trait]
pub trait DeviceService: Send + Sync {
    /// The devices among `ids` that are the asker's own.
    async fn devices(&self, actor: &Actor, ids: &[DeviceId]) -> Result<HashMap<DeviceId, Device>>;

    /// The asker's own devices, the one used last first.
    async fn list_devices(&self, actor: &Actor, page: &Page) -> Result<Slice<Device>>;

    /// Calls it something, 1 to 60 characters. A device that its owner named is theirs.
    async fn rename(&self, actor: &Actor, id: DeviceId, label: &str) -> Result<Device>;

    /// Forgets it: its sessions end, and whoever signs in with it next is new. Forgetting it again
    /// is to forget what is not there.
    async fn forget(&self, actor: &Actor, id: DeviceId) -> Result<Device>;

    /// Refuses it from now on, even with the right password; its sessions end. Not the one that
    /// is in use. Blocking it again changes nothing.
    async fn block(&self, actor: &Actor, id: DeviceId) -> Result<Device>;

    /// Lets it in again. Doing so again changes nothing.
    async fn unblock(&self, actor: &Actor, id: DeviceId) -> Result<Device>;
}

#[async_trait]
impl DeviceService for Identity {
    async fn devices(&self, actor: &Actor, ids: &[DeviceId]) -> Result<HashMap<DeviceId, Device>> {
        let rows = device::Entity::visible_to(actor)
            .filter(device::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        let current = in_use(actor, &self.db).await?;
        let device = |row: device::Model| (row.id, Device::seen(row, current));
        Ok(rows.into_iter().map(device).collect())
    }

    async fn list_devices(&self, actor: &Actor, page: &Page) -> Result<Slice<Device>> {
        let latest = Sort::descending(
            Expr::col((device::Entity, device::Column::LastSeenAt)),
            (device::Entity, device::Column::Id),
            |row: &device::Model| Cursor::new(CursorKey::Time(row.last_seen_at), row.id),
        );
        let rows = device::Entity::visible_to(actor);
        let rows = page.fetch(rows, latest, &self.db).await?;
        let current = in_use(actor, &self.db).await?;
        Ok(rows.map(|row| Device::seen(row, current)))
    }

    #[instrument(name = "identity.rename_device", skip_all, fields(device.id = %id))]
    async fn rename(&self, actor: &Actor, id: DeviceId, label: &str) -> Result<Device> {
        let permit = policy::keep_devices(actor)?;
        let mut faults = Faults::none();
        let label = faults.line("label", label, LABEL);
        let label = faults.or(label)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let found = find_in(&tx, id).await?;
        if found.row.label == label && found.row.confirmed_at.is_some() {
            return Ok(found);
        }
        let row = found.row.renamed(&permit, label, tx.now());
        let row = row.record(&tx).await?;
        tx.commit().await?;
        Ok(Device { row, ..found })
    }

    #[instrument(name = "identity.forget_device", skip_all, fields(device.id = %id))]
    async fn forget(&self, actor: &Actor, id: DeviceId) -> Result<Device> {
        let permit = policy::keep_devices(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let account = own_in(&tx).await?;
        let found = find_in(&tx, id).await?;
        if found.row.blocked_at.is_some() {
            return Err(Error::DeviceBlocked);
        }
        end_in(&tx, account, Ending::Of(id)).await?;
        let row = found.row.forgotten(&permit, tx.now()).record(&tx).await?;
        note_in(&tx, Kind::DeviceForgotten, &row);
        tx.commit().await?;
        Ok(Device { row, ..found })
    }

    #[instrument(name = "identity.block_device", skip_all, fields(device.id = %id))]
    async fn block(&self, actor: &Actor, id: DeviceId) -> Result<Device> {
        let _permit = policy::keep_devices(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let account = own_in(&tx).await?;
        let found = find_in(&tx, id).await?;
        if found.is_current {
            return Err(Error::DeviceInUse);
        }
        if found.row.blocked_at.is_some() {
            return Ok(found);
        }
        end_in(&tx, account, Ending::Of(id)).await?;
        let row = block_in(&tx, found.row).await?;
        tx.commit().await?;
        Ok(Device { row, ..found })
    }

    #[instrument(name = "identity.unblock_device", skip_all, fields(device.id = %id))]
    async fn unblock(&self, actor: &Actor, id: DeviceId) -> Result<Device> {
        let permit = policy::keep_devices(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let found = find_in(&tx, id).await?;
        if found.row.blocked_at.is_none() {
            return Ok(found);
        }
        let row = found.row.unblocked(&permit).record(&tx).await?;
        note_in(&tx, Kind::DeviceUnblocked, &row);
        tx.commit().await?;
        Ok(Device { row, ..found })
    }
}

impl Device {
    fn seen(row: device::Model, current: Option<DeviceId>) -> Self {
        let is_current = current == Some(row.id);
        Self { row, is_current }
    }
}

/// The device that somebody asks with.
async fn in_use(actor: &Actor, db: &impl ConnectionTrait) -> Result<Option<DeviceId>, DbErr> {
    let Some(own) = actor.session() else {
        return Ok(None);
    };
    let session = entity::Entity::visible_to(actor)
        .filter(entity::Column::Id.eq(own))
        .one(db)
        .await?;
    Ok(session.map(|session| session.device_id))
}

/// The asker's own device, locked.
async fn find_in(tx: &Tx, id: DeviceId) -> Result<Device> {
    let row = device::Entity::visible_to(tx.actor())
        .filter(device::Column::Id.eq(id))
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Error::NoSuchDevice(id))?;
    let current = in_use(tx.actor(), &**tx).await?;
    Ok(Device::seen(row, current))
}

/// The asker's account, held: sign-ins and whatever ends sessions wait here for each other.
async fn own_in(tx: &Tx) -> Result<AccountId> {
    let own = tx.actor().account().ok_or(Denied::SignedOut)?;
    account::hold_in(tx, own).await?;
    Ok(own)
}

/// Blocks a device, and says so to its owner.
pub(crate) async fn block_in(tx: &Tx, row: device::Model) -> Result<device::Model, DbErr> {
    let row = row.blocked(tx.now()).record(tx).await?;
    note_in(tx, Kind::DeviceBlocked, &row);
    Ok(row)
}

fn note_in(tx: &Tx, kind: Kind, row: &device::Model) {
    let note = Note::of(row.account_id, kind).device(row.id);
    security::note_in(tx, note.label(row.label.clone()));
}
