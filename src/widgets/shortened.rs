//! Lists that are longer than their room: what does not fit is counted.

use super::Line;

/// The first few entries, each wrapped and whole, in at most so many rows, but for the row that counts what is left out.
pub fn shortened(entries: &[Line], width: usize, room: usize) -> Vec<Line> {
    // There may be thousands, and each takes a row at least.
    let wrapped: Vec<Vec<Line>> = entries.iter().take(room + 1).map(|entry| entry.wrapped(width)).collect();
    let rows = |shown: usize| wrapped.iter().take(shown).map(Vec::len).sum::<usize>();
    let mut shown = wrapped.len();
    // What is left out takes a row itself.
    while shown > 0 && rows(shown) + usize::from(shown < entries.len()) > room {
        shown -= 1;
    }
    let is_set_in = entries.first().is_some_and(|entry| entry.plain().starts_with(['●', ' ']));
    let left_out = entries.len() - shown;
    let more = (left_out > 0).then(|| Line::new().quiet(format!("{}and {left_out} more", if is_set_in { "  " } else { "" })));
    wrapped.into_iter().take(shown).flatten().chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(entries: &[&str], room: usize) -> Vec<String> {
        let lines: Vec<Line> = entries.iter().map(|entry| Line::new().text((*entry).to_owned())).collect();
        shortened(&lines, 12, room).iter().map(|line| line.plain().trim_end().to_owned()).collect()
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        assert_eq!(told(&["one", "two", "three"], 3), ["one", "two", "three"]);
        assert_eq!(told(&["one", "two", "three"], 2), ["one", "and 2 more"]);
        assert_eq!(told(&["  one", "  two"], 1), ["  and 2 more"]);
        assert_eq!(told(&["  one", "  two"], 0), ["  and 2 more"]);
        // No entry is shown in part.
        assert_eq!(told(&["one", "two words that wrap"], 2), ["one", "and 1 more"]);
        assert_eq!(told(&[], 0), [""; 0]);
    }
}
