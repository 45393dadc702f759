//! Deleting a user, group, role or policy with all that it holds: the victims are named, and the name is typed.

use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::widgets::Line;

/// Asks before a deletion, and removes first what must go first.
pub(super) fn dialog(cx: &Cx<'_>, kind: &str, name: &str, deletion: Operation) -> Dialog {
    let removals = cx.account.removals_before(&deletion);
    let lines: Vec<Line> = removals.iter().map(|removal| Line::new().text(format!("  {}", removal.sentence()))).collect();
    let operations: Vec<Operation> = removals.into_iter().chain([deletion]).collect();
    let said = if lines.is_empty() {
        format!("Deleted {kind} {name}")
    } else {
        format!("Deleted {kind} {name} with {}", count(lines.len(), "thing it held").replace("thing it helds", "things it held"))
    };
    let dialog =
        Dialog::new(format!("Delete {kind} {name}?"), "Delete", move |_, _| Ok(vec![Step::submit_all(operations.clone(), said.clone())]));
    let dialog = if lines.is_empty() {
        dialog.line(Line::new().text(format!("The {kind} holds nothing else; only the {kind} itself is deleted.")))
    } else {
        dialog.line(Line::new().text("This goes first, and with it:")).lines(lines)
    };
    dialog.line(Line::new().quiet("Here u undoes it. On AWS a deletion is for good.")).typed(name)
}
