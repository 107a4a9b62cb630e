//! Reads over several domains, for the pages that are asked for most: what a page needs, in one
//! statement. Every part of it is read as its own domain lets the asker see it (`visible_to`);
//! there is no law here, and nothing is written.

mod order_page;

use std::sync::Arc;

use kernel::Clock;
use sea_orm::DatabaseConnection;

pub use order_page::{OrderPage, Wanted, WriterWanted};

/// The pages of the house.
pub struct Views {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl Views {
    /// Over this database.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}
