//! What is offered where.

use iam_console::catalog::SERVICE_REFERENCE;
use iam_console::policy::document::DocumentKind::{Identity, Resource, ServiceControl, Trust};

use super::{OWN, at_cursor, completion, labels, statement};

/// The text with the first item, or that of a label, in place.
fn completed(text: &str, label: Option<&str>) -> String {
    let completion = completion(text, Identity);
    let item = completion.items.iter().find(|item| label.is_none_or(|label| item.label == label)).expect(text);
    let (text, _) = at_cursor(text);
    format!("{}{}{}", &text[..completion.replace.start], item.insert, &text[completion.replace.end..])
}

#[test]
fn actions_are_found_by_their_names_and_by_the_beginnings_of_their_words() {
    let first = |typed: &str| labels(&statement(&format!("\"Action\": \"{typed}‸\""))).into_iter().next();
    for (typed, action) in [("getobject", "s3:GetObject"), ("s3:DelOb", "s3:DeleteObject"), ("delob", "s3:DeleteObject")] {
        assert_eq!(first(typed).as_deref(), Some(action), "{typed}");
    }
    assert_eq!(first("s3").as_deref(), Some("s3"));
}

#[test]
fn the_likeliest_variable_comes_first() {
    let offered = labels(&statement("\"Resource\": \"arn:aws:s3:::home/${aws:us‸\""));
    assert_eq!(offered.first().map(String::as_str), Some("aws:username"), "{offered:?}");
}

#[test]
fn elements_that_are_missing() {
    assert_eq!(labels("{‸}"), ["Version", "Statement", "Id"]);
    assert_eq!(labels("{\"Version\": \"2012-10-17\", \"‸\"}"), ["Statement", "Id"]);
    assert_eq!(labels(&statement("\"Effect\": \"Allow\", \"Not‸\"")), ["NotAction", "NotResource"]);
    assert_eq!(labels(&statement("\"Action\": \"s3:*\", ‸")), ["Sid", "Effect", "Resource", "Condition", "NotResource"]);
    let of = |kind, text: &str| completion(&statement(text), kind).items.into_iter().map(|item| item.label).collect::<Vec<_>>();
    assert_eq!(of(Trust, "‸"), ["Sid", "Effect", "Principal", "Action", "Condition"]);
    assert!(of(Resource, "‸").contains(&"NotPrincipal".to_owned()) && !of(ServiceControl, "‸").contains(&"Principal".to_owned()));
    assert_eq!(completed("{\"Ver‸", None), "{\"Version\": ");
    assert_eq!(completed("{Ver‸", None), "{\"Version\": ");
    assert_eq!(completed("{\"Ver‸\": 1}", None), "{\"Version\": 1}");
}

#[test]
fn fixed_values() {
    assert_eq!(labels("{\"Version\": \"‸\"}"), ["2012-10-17", "2008-10-17"]);
    assert_eq!(labels(&statement("\"Effect\": \"‸\"")), ["Allow", "Deny"]);
    assert_eq!(completed(&statement("\"Effect\": D‸"), None), statement("\"Effect\": \"Deny\""));
    assert_eq!(completed(&statement("\"Effect\": \"a‸\", \"Sid\": \"a\"}"), None), statement("\"Effect\": \"Allow\", \"Sid\": \"a\"}"));
    assert!(completion("‸", Identity).items[0].insert.contains("\"Statement\""));
}

#[test]
fn services_and_actions() {
    let services = labels(&statement("\"Action\": [\"s3:GetObject\", \"‸\"]"));
    assert_eq!(services[0], "s3");
    assert!(services[1] == "*" && services.len() == 458);
    let item = &completion(&statement("\"Action\": \"dynamo‸\""), Identity).items[0];
    assert_eq!((item.label.as_str(), item.insert.as_str(), item.detail.as_str()), ("dynamodb", "dynamodb:\"", "Amazon DynamoDB"));
    assert_eq!(labels(&statement("\"Action\": \"container service‸\"")), ["ecs"]);
    let gets = completion(&statement("\"Action\": \"s3:getobj‸\""), Identity).items;
    assert!(gets.iter().any(|item| item.label == "s3:getobj*" && item.detail == "16 actions"));
    assert_eq!((gets[0].label.as_str(), gets[0].detail.as_str()), ("s3:GetObject", "Read · accesspointobject, object"));
    let all = completion(&statement("\"Action\": \"s3:‸\""), Identity).items;
    let first_pattern = all.iter().position(|item| item.label.ends_with('*')).unwrap();
    assert_eq!((first_pattern, all[first_pattern].label.as_str(), all[first_pattern].detail.as_str()), (180, "s3:*", "180 actions"));
    assert!(all.iter().any(|item| item.label == "s3:Get*" && item.detail == "63 actions"));
    assert!(all.iter().any(|item| item.label == "s3:ListAllMyBuckets" && item.detail == "List · *"));
    // Letters from the middle of a name come after those from its beginning.
    let found = labels(&statement("\"Action\": \"iam:*role‸\""));
    assert!(found.is_empty() || found[0].starts_with("iam:*role"));
    assert_eq!(
        completed(&statement("\"Action\": \"S3:GetObjectAcl‸, \"Resource\": \"*\"}]}"), Some("s3:GetObjectAcl")),
        statement("\"Action\": \"s3:GetObjectAcl\", \"Resource\": \"*\"}]}")
    );
    let roles = completion(&statement("\"Action\": \"‸\""), Trust).items;
    assert!(roles.iter().all(|item| item.label.starts_with("sts:")) && roles.iter().any(|item| item.label == "sts:AssumeRole"));
}

#[test]
fn resources_by_template() {
    let on =
        |resource: &str| labels(&statement(&format!("\"Action\": [\"s3:GetObject\", \"s3:ListBucket\"], \"Resource\": [\"{resource}‸\"]")));
    assert_eq!(on("")[0], "*");
    assert!(on("").contains(&"arn:aws:s3:::*/*".to_owned()) && on("").contains(&"arn:aws:s3:::*".to_owned()));
    assert!(on("arn:aws:s3:::rep").starts_with(&["arn:aws:s3:::rep".to_owned(), "arn:aws:s3:::rep/*".to_owned()]));
    let at_access_point = on("").iter().position(|arn| arn.contains(":482109735516:"));
    assert!(at_access_point > on("").iter().position(|arn| arn == "arn:aws:s3:::*/*"), "{:?}", on(""));
    let queue = labels(&statement("\"Resource\": \"arn:aws:sqs:eu-west-1:‸\", \"Action\": \"sqs:SendMessage\"}]}"));
    assert_eq!(queue, ["arn:aws:sqs:eu-west-1:482109735516:orders", "arn:aws:sqs:eu-west-1:482109735516:*"]);
    assert!(labels(&statement("\"Resource\": \"arn:aws:lam‸\"")).contains(&"arn:aws:lambda:".to_owned()));
    assert!(labels(&statement("\"Resource\": \"arn:aws:sns:eu-west-1:‸\"")).contains(&"arn:aws:sns:eu-west-1:482109735516:*".to_owned()));
}

#[test]
fn what_the_account_has_comes_before_the_templates() {
    let of = |elements: &str| labels(&statement(elements));
    let found = of("\"Action\": [\"s3:GetObject\", \"s3:ListBucket\"], \"Resource\": [\"acme‸\"]");
    assert_eq!(found[..3], ["arn:aws:s3:::acme-reports", "arn:aws:s3:::acme-reports/*", "arn:aws:s3:::acme-reports/q1.csv"]);
    // Only what an action takes.
    let objects = of("\"Action\": \"s3:GetObject\", \"Resource\": \"‸\"");
    assert_eq!(objects[..4], ["*", "arn:aws:s3:::acme-reports/*", "arn:aws:s3:::acme-reports/q1.csv", "arn:aws:s3:::*/*"]);
    assert!(of("\"Action\": \"sqs:SendMessage\", \"Resource\": \"ord‸\"").contains(&"arn:aws:sqs:eu-west-1:482109735516:orders".into()));
    let trusted = completion("{\"Statement\": {\"Principal\": {\"AWS\": \"ali‸\"}}}", Trust).items;
    assert_eq!(trusted.first().map(|item| item.label.as_str()), Some("arn:aws:iam::482109735516:user/alice"));
}

#[test]
fn operators_and_keys() {
    let when = |condition: &str| labels(&statement(&format!("\"Action\": \"s3:ListBucket\", \"Condition\": {{{condition}")));
    let operators = when("\"‸\"");
    assert_eq!(operators.len(), 27);
    assert!(!operators.iter().any(|operator| operator.contains("IfExists")));
    assert!(when("\"forany‸\"").iter().all(|operator| operator.starts_with("ForAnyValue:")));
    // Those that fit the key that is there already come first.
    assert_eq!(when("\"‸\": {\"aws:SourceIp\": \"203.0.113.0/24\"}}")[0], "IpAddress");
    assert_eq!(when("\"StringEquals\": {\"s3:p‸\"}")[0], "s3:prefix");
    assert_eq!(when("\"Bool\": {\"‸\"}").into_iter().take(2).collect::<Vec<_>>(), ["aws:AssumedRoot", "aws:IsMcpServiceAction"]);
    assert_eq!(when("\"Bool\": {\"mfa‸\"}")[..2], ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"]);
    assert!(when("\"StringLike\": {\"aws:username\": \"a\", \"‸\"}").iter().all(|key| key != "aws:username"));
    assert_eq!(
        completed(&statement("\"Condition\": {\"StringEquals\": {\"aws:PrincipalTag‸\"}"), None),
        statement("\"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/team\": }")
    );
    assert_eq!(
        completed(&statement("\"Condition\": {\"StringEquals\": {\"aws:PrincipalTag‸\"}"), Some("aws:PrincipalTag/${TagKey}")),
        statement("\"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/\"}")
    );
    // A name that the account does not have is one, too.
    assert_eq!(
        completed(&statement("\"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/cost‸\"}"), None),
        statement("\"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/cost\": }")
    );
}

#[test]
fn values_and_variables() {
    let when = |condition: &str| labels(&statement(&format!("\"Action\": \"s3:ListBucket\", \"Condition\": {{{condition}")));
    assert_eq!(when("\"Bool\": {\"aws:SecureTransport\": \"‸\"}"), ["true", "false"]);
    assert_eq!(when("\"Null\": {\"aws:username\": ‸}"), ["true", "false"]);
    assert_eq!(when("\"StringEquals\": {\"aws:SourceAccount\": \"‸\"}"), ["482109735516", "111122223333"]);
    assert!(when("\"StringEquals\": {\"aws:RequestedRegion\": [\"eu-‸\"]}").contains(&"eu-west-1".to_owned()));
    assert!(when("\"StringEquals\": {\"iam:PassedToService\": \"ec2‸\"}").contains(&"ec2.amazonaws.com".to_owned()));
    let text = statement("\"Resource\": \"arn:aws:s3:::home/${aws:user‸/x\"");
    assert_eq!(completed(&text, Some("aws:username")), statement("\"Resource\": \"arn:aws:s3:::home/${aws:username}/x\""));
    let text = statement("\"Resource\": \"arn:aws:s3:::home/${aws:user‸}/x\"");
    assert_eq!(completed(&text, Some("aws:username")), statement("\"Resource\": \"arn:aws:s3:::home/${aws:username}/x\""));
    assert!(!labels(&statement("\"Resource\": \"${‸\"")).contains(&"aws:TagKeys".to_owned()));
    // A number takes no variable.
    assert!(!when("\"NumericEquals\": {\"aws:MultiFactorAuthAge\": \"${‸\"}").contains(&"aws:username".to_owned()));
    let of = |text: &str| completion(&statement(text), Trust).items.into_iter().map(|item| item.label).collect::<Vec<_>>();
    assert_eq!(of("\"Principal\": {\"‸\"}"), ["AWS", "Service", "Federated", "CanonicalUser"]);
    assert!(of("\"Principal\": {\"Service\": [\"lam‸\"]}").contains(&"lambda.amazonaws.com".to_owned()));
    assert_eq!(of("\"Principal\": {\"AWS\": \"‸\"}")[0], "arn:aws:iam::482109735516:root");
}

#[test]
fn a_sign_that_lacks_is_put_with_what_follows_it() {
    let name = "\"Condition\": {\"StringEquals\": {\"aws:ResourceTag/team\"";
    for (text, label, wanted) in [
        ("\"Effect\"‸", "Deny", "\"Effect\": \"Deny\""),
        ("\"Effect\" ‸", "Deny", "\"Effect\": \"Deny\""),
        ("\"Effect\" \"De‸\"", "Deny", "\"Effect\": \"Deny\""),
        ("\"Effect\"‸ \"Deny\"", ":", "\"Effect\": \"Deny\""),
        ("\"Effect\": \"Deny\"‸", "Sid", "\"Effect\": \"Deny\",\n            \"Sid\": "),
        ("\"Effect\": \"Deny\"\n  \"Si‸\"", "Sid", "\"Effect\": \"Deny\",\n  \"Sid\": "),
        ("\"Action\": [\"s3:*\"‸]", "*", "\"Action\": [\"s3:*\", \"*\"]"),
    ] {
        assert_eq!(completed(&statement(text), Some(label)), statement(wanted), "{text}");
    }
    for (behind, wanted) in [("‸}}", ": \"\"}}"), ("  ‸}}", ":  \"\"}}"), ("‸: \"blue\"}}", "")] {
        let offered = completion(&statement(&format!("{name}{behind}")), Identity).items;
        assert_eq!(offered.is_empty(), wanted.is_empty(), "{offered:?}");
        assert!(offered.iter().all(|item| item.insert.starts_with(':')), "{offered:?}");
    }
    assert_eq!(labels("{}‸"), Vec::<String>::new(), "nothing comes behind a document");
}

#[test]
fn what_the_account_has_comes_first_for_keys() {
    let when = |operator: &str, key: &str| labels(&statement(&format!("\"Condition\": {{\"{operator}\": {{\"{key}\": \"‸\"}}}}")));
    let alice = "arn:aws:iam::482109735516:user/alice";
    for operator in ["ArnLike", "ArnEquals", "StringLike", "StringNotEquals", "ForAnyValue:ArnLike"] {
        assert_eq!(when(operator, "aws:PrincipalArn")[0], alice, "{operator}");
    }
    let sources = when("ArnLike", "aws:SourceArn");
    assert!(sources.contains(&OWN[1].to_owned()) && sources.contains(&OWN[3].to_owned()) && !sources.contains(&OWN[2].to_owned()));
    assert!(when("ArnEquals", "iam:PolicyARN").contains(&"arn:aws:iam::aws:policy/AdministratorAccess".to_owned()));
    assert!(when("ArnEquals", "iam:PolicyARN").iter().all(|arn| arn.contains(":policy/")));
    assert_eq!(when("StringEquals", "aws:username"), ["alice"]);
    assert_eq!(when("StringEquals", "aws:PrincipalTag/team"), ["blue"]);
    assert_eq!(when("StringEquals", "aws:PrincipalTag/stage"), Vec::<String>::new(), "a resource's tag is none of a principal");
    assert_eq!(when("StringEquals", "aws:ResourceTag/stage"), ["test"]);
    assert_eq!(when("ForAllValues:StringEquals", "aws:TagKeys"), ["stage", "team"]);
    for key in ["aws:PrincipalAccount", "aws:ResourceAccount", "aws:SourceAccount"] {
        assert_eq!(when("StringEquals", key), ["482109735516", "111122223333"], "{key}");
    }
}

/// The longest services, too, and the actions that their patterns stand for before the patterns.
#[test]
fn every_action_of_every_service_is_offered() {
    for service in SERVICE_REFERENCE.services() {
        let offered = labels(&statement(&format!("\"Action\": \"{}:‸\"", service.prefix)));
        let (single, patterns) = offered.split_at(service.actions().len());
        let names: Vec<String> = service.actions().iter().map(|action| format!("{}:{}", service.prefix, action.name)).collect();
        assert_eq!(single, names);
        assert!(patterns.iter().all(|pattern| pattern.ends_with('*')), "{patterns:?}");
        assert!(service.actions().len() < 2 || patterns.contains(&format!("{}:*", service.prefix)), "{}", service.prefix);
    }
    let deletes = labels(&statement("\"Action\": \"s3:Delete‸\""));
    let at = |name: &str| deletes.iter().position(|label| label == name);
    assert!(at("s3:DeleteObject") < at("s3:Delete*"), "{deletes:?}");
}

#[test]
fn what_is_an_object_is_opened_for_its_first_name() {
    assert!(completed(&statement("\"Co‸"), None).ends_with("\"Condition\": {\"\"}"));
    assert!(completed(&statement("\"Condition\": {\"StringEq‸"), None).ends_with("{\"StringEquals\": {\"\"}"));
    // Where the closing quote is there, it is ended with it.
    for (text, wanted) in [("\"Co‸\"", "\"Condition\": {\"\"}"), ("\"Co‸\": {}", "\"Condition\": {}"), ("\"Sid‸\"", "\"Sid\": ")] {
        assert!(completed(&statement(text), None).ends_with(wanted), "{text}");
    }
    for text in ["\"Condition\": ‸", "\"Condition\": {\"StringEquals\": ‸"] {
        assert!(completed(&statement(text), None).ends_with(": {\"\"}"), "{text}");
    }
}

#[test]
fn nothing_is_put_before_a_value_that_is_there() {
    for text in ["\"Resource\": ‸\"*\"", "\"Resource\": ‸ [\"*\"]", "\"Condition\": ‸{}", "\"Resource\": ‸\n[]", "\"Condition\"‸: {}"]
    {
        assert_eq!(labels(&statement(text)), Vec::<String>::new(), "{text}");
    }
    // Into what is empty it goes, and on the line before another element its own value.
    assert!(completed(&statement("\"Resource\": ‸[]"), Some("*")).ends_with("\"Resource\": [\"*\"]"));
    assert!(completed(&statement("\"Effect\": ‸\"\""), Some("Deny")).ends_with("\"Effect\": \"Deny\""));
    assert!(completed(&statement("\"Effect\": ‸\n\"Action\": []"), Some("Deny")).ends_with("\"Effect\": \"Deny\",\n\"Action\": []"));
    assert!(completed(&statement("\"Effect\": ‸ \"Sid\": \"A\""), Some("Deny")).ends_with("\"Effect\": \"Deny\", \"Sid\": \"A\""));
    // In a list it goes before the next.
    assert!(completed(&statement("\"Action\": [‸\"s3:*\"]"), Some("*")).ends_with("[\"*\",\"s3:*\"]"));
}

/// A statement about all but IAM is about none of IAM's resources.
#[test]
fn what_an_exception_takes_is_not_offered() {
    let offered = labels(&statement("\"NotAction\": \"iam:*\", \"Resource\": \"‸\""));
    assert!(
        offered[0] == "*" && offered.contains(&"arn:aws:s3:".to_owned()) && !offered.iter().any(|label| label.contains(":user/$")),
        "{offered:?}"
    );
    // What the account has of it, and its ARNs, come behind all others.
    let at = |label: &str| offered.iter().position(|offered| offered == label);
    assert_eq!(offered[1], "arn:aws:s3:::acme-reports");
    assert!(at("arn:aws:xray:") < at("arn:aws:iam:") && at("arn:aws:xray:") < at(OWN[0]), "{offered:?}");
    let keys = labels(&statement("\"NotAction\": \"iam:*\", \"Condition\": {\"StringEquals\": {\"iam:‸\""));
    assert!(!keys.contains(&"iam:PassedToService".to_owned()), "{keys:?}");
}
