//! What the console shows on a screen, told in lines.

use jiff::Timestamp;

use super::tasks;
use crate::access::{Question, may};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, ResourceKind};
use crate::account::operation::{GetAccountAuthorizationDetails, ListAccessKeys, ListMFADevices, Operation};
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
    /// By what these commands answer to whoever is signed in.
    Commands(&'static [&'static str]),
    /// By lines of its own, once a command was done.
    Made(&'static str, fn(&Seen<'_>) -> Vec<String>),
}

/// The screens that are told, by their names.
const SIGHTS: [(&str, Sight); 11] = [
    ("dashboard", Sight::Lines(dashboard)),
    ("users", Sight::Lines(users)),
    ("groups", Sight::Lines(groups)),
    ("roles", Sight::Commands(&["aws iam list-roles"])),
    ("policies", Sight::Lines(policies)),
    ("account-settings", Sight::Commands(&["aws iam get-account-password-policy"])),
    ("credential-report", Sight::Made("aws iam generate-credential-report", credential_report)),
    ("security-credentials", Sight::Own(security_credentials)),
    ("resources", Sight::Lines(resources)),
    ("history", Sight::Lines(history)),
    ("access", Sight::Lines(access)),
];

/// What stands in the console for a screen on which something is typed: what is typed here.
const TYPED: [(&str, &str); 6] = [
    ("try", "try --as WHO ACTION RESOURCE, as in: try --as user/alice s3:ListAllMyBuckets"),
    ("sign-in", "sign-in user/NAME PASSWORD, or sign-in root PASSWORD; the word password tells root's"),
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
        Sight::Commands(_) => &[],
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
    lines.push(format!("{of_aws} policies are AWS's own, such as AdministratorAccess. aws iam list-policies --scope AWS lists them."));
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
    let none = || vec!["No request was made yet. try makes one, and then view access tells how it was decided.".to_owned()];
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
