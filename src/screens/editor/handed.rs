//! What the editor's overlays hand back.

use crate::policy::document::{Amendment, ConditionOutline};

/// What was chosen or typed over the editor.
pub(super) enum Handed {
    /// A place in the text.
    GoTo(usize),
    /// A document to begin with.
    Begin(String),
    /// A change of the document.
    Amend(Amendment),
    /// A service whose actions are to be chosen for a statement.
    Service { statement: usize, prefix: String },
    /// A form of ARN to be filled in for a statement, perhaps in the place of one of its resources.
    Template { statement: usize, arn: String, replaced: Option<String> },
    /// A condition key to be given an operator and values.
    ConditionKey { statement: usize, condition: ConditionOutline },
}
