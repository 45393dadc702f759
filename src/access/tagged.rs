//! Those whose policies look at tags of a resource that change.

use std::collections::HashMap;

use super::alike::Alike;
use super::asks::{Asks, Comes, asker, comings, look_at_tags};
use super::progress::{Cancelled, Progress};
use super::resource_policies::{OneResource, arns};
use crate::account::Account;
use crate::account::entity::{EntityKey, PolicyKey, TagHolder};
use crate::account::id::{IdKind, UniqueId};

/// What has tags that change, and their names.
type Tagged = (TagHolder, Vec<String>);

/// The users and roles who have equal policies that come to the same, of what a change of tags may give or take on what has them.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(super) fn alike(before: &Account, after: &Account, changed: &[EntityKey], progress: &Progress) -> Result<Vec<Alike>, Cancelled> {
    let mut found = Vec::new();
    for (holder, names) in tagged(changed) {
        // What is made or goes is nobody's loss of what its tags let.
        let Some(on) = resource(before, &holder).filter(|on| resource(after, &holder).as_ref() == Some(on)) else { continue };
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
            let mut parts: HashMap<[Vec<Comes>; 2], Alike> = HashMap::new();
            for id in ids {
                let asks = [before, after].map(|account| Asks::of(account, asker(account, id).as_ref(), false, Some(on.clone())));
                let comings = asks.each_ref().map(|asks| comings(asks.as_ref(), &policies));
                if comings.first() != comings.last() {
                    parts.entry(comings).or_insert_with(|| Alike::by_their_own(Vec::new(), asks)).ids.push(id);
                }
            }
            found.extend(parts.into_values());
        }
    }
    Ok(found)
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
