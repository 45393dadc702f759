//! What somebody can do: a table of services.

use super::{account, console, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

#[test]
fn what_somebody_can_do_is_listed_by_service_and_level() {
    let mut console = console();
    console.keys(":user alice<enter>w<esc><tab><tab>");
    console.see("user/alice can do at least in part").see("Full: List").see("group").see("explicit deny");
    console.keys("/inline<enter><enter>").see("Granted by").see("arn:aws:s3:::home/${aws:username}/*");
    console.see("Actions, and what each applies to").see("s3:PutObject  ").see("object").keys("<esc>");
    console.keys("w");
    assert_eq!(console.saved.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["what-can.csv", "what-can.json"]);
    assert!(console.saved[0].1.lines().next().unwrap().contains(",Cut by,Action names"), "{}", console.saved[0].1);
    assert!(console.saved[0].1.contains(",s3:PutObject,"), "{}", console.saved[0].1);
    assert!(console.saved[0].1.contains(",Limited: Write,1 of "), "{}", console.saved[0].1);
    assert!(console.saved[1].1.contains("\"action_names\": [\n        \"s3:PutObject\""), "{}", console.saved[1].1);
}

/// What stands above the rows, and what is no variable in a document of the older version, is in the files, too.
#[test]
fn the_files_of_what_somebody_can_leave_out_nothing_of_the_page() {
    let mut world = world();
    let policy_document = r#"{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:GetObjct"],"Resource":"arn:aws:s3:::reports/${aws:username}/*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "Own".into(), policy_document: policy_document.into() });
    let mut console = Console::on(world.account, Setup::default());
    let left_out = "Left out, since the reference knows no such actions: s3:GetObjct.";
    console.keys(":user bob<enter>w<esc><tab><tab>").see(left_out).see("to the letter").keys("w");
    for (_, written) in &console.saved {
        assert!(written.contains(left_out) && written.contains("sts:GetSessionToken needs no permission"), "{written}");
        assert!(written.contains("arn:aws:s3:::reports/${aws:username}/*, to the letter"), "{written}");
    }
}

#[test]
fn a_key_policy_cuts_only_what_it_withholds() {
    let mut world = world();
    world.change(CreateKey::default());
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:Decrypt","sts:AssumeRole"],"Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "Own".into(), policy_document: policy_document.into() });
    let mut console = Console::on(world.account, Setup::default());
    // The default key policy lets in; the role trusts a service alone.
    console.keys(":user bob<enter>w<esc><tab><tab>").see("KMS").see("trust policy").miss("key policy");
    console.keys("/sts<enter><enter>").see("no trust policy of this account allows sts:AssumeRole");
}

#[test]
fn a_group_and_a_role_lead_here_too() {
    let mut console = console();
    console.keys(":group Developers<enter>ws3:GetObject<tab>arn:aws:s3:::reports/x<enter>");
    console.see("group Developers may s3:GetObject").see("✔ allowed").see("a user who has nothing but what group Developers gives");
    console.keys("<tab><tab>").see("group/Developers can do at least in part").see("Full: List");
    console.keys("<esc><esc>").keys(":role app<enter>w").see("role/app").see("May they?");
    console.keys("<esc>:policy AmazonS3ReadOnlyAccess<enter>w").see("policy/AmazonS3ReadOnlyAccess can do at least in part");
}

/// That a grant is conditional is seen at any size, and told in full of the row one is on.
#[test]
fn what_somebody_can_do_only_at_times_says_so_at_once() {
    for size in [(80, 24), (120, 36)] {
        let mut console = Console::on(account(), Setup { size, ..Setup::default() });
        console.keys(":access<enter><esc><tab><tab>euser/alice<enter>").see("Condition").see("aws:Mult");
        console.keys("/inline<enter>").see("Condition  Bool aws:MultiFactorAuthPresent true");
    }
    // Where nothing depends on anything, there is no such column.
    let mut console = console();
    console.keys(":access<enter><esc><tab><tab>egroup/Developers<enter>").see("Full: List").miss("Condition");
}

/// What is granted in vain leads to its statement and to what stands against it, and is in the files.
#[test]
fn what_is_granted_in_vain_leads_to_both_sides() {
    let mut world = world();
    let statement = |effect: &str, condition: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Action":"s3:GetObject","Resource":"*","Condition":{condition}}}}}"#
        )
    };
    for (policy_name, policy_document) in [
        ("lets", statement("Allow", r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#)),
        ("shuts", statement("Deny", r#"{"IpAddress":{"aws:SourceIp":"203.0.0.0/16"}}"#)),
    ] {
        world.change(PutUserPolicy { user_name: "bob".into(), policy_name: policy_name.into(), policy_document });
    }
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter><esc><tab><tab>euser/bob<enter>").see("In vain").see("Against it").keys("w");
    let written = "In vain,0 of 1,*,IpAddress aws:SourceIp 203.0.113.0/24,lets,";
    assert!(console.saved[0].1.contains(written), "{}", console.saved[0].1);
    assert!(console.saved[0].1.contains("statement 1 of shuts"), "{}", console.saved[0].1);
    console.keys("/vain<enter><enter>").see("203.0.113.0/24").miss("203.0.0.0/16");
    console.keys("<esc>/against<enter><enter>").see("203.0.0.0/16").miss("203.0.113.0/24");
}

/// Of an action that a boundary lets through in part, the part is told, on the screen and in the files.
#[test]
fn what_a_boundary_lets_through_in_part_is_named() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let bound =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/new.csv"}}"#;
    world.change(CreatePolicy { policy_name: "Edge".into(), policy_document: bound.into(), ..Default::default() });
    let edge = format!("arn:aws:iam::{}:policy/Edge", world.account.id());
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: edge });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter><esc><tab><tab>euser/bob<enter>").see("boundary").keys("<enter>");
    console.keys("G").see("s3:PutObject only on arn:aws:s3:::reports/new.csv").keys("<esc>w");
    assert!(console.saved[0].1.contains("s3:PutObject only on arn:aws:s3:::reports/new.csv"), "{}", console.saved[0].1);
}
