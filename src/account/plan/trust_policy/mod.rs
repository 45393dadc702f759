//! Trust policies: who may assume a role.
//!
//! As much of the policy grammar as a trust policy has: statements with effect, principals, actions of STS and conditions.

mod document;
mod principal;

use std::collections::BTreeSet;

use serde::de::{DeserializeOwned, IgnoredAny};

use self::document::{Document, OneOrMore, Statement};
use self::principal::check_principal;
use crate::account::Account;
use crate::account::refusal::{ErrorCode, Refusal};

/// What a trust policy can let a principal do.
const ACTIONS: [&str; 6] = [
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:setcontext",
    "sts:setsourceidentity",
    "sts:tagsession",
];

/// Checks a role's trust policy.
///
/// # Errors
/// `LimitExceeded` where it is too long, `MalformedPolicyDocument` where it is no trust policy.
pub(super) fn check(account: &Account, document: &str) -> Result<(), Refusal> {
    let quota = account.quotas().trust_policy_size;
    if document.chars().filter(|letter| !letter.is_whitespace()).count() > quota {
        let refusal = Refusal::quota("ACLSizePerRole", quota).member("AssumeRolePolicyDocument");
        return Err(refusal.remedy("Shorten the trust policy; white space does not count."));
    }
    read::<IgnoredAny>(document, "This policy contains invalid Json", "Check brackets, quotes and commas")?;
    let known = "A trust policy has a Version and a Statement with Effect, Principal, Action and perhaps Sid and Condition";
    let policy: Document = read(document, "Syntax errors in policy.", known)?;
    let statements = policy.statement.as_slice();
    if statements.is_empty() {
        return malformed("Syntax errors in policy.", "A trust policy needs a statement.");
    }
    check_sids(statements)?;
    statements.iter().try_for_each(|statement| check_statement(account, statement))
}

fn malformed<T>(message: impl Into<String>, remedy: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(ErrorCode::MalformedPolicyDocument, message).member("AssumeRolePolicyDocument").remedy(remedy))
}

fn read<T: DeserializeOwned>(document: &str, message: &str, remedy: &str) -> Result<T, Refusal> {
    serde_json::from_str(document)
        .or_else(|error| malformed(message, format!("{remedy}; see line {}, column {}.", error.line(), error.column())))
}

fn check_sids(statements: &[Statement]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for sid in statements.iter().filter_map(|statement| statement.sid.as_deref()) {
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return malformed("Statement IDs (SID) must be alpha-numeric.", "Use letters and digits only in a Sid, or leave it out.");
        }
        if !sid.is_empty() && !seen.insert(sid) {
            return malformed("Statement IDs (SID) in a single policy must be unique.", format!("Two statements have the Sid {sid}."));
        }
    }
    Ok(())
}

fn check_statement(account: &Account, statement: &Statement) -> Result<(), Refusal> {
    let elements = [
        ("Resource", &statement.resource, "A trust policy says who may assume this role; leave the resource out."),
        ("NotResource", &statement.not_resource, "A trust policy says who may assume this role; leave the resource out."),
        ("NotPrincipal", &statement.not_principal, "Name those who may assume the role with Principal."),
        ("NotAction", &statement.not_action, "Name what they may do with Action, as in sts:AssumeRole."),
    ];
    if let Some((name, _, remedy)) = elements.into_iter().find(|(_, element, _)| element.is_some()) {
        return malformed(format!("Has prohibited field {name}"), remedy);
    }
    let Some(principal) = &statement.principal else {
        let remedy = "Say who may assume the role, as in \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}.";
        return malformed("Missing required field Principal", remedy);
    };
    check_principal(account, principal)?;
    check_actions(statement.action.as_ref().map_or(&[], OneOrMore::as_slice))
}

fn check_actions(actions: &[String]) -> Result<(), Refusal> {
    if actions.is_empty() {
        return malformed("Policy statement must contain actions.", "The action is sts:AssumeRole.");
    }
    if !actions.iter().all(|action| names_action(&action.to_ascii_lowercase())) {
        return malformed("AssumeRole policy may only specify STS AssumeRole actions.", "The action is sts:AssumeRole.");
    }
    Ok(())
}

/// Whether a text in lower case is one of the actions, or the beginning of some and a star.
fn names_action(action: &str) -> bool {
    match action.strip_suffix('*') {
        Some(start) => start.starts_with("sts:") && ACTIONS.iter().any(|action| action.starts_with(start)),
        None => ACTIONS.contains(&action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::quotas::Quotas;

    fn account() -> Account {
        Account::empty("482109735516".parse().unwrap(), Quotas::default())
    }

    fn of(statement: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
    }

    fn with(principal: &str) -> String {
        of(&format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#))
    }

    fn doing(action: &str) -> String {
        of(&format!(r#"{{"Effect":"Allow","Principal":{{"Service":"ec2.amazonaws.com"}},{action}}}"#))
    }

    #[test]
    fn trust_policies_are_taken() {
        let account = account();
        for document in [
            with(r#"{"Service":"ec2.amazonaws.com"}"#),
            with(r#"{"Service":["lambda.amazonaws.com","delivery.logs.amazonaws.com"],"AWS":"*"}"#),
            with(r#"{"AWS":["111122223333","arn:aws:iam::111122223333:role/team/app","arn:aws:iam::482109735516:root"]}"#),
            with(r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/Corp"}"#),
            with(r#"{"Federated":"accounts.google.com"}"#),
            doing(r#""Action":["sts:AssumeRole","sts:TagSession"]"#),
            doing(r#""Action":"STS:assumerole*","Sid":"A1","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true}}"#),
            r#"{"Id":"x","Statement":{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"sts:*"}}"#.into(),
        ] {
            assert_eq!(check(&account, &document), Ok(()), "{document}");
        }
    }

    #[test]
    fn what_is_no_trust_policy_is_refused_in_aws_words() {
        const SYNTAX: &str = "Syntax errors in policy.";
        const ACTION: &str = "AssumeRole policy may only specify STS AssumeRole actions.";
        const NO_ACTION: &str = "Policy statement must contain actions.";
        const NO_PRINCIPAL: &str = "Missing required field Principal";
        let ec2 = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
        let account = account();
        for (document, message) in [
            ("{".to_owned(), "This policy contains invalid Json"),
            (with("5"), SYNTAX),
            (with("null"), SYNTAX),
            (with(r#"{"Nobody":"x"}"#), SYNTAX),
            (with(r#"{"AWS":5}"#), SYNTAX),
            (with("{}"), NO_PRINCIPAL),
            (with(r#"{"AWS":[]}"#), NO_PRINCIPAL),
            (with(r#""*""#), r#"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#),
            (with(r#"{"AWS":"nonsense"}"#), r#"Invalid principal in policy: "AWS":"nonsense""#),
            (with(r#"{"AWS":["111122223333","x"]}"#), r#"Invalid principal in policy: "AWS":"x""#),
            (
                with(r#"{"AWS":"arn:aws:iam::111122223333:group/x"}"#),
                r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/x""#,
            ),
            (
                with(r#"{"AWS":"arn:aws:iam::482109735516:user/x"}"#),
                r#"Invalid principal in policy: "AWS":"arn:aws:iam::482109735516:user/x""#,
            ),
            (
                with(r#"{"AWS":"arn:aws:iam::111122223333:role/*"}"#),
                r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*""#,
            ),
            (with(r#"{"Service":"ec2"}"#), r#"Invalid principal in policy: "SERVICE":"ec2""#),
            (with(r#"{"Federated":"example.com"}"#), r#"Invalid principal in policy: "FEDERATED":"example.com""#),
            (doing(r#""Action":[]"#), NO_ACTION),
            (doing(r#""Sid":"A""#), NO_ACTION),
            (doing(r#""Action":"sts:Nope""#), ACTION),
            (doing(r#""Action":"*""#), ACTION),
            (doing(r#""Action":["sts:AssumeRole","s3:GetObject"]"#), ACTION),
            (doing(r#""Action":"sts:AssumeRole","Sid":5"#), SYNTAX),
            (doing(r#""Action":"sts:AssumeRole","Sid":"a b""#), "Statement IDs (SID) must be alpha-numeric."),
            (doing(r#""Action":"sts:AssumeRole","Condition":7"#), SYNTAX),
            (doing(r#""Action":"sts:AssumeRole","Condition":null"#), SYNTAX),
            (doing(r#""Action":"sts:AssumeRole","Action":"sts:AssumeRole""#), SYNTAX),
            (doing(r#""Action":"sts:AssumeRole","Colour":"red""#), SYNTAX),
            (doing(r#""Action":"sts:AssumeRole","Resource":null"#), "Has prohibited field Resource"),
            (doing(r#""Action":"sts:AssumeRole","NotAction":"sts:TagSession""#), "Has prohibited field NotAction"),
            (of(r#"{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"NotAction":"s3:*"}"#), "Has prohibited field NotPrincipal"),
            (of(r#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#), NO_PRINCIPAL),
            (of(r#"{"Effect":"Maybe","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#), SYNTAX),
            (of(""), SYNTAX),
            (format!(r#"{{"Version":"2013-01-01","Statement":{ec2}}}"#), SYNTAX),
            (format!(r#"{{"Statement":{ec2},"Owner":"me"}}"#), SYNTAX),
            ("null".into(), SYNTAX),
            ("[]".into(), SYNTAX),
        ] {
            let refusal = check(&account, &document).unwrap_err();
            assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::MalformedPolicyDocument, message), "{document}");
        }
        let twice = ec2.replace("{\"Effect", "{\"Sid\":\"A\",\"Effect");
        let refusal = check(&account, &of(&format!("{twice},{twice}"))).unwrap_err();
        assert_eq!(refusal.message, "Statement IDs (SID) in a single policy must be unique.");
        assert_eq!(check(&account, &doing(&format!("\"Sid\":\"{}\"", "A".repeat(2048)))).unwrap_err().code, ErrorCode::LimitExceeded);
    }

    #[test]
    fn what_is_wrong_is_shown_by_line_and_column() {
        let refusal = check(&account(), "{\n \"Statement\": 5 }").unwrap_err();
        assert!(refusal.remedy.unwrap().contains("see line 2"));
    }
}
