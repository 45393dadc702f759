//! *Users and managed policies*.

use crate::common::learner::{all_solved, answer, at_step, attach, begun, done, nudged, told, try_on};

#[test]
fn w04_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("managed");
    at_step(&mut console, "1 of 7", "Attach a policy");
    attach(&mut console, "s3readonly", "alice").see("AWS managed    Directly");
    done(&mut console, "Attach a policy", "The attachment holds from the next request on");

    at_step(&mut console, "2 of 7", "Read, then delete");
    try_on(&mut console, "alice", "reports", "getobj").see("✔ allowed, and done");
    told(&mut console, "▲ alice has not tried s3:DeleteObject").keys("<up><enter>/deleteobj<enter><enter><enter>").see("✖ implicit deny");
    done(&mut console, "Read, then delete", "which no statement mentions");

    at_step(&mut console, "3 of 7", "Which denial?").keys("<alt-a>").see("question 1 of 2");
    answer(&mut console, "Denied, because nothing allows it").see("question 2 of 2");
    answer(&mut console, "An Allow for it in any policy");
    done(&mut console, "Which denial?", "An implicit deny is the absence of an Allow");

    at_step(&mut console, "4 of 7", "From reading to all of S3");
    attach(&mut console, "s3fullaccess", "alice");
    // What the lesson itself had attached is no mistake.
    told(&mut console, "▲ AmazonS3ReadOnlyAccess is attached to alice").keys("x").see("Remove AmazonS3ReadOnlyAccess").keys("<tab><enter>");
    done(&mut console, "From reading to all of S3", "Allows add up");

    at_step(&mut console, "5 of 7", "Who decided?");
    console
        .keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::reports-111122223333/q3.csv<enter>")
        .see("Allowed by statement 1 of");
    console.keys("<alt-a>");
    answer(&mut console, "An attached policy").see("Suppose one of her policies");
    answer(&mut console, "The Deny, whatever the order");
    done(&mut console, "Who decided?", "All statements that apply are read, in no order.");

    at_step(&mut console, "6 of 7", "And for everybody?").keys("<alt-a>").see("How many attachments is that?").keys("15<enter>");
    done(&mut console, "And for everybody?", "there are three attachments and five memberships");

    at_step(&mut console, "7 of 7", "Challenge: a job for bob");
    console.keys(":user bob<enter>a<down><down><enter>/ec2fullaccess<enter><space>/<ctrl-u>s3readonly<enter><space><enter>");
    console.see("AmazonEC2FullAccess").see("AmazonS3ReadOnlyAccess");
    done(&mut console, "Challenge: a job for bob", "narrowing comes later");
    all_solved(&mut console, "w04", 7);
}

#[test]
fn w04_answers_the_mistakes_that_people_make() {
    let mut console = begun("managed");
    attach(&mut console, "s3fullaccess", "alice");
    nudged(&mut console, "More than reading").keys("u");
    attach(&mut console, "ec2readonly", "alice");
    nudged(&mut console, "Another policy").keys("u");
    attach(&mut console, "s3readonly", "bob");
    nudged(&mut console, "Somebody else has it").keys("u");
    attach(&mut console, "s3readonly", "alice").keys("<alt-n>");

    try_on(&mut console, "root", "reports", "getobj");
    nudged(&mut console, "As alice");
    try_on(&mut console, "alice", "reports", "getobj");
    nudged(&mut console, "Now delete");
    attach(&mut console, "s3fullaccess", "alice");
    try_on(&mut console, "alice", "reports", "deleteobj").see("✔ allowed, and done");
    nudged(&mut console, "It is gone").keys("u").see("Undone").keys("u");
    try_on(&mut console, "alice", "reports", "deleteobj").see("implicit deny").keys("<alt-n>");

    at_step(&mut console, "3 of 7", "Which denial?").keys("<alt-a>");
    answer(&mut console, "Explicitly denied").see("question 2 of 2");
    answer(&mut console, "Removing the statement that denies it");
    told(&mut console, "✖ Question 1: Not right: explicitly denied");
    nudged(&mut console, "Is there a Deny?").keys("<alt-a>");
    answer(&mut console, "Denied, because nothing allows it");
    nudged(&mut console, "Nothing to remove").keys("<alt-a>");
    answer(&mut console, "An Allow for it in any policy").keys("<alt-n>");

    at_step(&mut console, "4 of 7", "From reading to all of S3");
    attach(&mut console, "s3fullaccess", "alice");
    nudged(&mut console, "Both are there").keys("u").see("Undone").keys(":user alice<enter>x<tab><enter>");
    nudged(&mut console, "She can't write");
    attach(&mut console, "administratoraccess", "alice");
    nudged(&mut console, "Far too much").keys("u");
    attach(&mut console, "s3fullaccess", "alice").keys("<alt-n>");

    at_step(&mut console, "5 of 7", "Who decided?").keys("<alt-a>");
    answer(&mut console, "A policy of a group");
    answer(&mut console, "The one that was attached last").keys(":access<enter>");
    nudged(&mut console, "Where is it attached?").keys("<alt-a>");
    answer(&mut console, "An attached policy");
    nudged(&mut console, "No order").keys("<alt-s>");

    at_step(&mut console, "6 of 7", "And for everybody?").keys("<alt-a>8<enter>");
    nudged(&mut console, "For each user");
}
