//! What is offered as one types.

use super::{ODD, cards, holds};
use crate::common::World;
use crate::common::console::{Console, Setup};

#[test]
fn offers_are_narrowed_down_without_quotes() {
    let mut console = Console::fresh();
    console
        .keys(":create-policy<enter><ctrl- >")
        .see("every action of every service")
        .keys("s3:")
        .see("s3:AbortMultipartUpload")
        .keys("deleteo")
        .see("DeleteObjectTagging");
    console.keys("<tab>").see("\"Action\": [\"s3:DeleteObject\"]").miss("DeleteObjectTagging");
}

#[test]
fn what_is_offered_within_quotes_ends_behind_them() {
    let mut console = Console::fresh();
    console
        .keys(":create-policy<enter>\"s3:deleteo<tab>, \"s3:geto<tab>")
        .see("[\"s3:DeleteObject\", \"s3:GetObject\"],")
        .see("line 7, column 51");
    // A name is followed by its colon.
    console.keys("<down><end>,<enter>\"Condi<tab>").see("\"Condition\": ");
}

#[test]
fn a_policy_is_written_with_completion() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:getobj").see("s3:GetObjectAcl").see("Read");
    console.keys("<down><up><enter>").see("\"Action\": [\"s3:GetObject\"]").miss("s3:GetObjectAcl");
    // What is offered is asked for, too; esc leaves it.
    console.keys("<left><left><ctrl- >").see("s3:GetObjectTagging").keys("<esc>").miss("s3:GetObjectTagging").see("step 1 of 2");
    console.keys("<down><home><end><left>\"arn:aws:s3:::reports/*\"").keys("<esc>").see("Leave this page?").keys("<esc>");
    console.keys("<ctrl-s>ReadReports<enter>").see("Created policy ReadReports");
    assert!(holds(&console, "ReadReports").contains("\"Action\": [\"s3:GetObject\"]"), "{}", holds(&console, "ReadReports"));
}

#[test]
fn the_key_bar_tells_what_is_done_with_offers() {
    let mut console = Console::fresh();
    console.keys(":policies<enter>c\"s3:DeleteObj").see("enter take").see("esc close").miss("ctrl-s review");
    let screen = console.screen();
    assert!(screen.find("s3:DeleteObject ") < screen.find("s3:DeleteObj*"), "{screen}");
    console.keys("<esc>").miss("enter take");
}

#[test]
fn a_value_is_offered_into_the_list_that_is_empty_behind_the_cursor() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:ListAllMyB<enter><down><home>").keys(&"<right>".repeat("\"Resource\": ".len()));
    console.keys("<ctrl- ><enter>").see("\"Resource\": [\"*\"]").see("Errors 0");
}

/// Operators, keys and values are offered one after the other, without a bracket being typed.
#[test]
fn a_condition_is_written_from_what_is_offered() {
    let mut console = Console::on(World::fresh().account, Setup { size: (200, 40), ..Setup::default() });
    console.keys(":create-policy<enter>\"s3:ListAllMyB<enter><down><home><end><left>\"*\"<end>,<enter>\"Cond<enter>");
    console.see("StringEquals").keys("stringeq<enter>").see("aws:").keys("requestedreg<enter>").see("\"aws:RequestedRegion\": ");
    console.keys("\"eu-west-1\"").see("\"Condition\": {\"StringEquals\": {\"aws:RequestedRegion\": \"eu-west-1\"}}").see("Errors 0");
}

/// Behind a name whose colon lacks, completion goes on with it, and so does the finding.
#[test]
fn a_name_without_its_colon_is_gone_on_with() {
    let begun = ":create-policy<enter>\"s3:ListAllMyB<enter><down><home><end><left>\"*\"<end>,<enter>\"Cond<enter>stringeq<enter>";
    let mut console = Console::on(World::fresh().account, Setup { size: (200, 40), ..Setup::default() });
    console.keys(begun).keys("aws:ResourceTag<enter>team\"<ctrl- ><enter>blue");
    console.see("\"Condition\": {\"StringEquals\": {\"aws:ResourceTag/team\": \"blue\"}}").see("Errors 0");
    let mut console = Console::on(World::fresh().account, Setup { size: (200, 40), ..Setup::default() });
    console.keys(begun).keys("aws:ResourceTag<enter>team\"").see("A colon is expected").see("Put : here").keys("<ctrl-f>");
    console.miss("A colon is expected").see("\"aws:ResourceTag/team\":").keys("<end><left><left><ctrl- ><enter>blue").see("Errors 0");
}

#[test]
fn what_is_typed_takes_the_place_of_a_forms_blank() {
    let mut console = cards(ODD);
    console.keys("<down>r/object<enter>").see("▌ S3 object").keys("<enter>").see("Add a resource to statement 1");
    console.see("${BucketName}/${ObjectName}").keys("reports<enter>").see("Put a name in the place of ${ObjectName}").keys("*<enter>");
    console.see("reports/*").miss("ObjectName");
}

/// A key of the list is whole, and values are left to say; one with a blank is filled in first.
#[test]
fn a_chosen_condition_key_is_gone_on_from() {
    let mut console = cards(ODD);
    console.keys("c/sourceip<enter><enter>").see("Add a condition to statement 1").keys("10.0.0.0/8<enter>");
    console.see("IpAddress aws:SourceIp").see("10.0.0.0/8").miss("Enter a value");
    console.keys("c/principaltag<enter><enter>").see("aws:PrincipalTag/").keys("<tab><tab>red<enter>");
    console.see("Put a name in the place of ${TagKey}.").keys("team<tab><tab><enter>").see("aws:PrincipalTag/team").see("red");
}
