//! What every learner does: begin a lesson, answer a question, try a request.

use iam_console::training::progress::LessonRecord;

use super::console::Console;

/// A console in a lesson that is found by these letters, begun from its list.
pub fn begun(letters: &str) -> Console {
    let mut console = Console::sized(120, 40);
    console.keys(":walkthroughs<enter>/").keys(letters).keys("<enter>b");
    console
}

/// What is kept of a lesson.
#[track_caller]
pub fn record<'a>(console: &'a Console, lesson: &str) -> &'a LessonRecord {
    console.progress.lesson(lesson).expect("it is begun")
}

/// Makes a request as somebody on the screen *Try it*.
pub fn try_as<'a>(console: &'a mut Console, who: &str, what: &str) -> &'a mut Console {
    console.keys(":try<enter><home><enter>/").keys(who).keys("<enter><enter><enter>/").keys("particular").keys("<enter><enter><enter>/");
    console.keys(what).keys("<enter><enter><enter>")
}

/// The number that stands before a text of a question.
#[track_caller]
pub fn number_before(console: &Console, text: &str) -> String {
    let screen = console.screen();
    let line = screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
    let before: String = line.split(text).next().unwrap().chars().rev().skip_while(|letter| !letter.is_ascii_digit()).take(1).collect();
    assert_eq!(before.len(), 1, "{line}");
    before
}

/// Answers a question with the option that has this text.
#[track_caller]
pub fn answer<'a>(console: &'a mut Console, text: &str) -> &'a mut Console {
    let number = number_before(console, text);
    console.keys(&number)
}
