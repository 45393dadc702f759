//! A role's page: what it may do, who may assume it, its tags.

mod entry;
pub(super) mod questions;
mod view;

use crate::account::entity::{Accessor, InstanceProfile, Role};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::route::{Route, ScreenId, Subject, TagsOf};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::changes::attach;
use crate::screens::parts::last_accessed::{self, LastAccessed};
use crate::screens::parts::page;
use crate::screens::parts::permissions::{BOUNDARY, INLINE, Permissions, SIMULATE, SUMMARY, WHY, removal};
use crate::screens::sight::denied::denials;
use crate::screens::sight::needs;
use crate::screens::tags::tab::TagsTab;
use crate::widgets::Canvas;
use crate::widgets::document::Scroll;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Role,
    names: &[],
    title: |_| "Role".into(),
    about: "A role's permissions, and who may assume it",
    parent: Some(ScreenId::Roles),
    needs: needs::role,
    bindings: BINDINGS,
    open: |route, _| Box::new(RolePage::new(route)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected policy; edit the selected tag"),
    Binding::new(&[Key::char('a')], Action::Add, "attach…", "Attach policies to the role; under Tags, add a tag"),
    WHY,
    Binding::new(
        &[Key::char('x')],
        Action::Remove,
        "remove…",
        "Detach the chosen managed policies from the role, and delete the chosen inline ones; under Tags, remove the selected tag",
    ),
    Binding::new(&[Key::char('e')], Action::Edit, "edit…", "Edit the selected policy, the trust policy or the selected tag"),
    INLINE,
    BOUNDARY,
    SUMMARY,
    Binding::new(&[Key::char('E')], Action::Describe, "edit role…", "Edit the role's description and its maximum session duration"),
    Binding::new(&[Key::char('t')], Action::Tags, "profile's tags", "Show the tags of the instance profile that the role is in"),
    Binding::new(&[Key::char('r')], Action::Reset, "revoke sessions…", "Deny everything to the sessions that are open now"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the role; whatever acts with it is denied from then on",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy", "Copy the role's ARN; under Trust relationships, its trust policy"),
    SIMULATE,
];

/// Why nothing of a service-linked role is changed here.
const SERVICE_LINKED: &str = "A service-linked role is changed by its service alone. Its description, its tags and its end are yours.";

/// The tabs, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Tab {
    Permissions,
    Trust,
    Tags,
    LastAccessed,
    Revoke,
}

impl Tab {
    pub(in crate::screens) const ALL: [Self; 5] = [Self::Permissions, Self::Trust, Self::Tags, Self::LastAccessed, Self::Revoke];
}

struct RolePage {
    id: UniqueId,
    tab: Tab,
    permissions: Permissions,
    trust: Scroll,
    tags: TagsTab,
    last_accessed: LastAccessed,
}

impl RolePage {
    fn new(route: &Route) -> Self {
        let id = match route.subject {
            Some(Subject::Role(id)) => id,
            // No role has this id: the page says that there is none.
            _ => UniqueId::FIRST,
        };
        Self {
            id,
            tab: Tab::Permissions,
            permissions: Permissions::of(id, List::marking("policies of a role")),
            trust: Scroll::default(),
            tags: TagsTab::of(Some(id.into()), "tags of a role"),
            last_accessed: LastAccessed::of(Some(Accessor::Identity(id)), "last accessed by a role"),
        }
    }

    fn role<'a>(&self, cx: &Cx<'a>) -> Option<&'a Role> {
        cx.account.role(self.id)
    }

    /// The instance profile that the role is in, where that may be seen: the first, should there be several.
    fn profile<'a>(&self, cx: &Cx<'a>) -> Option<&'a InstanceProfile> {
        cx.account.profiles_of_role(self.id).into_iter().next().filter(|_| view::unseen(self, cx).is_none())
    }

    /// What is denied of the tab that is shown.
    fn denied_in_tab(&self, cx: &Cx<'_>) -> Vec<Denial> {
        match self.tab {
            Tab::Permissions => self.permissions.denied(cx),
            Tab::Trust => self.permissions.denied_in_words(cx),
            Tab::LastAccessed => denials(&self.last_accessed.unseen(cx)),
            Tab::Tags => Vec::new(),
            Tab::Revoke => denials(&Vec::from_iter(view::unseen_revocation(self, cx))),
        }
    }

    fn titles(&self, cx: &Cx<'_>) -> Vec<String> {
        let titles =
            |trust: &str, revoke: &str| vec!["Permissions".into(), trust.into(), self.tags.title(), "Last Accessed".into(), revoke.into()];
        let (whole, short) = ("Revoke sessions", "Revoke");
        page::fitting_titles(cx, [titles("Trust relationships", whole), titles("Trust", whole), titles("Trust", short)])
    }

    fn copy(&self, cx: &Cx<'_>, role: &Role) -> Step {
        match self.tab {
            Tab::Trust => Step::Copy {
                text: cx.account.current_policy(&role.trust_policy).to_string(),
                what: format!("the trust policy of {}", role.name),
            },
            Tab::Permissions | Tab::Tags | Tab::LastAccessed | Tab::Revoke => {
                Step::Copy { text: cx.account.role_arn(role), what: format!("the ARN of {}", role.name) }
            }
        }
    }

    /// What asks before an action is done.
    fn question(&self, action: Action, cx: &Cx<'_>, role: &Role) -> Option<Box<dyn Overlay>> {
        Some(match (action, self.tab) {
            (Action::Describe, _) => Box::new(questions::edit(role)),
            (Action::Reset, _) => Box::new(questions::revoke(role)),
            (Action::Delete, _) => Box::new(questions::delete(cx, &[role])?.done(|_, _, _| vec![Step::Up])),
            (Action::Add, Tab::Permissions) => Box::new(attach::to(cx, &[role.id])),
            (Action::Remove, Tab::Permissions) => {
                Box::new(removal::question(cx, Identity::Role(role), &self.permissions.chosen_policies()))
            }
            (action, Tab::Tags) => self.tags.question(action, cx)?,
            _ => return None,
        })
    }
}

impl Screen for RolePage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.permissions.refresh(cx);
        // What a tab may not show is not counted in its title either.
        let may_list = needs::role(&Route::role(self.id), Tab::Tags as usize, cx).iter().all(|operation| cx.may(operation));
        self.tags.refresh(cx, may_list);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::Permissions => self.permissions.arrange(cx),
            Tab::Tags => self.tags.arrange(cx),
            Tab::Trust | Tab::Revoke => {}
            Tab::LastAccessed => self.last_accessed.arrange(cx),
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Permissions => Focus::List(self.permissions.list()),
            Tab::Trust => Focus::Document(&mut self.trust),
            Tab::Tags => Focus::List(self.tags.list()),
            Tab::LastAccessed => Focus::List(self.last_accessed.list()),
            Tab::Revoke => Focus::Nothing,
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.role(cx).map(|role| role.name.clone())
    }

    fn tabs(&self, cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        Some((self.titles(cx), self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, cx: &Cx<'_>) {
        self.tab = Tab::ALL.get(tab).copied().unwrap_or(self.tab);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let Some(role) = self.role(cx) else { return Some("This role is not there any more.".into()) };
        let is_policy = matches!(action, Action::Add | Action::Remove | Action::Edit | Action::Create | Action::Boundary | Action::Reset);
        let reason = match (action, self.tab) {
            (_, Tab::Permissions | Tab::Trust) if is_policy && role.is_service_linked() => SERVICE_LINKED,
            (Action::Reset, _) if role.is_service_linked() => SERVICE_LINKED,
            (Action::Tags, _) if view::unseen(self, cx).is_some() => "Its instance profiles may not be seen by you.",
            (Action::Tags, _) if self.profile(cx).is_none() => "The role is in no instance profile.",
            (Action::Open, Tab::Revoke) => "r revokes the sessions that are open.",
            (Action::Tags | Action::Reset | Action::Delete | Action::Copy | Action::Why | Action::Run | Action::Describe, _)
            | (Action::Edit, Tab::Trust) => return None,
            (action, Tab::Permissions) => return self.permissions.why_not(action, cx),
            (Action::Open, Tab::LastAccessed) => return self.last_accessed.why_not_open(),
            (Action::Add | Action::Remove | Action::Edit, Tab::LastAccessed) => last_accessed::NOTHING_TO_CHANGE,
            (Action::Add | Action::Open | Action::Edit | Action::Remove, Tab::Tags) => return self.tags.why_not(action),
            _ => "Policies are under Permissions.",
        };
        Some(reason.into())
    }

    fn asks(&self, cx: &Cx<'_>) -> Vec<Operation> {
        if matches!(self.tab, Tab::Permissions | Tab::Trust) { self.permissions.asked(cx) } else { Vec::new() }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        [self.denied_in_tab(cx), denials(&Vec::from_iter(view::unseen(self, cx)))].concat()
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.tab) {
            (Action::Edit, Tab::Trust) => Some("edit trust policy…"),
            (action, Tab::Tags) => TagsTab::label(action),
            (Action::Open, Tab::LastAccessed) => Some("actions"),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(role) = self.role(cx) else { return Vec::new() };
        if action == Action::Copy {
            return vec![self.copy(cx, role)];
        }
        if action == Action::Edit && self.tab == Tab::Trust {
            return vec![Step::Go(Route::trust_policy(role.id))];
        }
        if action == Action::Tags {
            let of = self.profile(cx).map(|profile| TagsOf::InstanceProfile { id: profile.id, role: role.id });
            return of.map(|of| Step::Go(Route::about(ScreenId::Tags, Subject::Tags(of)))).into_iter().collect();
        }
        if action == Action::Open && self.tab == Tab::LastAccessed {
            return self.last_accessed.open(cx);
        }
        match self.question(action, cx, role) {
            Some(question) => vec![Step::Ask(question)],
            None => self.permissions.act(action, cx).unwrap_or_default(),
        }
    }

    fn draw_head(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> Option<usize> {
        self.role(cx).map(|role| view::draw_head(self, cx, role, canvas))
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
