//! Where a sign-in comes from, told coarsely: enough for its owner to recognise it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use kernel::Faults;

use crate::{Token, TokenKind};

const LABEL: usize = 60;
const USER_AGENT: usize = 255;

/// The origin of a sign-in, as the HTTP layer sees it.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// What the person calls the device.
    pub device_name: Option<String>,
    /// The device token it keeps from an earlier sign-in.
    pub device_token: Option<String>,
    /// What the device says of itself.
    pub user_agent: Option<String>,
    /// The address it has.
    pub address: Option<IpAddr>,
    /// The place that address is known to be at.
    pub place: Option<String>,
}

impl Origin {
    /// What is wrong with it.
    pub(crate) fn check(&self) -> Faults {
        let mut faults = Faults::none();
        let name = self.device_name.as_deref().map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            faults.line("deviceName", name, LABEL);
        }
        faults
    }

    /// The kept token, if it has the form of one.
    pub(crate) fn token(&self) -> Option<Token> {
        Token::read(TokenKind::Device, self.device_token.as_deref()?)
    }

    /// What the session is called in its owner's list.
    pub(crate) fn label(&self) -> String {
        let name = self.device_name.as_deref().map(str::trim);
        match name.filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => described(self.user_agent.as_deref().unwrap_or_default()),
        }
    }

    /// The user agent, cut.
    pub(crate) fn user_agent(&self) -> Option<String> {
        let text = self.user_agent.as_deref()?;
        Some(text.chars().take(USER_AGENT).collect())
    }

    /// The address cut to its network: IPv4 /24, IPv6 /48.
    pub(crate) fn network(&self) -> String {
        match self.address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                format!("{}/24", Ipv4Addr::new(a, b, c, 0))
            }
            Some(IpAddr::V6(address)) => {
                let [a, b, c, ..] = address.segments();
                format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
            None => "unknown".to_owned(),
        }
    }
}

/// `Firefox on Linux`, as far as the user agent lets on. The first mark that fits wins: most
/// browsers name the ones they imitate as well.
fn described(user_agent: &str) -> String {
    let first = |marks: &[(&str, &'static str)]| {
        let mark = marks.iter().find(|(mark, _)| user_agent.contains(mark));
        mark.map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(only), None) => only.to_owned(),
        (None, Some(system)) => format!("An app on {system}"),
        (None, None) => "An unknown device".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_agents_are_described_coarsely() {
        let cases = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iOS",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            ("curl/8.5.0", "curl"),
            ("", "An unknown device"),
        ];
        for (user_agent, label) in cases {
            assert_eq!(described(user_agent), label);
        }
    }

    #[test]
    fn a_name_goes_before_the_user_agent() {
        let origin = Origin {
            device_name: Some(" Work laptop ".to_owned()),
            user_agent: Some("curl/8".to_owned()),
            ..Origin::default()
        };
        assert_eq!(origin.label(), "Work laptop");
        let blank = Origin {
            device_name: Some(" ".to_owned()),
            ..origin
        };
        assert_eq!(blank.label(), "curl");
    }

    #[test]
    fn an_address_is_cut_to_its_network() {
        let network = |text: &str| {
            let address = text.parse().expect("an address");
            Origin {
                address: Some(address),
                ..Origin::default()
            }
            .network()
        };
        assert_eq!(network("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(network("2001:db8:7:8::1"), "2001:db8:7::/48");
        assert_eq!(Origin::default().network(), "unknown");
    }
}
