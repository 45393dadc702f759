//! What somebody would have to do, so that what was denied to another is allowed.

use crate::account::Account;
use crate::account::authorization::{Asker, Origin, Source};
use crate::account::caller::Caller;
use crate::account::entity::ResourceKind;
use crate::account::refusal::Denied;
use crate::policy::decision::{Layer, Reason};

/// One thing that helps: an action on a resource. Who may do that can give what was denied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Help {
    /// The action: `iam:AttachUserPolicy`.
    pub action: &'static str,
    /// The resource's ARN.
    pub resource: String,
}

/// What the account calls who was denied: a user or a role, which have policies of their own.
struct Identity {
    is_user: bool,
    arn: String,
}

impl Identity {
    fn of(account: &Account, asker: &Asker) -> Option<Self> {
        match asker {
            Asker::User(id) => Some(Self { is_user: true, arn: account.user_arn(account.user(*id)?) }),
            Asker::RoleSession { role, .. } => Some(Self { is_user: false, arn: account.role_arn(account.role(*role)?) }),
            Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
        }
    }

    /// One action or the other, by whether it is a user or a role.
    fn help(self, user: &'static str, role: &'static str) -> Help {
        Help { action: if self.is_user { user } else { role }, resource: self.arn }
    }
}

/// What would help whom this was denied, after what decided: the policy that lacks an allowance is added to, the one that denies
/// is taken away.
///
/// # Errors
/// Why nobody in the account can help, in a sentence.
pub fn help(account: &Account, caller: &Caller, denied: &Denied) -> Result<Help, &'static str> {
    let identity = || Identity::of(account, &caller.who).ok_or("Its policies are not this account's to change.");
    let is_lacking = matches!(denied.reason, Reason::NothingAllows(_));
    match denied.reason.layer() {
        Some(Layer::Identity) if is_lacking => Ok(identity()?.help("iam:AttachUserPolicy", "iam:AttachRolePolicy")),
        Some(Layer::Identity) => {
            let origins = account.policies_of(caller).origins;
            let denying = denied.reason.places().next().and_then(|place| origins.get(place.layer, place.policy as usize));
            Ok(taking_away(account, identity()?, denying))
        }
        Some(Layer::Boundary) => Ok(identity()?.help("iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary")),
        Some(Layer::Resource) => of_resource(account, denied).ok_or("The policy that decides is none of a resource of this account."),
        Some(Layer::Session) => Err("What limits a session from its beginning nobody widens: another one must be opened."),
        Some(Layer::ServiceControl(_) | Layer::ResourceControl(_) | Layer::Endpoint) => Err("What decides lies outside this account."),
        None => Err("No policy can allow that."),
    }
}

/// Taking the policy away that denies, where it holds: from the user or role, or from the group that has it.
fn taking_away(account: &Account, identity: Identity, origin: Option<&Origin>) -> Help {
    let is_inline = matches!(origin, Some(Origin { source: Source::Inline { .. }, .. }));
    let group = origin.and_then(|origin| origin.group).and_then(|group| account.group(group));
    match (group, is_inline) {
        (Some(group), true) => Help { action: "iam:DeleteGroupPolicy", resource: account.group_arn(group) },
        (Some(group), false) => Help { action: "iam:DetachGroupPolicy", resource: account.group_arn(group) },
        (None, true) => identity.help("iam:DeleteUserPolicy", "iam:DeleteRolePolicy"),
        (None, false) => identity.help("iam:DetachUserPolicy", "iam:DetachRolePolicy"),
    }
}

/// Writing the policy of the resource that was asked for: a role's trust policy, or that of what the estate has.
fn of_resource(account: &Account, denied: &Denied) -> Option<Help> {
    let arn = denied.resource.as_str();
    if account.role_with_arn(arn).is_some() {
        return Some(Help { action: "iam:UpdateAssumeRolePolicy", resource: arn.to_owned() });
    }
    let key = account.resource_with_arn(arn)?;
    let action = match key.kind {
        ResourceKind::Bucket => "s3:PutBucketPolicy",
        ResourceKind::Queue => "sqs:SetQueueAttributes",
        ResourceKind::Function if matches!(denied.reason, Reason::Denied(_)) => "lambda:RemovePermission",
        ResourceKind::Function => "lambda:AddPermission",
        ResourceKind::Key => "kms:PutKeyPolicy",
        ResourceKind::Secret => "secretsmanager:PutResourcePolicy",
        ResourceKind::Instance | ResourceKind::Table => return None,
    };
    Some(Help { action, resource: account.resource_arn(&key) })
}
