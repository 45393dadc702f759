//! Attaching a policy to users, groups and roles, and detaching it: who can have it, and what the API calls it.

use crate::account::Account;
use crate::account::entity::{Group, PolicyKey, Role, User};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DeleteGroupPolicy, DeleteRolePermissionsBoundary, DeleteRolePolicy,
    DeleteUserPermissionsBoundary, DeleteUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy, Operation,
    PutRolePermissionsBoundary, PutUserPermissionsBoundary,
};
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::overlay::Overlay;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::route::Route;
use crate::app::step::Step;
use crate::app::words::{count, listed};
use crate::theme;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

/// Someone who can have a policy.
#[derive(Clone, Copy)]
pub(in crate::screens) enum Identity<'a> {
    Group(&'a Group),
    User(&'a User),
    Role(&'a Role),
}

impl<'a> Identity<'a> {
    /// The user, group or role with this id, if it is still there.
    pub fn of(account: &'a Account, id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::Group => account.group(id).map(Self::Group),
            IdKind::User => account.user(id).map(Self::User),
            IdKind::Role => account.role(id).map(Self::Role),
            _ => None,
        }
    }

    pub fn name(self) -> &'a str {
        match self {
            Self::Group(group) => &group.name,
            Self::User(user) => &user.name,
            Self::Role(role) => &role.name,
        }
    }

    /// The console's word.
    pub const fn kind(self, cx: &Cx<'_>) -> &'static str {
        match self {
            Self::Group(_) => cx.label(Label::Group),
            Self::User(_) => "user",
            Self::Role(_) => "role",
        }
    }

    /// The API's word, whatever the skin.
    pub const fn plain_kind(self) -> &'static str {
        match self {
            Self::Group(_) => "group",
            Self::User(_) => "user",
            Self::Role(_) => "role",
        }
    }

    /// Where its kind stands in a list: groups first, since that is where permissions belong.
    pub const fn order(self) -> u8 {
        match self {
            Self::Group(_) => 0,
            Self::User(_) => 1,
            Self::Role(_) => 2,
        }
    }

    pub const fn id(self) -> UniqueId {
        match self {
            Self::Group(group) => group.id,
            Self::User(user) => user.id,
            Self::Role(role) => role.id,
        }
    }

    pub const fn route(self) -> Route {
        match self {
            Self::Group(group) => Route::group(group.id),
            Self::User(user) => Route::user(user.id),
            Self::Role(role) => Route::role(role.id),
        }
    }

    /// How many managed policies it may have (IAM quotas: `PoliciesPerUser` and the like).
    pub fn quota(self, account: &Account) -> usize {
        match self {
            Self::Group(_) => account.quotas().policies_per_group,
            Self::User(_) => account.quotas().policies_per_user,
            Self::Role(_) => account.quotas().policies_per_role,
        }
    }

    /// Attaches a managed policy.
    pub fn attach(self, account: &Account, policy: &PolicyKey) -> Operation {
        let (name, policy_arn) = (self.name().to_owned(), account.policy_arn(policy));
        match self {
            Self::Group(_) => AttachGroupPolicy { group_name: name, policy_arn }.into(),
            Self::User(_) => AttachUserPolicy { user_name: name, policy_arn }.into(),
            Self::Role(_) => AttachRolePolicy { role_name: name, policy_arn }.into(),
        }
    }

    /// Detaches a managed policy.
    pub fn detach(self, account: &Account, policy: &PolicyKey) -> Operation {
        let (name, policy_arn) = (self.name().to_owned(), account.policy_arn(policy));
        match self {
            Self::Group(_) => DetachGroupPolicy { group_name: name, policy_arn }.into(),
            Self::User(_) => DetachUserPolicy { user_name: name, policy_arn }.into(),
            Self::Role(_) => DetachRolePolicy { role_name: name, policy_arn }.into(),
        }
    }

    /// Deletes an inline policy.
    pub fn delete_inline(self, policy: &str) -> Operation {
        let (name, policy_name) = (self.name().to_owned(), policy.to_owned());
        match self {
            Self::Group(_) => DeleteGroupPolicy { group_name: name, policy_name }.into(),
            Self::User(_) => DeleteUserPolicy { user_name: name, policy_name }.into(),
            Self::Role(_) => DeleteRolePolicy { role_name: name, policy_name }.into(),
        }
    }

    /// Sets the permissions boundary; `None` for a group, which can't have one.
    pub fn put_boundary(self, account: &Account, policy: &PolicyKey) -> Option<Operation> {
        let (name, permissions_boundary) = (self.name().to_owned(), account.policy_arn(policy));
        Some(match self {
            Self::Group(_) => return None,
            Self::User(_) => PutUserPermissionsBoundary { user_name: name, permissions_boundary }.into(),
            Self::Role(_) => PutRolePermissionsBoundary { role_name: name, permissions_boundary }.into(),
        })
    }

    /// Removes the permissions boundary; `None` for a group, which can't have one.
    pub fn delete_boundary(self) -> Option<Operation> {
        let name = self.name().to_owned();
        Some(match self {
            Self::Group(_) => return None,
            Self::User(_) => DeleteUserPermissionsBoundary { user_name: name }.into(),
            Self::Role(_) => DeleteRolePermissionsBoundary { role_name: name }.into(),
        })
    }
}

/// Why nobody can have a policy; `None` where someone can.
pub(super) fn why_not(account: &Account, policy: &PolicyKey) -> Option<String> {
    let name = account.policy_name(policy);
    (!account.is_attachable(policy)).then(|| format!("{name} is for a service-linked role: only its AWS service can attach it."))
}

/// Asks whom to attach policies to.
pub(super) fn picker(policies: Vec<PolicyKey>, cx: &Cx<'_>) -> Box<dyn Overlay> {
    let what = if let [policy] = &policies[..] { cx.account.policy_name(policy).to_owned() } else { count(policies.len(), "policy") };
    Box::new(Picker::new(Candidates { policies, what }, cx))
}

/// Who can have policies and lacks one of them.
struct Candidates {
    policies: Vec<PolicyKey>,
    what: String,
}

impl Choices for Candidates {
    type Key = UniqueId;
    type Rows<'a> = CandidateRows<'a>;

    fn title(&self) -> String {
        format!("Attach {}", self.what)
    }

    /// Groups first: that is where permissions belong.
    fn keys(&self, cx: &Cx<'_>) -> Vec<UniqueId> {
        let groups = cx.account.groups().map(|group| group.id);
        let users = cx.account.users().map(|user| user.id);
        let roles = cx.account.roles().map(|role| role.id);
        let is_wanted = |id: &UniqueId| self.policies.iter().any(|policy| !cx.account.is_attached(policy, *id));
        groups.chain(users).chain(roles).filter(is_wanted).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> CandidateRows<'a> {
        CandidateRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListGroups", "ListUsers", "ListRoles"]
    }

    fn empty(&self) -> Vec<Line> {
        vec![
            Line::new().text("There is no user, group or role that could have it and has it not."),
            Line::new().quiet("Create one first: esc, then m shows where."),
        ]
    }

    fn chosen(&self, keys: &[UniqueId], cx: &Cx<'_>) -> Vec<Step> {
        let identities: Vec<Identity<'_>> = keys.iter().filter_map(|id| Identity::of(cx.account, *id)).collect();
        let pairs = identities.iter().flat_map(|identity| self.policies.iter().map(move |policy| (identity, policy)));
        let lacking = pairs.filter(|(identity, policy)| !cx.account.is_attached(policy, identity.id()));
        let operations: Vec<Operation> = lacking.map(|(identity, policy)| identity.attach(cx.account, policy)).collect();
        match operations.as_slice() {
            [] => Vec::new(),
            [one] => vec![Step::submit(one.clone())],
            _ => {
                let names: Vec<&str> = identities.iter().map(|identity| identity.name()).collect();
                vec![Step::submit_all(operations, format!("Attached {} to {}", self.what, listed(&names)))]
            }
        }
    }
}

const COLUMNS: &[Column] = &[Column::text("Name", 18, 60, 10), Column::fixed("Kind", 10, 9), Column::number("Policies", 10, 5)];

/// Users, groups and roles as rows, with how many policies they have already.
struct CandidateRows<'a> {
    cx: &'a Cx<'a>,
}

impl Listing for CandidateRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        Identity::of(self.cx.account, *id).map_or_else(String::new, |identity| format!("{} {}", identity.name(), identity.kind(self.cx)))
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let Some(identity) = Identity::of(self.cx.account, *id) else { return Line::new() };
        match column {
            0 => Line::new().text(identity.name().to_owned()),
            1 => Line::new().quiet(identity.kind(self.cx)),
            _ => {
                let (attached, quota) = (self.cx.account.attached_count_of(*id), identity.quota(self.cx.account));
                let role = if attached < quota { theme::Role::Quiet } else { theme::Role::Warning };
                Line::new().with(format!("{attached} of {quota}"), role)
            }
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        match column {
            2 => Rank::count(self.cx.account.attached_count_of(*id)),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
