//! What is found to turn a decision, of what there is in the account.

use std::collections::BTreeMap;

use super::Answer;
use super::within_reach::is_within_reach;
use crate::account::Account;
use crate::account::authorization::{Authority, Origin, Source};
use crate::account::entity::PolicyKey;
use crate::policy::decision::{Change, Layer, Remedy, Whom};

/// How those of the identity policies are taken away that are no documents of the account: AWS's own, and its password policy.
pub(super) fn detached(account: &Account, who: &str, authority: &Authority) -> BTreeMap<(Layer, u32), String> {
    let told = |origin: &Origin| match (&origin.source, origin.group.and_then(|group| account.group(group))) {
        (Source::Managed(key @ PolicyKey::AwsManaged(_)), Some(group)) => {
            Some(format!("Detach {} from the group {}, or let {who} leave it.", account.policy_name(key), group.name))
        }
        (Source::PasswordPolicy, _) => {
            Some("Turn off in the account's password policy that users may change their own password: it holds for all of them.".to_owned())
        }
        (Source::Managed(key @ PolicyKey::AwsManaged(_)), None) => Some(format!("Detach {} from {who}.", account.policy_name(key))),
        _ => None,
    };
    let identity = authority.origins.identity.iter().zip(0..);
    identity.filter_map(|(origin, at)| Some(((Layer::Identity, at), told(origin)?))).collect()
}

/// The remedies within the account, then those beyond it.
pub(super) fn found(answer: &Answer) -> Vec<Remedy> {
    let (request, policies) = (&answer.request, &answer.authority.policies);
    // AWS's own policies are what they are.
    let is_of_aws = |origin: &Origin| matches!(origin.source, Source::Managed(PolicyKey::AwsManaged(_)));
    let has_fixed_boundary = answer.authority.origins.boundary.iter().any(is_of_aws);
    let is_fixed = |layer| match layer {
        Layer::Boundary => has_fixed_boundary,
        Layer::Resource => answer.is_deaf,
        _ => false,
    };
    // There is no session of the name that stands for any, so none is let in.
    let is_there = |whom: Option<&Whom>| !whom.is_some_and(|whom| answer.is_any_session(whom));
    let among = |takes: &dyn Fn(Layer) -> bool| {
        answer.explanation.remedies_among(request, policies, |change| match change {
            Change::Add { layer, principal, .. } => takes(*layer) && is_there(principal.as_ref()),
            change => is_within_reach(request, change),
        })
    };
    let mut found = among(&|layer| answer.holds(layer) && !is_fixed(layer));
    let is_beyond = |remedy: &Remedy| remedy.changes.iter().any(|change| answer.is_outside(change));
    found.extend(among(&|layer| !is_fixed(layer)).into_iter().filter(is_beyond));
    found.retain(|remedy| answer.is_offered(remedy));
    found
}
