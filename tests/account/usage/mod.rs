//! What was used, and the credential report.

mod last_accessed;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::account::secret::Secret;
use serde_json::{Value, json};

use crate::common::{PASSWORD, World};

fn shown(world: &mut World, operation: impl Into<Operation>) -> Value {
    serde_json::to_value(world.run_as(&Caller::ROOT, operation).unwrap()).unwrap()
}

fn key_of(world: &mut World, name: &str) -> Caller {
    let user_name = Some(name.to_owned());
    let Reply::AccessKey { access_key } = world.run(CreateAccessKey { user_name }).unwrap() else { panic!("a key") };
    world.account.caller_named(&access_key.access_key_id, false).unwrap()
}

#[test]
fn a_key_tells_when_it_was_used_last_and_for_what() {
    let mut world = World::fresh();
    world.user("alice");
    let alice = key_of(&mut world, "alice");
    let access_key_id = alice.key.unwrap().to_string();
    let last = GetAccessKeyLastUsed { access_key_id };
    let never = json!({ "UserName": "alice", "AccessKeyLastUsed": { "ServiceName": "N/A", "Region": "N/A" } });
    assert_eq!(shown(&mut world, last.clone()), never);
    // AWS counts what was asked for, whatever came of it; but credentials that are no good are nobody's.
    let used = |service: &str| {
        json!({
            "UserName": "alice",
            "AccessKeyLastUsed": { "LastUsedDate": "2026-11-23T21:14:05+00:00", "ServiceName": service, "Region": "us-east-1" },
        })
    };
    let inactive =
        UpdateAccessKey { user_name: Some("alice".into()), access_key_id: alice.key.unwrap().to_string(), status: "Inactive".into() };
    world.run(inactive.clone()).unwrap();
    world.run_as(&alice, ListBuckets {}).unwrap_err();
    assert_eq!(shown(&mut world, last.clone()), never);
    world.run(UpdateAccessKey { status: "Active".into(), ..inactive }).unwrap();
    world.run_as(&alice, ListBuckets {}).unwrap_err();
    assert_eq!(shown(&mut world, last.clone()), used("s3"));
    world.run_as(&alice, GetCallerIdentity {}).unwrap();
    assert_eq!(shown(&mut world, last.clone()), used("sts"));
    // Of operations that belong together none happened, and the one that was refused was asked for.
    let batch = [Operation::from(GetCallerIdentity {}), ListTables {}.into()];
    let refused = world.account.plan_all(&alice, &batch, &mut world.env).unwrap_err();
    assert_eq!(refused.index, 1);
    world.account.apply(refused.refusal.used());
    assert_eq!(shown(&mut world, last), used("dynamodb"));
    let missing = GetAccessKeyLastUsed { access_key_id: "AKIAIOSFODNN7EXAMPLE".into() };
    assert_eq!(world.run(missing).unwrap_err().code, ErrorCode::NoSuchEntity);
}

#[test]
fn users_and_roles_tell_when_they_were_used_last() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let get_user = GetUser { user_name: Some("alice".into()) };
    assert_eq!(shown(&mut world, get_user.clone())["User"].get("PasswordLastUsed"), None);
    let login = ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() };
    world.run_as(Caller::nobody(), login).unwrap();
    assert_eq!(shown(&mut world, get_user)["User"]["PasswordLastUsed"], "2026-11-23T21:14:05+00:00");

    let trust = json!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": { "AWS": world.account.asker_arn(&alice.who) },
            "Action": "sts:AssumeRole",
        },
    });
    world.run(CreateRole { role_name: "R".into(), assume_role_policy_document: trust.to_string(), ..Default::default() }).unwrap();
    let get_role = GetRole { role_name: "R".into() };
    assert_eq!(shown(&mut world, get_role.clone())["Role"]["RoleLastUsed"], json!({}));
    let role = world.account.role_named("R").unwrap();
    let assume = AssumeRole { role_arn: world.account.role_arn(role), role_session_name: "alice".into(), ..Default::default() };
    let Reply::Session(detail) = world.run_as(&alice, assume).unwrap() else { panic!("a session") };
    let session = world.account.caller_named(&detail.credentials.access_key_id, false).unwrap();
    assert!(matches!(session.who, Asker::RoleSession { .. }));
    world.run_as(&session, GetCallerIdentity {}).unwrap();
    let last = json!({ "LastUsedDate": "2026-11-23T21:14:05+00:00", "Region": "us-east-1" });
    assert_eq!(shown(&mut world, get_role)["Role"]["RoleLastUsed"], last);
}

/// `aws --as user/alice` is a request of hers, made without any key of hers.
#[test]
fn what_the_owner_does_as_somebody_is_theirs() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let key = key_of(&mut world, "alice").key.unwrap();
    world.run_as(&alice, ListBuckets {}).unwrap_err();
    let Asker::User(id) = alice.who else { panic!("a user") };
    let used = world.account.last_activity(id).unwrap();
    assert_eq!((used.service.as_str(), used.action.as_str()), ("s3", "ListAllMyBuckets"));
    assert_eq!(world.account.key_last_used(key), None);
}

/// The columns as AWS writes them.
const COLUMNS: [&str; 22] = [
    "user",
    "arn",
    "user_creation_time",
    "password_enabled",
    "password_last_used",
    "password_last_changed",
    "password_next_rotation",
    "mfa_active",
    "access_key_1_active",
    "access_key_1_last_rotated",
    "access_key_1_last_used_date",
    "access_key_1_last_used_region",
    "access_key_1_last_used_service",
    "access_key_2_active",
    "access_key_2_last_rotated",
    "access_key_2_last_used_date",
    "access_key_2_last_used_region",
    "access_key_2_last_used_service",
    "cert_1_active",
    "cert_1_last_rotated",
    "cert_2_active",
    "cert_2_last_rotated",
];

fn report(world: &mut World) -> String {
    let reply = shown(world, GetCredentialReport {});
    assert_eq!(reply["ReportFormat"], "text/csv");
    String::from_utf8(BASE64_STANDARD.decode(reply["Content"].as_str().unwrap()).unwrap()).unwrap()
}

#[test]
fn the_credential_report_has_a_line_for_everybody_and_holds_for_four_hours() {
    let mut world = World::fresh();
    let refused = world.run(GetCredentialReport {}).unwrap_err();
    assert_eq!((refused.code, refused.message.as_str()), (ErrorCode::ReportNotPresent, "Unknown"));
    world.user("bob");
    world.run(CreateUser { user_name: "a,b".into(), ..Default::default() }).unwrap();
    let bob = key_of(&mut world, "bob");
    world.run_as(&bob, GetCallerIdentity {}).unwrap();
    world.run(UpdateAccountPasswordPolicy { max_password_age: Some(90), ..Default::default() }).unwrap();
    let started = json!({ "State": "STARTED", "Description": "No report exists. Starting a new report generation task" });
    assert_eq!(shown(&mut world, GenerateCredentialReport {}), started);
    let text = report(&mut world).replace(world.account.id().as_str(), "ACCOUNT");
    let lines: Vec<&str> = text.split('\n').collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(lines[0].split(',').collect::<Vec<_>>(), COLUMNS);
    assert!(lines.iter().all(|line| line.replace("\"a,b\"", "x").replace(",b\"", "\"").split(',').count() == 22), "{text}");
    let now = "2026-11-23T21:14:05Z";
    assert_eq!(
        lines[1],
        format!(
            "<root_account>,arn:aws:iam::ACCOUNT:root,{now},not_supported,no_information,not_supported,not_supported,false,true,{now},N/A,\
             N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
        )
    );
    assert_eq!(
        lines[2],
        format!(
            "\"a,b\",\"arn:aws:iam::ACCOUNT:user/a,b\",{now},false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,\
             false,N/A"
        )
    );
    assert_eq!(
        lines[3],
        format!(
            "bob,arn:aws:iam::ACCOUNT:user/bob,{now},true,no_information,{now},2027-02-21T21:14:05Z,false,true,{now},{now},us-east-1,sts,\
             false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"
        )
    );
    world.run(DeleteUser { user_name: "a,b".into() }).unwrap();
    assert_eq!(shown(&mut world, GenerateCredentialReport {}), json!({ "State": "COMPLETE" }));
    assert!(report(&mut world).contains("a,b"), "it is as it was made");
    world.run(AdvanceClock { seconds: 4 * 3600 }).unwrap();
    assert_eq!(world.run_as(&Caller::ROOT, GetCredentialReport {}).unwrap_err().code, ErrorCode::ReportExpired);
    assert_eq!(shown(&mut world, GenerateCredentialReport {}), json!({ "State": "STARTED" }));
    assert!(!report(&mut world).contains("a,b"));
}
