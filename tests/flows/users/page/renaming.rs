//! A user gets another name, and what goes by it.

use super::{holds, id, on_page_in, on_page_of, world};
use iam_console::account::operation::*;

#[test]
fn a_user_gets_another_name_and_keeps_the_rest() {
    let mut console = on_page_of("alice");
    let before = id(console.open.account(), "alice");
    console.keys("n").see("Rename user alice").see("policies that name the").see("old one stop matching.").see("user/team/alice");
    console.keys("<enter>").see("This is the name that the user has.");
    console.keys("!").see("Use letters, digits").keys("<ctrl-u><enter>").see("Enter a value.");
    console.keys("Bob<enter>").see("Names are unique without regard to case. There is bob already.").see("Rename user alice");
    console.keys("by").see(":user/team/Bobby").keys("<enter>").see("Renamed user alice to Bobby").see("Users › Bobby");
    assert_eq!(id(console.open.account(), "bobby"), before);
    assert_eq!(holds(&console, "Bobby").0, ["Developers"]);
    console.keys("u").see("Users › alice");
}

/// A policy names a user by more than the whole ARN: by a pattern beside the name, and by the name in a condition.
#[test]
fn a_rename_tells_all_policies_that_name_the_user() {
    let mut world = world();
    let put = |name: &str, statement: &str| PutGroupPolicy {
        group_name: "Ops".into(),
        policy_name: name.into(),
        policy_document: format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"iam:GetUser",{statement}}}}}"#),
    };
    world.change(put("pattern", r#""Resource":"arn:aws:iam::*:user/*/alice""#));
    world.change(put("condition", r#""Resource":"*","Condition":{"StringEquals":{"aws:username":"alice"}}"#));
    world.change(put("other", r#""Resource":"arn:aws:iam::*:user/team/bob""#));
    world.change(put("all", r#""Resource":"arn:aws:iam::*:user/*""#));
    let mut console = on_page_in(world, "alice");
    console
        .keys("n")
        .see("These name it, and fit the new name only if they are edited:")
        .see("inline policy pattern of")
        .see("inline policy condition of");
    console.miss("inline policy other").miss("inline policy all");
}

/// A variable follows the new name by itself: what is named after the old one is left behind.
#[test]
fn a_rename_tells_apart_what_goes_by_the_name_of_who_asks() {
    let mut world = world();
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "home".into(), policy_document: policy.into() });
    let mut console = on_page_in(world, "alice");
    console.keys("n").see("By ${aws:username} these name what bears the new name then").see("inline policy home of user alice");
    console.miss("only if they are edited");
}
