//! Roles, with the trust policies of AWS services.

use super::page::{Page, place};
use super::{Plan, Planning, is_under};
use crate::account::Account;
use crate::account::entity::{EntityKey, Role, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{CreateRole, DeleteRole, GetRole, ListRoles, Operation};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{AttachedBoundary, Date, Reply, RoleDetail};

/// An hour: the longest session of a role that was made without saying.
const DEFAULT_SESSION_SECONDS: u32 = 3600;

impl Plan for CreateRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        if account.role_named(&self.role_name).is_some() {
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, format!("Role with name {} already exists.", self.role_name));
            return Err(refusal.member("RoleName").remedy("Names are unique without regard to case. Choose another name."));
        }
        check_trust_policy(&self.assume_role_policy_document, account.quotas().trust_policy_size)?;
        let role = Role {
            id: UniqueId::random(IdKind::Role, &mut planning.env.rng),
            name: self.role_name.clone(),
            path: self.path.clone().unwrap_or_else(|| "/".into()),
            created: planning.env.now,
            trust_policy: self.assume_role_policy_document.clone(),
            description: self.description.clone().filter(|description| !description.is_empty()),
            max_session_duration: self.max_session_duration.unwrap_or(DEFAULT_SESSION_SECONDS),
        };
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Identity(role.id), tags)?;
        let boundary = planning.put_new_boundary(role.id, self.permissions_boundary.as_deref())?;
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

impl Plan for DeleteRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let role = planning.role(&self.role_name)?;
        planning.account.check_deletable(&Operation::from(self.clone()))?;
        planning.remove_tags(&TagHolder::Identity(role.id));
        planning.remove(&EntityKey::Boundary(role.id));
        planning.remove(&EntityKey::Role(role.id));
        Ok(Reply::Nothing {})
    }
}

/// What a trust policy must be, as far as a role is made for an AWS service: JSON, statements with effect, principal and
/// actions of STS, no resource.
fn check_trust_policy(document: &str, quota: usize) -> Result<(), Refusal> {
    let malformed = |message: &str, remedy: &str| {
        let refusal = Refusal::new(ErrorCode::MalformedPolicyDocument, message);
        Err(refusal.member("AssumeRolePolicyDocument").remedy(remedy))
    };
    if document.chars().filter(|letter| !letter.is_whitespace()).count() > quota {
        return Err(Refusal::quota("ACLSizePerRole", quota)
            .member("AssumeRolePolicyDocument")
            .remedy("Shorten the trust policy; white space does not count."));
    }
    let Ok(policy) = serde_json::from_str::<serde_json::Value>(document) else {
        return malformed("This policy contains invalid Json", "Check brackets, quotes and commas.");
    };
    let statements = match policy.get("Statement") {
        Some(serde_json::Value::Array(statements)) if !statements.is_empty() => statements.iter().collect(),
        Some(statement @ serde_json::Value::Object(_)) => vec![statement],
        _ => return malformed("Syntax errors in policy.", "A trust policy needs a Statement."),
    };
    if policy.get("Version").is_some_and(|version| version != "2012-10-17" && version != "2008-10-17") {
        return malformed("Syntax errors in policy.", "Version is 2012-10-17.");
    }
    for statement in statements {
        for prohibited in ["Resource", "NotResource"] {
            if statement.get(prohibited).is_some() {
                return malformed(
                    &format!("Has prohibited field {prohibited}"),
                    "A trust policy says who may assume this role; leave the resource out.",
                );
            }
        }
        if !matches!(statement.get("Effect").and_then(serde_json::Value::as_str), Some("Allow" | "Deny")) {
            return malformed("Syntax errors in policy.", "Effect is Allow or Deny.");
        }
        if statement.get("Principal").or_else(|| statement.get("NotPrincipal")).is_none() {
            return malformed(
                "Missing required field Principal",
                "Say who may assume the role, as in \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}.",
            );
        }
        let actions = match statement.get("Action").or_else(|| statement.get("NotAction")) {
            Some(serde_json::Value::String(action)) => vec![action.as_str()],
            Some(serde_json::Value::Array(actions)) => actions.iter().map(|action| action.as_str().unwrap_or_default()).collect(),
            _ => return malformed("Missing required field Action", "The action is sts:AssumeRole."),
        };
        if !actions.iter().all(|action| action.get(..4).is_some_and(|service| service.eq_ignore_ascii_case("sts:"))) {
            return malformed("AssumeRole policy may only specify STS AssumeRole actions.", "The action is sts:AssumeRole.");
        }
    }
    Ok(())
}

impl Account {
    /// The API's view of a role.
    fn role_detail(&self, role: &Role) -> RoleDetail {
        RoleDetail {
            path: role.path.clone(),
            role_name: role.name.clone(),
            role_id: role.id.to_string(),
            arn: self.role_arn(role),
            create_date: Date(role.created),
            assume_role_policy_document: serde_json::from_str(&role.trust_policy).unwrap_or_default(),
            description: role.description.clone(),
            max_session_duration: role.max_session_duration,
            permissions_boundary: self.boundary_of(role.id).map(AttachedBoundary::of),
            tags: self.tag_details(&TagHolder::Identity(role.id)),
            role_last_used: Some(serde_json::Map::new()),
        }
    }
}
