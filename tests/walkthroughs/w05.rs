//! *Groups*.

use crate::common::console::Console;
use crate::common::learner::{all_solved, answer, at_step, begun, done, number_before, told};

/// Takes everything from a user that hangs on it directly: what comes first in the list.
fn no_more_by_hand(console: &mut Console, user: &str) {
    console.keys(&format!(":user {user}<enter><space><down><space><down><space>")).see("3 chosen").keys("x");
    console.see(&format!("Detach 3 policies from {user}?")).keys("<tab><enter>");
}

#[test]
fn w05_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("groups");
    at_step(&mut console, "1 of 7", "A group for readers");
    told(&mut console, "▲ AmazonS3ReadOnlyAccess is attached to none of the groups yet");
    console.keys(":create-group<enter>readers<enter><enter>/s3readonly<enter><space><enter>").see("Users in this group  0");
    done(&mut console, "A group for readers", "Name a group after the job");

    at_step(&mut console, "2 of 7", "Its members");
    told(&mut console, "alice is not in group readers");
    console.keys("a<space><down><space><down><down><space><enter>").see("Users in this group  3");
    done(&mut console, "Its members", "all their grants add up");

    at_step(&mut console, "3 of 7", "No more by hand");
    for user in ["alice", "bob", "carol", "dan"] {
        no_more_by_hand(&mut console, user);
    }
    told(&mut console, "▲ eve has 3 policies attached directly");
    no_more_by_hand(&mut console, "eve");
    done(&mut console, "No more by hand", "Now there is one place to look");

    at_step(&mut console, "4 of 7", "Bob changes jobs").keys("<alt-a>");
    answer(&mut console, "Denied, because nothing allows it").keys(":group readers<enter>/bob<enter>x<tab><enter>");
    done(&mut console, "Bob changes jobs", "Only what the group granted is gone");

    at_step(&mut console, "5 of 7", "Dan leaves too").keys(":group readers<enter>/<ctrl-u>dan<enter>");
    told(&mut console, "▲ dan is in group readers").keys("x<tab><enter>");
    console.keys(":access<enter>dan<tab>s3:GetObject<tab>arn:aws:s3:::reports-111122223333/q1.csv<enter>").see("via group auditors");
    console.keys("<alt-a>");
    answer(&mut console, "A policy of a group");
    answer(&mut console, "The group auditors");
    done(&mut console, "Dan leaves too", "Leaving a group is no block.");

    at_step(&mut console, "6 of 7", "What a group is not").keys(":create-role<enter><right><right><right><right><enter>");
    console.keys("<down><down><down><down><down><down><end>").keys(&"<backspace>".repeat(5)).keys("group/readers\"<ctrl-s>");
    console.see("once more sends it as it is").keys("<ctrl-s>").see("Add permissions").keys("<enter>ReadersRole<enter>");
    console.see("Invalid principal in policy").keys("<alt-a>").see("Choose everything that a group can not do");
    for thing in ["Be the principal", "Hold another group", "Sign in or make"] {
        let number = number_before(&console, thing);
        console.keys(&number).keys("<space>");
    }
    console.keys("<enter>");
    done(&mut console, "What a group is not", "A principal is somebody who can prove who they are.");

    at_step(&mut console, "7 of 7", "Challenge: three jobs").keys("<f2>");
    console.keys("create-group<enter>operators<enter>/bob<enter><space>/<ctrl-u>carol<enter><space><enter>/ec2full<enter><space><enter>");
    console.see("Users in this group  2").keys(":group readers<enter>a/eve<enter><space><enter>").see("eve");
    told(&mut console, "▲ dan may not iam:ListUsers").keys(":group auditors<enter><right>a/iamreadonly<enter><space><enter>");
    done(&mut console, "Challenge: three jobs", "Each job is one group");
    all_solved(&mut console, "w05", 7);
}
