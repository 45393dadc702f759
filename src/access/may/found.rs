//! What is found to turn a decision, of what there is in the account.

use std::collections::BTreeMap;

use super::deed::is_shared;
use super::{Answer, FixedBoundary};
use crate::account::Account;
use crate::account::authorization::{Authority, Origin, Source};
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::policy::compiled::Statement;
use crate::policy::decision::{Change, Layer, Place, Remedy, Whom, is_of_mfa, takes_policies};
use crate::policy::document::Effect;

/// How those of the identity policies are taken away that are no documents of the account: AWS's own, and its password policy. A
/// policy of who asks that has one statement alone goes as a whole, too, where no list of that can say all but this.
pub(super) fn detached(account: &Account, answer: &Answer) -> BTreeMap<(Layer, u32), String> {
    let (who, authority, telling) = (&answer.holder, &answer.authority, answer.tell());
    let goes_whole = |policy| telling.narrowing(Place { layer: Layer::Identity, policy, statement: 0 }).is_none();
    let told = |origin: &Origin, statements: usize, at| match (&origin.source, origin.group.and_then(|group| account.group(group))) {
        (Source::PasswordPolicy, _) => {
            Some("Turn off in the account's password policy that users may change their own password: it holds for all of them.".to_owned())
        }
        (Source::Managed(key @ PolicyKey::AwsManaged(_)), Some(group)) => {
            Some(format!("Detach {} from the group {}.", account.policy_name(key), group.name))
        }
        (Source::Managed(key), None) if matches!(key, PolicyKey::AwsManaged(_)) || statements == 1 && goes_whole(at) => {
            Some(format!("Detach {} from {who}.", account.policy_name(key)))
        }
        _ => None,
    };
    let policies = authority.policies.identity.iter().map(|policy| policy.statements().len());
    let identity = authority.origins.identity.iter().zip(policies).zip(0..);
    identity.filter_map(|((origin, statements), at)| Some(((Layer::Identity, at), told(origin, statements, at)?))).collect()
}

/// The policies that hold for others as well as for who asks, by their places.
pub(super) fn shared(account: &Account, holder: Option<UniqueId>, authority: &Authority) -> Vec<(Layer, u32)> {
    let is_shared = |origin: &Origin| match &origin.source {
        Source::Managed(key) => origin.group.is_some() || is_shared(account, key, holder),
        _ => origin.group.is_some(),
    };
    let origins = &authority.origins;
    let of = |layer: Layer, origins: &[Origin]| {
        let shared = origins.iter().zip(0..).filter(|(origin, _)| is_shared(origin));
        shared.map(|(_, at)| (layer, at)).collect::<Vec<_>>()
    };
    [of(Layer::Identity, &origins.identity), of(Layer::Boundary, &origins.boundary)].concat()
}

/// The remedies within the account, then those beyond it.
pub(super) fn found(account: &Account, answer: &Answer) -> Vec<Remedy> {
    let (request, policies) = (&answer.request, &answer.authority.policies);
    let is_fixed = |layer| match layer {
        Layer::Boundary => answer.fixed_boundary.as_ref().is_some_and(|boundary| !boundary.can_be_own),
        // What has no policy of its own, such as an instance, is opened to nobody by one.
        Layer::Resource => answer.is_deaf || policies.resource.is_none() && !takes_policies(request),
        _ => false,
    };
    // There is no session of the name that stands for any, and nobody who has what a group or policy says by itself.
    let is_there = |whom: Option<&Whom>| whom.is_none_or(|whom| answer.shared.is_some() && !answer.is_any_session(whom));
    let among = |takes: &dyn Fn(Layer) -> bool| {
        answer.explanation.remedies_among(request, policies, |change| match change {
            Change::Add { layer, principal, .. } => takes(*layer) && is_there(principal.as_ref()),
            // AWS's own policies are what they are.
            Change::Remove(Place { layer: Layer::Boundary, .. }) => answer.fixed_boundary.is_none(),
            Change::Loosen(place) => answer.is_writable(*place) && !answer.is_nobodys(*place),
            Change::SetKey { key, .. } if is_of_mfa(key.name()) && !answer.comes_with_mfa => false,
            change => answer.is_within_reach(account, change),
        })
    };
    let mut found = among(&|layer| answer.holds(layer) && !is_fixed(layer));
    let is_widening = |remedy: &Remedy| matches!(remedy.changes[..], [Change::Add { layer: Layer::Boundary, .. }]);
    if answer.fixed_boundary.is_some() && found.iter().any(is_widening) {
        found.push(Remedy { changes: vec![Change::RemoveBoundary] });
    }
    let is_beyond = |remedy: &Remedy| remedy.changes.iter().any(|change| answer.is_outside(change));
    found.retain(|remedy| !is_beyond(remedy));
    found.extend(among(&|layer| !is_fixed(layer)).into_iter().filter(is_beyond));
    // What leaves all others as they are comes before what changes it for them, too.
    let telling = answer.tell();
    let changes_others = |change: &Change| matches!(change, Change::Loosen(place) if telling.loosens_for_others(*place));
    // So does what lets go of no more than what was asked before what lets go of other actions as well.
    let lets_go_of_others = |change: &Change| {
        let statement = if let Change::Loosen(place) = change { policies.statement(*place) } else { None };
        let denying = statement.filter(|statement| statement.effect() == Effect::Deny);
        denying.and_then(Statement::actions).is_some_and(|actions| !actions.is_just(&request.action))
    };
    found.sort_by_key(|remedy| (remedy.size(), remedy.changes.iter().any(changes_others), remedy.changes.iter().any(lets_go_of_others)));
    for remedy in &mut found {
        once_a_document(answer, remedy);
        without_empty_boundary(answer, remedy);
    }
    let gives = |change: &Change| matches!(change, Change::Add { .. } | Change::Loosen(_));
    found.retain(|remedy| answer.is_offered(remedy) && !(answer.is_misfit() && remedy.changes.iter().any(gives)));
    found
}

/// A boundary of which nothing would be left is taken off: no policy is without a statement.
fn without_empty_boundary(answer: &Answer, remedy: &mut Remedy) {
    let is_only = matches!(answer.authority.policies.boundary.as_slice(), [boundary] if boundary.statements().len() == 1);
    if !is_only || remedy.changes.iter().any(|change| matches!(change, Change::Add { layer: Layer::Boundary, .. })) {
        return;
    }
    let telling = answer.tell();
    for change in &mut remedy.changes {
        if matches!(change, Change::Remove(place) if place.layer == Layer::Boundary && telling.narrowing(*place).is_none()) {
            *change = Change::RemoveBoundary;
        }
    }
}

/// A policy that holds at two places, such as a boundary that is attached, too, changes at both at once: that is told once.
fn once_a_document(answer: &Answer, remedy: &mut Remedy) {
    let mut seen: Vec<(&Source, u32)> = Vec::new();
    remedy.changes.retain(|change| {
        let (Change::Remove(place) | Change::Loosen(place)) = change else { return true };
        let Some(source) = answer.source(*place) else { return true };
        let is_new = !seen.contains(&(source, place.statement));
        seen.push((source, place.statement));
        is_new
    });
}

/// The boundary of who asks, where it is AWS's and can't be changed.
pub(super) fn fixed_boundary(account: &Account, answer: &Answer) -> Option<FixedBoundary> {
    let Source::Managed(key @ PolicyKey::AwsManaged(_)) = &answer.authority.origins.boundary.first()?.source else { return None };
    let widening = Change::Add { layer: Layer::Boundary, effect: Effect::Allow, principal: None };
    let can_be_own = answer.own_boundary(account, &widening).is_some();
    Some(FixedBoundary { name: account.policy_name(key).to_owned(), can_be_own })
}
