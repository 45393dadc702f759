//! Flows through the questions about access: why something is denied, and the smallest change that allows it.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::operation::*;

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

/// Alice in Developers, with an inline policy that wants MFA; Bob with nothing; a role for EC2.
fn world() -> World {
    let mut world = World::fresh();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let own = r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"Home","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::home/${aws:username}/*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
        {"Sid":"Kept","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::kept/*"}]}"#;
    for name in ["alice", "bob"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    world.change(CreateGroup { group_name: "Developers".into(), ..Default::default() });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() });
    world.change(AttachGroupPolicy { group_name: "Developers".into(), policy_arn: S3_READ.into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document: own.into() });
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world
}

fn account() -> Account {
    world().account
}

/// The same with a bucket.
fn with_bucket(name: &str) -> Console {
    let mut world = world();
    world.change(CreateBucket { bucket: name.into(), ..Default::default() });
    Console::on(world.account, Setup::default())
}

fn console() -> Console {
    Console::on(account(), Setup::default())
}

/// Goes from where it was decided to the first change that turns it.
fn to_the_ways(console: &mut Console) -> &mut Console {
    for _ in 0..20 {
        if console.screen().contains("▌ ▸") {
            return console;
        }
        console.keys("<down>");
    }
    panic!("no change is come to:\n{}", console.screen());
}

#[test]
fn a_denial_is_explained_and_mended_with_the_smallest_change() {
    let mut console = with_bucket("reports");
    console.keys(":user bob<enter>").keys("w").see("May they?").see("user/bob");
    console.keys("s3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    console.see("bob may not s3:GetObject on arn:aws:s3:::reports/q1.csv").see("✖ implicit deny");
    console.see("To allow it").see("Give bob an inline policy that allows s3:GetObject");
    to_the_ways(&mut console).keys("<enter>").see("Give bob this inline policy?").see("\"Action\": \"s3:GetObject\"");
    console.keys("<tab><enter>").see("bob may s3:GetObject on arn:aws:s3:::reports/q1.csv").see("✔ allowed");
    let bob = console.open.account().user_named("bob").unwrap().id;
    assert!(console.open.account().inline_policy(bob, "Allow-getobject").is_some());
    console.keys("u").see("bob may not s3:GetObject");
}

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
fn what_mfa_changes_is_one_key_away() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("alice may not").see("aws:MultiFactorAuthPresent").see("absent; a value of it could change the decision");
    // Signed in without it she sends the key, and is denied all the same.
    console.keys("e<tab><space>").see("its MFA key is false").keys("<enter>").see("signed in without MFA").see("implicit deny");
    console
        .miss("absent; a value of it could")
        .keys("e<space><enter>")
        .see("alice may s3:PutObject")
        .see("signed in with MFA")
        .see("✔ allowed");
}

#[test]
fn a_wrong_question_says_what_is_wrong() {
    let mut console = console();
    console.keys(":access<enter><enter>").see("Say who asks");
    console.keys("carol<enter>").see("There is no user carol");
    console.keys("<ctrl-u>carol/x<enter>").see("A principal is user/NAME");
    console.keys("<ctrl-u>group/none<enter>").see("There is no group \"none\"");
    console.keys("<ctrl-u>policy/none<enter>").see("There is no policy \"none\"");
    console.keys("<ctrl-u>alice<tab><enter>").see("Say which action").keys("s3:Get*<enter>").see("without wildcards");
    console.keys("<ctrl-u>s3:GetObject<tab>reports<enter>").see("a resource is an ARN");
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
fn who_can_is_a_table_that_can_be_written() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>e").keys("s3:GetObject<tab>arn:aws:s3:::reports/x<enter>");
    console.see("2 of 4 principals may").see("root user").see("group Developers").miss("bob");
    console.keys("f").see("bob").see("not allowed").keys("w");
    let names: Vec<&str> = console.saved.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["who-can.csv", "who-can.json"]);
    console.see("Wrote who-can.csv. Wrote who-can.json.");
    assert!(console.saved[0].1.contains("alice,allowed,AmazonS3ReadOnlyAccess,group Developers,"));
    assert!(console.saved[0].1.contains(",s3:GetObject,arn:aws:s3:::reports/x,with an access key\n"));
    let written: serde_json::Value = serde_json::from_str(&console.saved[1].1).unwrap();
    assert_eq!(written["rows"].as_array().unwrap().len(), 4);
    assert_eq!(written["asked"]["asked_resource"], "arn:aws:s3:::reports/x");
    // Why, is the question about her alone.
    console.keys("<down><enter>").see("alice may s3:GetObject on arn:aws:s3:::reports/x").see("✔ allowed");
    // And back to everybody.
    console.keys("<esc>").see("principals may").see("not allowed");
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

/// Bob with a grant on reports, under a boundary that lets only reading through.
fn bounded(versions: usize) -> Console {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::reports/*"}]}"#;
    let only = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Kept","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;
    let arn = format!("arn:aws:iam::{}:policy/get-only", world.account.id());
    world.change(CreatePolicy { policy_name: "get-only".into(), policy_document: only.into(), ..Default::default() });
    for _ in 1..versions {
        world.change(CreatePolicyVersion { policy_arn: arn.clone(), policy_document: only.into(), set_as_default: None });
    }
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: arn });
    Console::on(world.account, Setup::default())
}

#[test]
fn what_can_be_done_here_comes_first_and_what_cannot_says_so() {
    let mut console = bounded(1);
    let topic = format!("arn:aws:sns:us-east-1:{}:news", console.open.account().id());
    console.keys(&format!(":user bob<enter>wsns:Publish<tab>{topic}<enter>")).see("bob may not sns:Publish");
    console.see("Give bob an inline policy").see("And: Widen the permissions").see("outside this practice account");
    to_the_ways(&mut console).see("do it…").keys("<enter>").see("Give bob this inline policy?").keys("<esc>");
    console.keys("<down>").miss("do it…").keys("<enter>").see("does not hold it");
}

#[test]
fn closing_leads_back_to_the_page_that_it_was_opened_from() {
    let mut console = console();
    console.keys(":user alice<enter>w<esc><esc>").see("Users › alice");
    console.keys(":group Developers<enter>w<esc><esc>").see("Groups › Developers");
}

#[test]
fn a_boundary_is_widened_by_the_statement_that_lacks() {
    let mut console = bounded(1);
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("bob may not s3:DeleteObject");
    to_the_ways(&mut console).see("▸ Widen the permissions boundary").keys("<enter>").see("Add this statement to policy get-only?");
    console.see("\"Action\": \"s3:DeleteObject\"").keys("<tab><enter>").see("bob may s3:DeleteObject");
    let policy = console.open.account().policy_named("get-only").unwrap();
    assert_eq!(policy.default_version, 2);
    console.keys("u").see("bob may not s3:DeleteObject");
}

#[test]
fn in_the_place_of_a_boundary_of_aws_comes_one_of_the_accounts_own_or_none() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: S3_READ.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("AmazonS3ReadOnlyAccess  boundary");
    to_the_ways(&mut console)
        .see("Set a boundary of the account's own for bob")
        .keys("<enter>")
        .see("Bound bob by a new policy Boundary-bob?");
    console.see("bob gains s3:DeleteObject").keys("<tab><enter>").see("bob may s3:DeleteObject");
    let bob = console.open.account().user_named("bob").unwrap().id;
    let bound = console.open.account().boundary_of(bob).cloned().unwrap();
    assert_eq!(console.open.account().policy_name(&bound), "Boundary-bob");
    console.keys("u").see("bob may not s3:DeleteObject").miss("Boundary-bob  boundary");
    assert!(console.open.account().policy_named("Boundary-bob").is_none());
    to_the_ways(&mut console);
    while !console.screen().contains("▌ ▸ Remove bob's permissions boundary") {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Permissions boundary of bob").see("can't be widened").keys("<enter>");
    console.see("Remove the permissions boundary of bob?").keys("<tab><enter>").see("bob may s3:DeleteObject");
}

/// A boundary of the account's own that denies and allows nothing: no statement alone would do.
#[test]
fn a_boundary_goes_where_no_statement_alone_would_do() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"*"}]}"#;
    let only = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;
    world.change(CreatePolicy { policy_name: "no-deletion".into(), policy_document: only.into(), ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/no-deletion", world.account.id());
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("the smallest change");
    to_the_ways(&mut console).see("Remove bob's permissions boundary").keys("<enter>").see("Permissions boundary of bob").keys("<enter>");
    console.keys("<tab><enter>").see("bob may s3:DeleteObject").keys("u").see("bob may not s3:DeleteObject");
}

/// However much there is to tell, it begins with who denies, and with the statement that does; the changes are a few keys away.
#[test]
fn an_answer_opens_where_it_was_decided() {
    let mut world = world();
    let statement =
        |at: usize| format!(r#"{{"Sid":"S{at}","Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::reports/{at}/*"}}"#);
    let all = r#"{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}"#.to_owned();
    let statements = (0..12).map(statement).chain([all]).collect::<Vec<_>>().join(",");
    let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document });
    for size in [(80, 24), (60, 16)] {
        let mut console = Console::on(world.account.clone(), Setup { size, ..Setup::default() });
        // An answer before, scrolled to its end.
        console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/9/x<enter>G<enter>G");
        console.keys("<esc>:user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/9/x<enter>");
        console.see("▌ Identity policies").see("Deny statement S9");
        to_the_ways(&mut console).see("▌ ▸").keys("g").see("Explicit deny");
        if size == (80, 24) {
            console.keys("<down>").see("▌ Identity policies").see("Explicit deny").see("Denies s3:DeleteObject");
        }
    }
}

/// With a notice below the answer, too.
#[test]
fn the_first_remedy_is_whole_on_a_small_screen() {
    let mut console = Console::on(bounded(1).open.account().clone(), Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>ws3:PutObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    let whole = |console: &mut Console, from: &str, to: &str| {
        console.see(from).see(to);
        let screen = console.screen();
        assert!(screen.find(from) < screen.find(to), "{screen}");
    };
    whole(&mut console, "▸ Give bob an inline policy", "reports/*).");
    to_the_ways(&mut console).keys("<enter><tab><enter>").see("u undo");
    whole(&mut console, "▸ Widen the permissions boundary", "reports/*).");
}

#[test]
fn a_boundary_with_five_versions_says_so() {
    let mut console = bounded(5);
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    to_the_ways(&mut console).keys("<enter>").see("has 5 versions already");
}

#[test]
fn a_resource_that_the_action_does_not_take_is_told_of() {
    let mut console = console();
    console.keys(":access<enter>bob<tab>s3:DeleteObject<tab>arn:aws:s3:::reports<enter>");
    console.see("s3:DeleteObject takes an object (arn:aws:s3:::${BucketName}/${ObjectName}), and this names");
    console.keys("e/q1.csv<enter>").miss("and this names");
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
fn an_allowance_tells_what_would_have_to_go_to_revoke_it() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "bob".into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter>bob<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("bob may s3:GetObject");
    console.see("To revoke it, one of these is enough").see("of policy own").see("AmazonS3ReadOnlyAccess").see("And: ");
    console.see("Give bob an inline policy that denies");
    // The last of all rows but the keys denies; it is done by one key, and the answer follows.
    console.keys("G<up>").see("enter do it").keys("<enter>").see("It denies just what was asked about").see("\"Effect\": \"Deny\"");
    console.keys("<tab><enter>").see("bob may not s3:GetObject").see("explicit deny");
    console.keys("u").see("bob may s3:GetObject");
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
    console.keys("e<ctrl-u>*<enter>").see("s3:GetObject on *").see("part of it");
}

/// Denied by nothing, allowed by nothing; many keys are sent.
#[test]
fn all_of_an_answer_is_come_to_on_a_small_screen() {
    let mut console = Console::on(account(), Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter>alice<tab>s3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    console.see("Explicit deny").see("▌ Identity policies");
    to_the_ways(&mut console).see("▌ ▸ Give alice an inline policy").keys("G").see("condition keys were sent").keys("<enter>").see("▾");
    console.keys("G").see("▌").see("aws:username").keys("g").see("Explicit deny").keys("<pgdn><pgdn><pgdn><pgdn><pgdn>");
    console.see("aws:username").keys("<enter>").see("▸ 1").miss("aws:username");
}

/// Statements that are shown are come to by the arrows, whether their layer was opened or not; enter goes to them, too.
#[test]
fn the_statements_of_a_layer_are_come_to_where_they_show() {
    let mut world = world();
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Never","Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "never".into(), policy_document: deny.into() });
    for size in [(80, 24), (120, 40)] {
        let mut console = Console::on(world.account.clone(), Setup { size, ..Setup::default() });
        console.keys(":access<enter>bob<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("▌ Identity policies");
        console.see("enter statements").keys("<down>").see("▌     never  inline").see("enter its policy");
        console
            .keys("<up>")
            .see("▌ Identity policies")
            .keys("<enter>")
            .see("▌     never  inline")
            .keys("<enter>")
            .see("Edit inline policy");
        // Where a layer has no statement, enter has nothing to open, and says so.
        console.keys("<esc>").see("▌     never  inline").keys("<down>").see("▌ Permissions boundary").miss("enter open");
        console.keys("<enter>").see("No policy there has a statement to open.");
    }
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

#[test]
fn a_statement_of_an_open_layer_leads_to_its_policy() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:GetObject<tab>arn:aws:s3:::kept/x<enter>g");
    console.keys("<down><enter>").see("▌     Own  inline").keys("<enter>").see("Edit inline policy");
}

#[test]
fn root_leads_to_the_security_credentials() {
    let mut console = console();
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("root user");
    console.keys("<enter>").see("Security credentials");
}

/// Bob may neither by his own policies nor is he free of the denial in them.
#[test]
fn a_remedy_of_two_changes_leads_from_one_to_the_other() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("bob may not").see("And: ");
    to_the_ways(&mut console).keys("<enter>").see("Step 1 of 2").see("Give bob this inline policy?").keys("<tab><enter>");
    console.see("bob may not").see("out of statement 2 of policy own").miss("And: ");
    // The editor has the rest already, and leads back to the answer, left or saved.
    to_the_ways(&mut console).keys("<enter>").see("Edit inline policy").see("leaves arn:aws:s3:::reports/q1.csv out now");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:DeleteObject").see("✔ allowed");
}

#[test]
fn the_only_statement_that_denies_one_alone_goes_with_its_policy() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let bob = world.account.user_arn(world.account.user_named("bob").unwrap());
    let deny = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":{{"AWS":"{bob}"}},"Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}}]}}"#
    );
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: deny });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("explicit deny");
    to_the_ways(&mut console).see("Remove statement 1 of the resource policy").keys("<enter>").see("Delete the policy of bucket reports?");
    console.keys("<tab><enter>").see("bob may s3:GetObject").keys("u").see("explicit deny");
}

#[test]
fn the_policy_of_a_resource_is_written_with_what_lacks() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("Let the resource policy allow");
    to_the_ways(&mut console).keys("<down><enter>").see("Edit resource policy").see("\"Action\": \"s3:GetObject\"").see(":user/bob");
    console
        .keys("<ctrl-s>")
        .see("bob gains s3:GetObject on arn:aws:s3:::reports/q1.csv")
        .keys("<ctrl-s>")
        .see("bob may s3:GetObject")
        .see("✔ allowed");
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

/// A policy of AWS's own is not changed but detached, and the question is asked again.
#[test]
fn a_policy_that_denies_is_detached() {
    let mut world = world();
    let policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll".to_owned();
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: policy_arn.clone() });
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter>bob<tab>s3:ListBucket<tab>arn:aws:s3:::reports<enter>").see("explicit deny").see("AWSDenyAll");
    to_the_ways(&mut console).see("Detach AWSDenyAll").keys("<enter>").see("Detach AWSDenyAll from bob?").see("bob gains s3:ListBucket");
    console.keys("<tab><enter>").see("bob may s3:ListBucket").see("✔ allowed");
}

#[test]
fn a_page_that_an_answer_leads_to_leads_back_to_the_answer() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("✔ allowed");
    console.keys("<enter><enter>").see("Access › AmazonS3ReadOnlyAccess").see("esc back to Access");
    console.keys("<esc>").see("May they?").see("✔ allowed");
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

#[test]
fn nothing_is_told_to_revoke_what_root_may_where_no_policy_can() {
    let mut console = console();
    let bob = console.open.account().user_named("bob").map(|user| console.open.account().user_arn(user)).unwrap();
    console.keys(&format!(":access<enter>root<tab>iam:AttachUserPolicy<tab>{bob}<enter>")).see("✔ allowed");
    console
        .see("Nothing revokes it: no policy of this account limits the root user.")
        .miss("To revoke it")
        .miss("outside this practice account");
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

#[test]
fn who_lacks_something_for_signing_in_with_mfa_is_led_to_it() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("Give alice a password or an access key, and an MFA device:");
    to_the_ways(&mut console).see("enter do it…").keys("<enter>").see("alice").see("First a password (p) or an access key (c)");
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("Assign an MFA device to alice, who has none, and then sign in with it:");
    to_the_ways(&mut console).see("enter do it…").keys("<enter>").see("Assign MFA device").see("alice").see("First the device");
}

/// The one condition that is in the way stands open as the reason, and is changed in the editor by one key.
#[test]
fn a_condition_that_alone_is_in_the_way_is_changed_where_it_stands() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Desk","Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["198.51.100.0/24"]}}}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>wsqs:ListQueues<tab>*<enter>").see("Allow statement Desk").see("has 203.0.113.10.");
    to_the_ways(&mut console);
    while !console.screen().contains("▌ ▸ Add 203.0.113.10 to the values of IpAddress aws:SourceIp") {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Edit inline policy").see("The values of aws:SourceIp are changed now").see("\"203.0.113.10\"");
    console.keys("<ctrl-s><ctrl-s>").see("bob may sqs:ListQueues").see("✔ allowed");
}

/// Whom a denial without a list that says just this is to leave out stands in a condition that is written already.
#[test]
fn a_denial_of_many_leaves_out_who_asks() {
    let mut world = world();
    world.change(CreateBucket { bucket: "vault".into(), ..Default::default() });
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"VpcOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::vault","arn:aws:s3:::vault/*"],"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    world.change(PutBucketPolicy { bucket: "vault".into(), policy: deny.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::vault/k<enter>").see("explicit deny");
    to_the_ways(&mut console).see("▌ ▸ Make the request through the VPC endpoint vpce-1").keys("<down>").see("▌ ▸ Leave arn:aws:iam::");
    console.keys("<enter>").see("Edit resource policy").see("user/bob out now");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:GetObject").see("✔ allowed");
}

#[test]
fn each_change_of_several_says_that_it_is_not_all() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}"#;
    for name in ["one", "two"] {
        world.change(PutUserPolicy { user_name: "bob".into(), policy_name: name.into(), policy_document: own.into() });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:ListBucket<tab>arn:aws:s3:::reports<enter>").see("✔ allowed").see("To revoke it").see("And: ");
    while !console.screen().lines().any(|line| line.contains('▌') && line.contains("Remove statement 1 of policy one")) {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Delete inline policy one of bob?").see("Step 1 of 2").keys("<esc>");
    // So does an editor that has the statement taken out already.
    let more = own
        .replace("{\"Effect\"", "[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"},{\"Effect\"")
        .replace("}}", "}]}");
    let mut world = crate::common::World::fresh();
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    for name in ["one", "two"] {
        world.change(PutUserPolicy { user_name: "bob".into(), policy_name: name.into(), policy_document: more.clone() });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:ListBucket<tab>arn:aws:s3:::reports<enter>").see("✔ allowed").see("And: ");
    while !console.screen().lines().any(|line| line.contains('▌') && line.contains("Remove statement 2 of policy one")) {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Edit inline policy").see("Step 1 of 2").see("taken out now");
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

/// One action of several that a statement denies goes out of the list alone; the others stay denied.
#[test]
fn the_smallest_change_to_a_denial_of_several_actions_is_one_of_them() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"Keep","Effect":"Deny","Action":["s3:DeleteObject","s3:DeleteBucket"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    let mut console = Console::on(world.account, Setup::default());
    console
        .keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>")
        .see("bob may not")
        .see("Take s3:DeleteObject out of the actions");
    to_the_ways(&mut console).keys("<enter>").see("Edit inline policy").see("s3:DeleteObject is out of the statement's actions now");
    // The document is laid out, and what else is denied stays so.
    console.see("\"s3:DeleteBucket\"").see("      \"Sid\": \"Keep\"");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:DeleteObject").see("✔ allowed");
    let document = console.open.account().users().find(|user| user.name == "bob").map(|user| user.id).unwrap();
    let document = console.open.account().inline_policy(document, "own").unwrap().document.to_string();
    assert!(document.contains("s3:DeleteBucket") && !document.contains("s3:DeleteObject"), "{document}");
}

/// Of a statement that denies all, all but what was asked stays denied; of one that denies several, the others.
#[test]
fn a_wide_denial_is_narrowed_to_all_but_what_was_asked() {
    let mut world = world();
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Shut","Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "all".into(), policy_document: allow.into() });
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "none".into(), policy_document: deny.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>wiam:ListUsers<tab>*<enter>").see("explicit deny").see("Leave iam:ListUsers out of statement Shut");
    to_the_ways(&mut console).keys("<enter>").see("The statement leaves iam:ListUsers out now").see("\"NotAction\": \"iam:ListUsers\"");
    console.keys("<ctrl-s>").see("bob gains iam:ListUsers").keys("<ctrl-s>").see("bob may iam:ListUsers");
}

#[test]
fn whom_a_denial_lists_is_taken_out_alone() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let [alice, bob] = ["alice", "bob"].map(|name| world.account.user_arn(world.account.user_named(name).unwrap()));
    let deny = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":{{"AWS":["{alice}","{bob}"]}},"Action":["s3:GetObject*","s3:PutObject"],"Resource":"arn:aws:s3:::reports/*"}}]}}"#
    );
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: deny });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("explicit deny");
    console.see("out of the principals of statement 1").see("None of this is denied by it to that principal any more");
    to_the_ways(&mut console).keys("<enter>").see("is out of the statement's principals now").see(":user/alice").miss(":user/bob\"");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:GetObject");
}

/// One change to the trust policy is all there is to do: nothing else is told as if it had to be mended, and it is seen whole.
#[test]
fn where_trust_alone_suffices_nothing_else_is_in_the_way() {
    let mut world = world();
    let bound = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    world.change(CreatePolicy { policy_name: "Edge".into(), policy_document: bound.into(), ..Default::default() });
    let edge = world.account.policy_arn(&iam_console::account::entity::PolicyKey::Customer(world.account.policy_named("Edge").unwrap().id));
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: edge });
    let role = world.account.role_arn(world.account.role_named("app").unwrap());
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>w").keys("sts:AssumeRole<tab>").keys(&role).keys("<enter>").see("✖ The trust policy decides");
    console.miss("✖ No identity").miss("✖ The caller").miss("✖ The boundary").see("Does not allow it, and need not, once the");
    to_the_ways(&mut console)
        .see("▌ ▸ Let the trust policy")
        .keys("<enter>")
        .see("The statement is added now")
        .see(":user/bob\"")
        .see("\"Action\": \"sts:AssumeRole\"");
    console.keys("<ctrl-s>").keys("<ctrl-s>").see("bob may sts:AssumeRole");
}

#[test]
fn a_group_gets_an_inline_policy() {
    let mut console = console();
    console.keys(":access<enter>group/Developers<tab>sqs:ListQueues<tab>*<enter>").see("group Developers may not sqs:ListQueues");
    console.see("Give group Developers an inline policy that allows sqs:ListQueues");
    to_the_ways(&mut console).keys("<enter>");
    console.see("Give group Developers this inline policy?").see("alice gains sqs:ListQueues").keys("<tab><enter>");
    console.see("group Developers may sqs:ListQueues").see("allowed");
}

/// What somebody gains by a tag is said as its value is typed, and what they lose with it before it goes.
#[test]
fn what_a_tag_gives_and_takes_is_told_before() {
    let mut world = world();
    let red = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "red".into(), policy_document: red.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter><tab><tab>a").see("Add a tag to bob").keys("team<tab>blue").see("Nobody gains or loses anything");
    console.keys("<ctrl-u>red").see("bob gains sqs:ListQueues on *").keys("<enter>").see("Tagged bob");
    console.keys("x").see("Remove tag team from bob?").see("bob loses sqs:ListQueues on *").keys("<esc>");
}

#[test]
fn what_the_password_policy_gives_users_is_told_before() {
    let mut console = console();
    console.keys(":edit-password-policy<enter><right><enter>").see("Set a custom password policy?");
    console.see("alice and bob gain iam:ChangePassword on");
}

/// Whose tag a condition asks for, of who asks or of the resource, is tagged from here; what that gives is told before.
#[test]
fn a_tag_that_lacks_is_put_on_from_the_answer() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*","Condition":{"StringEquals":{"iam:ResourceTag/team":"red"}}},
        {"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "red".into(), policy_document: own.into() });
    let app = world.account.role_arn(world.account.role_named("app").unwrap());
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    for (action, resource, name) in [("iam:GetRole", app.as_str(), "app"), ("sqs:ListQueues", "*", "bob")] {
        console.keys(":user bob<enter>w").keys(action).keys("<tab>").keys(resource).keys("<enter>").see("bob may not");
        // Why: the condition of the one statement that nearly allows it.
        console.see("Allow statement").see("does not have the key");
        while !console.screen().lines().any(|line| line.contains("▌ ▸ Tag")) {
            console.keys("<down>");
        }
        console.see("enter do it…").keys("<enter>").see(&format!("Add a tag to {name}")).see("red").see("bob gains").keys("<enter>");
        console.see("✔ allowed").keys("<esc><esc>");
    }
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

#[test]
fn the_rows_of_an_answer_take_clicks() {
    let mut console = with_bucket("reports");
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("▌ Identity policies");
    console.click("▸ Give bob an inline policy").see("▌ ▸ Give bob an inline policy");
    console.click("▸ Give bob an inline policy").see("Give bob this inline policy?");
}
