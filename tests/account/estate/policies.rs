//! The policies of resources: what they may say, and what they have an effect on.

use super::{done, key_id, policy, queue_url, run, world};
use crate::common::{World, now};
use iam_console::account::authorization::{Asker, Circumstances, Credentials, Source, context_of};
use iam_console::account::change::inverse;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::policy::decision::{Decision, decide};
use iam_console::policy::request::{Action, Principal, Request, Resource};
use serde_json::{Value, json};

#[test]
fn a_policy_is_about_its_resource_and_its_actions_about_what_the_statement_names() {
    let mut world = world();
    let url = queue_url(&world);
    for resource in ["arn:aws:sqs:us-east-1:ACCOUNT:orders", "arn:aws:sqs:*:ACCOUNT:ord*", "*"] {
        let policy = policy(r#"{"AWS":"arn:aws:iam::ACCOUNT:user/alice"}"#, resource);
        done(&mut world, "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": policy}}));
    }
    let put = |actions: &Value, resources: &Value| {
        let statement = json!({"Effect": "Deny", "Principal": "*", "Action": actions, "Resource": resources});
        json!({"Bucket": "reports", "Policy": json!({"Version": "2012-10-17", "Statement": statement}).to_string()})
    };
    let (bucket, objects) = ("arn:aws:s3:::reports", "arn:aws:s3:::reports/*");
    for (actions, resources) in [
        (json!("s3:ListBucket"), json!(objects)),
        (json!(["s3:GetObject", "s3:ListBucket"]), json!(objects)),
        (json!("s3:GetObj*"), json!(bucket)),
        (json!("s3:ListAllMyBuckets"), json!([bucket, objects])),
    ] {
        let (code, message) = run(&mut world, "PutBucketPolicy", put(&actions, &resources)).unwrap_err();
        assert_eq!((code, &*message), (ErrorCode::MalformedPolicy, "Action does not apply to any resource(s) in statement"), "{actions}");
    }
    // Wildcards are refused only where nothing that they may stand for fits.
    for (actions, resources) in [
        (json!(["s3:GetObject", "s3:ListBucket"]), json!([bucket, objects])),
        (json!(["s3:GetObject", "s3:ListBucket"]), json!("arn:aws:s3:::reports*")),
        (json!("s3:Get*"), json!(bucket)),
        (json!(["s3:*", "*"]), json!(objects)),
    ] {
        done(&mut world, "PutBucketPolicy", put(&actions, &resources));
    }
}

/// A group makes no requests, and who isn't there can't be let in: each service says so in its own words.
#[test]
fn no_resource_lets_in_a_group_or_somebody_who_is_not_there() {
    let mut world = world();
    done(&mut world, "CreateGroup", json!({"GroupName": "readers"}));
    let (key, url) = (key_id(&world), queue_url(&world));
    for whom in ["group/readers", "user/nobody", "role/nothing", "user/*"] {
        let principal = format!("arn:aws:iam::ACCOUNT:{whom}");
        let of = |resource: &str| policy(&json!({"AWS": principal}).to_string(), resource);
        let add = json!({"FunctionName": "resize", "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": principal});
        let table = [
            ("PutBucketPolicy", json!({"Bucket": "reports", "Policy": of("arn:aws:s3:::reports/*")}), "Invalid principal in policy"),
            ("SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": of("*")}}), "Invalid value for the parameter Policy."),
            (
                "PutKeyPolicy",
                json!({"KeyId": key, "Policy": of("*"), "BypassPolicyLockoutSafetyCheck": true}),
                "Policy contains a statement with one or more invalid principals.",
            ),
            (
                "PutResourcePolicy",
                json!({"SecretId": "prod/db", "ResourcePolicy": of("*")}),
                "This resource policy contains an unsupported principal.",
            ),
            ("AddPermission", add, "The provided principal was invalid. Please check the principal and try again."),
        ];
        for (id, members, message) in table {
            assert_eq!(run(&mut world, id, members).unwrap_err().1, message, "{id} {whom}");
        }
    }
    // S3 alone knows canonical users.
    let canonical = json!({"CanonicalUser": "7a".repeat(32)}).to_string();
    done(&mut world, "PutBucketPolicy", json!({"Bucket": "reports", "Policy": policy(&canonical, "arn:aws:s3:::reports/*")}));
    let put = json!({"SecretId": "prod/db", "ResourcePolicy": policy(&canonical, "*")});
    assert_eq!(run(&mut world, "PutResourcePolicy", put).unwrap_err().0, ErrorCode::MalformedPolicyDocumentException);
}

/// What is decided when somebody asks, and the policy of the resource that has a say.
fn asks(world: &World, who: &Asker, action: &str, arn: &str) -> (Decision, Option<Source>) {
    let account = &world.account;
    let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(arn).unwrap());
    let circumstances = Circumstances { now: now(), credentials: Credentials::Session };
    let context = context_of(&account.context_for(who, &action, &resource, &circumstances));
    let principal = Principal::parse(&account.asker_arn(who).unwrap()).unwrap();
    let authority = account.policies_on(who, &action, &resource);
    let mut request = Request::new(principal, action, resource).with_context(context);
    if request.resource.account().is_none() {
        request = request.owned_by(account.id().as_str()).unwrap();
    }
    (decide(&request, &authority.policies), authority.origins.resource.map(|origin| origin.source))
}

#[test]
fn the_policies_of_resources_have_a_say() {
    let mut world = world();
    let alice = world.account.asker_named("user/alice").unwrap();
    let (account, key, url) = (world.account.id().to_string(), key_id(&world), queue_url(&world));
    let principal = format!(r#"{{"AWS":"arn:aws:iam::{account}:user/alice"}}"#);
    let secret = world.account.resource_arn(&world.account.stored_secret("prod/db").unwrap().resource());
    let granted = |resource: &str| policy(&principal, resource);
    let table = [
        (
            "s3:GetObject",
            "arn:aws:s3:::reports/q1.csv".to_owned(),
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": granted("arn:aws:s3:::reports/*")}),
        ),
        (
            "sqs:SendMessage",
            format!("arn:aws:sqs:us-east-1:{account}:orders"),
            "SetQueueAttributes",
            json!({"QueueUrl": url, "Attributes": {"Policy": granted("*")}}),
        ),
        (
            "lambda:InvokeFunction",
            format!("arn:aws:lambda:us-east-1:{account}:function:resize"),
            "AddPermission",
            json!({"FunctionName": "resize", "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": format!("arn:aws:iam::{account}:user/alice")}),
        ),
        (
            "kms:Decrypt",
            format!("arn:aws:kms:us-east-1:{account}:key/{key}"),
            "PutKeyPolicy",
            json!({"KeyId": key, "Policy": granted("*"), "BypassPolicyLockoutSafetyCheck": true}),
        ),
        ("secretsmanager:GetSecretValue", secret, "PutResourcePolicy", json!({"SecretId": "prod/db", "ResourcePolicy": granted("*")})),
    ];
    for (action, arn, id, members) in table {
        assert_eq!(asks(&world, &alice, action, &arn).0, Decision::ImplicitDeny, "{action}");
        done(&mut world, id, members);
        let (decision, source) = asks(&world, &alice, action, &arn);
        assert_eq!(decision, Decision::Allowed, "{action}");
        assert!(matches!(source, Some(Source::Resource(_))), "{action}");
    }
    // The name alone gets nothing: who is made anew is another.
    done(&mut world, "DeleteUser", json!({"UserName": "alice"}));
    done(&mut world, "CreateUser", json!({"UserName": "alice"}));
    let alice = world.account.asker_named("user/alice").unwrap();
    assert_eq!(asks(&world, &alice, "s3:GetObject", "arn:aws:s3:::reports/q1.csv").0, Decision::ImplicitDeny);
    let shown = done(&mut world, "GetBucketPolicy", json!({"Bucket": "reports"}));
    assert!(shown["Policy"].as_str().unwrap().contains("AIDA"), "{shown}");
}

#[test]
fn a_public_policy_is_blocked_until_the_block_is_off_and_then_lets_strangers_in() {
    let mut world = world();
    let public = json!({"Bucket": "reports", "Policy": policy("\"*\"", "arn:aws:s3:::reports/*")});
    let (code, message) = run(&mut world, "PutBucketPolicy", public.clone()).unwrap_err();
    assert_eq!(code, ErrorCode::AccessDenied);
    assert!(message.ends_with("because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."));
    let block = |on: bool| json!({"Bucket": "reports", "PublicAccessBlockConfiguration": {"RestrictPublicBuckets": on}});
    done(&mut world, "PutPublicAccessBlock", block(false));
    done(&mut world, "PutBucketPolicy", public);
    let stranger = world.account.asker_named("anonymous").unwrap();
    let ask = |world: &World| asks(world, &stranger, "s3:GetObject", "arn:aws:s3:::reports/q1.csv").0;
    assert_eq!(ask(&world), Decision::Allowed);
    done(&mut world, "PutPublicAccessBlock", block(true));
    assert_eq!(ask(&world), Decision::ImplicitDeny);
}

#[test]
fn a_function_s_policy_grows_and_shrinks_by_statements() {
    let mut world = world();
    let add = |id: &str, principal: &str| json!({"FunctionName": "resize", "StatementId": id, "Action": "lambda:InvokeFunction", "Principal": principal, "SourceAccount": "ACCOUNT"});
    done(&mut world, "AddPermission", add("s3", "s3.amazonaws.com"));
    done(&mut world, "AddPermission", add("alice", "arn:aws:iam::ACCOUNT:user/alice"));
    assert_eq!(run(&mut world, "AddPermission", add("s3", "*")).unwrap_err().0, ErrorCode::ResourceConflictException);
    let nobody = run(&mut world, "AddPermission", add("nobody", "arn:aws:iam::ACCOUNT:user/nobody")).unwrap_err();
    assert_eq!(nobody.1, "The provided principal was invalid. Please check the principal and try again.");
    // A statement that names somebody who is gone hinders no other.
    done(&mut world, "DeleteUser", json!({"UserName": "alice"}));
    done(&mut world, "RemovePermission", json!({"FunctionName": "resize", "StatementId": "s3"}));
    let shown = done(&mut world, "GetFunctionPolicy", json!({"FunctionName": "resize"}));
    let policy: Value = serde_json::from_str(shown["Policy"].as_str().unwrap()).unwrap();
    assert_eq!(policy["Statement"].as_array().unwrap().len(), 1);
    assert!(policy["Statement"][0]["Principal"]["AWS"].as_str().unwrap().starts_with("AIDA"));
    // Whoever comes back by an undo has what the policy gave, whatever was added to it meanwhile.
    done(&mut world, "CreateUser", json!({"UserName": "bob"}));
    done(&mut world, "AddPermission", add("bob", "arn:aws:iam::ACCOUNT:user/bob"));
    let deleted = world.change(DeleteUser { user_name: "bob".into() });
    done(&mut world, "AddPermission", add("more", "s3.amazonaws.com"));
    world.account.apply(&inverse(&deleted.edits));
    let shown = done(&mut world, "GetFunctionPolicy", json!({"FunctionName": "resize"}));
    assert!(shown["Policy"].as_str().unwrap().contains(":user/bob"), "{shown}");
    for id in ["bob", "more"] {
        done(&mut world, "RemovePermission", json!({"FunctionName": "resize", "StatementId": id}));
    }
    done(&mut world, "RemovePermission", json!({"FunctionName": "resize", "StatementId": "alice"}));
    assert_eq!(
        run(&mut world, "GetFunctionPolicy", json!({"FunctionName": "resize"})).unwrap_err().0,
        ErrorCode::ResourceNotFoundException
    );
}

/// S3 takes no action that there is not, and none of another service.
#[test]
fn the_policy_of_a_bucket_is_about_actions_of_s3() {
    let mut world = world();
    let put = |world: &mut World, action: &str| {
        let policy = policy("\"*\"", "arn:aws:s3:::reports/*").replace("\"*\",\"Resource", &format!("\"{action}\",\"Resource"));
        assert!(policy.contains(action), "{policy}");
        run(world, "PutPublicAccessBlock", json!({"Bucket": "reports", "PublicAccessBlockConfiguration": {}})).unwrap();
        run(world, "PutBucketPolicy", json!({"Bucket": "reports", "Policy": policy})).map(|_| ())
    };
    for action in ["s3:GetObjekt", "s3:Objekt*", "ec2:RunInstances", "iam:*", "nothing:Do", "GetObject", "s3:Get:Object"] {
        assert_eq!(put(&mut world, action), Err((ErrorCode::MalformedPolicy, "Policy has invalid action".to_owned())), "{action}");
    }
    for action in ["s3:GetObject", "S3:getobject", "s3:Get*", "s3:*"] {
        assert_eq!(put(&mut world, action), Ok(()), "{action}");
    }
}

#[test]
fn a_key_s_policy_lets_its_author_put_another() {
    let mut world = world();
    let key = key_id(&world);
    let shut = policy(r#"{"AWS":"arn:aws:iam::111122223333:root"}"#, "*");
    for (id, members) in [("PutKeyPolicy", json!({"KeyId": key, "Policy": shut})), ("CreateKey", json!({"Policy": shut}))] {
        let (code, message) = run(&mut world, id, members.clone()).unwrap_err();
        assert_eq!(code, ErrorCode::MalformedPolicyDocumentException, "{id}");
        assert_eq!(message, "The new key policy will not allow you to update the key policy in the future.");
        let mut bypassing = members;
        bypassing["BypassPolicyLockoutSafetyCheck"] = json!(true);
        done(&mut world, id, bypassing);
    }
}

#[test]
fn root_is_never_shut_out_of_a_bucket_s_or_queue_s_policy() {
    let mut world = world();
    let deny = |resource: &str| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": resource}}).to_string()
    };
    let bucket = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]}});
    done(&mut world, "PutBucketPolicy", json!({"Bucket": "reports", "Policy": bucket.to_string()}));
    assert_eq!(run(&mut world, "ListObjectsV2", json!({"Bucket": "reports"})).unwrap_err().0, ErrorCode::AccessDenied);
    done(&mut world, "GetBucketPolicy", json!({"Bucket": "reports"}));
    done(&mut world, "DeleteBucketPolicy", json!({"Bucket": "reports"}));
    let url = queue_url(&world);
    let arn = format!("arn:aws:sqs:us-east-1:{}:orders", world.account.id());
    done(&mut world, "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": deny(&arn)}}));
    assert_eq!(run(&mut world, "DeleteQueue", json!({"QueueUrl": url})).unwrap_err().0, ErrorCode::AccessDenied);
    done(&mut world, "GetQueueAttributes", json!({"QueueUrl": url, "AttributeNames": ["Policy"]}));
    done(&mut world, "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": ""}}));
}
