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
        (r#""NumericLessThan":{"k":"5"},"NumericGreaterThan":{"k":"1"}"#, &["k"][..]),
        (r#""NumericLessThan":{"k":"1"},"NumericGreaterThan":{"K":"5"}"#, &[]),
        (r#""StringEquals":{"k":"a"},"StringEqualsIfExists":{"k":"b"}"#, &[]),
        (r#""StringEquals":{"k":"a"},"StringLike":{"l":"b"}"#, &["k", "l"]),
        (r#""Null":{"k":"true"},"StringEquals":{"k":"a","l":"b"}"#, &[]),
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
