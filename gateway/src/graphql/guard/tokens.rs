//! Counts the tokens of a document without parsing it.

/// How large a text is to the parser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Names, numbers, strings and punctuation marks.
    pub tokens: usize,
    /// The most brackets that are open at once.
    pub nesting: usize,
}

/// Measures `text`. What is no GraphQL is counted somehow and left to the parser.
pub fn measure(text: &str) -> Size {
    let bytes = text.as_bytes();
    let mut size = Size::default();
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match byte {
            b'#' => length_while(rest, |byte| byte != b'\n' && byte != b'\r'),
            b' ' | b',' | b'\t' | b'\n' | b'\r' => 1,
            _ => {
                size.tokens += 1;
                match byte {
                    b'{' | b'[' | b'(' => open += 1,
                    b'}' | b']' | b')' => open = open.saturating_sub(1),
                    _ => {}
                }
                size.nesting = size.nesting.max(open);
                token(rest, byte)
            }
        };
        at += length.max(1);
    }
    size
}

/// The length of the token that `rest` begins with.
fn token(rest: &[u8], first: u8) -> usize {
    match first {
        b'"' if rest.starts_with(b"\"\"\"") => 3 + block_string(rest.get(3..).unwrap_or_default()),
        b'"' => 1 + string(rest.get(1..).unwrap_or_default()),
        b'.' => length_while(rest, |byte| byte == b'.'),
        b'-' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => {
            length_while(rest, |byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.' | 0x80..)
            })
        }
        _ => 1,
    }
}

fn length_while(rest: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    let end = rest.iter().position(|&byte| !wanted(byte));
    end.unwrap_or(rest.len())
}

fn string(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (index, &byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' | b'\n' | b'\r' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

fn block_string(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        if here.starts_with(b"\\\"\"\"") {
            at += 4;
        } else if here.starts_with(b"\"\"\"") {
            return at + 3;
        } else {
            at += 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_counted_as_graphql_reads_them() {
        let count = |text| measure(text).tokens;
        assert_eq!(count("{ a, b # { not this }\n c }"), 5);
        assert_eq!(
            count("query Q($n: Int = -1.5e+3) { a(x: [$n]) ...F @skip(if: true) }"),
            30
        );
        assert_eq!(count(r#"{ a(x: "}} \" {{", y: """ "q" \""" } """) }"#), 11);
        assert_eq!(count("\"never closed"), 1);
        assert_eq!(count("\"\"\"never closed"), 1);
    }

    #[test]
    fn nesting_counts_open_brackets_of_every_kind() {
        assert_eq!(measure("{ a(x: [[1]]) { b } } { c }").nesting, 4);
        assert_eq!(measure("}}}{").nesting, 1);
        assert_eq!(measure(&"{".repeat(50_000)).nesting, 50_000);
    }
}
