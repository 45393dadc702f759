//! What the user is to be, and the operations that make it so.

use crate::account::Account;
use crate::account::entity::{PolicyKey, PolicyText};
use crate::account::operation::{AddUserToGroup, AttachUserPolicy, CreateLoginProfile, CreateUser, Operation, PutUserPolicy, Tag};
use crate::account::refusal::Refusal;
use crate::account::secret::Secret;
use crate::app::cx::Cx;
use crate::screens::users::sign_in;

/// Everything the wizard has been told so far.
pub(super) struct Draft {
    /// The user's name.
    pub name: String,
    /// With which password it signs in, if it does.
    pub console: Option<ConsoleAccess>,
    /// What it may do.
    pub grants: Grants,
    /// The most that it may ever be allowed.
    pub boundary: Option<PolicyKey>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// Access to the console.
pub(super) struct ConsoleAccess {
    /// Empty until a generated one is made.
    pub password: Secret,
    /// Whether it was typed, and not generated.
    pub is_typed: bool,
    /// Whether the user must choose another at the next sign-in.
    pub reset_required: bool,
    /// What lets the user do so, where nothing else does.
    pub policy: Option<PolicyKey>,
}

/// Where a user's permissions come from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Grants {
    /// Groups to join, by name.
    pub groups: Vec<String>,
    /// Policies to attach.
    pub policies: Vec<PolicyKey>,
    /// Inline policies to be its own, by name, each with its document.
    pub inline: Vec<(String, PolicyText)>,
}

impl ConsoleAccess {
    /// Access by this password. Who must choose another is given the policy that allows it, unless all users may already.
    pub(super) fn new(password: Secret, reset_required: bool, account: &Account) -> Self {
        let policy = (reset_required && !sign_in::all_may_change_password(account)).then(sign_in::change_password_policy);
        Self { is_typed: !password.reveal().is_empty(), password, reset_required, policy }
    }
}

impl Draft {
    /// What the door would refuse, with the operation. A password is not tried: hashing it takes its time.
    pub(super) fn refusal(&self, cx: &Cx<'_>) -> Option<(Operation, Refusal)> {
        let mut operations = self.operations(cx.account);
        operations.retain(|operation| !matches!(operation, Operation::CreateLoginProfile(_)));
        let refused = cx.plan_all(&operations).err()?;
        Some((operations.swap_remove(refused.index), refused.refusal))
    }

    /// The operations, in the order in which each finds what it needs; none as long as the user has no name.
    pub(super) fn operations(&self, account: &Account) -> Vec<Operation> {
        if self.name.is_empty() {
            return Vec::new();
        }
        let create = CreateUser {
            user_name: self.name.clone(),
            path: None,
            permissions_boundary: self.boundary.as_ref().map(|policy| account.policy_arn(policy)),
            tags: (!self.tags.is_empty()).then(|| self.tags.clone()),
        };
        let profile = self.console.as_ref().map(|console| CreateLoginProfile {
            user_name: Some(self.name.clone()),
            password: Some(console.password.clone()),
            password_reset_required: Some(console.reset_required),
        });
        let mut operations: Vec<Operation> = vec![create.into()];
        let attach = |policy: &PolicyKey| AttachUserPolicy { user_name: self.name.clone(), policy_arn: account.policy_arn(policy) }.into();
        operations.extend(profile.map(Operation::from));
        operations.extend(self.password_policy().map(attach));
        operations.extend(
            self.grants.groups.iter().map(|group| AddUserToGroup { group_name: group.clone(), user_name: self.name.clone() }.into()),
        );
        operations.extend(self.grants.policies.iter().map(attach));
        operations.extend(self.grants.inline.iter().map(|(name, document)| {
            let policy_document = document.to_string();
            PutUserPolicy { user_name: self.name.clone(), policy_name: name.clone(), policy_document }.into()
        }));
        operations
    }

    /// The policy that comes with the password, unless it is among those chosen.
    pub(super) fn password_policy(&self) -> Option<&PolicyKey> {
        let policy = self.console.as_ref()?.policy.as_ref()?;
        (!self.grants.policies.contains(policy)).then_some(policy)
    }

    /// How many policies are attached to the user itself.
    pub(super) fn policy_count(&self) -> usize {
        self.grants.policies.len() + usize::from(self.password_policy().is_some())
    }
}
