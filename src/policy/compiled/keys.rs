//! The condition keys that statements look at: those of their conditions, and of the variables in resources and values.

use super::Statement;
use crate::policy::condition::Condition;
use crate::policy::pattern::Resources;
use crate::policy::request::ContextKey;

impl Statement {
    /// The condition keys that the statement looks at, in the order of the text, perhaps several times.
    pub fn context_keys(&self) -> impl Iterator<Item = &ContextKey> {
        let in_resources = self.resources().into_iter().flat_map(Resources::variables);
        in_resources.chain(self.conditions().iter().flat_map(Condition::context_keys))
    }
}
