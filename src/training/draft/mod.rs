//! A lesson's draft from what was done in an account: each change a step, with its command and a check that it proposes.
//!
//! Only who teaches knows what the steps are for: the texts say where something is to be written, and `lessons check` proves
//! what came of it. What can't be done again as it was stands beside its step, with the reason.

mod left_open;
mod lines;
mod passwords;
mod played;
mod proposals;
mod rehearsal;
mod said;

use std::collections::BTreeSet;
use std::fmt;
use std::fmt::Write as _;

use crate::account::display::visible;
use crate::account::id::AccessKeyId;
use crate::training::lesson::{Lesson, LessonError};
pub use played::Played;
use rehearsal::{Script, Step};

/// The longest id of a step, in letters.
const LONGEST_ID: usize = 40;
/// The longest heading of a step, in letters.
const LONGEST_TITLE: usize = 60;

/// Why there is no draft. Displays as a sentence, escaped.
#[derive(Debug)]
pub enum NoDraft {
    /// Nothing was done that could be a step.
    Nothing,
    /// It can't be rehearsed.
    Rehearsal(String),
    /// It would be no lesson: too long, mostly.
    NoLesson(LessonError),
}

impl fmt::Display for NoDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("Nothing was done that a lesson could be made of."),
            Self::Rehearsal(why) => write!(f, "What was done can't be tried out: {}", visible(why)),
            Self::NoLesson(error) => {
                write!(f, "What was done is too much for one lesson: {} Begin later, with --from REVISION.", visible(&error.message))
            }
        }
    }
}

/// A lesson's draft.
#[derive(Debug)]
pub struct Draft {
    /// The lesson's file.
    pub text: String,
    /// How many lines could not be taken over; they stand in it with the reason.
    pub left_out: usize,
}

impl Played {
    /// The draft, as a lesson's file of this id.
    ///
    /// # Errors
    /// Nothing was done, or more than fits a lesson.
    pub fn draft(&self, id: &str) -> Result<Draft, NoDraft> {
        let script = Script::of(self).map_err(NoDraft::Rehearsal)?;
        if script.steps.is_empty() {
            return Err(NoDraft::Nothing);
        }
        let text = script.text(id, self.began_new());
        Lesson::parse("draft", &text).map_err(NoDraft::NoLesson)?;
        let left_out = script.left_out.len() + script.steps.iter().map(|step| step.left_out.len()).sum::<usize>();
        Ok(Draft { text, left_out })
    }
}

impl Script {
    fn text(&self, id: &str, began_new: bool) -> String {
        let minutes = self.steps.len().clamp(1, 60) * 2;
        let mut text = format!(
            "+++\nformat = 1\nid = \"{id}\"\ntitle = \"A lesson of your own\"\nlevel = \"beginner\"      # novice, beginner, intermediate, advanced, expert\nminutes = {minutes}\nobjectives = []         # what one can do after it\nmisconceptions = []     # M01 to M25; where there are several, each step names its own\n"
        );
        if !began_new {
            text.push_str(
                "# The account did not begin as a new one does. What stood in it then is not here: name a fixture, or add its lines.\n",
            );
        }
        push_left_out(&mut text, &self.left_out);
        if !self.fixture.is_empty() {
            push_list(&mut text, "fixture_lines", &self.fixture);
        }
        let ids = ids(&self.steps);
        for (step, id) in self.steps.iter().zip(&ids) {
            let _ = write!(text, "\n[[step]]\nid = \"{id}\"\ncheck = {}\n", quoted(&step.check));
            if let Some(screen) = step.screen {
                let _ = writeln!(text, "screen = \"{screen}\"");
            }
            push_left_out(&mut text, &step.left_out);
            push_list(&mut text, "solve", &step.lines);
        }
        text.push_str("+++\n\n# A lesson of your own\n\nSay here what it is about, in a few sentences.\n");
        for (Step { title, .. }, id) in self.steps.iter().zip(&ids) {
            let _ = write!(
                text,
                "\n## {title} {{#{id}}}\n\n{title}.\n\n### Why {{#{id}/why}}\n\nSay here why it works.\n\n### {{#{id}/hint}}\n\nSay here what to look at.\n"
            );
        }
        text
    }
}

/// Lines that could not be taken over, as comments.
fn push_left_out(text: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(text, "# Left to you, since it can't be done again as it was: {}", visible(line));
    }
}

/// A heading that nothing can be read into.
fn title(sentence: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || " .,:/@+=-".contains(letter);
    // An access key has another id in each account.
    let is_key = |word: &&str| word.parse::<AccessKeyId>().is_ok();
    let sentence = sentence.split(' ').filter(|word| !is_key(word)).collect::<Vec<_>>().join(" ");
    let plain: String = sentence.chars().map(|letter| if is_plain(letter) { letter } else { ' ' }).take(LONGEST_TITLE).collect();
    plain.trim().to_owned()
}

/// An id for each step, from its title.
fn ids(steps: &[Step]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut ids = Vec::new();
    for step in steps {
        let words = step.title.to_lowercase();
        let words = words.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let joined: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_ID - 5).collect();
        let joined = joined.trim_end_matches('-');
        let stem = if joined.is_empty() { "step" } else { joined };
        let numbered = (2..).map(|number: usize| format!("{stem}-{number}"));
        let id = std::iter::once(stem.to_owned()).chain(numbered.take(steps.len() + 1)).find(|id| !taken.contains(id)).unwrap_or_default();
        taken.insert(id.clone());
        ids.push(id);
    }
    ids
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn push_list(text: &mut String, name: &str, lines: &[String]) {
    let _ = writeln!(text, "{name} = [");
    for line in lines {
        let _ = writeln!(text, "  {},", quoted(line));
    }
    text.push_str("]\n");
}

#[cfg(test)]
mod tests;
