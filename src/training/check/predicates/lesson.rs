//! The lesson itself: what was answered and looked at, and the checklist that the course begins with.

use crate::account::security_status::{Reading, Task};
use crate::training::check::argument::Argument;
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::predicate::{Parameter, Predicate, number, truth};
use crate::training::check::value::Kind;
use crate::training::check::verdict::Place;
use crate::training::quiz::NOTES_QUIZ;

const QUESTION: Parameter = Parameter::Name("question");

/// The tasks of Security Status, as lessons call them. The one that each user sees of their own keys is no item of the account's
/// checklist.
pub(in crate::training) const TASKS: [(&str, Task); 6] = [
    ("root-keys", Task::DeleteRootAccessKeys),
    ("own-keys", Task::RotateAccessKeys),
    ("root-mfa", Task::ActivateRootMfa),
    ("individual-users", Task::CreateIndividualUsers),
    ("groups", Task::UseGroups),
    ("password-policy", Task::ApplyPasswordPolicy),
];

const ITEMS: &[&str] = &["all", "root-keys", "root-mfa", "individual-users", "groups", "password-policy"];

pub(super) const PREDICATES: &[Predicate] = &[
    truth("right", &[QUESTION], right),
    truth("wrong", &[QUESTION], wrong),
    Predicate { repeats: true, gives: kind_of_first_right, ..truth("first_right", &[QUESTION], first_right) },
    truth("answered", &[QUESTION], answered),
    truth("viewed", &[Parameter::Name("screen")], viewed),
    number("quiz", &[Parameter::OneOf(&[NOTES_QUIZ])], quiz),
    number("checklist_open", &[], checklist_open),
    Predicate { needed: 1, ..truth("checklist_done", &[Parameter::OneOf(ITEMS), Parameter::OneOf(&["strict"])], checklist_done) },
];

fn right(asked: &Asked<'_>) -> Answer {
    let question = asked.word(0);
    let is = asked.facts.marks.right.contains(question);
    let no = match asked.facts.scene.learner.answers.contains_key(question) {
        true if asked.facts.marks.wrong.contains(question) => "is not right",
        true => "is not judged yet",
        false => "is not there yet",
    };
    Answer::truth(is, format!("the answer to the question {question} is right"), format!("the answer to the question {question} {no}"))
}

/// Judged, and not right. What is still to be seen is neither.
fn wrong(asked: &Asked<'_>) -> Answer {
    let question = asked.word(0);
    let is = asked.facts.marks.wrong.contains(question);
    let (yes, no) = ("is not right", "is right, or not judged yet");
    Answer::truth(is, format!("the answer to the question {question} {yes}"), format!("the answer to the question {question} {no}"))
}

/// Of one question whether its first answer was right, of several how many were.
fn kind_of_first_right(arguments: &[Argument]) -> Kind {
    if arguments.len() > 1 { Kind::Number } else { Kind::Truth }
}

fn first_right(asked: &Asked<'_>) -> Answer {
    let answers = &asked.facts.scene.learner.answers;
    let was_right = |question: &&str| answers.get(*question).is_some_and(|given| given.first_was_right == Some(true));
    let questions: Vec<&str> = (0..asked.arguments.len()).filter_map(|place| asked.given_word(place)).collect();
    if questions.len() > 1 {
        let right = questions.iter().filter(|question| was_right(question)).count();
        let count = Answer::count(right, "you have given", "right first answer", "right first answers");
        // A first answer is given once.
        let is_judged = |question: &&str| answers.get(*question).is_some_and(|given| given.first_was_right.is_some());
        let is_all = questions.iter().all(is_judged);
        return if is_all { count.with("and a reset of the step asks all of them anew") } else { count };
    }
    let question = asked.word(0);
    let is = was_right(&question);
    let yes = format!("the first answer to the question {question} was right");
    Answer::truth(is, yes, format!("the first answer to the question {question} was not right"))
}

fn answered(asked: &Asked<'_>) -> Answer {
    let question = asked.word(0);
    let is = asked.facts.scene.learner.answers.contains_key(question);
    Answer::truth(is, format!("the question {question} is answered"), format!("the question {question} is not answered yet"))
}

fn viewed(asked: &Asked<'_>) -> Answer {
    let screen = asked.word(0);
    let is = asked.facts.scene.learner.views.contains(screen);
    let title = capitalised(&screen.replace('-', " "));
    let place = Place { entity: None, part: None, screen: KNOWN.into_iter().find(|known| *known == screen).unwrap_or("dashboard") };
    Answer::truth(is, format!("you have opened {title}"), format!("you have not opened {title} yet")).at(place)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The screens that lessons send learners to look at.
const KNOWN: [&str; 12] = [
    "dashboard",
    "users",
    "groups",
    "roles",
    "policies",
    "resources",
    "history",
    "access",
    "try",
    "account-settings",
    "security-credentials",
    "credential-report",
];

fn quiz(asked: &Asked<'_>) -> Answer {
    let name = asked.word(0);
    let number = asked.facts.scene.learner.quizzes.get(name).copied().unwrap_or(0);
    let (one, many) = ("right answer to the five classic questions", "right answers to the five classic questions");
    Answer::count(number as usize, "you have given", one, many).at(Place::of("quiz"))
}

fn checklist_open(asked: &Asked<'_>) -> Answer {
    let status = asked.facts.scene.account.security_status(Reading::Classic);
    let open = status.iter().filter(|task| !task.done).count();
    Answer::count(open, "there are", "open task of Security Status", "open tasks of Security Status").at(Place::of("dashboard"))
}

fn checklist_done(asked: &Asked<'_>) -> Answer {
    let (item, reading) = (asked.word(0), if asked.given_word(1).is_some() { Reading::Strict } else { Reading::Classic });
    let task = TASKS.into_iter().find(|(name, _)| *name == item).map(|(_, task)| task);
    let status = asked.facts.scene.account.security_status(reading);
    let open = status.iter().find(|status| !status.done && task.is_none_or(|task| status.task == task));
    let what = task.map_or("Security Status", Task::label);
    let yes = format!("{what} is done");
    Answer::truth(open.is_none(), yes, open.map_or_else(String::new, |open| open.why.trim_end_matches('.').to_owned()))
        .at(Place::of("dashboard"))
}
