//! Which media type the answer has, and which the question may have.

use axum::http::{HeaderMap, HeaderValue, header};

/// A media type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/graphql-response+json`: the status says whether the document was executed.
    GraphQl,
    /// `application/json`: a well-formed question is answered with 200, whatever comes of it.
    Json,
}

impl Media {
    /// What the `Accept` header prefers; a tie, and no preference at all, go to the newer type.
    /// `None` when it accepts neither.
    pub fn preferred(headers: &HeaderMap) -> Option<Self> {
        let mut ranges = headers
            .get_all(header::ACCEPT)
            .into_iter()
            .flat_map(|value| value.to_str().unwrap_or_default().split(','))
            .filter(|range| !range.trim().is_empty())
            .peekable();
        if ranges.peek().is_none() {
            return Some(Self::GraphQl);
        }
        let ranges: Vec<Range> = ranges.filter_map(Range::parse).collect();
        let quality = |name: &str| {
            let fitting = ranges.iter().filter(|range| range.fits(name));
            // The most specific range decides: `*/*;q=1, application/json;q=0` refuses JSON.
            fitting
                .max_by_key(|range| range.name.len() - range.stars())
                .map_or(0, |r| r.quality)
        };
        let new = quality("application/graphql-response+json");
        let plain = quality("application/json");
        match (new, plain) {
            (0, 0) => None,
            (new, plain) if new >= plain => Some(Self::GraphQl),
            _ => Some(Self::Json),
        }
    }

    /// The value of `Content-Type`.
    pub fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }
}

/// Whether the answer is to come as a stream of events.
pub fn wants_events(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).into_iter();
    let mut ranges = accepted.flat_map(|value| value.to_str().unwrap_or_default().split(','));
    ranges.any(|range| {
        let range = Range::parse(range);
        range.is_some_and(|range| range.name == "text/event-stream" && range.quality > 0)
    })
}

/// One entry of an `Accept` header, its quality in thousandths.
struct Range {
    name: String,
    quality: u32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next()?.to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        Some(Self {
            name,
            quality: quality.map_or(Some(1000), thousandths)?,
        })
    }

    fn fits(&self, name: &str) -> bool {
        matches!(self.name.as_str(), "*/*" | "application/*") || self.name == name
    }

    fn stars(&self) -> usize {
        self.name.matches('*').count()
    }
}

/// `0.5` as 500; `None` when it is no quality.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
    let whole: u32 = whole.parse().ok()?;
    (whole <= 1).then_some((whole * 1000 + fraction).min(1000))
}

/// Whether the body is said to be JSON in UTF-8. Only this type makes a browser ask first before
/// it sends a foreign page's request.
pub fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).into_iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let text = only.to_str().unwrap_or_default().to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    parts.next() == Some("application/json")
        && parts.all(|part| match part.split_once('=') {
            Some(("charset", charset)) => charset.trim_matches('"') == "utf-8",
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.append(name, HeaderValue::from_str(value).expect("a value"));
        headers
    }

    #[test]
    fn the_answer_has_the_type_that_is_preferred() {
        use Media::{GraphQl, Json};
        assert_eq!(Media::preferred(&HeaderMap::new()), Some(GraphQl));
        for (accept, media) in [
            ("*/*", Some(GraphQl)),
            ("application/*", Some(GraphQl)),
            ("application/json", Some(Json)),
            ("application/json; charset=utf-8", Some(Json)),
            ("APPLICATION/JSON", Some(Json)),
            ("application/graphql-response+json", Some(GraphQl)),
            (
                "application/graphql-response+json,application/json;q=0.9",
                Some(GraphQl),
            ),
            (
                "application/graphql-response+json;q=0.5, application/json",
                Some(Json),
            ),
            ("application/json, */*;q=0.1", Some(Json)),
            ("*/*, application/graphql-response+json;q=0", Some(Json)),
            ("text/html, application/json;q=0.1", Some(Json)),
            ("text/html", None),
            ("text/html;q=1, application/json;q=0", None),
            ("application/json;q=x", None),
        ] {
            assert_eq!(
                Media::preferred(&with(header::ACCEPT, accept)),
                media,
                "{accept}"
            );
        }
    }

    #[test]
    fn only_json_in_utf8_is_json() {
        let json = |value| is_json(&with(header::CONTENT_TYPE, value));
        for fine in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;a=b",
        ] {
            assert!(json(fine), "{fine}");
        }
        for other in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/graphql",
            "application/json; charset=utf-16",
            "application/jsonp",
            "",
        ] {
            assert!(!json(other), "{other}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
