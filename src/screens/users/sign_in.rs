//! What a user signs in to the console with: what a password must be, and the password shown once.

use crate::account::Account;
use crate::account::entity::PolicyKey;
use crate::account::operation::GetAccountPasswordPolicy;
use crate::account::password::{Requirement, requirements};
use crate::account::secret::{Disclosed, Secret};
use crate::app::cx::Cx;
use crate::app::overlay::reveal::{CsvFile, Item, Reveal};
use crate::catalog::IAM_USER_CHANGE_PASSWORD;

/// The policy that lets a user change its own password.
pub(super) fn change_password_policy() -> PolicyKey {
    PolicyKey::aws_managed(IAM_USER_CHANGE_PASSWORD)
}

/// Whether the account's own password policy lets all users change their passwords.
pub(super) fn all_may_change_password(account: &Account) -> bool {
    account.password_policy().is_some_and(|policy| policy.allow_users_to_change)
}

/// What is asked of a password, a line each, with whether this one has it.
pub(in crate::screens) fn told(rules: &[Requirement]) -> String {
    let lines: Vec<String> = rules.iter().map(|rule| format!("{} {}", if rule.met { "✔" } else { "·" }, rule.words)).collect();
    lines.join("\n")
}

/// What the password policy in force asks for, where whoever is signed in may see that.
pub(in crate::screens) fn password_rules(cx: &Cx<'_>, password: &str) -> String {
    seen(cx, || told(&requirements(cx.account, password)))
}

/// The same for somebody who changes their own.
pub(in crate::screens) fn own_password_rules(cx: &Cx<'_>, password: &str) -> String {
    seen(cx, || rules_at_sign_in(cx.account, password))
}

/// The same for somebody who must change their own before they are signed in: which passwords were theirs before is found out only
/// as it is sent.
pub(in crate::screens) fn rules_at_sign_in(account: &Account, password: &str) -> String {
    let remembered = account.password_policy().and_then(|policy| policy.reuse_prevention);
    let reuse = remembered.map(|number| match number {
        1 => "\n· not your last password".to_owned(),
        number => format!("\n· none of your last {number} passwords"),
    });
    told(&requirements(account, password)) + &reuse.unwrap_or_default()
}

/// What the password policy asks for, or that it may not be seen.
fn seen(cx: &Cx<'_>, rules: impl FnOnce() -> String) -> String {
    if cx.may(&GetAccountPasswordPolicy {}.into()) {
        return rules();
    }
    "What the password policy asks for may not be seen by you (iam:GetAccountPasswordPolicy); what is wrong is said once it is sent.".into()
}

/// Shows a new password, this once, with what else is needed to sign in. Whoever has typed it knows it.
pub(super) fn retrieve_password(cx: &Cx<'_>, user_name: &str, password: &Secret, is_typed: bool) -> Reveal {
    let (link, password) = (cx.sign_in_link(), Disclosed(password.clone()));
    let file = CsvFile {
        name: format!("{user_name}_credentials.csv"),
        header: vec!["User name", "Password", "Console sign-in URL"],
        row: vec![Disclosed::new(user_name), password.clone(), Disclosed::new(link.as_str())],
    };
    let items = vec![
        Item::Open { label: "Practice sign-in URL", value: link },
        Item::Open { label: "User name", value: user_name.to_owned() },
        Item::Secret { label: "Password", value: password },
    ];
    let words = "Keep the password now: it is shown this once, and after that one can only set another. The sign-in URL is for practice; \
                 nothing answers there.";
    let reveal = Reveal::new("Retrieve password", words, items, file);
    if is_typed { reveal.typed() } else { reveal }
}
