//! Places out of a file in MaxMind's format, whoever made it.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::Path;

use maxminddb::{MaxMindDbError, Reader};
use serde::Deserialize;

use super::Places;

/// The longest place that is told, in characters.
const LONGEST: usize = 120;

/// A file of places, held in memory.
pub struct GeoFile(Reader<Vec<u8>>);

/// The file is not there, or is no file of places.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It cannot be opened.
    #[error("the file cannot be opened: {0}")]
    Absent(#[source] std::io::Error),
    /// It is something else.
    #[error("the file is not in MaxMind's format")]
    Foreign(#[source] MaxMindDbError),
}

impl GeoFile {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not there or is something else.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        Self::of(std::fs::read(path).map_err(Unreadable::Absent)?)
    }

    fn of(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        Reader::from_source(bytes)
            .map(Self)
            .map_err(Unreadable::Foreign)
    }

    /// What kind of file it says it is, for whoever looks after the installation.
    pub fn kind(&self) -> &str {
        &self.0.metadata().database_type
    }
}

impl fmt::Debug for GeoFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GeoFile").field(&self.kind()).finish()
    }
}

impl Places for GeoFile {
    fn place(&self, address: IpAddr) -> Option<String> {
        // A file of IPv4 alone refuses other addresses: their place is as unknown as one that is
        // not in it.
        let found = self.0.lookup(address.to_canonical()).ok()?;
        let entry: Entry = found.decode().ok().flatten()?;
        entry.told()
    }
}

/// What a file says of a network: nested with names by language, as MaxMind and DB-IP write it, or
/// flat, as others do.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    city: Option<Named>,
    subdivisions: Vec<Named>,
    #[serde(alias = "state1", alias = "region_name")]
    region: Option<Named>,
    country: Option<Named>,
    country_name: Option<String>,
    country_code: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Named {
    Plain(String),
    Nested {
        #[serde(default)]
        names: BTreeMap<String, String>,
        iso_code: Option<String>,
    },
}

impl Named {
    /// The English name, else any, else the code.
    fn told(&self) -> Option<&str> {
        let name = match self {
            Self::Plain(name) => Some(name),
            Self::Nested { names, iso_code } => names
                .get("en")
                .or_else(|| names.values().next())
                .or(iso_code.as_ref()),
        };
        name.map(|name| name.trim()).filter(|name| !name.is_empty())
    }
}

impl Entry {
    /// City, region and country, as far as they are known; a city of the region's name stands for
    /// both.
    fn told(&self) -> Option<String> {
        let named = |named: &'_ Option<Named>| {
            let name = named.as_ref().and_then(Named::told);
            name.map(str::to_owned)
        };
        let city = named(&self.city);
        let region = self.subdivisions.first().and_then(Named::told);
        let region = region.map(str::to_owned).or_else(|| named(&self.region));
        let region = region.filter(|region| city.as_ref() != Some(region));
        let country = named(&self.country)
            .or_else(|| self.country_name.clone())
            .or_else(|| self.country_code.clone());
        let parts: Vec<_> = [city, region, country]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        let text = parts.join(", ");
        // It stands in mails and lists: one line, and not the file's to fill.
        let line: String = text
            .chars()
            .filter(|c| !c.is_control())
            .take(LONGEST)
            .collect();
        (!line.is_empty()).then_some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text, a map or a number as they stand in such a file.
    enum Value {
        Text(&'static str),
        Map(Vec<(&'static str, Value)>),
        List(Vec<Value>),
        Short(u16),
        Int(u32),
        Long(u64),
    }

    use Value::{Int, List, Long, Map, Short, Text};

    fn control(kind: u8, size: usize, out: &mut Vec<u8>) {
        let size = u8::try_from(size).expect("small");
        let (low, more) = if size < 29 {
            (size, None)
        } else {
            (29, Some(size - 29))
        };
        if kind < 8 {
            out.push(kind << 5 | low);
        } else {
            out.extend([low, kind - 7]);
        }
        out.extend(more);
    }

    fn write(value: &Value, out: &mut Vec<u8>) {
        match value {
            Text(text) => {
                control(2, text.len(), out);
                out.extend(text.as_bytes());
            }
            Short(number) => {
                control(5, 2, out);
                out.extend(number.to_be_bytes());
            }
            Int(number) => {
                control(6, 4, out);
                out.extend(number.to_be_bytes());
            }
            Long(number) => {
                control(9, 8, out);
                out.extend(number.to_be_bytes());
            }
            Map(entries) => {
                control(7, entries.len(), out);
                for (key, value) in entries {
                    write(&Text(key), out);
                    write(value, out);
                }
            }
            List(values) => {
                control(11, values.len(), out);
                for value in values {
                    write(value, out);
                }
            }
        }
    }

    /// A file with one fork: addresses below 128.0.0.0 are at `low`, the others nowhere.
    fn file(low: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        // One node: left to the first entry (node count + 16), right to nothing (node count).
        for record in [1_u32 + 16, 1] {
            bytes.extend(&record.to_be_bytes()[1..]);
        }
        bytes.extend([0; 16]);
        write(low, &mut bytes);
        bytes.extend(b"\xab\xcd\xefMaxMind.com");
        let metadata = Map(vec![
            ("binary_format_major_version", Short(2)),
            ("binary_format_minor_version", Short(0)),
            ("build_epoch", Long(1)),
            ("database_type", Text("Test-City")),
            ("description", Map(Vec::new())),
            ("ip_version", Short(4)),
            ("languages", List(vec![Text("en")])),
            ("node_count", Int(1)),
            ("record_size", Short(24)),
        ]);
        write(&metadata, &mut bytes);
        bytes
    }

    fn place(entry: &Value, address: &str) -> Option<String> {
        let file = GeoFile::of(file(entry)).expect("a file");
        assert_eq!(file.kind(), "Test-City");
        file.place(address.parse().expect("an address"))
    }

    fn named(name: &'static str) -> Value {
        Map(vec![(
            "names",
            Map(vec![("de", Text("anders")), ("en", Text(name))]),
        )])
    }

    #[test]
    fn a_nested_entry_is_told_from_the_city_to_the_country() {
        let portland = Map(vec![
            ("city", named("Portland")),
            ("country", named("United States")),
            ("location", Map(vec![("accuracy_radius", Short(20))])),
            ("subdivisions", List(vec![named("Oregon")])),
        ]);
        let told = place(&portland, "81.2.69.142");
        assert_eq!(told.as_deref(), Some("Portland, Oregon, United States"));
        assert_eq!(
            place(&portland, "::ffff:81.2.69.142"),
            told,
            "an IPv4 address in IPv6 clothes"
        );
        assert_eq!(place(&portland, "200.1.1.1"), None, "not in the file");
        assert_eq!(place(&portland, "2001:db8::1"), None, "not of this file");
    }

    #[test]
    fn a_flat_entry_is_told_too() {
        for (entry, told) in [
            (Map(vec![("country_code", Text("DE"))]), Some("DE")),
            (
                Map(vec![
                    ("city", Text("Berlin")),
                    ("country_code", Text("DE")),
                    ("state1", Text("Berlin")),
                ]),
                Some("Berlin, DE"),
            ),
            (
                Map(vec![("country", Map(vec![("iso_code", Text("DE"))]))]),
                Some("DE"),
            ),
            (
                Map(vec![
                    ("country_name", Text("Ger\r\nmany")),
                    ("city", Text("")),
                ]),
                Some("Germany"),
            ),
            (Map(Vec::new()), None),
            (Text("something else"), None),
            (Map(vec![("country_code", Short(49))]), None),
        ] {
            assert_eq!(place(&entry, "1.2.3.4").as_deref(), told);
        }
    }

    #[test]
    fn what_is_no_such_file_is_said_to_be_none() {
        let folder = std::env::temp_dir();
        let gone = GeoFile::open(&folder.join("no-such-file.mmdb"));
        assert!(matches!(gone, Err(Unreadable::Absent(_))));
        let whole = file(&Map(Vec::new()));
        for bytes in [Vec::new(), b"GIF89a".to_vec(), whole[..30].to_vec()] {
            assert!(matches!(GeoFile::of(bytes), Err(Unreadable::Foreign(_))));
        }
    }
}
