//! Users, groups and roles with what belongs to them, told in lines.

use super::policies::policies_of;
use super::{Seen, list};
use crate::account::entity::Owner;
use crate::app::words::count;

/// The credentials of whoever looks.
pub(super) fn security_credentials(seen: &Seen<'_>) -> Vec<String> {
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

pub(super) fn users(seen: &Seen<'_>) -> Vec<String> {
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

pub(super) fn groups(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |group: &crate::account::entity::Group| {
        let members: Vec<String> = account.members_of(group.id).into_iter().map(|user| user.name.clone()).collect();
        format!("{}: members: {}. Policies: {}.", group.name, list(&members), policies_of(account, group.id))
    };
    let lines: Vec<String> = account.groups().map(line).collect();
    if lines.is_empty() { vec!["There are no user groups.".into()] } else { lines }
}

pub(super) fn roles(seen: &Seen<'_>) -> Vec<String> {
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

/// A line for each user: what the report says, leaving out what it has nothing to say about.
pub(super) fn credential_report(seen: &Seen<'_>) -> Vec<String> {
    let Some(report) = seen.open.account().credential_report() else { return vec!["There is no report yet.".into()] };
    let columns = report.header();
    let said = |row: Vec<String>| {
        let told: Vec<String> = columns
            .iter()
            .zip(row)
            .filter(|(_, value)| !matches!(value.as_str(), "N/A" | "not_supported" | "no_information" | "false" | ""))
            .map(|(column, value)| format!("{column} {value}"))
            .collect();
        told.join(", ") + "."
    };
    report.lines().into_iter().map(said).collect()
}
