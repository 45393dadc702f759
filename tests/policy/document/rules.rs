//! IAM's rules, each with its message and its place.

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::document::{DocumentKind, FaultKind, counted_characters, validate};

fn statement(elements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{elements}}}]}}"#)
}

fn doing(action: &str) -> String {
    statement(&format!(r#""Action":"{action}","Resource":"*""#))
}

fn on(resource: &str) -> String {
    statement(&format!(r#""Action":"s3:*","Resource":"{resource}""#))
}

/// What the API answers, and the text it points at.
fn answer(text: &str, kind: DocumentKind) -> (String, String) {
    let faults = validate(text, kind).expect_err(text);
    let fault = &faults[0];
    assert!(fault.about.ends_with('.'), "{}", fault.about);
    (fault.message.to_string(), text[fault.span.start..fault.span.end].to_owned())
}

#[test]
fn all_of_the_catalogue_is_accepted() {
    for policy in AWS_MANAGED_POLICIES.all() {
        for kind in [DocumentKind::Identity, DocumentKind::Managed] {
            validate(policy.document(), kind).unwrap_or_else(|faults| panic!("{}: {faults:?}", policy.name));
        }
    }
}

#[test]
fn what_iam_accepts_is_accepted() {
    for text in [
        r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#.to_owned(),
        r#"{"Version":"2008-10-17","Id":"x","Statement":{"Effect":"Allow","NotAction":"*","NotResource":"*","Sid":""}}"#.to_owned(),
        doing("nosuch:Thing"),
        doing("S3:get?bject*"),
        doing("iam: what ever"),
        on("arn:aws:s3:::bucket/${aws:username}/a:b"),
        on("arn:aws:sqs:*"),
        on("arn:*:s3:::bucket"),
        on("arn:aws-us-gov:s3:::bucket"),
        on("arn:aws:s3:*"),
        on("arn:aws:s3:eu-west-1:111122223333:accesspoint/x"),
        on("arn:aws:iam::111122223333:role/app"),
        on("arn:aws:iam::*:root"),
        on("arn:aws:iam::111122223333:*"),
        statement(r#""Action":"*","Resource":"*","Condition":{"DateLessThan":{"a":["2026-01-01T00:00:00Z","1767225600",1767225600]}}"#),
        statement(r#""Action":"*","Resource":"*","Condition":{"Bool":{},"StringEquals":{"k":[]},"Nonsense":{}}"#),
    ] {
        validate(&text, DocumentKind::Identity).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    }
}

#[test]
fn what_iam_refuses_is_refused_in_its_words() {
    const VENDOR: &str = "Resource vendor must be fully qualified and cannot contain regexes.";
    const PATHS: &str = "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, \
        mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.";
    const SID: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
    const LEGACY: &str = "The policy failed legacy parsing";
    const PREFACED: &str = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    for (text, message, place) in [
        ("nope".to_owned(), "Syntax errors in policy.", "nope"),
        (doing("ListBuckets"), PREFACED, "\"ListBuckets\""),
        (doing(""), PREFACED, "\"\""),
        (doing("**"), PREFACED, "\"**\""),
        (doing("s3:a:b"), "Actions/Condition can contain only one colon.", "\"s3:a:b\""),
        (doing("s*:Get"), "Vendor s* is not valid", "\"s*:Get\""),
        (doing(":Get"), "Vendor  is not valid", "\":Get\""),
        (doing("s 3:Get"), "Vendor s 3 is not valid", "\"s 3:Get\""),
        (on("bucket"), "Resource bucket must be in ARN format or \"*\".", "\"bucket\""),
        (on(""), "Resource  must be in ARN format or \"*\".", "\"\""),
        (on("s3:bucket"), "Resource s3:bucket must be in ARN format or \"*\".", "\"s3:bucket\""),
        (on("arn:nowhere:s3:::b"), "Partition \"nowhere\" is not valid for resource \"arn:nowhere:s3:::b\".", "\"arn:nowhere:s3:::b\""),
        (on("arn:x"), "Partition \"x\" is not valid for resource \"arn:x:*:*:*:*\".", "\"arn:x\""),
        (on("arn:x:"), "Partition \"x\" is not valid for resource \"arn:x:*:*:*:*\".", "\"arn:x:\""),
        (on("arn:aws:s3::b"), LEGACY, "\"arn:aws:s3::b\""),
        (on("arn:aws:iam::*"), LEGACY, "\"arn:aws:iam::*\""),
        (on("arn:aws:sqs::q"), LEGACY, "\"arn:aws:sqs::q\""),
        (on("arn:aws"), VENDOR, "\"arn:aws\""),
        (on("arn:aws:s3"), VENDOR, "\"arn:aws:s3\""),
        (on("arn:aws:*"), VENDOR, "\"arn:aws:*\""),
        (on("arn:aws:s*:::b"), VENDOR, "\"arn:aws:s*:::b\""),
        (
            on("arn:aws:s3:eu-west-1::b"),
            "Resource arn:aws:s3:eu-west-1::b can not contain region information.",
            "\"arn:aws:s3:eu-west-1::b\"",
        ),
        (on("arn:aws:s3:eu-west-1"), "Resource arn:aws:s3:eu-west-1 can not contain region information.", "\"arn:aws:s3:eu-west-1\""),
        (
            on("arn:aws:iam:eu-west-1:111122223333:user/x"),
            "IAM resource arn:aws:iam:eu-west-1:111122223333:user/x cannot contain region information.",
            "\"arn:aws:iam:eu-west-1:111122223333:user/x\"",
        ),
        (on("arn:aws:iam::111122223333:alice"), PATHS, "\"arn:aws:iam::111122223333:alice\""),
        (on("arn:aws:iam::111122223333"), PATHS, "\"arn:aws:iam::111122223333\""),
        (statement(r#""Action":"*""#), "Policy statement must contain resources.", r#"{"Effect":"Allow","Action":"*"}"#),
        (statement(r#""Action":"*","Resource":[]"#), "Policy statement must contain resources.", "[]"),
        (statement(r#""Resource":"*""#), "Policy statement must contain actions.", r#"{"Effect":"Allow","Resource":"*"}"#),
        (statement(r#""Action":[],"Resource":"*""#), "Policy statement must contain actions.", "[]"),
        (statement(r#""Action":"*","Resource":"*","Sid":"a b""#), SID, "\"a b\""),
        (statement(r#""Action":"*","Resource":"*","Principal":"*""#), "Policy document should not specify a principal.", "\"Principal\""),
        (
            statement(r#""Action":"*","Resource":"*","Condition":{"DateEqualsIfExists":{"k":["2026","soon"]}}"#),
            "The policy failed legacy parsing",
            "\"soon\"",
        ),
        (on("arn:aws:s3:::\u{4e2d}"), "Syntax errors in policy.", "\u{4e2d}"),
    ] {
        assert_eq!(answer(&text, DocumentKind::Identity), (message.to_owned(), place.to_owned()), "{text}");
    }
}

#[test]
fn statement_ids_are_unique() {
    let statements = r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"","Effect":"Allow","Action":"*","Resource":"*"},
        {"Sid":"","Effect":"Deny","Action":"*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let faults = validate(statements, DocumentKind::Identity).unwrap_err();
    assert_eq!((faults.len(), &*faults[0].message), (1, "Statement IDs (SID) in a single policy must be unique."));
    assert_eq!(faults[0].span.start, statements.rfind("\"A\"").unwrap());
}

#[test]
fn managed_policies_are_of_the_current_version() {
    for (version, place) in [(r#""Version":"2008-10-17","#, "\"2008-10-17\""), ("", "{")] {
        let text = format!(r#"{{{version}"Statement":{{"Effect":"Allow","Action":"*","Resource":"*"}}}}"#);
        validate(&text, DocumentKind::Identity).unwrap();
        let message = "Policy document must be version 2012-10-17 or greater.";
        assert_eq!(answer(&text, DocumentKind::Managed), (message.to_owned(), place.to_owned()));
    }
}

#[test]
fn iam_answers_structure_before_content_and_all_is_told() {
    use FaultKind::{Action, Element, Resource, Sid};

    let text = statement(r#""Action":["ListBuckets","s3:a:b"],"Resource":["bucket","arn:x"],"Sid":"-","Principal":"*""#);
    let faults = validate(&text, DocumentKind::Managed).unwrap_err();
    let kinds: Vec<FaultKind> = faults.iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, [Sid, Element, Resource, Resource, Action, Action]);
    let faults = validate(&text.replace("\"*\"}", "5}"), DocumentKind::Managed).unwrap_err();
    assert_eq!(faults[0].kind, FaultKind::Syntax);
}

#[test]
fn policies_of_resources_say_whom_they_are_about() {
    let nobody = statement(r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#);
    let everyone = statement(r#""Principal":"*","Sid":"a b","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#);
    for kind in [DocumentKind::Resource, DocumentKind::VpcEndpoint] {
        assert_eq!(answer(&nobody, kind).0, "Missing required field Principal");
        assert_eq!(answer(&nobody.replace("\"Action\"", "\"Principal\":{\"AWS\":[]},\"Action\""), kind).1, "\"Principal\"");
        validate(&everyone, kind).unwrap();
        let anywhere = everyone.replace(r#","Resource":"arn:aws:s3:::b/*""#, "");
        assert_eq!(answer(&anywhere, kind).0, "Policy statement must contain resources.");
    }
}

#[test]
fn the_principals_of_resources_have_the_form_of_principals() {
    let with = |principal: &str| statement(&format!(r#""Principal":{principal},"Action":"s3:GetObject","Resource":"*""#));
    let canonical = format!(r#"{{"CanonicalUser":"{}"}}"#, "7a".repeat(32));
    for principal in [
        r#""*""#,
        r#"{"AWS":"*"}"#,
        r#"{"AWS":["111122223333","arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/team/a"]}"#,
        r#"{"AWS":["AIDAABCDEFGHIJKLMNOPQ","arn:aws:sts::111122223333:assumed-role/app/session"]}"#,
        r#"{"Service":["s3.amazonaws.com","alexa-appkit.amazon.com"],"Federated":"accounts.google.com"}"#,
        &canonical,
    ] {
        validate(&with(principal), DocumentKind::Resource).unwrap_or_else(|faults| panic!("{principal}: {faults:?}"));
    }
    for (principal, place, about) in [
        (r#"{"AWS":"arn:aws:iam::111122223333:group/g"}"#, "\"arn:aws:iam::111122223333:group/g\"", "A group is no principal"),
        (r#"{"AWS":["111122223333","arn:aws:iam::111122223333:user/*"]}"#, "\"arn:aws:iam::111122223333:user/*\"", "without wildcards"),
        (r#"{"AWS":"alice"}"#, "\"alice\"", "A principal is an account"),
        (r#"{"AWS":"AGPAABCDEFGHIJKLMNOPQ"}"#, "\"AGPAABCDEFGHIJKLMNOPQ\"", "A principal is an account"),
        (r#"{"AWS":""}"#, "\"\"", "A principal is an account"),
        (r#"{"Service":"s3"}"#, "\"s3\"", "A principal is an account"),
        (r#"{"Federated":"example.com"}"#, "\"example.com\"", "A principal is an account"),
        (r#"{"CanonicalUser":"79a5"}"#, "\"79a5\"", "A principal is an account"),
    ] {
        let text = with(principal).replace("Principal", "NotPrincipal");
        for text in [with(principal), text] {
            assert_eq!(answer(&text, DocumentKind::Resource), ("Invalid principal in policy".into(), place.into()));
            let faults = validate(&text, DocumentKind::Resource).unwrap_err();
            assert!(faults[0].about.contains(about), "{principal}: {}", faults[0].about);
        }
    }
}

#[test]
fn policies_of_organizations_have_rules_of_their_own() {
    const UNMET: &str = "The provided policy document does not meet the requirements of the specified policy type.";
    let of = |kind, text: &str| answer(text, kind);
    let control = statement(r#""Action":"*","Resource":"*""#);
    validate(&control, DocumentKind::ServiceControl).unwrap();
    let named = control.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"");
    assert_eq!(of(DocumentKind::ServiceControl, &named), (UNMET.into(), "\"Principal\"".into()));
    let resource = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#;
    validate(resource, DocumentKind::ResourceControl).unwrap();
    for (from, to, place) in [
        ("Deny", "Allow", "\"Allow\""),
        ("\"Action\"", "\"NotAction\"", "\"NotAction\""),
        ("\"s3:*\"", "\"*\"", "\"*\""),
        ("\"Principal\"", "\"NotPrincipal\"", "\"NotPrincipal\""),
        ("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":\"*\"}", "\"Principal\""),
    ] {
        assert_eq!(of(DocumentKind::ResourceControl, &resource.replacen(from, to, 1)), (UNMET.into(), place.into()), "{to}");
    }
    let nobody = resource.replace("\"Principal\":\"*\",", "");
    assert_eq!(of(DocumentKind::ResourceControl, &nobody).0, UNMET);
}

#[test]
fn white_space_does_not_count() {
    assert_eq!(counted_characters(" {\n\t\"a\": \"b c\u{e9}\u{a0}\" }\r\n"), 11);
}
