//! A policy's page: its document, and the entities that it is attached to.

use super::attach::{self, Identity};
use super::document::DocumentView;
use super::entities::{EntityRows, Holder, Use, detaching, holders};
use super::rows::type_of;
use crate::account::Account;
use crate::account::entity::PolicyKey;
use crate::account::reply::PolicyDetail;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::{date, day};
use crate::screens::narrowing::NARROW;
use crate::screens::page::{self, Heading};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Policy,
    names: &[],
    title: |_| "Policy".into(),
    about: "A policy's document, and the entities that it is attached to",
    parent: Some(ScreenId::Policies),
    bindings: BINDINGS,
    open: |route, cx| Box::new(Policy::new(route, cx.account)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open what is selected: a service, an action, an entity"),
    Binding::new(&[Key::char('v')], Action::Show, "JSON", "Turn from the summary to the document, and back"),
    NARROW,
    Binding::new(&[Key::char('e')], Action::Edit, "edit", "Write a new version of the policy; of one of AWS's, a policy of one's own"),
    Binding::new(&[Key::char('a')], Action::Add, "attach…", "Attach the policy to users, groups or roles"),
    Binding::new(&[Key::char('x')], Action::Remove, "detach…", "Detach the policy from the selected entity"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy", "Copy the document, or with the entities in sight the policy's ARN"),
    Binding::new(&[Key::char('w')], Action::Why, "who may?", "Ask what the policy allows, and whom"),
    Binding::new(&[Key::char('W')], Action::SaveFile, "write file", "Write the document into a file in the working directory"),
];

/// What the tabs show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Permissions,
    Entities,
}

struct Policy {
    key: Option<PolicyKey>,
    tab: Tab,
    document: DocumentView,
    entities: List<Holder>,
}

impl Policy {
    fn new(route: &Route, account: &Account) -> Self {
        let key = match &route.subject {
            Some(Subject::Policy(key)) => Some(key.clone()),
            _ => None,
        };
        let text = key.as_ref().and_then(|key| account.policy_document(key)).unwrap_or_default();
        Self { key, tab: Tab::Permissions, document: DocumentView::new(text), entities: List::new("policy entities") }
    }

    /// The policy, unless it is gone or AWS has retired it.
    fn policy(&self, cx: &Cx<'_>) -> Option<(&PolicyKey, PolicyDetail)> {
        let key = self.key.as_ref()?;
        Some((key, cx.account.policy_detail(key)?))
    }

    fn selected<'a>(&self, cx: &'a Cx<'_>) -> Option<(Identity<'a>, Use)> {
        let holder = self.entities.selected()?;
        Some((Identity::of(cx.account, holder.id)?, holder.used_as))
    }

    fn draw_entities(&self, policy: &PolicyDetail, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let next = if policy.is_attachable {
            Line::new().key("a", "Attach")
        } else {
            Line::new().quiet("It is for a service-linked role: only its AWS service can attach it.")
        };
        let empty = [Line::new().text("Attached to nobody, so it allows nobody anything."), Line::new(), next];
        self.entities.draw_rows(canvas, &EntityRows { cx }, &empty, true);
    }
}

impl Screen for Policy {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let rows = self.key.as_ref().map_or_else(Vec::new, |key| holders(key, cx));
        if let Some(text) = self.key.as_ref().and_then(|key| cx.account.policy_document(key)) {
            self.document.refresh(text);
        }
        self.entities.refresh(rows, &EntityRows { cx });
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::Permissions => self.document.rearrange(),
            Tab::Entities => self.entities.arrange(&EntityRows { cx }),
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Permissions => self.document.focus(),
            Tab::Entities => Focus::List(self.entities.as_any()),
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.key.as_ref().map(|key| cx.account.policy_name(key).to_owned())
    }

    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        let entities = format!("Entities attached ({})", self.entities.len());
        Some((vec!["Permissions".into(), entities], usize::from(self.tab == Tab::Entities)))
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        self.tab = if tab == 0 { Tab::Permissions } else { Tab::Entities };
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let Some((key, _)) = self.policy(cx) else { return Some("The policy is gone.".into()) };
        match action {
            Action::Add => attach::why_not(cx.account, key),
            Action::Remove if self.tab == Tab::Permissions => Some("tab shows the entities that the policy is attached to.".into()),
            action if self.tab == Tab::Permissions => self.document.why_not(action),
            Action::Show | Action::Narrow => Some("This is done under Permissions.".into()),
            Action::Open | Action::Remove => match self.selected(cx) {
                None => Some("The policy is attached to nobody.".into()),
                Some((identity, Use::Boundary)) if action == Action::Remove => {
                    Some(format!("It limits {} as its permissions boundary; it is not attached there.", identity.name()))
                }
                Some(_) => None,
            },
            _ => None,
        }
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        let is_of_aws = matches!(self.key, Some(PolicyKey::AwsManaged(_)));
        if action == Action::Edit && is_of_aws {
            return Some("copy as own policy");
        }
        if self.tab == Tab::Permissions { self.document.label(action) } else { None }
    }

    fn close_part(&mut self) -> bool {
        self.tab == Tab::Permissions && self.document.close()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if self.tab == Tab::Permissions && matches!(action, Action::Open | Action::Show | Action::Narrow) {
            self.document.act(action);
            return Vec::new();
        }
        let Some((key, policy)) = self.policy(cx) else { return Vec::new() };
        let name = policy.policy_name;
        match (action, self.selected(cx)) {
            (Action::Edit, _) => vec![Step::Go(Route::about(ScreenId::EditPolicy, Subject::Policy(key.clone())))],
            (Action::Add, _) => vec![Step::Ask(attach::picker(key, cx))],
            (Action::Open, Some((identity, _))) => vec![Step::Go(identity.route())],
            (Action::Remove, Some((identity, Use::Permissions))) => vec![Step::Ask(Box::new(detaching(cx, key, identity)))],
            (Action::Copy, _) if self.tab == Tab::Permissions => {
                vec![Step::Copy { text: self.document.laid_out(), what: format!("the document of {name}") }]
            }
            (Action::Copy, _) => vec![Step::Copy { text: policy.arn, what: format!("the ARN of {name}") }],
            (Action::Why, _) => vec![Step::Go(Route::about(ScreenId::Access, Subject::Policy(key.clone())))],
            (Action::SaveFile, _) => vec![Step::Save { name: format!("{name}.json"), contents: self.document.laid_out() + "\n" }],
            _ => Vec::new(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let (Some((key, policy)), Some((titles, shown))) = (self.policy(cx), self.tabs(cx)) else {
            canvas.line(1, &Line::new().text("This policy is gone.  ").key("esc", "back"));
            return;
        };
        let edited = if cx.is_narrow() { day(policy.update_date.0) } else { date(policy.update_date.0) };
        let facts = vec![
            ("Type", Line::new().text(type_of(key))),
            ("Edited", Line::new().text(edited)),
            ("Version", Line::new().text(policy.default_version_id.clone())),
        ];
        let heading = Heading { name: &policy.policy_name, arn: policy.arn.clone(), created: policy.create_date.0, facts };
        let row = page::draw(cx, canvas, &heading, &titles, shown);
        let mut body = canvas.rows(row, usize::MAX);
        match self.tab {
            Tab::Permissions => self.document.draw(&mut body),
            Tab::Entities => self.draw_entities(&policy, cx, &mut body),
        }
    }
}
