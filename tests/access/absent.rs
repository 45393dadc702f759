//! What a question names and is not there: it is said, with what may be meant.

use iam_console::access::Question;
use iam_console::account::operation::*;
use iam_console::policy::request::{Resource, Value};

use super::common::World;
use super::ways_done::{question, told, world};

const EC2: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const NOTHING: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;

fn asked(world: &World, action: &str, resource: &str) -> Question {
    let alice = world.account.asker_named("user/alice").unwrap();
    question(&world.account, alice, (action, resource))
}

/// Policies, instance profiles, devices and providers are told as users and roles are.
#[test]
fn what_iam_has_not_is_told_with_what_may_be_meant() {
    let (mut world, _) = world();
    world.change(CreatePolicy {
        policy_name: "files".into(),
        path: Some("/team/".into()),
        policy_document: NOTHING.into(),
        ..Default::default()
    });
    world.change(CreateInstanceProfile { instance_profile_name: "web".into(), path: Some("/team/".into()), ..Default::default() });
    world.change(CreateRole { role_name: "web".into(), assume_role_policy_document: EC2.into(), ..Default::default() });
    let own = format!("arn:aws:iam::{}:", world.account.id());
    let there_is_no = |kind: &str, name: &str| format!("There is no {kind} with this ARN in this account: {name}.");
    for (action, resource, note) in [
        ("iam:GetPolicy", "policy/gone", Some(there_is_no("policy", "gone"))),
        ("iam:GetPolicy", "policy/files", Some(format!("{} Is {own}policy/team/files meant?", there_is_no("policy", "files")))),
        ("iam:GetPolicy", "policy/team/files", None),
        // AWS's own has no account's id.
        (
            "iam:GetPolicy",
            "policy/AmazonS3FullAccess",
            Some(format!("{} Is arn:aws:iam::aws:policy/AmazonS3FullAccess meant?", there_is_no("policy", "AmazonS3FullAccess"))),
        ),
        ("iam:GetInstanceProfile", "instance-profile/none", Some(there_is_no("instance profile", "none"))),
        (
            "iam:AddRoleToInstanceProfile",
            "instance-profile/web",
            Some(format!("{} Is {own}instance-profile/team/web meant?", there_is_no("instance profile", "web"))),
        ),
        ("iam:AddRoleToInstanceProfile", "instance-profile/team/web", None),
        ("iam:DeleteVirtualMFADevice", "mfa/phone", Some(there_is_no("MFA device", "phone"))),
        ("iam:GetSAMLProvider", "saml-provider/Okta", Some(there_is_no("SAML provider", "Okta"))),
        ("iam:GetOpenIDConnectProvider", "oidc-provider/example.com/a", Some(there_is_no("OIDC provider", "example.com/a"))),
        // What is being made is not there yet; what makes something of it wants it there.
        ("iam:CreatePolicy", "policy/new", None),
        ("iam:CreateInstanceProfile", "instance-profile/new", None),
        ("iam:CreatePolicyVersion", "policy/gone", Some(there_is_no("policy", "gone"))),
        ("iam:CreateAccessKey", "user/gone", Some(there_is_no("user", "gone"))),
    ] {
        let notes = asked(&world, action, &format!("{own}{resource}")).notes(&world.account);
        assert_eq!(notes, note.into_iter().collect::<Vec<_>>(), "{action} on {resource}");
    }
    for (arn, note) in [
        ("arn:aws:iam::aws:policy/AmazonS3FullAccess", None),
        ("arn:aws:iam::aws:policy/NoSuchThing", Some("There is no AWS managed policy with this ARN in this account: NoSuchThing.")),
    ] {
        assert_eq!(asked(&world, "iam:GetPolicy", arn).notes(&world.account), note.into_iter().collect::<Vec<_>>(), "{arn}");
    }
    let role = Resource::parse(&format!("{own}role/web")).unwrap();
    assert_eq!(world.account.absent(&role), None);
}

/// The policy that is attached is named by a condition key, not by the resource.
#[test]
fn a_policy_that_a_condition_key_names_is_looked_for_as_well() {
    let (mut world, alice) = world();
    let gone = format!("arn:aws:iam::{}:policy/gone", world.account.id());
    let mut question = asked(&world, "iam:AttachUserPolicy", "arn:aws:iam::ACCOUNT:user/alice");
    question.given.push(("iam:PolicyARN".into(), Value::Single(gone.clone())));
    let note = "There is no policy with this ARN in this account: gone.";
    assert_eq!(question.notes(&world.account), [format!("iam:PolicyARN: {note}")]);
    // So it is where it is told to ask with one.
    let statement = |arn: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*","Condition":{{"ArnEquals":{{"iam:PolicyARN":"{arn}"}}}}}}]}}"#
        )
    };
    let words = |world: &mut World, arn: &str| {
        world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: statement(arn) }).unwrap();
        let words = told(world, &alice, ("iam:AttachUserPolicy", "arn:aws:iam::ACCOUNT:user/alice"));
        words.into_iter().find(|words| words.starts_with("Make the request with")).unwrap()
    };
    assert_eq!(words(&mut world, &gone), format!("Make the request with iam:PolicyARN = {gone}. {note} It has to be there first."));
    world.change(CreatePolicy { policy_name: "gone".into(), policy_document: NOTHING.into(), ..Default::default() });
    assert_eq!(words(&mut world, &gone), format!("Make the request with iam:PolicyARN = {gone}."));
}
