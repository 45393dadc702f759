//! What is refused, in AWS's codes and words.

use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::{MASK, Secret};

use super::common::World;

#[test]
fn errors_are_aws_own() {
    let mut world = World::fresh();
    world.run(CreateUser { user_name: "Alice".into(), ..Default::default() }).unwrap();
    world.run(CreateGroup { group_name: "Ops".into(), path: None }).unwrap();
    let cases: Vec<(Operation, ErrorCode, &str)> = vec![
        (
            CreateUser { user_name: "ALICE".into(), ..Default::default() }.into(),
            ErrorCode::EntityAlreadyExists,
            "User with name ALICE already exists.",
        ),
        (CreateGroup { group_name: "ops".into(), path: None }.into(), ErrorCode::EntityAlreadyExists, "Group with name ops already exists."),
        (DeleteUser { user_name: "bob".into() }.into(), ErrorCode::NoSuchEntity, "The user with name bob cannot be found."),
        (GetGroup { group_name: "Dev".into(), ..Default::default() }.into(), ErrorCode::NoSuchEntity, "The group with name Dev cannot be found."),
        (GetRole { role_name: "app".into() }.into(), ErrorCode::NoSuchEntity, "The role with name app cannot be found."),
        (
            AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/Nothing".into() }.into(),
            ErrorCode::NoSuchEntity,
            "Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.",
        ),
        (
            AttachUserPolicy { user_name: "alice".into(), policy_arn: "AdministratorAccess-is-not".into() }.into(),
            ErrorCode::ValidationError,
            "Invalid ARN:  Could not be parsed!",
        ),
        (
            AttachGroupPolicy { group_name: "ops".into(), policy_arn: "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy".into() }
                .into(),
            ErrorCode::PolicyNotAttachable,
            "Cannot attach a Service Role Policy to a Customer Role.",
        ),
        (
            GetLoginProfile { user_name: Some("alice".into()) }.into(),
            ErrorCode::NoSuchEntity,
            "Login Profile for User Alice cannot be found.",
        ),
        (
            CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new("aB3")), password_reset_required: None }.into(),
            ErrorCode::PasswordPolicyViolation,
            "Password should have a minimum length of 8",
        ),
        (
            CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new("abcdefgh1")), password_reset_required: None }.into(),
            ErrorCode::PasswordPolicyViolation,
            "Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, \
             Password should have at least one symbol",
        ),
        (
            DeleteAccessKey { user_name: Some("alice".into()), access_key_id: "AKIAIOSFODNN7EXAMPLE".into() }.into(),
            ErrorCode::NoSuchEntity,
            "The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.",
        ),
        (
            CreateAccountAlias { account_alias: "123456789012".into() }.into(),
            ErrorCode::ValidationError,
            "The specified value for accountAlias is invalid. It must not be a 12-digit number.",
        ),
        (
            CreateRole { role_name: "r".into(), assume_role_policy_document: "{".into(), ..Default::default() }.into(),
            ErrorCode::MalformedPolicyDocument,
            "This policy contains invalid Json",
        ),
        (
            CreateRole {
                role_name: "r".into(),
                assume_role_policy_document:
                    r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}}"#.into(),
                ..Default::default()
            }
            .into(),
            ErrorCode::MalformedPolicyDocument,
            "Has prohibited field Resource",
        ),
    ];
    for (operation, code, message) in cases {
        let refusal = world.run(operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message), "{operation:?}");
    }
    let refusal = world.run(GetAccountPasswordPolicy {}).unwrap_err();
    assert_eq!(refusal.message, format!("The Password Policy with domain name {} cannot be found.", world.account.id()));
}

#[test]
fn the_placeholder_of_a_secret_sets_no_password() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let masked = CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new(MASK)), password_reset_required: None };
    let refusal = world.run(masked).unwrap_err();
    assert_eq!((refusal.code, refusal.member), (ErrorCode::ValidationError, Some("Password")));
}

#[test]
fn a_device_can_be_named_by_its_serial_number_or_is_not_made() {
    let mut world = World::fresh();
    let create = |path: &str, length: usize| CreateVirtualMFADevice {
        path: Some(path.into()),
        virtual_mfa_device_name: "x".repeat(length),
        ..Default::default()
    };
    let long_path = |length: usize| format!("/{}/", "p".repeat(length - 2));
    for (path, length) in [("/", 226), ("/team/", 221), (&long_path(226), 1)] {
        world.run(create(path, length)).unwrap();
        let device = world.account.mfa_device_named(&"x".repeat(length)).unwrap();
        let serial_number = world.account.serial_number(device);
        assert_eq!(serial_number.len(), 256);
        world.run(DeleteVirtualMFADevice { serial_number }).unwrap();
    }
    let too_long = |place: &str, most: usize| {
        format!(
            "1 validation error detected: Value at '{place}' failed to satisfy constraint: Member must have length less than or equal to {most}"
        )
    };
    for (path, length, member, message) in [
        ("/", 227, "VirtualMFADeviceName", too_long("virtualMFADeviceName", 226)),
        ("/team/", 222, "VirtualMFADeviceName", too_long("virtualMFADeviceName", 221)),
        (&long_path(512), 1, "Path", too_long("path", 226)),
    ] {
        let refusal = world.run(create(path, length)).unwrap_err();
        assert_eq!((refusal.code, refusal.member, refusal.message), (ErrorCode::ValidationError, Some(member), message));
    }
    assert_eq!(world.run(create("/a!b/", 1)).unwrap_err().member, Some("Path"), "no serial number holds this sign");
}

#[test]
fn tags_that_begin_with_aws_are_for_aws() {
    let mut world = World::fresh();
    let tags = |key: &str| vec![Tag { key: key.into(), value: "x".into() }];
    for key in ["aws:team", "AWS:", "Aws:Team"] {
        let refusal = world.run(CreateUser { user_name: "bob".into(), tags: Some(tags(key)), ..Default::default() }).unwrap_err();
        assert_eq!((refusal.code, refusal.member), (ErrorCode::InvalidInput, Some("Tags")), "{key}");
    }
    world.run(CreateUser { user_name: "bob".into(), tags: Some(tags("awsteam")), ..Default::default() }).unwrap();
    assert_eq!(world.run(TagUser { user_name: "bob".into(), tags: tags("aws:x") }).unwrap_err().code, ErrorCode::InvalidInput);
}

#[test]
fn a_boundary_is_a_policy_that_principals_may_have() {
    let mut world = World::fresh();
    let create = |boundary: &str| CreateUser {
        user_name: "bob".into(),
        permissions_boundary: Some(format!("arn:aws:iam::aws:policy/{boundary}")),
        ..Default::default()
    };
    for (boundary, code) in
        [("aws-service-role/AWSSupportServiceRolePolicy", ErrorCode::PolicyNotAttachable), ("NoSuchPolicy", ErrorCode::NoSuchEntity)]
    {
        let refusal = world.run(create(boundary)).unwrap_err();
        assert_eq!((refusal.code, refusal.member), (code, Some("PermissionsBoundary")));
    }
    world.run(create("PowerUserAccess")).unwrap();
}

#[test]
fn an_alias_is_set_once() {
    let mut world = World::fresh();
    let create = || CreateAccountAlias { account_alias: "acme".into() };
    world.change(create());
    let refusal = world.run(create()).unwrap_err();
    assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::EntityAlreadyExists, "The account alias acme already exists."));
    world.change(CreateAccountAlias { account_alias: "acme-2".into() });
}

#[test]
fn service_linked_roles_are_made_by_services() {
    let mut world = World::fresh();
    let create = |name: &str, path: &str| CreateRole {
        path: Some(path.into()),
        role_name: name.into(),
        assume_role_policy_document:
            r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#.into(),
        ..Default::default()
    };
    for (name, path, member) in [("app", "/aws-service-role/ec2.amazonaws.com/", "Path"), ("AWSServiceRoleForEC2", "/", "RoleName")] {
        let refusal = world.run(create(name, path)).unwrap_err();
        assert_eq!((refusal.code, refusal.member), (ErrorCode::InvalidInput, Some(member)));
    }
    world.run(create("app", "/service-role/")).unwrap();
}

#[test]
fn all_that_is_wrong_with_a_password_is_named_at_once() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let create = |password: &str| CreateLoginProfile {
        user_name: Some("alice".into()),
        password: Some(Secret::new(password)),
        password_reset_required: None,
    };
    assert_eq!(
        world.run(create("abc")).unwrap_err().message,
        "Password should have a minimum length of 8, Password should meet 2 more of the following requirements: Password should have at \
         least one uppercase letter, Password should have at least one number, Password should have at least one symbol"
    );
    world.change(UpdateAccountPasswordPolicy {
        minimum_password_length: Some(12),
        require_symbols: Some(true),
        require_numbers: Some(true),
        ..Default::default()
    });
    assert_eq!(
        world.run(create("Abcdefgh1")).unwrap_err().message,
        "Password should have a minimum length of 12, Password should have at least one symbol"
    );
}
