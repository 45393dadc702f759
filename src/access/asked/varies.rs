//! What may be of one condition key, and a value for each way in which conditions take it.

use std::collections::BTreeSet;

use super::values::{Among, singles};
use crate::policy::condition::Condition;
use crate::policy::request::{Context, ContextKey, Value};

/// So many values of a key that has a list of them are taken together in every way.
const LISTED: usize = 4;

/// Condition keys with the values that they have, or that they are absent.
pub(in crate::access) type Circumstances = Vec<(ContextKey, Option<Value>)>;

/// What may be of a condition key.
#[derive(Clone)]
pub(in crate::access) enum Varies {
    /// It is what it is for who asks, and for what is asked about.
    Not,
    /// It is always there, with one value or another.
    Always,
    /// It is always there, with a value of these.
    Among(Among),
    /// It may be absent, too.
    OrAbsent,
}

/// A value of a key for each way in which conditions take it, and its absence.
pub(super) fn values(key: &str, varies: &Varies, conditions: &[&Condition], contexts: &[&Context]) -> Option<Vec<Option<Value>>> {
    let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
    let mut is_new = |value: Option<&Value>| {
        let holds = |condition: &&Condition| {
            let holds = contexts.iter().map(|context| condition.check_with(value, context).is_ok());
            holds.collect::<Vec<_>>()
        };
        seen.insert(conditions.iter().flat_map(holds).collect())
    };
    let absent = matches!(varies, Varies::OrAbsent) && is_new(None);
    let mut found: Vec<Option<Value>> = absent.then_some(None).into_iter().collect();
    let among = if let Varies::Among(among) = varies { Some(among) } else { None };
    let singles = singles(key, among, conditions, contexts)?;
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
