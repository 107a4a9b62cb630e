//! Addresses that are written as networks.

use std::net::IpAddr;
use std::str::FromStr;

/// All addresses that begin alike: `10.0.0.0/8`, or a single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

/// The text is neither an address nor a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl Network {
    /// Whether `address` belongs to it.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let mask = mask(self.address, self.prefix);
        address.is_ipv4() == self.address.is_ipv4()
            && bits(address) & mask == bits(self.address) & mask
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl FromStr for Network {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (address, prefix) = text
            .split_once('/')
            .map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| Malformed)?;
        let most = width(address);
        let prefix = prefix.map_or(Ok(most), str::parse).map_err(|_| Malformed)?;
        if prefix > most {
            return Err(Malformed);
        }
        Ok(Self { address, prefix })
    }
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The bits of `like` that the first `prefix` ones are.
fn mask(like: IpAddr, prefix: u32) -> u128 {
    let width = width(like);
    let all = u128::MAX >> (128 - width);
    let free = all.checked_shr(prefix).unwrap_or(0);
    all & !free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_knows_its_addresses() {
        for (network, inside, outside) in [
            ("10.0.0.7", "10.0.0.7", "10.0.0.8"),
            ("10.0.0.0/8", "10.255.1.1", "11.0.0.1"),
            ("172.16.0.0/12", "::ffff:172.31.0.1", "172.32.0.1"),
            ("::1", "::1", "::2"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"),
            ("0.0.0.0/0", "203.0.113.9", "::1"),
        ] {
            let network: Network = network.parse().expect("a network");
            assert!(
                network.contains(inside.parse().expect("an address")),
                "{network}"
            );
            assert!(
                !network.contains(outside.parse().expect("an address")),
                "{network}"
            );
        }
        for wrong in ["", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "a/8"] {
            assert_eq!(wrong.parse::<Network>(), Err(Malformed), "{wrong}");
        }
    }
}
