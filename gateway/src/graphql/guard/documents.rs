//! The documents that were asked lately, parsed.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::{Document, Refusal};

/// The most documents that are kept.
const MOST: usize = 1_000;
/// The most bytes of text that are kept; parsed, they take some thirty times the memory.
const BYTES: usize = 512 * 1024;

/// Parsed documents by their text. A front end sends the same few dozen over and over, and parsing
/// costs as much as running them. Refused ones are not kept: they are cheap to refuse again.
pub struct Documents(Mutex<Kept>);

struct Kept {
    documents: LruCache<Box<str>, Arc<Document>>,
    bytes: usize,
}

impl Documents {
    /// None yet.
    pub fn new() -> Self {
        let most = NonZeroUsize::new(MOST).unwrap_or(NonZeroUsize::MIN);
        Self(Mutex::new(Kept {
            documents: LruCache::sparse(most),
            bytes: 0,
        }))
    }

    /// The document of this text, known or read now.
    ///
    /// # Errors
    /// Those of [`Document::read`].
    pub fn read(&self, text: &str) -> Result<Arc<Document>, Refusal> {
        if let Some(known) = self.kept().documents.get(text) {
            return Ok(Arc::clone(known));
        }
        let document = Arc::new(Document::read(text)?);
        self.kept().keep(text, &document);
        Ok(document)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Documents {
    fn default() -> Self {
        Self::new()
    }
}

impl Kept {
    fn keep(&mut self, text: &str, document: &Arc<Document>) {
        self.bytes += text.len();
        if let Some((old, _)) = self.documents.push(text.into(), Arc::clone(document)) {
            self.bytes -= old.len();
        }
        while self.bytes > BYTES {
            let Some((old, _)) = self.documents.pop_lru() else {
                break;
            };
            self.bytes -= old.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_read_once() {
        let documents = Documents::new();
        let first = documents.read("{ a }").expect("a document");
        let second = documents.read("{ a }").expect("a document");
        assert!(Arc::ptr_eq(&first, &second));
        assert!(documents.read("{ a").is_err());
        assert_eq!(documents.kept().documents.len(), 1);
    }

    #[test]
    fn what_is_kept_is_bounded_in_number_and_bytes() {
        let documents = Documents::new();
        for number in 0..MOST + 10 {
            documents
                .read(&format!("{{ a{number} }}"))
                .expect("a document");
        }
        assert_eq!(documents.kept().documents.len(), MOST);
        let bytes: usize = documents
            .kept()
            .documents
            .iter()
            .map(|(text, _)| text.len())
            .sum();
        assert_eq!(documents.kept().bytes, bytes);
        for number in 0..20 {
            let text = format!("# {}\n{{ a{number} }}", "x".repeat(60_000));
            documents.read(&text).expect("a document");
        }
        assert!(documents.kept().bytes <= BYTES);
        assert_eq!(documents.kept().documents.len(), BYTES / 60_000);
    }
}
