//! Which policies of an identity whoever is signed in may see: attached ones, inline ones and those of groups are listed apart.

use super::grant::{Grant, Granted};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies, ListGroupPolicies, ListGroupsForUser, ListRolePolicies,
    ListUserPolicies, Operation,
};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;

/// A list of policies: whose, through being in this group or by itself, and whether it is of inline ones.
type Part = (Option<UniqueId>, bool);

/// The lists that each identity has, by whether they are of inline policies.
const LISTS: [(bool, &str); 2] = [(false, "attached policies"), (true, "inline policies")];

/// What may not be seen.
#[derive(Default)]
pub(super) struct GrantSight {
    asked: Vec<Operation>,
    denied: Vec<(Option<Part>, String, Refusal)>,
}

impl GrantSight {
    /// Asks for each list.
    pub fn of(cx: &Cx<'_>, of: UniqueId) -> Self {
        let mut sight = Self::default();
        for (is_inline, what) in LISTS {
            sight.ask(cx, Some((None, is_inline)), what.to_owned(), listing(cx, of, is_inline));
        }
        if of.kind() == Some(IdKind::User) {
            let groups = cx.account.user(of).map(|user| ListGroupsForUser { user_name: user.name.clone(), ..Default::default() }.into());
            if sight.ask(cx, None, "policies of groups".to_owned(), groups) {
                for group in cx.account.groups_of(of) {
                    for (is_inline, what) in LISTS {
                        let part = (Some(group.id), is_inline);
                        sight.ask(cx, Some(part), format!("{what} of group {}", group.name), listing(cx, group.id, is_inline));
                    }
                }
            }
        }
        sight
    }

    /// Asks for a list; tells whether it may be seen.
    fn ask(&mut self, cx: &Cx<'_>, part: Option<Part>, name: String, operation: Option<Operation>) -> bool {
        let refusal = operation.as_ref().and_then(|operation| cx.account.authorise(cx.caller, operation, cx.now).err());
        self.asked.extend(operation);
        let is_seen = refusal.is_none();
        self.denied.extend(refusal.map(|refusal| (part, name, refusal)));
        is_seen
    }

    /// The lists that were asked for.
    pub fn asked(&self) -> &[Operation] {
        &self.asked
    }

    /// Whether a policy may be seen.
    pub fn may_see(&self, grant: &Grant) -> bool {
        let part = (grant.group, matches!(grant.policy, Granted::Inline { .. }));
        let hides = |denied: &Option<Part>| denied.map_or(grant.group.is_some(), |denied| denied == part);
        !self.denied.iter().any(|(denied, ..)| hides(denied))
    }

    /// Whether the managed policies may be seen that are attached to the identity itself.
    pub fn may_count(&self) -> bool {
        self.denied.iter().all(|(part, ..)| *part != Some((None, false)))
    }

    /// What is denied, each with its name.
    pub fn denied(&self) -> Vec<(&str, &Refusal)> {
        self.denied.iter().map(|(_, name, refusal)| (name.as_str(), refusal)).collect()
    }

    /// Why the first of it is denied.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.denied.first().map(|(_, _, refusal)| refusal)
    }
}

/// Lists the policies that a user, group or role has itself: attached, or inline.
fn listing(cx: &Cx<'_>, of: UniqueId, is_inline: bool) -> Option<Operation> {
    Some(match (of.kind()?, is_inline) {
        (IdKind::User, false) => ListAttachedUserPolicies { user_name: cx.account.user(of)?.name.clone(), ..Default::default() }.into(),
        (IdKind::User, true) => ListUserPolicies { user_name: cx.account.user(of)?.name.clone(), ..Default::default() }.into(),
        (IdKind::Group, false) => ListAttachedGroupPolicies { group_name: cx.account.group(of)?.name.clone(), ..Default::default() }.into(),
        (IdKind::Group, true) => ListGroupPolicies { group_name: cx.account.group(of)?.name.clone(), ..Default::default() }.into(),
        (IdKind::Role, false) => ListAttachedRolePolicies { role_name: cx.account.role(of)?.name.clone(), ..Default::default() }.into(),
        (IdKind::Role, true) => ListRolePolicies { role_name: cx.account.role(of)?.name.clone(), ..Default::default() }.into(),
        _ => return None,
    })
}
