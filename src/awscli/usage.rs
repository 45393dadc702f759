//! What the AWS CLI answers by itself, before any service is asked: words that make no call.

use std::fmt;

use crate::account::display::visible;

/// More of a word than this is not quoted back.
const LONGEST_QUOTE: usize = 200;

/// The lines that stand below an error in the words' order.
const USAGE: &str = "usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
";

/// Words that make no call. Displays as the AWS CLI prints it behind `aws: [ERROR]: `; nothing in it steers a terminal, and
/// no secret is quoted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UsageError {
    /// What is wrong, in the AWS CLI's words and, where it helps, with the right spelling.
    pub message: String,
    /// The AWS CLI's exit code: 252 for words that make no call, 255 where it stumbles later, as over a query that doesn't
    /// fit the answer.
    pub exit_code: u8,
    shows_usage: bool,
}

impl UsageError {
    /// Words that are misplaced, missing or none of those that may stand there.
    pub(super) fn syntax(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 252, shows_usage: true }
    }

    /// Anything else that is wrong with the words.
    pub fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 252, shows_usage: false }
    }

    /// An option's value that can't be read.
    pub(super) fn value(option: &str, why: impl fmt::Display) -> Self {
        Self::plain(format!("Error parsing parameter '{option}': {why}"))
    }

    /// A word that is none of the choices.
    pub(super) fn choice(argument: &str, word: &str, near: &[String]) -> Self {
        Self::syntax(format!("argument {argument}: Found invalid choice '{}'", quoted(word))).maybe_meant(near)
    }

    /// What the AWS CLI stumbles over without having checked it: a query that doesn't fit the answer, a time that is none.
    pub(super) fn stumble(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 255, shows_usage: false }
    }

    /// Adds what may have been meant.
    pub(super) fn maybe_meant(mut self, near: &[String]) -> Self {
        if !near.is_empty() {
            self.message.push_str("\n\nMaybe you meant:\n");
            for name in near {
                self.message.push_str("\n  * ");
                self.message.push_str(name);
            }
        }
        self
    }

    /// Adds a sentence that the AWS CLI doesn't have.
    pub(super) fn hint(mut self, hint: &str) -> Self {
        self.message.push_str("\n\n");
        self.message.push_str(hint);
        self
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exit_code == 252 {
            f.write_str("An error occurred (ParamValidation): ")?;
        }
        f.write_str(&self.message)?;
        if self.shows_usage { write!(f, "\n\n{USAGE}") } else { Ok(()) }
    }
}

impl std::error::Error for UsageError {}

/// A typed word, fit to be quoted in a message.
pub(super) fn quoted(word: &str) -> String {
    let mut short: String = word.chars().take(LONGEST_QUOTE).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    visible(&short)
}
