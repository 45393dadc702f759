//! Who could under other circumstances, and under none.

use iam_console::access::{Progress, who_can};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::operation::{CreateUser, PutUserPolicy};
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};

use super::common::{World, now};

#[test]
fn what_a_statement_rules_out_itself_is_not_told_to_be_possible() {
    for (condition, hinges) in [
        (r#""NumericLessThan":{"s3:signatureAge":"5"},"NumericGreaterThan":{"s3:signatureAge":"1"}"#, &["s3:signatureAge"][..]),
        (r#""NumericLessThan":{"s3:signatureAge":"1"},"NumericGreaterThan":{"s3:SignatureAge":"5"}"#, &[]),
        (r#""StringEquals":{"aws:referer":"a"},"StringEqualsIfExists":{"aws:referer":"b"}"#, &[]),
        (r#""StringEquals":{"aws:UserAgent":"a"},"StringLike":{"aws:referer":"b"}"#, &["aws:UserAgent", "aws:referer"]),
        (r#""Null":{"aws:referer":"true"},"StringEquals":{"aws:referer":"a","aws:UserAgent":"b"}"#, &[]),
        // What no request of a user has, or none at all.
        (r#""StringEquals":{"aws:SourceIdentity":"x"}"#, &[]),
        (r#""ArnLike":{"aws:SourceArn":"arn:aws:s3:::x"}"#, &[]),
        (r#""StringEquals":{"aws:Foo":"x"}"#, &[]),
        (r#""StringEquals":{"s3:prefix":"x"}"#, &[]),
        (r#""StringEquals":{"aws:SourceVpc":"vpc-1"}"#, &["aws:SourceVpc"]),
        (r#""IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}"#, &["aws:VpcSourceIp"]),
    ] {
        let mut world = World::fresh();
        world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
        let policy_document = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{{{condition}}}}}}}"#
        );
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
        let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse("arn:aws:s3:::b/k").unwrap());
        let who = who_can(&world.account, &action, &resource, &[], Circumstances::with_access_key(now()), &Progress::default()).unwrap();
        let alice = who.grantees.iter().find(|group| matches!(group.askers[..], [Asker::User(_)])).unwrap();
        assert_eq!(
            (alice.access.decision, &alice.access.hinges[..]),
            (Decision::ImplicitDeny, &hinges.iter().map(ToString::to_string).collect::<Vec<_>>()[..]),
            "{condition}"
        );
    }
}
