//! Permissions boundaries of users and roles.

use crate::account::Account;
use crate::account::entity::{Boundary, EntityKey, PolicyKey};
use crate::account::id::UniqueId;
use crate::account::operation::{
    DeleteRolePermissionsBoundary, DeleteUserPermissionsBoundary, PutRolePermissionsBoundary, PutUserPermissionsBoundary,
};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::{AttachedBoundary, Reply};

/// Setting and removing are alike for users and roles.
macro_rules! boundaries {
    ($($identity:ident($name:ident): $put:ident, $delete:ident;)*) => {$(
        impl Plan for $put {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let of = planning.$identity(&self.$name)?.id;
                planning.put_boundary(of, &self.permissions_boundary)?;
                Ok(Reply::Nothing {})
            }
        }

        impl Plan for $delete {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let of = planning.$identity(&self.$name)?.id;
                planning.remove(&EntityKey::Boundary(of));
                Ok(Reply::Nothing {})
            }
        }
    )*};
}

boundaries! {
    user(user_name): PutUserPermissionsBoundary, DeleteUserPermissionsBoundary;
    changeable_role(role_name): PutRolePermissionsBoundary, DeleteRolePermissionsBoundary;
}

impl Planning<'_> {
    /// Sets the boundary of a user or role, which may itself be in the making, to the policy that an ARN names.
    pub(in crate::account::plan) fn put_boundary(&mut self, of: UniqueId, arn: &str) -> Result<AttachedBoundary, Refusal> {
        let named = self.account.policy_with_arn(arn, |arn| format!("Scope ARN: {arn} does not exist or is not attachable."));
        let policy = named.and_then(|policy| self.attachable(policy)).map_err(|refusal| refusal.member("PermissionsBoundary"))?;
        let attached = self.account.boundary_detail(&policy);
        self.put(Boundary { of, policy });
        Ok(attached)
    }
}

impl Account {
    /// The API's view of a permissions boundary.
    pub(in crate::account::plan) fn boundary_detail(&self, policy: &PolicyKey) -> AttachedBoundary {
        AttachedBoundary { permissions_boundary_type: "Policy", permissions_boundary_arn: self.policy_arn(policy) }
    }
}
