//! A lesson's draft from what was done in an account: each change a step, with its command and a check that it proposes.
//!
//! Only who teaches knows what the steps are for: the texts say where something is to be written, and `lessons check` proves
//! what came of it.

mod lines;
mod proposals;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::account::Account;
use crate::account::entity::Owner;
use crate::account::id::AccessKeyId;
use crate::store::{History, HistoryDeed, HistoryItem, Revision};
use lines::is_of_console;
use proposals::{proposal, screen};

/// What is made a lesson of.
#[derive(Clone, Copy)]
pub struct Played<'a> {
    /// The account, as it is.
    pub account: &'a Account,
    /// What it began with.
    pub began_with: &'a Account,
    /// What happened in it.
    pub history: &'a History,
    /// The steps begin behind this; what was done up to it makes the account that the lesson begins with.
    pub from: Revision,
}

/// The longest id of a step, in letters.
const LONGEST_ID: usize = 40;
/// The longest heading of a step, in letters.
const LONGEST_TITLE: usize = 60;

/// A step of the draft.
struct Step {
    title: String,
    screen: Option<&'static str>,
    checks: Vec<String>,
    lines: Vec<String>,
}

impl Played<'_> {
    /// The draft, as a lesson's file of this id; `None` where nothing was done that could be a step.
    pub fn draft(&self, id: &str) -> Option<String> {
        let steps = self.steps();
        if steps.is_empty() {
            return None;
        }
        let before: Vec<String> = self.changes().filter(|item| item.revision <= self.from).flat_map(|item| self.lines(item)).collect();
        let mut text = format!(
            "+++\nformat = 1\nid = \"{id}\"\ntitle = \"A lesson of your own\"\nlevel = \"beginner\"      # novice, beginner, intermediate, advanced, expert\nminutes = {}\nobjectives = []         # what one can do after it\nmisconceptions = []     # M01 to M25\n",
            steps.len().clamp(1, 60) * 2
        );
        if !self.began_new() {
            text.push_str(
                "# The account did not begin as a new one does. What stood in it then is not here: name a fixture, or add its lines.\n",
            );
        }
        if !before.is_empty() {
            push_list(&mut text, "fixture_lines", &before);
        }
        let ids = ids(&steps);
        for (step, id) in steps.iter().zip(&ids) {
            let _ = write!(text, "\n[[step]]\nid = \"{id}\"\ncheck = {}\n", quoted(&step.checks.join(" && ")));
            if let Some(screen) = step.screen {
                let _ = writeln!(text, "screen = \"{screen}\"");
            }
            push_list(&mut text, "solve", &step.lines);
        }
        text.push_str("+++\n\n# A lesson of your own\n\nSay here what it is about, in a few sentences.\n");
        for (Step { title, .. }, id) in steps.iter().zip(&ids) {
            let _ = write!(
                text,
                "\n## {title} {{#{id}}}\n\n{title}.\n\n### Why {{#{id}/why}}\n\nSay here why it works.\n\n### {{#{id}/hint}}\n\nSay here what to look at.\n"
            );
        }
        Some(text)
    }

    /// The changes that are in effect, the oldest first. Signing in changes nothing: a step says itself as whom it is done.
    fn changes(&self) -> impl Iterator<Item = &HistoryItem> {
        self.history.items().filter(|item| item.is_change && !self.history.is_undone(item.revision))
    }

    /// Whether the account began as new ones do, and lessons without a fixture.
    fn began_new(&self) -> bool {
        let account = self.began_with;
        let has_more = account.user_count() + account.group_count() + account.role_count() > 0;
        !has_more && account.password_policy().is_none() && account.mfa_devices_of(Owner::Root).next().is_none()
    }

    /// What was done, in steps: one a change. What no check could tell from what was done before goes along with the step before.
    fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut told = BTreeSet::new();
        for item in self.changes().filter(|item| item.revision > self.from) {
            let HistoryDeed::Changed(operations) = &item.deed else { continue };
            let lines = self.lines(item);
            if lines.is_empty() {
                continue;
            }
            let mut checks: Vec<String> = operations.iter().filter(|operation| !is_of_console(operation)).map(proposal).collect();
            checks.dedup();
            checks.retain(|check| told.insert(check.clone()) || !check.starts_with("did("));
            match steps.last_mut() {
                Some(before) if checks.is_empty() => before.lines.extend(lines),
                _ => {
                    let checks = checks.into_iter().map(|check| self.filled(&check)).collect();
                    let screen = operations.iter().find_map(screen);
                    steps.push(Step { title: title(&item.sentence(self.account)), screen, checks, lines });
                }
            }
        }
        steps
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
mod tests {
    use super::*;

    #[test]
    fn steps_have_ids_of_their_own() {
        let step = |title: &str| Step { title: title.into(), screen: None, checks: Vec::new(), lines: Vec::new() };
        let long = "Add user alice to group of-those-who-read-the-reports";
        let ids = ids(&[step("Create user alice"), step("Create user Alice"), step("größe"), step("…"), step(long)]);
        assert_eq!(ids, ["create-user-alice", "create-user-alice-2", "gr-e", "step", "add-user-alice-to-group-of-those-wh"]);
    }
}
