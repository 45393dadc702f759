//! Flows through the questions about access: why something is denied, and the smallest change that allows it.

mod answer;
mod boundaries;
mod denials;
mod grants;
mod in_session;
mod mended;
mod question;
mod revoking;
mod told_before;
mod what_can;
mod who_can;

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::operation::*;

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

/// Alice in Developers, with an inline policy that wants MFA; Bob with nothing; a role for EC2.
fn world() -> World {
    let mut world = World::fresh();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let own = r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"Home","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::home/${aws:username}/*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
        {"Sid":"Kept","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::kept/*"}]}"#;
    for name in ["alice", "bob"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    world.change(CreateGroup { group_name: "Developers".into(), ..Default::default() });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() });
    world.change(AttachGroupPolicy { group_name: "Developers".into(), policy_arn: S3_READ.into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document: own.into() });
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world
}

fn account() -> Account {
    world().account
}

/// The same with a bucket.
fn with_bucket(name: &str) -> Console {
    let mut world = world();
    world.change(CreateBucket { bucket: name.into(), ..Default::default() });
    Console::on(world.account, Setup::default())
}

fn console() -> Console {
    Console::on(account(), Setup::default())
}

/// Goes from where it was decided to the first change that turns it.
fn to_the_ways(console: &mut Console) -> &mut Console {
    for _ in 0..20 {
        if console.screen().contains("▌ ▸") {
            return console;
        }
        console.keys("<down>");
    }
    panic!("no change is come to:\n{}", console.screen());
}
