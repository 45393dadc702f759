//! The practice estate with its policies, roles and user data, told in lines.

use super::Seen;
use crate::account::entity::{Entity, ResourceKey, ResourceKind};
use crate::account::operation::{DescribeInstanceAttribute, DescribeKey, GetInstanceProfile, ListAliases, Operation};
use crate::screens::sight::reading;

/// Each kind is asked for by itself: what may be listed is told, and which kinds may not be.
pub(super) fn resources(seen: &Seen<'_>) -> Vec<String> {
    let lines: Vec<String> = ResourceKind::ALL.into_iter().flat_map(|kind| of_kind(seen, kind)).collect();
    if lines.is_empty() { vec!["There are no resources.".into()] } else { lines }
}

fn of_kind(seen: &Seen<'_>, kind: ResourceKind) -> Vec<String> {
    let keys = || seen.open.account().resources(kind).filter_map(Entity::resource).collect::<Vec<ResourceKey>>();
    match seen.read(&[reading::resources_of(kind)], keys) {
        Some(keys) => keys.iter().flat_map(|key| resource(seen, key)).collect(),
        None => vec![format!("{}s: access denied.", kind.word())],
    }
}

fn resource(seen: &Seen<'_>, key: &ResourceKey) -> Vec<String> {
    let mut lines = vec![format!("{} {}", key.kind.word(), name(seen, key))];
    if key.kind.has_policy() {
        let policy = || seen.open.account().policy_on(key).map(|policy| policy.to_string());
        lines.extend(text(seen, "Its policy", &reading::policy_of_resource(seen.open.account(), key), policy));
    }
    lines.extend(role(seen, key));
    if key.kind == ResourceKind::Instance {
        let read = DescribeInstanceAttribute { attribute: "userData".into(), instance_id: key.name.clone() }.into();
        let data = || seen.open.account().instance(&key.name)?.user_data.clone();
        lines.extend(text(seen, "Its user data, which whoever may read it reads", &read, data));
    }
    lines
}

/// What it is called; what a key is called is read apart from it.
fn name(seen: &Seen<'_>, key: &ResourceKey) -> String {
    let reads = match key.kind {
        ResourceKind::Key => vec![ListAliases {}.into(), DescribeKey { key_id: key.name.clone() }.into()],
        _ => Vec::new(),
    };
    let nickname = seen.read(&reads, || seen.open.account().nickname(key)).flatten();
    nickname.map_or_else(|| key.name.clone(), |nickname| format!("{nickname} ({})", key.name))
}

/// A text of several lines, where there is one.
fn text(seen: &Seen<'_>, what: &str, read: &Operation, text: impl FnOnce() -> Option<String>) -> Vec<String> {
    match seen.read(std::slice::from_ref(read), text) {
        None => vec![format!("  {what}: access denied")],
        Some(None) => Vec::new(),
        Some(Some(text)) => std::iter::once(format!("  {what}:")).chain(text.lines().map(|line| format!("    {line}"))).collect(),
    }
}

/// The role that it acts with.
fn role(seen: &Seen<'_>, key: &ResourceKey) -> Option<String> {
    let account = seen.open.account();
    match key.kind {
        ResourceKind::Function => {
            let role = account.role(account.function(&key.name)?.role.id).map_or("one that is gone", |role| role.name.as_str());
            Some(format!("  Its execution role: {role}"))
        }
        ResourceKind::Instance => {
            let profile = account.instance(&key.name)?.profile.as_ref().and_then(|profile| account.instance_profile(profile.id));
            let reads = profile.map(|profile| GetInstanceProfile { instance_profile_name: profile.name.clone() }.into());
            let reads: Vec<Operation> = reads.into_iter().collect();
            let role = || match profile.and_then(|profile| account.role_in_profile(profile.id)) {
                Some(role) => format!("  Its role: {}", role.name),
                None => "  It has no role.".into(),
            };
            Some(seen.read(&reads, role).unwrap_or_else(|| "  Its role: access denied".into()))
        }
        _ => None,
    }
}
