//! What the coach says where there are few rows: what is to be done first, with a hint behind it, then how that stands; what has
//! no room ends with its sentence, or its word, and says so.

use super::said::Said;
use super::thing::{Thing, Want};
use crate::app::binding::COACH;
use crate::widgets::Line;

/// Lines that have room.
pub struct Fitted {
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether there is more to read than is shown.
    pub has_more: bool,
}

/// Rows that a hint and how the step stands need at least: with fewer besides, the task gives way to them.
const LEAST_BESIDE_TASK: usize = 2;

/// The task, where a hint is shown with it: of a step that is done it need not be told.
fn task_of(said: &Said) -> &[Line] {
    if said.is_over { &[] } else { &said.task }
}

/// How many rows there are to tell, without the task of a step that is done.
pub fn rows_of(said: &Said) -> usize {
    task_of(said).len() + said.text.len() + rows_of_state(said)
}

fn rows_of_state(said: &Said) -> usize {
    said.state.iter().map(|thing| thing.lines.len()).sum()
}

/// What has room in so many rows of so many columns. A hint stands behind its task, which keeps a row at least.
pub fn fitted(said: &Said, (rows, columns): (usize, usize)) -> Fitted {
    let task = task_of(said);
    if task.is_empty() || rows <= LEAST_BESIDE_TASK {
        return told(said, (rows, columns));
    }
    let rest = said.text.len() + rows_of_state(said);
    // Keys of which one is cut off lead nowhere.
    let least = if said.is_to_the_letter { rows.saturating_sub(said.text.len()).min(1) } else { 1 };
    let kept = rows.saturating_sub(rest).max(least);
    if kept == 0 {
        return told(said, (rows, columns));
    }
    let (mut lines, is_cut) = if task.len() > kept { (begun(task, (kept, columns), more()), true) } else { (task.to_vec(), false) };
    let room = rows.saturating_sub(lines.len());
    let hint = told(said, (room, columns));
    lines.extend(hint.lines);
    Fitted { lines, has_more: is_cut || rest > room }
}

/// The sign that there is more, with the key that shows it.
fn more() -> Line {
    let key = COACH.first().and_then(|binding| binding.keys.first()).map_or_else(String::new, ToString::to_string);
    Line::new().quiet("… ").key(key, "more")
}

/// Lines as far as there is room, the last row up to the last word that has room with this sign behind it.
fn begun(text: &[Line], (rows, columns): (usize, usize), sign: Line) -> Vec<Line> {
    let Some(last) = text.get(rows.saturating_sub(1)) else { return text.to_vec() };
    let plain = last.plain();
    let room = columns.saturating_sub(sign.width() + 1);
    let mut ends = plain.match_indices(' ').map(|(at, _)| at).chain([plain.len()]).rev();
    let end = ends.find(|end| last.begin(*end).width() <= room).unwrap_or_default();
    text.iter().take(rows.saturating_sub(1)).cloned().chain([last.begin(end).text(" ").join(sign)]).collect()
}

/// What is to be done, or else what is told in its place, and how it stands, as far as there is room.
fn told(said: &Said, (rows, columns): (usize, usize)) -> Fitted {
    let (text, state) = (&said.text, &said.state);
    let has_more = text.len() + rows_of_state(said) > rows;
    if !has_more {
        let state = state.iter().flat_map(|thing| &thing.lines);
        return Fitted { lines: text.iter().chain(state).cloned().collect(), has_more: !said.task.is_empty() };
    }
    // What was found is worth a row, if anything was: unless one is only to read.
    let told = usize::from(!state.is_empty() && !said.is_over && !said.is_to_the_letter && rows > 1);
    let shown = text.len().min(rows - told);
    let mut lines = if shown < text.len() { whole_sentences(text, (shown, columns)) } else { text.clone() };
    lines.extend(of_state(state, (rows.saturating_sub(lines.len()), columns)));
    Fitted { lines, has_more }
}

/// Lines up to the end of the last sentence that has room with the sign behind it; where none ends there, up to the last word.
fn whole_sentences(text: &[Line], (rows, columns): (usize, usize)) -> Vec<Line> {
    let sign = more();
    for last in (0..rows).rev() {
        let Some(line) = text.get(last) else { continue };
        let plain = line.plain();
        let is_last_of_part = text.get(last + 1).is_none_or(|next| next.plain().is_empty());
        for end in ends(&plain, is_last_of_part).rev() {
            let kept = line.begin(end);
            let mut lines: Vec<Line> = text.iter().take(last).cloned().collect();
            if kept.width() + 1 + sign.width() <= columns {
                lines.push(kept.text(" ").join(sign));
                return lines;
            }
            if last + 1 < rows {
                lines.extend([kept, sign]);
                return lines;
            }
        }
    }
    begun(text, (rows, columns), sign)
}

/// Where sentences end in a line, in bytes: behind their full stop, question or exclamation mark.
fn ends(line: &str, is_last_of_part: bool) -> impl DoubleEndedIterator<Item = usize> {
    let is_end = move |(at, letter): (usize, char)| {
        let behind = at + letter.len_utf8();
        let next = line.get(behind..).and_then(|rest| rest.chars().next());
        let ends = matches!(letter, '.' | '?' | '!') && next.is_none_or(|next| next == ' ');
        (ends || (is_last_of_part && next.is_none())).then_some(behind)
    };
    line.char_indices().filter_map(is_end).collect::<Vec<_>>().into_iter()
}

/// How a step stands, in so many rows: the first row of each thing, the most wanted first, then as much more of them as has room.
/// All stand where they stood; one that is cut ends so.
fn of_state(things: &[Thing], (rows, columns): (usize, usize)) -> Vec<Line> {
    let rows_of = |(number, thing): (usize, &Thing)| {
        let want = thing.want;
        (0..thing.lines.len()).map(move |row| (row > 0, want, number))
    };
    let mut wanted: Vec<(bool, Want, usize)> = things.iter().enumerate().flat_map(rows_of).collect();
    wanted.sort_unstable();
    wanted.truncate(rows);
    let mut lines = Vec::new();
    for (number, Thing { lines: thing, .. }) in things.iter().enumerate() {
        match wanted.iter().filter(|(.., of)| *of == number).count() {
            0 => {}
            shown if shown < thing.len() => lines.extend(begun(thing, (shown, columns), Line::new().quiet("…"))),
            _ => lines.extend_from_slice(thing),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of how a step stands begins with its sign; what follows belongs to it.
    fn said(text: &[&'static str], state: &[(Want, &[&'static str])]) -> Said {
        let lines = |lines: &[&'static str]| lines.iter().map(|line| Line::from(*line)).collect::<Vec<_>>();
        let line = Line::new;
        let state = state.iter().map(|(want, thing)| Thing { want: *want, lines: lines(thing) }).collect();
        Said {
            lesson: line(),
            place: line(),
            step: line(),
            text: lines(text),
            task: Vec::new(),
            state,
            is_to_the_letter: false,
            is_over: false,
        }
    }

    fn plain(fitted: &Fitted) -> Vec<String> {
        fitted.lines.iter().map(Line::plain).collect()
    }

    #[test]
    fn a_text_that_has_no_room_ends_with_a_sentence_and_says_so() {
        let said = said(
            &["Create a user. Then sign out and try", "to sign in. It fails."],
            &[(Want::Amiss, &["▲ nobody is there yet", "  :users"])],
        );
        let whole = fitted(&said, (4, 40));
        assert!(!whole.has_more && whole.lines.len() == 4);
        let most = fitted(&said, (3, 40));
        assert!(most.has_more);
        assert_eq!(plain(&most), ["Create a user. Then sign out and try", "to sign in. It fails.", "▲ nobody is there yet …"]);
        let two = fitted(&said, (2, 40));
        assert_eq!(plain(&two), ["Create a user. … ctrl-y more", "▲ nobody is there yet …"]);
        assert_eq!(plain(&fitted(&said, (1, 40))), ["Create a user. … ctrl-y more"]);
        // Where no sentence ends in time, a word does.
        let long = super::tests::said(&["One long sentence that goes", "on and on and never", "ends"], &[]);
        assert_eq!(plain(&fitted(&long, (2, 40))), ["One long sentence that goes", "on and on and never … ctrl-y more"]);
        assert_eq!(plain(&fitted(&long, (1, 32))), ["One long sentence … ctrl-y more"]);
    }

    #[test]
    fn a_hint_does_not_take_the_place_of_its_task() {
        let task = ["Create a user. Then sign out and try", "to sign in. It fails."].map(Line::from).to_vec();
        let hint = said(&["Where  Users", "       All users"], &[(Want::Amiss, &["▲ nobody is there yet", "  :users"])]);
        let hint = Said { task, ..hint };
        assert_eq!(rows_of(&hint), 6);
        let whole = fitted(&hint, (6, 40));
        let lines = [
            "Create a user. Then sign out and try",
            "to sign in. It fails.",
            "Where  Users",
            "       All users",
            "▲ nobody is there yet",
            "  :users",
        ];
        assert!(!whole.has_more);
        assert_eq!(plain(&whole), lines);
        let most = fitted(&hint, (5, 40));
        assert!(most.has_more);
        assert_eq!(plain(&most)[..2], ["Create a user. Then sign … ctrl-y more", "Where  Users"]);
        let few = fitted(&hint, (3, 37));
        assert_eq!(plain(&few), ["Create a user. Then … ctrl-y more", "Where  Users … ctrl-y more", "▲ nobody is there yet …"]);
        // With no room for both, the hint is what was asked for.
        assert_eq!(plain(&fitted(&hint, (2, 40))), ["Where  Users … ctrl-y more", "▲ nobody is there yet …"]);
        // Once a step is done its task need not be told.
        let done = Said { is_over: true, ..hint };
        assert_eq!((rows_of(&done), plain(&fitted(&done, (4, 40))).len()), (4, 4));
    }

    #[test]
    fn keys_are_told_whole_as_far_as_there_is_room_and_the_rest_gives_way() {
        let keys = said(&["Keys", ":users", "n create user…"], &[(Want::Amiss, &["▲ nobody is there yet", "  :users"])]);
        let keys = Said { task: ["Create a user, and do", "nothing else."].map(Line::from).to_vec(), is_to_the_letter: true, ..keys };
        let most = fitted(&keys, (4, 40));
        assert!(most.has_more);
        assert_eq!(plain(&most), ["Create a user, and do … ctrl-y more", "Keys", ":users", "n create user…"]);
        let all = fitted(&keys, (3, 40));
        assert!(all.has_more);
        assert_eq!(plain(&all), ["Keys", ":users", "n create user…"]);
    }

    #[test]
    fn of_how_things_stand_what_waits_comes_first() {
        let said = said(
            &["Do it."],
            &[(Want::Known, &["✔ Right: 5"]), (Want::Amiss, &["▲ nothing yet"]), (Want::Awaited, &["● A question is open"])],
        );
        assert_eq!(plain(&fitted(&said, (2, 60))), ["Do it.", "● A question is open"]);
    }

    #[test]
    fn what_was_answered_stays_where_it_has_room() {
        let said = said(
            &["Do it.", "And look."],
            &[
                (Want::Known, &["✔ Right: a long", "  answer"]),
                (Want::Known, &["● You say: no"]),
                (Want::Amiss, &["▲ nothing yet", "  :users"]),
            ],
        );
        assert_eq!(plain(&fitted(&said, (5, 60)))[2..], ["✔ Right: a long …", "● You say: no", "▲ nothing yet …"]);
        assert_eq!(plain(&fitted(&said, (6, 60)))[2..], ["✔ Right: a long …", "● You say: no", "▲ nothing yet", "  :users"]);
        assert_eq!(plain(&fitted(&said, (4, 60)))[2..], ["✔ Right: a long …", "▲ nothing yet …"]);
    }
}
