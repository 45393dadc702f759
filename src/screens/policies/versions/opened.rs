//! A version that was opened: what it changes, its summary, its document.

use std::rc::Rc;

use super::super::document::DocumentView;
use super::changes;
use super::dialogs;
use crate::access::{Inquiry, Told};
use crate::account::entity::{ManagedPolicy, PolicyKey, PolicyVersion};
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::inquiry::Awaited;
use crate::app::overlay::gives_and_takes::{self, lines_within};
use crate::app::screen::Focus;
use crate::app::step::Step;
use crate::screens::sight::denied::{Unseen, told};
use crate::store::Revision;
use crate::theme::Role;
use crate::widgets::document::Scroll;
use crate::widgets::{Canvas, Line};

/// What is told of a version of a policy that nobody has.
pub(super) const HELD_BY_NOBODY: &str = "It is attached to nobody, so nobody gains or loses anything by it now.";

/// A version to look at.
pub(super) struct Opened {
    pub number: u32,
    /// The version that was chosen to be compared with, if one was.
    with: Option<u32>,
    /// The default, and how many had the policy, when this was found out.
    found: (u32, usize),
    /// The version that it is compared with.
    against: Option<u32>,
    /// Whether what it changes is shown, rather than what it says.
    shows_changes: bool,
    /// Who would gain and lose what if it were the default in the place of the one that it is compared with.
    effect: Awaited<Told>,
    /// Why that may not be seen.
    unseen: Option<Rc<Refusal>>,
    /// The account's revision that this is of.
    revision: Revision,
    lines: Vec<Line>,
    scroll: Scroll,
    document: DocumentView,
}

impl Opened {
    /// A version, compared with another one; without that, with the default, or the default with the version before it.
    pub fn new(cx: &Cx<'_>, policy: &ManagedPolicy, version: &PolicyVersion, with: Option<u32>) -> Self {
        let before = || cx.account.versions_of(policy.id).map(|other| other.number).find(|number| *number < version.number);
        let default = Some(policy.default_version).filter(|default| *default != version.number);
        let against = with.filter(|with| *with != version.number).or(default).or_else(before);
        let other = against.and_then(|number| cx.account.policy_version(policy.id, number));
        let mut lines = Vec::new();
        let inquiry = other.map_or(Ok(None), |other| inquiry(cx, policy, [other, version]));
        let unseen = inquiry.as_ref().err().cloned();
        let effect = inquiry.ok().flatten().map(Awaited::to).unwrap_or_default();
        if let Some(other) = other {
            let changed = changes::lines(&other.document, &version.document);
            if changed.is_empty() {
                lines.push(Line::new().quiet(format!("It says the same as {}.", other.version_id())));
            }
            lines.extend(changed);
        }
        let shows_changes = !lines.is_empty();
        let found = (policy.default_version, holders(cx, policy));
        Self {
            number: version.number,
            with,
            found,
            against,
            shows_changes,
            effect,
            unseen,
            revision: cx.history.revision(),
            lines,
            scroll: Scroll::default(),
            document: DocumentView::new(&version.document),
        }
    }

    /// Finds out anew what it changes once another version is the default or others have the policy.
    pub fn refresh(&mut self, cx: &Cx<'_>, policy: &ManagedPolicy) {
        let Some(version) = cx.account.policy_version(policy.id, self.number) else { return };
        if self.found == (policy.default_version, holders(cx, policy)) {
            // Who would gain and lose what may be other even so.
            if std::mem::replace(&mut self.revision, cx.history.revision()) != cx.history.revision()
                && let Some(other) = self.against.and_then(|number| cx.account.policy_version(policy.id, number))
            {
                let inquiry = inquiry(cx, policy, [other, version]);
                self.unseen = inquiry.as_ref().err().cloned();
                match inquiry {
                    Ok(Some(inquiry)) => self.effect.ask(inquiry),
                    Ok(None) => {}
                    Err(_) => self.effect = Awaited::default(),
                }
            }
            return;
        }
        let Self { with, against, shows_changes, effect, unseen, lines, found, revision, .. } = Self::new(cx, policy, version, self.with);
        self.shows_changes &= shows_changes;
        (self.with, self.against, self.effect, self.lines, self.found) = (with, against, effect, lines, found);
        (self.unseen, self.revision) = (unseen, revision);
    }

    /// Who would gain and lose what, while that is not known.
    pub const fn effect(&mut self) -> &mut Awaited<Told> {
        &mut self.effect
    }

    /// What may not be seen of its changes, where they are shown.
    pub fn unseen(&self) -> Vec<Unseen> {
        let refusals = self.unseen.iter().filter(|_| self.shows_changes).cloned();
        refusals.map(|refusal| Unseen { name: "Who gains and loses what", refusal }).collect()
    }

    /// The document as it is shown.
    pub fn laid_out(&self) -> String {
        self.document.laid_out()
    }

    /// What moves.
    pub fn focus(&mut self) -> Focus<'_> {
        if self.shows_changes { Focus::Document(&mut self.scroll) } else { self.document.focus() }
    }

    /// Arranges the summary's list anew.
    pub fn rearrange(&mut self) {
        self.document.rearrange();
    }

    /// Why [`Action::Open`] or [`Action::Narrow`] can't be done.
    pub fn why_not(&self, action: Action) -> Option<String> {
        match action {
            Action::Open | Action::Narrow if self.shows_changes => Some("These are its changes. v shows its summary.".into()),
            action => self.document.why_not(action),
        }
    }

    /// The words of an action as things are.
    pub fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Show if self.shows_changes => Some("summary"),
            Action::Show if self.document.is_json() && self.against.is_some() => Some("changes"),
            action => self.document.label(action),
        }
    }

    /// From the changes to the summary, the document, and the changes again; what is opened is opened in the summary.
    pub fn act(&mut self, action: Action) {
        let was_json = self.document.is_json();
        match action {
            Action::Show if self.shows_changes => self.shows_changes = false,
            action => {
                self.document.act(action);
                self.shows_changes = action == Action::Show && was_json && self.against.is_some();
            }
        }
    }

    /// Closes what was opened last within it; tells whether there was anything.
    pub fn close(&mut self) -> bool {
        !self.shows_changes && self.document.close()
    }

    /// Why what the change of the default comes to can't be read.
    pub fn why_no_effect(&self) -> Option<&'static str> {
        match self.effect.answer() {
            Some(_) => None,
            None if self.unseen.is_some() => Some("Who gains and loses what may not be seen by you."),
            None if self.against.is_none() => Some("There is no other version that it could be compared with."),
            None if self.effect.is_cancelled() => Some("That was cancelled. esc and enter open the version again, and ask again."),
            None => Some("That is still being worked out. esc cancels it."),
        }
    }

    /// All that the change of the default comes to, to read.
    pub fn show_effect(&self) -> Option<Step> {
        self.effect.answer().map(gives_and_takes::shown)
    }

    fn effect_lines(&self, cx: &Cx<'_>, (width, room): (usize, usize)) -> Vec<Line> {
        if let Some(lines) = told(&self.unseen(), width).pop() {
            return lines;
        }
        match (cx.work, self.effect.answer()) {
            (Some(work), _) => work.lines("Working out who gains and loses what").into(),
            _ if self.effect.is_cancelled() => {
                vec![Line::new().quiet("That was cancelled. esc and enter open the version again, and ask again.")]
            }
            (None, Some(_)) if self.found.1 == 0 => Line::new().with("● ", Role::Info).text(HELD_BY_NOBODY).wrapped(width),
            (None, Some(told)) => lines_within(told.sentences(), width, room),
            (None, None) => Vec::new(),
        }
    }

    /// Draws it.
    pub fn draw(&self, policy: &ManagedPolicy, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let status = if self.number == policy.default_version { "the default" } else { "not the default" };
        let mut line = Line::new().title(format!("v{}", self.number)).quiet(format!("  {status}"));
        if let Some(against) = self.against.filter(|_| self.shows_changes) {
            let default = if against == policy.default_version { ", the default" } else { "" };
            line = line.quiet("   changes from ").text(format!("v{against}")).quiet(default);
        }
        canvas.line(0, &line);
        let gap = usize::from(canvas.height() >= 10);
        let mut body = canvas.rows(1 + gap, usize::MAX);
        if !self.shows_changes {
            return self.document.draw(&mut body);
        }
        let words = match self.against.filter(|against| *against != policy.default_version) {
            None => "As the default it would change this:".to_owned(),
            Some(against) if self.number == policy.default_version => format!("As the default in the place of v{against} it changes this:"),
            Some(against) => format!("As the default in the place of v{against} it would change this:"),
        };
        let row = self.draw_effect(&words, cx, &mut body);
        self.scroll.draw(&mut body.rows(row, usize::MAX), "policy version", &self.lines);
    }

    /// Draws what the change of the default comes to, in half of the rows at most; returns the row behind.
    fn draw_effect(&self, words: &str, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> usize {
        let most = canvas.height() / 2;
        let heading = usize::from(most > 3);
        let effect = self.effect_lines(cx, (canvas.width(), most.saturating_sub(heading + 1)));
        if effect.is_empty() {
            return 0;
        }
        if heading > 0 {
            canvas.line(0, &Line::new().quiet(words.to_owned()));
        }
        for (row, line) in effect.iter().enumerate() {
            canvas.line(heading + row, line);
        }
        heading + effect.len() + 1
    }
}

/// Asks who would gain and lose what if the second version were the default in the place of the first; `None` where it can't be.
///
/// # Errors
/// Why whoever is signed in may not see that.
fn inquiry(cx: &Cx<'_>, policy: &ManagedPolicy, versions: [&PolicyVersion; 2]) -> Result<Option<Inquiry>, Rc<Refusal>> {
    let as_default = |version: &PolicyVersion| {
        if version.number == policy.default_version {
            return Some(cx.account.clone());
        }
        Some(cx.plan_all(&[dialogs::setting(cx, policy, version).into()]).ok()?.after)
    };
    let [Some(before), Some(after)] = versions.map(as_default) else { return Ok(None) };
    cx.refusal_of_whole().map_or_else(|| Ok(Some(Inquiry::change(before, after, cx.now))), Err)
}

/// In how many places a policy is used.
pub(super) fn holders(cx: &Cx<'_>, policy: &ManagedPolicy) -> usize {
    let key = PolicyKey::Customer(policy.id);
    cx.account.attachments_of_policy(&key).count() + cx.account.bounded_by(&key).count()
}
