//! Who can: a table of principals.

use super::{console, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

#[test]
fn who_can_is_a_table_that_can_be_written() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>e").keys("s3:GetObject<tab>arn:aws:s3:::reports/x<enter>");
    console.see("2 of 4 principals may").see("root user").see("group Developers").miss("bob");
    console.keys("f").see("bob").see("not allowed").keys("w");
    let names: Vec<&str> = console.saved.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["who-can.csv", "who-can.json"]);
    console.see("Wrote who-can.csv. Wrote who-can.json.");
    let alice = format!("arn:aws:iam::{}:user/alice", console.open.account().id());
    assert!(console.saved[0].1.contains(&format!("alice,{alice},allowed,AmazonS3ReadOnlyAccess,group Developers,")));
    assert!(console.saved[0].1.contains(",s3:GetObject,arn:aws:s3:::reports/x,with an access key\n"));
    let written: serde_json::Value = serde_json::from_str(&console.saved[1].1).unwrap();
    assert_eq!(written["rows"].as_array().unwrap().len(), 4);
    assert_eq!(written["asked"]["asked_resource"], "arn:aws:s3:::reports/x");
    // Why, is the question about her alone.
    console.keys("<down><enter>").see("alice may s3:GetObject on arn:aws:s3:::reports/x").see("✔ allowed");
    // And back to everybody.
    console.keys("<esc>").see("principals may").see("not allowed");
}

/// Sessions that a policy names by a pattern read as the pattern, in the table and in files, and not as one that stands for them.
#[test]
fn sessions_that_a_pattern_names_are_told_by_the_pattern() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let role = world.account.role_named("app").unwrap().id;
    let arn = format!("arn:aws:iam::{}:role/app", world.account.id());
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{arn}"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{{"StringLike":{{"aws:userid":"{role}:ops-*"}}}}}}}}"#
    );
    world.change(PutBucketPolicy { bucket: "reports".into(), policy });
    let mut console = Console::on(world.account, Setup::default());
    for resource in ["arn:aws:s3:::reports/x", "arn:aws:s3:::reports/*"] {
        console.keys(&format!(":access<enter><esc><tab>e<ctrl-u>s3:GetObject<tab><ctrl-u>{resource}<enter>"));
        console.see("sessions ops-* of role app").keys("w");
        let [(_, csv), (_, json)] = &console.saved[console.saved.len() - 2..] else { panic!() };
        assert!(csv.contains("sessions ops-* of role app,"), "{csv}");
        let written: serde_json::Value = serde_json::from_str(json).unwrap();
        let rows = written["rows"].as_array().unwrap();
        assert!(rows.iter().any(|row| row["principal"] == "sessions ops-* of role app"), "{rows:?}");
        // Why, is the question about one of them.
        console.keys("/ops-<enter><enter>").see("s3:GetObject on arn:aws:s3:::reports/").see("✔ allowed").keys("<esc><esc>");
    }
}

#[test]
fn why_all_of_a_pattern_is_decided_alike_is_asked_of_one_resource_of_it() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>es3:Get*").see("One action is asked about; this is ");
    console.keys("<ctrl-u>s3:GetObject<tab>arn:aws:s3:::reports/*<enter>").see("2 of 4 principals may on all");
    console.keys("<down><enter>").see("alice may s3:GetObject on arn:aws:s3:::reports/").see("✔ allowed");
}

#[test]
fn who_could_under_other_circumstances_is_told() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>es3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("1 of 4 principals may, 1 more under other circumstances").see("not now").see("aws:MultiFac");
}

#[test]
fn wildcards_ask_who_can_on_all_of_it_and_who_on_a_part() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::*").see("who may on all of it, and who");
    console
        .keys("<enter>")
        .see("principals may on all, 1 on a part")
        .see("all of it is every resource of this account")
        .miss("to the letter");
    console.see("only those are asked about whom the resources' policies name").miss("Of this account alone");
    console.see("all of it").see("part of it").see("arn:aws:s3:::");
    console.keys("e<tab><ctrl-u>*<enter>").see("s3:GetObject on *").see("part of it");
}

#[test]
fn root_leads_to_the_security_credentials() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("root user");
    console.keys("<enter>").see("Security credentials");
}

#[test]
fn everyone_is_told_where_a_bucket_is_public() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world.change(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() });
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#;
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: policy.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    console.see("everyone").see("1 of 2: Amazon").see("5 of 5 principals may");
    console.keys("<end><enter>").see("anonymous may s3:GetObject").see("✔ allowed");
}

/// The files have the ARNs of those who have one: of a role its own, of a session the session's.
#[test]
fn the_files_tell_arns() {
    let mut world = world();
    let id = world.account.id().to_string();
    let session = format!("arn:aws:sts::{id}:assumed-role/app/night");
    let federated = format!("arn:aws:sts::{id}:federated-user/pat");
    let named = format!(r#"{{"AWS":["{session}","{federated}","arn:aws:iam::444455556666:root"],"Service":"sns.amazonaws.com"}}"#);
    for (bucket, principal) in [("reports", named.as_str()), ("shown", r#""*""#)] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
        world.change(PutPublicAccessBlock { bucket: bucket.into(), ..Default::default() });
        let statement =
            format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}/*"}}"#);
        let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        world.change(PutBucketPolicy { bucket: bucket.into(), policy });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>fw");
    console.keys("e<tab><ctrl-u>arn:aws:s3:::shown/q1.csv<enter>w");
    let rows = |at: usize| -> Vec<serde_json::Value> {
        let written: serde_json::Value = serde_json::from_str(&console.saved[at].1).unwrap();
        written["rows"].as_array().unwrap().clone()
    };
    let of = |at: usize, name: &str| {
        let rows = rows(at);
        let row = rows.iter().find(|row| row["principal"].as_str().unwrap().starts_with(name));
        row.unwrap_or_else(|| panic!("{name}: {rows:#?}"))["arn"].clone()
    };
    let iam = |rest: &str| serde_json::Value::from(format!("arn:aws:iam::{id}:{rest}"));
    assert_eq!([of(1, "root user"), of(1, "alice"), of(1, "role app")], [iam("root"), iam("user/alice"), iam("role/app")]);
    assert_eq!([of(1, "session night of role app"), of(1, &federated)], [session, federated].map(serde_json::Value::from));
    assert_eq!(of(1, "account 444455556666"), "arn:aws:iam::444455556666:root");
    assert_eq!([of(1, "sns.amazonaws.com"), of(3, "everyone")], [serde_json::Value::Null, serde_json::Value::Null]);
}
