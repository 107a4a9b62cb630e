//! How people reach the installation, as far as the settings tell.

use super::report::Line;
use crate::config::Config;

/// Looks whether the settings fit together.
pub fn look(config: &Config) -> Vec<Line> {
    let url = &config.public_url;
    if config.has_local_url() {
        let said = format!("PUBLIC_URL is {url}: for this machine alone");
        if config.listen.ip().is_loopback() {
            return vec![Line::ok("address", said)];
        }
        let next = "set PUBLIC_URL to the address that people use: mails link to it";
        return vec![Line::warn("address", said, next)];
    }
    let mut lines = Vec::new();
    if url.scheme() != "https" {
        let said = format!("PUBLIC_URL is {url}: browsers keep no session without https");
        let next = "put a proxy with a certificate in front, and write https:// in PUBLIC_URL";
        lines.push(Line::fail("address", said, next));
    }
    if config.trusted_proxies.is_empty() {
        // We speak no TLS ourselves.
        let said = "TRUSTED_PROXIES is empty, but https ends at a proxy: all people seem to come \
                    from it";
        let next = "name the proxy's address in TRUSTED_PROXIES";
        lines.push(Line::warn("address", said, next));
    }
    if lines.is_empty() {
        lines.push(Line::ok("address", format!("people come by {url}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::report::Level::{self, Fail, Ok, Warn};
    use super::*;

    fn levels(settings: &[(&str, &str)]) -> Vec<Level> {
        let environment = |name: &str| {
            let found = settings.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let config = Config::of(&environment, None).unwrap_or_else(|faulty| panic!("{faulty}"));
        look(&config).into_iter().map(|line| line.level).collect()
    }

    #[test]
    fn what_does_not_fit_together_is_found() {
        let https = ("PUBLIC_URL", "https://app.example.org");
        assert_eq!(levels(&[]), [Ok]);
        assert_eq!(
            levels(&[("LISTEN", "0.0.0.0:80"), ("PUBLIC_URL", "http://localhost")]),
            [Warn]
        );
        assert_eq!(levels(&[https]), [Warn]);
        assert_eq!(levels(&[https, ("TRUSTED_PROXIES", "10.0.0.1")]), [Ok]);
        assert_eq!(
            levels(&[("PUBLIC_URL", "http://app.example.org")]),
            [Fail, Warn]
        );
    }
}
