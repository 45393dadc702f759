//! What the coach says, on its card or over the screen: how the step stands, a hint, why it works; and how that fits where there are
//! few rows.

pub(super) mod answered;
pub(super) mod fitting;
pub(super) mod found;
pub(super) mod panel;
pub(super) mod presses;
pub(super) mod said;
pub(super) mod thing;
