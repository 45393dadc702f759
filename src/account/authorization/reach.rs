//! What credentials let somebody do or not, whatever policies say.

use super::Asker;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{ResourceKind, SessionKind};
use crate::account::id::AccessKeyId;
use crate::account::operation::Operation;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::request::{CallerKind, OutOfReach, Principal, Request};

/// What users and the root user need no permission for (STS: `GetSessionToken`). A deny counts: AWS's policies for keys that leaked
/// (`AWSCompromisedKeyQuarantineV3`) have one, and those that deny all without MFA leave it out. The user guide says only that no
/// permission is needed, and that a policy changes nothing of that.
pub const WITHOUT_PERMISSION: &str = "sts:GetSessionToken";

/// What a service answers to who has signed nothing.
fn unsigned(service: &str) -> Refusal {
    let (code, message) = match service {
        "ec2" => (ErrorCode::MissingParameter, "The request must contain the parameter AWSAccessKeyId"),
        "lambda" => (ErrorCode::MissingAuthenticationTokenException, "Missing Authentication Token"),
        "dynamodb" | "kms" | "secretsmanager" => {
            (ErrorCode::MissingAuthenticationTokenException, "Request is missing Authentication Token")
        }
        _ => (ErrorCode::MissingAuthenticationToken, "Request is missing Authentication Token"),
    };
    Refusal::new(code, message)
}

/// What makes resources of the estate: whoever makes one makes it in the own account.
const MAKERS: [&str; 7] = ["createbucket", "createqueue", "createtable", "createfunction", "createkey", "createalias", "createsecret"];

/// Whether an action of a service of the estate is about the caller's own account, whichever that is: it takes no resource that a
/// policy could let another account come to, or it makes one.
fn is_about_own_account((service, name): (&str, &str)) -> bool {
    let is_of_estate = ResourceKind::ALL.into_iter().any(|kind| kind.service() == service);
    let action = || SERVICE_REFERENCE.service(service)?.action(name);
    let takes_none = || action().is_some_and(|action| action.resources.is_empty());
    // Instances have no policy.
    is_of_estate && (service == "ec2" || MAKERS.contains(&name) || takes_none())
}

/// Whether an action is one of IAM, STS or the estate that takes no unsigned requests. The policies of buckets, queues and function
/// URLs may let anybody in; so may those of services that are not of the estate, of which it is left to the policies.
fn must_be_signed((service, name): (&str, &str)) -> bool {
    let is_known = matches!(service, "iam" | "sts") || ResourceKind::ALL.into_iter().any(|kind| kind.service() == service);
    is_known && !matches!((service, name), ("s3" | "sqs", _) | ("lambda", "invokefunctionurl"))
}

impl Account {
    /// A request with what is so of it whatever policies say: whether it needs a permission, and whether the credentials reach the
    /// action.
    pub fn with_credentials(&self, request: Request, who: &Asker, key: Option<AccessKeyId>) -> Request {
        let name = request.action.text();
        let needs_no_permission = matches!(who, Asker::Root | Asker::User(_)) && name.eq_ignore_ascii_case(WITHOUT_PERMISSION);
        let out_of_reach = self.out_of_reach(who, key, name);
        Request { out_of_reach, needs_no_permission, ..request }
    }

    /// Why somebody's credentials do not reach an action: those with this key where it is a session's, else those that such a
    /// principal has.
    pub fn out_of_reach(&self, who: &Asker, key: Option<AccessKeyId>, action: &str) -> Option<OutOfReach> {
        let action = action.to_ascii_lowercase();
        let (service, name) = action.split_once(':')?;
        let of_outsider = match who {
            Asker::Outsider(principal) => self.beyond_outsider(principal, (service, name)),
            _ => None,
        };
        of_outsider.or_else(|| self.beyond_session(who, key, (service, name)))
    }

    /// What is beyond those who have no identity in this account.
    fn beyond_outsider(&self, principal: &Principal, action: (&str, &str)) -> Option<OutOfReach> {
        let is_anonymous = principal.kind() == CallerKind::Anonymous;
        let is_of_another = principal.account().is_some_and(|account| account != self.id().as_str());
        match action {
            ("s3" | "sqs", _) if is_of_another && is_about_own_account(action) => Some(OutOfReach::OtherAccount),
            // There a token is brought along.
            ("sts", "assumerolewithsaml" | "assumerolewithwebidentity") => None,
            _ if is_anonymous && must_be_signed(action) => Some(OutOfReach::Unsigned),
            ("iam", _) | ("sts", "getsessiontoken" | "getfederationtoken") if is_of_another => Some(OutOfReach::OtherAccount),
            _ if is_of_another && is_about_own_account(action) => Some(OutOfReach::OtherAccount),
            _ => None,
        }
    }

    /// What is beyond temporary credentials of some kinds (STS: comparing the API operations).
    fn beyond_session(&self, who: &Asker, key: Option<AccessKeyId>, action: (&str, &str)) -> Option<OutOfReach> {
        let session = key.and_then(|key| self.session(key));
        let kind = session.map(|session| session.kind).or(match who {
            Asker::RoleSession { .. } => Some(SessionKind::AssumeRole),
            Asker::FederatedUser { .. } => Some(SessionKind::FederationToken),
            Asker::Outsider(principal) if principal.kind() == CallerKind::FederatedUser => Some(SessionKind::FederationToken),
            Asker::Root | Asker::User(_) | Asker::Outsider(_) => None,
        })?;
        let has_mfa = session.is_some_and(|session| session.mfa.is_some());
        match (kind, action.0, action.1) {
            // What comes with a provider's token is not signed with any credentials.
            (_, "sts", "getcalleridentity" | "assumerolewithsaml" | "assumerolewithwebidentity") => None,
            (_, "sts", "getsessiontoken" | "getfederationtoken") => Some(OutOfReach::LongTermAlone),
            (SessionKind::SessionToken, "iam", _) if !has_mfa => Some(OutOfReach::WithoutMfa),
            (SessionKind::SessionToken, "sts", name) if name != "assumerole" => Some(OutOfReach::SessionToken),
            (SessionKind::FederationToken, "iam" | "sts", _) => Some(OutOfReach::FederationToken),
            _ => None,
        }
    }

    /// Credentials reach what they reach, whatever policies say.
    pub(super) fn check_reach(&self, caller: &Caller, operation: &Operation) -> Result<(), Refusal> {
        if caller.is_root() && matches!(operation, Operation::AssumeRole(_)) {
            let refusal = Refusal::new(ErrorCode::AccessDenied, "Roles may not be assumed by root accounts.");
            return Err(refusal.remedy("Assume the role as a user that it trusts."));
        }
        let Some(limit) = self.out_of_reach(&caller.who, caller.key, &operation.action()) else { return Ok(()) };
        let spec = operation.spec();
        let refusal = match limit {
            OutOfReach::Unsigned => unsigned(spec.service),
            OutOfReach::LongTermAlone => Refusal::in_session(spec.name),
            // IAM does not know such credentials at all.
            OutOfReach::WithoutMfa | OutOfReach::FederationToken if spec.service == "iam" => Refusal::invalid_token(),
            _ => {
                let who = self.asker_arn(&caller.who).unwrap_or_default();
                Refusal::new(ErrorCode::AccessDenied, format!("User: {who} is not authorized to perform: {}", operation.action()))
            }
        };
        Err(refusal.remedy(limit.why()))
    }
}
