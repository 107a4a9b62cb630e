//! Other people's words and colours in messages, made harmless.

/// `text` on one line, without control characters and without the invisible ones that turn the
/// writing direction or hide letters, cut to `most` characters. Joiners stay: many scripts write
/// names with them.
pub fn line(text: &str, most: usize) -> String {
    let visible = text.chars().map(|c| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        }
    });
    let visible: String = visible.filter(|c| !is_invisible(*c)).collect();
    let words: Vec<_> = visible.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let mut cut: String = line.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// `text` with its line breaks, each line made harmless.
pub fn lines(text: &str, most: usize) -> String {
    let lines: Vec<_> = text.lines().map(|part| line(part, most)).collect();
    lines.join("\n")
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The colour, if it is `#rrggbb`, else `usual`.
pub fn colour<'a>(colour: Option<&'a str>, usual: &'a str) -> &'a str {
    let written = |colour: &&str| channels(colour).is_some();
    colour.filter(written).unwrap_or(usual)
}

/// Black or white, whichever is easier to read on `ground` (WCAG: relative luminance).
pub fn ink(ground: &str) -> &'static str {
    let [red, green, blue] = channels(ground).unwrap_or_default().map(linear);
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    // Equal contrast to both: (1.05) / (l + 0.05) = (l + 0.05) / 0.05.
    if luminance > 0.179 {
        "#000000"
    } else {
        "#ffffff"
    }
}

fn channels(colour: &str) -> Option<[u8; 3]> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 {
        share / 12.92
    } else {
        ((share + 0.055) / 1.055).powf(2.4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_peoples_words_stay_on_their_line() {
        for (text, said) in [
            ("Ann", "Ann"),
            ("  Ann\r\nBcc: all@example.org\0 ", "Ann Bcc: all@exampl…"),
            ("a\u{202e}moc.live\u{2066}b\u{200b}c", "amoc.livebc"),
            ("نام\u{200c}ها", "نام\u{200c}ها"),
            ("one\u{2028}two\u{85}three", "one two three"),
            ("123456789012345678901", "1234567890123456789…"),
        ] {
            assert_eq!(line(text, 20), said, "{text:?}");
        }
        assert_eq!(lines("Atlas\r\nHill\u{7} Road", 20), "Atlas\nHill Road");
    }

    #[test]
    fn ink_can_be_read_on_its_ground() {
        for (ground, expected) in [
            ("#000000", "#ffffff"),
            ("#1d4ed8", "#ffffff"),
            ("#ffffff", "#000000"),
            ("#fcd34d", "#000000"),
        ] {
            assert_eq!(ink(ground), expected, "{ground}");
        }
    }

    #[test]
    fn only_a_colour_is_a_colour() {
        for wrong in [
            None,
            Some("red"),
            Some("#12345g"),
            Some("#+1+1+1"),
            Some("#1234567"),
            Some("#00;x:y"),
        ] {
            assert_eq!(colour(wrong, "#1d4ed8"), "#1d4ed8", "{wrong:?}");
        }
        assert_eq!(colour(Some("#ABCDEF"), "#1d4ed8"), "#ABCDEF");
    }
}
