//! Who gains and loses what by operations, before they are done.

use crate::access::{Progress, difference};
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::widgets::Line;

/// Sentences that are shown beside a question; of more they are counted.
const SHOWN: usize = 6;

/// What operations would give and take, in sentences; none where nobody gains or loses anything, or where they would be
/// refused.
pub(super) fn sentences(cx: &Cx<'_>, operations: &[Operation]) -> Vec<String> {
    foreseen(cx, operations).unwrap_or_default()
}

/// The same of one operation as lines, the first few; that it is nothing is said as well.
pub(super) fn lines(cx: &Cx<'_>, operation: Operation) -> Vec<Line> {
    let Some(sentences) = foreseen(cx, &[operation]) else { return Vec::new() };
    if sentences.is_empty() {
        return vec![Line::new().with("● ", Role::Info).text("Nobody gains or loses anything by it.")];
    }
    let more = sentences.len().saturating_sub(SHOWN);
    let shown = sentences.into_iter().take(SHOWN).map(|sentence| Line::new().with("● ", Role::Info).text(sentence));
    let more = (more > 0).then(|| Line::new().quiet(format!("  and {more} more")));
    shown.chain(more).collect()
}

/// What operations would give and take; `None` where they would be refused.
pub(super) fn foreseen(cx: &Cx<'_>, operations: &[Operation]) -> Option<Vec<String>> {
    let planned = cx.plan_all(operations).ok()?;
    // Nobody cancels it: policies are compared once for each group of users and roles that have equal ones.
    difference(cx.account, &planned.after, &Progress::default()).ok().map(|difference| difference.sentences())
}
