//! Finds what would name somebody in a text that is to be shown.

use std::collections::HashSet;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// An e-mail address.
    Email,
    /// A web address or domain.
    Domain,
    /// A telephone number.
    Phone,
    /// The name of the client or the writer.
    Name,
    /// The id or number of an order.
    Order,
}

/// Something in a text that must be cleared before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The words as they stand there.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
}

impl Finding {
    /// What it is and what to do, for people.
    pub fn message(&self) -> String {
        let what = match self.kind {
            FindingKind::Email => "an e-mail address",
            FindingKind::Domain => "a web address",
            FindingKind::Phone => "a telephone number",
            FindingKind::Name => "a name",
            FindingKind::Order => "an order number",
        };
        format!("Remove {what} in line {}: “{}”.", self.line, self.text)
    }
}

/// Names and order numbers that must not appear.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Names of people.
    pub names: Vec<String>,
    /// Numbers of orders.
    pub orders: Vec<String>,
}

/// Endings that make a dotted word an address; a country's two letters count as well.
const ENDINGS: [&str; 16] = [
    "app", "biz", "cloud", "com", "dev", "edu", "gov", "info", "net", "online", "org", "shop",
    "site", "test", "xyz", "blog",
];

/// Two letters that are no country: `Node.js` is not an address.
const LANGUAGES: [&str; 5] = ["cs", "go", "js", "rb", "ts"];

/// Everything in `text` that would name somebody, each once per line.
pub fn findings(text: &str, secrets: &Secrets) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut seen = HashSet::new();
        let mut note = |kind, text: &str| {
            if seen.insert((kind, text.to_lowercase())) {
                found.push(Finding {
                    kind,
                    text: text.to_owned(),
                    line: index + 1,
                });
            }
        };
        for word in line.split(|c: char| c.is_whitespace() || "<>()[]{},;\"'“”".contains(c)) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if let Some(kind) = address(word) {
                note(kind, word);
            } else if is_order(word, &secrets.orders) {
                note(FindingKind::Order, word);
            }
        }
        for number in phones(line) {
            note(FindingKind::Phone, &number);
        }
        for name in secrets.names.iter().flat_map(|name| named(line, name)) {
            note(FindingKind::Name, &name);
        }
    }
    found
}

fn address(word: &str) -> Option<FindingKind> {
    let lower = word.to_lowercase();
    if let Some((user, host)) = lower.split_once('@') {
        return (!user.is_empty() && host.contains('.')).then_some(FindingKind::Email);
    }
    let plain = lower.contains("://") || lower.starts_with("www.");
    let host = lower.split(['/', ':', '?', '#']).next().unwrap_or_default();
    (plain || is_domain(word, host)).then_some(FindingKind::Domain)
}

/// A dotted word is a domain by its ending. A missing blank after a full stop is none: the next
/// word begins with a capital, or is longer than any country.
fn is_domain(word: &str, host: &str) -> bool {
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    let label = name.rsplit('.').next().unwrap_or_default();
    let named = name.split('.').any(|label| label.len() > 2);
    let country = ending.len() == 2 && named && !LANGUAGES.contains(&ending);
    let known = ENDINGS.contains(&ending) || country;
    let lower = ending.bytes().all(|byte| byte.is_ascii_lowercase());
    let written_lower = word
        .rsplit('.')
        .next()
        .and_then(|ending| ending.chars().next())
        .is_some_and(char::is_lowercase);
    let host_like = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    let alphabetic = label.chars().any(char::is_alphabetic);
    known && lower && written_lower && alphabetic && name.chars().all(host_like)
}

fn is_order(word: &str, numbers: &[String]) -> bool {
    let lower = word.to_lowercase();
    let id = lower
        .strip_prefix("ord_")
        .is_some_and(|rest| rest.len() >= 20);
    id || numbers.iter().any(|number| number.to_lowercase() == lower)
}

/// Runs of digits with the separators that telephone numbers are written with.
fn phones(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for c in line.chars().chain(['\n']) {
        let goes_on = !run.is_empty() && " -().\u{a0}/".contains(c);
        let begins = run.is_empty() && c == '+';
        if c.is_ascii_digit() || begins || goes_on {
            run.push(c);
        } else {
            let word = run.trim_end_matches(|c: char| !c.is_ascii_digit());
            if is_phone(word) {
                found.push(word.to_owned());
            }
            run.clear();
        }
    }
    found
}

fn is_phone(run: &str) -> bool {
    let groups: Vec<&str> = run
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if run.starts_with('+') {
        return (7..=15).contains(&digits);
    }
    let years = groups
        .iter()
        .all(|group| group.len() == 4 && ("1000".."2200").contains(group));
    let thousands = groups.len() > 1
        && !run.starts_with('0')
        && groups.iter().skip(1).all(|group| group.len() == 3);
    let isbn = matches!(groups.first(), Some(&"978" | &"979")) && digits == 13;
    let date = groups.len() == 3 && digits == 8;
    (8..=15).contains(&digits) && !years && !thousands && !isbn && !date
}

/// The places of a name: the whole of it however it is written, or a part of three letters and
/// more exactly as it is.
fn named(line: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let name = name.trim();
    let folded = line.to_lowercase();
    if name.contains(' ') && has_word(&folded, &name.to_lowercase()) {
        found.push(name.to_owned());
        return found;
    }
    for part in name.split_whitespace() {
        let long = part.chars().count() >= 3;
        let capital = part.chars().next().is_some_and(char::is_uppercase);
        if long && capital && has_word(line, part) {
            found.push(part.to_owned());
        }
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<FindingKind> {
        let secrets = Secrets {
            names: vec!["Clara Jones".to_owned(), "Will".to_owned()],
            orders: vec!["A-1027".to_owned()],
        };
        findings(text, &secrets)
            .into_iter()
            .map(|finding| finding.kind)
            .collect()
    }

    #[test]
    fn whatever_names_somebody_is_found() {
        use FindingKind::{Domain, Email, Name, Order, Phone};
        for (text, kind) in [
            ("Write to ann.b@example.org.", Email),
            ("see https://example.org/a?b=c", Domain),
            ("on www.essays.example", Domain),
            ("at (essays.co.uk)", Domain),
            ("my-site.com/portfolio", Domain),
            ("call +49 30 123456", Phone),
            ("call (212) 555-0199.", Phone),
            ("call 0171 2345678", Phone),
            ("for CLARA JONES", Name),
            ("thanks, Jones!", Name),
            ("by Will", Name),
            ("order a-1027", Order),
            ("ord_01jd8f3w2k0000000000000000", Order),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn ordinary_prose_is_clean() {
        for text in [
            "It will do, e.g. in 1990-2000, i.e. for ten years.",
            "The end.And so on, vs.then.",
            "A population of 1 250 000 000 people in 2024.",
            "ISBN 978-3-16-148410-0",
            "On 24.12.2025 at 10:30, 3.14159 and 2,5 %.",
            "The Joneses and clarity.",
            "Node.js or file.txt",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn each_finding_says_where() {
        let found = findings(
            "fine\nann@example.org and ANN@example.org",
            &Secrets::default(),
        );
        let lines: Vec<_> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2]);
        assert!(
            found
                .iter()
                .all(|finding| finding.message().contains("line 2"))
        );
    }
}
