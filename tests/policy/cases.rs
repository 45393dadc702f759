//! Requests whose answers are known: worked out from AWS's documented rules, each with the rule, not by running the engine.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use iam_console::policy::cases::{Answer, Cases};
use iam_console::policy::decision::{decide, explain};

#[test]
fn every_known_answer_is_given() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policy/cases");
    let (mut cases, mut ids, mut wrong) = (Cases::default(), BTreeSet::new(), Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let case = cases.read(line.as_bytes()).unwrap_or_else(|bad| panic!("{}: {:?} {bad}", path.display(), bad.id));
            let why = serde_json::from_str::<serde_json::Value>(line).unwrap()["why"].as_str().map(str::to_owned);
            assert!(ids.insert(case.id.clone()) && why.is_some() && case.ignored.is_empty(), "{}", case.id);
            let decided = decide(&case.request, &case.policies);
            if Some(decided) != case.expected || decided != explain(&case.request, &case.policies).decision {
                wrong.push(format!("{}: {decided:?}, not {:?}: {}", case.id, case.expected, why.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(ids.len() > 200, "the cases are where they were: {}", ids.len());
}

/// The ways of a case are those that whoever asks in it can go: nobody comes as somebody else, or asks about what is something else.
#[test]
fn what_nobody_can_bring_about_is_no_way_of_a_case() {
    let asked = |condition: &str, effect: &str| {
        let allow = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
        let own = format!(r#"{{"Effect":"{effect}","Action":"s3:GetObject","Resource":"*","Condition":{condition}}}"#);
        let statements = if effect == "Deny" { format!("{allow},{own}") } else { own };
        let line = format!(
            r#"{{"id":"1","principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":"arn:aws:s3:::b/x","resourceAccount":"111111111111","context":{{"aws:PrincipalArn":"arn:aws:iam::111111111111:user/a","aws:username":"a"}},"identityPolicies":[{{"name":"p","policy":{{"Version":"2012-10-17","Statement":[{statements}]}}}}]}}"#
        );
        let answer = Answer::explain(Cases::default().read(line.as_bytes()).unwrap());
        let told = serde_json::to_value(&answer).unwrap();
        assert_ne!(told["decision"], "allowed", "{told}");
        let remedies = told["remedies"].as_array().unwrap().clone();
        assert!(!remedies.is_empty(), "{told}");
        let is_of_request = |change: &serde_json::Value| ["setKey", "dropKey"].iter().any(|of| change["change"] == *of);
        remedies.iter().any(|remedy| remedy["changes"].as_array().unwrap().iter().any(is_of_request))
    };
    for (condition, effect, comes) in [
        (r#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:user/a"}}"#, "Deny", false),
        (r#"{"StringEquals":{"aws:username":"b"}}"#, "Allow", false),
        (r#"{"Null":{"aws:username":"true"}}"#, "Allow", false),
        (r#"{"StringEquals":{"aws:PrincipalAccount":"222222222222"}}"#, "Allow", false),
        (r#"{"StringEquals":{"s3:ResourceAccount":"222222222222"}}"#, "Allow", false),
        (r#"{"StringEquals":{"aws:Foo":"o"}}"#, "Allow", false),
        (r#"{"StringEquals":{"ec2:InstanceType":"x"}}"#, "Allow", false),
        (r#"{"Bool":{"aws:ViaAWSService":"true"}}"#, "Allow", false),
        (r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#, "Allow", true),
        (r#"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#, "Allow", true),
        (r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, "Allow", true),
    ] {
        assert_eq!(asked(condition, effect), comes, "{condition}");
    }
}
