//! A password policy in plain words.

use crate::account::Account;
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
