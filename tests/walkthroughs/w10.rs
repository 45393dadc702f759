//! *Enforce MFA, rotate keys*.

use iam_console::account::entity::Owner;

use crate::common::console::Console;
use crate::common::learner::{all_solved, begun, done, sign_in_as, sign_in_as_root, to_do, told, try_on, two_codes, written_anew};

const OWN_DEVICE: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "iam:CreateVirtualMFADevice", "Resource": "*"},
    {
      "Effect": "Allow",
      "Action": ["iam:EnableMFADevice", "iam:ResyncMFADevice"],
      "Resource": "arn:aws:iam::111122223333:user/${aws:username}"
    }
  ]
}"#;

const NO_S3: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}
    }
  ]
}"#;

const NOTHING: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": [
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:ResyncMFADevice",
        "iam:Get*",
        "iam:List*",
        "sts:GetSessionToken"
      ],
      "Resource": "*",
      "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
    }
  ]
}"#;

const OWN_KEYS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey"],
      "Resource": "arn:aws:iam::111122223333:user/${aws:username}"
    },
    {
      "Effect": "Deny",
      "Action": ["iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey"],
      "Resource": "*",
      "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}
    }
  ]
}"#;

#[test]
fn w10_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("enforce mfa");
    to_do(&mut console, "One's own device").keys(":groups<enter>/team<enter><enter><tab>i").see("Create inline policy");
    written_anew(&mut console, OWN_DEVICE).keys("OwnDevice<enter>").see("Created inline policy OwnDevice");
    done(&mut console, "One's own device", "with the variable in its ARN everybody reaches only themselves");

    to_do(&mut console, "Alice enrols");
    sign_in_as(&mut console, "alice", "Correct-horse-7").see("alice   1111-2222-3333");
    console.keys(":security-credentials<enter>a").see("Assign MFA device to alice").keys("<enter>").see("MFA code 1");
    two_codes(&mut console, "alice").see("MFA device assigned to alice");
    sign_in_as_root(&mut console);
    done(&mut console, "Alice enrols", "She did it herself");

    to_do(&mut console, "A Deny that looks right").keys(":group Team<enter><tab>i").see("Create inline policy");
    written_anew(&mut console, NO_S3).keys("RequireMfa<enter>").see("Created inline policy RequireMfa").keys("<alt-a>");
    console.see("May he still read").keys("2<enter>");
    try_on(&mut console, "bob key", "bucket reports", "q1.csv").see("✔ allowed, and done").see("January");
    to_do(&mut console, "A Deny that looks right").keys("<alt-h><alt-h>");
    told(&mut console, "the one in your condition is not among them").keys("<alt-a>");
    console.keys("1<enter>");
    done(&mut console, "A Deny that looks right", "a Deny that does not match denies nothing");

    to_do(&mut console, "Close the gap").keys(":group Team<enter><tab>/requiremfa<enter>e");
    written_anew(&mut console, &NO_S3.replace("\"Bool\"", "\"BoolIfExists\"")).keys("<enter>").see("RequireMfa");
    done(&mut console, "Close the gap", "BoolIfExists matches where the value is false, and also where there is none.");

    to_do(&mut console, "Nobody locked out").keys(":group Team<enter><tab>/requiremfa<enter>e");
    written_anew(&mut console, NOTHING).keys("<enter>").see("RequireMfa");
    done(&mut console, "Nobody locked out", "In a Deny NotAction is right");

    to_do(&mut console, "Rotate a key").keys(":users<enter>/uploader<enter><enter><tab><tab><tab>").see("Access keys  1 of 2");
    let old = only_key(&console);
    console.keys("c<tab><space><enter>").see("Retrieve access key").keys("s<enter>").see("Access keys  2 of 2");
    let new = console.open.account().access_keys_of(owner(&console)).into_iter().find(|key| key.id.as_str() != old).unwrap().id.to_string();
    // Under which name the object is put is asked, too.
    try_on(&mut console, &new, "bucket results", "put").keys("<enter>").see("✔ allowed, and done");
    console.keys(":user uploader<enter><tab><tab><tab>").see(&old).keys("<down>t<right><enter>").see("Inactive");
    console.pass(30_000);
    try_on(&mut console, &new, "bucket results", "put").keys("<enter>").see("✔ allowed, and done");
    console.keys(":user uploader<enter><tab><tab><tab><down>x").see("Delete access key").keys(&old).keys("<enter>");
    assert_eq!(only_key(&console), new);
    done(&mut console, "Rotate a key", "Off comes before gone");

    to_do(&mut console, "A stolen key").keys(":user courier<enter><tab><tab><tab><down>t<right><enter>").see("Inactive").keys("<alt-a>");
    console.see("Does it go on?").keys("1<enter>");
    console.pass(30_000);
    // As the role itself one opens another session, which shows nothing about the one that is open.
    try_on(&mut console, "role archive", "bucket reports", "q1.csv").see("✔ allowed, and done");
    told(&mut console, "in a session that was open before").keys("");
    // What was to be seen is no mistake.
    try_on(&mut console, "session night", "bucket reports", "q1.csv")
        .see("✔ allowed, and done")
        .miss("✖ role archive")
        .keys("<alt-h><alt-h>");
    told(&mut console, "The open ones go on until they run out").keys("<alt-h>");
    told(&mut console, "revoke sessions…").keys(":role archive<enter>r").see("Revoke active sessions");
    console.keys("<space><enter>");
    console.pass(30_000);
    try_on(&mut console, "session night", "bucket reports", "q1.csv").see("explicit deny");
    done(&mut console, "A stolen key", "A session has credentials of its own");

    to_do(&mut console, "Challenge").keys(":group Team<enter><tab>i");
    written_anew(&mut console, OWN_KEYS).keys("OwnKeys<enter>").see("Created inline policy OwnKeys");
    done(&mut console, "Challenge", "The Allow gives the four a right to their own keys.");
    all_solved(&mut console, "w10", 8);
}

fn owner(console: &Console) -> Owner {
    Owner::User(console.open.account().user_named("uploader").unwrap().id)
}

/// The id of the only access key that the uploader has.
#[track_caller]
fn only_key(console: &Console) -> String {
    let keys = console.open.account().access_keys_of(owner(console));
    assert_eq!(keys.len(), 1);
    keys[0].id.to_string()
}
