//! The policy editor: the document, with help at every keystroke, and then a last look at what keeping it comes to.
//!
//! [`target`] is what is written, [`writing`] the first step with the text and the [`visual`] view, [`review`] the second.

mod amending;
mod beginnings;
mod findings;
mod handed;
pub(super) mod help_keys;
mod helping;
mod keys;
mod last_look;
mod resource_policies;
mod review;
mod summary;
mod target;
mod visual;
pub(super) mod writing;

use crate::app::sight::denial::Denial;
use std::any::Any;
use std::rc::Rc;

use self::handed::Handed;
use self::help_keys::is_help;
use self::review::Review;
use self::target::{Draft, Target};
use self::writing::{Writing, gauge_line};
use crate::access::{Inquiry, Told};
use crate::account::entity::PolicyKey;
use crate::account::operation::Operation;
use crate::account::plan::RefusedAt;
use crate::account::refusal::{Refusal, is_denial};
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, Ended};
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::{Outcome, Step};
use crate::screens::parts::wizard;
use crate::screens::sight::needs;
use crate::store::Revision;
use crate::widgets::form::Answer;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::EditPolicy,
    names: &["create-policy", "new-policy"],
    title: |_| "Create policy".into(),
    about: "Write a policy, with help at every keystroke",
    parent: Some(ScreenId::Policies),
    needs: needs::edited_policy,
    bindings: keys::BINDINGS,
    open: |route, cx| Box::new(Editor::new(route, cx)),
};

/// Columns of the last step's number and name, which stand beside the title.
const BESIDE_TITLE: usize = 36;

/// The steps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Writing,
    Review,
}

struct Editor {
    target: Target,
    /// The AWS managed policy that one's own begins as.
    copied: Option<PolicyKey>,
    stage: Stage,
    writing: Writing,
    review: Review,
    /// Who would gain and lose what, in sentences, at the last step.
    effect: Awaited<Told>,
    /// Why whoever is signed in may not see that.
    unseen: Vec<Rc<Refusal>>,
    /// What saving takes from whoever is signed in, at the last step.
    own: Option<String>,
    /// What that is asked of: the account's revision, and what is run.
    foreseen: Option<(Revision, Vec<Operation>)>,
    waiting: bool,
}

impl Editor {
    fn new(route: &Route, cx: &Cx<'_>) -> Self {
        let target = Target::of(route);
        let text = target.text(route, cx.account);
        let review = Review::new(&target, Target::name(route, cx.account), cx);
        let mut writing = Writing::new(&text, target.kind());
        writing.bound(target.gauge(cx, "").most);
        writing.within(cx);
        if let Some(Subject::Advice(advice)) = &route.subject {
            writing.take_advice(advice.document.clone(), advice.statement);
        }
        let copied = route.about_what().and_then(|subject| match subject {
            Subject::Policy(key @ PolicyKey::AwsManaged(_)) => Some(key.clone()),
            _ => None,
        });
        Self {
            writing,
            review,
            target,
            copied,
            stage: Stage::Writing,
            effect: Awaited::default(),
            unseen: Vec::new(),
            own: None,
            foreseen: None,
            waiting: false,
        }
    }

    fn draft(&self) -> Draft {
        self.review.draft(self.writing.text())
    }

    /// What is run; nothing as long as the policy has no name.
    fn operations(&self, cx: &Cx<'_>) -> Vec<Operation> {
        let draft = self.draft();
        let needs_name = matches!(self.target, Target::New | Target::NewInline(_));
        if needs_name && draft.name.is_empty() { Vec::new() } else { self.target.operations(cx.account, &draft) }
    }

    fn next(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        match self.stage {
            Stage::Writing => {
                if let Some(reason) = self.writing.refusal() {
                    return vec![Step::Hint(Notice::new(Tone::Warning, reason))];
                }
                self.stage = Stage::Review;
                // What was said of another document.
                self.review.changed();
                self.foresee(cx);
                Vec::new()
            }
            Stage::Review => self.save(cx),
        }
    }

    fn save(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        if self.waiting || !self.review.check() {
            return Vec::new();
        }
        let operations = self.operations(cx);
        // What policies deny is asked for all the same: a request that was denied is in the history.
        if let Err(refused) = cx.plan_all(&operations)
            && !is_denial(refused.refusal.code.as_str())
        {
            return self.blame(&refused.refusal);
        }
        self.waiting = true;
        vec![Step::submit_all(operations, self.said(cx))]
    }

    /// What is said once it is kept.
    fn said(&self, cx: &Cx<'_>) -> String {
        let draft = self.draft();
        match &self.target {
            Target::New => format!("Created policy {}", draft.name),
            Target::Version(_) if draft.set_as_default => format!("Saved policy {}: its new version holds", self.name(cx)),
            Target::Version(_) => format!("Saved a new version of policy {}; the one before still holds", self.name(cx)),
            Target::NewInline(_) => format!("Created inline policy {}", draft.name),
            Target::Inline(..) => format!("Saved inline policy {}", self.name(cx)),
            Target::Trust(_) => format!("Saved the trust policy of {}", self.name(cx)),
            Target::Resource(_) => format!("Saved the policy of {}", self.name(cx)),
        }
    }

    fn name<'a>(&'a self, cx: &Cx<'a>) -> &'a str {
        self.target.name_in(cx.account).unwrap_or_default()
    }

    /// Says what is wrong where it was entered.
    fn blame(&mut self, refusal: &Refusal) -> Vec<Step> {
        if refusal.member == Some("PolicyDocument") {
            self.stage = Stage::Writing;
            let reason = self.writing.refusal().unwrap_or_else(|| wizard::words(refusal));
            return vec![Step::Hint(Notice::new(Tone::Warning, reason))];
        }
        self.review.refuse(refusal);
        Vec::new()
    }

    /// Where it leads once it is kept.
    fn done(&self, cx: &Cx<'_>) -> Vec<Step> {
        let draft = self.draft();
        let made = cx.account.policy_named(&draft.name).filter(|_| self.target == Target::New);
        made.map_or_else(|| vec![Step::Up], |policy| vec![Step::Replace(Route::policy(PolicyKey::Customer(policy.id)))])
    }

    /// What is written and whose it is, in as many words as there is room for.
    fn heading(&self, cx: &Cx<'_>, room: usize) -> String {
        let mut headings = self.target.headings(cx, room);
        let fitting = headings.iter().position(|heading| heading.chars().count() <= room);
        headings.swap_remove(fitting.unwrap_or(headings.len() - 1))
    }

    fn draw_writing(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let gauge = gauge_line(self.target.gauge(cx, self.writing.text()));
        let room = canvas.width().saturating_sub(gauge.width() + 2);
        let step = Line::new().quiet("   step 1 of 2");
        let told = Line::new().text("   Specify permissions");
        let room_beside_step = room.saturating_sub(step.width());
        let heading = self.heading(cx, room_beside_step);
        let (title, rest) = heading.split_once(self.target.title()).map_or(("", &*heading), |(_, rest)| (self.target.title(), rest));
        let heading = Line::new().title(title.to_owned()).text(rest.to_owned());
        // Where there is little room, what the step is about gives way first.
        let column = canvas.columns(0, room_beside_step).line(0, &heading);
        let column = canvas.line_at(0, column, &step);
        if column + told.width() <= room {
            canvas.line_at(0, column, &told);
        }
        canvas.line_right(0, &gauge);
        let top = if canvas.height() >= 20 { 2 } else { 1 };
        if let Some(reason) = self.target.gone(cx.account) {
            canvas.line(1, &Line::new().quiet(reason));
        }
        self.writing.draw(&mut canvas.rows(top, usize::MAX));
    }
}

impl Screen for Editor {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.review.refresh(&self.target, cx);
        self.writing.bound(self.target.gauge(cx, "").most);
        self.writing.within(cx);
        self.foresee(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.stage {
            Stage::Writing if self.writing.is_visual => Focus::Form(&mut self.writing.visual),
            Stage::Writing => Focus::Code(&mut self.writing.code),
            Stage::Review => Focus::Form(self.review.form()),
        }
    }

    fn crumb(&self, _cx: &Cx<'_>) -> Option<String> {
        Some(self.target.title().to_owned())
    }

    fn parent(&self, cx: &Cx<'_>) -> Option<Route> {
        self.copied.clone().map(Route::policy).or_else(|| self.target.parent(cx.account))
    }

    fn denied(&self, _cx: &Cx<'_>) -> Vec<Denial> {
        Denial::of_all(self.unseen.iter().filter(|_| self.stage == Stage::Review).map(Rc::as_ref))
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let is_writing = self.stage == Stage::Writing;
        let reason = match action {
            Action::Next if self.target.gone(cx.account).is_some() => return self.target.gone(cx.account).map(str::to_owned),
            Action::Next if cx.read_only.is_some() => return cx.read_only.map(str::to_owned),
            Action::Next if is_writing && !matches!(self.target, Target::New | Target::NewInline(_)) && !self.writing.is_changed() => {
                "Nothing is changed yet."
            }
            Action::Visual | Action::Begin if is_writing && matches!(self.target, Target::Resource(_)) => {
                "A resource's policy is written as JSON: it says who may get at the resource."
            }
            Action::Visual | Action::Begin if is_writing && matches!(self.target, Target::Trust(_)) => {
                "A trust policy is written as JSON: it says who may enter, not what they may do."
            }
            Action::Open
            | Action::Create
            | Action::Switch
            | Action::Add
            | Action::AddResource
            | Action::AddCondition
            | Action::Remove
            | Action::Negate
            | Action::MoveUp
            | Action::MoveDown => {
                return self.why_not_visual(action).map(str::to_owned);
            }
            Action::Visual if is_writing && !self.writing.is_visual => {
                return self.writing.visual.why_none(self.writing.text()).map(str::to_owned);
            }
            Action::Effect if is_writing => "That is told at step 2.",
            Action::Effect => return self.why_no_effect().map(str::to_owned),
            Action::Previous if is_writing => "This is the first step. esc leaves.",
            action if !is_writing && (is_help(action) || matches!(action, Action::Visual | Action::Begin | Action::Findings)) => {
                "That is done at step 1, where the document is written. ctrl-b leads there."
            }
            Action::Complete | Action::Clear | Action::Expand if self.is_visual() => "That is done in the JSON. f4 leads there.",
            action if is_help(action) => return self.writing.why_no_help(action).map(str::to_owned),
            Action::Commands if self.operations(cx).is_empty() => "The commands are known once the policy has a name.",
            _ => return None,
        };
        Some(reason.into())
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.stage) {
            (Action::Next, Stage::Writing) => Some("review"),
            (Action::Visual, Stage::Writing) if self.writing.is_visual => Some("JSON"),
            (Action::Open, Stage::Writing) if self.is_on_statement() => Some("allow or deny"),
            (Action::Effect, Stage::Review) if self.effect.is_cancelled() => Some("ask again"),
            (Action::Next, Stage::Review) => {
                Some(if matches!(self.target, Target::New | Target::NewInline(_)) { "create" } else { "save" })
            }
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Next => return self.next(cx),
            Action::Previous => self.stage = Stage::Writing,
            action if is_help(action) => return self.writing.help(action, cx),
            Action::Commands => return vec![wizard::commands(cx, &self.operations(cx))],
            Action::Visual => self.writing.turn_view(),
            Action::Effect => return self.show_effect(cx),
            Action::Begin => return vec![beginnings::choose(cx)],
            Action::Findings => return vec![self.writing.findings().choose(self.writing.text(), cx)],
            action => return self.act_visual(action, cx),
        }
        Vec::new()
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match (answer, self.stage) {
            (Answer::Changed, Stage::Writing) => {
                self.writing.check();
                self.writing.offer_while_typing(cx);
            }
            (Answer::Pressed, Stage::Writing) => return self.asked(cx),
            (Answer::Changed, Stage::Review) => {
                self.review.changed();
                self.foresee(cx);
                if let Err(RefusedAt { refusal, .. }) = cx.plan_all(&self.operations(cx))
                    && self.review.is_typed(&refusal)
                {
                    self.review.refuse(&refusal);
                }
            }
            (Answer::Submitted, Stage::Review) => {
                return match self.why_not(Action::Next, cx) {
                    Some(reason) => vec![Step::Hint(Notice::new(Tone::Warning, reason))],
                    None => self.next(cx),
                };
            }
            _ => {}
        }
        Vec::new()
    }

    fn handed(&mut self, what: Box<dyn Any>, cx: &Cx<'_>) -> Vec<Step> {
        what.downcast::<Handed>().map_or_else(|_| Vec::new(), |handed| self.take(*handed, cx))
    }

    fn close_part(&mut self) -> bool {
        let was_visual = self.is_visual();
        if was_visual {
            self.writing.turn_view();
        }
        was_visual
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        match outcome {
            Outcome::Done(_) => return self.done(cx),
            Outcome::Refused(refused) => return self.blame(&refused.refusal),
            Outcome::Failed(reason) => self.review.fail(reason),
        }
        Vec::new()
    }

    fn inquires(&mut self, _cx: &Cx<'_>) -> Option<Inquiry> {
        self.effect.inquires()
    }

    fn inquiry_ended(&mut self, ended: Ended, _cx: &Cx<'_>) {
        self.effect.end_change(ended);
    }

    fn unsaved(&self) -> Option<String> {
        let entered = self.writing.is_changed() || self.review.is_touched();
        entered.then(|| "The policy is not saved yet; what was written would be lost.".into())
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        if self.stage == Stage::Writing {
            return self.draw_writing(cx, canvas);
        }
        let steps = ["Specify permissions", self.target.last_step()];
        let heading = self.heading(cx, canvas.width().saturating_sub(BESIDE_TITLE));
        wizard::draw(cx, canvas, &heading, &steps, 1, &self.operations(cx), |canvas| self.draw_review(cx, canvas));
    }
}
