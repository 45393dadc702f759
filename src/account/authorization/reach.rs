//! What credentials of a kind reach at all, before any policy is asked.

use super::Asker;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::SessionKind;
use crate::account::operation::Operation;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::policy::request::CallerKind;

/// Who has signed nothing is asked for a signature, but by S3 and SQS, whose policies may let anybody in, and where a token is
/// brought along.
pub(super) fn check_signed(caller: &Caller, operation: &Operation) -> Result<(), Refusal> {
    let is_anonymous = matches!(&caller.who, Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous);
    let service = operation.spec().service;
    let takes_unsigned =
        matches!(service, "s3" | "sqs") || matches!(operation, Operation::AssumeRoleWithSAML(_) | Operation::AssumeRoleWithWebIdentity(_));
    if !is_anonymous || takes_unsigned {
        return Ok(());
    }
    let (code, message) = match service {
        "ec2" => (ErrorCode::MissingParameter, "The request must contain the parameter AWSAccessKeyId"),
        "lambda" => (ErrorCode::MissingAuthenticationTokenException, "Missing Authentication Token"),
        "dynamodb" | "kms" | "secretsmanager" => {
            (ErrorCode::MissingAuthenticationTokenException, "Request is missing Authentication Token")
        }
        _ => (ErrorCode::MissingAuthenticationToken, "Request is missing Authentication Token"),
    };
    Err(Refusal::new(code, message)
        .remedy("Nobody has signed the request: without credentials one gets no further here, whatever the policies say."))
}

impl Account {
    /// Temporary credentials of some kinds reach less than their principal does (STS: comparing the API operations).
    pub(super) fn check_reach(&self, caller: &Caller, operation: &Operation) -> Result<(), Refusal> {
        if caller.is_root() && matches!(operation, Operation::AssumeRole(_)) {
            let refusal = Refusal::new(ErrorCode::AccessDenied, "Roles may not be assumed by root accounts.");
            return Err(refusal.remedy("Assume the role as a user that it trusts."));
        }
        let Some(session) = self.session_of(caller) else { return Ok(()) };
        let (service, name) = (operation.spec().service, operation.spec().name);
        let (reaches, why) = match session.kind {
            SessionKind::SignIn | SessionKind::SwitchRole | SessionKind::AssumeRole => return Ok(()),
            SessionKind::SessionToken => {
                let reaches = match service {
                    "iam" => session.mfa.is_some(),
                    "sts" => matches!(name, "AssumeRole" | "GetCallerIdentity"),
                    _ => true,
                };
                (reaches, "Credentials of GetSessionToken call IAM only where an MFA code was given for them, and of STS AssumeRole alone.")
            }
            SessionKind::FederationToken => {
                let reaches = !matches!(service, "iam" | "sts") || name == "GetCallerIdentity";
                (reaches, "Credentials of GetFederationToken call neither IAM nor STS.")
            }
        };
        match name {
            _ if reaches => Ok(()),
            // IAM does not know such credentials at all.
            _ if service == "iam" => Err(Refusal::invalid_token().remedy(why)),
            "GetSessionToken" | "GetFederationToken" => Err(Refusal::in_session(name)),
            _ => {
                let who = self.asker_arn(&caller.who).unwrap_or_default();
                let message = format!("User: {who} is not authorized to perform: {}", operation.action());
                Err(Refusal::new(ErrorCode::AccessDenied, message).remedy(why))
            }
        }
    }
}
