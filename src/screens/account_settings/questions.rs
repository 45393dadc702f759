//! The questions before another password policy is set: *Set custom* and *Set default*, and what each means.

use jiff::{SignedDuration, Timestamp};

use super::words;
use crate::account::Account;
use crate::account::operation::{GetCredentialReport, Operation};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::changes::effect;
use crate::theme::Role;
use crate::widgets::Line;

/// Asks before the policy becomes what it is in `after`; then the steps of `done` follow.
pub(super) fn dialog(cx: &Cx<'_>, operation: Operation, after: &Account, done: impl Fn() -> Vec<Step> + 'static) -> Dialog {
    let (title, label) = match after.password_policy() {
        Some(_) => ("Set a custom password policy?", "Set custom"),
        None => ("Go back to the IAM default?", "Set default"),
    };
    let weaker = words::weaker(cx.account, after).into_iter().map(|line| Line::new().with("▲ ", Role::Warning).text(line));
    let consequences = consequences(cx, after).into_iter().map(|line| Line::new().text(line));
    let lets = |account: &Account| account.password_policy().is_some_and(|policy| policy.allow_users_to_change);
    let set = operation.clone();
    let dialog = Dialog::new(title, label, move |_, _| Ok(vec![Step::submit(operation.clone())]))
        .line(Line::new().text(words::sentence(after)))
        .lines(weaker)
        .line(Line::new())
        .lines(consequences);
    // Nothing else of it is about what anybody may do.
    let dialog = if lets(cx.account) == lets(after) { dialog } else { effect::told(dialog, cx, &set) };
    dialog.line(Line::new().quiet("It never concerns the root user, nor access keys.")).done(move |_, _, _| done())
}

/// When and for whom a policy counts.
fn consequences(cx: &Cx<'_>, after: &Account) -> Vec<String> {
    let mut lines = vec!["Length and characters count when a password is next set; those set already stay good.".to_owned()];
    let Some((days, hard)) = after.password_policy().and_then(|policy| Some((policy.max_age?, policy.hard_expiry))) else {
        lines.push("Passwords never expire.".to_owned());
        return lines;
    };
    lines.push(format!("Expiry counts at once, {} from when each password was set.", count(i64::from(days), "day")));
    // How old everybody's password is stands in the credential report.
    let expired = if cx.may(&GetCredentialReport {}.into()) { expired(after, days, cx.now) } else { 0 };
    if expired > 0 {
        let then = if hard { "an administrator must set a new one" } else { "a new one is asked for at sign-in" };
        lines.push(format!("{} expired by that already: {then}.", count(expired, "password")));
    }
    lines
}

/// How many console passwords are older than so many days.
fn expired(account: &Account, days: u32, now: Timestamp) -> usize {
    let age = SignedDuration::from_hours(24 * i64::from(days));
    let profiles = account.users().filter_map(|user| account.login_profile_of(user.id));
    profiles.filter(|profile| now.duration_since(profile.password_set) >= age).count()
}
