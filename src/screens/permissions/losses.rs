//! What a change takes and gives, said before it is done.

use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::inquiry::of_change;
use crate::app::overlay::dialog::Dialog;
use crate::widgets::Line;

/// Lets a question say at this place who loses and gains what by these operations, a line each, set in. Nothing where they would
/// be refused: then that is said.
pub(in crate::screens) fn told(dialog: Dialog, cx: &Cx<'_>, operations: &[Operation]) -> Dialog {
    dialog.foretelling(of_change(cx, operations), lines)
}

fn lines(sentences: &[String]) -> Vec<Line> {
    sentences.iter().map(|sentence| Line::new().text(format!("  {sentence}"))).collect()
}
