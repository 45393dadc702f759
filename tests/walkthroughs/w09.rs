//! *Evaluation logic*.

use crate::common::learner::{all_solved, answer, begun, done, number_before, to_do, told, try_on, written_anew};

const DEV_ACCESS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "WorkWithEC2", "Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
    {"Sid": "NoTerminate", "Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*"}
  ]
}"#;

const RETIRE_BACKUPS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "RetireBackups", "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::backups-111122223333/*"}
  ]
}"#;

const AUDITORS_ONLY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AuditorsOnly",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:Delete*",
      "Resource": "arn:aws:s3:::backups-111122223333/*",
      "Condition": {
        "ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:user/carol", "arn:aws:iam::111122223333:user/frank"]}
      }
    }
  ]
}"#;

#[test]
fn w09_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("evaluation");
    to_do(&mut console, "Four decisions").keys(":policies<enter>/bobpolicy<enter><enter>v").see("NoDelete");
    told(&mut console, "4 of 4 questions wait for an answer").keys("<alt-a>").see("Bob deletes").keys("3<enter>");
    console.see("Bob uploads").keys("1<enter>").see("Bob lists").keys("1<enter>").see("Bob reads").keys("2<enter>");
    told(&mut console, "Not right: allowed").keys("<alt-h><alt-h>");
    told(&mut console, "a Deny that fits always wins").keys("<alt-a>").see("Bob uploads").keys("3<enter>");
    done(&mut console, "Four decisions", "One Deny that fits settles it.");

    to_do(&mut console, "Change the order").keys("<alt-a>").see("Will anything that bob may do change?");
    console.keys("2<enter>e<f4>").see("1 ✖ Deny  NoDelete");
    // The two Denies are taken out and written again behind the Allows.
    console.keys("xx").see("1 ✔ Allow  Reports").keys("nta/s3<enter><enter>/deleteobject <enter><space><enter>r<enter>");
    console.keys("nta/s3<enter><enter>/putobject <enter><space><enter>r/any other<enter><enter>");
    console.keys("<ctrl-u>arn:aws:s3:::reports-111122223333/*<enter>").see("4 ✖ Deny").keys("<ctrl-s>");
    console.see("What it gives and takes").keys("<enter>").see("its new version holds");
    done(&mut console, "Change the order", "Nothing has changed, and nothing could.");

    to_do(&mut console, "Denied all the same").keys(":users<enter>/dan<enter><enter>a").see("Add permissions to dan");
    console.keys("<down><down><enter>/administratoraccess <enter><space><enter>").see("AdministratorAccess");
    try_on(&mut console, "dan", "bucket backups", "delete 2026-01").see("AccessDenied").see("KeepBackups");
    told(&mut console, "A question waits for your answer").keys("<alt-a>").see("Where does the statement stand");
    answer(&mut console, "In a policy of a group");
    done(&mut console, "Denied all the same", "Look for the Deny");

    to_do(&mut console, "Everything except").keys("<alt-a>").see("which of these does the statement");
    for text in ["Creating users", "Reading passwords", "Starting instances"] {
        let number = number_before(&console, text);
        console.keys(&number).keys("<space>");
    }
    console.keys("<enter>");
    console.keys(":user dan<enter>/devaccess<enter>e").see("Policies › DevAccess › Edit policy");
    written_anew(&mut console, DEV_ACCESS).see("dan loses").keys("<enter>").see("its new version holds");
    to_do(&mut console, "Everything except").keys("<alt-h><alt-h>");
    told(&mut console, "dan is still an administrator besides").keys(":user dan<enter>/administrator<enter>x").keys("<tab><enter>");
    done(&mut console, "Everything except", "An Allow with NotAction allows every action");

    to_do(&mut console, "The bucket says yes")
        .keys(":resources<enter>/results<enter><enter><tab><tab>")
        .see("This bucket has no policy")
        .keys("e");
    console.keys("\"s3:GetObject\"<up><end><left><left><left><left><backspace><backspace><backspace><backspace>user/eve");
    console.keys("<down><down><end><left>/*").see("results-111122223333/*\"").keys("<ctrl-s>").see("eve").keys("<enter>");
    done(&mut console, "The bucket says yes", "Within one account one side is enough");

    to_do(&mut console, "Close the open bucket").keys(":resources<enter>/reports<enter><enter><tab><tab>").see("OurPeopleRead").keys("e");
    console.keys("<down><down><down><down><down><down>").see("\"Principal\": \"*\"");
    console.keys("<end><left><backspace><backspace><backspace>{\"AWS\": \"arn:aws:iam::111122223333:user/eve\"}<ctrl-s>");
    console.see("Review").keys("<enter>");
    done(&mut console, "Close the open bucket", "is everybody in the world");

    to_do(&mut console, "Challenge").keys(":groups<enter>/auditors<enter><enter><tab>i").see("Create inline policy");
    written_anew(&mut console, RETIRE_BACKUPS).keys("RetireBackups<enter>").see("Created inline policy RetireBackups");
    to_do(&mut console, "Challenge").keys(":resources<enter>/backups<enter><enter><tab><tab>e");
    written_anew(&mut console, AUDITORS_ONLY).see("Review").keys("<enter>");
    done(&mut console, "Challenge", "Root and administrators meet it as well.");
    all_solved(&mut console, "w09", 7);
    try_on(&mut console, "carol", "bucket backups", "delete 2026-01").see("✔ allowed, and done");
    try_on(&mut console, "alice", "bucket backups", "delete 2026-02").see("✖ AccessDenied");
}
