//! Flows through the credential report.

use crate::common::company::company;
use crate::common::console::{Console, Setup};

fn console() -> Console {
    let mut console = Console::on(company(), Setup::default());
    console.keys(":credential-report<enter>").see("No report was made in this account yet.");
    console
}

#[test]
fn a_report_is_made_and_saved() {
    let mut console = console();
    console.keys("w").see("There is no report now. c makes one.");
    console.keys("c").see("Made the credential report").see("<root_account>").see("bob").see("Made just now");
    console.keys("w").see("Wrote status_reports_2026-11-23.csv.");
    let (name, contents) = console.saved.last().unwrap();
    assert_eq!(name, "status_reports_2026-11-23.csv");
    assert_eq!(contents, &console.open.account().credential_report().unwrap().content);
    assert_eq!(contents.lines().next().unwrap().split(',').count(), 22);
}

#[test]
fn a_report_is_kept_for_four_hours_of_the_practice_clock() {
    let mut console = console();
    console.keys("cc").see("is kept until it is 4 hours old");
    console.keys(":clock +4h<enter>").see("After 4 hours one has expired.").miss("<root_account>");
    console.keys("c").see("<root_account>").see("Made just now");
}

#[test]
fn its_lines_lead_to_whom_they_are_about() {
    let mut console = console();
    console.keys("c<enter>").see("Security credentials").keys("<esc>:credential-report<enter>/bob<enter><enter>").see("Users › bob");
}
