//! Service-linked roles: made for a service, read by all, changed by none.

use iam_console::account::change::inverse;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use serde_json::Value;

use crate::common::World;
use crate::{assert_whole, entities};

const NAME: &str = "AWSServiceRoleForAutoScaling";

fn create(service: &str, suffix: Option<&str>) -> CreateServiceLinkedRole {
    CreateServiceLinkedRole { aws_service_name: service.into(), custom_suffix: suffix.map(str::to_owned), description: None }
}

fn world() -> World {
    let mut world = World::fresh();
    world.change(create("autoscaling.amazonaws.com", None));
    world
}

fn shown(world: &mut World, operation: impl Into<Operation>) -> Value {
    serde_json::to_value(world.run(operation).unwrap()).unwrap()
}

#[test]
fn a_service_s_role_has_its_path_name_trust_and_policy() {
    let mut world = world();
    let role = shown(&mut world, GetRole { role_name: NAME.into() })["Role"].clone();
    let arn = format!("arn:aws:iam::{}:role/aws-service-role/autoscaling.amazonaws.com/{NAME}", world.account.id());
    assert_eq!((&role["Path"], &role["Arn"]), (&"/aws-service-role/autoscaling.amazonaws.com/".into(), &arn.into()));
    let statement = &role["AssumeRolePolicyDocument"]["Statement"][0];
    assert_eq!((&statement["Principal"]["Service"], &statement["Action"]), (&"autoscaling.amazonaws.com".into(), &"sts:AssumeRole".into()));
    let attached = shown(&mut world, ListAttachedRolePolicies { role_name: NAME.into(), ..Default::default() });
    assert_eq!(attached["AttachedPolicies"][0]["PolicyArn"], "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy");
    world.change(create("autoscaling.amazonaws.com", Some("mine")));
    assert!(world.account.role_named("AWSServiceRoleForAutoScaling_mine").is_some());
}

#[test]
fn nothing_but_its_description_and_tags_is_changed() {
    let mut world = world();
    world.change(CreateInstanceProfile { instance_profile_name: "p".into(), ..Default::default() });
    let name = || NAME.to_owned();
    let arn = || "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
    let document = || r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#.to_owned();
    let operations: Vec<Operation> = vec![
        AttachRolePolicy { role_name: name(), policy_arn: arn() }.into(),
        DetachRolePolicy { role_name: name(), policy_arn: "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy".into() }
            .into(),
        PutRolePolicy { role_name: name(), policy_name: "p".into(), policy_document: document() }.into(),
        DeleteRolePolicy { role_name: name(), policy_name: "p".into() }.into(),
        PutRolePermissionsBoundary { role_name: name(), permissions_boundary: arn() }.into(),
        DeleteRolePermissionsBoundary { role_name: name() }.into(),
        UpdateAssumeRolePolicy { role_name: name(), policy_document: document() }.into(),
        UpdateRole { role_name: name(), max_session_duration: Some(7200), description: None }.into(),
        AddRoleToInstanceProfile { instance_profile_name: "p".into(), role_name: name() }.into(),
        DeleteRole { role_name: name() }.into(),
    ];
    let message = format!("Cannot perform the operation on the protected role '{NAME}' - this role is only modifiable by AWS");
    for operation in operations {
        let refusal = world.run(operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::UnmodifiableEntity, message.as_str()), "{operation:?}");
    }
    world.change(UpdateRoleDescription { role_name: name(), description: "Scales".into() });
    world.change(UpdateRole { role_name: name(), description: Some("Scales more".into()), max_session_duration: None });
    world.change(TagRole { role_name: name(), tags: vec![Tag { key: "team".into(), value: "x".into() }] });
}

#[test]
fn what_is_wrong_with_a_service_is_said() {
    let mut world = world();
    world.change(create("ecs.amazonaws.com", None));
    let taken = "has been taken in this account, please try a different suffix.";
    for (service, suffix, message) in [
        ("autoscaling.amazonaws.com", None, format!("Service role name {NAME} {taken}")),
        ("ecs.amazonaws.com", None, format!("Service role name AWSServiceRoleForECS {taken}")),
        ("ecs.amazonaws.com", Some("x"), "Custom suffix is not allowed for ecs.amazonaws.com".to_owned()),
        ("nothing.amazonaws.com", None, "The service nothing.amazonaws.com has no service-linked role.".to_owned()),
    ] {
        let refusal = world.run(create(service, suffix)).unwrap_err();
        assert_eq!((refusal.code, refusal.message), (ErrorCode::InvalidInput, message));
    }
    let long = world.run(create("autoscaling.amazonaws.com", Some(&"x".repeat(64)))).unwrap_err();
    assert_eq!((long.code, long.member), (ErrorCode::InvalidInput, Some("CustomSuffix")));
}

#[test]
fn a_deletion_is_a_task_that_can_be_asked_after() {
    let mut world = world();
    world.change(TagRole { role_name: NAME.into(), tags: vec![Tag { key: "team".into(), value: "x".into() }] });
    let before = entities(&world.account);
    let planned = world.plan(DeleteServiceLinkedRole { role_name: NAME.into() }).unwrap();
    let Reply::DeletionTask { deletion_task_id } = planned.reply else { panic!() };
    let change = planned.change.unwrap();
    world.account.apply(&change.edits);
    assert_whole(&world.account);
    assert!(world.account.role_named(NAME).is_none());
    let uuid = deletion_task_id.strip_prefix("task/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling/").unwrap();
    assert_eq!(uuid.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    let status = GetServiceLinkedRoleDeletionStatus { deletion_task_id };
    assert_eq!(shown(&mut world, status.clone())["Status"], "SUCCEEDED");
    world.account.try_apply(&inverse(&change.edits)).unwrap();
    assert_eq!(entities(&world.account), before);
    assert_eq!(world.run(status).unwrap_err().code, ErrorCode::NoSuchEntity);

    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let refusal = world.run(DeleteServiceLinkedRole { role_name: "app".into() }).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.message.as_str()),
        (ErrorCode::NoSuchEntity, "The service-linked role with name app cannot be found.")
    );
}
