//! What a user, group or role may do, as its page shows it: its policies with where they come from and what they grant, its
//! boundary, and what is lost when one of them goes.

pub(in crate::screens) mod boundary;
mod grant;
mod pane;
pub(in crate::screens) mod removal;
mod rows;
mod sight;
mod summaries;

pub(in crate::screens) use grant::{Grant, Granted, grants};

use crate::account::entity::{PolicyKey, Role};
use crate::account::id::{IdKind, UniqueId};
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::policy::document::laid_out;
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::widgets::list::{AnyList, List};
use crate::widgets::{Canvas, Hit, Key, Line, document};
use rows::GrantRows;
use sight::GrantSight;
use summaries::Summaries;

/// Creates an inline policy.
pub(in crate::screens) const INLINE: Binding =
    Binding::new(&[Key::char('i')], Action::Create, "inline policy…", "Create an inline policy: part of this identity, and gone with it");
/// Sets, changes or removes the boundary.
pub(in crate::screens) const BOUNDARY: Binding =
    Binding::new(&[BOUND], Action::Boundary, "boundary…", "Set, change or remove the permissions boundary");
/// Shows or hides what the selected policy grants.
pub(in crate::screens) const SUMMARY: Binding =
    Binding::new(&[Key::char('v')], Action::Show, "summary", "Show or hide what the selected policy grants");
/// Asks what the identity may do, and why.
pub(in crate::screens) const WHY: Binding =
    Binding::new(&[Key::char('w')], Action::Why, "why?", "Ask whether it may do something, and why");

/// Leads to the policy simulator, about whose page it is.
pub(in crate::screens) const SIMULATE: Binding =
    Binding::new(&[Key::char('o')], Action::Run, "simulate", "Try out in the policy simulator what its policies allow");

const BOUND: Key = Key::char('b');

/// Rows that a tab has at least where the summary is shown without being asked for.
const ROOMY: usize = 18;
/// Rows that the summary takes at most.
const MOST_SUMMARY: usize = 8;

/// What the list is called.
const TITLE: &str = "Permissions policies";

/// So many lists a user's policies are in: attached, inline, through groups. Others have no groups.
const PARTS_OF_USER: usize = 3;
const PARTS: usize = 2;

/// The tab *Permissions* of a user, group or role.
pub(in crate::screens) struct Permissions {
    of: UniqueId,
    list: List<Grant>,
    sight: GrantSight,
    summaries: Summaries,
    /// Whether the summary of the selected policy is shown; without a choice, where there is room.
    summary: Option<bool>,
}

impl Permissions {
    /// The tab for one identity. The list's name says whose scroll offset is remembered.
    pub fn of(of: UniqueId, list: List<Grant>) -> Self {
        Self { of, list, sight: GrantSight::default(), summaries: Summaries::default(), summary: None }
    }

    /// Follows a change of the account.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        self.sight = GrantSight::of(cx, self.of);
        let seen = self.seen(cx);
        self.list.refresh(seen, &GrantRows { cx, of: self.of, summaries: &self.summaries });
    }

    /// The policies that whoever is signed in may see.
    fn seen(&self, cx: &Cx<'_>) -> Vec<Grant> {
        grants(cx.account, self.of).into_iter().filter(|grant| self.sight.may_see(grant)).collect()
    }

    const fn rows<'a>(&'a self, cx: &'a Cx<'a>) -> GrantRows<'a> {
        GrantRows { cx, of: self.of, summaries: &self.summaries }
    }

    /// What is denied of the selected policy, and which lists of policies are.
    pub fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        [denials(&self.unseen(cx)), self.denied_lists()].concat()
    }

    fn denied_lists(&self) -> Vec<Denial> {
        Denial::of_all(self.sight.denied().into_iter().map(|(_, refusal)| refusal))
    }

    /// What may not be seen of the selected policy.
    fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        self.rows(cx).unseen_of(self.selected())
    }

    /// What it asks for: the lists, and the documents of what is listed there.
    pub fn asked(&self, cx: &Cx<'_>) -> Vec<Operation> {
        let documents = self.seen(cx).into_iter().flat_map(|grant| needs::document(cx, &grant.policy));
        self.sight.asked().iter().cloned().chain(documents).collect()
    }

    /// Filters and sorts again.
    pub fn arrange(&mut self, cx: &Cx<'_>) {
        self.list.arrange(&GrantRows { cx, of: self.of, summaries: &self.summaries });
    }

    /// What moves.
    pub fn list(&mut self) -> &mut dyn AnyList {
        self.list.as_any()
    }

    /// Whether there is no policy at all.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The policy that the selection is on.
    pub fn selected(&self) -> Option<&Grant> {
        self.list.selected()
    }

    /// The marked policies, or else the selected one.
    pub fn chosen(&self) -> Vec<Grant> {
        self.list.chosen()
    }

    /// The same without where they come from.
    pub fn chosen_policies(&self) -> Vec<Granted> {
        self.chosen().into_iter().map(|grant| grant.policy).collect()
    }

    /// How many managed policies there are of its own, where that may be seen.
    pub fn managed_count(&self, cx: &Cx<'_>) -> Option<usize> {
        self.sight.may_count().then(|| cx.account.attached_count_of(self.of))
    }

    /// What each policy grants, in words: its name, and what it reaches.
    pub fn in_words(&self, cx: &Cx<'_>) -> Vec<(String, String)> {
        let rows = self.rows(cx);
        self.seen(cx).iter().map(|grant| (grant.policy.name(cx.account).to_owned(), rows.access(grant))).collect()
    }

    /// What is denied of that: documents, and lists.
    pub fn denied_in_words(&self, cx: &Cx<'_>) -> Vec<Denial> {
        let rows = self.rows(cx);
        let of_documents = self.seen(cx).iter().flat_map(|grant| denials(&rows.unseen(grant))).collect();
        [of_documents, self.denied_lists()].concat()
    }

    /// Why an action of the tab can't be done now.
    pub fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let needs_policy = matches!(action, Action::Open | Action::Remove | Action::Edit | Action::Show);
        match self.selected() {
            None if needs_policy => Some(self.list.why_none("There is no policy here. a adds one, i writes an inline policy.").into()),
            Some(Grant { policy: Granted::Managed(PolicyKey::AwsManaged(_)), .. }) if action == Action::Edit => {
                Some("AWS alone edits its managed policies. enter shows the document.".into())
            }
            // A managed policy has a page, which says so itself.
            Some(Grant { policy: Granted::Inline { .. }, .. }) if action == Action::Open => {
                (!self.unseen(cx).is_empty()).then(|| "This may not be seen. D says why.".into())
            }
            _ => None,
        }
    }

    /// Performs what is alike for users, groups and roles; `None` for other actions.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Option<Vec<Step>> {
        Some(match action {
            Action::Open => self.open(cx),
            Action::Edit => self.selected().map(|grant| Step::Go(grant.policy.editor())).into_iter().collect(),
            Action::Create => vec![Step::Go(Route::inline_policy(self.of, None))],
            Action::Boundary => Identity::of(cx.account, self.of).map(|of| Step::Ask(boundary::question(cx, of))).into_iter().collect(),
            Action::Why => self.subject().map(|subject| Step::Go(Route::about(ScreenId::Access, subject))).into_iter().collect(),
            Action::Run => self.subject().map(|subject| Step::Go(Route::about(ScreenId::Simulator, subject))).into_iter().collect(),
            Action::Show => {
                self.summary = Some(!self.shows_summary(cx));
                Vec::new()
            }
            _ => return None,
        })
    }

    /// Opens a managed policy's page; an inline one has none, so its document is shown.
    fn open(&self, cx: &Cx<'_>) -> Vec<Step> {
        let step = self.selected().and_then(|grant| match &grant.policy {
            Granted::Managed(policy) => Some(Step::Go(Route::policy(policy.clone()))),
            Granted::Inline { of, name } => {
                let text = cx.account.inline_policy(*of, name)?.document.as_str();
                let whose = Identity::of(cx.account, *of)?;
                let title = format!("Inline policy {name} of {} {}", cx.kind_of(whose), whose.name());
                Some(Step::Ask(Box::new(Reader::new(title, laid_out(text), document::json(text)))))
            }
        });
        step.into_iter().collect()
    }

    fn subject(&self) -> Option<Subject> {
        Some(match self.of.kind()? {
            IdKind::User => Subject::User(self.of),
            IdKind::Group => Subject::Group(self.of),
            IdKind::Role => Subject::Role(self.of),
            _ => return None,
        })
    }

    /// Whether the summary is shown. On a small screen it takes the list's room, so it must be asked for.
    fn shows_summary(&self, cx: &Cx<'_>) -> bool {
        self.summary.unwrap_or(usize::from(cx.size.1) >= ROOMY + 14)
    }

    /// Draws the list with boundary and summary; without a policy, what to do about it.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, empty: &[Line]) {
        let unseen = self.unseen(cx);
        let lines = if unseen.is_empty() { self.summary_lines(cx, canvas.height()) } else { Vec::new() };
        let height = canvas.height().saturating_sub(lines.len());
        let rows = self.rows(cx);
        let denied = self.sight.denied();
        let parts = if self.of.kind() == Some(IdKind::User) { PARTS_OF_USER } else { PARTS };
        let is_all = denied.len() == parts && self.list.is_empty();
        let parts = denied::Parts { title: TITLE, denied: &denied, is_all, empty, unseen, wanted: self.list.rows_wanted() };
        parts.draw(cx, &mut canvas.rows(0, height), |canvas, title, empty| self.list.draw(canvas, title, &rows, empty, true));
        if self.of.kind() != Some(IdKind::Group) {
            self.draw_boundary(cx, canvas);
        }
        for (row, line) in lines.iter().enumerate() {
            canvas.line(height + row, line);
        }
    }

    fn draw_boundary(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let label = Line::new().quiet("Permissions boundary  ");
        let (line, verb) = match cx.account.boundary_of(self.of) {
            Some(policy) => (label.text(cx.account.policy_name(policy).to_owned()), "Change or remove"),
            None => (label.quiet("not set"), "Set"),
        };
        if cx.account.role(self.of).is_some_and(Role::is_service_linked) {
            canvas.line(1, &line);
            return;
        }
        let key = Line::new().key(BOUND.to_string(), verb);
        let (at, width) = (canvas.line(1, &line) + 3, key.width());
        if at + width <= canvas.width() {
            canvas.line_at(1, at, &key);
            canvas.hit(1, at, width, Hit::Key(BOUND));
        }
    }

    /// The summary of the selected policy, a blank line above it; nothing where it is not shown.
    fn summary_lines(&self, cx: &Cx<'_>, height: usize) -> Vec<Line> {
        let Some(grant) = self.selected().filter(|_| self.shows_summary(cx)) else { return Vec::new() };
        let most = (height / 2).min(MOST_SUMMARY).saturating_sub(1);
        if most < 2 {
            return Vec::new();
        }
        let name = grant.policy.name(cx.account);
        let summary = grant.policy.document(cx.account).and_then(|text| self.summaries.of(text));
        std::iter::once(Line::new()).chain(pane::lines(name, summary.as_deref(), most)).collect()
    }
}
