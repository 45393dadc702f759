//! The versions of a policy: a list, one opened, and what is asked before one is set as default or deleted.

mod changes;
mod dialogs;
mod opened;
mod rows;

use crate::access::Inquiry;
use crate::account::entity::{ManagedPolicy, PolicyKey, PolicyVersion};
use crate::account::operation::Operation;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::inquiry::Ended;
use crate::app::overlay::Overlay;
use crate::app::screen::Focus;
use crate::app::step::Step;
use crate::app::words::day;
use crate::policy::document::laid_out;
use crate::screens::parts::page;
use crate::screens::sight::denied::{self, Asking as _, Unseen};
use crate::screens::sight::needs;
use crate::widgets::list::List;
use crate::widgets::{Canvas, Key, Line};
use opened::Opened;
use rows::{Told, VersionRows, told};

/// The keys that are offered beside the list.
const SET: Key = Key::char('t');
const COMPARE: Key = Key::char(' ');

/// The versions of a policy, one of them perhaps open.
pub(super) struct Versions {
    key: Option<PolicyKey>,
    told: Vec<Told>,
    list: List<u32>,
    opened: Option<Opened>,
}

impl Versions {
    /// Those of a policy.
    pub fn of(key: Option<PolicyKey>) -> Self {
        Self { key, told: Vec::new(), list: List::choosing("policy versions"), opened: None }
    }

    fn policy<'a>(&self, cx: &Cx<'a>) -> Option<&'a ManagedPolicy> {
        match self.key.as_ref()? {
            PolicyKey::Customer(id) => cx.account.policy(*id),
            PolicyKey::AwsManaged(_) => None,
        }
    }

    /// The version that an action is for: the one that is open, or else the selected one.
    fn version<'a>(&self, cx: &Cx<'a>) -> Option<(&'a ManagedPolicy, &'a PolicyVersion)> {
        let policy = self.policy(cx)?;
        let number = self.opened.as_ref().map(|opened| opened.number).or_else(|| self.list.selected().copied())?;
        Some((policy, cx.account.policy_version(policy.id, number)?))
    }

    /// How many there are to see.
    pub fn len(&self) -> usize {
        self.told.len().max(1)
    }

    /// Takes note that versions may have come, gone, or become the default.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        let Some(policy) = self.policy(cx) else { return };
        let numbers: Vec<u32> = cx.account.versions_of(policy.id).map(|version| version.number).collect();
        if self.told.iter().map(|told| told.number).ne(numbers.iter().copied()) {
            self.told = told(cx.account, policy.id);
        }
        self.list.refresh(numbers.clone(), &VersionRows { cx, policy: policy.id, told: &self.told });
        let may_read = self.asked(cx).is_none_or(|reading| cx.may(&reading));
        self.opened = self.opened.take().filter(|opened| may_read && numbers.contains(&opened.number));
        if let Some(opened) = &mut self.opened {
            opened.refresh(cx, policy);
        }
    }

    /// What reading the versions asks for.
    pub fn asked(&self, cx: &Cx<'_>) -> Option<Operation> {
        self.policy(cx)?;
        self.key.as_ref().map(|key| needs::version(cx, key))
    }

    /// What may not be seen of the version that is open, or else of the selected one.
    pub fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        if let Some(opened) = &self.opened {
            return opened.unseen();
        }
        let Some(policy) = self.policy(cx) else { return Vec::new() };
        VersionRows { cx, policy: policy.id, told: &self.told }.unseen_of(self.list.selected())
    }

    /// Arranges the list that has the keys.
    pub fn rearrange(&mut self, cx: &Cx<'_>) {
        match (&mut self.opened, &self.key) {
            (Some(opened), _) => opened.rearrange(),
            (None, Some(PolicyKey::Customer(policy))) => self.list.arrange(&VersionRows { cx, policy: *policy, told: &self.told }),
            _ => {}
        }
    }

    /// What moves.
    pub fn focus(&mut self) -> Focus<'_> {
        match &mut self.opened {
            Some(opened) => opened.focus(),
            None => Focus::List(self.list.as_any()),
        }
    }

    /// Why an action can't be done.
    pub fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if self.policy(cx).is_none() {
            return Some("Only the default version of an AWS managed policy is here. It is under Permissions.".into());
        }
        let Some((policy, version)) = self.version(cx) else { return Some(self.list.why_none("There is no version here.").into()) };
        let is_default = version.number == policy.default_version;
        match (action, &self.opened) {
            (Action::Activate, _) if is_default => Some(format!("{} is the default already.", version.version_id())),
            (Action::Remove, _) if is_default => {
                Some(format!("{} is the default. Set another one as default first: t.", version.version_id()))
            }
            (Action::Open | Action::Narrow, Some(opened)) => opened.why_not(action),
            (Action::Open, None) => (!self.unseen(cx).is_empty()).then(|| "Its document may not be read by you. D says why.".into()),
            (Action::Effect, Some(opened)) => opened.why_no_effect().map(str::to_owned),
            (Action::Narrow | Action::Show | Action::Effect, None) => Some("enter opens the selected version first.".into()),
            _ => None,
        }
    }

    /// The words of an action as things are.
    pub fn label(&self, action: Action) -> Option<&'static str> {
        match (action, &self.opened) {
            (Action::Remove, _) => Some("delete version…"),
            (action, Some(opened)) => opened.label(action),
            (Action::Open, None) => Some("changes"),
            _ => None,
        }
    }

    /// Performs an action.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some((policy, version)) = self.version(cx) else { return Vec::new() };
        let ask = |dialog| vec![Step::Ask(Box::new(dialog) as Box<dyn Overlay>)];
        match (action, &mut self.opened) {
            (Action::Activate, _) => return ask(dialogs::set_default(cx, policy, version)),
            (Action::Remove, _) => return ask(dialogs::delete(cx, policy, version)),
            (Action::Effect, Some(opened)) => return opened.show_effect().into_iter().collect(),
            (action, Some(opened)) => opened.act(action),
            (Action::Open, None) => self.opened = Some(Opened::new(cx, policy, version, self.list.marks().first().copied())),
            _ => {}
        }
        Vec::new()
    }

    /// The text of the version that an action is for, laid out, and its name.
    pub fn text(&self, cx: &Cx<'_>) -> Option<(String, String)> {
        let (policy, version) = self.version(cx)?;
        let text = self.opened.as_ref().map_or_else(|| laid_out(&version.document), Opened::laid_out);
        Some((text, format!("{} of {}", version.version_id(), policy.name)))
    }

    /// What is to be found out about the version that is open.
    pub fn inquires(&mut self) -> Option<Inquiry> {
        self.opened.as_mut()?.effect().inquires()
    }

    /// Takes how that ended.
    pub fn inquiry_ended(&mut self, ended: Ended) {
        if let Some(opened) = &mut self.opened {
            opened.effect().end_change(ended);
        }
    }

    /// Closes what was opened last; tells whether there was anything.
    pub fn close(&mut self) -> bool {
        if self.opened.as_mut().is_some_and(Opened::close) {
            return true;
        }
        self.opened.take().is_some()
    }

    /// Draws the list, or the version that is open.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some(policy) = self.policy(cx) else { return self.draw_of_aws(canvas) };
        if let Some(opened) = &self.opened {
            return opened.draw(policy, cx, canvas);
        }
        let about = format!("{} of {} versions; the default holds.", self.list.len(), cx.account.quotas().versions_per_policy);
        let row = page::draw_about(canvas, &about, &[(SET, "Set as default"), (COMPARE, "Compare with this")]);
        let rows = VersionRows { cx, policy: policy.id, told: &self.told };
        denied::draw_beside(&mut canvas.rows(row, usize::MAX), &self.unseen(cx), self.list.rows_wanted(), |canvas| {
            self.list.draw(canvas, "Versions", &rows, &[], true);
        });
    }

    fn draw_of_aws(&self, canvas: &mut Canvas<'_>) {
        let Some(policy) = self.key.as_ref().and_then(PolicyKey::in_catalog) else { return };
        let version = Line::new().title(policy.default_version_id).with("  ✔ default", crate::theme::Role::Good);
        canvas.line(0, &version.quiet(format!("   since {}", day(policy.update_date))));
        canvas.paragraph(
            2,
            "AWS makes the versions of its policies and chooses the default. Only that one is here.",
            crate::theme::Role::Quiet,
        );
    }
}
