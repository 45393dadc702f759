//! The steps of the wizard, and which of them answers for what.

use crate::account::operation::Operation;
use crate::account::refusal::Refusal;

/// The steps one goes through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Details,
    Permissions,
    Review,
}

impl Stage {
    /// Where that was entered which an operation is refused for. The last step answers for what was entered nowhere.
    pub(super) fn of(operation: &Operation, refusal: &Refusal) -> Self {
        match (operation, refusal.member) {
            (Operation::AddUserToGroup(_) | Operation::AttachUserPolicy(_) | Operation::PutUserPolicy(_), _)
            | (_, Some("PermissionsBoundary" | "PolicyArn")) => Self::Permissions,
            (_, Some("UserName" | "Password")) => Self::Details,
            _ => Self::Review,
        }
    }

    /// The console's words for all steps. The last is the overlay that shows the password.
    pub(super) const fn labels(with_console: bool) -> &'static [&'static str] {
        const ALL: &[&str] = &["Specify user details", "Set permissions", "Review and create", "Retrieve password"];
        if with_console { ALL } else { ALL.split_at(3).0 }
    }
}
