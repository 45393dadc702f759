//! What can be typed wherever an account is open: commands of the AWS CLI, screens that are told, codes, undo and redo.

use jiff::Timestamp;

use super::operations::{Asked, line_of_aws, tell};
use super::sights::{self, Seen, Sight};
use super::signed_in::who;
use crate::access::{self, Question, given};
use crate::account::Account;
use crate::account::authorization::Credentials;
use crate::account::caller::Caller;
use crate::account::mfa::{Seed, step_at};
use crate::awscli::split_words;
use crate::cli::output::Trouble;
use crate::cli::simulate::{Paint, answer_in_words};
use crate::cli::talk::Talk;
use crate::store::{Done, Failure, OpenAccount, Revision};
use crate::training::check::{LookedUp, Made};

/// What can be typed wherever an account is open.
pub(super) const HELP: &str = "\
aws …: a command of the AWS CLI, as whoever is signed in
view SCREEN: what the console shows on a screen, as in: view dashboard, view users, view history; the name alone does, too
codes: the codes of the account's MFA devices, now and next
may WHO ACTION RESOURCE: whether somebody may do something, and why, as in: may user/alice s3:ListAllMyBuckets *; behind it may \
stand --mfa, for a session with MFA, and condition keys, as in aws:SourceIp=203.0.113.10
undo: takes the last change back; redo: makes it again; view history has the numbers for undo 3
who: who is signed in";

/// What a line turned out to be.
pub(super) enum Meant {
    /// These operations were asked for.
    Asked(Vec<Asked>),
    /// This screen was told.
    Seen(&'static str),
    /// It was told how this request is decided.
    Decided(LookedUp),
    /// Something else was told or done.
    Said,
    /// A word that means nothing everywhere.
    Nothing,
}

/// Does what a line says, if that is something that means the same everywhere.
///
/// # Errors
/// The store's, or the output can't be written.
pub(super) fn take(
    open: &mut OpenAccount,
    caller: &Caller,
    (tried, line): (Option<&Made>, &str),
    talk: &mut Talk<'_>,
) -> Result<Meant, Trouble> {
    // A day may have passed since the line before.
    open.show();
    let words: Vec<&str> = line.split_whitespace().collect();
    let said = |()| Meant::Said;
    match words[..] {
        ["aws", ..] => line_of_aws(open, caller, line, talk).map(Meant::Asked),
        ["codes"] | ["view", "codes"] => codes(open.account(), talk).map(said),
        ["view", "policies", word] => {
            let seen = Seen::new(open, caller, tried);
            sights::told(&seen, sights::policies_with(&seen, word)).iter().try_for_each(|line| talk.say_as_is(line)).map(said)
        }
        ["may", ..] => may(open.account(), line, talk),
        ["view", word] => view(open, caller, (tried, word), talk),
        ["view", ..] => talk.say(&format!("One types view and one of: {}.", sights::known())).map(said),
        [word] if sights::screen_named(word).is_some_and(sights::is_known) => view(open, caller, (tried, word), talk),
        ["who" | "whoami"] => talk.say(&who(open.account(), caller)).map(said),
        ["undo", ref number @ ..] => {
            back(open, (number, "undo"), talk, |open, revision| open.undo(caller, revision), "Taken back").map(said)
        }
        ["redo", ref number @ ..] => {
            back(open, (number, "redo"), talk, |open, revision| open.redo(caller, revision), "Made again").map(said)
        }
        _ => Ok(Meant::Nothing),
    }
}

/// How one asks whether somebody may do something.
const MAY: &str = "One types may WHO ACTION RESOURCE, as in: may user/alice s3:ListAllMyBuckets *; behind it may stand --mfa, and \
                   condition keys, as in aws:SourceIp=203.0.113.10.";

/// What `may` asks, as it is typed.
///
/// # Errors
/// What is wrong with it, in a sentence.
fn question(account: &Account, line: &str) -> Result<Question, String> {
    let words = split_words(line).ok_or("A quotation mark or a backslash at the end of the line has no other half.")?;
    let [_, who, action, resource, more @ ..] = words.as_slice() else { return Err(MAY.into()) };
    let (flags, keys): (Vec<&str>, Vec<&str>) = more.iter().map(String::as_str).partition(|word| *word == "--mfa");
    let credentials = Credentials::with(!flags.is_empty());
    let asked = account.asked_as(who, credentials, account.time_at(Timestamp::now())).map_err(|error| error.to_string())?;
    let question = Question::asked(asked, (action, resource)).map_err(|error| error.to_string())?;
    Question { given: given(keys)?, ..question }.aimed(account)
}

/// Asks what Access is asked: whether somebody may do something, and why. Nothing is done by it.
fn may(account: &Account, line: &str, talk: &mut Talk<'_>) -> Result<Meant, Trouble> {
    let answer = question(account, line)
        .and_then(|question| access::may(account, &question).map(|answer| (question, answer)).map_err(|error| error.to_string()));
    match answer {
        Ok((question, answer)) => {
            talk.say_as_is(&answer_in_words(account, &question, &answer, Paint::NONE))?;
            let (action, resource) = (question.action.text().to_owned(), question.resource.text().to_owned());
            Ok(Meant::Decided(LookedUp { who: Some(question.asker), action, resource }))
        }
        Err(why) => talk.say(&why).map(|()| Meant::Said),
    }
}

/// Tells what the console shows on a screen.
fn view(open: &mut OpenAccount, caller: &Caller, (tried, word): (Option<&Made>, &str), talk: &mut Talk<'_>) -> Result<Meant, Trouble> {
    let (name, sight) = match sights::sight(word) {
        Ok(found) => found,
        Err(why) => return talk.say(&why).map(|()| Meant::Said),
    };
    let (command, lines) = match sight {
        Sight::Lines(lines) => (None, lines),
        Sight::Made(command, lines) => (Some(command), lines),
    };
    if let Some(command) = command {
        let asked = line_of_aws(open, caller, command, talk)?;
        if asked.iter().any(|(_, refusal)| refusal.is_some()) {
            return Ok(Meant::Asked(asked));
        }
    }
    let seen = Seen::new(open, caller, tried);
    sights::told(&seen, lines(&seen)).iter().try_for_each(|line| talk.say_as_is(line))?;
    Ok(Meant::Seen(name))
}

/// The codes of the account's devices, as an authenticator app would show them.
fn codes(account: &Account, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    let now = Timestamp::now();
    let told = |name: &str| {
        let seed = account.mfa_seed_of(name).and_then(|seed| Seed::read(&seed.seed))?;
        let (code, left) = seed.code_at(now);
        // Who assigns a device needs two in a row.
        Some(format!("{name}: {code}, for {left} more seconds; then {}.", seed.code(step_at(now) + 1)))
    };
    let codes: Vec<String> = account.mfa_devices().filter_map(|device| told(&device.name)).collect();
    if codes.is_empty() {
        return talk.say("There is no MFA device in this account.");
    }
    codes.iter().try_for_each(|line| talk.say(line))
}

/// Takes a change back, or makes it again, and says which.
fn back(
    open: &mut OpenAccount,
    (number, word): (&[&str], &str),
    talk: &mut Talk<'_>,
    change: impl FnOnce(&mut OpenAccount, Option<Revision>) -> Result<Done, Failure>,
    done: &str,
) -> Result<(), Trouble> {
    let number = match number {
        [] => None,
        [number] if number.parse::<Revision>().is_ok() => number.parse().ok(),
        _ => return talk.say(&format!("One types {word}, or {word} and a number of the history.")),
    };
    let history = open.history();
    let next = if word == "undo" { history.undoable() } else { history.redoable() };
    let item = number.map_or(next, |number| history.item(number));
    let what = item.map(|item| history.sentence(item, open.account())).unwrap_or_default();
    match change(open, number) {
        Ok(_) => talk.say(&format!("{done}: {what}.")),
        Err(failure) => tell(failure, talk),
    }
}
