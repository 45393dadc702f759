//! What `simulate` advises, as a script takes it: sentences, operations, and the commands that do them.

use serde_json::{Value, json};

use crate::home::Home;

/// What would turn the decision is told as operations and as the commands that do them.
#[test]
fn a_script_can_do_what_is_advised() {
    let home = Home::new();
    for line in ["create-user --user-name carol", "create-group --group-name readers"] {
        home.run(&[&["aws", "iam"][..], &line.split(' ').collect::<Vec<_>>()].concat());
    }
    let reads = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    home.run(&["aws", "iam", "put-group-policy", "--group-name", "readers", "--policy-name", "reads", "--policy-document", reads]);
    let ask = ["simulate", "--principal", "user/carol", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::reports/q1.csv", "--json"];
    let told: Value = serde_json::from_str(&home.run(&ask).out).unwrap();
    let [change, policy] = ["accountChanges", "inlinePolicies"].map(|name| &told[0][name][0]);
    assert_eq!(change["operation"], "AddUserToGroup");
    assert_eq!(change["command"], "aws iam add-user-to-group --group-name readers --user-name carol");
    assert_eq!(policy["operation"], "PutUserPolicy");
    let command = policy["command"].as_str().unwrap();
    assert!(command.starts_with("aws iam put-user-policy --user-name carol --policy-name "), "{command}");
    home.run(&["aws", "iam", "add-user-to-group", "--group-name", "readers", "--user-name", "carol"]);
    let told: Value = serde_json::from_str(&home.run(&ask).out).unwrap();
    assert_eq!(told[0]["decision"], "allowed");
    // A tag that must not be there is taken off.
    home.run(&["aws", "iam", "tag-user", "--user-name", "carol", "--tags", "Key=team,Value=red"]);
    let tagged = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"*"}}}]}"#;
    home.run(&["aws", "iam", "put-user-policy", "--user-name", "carol", "--policy-name", "guard", "--policy-document", tagged]);
    let told: Value = serde_json::from_str(&home.run(&ask).out).unwrap();
    let change = &told[0]["accountChanges"][0];
    assert_eq!(change["text"], "Remove the tag team of carol: the request then comes without aws:PrincipalTag/team.");
    assert_eq!(change["operations"], json!([{ "operation": "UntagUser", "command": change["command"] }]));
    assert_eq!(change["command"], "aws iam untag-user --user-name carol --tag-keys team");
    // A denial that is narrowed is not said to be removed, and the command has the document as it is then.
    let denies = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Shut","Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;
    home.run(&["aws", "iam", "put-user-policy", "--user-name", "carol", "--policy-name", "guard", "--policy-document", denies]);
    let told: Value = serde_json::from_str(&home.run(&ask).out).unwrap();
    let change = &told[0]["explanation"]["remedies"][0]["changes"][0];
    assert_eq!(
        ["change", "element", "how", "sid"].map(|name| change[name].as_str().unwrap_or_default()),
        ["narrow", "Resource", "allBut", "Shut"],
        "{change}"
    );
    assert_eq!(change["entries"], json!(["arn:aws:s3:::reports/q1.csv"]));
    let command = told[0]["policyChanges"][0]["operations"][0]["command"].as_str().unwrap();
    assert!(command.starts_with("aws iam put-user-policy --user-name carol --policy-name guard"), "{command}");
    assert!(command.contains("NotResource"), "{command}");
}

/// A tag that can be passed where a role is assumed is told as that before as a change of the role.
#[test]
fn a_session_tag_is_told_with_its_command() {
    let home = Home::new();
    home.run(&["aws", "iam", "create-user", "--user-name", "carol"]);
    let arn = |home: &Home| {
        let told: Value = serde_json::from_str(&home.run(&["aws", "iam", "get-user", "--user-name", "carol"]).out).unwrap();
        told["User"]["Arn"].as_str().unwrap().to_owned()
    };
    let carol = arn(&home);
    let trust = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": carol }, "Action": ["sts:AssumeRole", "sts:TagSession"] }] });
    home.run(&["aws", "iam", "create-role", "--role-name", "reader", "--assume-role-policy-document", &trust.to_string()]);
    let reads = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}}"#;
    home.run(&["aws", "iam", "put-role-policy", "--role-name", "reader", "--policy-name", "reads", "--policy-document", reads]);
    let ask = ["simulate", "--principal", "role/reader", "--action", "s3:GetObject", "--resource", "arn:aws:s3:::reports/q1.csv"];
    let told: Value = serde_json::from_str(&home.run(&[&ask[..], &["--json"]].concat()).out).unwrap();
    let session = &told[0]["sessions"][0];
    let words = "Assume role reader with the session tag team=red, as carol may: nothing changes in the account.";
    let role = carol.replace(":user/carol", ":role/reader");
    let command = format!("aws sts assume-role --role-arn {role} --role-session-name carol --tags Key=team,Value=red");
    assert_eq!(["text", "operation", "command"].map(|name| session[name].as_str().unwrap()), [words, "AssumeRole", &command], "{session}");
    assert!(told[0]["accountChanges"].as_array().unwrap().iter().all(|change| change["operation"] != "AssumeRole"));
    let explained = home.run(&ask).out;
    assert!(explained.contains(&format!("    - {words}\n      {command}\n    - Tag role reader ")), "{explained}");
}
