//! Replies and refusals as they are printed.

use iam_console::account::operation::*;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::Reply;
use iam_console::awscli::*;

use super::common::company::company;
use super::common::estate::is_of_estate;
use super::common::{World, env};
use super::{read, refused, user};

/// A reply as it is printed where nothing else is asked for.
fn printed(reply: &Reply) -> Option<String> {
    Answer::of(reply).print(&OutputOptions::default()).unwrap()
}

#[test]
fn a_new_device_s_seed_goes_into_a_file() {
    let taken =
        read("iam create-virtual-mfa-device --virtual-mfa-device-name p --outfile /tmp/seed --bootstrap-method Base32StringSeed").unwrap();
    assert_eq!(taken.bootstrap, Some(Bootstrap { outfile: "/tmp/seed".into(), method: BootstrapMethod::Base32StringSeed }));
    assert!(refused("iam create-virtual-mfa-device --virtual-mfa-device-name p --outfile x --bootstrap-method y").contains("QRCodePNG"));
    let mut world = World::fresh();
    let reply = world.run(taken.operation).unwrap();
    let serial = world.account.serial_number(world.account.mfa_device_named("p").unwrap());
    assert_eq!(printed(&reply).unwrap(), format!("{{\n    \"VirtualMFADevice\": {{\n        \"SerialNumber\": \"{serial}\"\n    }}\n}}"));
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
    assert_eq!(printed(&reply).unwrap(), expected);
    assert_eq!(printed(&Reply::Nothing {}), None);

    let again = Operation::from(create);
    let refusal = world.plan(again.clone()).unwrap_err();
    assert_eq!(
        error_line(&again, &refusal),
        "An error occurred (EntityAlreadyExists) when calling the CreateUser operation: User with name alice already exists."
    );
    let hostile = Refusal::new(ErrorCode::ValidationError, "\u{1b}[31m");
    assert!(error_line(&again, &hostile).ends_with("operation: \\u{1b}[31m"));
}

/// One line for each of them, some for more.
const LINES: &[&str] = &[
    "iam list-users",
    "iam list-users --max-items 1",
    "iam list-users --max-items 1 --no-paginate",
    "iam get-user --user-name alice",
    "iam get-user --user-name svc.nightly-export-of-the-sales-reports+eu-central-1@example.com",
    "iam get-user",
    "iam list-user-tags --user-name alice",
    "iam list-groups",
    "iam get-group --group-name Ops",
    "iam list-groups-for-user --user-name bob",
    "iam list-policies --only-attached",
    "iam get-policy --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "iam get-policy-version --policy-arn arn:aws:iam::aws:policy/IAMUserChangePassword --version-id v5",
    "iam list-policy-versions --policy-arn arn:aws:iam::aws:policy/IAMUserChangePassword",
    "iam list-policy-tags --policy-arn arn:aws:iam::aws:policy/IAMUserChangePassword",
    "iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "iam list-attached-user-policies --user-name alice",
    "iam list-attached-group-policies --group-name Ops",
    "iam list-attached-role-policies --role-name app",
    "iam list-roles",
    "iam get-role --role-name app",
    "iam list-role-tags --role-name app",
    "iam update-role-description --role-name app --description Reads",
    "iam get-login-profile --user-name alice",
    "iam list-access-keys --user-name bob",
    "iam list-mfa-devices --user-name bob",
    "iam list-virtual-mfa-devices",
    "iam get-account-password-policy",
    "iam list-account-aliases",
    "iam get-account-summary",
    "iam get-access-key-last-used --access-key-id KEY",
    "iam generate-credential-report",
    "iam get-credential-report",
    "sts get-caller-identity",
    "sts get-access-key-info --access-key-id KEY",
    "iam create-user --user-name dave --path /team/ --tags Key=team,Value=red",
    "iam create-group --group-name Auditors --path /audit/",
    "iam create-role --role-name ci --assume-role-policy-document file://trust.json --description x --max-session-duration 7200",
    "iam create-instance-profile --instance-profile-name app --path /web/ --tags Key=team,Value=red",
    "iam add-role-to-instance-profile --instance-profile-name app --role-name app",
    "iam get-instance-profile --instance-profile-name app",
    "iam list-instance-profiles",
    "iam list-instance-profiles-for-role --role-name app",
    "iam list-instance-profile-tags --instance-profile-name app",
    "iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com --custom-suffix mine --description Scales",
    "iam create-saml-provider --name Example --saml-metadata-document file://metadata.xml --tags Key=team,Value=red --assertion-encryption-mode Allowed",
    "iam get-saml-provider --saml-provider-arn arn:aws:iam::ACCOUNT:saml-provider/Example --query [CreateDate,ValidUntil,Tags,AssertionEncryptionMode]",
    "iam list-saml-providers",
    "iam list-saml-provider-tags --saml-provider-arn arn:aws:iam::ACCOUNT:saml-provider/Example",
    "iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com",
    "iam get-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com",
    "iam list-open-id-connect-providers",
    "iam list-open-id-connect-provider-tags --open-id-connect-provider-arn arn:aws:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com",
    "iam create-policy --policy-name Buckets --path /team/ --policy-document file://policy.json --description Reads --tags Key=a,Value=b",
    "iam create-policy-version --policy-arn arn:aws:iam::ACCOUNT:policy/team/Buckets --policy-document file://policy.json --set-as-default",
    "iam get-policy --policy-arn arn:aws:iam::ACCOUNT:policy/team/Buckets",
    "iam list-policies --scope Local",
    "iam list-policy-versions --policy-arn arn:aws:iam::ACCOUNT:policy/team/Buckets",
    "iam list-policy-tags --policy-arn arn:aws:iam::ACCOUNT:policy/team/Buckets",
    "iam get-policy-version --policy-arn arn:aws:iam::ACCOUNT:policy/team/Buckets --version-id v1",
    "iam put-user-policy --user-name alice --policy-name Own --policy-document file://policy.json",
    "iam get-user-policy --user-name ALICE --policy-name own",
    "iam list-user-policies --user-name alice",
    "iam put-group-policy --group-name Ops --policy-name Own --policy-document file://policy.json",
    "iam get-group-policy --group-name Ops --policy-name Own",
    "iam list-group-policies --group-name Ops",
    "iam put-role-policy --role-name app --policy-name Own --policy-document file://policy.json",
    "iam get-role-policy --role-name app --policy-name Own",
    "iam list-role-policies --role-name app",
    "iam simulate-principal-policy --policy-source-arn arn:aws:iam::ACCOUNT:user/carol --action-names s3:GetObject --policy-input-list file://policy.json --resource-arns arn:aws:s3:::reports/q1.csv --context-entries ContextKeyName=aws:SourceIp,ContextKeyValues=203.0.113.10,ContextKeyType=ip",
    "iam simulate-custom-policy --policy-input-list file://policy.json --permissions-boundary-policy-input-list file://policy.json --action-names s3:GetObject iam:ListUsers --max-items 1",
    "iam get-context-keys-for-custom-policy --policy-input-list file://policy.json",
    "iam get-context-keys-for-principal-policy --policy-source-arn arn:aws:iam::ACCOUNT:user/carol",
    "iam list-mfa-device-tags --serial-number arn:aws:iam::ACCOUNT:mfa/bob",
    "iam get-service-last-accessed-details --job-id JOB",
    "iam get-service-last-accessed-details-with-entities --job-id JOB --service-namespace s3 --max-items 1",
    "iam list-policies-granting-service-access --arn arn:aws:iam::ACCOUNT:user/carol --service-namespaces s3 iam",
    "iam get-account-authorization-details --filter Group Role LocalManagedPolicy",
    "iam create-login-profile --user-name carol --password Correct-Horse-9 --password-reset-required",
    "iam create-access-key --user-name carol",
    "iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile x --bootstrap-method QRCodePNG",
];

/// Every operation that answers something, on the small company's account: names, order, spelling of every member.
#[test]
fn the_json_of_every_answer() {
    let mut world = World { account: company(), env: env() };
    let key = world.account.access_keys().next().unwrap().id.to_string();
    let report = GenerateServiceLastAccessedDetails {
        arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into(),
        granularity: Some("ACTION_LEVEL".into()),
    };
    let Reply::AccessJob { job_id } = world.run(report).unwrap() else { panic!("a report") };
    let mut answers = String::new();
    let mut asked = Vec::new();
    for line in LINES {
        let line = line.replace("file://trust.json", r#"'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'"#);
        let line = line.replace("ACCOUNT", world.account.id().as_str()).replace("KEY", &key).replace("JOB", &job_id);
        let invocation = read(&line).unwrap();
        let answer = invocation.run(|operation| world.run(operation.clone())).expect(&line);
        asked.push(invocation.operation.spec().name);
        let printed = answer.print(&invocation.output).unwrap();
        assert_eq!(printed.is_none(), line.contains(" put-") || line.contains(" add-"), "{line}");
        let printed = printed.unwrap_or_default();
        answers.extend(["$ aws ", &line, "\n", &printed, "\n\n"]);
    }
    // The first answers nothing, the second is asked about what a deletion answered, the third about keys that are not here.
    let answers_nothing = |name: &str| matches!(name, "CreateAccountAlias" | "GetServiceLinkedRoleDeletionStatus" | "GetMFADevice");
    let asked_for = |spec: &&OperationSpec| !is_of_estate(spec.service) && (spec.effect == Effect::Read || spec.name.starts_with("Create"));
    for spec in OPERATIONS.iter().copied().filter(asked_for) {
        assert!(asked.contains(&spec.name) || answers_nothing(spec.name), "{}", spec.name);
    }
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("awscli_json_of_answers", answers);
    });
}
