//! What one person wants, read from their choices and the defaults of the house.

use std::collections::HashMap;

use kernel::{Actor, MemberId, Site};
use sea_orm::{ConnectionTrait, DbErr};

use super::{Chosen, Digest, Entry, QuietHours, choice, settings};
use crate::Kind;
use crate::delivery::entity::Channel;

/// What one person wants; without a choice, what the house would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What they have chosen otherwise.
    pub choices: HashMap<(Kind, Channel), bool>,
    /// When they want their rest.
    pub quiet: Option<QuietHours>,
    /// Whether mails that can wait come as one.
    pub digest: Digest,
}

impl Wishes {
    /// Those of a member of the actor's website.
    pub async fn of(
        db: &impl ConnectionTrait,
        actor: &Actor,
        member: MemberId,
    ) -> Result<Self, DbErr> {
        let website = actor.website();
        let choices = choice::Entity::of(website, member).all(db).await?;
        let settings = settings::Entity::of(website, member).one(db).await?;
        let choice = |row: choice::Model| ((row.kind, row.channel), row.enabled);
        Ok(Self {
            choices: choices.into_iter().map(choice).collect(),
            quiet: settings.as_ref().and_then(settings::Model::quiet_hours),
            digest: settings.map(|row| row.digest).unwrap_or_default(),
        })
    }

    /// Whether they are told of this kind on this channel of the website.
    pub fn has(&self, kind: Kind, channel: Channel, site: &Site) -> bool {
        is_forced(kind, channel, site) || self.wants(kind, channel)
    }

    fn wants(&self, kind: Kind, channel: Channel) -> bool {
        let usual = channel != Channel::Push;
        self.choices.get(&(kind, channel)).copied().unwrap_or(usual)
    }

    /// All of it, as people see it.
    pub fn shown(&self, site: &Site) -> Chosen {
        let entry = |kind: Kind| {
            Channel::ALL.map(|channel| Entry {
                kind,
                channel,
                enabled: self.has(kind, channel, site),
                forced: is_forced(kind, channel, site),
            })
        };
        Chosen {
            entries: Kind::CHOSEN.into_iter().flat_map(entry).collect(),
            quiet_hours: self.quiet,
            digest: self.digest,
        }
    }
}

/// Whether the website tells of this kind whatever people want. Their devices stay their own.
pub fn is_forced(kind: Kind, channel: Channel, site: &Site) -> bool {
    let insists = |topic| site.policies.forced_notices.contains(&topic);
    channel != Channel::Push && kind.topic().is_some_and(insists)
}
