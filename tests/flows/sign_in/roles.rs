//! Switching to a role, and back.

use super::{attach, console, role, sign_in, world};
use crate::common::PASSWORD;
use iam_console::account::operation::*;

#[test]
fn a_role_takes_the_place_of_the_own_permissions_until_one_switches_back() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Auditor");
    role(&mut world, "Deployer");
    let mut console = console(world);
    console.keys(":switch-role<enter>").see("The root user can't switch roles.").keys("<esc>");
    sign_in(&mut console, PASSWORD)
        .keys(":switch-role<enter>")
        .see("Switch Role")
        .keys("Aud")
        .see("Auditor")
        .keys("<f3><tab>Checks<enter>");
    console.see("⇄ Checks (Auditor)   by alice   until ").keys("B").miss("⇄ Checks").see("alice");
    console.keys("B").see("You have not switched roles.");
    console
        .keys(":switch-role<enter>")
        .see("Role history")
        .keys("<backtab><backtab><right>")
        .see("Auditor")
        .keys("<enter>")
        .see("⇄ Checks");
    console.keys(":clock +2h<enter>").see("The session as").see("You are alice again.").miss("⇄ Checks");
    console.keys(":clock").see("Move the practice clock forward").keys(" +1d").see("enter moves the practice clock").keys("<esc>");
    console.keys(":clock -1d<enter>").see("forward only");
}

/// A display name that only begins as the role's own does not stand for it.
#[test]
fn the_roles_own_name_stands_beside_another() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Dev");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>").keys("Dev<f3><tab>Developer administrators<enter>");
    console.see("⇄ Developer administrators (Dev)").keys("B").keys(":switch-role<enter><tab>").see("Switch Role");
}

#[test]
fn a_denied_switch_says_why() {
    let mut world = world();
    role(&mut world, "Auditor");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>").miss("why…");
    // No name is offered to who may not list any.
    console.keys("<f3>").see("iam:ListRoles").miss("Auditor").keys("Auditor<enter>");
    console.see("Invalid information in one or more fields. Check your information or contact your administrator.");
    console.see("is not authorized to perform: sts:AssumeRole").see("f6 why…").keys("<f6>").see("Why you can't switch to Auditor");
    console.see("✖ Identity policies").see("A switch needs the role's trust policy").miss("✖ Trust policy").keys("<esc>");
    console.keys("<f12>").see("sts:AssumeRole").miss("Nothing was denied").keys("<esc>").see("Switch Role").see("Auditor");
    console.keys("x<f6>").see("Nothing was denied to you just now.").keys("<enter><f6>").see("There is no such role in this account.");
}

#[test]
fn a_switch_that_the_role_does_not_trust_says_so() {
    let mut world = world();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>app<enter>").see("Or there is no such role");
    console.keys("<f6>").see("✖ Trust policy").see("✔ Identity policies");
}

#[test]
fn a_switch_by_the_bare_name_tells_the_path() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Auditor");
    let id = world.account.id().to_string();
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{id}:root"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    world.change(CreateRole {
        role_name: "Reader".into(),
        path: Some("/team/".into()),
        assume_role_policy_document: trust,
        ..Default::default()
    });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD)
        .keys(":switch-role<enter>Reader<enter>")
        .see("There is no role Reader; one with its path is")
        .see("team/Reader.");
    console.miss("trust policy does not let").keys("<ctrl-u>Nobody<enter>").see("There is no role Nobody.");
}

#[test]
fn the_header_tells_who_switched_and_how_long_it_lasts() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Dev");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Dev<tab>Developer administrators<enter>");
    console.see("⇄ Developer administrators (Dev)   by alice   until");
    console.keys("B:switch-role<enter>Dev<enter>").see("⇄ Dev @ ").miss("(Dev)");
    console.resize(80, 24).see("until");
}
