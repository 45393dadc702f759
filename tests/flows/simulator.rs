//! The policy simulator: existing policies and own ones, switched on and off; actions by pattern; condition keys; wrong input.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::operation::*;
use iam_console::catalog::AWS_MANAGED_POLICIES;

/// Alice, of the group Developers, with a policy of her own and two of the group; carol, who has none; a role for a service and
/// one that is bounded.
fn office() -> Account {
    world().account
}

fn world() -> World {
    const EC2_TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let arn = |policy: &str| AWS_MANAGED_POLICIES.named(policy).unwrap().arn.to_owned();
    let mut world = World::fresh();
    for user in ["alice", "carol"] {
        world.run(CreateUser { user_name: user.into(), ..Default::default() }).unwrap();
    }
    for group in ["Developers", "Ops"] {
        world.run(CreateGroup { group_name: group.into(), path: None }).unwrap();
    }
    world.run(AddUserToGroup { user_name: "alice".into(), group_name: "Developers".into() }).unwrap();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: arn("AmazonS3ReadOnlyAccess") }).unwrap();
    for policy in ["AmazonS3ReadOnlyAccess", "CloudWatchLogsReadOnlyAccess"] {
        world.run(AttachGroupPolicy { group_name: "Developers".into(), policy_arn: arn(policy) }).unwrap();
    }
    for (role, permissions_boundary) in [("app", None), ("partner", Some(arn("ReadOnlyAccess")))] {
        let assume_role_policy_document = EC2_TRUST.to_owned();
        world.run(CreateRole { role_name: role.into(), assume_role_policy_document, permissions_boundary, ..Default::default() }).unwrap();
    }
    for policy in ["AmazonS3ReadOnlyAccess", "AmazonEC2ReadOnlyAccess"] {
        world.run(AttachRolePolicy { role_name: "app".into(), policy_arn: arn(policy) }).unwrap();
    }
    world
}

/// The simulator with alice's policies.
fn of_alice() -> Console {
    let mut console = Console::on(office(), Setup::default());
    console.keys(":simulate<enter>").see("Choose whose policies to try").keys("c/alice<enter><enter>");
    console.see("user alice   3 of 3 policies on").see("Group Developers").see("Directly");
    console
}

#[test]
fn existing_policies_allow_what_they_say_and_nothing_else() {
    let mut console = of_alice();
    console.keys("<tab>es3:GetObject, s3:PutObject s3:ListAllMyBuckets<enter>").see("3 actions added");
    console.keys("r").see("✔ 2 allowed, ✖ 1 denied").see("✖ denied – implicitly");
    // The answer in full: who decided, what matches, why the rest does not.
    console.keys("/put<enter><enter>").see("✖ denied – implicitly (no matching statement)").see("this decided");
    console.see("No statement matches").see("does not match s3:PutObject").keys("<esc><esc>");
    console.keys("/getobject<enter><enter>").see("2 matching statements").see("\"s3:Get*\"").keys("<pgdn>").see("Group Developers");
}

#[test]
fn a_policy_that_is_switched_off_has_no_say() {
    let mut console = of_alice();
    console.keys("<tab>elogs:GetQueryResults<enter>r").see("✔ 1 allowed, ✖ 0 denied");
    // Both tell: the list of policies, and the answers that they are old.
    console.keys("<tab>/cloudwatch<enter><space>").see("2 of 3 policies on").keys("<esc><backtab>");
    console.see("▲ old: something has changed since").keys("r").see("✔ 0 allowed, ✖ 1 denied").miss("old:");
    console.keys("<tab>/cloudwatch<enter><space><esc>r").see("✔ 1 allowed");
    // With none, there is nothing to ask.
    console.keys("<tab>g<space>j<space>j<space>").see("0 of 3 policies on").keys("r").see("No policy is switched on");
}

#[test]
fn a_click_switches_a_policy_as_space_does() {
    let mut console = of_alice();
    console.click("CloudWatchLogs").see("2 of 3 policies on").click("CloudWatchLogs").see("3 of 3 policies on");
}

#[test]
fn patterns_stand_for_actions_which_can_be_removed_again() {
    let mut console = of_alice();
    console.keys("<tab>es3:Get*").see("63 actions: ").keys("<enter>").see("63 actions added, 63 in all");
    console.keys("es3:GetObject<enter>").see("0 actions added, 63 in all");
    console.keys("/acl<enter>").see("of 63").keys("g<space>j<space>x").see("Actions 61").keys("<esc>x").see("Actions 60");
    // A service alone leads to its actions, by level or one by one.
    console.keys("eiam<enter>").see("All 190 actions").keys("/all list<enter><space><enter>").see("40 actions added");
    console.keys("a/sqs<enter><enter>/purge<enter><enter>").see("1 action added");
}

#[test]
fn what_is_no_action_or_resource_is_told_where_it_is_typed() {
    let mut console = of_alice();
    console.keys("<tab>r").see("There is no action to try yet").keys("x").see("There is no action to remove");
    console.keys("es3:GetObjects<enter>").see("✖ S3 has no action GetObjects. Perhaps s3:GetObject");
    console.keys("<ctrl-u>*<enter>").see("too many to look at").keys("<ctrl-u>dynamo:Query<enter>").see("Perhaps dynamodb:Query?");
    console.keys("<esc><tab>e<ctrl-u>reports<enter>").see("✖ A resource is an ARN").keys("<esc>");
    console.keys("<backtab>es3:GetObject<enter><tab>a/object<enter><enter>").see("${BucketName}").keys("<enter>");
    console.see("Put a name in the place of ${BucketName}").keys("<ctrl-u>arn:aws:s3:::reports/q1.csv<enter>");
    console.see("arn:aws:s3:::reports/q1.csv").see("Resources 1").keys("a<enter>").see("Resources 2").keys("x").see("Resources 1");
    console.keys("xr").see("There is no resource to try it on");
    console
        .keys("<tab>a")
        .see("others would change nothing")
        .keys("<tab>a")
        .see("These are answers")
        .keys("f")
        .see("There is no result yet");
    console.keys("w").see("There is no result yet").keys("z").see("z does nothing here");
}

/// A world where dora may start instances from the office, with MFA.
fn dora() -> World {
    let mut world = World::fresh();
    world.run(CreateUser { user_name: "dora".into(), ..Default::default() }).unwrap();
    let document = r#"{"Version":"2012-10-17","Statement":{"Sid":"Office","Effect":"Allow","Action":"ec2:StartInstances","Resource":"*",
        "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}}}"#;
    let put = PutUserPolicy { user_name: "dora".into(), policy_name: "office".into(), policy_document: document.into() };
    world.run(put).unwrap();
    world
}

#[test]
fn condition_keys_are_asked_for_by_type_and_make_conditions_hold() {
    let mut console = Console::on(dora().account, Setup::default());
    console.keys(":simulate<enter>c/dora<enter><enter>").see("Inline").keys("<tab>eec2:StartInstances<enter>r").see("✖ 1 denied");
    console.keys("<backtab>").see("Condition keys  2").see("aws:MultiFactorAuthPresent").see("the practice network");
    console.keys("<enter><enter><down><enter><ctrl-u>here<enter>").see("\"here\" is not an IP address");
    console.keys("<ctrl-u>198.51.100.7<enter>").see("198.51.100.7").see("you").keys("r").see("✔ 1 allowed, ✖ 0 denied");
    // The answer says what was sent.
    console.keys("<enter>").see("Statement Office of policy office").keys("G").see("aws:SourceIp = 198.51.100.7").keys("<esc>");
    // Left absent it does not hold; as the console derives it, neither.
    console.keys("<backtab>x").see("absent").keys("r").see("✖ 1 denied").keys("<enter>G").see("asked for and are absent");
    console.keys("<esc><backtab>x").see("203.0.113.10").keys("r").see("✖ 1 denied");
}

#[test]
fn a_boundary_is_one_of_the_policies() {
    let mut console = Console::on(office(), Setup::default());
    console.keys(":simulate<enter>c/partner<enter><enter>").see("Boundary").see("1 of 1 policy on");
    console.keys("p/AmazonS3FullAccess<enter><enter>").see("tried here only").keys("<esc>").see("2 of 2 policies on");
    console
        .keys("<tab>es3:PutObject s3:GetObject<enter>r")
        .see("✔ 1 allowed, ✖ 1 denied")
        .keys("<down>")
        .see("the boundary does not allow s3:PutObject");
    console.keys("<tab>g<space>").see("1 of 2 policies on").keys("r").see("✔ 2 allowed");
}

#[test]
fn own_policies_are_written_pasted_and_changed() {
    let mut console = Console::fresh();
    console.keys(":simulate<enter>c<enter>").see("There is no own policy yet").keys("a").see("tried here only");
    // What is written so far is kept, and its fault told; nothing written leaves nothing.
    console
        .keys("<esc>")
        .see("There is no own policy yet")
        .keys("a<ctrl-k><esc>")
        .see("✖ faulty")
        .see("Line ")
        .keys("r")
        .see("No policy is switched on");
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::reports/*"}]}"#;
    console.keys("xa").paste(document);
    console.see("Errors 0").keys("<ctrl-s>").see("1 of 1 policy on").miss("faulty");
    console.keys("<tab>es3:GetObject s3:PutObject<enter>r").see("✔ 0 allowed, ✖ 2 denied");
    console.keys("<tab><tab><tab>e<ctrl-u>arn:aws:s3:::reports/q1.csv<enter>r").see("✔ 1 allowed, ✖ 1 denied");
    // As a boundary it allows nothing by itself; as the resource's policy it would have to name somebody.
    console.keys("<tab>b").see("Own, boundary").keys("r").see("✔ 0 allowed");
    console.keys("<tab>b").see("Own, on resource").see("Principal").keys("b").see("1 of 1 policy on").keys("r").see("✔ 1 allowed");
    // It would be lost.
    console.keys("<esc>").see("would be lost").keys("<esc>").keys("<tab>x").see("There is no own policy yet");
    assert!(console.open.account().policies().next().is_none(), "nothing of it is in the account");
}

#[test]
fn an_own_policy_is_written_with_the_editors_help() {
    let mut console = Console::fresh();
    console.keys(":simulate<enter>c<enter>a\"s3:deleteo").see("DeleteObjectTagging").keys("<tab>").see("[\"s3:DeleteObject\"]");
    console.keys("<ctrl- >").keys("<esc>").keys(", s3:Get*").see("Texts stand in double quotes").see("Put it in double quotes");
    console.keys("<ctrl-f>").see("\"s3:DeleteObject\", \"s3:Get*\"]").see("Errors 0").keys("<ctrl-s>").see("1 of 1 policy on");
    console.keys("<ctrl-f>").see("That helps while a policy is written");
}

#[test]
fn the_policy_of_a_bucket_is_in_play_and_can_be_switched_off() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Closed","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::reports/*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"red"}}}]}"#;
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: policy.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":simulate<enter>c/alice<enter><enter><tab>es3:GetObject<enter>");
    console.keys("<tab>e<ctrl-u>arn:aws:s3:::reports/q1.csv<enter>").keys("<tab>").see("aws:PrincipalTag/team");
    console.keys("<tab><tab>").see("On bucket reports").see("4 of 4 policies on").keys("r").see("✔ 0 allowed, ✖ 1 denied").see("Closed");
    console.keys("<enter>").see("On bucket reports").see("\"Principal\"").keys("<esc>");
    // Without it, what alice's own policies allow holds.
    console.keys("<tab>/bucket reports<enter><space>").see("3 of 4 policies on").keys("r").see("✔ 1 allowed, ✖ 0 denied");
    console.keys("y").see("No command leaves out the policy that a resource has.");
    // A change of it is tried as the policy of the resource.
    console.keys("<tab><esc>/bucket reports<enter><space>e").see("as changed").keys("<esc><esc>/as changed<enter>").see("Own, on resource");
}

#[test]
fn a_change_to_an_existing_policy_is_tried_without_making_it() {
    let mut console = of_alice();
    console.keys("e").see("AmazonS3ReadOnlyAccess as changed").keys("<esc>").see("3 of 4 policies on").see("off");
    console.keys("e").see("AmazonS3ReadOnlyAccess as changed").keys("<esc>").keys("x").see("2 of 3 policies on");
}

#[test]
fn results_are_written_into_a_file_as_they_were() {
    let mut console = of_alice();
    console.keys("<tab>es3:GetObject s3:PutObject<enter>rf").see("Allowed").keys("f").see("Results  1").keys("f");
    console.keys("w").see("Export the results").keys("<enter>").see("Wrote simulation.csv");
    console.keys("w<down><enter>").see("Wrote simulation.json");
    let [(_, csv), (_, json)] = &console.saved[..] else { panic!("two files") };
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "Policies of,Service,Action,Level,Resource,Decision,Why,Matching statements,Switched off,Condition keys given");
    assert!(rows[1].starts_with("user alice,s3,GetObject,Read,*,allowed,"), "{csv}");
    assert!(rows[1].contains("AmazonS3ReadOnlyAccess statement 1; "), "{csv}");
    assert!(rows[2].starts_with("user alice,s3,PutObject,Write,*,implicitDeny,") && rows[2].ends_with(",,,"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!((&json["policiesOf"], &json["switchedOff"]), (&"user alice".into(), &serde_json::json!([])));
    assert_eq!(json["results"][0]["decision"], "allowed");
    assert_eq!(json["results"][0]["matchingStatements"][0]["policy"], "AmazonS3ReadOnlyAccess");
    assert_eq!(json["results"][1]["resource"], "*");
}

#[test]
fn a_group_a_role_and_somebody_who_is_gone() {
    let mut console = Console::on(office(), Setup::default());
    console.keys(":simulate<enter>c/group dev<enter><enter>").see("group Developers   2 of 2 policies on");
    console.keys("<tab>es3:GetObject<enter>r").see("✔ 1 allowed").keys("c/role app<enter><enter>").see("role app   2 of 2");
    console.keys("<backtab>").see("▲ old");
    console.keys("c/carol<enter><enter>").see("user carol   0 of 0 policies on").see("No policy holds here");
    console.keys(":aws iam delete-user --user-name carol<enter>").see("that is gone").keys("r").see("is gone. c chooses somebody else");
}

#[test]
fn more_than_is_answered_between_two_keys_is_refused() {
    let mut console = of_alice();
    console.keys("<tab>eec2:*<enter>").see("826 actions added").keys("<tab>");
    for bucket in ["a", "b", "c", "d"] {
        console.keys("a<down><enter>").keys(&format!("s3:::{bucket}<enter>"));
    }
    console.see("Resources 4").keys("r").see("2,000 is the most").keys("<backtab>esagemaker:*<enter>").see("are too many to look at");
    // A document as long as the editor takes, one statement after the other.
    let statement = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
    let document = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, vec![statement; 2_000].join(","));
    console.keys("<tab>xx<tab><tab><tab>a").paste(&document).keys("<esc>").see("4 of 4 policies on").keys("r").see("each is too much");
}

/// A document that allows an action on everything.
fn allowing(action: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*"}}]}}"#)
}

/// How many of the answers to the copied command allow.
fn allowed_by_command(console: &mut Console) -> (usize, usize) {
    console.keys("y");
    let line = console.copied.first().expect("a command").clone();
    console.keys(":").paste(&line).keys("<enter>").keys("y");
    let json: serde_json::Value = serde_json::from_str(console.copied.first().expect("an answer")).expect("JSON");
    let answers = json["EvaluationResults"].as_array().expect("answers");
    console.keys("<esc>");
    (answers.iter().filter(|answer| answer["EvalDecision"] == "allowed").count(), answers.len())
}

#[test]
fn the_command_that_is_copied_answers_the_same() {
    let mut console = Console::on(dora().account, Setup::default());
    console.keys(":simulate<enter>c/dora<enter><enter><tab>eec2:StartInstances iam:GetUser s3:ListAllMyBuckets<enter>");
    assert_eq!(allowed_by_command(&mut console), (0, 3));
    console.keys("<tab><tab><enter><enter>j<enter><ctrl-u>198.51.100.7<enter>r").see("✔ 1 allowed, ✖ 2 denied");
    assert!(console.copied.iter().any(|line| line.starts_with("aws iam simulate-principal-policy --policy-source-arn")));
    assert_eq!(allowed_by_command(&mut console), (1, 3));
    // With a policy of one's own beside it, and without the one that the account has.
    console.keys("<tab>a").paste(&allowing("s3:ListAllMyBuckets")).keys("<esc>r").see("✔ 2 allowed, ✖ 1 denied");
    assert_eq!(allowed_by_command(&mut console), (2, 3));
    console.keys("<tab>g<space>r").see("✔ 1 allowed, ✖ 2 denied");
    assert_eq!(allowed_by_command(&mut console), (1, 3));
    assert!(console.copied.iter().any(|line| line.starts_with("aws iam simulate-custom-policy --policy-input-list")));
}

#[test]
fn a_role_is_taken_as_its_trust_policy_says() {
    let mut console = of_alice();
    console.keys("a").paste(&allowing("sts:AssumeRole")).keys("<esc><tab>ests:AssumeRole<enter>");
    let account = console.open.account();
    let role = account.role_arn(account.role_named("app").unwrap());
    console.keys("<tab>e<ctrl-u>").paste(&role).keys("<enter>r").see("✔ 0 allowed, ✖ 1 denied");
    assert_eq!(allowed_by_command(&mut console), (0, 1));
    // Of a role that nobody knows, the trust policy is taken to leave it to the account.
    let other = role.replace("role/app", "role/other");
    console.keys("<tab><tab><tab>e<ctrl-u>").paste(&other).keys("<enter>r").see("✔ 1 allowed, ✖ 0 denied");
    assert_eq!(allowed_by_command(&mut console), (1, 1));
}

#[test]
fn pages_of_users_groups_and_roles_lead_to_it_and_back() {
    let mut console = Console::on(office(), Setup::default());
    for (page, whose) in
        [("user alice", "user alice   3 of 3"), ("group Developers", "group Developers   2 of 2"), ("role app", "role app   2 of 2")]
    {
        console.keys(":").keys(page).keys("<enter>o").see(whose).see("Policies in play").keys("<esc>").miss("Policies in play");
    }
}

#[test]
fn what_is_set_up_is_not_thrown_away_without_asking() {
    let mut console = Console::on(office(), Setup::default());
    console.keys(":simulate<enter>").see("Choose whose").keys("<esc>").see("Security Status");
    console.keys(":simulate<enter>c/alice<enter><enter><esc>").see("Leave this page?").see("set up in the simulator would be forgotten");
    console.keys("<esc><tab>es3:GetObject<enter><esc>").see("with 1 action").keys("<esc>").see("user alice");
    console.keys("<esc><tab><enter>").miss("user alice");
    // Whom it was opened about is no loss; an action is.
    console.keys(":user alice<enter>o").see("user alice   3 of 3").keys("<esc>").see("Permissions").miss("Leave this page?");
    console.keys("o<tab>es3:GetObject<enter><esc>").see("Leave this page?");
}

#[test]
fn what_is_switched_off_is_not_told_as_if_it_was_not_there() {
    let mut console = Console::on(office(), Setup::default());
    console.keys(":simulate<enter>c/partner<enter><enter>").see("role partner").keys("a").paste(&allowing("s3:GetObject"));
    console.keys("<esc><tab>es3:GetObject<enter>r").see("✔ 1 allowed").keys("<tab>g").see("2 of 2 policies on");
    console.keys("/own<enter><space>").see("1 of 2 policies on").keys("<esc>r<enter>").see("is switched off, and there is no other here");
    console.miss("has no identity policies").keys("<esc><tab>g/own<enter><space><esc>/read<enter><space><esc>").see("1 of 2 policies on");
    console.keys("r<enter>").see("ReadOnlyAccess is switched off, and there is no other here").miss("no permissions boundary");
    let mut console = of_alice();
    console
        .keys("<tab>es3:PutObject<enter><backtab>g<space>r<enter>")
        .see("No identity policy allows s3:PutObject. AmazonS3ReadOnlyAccess");
}

#[test]
fn how_decisions_are_made_is_a_key_away() {
    let mut console = of_alice();
    console.keys("h").see("How decisions are made").see("Every request ends in one of three ways").keys("<esc>");
    console.see("user alice   3 of 3 policies on").keys("a<f9>").see("How decisions are made").keys("<esc>").see("Own policy 1");
}

/// Rows of several resources are told apart at each size, and by their ends where there is little room.
#[test]
fn each_result_says_on_which_resource() {
    let long = "arn:aws:s3:::reports-of-the-last-quarter/2026/october/";
    for size in [(80, 24), (100, 30), (120, 36), (160, 40)] {
        let mut console = Console::on(office(), Setup { size, ..Setup::default() });
        console.keys(":simulate<enter>c/alice<enter><enter><tab>es3:GetObject<enter><tab>x");
        for name in ["q1.csv", "q2.csv"] {
            console.keys("a<down><enter>").keys(&format!("<ctrl-u>{long}{name}<enter>"));
        }
        console.keys("r").see("✔ 2 allowed");
        let screen = console.screen();
        for name in ["q1.csv", "q2.csv"] {
            let is_row = |line: &str| line.contains("GetObject") && line.contains(name) && line.contains("✔ allowed");
            assert!(screen.lines().any(is_row), "{size:?} {name}: {screen}");
        }
    }
}

#[test]
fn a_policy_that_was_not_written_leaves_nothing_and_a_faulty_one_is_never_on() {
    let mut console = of_alice();
    console.keys("a").see("Own policy 1").keys("<esc>").see("3 of 3 policies on").miss("Own policy 1");
    console.keys("a<ctrl-k><esc>").see("✖ faulty").see("3 of 4 policies on").see("3 on").keys("<space>");
    console.see("3 of 4 policies on").see("3 on").miss("4 on").see("✖ Line ");
}

/// What is said of the policy of a resource is true of it: it has none, it is not known, or it is assumed.
#[test]
fn what_is_taken_for_the_policy_of_a_resource_is_told() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let account = world.account.id().to_string();
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":simulate<enter>c/alice<enter><enter><tab>esns:Publish kms:Decrypt s3:GetObject<enter>");
    console.keys("<tab>").see("policy that a resource has is under Policies, to be switched");
    for (resource, at, told) in [
        (format!("arn:aws:sns:us-east-1:{account}:news"), "sns:publish", "Its policy is not known here"),
        (format!("arn:aws:kms:us-east-1:{account}:key/k"), "kms:decrypt", "taken to leave it to the account's own policies"),
        ("arn:aws:s3:::reports/q1.csv".into(), "s3:getobject", "The resource has no policy, and in one account needs none."),
    ] {
        console
            .keys("e<ctrl-u>")
            .keys(&resource)
            .keys(&format!("<enter>r/{at}<enter><enter>"))
            .see(told)
            .keys("<esc><esc><backtab><backtab>");
        console.see("Resources to try them on");
    }
}

#[test]
fn a_resource_is_chosen_of_what_the_actions_take_or_taken_as_it_is_typed() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":simulate<enter>c/alice<enter><enter><tab>eiam:*User<enter><tab>a").see("Add a resource").see("user/alice");
    let screen = console.screen();
    let at = |text: &str| screen.find(text).unwrap_or(usize::MAX);
    assert!(at("user/alice") < at("iam user") && at("iam user") < at("s3:::reports"), "{screen}");
    console.keys("/arn:aws:iam::111122223333:user/zoe").see("Use as typed").keys("<enter><enter>").miss("Add a resource");
    console.see("▌ arn:aws:iam::111122223333:user/zoe");
}
