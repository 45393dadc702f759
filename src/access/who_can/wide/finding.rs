//! The account's resources that are decided by themselves: those with a policy about an action, or with tags.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Known, Wide, gated};
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, Provenance};
use crate::account::entity::{Entity, EntityKey, PolicyKey, PolicyText, ResourceKind};
use crate::policy::compiled::{Rules, Statement};
use crate::policy::reach::Shape;
use crate::policy::request::{Action, Resource};

/// What resources have in common that are decided alike: what the policy says, and the tags.
type Alike = (Option<String>, Vec<(String, String)>);

impl Wide {
    /// Finds the account's resources that are decided by themselves: those with a policy about the action, and where policies
    /// ask for it, those with tags.
    pub(in crate::access) fn find_known(&mut self, account: &Account, circumstances: &Circumstances, with_tags: bool) {
        let mut places: HashMap<Alike, usize> = HashMap::new();
        for (arn, inside) in arns(account, &self.action, with_tags || gated(&self.action).is_some()) {
            let is_asked = self.area.named_by(&arn, &[]).is_some();
            let Some(resource) = Resource::parse(&arn).ok().filter(|_| is_asked || self.covers(inside.as_deref())) else { continue };
            let is_gated = gates(&self.action, &resource);
            let is_about = |one: &Statement| one.actions().is_some_and(|actions| actions.check(&self.action).is_ok());
            let about = |rules: &Arc<Rules>| -> Vec<usize> {
                rules.statements().iter().enumerate().filter(|(_, one)| is_about(one)).map(|(at, _)| at).collect()
            };
            let policy = account.policy_of_resource(&self.action, &resource).map(|(_, policy)| policy);
            let rules = policy.as_ref().and_then(PolicyText::rules).filter(|rules| is_gated || !about(rules).is_empty()).cloned();
            let derived = if with_tags { account.context_for(&Asker::Root, &self.action, &resource, circumstances) } else { Vec::new() };
            let is_tag = |key: &str| key.to_ascii_lowercase().contains(":resourcetag/");
            let tags = derived.into_iter().filter(|one| one.from == Provenance::Resource && is_tag(&one.key));
            let tags: Vec<(String, String)> = tags.map(|one| (one.key, format!("{:?}", one.value))).collect();
            if rules.is_none() && tags.is_empty() && !is_gated {
                continue;
            }
            let said = policy.filter(|_| rules.is_some()).map(|policy| policy.as_str().to_owned());
            let has_tags = !tags.is_empty();
            let key = (said.clone(), tags);
            let at = *places.entry(key).or_insert_with(|| {
                self.known.push(Known {
                    shapes: Vec::new(),
                    texts: Vec::new(),
                    said,
                    about: rules.as_ref().map(about).unwrap_or_default(),
                    rules,
                    has_tags,
                    is_gated,
                });
                self.known.len() - 1
            });
            if let Some(known) = self.known.get_mut(at) {
                known.shapes.extend(std::iter::once(Shape::exact(&arn)).chain(inside.iter().map(|inside| Shape::asked(inside))));
                // Of a bucket that is not asked about itself, what is inside counts.
                known.texts.push(inside.filter(|_| !is_asked).unwrap_or(arn));
            }
        }
    }

    /// Whether it has a resource that a pattern names.
    fn covers(&self, pattern: Option<&str>) -> bool {
        pattern.is_some_and(|pattern| self.area.parts(&[vec![Shape::asked(pattern)]]).parts.iter().any(|part| !part.named_by.is_empty()))
    }
}

/// Whether a resource's own policy must allow.
fn gates(action: &Action, resource: &Resource) -> bool {
    action.service() == "sts" && resource.is_role() || action.service() == "kms" && resource.is_key()
}

/// The ARNs of the account's resources that may have a policy or tags which an action meets; of buckets, also the pattern of
/// what is inside.
fn arns(account: &Account, action: &Action, with_identities: bool) -> Vec<(String, Option<String>)> {
    let mut arns = Vec::new();
    if matches!(action.service(), "iam" | "sts") && with_identities {
        arns.extend(account.roles().map(|role| (account.role_arn(role), None)));
        arns.extend(account.users().map(|user| (account.user_arn(user), None)));
        arns.extend(account.policies().map(|policy| (account.policy_arn(&PolicyKey::Customer(policy.id)), None)));
        arns.extend(account.instance_profiles_after("").map(|profile| (account.instance_profile_arn(profile), None)));
        arns.extend(account.mfa_devices().map(|device| (account.serial_number(device), None)));
        arns.extend(account.saml_providers().map(|provider| (account.saml_provider_arn(provider), None)));
        arns.extend(account.oidc_providers().map(|provider| (account.oidc_provider_arn(provider), None)));
    }
    let key_of = |entity: &Entity| if let EntityKey::Resource(key) = entity.key() { Some(key) } else { None };
    for kind in ResourceKind::ALL.into_iter().filter(|kind| kind.service() == action.service()) {
        for key in account.resources(kind).filter_map(key_of) {
            let arn = account.resource_arn(&key);
            let inside = (kind == ResourceKind::Bucket).then(|| format!("{arn}/*"));
            arns.push((arn, inside));
        }
    }
    arns
}
