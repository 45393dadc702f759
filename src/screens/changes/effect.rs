//! Who gains and loses what by operations, before they are done.

use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;

/// Lets a question say at this place what one operation would give and take.
pub(in crate::screens) fn told(dialog: Dialog, cx: &Cx<'_>, operation: &Operation) -> Dialog {
    told_of_all(dialog, cx, std::slice::from_ref(operation))
}

/// The same of several operations that are done together. Nothing where they would be refused: then that is said.
pub(in crate::screens) fn told_of_all(dialog: Dialog, cx: &Cx<'_>, operations: &[Operation]) -> Dialog {
    dialog.foretelling(cx, operations)
}

/// Lets a question say at this place what would be given and taken by what is typed.
pub(in crate::screens) fn told_of_typed(dialog: Dialog, cx: &Cx<'_>) -> Dialog {
    dialog.foretelling_typed(cx, &[])
}
