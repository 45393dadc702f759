//! Revoking a role's sessions, as the console does it: whoever came in before now may do nothing any more.

use jiff::Timestamp;

use super::entity::Role;
use super::operation::{Operation, PutRolePolicy};

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
