//! Users, groups and roles with what belongs to them, told in lines.

use super::policies::policies_of;
use super::{Seen, list};
use crate::account::Account;
use crate::account::entity::{Group, Owner, Role, User};
use crate::account::operation::{GetCredentialReport, GetLoginProfile, ListAccessKeys, ListGroups, ListMFADevices, ListRoles, ListUsers};
use crate::app::words::count;
use crate::screens::sight::reading;

/// The credentials of whoever looks.
pub(super) fn security_credentials(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let Some(owner) = seen.caller.owner() else { return vec!["A session has no credentials of its own to manage.".into()] };
    let name = account.asker_name(&seen.caller.who);
    vec![
        format!("{name}: {}.", seen.words(&[GetLoginProfile { user_name: None }.into()], || password(account, owner).into())),
        format!("Access keys: {}.", seen.words(&[ListAccessKeys::default().into()], || keys(account, owner))),
        format!("MFA devices: {}.", seen.words(&[ListMFADevices::default().into()], || devices(account, owner))),
    ]
}

fn password(account: &Account, owner: Owner) -> &'static str {
    let has_password = match owner {
        Owner::Root => true,
        Owner::User(id) => account.login_profile_of(id).is_some(),
    };
    if has_password { "a console password" } else { "no console password" }
}

fn keys(account: &Account, owner: Owner) -> String {
    let keys = account.access_keys_of(owner).into_iter().map(|key| format!("{} ({})", key.id, key.status.as_str()));
    list(&keys.collect::<Vec<String>>())
}

fn devices(account: &Account, owner: Owner) -> String {
    list(&account.mfa_devices_of(owner).map(|device| device.name.clone()).collect::<Vec<String>>())
}

pub(super) fn users(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |user: &User| {
        let (owner, user_name) = (Owner::User(user.id), || Some(user.name.clone()));
        let password = seen.words(&[GetLoginProfile { user_name: user_name() }.into()], || password(account, owner).into());
        let listed = ListMFADevices { user_name: user_name(), ..Default::default() }.into();
        let devices = seen.words(&[listed], || count(account.mfa_devices_of(owner).count(), "MFA device"));
        let keys = seen.words(&[ListAccessKeys { user_name: user_name(), ..Default::default() }.into()], || keys(account, owner));
        let groups = || list(&account.groups_of(user.id).into_iter().map(|group| group.name.clone()).collect::<Vec<String>>());
        let groups = seen.words(&[reading::groups_of(user)], groups);
        let policies = policies_of(seen, user.id);
        format!("{}: {password}, {devices}. Access keys: {keys}. Groups: {groups}. Policies: {policies}.", user.name)
    };
    seen.lines(ListUsers::default(), "There are no users.", || account.users().map(line).collect())
}

pub(super) fn groups(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |group: &Group| {
        let members = || list(&account.members_of(group.id).into_iter().map(|user| user.name.clone()).collect::<Vec<String>>());
        let members = seen.words(&[reading::members_of(group)], members);
        format!("{}: members: {members}. Policies: {}.", group.name, policies_of(seen, group.id))
    };
    seen.lines(ListGroups::default(), "There are no user groups.", || account.groups().map(line).collect())
}

pub(super) fn roles(seen: &Seen<'_>) -> Vec<String> {
    let account = seen.open.account();
    let line = |role: &Role| {
        let profiles = || list(&account.profiles_of_role(role.id).into_iter().map(|profile| profile.name.clone()).collect::<Vec<String>>());
        let profiles = seen.words(&[reading::profiles_of(role)], profiles);
        let policies = policies_of(seen, role.id);
        let trust = account.current_policy(&role.trust_policy);
        let trust = trust.lines().map(|line| format!("    {line}"));
        let head = format!("{}: policies: {policies}. Instance profiles: {profiles}. Its trust policy:", role.name);
        std::iter::once(head).chain(trust).collect::<Vec<String>>()
    };
    seen.lines(ListRoles::default(), "There are no roles.", || account.roles().flat_map(line).collect())
}

/// A line for each user: what the report says, leaving out what it has nothing to say about.
pub(super) fn credential_report(seen: &Seen<'_>) -> Vec<String> {
    let Some(report) = seen.read(&[GetCredentialReport {}.into()], || seen.open.account().credential_report()) else {
        return Vec::new();
    };
    let Some(report) = report else { return vec!["There is no report yet.".into()] };
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
