//! What writers have in hand, counted from orders.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{Instant, MemberId, WebsiteId};
use orders::Loads;
use writer_management::ports::{Load, Taken, WriterLoads};

/// Counts through the leaf of orders.
#[derive(Clone)]
pub struct CountedLoads {
    loads: Loads,
}

impl CountedLoads {
    /// Counts orders.
    pub fn new(loads: Loads) -> Self {
        Self { loads }
    }
}

#[async_trait]
impl WriterLoads for CountedLoads {
    async fn of(
        &self,
        website: WebsiteId,
        writers: &[MemberId],
        now: Instant,
    ) -> anyhow::Result<HashMap<MemberId, Load>> {
        let loads = self.loads.of(website, writers, now).await?;
        Ok(loads
            .into_iter()
            .map(|(writer, load)| (writer, counted(load)))
            .collect())
    }
}

/// The load in the words of writer-management.
pub(super) fn counted(load: orders::Load) -> Load {
    let taken = |taken: orders::Taken| Taken {
        at: taken.at,
        pages: taken.pages,
    };
    Load {
        active: load.active,
        recent: load.recent.into_iter().map(taken).collect(),
    }
}
