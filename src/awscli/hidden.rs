//! What of a line that is being typed is not for other eyes.

use std::ops::Range;

use super::name::{operation_named, services};
use super::option::{CliOption, Sets, Takes, global_options, is_secret, operation_options};
use crate::account::operation::OperationSpec;
use crate::account::secret::MASK;

/// The operation's name stands at most so many words behind the service's: options may come between.
const FARTHEST: usize = 8;

/// The parts of a line, in bytes, that may hold a secret. Of an operation that takes one these are all words behind its name but
/// its options, and the values of those options that take none: a word behind a misspelt `--password` may be one.
pub fn hidden_parts(line: &str) -> Vec<Range<usize>> {
    let words = words(line);
    let services = services();
    let Some(service) = words.iter().position(|(_, word)| services.contains(word)) else { return Vec::new() };
    let name = words.get(service).map_or("", |(_, word)| word);
    let behind = words.get(service + 1..).unwrap_or_default();
    let found = behind.iter().take(FARTHEST).enumerate().find_map(|(at, (_, word))| Some((at, operation_named(name, word)?)));
    match found {
        Some((at, spec)) if spec.members.iter().any(is_secret) => hidden_in(behind.get(at + 1..).unwrap_or_default(), Some(spec)),
        Some(_) => Vec::new(),
        // No operation yet, or a misspelt one.
        None => hidden_in(behind.get(1..).unwrap_or_default(), None),
    }
}

/// The line with a mask in the place of each part that may hold a secret.
pub fn hiding(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut from = 0;
    for part in hidden_parts(line) {
        shown.push_str(line.get(from..part.start).unwrap_or_default());
        shown.push_str(MASK);
        from = part.end;
    }
    shown + line.get(from..).unwrap_or_default()
}

/// The words of a line, each with where it begins.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut from = 0;
    let mut words = Vec::new();
    for part in line.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            words.push((from, word));
        }
        from += part.len();
    }
    words
}

fn hidden_in(words: &[(usize, &str)], spec: Option<&'static OperationSpec>) -> Vec<Range<usize>> {
    let options: Vec<CliOption> = global_options().into_iter().chain(spec.into_iter().flat_map(operation_options)).collect();
    let mut hidden = Vec::new();
    // How many of the words to come are values that may be seen.
    let mut open = 0;
    for (from, word) in words {
        let flag = word.split_once('=').map_or(*word, |(flag, _)| flag);
        let is_flag = flag.starts_with("--") && options.iter().any(|option| option.flag.starts_with(flag));
        if is_flag {
            open = options.iter().find(|option| option.flag == flag).map_or(0, open_values);
        }
        let shown = if is_flag { flag.len() } else { 0 };
        if shown < word.len() && open == 0 {
            hidden.push(from + shown..from + word.len());
        } else if shown < word.len() || !is_flag {
            open = open.saturating_sub(1);
        }
    }
    hidden
}

/// How many words behind an option may be seen.
fn open_values(option: &CliOption) -> usize {
    if matches!(option.sets, Sets::InputJson) || option.member().is_some_and(is_secret) {
        return 0;
    }
    match option.takes {
        Takes::Nothing => 0,
        Takes::One | Takes::Perhaps => 1,
        Takes::Several => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_secret_is_hidden_while_it_is_typed() {
        for (line, shown) in [
            (
                "aws iam create-login-profile --user-name alice --password Horse-9",
                "aws iam create-login-profile --user-name alice --password ********",
            ),
            (
                "aws iam create-login-profile --password=Horse-9 --user-name alice",
                "aws iam create-login-profile --password******** --user-name alice",
            ),
            ("aws iam create-login-profile --pasword Horse-9", "aws iam create-login-profile ******** ********"),
            ("aws iam create-login-profile --password 'Horse --9'", "aws iam create-login-profile --password ******** ********"),
            ("aws iam create-login-profil --password Horse-9", "aws iam create-login-profil ******** ********"),
            (
                "aws --output text iam change-password --old-password a --new-password b",
                "aws --output text iam change-password --old-password ******** --new-password ********",
            ),
            ("aws iam change-password --cli-input-json {\"x\":1}", "aws iam change-password --cli-input-json ********"),
            (
                "aws secretsmanager create-secret --name db --secret-string x --tags Key=a,Value=b Key=c,Value=d",
                "aws secretsmanager create-secret --name db --secret-string ******** --tags Key=a,Value=b Key=c,Value=d",
            ),
            (
                "aws iam create-login-profile --user-name alice extra --no-password-reset-required",
                "aws iam create-login-profile --user-name alice ******** --no-password-reset-required",
            ),
            ("aws iam create-user --user-name alice", "aws iam create-user --user-name alice"),
            ("aws iam create-lo", "aws iam create-lo"),
            ("aws", "aws"),
            ("", ""),
        ] {
            assert_eq!(hiding(line), shown, "{line}");
        }
    }

    #[test]
    fn every_secret_of_every_operation_is_hidden() {
        use super::super::name::{cli_name, cli_service};
        use crate::account::operation::OPERATIONS;
        for spec in OPERATIONS.iter().copied().filter(|spec| !matches!(spec.service, "signin" | "practice")) {
            for member in spec.members.iter().filter(|member| is_secret(member)) {
                let line = format!("aws {} {} --{} hunter2", cli_service(spec.service), cli_name(spec.name), cli_name(member.name));
                assert!(!hiding(&line).contains("hunter2"), "{line}");
            }
        }
    }
}
