//! A policy's page: what it grants, where it is attached, its tags, its versions.

mod view;

use super::attach;
use super::document::DocumentView;
use super::entities::{EntityRows, Holder, Use, detaching, holders};
use super::versions::Versions;
use crate::access::Inquiry;
use crate::account::Account;
use crate::account::entity::{Accessor, PolicyKey, TagHolder};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::account::reply::PolicyDetail;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::inquiry::Ended;
use crate::app::overlay::Overlay;
use crate::app::overlay::gives_and_takes;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::screens::parts::last_accessed::{self, LastAccessed};
use crate::screens::parts::narrowing::NARROW;
use crate::screens::parts::page;
use crate::screens::policies::deletion;
use crate::screens::sight::denied::denials;
use crate::screens::sight::needs;
use crate::screens::tags::tab::TagsTab;
use crate::widgets::Canvas;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Policy,
    names: &[],
    title: |_| "Policy".into(),
    about: "What a policy grants, the entities that it is attached to, its versions",
    parent: Some(ScreenId::Policies),
    needs: needs::policy,
    bindings: BINDINGS,
    open: |route, cx| Box::new(Policy::new(route, cx.account)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open what is selected: a service, an action, an entity, a version"),
    Binding::new(
        &[Key::char('v')],
        Action::Show,
        "JSON",
        "Turn from the summary to the document, and back; a version has its changes as well",
    ),
    NARROW,
    Binding::new(&[Key::char('e')], Action::Edit, "edit", "Write a new version of the policy; of one of AWS's, a policy of one's own"),
    Binding::new(&[Key::char('w')], Action::Why, "what can?", "Ask what the policy allows"),
    Binding::new(&[Key::char('a')], Action::Add, "attach…", "Attach the policy to users, groups or roles; under Tags, add a tag"),
    Binding::new(&[Key::char('x')], Action::Remove, "detach…", "Detach the policy from the selected entity; remove the tag or version"),
    Binding::new(&[Key::char('t')], Action::Activate, "set as default…", "Make the selected version the one that holds"),
    gives_and_takes::BINDING,
    Binding::new(&[Key::char('y')], Action::Copy, "copy", "Copy the document, or with the entities in sight the policy's ARN"),
    Binding::new(&[Key::char('W')], Action::SaveFile, "write file", "Write the document into a file in the working directory"),
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete policy…",
        "Delete the policy with its versions, and detach it everywhere",
    ),
];

/// What the tabs show.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Tab {
    Permissions,
    Entities,
    Tags,
    Versions,
    LastAccessed,
}

impl Tab {
    /// The tabs of a policy, in their order: AWS's own have no tags here.
    pub(in crate::screens) const fn of(key: Option<&PolicyKey>) -> &'static [Self] {
        match key {
            Some(PolicyKey::Customer(_)) => &[Self::Permissions, Self::Entities, Self::Tags, Self::Versions, Self::LastAccessed],
            _ => &[Self::Permissions, Self::Entities, Self::Versions, Self::LastAccessed],
        }
    }
}

struct Policy {
    key: Option<PolicyKey>,
    tab: Tab,
    document: DocumentView,
    entities: List<Holder>,
    tags: TagsTab,
    versions: Versions,
    last_accessed: LastAccessed,
}

impl Policy {
    fn new(route: &Route, account: &Account) -> Self {
        let key = match &route.subject {
            Some(Subject::Policy(key)) => Some(key.clone()),
            _ => None,
        };
        let own = if let Some(PolicyKey::Customer(id)) = key { Some(id) } else { None };
        let text = key.as_ref().and_then(|key| account.policy_document(key)).unwrap_or_default();
        let mut page = Self {
            document: DocumentView::new(text),
            tab: Tab::Permissions,
            entities: List::new("policy entities"),
            tags: TagsTab::of(own.map(TagHolder::from), "policy tags"),
            versions: Versions::of(key.clone()),
            last_accessed: LastAccessed::of(key.clone().map(Accessor::Policy), "last accessed by a policy"),
            key,
        };
        page.tab = page.all_tabs().get(route.tab).copied().unwrap_or(Tab::Permissions);
        page
    }

    /// The policy, unless it is gone or AWS has retired it.
    fn policy(&self, cx: &Cx<'_>) -> Option<(&PolicyKey, PolicyDetail)> {
        let key = self.key.as_ref()?;
        Some((key, cx.account.policy_detail(key)?))
    }

    /// The id of a customer managed policy.
    const fn own(&self) -> Option<UniqueId> {
        match self.key {
            Some(PolicyKey::Customer(id)) => Some(id),
            _ => None,
        }
    }

    const fn all_tabs(&self) -> &'static [Tab] {
        Tab::of(self.key.as_ref())
    }

    /// The titles of the tabs, in the console's words where there is room for them.
    fn titles(&self, cx: &Cx<'_>) -> Vec<String> {
        // What a tab may not show is not counted in its title either.
        let may_count: Vec<bool> = (0..self.all_tabs().len()).map(|tab| self.may_show(tab, cx)).collect();
        let titles = |[entities, versions]: [&str; 2], is_counted: bool| {
            let title = |(tab, may_count): (&Tab, &bool)| {
                let counted =
                    |title: &str, count: usize| if is_counted && *may_count { format!("{title} ({count})") } else { title.to_owned() };
                match tab {
                    Tab::Permissions => "Permissions".into(),
                    Tab::Entities => counted(entities, self.entities.len()),
                    Tab::Tags if self.tags.len() == 0 => "Tags".into(),
                    Tab::Tags => counted("Tags", self.tags.len()),
                    Tab::Versions => counted(versions, self.versions.len()),
                    Tab::LastAccessed => "Last Accessed".into(),
                }
            };
            self.all_tabs().iter().zip(&may_count).map(title).collect()
        };
        let short = ["Entities", "Versions"];
        page::fitting_titles(cx, [titles(["Entities attached", "Policy versions"], true), titles(short, true), titles(short, false)])
    }

    /// Whether whoever is signed in may see what a tab shows.
    fn may_show(&self, tab: usize, cx: &Cx<'_>) -> bool {
        let needs = self.key.clone().map(|key| needs::policy(&Route::policy(key), tab, cx));
        needs.unwrap_or_default().into_iter().all(|operation| cx.may(&operation))
    }

    fn selected<'a>(&self, cx: &'a Cx<'_>) -> Option<(Identity<'a>, Use)> {
        let holder = self.entities.selected()?;
        Some((Identity::of(cx.account, holder.id)?, holder.used_as))
    }

    /// Why an action of the entities can't be done.
    fn why_not_entity(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        match self.selected(cx) {
            None => Some(self.entities.why_none("The policy is attached to nobody.").into()),
            Some((identity, Use::Boundary)) if action == Action::Remove => {
                Some(format!("It limits {} as its permissions boundary; it is not attached there.", identity.name()))
            }
            Some(_) => None,
        }
    }

    /// What asks before an action is done.
    fn question(&self, action: Action, cx: &Cx<'_>, key: &PolicyKey) -> Option<Box<dyn Overlay>> {
        Some(match (action, self.tab) {
            (Action::Add | Action::Remove | Action::Open, Tab::Tags) => self.tags.question(action, cx)?,
            (Action::Add, _) => attach::picker(vec![key.clone()], cx),
            (Action::Remove, _) => Box::new(detaching(cx, key, self.selected(cx)?.0)),
            (Action::Delete, _) => Box::new(deletion::dialog(cx, std::slice::from_ref(key))?.done(|_, _, _| vec![Step::Up])),
            _ => return None,
        })
    }

    /// The text that is in sight, and what it is; without any, the policy's ARN is copied and its document written.
    fn text(&self, cx: &Cx<'_>, name: &str) -> Option<(String, String)> {
        match self.tab {
            Tab::Permissions => Some((self.document.laid_out(), name.to_owned())),
            Tab::Versions => self.versions.text(cx),
            Tab::Entities | Tab::Tags | Tab::LastAccessed => None,
        }
    }

    /// Whether an action hands out a document: what is written always is one, what is copied where one is in sight.
    fn tells_document(&self, action: Action, cx: &Cx<'_>) -> bool {
        action == Action::SaveFile || self.text(cx, "").is_some()
    }

    fn copy(&self, cx: &Cx<'_>, policy: PolicyDetail) -> Step {
        match self.text(cx, &policy.policy_name) {
            Some((text, of)) => Step::Copy { text, what: format!("the document of {of}") },
            None => Step::Copy { text: policy.arn, what: format!("the ARN of {}", policy.policy_name) },
        }
    }

    fn write(&self, cx: &Cx<'_>, name: &str) -> Step {
        let (text, of) = self.text(cx, name).unwrap_or_else(|| (self.document.laid_out(), name.to_owned()));
        // `v2 of ReportsAccess` is `ReportsAccess-v2.json`.
        let file = of.split_once(" of ").map_or_else(|| of.clone(), |(version, name)| format!("{name}-{version}"));
        Step::Save { name: format!("{file}.json"), contents: text + "\n" }
    }
}

impl Screen for Policy {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let rows = self.key.as_ref().map_or_else(Vec::new, |key| holders(key, cx));
        if let Some(text) = self.key.as_ref().and_then(|key| cx.account.policy_document(key)) {
            self.document.refresh(text);
        }
        self.entities.refresh(rows, &EntityRows { cx });
        self.tags.refresh(cx, true);
        self.versions.refresh(cx);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::Permissions => self.document.rearrange(),
            Tab::Entities => self.entities.arrange(&EntityRows { cx }),
            Tab::Tags => self.tags.arrange(cx),
            Tab::Versions => self.versions.rearrange(cx),
            Tab::LastAccessed => self.last_accessed.arrange(cx),
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Permissions => self.document.focus(),
            Tab::Entities => Focus::List(self.entities.as_any()),
            Tab::Tags => Focus::List(self.tags.list()),
            Tab::Versions => self.versions.focus(),
            Tab::LastAccessed => Focus::List(self.last_accessed.list()),
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.key.as_ref().map(|key| cx.account.policy_name(key).to_owned())
    }

    fn tabs(&self, cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        let shown = self.all_tabs().iter().position(|tab| *tab == self.tab).unwrap_or_default();
        Some((self.titles(cx), shown))
    }

    fn show_tab(&mut self, tab: usize, cx: &Cx<'_>) {
        self.tab = self.all_tabs().get(tab).copied().unwrap_or(self.tab);
        self.last_accessed.refresh(cx, self.tab == Tab::LastAccessed);
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let Some((key, _)) = self.policy(cx) else { return Some("The policy is gone.".into()) };
        match (action, self.tab) {
            (Action::Delete, _) => deletion::why_not(cx, key),
            (Action::Add | Action::Open | Action::Remove, Tab::Tags) => self.tags.why_not(action),
            (Action::Open, Tab::LastAccessed) => self.last_accessed.why_not_open(),
            (Action::Remove, Tab::LastAccessed) => Some(last_accessed::NOTHING_TO_CHANGE.into()),
            (Action::Add, _) => attach::why_not(cx.account, key),
            (Action::Activate, tab) if tab != Tab::Versions => Some("tab shows the versions, where this is done.".into()),
            (Action::Effect, tab) if tab != Tab::Versions => {
                Some("tab shows the versions, where what a change of them gives and takes is told.".into())
            }
            (Action::Copy | Action::SaveFile, _) if self.tells_document(action, cx) && !cx.may(&needs::version(cx, key)) => {
                Some("Its document may not be read by you. Permissions says why.".into())
            }
            (Action::Open | Action::Remove | Action::Activate | Action::Show | Action::Narrow | Action::Effect, Tab::Versions) => {
                self.versions.why_not(action, cx)
            }
            (Action::Remove, Tab::Permissions) => Some("tab shows the entities that the policy is attached to.".into()),
            (Action::Open | Action::Show | Action::Narrow, Tab::Permissions) => self.document.why_not(action),
            (Action::Show | Action::Narrow, _) => Some("This is done under Permissions.".into()),
            (Action::Open | Action::Remove, Tab::Entities) => self.why_not_entity(action, cx),
            _ => None,
        }
    }

    fn asks(&self, cx: &Cx<'_>) -> Vec<Operation> {
        self.versions.asked(cx).filter(|_| self.tab == Tab::Versions).into_iter().collect()
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        let unseen = match self.tab {
            Tab::Versions => self.versions.unseen(cx),
            Tab::LastAccessed => self.last_accessed.unseen(cx),
            Tab::Permissions | Tab::Entities | Tab::Tags => Vec::new(),
        };
        denials(&unseen)
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.tab) {
            (Action::Edit, _) if self.own().is_none() => Some("copy as own policy"),
            (_, Tab::Permissions) => self.document.label(action),
            (_, Tab::Versions) => self.versions.label(action),
            (Action::Add | Action::Open | Action::Remove, Tab::Tags) => TagsTab::label(action),
            (Action::Open, Tab::LastAccessed) => Some("actions"),
            _ => None,
        }
    }

    fn inquires(&mut self, _cx: &Cx<'_>) -> Option<Inquiry> {
        if self.tab == Tab::Versions { self.versions.inquires() } else { None }
    }

    fn inquiry_ended(&mut self, ended: Ended, _cx: &Cx<'_>) {
        self.versions.inquiry_ended(ended);
    }

    fn close_part(&mut self) -> bool {
        match self.tab {
            Tab::Permissions => self.document.close(),
            Tab::Versions => self.versions.close(),
            Tab::Entities | Tab::Tags | Tab::LastAccessed => false,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some((key, policy)) = self.policy(cx) else { return Vec::new() };
        let key = key.clone();
        match (action, self.tab) {
            (Action::Copy, _) => vec![self.copy(cx, policy)],
            (Action::SaveFile, _) => vec![self.write(cx, &policy.policy_name)],
            (Action::Edit, _) => vec![Step::Go(Route::about(ScreenId::EditPolicy, Subject::Policy(key)))],
            (Action::Why, _) => vec![Step::Go(Route::about(ScreenId::Access, Subject::Policy(key)))],
            (Action::Open | Action::Show | Action::Narrow, Tab::Permissions) => {
                self.document.act(action);
                Vec::new()
            }
            (Action::Open | Action::Show | Action::Narrow | Action::Remove | Action::Activate | Action::Effect, Tab::Versions) => {
                self.versions.act(action, cx)
            }
            (Action::Open, Tab::LastAccessed) => self.last_accessed.open(cx),
            (Action::Open, Tab::Entities) => {
                self.selected(cx).map(|(identity, _)| Step::Go(Route::identity(identity))).into_iter().collect()
            }
            _ => self.question(action, cx, &key).map(Step::Ask).into_iter().collect(),
        }
    }

    fn draw_head(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> Option<usize> {
        view::draw_head(self, cx, canvas)
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        view::draw(self, cx, canvas);
    }
}
