//! Where the house may speak to: public addresses, and nothing of its own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Where push messages may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets(Reach);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Public,
    Anywhere,
}

impl Targets {
    /// Public addresses over HTTPS: the only ones that a running house speaks to.
    pub const PUBLIC: Self = Self(Reach::Public);

    /// Any address, even without encryption. For tests: no setting leads here.
    #[doc(hidden)]
    pub const ANYWHERE_FOR_TESTS: Self = Self(Reach::Anywhere);

    pub(super) fn allows(self, address: IpAddr) -> bool {
        self.0 == Reach::Anywhere || is_public(address)
    }

    pub(super) fn allows_scheme(self, scheme: &str) -> bool {
        scheme == "https" || (self.0 == Reach::Anywhere && scheme == "http")
    }

    /// Whether the address may be spoken to, as far as its text tells. What a name stands for is
    /// looked at whenever it is spoken to: it may change between two looks.
    pub(super) fn allows_host(self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Ipv4(address)) => self.allows(address.into()),
            Some(Host::Ipv6(address)) => self.allows(address.into()),
            Some(Host::Domain(name)) => self.0 == Reach::Anywhere || is_public_name(name),
            None => false,
        }
    }
}

/// Names that never lead out of a network.
fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let inside = [
        "localhost",
        "local",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "home.arpa",
        "localdomain",
    ];
    let below = |zone: &str| name == zone || name.ends_with(&format!(".{zone}"));
    name.contains('.') && !inside.into_iter().any(below)
}

/// Whether the address belongs to everybody's internet: neither this machine, nor its network, nor
/// anything set aside.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let set_aside = match address.octets() {
        // This machine and networks of one's own; multicast, reserved, broadcast.
        [0 | 10 | 127 | 224..=255, ..]
        // Shared by a provider's customers.
        | [100, 64..=127, ..]
        // Link-local, where clouds keep their metadata.
        | [169, 254, ..]
        | [172, 16..=31, ..]
        | [192, 168, ..]
        // Protocols and documentation.
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => true,
        _ => false,
    };
    !set_aside
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    match address.segments() {
        // NAT64: an IPv4 address in other clothes.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocols and tunnels (Teredo, ORCHID), documentation, 6to4, documentation again.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Global unicast; everything else is set aside, private, local or multicast.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

/// Looks names up and forgets every address that may not be spoken to, so that it is the address
/// that was looked at which is spoken to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lookup(pub Targets);

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let Self(targets) = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|one| targets.allows(one.ip())).collect();
            if allowed.is_empty() {
                return Err("the name leads to no public address".into());
            }
            let allowed: Addrs = Box::new(allowed.into_iter());
            Ok(allowed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_everybodys_internet_is_public() {
        for (text, public) in [
            ("1.1.1.1", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("100.63.0.1", true),
            ("192.0.1.1", true),
            ("223.255.255.1", true),
            ("2606:4700:4700::1111", true),
            ("64:ff9b::101:101", true),
            ("::ffff:1.1.1.1", true),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("127.0.0.1", false),
            ("127.255.255.254", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("192.0.0.192", false),
            ("198.18.0.1", false),
            ("203.0.113.5", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:169.254.169.254", false),
            ("::7f00:1", false),
            ("64:ff9b::a00:1", false),
            ("2001:db8::1", false),
            ("2001::1", false),
            ("2002:7f00:1::", false),
            ("fc00::1", false),
            ("fd00:ec2::254", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            let address = text.parse().expect("an address");
            assert_eq!(is_public(address), public, "{text}");
        }
    }

    #[tokio::test]
    async fn a_name_of_this_machine_leads_nowhere() {
        let name = || "localhost".parse::<Name>().expect("a name");
        assert!(Lookup(Targets::PUBLIC).resolve(name()).await.is_err());
        assert!(
            Lookup(Targets::ANYWHERE_FOR_TESTS)
                .resolve(name())
                .await
                .is_ok()
        );
    }
}
