//! What is offered to those whom the account does not hold, or may not change as it likes: roles of AWS's services, services,
//! sessions, and what another account owns.

use iam_console::access::{Answer, Question, Whose, may, may_with};
use iam_console::account::authorization::Asker;
use iam_console::account::entity::Owner;
use iam_console::account::operation::*;
use iam_console::policy::decision::{Decision, Layer};
use iam_console::policy::request::Value;
use serde_json::json;

use super::common::World;
use super::ways_done::{GET, S3_ALL, follow_all, question, told, world};

const LINKED: &str = "AWSServiceRoleForElasticLoadBalancing";

fn with_linked_role() -> (World, Asker, Asker) {
    let (mut world, alice) = world();
    world.change(CreateServiceLinkedRole { aws_service_name: "elasticloadbalancing.amazonaws.com".into(), ..Default::default() });
    let linked = world.account.asker_named(&format!("role/{LINKED}")).unwrap();
    (world, alice, linked)
}

fn answered(world: &World, asker: &Asker, request: (&str, &str)) -> Answer {
    may(&world.account, &question(&world.account, asker.clone(), request)).unwrap()
}

/// A role that AWS alone changes gets nothing of its own: the policies of resources let it in, and no longer keep it out.
#[test]
fn a_service_linked_role_is_let_in_by_the_policies_of_resources_alone() {
    let (mut world, _, linked) = with_linked_role();
    let arn = format!("arn:aws:iam::{}:role/aws-service-role/elasticloadbalancing.amazonaws.com/{LINKED}", world.account.id());
    assert_eq!(told(&world, &linked, GET), [format!("Let the resource policy allow {arn} the action s3:GetObject.")]);
    follow_all(&world.account, &linked, GET);
    let deny =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}]}"#;
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: deny.into() });
    assert!(!told(&world, &linked, GET).is_empty());
    follow_all(&world.account, &linked, GET);
    // What has no policy of its own is not opened to it, and why is said.
    let answer = answered(&world, &linked, ("iam:CreateUser", "arn:aws:iam::ACCOUNT:user/x"));
    assert!(answer.remedies.is_empty() && answer.ways.is_empty());
    assert!(answer.unremedied().unwrap().contains("this role is only modifiable by AWS"), "{:?}", answer.unremedied());
}

/// Nobody else is let in by its trust policy, even where that would be but a part of the way.
#[test]
fn nobody_else_is_let_into_a_service_linked_role() {
    let (mut world, alice, _) = with_linked_role();
    let request = (
        "sts:AssumeRole",
        "arn:aws:iam::ACCOUNT:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
    );
    assert_eq!(told(&world, &alice, request), [""; 0]);
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "mfa".into(), policy_document: deny.into() });
    assert_eq!(told(&world, &alice, request), [""; 0]);
    let answer = answered(&world, &alice, request);
    assert!(answer.unremedied().unwrap().contains("this role is only modifiable by AWS"), "{:?}", answer.unremedied());
}

/// What another account's bucket lets in already is for one's own policies; what it does not is for both.
#[test]
fn what_another_account_owns_takes_its_consent_as_well() {
    let (world, alice) = world();
    let bucket = world.account.resource_arn(&world.account.partners_bucket());
    let [prices, new] = ["prices.csv", "new"].map(|name| format!("{bucket}/{name}"));
    let read = ("s3:GetObject", prices.as_str());
    let mine = format!("Give alice an inline policy that allows s3:GetObject on {prices} (or {bucket}/*).");
    assert_eq!(told(&world, &alice, read), [mine]);
    follow_all(&world.account, &alice, read);
    let words = told(&world, &alice, ("s3:PutObject", &new));
    let [both] = &words[..] else { panic!("{words:?}") };
    assert!(both.contains("Let the resource policy allow ") && both.contains(" And: Give alice an inline policy"), "{both}");
    assert!(both.ends_with(", in part outside this practice account."), "{both}");
}

/// A part of a way that is this account's own is tried, though another part is not.
#[test]
fn what_the_account_would_refuse_is_offered_beside_nothing() {
    let (world, _, linked) = with_linked_role();
    let queue = "arn:aws:sqs:us-east-1:111122223333:orders";
    assert_eq!(told(&world, &linked, ("sqs:SendMessage", queue)), [""; 0], "the role can't be given its half");
}

/// A service is let in for the sake of whom it acts for: by one value more, or a statement of its own; and what lets it in for
/// everybody says so.
#[test]
fn a_service_is_let_in_for_whom_it_acts_for() {
    let (mut world, _) = world();
    let own = world.account.id().to_string();
    let trail = format!("arn:aws:cloudtrail:us-east-1:{own}:trail/main");
    let service = world.account.asker_named("cloudtrail.amazonaws.com").unwrap();
    let request = ("s3:PutObject", "arn:aws:s3:::reports/x");
    for (condition, key, value, more) in [
        (
            json!({ "StringEquals": { "aws:SourceAccount": "111122223333" } }),
            "aws:SourceAccount",
            own.clone(),
            format!("Add {own} to the values of StringEquals aws:SourceAccount in statement Trail of the resource policy."),
        ),
        (
            json!({ "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" } }),
            "aws:SourceArn",
            trail.clone(),
            format!("Add {trail} to the values of ArnLike aws:SourceArn in statement Trail of the resource policy."),
        ),
    ] {
        let statement = json!({ "Sid": "Trail", "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
            "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*", "Condition": condition });
        let policy = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
        world.run(PutBucketPolicy { bucket: "reports".into(), policy }).unwrap();
        let mut asked = question(&world.account, service.clone(), request);
        asked.given.push((key.to_owned(), Value::Single(value.clone())));
        let answer = may(&world.account, &asked).unwrap();
        let words: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
        let anew = format!("Let the resource policy allow cloudtrail.amazonaws.com the action s3:PutObject, if {key} = {value}.");
        assert!(words.contains(&more) && words.contains(&anew), "{words:?}");
        for wanted in [&more, &anew] {
            let at = words.iter().position(|words| words == wanted).unwrap();
            let mut then = World { account: world.account.clone(), env: super::common::env() };
            for operation in answer.operations(&world.account, &answer.remedies[at]).unwrap() {
                then.run(operation).unwrap();
            }
            assert_eq!(asked.decision(&then.account), Ok(Decision::Allowed), "{wanted}");
            let others = question(&then.account, service.clone(), request);
            assert_ne!(others.decision(&then.account), Ok(Decision::Allowed), "{wanted}: for all");
        }
        // Where nobody is said to be behind it, that is what is missing.
        let words = told(&world, &service, request);
        assert!(words[0].starts_with("Have the service act for ") && words[0].contains("111122223333"), "{words:?}");
        let gone = words.iter().find(|words| words.starts_with("Take the condition")).unwrap();
        assert!(gone.ends_with("the service then does this for whoever has it do so, of any account."), "{gone}");
    }
}

/// Nobody signs in as a role: who assumes it does that with MFA. Where a federated user is made, there is no MFA.
#[test]
fn sessions_are_told_how_they_come_to_mfa() {
    let (mut world, alice) = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"ACCOUNT"},"Action":"sts:AssumeRole"}]}"#;
    let trust = trust.replace("ACCOUNT", world.account.id().as_str());
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust, ..Default::default() });
    let role = world.account.asker_named("role/app").unwrap();
    let with = |condition: &str| S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"*","Condition":{condition}"#));
    for (condition, of_role) in [
        (
            r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
            "Switch to the role in the console, signed in with MFA (aws:MultiFactorAuthPresent = true): sessions of AssumeRole never have it.",
        ),
        (
            r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#,
            "Switch to the role in the console, signed in with MFA less than an hour ago (aws:MultiFactorAuthAge = 3599).",
        ),
    ] {
        world.change(PutRolePolicy { role_name: "app".into(), policy_name: "own".into(), policy_document: with(condition) });
        assert_eq!(told(&world, &role, GET)[0], of_role);
        follow_all(&world.account, &role, GET);
    }
    // What only a service opens has no MFA.
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: trust.into() });
    let words = told(&world, &role, GET);
    assert!(!words.is_empty() && !words.iter().any(|words| words.contains("signed in with MFA")), "{words:?}");
    let Asker::User(id) = alice else { panic!("{alice:?}") };
    let federated = Asker::FederatedUser { by: Owner::User(id), name: "fed".into() };
    world.change(PutUserPolicy {
        user_name: "alice".into(),
        policy_name: "own".into(),
        policy_document: with(r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#),
    });
    let words = told(&world, &federated, GET);
    assert!(!words.is_empty() && !words.iter().any(|words| words.contains("in with MFA")), "{words:?}");
}

/// No policy names a group: a trust policy names who of it asks.
#[test]
fn what_a_group_is_denied_names_no_group_as_a_principal() {
    let (mut world, _) = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world.change(PutGroupPolicy { group_name: "devs".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let group = Whose::Identity(world.account.group_named("devs").unwrap().id);
    let role = format!("arn:aws:iam::{}:role/app", world.account.id());
    let asked = question(&world.account, Question::holder(&world.account).unwrap(), ("sts:AssumeRole", &role));
    let answer = may_with(&world.account, &group, &asked).unwrap();
    let told = answer.tell().layer(Layer::Identity);
    assert!(told.contains("once the trust policy names the user or role who asks") && !told.contains("group"), "{told}");
}

/// What is being made has no name yet: AWS asks with `*` for it, which is no letter of a name.
#[test]
fn what_is_being_made_is_asked_about_as_aws_does() {
    let (world, alice) = world();
    let notes =
        |action: &str| question(&world.account, alice.clone(), (action, "arn:aws:ec2:us-east-1:ACCOUNT:instance/*")).notes(&world.account);
    assert_eq!(notes("ec2:RunInstances"), [""; 0]);
    assert!(notes("ec2:StopInstances").iter().any(|note| note.contains("to the letter")));
}

/// What another account's user has is not this account's to take, and what has no policy of its own is nobody's to open by one.
#[test]
fn what_another_account_has_is_not_this_ones_to_change() {
    let (mut world, alice) = world();
    let id = world.account.partner_id();
    let partner = world.account.partner().who;
    let allow = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:user/partner"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}]}}"#
    );
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: allow });
    let answer = answered(&world, &partner, GET);
    let words: Vec<String> = answer.revocations().iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    let detached = words.iter().find(|words| words.starts_with("Detach AdministratorAccess")).unwrap();
    assert!(detached.ends_with(", outside this practice account.") && !words[0].contains("outside"), "{words:?}");
    let instance = format!("arn:aws:ec2:us-east-1:{id}:instance/i-1");
    let request = ("ec2:StopInstances", instance.as_str());
    assert_eq!(told(&world, &alice, request), [""; 0]);
    let told = answered(&world, &alice, request).tell().layer(Layer::Resource);
    assert!(told.ends_with("no policy that could let others in: only who is of that account may, as in a role there."), "{told}");
}
