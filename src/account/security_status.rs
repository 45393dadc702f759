//! Security Status: the five setup tasks, computed from what is so and never ticked by hand.

use jiff::Timestamp;

use super::Account;
use super::authorization::Asker;
use super::caller::Caller;
use super::entity::{KeyStatus, Owner, PolicyKey, User};
use super::id::UniqueId;
use super::operation::{GetAccountAuthorizationDetails, GetAccountPasswordPolicy, GetAccountSummary, ListAccessKeys, Operation};
use super::words::count;
use crate::catalog::IAM_USER_CHANGE_PASSWORD;

/// How strictly the tasks are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reading {
    /// As the classic console read them: the thing exists.
    #[default]
    Classic,
    /// The thing also does its work.
    Strict,
}

impl Reading {
    /// What must be allowed to somebody so that the account's five tasks may be told to them.
    pub fn needs(self) -> Vec<Operation> {
        std::iter::once(GetAccountSummary {}.into()).chain(Task::ALL.into_iter().filter_map(|task| task.needs(self))).collect()
    }
}

/// One of the five tasks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// Root has no access key.
    DeleteRootAccessKeys,
    /// The user who looks has no access key that is too old: users see it in the place of root's.
    RotateAccessKeys,
    /// Root has an MFA device.
    ActivateRootMfa,
    /// There are users.
    CreateIndividualUsers,
    /// There are groups.
    UseGroups,
    /// The account has its own password policy.
    ApplyPasswordPolicy,
}

/// A task with how it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskStatus {
    /// Which task.
    pub task: Task,
    /// Whether it is done.
    pub done: bool,
    /// What is so, or what is missing, in one sentence.
    pub why: String,
}

/// From so many days on an active access key is due for a new one. The console told no number; AWS's own check of access keys
/// (AWS Config: `access-keys-rotated`) begins with this one.
const KEY_DAYS: i64 = 90;

impl Task {
    /// The account's tasks in the console's order.
    pub const ALL: [Self; 5] =
        [Self::DeleteRootAccessKeys, Self::ActivateRootMfa, Self::CreateIndividualUsers, Self::UseGroups, Self::ApplyPasswordPolicy];

    /// How many tasks somebody sees, whoever it is.
    pub const COUNT: usize = Self::ALL.len();

    /// The tasks that somebody sees: to a user the console shows their own access keys in the place of root's.
    pub const fn seen_by(who: &Asker) -> [Self; Self::COUNT] {
        let mut tasks = Self::ALL;
        if matches!(who, Asker::User(_)) {
            tasks[0] = Self::RotateAccessKeys;
        }
        tasks
    }

    /// The name for scripts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DeleteRootAccessKeys => "delete-root-access-keys",
            Self::RotateAccessKeys => "rotate-access-keys",
            Self::ActivateRootMfa => "activate-root-mfa",
            Self::CreateIndividualUsers => "create-individual-users",
            Self::UseGroups => "use-groups",
            Self::ApplyPasswordPolicy => "apply-password-policy",
        }
    }

    /// The console's row label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DeleteRootAccessKeys => "Delete your root access keys",
            Self::RotateAccessKeys => "Rotate your access keys",
            Self::ActivateRootMfa => "Activate MFA on your root account",
            Self::CreateIndividualUsers => "Create individual IAM users",
            Self::UseGroups => "Use groups to assign permissions",
            Self::ApplyPasswordPolicy => "Apply an IAM password policy",
        }
    }

    /// What must be allowed besides `GetAccountSummary`, whose answer does not tell how this task stands.
    pub fn needs(self, reading: Reading) -> Option<Operation> {
        match (self, reading) {
            (Self::RotateAccessKeys, _) => Some(ListAccessKeys::default().into()),
            (Self::ApplyPasswordPolicy, _) => Some(GetAccountPasswordPolicy {}.into()),
            // Who has a password, and which policies, stands in no number of the summary.
            (Self::CreateIndividualUsers | Self::UseGroups, Reading::Strict) => Some(GetAccountAuthorizationDetails::default().into()),
            _ => None,
        }
    }

    /// Why the task matters.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::DeleteRootAccessKeys => {
                "A root access key can do everything in the account, from anywhere, and no policy can limit it. Nothing needs one: \
                 programs use roles, people use users."
            }
            Self::RotateAccessKeys => {
                "A key that leaked unseen opens the account until it is changed. Create a second key, move your programs to it, \
                 deactivate the old one, and delete it once nothing misses it."
            }
            Self::ActivateRootMfa => {
                "Whoever has root's password has the account. With MFA the password alone is not enough: a code from a device in your \
                 hands is asked for as well."
            }
            Self::CreateIndividualUsers => "Sign in as yourself, not as the account. Root can't be limited by any policy; a user can.",
            Self::UseGroups => {
                "Give permissions to a job, not to a person. Who joins the group gains them, who leaves loses them, and there is one place to look."
            }
            Self::ApplyPasswordPolicy => {
                "Passwords are guessed and reused. A policy asks every user for one that is long and mixed enough, and for a new one in time."
            }
        }
    }
}

impl Account {
    /// How the account's five tasks stand.
    pub fn security_status(&self, reading: Reading) -> [TaskStatus; Task::COUNT] {
        [
            (Task::DeleteRootAccessKeys, self.root_access_keys_status()),
            (Task::ActivateRootMfa, self.root_mfa_status()),
            (Task::CreateIndividualUsers, self.users_status(reading)),
            (Task::UseGroups, self.groups_status(reading)),
            (Task::ApplyPasswordPolicy, self.password_policy_status(reading)),
        ]
        .map(|(task, (done, why))| TaskStatus { task, done, why })
    }

    /// How the five tasks stand that somebody sees.
    pub fn security_status_seen_by(&self, caller: &Caller, reading: Reading, now: Timestamp) -> [TaskStatus; Task::COUNT] {
        let mut status = self.security_status(reading);
        if let Asker::User(id) = &caller.who {
            // Who may not list their own keys is still told what the account's summary tells.
            let (done, why) = match self.authorise(caller, &ListAccessKeys::default().into(), now) {
                Ok(()) => self.own_access_keys_status(*id, now),
                Err(refusal) => (false, refusal.message),
            };
            status[0] = TaskStatus { task: Task::RotateAccessKeys, done, why };
        }
        status
    }

    fn own_access_keys_status(&self, user: UniqueId, now: Timestamp) -> (bool, String) {
        let keys = self.access_keys_of(Owner::User(user));
        let active = keys.iter().filter(|key| key.status == KeyStatus::Active);
        let Some(oldest) = active.min_by_key(|key| key.created) else {
            return (true, if keys.is_empty() { "You have no access key." } else { "None of your access keys is active." }.into());
        };
        let days = (now.as_second() - oldest.created.as_second()) / 86_400;
        let age = format!("{} is {} old", oldest.id, count(days, "day"));
        if days >= KEY_DAYS {
            (false, format!("{age}: from {KEY_DAYS} days on a new one is due."))
        } else {
            (true, format!("{age}; from {KEY_DAYS} days on a new one is due."))
        }
    }

    fn root_access_keys_status(&self) -> (bool, String) {
        let keys = self.access_keys_of(Owner::Root);
        let active = keys.iter().filter(|key| key.status == KeyStatus::Active).count();
        match (keys.len(), active) {
            (0, _) => (true, "The root user has no access key.".into()),
            (all, 0) => (false, format!("{}, deactivated but not deleted: it can be activated again.", count(all, "root access key"))),
            (1, _) => (false, "The root user has 1 access key, and it is active.".into()),
            (all, active) => (false, format!("The root user has {}, {active} of them active.", count(all, "access key"))),
        }
    }

    fn root_mfa_status(&self) -> (bool, String) {
        match self.mfa_devices_of(Owner::Root).count() {
            0 => (false, "No MFA device is assigned to the root user.".into()),
            devices => (true, format!("The root user has {}.", count(devices, "MFA device"))),
        }
    }

    fn users_status(&self, reading: Reading) -> (bool, String) {
        let users = self.user_count();
        let with_password = self.users().filter(|user| self.login_profile_of(user.id).is_some()).count();
        match (users, with_password, reading) {
            (0, _, _) => (false, "There is no IAM user yet.".into()),
            (_, 0, Reading::Strict) => {
                (false, format!("{}, but none has a console password: people still sign in as root.", count(users, "user")))
            }
            (_, _, Reading::Strict) => (true, format!("{}, {with_password} with a console password.", count(users, "user"))),
            _ => (true, format!("There {} {}.", if users == 1 { "is" } else { "are" }, count(users, "user"))),
        }
    }

    fn groups_status(&self, reading: Reading) -> (bool, String) {
        let groups = self.group_count();
        if groups == 0 {
            return (false, "There is no group yet.".into());
        }
        if reading == Reading::Classic {
            return (true, format!("There {} {}.", if groups == 1 { "is" } else { "are" }, count(groups, "group")));
        }
        let at_work = self.groups().filter(|group| self.member_count_of(group.id) > 0 && self.has_policies(group.id)).count();
        if at_work == 0 {
            return (false, format!("{}, but none has both members and policies.", count(groups, "group")));
        }
        let direct: Vec<&User> = self.users().filter(|user| self.has_own_policies(user)).collect();
        match direct[..] {
            [] => (true, format!("{} with members and policies, and no user has policies of its own.", count(at_work, "group"))),
            [user] => (false, format!("{} has policies of its own; give them to a group instead.", user.name)),
            [user, ..] => {
                let others = direct.len() - 1;
                (
                    false,
                    format!("{} and {} have policies of their own; give them to a group instead.", user.name, count(others, "other user")),
                )
            }
        }
    }

    fn has_policies(&self, identity: UniqueId) -> bool {
        self.attached_count_of(identity) > 0 || self.inline_count_of(identity) > 0
    }

    /// `IAMUserChangePassword` is no grant of access: the create-user wizard attaches it with a password.
    fn has_own_policies(&self, user: &User) -> bool {
        let grants = |policy: &PolicyKey| *policy != PolicyKey::aws_managed(IAM_USER_CHANGE_PASSWORD);
        self.inline_count_of(user.id) > 0 || self.attached_to(user.id).into_iter().any(grants)
    }

    fn password_policy_status(&self, reading: Reading) -> (bool, String) {
        let Some(policy) = self.password_policy() else {
            return (false, "The account has no password policy of its own; the IAM default applies.".into());
        };
        let mut missing = Vec::new();
        if reading == Reading::Strict {
            if policy.minimum_length < 14 {
                missing.push(format!("at least 14 characters instead of {}", policy.minimum_length));
            }
            if policy.required_classes() < 3 {
                missing.push(format!("three kinds of characters instead of {}", policy.required_classes()));
            }
            if policy.reuse_prevention.is_none() {
                missing.push("reuse prevention".into());
            }
        }
        if missing.is_empty() {
            (true, format!("The account's own policy asks for at least {} characters.", policy.minimum_length))
        } else {
            (false, format!("The policy still lacks {}.", missing.join(", ")))
        }
    }
}
