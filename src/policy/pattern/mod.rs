//! Patterns of policies: wildcards, resource ARNs with their colons, policy variables, lists of actions and resources.
//!
//! Everything is brought into a form that matches fast when a document is compiled. Matching takes time in proportion to
//! pattern times text at worst, and memory in proportion to their sum, whatever the pattern.

mod actions;
mod arn;
mod glob;
mod resources;
mod template;

pub use actions::Actions;
pub use arn::ArnPattern;
pub use glob::{Glob, Sign};
pub use resources::Resources;
pub use template::{COLONS, Style, Template};

/// Whether a value stands for itself alone in a policy.
pub fn is_literal(value: &str) -> bool {
    !value.is_empty() && !value.contains(['*', '?', '$'])
}
