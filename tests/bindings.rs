//! Keys: no key means two things in one place, every action has words, and the README's table is made from the bindings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;

use iam_console::app::binding::{Binding, COACH, DOCUMENT_HELP, FORM_HELP, LIST_HELP, SHELL};
use iam_console::app::coach::{Way, way_of};
use iam_console::app::route::ScreenId;
use iam_console::app::screen::ScreenSpec;
use iam_console::screens::SCREENS;
use iam_console::training::lesson::shipped;
use iam_console::widgets::{Key, code_editor};

/// What lists and documents take before the shell has a say.
const MOVING: [char; 7] = ['j', 'k', 'g', 'G', 's', 'S', ' '];

fn keys(bindings: &'static [Binding]) -> Vec<(Key, &'static str)> {
    bindings.iter().flat_map(|binding| binding.keys.iter().map(move |key| (*key, binding.label))).collect()
}

#[test]
fn no_key_means_two_things_in_one_place() {
    for spec in SCREENS {
        let mut seen: HashMap<Key, &str> = HashMap::new();
        // Esc closes on every screen, and enter and tab may be the screen's own.
        let shell = keys(SHELL).into_iter().chain(keys(COACH));
        for (key, label) in keys(spec.bindings).into_iter().chain(shell) {
            if let Some(other) = seen.insert(key, label) {
                panic!("{:?}: {key} means {other:?} and {label:?}", spec.id);
            }
        }
    }
}

#[test]
fn screens_leave_moving_to_their_lists() {
    // These have no list, so space, and beside a QR code k, are their own.
    let without_list = [ScreenId::Dashboard, ScreenId::Settings, ScreenId::AssignMfa, ScreenId::Sitting];
    for spec in SCREENS.iter().filter(|spec| !without_list.contains(&spec.id)) {
        for (key, label) in keys(spec.bindings) {
            let is_moving = key.typed().is_some_and(|letter| MOVING.contains(&letter));
            assert!(!is_moving, "{:?}: {key} ({label}) is for moving", spec.id);
        }
    }
}

#[test]
fn every_binding_has_words() {
    for binding in SCREENS.iter().flat_map(|spec| spec.bindings).chain(SHELL).chain(COACH) {
        assert!(!binding.keys.is_empty() && !binding.label.is_empty() && binding.about.len() > 8, "{binding:?}");
        assert!(!binding.label.ends_with('.') && !binding.about.ends_with('.'), "{binding:?}");
        assert!(binding.label.chars().count() <= 22, "{:?} is too long for the key bar", binding.label);
    }
}

#[test]
fn what_lessons_have_done_is_done_by_keys_that_there_are() {
    let mut astray = Vec::new();
    for lesson in shipped().flatten() {
        let challenge = lesson.challenge.iter().flat_map(|challenge| &challenge.solve);
        for line in lesson.steps.iter().flat_map(|step| &step.solve).chain(challenge).map(|line| line.text.as_str()) {
            let bindings = match way_of(line) {
                Some(Way::On(screen, _, action)) => SCREENS.iter().find(|spec| spec.id == screen).map(|spec| (spec.bindings, action)),
                Some(Way::Anywhere(action)) => Some((SHELL, action)),
                Some(Way::Coach(action)) => Some((COACH, action)),
                // A device is made on the way to its codes; whoever says as whom, or looks at a screen, presses no key.
                None if line.contains("create-virtual-mfa-device") || line.starts_with("as ") || line.starts_with("view ") => continue,
                None => None,
            };
            if !bindings.is_some_and(|(bindings, action)| bindings.iter().any(|binding| binding.action == action)) {
                astray.push(format!("{}: {line}", lesson.id));
            }
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn every_screen_can_be_named_and_has_a_way_up() {
    let mut names = HashMap::new();
    for spec in SCREENS {
        for name in spec.names {
            assert!(names.insert(name, spec.id).is_none(), "{name} names two screens");
        }
        let mut parent = spec.parent;
        let mut steps = 0;
        while let Some(id) = parent {
            parent = SCREENS.iter().find(|spec| spec.id == id).unwrap_or_else(|| panic!("{id:?} is in the table")).parent;
            steps += 1;
            assert!(steps < 5, "{:?} has no way up", spec.id);
        }
    }
}

/// How one gets to a screen: by its name, or from the list that its parent is.
fn place(spec: &ScreenSpec) -> String {
    let parent = || SCREENS.iter().find(|other| Some(other.id) == spec.parent).expect("a parent");
    spec.names.first().map_or_else(|| format!("One of {}", place(parent())), |name| format!("`:{name}`"))
}

/// The README's table of keys, as the bindings have it.
fn key_table() -> String {
    use std::fmt::Write as _;
    let mut table = String::from("| Where | Key | What it does |\n|---|---|---|\n");
    let mut rows = |place: &str, bindings: &[Binding]| {
        for (index, binding) in bindings.iter().enumerate() {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", key.to_string().replace('|', "\\|"))).collect();
            let place = if index == 0 { place } else { "" };
            writeln!(table, "| {place} | {} | {} |", keys.join(" "), binding.about).unwrap();
        }
    };
    rows("Everywhere", SHELL);
    rows("In a lesson", COACH);
    for spec in SCREENS {
        rows(&place(spec), spec.bindings);
    }
    for (place, help) in
        [("In lists", LIST_HELP), ("In forms", FORM_HELP), ("In documents", DOCUMENT_HELP), ("While writing", code_editor::KEYS)]
    {
        for (index, (keys, about)) in help.iter().enumerate() {
            let place = if index == 0 { place } else { "" };
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            writeln!(table, "| {place} | {} | {about} |", keys.join(" ")).unwrap();
        }
    }
    table
}

/// `UPDATE_README=1 cargo test --test bindings` writes the table.
#[test]
fn the_readme_has_the_keys_as_they_are() {
    const BEGIN: &str = "<!-- The table is made from the bindings: UPDATE_README=1 cargo test --test bindings -->\n";
    const END: &str = "<!-- The end of the table -->";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the beginning of the table");
    let (found, after) = rest.split_once(END).expect("the end of the table");
    let wanted = format!("\n{}\n", key_table());
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
    } else {
        assert!(found == wanted, "the README's table of keys is not up to date: UPDATE_README=1 cargo test --test bindings");
    }
}
