//! *Writing policies*.

use crate::common::learner::{all_solved, begun, done, to_do, told, try_on, written_anew};

const HOME_FOLDER: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OwnFolder",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::home-111122223333/${aws:username}/*"
    },
    {
      "Sid": "ListOwnFolder",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::home-111122223333",
      "Condition": {"StringLike": {"s3:prefix": "${aws:username}/*"}}
    }
  ]
}"#;

#[test]
fn w08_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("writing policies");
    to_do(&mut console, "Let carol list").see("step 1 of 6");
    // First the star, which lets in too much.
    console.keys(":policies<enter>/carolpolicy<enter><enter>").see("Carol reads the reports").keys("e").see("step 1 of 2");
    console.keys("<down><down><down><down><down><down><down><end><left><backspace>*").see("reports-111122223333*\"");
    console.keys("<ctrl-s>").see("What it gives and takes").keys("<enter>").see("its new version holds");
    to_do(&mut console, "Let carol list").keys("<alt-h><alt-h>");
    told(&mut console, "the bucket of old reports now belongs to her as well").keys("e");
    console.keys("<down><down><down><down><down><down><down><end><left><backspace><ctrl-s><enter>");
    done(&mut console, "Let carol list", "Each action knows which kind of resource it is about.");

    to_do(&mut console, "Let carol read").keys("e<f4>").see("1 ✔ Allow  Reports").keys("r/any other<enter><enter>");
    console.keys("<ctrl-u>arn:aws:s3:::reports-111122223333/*<enter>").see("on      arn:aws:s3:::reports-111122223333/*");
    console.keys("<ctrl-s>").see("carol gains").keys("<enter>");
    done(&mut console, "Let carol read", "The bucket and its objects are two resources");

    to_do(&mut console, "Only what she needs").keys("e<f4><down><enter>").see("1 chosen").keys("<space>/s3:listbucket <enter><space>");
    console.keys("/<ctrl-u>s3:getobject <enter><space>").see("2 chosen").keys("<enter>").see("List 1 of 18, Read 1 of 66");
    console.keys("<ctrl-s>").see("carol loses").keys("<enter>");
    done(&mut console, "Only what she needs", "Two named actions say what the job is.");

    to_do(&mut console, "To each their own folder").keys(":groups<enter>/homes<enter><enter><tab>").see("HomeFolder").keys("e");
    console.see("\"Version\": \"2008-10-17\"").keys("<ctrl-n>").see("In version 2008-10-17").keys("<ctrl-f>").see("2012-10-17");
    console.keys("<ctrl-s>").see("bob and carol gain").keys("<enter>");
    done(&mut console, "To each their own folder", "AWS puts in the name of whoever asks");

    to_do(&mut console, "Go back").keys(":policies<enter>/buildpolicy<enter><enter><tab><tab><tab>").see("✔ default");
    console.keys("<enter>").see("1111222233333").keys("<esc><down>t").see("v1").keys("<tab><enter>");
    told(&mut console, "A question waits for your answer").keys("<alt-a>").see("How many versions").keys("10<enter>");
    told(&mut console, "Not right: 10").keys("<alt-h><alt-h>");
    told(&mut console, "how many versions are kept at once?").keys("<alt-a>5<enter>");
    done(&mut console, "Go back", "Five are kept; for a sixth, one must go.");

    to_do(&mut console, "Challenge").keys(":policies<enter>c");
    written_anew(&mut console, HOME_FOLDER).see("Review and create").keys("HomeFolder<enter>").see("Created policy HomeFolder");
    console.keys("<tab>a/homes<enter><space><enter>").see("Homes");
    console.keys(":group Homes<enter><tab>").see("Customer managed").keys("/inline<enter>x").see("HomeFolder").keys("<tab><enter>");
    console.keys("<backtab>a").see("alice").keys("<space><down>").see("dan").keys("<space><down><space><enter>");
    done(&mut console, "Challenge", "One policy serves five");
    told(&mut console, "And versions to go back to.");
    all_solved(&mut console, "w08", 6);
    try_on(&mut console, "alice", "bucket home", "bob/notes").see("AccessDenied");
}
