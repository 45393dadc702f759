//! What a line of a solution does, in words: for who has it done.

use jiff::Timestamp;

use crate::account::Account;
use crate::app::coach::Coach;
use crate::app::coach::card::answered::in_words;
use crate::training::stage::as_typed;

impl Coach {
    /// What a line of the solution of the step that is shown does: a command as it is typed, anything else in words.
    pub fn in_words(&self, line: &str, account: &Account, now: Timestamp) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        match *words {
            ["fails", ..] => {
                let refused = line.strip_prefix("fails ").unwrap_or(line);
                format!("{}  (to see it refused)", self.in_words(refused, account, now))
            }
            ["answer", ask, ref given @ ..] => {
                let asked = self.asks().iter().find(|asked| asked.id == ask);
                let given: Vec<String> = given.iter().map(|word| (*word).to_owned()).collect();
                let said = asked.map_or_else(|| given.join(" "), |asked| in_words(self, asked, &given));
                let of = if self.asks().len() > 1 { format!(" to the question {ask}") } else { String::new() };
                format!("The answer{of}: {said}.")
            }
            ["view", screen] => format!("A look at {screen}."),
            ["sign-out"] => "You are signed out.".into(),
            ["sign-in", who, ref rest @ ..] => {
                let code = if rest.iter().any(|word| word.starts_with("$code")) { ", with a code" } else { "" };
                format!("You are signed in as {}{code}.", named(who))
            }
            ["switch-role", role] => format!("You switch to the role {role}."),
            ["switch-back"] => "You switch back.".into(),
            ["change-password", ..] => "The password is changed.".into(),
            ["clock", by] => format!("The practice clock goes on by {}.", by.trim_start_matches('+')),
            ["as", who] => format!("As {}:", named(who)),
            ["quiz", ..] => "The questions are answered.".into(),
            ["try", "--as", who, action, resource, ..] => {
                let resource = as_typed(resource, account, now);
                format!("{} asks for {action} on {resource}.", named(&as_typed(who, account, now)))
            }
            _ => as_typed(line, account, now),
        }
    }
}

/// Somebody as lines name them, in words.
fn named(who: &str) -> String {
    match who.split_once('/') {
        Some((kind @ ("user" | "role" | "instance" | "function"), name)) => format!("the {kind} {name}"),
        Some(("key", of)) => format!("the access key {of}"),
        _ => who.to_owned(),
    }
}
