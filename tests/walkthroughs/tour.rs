//! *A tour of the console*.

use crate::common::learner::{all_solved, begun, done, to_do, told};

#[test]
fn the_tour_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("tour");
    to_do(&mut console, "Go to the users");
    told(&mut console, "step 1 of 6");
    console.keys("musers<enter>").see("There are no users yet.");
    done(&mut console, "Go to the users", "every entry has a page");

    to_do(&mut console, "Go to the policies").keys("mpolicies<enter>/s3readonly<enter>").see("AmazonS3ReadOnlyAccess");
    done(&mut console, "Go to the policies", "filters every list as you type");

    to_do(&mut console, "Make a change").keys(":users<enter>c").see("Create user").keys("<esc>");
    console.keys(":groups<enter>c").see("Name the group").keys("first-group<enter><enter>").see("step 3 of 3").keys("<enter>");
    console.see("aws iam create-group --group-name first-group");
    done(&mut console, "Make a change", "an operation of AWS IAM");

    to_do(&mut console, "What was done").keys("mhistory<enter>").see("first-group").keys("z").see("Undone: Create group first-group");
    console.keys("<ctrl-r>");
    done(&mut console, "What was done", "no undo");

    to_do(&mut console, "What it is all about").keys("mresources<enter>").see("reports-111122223333");
    done(&mut console, "What it is all about", "tried out on a resource");

    to_do(&mut console, "May they?").keys("maccess<enter>").see("Who can?");
    done(&mut console, "May they?", "the statement that decided");
    told(&mut console, "Meet the account, begins where this tour ends");
    all_solved(&mut console, "tour", 6);
    console.keys("<alt-n>").see("not begun").keys("<enter>").see("Meet the account  step 1 of 7");
}
