//! What all wizards look like: the numbered steps, the step's fields, and the AWS commands it will run.

use crate::account::operation::Operation;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::awscli;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::{Canvas, Line};

/// The keys of every wizard. A form takes enter itself, and hands it on as its being sent.
pub(super) const NEXT: Binding =
    Binding::new(&[Key::plain(Code::Enter)], Action::Next, "next", "Go to the next step, or finish on the last");
pub(super) const PREVIOUS: Binding = Binding::new(&[Key::ctrl('b')], Action::Previous, "previous", "Go back a step; nothing is lost");

/// Columns of the list of steps, where there is room for it.
const STEPS_WIDTH: usize = 26;
/// Commands shown at most; the others are counted.
const MOST_COMMANDS: usize = 5;

/// Draws a wizard's frame around its present step; `draw` draws the step itself.
pub(super) fn draw(
    cx: &Cx<'_>,
    canvas: &mut Canvas<'_>,
    title: &str,
    steps: &[&str],
    at: usize,
    commands: &[Operation],
    draw: impl FnOnce(&mut Canvas<'_>),
) {
    let commands_height = draw_commands(canvas, commands);
    let height = canvas.height().saturating_sub(commands_height);
    let mut body = canvas.rows(0, height);
    if cx.is_narrow() || body.width() < 80 {
        let line =
            Line::new().title(title.to_owned()).quiet(format!("   step {} of {}   ", at + 1, steps.len())).text(steps[at].to_owned());
        body.line(0, &line);
        draw(&mut body.rows(2, usize::MAX));
        return;
    }
    body.line(0, &Line::new().title(title.to_owned()));
    for (index, step) in steps.iter().enumerate() {
        let (sign, sign_role, role) = match index.cmp(&at) {
            std::cmp::Ordering::Less => ("✔".to_owned(), Role::Good, Role::Quiet),
            std::cmp::Ordering::Equal => (format!("{}", index + 1), Role::Accent, Role::Title),
            std::cmp::Ordering::Greater => (format!("{}", index + 1), Role::Quiet, Role::Quiet),
        };
        let line = Line::new().with(format!("{sign} "), sign_role).with((*step).to_owned(), role);
        body.columns(0, STEPS_WIDTH - 2).line(2 + 2 * index, &line);
    }
    let width = body.width().saturating_sub(STEPS_WIDTH);
    let mut right = body.columns(STEPS_WIDTH, width);
    draw(&mut right.rows(2, usize::MAX));
}

/// Draws at the bottom what the wizard will run; returns how many rows that takes.
fn draw_commands(canvas: &mut Canvas<'_>, commands: &[Operation]) -> usize {
    if commands.is_empty() || canvas.height() < 16 {
        return 0;
    }
    let most = if canvas.height() < 24 { 2 } else { MOST_COMMANDS };
    let shown = commands.len().min(most);
    let more = commands.len() - shown;
    let height = shown + 2;
    let top = canvas.height() - height + 1;
    let heading = if more > 0 { format!("Runs, and {more} more") } else { "Runs".to_owned() };
    canvas.line(top - 1, &Line::new().quiet(heading));
    for (row, operation) in commands.iter().take(shown).enumerate() {
        canvas.line(top + row, &Line::new().quiet(format!("  {}", awscli::line(operation))));
    }
    height + 1
}
