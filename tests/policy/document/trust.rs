//! Trust policies, without an account.

use iam_console::policy::document::{Document, DocumentKind, validate};

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
    for document in [
        with(r#"{"Service":"ec2.amazonaws.com"}"#),
        with(r#"{"Service":["lambda.amazonaws.com","delivery.logs.amazonaws.com"],"AWS":"*"}"#),
        with(r#"{"AWS":["111122223333","arn:aws:iam::111122223333:role/team/app","arn:aws:iam::482109735516:user/who"]}"#),
        with(r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/app/session"}"#),
        with(r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/Corp"}"#),
        with(r#"{"Federated":"accounts.google.com"}"#),
        doing(r#""Action":["sts:AssumeRole","sts:TagSession"]"#),
        doing(r#""Action":"STS:assumerole*","Sid":"A1","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true}}"#),
        r#"{"Id":"x","Statement":{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"sts:*"}}"#.into(),
    ] {
        validate(&document, DocumentKind::Trust).unwrap_or_else(|faults| panic!("{document}: {faults:?}"));
    }
}

const SYNTAX: &str = "Syntax errors in policy.";

#[test]
fn whom_no_role_can_trust() {
    for (principal, message) in [
        ("5", SYNTAX),
        ("null", SYNTAX),
        (r#"{"Nobody":"x"}"#, SYNTAX),
        (r#"{"AWS":5}"#, SYNTAX),
        (r#"{"CanonicalUser":"79a5"}"#, SYNTAX),
        ("{}", "Missing required field Principal"),
        (r#"{"AWS":[]}"#, "Missing required field Principal"),
        (r#""*""#, r#"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#),
        (r#""x""#, r#"AssumeRolepolicy contained an invalid principal: "AWS":"x"."#),
        (r#"{"AWS":"nonsense"}"#, r#"Invalid principal in policy: "AWS":"nonsense""#),
        (r#"{"AWS":["111122223333","x"]}"#, r#"Invalid principal in policy: "AWS":"x""#),
        (r#"{"AWS":"arn:aws:iam::111122223333:group/x"}"#, r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/x""#),
        (r#"{"AWS":"arn:aws:iam::111122223333:role/*"}"#, r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*""#),
        (r#"{"AWS":"arn:aws:iam::111122223333:role/a/"}"#, r#"Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/a/""#),
        (r#"{"Service":"ec2"}"#, r#"Invalid principal in policy: "SERVICE":"ec2""#),
        (r#"{"Federated":"example.com"}"#, r#"Invalid principal in policy: "FEDERATED":"example.com""#),
    ] {
        let faults = validate(&with(principal), DocumentKind::Trust).expect_err(principal);
        assert_eq!(&*faults[0].message, message, "{principal}");
    }
}

#[test]
fn what_is_no_trust_policy_is_refused_in_iams_words() {
    const ACTION: &str = "AssumeRole policy may only specify STS AssumeRole actions.";
    const NO_ACTION: &str = "Policy statement must contain actions.";
    let ec2 = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    for (document, message) in [
        ("{".to_owned(), "This policy contains invalid Json"),
        (doing(r#""Action":[]"#), NO_ACTION),
        (doing(r#""Sid":"A""#), NO_ACTION),
        (doing(r#""Action":"sts:Nope""#), ACTION),
        (doing(r#""Action":"*""#), ACTION),
        (doing(r#""Action":["sts:AssumeRole","s3:GetObject"]"#), ACTION),
        (doing(r#""Action":"sts:AssumeRole","Sid":5"#), SYNTAX),
        (
            doing(r#""Action":"sts:AssumeRole","Sid":"a b""#),
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        ),
        (doing(r#""Action":"sts:AssumeRole","Condition":7"#), SYNTAX),
        (doing(r#""Action":"sts:AssumeRole","Condition":null"#), SYNTAX),
        (doing(r#""Action":"sts:AssumeRole","Action":"sts:AssumeRole""#), SYNTAX),
        (doing(r#""Action":"sts:AssumeRole","Colour":"red""#), SYNTAX),
        (doing(r#""Action":"sts:AssumeRole","Resource":null"#), "Has prohibited field Resource"),
        (doing(r#""Action":"sts:AssumeRole","NotResource":"*""#), "Has prohibited field NotResource"),
        (doing(r#""Action":"sts:AssumeRole","NotAction":"sts:TagSession""#), "Has prohibited field NotAction"),
        (of(r#"{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"NotAction":"s3:*"}"#), "Has prohibited field NotPrincipal"),
        (of(r#"{"Effect":"Allow","Action":"sts:AssumeRole"}"#), "Missing required field Principal"),
        (of(r#"{"Effect":"Maybe","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#), SYNTAX),
        (of(""), SYNTAX),
        (
            of(&format!("{0},{0}", ec2.replace("{\"Effect", "{\"Sid\":\"A\",\"Effect"))),
            "Statement IDs (SID) in a single policy must be unique.",
        ),
        (format!(r#"{{"Version":"2013-01-01","Statement":{ec2}}}"#), SYNTAX),
        (format!(r#"{{"Statement":{ec2},"Owner":"me"}}"#), SYNTAX),
        ("null".into(), SYNTAX),
        ("[]".into(), SYNTAX),
    ] {
        let faults = validate(&document, DocumentKind::Trust).expect_err(&document);
        assert_eq!(&*faults[0].message, message, "{document}: {faults:?}");
    }
}

#[test]
fn a_document_read_for_any_kind_is_checked_like_one_read_for_trust() {
    let text = of(r#"{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"NotAction":"s3:*","Resource":"*"}"#);
    let faults = Document::read(&text).unwrap().check(&text, DocumentKind::Trust);
    let messages: Vec<&str> = faults.iter().map(|fault| &*fault.message).take(3).collect();
    assert_eq!(messages, ["Has prohibited field NotPrincipal", "Has prohibited field NotAction", "Has prohibited field Resource"]);
}
