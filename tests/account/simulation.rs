//! The policy simulator's operations, and the whole account in one reply.

use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use serde_json::{Value, json};

use super::common::World;

const READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const OWN: &str = r#"{"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::home/*"},
  {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;

const CALLER: &str = "arn:aws:iam::111122223333:user/carol";
const OPEN: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#;

fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world.change(CreateGroup { group_name: "Developers".into(), path: None });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() });
    world.change(AttachGroupPolicy { group_name: "Developers".into(), policy_arn: READ.into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document: OWN.into() });
    world
}

fn arn(world: &World) -> String {
    world.account.user_arn(world.account.user_named("alice").unwrap())
}

fn results(world: &mut World, operation: impl Into<Operation>) -> Value {
    serde_json::to_value(world.run(operation).unwrap()).unwrap()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_principal_is_simulated_with_its_groups() {
    let mut world = world();
    let simulate = SimulatePrincipalPolicy {
        policy_source_arn: arn(&world),
        action_names: texts(&["s3:GetObject", "s3:DeleteObject"]),
        resource_arns: Some(texts(&["arn:aws:s3:::reports/q1.csv"])),
        ..Default::default()
    };
    let reply = results(&mut world, simulate.clone());
    let first = &reply["EvaluationResults"][0];
    assert_eq!(first["EvalDecision"], "allowed");
    assert_eq!(first["EvalResourceName"], "arn:aws:s3:::reports/q1.csv");
    assert_eq!(first["MatchedStatements"][0]["SourcePolicyId"], "AmazonS3ReadOnlyAccess");
    assert_eq!(first["MatchedStatements"][0]["SourcePolicyType"], "aws-managed");
    assert_eq!(first["MissingContextValues"], json!(["aws:MultiFactorAuthPresent"]));
    assert_eq!(reply["EvaluationResults"][1]["EvalDecision"], "implicitDeny");
    assert_eq!(reply["EvaluationResults"][1]["MatchedStatements"], json!([]));
    assert_eq!(reply["IsTruncated"], false);

    let entry = ContextEntry {
        context_key_name: Some("aws:MultiFactorAuthPresent".into()),
        context_key_values: Some(texts(&["false"])),
        context_key_type: Some("boolean".into()),
    };
    let reply = results(&mut world, SimulatePrincipalPolicy { context_entries: Some(vec![entry]), ..simulate });
    let first = &reply["EvaluationResults"][0];
    assert_eq!(first["EvalDecision"], "explicitDeny");
    assert_eq!(
        first["MatchedStatements"],
        json!([{
            "SourcePolicyId": "user_alice_Own", "SourcePolicyType": "user",
            "StartPosition": {"Line": 3, "Column": 3}, "EndPosition": {"Line": 3, "Column": 111},
        }]),
        "the one that denies"
    );
    assert_eq!(first["MissingContextValues"], json!([]));
}

#[test]
fn policies_are_left_out_added_and_bounded() {
    let mut world = world();
    let simulate = SimulatePrincipalPolicy {
        policy_source_arn: arn(&world),
        action_names: texts(&["s3:PutObject"]),
        resource_arns: Some(texts(&["arn:aws:s3:::home/x"])),
        ..Default::default()
    };
    let decision = |world: &mut World, simulate: SimulatePrincipalPolicy| {
        let reply = results(world, simulate);
        (reply["EvaluationResults"][0]["EvalDecision"].clone(), reply["EvaluationResults"][0]["PermissionsBoundaryDecisionDetail"].clone())
    };
    assert_eq!(decision(&mut world, simulate.clone()).0, "allowed");
    let inline = InlinePolicyIdentifier { policy_name: "own".into(), attachment_type: "user".into(), attachment_name: "alice".into() };
    let without = PolicyIdentifier { inline_policy_identifier: Some(inline), ..Default::default() };
    let left_out = SimulatePrincipalPolicy { policy_exclusion_list: Some(vec![without]), ..simulate.clone() };
    assert_eq!(decision(&mut world, left_out.clone()).0, "implicitDeny");
    let all = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let added = SimulatePrincipalPolicy { policy_input_list: Some(texts(&[all])), ..left_out };
    assert_eq!(decision(&mut world, added).0, "allowed");
    let bounded = SimulatePrincipalPolicy {
        permissions_boundary_policy_input_list: Some(vec![all.replace("\"Action\":\"*\"", "\"Action\":\"ec2:*\"")]),
        ..simulate
    };
    assert_eq!(decision(&mut world, bounded), (json!("implicitDeny"), json!({"AllowedByPermissionsBoundary": false})));
}

#[test]
fn each_action_is_asked_on_each_resource_page_by_page() {
    let mut world = world();
    let mut simulate = SimulateCustomPolicy {
        policy_input_list: texts(&[
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::a/*"}}"#,
        ]),
        action_names: texts(&["s3:GetObject", "s3:PutObject"]),
        resource_arns: Some(texts(&["arn:aws:s3:::a/x", "arn:aws:s3:::b/x", "*"])),
        max_items: Some(4),
        ..Default::default()
    };
    let first = results(&mut world, simulate.clone());
    let decisions = |reply: &Value| {
        let results = reply["EvaluationResults"].as_array().unwrap().clone();
        results.iter().map(|result| result["EvalDecision"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(decisions(&first), ["allowed", "implicitDeny", "implicitDeny", "implicitDeny"]);
    assert_eq!(first["EvaluationResults"][0]["MatchedStatements"][0]["SourcePolicyId"], "PolicyInputList.1");
    simulate.marker = Some(first["Marker"].as_str().unwrap().to_owned());
    let second = results(&mut world, simulate);
    assert_eq!((decisions(&second).len(), &second["IsTruncated"]), (2, &json!(false)));
}

#[test]
fn what_can_not_be_simulated_is_refused_with_its_member() {
    let mut world = world();
    let good = SimulateCustomPolicy {
        policy_input_list: texts(&[r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#]),
        action_names: texts(&["s3:GetObject"]),
        ..Default::default()
    };
    let mut refused = |operation: SimulateCustomPolicy| {
        let refusal = world.run(operation).unwrap_err();
        (refusal.code, refusal.member.unwrap())
    };
    let entry = || ContextEntry { context_key_values: Some(texts(&["x"])), ..Default::default() };
    for (operation, member) in [
        (SimulateCustomPolicy { policy_input_list: texts(&["{"]), ..good.clone() }, "PolicyInputList"),
        (SimulateCustomPolicy { action_names: texts(&["s3:*"]), ..good.clone() }, "ActionNames"),
        (SimulateCustomPolicy { resource_arns: Some(texts(&["bucket"])), ..good.clone() }, "ResourceArns"),
        (SimulateCustomPolicy { caller_arn: Some("alice".into()), ..good.clone() }, "CallerArn"),
        (SimulateCustomPolicy { resource_owner: Some("me".into()), ..good.clone() }, "ResourceOwner"),
        (SimulateCustomPolicy { context_entries: Some(vec![entry()]), ..good.clone() }, "ContextEntries"),
        (SimulateCustomPolicy { resource_policy: Some("{}".into()), caller_arn: Some(CALLER.into()), ..good.clone() }, "ResourcePolicy"),
        (SimulateCustomPolicy { resource_policy: Some(OPEN.into()), ..good.clone() }, "CallerArn"),
    ] {
        assert_eq!(refused(operation), (ErrorCode::InvalidInput, member));
    }
    let nobody = SimulatePrincipalPolicy {
        policy_source_arn: "arn:aws:iam::111122223333:user/x".into(),
        action_names: texts(&["s3:GetObject"]),
        ..Default::default()
    };
    assert_eq!(world.run(nobody).unwrap_err().code, ErrorCode::NoSuchEntity);
    let long = SimulateCustomPolicy { action_names: texts(&["s3"]), ..good };
    assert_eq!(world.run(long).unwrap_err().code, ErrorCode::ValidationError, "shorter than the model's three letters");
}

/// A context entry of a type, with its values.
fn typed(kind: &str, values: &[&str]) -> ContextEntry {
    ContextEntry { context_key_name: Some("aws:x".into()), context_key_values: Some(texts(values)), context_key_type: Some(kind.into()) }
}

#[test]
fn values_are_of_the_type_that_their_context_key_is_given_with() {
    let mut world = world();
    let simulate = SimulateCustomPolicy {
        policy_input_list: texts(&[r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#]),
        action_names: texts(&["s3:GetObject"]),
        ..Default::default()
    };
    let mut run = |entry| world.run(SimulateCustomPolicy { context_entries: Some(vec![entry]), ..simulate.clone() });
    for (kind, values) in [
        ("string", &["1"][..]),
        ("stringList", &["1", "2"]),
        ("numeric", &["-1.5"]),
        ("boolean", &["true"]),
        ("ip", &["203.0.113.10"]),
        ("ipList", &["2001:db8::1", "10.0.0.0/8"]),
        ("date", &["2026-11-28T21:00:00Z"]),
        ("binary", &["QmluYXJ5"]),
    ] {
        assert!(run(typed(kind, values)).is_ok(), "{kind} {values:?}");
    }
    for (kind, values, told) in [
        ("string", &["1", "2"][..], "is of type string and has 2 values: several are of type stringList."),
        ("numeric", &["zz"], "is of type numeric, and \"zz\" is no such value."),
        ("numericList", &["1", ""], "is of type numericList, and \"\" is no such value."),
        ("boolean", &["yes"], "is of type boolean, and \"yes\" is no such value."),
        ("ip", &["1.2.3"], "is of type ip, and \"1.2.3\" is no such value."),
        ("date", &["yesterday"], "is of type date, and \"yesterday\" is no such value."),
    ] {
        let refusal = run(typed(kind, values)).unwrap_err();
        assert_eq!((refusal.code, refusal.member), (ErrorCode::InvalidInput, Some("ContextEntries")));
        assert_eq!(refusal.message, format!("The context key aws:x {told}"));
    }
}

#[test]
fn a_result_tells_of_its_resource_and_of_both_accounts() {
    let mut world = world();
    let simulate = SimulateCustomPolicy {
        policy_input_list: texts(&[r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#]),
        action_names: texts(&["s3:GetObject"]),
        resource_arns: Some(texts(&["arn:aws:s3:::reports/q1.csv", "*"])),
        caller_arn: Some(CALLER.into()),
        ..Default::default()
    };
    let own = results(&mut world, simulate.clone());
    let (on_resource, on_all) = (&own["EvaluationResults"][0], &own["EvaluationResults"][1]);
    assert_eq!(on_resource["EvalDecisionDetails"], json!({}), "within one account it is there and empty");
    let specific = &on_resource["ResourceSpecificResults"][0];
    assert_eq!(specific["EvalResourceName"], "arn:aws:s3:::reports/q1.csv");
    assert_eq!(specific["EvalResourceDecision"], "allowed");
    assert_eq!(specific["MatchedStatements"], on_resource["MatchedStatements"]);
    assert_eq!(specific["MissingContextValues"], json!([]));
    assert!(on_all.get("EvalDecisionDetails").is_none() && on_all.get("ResourceSpecificResults").is_none());

    let across = SimulateCustomPolicy { resource_owner: Some("arn:aws:iam::444455556666:root".into()), ..simulate };
    let details = |world: &mut World, simulate: SimulateCustomPolicy| {
        let reply = results(world, simulate);
        (reply["EvaluationResults"][0]["EvalDecision"].clone(), reply["EvaluationResults"][0]["EvalDecisionDetails"].clone())
    };
    assert_eq!(
        details(&mut world, across.clone()),
        (json!("implicitDeny"), json!({"IAM Policy": "allowed", "Resource Policy": "implicitDeny"}))
    );
    let open = SimulateCustomPolicy { resource_policy: Some(OPEN.into()), ..across.clone() };
    assert_eq!(details(&mut world, open.clone()), (json!("allowed"), json!({"IAM Policy": "allowed", "Resource Policy": "allowed"})));
    let denied = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}"#;
    let denied = SimulateCustomPolicy { policy_input_list: texts(&[denied]), ..open };
    assert_eq!(details(&mut world, denied), (json!("explicitDeny"), json!({"IAM Policy": "explicitDeny", "Resource Policy": "allowed"})));
    let none = OrderedOrganizationPolicy { service_control_policy_input_list: Some(Vec::new()) };
    let barred = SimulateCustomPolicy { ordered_organization_policy_input_list: Some(vec![none]), ..across };
    assert_eq!(details(&mut world, barred), (json!("implicitDeny"), Value::Null), "the organization has ended it");
}

#[test]
fn context_keys_are_those_of_conditions_and_variables() {
    let mut world = world();
    let text = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}/*","Condition":{"StringLike":{"s3:prefix":"${aws:PrincipalTag/team}/*"}}},
        {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"AWS:UserName":"x"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}"#;
    let reply = results(&mut world, GetContextKeysForCustomPolicy { policy_input_list: texts(&[text]) });
    assert_eq!(reply, json!({"ContextKeyNames": ["aws:username", "s3:prefix", "aws:PrincipalTag/team", "aws:SourceIp"]}));
    let policy_source_arn = arn(&world);
    let reply = results(&mut world, GetContextKeysForPrincipalPolicy { policy_source_arn, policy_input_list: None });
    assert_eq!(reply["ContextKeyNames"], json!(["aws:MultiFactorAuthPresent"]));
}

#[test]
fn a_roles_trust_policy_has_its_say() {
    let mut world = world();
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let role = world.account.role_arn(world.account.role_named("app").unwrap());
    let all = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let simulate = SimulatePrincipalPolicy {
        policy_source_arn: arn(&world),
        policy_input_list: Some(texts(&[all])),
        action_names: texts(&["sts:AssumeRole"]),
        resource_arns: Some(vec![role, "arn:aws:iam::111122223333:role/other".into()]),
        ..Default::default()
    };
    let reply = results(&mut world, simulate);
    assert_eq!(reply["EvaluationResults"][0]["EvalDecision"], "implicitDeny", "it trusts EC2 alone");
    assert_eq!(reply["EvaluationResults"][1]["EvalDecision"], "allowed", "AWS's simulator knows no trust policies");
}

#[test]
fn the_whole_account_comes_page_by_page() {
    let mut world = world();
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let all = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    world.change(CreatePolicy { policy_name: "All".into(), policy_document: all.into(), ..Default::default() });
    let own = world.account.policy_arn(&iam_console::account::entity::PolicyKey::Customer(world.account.policy_named("All").unwrap().id));
    world.change(CreatePolicyVersion { policy_arn: own, policy_document: all.into(), set_as_default: Some(false) });

    let whole = results(&mut world, GetAccountAuthorizationDetails::default());
    assert_eq!(
        whole.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies", "IsTruncated"]
    );
    let user = &whole["UserDetailList"][0];
    assert_eq!((&user["GroupList"], &user["UserPolicyList"][0]["PolicyName"]), (&json!(["Developers"]), &json!("Own")));
    assert_eq!(whole["GroupDetailList"][0]["AttachedManagedPolicies"][0]["PolicyArn"], READ);
    assert_eq!(whole["RoleDetailList"][0]["RolePolicyList"], json!([]), "an empty list is there for roles and groups");
    let policies = whole["Policies"].as_array().unwrap();
    assert_eq!(policies.iter().map(|policy| policy["PolicyName"].clone()).collect::<Vec<_>>(), ["All", "AmazonS3ReadOnlyAccess"]);
    let versions = policies[0]["PolicyVersionList"].as_array().unwrap();
    assert_eq!(versions.iter().map(|version| version["VersionId"].clone()).collect::<Vec<_>>(), ["v2", "v1"], "newest first");

    let mut seen = Vec::new();
    let mut marker = None;
    loop {
        let page = results(&mut world, GetAccountAuthorizationDetails { max_items: Some(1), marker, ..Default::default() });
        for (list, name) in
            [("UserDetailList", "UserName"), ("RoleDetailList", "RoleName"), ("GroupDetailList", "GroupName"), ("Policies", "PolicyName")]
        {
            seen.extend(page[list].as_array().unwrap().iter().map(|item| item[name].as_str().unwrap().to_owned()));
        }
        marker = page["Marker"].as_str().map(str::to_owned);
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["alice", "app", "Developers", "All", "AmazonS3ReadOnlyAccess"]);
    let filter = Some(texts(&["Group", "AWSManagedPolicy"]));
    let some = results(&mut world, GetAccountAuthorizationDetails { filter, ..Default::default() });
    let count = |list: &str| some[list].as_array().unwrap().len();
    assert_eq!([count("UserDetailList"), count("GroupDetailList"), count("RoleDetailList"), count("Policies")], [0, 1, 0, 1]);
}
