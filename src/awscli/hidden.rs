//! What of a line that is being typed is not for other eyes.

use std::ops::Range;

use super::name::{operation_named, services};
use super::option::{CliOption, Sets, Takes, global_options, is_secret, operation_options};
use crate::account::operation::OPERATIONS;
use crate::account::secret::MASK;

/// A word of the line and where it begins.
type Word<'a> = (usize, &'a str);

/// The parts of a line, in bytes, that may hold a secret. Of an operation that takes one these are all words behind its service's
/// name but its own and its options, and the values of those options that take none: a word behind a misspelt `--password` may be
/// one. Where the operation is misspelt the same goes, and where the service is, the values of all options that take a secret
/// somewhere or are none.
pub fn hidden_parts(line: &str) -> Vec<Range<usize>> {
    let words = words(line);
    let globals = global_options();
    // The line may be one for a shell, `iam-console aws iam …`.
    let begins = words.iter().take_while(|(_, word)| matches!(plain(word).as_str(), "iam-console" | "aws")).count();
    let behind_aws = words.get(begins..).unwrap_or_default();
    let service = named_in(behind_aws, &globals).and_then(|at| Some((at, plain(behind_aws.get(at)?.1))));
    let Some((at, name)) = service.filter(|(_, name)| services().contains(&name.as_str())) else {
        let is_option = |(_, word): &Word<'_>| plain(word).starts_with("--");
        return if words.iter().any(is_option) { hidden_in(&words, &with_all_operations(globals), usize::MAX) } else { Vec::new() };
    };
    let behind = behind_aws.get(at + 1..).unwrap_or_default();
    let place = named_in(behind, &globals);
    let spec = place.and_then(|at| operation_named(&name, &plain(behind.get(at)?.1)));
    if spec.is_some_and(|spec| !spec.members.iter().any(is_secret)) {
        return Vec::new();
    }
    let options: Vec<CliOption> = globals.into_iter().chain(spec.into_iter().flat_map(operation_options)).collect();
    let before = behind.get(..place.unwrap_or(behind.len())).unwrap_or_default();
    let after = place.and_then(|at| behind.get(at + 1..)).unwrap_or_default();
    hidden_in(before, &options, 0).into_iter().chain(hidden_in(after, &options, 0)).collect()
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
fn words(line: &str) -> Vec<Word<'_>> {
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

/// A word as the shell gives it on: without quotes and backslashes.
fn plain(word: &str) -> String {
    word.replace(['"', '\'', '\\'], "")
}

/// The place of the first word that is neither an option nor an option's value. An option that is not known may have one.
fn named_in(words: &[Word<'_>], globals: &[CliOption]) -> Option<usize> {
    let mut is_value = false;
    words.iter().position(|(_, word)| {
        let word = plain(word);
        let was_value = std::mem::take(&mut is_value);
        if word.starts_with("--") {
            let takes_none = globals.iter().any(|option| option.flag == word && matches!(option.takes, Takes::Nothing));
            is_value = !takes_none && !word.contains('=');
            return false;
        }
        !was_value && !word.is_empty()
    })
}

/// The options of all operations, and these.
fn with_all_operations(globals: Vec<CliOption>) -> Vec<CliOption> {
    globals.into_iter().chain(OPERATIONS.iter().copied().flat_map(operation_options)).collect()
}

/// What of these words may hold a secret. So many may be seen before the first option.
fn hidden_in(words: &[Word<'_>], options: &[CliOption], mut open: usize) -> Vec<Range<usize>> {
    let mut hidden = Vec::new();
    for (from, word) in words {
        let raw = word.split_once('=').map_or(*word, |(flag, _)| flag);
        let flag = plain(raw);
        let is_flag = flag.starts_with("--") && options.iter().any(|option| option.flag.starts_with(&flag));
        if is_flag {
            // An option of this name may take a secret in one operation and none in another.
            open = options.iter().filter(|option| option.flag == flag).map(open_values).min().unwrap_or(0);
        } else if flag.starts_with("--") {
            // A misspelt option may be one that takes a secret.
            open = 0;
        }
        let shown = if is_flag { raw.len() } else { 0 };
        if shown < word.len() && open == 0 {
            hidden.push(from + shown..from + word.len());
        } else if shown < word.len() || !is_flag {
            open = open.saturating_sub(usize::from(open < usize::MAX));
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
            ("aws secretmanager put-secret-value --secret-string hunter2", "aws secretmanager put-secret-value --secret-string ********"),
            (
                "aws secretmanager put-secret-value --secret-id db --secret-strin hunter2",
                "aws secretmanager put-secret-value --secret-id db --secret-strin ********",
            ),
            ("aws secretmanager x --secrt-string hunter2", "aws secretmanager x ******** ********"),
            ("aws \"iam\" create-login-profile --password Horse-9", "aws \"iam\" create-login-profile --password ********"),
            ("aws i\\am 'create-login-profile' \"--password\" Horse-9", "aws i\\am 'create-login-profile' \"--password\" ********"),
            (
                "aws iam create-login-profil --user-name list-users --password X",
                "aws iam create-login-profil ******** ******** ******** ********",
            ),
            ("aws iam --password X create-login-profile", "aws iam --password ******** create-login-profile"),
            ("iam-console aws iam create-login-profile -p X", "iam-console aws iam create-login-profile ******** ********"),
            ("iam create-login-profile X", "iam create-login-profile ********"),
            ("aws iam --password=X", "aws iam ********"),
            (
                "aws --profile iam secretsmanager create-secret --secret-string x",
                "aws --profile iam secretsmanager create-secret --secret-string ********",
            ),
            (
                "aws secretsmanager create-secret --tags Key=a,Value=b --secrt-string x",
                "aws secretsmanager create-secret --tags Key=a,Value=b ******** ********",
            ),
            ("aws s3 cp a b --recursive", "aws s3 cp a b ********"),
            ("users in groups", "users in groups"),
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
        for spec in OPERATIONS.iter().copied().filter(|spec| spec.is_of_aws()) {
            for member in spec.members.iter().filter(|member| is_secret(member)) {
                let line = format!("aws {} {} --{} hunter2", cli_service(spec.service), cli_name(spec.name), cli_name(member.name));
                assert!(!hiding(&line).contains("hunter2"), "{line}");
            }
        }
    }
}
