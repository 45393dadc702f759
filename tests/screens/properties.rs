//! What holds for every scene at every size.

use super::common::console::{Console, Setup};
use super::scenes::{Scene, all};
use super::snapshots::SIZES;
use iam_console::app::route::ScreenId;
use iam_console::screens::SCREENS;
use iam_console::widgets::Hit;
use ratatui::style::Modifier;

/// Every scene at every size, set up so.
fn consoles(setup: &Setup) -> impl Iterator<Item = (&'static Scene, Console)> {
    let at_all_sizes = |scene: &'static Scene| SIZES.map(|size| (scene, scene.console(&Setup { size, ..setup.clone() })));
    all().flat_map(at_all_sizes)
}

/// A scene and its screen, for what is said when a test fails.
fn told(scene: &Scene, console: &Console) -> String {
    format!("{}:\n{}", scene.name, console.screen())
}

fn last_row(console: &Console) -> String {
    console.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn an_ascii_terminal_gets_nothing_else() {
    let setup = Setup { unicode: false, ..Setup::default() };
    for (scene, console) in consoles(&setup) {
        assert!(console.screen().is_ascii(), "{}", told(scene, &console));
    }
}

/// Question marks stand for letters that a name may have; the program's own signs have ASCII letters that mean as much.
#[test]
fn every_sign_has_an_ascii_letter() {
    let setup = Setup { unicode: false, ..Setup::default() };
    // Without a code to scan, the page where a device is assigned is laid out in another way.
    for (scene, console) in consoles(&setup).filter(|(scene, _)| scene.screen != ScreenId::AssignMfa) {
        let buffer = console.buffer();
        let unicode = scene.console(&Setup { size: (buffer.area.width, buffer.area.height), ..Setup::default() });
        for (sign, letter) in unicode.buffer().content().iter().zip(buffer.content()) {
            let (sign, letter) = (sign.symbol(), letter.symbol());
            let stands_for_it = if sign.is_ascii() { sign == letter } else { !letter.contains(['?', ' ']) };
            assert!(stands_for_it, "{letter:?} for {sign:?}, {}", told(scene, &console));
        }
    }
}

#[test]
fn the_way_to_all_keys_or_out_is_always_in_sight() {
    for (scene, console) in consoles(&Setup::default()) {
        let keys = last_row(&console);
        let shown = match console.model.overlay_count() {
            0 => keys.ends_with("? keys") || keys.ends_with("f1 keys"),
            _ => ["esc c", "esc later"].iter().any(|out| keys.contains(out)) || keys.ends_with("enter done"),
        };
        assert!(shown, "{}", told(scene, &console));
    }
}

/// Whatever else a screen of the usual width does: the key bar says how one leaves it.
#[test]
fn the_way_back_is_always_in_the_key_bar() {
    let is_usual = |console: &Console| console.model.overlay_count() == 0 && console.buffer().area.width >= 80;
    for (scene, console) in consoles(&Setup::default()).filter(|(_, console)| is_usual(console)) {
        // While nobody is signed in, nothing leads back from signing in.
        let is_signing_in = ["not signed in", "Sign in  to the practice console"].iter().all(|words| console.screen().contains(words));
        let is_top = is_signing_in || SCREENS.iter().any(|spec| spec.id == scene.screen && spec.parent.is_none());
        assert!(is_top || last_row(&console).contains(" esc "), "{}", told(scene, &console));
    }
}

#[test]
fn a_click_on_a_key_in_the_key_bar_presses_it() {
    for (scene, console) in consoles(&Setup::default()) {
        let area = console.buffer().area;
        let row = last_row(&console);
        let mut column = 0;
        for word in row.split("  ") {
            let at = column + word.chars().take_while(|letter| *letter == ' ').count();
            column += word.chars().count() + 2;
            let Some((key, _)) = word.trim().split_once(' ') else { continue };
            let hit = console.scratch.hit(u16::try_from(at).unwrap(), area.height - 1);
            let Some(Hit::Key(clicked)) = hit else { panic!("{key} answers no click: {}", told(scene, &console)) };
            assert_eq!(clicked.to_string(), key, "{}", told(scene, &console));
        }
    }
}

/// A letter of the page beside a frame would look like a part of what stands in it; a line that divides would not.
#[test]
fn beside_what_lies_over_a_screen_nothing_of_it_is_seen() {
    for (scene, console) in consoles(&Setup::default()).filter(|(_, console)| console.model.overlay_count() > 0) {
        let screen: Vec<Vec<char>> = console.screen().lines().map(|line| line.chars().collect()).collect();
        let Some(top) = screen.iter().position(|row| row.contains(&'┌')) else { continue };
        let at = |row: &[char], sign| row.iter().position(|letter| *letter == sign);
        let Some((left, right)) = at(&screen[top], '┌').zip(at(&screen[top], '┐')) else { panic!("{}", told(scene, &console)) };
        let height = screen[top..].iter().position(|row| row.get(left) == Some(&'└'));
        let Some(height) = height else { panic!("{}", told(scene, &console)) };
        for row in &screen[top..=top + height] {
            let beside = row[left.saturating_sub(2)..left].iter().chain(row.iter().skip(right + 1).take(2));
            assert!(beside.into_iter().all(|letter| [' ', '│'].contains(letter)), "{}", told(scene, &console));
        }
    }
}

/// The row that is marked as the one with the focus, and whether it is one of the buttons.
fn marked(console: &Console) -> Option<(usize, bool)> {
    let screen = console.screen();
    let marked = |line: &str| line.contains('▌') && (line.contains("Cancel"));
    let button = screen.lines().position(marked).map(|row| (row, true));
    button.or_else(|| screen.lines().position(|line| line.contains("│ ▌")).map(|row| (row, false)))
}

/// What is typed into a form is not thrown away by going on through it.
#[test]
fn the_fields_of_a_dialog_come_in_the_order_they_stand_in() {
    let mut walked = 0;
    for (scene, mut console) in consoles(&Setup::default()).filter(|(_, console)| console.model.overlay_count() > 0) {
        let Some((mut row, false)) = marked(&console) else { continue };
        walked += 1;
        for _ in 0..20 {
            console.keys("<tab>");
            let Some((next, is_button)) = marked(&console) else { break };
            if is_button {
                assert!(console.screen().lines().nth(next).is_some_and(|line| !line.contains("▌Cancel")), "{}", told(scene, &console));
                break;
            }
            // A form that is longer than its room moves along: its rows are no places in it.
            let is_moved = console.screen().contains('▐');
            assert!(next >= row || is_moved, "{}", told(scene, &console));
            row = next;
        }
    }
    assert!(walked > 20, "{walked}");
}

#[test]
fn the_cursor_stands_in_the_field_that_is_typed_in() {
    for (scene, console) in consoles(&Setup::default()) {
        let Some(cursor) = console.scratch.cursor() else { continue };
        // A text of several lines has no rule beneath it; the terminal's own cursor shows where one types.
        if scene.screen == ScreenId::EditPolicy {
            continue;
        }
        let cell = &console.buffer()[cursor];
        assert!(cell.modifier.contains(Modifier::UNDERLINED), "{}", told(scene, &console));
    }
}
