//! Root's credentials and MFA: deleting the keys, enrolling a device, losing it.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World, codes};
use iam_console::account::entity::Owner;
use iam_console::account::mfa::{Seed, step_at};
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use ratatui::style::Color;

/// The two codes that the device shows now and next, `later` steps on.
fn codes_of(console: &Console, device: &str, later: i64) -> [String; 2] {
    codes(console.open.account(), device, later).map(|code| code.reveal().to_owned())
}

#[test]
fn the_root_key_is_deactivated_first_and_then_deleted_by_its_name() {
    let mut console = Console::sized(160, 40);
    console.keys("<enter>").see("Root user").see("Active");
    console.keys("d").see("deactivate it first").see("t deactivates a key, then x deletes it");
    console.keys("t").see("Deactivate access key").keys("<enter>").miss("Deactivate access key");
    assert!(console.open.history().undoable().is_none(), "the safe choice is preselected");
    console.keys("t<right><enter>").see("Inactive");
    let key = console.open.account().access_keys_of(Owner::Root)[0].id;
    console.keys("x").see("Delete access key").keys("wrong<enter>").see("to confirm");
    console.keys("<ctrl-u>").keys(key.as_str()).keys("<enter>");
    assert!(console.open.account().access_keys_of(Owner::Root).is_empty());
    console.keys("<esc>").see("1 out of 5");
    console.keys("u").see("0 out of 5");
}

#[test]
fn a_device_is_enrolled_by_two_codes() {
    let mut console = Console::sized(160, 40);
    console.keys("<down><enter>").see("Device name").see("root-mfa");
    console.keys("<enter>").see("MFA code 1");
    let [first, second] = codes_of(&console, "root-mfa", 0);
    console.keys(&first).keys("<tab>").keys(&first).see("the first code again");
    console.keys("<ctrl-u>").keys(&second).keys("<enter>").see("MFA device assigned to the root user").see("Security credentials");
    assert_eq!(console.open.account().mfa_devices_of(Owner::Root).count(), 1);
    console.keys("<esc>").see("1 out of 5");
}

#[test]
fn wrong_codes_are_told_at_the_field() {
    let mut console = Console::sized(160, 40);
    console.keys("<down><enter><enter>");
    let [first, second] = codes_of(&console, "root-mfa", 0);
    let not_a_code = if first == "000000" || second == "000000" { "111111" } else { "000000" };
    console.keys(not_a_code).see("This is no code of this device");
    console.keys("<ctrl-u>").keys(&second).keys(&first).keys("<enter>").see("reverse order").keys("<up>");
    console.keys("<ctrl-u>1<enter>").see("A code has six digits");
}

#[test]
fn blanks_in_codes_are_for_the_eye_and_codes_can_be_pasted() {
    let mut console = Console::sized(160, 40);
    console.keys("<down><enter><enter>");
    let [first, second] = codes_of(&console, "root-mfa", 0);
    console.paste(&format!("{} {}", &first[..3], &first[3..])).paste(&second).keys("<enter>").see("MFA device assigned");
}

/// Whoever may make a device and not delete it is told that it stays.
#[test]
fn a_device_that_may_not_be_removed_again_stays() {
    let mut world = World::fresh();
    world.user("alice");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateVirtualMFADevice","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Make".into(), policy_document: policy_document.into() });
    let mut console = Console::on(world.account, Setup { size: (160, 40), ..Setup::default() });
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console.keys(":assign-mfa<enter><enter>").see("MFA code 1").keys("<esc>").see("stays, assigned to nobody").miss("removed again");
    console.see("iam:DeleteVirtualMFADevice").keys("D").see("May they?").see("iam:DeleteVirtualMFADevice");
    assert_eq!(console.open.account().mfa_devices().count(), 1);
}

#[test]
fn cancelling_leaves_no_device_behind() {
    let mut console = Console::sized(160, 40);
    console.keys("<down><enter><enter>").see("MFA code 1").keys("<esc>").see("is removed again");
    assert_eq!(console.open.account().mfa_devices().count(), 0);
    // Nor does going elsewhere and quitting from there.
    console.keys(":assign-mfa<enter><enter>").keys(":users<enter>");
    assert_eq!(console.open.account().mfa_devices().count(), 1, "one may come back to it");
    console.keys("<ctrl-c>");
    assert!(console.quit);
    assert_eq!(console.open.account().mfa_devices().count(), 0);
}

/// Nobody has enrolled the device: the program was killed before it could remove it.
#[test]
fn a_device_left_over_from_a_crash_is_replaced() {
    let mut world = World::fresh();
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "root-mfa".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (160, 40), ..Setup::default() });
    let seed = console.open.account().mfa_seed_of("root-mfa").cloned();
    assert!(seed.is_some());
    console.keys(":assign-mfa<enter><enter>").see("MFA code 1");
    assert_ne!(console.open.account().mfa_seed_of("root-mfa"), seed.as_ref());
}

/// Who may make a device, but neither assign nor delete one, leaves it behind: the next try says what is in the way.
#[test]
fn a_device_that_may_not_be_deleted_is_told_to_be_in_the_way() {
    let mut world = World::fresh();
    world.user("alice");
    let statement = r#"{"Effect":"Allow","Action":["iam:CreateVirtualMFADevice","iam:ListMFADevices"],"Resource":"*"}"#;
    let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#);
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "makes".into(), policy_document });
    world.change(ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (160, 40), ..Setup::default() });
    console.keys(":assign-mfa<enter><enter>").see("MFA code 1");
    let [first, second] = codes_of(&console, "alice", 0);
    console
        .keys(&first)
        .keys(&second)
        .keys("<enter>")
        .see("iam:EnableMFADevice")
        .keys("<esc><tab><enter>")
        .see("stays, assigned to nobody");
    assert_eq!(console.open.account().mfa_devices().count(), 1, "{}", console.screen());
    console.keys(":assign-mfa<enter><enter>").see("never assigned").see("Choose another name").miss("MFA code 1");
    console.see("iam:DeleteVirtualMFADevice").keys("<f12>").see("May they?").see("iam:DeleteVirtualMFADevice").keys("<esc>");
    console.keys("2<enter>").see("MFA code 1");
}

#[test]
fn a_phone_whose_clock_is_wrong_works_all_the_same_and_is_told() {
    let mut console = Console::sized(160, 40);
    console.keys("<down><enter><enter>");
    let [first, second] = codes_of(&console, "root-mfa", -20);
    console.keys(&first).keys(&second).keys("<enter>").see("the device's clock is 9 minutes behind");
}

#[test]
fn the_key_as_text_is_one_key_away_at_every_size() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 16)] {
        let mut console = Console::sized(columns, rows);
        console.keys(":assign-mfa<enter><enter>k");
        let seed = console.open.account().mfa_seed_of("root-mfa").unwrap().seed.reveal().to_owned();
        for group in 0..16 {
            let group = &seed[4 * group..4 * group + 4];
            console.see(group);
        }
        console.see("MFA code 1").see("MFA code 2");
        console.keys("y");
        assert_eq!(console.copied[0], seed);
    }
}

#[test]
fn the_practice_authenticator_shows_what_an_app_would() {
    let mut console = Console::sized(160, 40);
    console.keys(":authenticator<enter>").see("no MFA device yet");
    console.keys("a<enter>");
    let seed = Seed::read(&console.open.account().mfa_seed_of("root-mfa").unwrap().seed).unwrap();
    let code = seed.code(step_at(console.now));
    let shown = format!("{} {}", &code[..3], &code[3..]);
    console.miss(&shown).keys("a").see(&shown);
    let [first, second] = codes_of(&console, "root-mfa", 0);
    console.keys(&first).keys(&second).keys("<enter>").keys(":authenticator<enter>").see(&shown).see("root user").keys("y");
    assert_eq!(console.copied[0], code);
}

#[test]
fn a_lost_phone_is_handled_where_one_looks_for_it() {
    let mut console = Console::sized(160, 40);
    console.keys(":assign-mfa<enter><enter>");
    let [first, second] = codes_of(&console, "root-mfa", 0);
    console.keys(&first).keys(&second).keys("<enter>").see("root-mfa");
    // Resync with used codes is refused, with new ones it works.
    console.keys("<up><up><up>r").see("Resync");
    console.keys(&first).keys("<tab>").keys(&second).keys("<enter>").see("used already").keys("<esc>");
    let [third, fourth] = codes_of(&console, "root-mfa", 2);
    console.keys("r").keys(&third).keys("<tab>").keys(&fourth).keys("<enter>").see("Resynced");
    console.keys("x").see("Remove").keys("<right><enter>").see("No MFA device");
    assert_eq!(console.open.account().mfa_devices().count(), 0);
    console.keys("u");
    assert_eq!(console.open.account().mfa_devices_of(Owner::Root).count(), 1);
}

#[test]
fn undoing_the_making_of_a_device_begins_the_wizard_anew() {
    let mut console = Console::sized(160, 40);
    console.keys(":assign-mfa<enter><enter>").see("MFA code 1").keys("u").see("Device name").miss("MFA code 1");
}

/// What a camera reads off the drawn cells, four dots a column and two rows a cell.
fn read_code(console: &Console) -> String {
    const SCALE: usize = 4;
    let buffer = console.buffer();
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(columns * SCALE, 2 * rows * SCALE, |x, y| {
        let (column, row) = (u16::try_from(x / SCALE).unwrap(), y / SCALE);
        let cell = &buffer[(column, u16::try_from(row / 2).unwrap())];
        let ink = if row % 2 == 1 && cell.symbol() == "▄" { cell.fg } else { cell.bg };
        if ink == Color::Indexed(231) { 255 } else { 0 }
    });
    let grids = picture.detect_grids();
    grids.iter().find_map(|grid| grid.decode().ok()).expect("a code").1
}

/// A console on 24 rows, where the QR code takes the screen for itself.
fn small() -> Console {
    let mut console = Console::sized(80, 24);
    console.keys(":assign-mfa<enter><enter>").see("then the codes");
    console
}

#[test]
fn the_code_on_a_small_screen_names_the_issuer_unless_the_name_is_long() {
    let console = small();
    let id = console.open.account().id().to_string();
    assert!(read_code(&console).starts_with(&format!("otpauth://totp/IAM%20practice:root-mfa@{id}?secret=")));
    let mut console = Console::sized(80, 24);
    // What is proposed gives way to what is typed, and stays where it is gone on with.
    console.keys(":assign-mfa<enter><end>-of-the-director<enter>").see("then the codes");
    assert!(read_code(&console).starts_with("otpauth://totp/root-mfa-of-the-director@"));
    console.resize(120, 36);
    assert!(read_code(&console).ends_with("&issuer=IAM%20practice"));
}

#[test]
fn keys_on_the_code_alone_do_what_is_seen() {
    let mut console = small();
    let [first, _] = codes_of(&console, "root-mfa", 0);
    console.keys("<enter>").see("MFA code 1").keys(&first);
    console.keys("v").see("then the codes").keys("<enter>").see("MFA code 1").miss("then the codes");
    console.keys("v<tab>").see("MFA code 1").keys("v<esc>").see("MFA code 1");
    console.keys("v<tab><tab>12").see(&first).see("12");
    console.keys("<esc>").see("Leave this page?").keys("<esc>").see("MFA code 1");
    console.keys("<esc><right><enter>").see("is removed again");
    assert_eq!(console.open.account().mfa_devices().count(), 0);
}

#[test]
fn both_codes_can_be_typed_in_a_row_with_tab_between_or_without() {
    for between in ["", "<tab>", "<enter>"] {
        let mut console = Console::sized(120, 36);
        console.keys(":assign-mfa<enter><enter>");
        let [first, second] = codes_of(&console, "root-mfa", 0);
        console.keys(&first).keys(between).keys(&second).keys("<enter>").see("MFA device assigned");
        let [third, fourth] = codes_of(&console, "root-mfa", 2);
        console.keys("<up><up><up>r").keys(&third).keys(between).keys(&fourth).keys("<enter>").see("Resynced");
    }
}

#[test]
fn a_code_takes_no_more_than_six_digits() {
    let mut console = Console::sized(120, 36);
    console.keys(":assign-mfa<enter><enter>");
    let [first, second] = codes_of(&console, "root-mfa", 0);
    console.keys(&first).keys(&second).keys("99").miss(&format!("{second}9")).keys("<enter>").see("MFA device assigned");
}
