//! Who may enter a role and what they may do then, side by side, and below it the trust policy: one text that scrolls.

use super::RolePage;
use crate::account::entity::Role as IamRole;
use crate::app::cx::Cx;
use crate::screens::roles::trust;
use crate::widgets::line::wrap;
use crate::widgets::{Line, document};

/// Two columns have room from so many on.
const WIDE: usize = 64;

/// The text in lines of at most this width.
pub(super) fn lines(page: &RolePage, cx: &Cx<'_>, role: &IamRole, width: usize) -> Vec<Line> {
    let policy = cx.account.current_policy(&role.trust_policy);
    let words = if width < WIDE {
        let stacked = [who_enters(&policy, width), vec![Line::new()], what_they_may(page, cx, width)];
        stacked.concat()
    } else {
        let half = width / 2 - 1;
        beside(who_enters(&policy, half), what_they_may(page, cx, half), half + 2)
    };
    let json = document::json(&policy).into_iter().flat_map(|line| line.wrapped(width));
    words.into_iter().chain([Line::new()]).chain(json).collect()
}

/// Two columns, the second from a place on.
fn beside(left: Vec<Line>, right: Vec<Line>, from: usize) -> Vec<Line> {
    let rows = left.len().max(right.len());
    let filled = |lines: Vec<Line>| lines.into_iter().chain(std::iter::repeat(Line::new())).take(rows);
    let joined = |(left, right): (Line, Line)| {
        let blanks = from.saturating_sub(left.width());
        left.text(" ".repeat(blanks)).join(right)
    };
    filled(left).zip(filled(right)).map(joined).collect()
}

fn who_enters(policy: &str, width: usize) -> Vec<Line> {
    let mut sentences = trust::sentence_lines(policy, width);
    if sentences.is_empty() {
        sentences.push(Line::new().quiet("Nobody."));
    }
    std::iter::once(Line::new().title("Who may enter").quiet("  trust policy")).chain(sentences).collect()
}

/// What each policy grants, and the boundary, which caps them all.
fn what_they_may(page: &RolePage, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let quiet = |text: &str| -> Vec<Line> { wrap(text, width).into_iter().map(|line| Line::new().quiet(line)).collect() };
    let mut lines = vec![Line::new().title("What they may do").quiet("  permissions")];
    let acts = page.permissions.in_words(cx);
    if let Some(denial) = page.permissions.denied_in_words(cx).first() {
        lines.extend(quiet(&format!("– Not all of it may be seen: {}", denial.message)));
    } else if acts.is_empty() {
        lines.extend(quiet("Nothing: the role has no policy."));
    }
    for (name, access) in &acts {
        lines.extend(Line::new().text(name.clone()).wrapped(width));
        lines.extend(wrap(access, width.saturating_sub(2)).into_iter().map(|line| Line::new().quiet(format!("  {line}"))));
    }
    let boundary = cx.account.boundary_of(page.id);
    lines.extend(boundary.into_iter().flat_map(|policy| quiet(&format!("At most what {} allows.", cx.account.policy_name(policy)))));
    lines
}
