//! What the policies of resources give those of no identity in this account, and take from them.

use std::collections::BTreeSet;

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::entity::{EntityKey, ResourceKey, ResourceKind};
use crate::policy::document::{Condition, Document, Effect, Patterns, PrincipalKind, Statement};
use crate::policy::request::{Arn, Resource};

/// What is allowed or denied to others than the account's own users and roles by one policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutsideShift {
    /// The resource whose policy it is.
    pub resource: ResourceKey,
    /// What they are allowed then and were not before.
    pub gained: Vec<Outside>,
    /// What they were allowed and are not then.
    pub lost: Vec<Outside>,
    /// What they are denied then and were not before.
    pub denied: Vec<Outside>,
    /// What they were denied and are not then.
    pub freed: Vec<Outside>,
}

/// What a statement says of a principal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Outside {
    /// Who, in words.
    pub who: String,
    /// The actions, resources and conditions, in words.
    pub what: String,
    /// Whether it is so by this policy alone: no condition and no denial is in the way, and no policy of another account.
    pub is_certain: bool,
}

const EVERYONE: &str = "everyone";
const OF_ACCOUNT: &str = "account ";

impl Outside {
    /// Whether one of these says the same of the same principal, or of everyone.
    fn is_among(&self, others: &BTreeSet<Self>) -> bool {
        others.iter().any(|other| other.what == self.what && (other.who == self.who || other.who == EVERYONE))
    }

    /// Whether one of these may say a part of the same: statements are compared as they are written, and `s3:*` holds
    /// `s3:GetObject`.
    fn may_overlap(&self, others: &BTreeSet<Self>) -> bool {
        let holds = |who: &str| who == self.who || who.starts_with(EVERYONE) || (self.who != EVERYONE && who.starts_with(OF_ACCOUNT));
        others.iter().any(|other| holds(&other.who))
    }
}

/// The resources of a change whose policies let in or keep out others than before. Block Public Access counts too.
pub(super) fn outside_shifts(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<OutsideShift> {
    let resources: BTreeSet<&ResourceKey> = changed
        .iter()
        .filter_map(|key| match key {
            EntityKey::PolicyOn(resource) => Some(resource),
            EntityKey::Resource(resource) if resource.kind == ResourceKind::Bucket => Some(resource),
            _ => None,
        })
        .collect();
    resources.into_iter().filter_map(|resource| shift(before, after, resource)).collect()
}

fn shift(before: &Account, after: &Account, resource: &ResourceKey) -> Option<OutsideShift> {
    let without = |one: &BTreeSet<Outside>, other: &BTreeSet<Outside>| -> Vec<Outside> {
        let only = one.iter().filter(|said| !said.is_among(other)).cloned();
        only.map(|said| Outside { is_certain: said.is_certain && !said.may_overlap(other), ..said }).collect()
    };
    let [allowed, denied] = [Effect::Allow, Effect::Deny].map(|effect| [before, after].map(|account| said(account, resource, effect)));
    let [[could, can], [could_not, can_not]] = [&allowed, &denied].map(|[was, is]| [was, is]);
    let (gained, lost) = (without(can, could), without(could, can));
    // Where nobody else is let in, a denial changes nothing.
    let (denied, freed) = if can.is_empty() { Default::default() } else { (without(can_not, could_not), without(could_not, can_not)) };
    let shift = OutsideShift { resource: resource.clone(), gained, lost, denied, freed };
    let is_one = [&shift.gained, &shift.lost, &shift.denied, &shift.freed].iter().any(|said| !said.is_empty());
    is_one.then_some(shift)
}

/// What the statements of a resource's policy with an effect say of others, as far as the resource does not shut them out.
fn said(account: &Account, resource: &ResourceKey, effect: Effect) -> BTreeSet<Outside> {
    let Some(document) = account.policy_on(resource).and_then(|policy| Document::read(&policy).ok()) else { return BTreeSet::new() };
    let arn = Resource::parse(&account.resource_arn(resource)).ok();
    let is_shut = effect == Effect::Allow && arn.is_some_and(|arn| account.shuts_out(&Asker::anonymous(), &arn));
    let denies = document.statements.iter().any(|statement| statement.effect == Effect::Deny);
    let mut said = BTreeSet::new();
    for statement in document.statements.iter().filter(|statement| statement.effect == effect) {
        let Some(principals) = &statement.principals else { continue };
        let what = what(statement);
        if principals.negated {
            let all: Vec<&str> = principals.entries.iter().map(|entry| entry.text.value.as_str()).collect();
            if !is_shut {
                said.insert(Outside { who: format!("everyone but {}", all.join(", ")), what, is_certain: false });
            }
            continue;
        }
        for entry in &principals.entries {
            let is_service = entry.kind == PrincipalKind::Service;
            if is_shut && !is_service {
                continue;
            }
            let Some(who) = named(account, &entry.text.value) else { continue };
            // Elsewhere than in S3 and SQS a caller signs, and another account's own policies have a say.
            let takes_unsigned = matches!(resource.kind, ResourceKind::Bucket | ResourceKind::Queue);
            let needs_no_other = is_service || entry.text.value == "*" && takes_unsigned;
            let is_certain = effect == Effect::Deny || needs_no_other && !denies;
            let is_certain = is_certain && statement.conditions.is_empty();
            said.insert(Outside { who, what: what.clone(), is_certain });
        }
    }
    said
}

/// A principal in words; `None` for the account's own.
fn named(account: &Account, text: &str) -> Option<String> {
    let id = account.id();
    let own = id.as_str();
    let arn = Arn::parse(text).ok();
    if text == own || arn.as_ref().is_some_and(|arn| arn.account == own) {
        return None;
    }
    let of_account = arn.as_ref().filter(|arn| arn.service == "iam" && arn.resource == "root").map(|arn| arn.account);
    let number = of_account.or_else(|| text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text));
    Some(match (text, number) {
        ("*", _) => EVERYONE.to_owned(),
        (_, Some(number)) => format!("{OF_ACCOUNT}{number}"),
        _ => text.to_owned(),
    })
}

/// The actions, resources and conditions of a statement: `s3:GetObject on arn:aws:s3:::reports/*`.
fn what(statement: &Statement) -> String {
    let list = |patterns: Option<&Patterns>| {
        let texts: Vec<&str> = patterns.iter().flat_map(|patterns| &patterns.entries).map(|entry| entry.value.as_str()).collect();
        format!("{}{}", if patterns.is_some_and(|patterns| patterns.negated) { "all but " } else { "" }, texts.join(", "))
    };
    let demand = |condition: &Condition| {
        let values: Vec<&str> = condition.values.iter().map(|value| value.value.as_str()).collect();
        format!("{} {} {}", condition.operator, condition.key.value, values.join(", "))
    };
    let conditions: Vec<String> = statement.conditions.iter().map(demand).collect();
    let under = if conditions.is_empty() { String::new() } else { format!(", under {}", conditions.join(" and ")) };
    format!("{} on {}{under}", list(statement.actions.as_ref()), list(statement.resources.as_ref()))
}

impl OutsideShift {
    /// A sentence for each thing that is allowed or denied otherwise: `everyone loses s3:GetObject on arn:aws:s3:::reports/*`.
    pub fn sentences(&self) -> Vec<String> {
        let verbs = [
            (&self.lost, "loses", "may lose"),
            (&self.gained, "gains", "may gain"),
            (&self.denied, "is then denied", "may then be denied"),
            (&self.freed, "is no longer denied", "may no longer be denied"),
        ];
        let told = |(said, surely, perhaps): (&Vec<Outside>, &str, &str)| -> Vec<String> {
            said.iter()
                .map(|Outside { who, what, is_certain }| format!("{who} {} {what}", if *is_certain { surely } else { perhaps }))
                .collect()
        };
        verbs.into_iter().flat_map(told).collect()
    }
}
