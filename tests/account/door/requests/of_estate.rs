//! The condition keys of the estate's services.

use super::{derived, with_more, world};
use crate::common::World;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::catalog::SERVICE_REFERENCE;
use serde_json::json;
use std::collections::BTreeSet;

/// Types of resources that the practice estate has.
const OF_ESTATE: [&str; 10] = ["bucket", "object", "queue", "table", "function", "instance", "image", "key", "alias", "Secret"];

/// Keys that the reference lists for actions of the estate's services and that nothing here tells, each with the reason.
const NOT_TOLD: &[(&str, &str)] = &[
    ("aws:ResourceTag/", "told of what has tags"),
    ("dynamodb:EnclosingOperation", "no transactions are here"),
    ("dynamodb:LeadingKeys", "told of an item whose key is given as its table has it"),
    ("dynamodb:Return", "no such member is here"),
    ("ec2:AvailabilityZoneId", "zones have no ids here"),
    ("ec2:BootModeOverride", "no such member is here"),
    ("ec2:CpuOptions", "no such member is here"),
    ("ec2:CreateAction", "told where a tag is given at creation"),
    ("ec2:ImageType", "images are nothing but an id here"),
    ("ec2:InstanceAutoRecovery", "instances have no such setting here"),
    ("ec2:InstanceBandwidthWeighting", "the same"),
    ("ec2:InstanceMarketType", "the same"),
    ("ec2:InstanceMetadataTags", "the same"),
    ("ec2:IsLaunchTemplateResource", "no launch templates are here"),
    ("ec2:LaunchTemplate", "no launch templates are here"),
    ("ec2:ManagedResourceOperator", "instances have no such setting here"),
    ("ec2:Metadata", "the same"),
    ("ec2:Owner", "images are nothing but an id here"),
    ("ec2:PlacementGroup", "instances have no such setting here"),
    ("ec2:ProductCode", "the same"),
    ("ec2:Public", "images are nothing but an id here"),
    ("ec2:ResourceTag/", "told of what has tags"),
    ("kms:BypassPolicyLockoutSafetyCheck", "told where it is given"),
    ("kms:EncryptionContext", "no such member is here"),
    ("kms:MultiRegionKeyType", "all keys are of one region"),
    ("kms:RecipientAttestation:", "nobody asks from an enclave"),
    ("kms:RequestAlias", "told where a key is called by it"),
    ("kms:ScheduleKeyDeletionPendingWindowInDays", "told where it is given"),
    ("kms:TrailingDaysWithoutKeyUsage", "no key's use is kept"),
    ("kms:ViaService", "no service asks for somebody"),
    ("lambda:CodeSigningConfigArn", "no such member is here"),
    ("lambda:EventSourceToken", "the same"),
    ("lambda:FunctionUrlAuthType", "functions have no URL here"),
    ("lambda:InvokedViaFunctionUrl", "the same"),
    ("lambda:Layer", "no such member is here"),
    ("lambda:SecurityGroupIds", "no networks are here"),
    ("lambda:SubnetIds", "the same"),
    ("lambda:VpcIds", "the same"),
    ("s3:AccessGrantsInstanceArn", "no access grants are here"),
    ("s3:BucketTag/", "a bucket's tags are for bills"),
    ("s3:ExistingObjectTag/", "objects have no tags here"),
    ("s3:ObjectCreationOperation", "no such header is here"),
    ("s3:RequestObjectTag", "objects have no tags here"),
    ("s3:if-", "no such header is here"),
    ("s3:max-keys", "no such member is here"),
    ("s3:object-lock-", "no locks are here"),
    ("s3:signatureAge", "nobody asks with a presigned URL"),
    ("s3:x-amz-", "no such header is here"),
    ("secretsmanager:AddReplicaRegions", "no such member is here"),
    ("secretsmanager:BlockPublicPolicy", "the same"),
    ("secretsmanager:ForceOverwriteReplicaSecret", "the same"),
    ("secretsmanager:KmsKey", "the same"),
    ("secretsmanager:ResourceTag/", "told of what has tags"),
    ("secretsmanager:SecretPrimaryRegion", "secrets have no replicas here"),
    ("secretsmanager:Type", "no such member is here"),
    ("secretsmanager:Version", "the same"),
    ("secretsmanager:resource/", "secrets have no such setting here"),
];

/// What the reference says that AWS tells with requests of the estate's services is told here, too, by the one operation or the
/// other: by its members, or by what the resource is like.
#[test]
fn every_key_of_the_estate_is_told_or_has_a_reason_not_to_be() {
    let (world, alice, operations, _) = world();
    let (mut told, mut listed) = (BTreeSet::new(), BTreeSet::new());
    for operation in operations.into_iter().chain(with_more()).filter(|operation| !matches!(operation.spec().service, "iam" | "sts")) {
        for asked in world.account.requests_of(&alice, &operation) {
            told.extend(asked.keys.iter().map(|(key, _)| key.clone()));
            told.extend(derived(&world, &alice, &asked).into_iter().map(|derived| derived.key));
        }
        let (service, action) = SERVICE_REFERENCE.action(&operation.action()).unwrap();
        listed.extend(action.condition_keys.iter().copied());
        for kind in action.resources.iter().filter(|kind| OF_ESTATE.contains(&kind.resource_type)) {
            listed.extend(kind.condition_keys.iter().copied());
            listed.extend(service.resource_type(kind.resource_type).iter().flat_map(|kind| kind.condition_keys.iter().copied()));
        }
    }
    let stem = |key: &&'static str| key.split(['$', '<']).next().unwrap_or(key);
    let untold: BTreeSet<&str> = listed.iter().map(stem).filter(|stem| !told.iter().any(|told| told.starts_with(stem))).collect();
    let reason = |stem: &&str| NOT_TOLD.iter().find(|(known, _)| stem.starts_with(known));
    let missing: Vec<&&str> = untold.iter().filter(|stem| reason(stem).is_none()).collect();
    assert_eq!(missing, [] as [&&str; 0]);
    let reasons: BTreeSet<&str> = untold.iter().filter_map(reason).map(|(known, _)| *known).collect();
    let stale: Vec<&str> = NOT_TOLD.iter().map(|(known, _)| *known).filter(|known| !reasons.contains(known)).collect();
    assert_eq!(stale, [] as [&str; 0], "no reason is stale");
}

#[test]
fn policies_may_ask_for_what_a_resource_is_like_and_how_a_request_comes() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let Reply::Estate(made) = world.run(RunInstances { image_id: Some("ami-0123456789abcdef0".into()), ..Default::default() }).unwrap()
    else {
        panic!("an instance")
    };
    let id = made.members["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let stop = || Operation::from(StopInstances { instance_ids: vec![id.clone()] });
    let run = || Operation::from(RunInstances { image_id: Some("ami-0123456789abcdef0".into()), ..Default::default() });
    let describe = || Operation::from(DescribeInstances::default());
    let list = || Operation::from(ListBuckets {});
    let own = world.account.id().to_string();
    let cases: [(&str, &str, Operation, bool); 11] = [
        ("ec2:Region", "us-east-1", describe(), true),
        ("ec2:Region", "eu-west-1", describe(), false),
        ("ec2:InstanceType", "m1.small", stop(), true),
        ("ec2:InstanceType", "t3.micro", stop(), false),
        ("ec2:InstanceID", &id, stop(), true),
        ("ec2:Tenancy", "default", stop(), true),
        ("ec2:AvailabilityZone", "us-east-1a", stop(), true),
        ("ec2:Region", "us-east-1", run(), true),
        ("s3:ResourceAccount", &own, list(), true),
        ("s3:authType", "REST-HEADER", list(), true),
        ("s3:signatureversion", "AWS4-HMAC-SHA256", list(), true),
    ];
    for (key, value, operation, allowed) in cases {
        let statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { key: value } } });
        let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document }).unwrap();
        assert_eq!(world.account.authorise(&alice, &operation, world.env.now).is_ok(), allowed, "{key} {value}");
    }
}
