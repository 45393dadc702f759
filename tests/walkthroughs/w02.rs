//! *Lock the root*.

use iam_console::account::entity::Owner;

use crate::common::learner::{all_solved, answer, at_step, begun, code, done, nudged, told};

#[test]
fn w02_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("lock the");
    at_step(&mut console, "1 of 8", "Find root's keys").see("alt-a answer").keys("<enter>").see("Access keys  1 of 2");
    console.keys("<alt-a>").see("How many access keys").keys("1<enter>");
    told(&mut console, "✔ Right: 1");
    done(&mut console, "Find root's keys", "An access key lets programs sign requests");

    at_step(&mut console, "2 of 8", "Off, then gone").keys("x").see("deactivate it first").keys("t<right><enter>").see("Inactive");
    told(&mut console, "▲ Off, then gone to do");
    let key = console.open.account().access_keys_of(Owner::Root)[0].id;
    console.keys("x").keys(key.as_str()).keys("<enter>");
    done(&mut console, "Off, then gone", "deactivate, watch what fails, delete");

    at_step(&mut console, "3 of 8", "Begin with a device").keys(":dashboard<enter><enter>").see("Device name");
    console.keys("<ctrl-u>root-phone<enter>").see("Next code in");
    done(&mut console, "Begin with a device", "The QR code holds a secret that app and account now share.");

    let [first, second] = [0, 1].map(|later| code(&console, "root-phone", later));
    at_step(&mut console, "4 of 8", "Two codes in a row").keys(&first).keys(&second).keys("<enter>").see("MFA devices  1 of 8");
    done(&mut console, "Two codes in a row", "Two consecutive codes prove");

    at_step(&mut console, "5 of 8", "With a wrong code").keys("O<tab><enter>").see("Locked out?");
    console.keys("<f5>New-Root-Horse-1<tab>New-Root-Horse-1<enter>New-Root-Horse-1<enter>");
    console.see("Not signed in yet: a code is asked for").miss("Signed in as").keys("000000<enter>").see("information is incorrect");
    told(&mut console, "A question waits for your answer").keys("<alt-a>").see("Somebody looked over your shoulder");
    answer(&mut console, "a code counts once");
    done(&mut console, "With a wrong code", "Each code counts once.");

    at_step(&mut console, "6 of 8", "With the right code");
    console.keys(&second).keys("<enter>").see("information is incorrect");
    told(&mut console, "▲ the root user is not signed in with an MFA code").pass(31_000);
    console.keys("<f4>").see("root-phone").keys("[").see("MFA code");
    let fresh = code(&console, "root-phone", 1);
    console.keys(&fresh).keys("<enter>").see("root user ▲");
    done(&mut console, "With the right code", "the session remembers it");

    at_step(&mut console, "7 of 8", "What has MFA changed?").keys("<alt-a>").see("question 1 of 2").keys("2<enter>").see("question 2 of 2");
    answer(&mut console, "What it takes to sign in");
    done(&mut console, "What has MFA changed?", "✔ Question 1: Right: no ✔ Question 2: Right: What it takes to sign in as root");

    at_step(&mut console, "8 of 8", "Challenge: a spare").keys(":dashboard<enter>").see("2 out of 5");
    told(&mut console, "the root user has at least 2 MFA devices").keys(":security-credentials<enter>a<ctrl-u>root-spare<enter>");
    let [first, second] = [0, 1].map(|later| code(&console, "root-spare", later));
    console.keys(&first).keys(&second).keys("<enter>");
    done(&mut console, "Challenge: a spare", "Any code of any of its devices lets root in");
    all_solved(&mut console, "w02", 8);
}

#[test]
fn w02_answers_the_mistakes_that_people_make() {
    let mut console = begun("lock the");
    console.keys("<alt-a>0<enter>");
    told(&mut console, "✖ Not right: 0");
    nudged(&mut console, "Look again").keys("<alt-a>1<enter><alt-n>");

    at_step(&mut console, "2 of 8", "Off, then gone").keys(":security-credentials<enter>t<right><enter>");
    nudged(&mut console, "It can come back").keys("c").see("Create access key").keys("<esc><esc>u");
    let key = console.open.account().access_keys_of(Owner::Root)[0].id;
    console.keys(&format!(":aws iam delete-access-key --access-key-id {key}<enter><esc>"));
    nudged(&mut console, "Too quick")
        .keys("u:security-credentials<enter>")
        .see("Active")
        .keys("t<right><enter>x")
        .keys(key.as_str())
        .keys("<enter><alt-n>");

    at_step(&mut console, "3 of 8", "Begin with a device").keys(":assign-mfa<enter><enter><alt-n>");
    at_step(&mut console, "4 of 8", "Two codes in a row");
    let [first, second] = [0, 1].map(|later| code(&console, "root-mfa", later));
    console.keys(&first).keys(&first).see("This is the first").keys("<enter>");
    nudged(&mut console, "Those two did not fit").keys("<ctrl-u>").keys(&second).keys("<enter><alt-n>");

    at_step(&mut console, "5 of 8", "With a wrong code").keys("O<tab><enter>Not-the-password-1<enter>");
    nudged(&mut console, "That was the password").keys("<f5>New-Root-Horse-1<tab>New-Root-Horse-1<enter>").miss("information is incorrect");
    console.keys("New-Root-Horse-1<enter>000000<enter>");
    nudged(&mut console, "Now the question").keys("<alt-a>");
    answer(&mut console, "Until its 30 seconds");
    nudged(&mut console, "Single use").keys("<alt-a>");
    answer(&mut console, "a code counts once").keys("<alt-n>");

    at_step(&mut console, "6 of 8", "With the right code").pass(31_000);
    let fresh = code(&console, "root-mfa", 1);
    console.keys(&fresh).keys("<enter>").see("root user ▲").keys("<alt-n><alt-a>");
    answer(&mut console, "Yes");
    answer(&mut console, "Every page of the console");
    nudged(&mut console, "Nothing gained").keys("<alt-a>").see("Did permissions change?").keys("<esc>");
}
