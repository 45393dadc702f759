//! What operations on temporary credentials and reports do, in a short sentence.

use super::names::short;
use crate::account::operation::Operation;

/// The sentence; `None` for other operations, and for those that only read.
pub(super) fn sentence(operation: &Operation) -> Option<String> {
    Some(match operation {
        Operation::AssumeRole(op) => format!("Assume role {} as {}", short(&op.role_arn), op.role_session_name),
        Operation::AssumeRoleWithSAML(op) => format!("Assume role {} by {}", short(&op.role_arn), short(&op.principal_arn)),
        Operation::AssumeRoleWithWebIdentity(op) => format!("Assume role {} as {}", short(&op.role_arn), op.role_session_name),
        Operation::GetFederationToken(op) => format!("Open a session for {}", op.name),
        Operation::GetSessionToken(_) => "Open a session".into(),
        Operation::GenerateServiceLastAccessedDetails(op) => format!("Report on the services that {} used", short(&op.arn)),
        Operation::GenerateCredentialReport(_) => "Make the credential report".into(),
        _ => return None,
    })
}
