//! Flows through the quiz: sittings by keys, each kind of question, what is kept, and what a lesson learns of it.

use crate::common::console::Console;
use iam_console::training::quiz::{Bank, Examiner, Form, Given, Grade, shipped_bank};

#[test]
fn the_notes_five_are_asked_explained_and_kept() {
    let mut console = Console::sized(120, 40);
    console.keys(":quiz<enter>").see("0 due").see("0 of 140 questions answered").see("A new user can do a few things").see("Missing");
    console.keys("n").see("Question 1 of 5").see("Multi-factor authentication").see("Which is right?").see("1  True");
    console.keys("c").see("you are sure").keys("1<enter>").see("✔ Right.").see("your answer").see("Today").see("It is asked again after");
    assert_eq!(console.progress.reviews.of("notes-1-root-mfa").unwrap().last().unwrap().grade, Grade::Easy);
    console.keys("<enter>").see("Question 2 of 5").keys("h").see("Hint").keys("9").see("Question 2 of 5");
    let right = right_number(&console, "An EC2 instance");
    console.keys(&right).keys("<enter>").see("✔ Right.");
    assert_eq!(console.progress.reviews.of("notes-2-attach-except").unwrap().last().unwrap().grade, Grade::Hard);
    console.keys("<enter>n<esc>").see("Misconceptions").see("2 of 140 questions answered");
}

/// The number of an option on the screen.
#[track_caller]
fn right_number(console: &Console, text: &str) -> String {
    let screen = console.screen();
    let line = screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
    line.split(text).next().unwrap().chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn what_was_wrong_comes_once_more_and_is_due_soon() {
    let mut console = Console::sized(120, 40);
    console.keys(":quiz<enter>n2<enter>").see("✖ Wrong. The answer is 1.");
    console
        .keys("<enter>nnnn")
        .see("once more")
        .see("Question 6 of 6")
        .keys("1<enter>")
        .see("✔ Right.")
        .keys("<enter>")
        .see("0 of 1 right at the first try");
    let review = console.progress.reviews.of("notes-1-root-mfa").unwrap();
    assert_eq!(review.answers().iter().map(|answer| answer.grade).collect::<Vec<_>>(), [Grade::Again, Grade::Hard]);
    console.keys("<enter>").see("Misconceptions");
}

#[test]
fn every_kind_of_question_is_answered_by_keys() {
    let bank = Bank::shipped().unwrap();
    let mut console = Console::sized(98, 90);
    let mut seen = std::collections::BTreeSet::new();
    let misconceptions: std::collections::BTreeSet<_> = bank
        .items()
        .iter()
        .filter(|item| matches!(item.kind.name(), "multiple" | "order" | "match" | "mark"))
        .map(|item| item.misconception)
        .collect();
    for misconception in misconceptions {
        console.keys(":quiz<enter>/").keys(misconception.belief()).keys("<enter><enter>").see("Question 1 of");
        for _ in bank.about(misconception).take(10) {
            answer_rightly(&mut console, &mut seen);
        }
        console.see("right at the first try").keys("<esc><esc>");
    }
    for kind in ["multiple", "order", "match", "mark", "single", "truefalse"] {
        assert!(seen.contains(kind), "{kind}");
    }
}

/// Answers what is on the screen rightly, where it is not computed; that is skipped.
#[track_caller]
fn answer_rightly(console: &mut Console, seen: &mut std::collections::BTreeSet<&'static str>) {
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let screen = squeeze(&console.screen());
    let item = shipped_bank().items().iter().find(|item| !item.kind.is_decided_by_engine() && screen.contains(&squeeze(&item.stem)));
    let Some(item) = item else {
        console.keys("n");
        return;
    };
    seen.insert(item.kind.name());
    let question = item.question(1).unwrap();
    let (Given::Chosen(truth) | Given::Arranged(truth) | Given::Paired(truth)) = question.truth();
    let texts = question.form.texts();
    let mut wanted: Vec<&str> = truth.iter().map(|place| texts[*place]).collect();
    if let Form::Pair { left, .. } = &question.form {
        // The left things stand in another order on the screen.
        let pairs: Vec<(&String, &str)> = left.iter().zip(wanted.clone()).collect();
        wanted.clear();
        for _ in 1..pairs.len() {
            let screen = squeeze(&console.screen());
            let (_, partner) = pairs.iter().find(|(left, _)| screen.contains(&squeeze(&format!("What belongs to: {left}?")))).unwrap();
            choose(console, partner);
        }
    }
    let last_falls_into_place = matches!(question.form, Form::Arrange { .. });
    let count = wanted.len();
    let takes_marks = matches!(question.form, Form::Choose { several: true, .. });
    if takes_marks {
        console.keys("<enter>").see("Mark what is right first");
    }
    for text in wanted.into_iter().take(if last_falls_into_place { count - 1 } else { count }) {
        if takes_marks {
            let number = number_before(console, text);
            console.keys(&number).keys("<space>");
        } else {
            choose(console, text);
        }
    }
    match question.form {
        Form::Choose { several: true, .. } => console.keys("<enter>"),
        Form::Choose { .. } => console.keys(""),
        _ => console.see("All is chosen").keys("<enter>"),
    };
    console.see("✔ Right.").keys("<enter>");
}

/// Chooses the option whose text begins as this.
#[track_caller]
fn choose(console: &mut Console, text: &str) {
    let number = number_before(console, text);
    console.keys(&number).keys("<enter>");
}

/// The number of the option with this text; of a long one that is broken, by how it begins.
#[track_caller]
fn number_before(console: &Console, text: &str) -> String {
    let screen = console.screen();
    let begin: String = text.chars().take(40).collect();
    let before = |line: &str| {
        let line = line.trim_end();
        let before = if text.len() < 60 { line.strip_suffix(text) } else { line.split_once(&begin).map(|(before, _)| before) };
        before.and_then(|before| before.chars().rev().find(char::is_ascii_digit))
    };
    let number = screen.lines().find_map(before);
    number.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}")).to_string()
}

#[test]
fn an_order_can_be_taken_back() {
    let bank = Bank::shipped().unwrap();
    let order = bank.items().iter().find(|item| item.kind.name() == "order").unwrap();
    let mut console = Console::sized(98, 60);
    console.keys(":quiz<enter>/").keys(order.misconception.belief()).keys("<enter><enter>");
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    for _ in 0..12 {
        if squeeze(&console.screen()).contains(&squeeze(&order.stem)) {
            break;
        }
        console.keys("n");
    }
    console
        .see("Which comes first?")
        .keys("<space>")
        .see("Nothing is marked here")
        .keys("1<enter>")
        .see("Which comes second?")
        .keys("<backspace>")
        .see("Which comes first?");
    console.keys("<backspace>").see("Nothing is chosen yet.");
}

#[test]
fn computed_questions_say_what_the_engine_found() {
    let mut examiner = Examiner::new("2026-11-29T08:00:00Z".parse().unwrap());
    let mut console = Console::sized(98, 60);
    console.keys(":quiz<enter>/Boundaries and SCPs<enter><enter>");
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    for _ in 0..6 {
        let screen = squeeze(&console.screen());
        let shown = shipped_bank().items().iter().filter(|item| item.variants() > 1).find_map(|item| {
            let mut questions = (0..item.variants()).map(|variant| examiner.ask_variant(item, variant, 0).unwrap());
            questions.find(|question| screen.contains(&squeeze(&question.stem)))
        });
        if let Some(question) = shown {
            let Given::Chosen(truth) = question.truth() else { panic!() };
            console.keys(&(truth[0] + 1).to_string()).keys("<enter>").see("✔ Right.");
            assert_eq!(console.progress.reviews.of(&question.item).unwrap().last().unwrap().variant, question.variant);
            return;
        }
        console.keys("n");
    }
    panic!("no computed question was asked");
}

#[test]
fn nothing_due_is_said_and_the_screen_is_open_to_who_is_signed_out() {
    let mut console = Console::sized(80, 24);
    console.keys(":quiz<enter>r").see("Nothing is due. b asks what is new.");
    console.keys("b").see("Question 1 of 10").keys("<esc>").see("Misconceptions");
}

#[test]
fn a_hint_comes_into_sight_where_there_is_little_room() {
    let mut console = Console::sized(80, 24);
    console.keys(":walkthroughs<enter>/meet<enter>b:quiz<enter>nn").see("Question 2 of 5").resize(60, 16);
    console.see("EXCEPT").miss("Hint  ").keys("h").see("Hint  ").miss("EXCEPT").keys("<down><up>").see("EXCEPT");
}

#[test]
fn what_has_its_place_already_is_not_placed_again() {
    let bank = Bank::shipped().unwrap();
    let item = bank.items().iter().find(|item| item.kind.name() == "match").unwrap();
    let mut console = Console::sized(98, 90);
    console.keys(&format!(":quiz<enter>/{}<enter><enter>", item.misconception));
    for _ in 0..40 {
        if console.screen().contains("What belongs to:") {
            break;
        }
        console.keys("n");
    }
    console.see("What belongs to:").keys("<enter><up><enter>").see("This one has its place already. backspace takes the last one back.");
}
