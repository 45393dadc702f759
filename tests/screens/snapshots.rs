//! The pictures, compared with those that were looked at and found good: every scene at three sizes on a dark ground, and one
//! scene of each screen without colours. What is on a light ground differs from that in its inks alone.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::common::company::company;
use super::common::console::{Console, Setup};
use super::picture::{Inks, picture, styles};
use super::scenes::{SCENES, Scene, all};
use iam_console::app::message::Message;
use iam_console::screens::SCREENS;
use iam_console::theme::{Choice, Depth, Ground, Role, Theme};

/// Room for everything, the usual window, and the least that there must be.
pub const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 16)];

/// What the console is set up with unless a scene says otherwise.
fn dark() -> Theme {
    Theme::new(Choice::Auto, Ground::Dark, Depth::True)
}

/// Compares with the snapshot of this name.
fn compare(name: &str, picture: &str) {
    insta::with_settings!({snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, picture);
    });
}

/// Compares each of these and says at the end which differ.
fn compare_all(scenes: &[Scene]) {
    let differ: Vec<&str> = scenes
        .iter()
        .filter(|scene| {
            let pictures = SIZES.map(|size| picture(&scene.console(&Setup { size, ..Setup::default() }), &dark()));
            catch_unwind(AssertUnwindSafe(|| compare(scene.name, &pictures.join("\n")))).is_err()
        })
        .map(|scene| scene.name)
        .collect();
    assert!(differ.is_empty(), "these look different: {differ:#?}");
}

/// One test a part of the console, so that they run beside each other.
macro_rules! parts {
    ($($part:ident),* $(,)?) => {
        $(
            #[test]
            fn $part() {
                let (_, scenes) = SCENES.iter().find(|(part, _)| *part == stringify!($part)).unwrap();
                compare_all(scenes);
            }
        )*

        #[test]
        fn every_part_is_compared() {
            assert_eq!([$(stringify!($part)),*].as_slice(), SCENES.iter().map(|(part, _)| *part).collect::<Vec<_>>());
        }
    };
}

parts![
    dashboard,
    users,
    user,
    user_credentials,
    create_user,
    groups,
    create_group,
    providers,
    roles,
    create_role,
    access,
    policies,
    editor,
    account_settings,
    credentials,
    coach,
    credential_report,
    assign_mfa,
    simulator,
    history,
    identity,
    resources,
    practice,
    shell,
];

#[test]
fn every_screen_has_a_picture_and_every_picture_a_scene() {
    let shown: Vec<_> = all().map(|scene| scene.screen).collect();
    let without: Vec<_> = SCREENS.iter().map(|spec| spec.id).filter(|id| !shown.contains(id)).collect();
    assert!(without.is_empty(), "no scene shows {without:?}");

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens/snapshots");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kept: BTreeSet<String> = files.filter_map(|file| file.strip_suffix(".snap").map(str::to_owned)).collect();
    let scenes = all().map(|scene| scene.name).chain(["opening", "too_small", "palettes", "without_colours"]);
    assert_eq!(kept, scenes.map(str::to_owned).collect());
}

/// A scene of each screen: the first.
fn one_of_each_screen() -> impl Iterator<Item = &'static Scene> {
    SCREENS.iter().map(|spec| all().find(|scene| scene.screen == spec.id).unwrap())
}

/// The text and the look of a scene at 80×24 on a ground, with so many colours.
fn on(scene: &Scene, ground: Ground, depth: Depth) -> (String, String) {
    let console = scene.console(&Setup { size: (80, 24), ground, depth, ..Setup::default() });
    let inks = Inks::of(&Theme::new(Choice::Auto, ground, depth));
    (console.screen(), styles(console.buffer(), &console.scratch, &inks))
}

#[test]
fn a_light_ground_changes_the_inks_alone() {
    for scene in one_of_each_screen() {
        let dark = on(scene, Ground::Dark, Depth::True);
        assert_eq!(on(scene, Ground::Light, Depth::True), dark, "{}", scene.name);
    }
}

#[test]
fn without_colours_attributes_carry_the_look_and_the_text_is_the_same() {
    let mut looks = String::new();
    for scene in one_of_each_screen() {
        let (dark, _) = on(scene, Ground::Dark, Depth::True);
        let (text, look) = on(scene, Ground::Dark, Depth::None);
        assert_eq!(text, dark, "{}", scene.name);
        writeln!(looks, "{}\n{look}", scene.name).unwrap();
    }
    compare("without_colours", &looks);
}

/// Every role.
const ROLES: [Role; 16] = [
    Role::Text,
    Role::Quiet,
    Role::Title,
    Role::Accent,
    Role::Good,
    Role::Warning,
    Role::Bad,
    Role::Info,
    Role::Rule,
    Role::Brand,
    Role::BrandQuiet,
    Role::BrandMark,
    Role::BrandWarning,
    Role::Raised,
    Role::Field,
    Role::FieldFocused,
];

#[test]
fn the_inks_of_every_look() {
    let mut looks = String::new();
    for (choice, ground, depth) in [
        (Choice::Auto, Ground::Dark, Depth::True),
        (Choice::Auto, Ground::Light, Depth::True),
        (Choice::HighContrast, Ground::Dark, Depth::True),
        (Choice::HighContrast, Ground::Light, Depth::True),
        (Choice::Auto, Ground::Dark, Depth::Indexed),
        (Choice::Auto, Ground::Dark, Depth::Sixteen),
        (Choice::Auto, Ground::Light, Depth::Sixteen),
        (Choice::None, Ground::Dark, Depth::True),
    ] {
        let theme = Theme::new(choice, ground, depth);
        writeln!(looks, "{choice:?} on {ground:?}, {depth:?}").unwrap();
        for role in ROLES {
            let (style, selected) = (theme.style(role), theme.selected(role));
            writeln!(looks, "  {:<13} {style:?}\n  {:<13} {selected:?}", format!("{role:?}"), "  selected").unwrap();
        }
    }
    compare("palettes", &looks);
}

#[test]
fn before_the_account_is_open() {
    let pictures = SIZES.map(|size| {
        let mut console = Console::opening(company(), Setup { size, ..Setup::default() });
        console.send(Message::Woke);
        let at_once = console.screen();
        // What is typed now waits.
        console.now = console.now.checked_add(jiff::SignedDuration::from_millis(150)).unwrap();
        console.keys("m").miss("Go to");
        assert!(!at_once.contains("Opening"), "{at_once}");
        picture(&console, &dark())
    });
    compare("opening", &pictures.join("\n"));
}

#[test]
fn a_window_that_is_too_small_says_how_large_it_must_be() {
    let pictures = [(59, 16), (60, 15), (30, 8), (12, 3)].map(|size| {
        let mut console = Console::on(company(), Setup::default());
        console.resize(size.0, size.1);
        picture(&console, &dark())
    });
    compare("too_small", &pictures.join("\n"));
}
