//! What the console shows on a screen, told in lines.

mod identities;
mod policies;
mod resources;
mod settings;
pub(super) mod status;

use std::cell::RefCell;

use jiff::Timestamp;

use identities::{credential_report, groups, roles, security_credentials, users};
use policies::policies;
pub(super) use policies::policies_with;
use resources::resources;
use settings::account_settings;

use super::signed_in::unseen;
use crate::access::{Question, may};
use crate::account::caller::Caller;
use crate::account::operation::{ListGroups, ListPolicies, ListRoles, ListUsers, Operation};
use crate::account::security_status::Reading;
use crate::app::words::count;
use crate::awscli;
use crate::cli::simulate::{Paint, answer_in_words};
use crate::screens::SCREENS;
use crate::store::{HistoryDeed, OpenAccount};
use crate::training::check::Made;

/// An account that is looked at.
pub(super) struct Seen<'a> {
    pub open: &'a OpenAccount,
    /// Who looks at it.
    pub caller: &'a Caller,
    /// The last request that was tried, for what tells why it was decided as it was.
    pub tried: Option<&'a Made>,
    /// Why something of it may not be seen, the first that was met.
    unseen: RefCell<Option<String>>,
}

impl<'a> Seen<'a> {
    /// By whoever is signed in.
    pub(super) fn new(open: &'a OpenAccount, caller: &'a Caller, tried: Option<&'a Made>) -> Self {
        Self { open, caller, tried, unseen: RefCell::default() }
    }

    /// What is told where all of these operations are allowed; why they are not is told last.
    fn read<T>(&self, reads: &[Operation], tell: impl FnOnce() -> T) -> Option<T> {
        let Some(why) = unseen(self.open.account(), self.caller, reads) else { return Some(tell()) };
        self.unseen.borrow_mut().get_or_insert(why);
        None
    }

    /// The same in words: those that stand in the place of what may not be seen, else.
    fn words(&self, reads: &[Operation], tell: impl FnOnce() -> String) -> String {
        self.read(reads, tell).unwrap_or_else(|| "access denied".into())
    }

    /// Each line of what may be listed, or that there is none.
    fn lines(&self, list: impl Into<Operation>, none: &str, tell: impl FnOnce() -> Vec<String>) -> Vec<String> {
        let told = self.read(&[list.into()], tell);
        told.map_or_else(Vec::new, |lines| if lines.is_empty() { vec![none.to_owned()] } else { lines })
    }
}

/// What is told of something that is seen, and last why the rest may not be.
pub(super) fn told(seen: &Seen<'_>, lines: Vec<String>) -> Vec<String> {
    lines.into_iter().chain(seen.unseen.take()).collect()
}

/// How a screen is told.
pub(super) enum Sight {
    /// In lines of its own.
    Lines(fn(&Seen<'_>) -> Vec<String>),
    /// By lines of its own, once a command was done.
    Made(&'static str, fn(&Seen<'_>) -> Vec<String>),
}

/// The screens that are told, by their names.
const SIGHTS: [(&str, Sight); 11] = [
    ("dashboard", Sight::Lines(dashboard)),
    ("users", Sight::Lines(users)),
    ("groups", Sight::Lines(groups)),
    ("roles", Sight::Lines(roles)),
    ("policies", Sight::Lines(policies)),
    ("account-settings", Sight::Lines(account_settings)),
    ("credential-report", Sight::Made("aws iam generate-credential-report", credential_report)),
    ("security-credentials", Sight::Lines(security_credentials)),
    ("resources", Sight::Lines(resources)),
    ("history", Sight::Lines(history)),
    ("access", Sight::Lines(access)),
];

/// What stands in the console for a screen on which something is typed: what is typed here.
const TYPED: [(&str, &str); 7] = [
    ("try", "try --as WHO ACTION RESOURCE, as in: try --as user/alice s3:ListAllMyBuckets"),
    ("sign-in", "sign-in user/NAME PASSWORD, or sign-in root PASSWORD; the word password tells root's"),
    ("access", "may WHO ACTION RESOURCE, as in: may user/alice s3:ListAllMyBuckets *"),
    ("switch-role", "switch-role ROLE"),
    ("change-password", "change-password OLD NEW"),
    ("assign-mfa", "aws iam create-virtual-mfa-device and aws iam enable-mfa-device; the word codes tells the codes"),
    ("quiz", "quiz"),
];

/// So much of the history is told.
const MOST_PAST: usize = 20;

/// Whether a screen is told.
pub(super) fn is_known(screen: &str) -> bool {
    SIGHTS.iter().any(|(name, _)| *name == screen)
}

/// What is typed here in place of a screen that only takes something in.
pub(super) fn typed_for(screen: &str) -> Option<&'static str> {
    TYPED.iter().find(|(name, _)| *name == screen).map(|(_, typed)| *typed)
}

/// The screen that a word names, by any of its names.
pub(super) fn screen_named(word: &str) -> Option<&'static str> {
    let word = word.trim_start_matches(':');
    SCREENS.iter().find(|spec| spec.names.contains(&word)).and_then(|spec| spec.names.first().copied())
}

/// How the screen of a word is told.
///
/// # Errors
/// Why it is not, in a sentence.
pub(super) fn sight(word: &str) -> Result<(&'static str, &'static Sight), String> {
    let main = screen_named(word);
    if let Some((name, sight)) = SIGHTS.iter().find(|(name, _)| Some(*name) == main) {
        return Ok((name, sight));
    }
    if let Some(typed) = main.and_then(typed_for) {
        return Err(format!("In place of the screen {word} one types: {typed}."));
    }
    let why = if main.is_some() { "shows nothing but what is done there" } else { "is not there" };
    Err(format!("A screen {word} {why}. One can view: {}.", known()))
}

/// The screens that are told, in a line.
pub(super) fn known() -> String {
    SIGHTS.map(|(name, _)| name).join(", ")
}

/// Names, or that there are none.
fn list(names: &[String]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

fn dashboard(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let mut lines = status::in_lines(account, seen.caller);
    let counts = [
        seen.read(&[ListUsers::default().into()], || count(account.user_count(), "user")),
        seen.read(&[ListGroups::default().into()], || count(account.group_count(), "user group")),
        seen.read(&[ListRoles::default().into()], || count(account.role_count(), "role")),
        seen.read(&[ListPolicies::default().into()], || format!("{} of the account's own", count(account.policy_count(), "policy"))),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if !counts.is_empty() {
        lines.push(format!("There are {}.", counts.join(", ")));
    }
    // The strict reading wants what exists to do its work, too.
    let differing = || {
        let status = |reading| account.security_status_seen_by(seen.caller, reading, account.time_at(Timestamp::now()));
        let strict = status(Reading::Strict).into_iter().zip(status(Reading::Classic));
        let strict = strict.filter(|(strict, classic)| strict.done != classic.done);
        strict.map(|(strict, _)| format!("Read strictly, {} is to do: {}", strict.task.label(), strict.why)).collect::<Vec<_>>()
    };
    lines.extend(seen.read(&Reading::Strict.needs(), differing).into_iter().flatten());
    lines
}

fn history(seen: &Seen<'_>) -> Vec<String> {
    let history = seen.open.history();
    let line = |item: &crate::store::HistoryItem| {
        let what = match &item.deed {
            HistoryDeed::Undid(of) => format!("Undo of number {of}"),
            HistoryDeed::Redid(of) => format!("Redo of number {of}"),
            HistoryDeed::Changed(_) | HistoryDeed::Noted(_) => history.sentence(item, seen.open.account()),
        };
        let undone = if history.is_undone(item.revision) { " It is undone." } else { "" };
        let commands = match &item.deed {
            HistoryDeed::Changed(operations) => operations.iter().map(|operation| format!("   {}", awscli::line(operation))).collect(),
            _ => Vec::new(),
        };
        [vec![format!("{}. {what}.{undone}", item.revision)], commands].concat()
    };
    let mut lines: Vec<String> = history.items().rev().take(MOST_PAST).flat_map(line).collect();
    let earlier = history.items().count().saturating_sub(MOST_PAST);
    if earlier > 0 {
        lines.push(format!("And {earlier} earlier: the console's History has them all."));
    }
    if lines.is_empty() { vec!["Nothing has happened yet.".into()] } else { lines }
}

/// The last request, and why it was decided as it was.
fn access(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let none =
        || vec!["No request was tried yet. Type may WHO ACTION RESOURCE to ask whether somebody may do something, and why.".to_owned()];
    let Some(made) = seen.tried else { return none() };
    let at = account.time_at(Timestamp::now());
    let question = Question::of(account, &made.by, (&made.action, &made.resource), at);
    match question.and_then(|question| may(account, &question).map(|answer| answer_in_words(account, &question, &answer, Paint::NONE))) {
        Ok(told) => told.lines().map(str::to_owned).collect(),
        Err(why) => vec![why.to_string()],
    }
}
