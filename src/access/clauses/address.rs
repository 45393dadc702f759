//! What is known by where it lies: addresses need no hash that an attacker could not foresee.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// A map by addresses, or by small things that hold some.
pub(in crate::access) type ByAddress<K, V> = HashMap<K, V, BuildHasherDefault<AddressHasher>>;

/// A set of addresses.
pub(in crate::access) type Addresses<K> = HashSet<K, BuildHasherDefault<AddressHasher>>;

/// Where something lies, as a number: what goes by it may be seen from several threads.
pub(in crate::access) fn address<T: ?Sized>(of: &Arc<T>) -> usize {
    Arc::as_ptr(of).addr()
}

/// Mixes a few numbers.
#[derive(Default)]
pub(in crate::access) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        // The lowest bits of a product know nothing of the highest of its factors, and tables look at them first.
        self.0.rotate_left(26)
    }
}
