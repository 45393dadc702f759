//! Deleting a user, group, role or policy with all that it holds: the victims are named, and the name is typed.

use std::rc::Rc;

use super::{consequences, effect};
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::sight::reading;
use crate::widgets::Line;

/// What goes with something that is deleted, as in the middle of a sentence.
const WITH_IT: &str = "what goes with it";

/// What is to be deleted: its name, and the operation that deletes it.
pub(super) type Victim = (String, Operation);

/// Asks before one or several of a kind are deleted. Of several each is named, and how many is typed, as in the console.
/// `None` where there is nothing to delete.
pub(in crate::screens) fn of(cx: &Cx<'_>, kind: &str, victims: Vec<Victim>) -> Option<Dialog> {
    match victims.as_slice() {
        [] => None,
        [(name, deletion)] => Some(dialog(cx, kind, name, deletion.clone())),
        _ => Some(several(cx, kind, victims)),
    }
}

fn several(cx: &Cx<'_>, kind: &str, victims: Vec<Victim>) -> Dialog {
    let what = count(victims.len(), kind);
    let (mut lines, mut operations, mut held, mut unseen) = (Vec::new(), Vec::new(), 0, Vec::new());
    for (name, deletion) in victims {
        let removals = removals_before(cx, &deletion).unwrap_or_else(|refusals| {
            unseen.extend(refusals);
            Vec::new()
        });
        let with = if removals.is_empty() { String::new() } else { format!(" with {}", things(removals.len())) };
        lines.push(Line::new().text(format!("  {name}")).quiet(with));
        held += removals.len();
        operations.extend(removals.into_iter().chain([deletion]));
    }
    let they_held = things(held).replace("it held", "they held");
    let said = if held == 0 { format!("Deleted {what}") } else { format!("Deleted {what} with {they_held}") };
    let deletes = operations.clone();
    let dialog = Dialog::new(format!("Delete {what}?"), "Delete", move |_, _| Ok(vec![Step::submit_all(operations.clone(), said.clone())]));
    let dialog = dialog.line(Line::new().text("All of these, or none:")).lines(lines).unseen(WITH_IT, unseen);
    let dialog = effect::told_of_all(consequences::told(dialog, cx, &deletes), cx, &deletes);
    dialog.line(Line::new().quiet("Here u undoes it. On AWS a deletion is for good.")).typed_as("words", what)
}

/// What goes with something that is deleted: `3 things it held`.
fn things(number: usize) -> String {
    count(number, "thing it held").replace("thing it helds", "things it held")
}

/// What must go before something is deleted.
///
/// # Errors
/// Why that may not be seen by whoever is signed in: the deletion is asked for without it then, as AWS's console can but do, and AWS
/// says whether something is in its way.
fn removals_before(cx: &Cx<'_>, deletion: &Operation) -> Result<Vec<Operation>, Vec<Rc<Refusal>>> {
    let refusals = cx.refusals(&reading::holdings(cx, deletion));
    if refusals.is_empty() { Ok(cx.account.removals_before(deletion)) } else { Err(refusals) }
}

/// Asks before a deletion, and removes first what must go first.
pub(in crate::screens) fn dialog(cx: &Cx<'_>, kind: &str, name: &str, deletion: Operation) -> Dialog {
    let (removals, unseen) = match removals_before(cx, &deletion) {
        Ok(removals) => (removals, Vec::new()),
        Err(refusals) => (Vec::new(), refusals),
    };
    let lines: Vec<Line> =
        removals.iter().map(|removal| Line::new().text(format!("  {}", removal.sentence(&cx.caller.in_sentences(cx.account))))).collect();
    let operations: Vec<Operation> = removals.into_iter().chain([deletion]).collect();
    let said =
        if lines.is_empty() { format!("Deleted {kind} {name}") } else { format!("Deleted {kind} {name} with {}", things(lines.len())) };
    let deletes = operations.clone();
    let dialog =
        Dialog::new(format!("Delete {kind} {name}?"), "Delete", move |_, _| Ok(vec![Step::submit_all(operations.clone(), said.clone())]));
    let dialog = if !unseen.is_empty() {
        dialog.unseen(WITH_IT, unseen)
    } else if lines.is_empty() {
        dialog.line(Line::new().text(format!("The {kind} holds nothing else; only the {kind} itself is deleted.")))
    } else {
        dialog.line(Line::new().text("This goes first, and with it:")).lines(lines)
    };
    let dialog = effect::told_of_all(consequences::told(dialog, cx, &deletes), cx, &deletes);
    dialog.line(Line::new().quiet("Here u undoes it. On AWS a deletion is for good.")).typed(name)
}
