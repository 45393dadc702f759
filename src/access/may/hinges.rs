//! Whether a decision turns on circumstances: on condition keys that the next request may have otherwise.

use crate::access::asked::circumstances::circumstances;
use crate::access::asked::decided::about;
use crate::access::asked::values::Among;
use crate::access::asked::varies::Varies;
use crate::access::asked::who::arns_of;
use crate::access::clauses::outsiders::account_of_anybody;
use crate::account::Account;
use crate::account::authorization::{Asker, Derived, Provenance, is_of_principal, is_principal_tag};
use crate::policy::compiled::{Outcome, Policy, Statement};
use crate::policy::condition::{Condition, may_hold_together};
use crate::policy::decision::{ALWAYS, Decision, Explanation, Layer, Policies, StatementFinding, decide, is_never_sent};
use crate::policy::document::Effect;
use crate::policy::request::{Principal, Request, USER_ID};

/// What may be another than for the request that is decided.
pub(in crate::access) struct Varying<'a> {
    /// The region, where a resource stands for those of all regions.
    any_region: bool,
    /// The tags of who asks, which were not given.
    tags: bool,
    /// The unique id of who asks, which another account alone knows.
    user_id: bool,
    /// The name and ARN of who asks, who stands for all of this account.
    account: Option<&'a str>,
}

impl<'a> Varying<'a> {
    /// For who asks.
    pub fn of(account: &Account, asker: &'a Asker, any_region: bool) -> Self {
        let of_another = |principal: &Principal| {
            let is_known = |number: &str| number == account.id().as_str() || number == account.partner_id();
            principal.has_identity() && !principal.account().is_some_and(is_known)
        };
        let is_of_another = matches!(asker, Asker::Outsider(principal) if of_another(principal));
        let tags = is_of_another || account.may_have_session_tags(asker);
        Self { any_region, tags, user_id: is_of_another, account: account_of_anybody(asker) }
    }

    /// Whether a key tells who asks, and may tell something else of who that is.
    fn with_who_asks(&self, key: &str) -> Option<Varies> {
        let is = |one: &str| key.eq_ignore_ascii_case(one);
        match self.account {
            Some(number) if is("aws:PrincipalArn") => Some(Varies::Among(Among::of(&arns_of(number), &[]))),
            Some(_) if is("aws:username") => Some(Varies::OrAbsent),
            _ => (self.tags && is_principal_tag(key) || self.user_id && is(USER_ID)).then_some(Varies::OrAbsent),
        }
    }
}

/// The condition keys that a decision turns on; none where it stands whatever the circumstances.
///
/// What tells who asks, what the resource is, what was given, and what none of their requests has is no circumstance. Circumstances that a statement's conditions
/// rule out themselves are none either, as far as [`may_hold_together`] sees it, nor those that those of several statements never
/// leave together, where these are few enough to be asked about. Whether AWS ever sends such a value is not looked at.
///
pub(in crate::access) fn hinges(
    request: &Request,
    derived: &[Derived],
    policies: &Policies,
    explanation: &Explanation,
    varying: &Varying<'_>,
) -> Vec<String> {
    let is_given = |derived: &Derived| derived.from == Provenance::Given;
    let is_fixed = |key: &str| {
        if key.eq_ignore_ascii_case("aws:RequestedRegion") {
            return !varying.any_region;
        }
        let is_one_given = || derived.iter().any(|one| is_given(one) && one.key.eq_ignore_ascii_case(key));
        if varying.with_who_asks(key).is_some() && !is_one_given() {
            return false;
        }
        let of_request = |derived: &&Derived| matches!(derived.from, Provenance::Principal | Provenance::Resource | Provenance::Given);
        is_of_principal(key)
            || key.eq_ignore_ascii_case("aws:SecureTransport")
            || derived.iter().filter(of_request).any(|derived| derived.key.eq_ignore_ascii_case(key))
            || is_never_sent(request, key)
    };
    // A grant is worth more and a denial less where the decision is to be turned into an allowance, and the other way round.
    let turned_up = explanation.decision != Decision::Allowed;
    let mut other = policies.clone();
    let mut keys = Vec::new();
    // From behind, so that places stay right where statements go.
    for finding in explanation.statements().iter().rev() {
        let Some(turn) = turn(finding, turned_up) else { continue };
        let Some(statement) = policies.statement(finding.place) else { continue };
        let Some(turning) = turning_keys(request, statement, turn, &is_fixed) else { continue };
        if let Some(policy) = policy_mut(&mut other, finding.place.layer, finding.place.policy as usize) {
            let at = finding.place.statement as usize;
            *policy = if turn == Turn::Applies { policy.unconditional(at) } else { policy.without(at) };
            keys.extend(turning);
        }
    }
    if keys.is_empty()
        || (decide(request, &other) == Decision::Allowed) != turned_up
        || never_turns(request, policies, turned_up, varying, &is_fixed)
    {
        return Vec::new();
    }
    keys.sort();
    keys.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    keys
}

/// Whether no circumstances turn a decision, as far as they can be asked about.
fn never_turns(request: &Request, policies: &Policies, turned_up: bool, varying: &Varying<'_>, is_fixed: &impl Fn(&str) -> bool) -> bool {
    let conditions: Vec<&Condition> = about(request, policies).flat_map(Statement::conditions).collect();
    let varies = |key: &str| match key {
        fixed if is_fixed(fixed) => Varies::Not,
        always if ALWAYS.contains(&always) => Varies::Always,
        key => varying.with_who_asks(key).unwrap_or(Varies::OrAbsent),
    };
    circumstances(&conditions, &[&request.context], varies).is_some_and(|all| {
        all.iter().all(|circumstances| {
            let mut request = request.clone();
            for (key, value) in circumstances {
                request.context.replace(key, value.clone());
            }
            (decide(&request, policies) == Decision::Allowed) != turned_up
        })
    })
}

/// What circumstances could make of a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// It could apply, which it does not now.
    Applies,
    /// It could fail to apply, which it does now.
    Fails,
}

const fn turn(finding: &StatementFinding, turned_up: bool) -> Option<Turn> {
    let grants = matches!(finding.effect, Effect::Allow);
    match finding.outcome {
        Outcome::Matched(_) if grants != turned_up => Some(Turn::Fails),
        Outcome::Condition(..) if grants == turned_up => Some(Turn::Applies),
        _ => None,
    }
}

/// The circumstances that a statement would take this turn under; `None` where none would.
fn turning_keys(request: &Request, statement: &Statement, turn: Turn, is_fixed: &impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let context = &request.context;
    let conditions = statement.conditions().iter();
    let turning: Vec<_> = conditions.filter(|condition| condition.check(context).is_err() == (turn == Turn::Applies)).collect();
    let free: Vec<String> = turning.iter().map(|condition| condition.key().name().to_owned()).filter(|key| !is_fixed(key)).collect();
    // To apply, all that is unmet must be met; to fail, one that is met must fail.
    let can_hold = |key: &String| {
        may_hold_together(statement.conditions().iter().filter(|condition| condition.key().name().eq_ignore_ascii_case(key)))
    };
    let turns = if turn == Turn::Applies { free.len() == turning.len() && free.iter().all(can_hold) } else { !free.is_empty() };
    (turns && !free.is_empty()).then_some(free)
}

fn policy_mut(policies: &mut Policies, layer: Layer, at: usize) -> Option<&mut Policy> {
    match layer {
        Layer::Identity => policies.identity.get_mut(at),
        Layer::Boundary => policies.boundary.get_mut(at),
        Layer::Session => policies.session.get_mut(at),
        Layer::Resource => policies.resource.as_mut(),
        Layer::Endpoint => policies.endpoint.get_mut(at),
        Layer::ServiceControl(level) => policies.service_control.get_mut(level as usize)?.policies.get_mut(at),
        Layer::ResourceControl(level) => policies.resource_control.get_mut(level as usize)?.policies.get_mut(at),
    }
}
