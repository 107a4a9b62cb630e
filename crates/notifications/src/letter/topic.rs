//! Which kinds people may choose how they are told of.

use kernel::site::NoticeTopic;

use super::Kind;

impl Kind {
    /// The kinds that people choose about, in the order they see them. All others are told in any
    /// case, or have a preference of their own.
    pub const CHOSEN: [Self; 5] = [
        Self::OrderAssigned,
        Self::OrderDelivered,
        Self::RevisionRequested,
        Self::FeedbackInvited,
        Self::FeedbackReminder,
    ];

    /// What a website calls it when it insists; none where there is nothing to choose.
    pub fn topic(self) -> Option<NoticeTopic> {
        match self {
            Self::OrderAssigned => Some(NoticeTopic::OrderAssigned),
            Self::OrderDelivered => Some(NoticeTopic::OrderDelivered),
            Self::RevisionRequested => Some(NoticeTopic::RevisionRequested),
            Self::FeedbackInvited => Some(NoticeTopic::FeedbackInvited),
            Self::FeedbackReminder => Some(NoticeTopic::FeedbackReminder),
            _ => None,
        }
    }

    /// Whether a mail about it waits neither for the morning nor for a digest: a writer's time runs.
    pub fn is_urgent(self) -> bool {
        !matches!(
            self,
            Self::OrderDelivered | Self::FeedbackInvited | Self::FeedbackReminder | Self::Digest
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_one_kind_that_is_chosen() {
        let topics: Vec<_> = Kind::CHOSEN.into_iter().filter_map(Kind::topic).collect();
        assert_eq!(topics, NoticeTopic::ALL);
    }
}
