//! A user's page: permissions, groups, tags, security credentials.

mod console_access;
pub(in crate::screens) mod console_sign_in;
mod copying;
pub(super) mod granting;
mod rename;
mod view;

use std::any::Any;

use crate::account::entity::{Accessor, Owner, User};
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::changes::membership;
use crate::screens::credentials::parts::{Credential, Credentials, access_keys, mfa};
use crate::screens::groups::leaving;
use crate::screens::groups::rows::GroupRows;
use crate::screens::parts::last_accessed::{self, LastAccessed};
use crate::screens::parts::page;
use crate::screens::parts::permissions::{BOUNDARY, INLINE, Permissions, SIMULATE, SUMMARY, WHY};
use crate::screens::sight::denied::{Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::screens::tags::tab::TagsTab;
use crate::screens::users::deletion;
use crate::widgets::Canvas;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::User,
    names: &[],
    title: |_| "User".into(),
    about: "A user's permissions, groups, tags and credentials",
    parent: Some(ScreenId::Users),
    needs: needs::user,
    bindings: BINDINGS,
    open: |route, _| Box::new(UserPage::new(route)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected policy or group; edit the selected tag"),
    Binding::new(&[Key::char('a')], Action::Add, "add…", "Add permissions, groups, a tag or an MFA device: what the tab is about"),
    WHY,
    mfa::RESYNC,
    access_keys::ACTIVATE,
    Binding::new(
        &[Key::char('x')],
        Action::Remove,
        "remove…",
        "Remove the chosen policies, or what is selected: a group, a tag, a credential",
    ),
    access_keys::CREATE,
    Binding::new(
        &[Key::char('p')],
        Action::ConsoleAccess,
        "console access…",
        "Manage console access: enable it, set a password, disable it",
    ),
    Binding::new(
        &[Key::char('e')],
        Action::Edit,
        "edit…",
        "Edit the selected policy; under Tags, change the selected tag's value; of a device the tags, of a key the description",
    ),
    INLINE,
    BOUNDARY,
    SUMMARY,
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the user's ARN; under Security credentials, what is selected"),
    Binding::new(&[Key::char('n')], Action::Rename, "rename…", "Give the user another name"),
    Binding::new(&[Key::char('d'), Key::plain(Code::Delete)], Action::Delete, "delete user…", "Delete the user with all that it holds"),
    SIMULATE,
];

/// The tabs, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Tab {
    Permissions,
    Groups,
    Tags,
    SecurityCredentials,
    LastAccessed,
}

impl Tab {
    pub(in crate::screens) const ALL: [Self; 5] =
        [Self::Permissions, Self::Groups, Self::Tags, Self::SecurityCredentials, Self::LastAccessed];
}

struct UserPage {
    id: UniqueId,
    tab: Tab,
    permissions: Permissions,
    groups: List<UniqueId>,
    tags: TagsTab,
    credentials: Credentials,
    last_accessed: LastAccessed,
}

impl UserPage {
    fn new(route: &Route) -> Self {
        let id = match route.subject {
            Some(Subject::User(id)) => id,
            // Nobody has this id: the page says that there is no such user.
            _ => UniqueId::FIRST,
        };
        Self {
            id,
            tab: Tab::Permissions,
            permissions: Permissions::of(id, List::marking("permissions of a user")),
            groups: List::new("groups of a user"),
            tags: TagsTab::of(Some(id.into()), "tags of a user"),
            credentials: Credentials::of(Owner::User(id)),
            last_accessed: LastAccessed::of(Some(Accessor::Identity(id)), "last accessed by a user"),
        }
    }

    fn user<'a>(&self, cx: &Cx<'a>) -> Option<&'a User> {
        cx.account.user(self.id)
    }

    fn titles(&self, cx: &Cx<'_>) -> Vec<String> {
        let titles = |credentials: &str, is_counted: bool| {
            let counted =
                |title: &str, count: usize| if count == 0 || !is_counted { title.to_owned() } else { format!("{title} ({count})") };
            let title = |tab| match tab {
                Tab::Permissions => "Permissions".into(),
                Tab::Groups => counted("Groups", self.groups.len()),
                Tab::Tags => counted("Tags", self.tags.len()),
                Tab::SecurityCredentials => credentials.into(),
                Tab::LastAccessed => "Last Accessed".into(),
            };
            Tab::ALL.map(title).into()
        };
        page::fitting_titles(cx, [titles("Security credentials", true), titles("Credentials", true), titles("Credentials", false)])
    }

    /// Where enter leads; what it edits is [`Self::question`]'s.
    fn destination(&self) -> Option<Route> {
        match self.tab {
            Tab::Groups => self.groups.selected().map(|group| Route::group(*group)),
            Tab::Permissions | Tab::Tags | Tab::SecurityCredentials | Tab::LastAccessed => None,
        }
    }

    /// What asks before an action is done.
    fn question(&self, action: Action, cx: &Cx<'_>, user: &User) -> Option<Box<dyn Overlay>> {
        Some(match (action, self.tab) {
            (Action::Rename, _) => Box::new(rename::dialog(cx, user)),
            (Action::Delete, _) => Box::new(deletion::dialog(cx, user, || vec![Step::Up])),
            (Action::Add, Tab::Permissions) => Box::new(granting::add(cx, &[user])),
            (Action::Add, Tab::Groups) => Box::new(membership::groups_for(cx, vec![user.id])),
            (Action::Remove, Tab::Permissions) => Box::new(granting::remove(cx, user, &self.permissions.chosen())?),
            (Action::Remove, Tab::Groups) => Box::new(leaving::remove_users(cx, cx.account.group(*self.groups.selected()?)?, &[user])),
            (action, Tab::Tags) => self.tags.question(action, cx)?,
            (Action::Open | Action::ConsoleAccess, Tab::SecurityCredentials) => Box::new(console_access::dialog(cx, user)),
            _ => return None,
        })
    }

    /// What may not be seen of the selected group.
    fn unseen_of_group(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        GroupRows { cx }.unseen_of(self.groups.selected())
    }

    /// What is denied of the tab that is shown.
    fn denied_in_tab(&self, cx: &Cx<'_>) -> Vec<Denial> {
        match self.tab {
            Tab::Permissions => self.permissions.denied(cx),
            Tab::SecurityCredentials => self.credentials.denied(),
            Tab::Groups => denials(&self.unseen_of_group(cx)),
            Tab::LastAccessed => denials(&self.last_accessed.unseen(cx)),
            Tab::Tags => Vec::new(),
        }
    }

    fn copy(&self, cx: &Cx<'_>, user: &User) -> Vec<Step> {
        match self.credentials.selected().filter(|_| self.tab == Tab::SecurityCredentials) {
            Some(Credential::ConsoleAccess) => {
                vec![Step::Copy { text: cx.sign_in_link(), what: "the sign-in link (practice: nothing answers there)".into() }]
            }
            Some(_) => self.credentials.act(Action::Copy, cx),
            None => vec![Step::Copy { text: cx.account.user_arn(user), what: format!("the ARN of {}", user.name) }],
        }
    }
}

impl Screen for UserPage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.permissions.refresh(cx);
        // What a tab may not show is not counted in its title either.
        let may_list = |tab: Tab| needs::user(&Route::user(self.id), tab as usize, cx).iter().all(|operation| cx.may(operation));
        let groups = if may_list(Tab::Groups) { cx.account.groups_of(self.id) } else { Vec::new() };
        self.groups.refresh(groups.into_iter().map(|group| group.id).collect(), &GroupRows { cx });
        self.tags.refresh(cx, may_list(Tab::Tags));
        self.credentials.refresh(cx);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::Permissions => self.permissions.arrange(cx),
            Tab::Groups => self.groups.arrange(&GroupRows { cx }),
            Tab::Tags => self.tags.arrange(cx),
            Tab::SecurityCredentials => {}
            Tab::LastAccessed => self.last_accessed.arrange(cx),
        }
    }

    fn handed(&mut self, what: Box<dyn Any>, _cx: &Cx<'_>) -> Vec<Step> {
        self.credentials.take(what.as_ref());
        Vec::new()
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Permissions => Focus::List(self.permissions.list()),
            Tab::Groups => Focus::List(self.groups.as_any()),
            Tab::Tags => Focus::List(self.tags.list()),
            Tab::SecurityCredentials => Focus::Rows(self.credentials.rows()),
            Tab::LastAccessed => Focus::List(self.last_accessed.list()),
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.user(cx).map(|user| user.name.clone())
    }

    fn tabs(&self, cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        Some((self.titles(cx), self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, cx: &Cx<'_>) {
        self.tab = Tab::ALL.get(tab).copied().unwrap_or(self.tab);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if self.user(cx).is_none() {
            return Some("This user is not there any more. esc leads to the others.".into());
        }
        let reason = match (action, self.tab) {
            (action, Tab::Permissions) if self.permissions.why_not(action, cx).is_some() => return self.permissions.why_not(action, cx),
            (Action::Create | Action::Boundary | Action::Show, tab) if tab != Tab::Permissions => "This is done under Permissions.",
            (Action::Open | Action::Remove, Tab::Groups) if self.groups.selected().is_none() => {
                self.groups.why_none("There is no group here. a adds the user to some.")
            }
            (Action::Open, Tab::LastAccessed) => return self.last_accessed.why_not_open(),
            (Action::Add | Action::Remove | Action::Edit, Tab::LastAccessed) => last_accessed::NOTHING_TO_CHANGE,
            (Action::Edit, Tab::Groups) => "Only policies, tags and credentials are edited. They have tabs of their own.",
            (Action::Open, Tab::SecurityCredentials) if matches!(self.credentials.selected(), Some(Credential::Denied(_))) => {
                "This may not be seen. D says why."
            }
            (Action::ConsoleAccess | Action::AccessKey | Action::Activate | Action::Resync, tab) if tab != Tab::SecurityCredentials => {
                "This is done under Security credentials."
            }
            (Action::Open, Tab::SecurityCredentials) if self.credentials.selected() != Some(&Credential::ConsoleAccess) => {
                "A device or a key has no page of its own. x removes it."
            }
            (action, Tab::SecurityCredentials) => return self.credentials.why_not(action, cx),
            (action, Tab::Tags) => return self.tags.why_not(action),
            _ => return None,
        };
        Some(reason.into())
    }

    fn asks(&self, cx: &Cx<'_>) -> Vec<Operation> {
        match self.tab {
            Tab::Permissions => self.permissions.asked(cx),
            Tab::SecurityCredentials => self.credentials.asked().to_vec(),
            Tab::Groups | Tab::Tags | Tab::LastAccessed => Vec::new(),
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        [self.denied_in_tab(cx), denials(&view::unseen(self, cx))].concat()
    }

    fn label(&self, action: Action, cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.tab) {
            (Action::Add, Tab::Permissions) => Some("add permissions…"),
            (Action::Add, Tab::Groups) => Some("add to groups…"),
            (Action::Add, Tab::SecurityCredentials) => Some("assign MFA…"),
            (action, Tab::Tags) => TagsTab::label(action),
            (Action::Open, Tab::SecurityCredentials) => Some("manage…"),
            (Action::Open, Tab::LastAccessed) => Some("actions"),
            (Action::Copy, Tab::SecurityCredentials) if self.credentials.selected() == Some(&Credential::ConsoleAccess) => {
                Some("copy link")
            }
            (action, Tab::SecurityCredentials) => self.credentials.label(action, cx),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(user) = self.user(cx) else { return Vec::new() };
        if action == Action::Copy {
            return self.copy(cx, user);
        }
        if let Some(route) = self.destination().filter(|_| action == Action::Open) {
            return vec![Step::Go(route)];
        }
        match self.question(action, cx, user) {
            Some(question) => vec![Step::Ask(question)],
            None if matches!(action, Action::Why | Action::Run) || self.tab == Tab::Permissions => {
                self.permissions.act(action, cx).unwrap_or_default()
            }
            None if self.tab == Tab::SecurityCredentials => self.credentials.act(action, cx),
            None if self.tab == Tab::LastAccessed => self.last_accessed.open(cx),
            None => Vec::new(),
        }
    }

    fn draw_head(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> Option<usize> {
        self.user(cx).map(|user| view::draw_head(self, cx, user, canvas))
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
