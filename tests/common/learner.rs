//! What every learner does: begin a lesson, answer a question, try a request.

use iam_console::training::progress::{LessonRecord, Outcome};

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

/// Makes a request that is about nothing in particular, as somebody.
pub fn try_as<'a>(console: &'a mut Console, who: &str, what: &str) -> &'a mut Console {
    try_on(console, who, "particular", what)
}

/// The number that stands before a text of a question.
#[track_caller]
pub fn number_before(console: &Console, text: &str) -> String {
    let screen = console.screen();
    let number = |line: &str| {
        let (before, _) = line.split_once(text)?;
        // Between the two there is a mark, or a few words.
        before.chars().rev().take(16).find(char::is_ascii_digit)
    };
    let number = screen.lines().find_map(number).unwrap_or_else(|| panic!("{text:?} is no option on the screen:\n{screen}"));
    number.to_string()
}

/// Answers a question with the option that has this text.
#[track_caller]
pub fn answer<'a>(console: &'a mut Console, text: &str) -> &'a mut Console {
    let number = number_before(console, text);
    console.keys(&number)
}

/// Makes a request as somebody, on something and what, each by the words of its filter.
pub fn try_on<'a>(console: &'a mut Console, who: &str, on: &str, what: &str) -> &'a mut Console {
    console.keys(":try<enter><home><enter>/").keys(who).keys("<enter><enter><enter>/").keys(on).keys("<enter><enter><enter>/");
    console.keys(what).keys("<enter><enter><enter>")
}

/// Puts another document in the place of the one in the editor, and goes on to its review.
pub fn written_anew<'a>(console: &'a mut Console, document: &str) -> &'a mut Console {
    console.keys("<pgup><pgup><home>").keys(&"<ctrl-k><ctrl-k>".repeat(60)).paste(document).keys("<ctrl-s>")
}

/// What the coach's card says beside the screen, its lines put together.
pub fn card(console: &Console) -> String {
    let lines = console.screen().lines().map(|line| line.chars().skip(86).collect::<String>()).collect::<Vec<_>>();
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails unless the coach says this.
#[track_caller]
pub fn says<'a>(console: &'a mut Console, text: &str) -> &'a mut Console {
    let card = card(console);
    assert!(card.contains(text), "The coach does not say {text:?}:\n{}", console.screen());
    console
}

/// Fails unless the step that is shown is this one, and still to do.
#[track_caller]
pub fn to_do<'a>(console: &'a mut Console, step: &str) -> &'a mut Console {
    says(console, &format!("▲ {step} to do"))
}

/// Fails unless the step that is shown is done and explained by these words; then goes on.
#[track_caller]
pub fn done<'a>(console: &'a mut Console, step: &str, why: &str) -> &'a mut Console {
    says(console, &format!("✔ {step} done"));
    says(console, why).keys("<alt-n>")
}

/// Fails unless the lesson is at its end, with so many steps, all of them solved alone.
#[track_caller]
pub fn ended(console: &mut Console, lesson: &str, steps: usize) {
    says(console, "What you have learned");
    says(console, &format!("{steps} of {steps} steps solved, in"));
    let kept = record(console, lesson);
    assert!(kept.finished.is_some() && kept.count(Outcome::Solved) == steps, "{kept:#?}");
}

/// Signs out, and in as this user.
pub fn sign_in_as<'a>(console: &'a mut Console, user: &str, password: &str) -> &'a mut Console {
    console.keys("O<tab><enter>").see("IAM user name").keys("<tab><tab>").keys(user).keys("<tab>").keys(password).keys("<enter>")
}

/// Signs out, and in as root, who is given a new password for that.
pub fn sign_in_as_root(console: &mut Console) -> &mut Console {
    console.keys("O<tab><enter><left>").see("Root user email address").keys("<f5>New-Root-Horse-1<tab>New-Root-Horse-1<enter>");
    console.keys("<home><tab><tab>New-Root-Horse-1<enter>").see("root user ▲")
}

/// Gives an MFA device that is being assigned its two codes, as an app shows them.
pub fn two_codes<'a>(console: &'a mut Console, device: &str) -> &'a mut Console {
    let [first, second] = super::codes_at(console.open.account(), device, console.now).map(|code| code.reveal().to_owned());
    console.keys(&first).keys("<tab>").keys(&second).keys("<enter>")
}
