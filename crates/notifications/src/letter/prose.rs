//! The plain text of a letter in parts, so that each form can set them in its own way.

use minijinja::{Value, context};

/// A paragraph, or a list.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Items(Vec<String>),
}

/// The parts of `text`, for layouts.
pub fn parts(text: &str) -> Vec<Value> {
    let value = |part| match part {
        Part::Text(text) => context! { text, items => () },
        Part::Items(items) => context! { text => (), items },
    };
    split(text).into_iter().map(value).collect()
}

/// An empty line ends a paragraph and a list, a line that begins with `- ` begins an item. Other
/// line breaks are only those of the file.
fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for block in text.split("\n\n") {
        let mut words: Vec<&str> = Vec::new();
        let mut items: Vec<Vec<&str>> = Vec::new();
        for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match (line.strip_prefix("- "), items.last_mut()) {
                (Some(item), _) => items.push(vec![item]),
                (None, Some(item)) => item.push(line),
                (None, None) => words.push(line),
            }
        }
        if !words.is_empty() {
            parts.push(Part::Text(words.join(" ")));
        }
        if !items.is_empty() {
            parts.push(Part::Items(
                items.iter().map(|item| item.join(" ")).collect(),
            ));
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_and_dashes_make_the_parts() {
        let text = "\nOne\n  and more.\n\n- a\n- b\n\n\n \nTold:\n- c\n  d\n";
        let items = |items: &[&str]| Part::Items(items.iter().map(ToString::to_string).collect());
        let expected = [
            Part::Text("One and more.".to_owned()),
            items(&["a", "b"]),
            Part::Text("Told:".to_owned()),
            items(&["c d"]),
        ];
        assert_eq!(split(text), expected);
    }
}
