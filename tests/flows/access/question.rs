//! The question: how it is typed, and what is said of it before it is answered.

use super::{account, console, to_the_ways, with_bucket, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

#[test]
fn the_answer_follows_what_is_typed() {
    let mut console = console();
    console.keys(":access<enter>").see("user/NAME, role/NAME").miss("may not");
    console.keys("alice<tab>s3:Get").see("GetAccelerateConfiguration, GetAccessGrant");
    console.keys("Object").see("Amazon S3, Read").keys("<tab>arn:aws:s3:::kept/x");
    console.see("alice may not s3:GetObject on arn:aws:s3:::kept/x").see("explicit deny").see("Statement Kept of policy Own denies it.");
    console.keys("<enter>").see("Remove statement Kept of policy Own");
}

#[test]
fn a_wrong_question_says_what_is_wrong() {
    let mut console = console();
    console.keys(":access<enter><enter>").see("Say who asks");
    console.keys("carol<enter>").see("There is no user \"carol\"");
    console.keys("<ctrl-u>carol/x<enter>").see("A principal is user/NAME");
    console.keys("<ctrl-u>group/none<enter>").see("There is no group \"none\"");
    console.keys("<ctrl-u>policy/none<enter>").see("There is no policy \"none\"");
    console.keys("<ctrl-u>alice<tab><enter>").see("Say which action").keys("s3:Get*<enter>").see("without wildcards");
    console.keys("<ctrl-u>s3:GetObject<tab>reports<enter>").see("a resource is an ARN");
    console.keys("<ctrl-u>s3:PutObject<enter>").see("s3:PutObject is an action: it belongs in the field above.");
    console.keys("<ctrl-u>arn:aws:s3:::${BucketName}/x<enter>").see("Put a name in the place of ${BucketName}.");
    console.keys("<ctrl-u>arn:aws:s3:::reports/x<tab><tab>nonsense<enter>").see("nonsense is no KEY=VALUE");
    console.keys("<ctrl-u>aws:SourceIp=1.2.3<enter>").see("aws:SourceIp: \"1.2.3\" is not an IP address");
    console.keys("<esc>").see("Ask whether somebody may").keys("<tab>").see("2 of 4 principals may").keys("<esc>").see("Security Status");
}

#[test]
fn fields_are_filled_from_lists() {
    let mut console = console();
    console.keys(":access<enter><f3>").see("Principals").see("role/app").keys("/bob<enter><enter>").see("user/bob");
    console.keys("<tab>iam:<f3>").see("Actions").keys("getuser<enter><enter>").see("iam:GetUser");
    console.keys("<tab><f3>").see("Resources").see("user/alice").keys("<enter>").see("bob may not iam:GetUser");
}

#[test]
fn closing_leads_back_to_the_page_that_it_was_opened_from() {
    let mut console = console();
    console.keys(":user alice<enter>w<esc><esc>").see("Users › alice");
    console.keys(":group Developers<enter>w<esc><esc>").see("Groups › Developers");
}

#[test]
fn a_resource_that_the_action_does_not_take_is_told_of() {
    let mut console = console();
    console.keys(":access<enter>bob<tab>s3:DeleteObject<tab>arn:aws:s3:::reports<enter>");
    console.see("s3:DeleteObject takes an object (arn:aws:s3:::${BucketName}/${ObjectName}), and this names");
    console.keys("e<tab>/q1.csv<enter>").miss("and this names");
    console.keys(":access<enter>bob<tab>s3:GetObjct<tab>arn:aws:s3:::reports/x<enter>");
    console.see("s3:GetObject, s3:GetObjectAcl or s3:GetObjectTagging meant?");
}

#[test]
fn how_decisions_are_made_is_a_key_away() {
    let mut console = console();
    console.keys(":user alice<enter>w").see("f9 decisions").keys("<f9>").see("Every request ends in one of three ways");
    console.keys("<esc>").see("user/alice").see("May they?").keys("s3:PutObject<tab>arn:aws:s3:::home/x<enter>").see("alice may not");
    console.see("h decisions").keys("h").see("How decisions are made").keys("<esc>").see("alice may not");
}

#[test]
fn the_other_questions_are_a_key_away_while_one_is_typed() {
    let mut console = console();
    console.keys(":access<enter>").see("f4 who can?").keys("bob<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<f4>").see("f4 what can?");
    // Who types types on: no letter is a key, and esc leads to what is answered already.
    console.see("s3:GetObject").miss("principals may").keys("u").see("arn:aws:s3:::reports/x").miss("undo").keys("<backspace><esc>");
    console.see("principals may").keys("<f4>").see("f4 may they?").see("Nothing: no policy allows anything");
    console.keys("<f4>").see("f4 who can?").see("bob may not");
    // What is not a whole question yet is typed on.
    console.keys("<esc>:access<enter><f4>").see("Action").keys("s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("principals may");
}

#[test]
fn what_is_called_as_the_filter_says_comes_first() {
    let mut world = world();
    for name in ["al", "Malice", "aaron-al", "Zal"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter><f3>/al").see("user/al");
    let screen = console.screen();
    let at = |name: &str| screen.find(name).unwrap_or(usize::MAX);
    assert!(at("user/al ") < at("user/alice") && at("user/alice") < at("user/aaron-al"), "{screen}");
    console.keys("<enter><enter>").see("user/al\n").miss("user/aaron-al");
}

#[test]
fn a_wildcard_in_what_is_asked_about_is_a_letter_and_said_to_be_one() {
    let mut console = with_bucket("my-reports");
    console.keys(":access<enter>bob<tab>s3:GetObject<tab>arn:aws:s3:::my-reports/*").see("are ordinary letters here");
    console.keys("<enter>").see("this asks about the one called my-reports/* to the letter");
    console.see("allows s3:GetObject on arn:aws:s3:::my-reports/*.").miss("${*}");
    to_the_ways(&mut console).keys("<enter>").see("all that * and ? stand for").keys("<esc>");
    console.keys(":access<enter>bob<tab>s3:GetObject<tab>*<enter>").see("A request names one resource: * names none");
    console.keys(":access<enter>bob<tab>s3:ListAllMyBuckets<tab>*<enter>").see("bob may not").miss("* names none");
}

#[test]
fn what_the_account_has_is_offered_first() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console
        .keys(":access<enter>bob<tab>s3:ListBucket<tab><f3>")
        .see("▌ arn:aws:s3:::reports ")
        .keys("<enter>")
        .see("bob may not s3:ListBucket");
    console.keys("<ctrl-u><f3>").see("${BucketName}");
}

#[test]
fn an_action_that_there_is_not_is_told_with_those_that_may_be_meant() {
    let mut console = Console::on(account(), Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter>bob<tab>s3:GetObj<tab>arn:aws:s3:::kept/x<enter>").see("bob may not s3:GetObj ");
    console.see("The reference knows no action s3:GetObj").see("Ask about an action that there is").see("▸ s3:GetObjectAcl");
    // No policy is offered for what may be no action.
    console.miss("To allow it").see("enter ask about it");
    console.keys("<enter>").see("bob may not s3:GetObject on").see("To allow it").miss("knows no action");
}

#[test]
fn no_service_is_near_to_nothing() {
    let mut console = console();
    console.keys(":access<enter><tab>:alice").see("A service comes first, as in s3:GetObject.").miss("Near:");
    console.keys("<ctrl-u>qqqqqq:List").see("No service has the prefix qqqqqq.").miss("Near:");
}

/// What is typed into the form is seen in full, as far as names go.
#[test]
fn an_arn_has_room_in_the_form() {
    let mut console = Console::on(account(), Setup { size: (80, 24), ..Setup::default() });
    let table = "arn:aws:dynamodb:us-east-1:477372997179:table/people";
    console.keys(&format!(":access<enter>bob<tab>dynamodb:Scan<tab>{table}<tab>")).see(table);
}

/// Roles have no access key: they ask in sessions, with MFA where they were assumed with it.
#[test]
fn a_role_is_asked_in_a_session() {
    let mut console = console();
    console.keys(":access<enter>role/app").see("(•) in a session without MFA  its MFA key is false").miss("access key");
    console.keys("<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<tab><down>").see("(•) in a session with MFA");
    console.keys("<backtab><backtab><backtab><ctrl-u>bob").see("(•) signed in with MFA").see("( ) with an access key");
}

/// Whoever asks something else asks it about the same, mostly; what is typed is the action then, or a key that was absent.
#[test]
fn another_question_is_typed_from_the_action_on() {
    let mut console = console();
    console.keys(":access<enter>bob<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("bob may not s3:GetObject");
    console.keys("e<ctrl-u>s3:PutObject<enter>").see("bob may not s3:PutObject on arn:aws:s3:::reports/x");
    console.keys("<tab>").see("principals may").keys("e<ctrl-u>s3:DeleteObject<enter>").see("s3:DeleteObject on arn:aws:s3:::reports/x");
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>G");
    console.see("▌     ▲ aws:MultiFactorAuthPresent").keys("eaws:MultiFactorAuthPresent=true<enter>").see("alice may s3:PutObject");
    // Where nobody is named yet, it begins with who asks.
    console
        .keys(":access<enter><tab>s3:GetObject<esc>e")
        .keys("bob<tab><tab>arn:aws:s3:::reports/x<enter>")
        .see("bob may not s3:GetObject");
}
