//! Inline policies of users, groups and roles.

use super::documents::identity_document;
use crate::account::entity::{EntityKey, InlinePolicy};
use crate::account::id::UniqueId;
use crate::account::operation::{
    DeleteGroupPolicy, DeleteRolePolicy, DeleteUserPolicy, GetGroupPolicy, GetRolePolicy, GetUserPolicy, ListGroupPolicies,
    ListRolePolicies, ListUserPolicies, PutGroupPolicy, PutRolePolicy, PutUserPolicy,
};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{InlinePolicyDetail, Reply};

impl<'a> Planning<'a> {
    /// Writes a policy. One of this name, however it is spelled, keeps its name and gets the document.
    fn put_inline(&mut self, of: UniqueId, name: &str, document: &str) -> Result<Reply, Refusal> {
        let document = identity_document(document)?;
        let name = self.account.inline_policy(of, name).map_or(name, |there| &there.name).to_owned();
        self.put(InlinePolicy { of, name, document });
        Ok(Reply::Nothing {})
    }

    /// The inline policy of this name of a `kind`: user, group or role.
    fn inline_policy(&self, kind: &str, of: UniqueId, name: &str) -> Result<&'a InlinePolicy, Refusal> {
        self.account.inline_policy(of, name).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("The {kind} policy with name {name} cannot be found."));
            refusal.member("PolicyName").remedy(format!("See which there are with: aws iam list-{kind}-policies"))
        })
    }

    fn list_inline(&self, of: UniqueId, marker: Option<&str>, max_items: Option<u32>) -> Result<Reply, Refusal> {
        let names = self.account.inline_policies_of(of).map(|policy| policy.name.clone());
        let (policy_names, paging) = Page::asked(marker, max_items)?.cut(names, |name| place(name));
        Ok(Reply::InlinePolicies { policy_names, paging })
    }
}

impl InlinePolicy {
    /// The API's view of an inline policy.
    pub(in crate::account::plan) fn detail(&self) -> InlinePolicyDetail {
        InlinePolicyDetail { policy_name: self.name.clone(), policy_document: self.document.as_json() }
    }
}

/// Writing, showing, listing and deleting are alike for users, groups and roles; behind the stroke is how one that is changed
/// is found.
macro_rules! inline_policies {
    ($($identity:ident/$held:ident($name:ident): $put:ident, $get:ident, $list:ident, $delete:ident, $reply:ident;)*) => {$(
        impl Plan for $put {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let of = planning.$held(&self.$name)?.id;
                planning.put_inline(of, &self.policy_name, &self.policy_document)
            }
        }

        impl Plan for $get {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let of = planning.$identity(&self.$name)?;
                let policy = planning.inline_policy(stringify!($identity), of.id, &self.policy_name)?;
                Ok(Reply::$reply { $name: of.name.clone(), policy: policy.detail() })
            }
        }

        impl Plan for $list {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let of = planning.$identity(&self.$name)?.id;
                planning.list_inline(of, self.marker.as_deref(), self.max_items)
            }
        }

        impl Plan for $delete {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let of = planning.$held(&self.$name)?.id;
                let policy = planning.inline_policy(stringify!($identity), of, &self.policy_name)?;
                planning.remove(&EntityKey::inline_policy(of, &policy.name));
                Ok(Reply::Nothing {})
            }
        }
    )*};
}

inline_policies! {
    user/user(user_name): PutUserPolicy, GetUserPolicy, ListUserPolicies, DeleteUserPolicy, UserPolicy;
    group/group(group_name): PutGroupPolicy, GetGroupPolicy, ListGroupPolicies, DeleteGroupPolicy, GroupPolicy;
    role/changeable_role(role_name): PutRolePolicy, GetRolePolicy, ListRolePolicies, DeleteRolePolicy, RolePolicy;
}
