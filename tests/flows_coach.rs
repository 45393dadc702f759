//! The coach: a lesson is begun from its list, followed by keys through the real screens, and left.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::console::Console;
use iam_console::training::progress::{HintRung, Outcome};

/// A console in the lesson `w01`, begun from its list.
fn in_w01() -> Console {
    let mut console = Console::sized(120, 40);
    console.keys(":walkthroughs<enter>/meet<enter>b");
    console
}

#[test]
fn w01_is_begun_from_the_list_and_its_card_stands_beside_the_screen() {
    let mut console = in_w01();
    console.see("Meet the account  step 1 of 7").see("Count what is open").see("Security Status").see("lesson w01");
    console.see("A question waits for your answer");
}
