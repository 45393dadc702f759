//! What must go before a user, group, role or policy can be deleted, as the operations that remove it.

use super::Identity;
use crate::account::Account;
use crate::account::entity::{EntityKey, Group, InstanceProfile, ManagedPolicy, Owner, PolicyKey, Role, User};
use crate::account::operation::{
    DeactivateMFADevice, DeleteAccessKey, DeleteInstanceProfile, DeleteLoginProfile, DeletePolicyVersion, DeleteVirtualMFADevice,
    Operation, RemoveRoleFromInstanceProfile, RemoveUserFromGroup,
};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::words::count;

impl Account {
    /// The operations with which the console clears the way for this deletion, in an order that works: what AWS demands,
    /// and what would be left over: devices that nobody has any more, and the instance profile of a role that the console made
    /// together with it, under the same name. Empty for a deletion that nothing hinders, and for every other
    /// operation. Boundaries stay, and hinder: without them others may do more.
    pub fn removals_before(&self, deletion: &Operation) -> Vec<Operation> {
        let with_left_over = |removal: Operation| {
            let left_over = match &removal {
                Operation::DeactivateMFADevice(op) => Some(DeleteVirtualMFADevice { serial_number: op.serial_number.clone() }.into()),
                Operation::RemoveRoleFromInstanceProfile(op)
                    if matches!(deletion, Operation::DeleteRole(_)) && op.instance_profile_name == op.role_name =>
                {
                    Some(DeleteInstanceProfile { instance_profile_name: op.instance_profile_name.clone() }.into())
                }
                _ => None,
            };
            std::iter::once(removal).chain(left_over)
        };
        self.demanded_before(deletion).into_iter().filter(|removal| !is_unbounding(removal)).flat_map(with_left_over).collect()
    }

    /// The operations that AWS wants done before this deletion.
    fn demanded_before(&self, deletion: &Operation) -> Vec<Operation> {
        let demanded = match deletion {
            Operation::DeleteUser(delete) => self.user_named(&delete.user_name).map(|user| self.demanded_before_user(user)),
            Operation::DeleteGroup(delete) => self.group_named(&delete.group_name).map(|group| self.demanded_before_group(group)),
            Operation::DeleteRole(delete) => self.role_named(&delete.role_name).map(|role| self.demanded_before_role(role)),
            Operation::DeleteInstanceProfile(delete) => self
                .instance_profile_named(&delete.instance_profile_name)
                .and_then(|profile| self.role_in_profile(profile.id).map(|role| vec![emptying(profile, role)])),
            Operation::DeletePolicy(delete) => {
                self.own_policy_with_arn(&delete.policy_arn).map(|policy| self.demanded_before_policy(policy))
            }
            _ => None,
        };
        demanded.unwrap_or_default()
    }

    fn demanded_before_group(&self, group: &Group) -> Vec<Operation> {
        let mut removals: Vec<Operation> = Vec::new();
        removals.extend(self.freed_of_policies(Identity::Group(group)));
        for user in self.members_of(group.id) {
            removals.push(RemoveUserFromGroup { group_name: group.name.clone(), user_name: user.name.clone() }.into());
        }
        removals
    }

    fn demanded_before_role(&self, role: &Role) -> Vec<Operation> {
        let mut removals: Vec<Operation> = self.profiles_of_role(role.id).into_iter().map(|profile| emptying(profile, role)).collect();
        removals.extend(self.freed_of_policies(Identity::Role(role)));
        removals
    }

    /// Detachments, boundaries, versions.
    fn demanded_before_policy(&self, policy: &ManagedPolicy) -> Vec<Operation> {
        let key = PolicyKey::Customer(policy.id);
        let mut removals: Vec<Operation> =
            self.attachments_of_policy(&key).filter_map(|holder| Some(Identity::of(self, holder)?.detach(self, &key))).collect();
        removals.extend(self.bounded_by(&key).filter_map(|holder| Identity::of(self, holder)?.delete_boundary()));
        let policy_arn = self.policy_arn(&key);
        for version in self.versions_of(policy.id).filter(|version| version.number != policy.default_version) {
            removals.push(DeletePolicyVersion { policy_arn: policy_arn.clone(), version_id: version.version_id() }.into());
        }
        removals
    }

    /// The managed policies of an identity, then its inline ones.
    fn freed_of_policies(&self, of: Identity<'_>) -> Vec<Operation> {
        let attached = self.attached_to(of.id()).into_iter().map(|policy| of.detach(self, policy));
        attached.chain(self.inline_policies_of(of.id()).map(|policy| of.delete_inline(&policy.name))).collect()
    }

    fn demanded_before_user(&self, user: &User) -> Vec<Operation> {
        let (owner, name) = (Owner::User(user.id), &user.name);
        let mut removals: Vec<Operation> = Vec::new();
        for key in self.access_keys_of(owner) {
            removals.push(DeleteAccessKey { user_name: Some(name.clone()), access_key_id: key.id.to_string() }.into());
        }
        if self.get(&EntityKey::LoginProfile(user.id)).is_some() {
            removals.push(DeleteLoginProfile { user_name: Some(name.clone()) }.into());
        }
        for device in self.mfa_devices_of(owner) {
            let serial_number = self.serial_number(device);
            removals.push(DeactivateMFADevice { user_name: Some(name.clone()), serial_number }.into());
        }
        removals.extend(self.freed_of_policies(Identity::User(user)));
        for group in self.groups_of(user.id) {
            removals.push(RemoveUserFromGroup { group_name: group.name.clone(), user_name: name.clone() }.into());
        }
        removals
    }

    /// Refuses a deletion while something must go first, with AWS's message for the first of them and the whole list.
    pub(in crate::account) fn check_deletable(&self, deletion: &Operation) -> Result<(), Refusal> {
        let removals = self.demanded_before(deletion);
        let Some(first) = removals.first() else { return Ok(()) };
        let message = match (deletion, first) {
            (Operation::DeletePolicy(_), Operation::DeletePolicyVersion(_)) => {
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default \
                 version is deleted with the policy."
            }
            (Operation::DeletePolicy(_), _) => "Cannot delete a policy attached to entities.",
            (_, Operation::DeleteAccessKey(_)) => "Cannot delete entity, must delete access keys first.",
            (_, Operation::DeleteLoginProfile(_)) => "Cannot delete entity, must delete login profile first.",
            (_, Operation::DeactivateMFADevice(_)) => "Cannot delete entity, must remove tokens from principal first.",
            (_, Operation::RemoveRoleFromInstanceProfile(_)) => "Cannot delete entity, must remove roles from instance profile first.",
            (_, Operation::RemoveUserFromGroup(_)) => "Cannot delete entity, must remove users from group first.",
            (_, Operation::DeleteUserPolicy(_) | Operation::DeleteGroupPolicy(_) | Operation::DeleteRolePolicy(_)) => {
                "Cannot delete entity, must delete policies first."
            }
            _ => "Cannot delete entity, must detach all policies first.",
        };
        let mut refusal = Refusal::new(ErrorCode::DeleteConflict, message);
        refusal.blockers = removals.iter().map(|removal| removal.sentence("the caller")).collect();
        let things = count(refusal.blockers.len(), "thing");
        let remedy = if removals.iter().any(is_unbounding) {
            format!(
                "{things} must go first. It is a permissions boundary: whom it bounds may do more without it, so remove it there yourself."
            )
        } else {
            format!("{things} must go first; the console can remove them together with it.")
        };
        Err(refusal.remedy(remedy))
    }
}

/// The operation that takes a role out of an instance profile.
fn emptying(profile: &InstanceProfile, role: &Role) -> Operation {
    RemoveRoleFromInstanceProfile { instance_profile_name: profile.name.clone(), role_name: role.name.clone() }.into()
}

fn is_unbounding(removal: &Operation) -> bool {
    matches!(removal, Operation::DeleteUserPermissionsBoundary(_) | Operation::DeleteRolePermissionsBoundary(_))
}
