//! The password policy in force.

use super::{clock, preview, questions, words};
use crate::account::operation::{DeleteAccountPasswordPolicy, Operation};
use crate::account::security_status::TaskStatus;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::notice::{Notice, Tone};
use crate::app::route::{Route, ScreenId};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::sight::needs;
use crate::widgets::document::Scroll;
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Hit, Key, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::AccountSettings,
    names: &["account-settings", "password-policy"],
    title: |cx| cx.label(Label::AccountSettings).into(),
    about: "The password policy, and the practice clock",
    parent: Some(ScreenId::Dashboard),
    needs: needs::password_policy,
    bindings: BINDINGS,
    open: |_, _| Box::new(AccountSettings::default()),
};

const EDIT: Key = Key::char('e');

const BINDINGS: &[Binding] = &[
    Binding::new(&[EDIT], Action::Edit, "edit", "Edit the password policy"),
    Binding::new(&[Key::char('d')], Action::Delete, "set default…", "Remove the account's own policy; the IAM default applies again"),
    clock::MOVE,
];

/// The page: what has no room is scrolled to.
#[derive(Default)]
struct AccountSettings {
    scroll: Scroll,
}

impl Screen for AccountSettings {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn focus(&mut self) -> Focus<'_> {
        Focus::Document(&mut self.scroll)
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        (action == Action::Delete && cx.account.password_policy().is_none()).then(|| "The IAM default is in force already.".into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Edit => vec![Step::Go(Route::to(ScreenId::EditPasswordPolicy))],
            Action::Run => vec![Step::Ask(Box::new(crate::app::overlay::clock::dialog(cx)))],
            _ => set_default(cx),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let status = words::task(cx.account, cx.reading());
        let title = Line::new().title("Password policy").text(format!("  {}   ", words::kind(cx.account)));
        canvas.line(0, &title.join(words::done_or_to_do(&status)));
        let edit = Line::new().key(EDIT.to_string(), "Edit");
        let column = canvas.line_right(0, &edit);
        canvas.hit(0, column, edit.width(), Hit::Key(EDIT));
        let mut body = canvas.rows(2, usize::MAX);
        let width = body.width().saturating_sub(BAR);
        let (lines, clock_at) = lines(cx, &status, width, body.height());
        let top = self.scroll.draw_with_bar(&mut body, "account settings", &lines);
        if let Some(row) = clock_at.checked_sub(top) {
            clock::draw_key(&mut body.columns(0, width), row);
        }
    }
}

/// Asks before the account's own policy is removed.
fn set_default(cx: &Cx<'_>) -> Vec<Step> {
    let operation = Operation::from(DeleteAccountPasswordPolicy {});
    match preview::after(cx, &operation) {
        Ok(after) => vec![Step::Ask(Box::new(questions::dialog(cx, operation, &after, Vec::new)))],
        // What policies deny is asked for all the same: a request that was denied is in the history.
        Err(refusal) if refusal.denied.is_some() => vec![Step::submit(operation)],
        Err(refusal) => vec![Step::Say(Notice::new(Tone::Bad, refusal.message).remedy(refusal.remedy))],
    }
}

/// From so many rows on, there is room for all that is worth a word, and from so many for blank rows between.
const ROOMY: usize = 16;
const AIRY: usize = 20;

/// Columns of the labels, and of the bar beside what is longer than the page.
const LABELS: usize = 26;
const BAR: usize = 2;

/// The policy's parts, how the fifth task of Security Status stands, and the clock; and in which line that begins.
fn lines(cx: &Cx<'_>, status: &TaskStatus, width: usize, height: usize) -> (Vec<Line>, usize) {
    let mut lines = Vec::new();
    for (label, words) in words::parts(cx.account) {
        let labels = [label].into_iter().chain(std::iter::repeat(""));
        for (text, label) in wrap(&words, width.saturating_sub(LABELS)).into_iter().zip(labels) {
            lines.push(Line::new().quiet(format!("{label:LABELS$}")).text(text));
        }
        lines.extend((height >= AIRY).then(Line::new));
    }
    lines.extend([Line::new(), Line::new().title(status.task.label())]);
    lines.extend(Line::new().text(status.why.clone()).wrapped(width));
    if height >= ROOMY {
        let about = "It counts for users' console passwords, never for the root user nor for access keys.";
        lines.extend(Line::new().quiet(about).wrapped(width));
        lines.push(Line::new());
    }
    let clock_at = lines.len();
    lines.extend(clock::lines(cx, width));
    (lines, clock_at)
}
