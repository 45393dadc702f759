//! Which policies of an identity whoever is signed in may see: attached ones, inline ones and those of groups are listed apart.

use super::grant::{Grant, Granted};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::screens::sight::reading;

/// A list of policies: whose, through being in this group or by itself, and whether it is of inline ones.
type Part = (Option<UniqueId>, bool);

/// The lists that each identity has, by whether they are of inline policies; in the order of what reads them.
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
        let Some(identity) = Identity::of(cx.account, of) else { return sight };
        for ((is_inline, what), list) in LISTS.into_iter().zip(reading::policies_of(identity)) {
            sight.ask(cx, Some((None, is_inline)), what.to_owned(), list);
        }
        if let Identity::User(user) = identity
            && sight.ask(cx, None, "policies of groups".to_owned(), reading::groups_of(user))
        {
            for group in cx.account.groups_of(of) {
                for ((is_inline, what), list) in LISTS.into_iter().zip(reading::policies_of(Identity::Group(group))) {
                    sight.ask(cx, Some((Some(group.id), is_inline)), format!("{what} of group {}", group.name), list);
                }
            }
        }
        sight
    }

    /// Asks for a list; tells whether it may be seen.
    fn ask(&mut self, cx: &Cx<'_>, part: Option<Part>, name: String, operation: Operation) -> bool {
        let refusal = cx.account.authorise(cx.caller, &operation, cx.now).err();
        self.asked.push(operation);
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
}
