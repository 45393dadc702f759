//! The account's settings, told in lines.

use super::{Seen, list};
use crate::account::entity::PasswordPolicy;
use crate::account::operation::{GetAccountPasswordPolicy, ListAccountAliases};
use crate::app::words::count;

/// The rules for passwords, in sentences.
pub(super) fn account_settings(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let alias = || account.alias().map_or_else(|| "The account has no alias.".into(), |alias| format!("The account's alias: {alias}."));
    let policy = || match account.password_policy() {
        None => vec!["The account has no password policy of its own: the IAM default applies.".into()],
        Some(policy) => rules(policy),
    };
    let alias = seen.read(&[ListAccountAliases::default().into()], alias);
    alias.into_iter().chain(seen.read(&[GetAccountPasswordPolicy {}.into()], policy).into_iter().flatten()).collect()
}

/// What a password policy asks for.
fn rules(policy: &PasswordPolicy) -> Vec<String> {
    let classes = [
        (policy.require_uppercase, "an upper-case letter"),
        (policy.require_lowercase, "a lower-case letter"),
        (policy.require_numbers, "a number"),
        (policy.require_symbols, "a symbol"),
    ];
    let classes: Vec<String> = classes.iter().filter(|(is_asked, _)| *is_asked).map(|(_, class)| (*class).to_owned()).collect();
    let age =
        policy.max_age.map_or_else(|| "Passwords never expire".into(), |days| format!("Passwords expire after {}", count(days, "day")));
    let hard = if policy.hard_expiry { ", and then only an administrator can set a new one" } else { "" };
    let reuse = policy.reuse_prevention.map_or_else(
        || "Earlier passwords may be used again.".into(),
        |earlier| format!("The last {} may not be used again.", count(earlier, "password")),
    );
    let own = if policy.allow_users_to_change { "may" } else { "may not, by this policy," };
    vec![
        format!("A password has at least {}.", count(policy.minimum_length, "character")),
        if classes.is_empty() { "Any characters will do.".into() } else { format!("Each needs: {}.", list(&classes)) },
        format!("{age}{hard}."),
        reuse,
        format!("Users {own} change their own password."),
    ]
}
