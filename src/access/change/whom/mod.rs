//! Whom a change touches: users, roles and sessions, those together for whom their policies come to the same before and after.

pub(in crate::access) mod affected;
pub(in crate::access) mod alike;
pub(in crate::access) mod relevant;
pub(in crate::access) mod sessions;
pub(in crate::access) mod tagged;
