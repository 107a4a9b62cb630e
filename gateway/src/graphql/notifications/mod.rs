//! What people are told, where, how they want it, and what became of it.

mod alert;
mod channel;
mod inbox;
mod preference;
mod push;

use async_graphql::MergedObject;
use kernel::Actor;

pub use alert::{LoginAlert, LoginAlertPreference, LoginAlertReason};
pub use channel::{DeliveryCause, DeliveryState, MessageDelivery, NotificationChannel};
pub use inbox::{Notification, NotificationKind};
pub use preference::NotificationPreferences;

/// The commands of notifications.
#[derive(Default, MergedObject)]
pub struct NotificationsMutation(
    alert::AlertMutation,
    push::PushMutation,
    inbox::InboxMutation,
    preference::PreferenceMutation,
);

/// The viewer's part of notifications.
#[derive(MergedObject)]
pub struct ViewerNotifications(
    alert::ViewerAlerts,
    inbox::ViewerInbox,
    preference::ViewerPreferences,
);

impl ViewerNotifications {
    /// The part of this viewer.
    pub fn of(actor: &Actor) -> Self {
        Self(
            alert::ViewerAlerts::of(actor.clone()),
            inbox::ViewerInbox::of(actor.clone()),
            preference::ViewerPreferences::of(actor.clone()),
        )
    }
}
