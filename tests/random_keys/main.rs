//! Whatever is typed, pasted and clicked, in whatever window and however slow the store: nothing panics, nothing steers the
//! terminal, the account stays whole, and all of it can be taken back and made again.
//!
//! Every run does the same. `PROPTEST_CASES=5000 PROPTEST_RNG_SEED=7 cargo test --test random_keys` goes further.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod input;
mod line;
mod seen;
mod way_back;

use std::cell::RefCell;

use common::company::company;
use common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::entity::{Entity, EntityKey};
use input::{Input, input};
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestRunner};
use seen::Seen;

/// Cases of a test, unless the surroundings say otherwise.
const CASES: u32 = 64;
/// Keys that each of the two tests presses at least.
const KEYS: usize = 5_000;
/// Changes that are left to take back after them.
const CHANGES: usize = 60;

#[test]
fn on_the_account_of_a_company() {
    press(company, 1);
}

#[test]
fn on_a_new_account() {
    press(common::fresh, 2);
}

/// Presses keys on this account, case by case, and checks that they have reached everything that there is.
fn press(account: fn() -> Account, seed: u64) {
    let config = config(seed);
    let reached = RefCell::new(Seen::default());
    let inputs = proptest::collection::vec(input(), 10..50);
    let outcome = TestRunner::new(config).run(&inputs, |inputs| {
        run(account(), &inputs, &mut reached.borrow_mut());
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    reached.borrow().assert_everything(KEYS, CHANGES);
}

fn config(seed: u64) -> Config {
    let asked = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { CASES };
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(seed) } else { asked.rng_seed };
    let regressions = FileFailurePersistence::Direct("tests/random_keys/main.proptest-regressions");
    Config { cases, rng_seed, failure_persistence: Some(Box::new(regressions)), ..asked }
}

/// One case.
fn run(account: Account, inputs: &[Input], seen: &mut Seen) {
    let mut console = Console::on(account, Setup::default());
    for input in inputs {
        seen.keys += input.perform(&mut console);
        assert_nothing_steers(&console);
        assert_asleep(&console);
        seen.note(&console);
        if console.quit {
            break;
        }
    }
    console.let_through();
    let account = console.open.account();
    assert_whole(account);
    assert_eq!(entities(&console.model.practice().unwrap().account), entities(account), "what is shown is what is stored");
    seen.changes += way_back::assert_leads_there_and_forth(&mut console.open);
}

/// What the account holds.
fn entities(account: &Account) -> Vec<(EntityKey, Entity)> {
    account.entities().map(|(key, entity)| (key.clone(), entity.clone())).collect()
}

/// The account rebuilt from its entities alone: fails where a reference is broken or a name taken twice.
fn assert_whole(account: &Account) {
    let rebuilt = Account::of(account.id(), account.quotas().clone(), account.entities().map(|(_, entity)| entity.clone()));
    assert_eq!(entities(&rebuilt.expect("whole")), entities(account));
}

/// No cell holds anything that a terminal would take for more than a sign to show.
fn assert_nothing_steers(console: &Console) {
    for cell in console.buffer().content() {
        let steers = cell.symbol().chars().any(is_control_or_format);
        assert!(!steers, "{:?} is on the screen:\n{}", cell.symbol(), console.screen());
    }
}

/// What a terminal might obey or reorder a line by: controls, and format characters as Unicode lists them.
fn is_control_or_format(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Who wants to be woken at a time that is over is woken again and again, and the console is never idle.
fn assert_asleep(console: &Console) {
    if let Some(at) = console.model.wake_at() {
        assert!(at > console.now, "woken at {at}, and it is {}:\n{}", console.now, console.screen());
    }
}
