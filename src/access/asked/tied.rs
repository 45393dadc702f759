//! Keys that hang together: the session's, those of the way that a request takes, and the two that tell one clock.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::values::singles;
use super::varies::{Circumstances, Varies, values};
use crate::account::authorization::in_utc;
use crate::policy::condition::{Condition, Instant};
use crate::policy::request::{Context, ContextKey, Value};

/// What a key may be in one of several cases.
#[derive(Clone, Copy)]
enum May {
    Lack,
    Be(&'static str),
    BeAny,
    BeAnyOrLack,
}

/// Keys, and what each of them may be in the same cases.
type Ties = &'static [(&'static str, &'static [May])];

/// Long-term keys tell nothing of a session; a session tells when it was opened and whether with MFA, and then how long ago that was.
const SESSION: Ties = &[
    ("aws:multifactorauthpresent", &[May::Lack, May::Be("false"), May::Be("true")]),
    ("aws:multifactorauthage", &[May::Lack, May::Lack, May::BeAny]),
    ("aws:tokenissuetime", &[May::Lack, May::BeAny, May::BeAny]),
];

/// A request comes from an address, or through an endpoint of a network, and then from an address in that.
const NETWORK: Ties = &[
    ("aws:sourceip", &[May::BeAny, May::Lack]),
    ("aws:sourcevpc", &[May::Lack, May::BeAny]),
    ("aws:sourcevpcarn", &[May::Lack, May::BeAnyOrLack]),
    ("aws:sourcevpce", &[May::Lack, May::BeAny]),
    ("aws:vpceaccount", &[May::Lack, May::BeAnyOrLack]),
    ("aws:vpceorgid", &[May::Lack, May::BeAnyOrLack]),
    ("aws:vpceorgpaths", &[May::Lack, May::BeAnyOrLack]),
    ("aws:vpcsourceip", &[May::Lack, May::BeAny]),
];

const CURRENT: &str = "aws:currenttime";
const EPOCH: &str = "aws:epochtime";

/// Each moment is told by both.
const CLOCK: Ties = &[(CURRENT, &[May::BeAny]), (EPOCH, &[May::BeAny])];

/// So many ways of keys that hang together are tried.
const MOST: usize = 256;

/// Fewer seconds since 1970 would be read as a year.
const YEARS: i64 = 9_999;

/// A key, and the conditions that ask for it.
pub(super) type Asked<'a> = (String, Vec<&'a Condition>);

/// What a key hangs together with.
fn ties_of(key: &str) -> Option<Ties> {
    [SESSION, NETWORK, CLOCK].into_iter().find(|ties| ties.iter().any(|(tied, _)| *tied == key))
}

/// The keys by what they hang together with, most by themselves.
pub(super) fn by_ties(asked: Vec<Asked<'_>>) -> Vec<Vec<Asked<'_>>> {
    let mut found: Vec<Vec<Asked<'_>>> = Vec::new();
    for one in asked {
        let ties = ties_of(&one.0);
        let is_tied = |others: &&mut Vec<Asked<'_>>| {
            let first = others.first().map(|(key, _)| key);
            ties.zip(first).is_some_and(|(ties, first)| ties.iter().any(|(tied, _)| tied == first))
        };
        match found.iter_mut().find(is_tied) {
            Some(others) => others.push(one),
            None => found.push(vec![one]),
        }
    }
    found
}

/// What keys may be together that hang together, once for each way in which conditions take them.
pub(super) fn tied(asked: &[Asked<'_>], contexts: &[&Context], varies: impl Fn(&str) -> Varies) -> Option<Vec<Circumstances>> {
    let is_clock = asked.iter().any(|(key, _)| key == CURRENT);
    let all = if is_clock { clock(asked, contexts)? } else { in_cases(asked, contexts, varies)? };
    let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
    let is_new = |circumstances: &Circumstances| {
        let holds = asked.iter().zip(circumstances).flat_map(|((_, conditions), (_, value))| {
            let holds = move |condition: &&Condition| -> Vec<bool> {
                contexts.iter().map(|context| condition.check_with(value.as_ref(), context).is_ok()).collect()
            };
            conditions.iter().flat_map(holds)
        });
        seen.insert(holds.collect())
    };
    Some(all.into_iter().filter(is_new).collect())
}

/// What the keys may be in each case in which those are there that always are.
fn in_cases(asked: &[Asked<'_>], contexts: &[&Context], varies: impl Fn(&str) -> Varies) -> Option<Vec<Circumstances>> {
    let mut found = Vec::new();
    let cases = |key: &str| ties_of(key)?.iter().find(|(tied, _)| *tied == key).map(|(_, cases)| *cases);
    let count = asked.first().and_then(|(key, _)| cases(key)).map_or(0, <[May]>::len);
    for case in 0..count {
        let mut all: Vec<Circumstances> = vec![Vec::new()];
        for (key, conditions) in asked {
            let may_be = match cases(key)?.get(case)? {
                May::Lack if matches!(varies(key), Varies::Always) => Vec::new(),
                May::Lack => vec![None],
                May::Be(value) => vec![Some(Value::Single((*value).to_owned()))],
                May::BeAny => values(key, &Varies::Always, conditions, contexts)?,
                May::BeAnyOrLack => values(key, &Varies::OrAbsent, conditions, contexts)?,
            };
            let with = |one: &Circumstances| -> Vec<Circumstances> {
                let with = may_be.iter().map(|value| [one.as_slice(), &[(ContextKey::new(key), value.clone())]].concat());
                with.collect()
            };
            if all.len() * may_be.len() > MOST {
                return None;
            }
            all = all.iter().flat_map(with).collect();
        }
        found.extend(all);
    }
    Some(found)
}

/// Both keys of the clock at each moment that conditions on one or the other tell apart.
fn clock(asked: &[Asked<'_>], contexts: &[&Context]) -> Option<Vec<Circumstances>> {
    let mut moments: BTreeSet<i64> = BTreeSet::new();
    for (key, conditions) in asked {
        // A text that is like a moment may tell others apart than those that are found here.
        if conditions.iter().any(|condition| condition.templates().next().is_some()) {
            return None;
        }
        let read = singles(key, None, conditions, contexts)?.into_iter().filter_map(|text| Instant::read(&text)).map(Instant::seconds);
        moments.extend(read.filter(|second| *second > YEARS));
    }
    let at = |second: i64| {
        let current = in_utc(Timestamp::from_second(second).ok()?);
        let value = |key: &str| Some(Value::Single(if key == CURRENT { current.clone() } else { second.to_string() }));
        Some(asked.iter().map(|(key, _)| (ContextKey::new(key), value(key))).collect())
    };
    Some(moments.into_iter().filter_map(at).collect())
}
