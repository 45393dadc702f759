//! The second step: one of three ways to give permissions, and perhaps a boundary.
//!
//! ```text
//!  (•) Add user to group   ( ) Copy permissions   ( ) Attach policies directly
//!  Recommended: it gains what the group's policies grant.
//!
//!  User groups  2   1 chosen
//!
//!    Group name        Users  Permissions     Creation time
//! ▌● Developers            1  Defined (1)     3 days ago
//!    Ops                   0  Not defined     just now
//!
//!  1 of 10 groups
//!  Permissions boundary  not set   b set
//! ```

mod view;

use std::rc::Rc;

use super::draft::Grants;
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::screens::groups::rows::GroupRows;
use crate::screens::parts::permissions::Granted;
use crate::screens::parts::wizard;
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::sight::denied::{Asking as _, Unseen};
use crate::screens::sight::needs;
use crate::screens::sight::reading;
use crate::screens::users::rows::UserRows;
use crate::widgets::list::{AnyList, List};

/// The ways to give permissions; one of them counts, as in the console.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    AddToGroup,
    Copy,
    AttachDirectly,
}

impl Way {
    /// All ways, in the console's order.
    pub(super) const ALL: [Self; 3] = [Self::AddToGroup, Self::Copy, Self::AttachDirectly];

    /// The console's words.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::AddToGroup => "Add user to group",
            Self::Copy => "Copy permissions",
            Self::AttachDirectly => "Attach policies directly",
        }
    }
}

/// The second step's state.
pub(super) struct Permissions {
    way: Way,
    groups: List<UniqueId>,
    model: List<UniqueId>,
    policies: List<PolicyKey>,
    boundary: List<PolicyKey>,
    /// Whether the boundary is being chosen.
    boundary_open: bool,
    /// The groups there were when the account was looked at last.
    known_groups: Option<Vec<UniqueId>>,
}

impl Permissions {
    /// The step with nothing chosen.
    pub(super) fn new() -> Self {
        Self {
            way: Way::AddToGroup,
            groups: List::marking("create-user groups"),
            model: List::choosing("create-user model"),
            policies: List::marking("create-user policies"),
            boundary: List::choosing("create-user boundary"),
            boundary_open: false,
            known_groups: None,
        }
    }

    /// Follows a change of the account. A group that is made while the wizard is open is made for this user.
    pub(super) fn refresh(&mut self, cx: &Cx<'_>) {
        let groups: Vec<UniqueId> = cx.listed("ListGroups", || cx.account.groups().map(|group| group.id).collect());
        self.groups.refresh(groups.clone(), &GroupRows { cx });
        if let Some(known) = self.known_groups.replace(groups.clone()) {
            let made: Vec<UniqueId> = groups.into_iter().filter(|group| !known.contains(group)).collect();
            if let Some(last) = made.last() {
                self.groups.select_key(last);
            }
            self.groups.set_marks([self.groups.marks(), &made].concat());
        }
        self.model.refresh(cx.listed("ListUsers", || cx.account.users().map(|user| user.id).collect()), &UserRows { cx });
        self.policies.refresh(cx.listed("ListPolicies", || attachable(cx)), &PolicyRows { cx });
        self.boundary.refresh(cx.listed("ListPolicies", || attachable(cx)), &PolicyRows { cx });
    }

    /// The list that is shown.
    pub(super) fn list(&mut self) -> &mut dyn AnyList {
        match self.way {
            _ if self.boundary_open => self.boundary.as_any(),
            Way::AddToGroup => self.groups.as_any(),
            Way::Copy => self.model.as_any(),
            Way::AttachDirectly => self.policies.as_any(),
        }
    }

    /// Filters and sorts the list that is shown again.
    pub(super) fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.way {
            _ if self.boundary_open => self.boundary.arrange(&PolicyRows { cx }),
            Way::AddToGroup => self.groups.arrange(&GroupRows { cx }),
            Way::Copy => self.model.arrange(&UserRows { cx }),
            Way::AttachDirectly => self.policies.arrange(&PolicyRows { cx }),
        }
    }

    /// The ways in words and which is chosen; `None` while the boundary is being chosen.
    pub(super) fn ways(&self) -> Option<(Vec<String>, usize)> {
        let chosen = Way::ALL.iter().position(|way| *way == self.way)?;
        (!self.boundary_open).then(|| (Way::ALL.map(|way| way.label().to_owned()).into(), chosen))
    }

    /// Chooses another way. What was chosen in the others stays, and does not count.
    pub(super) fn choose_way(&mut self, way: usize) {
        self.way = Way::ALL.get(way).copied().unwrap_or(self.way);
    }

    /// Whether groups are being chosen.
    pub(super) fn chooses_groups(&self) -> bool {
        self.way == Way::AddToGroup && !self.boundary_open
    }

    /// Whether the boundary is being chosen.
    pub(super) const fn is_boundary_open(&self) -> bool {
        self.boundary_open
    }

    /// Shows the list to choose the boundary from, or the ways again.
    pub(super) const fn show_boundary(&mut self, shown: bool) {
        self.boundary_open = shown;
    }

    /// Takes the policy that the selection is on for the boundary.
    pub(super) fn take_boundary(&mut self) {
        self.boundary.mark_selected();
        self.boundary_open = false;
    }

    /// The policy that the selection is on.
    pub(super) fn selected_policy(&self) -> Option<&PolicyKey> {
        match self.way {
            _ if self.boundary_open => self.boundary.selected(),
            Way::AttachDirectly => self.policies.selected(),
            Way::AddToGroup | Way::Copy => None,
        }
    }

    /// Why the document of the selected policy may not be read.
    pub(super) fn unread(&self, cx: &Cx<'_>) -> Vec<Rc<Refusal>> {
        let policy = self.selected_policy().cloned().map(Granted::Managed);
        policy.map_or_else(Vec::new, |policy| cx.refusals(&needs::document(cx, &policy)))
    }

    /// What may not be seen of the selected group or user.
    pub(super) fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        match self.way {
            Way::AddToGroup => GroupRows { cx }.unseen_of(self.groups.selected()),
            Way::Copy => UserRows { cx }.unseen_of(self.model.selected()),
            Way::AttachDirectly => PolicyRows { cx }.unseen_of(self.policies.selected()),
        }
    }

    /// Why the list that is chosen from may not be seen.
    pub(super) fn unlisted<'a>(&self, cx: &'a Cx<'_>) -> Option<&'a Refusal> {
        cx.sight.refusal(match self.way {
            Way::AddToGroup if !self.boundary_open => "ListGroups",
            Way::Copy if !self.boundary_open => "ListUsers",
            _ => "ListPolicies",
        })
    }

    /// Why the user that is chosen can't be copied from: what may not be read can't be copied.
    pub(super) fn uncopied(&self, cx: &Cx<'_>) -> Vec<Rc<Refusal>> {
        let model = self.model.marks().first().filter(|_| self.way == Way::Copy);
        model.map_or_else(Vec::new, |user| unread_of(*user, cx))
    }

    /// Whether anything is chosen, even if it does not count.
    pub(super) fn is_touched(&self) -> bool {
        let chosen = self.groups.marks().len() + self.model.marks().len() + self.policies.marks().len() + self.boundary.marks().len();
        chosen > 0
    }

    /// What was not chosen, said as one goes on.
    pub(super) fn passed_by(&self) -> Vec<Step> {
        match self.way {
            Way::AddToGroup => wizard::left_out(&self.groups, "No group was chosen: the user is in none."),
            Way::Copy => wizard::left_out(&self.model, "No user was chosen to copy from."),
            Way::AttachDirectly => wizard::left_out(&self.policies, "No policy was chosen: none is attached."),
        }
    }

    /// What the chosen way gives.
    pub(super) fn grants(&self, cx: &Cx<'_>) -> Grants {
        match self.way {
            Way::AddToGroup => {
                let groups = self.groups.marks().iter().filter_map(|id| cx.account.group(*id));
                Grants { groups: groups.map(|group| group.name.clone()).collect(), ..Grants::default() }
            }
            Way::Copy => self.model.marks().first().map_or_else(Grants::default, |user| grants_of(*user, cx).unwrap_or_default()),
            Way::AttachDirectly => Grants { policies: self.policies.marks().to_vec(), ..Grants::default() },
        }
    }

    /// The boundary that was chosen, or else the one that is copied.
    pub(super) fn boundary(&self, cx: &Cx<'_>) -> Option<PolicyKey> {
        let model = || self.model.marks().first().filter(|user| self.way == Way::Copy && unread_of(**user, cx).is_empty());
        let copied = || model().and_then(|user| cx.account.boundary_of(*user));
        self.boundary.marks().first().or_else(copied).cloned()
    }
}

/// Why not all may be read that would be copied of a user.
fn unread_of(user: UniqueId, cx: &Cx<'_>) -> Vec<Rc<Refusal>> {
    cx.account.user(user).map_or_else(Vec::new, |user| cx.refusals(&reading::copied_from(cx, user)))
}

/// What a user has: groups, policies attached to itself, and inline ones.
///
/// # Errors
/// Why not all of it may be read.
fn grants_of(user: UniqueId, cx: &Cx<'_>) -> Result<Grants, Rc<Refusal>> {
    if let Some(refusal) = unread_of(user, cx).into_iter().next() {
        return Err(refusal);
    }
    Ok(Grants {
        groups: cx.account.groups_of(user).into_iter().map(|group| group.name.clone()).collect(),
        policies: cx.account.attached_to(user).into_iter().cloned().collect(),
        inline: cx.account.inline_policies_of(user).map(|policy| (policy.name.clone(), policy.document.clone())).collect(),
    })
}
