//! Revoking a role's sessions, as the console does it: whoever came in before now may do nothing any more.

use jiff::Timestamp;

use crate::account::entity::Role;
use crate::account::operation::{Operation, PutRolePolicy};
use crate::policy::document::{Document, Effect, Patterns, Test};

/// The inline policy that the console writes.
pub const REVOCATION_POLICY: &str = "AWSRevokeOlderSessions";

impl Role {
    /// The operation that revokes the sessions which were opened before a moment. Whom the role trusts may come in again.
    pub fn revoking_sessions(&self, before: Timestamp) -> Operation {
        let time = before.strftime("%Y-%m-%dT%H:%M:%S.000Z");
        let policy_document = format!(
            "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"Deny\",\n      \"Action\": [\"*\"],\n      \
             \"Resource\": [\"*\"],\n      \"Condition\": {{\n        \"DateLessThan\": {{ \"aws:TokenIssueTime\": \"{time}\" }}\n      }}\n    \
             }}\n  ]\n}}\n"
        );
        PutRolePolicy { role_name: self.name.clone(), policy_name: REVOCATION_POLICY.into(), policy_document }.into()
    }
}

/// Before which moment a session must have been opened to be denied everything by a document; `None` where it is not written as the
/// console writes it.
pub fn revoked_before(policy_document: &str) -> Option<Timestamp> {
    let document = Document::read(policy_document).ok()?;
    let [statement] = document.statements.as_slice() else { return None };
    let [condition] = statement.conditions.as_slice() else { return None };
    let is_all = |patterns: &Option<Patterns>| {
        patterns.as_ref().is_some_and(|all| !all.negated && matches!(all.entries.as_slice(), [one] if one.value == "*"))
    };
    let is_it = statement.effect == Effect::Deny
        && is_all(&statement.actions)
        && is_all(&statement.resources)
        && condition.operator.set.is_none()
        && condition.operator.test == Test::DateLessThan
        && condition.key.value.eq_ignore_ascii_case("aws:TokenIssueTime");
    match condition.values.as_slice() {
        [moment] if is_it => moment.value.parse().ok(),
        _ => None,
    }
}
