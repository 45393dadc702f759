//! The list of all that the practice estate holds.

use super::kinds::{KINDS, deletion, service};
use super::rows::ResourceRows;
use crate::account::entity::{Entity, ResourceKey, ResourceKind};
use crate::account::estate::sample_lines;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::awscli::{Command, NoFiles, parse_line};
use crate::screens::parts::table::Table;
use crate::screens::sight::denied::{Asking as _, Parts, Unseen, denials};
use crate::screens::sight::{needs, reading};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::{Column, List};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Resources,
    names: &["resources", "estate"],
    title: |_| "Resources".into(),
    about: "Buckets, instances, functions and more, for policies to have an effect on",
    parent: Some(ScreenId::Dashboard),
    // Each service is asked by itself: what may be listed is.
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |_, _| Box::new(Resources { list: List::new("resources"), denied: Vec::new(), known: Vec::new() }),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected resource"),
    Binding::new(&[Key::char('c')], Action::Create, "create…", "Make a bucket, an instance, a function, or something else"),
    Binding::new(&[Key::char('t')], Action::Run, "try it…", "Make a request about the selected resource as somebody"),
    Binding::new(&[Key::char('d'), Key::plain(Code::Delete)], Action::Delete, "delete…", "Delete the selected resource with what it holds"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the selected resource's ARN"),
    Binding::new(&[Key::char('p')], Action::Begin, "sample estate", "Make something of each kind to practise on; undo takes all back"),
];

struct Resources {
    list: List<ResourceKey>,
    /// The kinds that may not be listed, and why.
    denied: Vec<(ResourceKind, Refusal)>,
    /// Those that there were when the account was looked at last.
    known: Vec<ResourceKey>,
}

impl Resources {
    /// What may not be seen of the selected one.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        ResourceRows { cx }.unseen_of(self.list.selected())
    }
}

/// A kind was chosen to make one of.
struct Kind(usize);

/// What the list is called.
const TITLE: &str = "Resources";

/// The kinds that may not be listed, and why.
fn denied(cx: &Cx<'_>) -> Vec<(ResourceKind, Refusal)> {
    let refusal = |kind| cx.account.authorise(cx.caller, &reading::resources_of(kind), cx.now).err();
    ResourceKind::ALL.into_iter().filter_map(|kind| Some((kind, refusal(kind)?))).collect()
}

/// The operations that make the sample estate.
fn sample(cx: &Cx<'_>) -> Vec<Operation> {
    let of_line = |line: String| match parse_line(line.strip_prefix("aws ").unwrap_or(&line), &NoFiles) {
        Ok(Command::Call(invocation)) => Some(invocation.operation),
        _ => None,
    };
    sample_lines(cx.account.id().as_str()).into_iter().filter_map(of_line).collect()
}

/// Asks what to make.
fn choose_kind(cx: &Cx<'_>) -> Step {
    const COLUMNS: &[Column] =
        &[Column::text("Create", 20, 30, 10), Column::fixed("Service", 16, 6), Column::text("What it is for", 24, 70, 4)];
    let row = |kind: &super::kinds::Kind| {
        vec![Line::new().text(kind.create.title), Line::new().quiet(kind.service), Line::new().quiet(kind.create.about)]
    };
    let rows = KINDS.iter().map(row).collect();
    let chosen = |places: &[usize]| Kind(places.first().copied().unwrap_or_default());
    Table { title: "Create a resource".into(), columns: COLUMNS, rows, empty: "", marked: None, chosen: Box::new(chosen) }.open(cx)
}

impl Screen for Resources {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.denied = denied(cx);
        let may_list = |kind: &ResourceKind| self.denied.iter().all(|(denied, _)| denied != kind);
        let kinds = ResourceKind::ALL.into_iter().filter(may_list);
        let keys: Vec<ResourceKey> = kinds.flat_map(|kind| cx.account.resources(kind)).filter_map(Entity::resource).collect();
        let made: Vec<ResourceKey> = keys.iter().filter(|key| !self.known.contains(key)).cloned().collect();
        self.known.clone_from(&keys);
        self.list.refresh(keys, &ResourceRows { cx });
        // What was made here is what one goes on with; of many at once there is none in particular.
        if let [made] = made.as_slice() {
            self.list.select_key(made);
        }
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&ResourceRows { cx });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        match action {
            Action::Create => None,
            Action::Begin => cx.read_only.map(str::to_owned),
            _ => self.list.selected().is_none().then(|| {
                let nothing = if self.denied.is_empty() {
                    "No resource yet: p makes a sample estate, c one."
                } else {
                    "There is no resource here that you may see."
                };
                self.list.why_none(nothing).into()
            }),
        }
    }

    fn asks(&self, _cx: &Cx<'_>) -> Vec<Operation> {
        ResourceKind::ALL.into_iter().map(reading::resources_of).collect()
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        [denials(&self.unseen(cx)), Denial::of_all(self.denied.iter().map(|(_, refusal)| refusal))].concat()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Create => return vec![choose_kind(cx)],
            Action::Begin => return vec![Step::submit_all(sample(cx), "Made the sample estate")],
            _ => {}
        }
        let Some(key) = self.list.selected().cloned() else { return Vec::new() };
        match action {
            Action::Open => vec![Step::Go(Route::resource(key))],
            Action::Run => vec![Step::Go(Route::try_on(key))],
            Action::Delete => vec![Step::Ask(Box::new(deletion(cx, &key)))],
            Action::Copy => vec![Step::Copy { text: cx.account.resource_arn(&key), what: format!("the ARN of {}", key.name) }],
            _ => Vec::new(),
        }
    }

    fn handed(&mut self, what: Box<dyn std::any::Any>, cx: &Cx<'_>) -> Vec<Step> {
        let kind = what.downcast::<Kind>().ok().and_then(|chosen| KINDS.get(chosen.0));
        kind.map(|kind| Step::Ask(Box::new(kind.create.dialog(cx, None)))).into_iter().collect()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let empty = [
            Line::new().text("There are no resources yet."),
            Line::new()
                .quiet("Buckets, instances, functions and more: something for policies to have an effect on. Nothing of it is real."),
            Line::new(),
            Line::new().key("p", "Make a sample estate").text("   ").key("c", "Create one resource"),
        ];
        let denied: Vec<(&str, &Refusal)> = self.denied.iter().map(|(kind, refusal)| (service(*kind), refusal)).collect();
        let (is_all, unseen) = (denied.len() == ResourceKind::ALL.len(), self.unseen(cx));
        let parts = Parts { title: TITLE, denied: &denied, is_all, empty: &empty, unseen, wanted: self.list.rows_wanted() };
        parts.draw(cx, canvas, |canvas, title, empty| self.list.draw(canvas, title, &ResourceRows { cx }, empty, true));
    }
}
