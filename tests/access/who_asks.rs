//! What somebody can, where policies look at who asks.

use iam_console::access::{Progress, WhatCan, Whose, what_can};
use iam_console::account::authorization::Asker;
use iam_console::account::operation::*;

use super::common::World;
use super::words::document;

const GET: &str = r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::docs/*""#;

fn own(user: &str, statements: &str) -> PutUserPolicy {
    PutUserPolicy { user_name: user.into(), policy_name: "own".into(), policy_document: document(statements) }
}

/// The resources and conditions of each row, and what cuts it.
fn rows(what: &WhatCan) -> Vec<String> {
    let row = |row| {
        let words = what.scope(row).unwrap().in_words();
        let under = what.demands(row).iter().map(|demand| format!(" under {}", demand.in_words()));
        let cuts = what.cuts(row).into_iter().map(|cut| {
            let under: Vec<String> = cut.demands.iter().map(|demand| format!(" where {}", demand.in_words())).collect();
            let under = under.concat();
            format!(" but {}{under}", cut.scope.map_or_else(|| "the boundary".to_owned(), |scope| scope.in_words()))
        });
        [words].into_iter().chain(under).chain(cuts).collect()
    };
    what.rows().iter().map(row).collect()
}

fn of_user(world: &World, name: &str) -> Vec<String> {
    let id = world.account.user_named(name).unwrap().id;
    rows(&what_can(&world.account, &Whose::Asker(Asker::User(id)), &Progress::default()).unwrap())
}

fn world() -> World {
    let mut world = World::fresh();
    let tags = Some(vec![Tag { key: "team".into(), value: "blue".into() }]);
    world.change(CreateUser { user_name: "uma".into(), tags, ..Default::default() });
    world
}

/// What a condition asks of the user is known: one that is never met grants nothing, one that always is leaves nothing open.
#[test]
fn what_conditions_ask_of_the_user_is_decided() {
    let mut world = world();
    let all = ["arn:aws:s3:::docs/*"];
    for (condition, met) in [
        (r#"{"StringEquals":{"aws:username":"uma"}}"#, true),
        (r#"{"StringEquals":{"aws:username":"kay"}}"#, false),
        (r#"{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"#, true),
        (r#"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#, false),
        (r#"{"Null":{"aws:PrincipalTag/rank":"true"}}"#, true),
        (r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/uma"}}"#, true),
        (r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}"#, false),
    ] {
        world.change(own("uma", &format!(r#"{{"Effect":"Allow",{GET},"Condition":{condition}}}"#)));
        assert_eq!(of_user(&world, "uma"), if met { &all[..] } else { &[] }, "allowed if {condition}");
        let deny = format!(r#"{{"Effect":"Allow",{GET}}},{{"Effect":"Deny",{GET},"Condition":{condition}}}"#);
        world.change(own("uma", &deny));
        assert_eq!(of_user(&world, "uma"), if met { &[] } else { &all[..] }, "denied if {condition}");
    }
    let mixed = r#"{"StringEquals":{"aws:username":"uma"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#;
    world.change(own("uma", &format!(r#"{{"Effect":"Allow",{GET},"Condition":{mixed}}}"#)));
    assert_eq!(of_user(&world, "uma"), ["arn:aws:s3:::docs/* under Bool aws:MultiFactorAuthPresent true"]);
}

#[test]
fn what_the_boundary_asks_of_the_user_is_decided() {
    let mut world = world();
    world.change(own("uma", &format!(r#"{{"Effect":"Allow",{GET}}}"#)));
    for (operator, left) in [("StringEquals", &["arn:aws:s3:::docs/*"][..]), ("StringNotEquals", &[])] {
        let policy_name = format!("limit-{operator}");
        let permissions_boundary = format!("arn:aws:iam::{}:policy/{policy_name}", world.account.id());
        let bound = format!(r#"{{"Effect":"Allow",{GET},"Condition":{{"{operator}":{{"aws:username":"uma"}}}}}}"#);
        world.change(CreatePolicy { policy_name, policy_document: document(&bound), ..Default::default() });
        world.change(PutUserPermissionsBoundary { user_name: "uma".into(), permissions_boundary });
        assert_eq!(of_user(&world, "uma"), left, "{operator}");
    }
}

/// A session of a role has the role's ARN and no user's name, and may have other tags than the role where they may be passed.
#[test]
fn of_a_role_all_is_decided_but_what_a_session_may_bring() {
    let mut world = world();
    let trust = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    world.change(CreateRole { role_name: "web".into(), assume_role_policy_document: document(trust), ..Default::default() });
    let id = world.account.role_named("web").unwrap().id;
    let mut told = |condition: &str| {
        let policy_document = document(&format!(r#"{{"Effect":"Allow",{GET},"Condition":{condition}}}"#));
        world.change(PutRolePolicy { role_name: "web".into(), policy_name: "own".into(), policy_document });
        let asker = Asker::RoleSession { role: id, session: "s".into() };
        rows(&what_can(&world.account, &Whose::Asker(asker), &Progress::default()).unwrap())
    };
    let all = "arn:aws:s3:::docs/*";
    assert_eq!(told(r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/web"}}"#), [all]);
    assert_eq!(told(r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/other"}}"#), Vec::<String>::new());
    assert_eq!(told(r#"{"StringEquals":{"aws:username":"web"}}"#), Vec::<String>::new());
    let team = r#"{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"#;
    assert_eq!(told(team), Vec::<String>::new(), "the trust policy lets no tags be passed");
    let passing = trust.replace(r#""sts:AssumeRole""#, r#"["sts:AssumeRole","sts:TagSession"]"#);
    world.change(UpdateAssumeRolePolicy { role_name: "web".into(), policy_document: document(&passing) });
    let asker = Asker::RoleSession { role: id, session: "s".into() };
    let row = rows(&what_can(&world.account, &Whose::Asker(asker), &Progress::default()).unwrap());
    assert_eq!(row, [format!("{all} under StringEquals aws:PrincipalTag/team blue")]);
}

/// A resource with a variable that has no value for who asks names nothing; left out of a `NotResource`, it leaves nothing out.
#[test]
fn a_variable_without_a_value_names_nothing() {
    let mut world = world();
    let on = |effect: &str, element: &str, key: &str| {
        format!(r#"{{"Effect":"{effect}","Action":"s3:GetObject","{element}":"arn:aws:s3:::docs/${{{key}}}/*"}}"#)
    };
    for (key, named) in [("aws:PrincipalTag/rank", false), ("aws:PrincipalTag/team", true), ("aws:PrincipalTag/rank, 'none'", true)] {
        world.change(own("uma", &on("Allow", "Resource", key)));
        assert_eq!(of_user(&world, "uma").len(), usize::from(named), "{key}");
        world.change(own("uma", &on("Allow", "NotResource", key)));
        assert_eq!(of_user(&world, "uma").len(), 1, "{key}");
        world.change(own("uma", &format!(r#"{{"Effect":"Allow",{GET}}},{}"#, on("Deny", "Resource", key))));
        assert_eq!(of_user(&world, "uma")[0].contains("but"), named, "{key}");
    }
}
