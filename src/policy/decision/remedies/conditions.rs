//! Values of condition keys that make a condition hold, or fail.

use crate::catalog::ConditionKey;
use crate::policy::condition::{Condition, Instant};
use crate::policy::document::{SetQualifier, Test};
use crate::policy::request::{Context, Value};

use super::Change;

/// How many of a condition's values are tried.
const TRIED: usize = 20;

/// Values to try, the likeliest first: what the operator suggests, what the policy has, then what it has not.
const CANDIDATES: [fn(&Condition, &Context) -> Vec<String>; 4] = [suggested, examples, written, other];

/// The change to the context that gives a condition the wanted truth; none where no value that can be thought of does. In the
/// end the context is as it was.
pub(super) fn change(condition: &Condition, context: &mut Context, holds: bool) -> Option<Change> {
    let change = changed(condition, context, holds)?;
    // AWS sends some keys as lists always: without a set operator no list fits, and a single value never comes.
    let is_null = condition.operator().test == Test::Null;
    let is_list = || ConditionKey::named(condition.key().name()).is_some_and(|key| key.kind.is_multivalued());
    let never_fits = condition.operator().set.is_none() && !is_null && is_list();
    (!never_fits).then_some(change)
}

fn changed(condition: &Condition, context: &mut Context, holds: bool) -> Option<Change> {
    let key = condition.key();
    let fits = |context: &mut Context, value: Option<Value>| {
        let before = context.replace(key, value);
        let fits = condition.check(context).is_ok() == holds;
        let value = context.replace(key, before);
        fits.then_some(value)
    };
    for candidates in CANDIDATES {
        for text in candidates(condition, context) {
            let value = match condition.operator().set {
                Some(SetQualifier::ForAllValues | SetQualifier::ForAnyValue) => Value::Multi(vec![text]),
                None => Value::Single(text),
            };
            if let Some(Some(value)) = fits(context, Some(value)) {
                return Some(Change::SetKey { key: key.name().to_owned(), value });
            }
        }
    }
    // A value is better than none: circumstances are sooner added to than taken away.
    let is_dropped = context.get(key).is_some() && fits(context, None).is_some();
    is_dropped.then(|| Change::DropKey { key: key.name().to_owned() })
}

fn texts(condition: &Condition) -> impl Iterator<Item = &str> {
    condition.texts().iter().take(TRIED).map(|text| &**text)
}

/// What suits the operator.
fn suggested(condition: &Condition, _: &Context) -> Vec<String> {
    match condition.operator().test {
        Test::Bool => vec!["true".to_owned(), "false".to_owned()],
        Test::Null => vec!["value".to_owned()],
        Test::IpAddress | Test::NotIpAddress => {
            let addresses = texts(condition).map(|text| text.split('/').next().unwrap_or_default().to_owned());
            addresses.chain(["203.0.113.10", "198.51.100.10", "192.0.2.10", "2001:db8::10"].map(str::to_owned)).collect()
        }
        test if is_numeric(test) => texts(condition).flat_map(numbers_about).collect(),
        test if test.is_about_dates() => texts(condition).flat_map(dates_about).collect(),
        _ => Vec::new(),
    }
}

/// Texts that fit the policy's values, variables replaced.
fn examples(condition: &Condition, context: &Context) -> Vec<String> {
    condition.examples(context).take(TRIED).collect()
}

/// The policy's values, where they can be compared only as they are written.
fn written(condition: &Condition, _: &Context) -> Vec<String> {
    let is_binary = condition.operator().test == Test::BinaryEquals;
    texts(condition).filter(|_| is_binary).map(str::to_owned).collect()
}

fn other(_: &Condition, _: &Context) -> Vec<String> {
    vec!["other".to_owned()]
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
