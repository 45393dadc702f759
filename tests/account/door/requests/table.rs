//! The table of requests, and what it leaves out.

use super::{decided, world, written};
use crate::door::filled;
use iam_console::account::operation::*;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The table: an operation a paragraph, a request a line.
fn table() -> String {
    let (world, alice, operations, given) = world();
    let mut table = String::new();
    for operation in &operations {
        let spec = operation.spec();
        writeln!(table, "{} {}", spec.service, spec.name).unwrap();
        for asked in world.account.requests_of(&alice, operation) {
            let keys: Vec<String> = asked.keys.iter().map(|(key, value)| format!("{key}={}", written(value))).collect();
            writeln!(table, "  {} on {}  {}", asked.action, asked.resource, keys.join(" ")).unwrap();
        }
    }
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    let ids = [(world.account.id().to_string(), "ACCOUNT"), (given.key, "KEY"), (given.instance, "INSTANCE")];
    ids.into_iter().fold(lines.join("\n"), |table, (id, name)| table.replace(&id, name)) + "\n"
}

/// The table as it is written down, to be read by people. `UPDATE_REQUESTS=1` writes it anew.
#[test]
fn the_table_of_requests_is_the_one_that_was_looked_at() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/account/door/requests.txt");
    let now = table();
    if std::env::var_os("UPDATE_REQUESTS").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let looked_at = fs::read_to_string(&path).unwrap();
    for (line, (is, was)) in now.lines().zip(looked_at.lines()).enumerate() {
        assert_eq!(is, was, "line {}", line + 1);
    }
    assert_eq!(now.lines().count(), looked_at.lines().count());
    for spec in decided() {
        let mut rows = looked_at.lines().skip_while(|line| *line != format!("{} {}", spec.service, spec.name));
        assert!(rows.next().is_some(), "{} has no row", spec.name);
        assert!(rows.next().is_some_and(|line| line.starts_with("  ")), "{} asks for nothing", spec.name);
    }
}

/// What the table leaves out is refused by nobody's policies: signing in and out, and what is the owner's alone. Only switching roles
/// is decided, as the `AssumeRole` that it is.
#[test]
fn what_the_table_leaves_out_no_policy_denies() {
    let (mut world, alice, _, given) = world();
    let account = world.account.id().to_string();
    for spec in OPERATIONS.iter().copied().filter(|spec| matches!(spec.service, "signin" | "practice")) {
        let operation = filled(spec, &account, &given).unwrap_or_else(|| panic!("{}", spec.name));
        let refusal = world.account.plan(&alice, &operation, &mut world.env).err();
        let denied = refusal.and_then(|refusal| refusal.denied).map(|denied| denied.action);
        assert_eq!(denied.as_deref(), (spec.id == "SwitchRole").then_some("sts:AssumeRole"), "{}", spec.name);
    }
}
