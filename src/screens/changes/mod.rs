//! Changes that are made from several screens, and what is said before a change is made: whom it gives and takes what, what it
//! breaks.

pub(super) mod attach;
mod consequences;
pub(super) mod deletion;
pub(super) mod effect;
pub(super) mod membership;
pub(super) mod naming;
