//! What every learner does: begin a lesson, answer a question, try a request.

use iam_console::training::progress::{LessonRecord, Outcome};
use jiff::ToSpan;

use super::codes_at;
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
    console.progress.lessons.get(lesson).expect("it is begun")
}

/// Makes a request as somebody on the screen *Try it*.
pub fn try_as<'a>(console: &'a mut Console, who: &str, what: &str) -> &'a mut Console {
    try_on(console, who, "particular", what)
}

/// Makes a request as somebody, on something, on the screen *Try it*: each is found by its letters in a list.
pub fn try_on<'a>(console: &'a mut Console, who: &str, on: &str, what: &str) -> &'a mut Console {
    console.keys(":try<enter><home>").pick(who).pick(on).pick(what).keys("<enter>")
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
    console.keys(&number).keys("<enter>")
}

/// The code that a device shows now, or so many half minutes later.
pub fn code(console: &Console, device: &str, later: i64) -> String {
    let now = console.open.account().time_at(console.now);
    codes_at(console.open.account(), device, now + (30 * later).seconds())[0].reveal().to_owned()
}

/// Signs out, if somebody is signed in, and in as a user.
pub fn sign_in_as<'a>(console: &'a mut Console, user: &str, password: &str) -> &'a mut Console {
    console.keys("<f2>sign-in<enter>").see("Sign in as").keys("<ctrl-u>").keys(user).keys("<tab>").keys(password).keys("<enter>")
}

/// What stands on the card beside the screen, as one line.
pub fn card(console: &Console) -> String {
    let screen = console.screen();
    let beside = screen.lines().filter_map(|line| Some(line.rsplit_once('│')?.1));
    beside.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Fails unless this text is on the card.
#[track_caller]
pub fn told<'a>(console: &'a mut Console, text: &str) -> &'a mut Console {
    let card = card(console);
    assert!(card.contains(text), "{text:?} is not on the card: {card}\n{}", console.screen());
    console
}

/// Fails unless the card shows this step, still to be done.
#[track_caller]
pub fn at_step<'a>(console: &'a mut Console, number: &str, title: &str) -> &'a mut Console {
    told(console, &format!("step {number} "));
    to_do(console, title)
}

/// Fails unless the card says that this step is done, and this of why it works; then goes on.
#[track_caller]
pub fn done<'a>(console: &'a mut Console, title: &str, why: &str) -> &'a mut Console {
    told(console, &format!("✔ {title} done"));
    told(console, why).keys("<alt-n>")
}

/// Asks for hints until the nudge is there, and fails unless it is the one with this heading.
#[track_caller]
pub fn nudged<'a>(console: &'a mut Console, heading: &str) -> &'a mut Console {
    for _ in 0..2 {
        if !card(console).contains(" Hint ") {
            console.keys("<alt-h>");
        }
    }
    told(console, &format!("Hint {heading} "))
}

/// Attaches a policy to a user directly, on the user's page.
pub fn attach<'a>(console: &'a mut Console, policy: &str, user: &str) -> &'a mut Console {
    console.keys(&format!(":user {user}<enter>a<down><down><enter>/{policy}<enter><space><enter>"))
}

/// Fails unless a lesson was gone through to its end with every step solved by the learner alone.
#[track_caller]
pub fn all_solved(console: &mut Console, lesson: &str, steps: usize) {
    console.see("What you have learned").see(&format!("{steps} of {steps} steps solved, in"));
    let kept = record(console, lesson);
    assert!(kept.finished.is_some() && kept.count(Outcome::Solved) == steps, "{kept:#?}");
}

/// Puts another document in the place of the one in the editor, and goes on to its review.
pub fn written_anew<'a>(console: &'a mut Console, document: &str) -> &'a mut Console {
    console.keys("<pgup><pgup><home>").keys(&"<ctrl-k><ctrl-k>".repeat(60)).paste(document).keys("<ctrl-s>")
}

/// Fails unless the step that is shown is this one, and still to do.
#[track_caller]
pub fn to_do<'a>(console: &'a mut Console, step: &str) -> &'a mut Console {
    told(console, &format!("▲ {step} to do"))
}

/// Signs out, and in as root, who is given a new password for that.
pub fn sign_in_as_root(console: &mut Console) -> &mut Console {
    console
        .keys("O<tab><enter><backtab><backtab><left>")
        .see("Root user email address")
        .keys("<f5>New-Root-Horse-1<tab>New-Root-Horse-1<enter>");
    console.keys("New-Root-Horse-1<enter>").see("root user ▲")
}

/// Gives an MFA device that is being assigned its two codes, as an app shows them.
pub fn two_codes<'a>(console: &'a mut Console, device: &str) -> &'a mut Console {
    let [first, second] = codes_at(console.open.account(), device, console.now).map(|code| code.reveal().to_owned());
    console.keys(&first).keys("<tab>").keys(&second).keys("<enter>")
}
