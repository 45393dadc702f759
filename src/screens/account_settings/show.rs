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
use crate::app::screen::{Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::needs;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Key, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::AccountSettings,
    names: &["account-settings", "password-policy"],
    title: |cx| cx.label(Label::AccountSettings).into(),
    about: "The password policy, and the practice clock",
    parent: Some(ScreenId::Dashboard),
    needs: needs::password_policy,
    bindings: BINDINGS,
    open: |_, _| Box::new(AccountSettings),
};

const EDIT: Key = Key::char('e');

const BINDINGS: &[Binding] = &[
    Binding::new(&[EDIT], Action::Edit, "edit", "Edit the password policy"),
    Binding::new(&[Key::char('d')], Action::Delete, "set default…", "Remove the account's own policy; the IAM default applies again"),
    clock::MOVE,
];

struct AccountSettings;

impl Screen for AccountSettings {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        (action == Action::Delete && cx.account.password_policy().is_none()).then(|| "The IAM default is in force already.".into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Edit => vec![Step::Go(Route::to(ScreenId::EditPasswordPolicy))],
            Action::Run => vec![Step::Ask(Box::new(crate::app::clock::dialog(cx)))],
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
        let row = draw_parts(cx, canvas, 2);
        let row = draw_task(canvas, row + 1, &status);
        let about = "It counts for users' console passwords, never for the root user nor for access keys.";
        let row = if canvas.height() >= ROOMY { canvas.paragraph(row, about, Role::Quiet) } else { row };
        clock::draw(cx, canvas, row + usize::from(canvas.height() >= ROOMY));
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

/// From so many rows on, there is room for all that is worth a word.
const ROOMY: usize = 18;

/// Columns of the labels.
const LABELS: usize = 26;

/// Draws the policy's parts from a row on; returns the row behind them.
fn draw_parts(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let width = canvas.width();
    let gap = usize::from(canvas.height() >= 22);
    let mut row = row;
    for (label, words) in words::parts(cx.account) {
        canvas.line(row, &Line::new().quiet(label));
        row = canvas.columns(LABELS, width.saturating_sub(LABELS)).paragraph(row, &words, Role::Text) + gap;
    }
    row
}

/// Draws how the fifth task of Security Status stands; returns the row behind it.
fn draw_task(canvas: &mut Canvas<'_>, row: usize, status: &TaskStatus) -> usize {
    canvas.line(row, &Line::new().title(status.task.label()));
    canvas.paragraph(row + 1, &status.why, Role::Text)
}
