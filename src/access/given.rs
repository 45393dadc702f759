//! Condition keys as they are given with a question, and whether their values are of the keys' types.

use crate::catalog::{ConditionKey, KeyType};
use crate::policy::condition::{Decimal, Instant, Network};
use crate::policy::decision::shown;
use crate::policy::request::{Arn, Value};

/// How much of a value is shown that is none.
const SHOWN: usize = 60;

/// The condition keys that entries give, each `KEY=VALUE`; a key that is given several times has several values.
///
/// # Errors
/// Which entry is none, which key has no service in front of it, and which value is not of its key's type, in a sentence.
pub fn given<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Vec<(String, Value)>, String> {
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for entry in entries {
        let named = entry.split_once('=').filter(|(key, _)| !key.is_empty());
        let (key, value) = named.ok_or_else(|| format!("{} is no KEY=VALUE, as in aws:SourceIp=203.0.113.10.", shown(entry)))?;
        if let Some(known) = ConditionKey::named(&format!("aws:{key}")).filter(|_| !key.contains(':')) {
            return Err(format!(
                "A condition key has its service in front, and no request comes with {}. Is {} meant?",
                shown(key),
                known.key
            ));
        }
        check_value(kind_of(key), value).map_err(|reason| format!("{key}: {reason}"))?;
        match keys.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(key)) {
            Some((_, values)) => values.push(value.to_owned()),
            None => keys.push((key.to_owned(), vec![value.to_owned()])),
        }
    }
    let one = |(key, values): (String, Vec<String>)| match <[String; 1]>::try_from(values) {
        Ok([value]) => (key, Value::Single(value)),
        Err(values) => (key, Value::Multi(values)),
    };
    Ok(keys.into_iter().map(one).collect())
}

/// What each value of a key is, as the service authorization reference has it; a text where it does not know the key.
pub(in crate::access) fn kind_of(key: &str) -> KeyType {
    ConditionKey::named(key).map_or(KeyType::String, |key| key.kind)
}

/// Checks one value of a key of this type.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn check_value(kind: KeyType, text: &str) -> Result<(), String> {
    let (is_right, wanted) = match kind {
        KeyType::Numeric => (Decimal::read(text).is_some(), "a number, as in 3600"),
        KeyType::Date => (Instant::read(text).is_some(), "a date, as in 2026-11-28T21:00:00Z"),
        KeyType::IpAddress => (Network::address(text).is_some(), "an IP address, as in 203.0.113.10"),
        KeyType::Arn | KeyType::ArrayOfArn => (Arn::parse(text).is_ok(), "an ARN, as in arn:aws:iam::111122223333:role/app"),
        KeyType::Bool | KeyType::ArrayOfBool => (matches!(text, "true" | "false"), "true or false"),
        KeyType::String | KeyType::ArrayOfString => (true, ""),
    };
    let shown: String = text.chars().take(SHOWN).collect();
    if is_right { Ok(()) } else { Err(format!("{shown:?} is not {wanted}.")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_given_with_values_of_their_types() {
        let single = |text: &str| Value::Single(text.to_owned());
        assert_eq!(
            given(["aws:SourceIp=203.0.113.9", "aws:TagKeys=a", "AWS:tagkeys=b", "nobody:knows=x=y"]).unwrap(),
            [
                ("aws:SourceIp".to_owned(), single("203.0.113.9")),
                ("aws:TagKeys".to_owned(), Value::Multi(vec!["a".into(), "b".into()])),
                ("nobody:knows".to_owned(), single("x=y")),
            ]
        );
        for (entry, wanted) in [
            ("x", "x is no KEY=VALUE"),
            ("=x", "=x is no KEY=VALUE"),
            ("SourceIp=192.0.2.1", "A condition key has its service in front, and no request comes with SourceIp. Is aws:SourceIp meant?"),
            ("aws:SourceIp=zz", "aws:SourceIp: \"zz\" is not an IP address"),
            ("aws:CurrentTime=notadate", "aws:CurrentTime: \"notadate\" is not a date"),
            ("aws:MultiFactorAuthAge=old", "aws:MultiFactorAuthAge: \"old\" is not a number"),
            ("aws:SecureTransport=yes", "aws:SecureTransport: \"yes\" is not true or false"),
            ("aws:SourceArn=bucket", "aws:SourceArn: \"bucket\" is not an ARN"),
        ] {
            let error = given([entry]).unwrap_err();
            assert!(error.starts_with(wanted), "{entry}: {error}");
        }
    }
}
