//! What a change takes and gives, said before it is done.

use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::screens::effect;
use crate::widgets::Line;

/// Who loses and gains what by these operations, a line each, set in; in one line that nobody does. Nothing where they would be
/// refused: then that is said.
pub(in crate::screens) fn lines(cx: &Cx<'_>, operations: &[Operation]) -> Vec<Line> {
    let Some(sentences) = effect::foreseen(cx, operations) else { return Vec::new() };
    if sentences.is_empty() {
        return vec![Line::new().quiet("What anybody may do stays the same.")];
    }
    sentences.into_iter().map(|sentence| Line::new().text(format!("  {sentence}"))).collect()
}
