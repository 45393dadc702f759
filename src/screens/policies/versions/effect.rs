//! Who gains and loses what by an operation, before it is done.

use crate::access::{Progress, difference};
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::widgets::Line;

/// Sentences that are shown; of more they are counted.
const SHOWN: usize = 6;

/// What an operation would give and take, a line for each sentence; that it is nothing is said as well.
pub(super) fn lines(cx: &Cx<'_>, operation: Operation) -> Vec<Line> {
    let Ok(planned) = cx.plan_all(&[operation]) else { return Vec::new() };
    // Nobody cancels it: policies are compared once for each group of users and roles that have equal ones.
    let Ok(difference) = difference(cx.account, &planned.after, &Progress::default()) else { return Vec::new() };
    let sentences = difference.sentences();
    if sentences.is_empty() {
        return vec![Line::new().with("● ", Role::Info).text("Nobody gains or loses anything by it.")];
    }
    let more = sentences.len().saturating_sub(SHOWN);
    let shown = sentences.into_iter().take(SHOWN).map(|sentence| Line::new().with("● ", Role::Info).text(sentence));
    let more = (more > 0).then(|| Line::new().quiet(format!("  and {more} more")));
    shown.chain(more).collect()
}
