//! `lessons reference`: all that a lesson's file can have.

use crate::app::coach::presses;
use crate::training::check::predicates_in_words;
use crate::training::lesson::fixture_names;
use crate::training::quiz::Misconception;

/// The text; in braces stands what the program knows by itself.
const TEXT: &str = include_str!("reference.txt");

/// The reference.
pub(super) fn text() -> String {
    let family = |(about, usages): (&str, Vec<String>)| format!("{about}\n  {}\n\n", usages.join("\n  "));
    let misconception = |one: Misconception| format!("  {one}  {}\n", one.belief());
    TEXT.replace("{predicates}\n", &predicates_in_words().map(family).collect::<String>())
        .replace("{misconceptions}\n", &(Misconception::all().map(misconception).collect::<String>() + "\n"))
        .replace("{fixtures}", &fixture_names().collect::<Vec<_>>().join(", "))
        .replace("{presses}", &presses().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::lesson::Lesson;

    #[test]
    fn what_the_program_knows_by_itself_is_put_in() {
        let text = text();
        for known in ["{predicates}", "{misconceptions}", "{fixtures}", "{presses}"] {
            assert!(TEXT.contains(known) && !text.contains(known), "{known}");
        }
        for known in ["  attached(entity, policy name)\n", "  keys(entity, word); word: active, inactive, any\n", "  M25  Same name"] {
            assert!(text.contains(known), "{known}");
        }
        let wide: Vec<&str> = TEXT.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{wide:?}");
    }

    #[test]
    fn the_front_matter_that_is_shown_can_be_read() {
        let section = |name: &str| TEXT.split(&format!("{name}\n\n")).nth(1).unwrap_or_default();
        let shown = |from: &str, until: &str| {
            let lines = section(from).lines().take_while(|line| *line != until).filter(|line| line.starts_with("  "));
            lines.fold(String::new(), |all, line| all + line + "\n")
        };
        let front = shown("A LESSON'S FILE", "TEXTS")
            + &shown("QUESTIONS", "  yesno, number, text               with a `truth`, an expression as checks are made of");
        let lesson = Lesson::parse("reference", &format!("+++\n{front}+++\n")).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((lesson.steps.len(), lesson.steps[0].asks.len(), lesson.challenge.is_some()), (1, 1, true));
    }
}
