//! Lists: fetched page by page, cut, gone on with, asked and printed for scripts.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use iam_console::account::operation::*;
use serde_json::{Value as Json, json};

use super::common::World;
use super::{read, refused, user};

/// An account with 25 users in a group, and a policy on users and groups.
fn crowded() -> World {
    let mut world = World::fresh();
    let policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
    world.change(CreateGroup { group_name: "All".into(), path: None });
    world.change(AttachGroupPolicy { group_name: "All".into(), policy_arn: policy_arn.clone() });
    for number in 0..25 {
        let user_name = format!("user-{number:02}");
        world.change(user(&user_name));
        world.change(AddUserToGroup { group_name: "All".into(), user_name: user_name.clone() });
        if number < 5 {
            world.change(AttachUserPolicy { user_name, policy_arn: policy_arn.clone() });
        }
    }
    world
}

fn answer(world: &mut World, line: &str) -> String {
    let invocation = read(line).unwrap();
    let answer = invocation.run(|operation| world.run(operation.clone())).unwrap();
    answer.print(&invocation.output).unwrap().unwrap_or_default()
}

fn json_answer(world: &mut World, line: &str) -> Json {
    serde_json::from_str(&answer(world, line)).unwrap()
}

fn names(answer: &Json, key: &str) -> Vec<String> {
    answer[key].as_array().unwrap().iter().map(|user| user["UserName"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn lists_are_put_together_from_their_pages() {
    let mut world = crowded();
    let whole = json_answer(&mut world, "iam list-users");
    assert_eq!(names(&whole, "Users").len(), 25);
    assert_eq!(whole.as_object().unwrap().keys().collect::<Vec<_>>(), ["Users"]);
    for size in [1, 7, 24, 25, 26] {
        assert_eq!(json_answer(&mut world, &format!("iam list-users --page-size {size}")), whole, "{size}");
    }
    let group = json_answer(&mut world, "iam get-group --group-name All --page-size 4");
    assert_eq!(group.as_object().unwrap().keys().collect::<Vec<_>>(), ["Users", "Group"], "what is no list comes behind the lists");
    assert_eq!(group["Users"].as_array().unwrap().len(), 25);

    let mut calls = 0;
    let invocation = read("iam list-users --page-size 10").unwrap();
    let run = invocation.run(|operation| {
        calls += 1;
        world.run(operation.clone())
    });
    run.unwrap();
    assert_eq!(calls, 3);
}

#[test]
fn a_list_that_was_cut_goes_on_where_it_was_cut() {
    let mut world = crowded();
    let whole = names(&json_answer(&mut world, "iam list-users"), "Users");
    for (most, size) in [(1, 1), (3, 10), (5, 5), (10, 3), (25, 4), (26, 4), (24, 100)] {
        let mut seen = Vec::new();
        let mut start = String::new();
        loop {
            let page = json_answer(&mut world, &format!("iam list-users --max-items {most} --page-size {size} {start}"));
            let users = names(&page, "Users");
            assert!(users.len() <= most);
            seen.extend(users);
            let Some(token) = page.get("NextToken") else { break };
            start = format!("--starting-token {}", token.as_str().unwrap());
        }
        assert_eq!(seen, whole, "{most} of pages of {size}");
    }
    // The token of the AWS CLI's own documentation.
    let cut = json_answer(&mut world, "iam list-users --max-items 2");
    assert_eq!(cut["NextToken"], "eyJNYXJrZXIiOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==");
}

#[test]
fn only_the_first_of_several_lists_is_cut() {
    let mut world = crowded();
    let entities = "iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess";
    let whole = json_answer(&mut world, entities);
    assert_eq!(whole.as_object().unwrap().keys().collect::<Vec<_>>(), ["PolicyGroups", "PolicyUsers", "PolicyRoles"]);
    let counts = |answer: &Json| ["PolicyGroups", "PolicyUsers"].map(|list| answer[list].as_array().unwrap().len());
    assert_eq!(counts(&whole), [1, 5]);
    world.change(CreateGroup { group_name: "Some".into(), path: None });
    world.change(AttachGroupPolicy { group_name: "Some".into(), policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() });
    let cut = json_answer(&mut world, &format!("{entities} --max-items 1"));
    assert_eq!(counts(&cut), [1, 5], "the users are not counted");
    let rest = json_answer(&mut world, &format!("{entities} --max-items 1 --starting-token {}", cut["NextToken"].as_str().unwrap()));
    assert_eq!(counts(&rest), [1, 0], "the users were shown");
    assert_eq!(rest.get("NextToken"), None);
}

#[test]
fn a_token_at_a_page_s_beginning_takes_its_other_lists_for_shown() {
    let mut world = crowded();
    let entities = "iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess --page-size 1";
    let cut = json_answer(&mut world, &format!("{entities} --max-items 1"));
    assert_eq!(cut["PolicyGroups"].as_array().unwrap().len(), 1);
    let rest = json_answer(&mut world, &format!("{entities} --starting-token {}", cut["NextToken"].as_str().unwrap()));
    assert_eq!(rest["PolicyUsers"].as_array().unwrap().len(), 4, "as botocore has it, though the page's user was not shown");
}

#[test]
fn how_many_below_one_is_as_odd_as_in_botocore() {
    let mut world = crowded();
    for (most, page_size, expected, token) in [
        (0, 10, 0, r#"{"Marker": null, "boto_truncate_amount": 0}"#),
        (-1, 10, 9, r#"{"Marker": null, "boto_truncate_amount": -1}"#),
        (-30, 10, 0, r#"{"Marker": null, "boto_truncate_amount": -30}"#),
    ] {
        let line = format!("iam list-users --max-items {most} --page-size {page_size}");
        let warning = read(&line).unwrap().warning().unwrap();
        assert_eq!(warning, "warning: Non-positive values for --max-items may result in undefined behavior.");
        let answer = json_answer(&mut world, &line);
        assert_eq!(names(&answer, "Users").len(), expected, "{line}");
        assert_eq!(BASE64_STANDARD.decode(answer["NextToken"].as_str().unwrap()).unwrap(), token.as_bytes(), "{line}");
    }
    let last = BASE64_STANDARD.encode(r#"{"Marker": null, "boto_truncate_amount": -1}"#);
    let answer = json_answer(&mut world, &format!("iam list-users --page-size 10 --starting-token {last}"));
    assert_eq!(names(&answer, "Users")[..2], ["user-09", "user-10"]);
    assert_eq!(read("iam list-users --max-items 1").unwrap().warning(), None);
    assert!(
        refused("iam list-users --no-paginate --max-items 0")
            .contains("Invalid value for parameter MaxItems, value: 0, valid min value: 1")
    );
}

#[test]
fn who_turns_the_pages_himself_sees_them_as_the_api_gives_them() {
    let mut world = crowded();
    let first = json_answer(&mut world, "iam list-users --no-paginate --max-items 10");
    assert_eq!(first.as_object().unwrap().keys().collect::<Vec<_>>(), ["Users", "IsTruncated", "Marker"]);
    assert_eq!((first["Users"].as_array().unwrap().len(), &first["IsTruncated"]), (10, &json!(true)));
    let marker = first["Marker"].as_str().unwrap();
    let second = json_answer(&mut world, &format!("iam list-users --max-items 10 --marker {marker}"));
    assert_eq!(second["Users"].as_array().unwrap().len(), 10);
    let invocation = read("iam list-users --starting-token nonsense").unwrap();
    let refusal = invocation.run(|operation| world.run(operation.clone())).unwrap_err();
    assert_eq!(refusal.member, Some("Marker"));
}

#[test]
fn queries_and_text_serve_scripts() {
    let mut world = crowded();
    assert_eq!(answer(&mut world, "iam list-users --query 'length(Users)'"), "25");
    assert_eq!(answer(&mut world, "iam list-users --query 'Users[0].UserName' --output text"), "user-00");
    assert_eq!(
        answer(&mut world, "iam list-users --max-items 3 --query 'Users[].UserName' --output text"),
        "user-00\tuser-01\tuser-02\nNone"
    );
    assert_eq!(
        answer(&mut world, "iam list-users --page-size 20 --query 'length(Users)' --output text"),
        "20\n5",
        "text is asked page by page"
    );
    assert_eq!(
        answer(&mut world, "iam list-groups-for-user --user-name user-00 --query 'Groups[].[GroupName,Path]' --output text"),
        "All\t/"
    );
    let group = world.account.group_named("All").unwrap().id;
    let (account, date) = (world.account.id(), "2026-11-23T21:14:05+00:00");
    assert_eq!(
        answer(&mut world, "iam list-groups --output text"),
        format!("GROUPS\tarn:aws:iam::{account}:group/All\t{date}\t{group}\tAll\t/")
    );
    assert_eq!(answer(&mut world, "iam get-group --group-name All --query Nothing"), "null");
    assert_eq!(answer(&mut world, "iam create-account-alias --account-alias acme"), "");
    assert_eq!(answer(&mut world, "iam list-account-aliases --output text"), "ACCOUNTALIASES\tacme");
    let failing = read("iam list-users --query 'length(Nothing)'").unwrap();
    let error = failing.run(|operation| world.run(operation.clone())).unwrap().print(&failing.output).unwrap_err();
    assert_eq!(error.exit_code, 255);
    assert!(refused("iam list-users --query 'Users['").starts_with("Bad value for --query Users[: "));
}
