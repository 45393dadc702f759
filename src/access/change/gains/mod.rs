//! What one set of policies grants and another does not: what is gained and lost, and what is denied no longer.

pub(in crate::access) mod before;
pub(in crate::access) mod consented;
pub(in crate::access) mod freed;
pub(in crate::access) mod gates;
pub(in crate::access) mod joined;
pub(in crate::access) mod shift;
pub(in crate::access) mod shifts;
pub(in crate::access) mod unknown;
