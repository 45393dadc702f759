//! Values of condition keys that make a condition hold, or fail.

use crate::catalog::ConditionKey;
use crate::policy::condition::{Condition, Instant};
use crate::policy::document::{SetQualifier, Test};
use crate::policy::request::{Context, Value};

use super::Change;

/// How many of a condition's values are tried.
const TRIED: usize = 20;

/// The change to the context that gives a condition the wanted truth; none where no value that can be thought of does.
pub(super) fn change(condition: &Condition, context: &Context, holds: bool) -> Option<Change> {
    let key = condition.key().name();
    let fits = |change: &Change| {
        let mut changed = context.clone();
        match change {
            Change::SetKey { key, value } => _ = changed.insert(key, value.clone()),
            Change::DropKey { key } => _ = changed.remove(key),
            Change::Add { .. } | Change::Remove(_) | Change::RemoveBoundary => return false,
        }
        condition.check(&changed).is_ok() == holds
    };
    let singles = candidates(condition, context);
    let set = condition.operator().set;
    // AWS sends some keys as lists always: without a set operator no list fits, and a single value never comes.
    if set.is_none() && ConditionKey::named(key).is_some_and(|key| key.kind.is_multivalued()) && condition.operator().test != Test::Null {
        return None;
    }
    let wrapped = |text: String| match set {
        Some(SetQualifier::ForAllValues | SetQualifier::ForAnyValue) => Value::Multi(vec![text]),
        None => Value::Single(text),
    };
    let set_key = |text: String| Change::SetKey { key: key.to_owned(), value: wrapped(text) };
    let drop = context.get(condition.key()).is_some().then(|| Change::DropKey { key: key.to_owned() });
    // A value is better than none: circumstances are sooner added to than taken away.
    singles.into_iter().map(set_key).chain(drop).find(fits)
}

/// Values to try, the likeliest first: those of the policy, then what lies beside them.
fn candidates(condition: &Condition, context: &Context) -> Vec<String> {
    let texts = || condition.texts().iter().take(TRIED).map(|text| &**text);
    let mut values: Vec<String> = match condition.operator().test {
        Test::Bool => vec!["true".to_owned(), "false".to_owned()],
        Test::Null => vec!["value".to_owned()],
        Test::IpAddress | Test::NotIpAddress => {
            let addresses = texts().map(|text| text.split('/').next().unwrap_or_default().to_owned());
            addresses.chain(["203.0.113.10", "198.51.100.10", "192.0.2.10", "2001:db8::10"].map(str::to_owned)).collect()
        }
        test if is_numeric(test) => texts().flat_map(numbers_about).collect(),
        test if test.is_about_dates() => texts().flat_map(dates_about).collect(),
        _ => Vec::new(),
    };
    values.extend(condition.examples(context).take(TRIED));
    if condition.operator().test == Test::BinaryEquals {
        values.extend(texts().map(str::to_owned));
    }
    values.push("other".to_owned());
    values
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
