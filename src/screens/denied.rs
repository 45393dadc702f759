//! What stands beside a denial in every part of a screen: the keys that lead on from it.

use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::denial::Denial;
use crate::widgets::Line;

/// The keys that lead to why something was denied to whoever is signed in, and to who could allow it; as far as they lead there.
pub(super) fn keys(cx: &Cx<'_>, refusal: &Refusal) -> Line {
    let Some(denied) = refusal.denied.as_deref() else { return Line::new() };
    let denial = Denial::new(cx.caller, denied);
    let ways = [(Action::WhyDenied, "D", "why, in full"), (Action::WhoCould, "A", "who could give me this")];
    let leading = ways.into_iter().filter(|(action, ..)| denial.way(*action, cx.account).is_ok());
    leading.enumerate().fold(Line::new(), |line, (at, (_, key, words))| {
        let line = if at > 0 { line.text("   ") } else { line };
        line.key(key, words)
    })
}
