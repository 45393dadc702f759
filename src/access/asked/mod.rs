//! What the engine decides about an example of all that patterns tell apart, in all circumstances that make a difference: so what
//! patterns leave open is settled.

pub(super) mod circumstances;
pub(super) mod decided;
pub(super) mod demanded;
pub(super) mod division;
mod tied;
pub(super) mod units;
pub(super) mod values;
pub(super) mod varies;
pub(super) mod who;
