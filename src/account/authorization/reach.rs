//! What credentials let somebody do or not, whatever policies say.

use super::Asker;
use crate::account::Account;
use crate::account::entity::SessionKind;
use crate::account::id::AccessKeyId;
use crate::policy::request::{OutOfReach, Request};

/// What users and the root user need no permission for (STS: `GetSessionToken`). A deny counts: AWS's own policies that deny all
/// without MFA leave it out.
const WITHOUT_PERMISSION: &str = "sts:GetSessionToken";

impl Account {
    /// A request with what is so of it whatever policies say: whether it needs a permission, and whether the credentials reach the
    /// action.
    pub fn with_credentials(&self, request: Request, who: &Asker, key: Option<AccessKeyId>) -> Request {
        let name = request.action.text();
        let needs_no_permission = matches!(who, Asker::Root | Asker::User(_)) && name.eq_ignore_ascii_case(WITHOUT_PERMISSION);
        let out_of_reach = self.out_of_reach(who, key, name);
        Request { out_of_reach, needs_no_permission, ..request }
    }

    /// Why somebody's credentials do not reach an action (STS: comparing the API operations): those with this key where it is a
    /// session's, else those that such a principal has.
    pub fn out_of_reach(&self, who: &Asker, key: Option<AccessKeyId>, action: &str) -> Option<OutOfReach> {
        let session = key.and_then(|key| self.session(key));
        let kind = session.map(|session| session.kind).or(match who {
            Asker::RoleSession { .. } => Some(SessionKind::AssumeRole),
            Asker::FederatedUser { .. } => Some(SessionKind::FederationToken),
            Asker::Root | Asker::User(_) | Asker::Outsider(_) => None,
        })?;
        let action = action.to_ascii_lowercase();
        let (service, name) = action.split_once(':')?;
        let has_mfa = session.is_some_and(|session| session.mfa.is_some());
        match (kind, service, name) {
            // What comes with a provider's token is not signed with any credentials.
            (_, "sts", "getcalleridentity" | "assumerolewithsaml" | "assumerolewithwebidentity") => None,
            (_, "sts", "getsessiontoken" | "getfederationtoken") => Some(OutOfReach::LongTermAlone),
            (SessionKind::SessionToken, "iam", _) if !has_mfa => Some(OutOfReach::WithoutMfa),
            (SessionKind::SessionToken, "sts", name) if name != "assumerole" => Some(OutOfReach::SessionToken),
            (SessionKind::FederationToken, "iam" | "sts", _) => Some(OutOfReach::FederationToken),
            _ => None,
        }
    }
}
