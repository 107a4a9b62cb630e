//! `audit`: whether the audit trail is as it was written.

use anyhow::bail;
use clap::Subcommand;
use kernel::audit::seal;

use super::opened;
use crate::config::Config;

/// What is to be done about the audit trail.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Audit {
    /// Compares every line with the seal over its day. Prints the newest hash of each website: kept
    /// elsewhere, it proves everything before it.
    Verify,
}

impl Audit {
    /// Does it.
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let Self::Verify = self;
        let db = opened(config).await?;
        let verdict = seal::verify(&db).await?;
        for finding in &verdict.findings {
            println!("{finding}");
        }
        for head in &verdict.heads {
            let hash = head.hash_text();
            println!("{} seal {} {hash}", head.website_id, head.number);
        }
        println!("{} seals over {} lines", verdict.seals, verdict.entries);
        match verdict.findings.len() {
            0 => Ok(()),
            1 => bail!("a seal does not fit: see above"),
            wrong => bail!("{wrong} seals do not fit: see above"),
        }
    }
}
