//! A group's page: who is in it, and what that grants.

use super::{leaving, rename};
use crate::account::entity::{Accessor, Group, User};
use crate::account::id::UniqueId;
use crate::account::operation::{DeleteGroup, Operation};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::overlay::Overlay;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::changes::{attach, deletion, membership};
use crate::screens::parts::last_accessed::{self, LastAccessed};
use crate::screens::parts::page::{self, Heading};
use crate::screens::parts::permissions::{INLINE, Permissions, SIMULATE, SUMMARY, WHY};
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::screens::users::rows::UserRows;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Group,
    names: &[],
    title: |_| "Group".into(),
    about: "A group's users and permissions",
    parent: Some(ScreenId::Groups),
    needs: needs::group,
    bindings: BINDINGS,
    open: |route, _| Box::new(GroupPage::new(route)),
};

const OPEN: Key = Key::plain(Code::Enter);
const ADD: Key = Key::char('a');
const REMOVE: Key = Key::char('x');
const INLINE_KEY: Key = Key::char('i');

const BINDINGS: &[Binding] = &[
    Binding::new(&[OPEN], Action::Open, "open", "Open the selected user or policy"),
    Binding::new(&[ADD], Action::Add, "add…", "Add users to the group; under Permissions, attach policies"),
    WHY,
    Binding::new(
        &[REMOVE],
        Action::Remove,
        "remove…",
        "Remove the chosen users from the group; under Permissions, detach managed policies and delete inline ones",
    ),
    INLINE,
    Binding::new(&[Key::char('e')], Action::Edit, "edit…", "Edit the selected policy"),
    SUMMARY,
    Binding::new(&[Key::char('n')], Action::Rename, "rename…", "Give the group another name"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the group; its users stay and lose what it granted",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the group's ARN"),
    SIMULATE,
];

/// The tabs, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Tab {
    Users,
    Permissions,
    LastAccessed,
}

impl Tab {
    pub(in crate::screens) const ALL: [Self; 3] = [Self::Users, Self::Permissions, Self::LastAccessed];
    const TITLES: [&str; 3] = ["Users", "Permissions", "Last Accessed"];
}

struct GroupPage {
    id: UniqueId,
    tab: Tab,
    users: List<UniqueId>,
    permissions: Permissions,
    last_accessed: LastAccessed,
}

impl GroupPage {
    fn new(route: &Route) -> Self {
        let id = match route.subject {
            Some(Subject::Group(id)) => id,
            // No group has this id: the page says that there is none.
            _ => UniqueId::FIRST,
        };
        let permissions = Permissions::of(id, List::marking("policies of a group"));
        let last_accessed = LastAccessed::of(Some(Accessor::Identity(id)), "last accessed by a group");
        Self { id, tab: Tab::Users, users: List::marking("users of a group"), permissions, last_accessed }
    }

    fn group<'a>(&self, cx: &Cx<'a>) -> Option<&'a Group> {
        cx.account.group(self.id)
    }

    /// What may not be seen of the selected user.
    fn unseen_of_user(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        UserRows { cx }.unseen_of(self.users.selected())
    }

    /// The chosen users, or else the selected one.
    fn chosen_users<'a>(&self, cx: &Cx<'a>) -> Vec<&'a User> {
        self.users.chosen().iter().filter_map(|id| cx.account.user(*id)).collect()
    }

    /// What asks before an action is done.
    fn question(&self, action: Action, cx: &Cx<'_>, group: &Group) -> Option<Box<dyn Overlay>> {
        Some(match (action, self.tab) {
            (Action::Add, Tab::Users) => Box::new(membership::users_for(cx, group.id)),
            (Action::Add, Tab::Permissions) => Box::new(attach::to(cx, &[group.id])),
            (Action::Remove, Tab::Users) => Box::new(leaving::remove_users(cx, group, &self.chosen_users(cx))),
            (Action::Remove, Tab::Permissions) => Box::new(leaving::take_policies(cx, group, &self.permissions.chosen_policies())),
            (Action::Rename, _) => Box::new(rename::dialog(cx, group)),
            (Action::Delete, _) => {
                let delete = Operation::from(DeleteGroup { group_name: group.name.clone() });
                Box::new(deletion::dialog(cx, cx.label(Label::Group), &group.name, delete).done(|_, _, _| vec![Step::Up]))
            }
            _ => return None,
        })
    }

    fn draw_users(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let keys: &[(Key, &str)] = if self.users.is_empty() { &[(ADD, "Add users")] } else { &[(ADD, "Add users"), (REMOVE, "Remove")] };
        let row = page::draw_about(canvas, "Users here have what the group's policies grant.", keys);
        let empty = [
            Line::new().text("No user is in this group yet."),
            Line::new().quiet("Until one is, nobody has what it grants."),
            Line::new(),
            Line::new().key(ADD.to_string(), "Add users"),
        ];
        denied::draw_beside(&mut canvas.rows(row, usize::MAX), &self.unseen_of_user(cx), self.users.rows_wanted(), |canvas| {
            self.users.draw(canvas, "Users in this group", &UserRows { cx }, &empty, true);
        });
    }

    fn draw_policies(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let keys = &[(ADD, "Attach policies"), (INLINE_KEY, "Inline policy")];
        let quota = cx.account.quotas().policies_per_group;
        let about = page::count_of_policies("What its users may do", self.permissions.managed_count(cx), quota);
        let row = page::draw_about(canvas, &about, keys);
        let empty = [
            Line::new().text("No policy is attached to this group yet."),
            Line::new().quiet("Until one is, being in the group grants nothing."),
            Line::new(),
            Line::new().key(ADD.to_string(), "Attach policies").text("   ").key(INLINE_KEY.to_string(), "Create inline policy"),
        ];
        self.permissions.draw(cx, &mut canvas.rows(row, usize::MAX), &empty);
    }
}

impl Screen for GroupPage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let users = cx.account.members_of(self.id).into_iter().map(|user| user.id);
        self.users.refresh(users.collect(), &UserRows { cx });
        self.permissions.refresh(cx);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::Users => self.users.arrange(&UserRows { cx }),
            Tab::Permissions => self.permissions.arrange(cx),
            Tab::LastAccessed => self.last_accessed.arrange(cx),
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Users => Focus::List(self.users.as_any()),
            Tab::Permissions => Focus::List(self.permissions.list()),
            Tab::LastAccessed => Focus::List(self.last_accessed.list()),
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.group(cx).map(|group| group.name.clone())
    }

    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        Some((Tab::TITLES.map(str::to_owned).into(), self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, cx: &Cx<'_>) {
        self.tab = Tab::ALL.get(tab).copied().unwrap_or(self.tab);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn asks(&self, cx: &Cx<'_>) -> Vec<Operation> {
        if self.tab == Tab::Permissions { self.permissions.asked(cx) } else { Vec::new() }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        match self.tab {
            Tab::Users => denials(&self.unseen_of_user(cx)),
            Tab::Permissions => self.permissions.denied(cx),
            Tab::LastAccessed => denials(&self.last_accessed.unseen(cx)),
        }
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.tab) {
            (Action::Add, Tab::Users) => Some("add users…"),
            (Action::Add, Tab::Permissions) => Some("attach…"),
            (Action::Open, Tab::LastAccessed) => Some("actions"),
            _ => None,
        }
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if self.group(cx).is_none() {
            return Some("This group is not there any more.".into());
        }
        match (action, self.tab) {
            (Action::Open | Action::Remove, Tab::Users) if self.users.selected().is_none() => {
                Some(self.users.why_none("There is no user here. a adds users.").into())
            }
            (Action::Open, Tab::LastAccessed) => self.last_accessed.why_not_open(),
            (Action::Add | Action::Remove, Tab::LastAccessed) => Some(last_accessed::NOTHING_TO_CHANGE.into()),
            (Action::Create | Action::Show | Action::Edit, Tab::Users | Tab::LastAccessed) => {
                Some("This is done under Permissions.".into())
            }
            (action, Tab::Permissions) => self.permissions.why_not(action, cx),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(group) = self.group(cx) else { return Vec::new() };
        if let Some(question) = self.question(action, cx, group) {
            return vec![Step::Ask(question)];
        }
        match action {
            Action::Open if self.tab == Tab::Users => self.users.selected().map(|user| Step::Go(Route::user(*user))).into_iter().collect(),
            Action::Open if self.tab == Tab::LastAccessed => self.last_accessed.open(cx),
            Action::Copy => vec![Step::Copy { text: cx.account.group_arn(group), what: format!("the ARN of {}", group.name) }],
            action => self.permissions.act(action, cx).unwrap_or_default(),
        }
    }

    fn draw_head(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> Option<usize> {
        let group = self.group(cx)?;
        let heading = Heading {
            name: &group.name,
            arn: cx.account.group_arn(group),
            created: Some(group.created),
            facts: Vec::new(),
            unseen: Vec::new(),
        };
        Some(page::draw(cx, canvas, &heading, &Tab::TITLES.map(str::to_owned), self.tab as usize))
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some(row) = self.draw_head(cx, canvas) else { return page::draw_gone(cx, canvas, cx.label(Label::Group)) };
        let mut body = canvas.rows(row, usize::MAX);
        match self.tab {
            Tab::Users => self.draw_users(cx, &mut body),
            Tab::Permissions => self.draw_policies(cx, &mut body),
            Tab::LastAccessed => self.last_accessed.draw(cx, &mut body),
        }
    }
}
