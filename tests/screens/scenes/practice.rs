//! The settings, the list of practice accounts, and the page about decisions.

use super::Scene;
use crate::common::console::Console;
use crate::common::now;
use iam_console::app::route::ScreenId::{Accounts, Decisions, Settings};
use iam_console::store::{Listed, StoreError, Summary};
use jiff::ToSpan;

/// Opens the list of *before-exam*, *lab*, the open *practice*, and *torn*, which can't be opened.
fn accounts(console: &mut Console) {
    let listed = |name: &str, id: &str, days: i64, revision| {
        let summary = Summary { account_id: id.parse().unwrap(), created: now() - (24 * days).hours(), revision };
        Listed { name: name.into(), summary: Ok(summary) }
    };
    let open = console.open.account().id().to_string();
    let torn = Listed { name: "torn".into(), summary: Err(StoreError::NotAnAccount { path: "/home/dana/practice/torn".into() }) };
    console.accounts =
        vec![listed("before-exam", "111122223333", 9, 1234), listed("lab", "444455556666", 0, 3), listed("practice", &open, 120, 57), torn];
    console.keys(":accounts<enter>");
}

pub const SCENES: &[Scene] = &[
    Scene::new("settings", Settings, "settings", ""),
    Scene::new("settings_changed", Settings, "settings", "<tab><right><tab><space>"),
    Scene::new("settings_last_row", Settings, "settings", "<backtab>"),
    Scene::new("decisions", Decisions, "decisions", ""),
    Scene::new("decisions_further_down", Decisions, "help decisions", "<pgdn><pgdn>"),
    Scene::by("accounts", Accounts, accounts),
    Scene::new("accounts_looking", Accounts, "accounts", ""),
    Scene::by("accounts_broken", Accounts, |console| {
        accounts(console);
        console.keys("G<enter>");
    }),
    Scene::by("accounts_create", Accounts, |console| {
        accounts(console);
        console.keys("clab<enter>");
    }),
    Scene::by("accounts_copy", Accounts, |console| {
        accounts(console);
        console.keys("n");
    }),
    Scene::by("accounts_reset", Accounts, |console| {
        accounts(console);
        console.keys("r");
    }),
    Scene::by("accounts_delete", Accounts, |console| {
        accounts(console);
        console.keys("gd");
    }),
    Scene::by("accounts_empty_trash", Accounts, |console| {
        accounts(console);
        console.keys("t");
    }),
];
