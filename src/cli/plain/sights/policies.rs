//! Policies and what they say, told in lines.

use super::{Seen, list};
use crate::account::Account;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{GetAccountAuthorizationDetails, ListPolicies};
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::policy::document::laid_out;
use crate::screens::sight::reading;

/// The account's own policies by name, and how many AWS has.
pub(super) fn policies(seen: &Seen<'_>) -> Vec<String> {
    let own = || seen.open.account().policies().map(|policy| format!("{}: the account's own.", policy.name)).collect();
    let mut lines = seen.lines(ListPolicies::default(), "The account has no policies of its own.", own);
    let of_aws = AWS_MANAGED_POLICIES.all().len();
    lines.push(format!(
        "{of_aws} policies are AWS's own, such as AdministratorAccess. Type view policies and a word for those with it in their names; one that is named whole is read out."
    ));
    lines
}

/// What the policies of exactly this name say, AWS's own alone or the account's, too: managed ones by the version that counts, and inline ones with whose they are.
fn documents_called(account: &Account, word: &str, with_own: bool) -> Vec<String> {
    let is_called = |name: &str| name.eq_ignore_ascii_case(word);
    let mut found = Vec::new();
    let mut tell = |head: String, document: &str| {
        found.push(head);
        found.extend(laid_out(document).lines().map(|line| format!("    {line}")));
    };
    for policy in account.policies().filter(|policy| with_own && is_called(&policy.name)) {
        for version in account.versions_of(policy.id) {
            let default = if version.number == policy.default_version { ", the default version" } else { "" };
            tell(format!("{}, {}{default}:", policy.name, version.version_id()), &version.document);
        }
    }
    for policy in AWS_MANAGED_POLICIES.all().iter().filter(|policy| is_called(policy.name)) {
        tell(format!("{}, AWS's own:", policy.name), policy.document());
    }
    let holders = account.users().map(|user| (user.id, &user.name));
    let holders = holders.chain(account.groups().map(|group| (group.id, &group.name)));
    for (holder, name) in holders.chain(account.roles().map(|role| (role.id, &role.name))) {
        for policy in account.inline_policies_of(holder).filter(|policy| with_own && is_called(&policy.name)) {
            tell(format!("{}, inline, of {name}:", policy.name), &policy.document);
        }
    }
    found
}

/// So many of AWS's policies are told.
const MOST_NAMES: usize = 25;

/// The policies, the account's own and AWS's, that have a word in their names.
pub(in crate::cli::plain) fn policies_with(seen: &Seen<'_>, word: &str) -> Vec<String> {
    let (account, word) = (seen.open.account(), word.to_lowercase());
    let own = seen.read(&[ListPolicies::default().into()], || account.policies().map(|policy| policy.name.as_str()));
    let own = own.into_iter().flatten();
    let of_aws = AWS_MANAGED_POLICIES.all().iter().map(|policy| policy.name);
    let named: Vec<&str> = own.chain(of_aws).filter(|name| name.to_lowercase().contains(&word)).collect();
    let more = named.len().saturating_sub(MOST_NAMES);
    let mut lines: Vec<String> = named.into_iter().take(MOST_NAMES).map(str::to_owned).collect();
    let whole = [GetAccountAuthorizationDetails::default().into()];
    let documents = documents_called(account, &word, seen.read(&whole, || ()).is_some());
    if lines.is_empty() && documents.is_empty() {
        lines.push("No policy has this in its name.".into());
    }
    lines.extend(documents);
    if more > 0 {
        lines.push(format!("And {more} more: a longer word leaves fewer."));
    }
    lines
}

/// The policies of an identity's own: attached and inline.
pub(super) fn policies_of(seen: &Seen<'_>, id: UniqueId) -> String {
    let account = seen.open.account();
    let Some(of) = Identity::of(account, id) else { return list(&[]) };
    seen.words(&reading::policies_of(of), || policies_in(account, id))
}

fn policies_in(account: &Account, id: UniqueId) -> String {
    let attached = account.attached_to(id).into_iter().map(|policy| account.policy_name(policy).to_owned());
    let inline = account.inline_policies_of(id).map(|policy| format!("{} (inline)", policy.name));
    list(&attached.chain(inline).collect::<Vec<String>>())
}
