//! Condition operators and keys.

use super::Own;
use super::offer::{OBJECT, Offer};
use super::statement::Around;
use super::tags::tag_keys;
use crate::catalog::{ConditionKey, KeyType, SERVICE_REFERENCE};
use crate::policy::document::{DocumentKind, Operator, SetQualifier, Test};

/// What a key's values are, in a word or two.
pub(super) const fn type_name(kind: KeyType) -> &'static str {
    match kind {
        KeyType::String => "text",
        KeyType::Arn => "ARN",
        KeyType::Bool => "true or false",
        KeyType::Numeric => "number",
        KeyType::Date => "date",
        KeyType::IpAddress => "address",
        KeyType::ArrayOfString => "texts",
        KeyType::ArrayOfArn => "ARNs",
        KeyType::ArrayOfBool => "true and false",
    }
}

/// Whether an operator is made for a type of values.
pub(super) fn fits(test: Test, kind: KeyType) -> bool {
    let name = test.name();
    match kind {
        _ if test == Test::Null => true,
        KeyType::String | KeyType::ArrayOfString => name.starts_with("String"),
        KeyType::Arn | KeyType::ArrayOfArn => name.starts_with("Arn"),
        KeyType::Bool | KeyType::ArrayOfBool => test == Test::Bool,
        KeyType::Numeric => name.starts_with("Numeric"),
        KeyType::Date => name.starts_with("Date"),
        KeyType::IpAddress => name.ends_with("IpAddress"),
    }
}

/// What an operator compares, in a few words.
pub(super) fn about(operator: Operator) -> String {
    let name = operator.test.name();
    let what = match operator.test {
        Test::Null => "whether the key is absent",
        Test::Bool => "true or false",
        Test::BinaryEquals => "bytes in base64",
        Test::StringLike | Test::StringNotLike => "texts, with * and ?",
        Test::StringEqualsIgnoreCase | Test::StringNotEqualsIgnoreCase => "texts, whatever their case",
        _ if name.starts_with("String") => "texts",
        _ if name.starts_with("Numeric") => "numbers",
        _ if name.starts_with("Date") => "dates",
        _ if name.starts_with("Arn") => "ARNs part by part, with * and ?",
        _ => "addresses and networks",
    };
    let set = match operator.set {
        Some(SetQualifier::ForAllValues) => ", every value; true for an absent key",
        Some(SetQualifier::ForAnyValue) => ", one value at least",
        None => "",
    };
    let absent = if operator.if_exists { ", or the key is absent" } else { "" };
    format!("{what}{set}{absent}")
}

/// Offers operators: those that fit the keys under it first, plain ones before others.
pub(super) fn operators(around: &Around<'_>, offer: &mut Offer<'_>) {
    let kinds: Vec<KeyType> = around.keys.iter().filter_map(|key| ConditionKey::named(key)).map(|key| key.kind).collect();
    let is_typed = !offer.typed().is_empty();
    for set in [None, Some(SetQualifier::ForAnyValue), Some(SetQualifier::ForAllValues)] {
        for if_exists in [false, true] {
            for test in Test::ALL.iter().copied().filter(|test| *test != Test::Null || set.is_none() && !if_exists) {
                let operator = Operator { set, test, if_exists };
                let is_plain = set.is_none() && !if_exists;
                let is_fit = kinds.iter().all(|kind| fits(test, *kind) && (test == Test::Null || kind.is_multivalued() == set.is_some()));
                if is_plain || is_typed || !kinds.is_empty() && is_fit {
                    let rank = u8::from(!is_fit) * 4 + u8::from(if_exists) * 2 + u8::from(set.is_some());
                    offer.add_opening(rank, &operator.to_string(), about(operator));
                }
            }
        }
    }
}

/// Offers the object that an element or an operator is, opened for its first name.
pub(super) fn object(about: &str, offer: &mut Offer<'_>) {
    offer.add_bare("{…}", OBJECT, about);
}

/// Offers condition keys: those that the statement's actions send, then those that every request may have; of the operator's
/// type before others.
pub(super) fn keys(operator: &str, around: &Around<'_>, kind: DocumentKind, own: Option<&Own<'_>>, offer: &mut Offer<'_>) {
    let operator = Operator::named(operator);
    let mut seen: Vec<&str> = around.keys.clone();
    let mut add = |key: &'static ConditionKey, rank: u8, whose: &str| {
        if seen.iter().any(|there| there.eq_ignore_ascii_case(key.key)) {
            return;
        }
        seen.push(key.key);
        let is_fit = operator.is_none_or(|operator| {
            fits(operator.test, key.kind) && (operator.test == Test::Null || operator.set.is_some() == key.kind.is_multivalued())
        });
        let rank = rank + u8::from(!is_fit) * 4;
        let detail = format!("{} · {whose}", type_name(key.kind));
        match key.key.find(['$', '<']).and_then(|at| key.key.get(..at)) {
            Some(start) => {
                // A name that is typed is one, whatever tags there are.
                let typed = offer.typed();
                let is_named = typed.len() > start.len() && typed.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
                if is_named {
                    offer.add(rank, typed, detail.clone());
                }
                for tag in tag_keys(key.key, own).iter().filter(|tag| !is_named || format!("{start}{tag}") != typed) {
                    offer.add(rank, &format!("{start}{tag}"), "a tag of this account");
                }
                offer.add_open(rank, key.key, start, detail);
            }
            None => offer.add(rank, key.key, detail),
        }
    };
    around.sent_keys().into_iter().for_each(|key| add(key, 0, "sent with these actions"));
    if kind == DocumentKind::Trust {
        let sts = SERVICE_REFERENCE.service("sts");
        sts.iter().flat_map(|service| service.condition_keys()).for_each(|key| add(key, 1, "sent when a role is assumed"));
    }
    SERVICE_REFERENCE.global_condition_keys().iter().for_each(|key| add(key, 2, key.category.unwrap_or("any request")));
}
