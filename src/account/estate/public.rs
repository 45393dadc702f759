//! Whether a policy of a resource lets everybody in, as S3 Block Public Access takes it.

use crate::policy::document::{Condition, Document, Effect, PrincipalKind, SetQualifier, Statement};
use crate::policy::request::USER_ID;

/// Keys that limit who is let in, where they are compared with fixed values.
const LIMITING: [&str; 13] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    USER_ID,
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
];

/// Whether the policy is public: whether a statement of it allows something to everyone, under no condition that limits whom.
pub fn is_public(document: &Document) -> bool {
    document.statements.iter().any(|statement| statement.effect == Effect::Allow && names_everyone(statement) && !is_limited(statement))
}

fn names_everyone(statement: &Statement) -> bool {
    statement.principals.as_ref().is_some_and(|principals| {
        let is_everyone = |kind: PrincipalKind, text: &str| kind == PrincipalKind::Everyone || (kind == PrincipalKind::Aws && text == "*");
        principals.negated || principals.entries.iter().any(|entry| is_everyone(entry.kind, &entry.text.value))
    })
}

fn is_limited(statement: &Statement) -> bool {
    statement.conditions.iter().any(limits)
}

/// A condition limits where it wants one of its values, and none of them stands for many or for what isn't known. Of a key
/// without a value `ForAllValues` wants nothing.
fn limits(condition: &Condition) -> bool {
    let key = condition.key.value.to_ascii_lowercase();
    let operator = condition.operator;
    let wants = !operator.test.is_negated() && !operator.if_exists && operator.set != Some(SetQualifier::ForAllValues);
    let is_fixed = |value: &str| if key == "aws:sourceip" { is_narrow(value) } else { is_fixed(&key, value) };
    wants && LIMITING.contains(&key.as_str()) && !condition.values.is_empty() && condition.values.iter().all(|value| is_fixed(&value.value))
}

/// Whether a value is one alone. Of user ids those of a role's sessions are none: S3 counts no value of the pattern `AROLEID:*`.
fn is_fixed(key: &str, value: &str) -> bool {
    let is_of_session = key == USER_ID && value.starts_with("AROA") && value.contains(':');
    !is_of_session && !value.contains(['*', '?']) && !value.contains("${")
}

/// Whether a network is of some, not of a great part of all addresses there are.
fn is_narrow(network: &str) -> bool {
    let widest = if network.contains(':') { 32 } else { 8 };
    let bits = network.split_once('/').map_or(Some(128), |(_, bits)| bits.parse::<u32>().ok());
    bits.is_some_and(|bits| bits >= widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lets_everybody_in_is_public() {
        let table = [
            (r#""Principal":"*""#, true),
            (r#""Principal":{"AWS":"*"}"#, true),
            (r#""Principal":{"AWS":["111122223333","*"]}"#, true),
            (r#""Principal":{"AWS":"111122223333"}"#, false),
            (r#""Principal":{"Service":"lambda.amazonaws.com"}"#, false),
            (r#""Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, false),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, false),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, true),
            (r#""Principal":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, true),
            (r#""Principal":"*","Condition":{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#, true),
            (r#""Principal":"*","Condition":{"StringLike":{"s3:prefix":"a"}}"#, true),
            (r#""Principal":"*","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}"#, false),
            (r#""Principal":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}"#, true),
            (r#""Principal":"*","Condition":{"StringEquals":{"aws:userid":"${aws:userid}"}}"#, true),
            (r#""Principal":"*","Condition":{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}"#, true),
            (r#""Principal":"*","Condition":{"StringEquals":{"aws:userid":"AIDAEXAMPLE"}}"#, false),
            (r#""Principal":"*","Condition":{"StringLike":{"aws:userid":"AROA*:*"}}"#, true),
            (r#""Principal":"*","Condition":{"StringLike":{"aws:PrincipalOrgID":"o-?"}}"#, true),
            (r#""Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"}}"#, true),
            (r#""Principal":"*","Condition":{"StringLike":{"aws:SourceVpc":["vpc-1","vpc-*"]}}"#, true),
            (r#""Principal":"*","Condition":{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, true),
            (r#""Principal":"*","Condition":{"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}}"#, false),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"128.0.0.0/1"}}"#, true),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","2.0.0.0/7"]}}"#, true),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.7"]}}"#, false),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}"#, false),
            (r#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"2000::/3"}}"#, true),
        ];
        for (parts, expected) in table {
            for (effect, is_allow) in [("Allow", true), ("Deny", false)] {
                let text = format!(
                    r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}",{parts},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}}}"#
                );
                let document = Document::read(&text).unwrap();
                assert_eq!(is_public(&document), expected && is_allow, "{effect} {parts}");
            }
        }
    }
}
