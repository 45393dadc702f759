//! Those whose policies look at tags of a resource that change.

use std::collections::HashMap;
use std::sync::Arc;

use super::alike::{Alike, Part, hear, name, parts, policies_of};
use crate::access::clauses::asks::{Asks, asker, is_tag_of, look_at_tags};
use crate::access::clauses::one_resource::{OneResource, arns};
use crate::access::clauses::reads::ReadsOfRules;
use crate::access::clauses::reads::{is_resource_tag, reads};
use crate::access::clauses::resource_policies::{HeardClauses, ResourcePolicies};
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::authorization::is_of_principal;
use crate::account::entity::{EntityKey, PolicyKey, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::policy::compiled::{Policy, Rules};

/// What has tags that change, and their names.
type Tagged = (TagHolder, Vec<String>);

/// The users and roles who have equal policies that come to the same, of what a change of tags may give or take on what has them.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn alike(
    before: &Account,
    after: &Account,
    changed: &[EntityKey],
    progress: &Progress,
) -> Result<Vec<Alike>, Cancelled> {
    let mut found = Vec::new();
    let (mut reads_of_rules, mut clauses) = (ReadsOfRules::default(), HeardClauses::default());
    for (holder, names) in tagged(changed) {
        // What is made or goes is nobody's loss of what its tags let.
        let Some(on) = resource(before, &holder).filter(|on| resource(after, &holder).as_ref() == Some(on)) else { continue };
        let own = [before, after].map(|account| ResourcePolicies::of_one(account, &on));
        let mut groups: HashMap<_, Vec<UniqueId>> = HashMap::new();
        for id in before.users().map(|user| user.id).chain(before.roles().map(|role| role.id)) {
            groups.entry((id.kind() == Some(IdKind::User), before.holding_key(id))).or_default().push(id);
        }
        for ids in groups.into_values() {
            progress.go_on()?;
            let Some(policies) = ids.first().map(|id| before.policies_of_principal(*id).policies) else { continue };
            if !look_at_tags(&policies, &names) {
                continue;
            }
            let reads = [&policies, &policies].map(|policies| reads_of_rules.of_all(policies));
            // What has tags is told of roles as a whole.
            let asker =
                |account: &Account, id: UniqueId| account.role(id).map(|_| account.some_session_of(id)).or_else(|| asker(account, id));
            let asks = |id| [before, after].map(|account| Asks::of(account, asker(account, id).as_ref(), false, Some(on.clone())));
            let looking = [&policies, &policies].map(|policies| reads_of_rules.all_looking(policies));
            let parts = parts(ids, looking, &reads, asks, progress)?;
            let changed = parts.into_iter().filter(|part| part.comings.first() != part.comings.last());
            found.extend(changed.flat_map(|part| by_what_is_heard(part, [before, after], &own, &mut clauses)));
        }
    }
    Ok(found)
}

/// Those of a part of whom the policy of what has the tags says the same.
fn by_what_is_heard(part: Part, accounts: [&Account; 2], own: &[ResourcePolicies; 2], clauses: &mut HeardClauses) -> Vec<Alike> {
    let [(before, old), (after, new)] = [(accounts[0], &own[0]), (accounts[1], &own[1])];
    let mut found: HashMap<_, Alike> = HashMap::new();
    for id in part.ids {
        let heard = [hear(before, id, old, clauses), hear(after, id, new, clauses)];
        let alike = found.entry(heard.each_ref().map(Arc::as_ptr));
        let one = || Alike { ids: Vec::new(), session: None, heard, asks: part.asks.clone(), policies: policies_of(before, after, id) };
        alike.or_insert_with(one).ids.push(id);
    }
    found.into_values().collect()
}

/// The names of what has tags that change, where policies ask for them in a way that is not worked out: that of a role or
/// resource itself, the trust policies of roles for tags of who asks, and those of roles, whose sessions may have other tags.
pub(in crate::access) fn undecided(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<String> {
    let is_asked_for = |holder: &TagHolder, names: &[String]| {
        let resource = |key: &str| is_resource_tag(key) && is_tag_of(key, names);
        let principal = |key: &str| is_of_principal(key) && is_tag_of(key, names);
        let has_own = own_rules(after, holder).iter().flat_map(|rules| rules.statements()).any(|statement| reads(statement, resource));
        let trusts = || after.roles().filter_map(|role| after.current_policy(&role.trust_policy).rules().cloned());
        let is_trusted = || trusts().any(|rules| rules.statements().iter().any(|statement| reads(statement, principal)));
        let are_open = || {
            after.roles().any(|role| {
                let policies = after.policies_of_principal(role.id).policies;
                let mut statements = policies.identity.iter().chain(&policies.boundary).flat_map(Policy::statements);
                statements.any(|statement| reads(statement, resource) && reads(statement, is_of_principal))
            })
        };
        has_own || is_who_asks(holder) && is_trusted() || are_open()
    };
    let mut found = Vec::new();
    for (holder, names) in tagged(changed) {
        let is_there = resource(before, &holder).is_some();
        if let Some(on) = resource(after, &holder).filter(|_| is_there && is_asked_for(&holder, &names)) {
            let named = if let TagHolder::Entity(id) = &holder { name(after, *id) } else { None };
            found.extend(named.or_else(|| on.arns.first().cloned()));
        }
    }
    found
}

/// Whether it is a user or role, whose tags policies may ask of who asks.
fn is_who_asks(holder: &TagHolder) -> bool {
    matches!(holder, TagHolder::Entity(id) if matches!(id.kind(), Some(IdKind::User | IdKind::Role)))
}

/// The policy that something itself has, which says who may come to it.
fn own_rules(account: &Account, holder: &TagHolder) -> Option<Arc<Rules>> {
    match holder {
        TagHolder::Resource(key) => account.policy_on(key)?.rules().cloned(),
        TagHolder::Entity(id) => account.current_policy(&account.role(*id)?.trust_policy).rules().cloned(),
        TagHolder::MfaDevice(_) => None,
    }
}

fn tagged(changed: &[EntityKey]) -> Vec<Tagged> {
    let mut found: Vec<Tagged> = Vec::new();
    for key in changed {
        let EntityKey::Tag { on, key } = key else { continue };
        let name = key.clone();
        match found.iter_mut().find(|(holder, _)| holder == on) {
            Some((_, names)) => names.push(name),
            None => found.push((on.clone(), vec![name])),
        }
    }
    found
}

/// What has tags, as a resource; `None` where it is not there.
fn resource(account: &Account, holder: &TagHolder) -> Option<OneResource> {
    let (arns, services) = match holder {
        TagHolder::Resource(key) => (arns(account, key), vec![key.kind.service()]),
        TagHolder::MfaDevice(name) => (vec![account.serial_number(account.mfa_device_named(name)?)], vec!["iam"]),
        TagHolder::Entity(id) => match id.kind()? {
            IdKind::User => (vec![account.user_arn(account.user(*id)?)], vec!["iam"]),
            IdKind::Role => (vec![account.role_arn(account.role(*id)?)], vec!["iam", "sts"]),
            IdKind::ManagedPolicy => (vec![account.policy_arn(&PolicyKey::Customer(account.policy(*id)?.id))], vec!["iam"]),
            IdKind::InstanceProfile => (vec![account.instance_profile_arn(account.instance_profile(*id)?)], vec!["iam"]),
            IdKind::SamlProvider => (vec![account.saml_provider_arn(account.saml_provider(*id)?)], vec!["iam"]),
            IdKind::OidcProvider => (vec![account.oidc_provider_arn(account.oidc_provider(*id)?)], vec!["iam"]),
            IdKind::Group => return None,
        },
    };
    Some(OneResource { arns, services: services.into_iter().map(str::to_owned).collect() })
}
