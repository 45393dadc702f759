//! Tags of a session as a way out of a denial: a role's session has them where its trust policy lets them be passed.

use iam_console::access::{Advice, may};
use iam_console::account::authorization::{Asker, Credentials};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::awscli;
use iam_console::policy::decision::Decision;

use super::common::World;
use super::ways_done::{GET, S3_ALL, follow_all, question, told, world};

const RED: &str = r#"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#;

/// What lets alice assume the role and pass tags, under a condition on both.
fn passing(world: &World, condition: &str) -> String {
    trusting(world, r#"["sts:AssumeRole","sts:TagSession"]"#, condition)
}

fn trusting(world: &World, actions: &str, condition: &str) -> String {
    let alice = format!("arn:aws:iam::{}:user/alice", world.account.id());
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{alice}"}},"Action":{actions},"Condition":{condition}}}]}}"#
    )
}

fn allowing(condition: &str) -> String {
    S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"*","Condition":{condition}"#))
}

fn trust(world: &mut World, policy_document: String) {
    world.run(UpdateAssumeRolePolicy { role_name: "reader".into(), policy_document }).unwrap();
}

fn tag(world: &mut World, value: &str) {
    let tags = vec![Tag { key: "team".into(), value: value.into() }];
    world.change(TagRole { role_name: "reader".into(), tags });
}

/// Alice, and the role `reader`, which may use S3 under a condition.
fn with_role(condition: &str) -> (World, Asker) {
    let (mut world, _) = world();
    let assume_role_policy_document = passing(&world, "{}");
    world.change(CreateRole { role_name: "reader".into(), assume_role_policy_document, ..Default::default() });
    let policy_document = allowing(condition);
    world.change(PutRolePolicy { role_name: "reader".into(), policy_name: "s3".into(), policy_document });
    let reader = world.account.asker_named("role/reader").unwrap();
    (world, reader)
}

fn in_sessions(told: &[String]) -> Vec<&String> {
    told.iter().filter(|words| words.starts_with("Assume role reader with ")).collect()
}

#[test]
fn a_session_tag_comes_before_a_tag_of_the_role() {
    let (mut world, reader) = with_role(RED);
    let words = told(&world, &reader, GET);
    assert_eq!(
        words[..2],
        [
            "Assume role reader with the session tag team=red, as alice may: nothing changes in the account.",
            "Tag role reader so that the request comes with aws:PrincipalTag/team = red.",
        ]
    );
    let answer = may(&world.account, &question(&world.account, reader.clone(), GET)).unwrap();
    let [operation] = &answer.sessions[0].operations()[..] else { panic!() };
    assert_eq!(
        awscli::line(operation),
        format!(
            "aws sts assume-role --role-arn arn:aws:iam::{}:role/reader --role-session-name alice --tags Key=team,Value=red",
            world.account.id()
        )
    );
    follow_all(&world.account, &reader, GET);
    // It overrules the role's, whatever case its key is in.
    tag(&mut world, "blue");
    let words = told(&world, &reader, GET);
    assert_eq!(
        words[0],
        "Assume role reader with the session tag team=red, as alice may: that overrules the role's own tag, and nothing changes in the account."
    );
    follow_all(&world.account, &reader, GET);
    // A session of a name is opened under it.
    let night = world.account.asker_named("role/reader/night").unwrap();
    let answer = may(&world.account, &question(&world.account, night.clone(), GET)).unwrap();
    let line = awscli::line(&answer.sessions[0].operations()[0]);
    assert!(line.contains("--role-session-name night "), "{line}");
    follow_all(&world.account, &night, GET);
}

/// Of a session that is open with another tag, a new one is opened: the role's tag is of no use there.
#[test]
fn another_session_takes_the_place_of_one_with_another_tag() {
    let (mut world, reader) = with_role(RED);
    let alice = Caller::owner_as(world.account.asker_named("user/alice").unwrap());
    let Reply::Session(opened) = world.run_as(&alice, assuming(&world, "night", "blue")).unwrap() else { panic!() };
    let key = opened.credentials.access_key_id.parse().unwrap();
    let mut asked = question(&world.account, world.account.asker_named("role/reader/night").unwrap(), GET);
    asked.circumstances.credentials = Credentials::Opened(key);
    let answer = may(&world.account, &asked).unwrap();
    assert_eq!(answer.sessions.len(), 1, "{:?}", answer.advice());
    let words: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
    assert!(!words.iter().any(|words| words.starts_with("Tag ")), "{words:?}");
    assert_eq!(answer.advice()[0], Advice::Session(0));
    // Where tags can't be passed any more, that session stays as it is.
    let without = trusting(&world, r#""sts:AssumeRole""#, "{}");
    trust(&mut world, without);
    let answer = may(&world.account, &asked).unwrap();
    assert!(answer.sessions.is_empty());
    let words = told(&world, &reader, GET);
    assert_eq!(words[0], "Tag role reader so that the request comes with aws:PrincipalTag/team = red.");
}

fn assuming(world: &World, name: &str, team: &str) -> AssumeRole {
    AssumeRole {
        role_arn: format!("arn:aws:iam::{}:role/reader", world.account.id()),
        role_session_name: name.into(),
        tags: Some(vec![Tag { key: "team".into(), value: team.into() }]),
        ..Default::default()
    }
}

/// What is done besides is told with it, and done before.
#[test]
fn the_rest_of_what_it_takes_is_told_with_the_session() {
    let (mut world, reader) = with_role("{}");
    let alike = r#"{"StringEquals":{"iam:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#;
    let policy_document = allowing(alike).replace("s3:*", "iam:DeleteUser");
    world.change(PutRolePolicy { role_name: "reader".into(), policy_name: "own".into(), policy_document });
    let delete = ("iam:DeleteUser", "arn:aws:iam::ACCOUNT:user/bob");
    let words = told(&world, &reader, delete);
    assert_eq!(
        words[0],
        "Assume role reader with the session tag team=alike, as alice may. And: Tag the resource so that the request comes with \
         iam:ResourceTag/team = alike."
    );
    follow_all(&world.account, &reader, delete);
}

/// Services and providers pass no tags by this command; MFA is told where it takes that.
#[test]
fn it_is_told_who_may() {
    let (mut world, reader) = with_role(RED);
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}"#;
    trust(&mut world, policy.into());
    assert_eq!(in_sessions(&told(&world, &reader, GET)), [""; 0]);
    let with_mfa = passing(&world, r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#);
    trust(&mut world, with_mfa);
    let words = told(&world, &reader, GET);
    assert!(words[0].starts_with("Assume role reader with the session tag team=red, as alice with MFA may: "), "{words:?}");
    follow_all(&world.account, &reader, GET);
    // Nobody here, but the other account.
    let other = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":["sts:AssumeRole","sts:TagSession"]}}]}}"#,
        world.account.partner_id()
    );
    trust(&mut world, other);
    let words = told(&world, &reader, GET);
    assert!(words[0].contains(&format!(", as arn:aws:iam::{}:user/partner may: ", world.account.partner_id())), "{words:?}");
    follow_all(&world.account, &reader, GET);
}

/// Told is just what can be done: against opening the session with whatever tag, for all sorts of trust and permission.
#[test]
fn a_session_is_told_just_where_it_can_be_opened_and_helps() {
    let trusts = |world: &World| {
        let with = |condition: &str| passing(world, condition);
        let denying =
            |rest: &str| passing(world, "{}").replace("}]}", &format!(r#"}},{{"Effect":"Deny","Principal":{{"AWS":"*"}},{rest}}}]}}"#));
        [
            with("{}"),
            trusting(world, r#""sts:AssumeRole""#, "{}"),
            trusting(world, r#""sts:TagSession""#, "{}"),
            trusting(world, r#""sts:*""#, "{}"),
            with(r#"{"StringEquals":{"aws:RequestTag/team":"red"}}"#),
            with(r#"{"StringEquals":{"aws:RequestTag/team":"blue"}}"#),
            with(r#"{"StringNotEquals":{"aws:RequestTag/team":"red"}}"#),
            with(r#"{"ForAllValues:StringEquals":{"aws:TagKeys":["team","cost"]}}"#),
            with(r#"{"ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}"#),
            with(r#"{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}"#),
            denying(r#""Action":"sts:TagSession""#),
            denying(r#""Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:RequestTag/team":"red"}}"#),
        ]
    };
    let conditions = [
        RED,
        r#"{"StringEquals":{"aws:PrincipalTag/team":["red","green"]}}"#,
        r#"{"StringNotEquals":{"aws:PrincipalTag/team":"red"}}"#,
        r#"{"Null":{"aws:PrincipalTag/team":"true"}}"#,
        r#"{"StringEquals":{"aws:PrincipalTag/team":"red","aws:username":"alice"}}"#,
        r#"{"StringLike":{"aws:PrincipalTag/team":"re*"}}"#,
    ];
    let mut told_of = [0; 2];
    for condition in conditions {
        for own in [None, Some("blue"), Some("red")] {
            let (mut world, reader) = with_role(condition);
            if let Some(value) = own {
                tag(&mut world, value);
            }
            for policy in trusts(&world) {
                trust(&mut world, policy.clone());
                let asked = question(&world.account, reader.clone(), GET);
                if asked.decision(&world.account) == Ok(Decision::Allowed) {
                    continue;
                }
                let words = told(&world, &reader, GET);
                // The value that the role's tag would have, too.
                let of_role = words.iter().find_map(|words| words.strip_prefix("Tag role reader so that the request comes with "));
                let value = of_role.and_then(|rest| rest.strip_suffix('.')?.split_once(" = "));
                let helps = value.is_some_and(|(_, team)| {
                    let mut world = World { account: world.account.clone(), env: super::common::env() };
                    let alice = Caller::owner_as(world.account.asker_named("user/alice").unwrap());
                    let opened = assuming(&world, "alice", team);
                    let Ok(Reply::Session(opened)) = world.run_as(&alice, opened) else { return false };
                    let mut asked = asked.clone();
                    asked.circumstances.credentials = Credentials::Opened(opened.credentials.access_key_id.parse().unwrap());
                    asked.decision(&world.account) == Ok(Decision::Allowed)
                });
                assert_eq!(!in_sessions(&words).is_empty(), helps, "{condition} with {own:?} under {policy}: {words:?}");
                told_of[usize::from(helps)] += 1;
                follow_all(&world.account, &reader, GET);
            }
        }
    }
    assert!(told_of.into_iter().all(|times| times > 20), "{told_of:?}");
}
