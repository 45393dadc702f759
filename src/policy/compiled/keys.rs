//! The condition keys that statements look at: those of their conditions, and of the variables in resources and values.

use super::Statement;
use crate::policy::pattern::Template;
use crate::policy::request::ContextKey;

impl Statement {
    /// The condition keys that the statement looks at, in the order of the text, perhaps several times.
    pub fn context_keys(&self) -> impl Iterator<Item = &ContextKey> {
        let in_resources = self.resources().into_iter().flat_map(|resources| resources.templates().flat_map(Template::variables));
        let in_conditions = self.conditions().iter().flat_map(|condition| [condition.key()].into_iter().chain(condition.variables()));
        in_resources.chain(in_conditions)
    }
}
