//! Customer managed policies and their versions, inline policies, boundaries, documents.

use iam_console::account::change::inverse;
use iam_console::account::entity::PolicyKey;
use iam_console::account::obstacle::Obstacle;
use iam_console::account::operation::*;
use iam_console::account::quotas::Quotas;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::Reply;
use serde_json::{Value, json};

use super::common::World;
use super::quotas::with_quotas;
use super::{assert_whole, entities};

const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
const AWS: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

fn create(name: &str) -> CreatePolicy {
    CreatePolicy { policy_name: name.into(), policy_document: READ.into(), ..Default::default() }
}

fn arn(world: &World, name: &str) -> String {
    world.account.policy_arn(&PolicyKey::Customer(world.account.policy_named(name).unwrap().id))
}

fn version(policy_arn: &str, set_as_default: Option<bool>) -> CreatePolicyVersion {
    CreatePolicyVersion { policy_arn: policy_arn.into(), policy_document: READ.into(), set_as_default }
}

fn json_of(reply: Result<Reply, Refusal>) -> Value {
    serde_json::to_value(reply.unwrap()).unwrap()
}

fn words(refused: Result<Reply, Refusal>) -> (ErrorCode, String) {
    let refusal = refused.unwrap_err();
    (refusal.code, refusal.message)
}

/// A world with a user, a group, a role and a policy.
fn peopled() -> (World, String) {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world.change(CreateGroup { group_name: "Ops".into(), path: None });
    let trust = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world.change(create("Buckets"));
    let arn = arn(&world, "Buckets");
    (world, arn)
}

#[test]
fn a_policy_is_shown_as_the_api_shows_it() {
    let mut world = World::fresh();
    let reply = json_of(world.run(CreatePolicy {
        path: Some("/team/".into()),
        description: Some("Reads buckets".into()),
        tags: Some(vec![Tag { key: "team".into(), value: "red".into() }]),
        ..create("Buckets")
    }));
    let arn = arn(&world, "buckets");
    assert_eq!(arn, format!("arn:aws:iam::{}:policy/team/Buckets", world.account.id()));
    assert_eq!(reply["Policy"]["Arn"], json!(arn));
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let always = [
        "PolicyName",
        "PolicyId",
        "Arn",
        "Path",
        "DefaultVersionId",
        "AttachmentCount",
        "PermissionsBoundaryUsageCount",
        "IsAttachable",
        "CreateDate",
        "UpdateDate",
    ];
    assert_eq!(names(&reply["Policy"])[..10], always);
    assert_eq!(reply["Policy"]["Tags"], json!([{"Key": "team", "Value": "red"}]));
    assert!(reply["Policy"]["PolicyId"].as_str().unwrap().starts_with("ANPA"));

    let shown = json_of(world.run(GetPolicy { policy_arn: arn.clone() }));
    assert_eq!((&shown["Policy"]["Description"], &shown["Policy"]["DefaultVersionId"]), (&json!("Reads buckets"), &json!("v1")));
    let listed = json_of(world.run(ListPolicies { scope: Some("Local".into()), ..Default::default() }));
    assert_eq!(names(&listed["Policies"][0]), always);
    let shown = json_of(world.run(GetPolicyVersion { policy_arn: arn.clone(), version_id: "v1".into() }));
    assert_eq!(shown["PolicyVersion"]["Document"]["Statement"][0]["Action"], json!("s3:GetObject"));

    world.run(TagPolicy { policy_arn: arn.clone(), tags: vec![Tag { key: "Team".into(), value: "blue".into() }] }).unwrap();
    let tags = json_of(world.run(ListPolicyTags { policy_arn: arn.clone(), ..Default::default() }));
    assert_eq!(tags["Tags"], json!([{"Key": "Team", "Value": "blue"}]));
    world.run(UntagPolicy { policy_arn: arn.clone(), tag_keys: vec!["TEAM".into()] }).unwrap();
    assert_eq!(json_of(world.run(GetPolicy { policy_arn: arn }))["Policy"]["Tags"], json!([]));
    assert_eq!(json_of(world.run(ListPolicyTags { policy_arn: AWS.into(), ..Default::default() }))["Tags"], json!([]));
}

#[test]
fn names_are_unique_without_regard_to_case_and_path() {
    let (mut world, _) = peopled();
    let again = CreatePolicy { path: Some("/team/".into()), ..create("BUCKETS") };
    let message = "A policy called BUCKETS already exists. Duplicate names are not allowed.";
    assert_eq!(words(world.run(again)), (ErrorCode::EntityAlreadyExists, message.into()));
    world.run(create("ReadOnlyAccess")).expect("AWS's names are not the account's");
}

#[test]
fn versions_are_counted_on_and_never_numbered_twice() {
    let (mut world, arn) = peopled();
    let made = json_of(world.run(version(&arn, None)));
    assert_eq!(made["PolicyVersion"], json!({"VersionId": "v2", "IsDefaultVersion": false, "CreateDate": "2026-11-23T21:14:05+00:00"}));
    assert_eq!(json_of(world.run(version(&arn, Some(true))))["PolicyVersion"]["IsDefaultVersion"], json!(true));
    let delete = |version: &str| DeletePolicyVersion { policy_arn: arn.clone(), version_id: version.into() };
    assert_eq!(words(world.run(delete("v3"))), (ErrorCode::DeleteConflict, "Cannot delete the default version of a policy.".into()));
    for gone in ["v9", "v2.x"] {
        assert_eq!(words(world.run(delete(gone))).0, ErrorCode::NoSuchEntity, "{gone}");
    }
    world.run(SetDefaultPolicyVersion { policy_arn: arn.clone(), version_id: "v1".into() }).unwrap();
    world.run(delete("v3")).unwrap();
    assert_eq!(json_of(world.run(version(&arn, None)))["PolicyVersion"]["VersionId"], json!("v4"));
    for _ in 0..2 {
        world.run(version(&arn, None)).unwrap();
    }
    let message = "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.";
    assert_eq!(words(world.run(version(&arn, Some(true)))), (ErrorCode::LimitExceeded, message.into()));

    let list = |marker: Option<&Value>| ListPolicyVersions {
        policy_arn: arn.clone(),
        max_items: Some(3),
        marker: marker.map(|marker| marker.as_str().unwrap().to_owned()),
    };
    let ids = |page: &Value| page["Versions"].as_array().unwrap().iter().map(|version| version["VersionId"].clone()).collect::<Vec<_>>();
    let first = json_of(world.run(list(None)));
    assert_eq!(ids(&first), ["v6", "v5", "v4"]);
    assert_eq!(first["Versions"][0].as_object().unwrap().len(), 3, "no document");
    let second = json_of(world.run(list(Some(&first["Marker"]))));
    assert_eq!((ids(&second), &second["IsTruncated"]), (vec![json!("v2"), json!("v1")], &json!(false)));
    let of_aws = json_of(world.run(ListPolicyVersions { policy_arn: AWS.into(), ..Default::default() }));
    assert_eq!((of_aws["Versions"].as_array().unwrap().len(), &of_aws["Versions"][0]["IsDefaultVersion"]), (1, &json!(true)));
}

#[test]
fn a_policy_in_use_or_with_versions_stays() {
    let (mut world, arn) = peopled();
    let delete = Operation::from(DeletePolicy { policy_arn: arn.clone() });
    world.change(version(&arn, None));
    let refusal = world.run(delete.clone()).unwrap_err();
    assert!(refusal.message.starts_with("This policy has more than one version. Before you delete a policy,"), "{refusal}");
    assert_eq!(refusal.code, ErrorCode::DeleteConflict);

    world.change(AttachGroupPolicy { group_name: "Ops".into(), policy_arn: arn.clone() });
    let refusal = world.run(delete.clone()).unwrap_err();
    assert_eq!(refusal.message, "Cannot delete a policy attached to entities.");
    assert_eq!(refusal.blockers, ["Detach Buckets from group Ops", "Delete version v2 of policy Buckets"]);

    world.change(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary: arn.clone() });
    let mut all = world.account.removals_before(&delete);
    assert_eq!(all.len(), 2, "a boundary is not removed along with it: alice could do more");
    all.push(delete.clone());
    let refused = world.account.plan_all(&iam_console::account::caller::Caller::ROOT, &all, &mut world.env).unwrap_err();
    assert_eq!((refused.index, refused.refusal.message.as_str()), (2, "Cannot delete a policy attached to entities."));
    assert!(refused.refusal.remedy.unwrap().contains("boundary"));

    world.change(DeleteUserPermissionsBoundary { user_name: "alice".into() });
    let before = entities(&world.account);
    let batch = world.account.plan_all(&iam_console::account::caller::Caller::ROOT, &all, &mut world.env).unwrap();
    assert_eq!(batch.after.policy_count(), 0);
    assert_whole(&batch.after);
    let mut back = batch.after.clone();
    back.try_apply(&inverse(&iam_console::account::change::net(&batch.changes))).unwrap();
    assert_eq!(entities(&back), before);
}

#[test]
fn policies_of_aws_are_not_the_accounts_to_change() {
    let mut world = World::fresh();
    let operations: [Operation; 6] = [
        DeletePolicy { policy_arn: AWS.into() }.into(),
        version(AWS, None).into(),
        SetDefaultPolicyVersion { policy_arn: AWS.into(), version_id: "v1".into() }.into(),
        DeletePolicyVersion { policy_arn: AWS.into(), version_id: "v1".into() }.into(),
        TagPolicy { policy_arn: AWS.into(), tags: Vec::new() }.into(),
        UntagPolicy { policy_arn: AWS.into(), tag_keys: Vec::new() }.into(),
    ];
    for operation in operations {
        assert_eq!(words(world.run(operation)), (ErrorCode::AccessDenied, "Policy is outside your own account.".into()));
    }
    let gone = format!("arn:aws:iam::{}:policy/Nothing", world.account.id());
    let message = format!("Policy {gone} was not found.");
    assert_eq!(words(world.run(DeletePolicy { policy_arn: gone })), (ErrorCode::NoSuchEntity, message));
}

#[test]
fn documents_are_policies_and_no_longer_than_they_may_be() {
    let (mut world, arn) = peopled();
    let of = |resource: &str| {
        format!(
            "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"{resource}\"}}\n}}"
        )
    };
    let bare = of("").chars().filter(|letter| !letter.is_whitespace()).count();
    let fits = of(&format!("arn:aws:s3:::{}", "x".repeat(6144 - bare - 13)));
    let over = of(&format!("arn:aws:s3:::{}", "x".repeat(6144 - bare - 12)));
    world.run(CreatePolicy { policy_document: fits.clone(), ..create("Long") }).expect("white space doesn't count");
    let message = "Cannot exceed quota for PolicySize: 6144";
    assert_eq!(
        words(world.run(CreatePolicy { policy_document: over.clone(), ..create("Longer") })),
        (ErrorCode::LimitExceeded, message.into())
    );
    assert_eq!(words(world.run(CreatePolicyVersion { policy_document: over, ..version(&arn, None) })).0, ErrorCode::LimitExceeded);

    for (document, message, place) in [
        ("{", "Syntax errors in policy.", "line 1"),
        (
            "{\n\"Version\": \"2012-10-17\",\n\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\"}}",
            "Policy statement must contain resources.",
            "line 3, column 14",
        ),
        (
            r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#,
            "Policy document must be version 2012-10-17 or greater.",
            "line 1, column 1.",
        ),
        (
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3","Resource":"*"}}"#,
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            "line 1",
        ),
    ] {
        let refusal = world.run(CreatePolicy { policy_document: document.into(), ..create("New") }).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.message.as_str(), refusal.member),
            (ErrorCode::MalformedPolicyDocument, message, Some("PolicyDocument"))
        );
        assert!(refusal.remedy.as_ref().unwrap().contains(place), "{:?}", refusal.remedy);
    }
    let old = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    world
        .run(PutUserPolicy { user_name: "alice".into(), policy_name: "Old".into(), policy_document: old.into() })
        .expect("inline, any version");
}

#[test]
fn inline_policies_belong_to_their_identity() {
    let (mut world, _) = peopled();
    let put = |name: &str, document: &str| PutGroupPolicy {
        group_name: "ops".into(),
        policy_name: name.into(),
        policy_document: document.into(),
    };
    world.change(put("Own", READ));
    assert!(world.plan(put("OWN", READ)).unwrap().change.is_none(), "one name, and nothing new");
    world.change(put("another", READ));
    let wider = READ.replace("GetObject", "*");
    let change = world.change(put("oWN", &wider));
    let shown = json_of(world.run(GetGroupPolicy { group_name: "Ops".into(), policy_name: "own".into() }));
    assert_eq!(shown["GroupName"], json!("Ops"));
    assert_eq!((&shown["PolicyName"], &shown["PolicyDocument"]["Statement"][0]["Action"]), (&json!("Own"), &json!("s3:*")));
    let names = json_of(world.run(ListGroupPolicies { group_name: "Ops".into(), ..Default::default() }));
    assert_eq!(names["PolicyNames"], json!(["another", "Own"]));
    world.account.try_apply(&inverse(&change.edits)).unwrap();
    let shown = json_of(world.run(GetGroupPolicy { group_name: "Ops".into(), policy_name: "Own".into() }));
    assert_eq!(shown["PolicyDocument"]["Statement"][0]["Action"], json!("s3:GetObject"));

    let refusal = world.run(DeleteGroup { group_name: "Ops".into() }).unwrap_err();
    assert_eq!(refusal.message, "Cannot delete entity, must delete policies first.");
    assert_eq!(refusal.blockers, ["Delete inline policy another of group Ops", "Delete inline policy Own of group Ops"]);
    for name in ["ANOTHER", "own"] {
        world.change(DeleteGroupPolicy { group_name: "Ops".into(), policy_name: name.into() });
    }
    world.run(DeleteGroup { group_name: "Ops".into() }).unwrap();

    let missing: [(Operation, &str); 3] = [
        (GetUserPolicy { user_name: "alice".into(), policy_name: "X".into() }.into(), "The user policy with name X cannot be found."),
        (DeleteRolePolicy { role_name: "app".into(), policy_name: "X".into() }.into(), "The role policy with name X cannot be found."),
        (ListGroupPolicies { group_name: "Ops".into(), ..Default::default() }.into(), "The group with name Ops cannot be found."),
    ];
    for (operation, message) in missing {
        assert_eq!(words(world.run(operation)), (ErrorCode::NoSuchEntity, message.into()));
    }
}

#[test]
fn users_and_roles_are_not_deleted_over_their_inline_policies_by_the_api_and_with_them_by_the_console() {
    let (mut world, _) = peopled();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document: READ.into() });
    world.change(PutRolePolicy { role_name: "app".into(), policy_name: "Own".into(), policy_document: READ.into() });
    for deletion in [Operation::from(DeleteUser { user_name: "alice".into() }), DeleteRole { role_name: "app".into() }.into()] {
        let refusal = world.run(deletion.clone()).unwrap_err();
        assert_eq!(refusal.message, "Cannot delete entity, must delete policies first.");
        for removal in world.account.removals_before(&deletion) {
            world.change(removal);
        }
        world.run(deletion).unwrap();
        assert_whole(&world.account);
    }
}

#[test]
fn the_inline_policies_of_an_identity_have_a_size_together() {
    let (mut world, _) = peopled();
    let size = READ.len();
    let quotas = Quotas { user_policy_size: 2 * size, group_policy_size: size, role_policy_size: size, ..Quotas::default() };
    world.account = with_quotas(&world.account, quotas);
    let put = |name: &str, document: &str| PutUserPolicy {
        user_name: "Alice".into(),
        policy_name: name.into(),
        policy_document: document.into(),
    };
    let first = world.change(put("A", &READ.replace(':', " : ").replace("s3 : Get", "s3:Get")));
    world.change(put("B", READ));
    let refusal = world.run(put("C", READ)).unwrap_err();
    assert_eq!((refusal.code, refusal.member), (ErrorCode::LimitExceeded, Some("PolicyDocument")));
    assert_eq!(refusal.message, format!("Maximum policy size of {} bytes exceeded for user alice", 2 * size));
    world.change(put("B", &READ.replace("GetObject", "Get*")));
    assert!(world.run(put("B", &READ.replace("GetObject", "GetObjectAcl"))).is_err());
    // Undo goes past no size either.
    let deletion = world.change(DeleteUserPolicy { user_name: "alice".into(), policy_name: "A".into() });
    let again = world.change(put("C", READ));
    let refused = world.account.try_apply(&inverse(&deletion.edits)).unwrap_err();
    assert!(matches!(refused, Obstacle::Quota(_)) && refused.keys().contains(&again.edits[0].key()), "{refused}");
    assert!(first.edits.len() == 1);

    let group = |name: &str| PutGroupPolicy { group_name: "Ops".into(), policy_name: name.into(), policy_document: READ.into() };
    world.change(group("A"));
    assert_eq!(world.run(group("B")).unwrap_err().message, format!("Maximum policy size of {size} bytes exceeded for group Ops"));
    let defaults = Quotas::default();
    assert_eq!((defaults.user_policy_size, defaults.group_policy_size, defaults.role_policy_size), (2048, 5120, 10_240));
}

#[test]
fn boundaries_are_set_changed_and_removed() {
    let (mut world, arn) = peopled();
    let put = |arn: &str| PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary: arn.into() };
    world.change(put(AWS));
    let change = world.change(put(&arn));
    let shown = json_of(world.run(GetUser { user_name: Some("alice".into()) }));
    assert_eq!(shown["User"]["PermissionsBoundary"], json!({"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}));
    let list = |usage: &str| ListPolicies { scope: Some("Local".into()), policy_usage_filter: Some(usage.into()), ..Default::default() };
    assert_eq!(json_of(world.run(list("PermissionsBoundary")))["Policies"][0]["PermissionsBoundaryUsageCount"], json!(1));
    assert_eq!(json_of(world.run(list("PermissionsPolicy")))["Policies"], json!([]));
    let holders = |usage: Option<&str>| ListEntitiesForPolicy {
        policy_arn: arn.clone(),
        policy_usage_filter: usage.map(str::to_owned),
        ..Default::default()
    };
    assert_eq!(json_of(world.run(holders(Some("PermissionsBoundary"))))["PolicyUsers"][0]["UserName"], json!("alice"));
    assert_eq!(json_of(world.run(holders(Some("PermissionsPolicy"))))["PolicyUsers"], json!([]));
    assert_eq!(json_of(world.run(holders(None)))["PolicyUsers"].as_array().unwrap().len(), 1);
    world.account.try_apply(&inverse(&change.edits)).unwrap();
    let shown = json_of(world.run(GetUser { user_name: Some("alice".into()) }));
    assert_eq!(shown["User"]["PermissionsBoundary"]["PermissionsBoundaryArn"], json!(AWS));

    world.change(DeleteUserPermissionsBoundary { user_name: "alice".into() });
    assert!(world.plan(DeleteUserPermissionsBoundary { user_name: "alice".into() }).unwrap().change.is_none());
    world.change(PutRolePermissionsBoundary { role_name: "app".into(), permissions_boundary: arn });
    world.change(DeleteRolePermissionsBoundary { role_name: "app".into() });
    let (code, message) = words(world.run(put("arn:aws:iam::aws:policy/Nothing")));
    let expected = "Scope ARN: arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.";
    assert_eq!((code, message.as_str()), (ErrorCode::NoSuchEntity, expected));
}

#[test]
fn trust_policies_name_users_and_roles_that_are_there() {
    let (mut world, _) = peopled();
    let id = world.account.id();
    let mut trust = |principal: &str, role: &str| {
        let document = format!(r#"{{"Statement":{{"Effect":"Allow","Principal":{{"AWS":{principal}}},"Action":"sts:AssumeRole"}}}}"#);
        world.run(CreateRole { role_name: role.into(), assume_role_policy_document: document, ..Default::default() })
    };
    trust(&format!(r#"["arn:aws:iam::{id}:user/alice","arn:aws:iam::{id}:role/app","arn:aws:iam::{id}:root"]"#), "here").unwrap();
    trust(r#"["999999999999","arn:aws:iam::999999999999:role/app","*"]"#, "elsewhere").unwrap();
    for gone in ["user/bob", "user/team/alice", "role/none", "user/ALICE"] {
        let arn = format!("arn:aws:iam::{id}:{gone}");
        let (code, message) = words(trust(&format!("\"{arn}\""), "gone"));
        assert_eq!((code, message), (ErrorCode::MalformedPolicyDocument, format!("Invalid principal in policy: \"AWS\":\"{arn}\"")));
    }
}
