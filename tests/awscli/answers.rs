//! Replies and refusals as they are printed.

use iam_console::account::operation::*;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::Reply;
use iam_console::awscli::*;

use super::common::World;
use super::{read, refused, user};

#[test]
fn a_new_device_s_seed_goes_into_a_file() {
    let taken =
        read("iam create-virtual-mfa-device --virtual-mfa-device-name p --outfile /tmp/seed --bootstrap-method Base32StringSeed").unwrap();
    assert_eq!(taken.bootstrap, Some(Bootstrap { outfile: "/tmp/seed".into(), method: BootstrapMethod::Base32StringSeed }));
    assert!(refused("iam create-virtual-mfa-device --virtual-mfa-device-name p --outfile x --bootstrap-method y").contains("QRCodePNG"));
    let mut world = World::fresh();
    let reply = world.run(taken.operation).unwrap();
    let serial = world.account.serial_number(world.account.mfa_device_named("p").unwrap());
    assert_eq!(
        print_reply(&reply).unwrap(),
        format!("{{\n    \"VirtualMFADevice\": {{\n        \"SerialNumber\": \"{serial}\"\n    }}\n}}")
    );
}

#[test]
fn replies_and_refusals_are_printed_as_the_aws_cli_prints_them() {
    let mut world = World::fresh();
    let create = CreateUser { tags: Some(vec![Tag { key: "team".into(), value: "red".into() }]), ..user("alice") };
    let reply = world.run(create.clone()).unwrap();
    let id = world.account.user_named("alice").unwrap().id;
    let account = world.account.id();
    let expected = format!(
        r#"{{
    "User": {{
        "Path": "/",
        "UserName": "alice",
        "UserId": "{id}",
        "Arn": "arn:aws:iam::{account}:user/alice",
        "CreateDate": "2026-11-23T21:14:05+00:00",
        "Tags": [
            {{
                "Key": "team",
                "Value": "red"
            }}
        ]
    }}
}}"#
    );
    assert_eq!(print_reply(&reply).unwrap(), expected);
    assert_eq!(print_reply(&Reply::Nothing {}), None);

    let again = Operation::from(create);
    let refusal = world.plan(again.clone()).unwrap_err();
    assert_eq!(
        error_line(&again, &refusal),
        "An error occurred (EntityAlreadyExists) when calling the CreateUser operation: User with name alice already exists."
    );
    let hostile = Refusal::new(ErrorCode::ValidationError, "\u{1b}[31m");
    assert!(error_line(&again, &hostile).ends_with("operation: \\u{1b}[31m"));
}
