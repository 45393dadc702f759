//! Sessions with a code of an MFA device.

use super::{assume, enter, opened, role, session, with};
use crate::common::{World, codes};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

fn enable_phone(world: &mut World) -> String {
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let serial = serial_number.clone();
    world.run(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 }).unwrap();
    serial
}

#[test]
fn a_code_opens_what_asks_for_one_and_counts_once() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Guarded", "user/alice", &json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } }));
    let serial = enable_phone(&mut world);
    let plain = assume(&world, "Guarded");
    assert_eq!(world.run_as(&alice, plain.clone()).unwrap_err().code, ErrorCode::AccessDenied);
    let [_, code] = codes(&world.account, "phone", 1);
    let with_code = |code: &Secret, serial: &str| AssumeRole {
        serial_number: Some(serial.to_owned()),
        token_code: Some(code.clone()),
        ..plain.clone()
    };
    let wrong = world.run_as(&alice, with_code(&Secret::new("000000"), &serial)).unwrap_err();
    assert_eq!(wrong.message, "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    let unknown = world.run_as(&alice, with_code(&code, &serial.replace("phone", "other"))).unwrap_err();
    assert_eq!(
        unknown.message,
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with \
         this user."
    );
    let caller = enter(&mut world, &alice, with_code(&code, &serial));
    assert_eq!(session(&world, &caller).mfa, None, "the code was for entering, not for what is done inside");
    let again = world.run_as(&alice, with_code(&code, &serial)).unwrap_err();
    assert_eq!(again.message, "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
}

#[test]
fn session_tokens_are_for_users_and_root_and_call_iam_only_with_mfa() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    let serial = enable_phone(&mut world);
    let hours = |world: &World, caller: &Caller| {
        let session = session(world, caller);
        session.expires.unwrap().duration_since(session.issued).as_hours()
    };
    let plain = enter(&mut world, &alice, GetSessionToken::default());
    assert_eq!(hours(&world, &plain), 12);
    let unknown = world.run_as(&plain, ListUsers::default()).unwrap_err();
    assert_eq!(unknown.code, ErrorCode::InvalidClientTokenId, "IAM knows such credentials only with MFA");
    assert_eq!(unknown.message, "The security token included in the request is invalid.");
    world.run_as(&plain, ListBuckets {}).unwrap();
    let again = world.run_as(&plain, GetSessionToken::default()).unwrap_err();
    assert_eq!(again.message, "Cannot call GetSessionToken with session credentials");
    let [_, code] = codes(&world.account, "phone", 1);
    let strong = GetSessionToken { serial_number: Some(serial), token_code: Some(code), duration_seconds: Some(129_600) };
    let strong = enter(&mut world, &alice, strong);
    assert_eq!(hours(&world, &strong), 36);
    world.run_as(&strong, ListUsers::default()).unwrap();
    let root = opened(world.run_as(&Caller::ROOT, GetSessionToken { duration_seconds: Some(7200), ..Default::default() }).unwrap());
    assert_eq!(hours(&world, &with(&world, &root)), 1, "root's are short whatever is asked for");
    role(&mut world, "Auditor", "root", &Value::Null);
    let auditor = world.account.caller_named("role/Auditor", false).unwrap();
    for operation in [Operation::from(GetSessionToken::default()), GetFederationToken { name: "bob".into(), ..Default::default() }.into()] {
        let message = world.run_as(&auditor, operation.clone()).unwrap_err().message;
        assert_eq!(message, format!("Cannot call {} with session credentials", operation.spec().name));
    }
}

#[test]
fn own_devices_are_changed_with_a_code_only() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    let serial = enable_phone(&mut world);
    let deactivate = DeactivateMFADevice { user_name: Some("alice".into()), serial_number: serial.clone() };
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 1);
    let resync = ResyncMFADevice {
        user_name: Some("alice".into()),
        serial_number: serial.clone(),
        authentication_code_1: authentication_code_1.clone(),
        authentication_code_2: authentication_code_2.clone(),
    };
    let enable =
        EnableMFADevice { user_name: Some("alice".into()), serial_number: serial.clone(), authentication_code_1, authentication_code_2 };
    let delete = DeleteVirtualMFADevice { serial_number: serial };
    for operation in [Operation::from(deactivate.clone()), resync.into(), enable.into(), delete.into()] {
        let refusal = world.run_as(&alice, operation.clone()).unwrap_err();
        let expected =
            "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.";
        assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::AccessDenied, expected), "{}", operation.spec().name);
    }
    let bob = world.user("bob");
    world.run(AttachUserPolicy { user_name: "bob".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    world.run_as(&Caller { mfa: true, ..alice }, deactivate.clone()).unwrap();
    enable_again(&mut world);
    world.run_as(&bob, deactivate).unwrap();
}

fn enable_again(world: &mut World) {
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 4);
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    world.run(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 }).unwrap();
}
