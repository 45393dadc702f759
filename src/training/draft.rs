//! A lesson's draft from what was done in an account: each change a step, with its command and a check that it proposes.
//!
//! Only who teaches knows what the steps are for: the texts say where something is to be written, and `lessons check` proves
//! what came of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, ResourceKey, ResourceKind};
use crate::account::id::AccessKeyId;
use crate::account::operation::{Operation, Value};
use crate::account::secret::MASK;
use crate::awscli;
use crate::store::{History, HistoryDeed, HistoryItem, Revision};

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

/// The password that stands in the place of whichever was typed: a policy that asks for everything takes it.
const PASSWORD: &str = "Correct-horse-7";
/// The one that it is changed to.
const NEW_PASSWORD: &str = "Battery-staple-8";
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
                    steps.push(Step { title: title(&item.sentence()), screen, checks, lines });
                }
            }
        }
        steps
    }

    /// The lines of a change; none where it is the console's own doing.
    fn lines(&self, item: &HistoryItem) -> Vec<String> {
        let HistoryDeed::Changed(operations) = &item.deed else { return Vec::new() };
        let mut lines: Vec<String> = operations.iter().filter_map(|operation| self.line(operation)).collect();
        if let Some(who) = self.who(&item.caller).filter(|_| !lines.is_empty()) {
            lines.insert(0, format!("as {who}"));
        }
        lines
    }

    /// As whom a line runs; nothing for root, and for whom the account does not know any more.
    fn who(&self, caller: &Caller) -> Option<String> {
        match &caller.who {
            Asker::User(id) => self.account.user(*id).map(|user| format!("user/{}", user.name)),
            Asker::RoleSession { role, .. } => self.account.role(*role).map(|role| format!("role/{}", role.name)),
            _ => None,
        }
    }

    fn line(&self, operation: &Operation) -> Option<String> {
        if let Operation::AdvanceClock(by) = operation {
            return Some(format!("clock +{}m", by.seconds.div_ceil(60).max(1)));
        }
        if is_of_console(operation) {
            return None;
        }
        let words = awscli::split_words(&awscli::line(operation))?;
        let mut line = Vec::new();
        let mut option = "";
        for word in &words {
            line.push(self.word(operation, option, word));
            option = word;
        }
        Some(line.join(" "))
    }

    /// A word of a line as a lesson has it: what is another in each account is left open, secrets are put in.
    fn word(&self, operation: &Operation, option: &str, word: &str) -> String {
        let user = || text(operation, "UserName").map_or_else(|| "root".to_owned(), |name| format!("user/{name}"));
        let device = || text(operation, "SerialNumber").and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
        match option {
            "--password" | "--old-password" if word == MASK => PASSWORD.into(),
            "--new-password" if word == MASK => NEW_PASSWORD.into(),
            "--authentication-code1" => format!("$code1({})", device()),
            "--authentication-code2" => format!("$code2({})", device()),
            "--access-key-id" => format!("$key({})", user()),
            _ => match self.instance(word) {
                Some(name) => format!("$instance({name})"),
                None => awscli::quote(&self.filled(word)),
            },
        }
    }

    /// The name of the instance that a word is the id of.
    fn instance(&self, word: &str) -> Option<String> {
        if !word.starts_with("i-") {
            return None;
        }
        self.account.nickname(&ResourceKey { kind: ResourceKind::Instance, name: word.to_owned() })
    }

    /// A text with the account's id left open: lessons' accounts have another.
    fn filled(&self, text: &str) -> String {
        text.replace(self.account.id().as_str(), "$account")
    }
}

/// Whether it is the console's own doing: no command does it.
fn is_of_console(operation: &Operation) -> bool {
    matches!(operation.spec().service, "signin" | "practice") && !matches!(operation, Operation::AdvanceClock(_))
}

/// What an operation says under a name of the API.
fn text<'a>(operation: &'a Operation, member: &str) -> Option<&'a str> {
    operation.members().into_iter().find_map(|(found, value)| match value {
        Value::Text(text) if found.name == member => Some(text),
        _ => None,
    })
}

/// Checks that tell that an operation was done, by the operations' ids. In braces the members that they name; of an ARN its
/// name is meant.
const PROPOSALS: &[(&str, &str)] = &[
    ("CreateUser", "exists(user:{UserName})"),
    ("DeleteUser", "!exists(user:{UserName})"),
    ("CreateGroup", "exists(group:{GroupName})"),
    ("DeleteGroup", "!exists(group:{GroupName})"),
    ("CreateRole", "exists(role:{RoleName})"),
    ("DeleteRole", "!exists(role:{RoleName})"),
    ("CreatePolicy", "exists(policy:{PolicyName})"),
    ("DeletePolicy", "!exists(policy:{PolicyArn})"),
    ("CreateBucket", "exists(bucket:{Bucket})"),
    ("CreateLoginProfile", "password(user:{UserName})"),
    ("DeleteLoginProfile", "!password(user:{UserName})"),
    ("AddUserToGroup", "member(user:{UserName}, group:{GroupName})"),
    ("RemoveUserFromGroup", "!member(user:{UserName}, group:{GroupName})"),
    ("AttachUserPolicy", "attached(user:{UserName}, {PolicyArn})"),
    ("DetachUserPolicy", "!attached(user:{UserName}, {PolicyArn})"),
    ("AttachGroupPolicy", "attached(group:{GroupName}, {PolicyArn})"),
    ("DetachGroupPolicy", "!attached(group:{GroupName}, {PolicyArn})"),
    ("AttachRolePolicy", "attached(role:{RoleName}, {PolicyArn})"),
    ("DetachRolePolicy", "!attached(role:{RoleName}, {PolicyArn})"),
    ("PutUserPolicy", "inline(user:{UserName}, {PolicyName})"),
    ("DeleteUserPolicy", "!inline(user:{UserName}, {PolicyName})"),
    ("PutGroupPolicy", "inline(group:{GroupName}, {PolicyName})"),
    ("DeleteGroupPolicy", "!inline(group:{GroupName}, {PolicyName})"),
    ("PutRolePolicy", "inline(role:{RoleName}, {PolicyName})"),
    ("DeleteRolePolicy", "!inline(role:{RoleName}, {PolicyName})"),
    ("PutUserPermissionsBoundary", "boundary(user:{UserName}, {PermissionsBoundary})"),
    ("PutRolePermissionsBoundary", "boundary(role:{RoleName}, {PermissionsBoundary})"),
    ("EnableMFADevice", "mfa(user:{UserName}) >= 1"),
];

/// A check that tells that an operation was done; that it was done, where nothing tells more.
fn proposal(operation: &Operation) -> String {
    let spec = operation.spec();
    let proposed = PROPOSALS.iter().find(|(id, _)| *id == spec.id).and_then(|(_, check)| named(operation, check));
    proposed.unwrap_or_else(|| match spec.service {
        "iam" => format!("did({})", spec.id),
        service => format!("did({service}:{})", spec.id),
    })
}

/// A check with the names that an operation has; `None` where it has none of them, or one that a check can't say.
fn named(operation: &Operation, check: &str) -> Option<String> {
    let mut filled = String::new();
    let mut rest = check;
    while let Some((before, (member, behind))) = rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        let name = text(operation, member)?.rsplit('/').next()?;
        let can_be_said = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.@+-".contains(letter));
        filled.push_str(before);
        filled.push_str(Some(name).filter(|_| can_be_said)?);
        rest = behind;
    }
    Some(filled + rest)
}

/// Where on the console an operation is done.
fn screen(operation: &Operation) -> Option<&'static str> {
    let screens =
        [("GroupName", "groups"), ("RoleName", "roles"), ("UserName", "users"), ("PolicyArn", "policies"), ("PolicyName", "policies")];
    screens.into_iter().find(|(member, _)| text(operation, member).is_some()).map(|(_, screen)| screen)
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
    use crate::account::operation::{AttachUserPolicy, CreateUser, TagUser};

    #[test]
    fn a_check_is_proposed_for_what_was_done() {
        let create = |name: &str| Operation::from(CreateUser { user_name: name.into(), ..Default::default() });
        let attach = AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/job-function/Billing".into() };
        assert_eq!(proposal(&create("alice")), "exists(user:alice)");
        assert_eq!(proposal(&create("a,b")), "did(CreateUser)", "a comma would end the name");
        assert_eq!(proposal(&attach.into()), "attached(user:alice, Billing)");
        assert_eq!(proposal(&TagUser::default().into()), "did(TagUser)");
    }

    #[test]
    fn every_operation_of_a_proposal_is_one_and_has_what_it_names() {
        use crate::account::operation::OPERATIONS;
        for (id, check) in PROPOSALS {
            let spec = OPERATIONS.iter().find(|spec| spec.id == *id).unwrap_or_else(|| panic!("there is no {id}"));
            for member in check.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                assert!(spec.members.iter().any(|known| known.name == member), "{id} has no {member}");
            }
        }
    }

    #[test]
    fn steps_have_ids_of_their_own() {
        let step = |title: &str| Step { title: title.into(), screen: None, checks: Vec::new(), lines: Vec::new() };
        let long = "Add user alice to group of-those-who-read-the-reports";
        let ids = ids(&[step("Create user alice"), step("Create user Alice"), step("größe"), step("…"), step(long)]);
        assert_eq!(ids, ["create-user-alice", "create-user-alice-2", "gr-e", "step", "add-user-alice-to-group-of-those-wh"]);
    }
}
