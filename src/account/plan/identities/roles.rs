//! Roles, with the trust policies of AWS services.

use crate::account::Account;
use crate::account::entity::{EntityKey, Role, SERVICE_LINKED_PATH, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::identity::service_linked::SERVICE_LINKED_NAME;
use crate::account::operation::{
    CreateRole, DeleteRole, GetRole, ListRoles, Operation, UpdateAssumeRolePolicy, UpdateRole, UpdateRoleDescription,
};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning, is_under};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply, RoleDetail, RoleLastUsedDetail};

/// An hour: the longest session of a role that was made without saying.
pub(super) const DEFAULT_SESSION_SECONDS: u32 = 3600;

impl Plan for CreateRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let path = self.path.clone().unwrap_or_else(|| "/".into());
        check_not_reserved(&path, &self.role_name)?;
        if let Some(other) = account.role_named(&self.role_name) {
            return Err(Refusal::name_taken("Role", &self.role_name, &other.name).member("RoleName"));
        }
        let trust_policy = planning.trust_document("AssumeRolePolicyDocument", &self.assume_role_policy_document)?;
        let role = Role {
            id: UniqueId::random(IdKind::Role, &mut planning.env.rng),
            name: self.role_name.clone(),
            path,
            created: planning.env.now,
            trust_policy,
            description: self.description.as_deref().and_then(description),
            max_session_duration: self.max_session_duration.unwrap_or(DEFAULT_SESSION_SECONDS),
        };
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Entity(role.id), tags)?;
        let boundary = self.permissions_boundary.as_deref().map(|arn| planning.put_boundary(role.id, arn)).transpose()?;
        let reply = RoleDetail { permissions_boundary: boundary, tags: tags.to_vec(), role_last_used: None, ..account.role_detail(&role) };
        planning.put(role);
        Ok(Reply::Role { role: reply })
    }
}

impl Plan for GetRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let role = planning.role(&self.role_name)?;
        Ok(Reply::Role { role: planning.account.role_detail(role) })
    }
}

impl Plan for ListRoles {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let roles = account.roles_after(page.after()).filter(|role| is_under(&role.path, self.path_prefix.as_deref()));
        let (roles, paging) = page.cut(roles, |role| place(&role.name));
        // Lists leave boundary, tags and last use out; GetRole shows them.
        let short = |role| RoleDetail { permissions_boundary: None, tags: Vec::new(), role_last_used: None, ..account.role_detail(role) };
        Ok(Reply::Roles { roles: roles.into_iter().map(short).collect(), paging })
    }
}

impl Plan for UpdateRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut role = planning.role(&self.role_name)?.clone();
        if role.is_service_linked() && self.max_session_duration.is_some() {
            return Err(Refusal::service_linked(&role.name));
        }
        if let Some(text) = &self.description {
            role.description = description(text);
        }
        role.max_session_duration = self.max_session_duration.unwrap_or(role.max_session_duration);
        planning.put(role);
        Ok(Reply::Nothing {})
    }
}

impl Plan for UpdateRoleDescription {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        // The one thing of a service-linked role that is the account's to say.
        let role = Role { description: description(&self.description), ..planning.role(&self.role_name)?.clone() };
        let reply = planning.account.role_detail(&role);
        planning.put(role);
        Ok(Reply::Role { role: reply })
    }
}

impl Plan for UpdateAssumeRolePolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let role = planning.changeable_role(&self.role_name)?;
        let trust_policy = planning.trust_document("PolicyDocument", &self.policy_document)?;
        planning.put(Role { trust_policy, ..role.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let role = planning.changeable_role(&self.role_name)?;
        planning.account.check_deletable(&Operation::from(self.clone()))?;
        planning.remove_tags(&TagHolder::Entity(role.id));
        planning.remove(&EntityKey::Boundary(role.id));
        planning.remove(&EntityKey::Role(role.id));
        Ok(Reply::Nothing {})
    }
}

/// A description as it is kept: none where it says nothing.
fn description(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Service-linked roles are made by their services alone.
fn check_not_reserved(path: &str, name: &str) -> Result<(), Refusal> {
    let (member, message) = if path.starts_with(SERVICE_LINKED_PATH) {
        ("Path", "The path /aws-service-role/ is reserved for service-linked roles.")
    } else if name.starts_with(SERVICE_LINKED_NAME) {
        ("RoleName", "Names that begin with AWSServiceRoleFor are reserved for service-linked roles.")
    } else {
        return Ok(());
    };
    Err(Refusal::new(ErrorCode::InvalidInput, message)
        .member(member)
        .remedy("A service makes its service-linked role itself; choose another."))
}

impl Account {
    /// The API's view of a role.
    pub(in crate::account::plan) fn role_detail(&self, role: &Role) -> RoleDetail {
        RoleDetail {
            path: role.path.clone(),
            role_name: role.name.clone(),
            role_id: role.id.to_string(),
            arn: self.role_arn(role),
            create_date: Date(role.created),
            assume_role_policy_document: self.current_policy(&role.trust_policy).as_json(),
            description: role.description.clone(),
            max_session_duration: Some(role.max_session_duration),
            permissions_boundary: self.boundary_of(role.id).map(|policy| self.boundary_detail(policy)),
            tags: self.tag_details(&TagHolder::Entity(role.id)),
            role_last_used: Some(self.role_last_used(role)),
        }
    }

    /// When a session of a role was last used.
    pub(in crate::account::plan) fn role_last_used(&self, role: &Role) -> RoleLastUsedDetail {
        let last = self.last_activity(role.id);
        RoleLastUsedDetail { last_used_date: last.map(|last| Date(last.at)), region: last.map(|last| last.region.clone()) }
    }
}
