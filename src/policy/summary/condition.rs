//! Conditions in the console's words: key, comparison, value.

use crate::policy::document::{Condition, Operator, SetQualifier, Test};

/// A condition in a line: `aws:MultiFactorAuthPresent | true`, `aws:SourceIp | IP address | 203.0.113.0/24`.
pub(super) fn words(condition: &Condition) -> String {
    let values = condition.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(", ");
    let key = &condition.key.value;
    match comparison(condition.operator) {
        Some(comparison) => format!("{key} | {comparison} | {values}"),
        None => format!("{key} | {values}"),
    }
}

/// The operator in words; none for the plain comparison of booleans.
fn comparison(operator: Operator) -> Option<String> {
    let Operator { set, test, if_exists } = operator;
    if test == Test::Bool && set.is_none() && !if_exists {
        return None;
    }
    let set = match set {
        Some(SetQualifier::ForAllValues) => "for all values ",
        Some(SetQualifier::ForAnyValue) => "for any value ",
        None => "",
    };
    let if_exists = if if_exists { " if exists" } else { "" };
    Some(format!("{set}{}{if_exists}", spelled(test)))
}

/// `StringNotLike` as `string not like`.
fn spelled(test: Test) -> String {
    match test {
        Test::IpAddress => return "IP address".into(),
        Test::NotIpAddress => return "not IP address".into(),
        Test::Null => return "is absent".into(),
        _ => {}
    }
    let mut words = String::new();
    for letter in test.name().chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    match words.strip_prefix("arn ") {
        Some(rest) => format!("ARN {rest}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document::{Span, Text};

    #[test]
    fn conditions_are_told_in_words() {
        for (operator, key, values, told) in [
            ("Bool", "aws:MultiFactorAuthPresent", &["true"][..], "aws:MultiFactorAuthPresent | true"),
            ("BoolIfExists", "aws:MultiFactorAuthPresent", &["true"], "aws:MultiFactorAuthPresent | bool if exists | true"),
            ("IpAddress", "aws:SourceIp", &["203.0.113.0/24"], "aws:SourceIp | IP address | 203.0.113.0/24"),
            ("StringNotLike", "s3:prefix", &["a*", "b"], "s3:prefix | string not like | a*, b"),
            ("ArnLike", "aws:SourceArn", &["*"], "aws:SourceArn | ARN like | *"),
            ("ForAllValues:StringEquals", "aws:TagKeys", &["team"], "aws:TagKeys | for all values string equals | team"),
            ("Null", "aws:TokenIssueTime", &["true"], "aws:TokenIssueTime | is absent | true"),
        ] {
            let text = |value: &str| Text { value: value.to_owned(), span: Span::default() };
            let condition = Condition {
                operator: Operator::named(operator).unwrap(),
                operator_span: Span::default(),
                key: text(key),
                values: values.iter().map(|value| text(value)).collect(),
            };
            assert_eq!(words(&condition), told);
        }
    }
}
