//! The values of a condition key that conditions tell apart.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::access::given::{check_value, kind_of};
use crate::account::authorization::in_utc;
use crate::catalog::KeyType;
use crate::policy::condition::{Condition, Instant, Network};
use crate::policy::document::Test;
use crate::policy::reach::{Area, Shape};
use crate::policy::request::{Context, Value};

/// So many numbers are exact, so that the next one is another.
const DIGITS: usize = 12;

/// The longest list of values to look into.
const VALUES: usize = 48;

/// A value of each type that conditions seldom name.
const PLAIN: [&str; 7] = ["~", "true", "false", "0", "2000-01-01T00:00:00Z", "0.0.0.0", "arn:aws:~:~:000000000000:~"];

/// All ARNs.
const ANY_ARN: &str = "arn:?*:?*:*:*:?*";

/// What the values of a condition key are like.
#[derive(Clone)]
pub(in crate::access) struct Among {
    /// The patterns, of one of which each is.
    area: Area,
    /// Those of all of which each is besides.
    within: Vec<Shape>,
    /// What none of them is.
    but: Vec<Shape>,
}

impl Among {
    /// Values of these patterns that tell of none of some accounts.
    pub fn of(patterns: &[String], but: &[String]) -> Self {
        let shapes = |texts: &[String]| texts.iter().map(|text| Shape::asked(text)).collect::<Vec<_>>();
        let of_accounts: Vec<String> = but.iter().map(|account| format!("arn:*:*:*:{account}:*")).collect();
        let area = Area { asked: shapes(patterns), types: Vec::new() };
        Self { area, within: Vec::new(), but: [shapes(but), shapes(&of_accounts)].concat() }
    }

    /// Values that are each of all of these patterns, and of none of some.
    pub fn all_of(patterns: &[String], but: &[String]) -> Self {
        let (first, others) = patterns.split_at(patterns.len().min(1));
        let shapes = |texts: &[String]| texts.iter().map(|text| Shape::asked(text)).collect::<Vec<_>>();
        Self { area: Area { asked: shapes(first), types: Vec::new() }, within: shapes(others), but: shapes(but) }
    }

    /// Any text, or any ARN.
    fn any(kind: KeyType) -> Self {
        let pattern = if matches!(kind, KeyType::Arn | KeyType::ArrayOfArn) { ANY_ARN } else { "?*" };
        Self::of(&[pattern.to_owned()], &[])
    }

    fn has(&self, value: &str) -> bool {
        self.area.named_by(value, &self.limits()).is_some_and(|named_by| self.is_within(&named_by, 0))
    }

    /// A value for each way in which these name some, but for what no value is; `None` where that would take too long to say.
    fn examples(&self, shapes: &[Vec<Shape>]) -> Option<Vec<String>> {
        let parts = self.area.parts(&[shapes, &self.limits()].concat());
        let of_key = parts.parts.into_iter().filter(|part| self.is_within(&part.named_by, shapes.len()));
        parts.is_complete.then(|| of_key.map(|part| part.example).collect())
    }

    /// Each pattern that every value is of, then all of which none is.
    fn limits(&self) -> Vec<Vec<Shape>> {
        let within = self.within.iter().map(|shape| vec![shape.clone()]);
        within.chain((!self.but.is_empty()).then(|| self.but.clone())).collect()
    }

    /// Whether what these sets name is a value, where the limits have the places from one on.
    fn is_within(&self, named_by: &[usize], first: usize) -> bool {
        let last = first + self.within.len();
        (first..last).all(|at| named_by.contains(&at)) && !named_by.contains(&last)
    }
}

/// Values of a key, among them one for each way in which conditions take single ones.
pub(super) fn singles(key: &str, among: Option<&Among>, conditions: &[&Condition], contexts: &[&Context]) -> Option<Vec<String>> {
    let kind = kind_of(key);
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
    if !shapes.is_empty() || among.is_some() {
        if shapes.len() > VALUES {
            return None;
        }
        let examples = among.cloned().unwrap_or_else(|| Among::any(kind)).examples(&shapes)?;
        let (fitting, others): (Vec<String>, Vec<String>) = examples.into_iter().partition(|one| check_value(kind, one).is_ok());
        found.extend(fitting);
        found.retain(|one| check_value(kind, one).is_ok());
        let taken = |one: &String| -> Vec<bool> {
            let value = Value::Single(one.clone());
            let pairs = contexts.iter().flat_map(|context| conditions.iter().map(move |condition| (context, condition)));
            pairs.map(|(context, condition)| condition.check_with(Some(&value), context).is_ok()).collect()
        };
        // What a pattern takes may be a value of the key, though this one is none.
        let is_named = |one: &String| conditions.iter().any(|condition| condition.texts().iter().any(|text| **text == **one));
        let is_lacking = |one: &String| !is_named(one) && !found.iter().any(|other| taken(other) == taken(one));
        if others.iter().any(is_lacking) {
            return None;
        }
    }
    found.retain(|value| check_value(kind, value).is_ok() && among.is_none_or(|among| among.has(value)));
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
