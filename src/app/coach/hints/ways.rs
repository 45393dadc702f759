//! How what a line of a lesson does is done by keys: on which screen, under which tab, with which action. The keys themselves
//! are those of the bindings.

use crate::account::identity::revocation::REVOCATION_POLICY;
use crate::app::action::Action;
use crate::app::route::ScreenId;

/// Where something is done by keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// On a screen, under a tab where it has several (else the text is empty).
    On(ScreenId, &'static str, Action),
    /// Wherever one is, with a key of the shell's.
    Anywhere(Action),
    /// With a key of the coach's.
    Coach(Action),
}

const PERMISSIONS: &str = "Permissions";
const CREDENTIALS: &str = "Security credentials";
const TRUST: &str = "Trust relationships";
const VERSIONS: &str = "Policy versions";

/// The way of what a line does; `None` where there is none, or nothing is to be done by keys.
pub fn way_of(line: &str) -> Option<Way> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let words = words.strip_prefix(&["fails"]).unwrap_or(&words);
    match *words {
        ["aws", "iam", "put-role-policy", ref rest @ ..] if rest.contains(&REVOCATION_POLICY) => {
            Some(Way::On(ScreenId::Role, "", Action::Reset))
        }
        ["aws", "iam", operation, ref rest @ ..] => of_iam(operation, rest.contains(&"--user-name")),
        ["aws", "s3api", "put-bucket-policy" | "delete-bucket-policy", ..] => Some(Way::On(ScreenId::Resource, "", Action::Edit)),
        ["aws", ..] => Some(Way::On(ScreenId::Resource, "", Action::Choose)),
        ["try", ..] => Some(Way::On(ScreenId::Try, "", Action::Run)),
        ["sign-in", ..] => Some(Way::On(ScreenId::SignIn, "", Action::Next)),
        ["sign-out"] => Some(Way::Anywhere(Action::SignOut)),
        ["switch-role", ..] => Some(Way::On(ScreenId::SwitchRole, "", Action::Next)),
        ["switch-back"] => Some(Way::Anywhere(Action::SwitchBack)),
        ["change-password", ..] => Some(Way::On(ScreenId::ChangePassword, "", Action::Next)),
        ["clock", ..] => Some(Way::On(ScreenId::AccountSettings, "", Action::Run)),
        ["answer", ..] => Some(Way::Coach(Action::CoachAnswer)),
        ["quiz", ..] => Some(Way::On(ScreenId::Quiz, "", Action::Ask)),
        _ => None,
    }
}

/// The way of an IAM operation. Credentials of nobody in particular are root's.
fn of_iam(operation: &str, names_user: bool) -> Option<Way> {
    let credentials = if names_user { (ScreenId::User, CREDENTIALS) } else { (ScreenId::SecurityCredentials, "") };
    let (screen, tab, action) = match operation {
        "create-user" => (ScreenId::Users, "", Action::Create),
        "delete-user" => (ScreenId::Users, "", Action::Delete),
        "create-group" => (ScreenId::Groups, "", Action::Create),
        "delete-group" => (ScreenId::Groups, "", Action::Delete),
        "create-role" => (ScreenId::Roles, "", Action::Create),
        "delete-role" => (ScreenId::Roles, "", Action::Delete),
        "create-policy" => (ScreenId::Policies, "", Action::Create),
        "delete-policy" => (ScreenId::Policies, "", Action::Delete),
        "create-login-profile" | "update-login-profile" | "delete-login-profile" => (ScreenId::User, CREDENTIALS, Action::ConsoleAccess),
        "create-access-key" => (credentials.0, credentials.1, Action::AccessKey),
        "update-access-key" => (credentials.0, credentials.1, Action::Activate),
        "delete-access-key" | "deactivate-mfa-device" => (credentials.0, credentials.1, Action::Remove),
        "enable-mfa-device" => (credentials.0, credentials.1, Action::Add),
        "resync-mfa-device" => (credentials.0, credentials.1, Action::Resync),
        "add-user-to-group" => (ScreenId::Group, "Users", Action::Add),
        "remove-user-from-group" => (ScreenId::Group, "Users", Action::Remove),
        "tag-user" => (ScreenId::User, "Tags", Action::Add),
        "untag-user" => (ScreenId::User, "Tags", Action::Remove),
        "tag-role" => (ScreenId::Role, "Tags", Action::Add),
        "untag-role" => (ScreenId::Role, "Tags", Action::Remove),
        "put-user-permissions-boundary" | "delete-user-permissions-boundary" => (ScreenId::User, PERMISSIONS, Action::Boundary),
        "put-role-permissions-boundary" | "delete-role-permissions-boundary" => (ScreenId::Role, PERMISSIONS, Action::Boundary),
        "update-assume-role-policy" => (ScreenId::Role, TRUST, Action::Edit),
        "create-policy-version" => (ScreenId::Policy, PERMISSIONS, Action::Edit),
        "set-default-policy-version" => (ScreenId::Policy, VERSIONS, Action::Activate),
        "delete-policy-version" => (ScreenId::Policy, VERSIONS, Action::Remove),
        "update-account-password-policy" => (ScreenId::AccountSettings, "", Action::Edit),
        "delete-account-password-policy" => (ScreenId::AccountSettings, "", Action::Delete),
        "create-instance-profile" | "add-role-to-instance-profile" => (ScreenId::Resource, "", Action::Choose),
        _ => return of_policies(operation),
    };
    Some(Way::On(screen, tab, action))
}

/// The way of giving an identity a policy, or taking it away.
fn of_policies(operation: &str) -> Option<Way> {
    let (verb, rest) = operation.split_once('-')?;
    let page = match rest {
        "user-policy" => ScreenId::User,
        "group-policy" => ScreenId::Group,
        "role-policy" => ScreenId::Role,
        _ => return None,
    };
    let action = match verb {
        "attach" => Action::Add,
        "put" => Action::Create,
        "detach" | "delete" => Action::Remove,
        _ => return None,
    };
    Some(Way::On(page, PERMISSIONS, action))
}
