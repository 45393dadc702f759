//! Who gains and loses what by operations, before they are done.

use crate::access::{Progress, difference};
use crate::account::operation::Operation;
use crate::app::cx::Cx;

/// What operations would give and take, in sentences; none where nobody gains or loses anything, or where they would be
/// refused.
pub(super) fn sentences(cx: &Cx<'_>, operations: &[Operation]) -> Vec<String> {
    let Ok(planned) = cx.plan_all(operations) else { return Vec::new() };
    // Nobody cancels it: policies are compared once for each group of users and roles that have equal ones.
    difference(cx.account, &planned.after, &Progress::default()).map_or_else(|_| Vec::new(), |difference| difference.sentences())
}
