//! Values of condition keys that make a condition hold, or fail.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalog::{ConditionKey, KeyType};
use crate::policy::condition::{Condition, Instant, Network};
use crate::policy::document::Test;
use crate::policy::request::{Context, ContextKey, Value, is_principal_tag};

use super::Change;

/// What stands for the value of two tags that have to be the same.
const ALIKE: &str = "alike";

/// How many of a condition's values are tried.
const TRIED: usize = 20;

/// The change to the context that gives conditions on one key the wanted truth, all of them; none where no value that can be
/// thought of does.
pub(super) fn change(conditions: &[&Condition], context: &Context, holds: bool) -> Option<Change> {
    let change = changed(conditions, context, holds)?;
    // AWS sends some keys as lists always: without a set operator no list fits, and a single value never comes.
    let never_fits = |condition: &&Condition| {
        condition.operator().set.is_none() && condition.operator().test != Test::Null && condition.is_about_lists()
    };
    (!conditions.iter().any(never_fits)).then_some(change)
}

/// The tag of who asks that makes a condition hold which compares something with it; none where no such tag does.
pub(super) fn change_of_own_tag(condition: &Condition, context: &Context) -> Option<Change> {
    let Some(Value::Single(found)) = context.get(condition.key()) else { return None };
    let value = Arc::new(Value::Single(found.clone()));
    let mut tags = condition.variables().filter(|key| is_principal_tag(key.name()));
    tags.find_map(|key| {
        let mut changed = context.clone();
        changed.exchange(key, Some(value.clone()));
        condition.check(&changed).is_ok().then(|| Change::SetKey { key: key.clone(), value: value.clone() })
    })
}

/// The tags of who asks and of what is asked about that make a condition hold which compares them, where neither has one.
pub(super) fn changes_of_both_tags(condition: &Condition, context: &Context) -> Option<Vec<Change>> {
    if context.get(condition.key()).is_some() {
        return None;
    }
    let value = Arc::new(Value::Single(ALIKE.to_owned()));
    let own = condition.variables().find(|key| is_principal_tag(key.name()) && context.get(key).is_none())?;
    let mut changed = context.clone();
    for key in [own, condition.key()] {
        changed.exchange(key, Some(value.clone()));
    }
    let set = |key: &ContextKey| Change::SetKey { key: key.clone(), value: value.clone() };
    condition.check(&changed).is_ok().then(|| vec![set(own), set(condition.key())])
}

fn changed(conditions: &[&Condition], context: &Context, holds: bool) -> Option<Change> {
    let key = conditions.first()?.key();
    let fits = |value: Option<&Value>| conditions.iter().all(|condition| condition.check_with(value, context).is_ok() == holds);
    // A set operator may ask for a key that has one value, too.
    let is_single = ConditionKey::named(key.name()).is_some_and(|key| !key.kind.is_multivalued());
    let is_list = !is_single && conditions.iter().any(|condition| condition.operator().set.is_some());
    let value = |text: Cow<'_, str>| if is_list { Value::Multi(vec![text.into_owned()]) } else { Value::Single(text.into_owned()) };
    let fitting = |text: Cow<'_, str>| Some(value(text)).filter(|value| fits(Some(value)));
    if let Some(value) = conditions.iter().find_map(|condition| candidate(condition, context, fitting)) {
        return Some(Change::SetKey { key: key.clone(), value: Arc::new(value) });
    }
    // A value is better than none: circumstances are sooner added to than taken away.
    let is_dropped = context.get(key).is_some() && fits(None);
    is_dropped.then(|| Change::DropKey { key: key.clone() })
}

/// The first value that fits, the likeliest tried first: what the operator suggests, what fits the policy's values with variables
/// replaced, these as they are written where they can be compared only so, then what the policy has not.
fn candidate(condition: &Condition, context: &Context, fitting: impl Fn(Cow<'_, str>) -> Option<Value>) -> Option<Value> {
    let (of_values, usual) = suggested(condition);
    let examples = || condition.examples(context).take(TRIED).map(Cow::Owned).find_map(&fitting);
    let is_binary = condition.operator().test == Test::BinaryEquals;
    let plain = || texts(condition).filter(|_| is_binary).chain(["other"]).map(Cow::Borrowed).find_map(&fitting);
    let suggested = of_values.into_iter().chain(usual.iter().copied().map(Cow::Borrowed)).find_map(&fitting);
    suggested.or_else(examples).or_else(plain)
}

fn texts(condition: &Condition) -> impl Iterator<Item = &str> {
    condition.texts().iter().take(TRIED).map(|text| &**text)
}

/// What suits the operator: what is about the condition's values, and what is usual.
fn suggested(condition: &Condition) -> (Vec<Cow<'_, str>>, &'static [&'static str]) {
    match condition.operator().test {
        Test::Bool => (Vec::new(), &["true", "false"]),
        Test::Null => (Vec::new(), some_value(condition.key().name())),
        Test::IpAddress | Test::NotIpAddress => {
            let addresses = texts(condition).filter_map(Network::read).map(|network| Cow::Owned(network.some_host().to_string()));
            (addresses.collect(), &["203.0.113.10", "198.51.100.10", "192.0.2.10", "2001:db8::10"])
        }
        test if is_numeric(test) => (texts(condition).flat_map(numbers_about).map(Cow::Owned).collect(), &[]),
        test if test.is_about_dates() => (texts(condition).flat_map(dates_about).map(Cow::Owned).collect(), &[]),
        _ => (Vec::new(), &[]),
    }
}

/// What stands for any value of a key that only has to be there.
pub(in crate::policy::decision) const ANY: &str = "any";

/// Some value of a key that only has to be there.
fn some_value(key: &str) -> &'static [&'static str] {
    match ConditionKey::named(key).map(|key| key.kind) {
        Some(KeyType::Bool | KeyType::ArrayOfBool) => &["true"],
        Some(KeyType::Numeric) => &["300"],
        Some(KeyType::Date) => &["2030-01-01T00:00:00Z"],
        Some(KeyType::IpAddress) => &["203.0.113.10"],
        Some(KeyType::String | KeyType::ArrayOfString | KeyType::Arn | KeyType::ArrayOfArn) | None => &[ANY],
    }
}

const fn is_numeric(test: Test) -> bool {
    matches!(
        test,
        Test::NumericEquals
            | Test::NumericNotEquals
            | Test::NumericLessThan
            | Test::NumericLessThanEquals
            | Test::NumericGreaterThan
            | Test::NumericGreaterThanEquals
    )
}

fn numbers_about(text: &str) -> Vec<String> {
    let mut values = vec![text.to_owned()];
    if let Ok(number) = text.parse::<i64>() {
        values.extend([number.saturating_sub(1), number.saturating_add(1)].map(|number| number.to_string()));
    }
    values
}

/// The date itself, and the seconds before and behind it.
fn dates_about(text: &str) -> Vec<String> {
    let mut values = vec![text.to_owned()];
    if let Some(instant) = Instant::read(text) {
        let moved = |by: i64| jiff::Timestamp::from_second(instant.seconds().saturating_add(by)).ok().map(|time| time.to_string());
        values.extend([-1, 1].into_iter().filter_map(moved));
    }
    values
}
