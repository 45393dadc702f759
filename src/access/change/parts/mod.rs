//! What is granted in parts: as boundaries and denials leave it, and the parts of it that something else grants or denies.

pub(in crate::access) mod exempt;
pub(in crate::access) mod exemption;
pub(in crate::access) mod exemptions;
pub(in crate::access) mod part;
pub(in crate::access) mod recalled;
