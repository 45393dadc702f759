//! What the console shows on a screen, told in lines.

use jiff::Timestamp;

use super::tasks;
use crate::access::{Question, may};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::PasswordPolicy;
use crate::account::entity::{Owner, ResourceKind};
use crate::account::operation::{GetAccountAuthorizationDetails, ListAccessKeys, ListMFADevices, Operation};
use crate::account::security_status::Reading;
use crate::app::words::count;
use crate::awscli;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::cli::simulate::{Paint, answer_in_words};
use crate::policy::request::{Action, Resource};
use crate::screens::SCREENS;
use crate::store::{HistoryDeed, Note, OpenAccount};
use crate::training::check::Made;

/// An account that is looked at.
pub(super) struct Seen<'a> {
    pub open: &'a OpenAccount,
    /// Who looks at it.
    pub caller: &'a Caller,
    /// The last request that was tried, for what tells why it was decided as it was.
    pub tried: Option<&'a Made>,
}

/// How a screen is told.
pub(super) enum Sight {
    /// In lines of its own.
    Lines(fn(&Seen<'_>) -> Vec<String>),
    /// In lines of its own, which whoever may list their own credentials may see.
    Own(fn(&Seen<'_>) -> Vec<String>),
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
    ("security-credentials", Sight::Own(security_credentials)),
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

/// Whether somebody may see what is told in lines: the whole account, or their own credentials.
pub(super) fn may_see(account: &Account, caller: &Caller, sight: &Sight) -> bool {
    let asked: &[Operation] = match sight {
        Sight::Own(_) => &[ListAccessKeys::default().into(), ListMFADevices::default().into()],
        Sight::Lines(_) | Sight::Made(..) => &[GetAccountAuthorizationDetails::default().into()],
    };
    asked.iter().all(|operation| account.authorise(caller, operation, account.time_at(Timestamp::now())).is_ok())
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
    let mut lines = tasks::in_lines(account);
    let counts = [
        count(account.user_count(), "user"),
        count(account.group_count(), "user group"),
        count(account.role_count(), "role"),
        format!("{} of the account's own", count(account.policy_count(), "policy")),
    ];
    lines.push(format!("There are {}.", counts.join(", ")));
    // The strict reading wants what exists to do its work, too.
    let strict = account.security_status(Reading::Strict).into_iter().zip(account.security_status(Reading::Classic));
    let strict = strict.filter(|(strict, classic)| strict.done != classic.done);
    lines.extend(strict.map(|(strict, _)| format!("Read strictly, {} is to do: {}", strict.task.label(), strict.why)));
    lines
}

/// The credentials of whoever looks.
fn security_credentials(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let Some(owner) = seen.caller.owner() else { return vec!["A session has no credentials of its own to manage.".into()] };
    let keys = account.access_keys_of(owner);
    let keys: Vec<String> = keys.into_iter().map(|key| format!("{} ({})", key.id, key.status.as_str())).collect();
    let devices: Vec<String> = account.mfa_devices_of(owner).map(|device| device.name.clone()).collect();
    let has_password = match owner {
        Owner::Root => true,
        Owner::User(id) => account.login_profile_of(id).is_some(),
    };
    vec![
        format!("{}: {}.", account.asker_name(&seen.caller.who), if has_password { "a console password" } else { "no console password" }),
        format!("Access keys: {}.", list(&keys)),
        format!("MFA devices: {}.", list(&devices)),
    ]
}

fn users(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |user: &crate::account::entity::User| {
        let owner = Owner::User(user.id);
        let password = if account.login_profile_of(user.id).is_some() { "a console password" } else { "no console password" };
        let devices = count(account.mfa_devices_of(owner).count(), "MFA device");
        let keys: Vec<String> =
            account.access_keys_of(owner).into_iter().map(|key| format!("{} ({})", key.id, key.status.as_str())).collect();
        let groups: Vec<String> = account.groups_of(user.id).into_iter().map(|group| group.name.clone()).collect();
        let policies = policies_of(account, user.id);
        format!("{}: {password}, {devices}. Access keys: {}. Groups: {}. Policies: {policies}.", user.name, list(&keys), list(&groups))
    };
    let lines: Vec<String> = account.users().map(line).collect();
    if lines.is_empty() { vec!["There are no users.".into()] } else { lines }
}

fn roles(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |role: &crate::account::entity::Role| {
        let profiles: Vec<String> = account.profiles_of_role(role.id).into_iter().map(|profile| profile.name.clone()).collect();
        let policies = policies_of(account, role.id);
        let trust = account.current_policy(&role.trust_policy);
        let trust = trust.lines().map(|line| format!("    {line}"));
        let head = format!("{}: policies: {policies}. Instance profiles: {}. Its trust policy:", role.name, list(&profiles));
        std::iter::once(head).chain(trust).collect::<Vec<String>>()
    };
    let lines: Vec<String> = account.roles().flat_map(line).collect();
    if lines.is_empty() { vec!["There are no roles.".into()] } else { lines }
}

/// The rules for passwords, in sentences.
fn account_settings(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let alias = account.alias().map_or_else(|| "The account has no alias.".into(), |alias| format!("The account's alias: {alias}."));
    let policy = match account.password_policy() {
        None => vec!["The account has no password policy of its own: the IAM default applies.".into()],
        Some(policy) => rules(policy),
    };
    std::iter::once(alias).chain(policy).collect()
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
        format!("Each needs: {}.", list(&classes)),
        format!("{age}{hard}."),
        reuse,
        format!("Users {own} change their own password."),
    ]
}

fn groups(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |group: &crate::account::entity::Group| {
        let members: Vec<String> = account.members_of(group.id).into_iter().map(|user| user.name.clone()).collect();
        format!("{}: members: {}. Policies: {}.", group.name, list(&members), policies_of(account, group.id))
    };
    let lines: Vec<String> = account.groups().map(line).collect();
    if lines.is_empty() { vec!["There are no user groups.".into()] } else { lines }
}

/// The account's own policies by name, and how many AWS has.
fn policies(seen: &Seen<'_>) -> Vec<String> {
    let mut lines: Vec<String> = seen.open.account().policies().map(|policy| format!("{}: the account's own.", policy.name)).collect();
    let of_aws = AWS_MANAGED_POLICIES.all().len();
    lines.push(format!(
        "{of_aws} policies are AWS's own, such as AdministratorAccess. Type view policies and a word for those with it in their names."
    ));
    lines
}

/// So many of AWS's policies are told.
const MOST_NAMES: usize = 25;

/// The policies, the account's own and AWS's, that have a word in their names.
pub(super) fn policies_with(account: &Account, word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let own = account.policies().map(|policy| policy.name.as_str());
    let of_aws = AWS_MANAGED_POLICIES.all().iter().map(|policy| policy.name);
    let named: Vec<&str> = own.chain(of_aws).filter(|name| name.to_lowercase().contains(&word)).collect();
    let more = named.len().saturating_sub(MOST_NAMES);
    let mut lines: Vec<String> = named.into_iter().take(MOST_NAMES).map(str::to_owned).collect();
    if lines.is_empty() {
        lines.push("No policy has this in its name.".into());
    }
    if more > 0 {
        lines.push(format!("And {more} more: a longer word leaves fewer."));
    }
    lines
}

/// The policies of an identity's own: attached and inline.
fn policies_of(account: &Account, id: crate::account::id::UniqueId) -> String {
    let attached = account.attached_to(id).into_iter().map(|policy| account.policy_name(policy).to_owned());
    let inline = account.inline_policies_of(id).map(|policy| format!("{} (inline)", policy.name));
    list(&attached.chain(inline).collect::<Vec<String>>())
}

fn resources(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let mut lines = Vec::new();
    for kind in ResourceKind::ALL {
        for key in account.resources(kind).filter_map(crate::account::entity::Entity::resource) {
            let name = account.nickname(&key).map_or_else(|| key.name.clone(), |nickname| format!("{nickname} ({})", key.name));
            lines.push(format!("{} {name}", kind.word()));
            if let Some(policy) = account.policy_on(&key) {
                lines.push("  Its policy:".into());
                lines.extend(policy.lines().map(|line| format!("    {line}")));
            }
            let Some(instance) = account.instance(&key.name).filter(|_| kind == ResourceKind::Instance) else { continue };
            let role = instance.profile.as_ref().and_then(|profile| account.role_in_profile(profile.id));
            lines.push(role.map_or_else(|| "  It has no role.".into(), |role| format!("  Its role: {}", role.name)));
            if let Some(data) = &instance.user_data {
                lines.push("  Its user data, which whoever may read it reads:".into());
                lines.extend(data.lines().map(|line| format!("    {line}")));
            }
        }
    }
    if lines.is_empty() { vec!["There are no resources.".into()] } else { lines }
}

fn history(seen: &Seen<'_>) -> Vec<String> {
    let history = seen.open.history();
    let line = |item: &crate::store::HistoryItem| {
        let what = match &item.deed {
            HistoryDeed::Undid(of) => format!("Undo of number {of}"),
            HistoryDeed::Redid(of) => format!("Redo of number {of}"),
            HistoryDeed::Noted(Note::Refused { code, .. }) => format!("Refused ({code}): {}", item.sentence(seen.open.account())),
            HistoryDeed::Changed(_) => item.sentence(seen.open.account()),
        };
        let undone = if history.is_undone(item.revision) { " It is undone." } else { "" };
        let commands = match &item.deed {
            HistoryDeed::Changed(operations) => operations.iter().map(|operation| format!("   {}", awscli::line(operation))).collect(),
            _ => Vec::new(),
        };
        [vec![format!("{}. {what}.{undone}", item.revision)], commands].concat()
    };
    let lines: Vec<String> = history.items().rev().take(MOST_PAST).flat_map(line).collect();
    if lines.is_empty() { vec!["Nothing has happened yet.".into()] } else { lines }
}

/// A line for each user: what the report says, leaving out what it has nothing to say about.
fn credential_report(seen: &Seen<'_>) -> Vec<String> {
    let Some(report) = seen.open.account().credential_report() else { return vec!["There is no report yet.".into()] };
    let mut rows = report.content.lines().map(|line| line.split(','));
    let columns: Vec<&str> = rows.next().into_iter().flatten().collect();
    let said = |row: std::str::Split<'_, char>| {
        let told: Vec<String> = columns
            .iter()
            .zip(row)
            .filter(|(_, value)| !matches!(*value, "N/A" | "not_supported" | "no_information" | "false" | ""))
            .map(|(column, value)| format!("{column} {value}"))
            .collect();
        told.join(", ") + "."
    };
    rows.map(said).collect()
}

/// The last request, and why it was decided as it was.
fn access(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let none =
        || vec!["No request was tried yet. Type may WHO ACTION RESOURCE to ask whether somebody may do something, and why.".to_owned()];
    let Some(made) = seen.tried else { return none() };
    let at = account.time_at(Timestamp::now());
    let question = Action::parse(&made.action).and_then(|action| {
        let (asker, circumstances) = (made.by.who.clone(), account.circumstances_of(&made.by, at));
        Ok(Question { asker, action, resource: Resource::parse(&made.resource)?, given: Vec::new(), circumstances })
    });
    match question.and_then(|question| may(account, &question).map(|answer| answer_in_words(account, &question, &answer, Paint::NONE))) {
        Ok(told) => told.lines().map(str::to_owned).collect(),
        Err(why) => vec![why.to_string()],
    }
}
