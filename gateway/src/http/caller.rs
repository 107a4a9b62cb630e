//! Where a request comes from and which host it means.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use url::Url;

use super::cookies::{self, Names, RequestFacts};
use crate::config::Config;

/// The most of a user agent that is kept.
const USER_AGENT: usize = 512;

/// The near end of a request, with what a trusted proxy says of the far end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The host the request means: lower case, without port.
    pub host: String,
    /// The port in it, if one was named.
    port: Option<u16>,
    /// Whether the browser came by https.
    https: bool,
    /// The address of the browser, as far as it can be believed.
    address: Option<IpAddr>,
}

impl Caller {
    /// Reads the request's head.
    pub fn of(parts: &Parts, config: &Config) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip());
        let trusts = |address: IpAddr| config.trusted_proxies.iter().any(|n| n.contains(address));
        let forwarded = peer.is_some_and(trusts);
        let headers = &parts.headers;
        let told = |name| forwarded.then(|| last(headers, name)).flatten();
        let authority = told("x-forwarded-host")
            .or_else(|| {
                headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok())
            })
            .or_else(|| {
                parts
                    .uri
                    .authority()
                    .map(axum::http::uri::Authority::as_str)
            });
        let (host, port) = split(authority.unwrap_or_default());
        let address = if forwarded {
            farthest(headers, trusts).or(peer)
        } else {
            peer
        };
        // Only http://localhost is known to be plain: behind an unknown proxy, https may end.
        let https = told("x-forwarded-proto").is_some_and(|it| it.eq_ignore_ascii_case("https"));
        Self {
            https: https || !is_local(&host),
            host,
            port,
            address,
        }
    }

    /// Whether it means this machine, by whatever name.
    pub fn is_local(&self) -> bool {
        is_local(&self.host)
    }

    /// The website that a name of this machine points at: `quill.localhost`.
    pub fn slug(&self) -> Option<&str> {
        self.host.strip_suffix(".localhost")
    }

    /// The address it comes from, as far as it can be believed.
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// What cookies are called here.
    pub fn cookies(&self) -> Names {
        Names { secure: self.https }
    }

    /// Whether a page of `origin` is a page of ours.
    pub fn is_origin(&self, origin: &str) -> bool {
        let Ok(url) = Url::parse(origin) else {
            return false;
        };
        let schemes: &[&str] = if self.https {
            &["https"]
        } else {
            &["http", "https"]
        };
        let default = if url.scheme() == "https" { 443 } else { 80 };
        schemes.contains(&url.scheme())
            && url.host_str() == Some(&self.host)
            && url.port_or_known_default() == Some(self.port.unwrap_or(default))
    }

    /// What a sign-in may know.
    pub fn facts(&self, headers: &HeaderMap) -> RequestFacts {
        let agent = headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        RequestFacts {
            user_agent: agent.map(|agent| agent.chars().take(USER_AGENT).collect()),
            address: self.address,
            place: None,
            device_token: cookies::read(headers, self.cookies().device()).map(str::to_owned),
        }
    }
}

/// Host and port of an authority: `Atlas.Example:8080`, `[::1]`.
fn split(authority: &str) -> (String, Option<u16>) {
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = match authority.rfind(':') {
        // The colons of an IPv6 address stand within brackets.
        Some(at) if !authority.ends_with(']') => {
            let (host, port) = authority.split_at(at);
            (host, port.get(1..).and_then(|port| port.parse().ok()))
        }
        _ => (authority, None),
    };
    (host.trim_end_matches('.').to_ascii_lowercase(), port)
}

fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}

/// What the nearest proxy wrote last into a header.
fn last<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let value = headers
        .get_all(name)
        .into_iter()
        .next_back()?
        .to_str()
        .ok()?;
    value
        .rsplit(',')
        .next()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// The address beyond the last trusted proxy: each proxy appends the one it got the request from.
fn farthest(headers: &HeaderMap, trusts: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let values = headers.get_all("x-forwarded-for").into_iter();
    let chain: Vec<&str> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut known = None;
    for text in chain.into_iter().rev() {
        let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
        let Ok(address) = text.parse::<IpAddr>().or_else(|_| with_port()) else {
            break;
        };
        known = Some(address);
        if !trusts(address) {
            break;
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn caller(peer: &str, headers: &[(&str, &str)]) -> Caller {
        let proxies = |name: &str| (name == "TRUSTED_PROXIES").then(|| "10.0.0.0/8".to_owned());
        let config = Config::of(&proxies, None).unwrap_or_else(|faulty| panic!("{faulty}"));
        let mut request = Request::builder().uri("/graphql");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        parts.extensions.insert(ConnectInfo(peer));
        Caller::of(&parts, &config)
    }

    fn address(caller: &Caller) -> Option<String> {
        let facts = caller.facts(&HeaderMap::new());
        facts.address.map(|address| address.to_string())
    }

    #[test]
    fn the_host_has_neither_port_nor_case() {
        for (written, host, local) in [
            ("Atlas.Example:8080", "atlas.example", false),
            ("atlas.example.", "atlas.example", false),
            ("LOCALHOST:1", "localhost", true),
            ("[::1]:8080", "[::1]", true),
            ("[::1]", "[::1]", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("quill.localhost:8080", "quill.localhost", true),
            ("localhost.evil.example", "localhost.evil.example", false),
        ] {
            let caller = caller("192.0.2.1", &[("host", written)]);
            assert_eq!((caller.host.as_str(), caller.is_local()), (host, local));
            assert_eq!(caller.cookies().secure, !local, "{written}");
        }
        assert_eq!(caller("192.0.2.1", &[]).host, "");
    }

    #[test]
    fn forwarded_headers_are_believed_from_known_proxies_only() {
        let headers = [
            ("host", "localhost"),
            ("x-forwarded-for", "203.0.113.1, 198.51.100.7, 10.0.0.2"),
            ("x-forwarded-host", "atlas.example"),
            ("x-forwarded-proto", "https"),
        ];
        let stranger = caller("192.0.2.1", &headers);
        assert_eq!(
            (stranger.host.as_str(), stranger.https),
            ("localhost", false)
        );
        assert_eq!(address(&stranger).as_deref(), Some("192.0.2.1"));
        // What stands left of the last proxy's own word was written by the browser.
        let known = caller("10.0.0.1", &headers);
        assert_eq!((known.host.as_str(), known.https), ("atlas.example", true));
        assert_eq!(address(&known).as_deref(), Some("198.51.100.7"));
        let spoofed = caller("10.0.0.1", &[("x-forwarded-for", "203.0.113.1, nonsense")]);
        assert_eq!(address(&spoofed).as_deref(), Some("10.0.0.1"));
    }

    #[test]
    fn an_origin_is_ours_by_scheme_host_and_port() {
        let plain = caller("192.0.2.1", &[("host", "localhost:8080")]);
        assert!(plain.is_origin("http://localhost:8080"));
        for foreign in [
            "http://localhost",
            "http://localhost:81",
            "http://evil.example:8080",
        ] {
            assert!(!plain.is_origin(foreign), "{foreign}");
        }
        let secure = caller("192.0.2.1", &[("host", "atlas.example")]);
        assert!(secure.is_origin("https://atlas.example"));
        for foreign in [
            "http://atlas.example",
            "null",
            "",
            "https://atlas.example:444",
        ] {
            assert!(!secure.is_origin(foreign), "{foreign}");
        }
    }
}
