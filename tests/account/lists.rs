//! Lists: every page's marker is one that the door takes, and page by page everything comes once.

use std::collections::BTreeSet;

use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use serde_json::{Value, json};

use super::common::{World, saml_metadata};

const POLICY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const DOCUMENT: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;

/// A world with something in every list, under names as long as they may be.
fn full() -> World {
    let mut world = World::fresh();
    let long = |length: usize, last: &str| "n".repeat(length - last.len()) + last;
    for last in ["a", "B", "c"] {
        let (user_name, group_name, role_name) = (long(64, last), long(128, last), long(64, last));
        world.run(CreateUser { user_name: user_name.clone(), ..Default::default() }).unwrap();
        world.run(CreateGroup { group_name: group_name.clone(), path: None }).unwrap();
        let assume_role_policy_document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#.into();
        world.run(CreateRole { role_name: role_name.clone(), assume_role_policy_document, ..Default::default() }).unwrap();
        world.run(AttachUserPolicy { user_name: user_name.clone(), policy_arn: POLICY.into() }).unwrap();
        world.run(AttachGroupPolicy { group_name: group_name.clone(), policy_arn: POLICY.into() }).unwrap();
        world.run(AttachRolePolicy { role_name, policy_arn: POLICY.into() }).unwrap();
        let instance_profile_name = long(128, last);
        let profile = CreateInstanceProfile { instance_profile_name: instance_profile_name.clone(), ..Default::default() };
        world.run(profile).unwrap();
        world.run(AddRoleToInstanceProfile { instance_profile_name, role_name: long(64, "a") }).unwrap();
        world.run(AddUserToGroup { group_name: group_name.clone(), user_name: long(64, "a") }).unwrap();
        if last != "a" {
            world.run(AddUserToGroup { group_name: long(128, "a"), user_name }).unwrap();
        }
        world.run(CreateVirtualMFADevice { virtual_mfa_device_name: long(226, last), ..Default::default() }).unwrap();
    }
    let tags: Vec<Tag> = ["a", "B", "署", "部"].into_iter().map(|last| Tag { key: "部".repeat(127) + last, value: "x".into() }).collect();
    world.run(TagUser { user_name: long(64, "a"), tags: Vec::clone(&tags) }).unwrap();
    world.run(TagRole { role_name: long(64, "a"), tags: Vec::clone(&tags) }).unwrap();
    world.run(TagInstanceProfile { instance_profile_name: long(128, "a"), tags: Vec::clone(&tags) }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number(&long(226, "a"));
    world.run(TagMFADevice { serial_number, tags: Vec::clone(&tags) }).unwrap();
    let provider =
        CreateSAMLProvider { saml_metadata_document: saml_metadata(""), name: "idp".into(), tags: Some(tags), ..Default::default() };
    world.run(provider).unwrap();
    let tags = Some(vec![Tag { key: "a".into(), value: String::new() }, Tag { key: "B".into(), value: String::new() }]);
    world.run(CreateOpenIDConnectProvider { url: "https://example.com".into(), tags, ..Default::default() }).unwrap();
    world.run(CreateAccountAlias { account_alias: "acme".into() }).unwrap();
    policies(&mut world);
    world
}

/// A policy of the account's own with versions and tags, and inline policies everywhere.
fn policies(world: &mut World) {
    let tags = ["a", "B", "部"].into_iter().map(|last| Tag { key: "部".repeat(127) + last, value: "x".into() }).collect();
    world
        .run(CreatePolicy { policy_name: "own".into(), policy_document: DOCUMENT.into(), tags: Some(tags), ..Default::default() })
        .unwrap();
    let policy_arn = own(world);
    for _ in 0..4 {
        let version = CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document: DOCUMENT.into(), set_as_default: None };
        world.run(version).unwrap();
    }
    for last in ["a", "B", "c"] {
        let (policy_name, policy_document) = ("n".repeat(127) + last, DOCUMENT.to_owned());
        let (user_name, group_name, role_name) = ("n".repeat(63) + "a", "n".repeat(127) + "a", "n".repeat(63) + "a");
        world.run(PutUserPolicy { user_name, policy_name: policy_name.clone(), policy_document: policy_document.clone() }).unwrap();
        world.run(PutGroupPolicy { group_name, policy_name: policy_name.clone(), policy_document: policy_document.clone() }).unwrap();
        world.run(PutRolePolicy { role_name, policy_name, policy_document }).unwrap();
    }
}

/// The ARN of the account's own policy.
fn own(world: &World) -> String {
    format!("arn:aws:iam::{}:policy/own", world.account.id())
}

/// The items of a list, asked for page by page.
fn by_pages(world: &mut World, name: &str, members: &Value, size: usize) -> Vec<String> {
    let mut seen = Vec::new();
    let mut members = members.clone();
    members["MaxItems"] = json!(size);
    loop {
        let operation = Operation::from_json(name, members.clone()).unwrap().unwrap();
        let reply = world.run(operation).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let reply = serde_json::to_value(reply).unwrap();
        let lists = reply.as_object().unwrap().values().filter_map(Value::as_array);
        let before = seen.len();
        seen.extend(lists.flatten().map(ToString::to_string));
        assert!(seen.len() - before <= size, "{name}");
        match reply.get("Marker") {
            Some(marker) => members["Marker"] = marker.clone(),
            None => return seen,
        }
    }
}

#[test]
fn every_list_comes_whole_in_pages_of_any_size() {
    let mut world = full();
    let (user, group, role) = ("n".repeat(63) + "a", "n".repeat(127) + "a", "n".repeat(63) + "a");
    let own = own(&world);
    let account = world.account.id();
    let provider = |of: &str| format!("arn:aws:iam::{account}:{of}");
    let source = world.account.user_arn(world.account.user_named(&user).unwrap());
    let actions = ["s3:GetObject", "s3:PutObject", "iam:ListUsers"];
    let serial = world.account.virtual_mfa_serial_number(&("n".repeat(225) + "a"));
    let lists = [
        ("ListMFADeviceTags", json!({"SerialNumber": serial}), 4),
        ("ListUsers", json!({}), 3),
        ("ListGroups", json!({}), 3),
        ("ListRoles", json!({}), 3),
        ("ListUserTags", json!({"UserName": user}), 4),
        ("ListRoleTags", json!({"RoleName": role}), 4),
        ("ListInstanceProfiles", json!({}), 3),
        ("ListInstanceProfilesForRole", json!({"RoleName": role}), 3),
        ("ListInstanceProfileTags", json!({"InstanceProfileName": group}), 4),
        ("ListSAMLProviderTags", json!({"SAMLProviderArn": provider("saml-provider/idp")}), 4),
        ("ListOpenIDConnectProviderTags", json!({"OpenIDConnectProviderArn": provider("oidc-provider/example.com")}), 2),
        ("GetGroup", json!({"GroupName": group}), 3),
        ("ListGroupsForUser", json!({"UserName": user}), 3),
        ("ListEntitiesForPolicy", json!({"PolicyArn": POLICY}), 9),
        ("ListEntitiesForPolicy", json!({"PolicyArn": POLICY, "EntityFilter": "User"}), 3),
        ("ListPolicies", json!({}), 1583),
        ("ListPolicies", json!({"Scope": "Local"}), 1),
        ("ListPolicies", json!({"OnlyAttached": true}), 1),
        ("ListAttachedUserPolicies", json!({"UserName": user}), 1),
        ("ListAttachedGroupPolicies", json!({"GroupName": group}), 1),
        ("ListAttachedRolePolicies", json!({"RoleName": role}), 1),
        ("ListPolicyTags", json!({"PolicyArn": own}), 3),
        ("ListPolicyVersions", json!({"PolicyArn": own}), 5),
        ("ListPolicyVersions", json!({"PolicyArn": POLICY}), 1),
        ("ListUserPolicies", json!({"UserName": user}), 3),
        ("ListGroupPolicies", json!({"GroupName": group}), 3),
        ("ListRolePolicies", json!({"RoleName": role}), 3),
        ("ListAccessKeys", json!({}), 1),
        ("ListVirtualMFADevices", json!({}), 3),
        ("ListMFADevices", json!({}), 0),
        ("ListAccountAliases", json!({}), 1),
        ("GetAccountAuthorizationDetails", json!({"Filter": ["User"]}), 3),
        ("GetAccountAuthorizationDetails", json!({"Filter": ["LocalManagedPolicy", "AWSManagedPolicy"]}), 2),
        ("SimulatePrincipalPolicy", json!({"PolicySourceArn": source, "ActionNames": actions}), 3),
        ("SimulateCustomPolicy", json!({"PolicyInputList": [DOCUMENT], "ActionNames": actions}), 3),
    ];
    let report = |world: &mut World, members: Value| {
        let job = Operation::from_json("GenerateServiceLastAccessedDetails", members).unwrap().unwrap();
        let Reply::AccessJob { job_id } = world.run(job).unwrap() else { panic!("a job") };
        job_id
    };
    let job = report(&mut world, json!({"Arn": POLICY}));
    let services = iam_console::catalog::SERVICE_REFERENCE.services().len();
    let allowed = by_pages(&mut world, "GetServiceLastAccessedDetails", &json!({"JobId": job}), 1000).len();
    assert!((100..services).contains(&allowed), "{allowed}");
    let reports = [
        ("GetServiceLastAccessedDetails", json!({"JobId": job}), allowed),
        ("GetServiceLastAccessedDetailsWithEntities", json!({"JobId": job, "ServiceNamespace": "s3"}), 6),
    ];
    let lists: Vec<(&str, Value, usize)> = lists.into_iter().chain(reports).collect();
    let named: BTreeSet<&str> = lists.iter().map(|(name, _, _)| *name).collect();
    let paged = OPERATIONS.iter().filter(|spec| spec.member("MaxItems").is_some()).map(|spec| spec.name);
    assert_eq!(named, paged.collect(), "every list is here");
    for (name, members, count) in lists {
        let whole = by_pages(&mut world, name, &members, 1000);
        assert_eq!(whole.len(), count, "{name}");
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), count, "{name}");
        for size in [1, 2] {
            assert_eq!(by_pages(&mut world, name, &members, size), whole, "{name}");
        }
        let mut members = members;
        for (marker, is_refused) in [("nonsense!", true), ("9I-_v_SPv78", false)] {
            members["Marker"] = json!(marker);
            let refused = world.run(Operation::from_json(name, members.clone()).unwrap().unwrap()).err();
            assert_eq!(refused.map(|refusal| refusal.code), is_refused.then_some(ErrorCode::ValidationError), "{name} {marker}");
        }
    }
}

#[test]
fn a_list_of_thousands_is_told_whole_one_a_page() {
    let mut world = World::fresh();
    world.change(CreateGroup { group_name: "all".into(), path: None });
    for number in 0..2000 {
        let user_name = format!("user-{number:04}");
        world.change(CreateUser { user_name: user_name.clone(), ..Default::default() });
        world.change(AddUserToGroup { group_name: "all".into(), user_name: user_name.clone() });
        world.change(AttachUserPolicy { user_name, policy_arn: POLICY.into() });
    }
    for (name, members) in
        [("ListUsers", json!({})), ("GetGroup", json!({"GroupName": "all"})), ("ListEntitiesForPolicy", json!({"PolicyArn": POLICY}))]
    {
        assert_eq!(by_pages(&mut world, name, &members, 1).len(), 2000);
    }
}

#[test]
fn the_list_of_devices_leaves_tags_out() {
    let mut world = World::fresh();
    let tags = Some(vec![Tag { key: "team".into(), value: "x".into() }]);
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), tags, ..Default::default() });
    let Reply::VirtualMfaDevices { virtual_mfa_devices, .. } = world.run(ListVirtualMFADevices::default()).unwrap() else { panic!() };
    assert_eq!(virtual_mfa_devices[0].tags, []);
}

#[test]
fn the_tags_of_devices_are_changed_listed_and_gone_with_the_device() {
    let mut world = World::fresh();
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
    world.change(TagMFADevice { serial_number: serial_number.clone(), tags: vec![tag("team", "x"), tag("Owner", "a")] });
    world.change(TagMFADevice { serial_number: serial_number.clone(), tags: vec![tag("TEAM", "y")] });
    let listed = |world: &mut World| {
        let Reply::Tags { tags, .. } = world.run(ListMFADeviceTags { serial_number: serial_number.clone(), ..Default::default() }).unwrap()
        else {
            panic!()
        };
        tags
    };
    assert_eq!(listed(&mut world), [tag("Owner", "a"), tag("TEAM", "y")]);
    world.change(UntagMFADevice { serial_number: serial_number.clone(), tag_keys: vec!["owner".into(), "none".into()] });
    assert_eq!(listed(&mut world), [tag("TEAM", "y")]);
    let nowhere = world.account.virtual_mfa_serial_number("tablet");
    let refused = world.run(TagMFADevice { serial_number: nowhere, tags: vec![tag("a", "b")] }).unwrap_err();
    assert_eq!((refused.code, refused.member), (ErrorCode::NoSuchEntity, Some("SerialNumber")));
    let many = (0..51).map(|number| tag(&format!("key{number}"), "")).collect::<Vec<_>>();
    assert!(
        world.run(TagMFADevice { serial_number: serial_number.clone(), tags: many[..50].to_vec() }).is_err(),
        "51 tags are one too many"
    );
    world.change(DeleteVirtualMFADevice { serial_number: serial_number.clone() });
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    assert_eq!(listed(&mut world), []);
}
