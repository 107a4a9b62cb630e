//! One registry of all ids: a UUIDv7 in the database, `ord_01j…` everywhere else.

use std::fmt;
use std::str::FromStr;

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ulid::Ulid;
use uuid::{Builder, Uuid};

use crate::Clock;

/// The text is not an id of this kind.
///
/// To a client this answers exactly like an id that names nothing (design: API, rule 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct MalformedId;

/// What all typed ids have in common.
pub trait Id: Copy + fmt::Display + FromStr<Err = MalformedId> + Into<Uuid> + From<Uuid> {
    /// The kind as it is written before the underscore.
    const PREFIX: &'static str;

    /// Makes a fresh id: time-ordered, with chance from the same source as the time.
    fn mint(clock: &dyn Clock) -> Self {
        let mut chance = [0; 10];
        clock.fill(&mut chance);
        let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or_default();
        Self::from(Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }
}

fn write(prefix: &str, id: Uuid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = Ulid::from_bytes(id.into_bytes()).to_string();
    write!(f, "{prefix}_{}", text.to_ascii_lowercase())
}

fn read(prefix: &str, text: &str) -> Result<Uuid, MalformedId> {
    let body = text
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'));
    let body = body.ok_or(MalformedId)?;
    let parsed = Ulid::from_string(body).map_err(|_| MalformedId)?;
    // Crockford's alphabet reads `I` as `1` and ignores case: only the one written form is an id.
    if parsed.to_string().to_ascii_lowercase() == body {
        Ok(Uuid::from_bytes(parsed.to_bytes()))
    } else {
        Err(MalformedId)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])+ $variant:ident $name:ident = $prefix:literal,)+) => {
        $(
            $(#[$doc])+
            #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
            pub struct $name(Uuid);

            impl Id for $name {
                const PREFIX: &'static str = $prefix;
            }

            impl From<Uuid> for $name {
                fn from(id: Uuid) -> Self {
                    Self(id)
                }
            }

            impl From<$name> for Uuid {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write($prefix, self.0, f)
                }
            }

            impl fmt::Debug for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Display::fmt(self, f)
                }
            }

            impl FromStr for $name {
                type Err = MalformedId;

                fn from_str(text: &str) -> Result<Self, MalformedId> {
                    read($prefix, text).map(Self)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = String::deserialize(deserializer)?;
                    text.parse().map_err(de::Error::custom)
                }
            }

            impl TryFromU64 for $name {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                    Err(DbErr::ConvertFromU64(stringify!($name)))
                }
            }
        )+

        /// An id of any kind, told apart by its prefix.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum AnyId {
            $(
                #[doc = concat!("An id written `", $prefix, "_…`.")]
                $variant($name),
            )+
        }

        impl FromStr for AnyId {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                match text.split_once('_') {
                    $(Some(($prefix, _)) => text.parse().map(Self::$variant),)+
                    _ => Err(MalformedId),
                }
            }
        }
    };
}

// Alphabetical, append-only: a prefix that was ever handed out keeps its meaning.
ids! {
    /// A person on the installation.
    Account AccountId = "acc",
    /// One assignment of an order to a writer.
    Assignment AssignmentId = "asg",
    /// One line of the audit trail.
    Audit AuditId = "aud",
    /// A period in which a writer takes nothing.
    Blackout BlackoutId = "blk",
    /// A writer's capacity row; it carries the same UUID as the writer's membership.
    Capacity CapacityId = "cap",
    /// An entry of a website's catalog.
    CatalogItem CatalogItemId = "cat",
    /// A sign-in that waits for its second step. Unlike other ids it is all chance: whoever knows
    /// it has passed the first.
    Challenge ChallengeId = "chl",
    /// One specific thing to change in a delivery.
    ChangeItem ChangeItemId = "chg",
    /// A browser or client installation.
    Device DeviceId = "dev",
    /// An order being prepared.
    Draft DraftId = "dft",
    /// A version of the work handed in by the writer.
    Delivery DeliveryId = "dlv",
    /// A domain event in the outbox.
    Event EventId = "evt",
    /// One rating of one person about one order.
    Feedback FeedbackId = "fbk",
    /// A look at a website through somebody else's eyes.
    Impersonation ImpersonationId = "imp",
    /// An invitation to give feedback.
    Invitation InvitationId = "inv",
    /// One message about one sign-in.
    LoginAlert LoginAlertId = "lal",
    /// What an account wants to be told of its sign-ins on one website.
    LoginAlertPreference LoginAlertPreferenceId = "lap",
    /// A mail in the local mailbox.
    Mail MailId = "mail",
    /// A person's place on one website. People are named by it in every row of a website.
    Member MemberId = "mem",
    /// An invitation to become a member.
    MemberInvitation MemberInvitationId = "min",
    /// A notice in a person's inbox.
    Notification NotificationId = "ntf",
    /// A step in the life of an order.
    OrderEvent OrderEventId = "oev",
    /// An accepted, placed piece of work.
    Order OrderId = "ord",
    /// A writer's public face.
    Portfolio PortfolioId = "pfo",
    /// One published version of a website's price book.
    PriceBook PriceBookId = "prb",
    /// Where one browser takes push messages.
    PushEndpoint PushEndpointId = "psh",
    /// A priced, versioned, time-limited offer.
    Quote QuoteId = "quo",
    /// A way into an account through its owner's mailbox.
    Recovery RecoveryId = "rcv",
    /// A registration that waits for its link to be opened.
    Registration RegistrationId = "reg",
    /// One HTTP request or one run of background work.
    Request RequestId = "req",
    /// A structured request to change a delivery.
    Revision RevisionId = "rev",
    /// The feedback round of one order.
    Round RoundId = "rnd",
    /// An editor's review of one delivery.
    Review ReviewId = "rvw",
    /// One sign-in on one website.
    Session SessionId = "ses",
    /// Something that happened to the safety of an account.
    SecurityEvent SecurityEventId = "sev",
    /// A piece of work in a portfolio.
    Sample SampleId = "smp",
    /// An additional service of a website.
    Service ServiceId = "svc",
    /// A tenant.
    Website WebsiteId = "web",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_wrote() {
        let id = OrderId::from(Uuid::from_u128(0x0192_f3a1_0000_7000_8000_0000_0000_0001));
        let text = id.to_string();
        assert!(text.starts_with("ord_"), "{text}");
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.parse(), Ok(AnyId::Order(id)));
    }

    #[test]
    fn only_the_written_form_of_the_right_kind_is_an_id() {
        let text = OrderId::from(Uuid::max()).to_string();
        assert!(text.parse::<OrderId>().is_ok());
        for wrong in [
            text.replace("ord_", "dft_"),
            text.to_uppercase(),
            text.replacen("ord_7", "ord_8", 1),
            format!("{text}0"),
            "ord_".to_owned(),
            String::new(),
            "ord_éééééééééééééééééééééééééé".to_owned(),
        ] {
            assert_eq!(wrong.parse::<OrderId>(), Err(MalformedId), "{wrong}");
        }
    }
}
