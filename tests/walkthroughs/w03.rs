//! *People and passwords*.

use iam_console::account::Account;
use iam_console::account::entity::Owner;
use jiff::ToSpan;

use crate::common::codes_at;
use crate::common::console::Console;
use crate::common::learner::{all_solved, at_step, begun, card, code, done, sign_in_as, told, try_on};

const PASSWORD: &str = "Blue-kettle-31-sings";

/// The id of bob's access key.
fn key_of_bob(account: &Account) -> String {
    let bob = account.user_named("bob").unwrap().id;
    account.access_keys_of(Owner::User(bob))[0].id.as_str().to_owned()
}

/// Signs in with what the administrator of this lesson has.
fn sign_in_as_pat(console: &mut Console) -> &mut Console {
    sign_in_as(console, "pat", PASSWORD).see("Dashboard")
}

#[test]
fn w03_is_gone_through_by_keys_to_its_end() {
    let mut console = begun("passwords");
    at_step(&mut console, "1 of 7", "A user of your own");
    told(&mut console, "▲ none of the users may iam:CreateUser yet");
    assert!(!card(&console).contains("bob may"), "it is not bob who is meant");
    console.keys(":create-user<enter>pat<tab><space><tab><right><tab>").keys(PASSWORD).keys("<tab><space><enter>").see("Set permissions");
    console.keys("<tab><tab>/administratoracc<enter><space><enter>").see("Review and create").keys("<enter>").see("Users › pat");
    console.keys("s<enter>").miss("Nobody has seen it");
    told(&mut console, "▲ pat has not signed in yet").keys("O<tab><enter>").see("Sign in as");
    sign_in_as_pat(&mut console);
    done(&mut console, "A user of your own", "An administrator is not root.");

    at_step(&mut console, "2 of 7", "A password policy").keys(":edit-password-policy<enter><right><tab><ctrl-u>14");
    told(&mut console, "the password policy asks for no symbol");
    console.keys("<tab><tab><tab><tab><space><tab><tab><tab><tab><space><enter><tab><enter>").see("the last 5 passwords");
    told(&mut console, "▲ the number of passwords remembered is 5").keys("e<tab><tab><tab><tab><tab><tab><tab><tab><tab><tab><ctrl-u>24");
    console.keys("<enter><tab><enter>");
    done(&mut console, "A password policy", "length helps most.");

    at_step(&mut console, "3 of 7", "Bob's old password").keys("<alt-a>").see("with Summer-24 now?").keys("1<enter>");
    told(&mut console, "You say: yes");
    sign_in_as(&mut console, "bob", "Summer-24");
    done(&mut console, "Bob's old password", "Rules of length and kind bind when a password is set");

    at_step(&mut console, "4 of 7", "A new one at next sign-in");
    sign_in_as_pat(&mut console).keys(":user bob<enter><right><right><right>").see("manage console access");
    console.keys("p<tab><tab><space><enter>").see("must be chosen at the next sign-in");
    told(&mut console, "▲ bob has not chosen a new password yet");
    sign_in_as(&mut console, "bob", "Summer-24").see("Change your password").see("· 14 to 128 characters");
    console.keys("Grey-otter-58-swims<tab>Grey-otter-58-swims<enter>");
    done(&mut console, "A new one at next sign-in", "makes the policy bind now");

    at_step(&mut console, "5 of 7", "MFA for yourself");
    sign_in_as_pat(&mut console).keys(":user pat<enter><right><right><right>a<enter>").see("MFA code 1");
    let [first, second] = [0, 1].map(|later| code(&console, "pat", later));
    console.keys(&first).keys(&second).keys("<enter>").see("Enabled with MFA");
    done(&mut console, "MFA for yourself", "so every person needs MFA");

    at_step(&mut console, "6 of 7", "What expires").keys("<alt-a>").see("Does the key stop as well?").keys("2<enter>");
    console
        .keys(":edit-password-policy<enter><tab><tab><tab><tab><tab><tab><space>")
        .see("Expires after days  90")
        .keys("<enter><tab><enter>");
    console.see("after 90 days").keys("t<down><down><tab>91d<enter>").see("The session as pat has ended.");
    // The clock goes on for the sign-in, too, and the password of pat has expired as well.
    // The form stands at her.
    console.keys(PASSWORD).keys("<enter>").see("Multi-factor authentication");
    let [code, _] = codes_at(console.open.account(), "pat", console.now + 60.seconds());
    console.keys(code.reveal()).keys("<enter>").see("Your password has expired");
    console.keys("Borrowed-Tent-77-x<tab>Borrowed-Tent-77-x<enter>").see("Dashboard");
    told(&mut console, "bob has not tried s3:GetObject");
    try_on(&mut console, "bob key", "reports", "getobj").see("month,revenue");
    done(&mut console, "What expires", "Expiry binds at once");

    at_step(&mut console, "7 of 7", "Challenge: a sound start").keys(":edit-password-policy<enter><tab><ctrl-u>16");
    console.keys("<tab><space><tab><space><tab><space><enter><tab><enter>").see("16 to 128 characters");
    told(&mut console, "▲ there is no user carol").keys(":create-user<enter>carol<tab><space><tab><right><tab>Borrowed-Umbrella-12");
    console.keys("<enter><enter><enter>s<enter>").see("Users › carol");
    told(&mut console, "▲ bob has one access key").keys(":user bob<enter><right><right><right><down>t<tab><enter>").see("Inactive");
    let key = key_of_bob(console.open.account());
    console.keys("x").keys(&key).keys("<enter>");
    done(&mut console, "Challenge: a sound start", "worth something only once");
    all_solved(&mut console, "w03", 7);
}
