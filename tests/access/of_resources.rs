//! What the resource of a request is, no request brings about: it is offered to nobody as a circumstance.

use iam_console::access::may;
use iam_console::account::authorization::Asker;
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::operation::*;
use iam_console::policy::decision::{Change, Decision};

use super::common::{World, env};
use super::ways_done::{follow_all, question, told, world};

const INSTANCE: &str = "arn:aws:ec2:us-east-1:ACCOUNT:instance/i-0123456789abcdef0";
const TO_BE_RUN: &str = "arn:aws:ec2:us-east-1:ACCOUNT:instance/*";
const KEY: &str = "arn:aws:kms:us-east-1:ACCOUNT:key/KEY";
const OBJECT: &str = "arn:aws:s3:::reports/q1";
const SECRET: &str = "arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:app-AbCdEf";

fn allow(world: &mut World, action: &str, condition: &str) {
    let policy_document = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"*","Condition":{condition}}}}}"#
    );
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
}

/// Whether circumstances are among the remedies: a key set by asking otherwise.
fn has_circumstance(world: &World, asker: &Asker, request: (&str, &str)) -> bool {
    let answer = may(&world.account, &question(&world.account, asker.clone(), request)).unwrap();
    assert_ne!(answer.explanation.decision, Decision::Allowed);
    answer.remedies.iter().flat_map(|remedy| &remedy.changes).any(|change| matches!(change, Change::SetKey { .. }))
}

#[test]
fn what_is_of_the_resource_comes_with_no_request() {
    let (mut world, alice) = world();
    world.change(CreateKey::default());
    let kms_key = world.account.resources(ResourceKind::Key).find_map(Entity::resource).unwrap().name.clone();
    for (request, key, comes) in [
        (("ec2:StopInstances", INSTANCE), "ec2:InstanceProfile", false),
        (("ec2:StopInstances", INSTANCE), "ec2:InstanceMarketType", false),
        (("ec2:StopInstances", INSTANCE), "ec2:InstanceType", false),
        (("ec2:StopInstances", INSTANCE), "ec2:MetadataHttpTokens", false),
        (("ec2:StopInstances", INSTANCE), "ec2:CpuOptionsAmdSevSnp", false),
        (("ec2:StopInstances", INSTANCE), "ec2:ProductCode", false),
        (("ec2:StopInstances", INSTANCE), "ec2:ManagedResourceOperator", false),
        (("ec2:StopInstances", INSTANCE), "ec2:IsLaunchTemplateResource", false),
        (("ec2:StopInstances", "*"), "ec2:InstanceMarketType", false),
        (("ec2:RunInstances", TO_BE_RUN), "ec2:InstanceType", true),
        (("ec2:RunInstances", TO_BE_RUN), "ec2:InstanceMarketType", true),
        (("ec2:RunInstances", TO_BE_RUN), "ec2:LaunchTemplate", true),
        (("ec2:RunInstances", TO_BE_RUN), "ec2:InstanceID", false),
        (("ec2:RunInstances", "arn:aws:ec2:us-east-1::image/ami-1234567890abcdef0"), "ec2:ImageType", false),
        (("ec2:RunInstances", TO_BE_RUN), "aws:ResourceTag/x", false),
        (("ec2:ModifyInstanceAttribute", INSTANCE), "ec2:Attribute", true),
        (("ec2:ModifyInstanceAttribute", INSTANCE), "ec2:Tenancy", false),
        (("kms:Decrypt", KEY), "kms:MultiRegionKeyType", false),
        (("kms:Decrypt", KEY), "kms:KeySpec", false),
        (("kms:Decrypt", KEY), "kms:ViaService", false),
        (("kms:Decrypt", KEY), "kms:RequestAlias", true),
        (("kms:CreateKey", "*"), "kms:MultiRegionKeyType", true),
        (("kms:CreateKey", "*"), "kms:KeySpec", true),
        (("s3:GetObject", OBJECT), "s3:BucketTag/x", false),
        (("s3:GetObject", OBJECT), "s3:ResourceAccount", false),
        (("s3:GetObject", OBJECT), "s3:DataAccessPointArn", false),
        (("s3:GetObject", OBJECT), "s3:ExistingObjectTag/x", true),
        (("s3:ListBucket", "arn:aws:s3:::reports"), "s3:BucketTag/x", false),
        (("s3:ListBucket", "arn:aws:s3:::reports"), "s3:prefix", true),
        (("secretsmanager:GetSecretValue", SECRET), "secretsmanager:resource/Type", false),
        (("secretsmanager:GetSecretValue", SECRET), "secretsmanager:SecretPrimaryRegion", false),
        (("secretsmanager:GetSecretValue", SECRET), "secretsmanager:VersionStage", true),
        (("iam:AttachUserPolicy", "arn:aws:iam::ACCOUNT:user/bob"), "iam:PermissionsBoundary", false),
        (("iam:CreateUser", "arn:aws:iam::ACCOUNT:user/new"), "iam:PermissionsBoundary", true),
        (("iam:CreateUser", "arn:aws:iam::ACCOUNT:user/new"), "iam:ResourceTag/x", false),
        (("lambda:InvokeFunctionUrl", "arn:aws:lambda:us-east-1:ACCOUNT:function:f"), "lambda:FunctionUrlAuthType", false),
    ] {
        let value = match key {
            "iam:PermissionsBoundary" | "ec2:InstanceProfile" | "s3:DataAccessPointArn" | "ec2:LaunchTemplate" => {
                "arn:aws:iam::111122223333:policy/x"
            }
            _ => "x",
        };
        let request = (request.0, &*request.1.replace("KEY", &kms_key));
        allow(&mut world, request.0, &format!(r#"{{"StringLike":{{"{key}":"{value}"}}}}"#));
        assert_eq!(has_circumstance(&world, &alice, request), comes, "{request:?} {key}: {:?}", told(&world, &alice, request));
    }
}

/// Whoever has a tag that must not be there loses it; so does what is asked about.
#[test]
fn tags_are_taken_off() {
    let (mut world, alice) = world();
    let tag = || vec![Tag { key: "Team".into(), value: "red".into() }];
    world.change(TagUser { user_name: "alice".into(), tags: tag() });
    world.change(TagUser { user_name: "bob".into(), tags: tag() });
    let bob = "arn:aws:iam::ACCOUNT:user/bob";
    let document = |statement: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*"}},{{"Effect":"Deny","Action":["s3:*","iam:DeleteUser"],"Resource":"*",{statement}}}]}}"#
        )
    };
    for (condition, request, first) in [
        (
            r#"{"StringLike":{"aws:PrincipalTag/team":"*"}}"#,
            ("s3:GetObject", OBJECT),
            "Remove the tag team of alice: the request then comes without aws:PrincipalTag/team.",
        ),
        (
            r#"{"Null":{"aws:PrincipalTag/team":"false"}}"#,
            ("s3:GetObject", OBJECT),
            "Remove the tag team of alice: the request then comes without aws:PrincipalTag/team.",
        ),
        (
            r#"{"Null":{"iam:ResourceTag/team":"false"}}"#,
            ("iam:DeleteUser", bob),
            "Remove the tag team of the resource: the request then comes without iam:ResourceTag/team.",
        ),
    ] {
        let policy_document = document(&format!(r#""Condition":{condition}"#));
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
        assert_eq!(told(&world, &alice, request)[0], first, "{condition}");
        let answer = may(&world.account, &question(&world.account, alice.clone(), request)).unwrap();
        let operations = answer.operations(&world.account, &answer.remedies[0]).unwrap();
        let [Operation::UntagUser(UntagUser { tag_keys, .. })] = &operations[..] else { panic!("{operations:?}") };
        assert_eq!(tag_keys, &["Team"]);
        follow_all(&world.account, &alice, request);
    }
}

/// A session keeps the tags that it was opened with, and nobody else's are this account's.
#[test]
fn tags_that_nobody_here_has_stay() {
    let mut world = world().0;
    world.change(CreateBucket { bucket: "shared".into(), ..Default::default() });
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::shared/*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"red"}}}]}"#;
    world.change(PutBucketPolicy { bucket: "shared".into(), policy: policy.into() });
    let words = told(&world, &Asker::Root, ("s3:GetObject", "arn:aws:s3:::shared/k"));
    assert!(!words.is_empty() && !words.iter().any(|words| words.starts_with("Tag ")), "{words:?}");
}

/// Both steps are given, in their order, and are enough.
#[test]
fn a_bucket_is_unblocked_and_opened() {
    let (mut world, _) = world();
    let block = PublicAccessBlockConfiguration {
        block_public_policy: Some(true),
        restrict_public_buckets: Some(true),
        ..PublicAccessBlockConfiguration::default()
    };
    world.change(PutPublicAccessBlock { bucket: "reports".into(), public_access_block_configuration: block });
    let everyone = world.account.asker_named("anonymous").unwrap();
    let get = ("s3:GetObject", OBJECT);
    let words = told(&world, &everyone, get);
    assert!(words[0].ends_with("And then: Let the resource policy allow * the action s3:GetObject."), "{words:?}");
    follow_all(&world.account, &everyone, get);
    let answer = may(&world.account, &question(&world.account, everyone, get)).unwrap();
    let names: Vec<&str> = answer.ways[0].operations(&world.account).unwrap().iter().map(|operation| operation.spec().name).collect();
    assert_eq!(names, ["PutPublicAccessBlock", "PutBucketPolicy"]);
}

/// A policy that keeps the root user from turning it off, as well, goes first, which nothing keeps the root user from.
#[test]
fn a_bucket_that_its_policy_shuts_is_unblocked() {
    let (mut world, _) = world();
    let block = PublicAccessBlockConfiguration {
        block_public_policy: Some(true),
        restrict_public_buckets: Some(true),
        ..PublicAccessBlockConfiguration::default()
    };
    world.change(PutPublicAccessBlock { bucket: "reports".into(), public_access_block_configuration: block });
    let everyone = world.account.asker_named("anonymous").unwrap();
    let get = ("s3:GetObject", OBJECT);
    for (actions, names) in [
        (r#""s3:*""#, &["DeleteBucketPolicy", "PutPublicAccessBlock", "PutBucketPolicy"][..]),
        (r#"["s3:PutBucketPublicAccessBlock","s3:PutObject"]"#, &["DeleteBucketPolicy", "PutPublicAccessBlock", "PutBucketPolicy"]),
        (r#"["s3:GetObject","s3:PutObject"]"#, &["PutPublicAccessBlock", "PutBucketPolicy"]),
    ] {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*","Action":{actions},"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"],"Condition":{{"ArnNotLike":{{"aws:PrincipalArn":"arn:aws:iam::{}:user/bob"}}}}}}}}"#,
            world.account.id()
        );
        let mut world = World { account: world.account.clone(), env: env() };
        world.run(PutBucketPolicy { bucket: "reports".into(), policy }).unwrap();
        let words = told(&world, &everyone, get);
        let first = "Delete the bucket policy, which denies that to the root user too, and turn off BlockPublicPolicy";
        assert_eq!(words[0].starts_with(first), names.len() == 3, "{actions}: {words:?}");
        let answer = may(&world.account, &question(&world.account, everyone.clone(), get)).unwrap();
        let done: Vec<&str> = answer.ways[0].operations(&world.account).unwrap().iter().map(|operation| operation.spec().name).collect();
        assert_eq!(done, names, "{actions}");
        // As the root user does it, one after the other.
        for operation in answer.ways[0].operations(&world.account).unwrap() {
            world.run(operation).unwrap();
        }
        let answer = may(&world.account, &question(&world.account, everyone.clone(), get)).unwrap();
        assert_eq!(answer.explanation.decision, Decision::Allowed, "{actions}");
    }
}

/// What every request has is never left out, and a key of one value is set to one, whatever the operator.
#[test]
fn circumstances_are_such_as_requests_have() {
    let (mut world, alice) = world();
    for (condition, first) in [
        (r#"{"Null":{"aws:RequestedRegion":"true"}}"#, "Give alice an inline policy"),
        (r#"{"Null":{"aws:CurrentTime":"true"}}"#, "Give alice an inline policy"),
        (
            r#"{"ForAnyValue:StringEquals":{"aws:PrincipalTag/team":"red"}}"#,
            "Tag alice so that the request comes with aws:PrincipalTag/team = red.",
        ),
        (r#"{"Null":{"aws:PrincipalTag/team":"false"}}"#, "Tag alice so that the request comes with a value of aws:PrincipalTag/team."),
    ] {
        allow(&mut world, "s3:GetObject", condition);
        let words = told(&world, &alice, ("s3:GetObject", OBJECT));
        assert!(words[0].starts_with(first), "{condition}: {words:?}");
        follow_all(&world.account, &alice, ("s3:GetObject", OBJECT));
    }
}

/// A policy that compares the tags of who asks and of what is asked about is met by tagging both alike, before it is changed.
#[test]
fn both_are_tagged_alike() {
    let (mut world, alice) = world();
    let delete = ("iam:DeleteUser", "arn:aws:iam::ACCOUNT:user/bob");
    allow(&mut world, "iam:DeleteUser", r#"{"StringEquals":{"iam:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#);
    let words = told(&world, &alice, delete);
    let both = "Tag alice so that the request comes with aws:PrincipalTag/team = alike. And: Tag the resource so that the request comes with iam:ResourceTag/team = alike.";
    assert_eq!(words[0], both, "{words:?}");
    assert!(words.len() > 1, "{words:?}");
    follow_all(&world.account, &alice, delete);
    // Where one has it, the other gets the same.
    world.change(TagUser { user_name: "alice".into(), tags: vec![Tag { key: "team".into(), value: "red".into() }] });
    assert_eq!(told(&world, &alice, delete)[0], "Tag the resource so that the request comes with iam:ResourceTag/team = red.");
}

/// What is said to be allowed on a resource is what may be done to such.
#[test]
fn what_is_allowed_there_is_what_is_done_to_such() {
    let (mut world, alice) = world();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":"arn:aws:s3:::reports"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.into() });
    let words = told(&world, &alice, ("s3:GetObject", OBJECT));
    assert!(words.iter().any(|words| words.ends_with("It allows all of this there then: s3:GetObject, s3:PutObject.")), "{words:?}");
}
