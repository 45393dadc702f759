//! The layers hold: each uses only what stands before it, and the core knows neither terminal nor store. And every wizard has its test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use iam_console::app::route::ScreenId;
use iam_console::screens::SCREENS;

/// A layer may use those before it, never those behind it.
const LAYERS: [&str; 13] =
    ["catalog", "policy", "account", "access", "awscli", "store", "training", "theme", "widgets", "app", "screens", "terminal", "cli"];

/// Layers that may use a crate; everyone else may not.
const CRATES: [(&str, &[&str]); 6] = [
    ("ratatui", &["theme", "widgets", "app", "terminal"]),
    ("crossterm", &["terminal"]),
    ("sled", &["store"]),
    ("clap", &["cli"]),
    ("png", &["cli"]),
    ("signal_hook", &["terminal"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Each source of a layer, with its text up to its own tests and without comments.
fn layered() -> Vec<(&'static str, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for layer in LAYERS {
        for path in sources(&root.join(layer)) {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            files.push((layer, path, code));
        }
    }
    assert!(files.len() > 100, "the sources are where they were");
    files
}

/// Whether code names a crate or module: as a path that begins with it.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
    })
}

#[test]
fn a_layer_uses_only_what_stands_before_it() {
    let mut wrong = Vec::new();
    for (layer, path, code) in layered() {
        let own = LAYERS.iter().position(|other| *other == layer).unwrap();
        for later in &LAYERS[own + 1..] {
            if names(&code, &format!("crate::{later}")) {
                wrong.push(format!("{} uses {later}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_are_used_where_they_belong() {
    let mut wrong = Vec::new();
    for (layer, path, code) in layered() {
        for (name, allowed) in CRATES {
            if !allowed.contains(&layer) && names(&code, &format!("{name}::")) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn cells_are_written_raw_only_where_the_symbols_are_constants() {
    for (_, path, code) in layered() {
        if !path.ends_with("widgets/qr.rs") {
            assert!(!code.contains("set_symbol"), "{}", path.display());
        }
        if !path.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/widgets")) {
            assert!(!code.contains("set_stringn") && !code.contains("Paragraph::new"), "{} draws around the canvas", path.display());
        }
    }
}

#[test]
fn folders_say_what_lives_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&root) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
    }
}

/// For every way of several steps, and every form that ends with a change, a test that goes it by keys: its file, and its name.
const WIZARDS: [(ScreenId, &str, &str); 9] = [
    (ScreenId::CreateUser, "flows/users/create/mod.rs", "a_user_without_anything_is_three_enters_and_one_undo_away"),
    (ScreenId::CreateGroup, "flows/groups.rs", "a_group_is_made_with_users_and_policies_at_once_and_undone_at_once"),
    (ScreenId::CreateRole, "flows/roles/create.rs", "the_ec2_use_case_makes_the_instance_profile_of_the_same_name"),
    (ScreenId::EditPolicy, "flows/policies/editor/mod.rs", "a_policy_is_written_named_and_created"),
    (ScreenId::EditPasswordPolicy, "flows/settings.rs", "a_policy_is_put_together_and_set"),
    (ScreenId::AssignMfa, "flows/mfa.rs", "a_device_is_enrolled_by_two_codes"),
    (ScreenId::SignIn, "flows/sign_in/mod.rs", "a_user_signs_in_and_out_and_the_header_says_who"),
    (ScreenId::SwitchRole, "flows/sign_in/roles.rs", "a_role_takes_the_place_of_the_own_permissions_until_one_switches_back"),
    (ScreenId::ChangePassword, "flows/sign_in/passwords.rs", "a_forced_change_comes_before_anything_else"),
];

#[test]
fn every_wizard_is_gone_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (screen, file, test) in WIZARDS {
        let text = fs::read_to_string(root.join("tests").join(file)).unwrap();
        assert!(text.contains(&format!("#[test]\nfn {test}()")), "{screen:?}: {file} has no test {test}");
    }
    // Forms that sign somebody in or out are no wizards to the shell, which lets them begin where nothing can be changed.
    let forms = [ScreenId::SignIn, ScreenId::SwitchRole, ScreenId::ChangePassword];
    for spec in SCREENS.iter().filter(|spec| spec.id.is_wizard() || forms.contains(&spec.id)) {
        assert!(WIZARDS.iter().any(|(screen, ..)| *screen == spec.id), "no test goes {:?}", spec.id);
    }
}
