//! Who rates whom.

use kernel::MemberId;
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::ports::Engagement;

/// The direction of a feedback.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(20))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The order's editor rates its writer.
    EditorToWriter,
    /// The client rates the writer.
    ClientToWriter,
    /// The client rates the editor.
    ClientToEditor,
    /// The writer rates the client.
    WriterToClient,
}

impl Kind {
    /// All of them, in the order of the schema.
    pub const ALL: [Self; 4] = [
        Self::EditorToWriter,
        Self::ClientToWriter,
        Self::ClientToEditor,
        Self::WriterToClient,
    ];

    /// The two sides that are asked when an order is finished; they are blind to each other.
    pub const ASKED: [Self; 2] = [Self::ClientToWriter, Self::WriterToClient];

    /// Who gives it.
    pub fn author(self, work: &Engagement) -> Option<MemberId> {
        match self {
            Self::EditorToWriter => work.editor,
            Self::ClientToWriter | Self::ClientToEditor => Some(work.client),
            Self::WriterToClient => work.writer,
        }
    }

    /// Who receives it.
    pub fn recipient(self, work: &Engagement) -> Option<MemberId> {
        match self {
            Self::EditorToWriter | Self::ClientToWriter => work.writer,
            Self::ClientToEditor => work.editor,
            Self::WriterToClient => Some(work.client),
        }
    }

    /// The other side that it stays hidden from; none is revealed at once.
    pub fn counterpart(self) -> Option<Self> {
        match self {
            Self::ClientToWriter => Some(Self::WriterToClient),
            Self::WriterToClient => Some(Self::ClientToWriter),
            Self::EditorToWriter | Self::ClientToEditor => None,
        }
    }
}
