//! Networks of conditions: addresses of either family, compared by their bits.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network in CIDR notation; an address alone is a network of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Network {
    is_v4: bool,
    bits: u128,
    mask: u128,
}

impl Network {
    /// Reads `203.0.113.0/24`, `2001:db8::/32` or a single address. Bits behind the prefix are ignored. `None` where the text is
    /// no network.
    pub fn read(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address = Self::address(address)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => width,
            Some(prefix) if (1..=3).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_digit()) => {
                prefix.parse::<u32>().ok().filter(|prefix| *prefix <= width)?
            }
            Some(_) => return None,
        };
        let mask = u128::MAX.checked_shl(width - prefix).unwrap_or_default();
        Some(Self { is_v4: address.is_ipv4(), bits: bits(address) & mask, mask })
    }

    /// Reads an address, IPv6 in any spelling.
    pub fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    /// Whether an address is one of a private network, which the internet does not know.
    pub const fn is_private(address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
            IpAddr::V6(address) => address.is_unique_local() || address.is_loopback() || address.is_unicast_link_local(),
        }
    }

    /// An address of it that a host can have: the first behind the network's own, where it has that many, and of all addresses one
    /// that is kept for examples (RFC 5737, RFC 3849).
    pub fn some_host(self) -> IpAddr {
        let all = if self.is_v4 { u128::from(u32::MAX) } else { u128::MAX };
        let hosts = !self.mask & all;
        if hosts == all {
            let of_examples = (Ipv4Addr::new(203, 0, 113, 10), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1));
            return if self.is_v4 { of_examples.0.into() } else { of_examples.1.into() };
        }
        let first = if hosts > 1 { self.bits + 1 } else { self.bits };
        // What is of the older family fits its width.
        if self.is_v4 { IpAddr::V4(Ipv4Addr::from_bits(first as u32)) } else { IpAddr::V6(Ipv6Addr::from_bits(first)) }
    }

    /// Its first address, and the first behind its last: between those of several networks each is in the same of them.
    pub fn edges(self) -> impl Iterator<Item = IpAddr> {
        let most = if self.is_v4 { u128::from(u32::MAX) } else { u128::MAX };
        let behind = (self.bits | !self.mask).checked_add(1).filter(|behind| *behind <= most);
        // What is of the older family fits its width.
        let address =
            move |bits: u128| if self.is_v4 { IpAddr::V4(Ipv4Addr::from_bits(bits as u32)) } else { IpAddr::V6(Ipv6Addr::from_bits(bits)) };
        std::iter::once(self.bits).chain(behind).map(address)
    }

    /// Whether all of another network is in it. The other family's never is.
    pub const fn covers(self, other: Self) -> bool {
        self.is_v4 == other.is_v4 && self.mask & other.mask == self.mask && other.bits & self.mask == self.bits
    }

    /// Whether an address is in it. The other family's never is.
    pub const fn contains(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.is_v4 && bits(address) & self.mask == self.bits
    }
}

const fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits() as u128,
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_networks_host_is_behind_its_own_number() {
        for (network, host) in [
            ("10.0.0.0/8", "10.0.0.1"),
            ("203.0.113.7", "203.0.113.7"),
            ("203.0.113.6/31", "203.0.113.6"),
            ("2001:db8::/32", "2001:db8::1"),
            ("0.0.0.0/0", "203.0.113.10"),
            ("::/0", "2001:db8::1"),
        ] {
            assert_eq!(Network::read(network).unwrap().some_host().to_string(), host);
        }
    }

    #[test]
    fn p32_addresses_compare_by_bits() {
        for (network, address, expected) in [
            ("203.0.113.0/24", "203.0.113.255", true),
            ("203.0.113.77/24", "203.0.113.1", true),
            ("203.0.113.0/24", "203.0.114.0", false),
            ("203.0.113.7", "203.0.113.7", true),
            ("0.0.0.0/0", "255.255.255.255", true),
            ("0.0.0.0/0", "::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "203.0.113.7", false),
            ("2001:DB8::/32", "2001:0db8:0:0:0:0:0:1", true),
            ("2001:db8:0:0::/64", "2001:db8:0:1::", false),
            ("::1", "0:0:0:0:0:0:0:1", true),
            ("::ffff:203.0.113.7", "::ffff:cb00:7107", true),
            ("203.0.113.7", "::ffff:203.0.113.7", false),
        ] {
            assert_eq!(Network::read(network).unwrap().contains(Network::address(address).unwrap()), expected, "{network} {address}");
        }
    }

    #[test]
    fn a_networks_edges_are_its_first_address_and_the_first_behind_it() {
        for (network, edges) in [
            ("203.0.113.0/24", &["203.0.113.0", "203.0.114.0"][..]),
            ("203.0.113.7", &["203.0.113.7", "203.0.113.8"]),
            ("255.255.255.0/24", &["255.255.255.0"]),
            ("0.0.0.0/0", &["0.0.0.0"]),
            ("2001:db8::/32", &["2001:db8::", "2001:db9::"]),
            ("::/0", &["::"]),
        ] {
            let found: Vec<String> = Network::read(network).unwrap().edges().map(|address| address.to_string()).collect();
            assert_eq!(found, edges, "{network}");
        }
    }

    #[test]
    fn what_is_no_network_is_none() {
        for text in [
            "",
            "/",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0.0/-1",
            "10.0.0/8",
            "010.0.0.0/8",
            "::/129",
            "::/0000",
            "10.0.0.0/8/8",
            "*",
        ] {
            assert_eq!(Network::read(text), None, "{text}");
        }
    }
}
