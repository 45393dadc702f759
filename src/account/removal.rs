//! What must go before a user, group or role can be deleted, as the operations that remove it.

use super::Account;
use super::entity::{EntityKey, Owner, User};
use super::operation::{
    DeactivateMFADevice, DeleteAccessKey, DeleteLoginProfile, DeleteVirtualMFADevice, DetachGroupPolicy, DetachRolePolicy,
    DetachUserPolicy, Operation, RemoveUserFromGroup,
};
use super::refusal::{ErrorCode, Refusal};

impl Account {
    /// The operations with which the console clears the way for this deletion, in an order that works: what AWS demands,
    /// and the devices that nobody would have any more. Empty for a deletion that nothing hinders, and for every other
    /// operation.
    pub fn removals_before(&self, deletion: &Operation) -> Vec<Operation> {
        let with_its_device = |removal: Operation| {
            let left_over = match &removal {
                Operation::DeactivateMFADevice(op) => Some(DeleteVirtualMFADevice { serial_number: op.serial_number.clone() }.into()),
                _ => None,
            };
            std::iter::once(removal).chain(left_over)
        };
        self.demanded_before(deletion).into_iter().flat_map(with_its_device).collect()
    }

    /// The operations that AWS wants done before this deletion.
    fn demanded_before(&self, deletion: &Operation) -> Vec<Operation> {
        match deletion {
            Operation::DeleteUser(delete) => {
                self.user_named(&delete.user_name).map_or_else(Vec::new, |user| self.demanded_before_user(user))
            }
            Operation::DeleteGroup(delete) => self.group_named(&delete.group_name).map_or_else(Vec::new, |group| {
                let members = self.members_of(group.id).into_iter().map(|user| {
                    let remove = RemoveUserFromGroup { group_name: group.name.clone(), user_name: user.name.clone() };
                    Operation::from(remove)
                });
                let policies = self.attached_to(group.id).into_iter().map(|policy| {
                    let detach = DetachGroupPolicy { group_name: group.name.clone(), policy_arn: self.policy_arn(policy) };
                    Operation::from(detach)
                });
                policies.chain(members).collect()
            }),
            Operation::DeleteRole(delete) => self.role_named(&delete.role_name).map_or_else(Vec::new, |role| {
                let policies = self.attached_to(role.id).into_iter().map(|policy| {
                    let detach = DetachRolePolicy { role_name: role.name.clone(), policy_arn: self.policy_arn(policy) };
                    Operation::from(detach)
                });
                policies.collect()
            }),
            _ => Vec::new(),
        }
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
        for policy in self.attached_to(user.id) {
            removals.push(DetachUserPolicy { user_name: name.clone(), policy_arn: self.policy_arn(policy) }.into());
        }
        for group in self.groups_of(user.id) {
            removals.push(RemoveUserFromGroup { group_name: group.name.clone(), user_name: name.clone() }.into());
        }
        removals
    }

    /// Refuses a deletion while something must go first, with AWS's message for the first of them and the whole list.
    pub(super) fn check_deletable(&self, deletion: &Operation) -> Result<(), Refusal> {
        let removals = self.demanded_before(deletion);
        let Some(first) = removals.first() else { return Ok(()) };
        let must = match first {
            Operation::DeleteAccessKey(_) => "delete access keys first",
            Operation::DeleteLoginProfile(_) => "delete login profile first",
            Operation::DeactivateMFADevice(_) => "remove tokens from principal first",
            Operation::RemoveUserFromGroup(_) => "remove users from group first",
            _ => "detach all policies first",
        };
        let mut refusal = Refusal::new(ErrorCode::DeleteConflict, format!("Cannot delete entity, must {must}."));
        refusal.blockers = removals.iter().map(Operation::sentence).collect();
        let things = if refusal.blockers.len() == 1 { "1 thing".into() } else { format!("{} things", refusal.blockers.len()) };
        Err(refusal.remedy(format!("{things} must go first; the console can remove them together with it.")))
    }
}
