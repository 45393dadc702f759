//! The circumstances that conditions tell apart: for every key that they ask for a value of each kind that they take differently.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use jiff::Timestamp;

use crate::access::given::{check_value, kind_of};
use crate::account::authorization::in_utc;
use crate::policy::condition::{Condition, Instant, Network};
use crate::policy::document::Test;
use crate::policy::reach::{Area, Shape};
use crate::policy::request::{Context, ContextKey, Value};

/// So many circumstances are asked about for a resource: five conditions that each are met or not, and one more. Policies rarely ask
/// for more than three keys of what is the same action on the same resource.
const MOST: usize = 64;

/// So many values of a key that has a list of them are taken together in every way.
const LISTED: usize = 4;

/// So many numbers are exact, so that the next one is another.
const DIGITS: usize = 12;

/// The longest list of values to look into.
const VALUES: usize = 48;

/// A value of each type that conditions seldom name.
const PLAIN: [&str; 7] = ["~", "true", "false", "0", "2000-01-01T00:00:00Z", "0.0.0.0", "arn:aws:~:~:000000000000:~"];

/// Condition keys with the values that they have, or that they are absent.
pub(super) type Circumstances = Vec<(ContextKey, Option<Value>)>;

/// What may be of a condition key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Varies {
    /// It is what it is for who asks, and for what is asked about.
    Not,
    /// It is always there, with one value or another.
    Always,
    /// It may be absent, too.
    OrAbsent,
}

/// All circumstances that make a difference to some conditions, beside what contexts know; `None` where there are too many, or where it
/// can't be told.
pub(super) fn circumstances(
    conditions: &[&Condition],
    contexts: &[&Context],
    varies: impl Fn(&str) -> Varies,
) -> Option<Vec<Circumstances>> {
    let mut keys: BTreeMap<String, Vec<&Condition>> = BTreeMap::new();
    for condition in conditions {
        // What a variable stands for would have to vary with it.
        if condition.variables().any(|key| varies(key.name()) != Varies::Not) {
            return None;
        }
        keys.entry(condition.key().name().to_ascii_lowercase()).or_default().push(condition);
    }
    let mut all: Vec<Circumstances> = vec![Vec::new()];
    for (name, conditions) in keys {
        let of_key = varies(&name);
        if of_key == Varies::Not {
            continue;
        }
        let values = values(&name, &conditions, contexts, of_key == Varies::OrAbsent)?;
        if values.len() * all.len() > MOST {
            return None;
        }
        let key = ContextKey::new(&name);
        let with = |one: &Circumstances| {
            let with = values.iter().map(|value| [one.as_slice(), &[(key.clone(), value.clone())]].concat());
            with.collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    Some(all)
}

/// A value of a key for each way in which conditions take it, and its absence.
fn values(key: &str, conditions: &[&Condition], contexts: &[&Context], or_absent: bool) -> Option<Vec<Option<Value>>> {
    let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
    let mut is_new = |value: Option<&Value>| {
        let holds = |condition: &&Condition| {
            let holds = contexts.iter().map(|context| condition.check_with(value, context).is_ok());
            holds.collect::<Vec<_>>()
        };
        seen.insert(conditions.iter().flat_map(holds).collect())
    };
    let absent = or_absent && is_new(None);
    let mut found: Vec<Option<Value>> = absent.then_some(None).into_iter().collect();
    let singles = singles(key, conditions, contexts)?;
    if conditions.iter().any(|condition| condition.is_about_lists()) {
        let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
        let differs = |one: &String| {
            let list = Value::Multi(vec![one.clone()]);
            let holds =
                |condition: &&Condition| contexts.iter().map(|context| condition.check_with(Some(&list), context).is_ok()).collect();
            seen.insert(conditions.iter().flat_map(|condition| -> Vec<bool> { holds(condition) }).collect())
        };
        let kinds: Vec<String> = singles.into_iter().filter(differs).collect();
        if kinds.len() > LISTED {
            return None;
        }
        for of in 0..1_usize << kinds.len() {
            let list = kinds.iter().enumerate().filter(|(at, _)| of >> at & 1 == 1).map(|(_, one)| one.clone()).collect();
            let list = Value::Multi(list);
            if is_new(Some(&list)) {
                found.push(Some(list));
            }
        }
        return Some(found);
    }
    for one in singles {
        let one = Value::Single(one);
        if is_new(Some(&one)) {
            found.push(Some(one));
        }
    }
    Some(found)
}

/// Values of a key, among them one for each way in which conditions take single ones.
fn singles(key: &str, conditions: &[&Condition], contexts: &[&Context]) -> Option<Vec<String>> {
    let mut found: Vec<String> = PLAIN.map(str::to_owned).to_vec();
    let mut shapes: Vec<Vec<Shape>> = Vec::new();
    let mut networks: Vec<Network> = Vec::new();
    for condition in conditions {
        let texts = condition.texts();
        if texts.len() > VALUES {
            return None;
        }
        let test = condition.operator().test;
        match test {
            Test::Bool => found.extend(["true", "false"].map(str::to_owned)),
            Test::IpAddress | Test::NotIpAddress => networks.extend(texts.iter().filter_map(|text| Network::read(text))),
            Test::BinaryEquals => found.extend(texts.iter().map(ToString::to_string)),
            Test::Null => {}
            Test::StringEqualsIgnoreCase | Test::StringNotEqualsIgnoreCase => {
                let values = contexts.iter().flat_map(|context| condition.examples(context));
                found.extend(values.flat_map(|value| [value.to_lowercase(), value.to_uppercase(), value]));
            }
            _ if test.is_about_dates() => {
                let seconds = texts.iter().filter_map(|text| Instant::read(text)).map(Instant::seconds);
                for second in seconds.flat_map(|second| [second - 1, second, second + 1]) {
                    // Four digits would be a year.
                    found.extend(Timestamp::from_second(second).ok().map(in_utc));
                    found.push(second.to_string());
                }
            }
            _ if condition.templates().next().is_some() => {
                for context in contexts {
                    let entries = condition.templates().filter_map(|template| Shape::of(template, context));
                    shapes.extend(entries.map(|shape| vec![shape]).filter(|one| !shapes.contains(one)).collect::<Vec<_>>());
                }
            }
            _ => found.extend(numbers(texts)?),
        }
    }
    if !networks.is_empty() {
        found.push(IpAddr::from([0_u16; 8]).to_string());
        found.extend(networks.iter().flat_map(|network| network.edges()).map(|address| address.to_string()));
    }
    if !shapes.is_empty() {
        if shapes.len() > VALUES {
            return None;
        }
        let parts = Area { asked: vec![Shape::asked("?*")], types: Vec::new() }.parts(&shapes);
        if !parts.is_complete {
            return None;
        }
        found.extend(parts.parts.into_iter().map(|part| part.example));
    }
    let kind = kind_of(key);
    found.retain(|value| check_value(kind, value).is_ok());
    Some(found)
}

/// The numbers that are named, and those next to them.
fn numbers(texts: &[Box<str>]) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for text in texts {
        let number: f64 = text.parse().ok().filter(|_| text.len() <= DIGITS)?;
        found.extend([number - 1.0, number, number + 1.0].map(|number| number.to_string()));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::compiled::{Rules, Statement};
    use crate::policy::document::Document;

    /// In how many ways conditions are met in all circumstances that make a difference to them, each by which are.
    fn ways(conditions: &[&str]) -> Option<BTreeSet<Vec<bool>>> {
        let statement = |condition: &&str| format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{condition}}}}}"#);
        let statements: Vec<String> = conditions.iter().map(statement).collect();
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let rules = Rules::compile(&Document::read(&text).unwrap());
        let conditions: Vec<&Condition> = rules.statements().iter().flat_map(Statement::conditions).collect();
        let all = circumstances(&conditions, &[&Context::default()], |_| Varies::OrAbsent)?;
        let met = |one: &Circumstances| {
            let mut context = Context::default();
            for (key, value) in one {
                context.replace(key, value.clone());
            }
            conditions.iter().map(|condition| condition.check(&context).is_ok()).collect()
        };
        let ways: BTreeSet<Vec<bool>> = all.iter().map(met).collect();
        assert_eq!(ways.len(), all.len(), "each way is there once: {text}");
        Some(ways)
    }

    #[test]
    fn each_way_in_which_conditions_can_be_met_is_found() {
        for (conditions, expected) in [
            (
                &[r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, r#""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#][..],
                &["10", "01"][..],
            ),
            (&[r#""StringLike":{"k":"a*"}"#, r#""StringLike":{"k":"*b"}"#], &["00", "01", "10", "11"]),
            (&[r#""StringEquals":{"k":"a"}"#, r#""StringEqualsIgnoreCase":{"k":"A"}"#], &["00", "01", "11"]),
            (&[r#""IpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#, r#""NotIpAddress":{"aws:SourceIp":"10.1.0.0/16"}"#], &["01", "10", "11"]),
            (&[r#""NumericLessThan":{"k":"3"}"#, r#""NumericGreaterThan":{"k":"5"}"#], &["00", "01", "10"]),
            (
                &[
                    r#""DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}"#,
                    r#""DateGreaterThanEquals":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}"#,
                ],
                &["00", "01", "10"],
            ),
            (&[r#""Null":{"k":"true"}"#, r#""StringNotEquals":{"k":"a"}"#], &["00", "01", "11"]),
            (
                &[r#""ForAllValues:StringEquals":{"aws:TagKeys":"a"}"#, r#""ForAnyValue:StringEquals":{"aws:TagKeys":"a"}"#],
                &["00", "01", "10", "11"],
            ),
            (&[r#""Bool":{"k":"true"}"#, r#""Bool":{"l":"true"}"#], &["00", "01", "10", "11"]),
        ] {
            let expected: BTreeSet<Vec<bool>> = expected.iter().map(|way| way.chars().map(|met| met == '1').collect()).collect();
            assert_eq!(ways(conditions), Some(expected), "{conditions:?}");
        }
    }

    #[test]
    fn too_many_circumstances_are_none() {
        let conditions: Vec<String> = (0..7).map(|at| format!(r#""Bool":{{"k{at}":"true"}}"#)).collect();
        assert_eq!(ways(&conditions.iter().map(String::as_str).collect::<Vec<_>>()), None);
        assert_eq!(ways(&[r#""StringEquals":{"k":"${l}"}"#]), None, "what a variable stands for would have to vary");
    }
}
