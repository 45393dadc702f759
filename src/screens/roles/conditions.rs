//! The conditions of a trust policy in words, for a sentence that goes on with *if*.

use crate::policy::document::{Condition, Operator, SetQualifier, Test};

/// A condition of a statement.
pub(super) fn in_words(condition: &Condition) -> String {
    let (operator, key) = (condition.operator, condition.key.value.as_str());
    let values: Vec<&str> = condition.values.iter().map(|value| value.value.as_str()).collect();
    let is = |value: &str| matches!(values[..], [only] if only.eq_ignore_ascii_case(value));
    match (operator.test, key.to_ascii_lowercase().as_str()) {
        (Test::Bool, "aws:multifactorauthpresent") if operator.set.is_none() && (is("true") || is("false")) => mfa(operator, is("true")),
        (Test::Null, _) if is("true") => format!("{} is not given", noun(key)),
        (Test::Null, _) if is("false") => format!("{} is given", noun(key)),
        (test, "token.actions.githubusercontent.com:sub") if operator.set.is_none() => {
            let runs = if test.is_negated() { "the GitHub workflow does not run" } else { "the GitHub workflow runs" };
            let places: Vec<String> = values.iter().map(|value| github(value)).collect();
            format!("{runs} {}", places.join(" or "))
        }
        _ => compared(operator, key, &values),
    }
}

/// Sessions that a user has from the console or with a code tell whether there was one; requests with a user's keys do not.
fn mfa(operator: Operator, wanted: bool) -> String {
    let used = if wanted { "MFA was used" } else { "MFA was not used" };
    let otherwise = if operator.if_exists { " or nothing tells (as with access keys)" } else { "" };
    format!("{used}{otherwise}")
}

/// Where a workflow runs, from the subject of its token: `repo:ORGANIZATION/REPOSITORY:ref:refs/heads/BRANCH`.
fn github(subject: &str) -> String {
    let parts = subject.strip_prefix("repo:").and_then(|rest| rest.split_once('/'));
    let Some((organization, rest)) = parts else { return format!("as {subject}") };
    let organization = if organization.is_empty() { "an organization without a name" } else { organization };
    let (repository, run) = rest.split_once(':').unwrap_or((rest, "*"));
    let place = match repository {
        "*" => format!("in any repository of {organization}"),
        repository => format!("in the repository {organization}/{repository}"),
    };
    match (run, run.strip_prefix("ref:refs/heads/"), run.strip_prefix("environment:")) {
        ("*", ..) => place,
        (_, Some(branch), _) => format!("{place}, branch {branch}"),
        (_, _, Some(environment)) => format!("{place}, environment {environment}"),
        (run, None, None) => format!("{place}, as {run}"),
    }
}

fn compared(operator: Operator, key: &str, values: &[&str]) -> String {
    let noun = noun(key);
    let subject = match operator.set {
        Some(SetQualifier::ForAllValues) => format!("each of {noun}"),
        Some(SetQualifier::ForAnyValue) => format!("one of {noun}"),
        None => noun,
    };
    let given = if operator.if_exists { ", where given," } else { "" };
    let is = if operator.test.is_negated() { "is not" } else { "is" };
    let how = comparison(operator.test);
    let named: Vec<&str> = values.iter().map(|value| if value.is_empty() { "empty" } else { *value }).collect();
    let values = if named.is_empty() { "one of none".to_owned() } else { named.join(" or ") };
    format!("{subject}{given} {is} {how}{values}")
}

const fn comparison(test: Test) -> &'static str {
    match test {
        Test::StringLike | Test::StringNotLike | Test::ArnLike | Test::ArnNotLike => "like ",
        Test::NumericLessThan => "less than ",
        Test::NumericLessThanEquals => "at most ",
        Test::NumericGreaterThan => "more than ",
        Test::NumericGreaterThanEquals => "at least ",
        Test::DateLessThan => "before ",
        Test::DateLessThanEquals => "not after ",
        Test::DateGreaterThan => "after ",
        Test::DateGreaterThanEquals => "not before ",
        Test::IpAddress | Test::NotIpAddress => "within ",
        _ => "",
    }
}

/// What a key of a request holds; its own name where there are no better words.
fn noun(key: &str) -> String {
    let lower = key.to_ascii_lowercase();
    let words = match lower.as_str() {
        "sts:externalid" => "the external ID",
        "sts:rolesessionname" => "the session's name",
        "sts:sourceidentity" | "aws:sourceidentity" => "the source identity",
        "aws:multifactorauthpresent" => "the use of MFA",
        "aws:multifactorauthage" => "the age of the MFA code in seconds",
        "aws:sourceaccount" => "the account that the service acts for",
        "aws:sourcearn" => "the resource that the service acts for",
        "aws:sourceorgid" => "the organization that the service acts for",
        "aws:principalorgid" => "the caller's organization",
        "aws:principalaccount" => "the caller's account",
        "aws:principalarn" => "the caller",
        "aws:username" => "the user's name",
        "aws:sourceip" => "the caller's address",
        "aws:currenttime" => "the time",
        "aws:tagkeys" => "the keys of the session tags",
        "saml:aud" => "the address that the assertion is sent to",
        "saml:sub" => "the subject of the assertion",
        _ => return of_tag_or_token(key, &lower),
    };
    words.to_owned()
}

fn of_tag_or_token(key: &str, lower: &str) -> String {
    // Of a provider's key the name behind the last colon is its own: `accounts.google.com:aud`.
    let claim = lower.rsplit_once(':').filter(|(provider, _)| provider.contains('.')).map(|(_, claim)| claim);
    match (claim, lower.split_once('/').map(|(kind, _)| kind), key.split_once('/')) {
        (_, Some("aws:principaltag"), Some((_, tag))) => format!("the caller's tag {tag}"),
        (_, Some("aws:requesttag"), Some((_, tag))) => format!("the session tag {tag}"),
        (Some("aud"), ..) => "the token's audience".to_owned(),
        (Some("sub"), ..) => "the token's subject".to_owned(),
        (Some("amr"), ..) => "the token's ways of sign-in".to_owned(),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document::Document;

    #[test]
    fn conditions_are_told() {
        let cases = [
            (r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#, "MFA was used"),
            (r#"{"Bool":{"aws:multifactorauthpresent":false}}"#, "MFA was not used"),
            (r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":true}}"#, "MFA was used or nothing tells (as with access keys)"),
            (r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}"#, "the age of the MFA code in seconds is less than 300"),
            (r#"{"StringEquals":{"sts:ExternalId":["a","b"]}}"#, "the external ID is a or b"),
            (r#"{"StringNotEquals":{"sts:ExternalId":"a"}}"#, "the external ID is not a"),
            (r#"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#, "the account that the service acts for is 111122223333"),
            (r#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}"#, "the resource that the service acts for is like arn:aws:s3:::*"),
            (r#"{"StringEquals":{"aws:PrincipalTag/Team":"x"}}"#, "the caller's tag Team is x"),
            (
                r#"{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:octo/*:*"}}"#,
                "the GitHub workflow runs in any repository of octo",
            ),
            (
                r#"{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:octo/web:ref:refs/heads/main"}}"#,
                "the GitHub workflow runs in the repository octo/web, branch main",
            ),
            (r#"{"StringEquals":{"sts:ExternalId":""}}"#, "the external ID is empty"),
            (
                r#"{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:/*"}}"#,
                "the GitHub workflow runs in any repository of an organization without a name",
            ),
            (r#"{"StringLike":{"token.actions.githubusercontent.com:sub":"*"}}"#, "the GitHub workflow runs as *"),
            (
                r#"{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}"#,
                "the token's audience is sts.amazonaws.com",
            ),
            (r#"{"Null":{"sts:ExternalId":"false"}}"#, "the external ID is given"),
            (r#"{"IpAddressIfExists":{"aws:SourceIp":"10.0.0.0/8"}}"#, "the caller's address, where given, is within 10.0.0.0/8"),
            (r#"{"ForAllValues:StringLike":{"aws:TagKeys":["a*"]}}"#, "each of the keys of the session tags is like a*"),
            (r#"{"StringEquals":{"my:Key":[]}}"#, "my:Key is one of none"),
        ];
        for (block, words) in cases {
            let statement = format!(r#"{{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{block}}}"#);
            let document = Document::read(&format!(r#"{{"Statement":{statement}}}"#)).unwrap();
            let told: Vec<String> = document.statements[0].conditions.iter().map(in_words).collect();
            assert_eq!(told, [words], "{block}");
        }
    }
}
