//! What an operation does, in a short sentence for echo, history and lists of what will happen.

mod estate;
mod federation;
mod names;
mod sessions;

use super::{ConsoleLogin, Operation};
use crate::account::words::count;
use names::{keys, short};

fn renaming(kind: &str, old: &str, name: Option<&str>, path: Option<&str>) -> String {
    match (name, path) {
        (Some(name), Some(path)) => format!("Rename {kind} {old} to {name}, under {path}"),
        (Some(name), None) => format!("Rename {kind} {old} to {name}"),
        (None, Some(path)) => format!("Move {kind} {old} to {path}"),
        (None, None) => format!("Change nothing of {kind} {old}"),
    }
}

fn bounding(kind: &str, name: &str, boundary: &str) -> String {
    format!("Set the permissions boundary of {kind} {name} to {}", short(boundary))
}

/// Seconds in the largest unit that they fill.
fn duration(seconds: u32) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let (length, unit) = units.into_iter().find(|(length, _)| seconds.is_multiple_of(*length)).unwrap_or((1, "second"));
    count(seconds / length, unit)
}

/// The sentences' verbs once what they order is done.
const DONE: [(&str, &str); 34] = [
    ("Activate", "Activated"),
    ("Add", "Added"),
    ("Advance", "Advanced"),
    ("Assign", "Assigned"),
    ("Assume", "Assumed"),
    ("Attach", "Attached"),
    ("Change", "Changed"),
    ("Count", "Counted"),
    ("Create", "Created"),
    ("Deactivate", "Deactivated"),
    ("Delete", "Deleted"),
    ("Detach", "Detached"),
    ("Give", "Gave"),
    ("Go", "Went"),
    ("Launch", "Launched"),
    ("Let", "Let"),
    ("List", "Listed"),
    ("Make", "Made"),
    ("Move", "Moved"),
    ("Open", "Opened"),
    ("Put", "Put"),
    ("Remove", "Removed"),
    ("Rename", "Renamed"),
    ("Resync", "Resynced"),
    ("Send", "Sent"),
    ("Set", "Set"),
    ("Show", "Showed"),
    ("Sign", "Signed"),
    ("Start", "Started"),
    ("Stop", "Stopped"),
    ("Switch", "Switched"),
    ("Tag", "Tagged"),
    ("Tell", "Told"),
    ("Terminate", "Terminated"),
];

/// The operation that speaks for others done together with it: what is made before what it is given, what is deleted before
/// what went first, and else the first. `None` for none.
pub fn lead(operations: &[Operation]) -> Option<&Operation> {
    // Of equals the last would be found; turned round, that is the first.
    operations.iter().rev().max_by_key(|operation| match operation {
        Operation::CreateUser(_)
        | Operation::CreateGroup(_)
        | Operation::CreateRole(_)
        | Operation::CreatePolicy(_)
        | Operation::CreateInstanceProfile(_)
        | Operation::CreateSAMLProvider(_)
        | Operation::CreateOpenIDConnectProvider(_)
        | Operation::CreateVirtualMFADevice(_) => 3,
        Operation::DeleteUser(_) | Operation::DeleteGroup(_) | Operation::DeleteRole(_) | Operation::DeletePolicy(_) => 2,
        // They also go along with a user or role.
        Operation::DeleteInstanceProfile(_) | Operation::DeleteVirtualMFADevice(_) => 1,
        _ => 0,
    })
}

/// What an operation does as an order: of `Lists the users. …` it is `List the users`.
fn as_order(about: &str) -> String {
    let about = about.split(". ").next().unwrap_or(about).trim_end_matches('.');
    let (verb, rest) = about.split_once(' ').unwrap_or((about, ""));
    let verb = match verb {
        "Has" => "Have",
        "Goes" => "Go",
        other => other.strip_suffix("es").filter(|stem| stem.ends_with("ch")).or(other.strip_suffix('s')).unwrap_or(other),
    };
    format!("{verb} {rest}").trim_end().to_owned()
}

impl Operation {
    /// What the operation did: `Added alice to Developers`. `caller`: as in [`Self::sentence`].
    pub fn done_sentence(&self, caller: &str) -> String {
        let sentence = self.sentence(caller);
        let verb = sentence.split(' ').next().unwrap_or_default();
        match DONE.iter().find(|(order, _)| *order == verb) {
            Some((order, done)) => format!("{done}{}", &sentence[order.len()..]),
            None => sentence,
        }
    }

    /// What the operation does, as an order: `Add alice to Developers`. `caller` is what its caller is called, who is meant
    /// where an operation names no user.
    pub fn sentence(&self, caller: &str) -> String {
        let of = |user_name: &Option<String>| user_name.as_deref().unwrap_or(caller).to_owned();
        match self {
            // A sign-in itself is never undone, the new password is.
            Self::ConsoleLogin(ConsoleLogin { user_name: Some(name), new_password: Some(_), .. }) => {
                format!("Change the password of {name}, asked for at sign-in")
            }
            Self::ConsoleLogin(op) => match op.user_name.as_deref().or(op.email.as_deref()) {
                Some(name) => format!("Sign in as {name}"),
                None => "Sign in by a name that nobody has".into(),
            },
            Self::SwitchRole(op) => format!("Switch to role {}", op.role_name),
            Self::ExitRole(_) => "Switch back".into(),
            Self::Logout(_) => "Sign out".into(),
            Self::ChangePassword(_) => "Change one's own password".into(),
            Self::SetRootPassword(_) => "Set the root user's password".into(),
            Self::AdvanceClock(op) => format!("Advance the practice clock by {}", duration(op.seconds)),
            Self::OpenSession(op) => format!("Open a session as {}", op.principal),
            Self::CreateUser(op) => format!("Create user {}", op.user_name),
            Self::UpdateUser(op) => renaming("user", &op.user_name, op.new_user_name.as_deref(), op.new_path.as_deref()),
            Self::DeleteUser(op) => format!("Delete user {}", op.user_name),
            Self::TagUser(op) => format!("Tag {} with {}", op.user_name, keys(&op.tags)),
            Self::UntagUser(op) => format!("Remove the tags {} from {}", op.tag_keys.join(", "), op.user_name),
            Self::CreateGroup(op) => format!("Create group {}", op.group_name),
            Self::UpdateGroup(op) => renaming("group", &op.group_name, op.new_group_name.as_deref(), op.new_path.as_deref()),
            Self::DeleteGroup(op) => format!("Delete group {}", op.group_name),
            Self::AddUserToGroup(op) => format!("Add {} to {}", op.user_name, op.group_name),
            Self::RemoveUserFromGroup(op) => format!("Remove {} from {}", op.user_name, op.group_name),
            Self::AttachUserPolicy(op) => format!("Attach {} to user {}", short(&op.policy_arn), op.user_name),
            Self::DetachUserPolicy(op) => format!("Detach {} from user {}", short(&op.policy_arn), op.user_name),
            Self::AttachGroupPolicy(op) => format!("Attach {} to group {}", short(&op.policy_arn), op.group_name),
            Self::DetachGroupPolicy(op) => format!("Detach {} from group {}", short(&op.policy_arn), op.group_name),
            Self::CreateRole(op) => format!("Create role {}", op.role_name),
            Self::DeleteRole(op) => format!("Delete role {}", op.role_name),
            Self::UpdateRole(op) => format!("Change the settings of role {}", op.role_name),
            Self::UpdateRoleDescription(op) => format!("Change the description of role {}", op.role_name),
            Self::UpdateAssumeRolePolicy(op) => format!("Set the trust policy of role {}", op.role_name),
            Self::TagRole(op) => format!("Tag role {} with {}", op.role_name, keys(&op.tags)),
            Self::UntagRole(op) => format!("Remove the tags {} from role {}", op.tag_keys.join(", "), op.role_name),
            Self::AttachRolePolicy(op) => format!("Attach {} to role {}", short(&op.policy_arn), op.role_name),
            Self::DetachRolePolicy(op) => format!("Detach {} from role {}", short(&op.policy_arn), op.role_name),
            Self::CreatePolicy(op) => format!("Create policy {}", op.policy_name),
            Self::DeletePolicy(op) => format!("Delete policy {}", short(&op.policy_arn)),
            Self::TagPolicy(op) => format!("Tag policy {} with {}", short(&op.policy_arn), keys(&op.tags)),
            Self::UntagPolicy(op) => format!("Remove the tags {} from policy {}", op.tag_keys.join(", "), short(&op.policy_arn)),
            Self::CreatePolicyVersion(op) if op.set_as_default == Some(true) => {
                format!("Create a new version of policy {} as the default", short(&op.policy_arn))
            }
            Self::CreatePolicyVersion(op) => format!("Create a new version of policy {}", short(&op.policy_arn)),
            Self::SetDefaultPolicyVersion(op) => format!("Make {} the default version of policy {}", op.version_id, short(&op.policy_arn)),
            Self::DeletePolicyVersion(op) => format!("Delete version {} of policy {}", op.version_id, short(&op.policy_arn)),
            Self::PutUserPolicy(op) => format!("Set inline policy {} of user {}", op.policy_name, op.user_name),
            Self::DeleteUserPolicy(op) => format!("Delete inline policy {} of user {}", op.policy_name, op.user_name),
            Self::PutGroupPolicy(op) => format!("Set inline policy {} of group {}", op.policy_name, op.group_name),
            Self::DeleteGroupPolicy(op) => format!("Delete inline policy {} of group {}", op.policy_name, op.group_name),
            Self::PutRolePolicy(op) => format!("Set inline policy {} of role {}", op.policy_name, op.role_name),
            Self::DeleteRolePolicy(op) => format!("Delete inline policy {} of role {}", op.policy_name, op.role_name),
            Self::PutUserPermissionsBoundary(op) => bounding("user", &op.user_name, &op.permissions_boundary),
            Self::DeleteUserPermissionsBoundary(op) => format!("Remove the permissions boundary of user {}", op.user_name),
            Self::PutRolePermissionsBoundary(op) => bounding("role", &op.role_name, &op.permissions_boundary),
            Self::DeleteRolePermissionsBoundary(op) => format!("Remove the permissions boundary of role {}", op.role_name),
            Self::CreateLoginProfile(op) => format!("Give {} console access", of(&op.user_name)),
            Self::UpdateLoginProfile(op) => match (&op.password, op.password_reset_required) {
                (None, Some(true)) => format!("Make {} choose a new password", op.user_name),
                (None, _) => format!("Let {} keep the password", op.user_name),
                (Some(_), _) => format!("Change the password of {}", op.user_name),
            },
            Self::DeleteLoginProfile(op) => format!("Remove console access of {}", of(&op.user_name)),
            Self::CreateAccessKey(op) => format!("Create an access key for {}", of(&op.user_name)),
            Self::UpdateAccessKey(op) => {
                let verb = if op.status == "Active" { "Activate" } else { "Deactivate" };
                format!("{verb} access key {} of {}", op.access_key_id, of(&op.user_name))
            }
            Self::DeleteAccessKey(op) => format!("Delete access key {} of {}", op.access_key_id, of(&op.user_name)),
            Self::CreateVirtualMFADevice(op) => format!("Create MFA device {}", op.virtual_mfa_device_name),
            Self::EnableMFADevice(op) => format!("Assign MFA device {} to {}", short(&op.serial_number), of(&op.user_name)),
            Self::ResyncMFADevice(op) => format!("Resync MFA device {}", short(&op.serial_number)),
            Self::DeactivateMFADevice(op) => {
                format!("Deactivate MFA device {} of {}", short(&op.serial_number), of(&op.user_name))
            }
            Self::TagMFADevice(op) => format!("Tag MFA device {} with {}", short(&op.serial_number), keys(&op.tags)),
            Self::UntagMFADevice(op) => format!("Remove the tags {} from MFA device {}", op.tag_keys.join(", "), short(&op.serial_number)),
            Self::DeleteVirtualMFADevice(op) => format!("Delete MFA device {}", short(&op.serial_number)),
            Self::UpdateAccountPasswordPolicy(_) => "Set the password policy".into(),
            Self::DeleteAccountPasswordPolicy(_) => "Go back to the default password policy".into(),
            Self::CreateAccountAlias(op) => format!("Set the account alias to {}", op.account_alias),
            Self::DeleteAccountAlias(op) => format!("Remove the account alias {}", op.account_alias),
            other => {
                let sentence = federation::sentence(other).or_else(|| sessions::sentence(other)).or_else(|| estate::sentence(other));
                sentence.unwrap_or_else(|| as_order(other.spec().about))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::account::operation::{ConsoleLogin, CreateAccessKey, ListBuckets, OPERATIONS, Operation, UpdateUser};
    use crate::account::secret::Secret;

    #[test]
    fn a_renaming_says_all_that_it_does() {
        let update = |name: Option<&str>, path: Option<&str>| {
            let (new_user_name, new_path) = (name.map(str::to_owned), path.map(str::to_owned));
            Operation::from(UpdateUser { user_name: "a".into(), new_path, new_user_name }).done_sentence("b")
        };
        assert_eq!(update(Some("b"), Some("/team/")), "Renamed user a to b, under /team/");
        assert_eq!(update(Some("b"), None), "Renamed user a to b");
        assert_eq!(update(None, Some("/team/")), "Moved user a to /team/");
        assert_eq!(update(None, None), "Changed nothing of user a");
    }

    #[test]
    fn what_only_reads_is_told_as_an_order_too() {
        for spec in OPERATIONS {
            let order = super::as_order(spec.about);
            let verb = order.split(' ').next().unwrap();
            assert!(!verb.ends_with('s') && !order.contains(". "), "{}: {order}", spec.name);
        }
        let list = Operation::from(ListBuckets {});
        assert_eq!([list.sentence("bob"), list.done_sentence("bob")], ["List the buckets", "Listed the buckets"]);
        assert_eq!(Operation::from(ConsoleLogin::default()).sentence("bob"), "Sign in by a name that nobody has");
    }

    #[test]
    fn what_names_nobody_is_about_the_caller() {
        let create = |user_name: Option<&str>| Operation::from(CreateAccessKey { user_name: user_name.map(str::to_owned) });
        assert_eq!(create(None).sentence("bob"), "Create an access key for bob");
        assert_eq!(create(None).done_sentence("the root user"), "Created an access key for the root user");
        assert_eq!(create(Some("alice")).sentence("bob"), "Create an access key for alice");
    }

    #[test]
    fn a_sign_in_that_sets_a_password_says_what_undo_takes_back() {
        let login = |new: Option<&str>| {
            let (user_name, new_password) = (Some("bob".into()), new.map(Secret::new));
            Operation::from(ConsoleLogin { user_name, new_password, ..Default::default() })
        };
        assert_eq!(login(None).done_sentence("nobody"), "Signed in as bob");
        assert_eq!(login(Some("Secret-1")).done_sentence("nobody"), "Changed the password of bob, asked for at sign-in");
    }
}
