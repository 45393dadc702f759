//! A password policy in plain words.

use crate::account::Account;
use crate::account::entity::PasswordPolicy;
use crate::account::password::requirements;
use crate::account::security_status::{Reading, TaskStatus};
use crate::app::notice::Tone;
use crate::app::words::count;
use crate::widgets::Line;

/// Whether the account's own policy is in force, in the console's words.
pub(super) fn kind(account: &Account) -> &'static str {
    if account.password_policy().is_some() { "Custom" } else { "IAM default" }
}

/// What a password must have, in one sentence.
pub(super) fn sentence(account: &Account) -> String {
    let words: Vec<String> = requirements(account, "").into_iter().map(|requirement| requirement.words).collect();
    format!("A password needs {}.", words.join("; "))
}

/// What is weaker in one policy than in the IAM default, and than in the one that is in force, a sentence each.
pub(super) fn weaker(before: &Account, after: &Account) -> Vec<String> {
    let [was, is] = [before, after].map(|account| Strength::of(account.password_policy()));
    let default = Strength::of(None);
    let mut sentences = Vec::new();
    for (what, other) in [("the IAM default", &default), ("the policy in force", &was)] {
        let weaker = is.weaker_than(other);
        // Where the default is in force it is told once.
        if !weaker.is_empty() && (sentences.is_empty() || was != default) {
            sentences.push(format!("Weaker than {what}: {}.", weaker.join("; ")));
        }
    }
    sentences
}

/// What a policy asks for, as far as it makes passwords stronger.
#[derive(PartialEq, Eq)]
struct Strength {
    length: u32,
    /// How many of the four kinds of characters.
    kinds: usize,
    max_age: Option<u32>,
    remembered: u32,
}

impl Strength {
    /// Of an account's own policy, or of the IAM default.
    fn of(policy: Option<&PasswordPolicy>) -> Self {
        policy.map_or(Self { length: 8, kinds: 3, max_age: None, remembered: 0 }, |policy| Self {
            length: policy.minimum_length,
            kinds: policy.required_classes(),
            max_age: policy.max_age,
            remembered: policy.reuse_prevention.unwrap_or(0),
        })
    }

    /// What it asks for less of than another does.
    fn weaker_than(&self, other: &Self) -> Vec<String> {
        let mut weaker = Vec::new();
        if self.length < other.length {
            weaker.push(format!("{} characters will do instead of {}", self.length, other.length));
        }
        if self.kinds < other.kinds {
            weaker.push(format!("{} of the four kinds of characters instead of {}", self.kinds, other.kinds));
        }
        match (self.max_age, other.max_age) {
            (None, Some(_)) => weaker.push("passwords never expire".to_owned()),
            (Some(days), Some(before)) if days > before => weaker.push(format!("passwords expire after {days} days instead of {before}")),
            _ => {}
        }
        if self.remembered < other.remembered {
            weaker.push(format!("{} earlier passwords are barred instead of {}", self.remembered, other.remembered));
        }
        weaker
    }
}

/// The policy's parts, in the console's order: label and words.
pub(super) fn parts(account: &Account) -> [(&'static str, String); 5] {
    let mut asked = requirements(account, "").into_iter().map(|requirement| requirement.words);
    let length = asked.next().unwrap_or_default();
    let strength = asked.collect::<Vec<_>>().join("; ");
    let strength = if strength.is_empty() { "any characters will do".into() } else { strength };
    let policy = account.password_policy();
    let expiration = match policy.and_then(|policy| policy.max_age) {
        None => "passwords never expire".to_owned(),
        Some(days) if policy.is_some_and(|policy| policy.hard_expiry) => {
            format!("after {}, and then only an administrator can set a new one", count(i64::from(days), "day"))
        }
        Some(days) => format!("after {}, and then the user sets a new one at sign-in", count(i64::from(days), "day")),
    };
    let own = if policy.is_some_and(|policy| policy.allow_users_to_change) {
        "all users may change their own password"
    } else {
        "only users whom another policy allows it, such as IAMUserChangePassword"
    };
    let reuse = match policy.and_then(|policy| policy.reuse_prevention) {
        None => "any earlier password can be used again".to_owned(),
        Some(1) => "the last password can't be used again".to_owned(),
        Some(number) => format!("the last {number} passwords can't be used again"),
    };
    [
        ("Password minimum length", length),
        ("Password strength", strength),
        ("Password expiration", expiration),
        ("Change own password", own.to_owned()),
        ("Password reuse", reuse),
    ]
}

/// How the fifth task of Security Status stands in a reading.
pub(super) fn task(account: &Account, reading: Reading) -> TaskStatus {
    let [.., last] = account.security_status(reading);
    last
}

/// The strict reading of the fifth task: sign and sentence.
pub(super) fn strictly(account: &Account) -> (Tone, String) {
    let status = task(account, Reading::Strict);
    let (tone, word) = if status.done { (Tone::Good, "done") } else { (Tone::Warning, "to do") };
    (tone, format!("Read strictly, the fifth task is {word}. {}", status.why))
}

/// A sign with its word.
pub(super) fn done_or_to_do(status: &TaskStatus) -> Line {
    let (tone, word) = if status.done { (Tone::Good, "Done") } else { (Tone::Warning, "To do") };
    Line::new().with(format!("{} {word}", tone.sign()), tone.role())
}
