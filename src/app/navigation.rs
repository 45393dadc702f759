//! What the navigation leads to: the console's tree of screens, with counts.

use super::cx::Cx;
use super::labels::{Label, Labels};
use super::route::{Route, ScreenId};
use crate::account::Account;
use crate::account::refusal::Refusal;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::training::LessonTally;

/// An entry of the navigation.
pub struct NavEntry {
    /// What it stands under.
    pub section: &'static str,
    /// What it is called.
    pub label: String,
    /// How many there are of what it lists.
    pub count: Option<usize>,
    /// How many lessons are done, where that is what counts.
    pub of: Option<LessonTally>,
    /// Why there is no count, where one may not know it.
    pub hidden: Option<Refusal>,
    /// Where it leads.
    pub route: Route,
}

/// The section of what is learned, which is nothing of the account.
pub const LEARN: &str = "Learn";

/// The entry with the longest name that has a count.
pub(super) const LONGEST: &str = "Identity providers";

/// The navigation's entries, from top to bottom.
pub fn navigation(cx: &Cx<'_>) -> Vec<NavEntry> {
    let entry = |section, label: &str, count, screen| {
        let refusals = lists_of(screen).iter().map(|list| cx.sight.refusal(list));
        let hidden = refusals.flatten().next().cloned();
        let count = if hidden.is_some() { None } else { count };
        NavEntry { section, label: label.to_owned(), count, of: None, hidden, route: Route::to(screen) }
    };
    let access = "Access management";
    let account = cx.account;
    let users = entry(access, cx.label(Label::Users), Some(account.user_count()), ScreenId::Users);
    let groups = entry(access, cx.label(Label::Groups), Some(account.group_count()), ScreenId::Groups);
    let roles = entry(access, "Roles", Some(account.role_count()), ScreenId::Roles);
    let policies = entry(access, "Policies", Some(account.policy_count() + AWS_MANAGED_POLICIES.all().len()), ScreenId::Policies);
    // The classic console has groups first, the present one roles.
    let identities = match cx.settings.labels {
        Labels::Classic => [groups, users, roles, policies],
        Labels::Current => [roles, policies, users, groups],
    };
    let mut entries = vec![entry("", "Dashboard", None, ScreenId::Dashboard)];
    entries.extend(identities);
    entries.push(entry(access, LONGEST, Some(providers(account)), ScreenId::Providers));
    entries.push(entry(access, cx.label(Label::AccountSettings), None, ScreenId::AccountSettings));
    entries.push(entry("Access reports", "Access", None, ScreenId::Access));
    entries.push(entry("Access reports", "Policy simulator", None, ScreenId::Simulator));
    entries.push(entry("Access reports", "Credential report", None, ScreenId::CredentialReport));
    entries.push(entry("Access reports", "History", None, ScreenId::History));
    let mine = if cx.caller.is_root() { "Root user" } else { "My account" };
    entries.push(entry(mine, "Security credentials", None, ScreenId::SecurityCredentials));
    entries.push(entry("Practice", "Resources", None, ScreenId::Resources));
    entries.push(entry("Practice", "Try it", None, ScreenId::Try));
    entries.push(entry("Practice", "Authenticator", None, ScreenId::Authenticator));
    entries.push(entry("Practice", "Accounts", None, ScreenId::Accounts));
    entries.push(entry("Practice", "Settings", None, ScreenId::Settings));
    let tally = LessonTally::of(cx.progress, cx.shelf);
    let walkthroughs = entry(LEARN, "Walkthroughs", None, ScreenId::Walkthroughs);
    let due = cx.progress.reviews.due(cx.real_now).len();
    let quiz = entry(LEARN, "Quiz", (due > 0).then_some(due), ScreenId::Quiz);
    entries.push(NavEntry { of: Some(tally), ..walkthroughs });
    entries.push(quiz);
    entries
}

/// How many identity providers there are.
pub(super) fn providers(account: &Account) -> usize {
    account.saml_provider_count() + account.oidc_provider_count()
}

/// The operations that list what an entry counts.
const fn lists_of(screen: ScreenId) -> &'static [&'static str] {
    match screen {
        ScreenId::Users => &["ListUsers"],
        ScreenId::Groups => &["ListGroups"],
        ScreenId::Roles => &["ListRoles"],
        ScreenId::Policies => &["ListPolicies"],
        ScreenId::Providers => &["ListSAMLProviders", "ListOpenIDConnectProviders"],
        _ => &[],
    }
}
