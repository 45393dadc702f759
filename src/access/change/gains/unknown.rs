//! What policies say of actions that the reference does not know.

use std::collections::HashSet;
use std::sync::Arc;

use crate::access::clauses::address::Addresses;
use crate::access::clauses::clause::Clauses;
use crate::access::clauses::demand::Demand;
use crate::access::clauses::resource_policies::Said;
use crate::access::clauses::scope::Scope;
use crate::policy::compiled::Policy;
use crate::policy::decision::Policies;
use crate::policy::document::Effect;
use crate::policy::pattern::{Actions, Glob};

/// The patterns of actions that the reference does not know of which something else is said after a change.
pub(in crate::access) fn changed_of_unknown(said: [Said<'_>; 2], clauses: &mut Clauses) -> Vec<String> {
    if say_the_same_of_unknown(said, clauses) {
        return Vec::new();
    }
    let [was, is] = said.map(|said| said_of_unknown(said, clauses));
    let mut unknown: Vec<String> = was.symmetric_difference(&is).map(|said| said.pattern.clone()).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
}

/// Whether what differs of policies says nothing of actions that the reference does not know, so that nothing has to be compared.
fn say_the_same_of_unknown([was, is]: [Said<'_>; 2], clauses: &mut Clauses) -> bool {
    let rules = |policies: &[Policy]| policies.iter().map(|policy| Arc::as_ptr(policy.rules())).collect::<Addresses<_>>();
    let (old, new) = (was.policies, is.policies);
    let are_asked_alike = !was.asks.into_iter().chain(is.asks).any(|asks| asks.is_renewed() || asks.on.is_some());
    let mut says_nothing = |own: &[Policy], other: &[Policy]| {
        let other = rules(other);
        let mut alone = own.iter().filter(|policy| !other.contains(&Arc::as_ptr(policy.rules())));
        alone.all(|policy| clauses.of(policy).iter().all(|clause| clause.unknown.is_empty()))
    };
    are_asked_alike
        && rules(&old.boundary) == rules(&new.boundary)
        && says_nothing(&old.identity, &new.identity)
        && says_nothing(&new.identity, &old.identity)
}

/// What a statement says of a pattern of actions.
#[derive(PartialEq, Eq, Hash)]
struct OfUnknown {
    pattern: String,
    is_boundary: bool,
    allows: bool,
    scope: Scope,
    demands: Vec<Demand>,
}

/// What policies say of actions that the reference does not know, so that they are in no set. What a boundary does not let through
/// is not said.
fn said_of_unknown(Said { policies, asks, .. }: Said<'_>, clauses: &mut Clauses) -> HashSet<OfUnknown> {
    let Policies { identity, boundary, .. } = policies;
    let mut said = HashSet::new();
    let mut asked = clauses.asked_by(asks);
    for (policies, is_boundary) in [(identity, false), (boundary, true)] {
        for policy in policies {
            for clause in asked.of(policy).iter() {
                let of = |pattern: &String| OfUnknown {
                    pattern: pattern.clone(),
                    is_boundary,
                    allows: clause.effect == Effect::Allow,
                    scope: clause.scope.clone(),
                    demands: clause.demands.clone(),
                };
                let counts = |pattern: &&String| is_boundary || clause.effect == Effect::Deny || is_let(boundary, pattern);
                said.extend(clause.unknown.iter().filter(counts).map(of));
            }
        }
    }
    said
}

/// Whether a boundary, where there is one, has a statement that allows a pattern of actions as a whole.
fn is_let(boundary: &[Policy], pattern: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    let names = |text: &str| Glob::plain(&text.to_ascii_lowercase()).matches(&pattern);
    let lets = |actions: &Actions| actions.texts().iter().any(|text| names(text)) != actions.is_negated();
    let statements = || boundary.iter().flat_map(Policy::statements);
    boundary.is_empty() || statements().any(|statement| statement.effect() == Effect::Allow && statement.actions().is_some_and(lets))
}
