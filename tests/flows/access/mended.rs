//! Denials of every layer, each asked about and mended within the console, by a change that it tells.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::operation::*;
use iam_console::theme::Ground;

const OBJECT: &str = "arn:aws:s3:::reports/q1";
const READ: &str = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#;

fn document(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

/// A user with an inline policy.
fn user(world: &mut World, name: &str, statements: &str) {
    world.user(name);
    world.change(PutUserPolicy { user_name: name.into(), policy_name: "own".into(), policy_document: document(statements) });
}

/// A denial: who asks for what, the change that is followed, and by which keys.
struct Denial {
    who: String,
    action: &'static str,
    resource: String,
    way: &'static str,
    keys: &'static str,
}

fn denial(who: impl Into<String>, way: &'static str, keys: &'static str) -> Denial {
    Denial { who: who.into(), action: "s3:GetObject", resource: OBJECT.into(), way, keys }
}

/// In the editor, which has the change in it: a last look, and saved.
const SAVED: &str = "<enter><ctrl-s><ctrl-s>";
/// In a dialog: its button.
const DONE: &str = "<enter><tab><enter>";

fn denials(world: &mut World) -> Vec<Denial> {
    let id = world.account.id().to_string();
    for bucket in ["reports", "shut"] {
        world.change(CreateBucket { bucket: bucket.into(), ..Default::default() });
    }
    world.user("nothing");
    user(world, "elsewhere", r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::reports"}"#);
    user(
        world,
        "office",
        &format!(
            r#"{READ},{{"Sid":"Office","Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"NotIpAddress":{{"aws:SourceIp":"198.51.100.0/24"}}}}}}"#
        ),
    );
    user(world, "coded", r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#);
    user(
        world,
        "tagged",
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}"#,
    );
    user(
        world,
        "marked",
        &format!(
            r#"{READ},{{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"StringLike":{{"aws:PrincipalTag/team":"*"}}}}}}"#
        ),
    );
    world.change(TagUser { user_name: "marked".into(), tags: vec![Tag { key: "team".into(), value: "red".into() }] });
    user(world, "member", READ);
    world.change(CreateGroup { group_name: "guarded".into(), ..Default::default() });
    world.change(AddUserToGroup { group_name: "guarded".into(), user_name: "member".into() });
    let never = r#"{"Sid":"Never","Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}"#;
    world.change(PutGroupPolicy { group_name: "guarded".into(), policy_name: "never".into(), policy_document: document(never) });
    user(world, "bounded", READ);
    let cap = document(r#"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#);
    world.change(CreatePolicy { policy_name: "cap".into(), policy_document: cap, ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{id}:policy/cap");
    world.change(PutUserPermissionsBoundary { user_name: "bounded".into(), permissions_boundary });
    user(world, "reader", &[READ, r#"{"Effect":"Allow","Action":["sts:*","kms:*"],"Resource":"*"}"#].join(","));
    let shut = r#"{"Sid":"Shut","Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::shut/*"}"#;
    world.change(PutBucketPolicy { bucket: "shut".into(), policy: document(shut) });
    let trust = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    world.change(CreateRole { role_name: "auditor".into(), assume_role_policy_document: document(trust), ..Default::default() });
    // The account is told of the key what it is, and may change its policy; no more is left to its own policies.
    let kept = format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":["kms:Describe*","kms:Get*","kms:PutKeyPolicy"],"Resource":"*"}}"#,
        world.account.root_arn()
    );
    world.change(CreateKey { policy: Some(document(&kept)), ..Default::default() });
    let key = world.account.resources(ResourceKind::Key).find_map(Entity::resource).unwrap();
    let key = world.account.resource_arn(&key);
    let of = |who: &str, action, resource: String, way| Denial { who: who.into(), action, resource, way, keys: SAVED };
    vec![
        denial("nothing", "▸ Give nothing an inline policy", DONE),
        denial("elsewhere", "▸ Add arn:aws:s3:::reports/q1", SAVED),
        denial("office", "▸ Add 203.0.113.10", SAVED),
        denial("coded", "▸ Take the condition Bool", SAVED),
        denial("tagged", "▸ Tag tagged so that", "<enter><tab><tab><enter>"),
        denial("marked", "▸ Remove the tag team of marked", DONE),
        denial("member", "▸ Remove member from the group", DONE),
        denial("bounded", "▸ Widen the permissions boundary", DONE),
        of("reader", "s3:GetObject", "arn:aws:s3:::shut/q1".into(), "▸ Leave arn:aws:iam"),
        of("reader", "sts:AssumeRole", format!("arn:aws:iam::{id}:role/auditor"), "▸ Let the trust policy allow"),
        of("reader", "kms:Decrypt", key, "▸ Let the key policy allow"),
        denial(format!("arn:aws:iam::{}:user/partner", world.account.partner_id()), "▸ Let the resource policy allow", SAVED),
        denial("cloudtrail.amazonaws.com", "▸ Let the resource policy allow", SAVED),
    ]
}

/// Goes to the change that begins so.
fn to_the_way(console: &mut Console, way: &str) {
    for _ in 0..24 {
        if console.screen().contains(&format!("▌ {way}")) {
            return;
        }
        console.keys("<down>");
    }
    panic!("{way} is not come to:\n{}", console.screen());
}

#[test]
fn a_denial_of_any_layer_is_mended_where_it_is_told() {
    let mut world = World::fresh();
    let denials = denials(&mut world);
    for (size, ground) in [((80, 24), Ground::Dark), ((120, 40), Ground::Light)] {
        for Denial { who, action, resource, way, keys } in &denials {
            let mut console = Console::on(world.account.clone(), Setup { size, ground, ..Setup::default() });
            console
                .keys(":access<enter>")
                .paste(who)
                .keys("<tab>")
                .paste(action)
                .keys("<tab>")
                .paste(resource)
                .keys("<enter>")
                .see("may not");
            // Keys that do nothing here lose nothing.
            console.keys("x<f7>").see("may not");
            to_the_way(&mut console, way);
            console.keys(keys).see("✔ allowed").miss("may not");
        }
    }
}

/// What a session was opened with is nobody's to change while it lasts: a denial says that another one is opened, and what is
/// allowed is revoked elsewhere.
#[test]
fn a_session_keeps_what_it_was_opened_with() {
    let mut world = World::fresh();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let caller = world.user("reader");
    let id = world.account.id().to_string();
    let assume = r#"{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}"#;
    world.change(PutUserPolicy { user_name: "reader".into(), policy_name: "own".into(), policy_document: document(assume) });
    let trust = format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{id}"}},"Action":"sts:AssumeRole"}}"#);
    world.change(CreateRole { role_name: "auditor".into(), assume_role_policy_document: document(&trust), ..Default::default() });
    let all = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
    world.change(PutRolePolicy { role_name: "auditor".into(), policy_name: "own".into(), policy_document: document(all) });
    let role_arn = format!("arn:aws:iam::{id}:role/auditor");
    let policy = Some(document(READ));
    world.run_as(&caller, AssumeRole { role_arn, role_session_name: "s1".into(), policy, ..Default::default() }).unwrap();
    let mut console = Console::on(world.account, Setup { size: (120, 40), ..Setup::default() });
    console.keys(":access<enter>role/auditor/s1<tab>s3:PutObject<tab>").paste(OBJECT).keys("<enter>").see("may not");
    to_the_way(&mut console, "▸ Pass a session policy");
    console.keys("<enter>").see("A session keeps the policies that it was opened with");
    console.keys(":access<enter>role/auditor/s1<tab>s3:GetObject<tab>").paste(OBJECT).keys("<enter>").see("✔ allowed");
    console.see("To revoke it").miss("Remove statement 1 of policy \"session policy\"").miss("Open another session");
}
