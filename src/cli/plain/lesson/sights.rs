//! What the console shows on a screen, told in lines, for steps that want it looked at.

use jiff::Timestamp;

use super::{Walk, now};
use crate::access::{Question, may};
use crate::account::Account;
use crate::account::entity::{Owner, ResourceKind};
use crate::account::operation::{GetAccountAuthorizationDetails, Operation};
use crate::account::security_status::Reading;
use crate::app::words::count;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::cli::output::Trouble;
use crate::cli::plain::operations::line_of_aws;
use crate::cli::plain::tasks;
use crate::cli::simulate::answer_in_words;
use crate::policy::request::{Action, Resource};
use crate::screens::SCREENS;
use crate::store::{HistoryDeed, Note};

/// How a screen is told.
enum Sight {
    /// In lines of its own.
    Lines(fn(&Walk<'_, '_>) -> Vec<String>),
    /// By what these commands answer to whoever is signed in.
    Commands(&'static [&'static str]),
}

/// The screens that are told, by their names.
const SIGHTS: [(&str, Sight); 11] = [
    ("dashboard", Sight::Lines(dashboard)),
    ("users", Sight::Lines(users)),
    ("groups", Sight::Lines(groups)),
    ("roles", Sight::Commands(&["aws iam list-roles"])),
    ("policies", Sight::Lines(policies)),
    ("account-settings", Sight::Commands(&["aws iam get-account-password-policy"])),
    ("credential-report", Sight::Commands(&["aws iam generate-credential-report", "aws iam get-credential-report"])),
    ("security-credentials", Sight::Commands(&["aws iam list-access-keys", "aws iam list-mfa-devices"])),
    ("resources", Sight::Lines(resources)),
    ("history", Sight::Lines(history)),
    ("access", Sight::Lines(access)),
];

/// So much of the history is told.
const MOST_PAST: usize = 20;

/// Whether a screen is told.
pub(super) fn is_known(screen: &str) -> bool {
    SIGHTS.iter().any(|(name, _)| *name == screen)
}

impl Walk<'_, '_> {
    /// Tells what the console shows on a screen, which is looked at by that.
    pub(super) fn view(&mut self, words: &[String]) -> Result<(), Trouble> {
        let [named] = words else { return self.talk.say(&format!("One types view and one of: {}.", known())) };
        let named = named.trim_start_matches(':');
        let spec = SCREENS.iter().find(|spec| spec.names.contains(&named));
        let main = spec.and_then(|spec| spec.names.first().copied()).unwrap_or(named);
        let Some((name, sight)) = SIGHTS.iter().find(|(name, _)| *name == main) else {
            let why = if spec.is_some() { "shows nothing but what is done there" } else { "is not there" };
            return self.talk.say(&format!("A screen {named} {why}. One can view: {}.", known()));
        };
        match sight {
            Sight::Lines(_) if !self.may_see() => {
                self.talk.say("Whoever is signed in may not see that. Commands that begin with aws tell what they may see.")?;
                return Ok(());
            }
            Sight::Lines(lines) => {
                for line in lines(self) {
                    self.talk.say_as_is(&line)?;
                }
            }
            Sight::Commands(commands) => {
                let caller = self.caller();
                for command in *commands {
                    let asked = line_of_aws(&mut self.open, &caller, command, self.talk)?;
                    if asked.iter().any(|(_, refusal)| refusal.is_some()) {
                        return Ok(());
                    }
                }
            }
        }
        self.coach.view(name);
        Ok(())
    }

    /// Whether whoever is signed in may see the whole account.
    fn may_see(&self) -> bool {
        let account = self.open.account();
        let caller = self.caller();
        let all: Operation = GetAccountAuthorizationDetails::default().into();
        account.authorise(&caller, &all, now(account)).is_ok()
    }
}

/// The screens that are told, in a line.
fn known() -> String {
    SIGHTS.map(|(name, _)| name).join(", ")
}

/// Names, or that there are none.
fn list(names: &[String]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}

fn dashboard(walk: &Walk<'_, '_>) -> Vec<String> {
    let account = walk.open.account();
    let mut lines = vec![format!("Security Status: {}", tasks::summary(account))];
    for (number, status) in (1..).zip(account.security_status(Reading::Classic)) {
        let word = if status.done { "done" } else { "to do" };
        lines.push(format!("{number}. {}: {word}. {}", status.task.label(), status.why));
    }
    let counts = [
        count(account.user_count(), "user"),
        count(account.group_count(), "user group"),
        count(account.role_count(), "role"),
        format!("{} of the account's own", count(account.policy_count(), "policy")),
    ];
    lines.push(format!("There are {}.", counts.join(", ")));
    lines
}

fn users(walk: &Walk<'_, '_>) -> Vec<String> {
    let account = walk.open.account();
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

fn groups(walk: &Walk<'_, '_>) -> Vec<String> {
    let account = walk.open.account();
    let line = |group: &crate::account::entity::Group| {
        let members: Vec<String> = account.members_of(group.id).into_iter().map(|user| user.name.clone()).collect();
        format!("{}: members: {}. Policies: {}.", group.name, list(&members), policies_of(account, group.id))
    };
    let lines: Vec<String> = account.groups().map(line).collect();
    if lines.is_empty() { vec!["There are no user groups.".into()] } else { lines }
}

/// The account's own policies by name, and how many AWS has.
fn policies(walk: &Walk<'_, '_>) -> Vec<String> {
    let mut lines: Vec<String> = walk.open.account().policies().map(|policy| format!("{}: the account's own.", policy.name)).collect();
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

fn resources(walk: &Walk<'_, '_>) -> Vec<String> {
    let account = walk.open.account();
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

fn history(walk: &Walk<'_, '_>) -> Vec<String> {
    let history = walk.open.history();
    let line = |item: &crate::store::HistoryItem| {
        let what = match &item.deed {
            HistoryDeed::Undid(of) => format!("Undo of number {of}"),
            HistoryDeed::Redid(of) => format!("Redo of number {of}"),
            HistoryDeed::Noted(Note::Refused { code, .. }) => format!("Refused ({code}): {}", item.sentence(walk.open.account())),
            HistoryDeed::Changed(_) => item.sentence(walk.open.account()),
        };
        let undone = if history.is_undone(item.revision) { " It is undone." } else { "" };
        format!("{}. {what}.{undone}", item.revision)
    };
    let lines: Vec<String> = history.items().rev().take(MOST_PAST).map(line).collect();
    if lines.is_empty() { vec!["Nothing has happened yet.".into()] } else { lines }
}

/// The last request, and why it was decided as it was.
fn access(walk: &Walk<'_, '_>) -> Vec<String> {
    let account = walk.open.account();
    let none = || vec!["No request was made yet. try makes one, and then view access tells how it was decided.".to_owned()];
    let Some(made) = walk.coach.record().attempt.requests.last() else { return none() };
    let at = account.time_at(Timestamp::now());
    let question = Action::parse(&made.action).and_then(|action| {
        let (asker, circumstances) = (made.by.who.clone(), account.circumstances_of(&made.by, at));
        Ok(Question { asker, action, resource: Resource::parse(&made.resource)?, given: Vec::new(), circumstances })
    });
    match question.and_then(|question| may(account, &question).map(|answer| answer_in_words(account, &question, &answer))) {
        Ok(told) => told.lines().map(str::to_owned).collect(),
        Err(why) => vec![why.to_string()],
    }
}
