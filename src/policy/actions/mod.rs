//! Which actions of the service authorization reference a pattern stands for: sets of actions, and what to do with them.
//!
//! Questions over an account work on these sets, never on one action after the other. A set holds only actions that the
//! reference knows: what a policy says of any other action is not in it.

mod glob;
mod nearest;
mod set;
mod table;

pub(crate) use nearest::nearest;
pub use nearest::{MEANT, may_mean, nearest_actions, nearest_keys, nearest_names, nearest_services};
pub use set::ActionSet;
pub use table::{ActionId, ServiceId};
