//! What is told of a change, in sentences; and where nobody gains or loses anything, why.

pub(in crate::access) mod told;
pub(in crate::access) mod unchanged;
pub(in crate::access) mod words;
