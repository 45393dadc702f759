//! Conditions on one key that can't hold together, whatever value the key has.

use super::wanted::{Order, Wanted};
use super::{Condition, Context, Value};
use crate::policy::document::Test;

/// Whether there may be a value of a key, or its absence, for which all of these conditions on it hold. Where this says no, there
/// is none.
///
/// Looked at are equalities whose values the others refuse, numbers and dates between bounds that leave nothing, and `Null`. Not
/// looked at are values with variables, what lists of values would have to hold, patterns beside each other, networks beside
/// each other, that some numbers are whole, and what one key's value says of another's.
pub fn may_hold_together<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> bool {
    // What a variable stands for may change, too.
    let conditions: Vec<&Condition> = conditions.into_iter().filter(|condition| condition.variables().next().is_none()).collect();
    let Some(first) = conditions.first() else { return true };
    let hold = |value: Option<Value>| {
        let mut context = Context::default();
        if let Some(value) = value {
            context.insert(first.key.name(), value);
        }
        conditions.iter().all(|condition| condition.check(&context).is_ok())
    };
    if hold(None) || hold(Some(Value::Multi(Vec::new()))) {
        return true;
    }
    let is_null = |condition: &&Condition| condition.operator.test == Test::Null;
    if conditions.iter().any(|condition| matches!(condition.wanted, Wanted::Null { present: false, .. })) {
        return false;
    }
    let others: Vec<&Condition> = conditions.iter().copied().filter(|condition| !is_null(condition)).collect();
    if others.iter().all(|condition| condition.operator.set.is_some()) {
        return true;
    }
    // One of them wants a single value, so that is what the key has.
    match others.iter().find(|condition| lists_all(condition, &others)) {
        Some(condition) => values_of(condition).into_iter().any(|value| hold(Some(Value::Single(value)))),
        None => is_room(&others),
    }
}

/// Whether no other value than those that a condition lists can be the key's, or only such as the others take for the same.
fn lists_all(condition: &Condition, all: &[&Condition]) -> bool {
    let test = condition.operator.test;
    match test {
        Test::StringEquals => true,
        Test::Bool => all.iter().all(|other| other.operator.test == Test::Bool),
        Test::NumericEquals => all.iter().all(|other| matches!(other.wanted, Wanted::Numbers(..))),
        Test::DateEquals => all.iter().all(|other| matches!(other.wanted, Wanted::Dates(..))),
        _ => false,
    }
}

fn values_of(condition: &Condition) -> Vec<String> {
    match condition.operator.test {
        Test::StringEquals => condition.examples(&Context::default()).collect(),
        _ => condition.texts.iter().map(ToString::to_string).collect(),
    }
}

/// Whether upper and lower bounds leave something between them.
fn is_room(conditions: &[&Condition]) -> bool {
    let numbers = conditions.iter().filter_map(|condition| match &condition.wanted {
        Wanted::Numbers(order, wanted) => Some((*order, &**wanted)),
        _ => None,
    });
    let dates = conditions.iter().filter_map(|condition| match &condition.wanted {
        Wanted::Dates(order, wanted) => Some((*order, &**wanted)),
        _ => None,
    });
    is_between(numbers) && is_between(dates)
}

fn is_between<'v, T: Ord + 'v>(bounds: impl Iterator<Item = (Order, &'v [T])>) -> bool {
    // The bound, and whether it is excluded: of two equal ones the excluded is the narrower.
    let mut least: Option<(&T, bool)> = None;
    let mut most: Option<(&T, bool)> = None;
    for (order, wanted) in bounds {
        let is_excluded = matches!(order, Order::Less | Order::Greater);
        match order {
            Order::Equal => {}
            // One of the values is enough: the widest.
            Order::Less | Order::LessOrEqual => {
                let Some(bound) = wanted.iter().max() else { return false };
                let is_narrower = most.is_none_or(|(other, excluded)| bound < other || (bound == other && is_excluded && !excluded));
                most = if is_narrower { Some((bound, is_excluded)) } else { most };
            }
            Order::Greater | Order::GreaterOrEqual => {
                let Some(bound) = wanted.iter().min() else { return false };
                let is_narrower = least.is_none_or(|(other, excluded)| bound > other || (bound == other && is_excluded && !excluded));
                least = if is_narrower { Some((bound, is_excluded)) } else { least };
            }
        }
    }
    let (Some((least, above)), Some((most, below))) = (least, most) else { return true };
    least < most || (least == most && !above && !below)
}
