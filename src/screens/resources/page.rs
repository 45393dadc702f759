//! A resource's page: what matters for who may do what, what it holds, its policy.

use super::contents::{self, ContentRows};
use super::deed;
use super::facts;
use super::kinds::{self, deletion};
use super::tabs::Tab;
use crate::account::entity::{EntityKey, ResourceKey, ResourceKind};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::{Outcome, Step};
use crate::screens::parts::page::{self, Heading};
use crate::screens::parts::table::Table;
use crate::screens::sight::denied::{self, denials};
use crate::screens::sight::needs;
use crate::screens::tags::tab::{self, TagsTab};
use crate::widgets::document::{self, Scroll};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::{Column, List};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Resource,
    names: &[],
    title: |_| "Resource".into(),
    about: "A resource of the practice estate: its role, what it holds, its policy",
    parent: Some(ScreenId::Resources),
    needs: needs::resource,
    bindings: BINDINGS,
    open: |route, _| Box::new(ResourcePage::new(route)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "read", "Read the selected object, message or item; under Tags, change a value"),
    Binding::new(&[Key::char('a')], Action::Choose, "actions…", "Choose what to do with the resource; under Tags, add a tag"),
    Binding::new(&[Key::char('t')], Action::Run, "try it…", "Make a request about it as somebody"),
    Binding::new(
        &[Key::char('e')],
        Action::Edit,
        "edit policy…",
        "Edit the resource's policy; under Tags, change the selected tag's value",
    ),
    Binding::new(
        &[Key::char('x')],
        Action::Remove,
        "remove",
        "Delete the selected object, message or item; under Tags, remove the selected tag",
    ),
    Binding::new(&[Key::char('d'), Key::plain(Code::Delete)], Action::Delete, "delete…", "Delete the resource with what it holds"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the resource's ARN"),
];

struct ResourcePage {
    key: ResourceKey,
    tab: Tab,
    contents: List<String>,
    policy: Scroll,
    tags: TagsTab,
}

/// What was chosen to be done with the resource.
struct Chosen(usize);

impl ResourcePage {
    fn new(route: &Route) -> Self {
        let key = match &route.subject {
            Some(Subject::Resource(key)) => key.clone(),
            // There is no bucket without a name: the page says that there is none.
            _ => ResourceKey::new(ResourceKind::Bucket, ""),
        };
        let tags = TagsTab::of(Some(key.clone().into()), "tags of a resource");
        Self { key, tab: Tab::Details, contents: List::new("contents of a resource"), policy: Scroll::default(), tags }
    }

    fn is_there(&self, cx: &Cx<'_>) -> bool {
        cx.account.get(&EntityKey::Resource(self.key.clone())).is_some()
    }

    fn selected(&self) -> Option<&str> {
        self.contents.selected().filter(|_| self.tab == Tab::Contents).map(String::as_str)
    }

    /// Asks what to do.
    fn choose(&self, cx: &Cx<'_>) -> Step {
        const COLUMNS: &[Column] = &[Column::text("Action", 26, 36, 10), Column::text("What it does", 30, 80, 5)];
        let row = |deed: &deed::Deed| match (deed.moot)(cx, &self.key.name) {
            None => vec![Line::new().text(deed.title), Line::new().quiet(deed.about)],
            Some(why) => vec![Line::new().quiet(deed.title), Line::new().quiet(format!("Not now: {why}"))],
        };
        let rows = kinds::of(self.key.kind).deeds.iter().map(row).collect();
        let title = format!("Actions on {}", cx.resource_words(&self.key));
        let chosen = |places: &[usize]| Chosen(places.first().copied().unwrap_or_default());
        Table { title, columns: COLUMNS, rows, empty: "", marked: None, chosen: Box::new(chosen) }.open(cx)
    }

    fn draw_policy(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let about = "Who may do what with it, beside what their own policies say.";
        let keys: &[(Key, &str)] = if kinds::of(self.key.kind).writes_policy { &[(Key::char('e'), "Edit policy")] } else { &[] };
        let row = page::draw_about(canvas, about, keys);
        if let Some(policy) = facts::policy(cx.account, &self.key) {
            self.policy.draw(&mut canvas.rows(row, usize::MAX), "resource policy", &document::json(&policy));
        } else {
            let words =
                format!("This {} has no policy: only the account's own principals get at it, by their policies.", self.key.kind.word());
            canvas.paragraph(row, &words, crate::theme::Role::Text);
        }
    }
}

impl Screen for ResourcePage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.contents.refresh(contents::keys(cx.account, &self.key), &ContentRows { cx, of: &self.key });
        self.tags.refresh(cx, true);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.contents.arrange(&ContentRows { cx, of: &self.key });
        self.tags.arrange(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Details => Focus::Nothing,
            Tab::Contents => Focus::List(self.contents.as_any()),
            Tab::Policy => Focus::Document(&mut self.policy),
            Tab::Tags => Focus::List(self.tags.list()),
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        Some(cx.nickname(&self.key).unwrap_or_else(|| self.key.name.clone()))
    }

    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        let tabs = Tab::of(self.key.kind);
        let at = tabs.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        Some((tabs.into_iter().map(|tab| tab.title(self.key.kind).to_owned()).collect(), at))
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        self.tab = Tab::at(self.key.kind, tab);
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        if self.tab == Tab::Tags { TagsTab::label(action) } else { None }
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let word = self.key.kind.word();
        if !self.is_there(cx) {
            return Some(format!("This {word} is not there any more."));
        }
        match action {
            Action::Open | Action::Edit | Action::Remove if self.tab == Tab::Tags => self.tags.why_not(action),
            Action::Open | Action::Remove if self.selected().is_none() => {
                let nothing = match self.tab {
                    Tab::Contents => "It holds nothing.",
                    _ => "Nothing is selected here that opens. tab shows what else there is.",
                };
                Some(if self.tab == Tab::Contents { self.contents.why_none(nothing) } else { nothing }.into())
            }
            Action::Edit if !kinds::of(self.key.kind).writes_policy => Some(match self.key.kind {
                ResourceKind::Function => {
                    "Lambda changes a function's policy statement by statement: a has Add and Remove permission.".into()
                }
                _ => format!("This practice {word} has no policy of its own."),
            }),
            _ => None,
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        if self.tab == Tab::Details { denials(&facts::unseen(cx, &self.key)) } else { Vec::new() }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if self.tab == Tab::Tags
            && let Some(question) = self.tags.question(action, cx)
        {
            return vec![Step::Ask(question)];
        }
        let key = &self.key;
        let on_content = |make: fn(&crate::account::Account, &ResourceKey, &str) -> Option<crate::account::operation::Operation>| {
            let operation = self.selected().and_then(|content| make(cx.account, key, content));
            operation.map(Step::submit).into_iter().collect()
        };
        match action {
            Action::Open => on_content(contents::reading),
            Action::Remove => on_content(contents::deletion),
            Action::Choose => vec![self.choose(cx)],
            Action::Run => vec![Step::Go(Route::try_on(key.clone()))],
            Action::Edit => vec![Step::Go(Route::about(ScreenId::EditPolicy, Subject::Resource(key.clone())))],
            Action::Delete => vec![Step::Ask(Box::new(deletion(cx, key)))],
            Action::Copy => vec![Step::Copy { text: cx.account.resource_arn(key), what: format!("the ARN of {}", key.name) }],
            _ => Vec::new(),
        }
    }

    fn handed(&mut self, what: Box<dyn std::any::Any>, cx: &Cx<'_>) -> Vec<Step> {
        let deed = what.downcast::<Chosen>().ok().and_then(|chosen| kinds::of(self.key.kind).deeds.get(chosen.0));
        let step = |deed: &'static deed::Deed| match (deed.moot)(cx, &self.key.name) {
            None => Step::Ask(Box::new(deed.dialog(cx, Some(&self.key)))),
            Some(why) => Step::Hint(Notice::new(Tone::Warning, why)),
        };
        deed.map(step).into_iter().collect()
    }

    fn answered(&mut self, outcome: Outcome, _cx: &Cx<'_>) -> Vec<Step> {
        match outcome {
            Outcome::Done(replies) => {
                let reply = replies.first().filter(|reply| !matches!(reply, crate::account::reply::Reply::Nothing {}));
                reply.filter(|_| self.tab == Tab::Contents).map(deed::read).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let key = &self.key;
        if !self.is_there(cx) {
            return page::draw_gone(cx, canvas, key.kind.word());
        }
        let name = cx.nickname(key).unwrap_or_else(|| key.name.clone());
        let created = facts::since(cx.account, key).unwrap_or(cx.now);
        let heading =
            Heading { name: &name, arn: cx.account.resource_arn(key), created: Some(created), facts: Vec::new(), unseen: Vec::new() };
        let (titles, at) = self.tabs(cx).unwrap_or_default();
        let row = page::draw(cx, canvas, &heading, &titles, at);
        let mut body = canvas.rows(row, usize::MAX);
        match self.tab {
            Tab::Details => {
                let keys = Line::new().key("a", "actions").text("   ").key("t", "try it");
                let lines = [facts::lines(cx, key), vec![Line::new(), keys]].concat();
                denied::draw_beside(&mut body, &facts::unseen(cx, key), lines.len(), |body| {
                    for (row, line) in lines.iter().enumerate() {
                        body.line(row, line);
                    }
                });
            }
            Tab::Contents => {
                let called = contents::called(key.kind).unwrap_or_default();
                let empty =
                    [Line::new().text(format!("This {} holds nothing.", key.kind.word())), Line::new(), Line::new().key("a", "Actions")];
                self.contents.draw(&mut body, called, &ContentRows { cx, of: key }, &empty, true);
            }
            Tab::Policy => self.draw_policy(cx, &mut body),
            Tab::Tags => {
                let about = match key.kind {
                    ResourceKind::Bucket => {
                        "A tag is a key with a value, such as team = search. On buckets as these it is for bills alone."
                    }
                    _ => tab::ABOUT,
                };
                self.tags.draw_list(cx, &mut body, (key.kind.word(), about));
            }
        }
    }
}
