//! Two documents side by side in one: what went, what came, and a few lines around it.

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::policy::document::laid_out;
use crate::theme::Role;
use crate::widgets::Line;

/// Unchanged lines that are shown around what changed.
const AROUND: usize = 3;

/// How many lines went and came.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Tally {
    pub gone: usize,
    pub come: usize,
}

/// A document's lines as they are shown, and as they are compared: a comma that comes because something comes behind it is no
/// change.
struct Lines<'t> {
    shown: Vec<&'t str>,
    compared: Vec<&'t str>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let shown: Vec<&str> = text.lines().collect();
        let compared = shown.iter().map(|line| line.trim_end_matches(',')).collect();
        Self { shown, compared }
    }

    fn at(&self, place: Option<usize>) -> String {
        place.and_then(|place| self.shown.get(place)).map_or_else(String::new, |line| (*line).to_owned())
    }
}

/// Counts the lines that went and came.
pub(super) fn tally(old: &str, new: &str) -> Tally {
    let (old, new) = (laid_out(old), laid_out(new));
    let (old, new) = (Lines::of(&old), Lines::of(&new));
    let mut tally = Tally::default();
    for change in diff(&old, &new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => tally.gone += 1,
            ChangeTag::Insert => tally.come += 1,
            ChangeTag::Equal => {}
        }
    }
    tally
}

/// The lines that went (`-`) and came (`+`) with some around them; none where the documents say the same in the same order.
pub(super) fn lines(old: &str, new: &str) -> Vec<Line> {
    let (old, new) = (laid_out(old), laid_out(new));
    let (old, new) = (Lines::of(&old), Lines::of(&new));
    let diff = diff(&old, &new);
    let mut lines = Vec::new();
    let mut seen = 0;
    for group in diff.grouped_ops(AROUND) {
        let begins = group.first().map_or(0, |op| op.old_range().start);
        lines.extend(unchanged(begins.saturating_sub(seen)));
        seen = group.last().map_or(seen, |op| op.old_range().end);
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            lines.push(match change.tag() {
                ChangeTag::Delete => Line::new().with("- ", Role::Bad).with(old.at(change.old_index()), Role::Bad),
                ChangeTag::Insert => Line::new().with("+ ", Role::Good).with(new.at(change.new_index()), Role::Good),
                ChangeTag::Equal => Line::new().quiet("  ").quiet(new.at(change.new_index())),
            });
        }
    }
    if !lines.is_empty() {
        lines.extend(unchanged(old.shown.len().saturating_sub(seen)));
    }
    lines
}

fn diff<'t>(old: &'t Lines<'t>, new: &'t Lines<'t>) -> TextDiff<'t, 't, 't, str> {
    // Documents are short; should one ever not be, a coarser answer is better than none.
    let mut configuration = TextDiff::configure();
    configuration.algorithm(Algorithm::Myers).timeout(std::time::Duration::from_millis(200));
    configuration.diff_slices(&old.compared, &new.compared)
}

/// What stands for lines that are left out.
fn unchanged(count: usize) -> Option<Line> {
    (count > 0).then(|| Line::new().quiet(format!("  ⋯ {}", crate::app::words::count(count, "unchanged line"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(old: &str, new: &str) -> Vec<String> {
        lines(old, new).iter().map(Line::plain).collect()
    }

    #[test]
    fn what_went_and_came_has_its_sign() {
        let old = r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}"#;
        let new = r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":0,"g":7}"#;
        let expected = [
            "  ⋯ 3 unchanged lines",
            "    \"c\": 3,",
            "    \"d\": 4,",
            "    \"e\": 5,",
            "-   \"f\": 6,",
            "+   \"f\": 0,",
            "    \"g\": 7",
            "  }",
        ];
        assert_eq!(plain(old, new), expected);
        assert_eq!(tally(old, new), Tally { gone: 1, come: 1 });
    }

    #[test]
    fn a_comma_before_what_comes_is_no_change() {
        assert_eq!(plain("[1]", "[1,2]"), ["  [", "    1,", "+   2", "  ]"]);
        assert_eq!(tally("[1,2]", "[1]"), Tally { gone: 1, come: 0 });
    }

    #[test]
    fn layout_alone_is_no_change() {
        assert!(plain("{\"a\":1}", "{\n\t\"a\" : 1 }").is_empty());
        assert_eq!(tally("{\"a\":1}", "{ \"a\": 1 }"), Tally::default());
    }
}
