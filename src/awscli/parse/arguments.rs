//! Words sorted into options with their values and what is left, as the AWS CLI's argument parser does it.

use crate::awscli::option::{CliOption, Takes};
use crate::awscli::usage::{UsageError, quoted};

/// An option as it was given.
#[derive(Debug)]
pub(in crate::awscli) struct Given<'a> {
    pub option: &'a CliOption,
    pub values: Vec<String>,
}

/// Words, sorted.
#[derive(Debug)]
pub(in crate::awscli) struct Arguments<'a> {
    /// The options in the words' order. Where one is repeated, the last one counts.
    pub given: Vec<Given<'a>>,
    /// What is no option of these and no value of one, in the words' order.
    pub rest: Vec<String>,
}

/// What a word is by its look.
enum Kind<'a, 'w> {
    Value,
    Option(&'a CliOption, Option<&'w str>),
    Unknown,
}

impl<'a> Arguments<'a> {
    /// Sorts words by these options.
    ///
    /// # Errors
    /// An option without its value, or one that is cut so short that it may be several.
    pub(in crate::awscli) fn sort(words: &[String], options: &'a [CliOption]) -> Result<Self, UsageError> {
        let mut sorted = Self { given: Vec::new(), rest: Vec::new() };
        let mut words = words.iter().peekable();
        while let Some(word) = words.next() {
            let Kind::Option(option, attached) = kind_of(word, options)? else {
                sorted.rest.push(word.clone());
                continue;
            };
            let most = match option.takes {
                Takes::Nothing => 0,
                Takes::One | Takes::Perhaps => 1,
                Takes::Several => usize::MAX,
            };
            let mut values: Vec<String> = attached.map(str::to_owned).into_iter().collect();
            while attached.is_none()
                && values.len() < most
                && let Some(next) = words.peek()
                && matches!(kind_of(next, options)?, Kind::Value)
            {
                values.extend(words.next().cloned());
            }
            check_count(option, &values)?;
            sorted.given.push(Given { option, values });
        }
        Ok(sorted)
    }

    /// The last option given for which this holds.
    pub(in crate::awscli) fn last(&self, is: impl Fn(&CliOption) -> bool) -> Option<&Given<'a>> {
        self.given.iter().rev().find(|given| is(given.option))
    }
}

impl Given<'_> {
    /// The value of an option that has one.
    pub(in crate::awscli) fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }
}

fn check_count(option: &CliOption, values: &[String]) -> Result<(), UsageError> {
    let wrong = match (option.takes, values) {
        // The value isn't quoted: it may be a password behind a misspelt option.
        (Takes::Nothing, [_, ..]) => "ignored explicit argument",
        (Takes::One, []) => "expected one argument",
        _ => return Ok(()),
    };
    Err(UsageError::syntax(format!("argument {}: {wrong}", option.flag)))
}

/// Whether a word is a value, whatever options there are.
pub(in crate::awscli) fn is_value(word: &str) -> bool {
    !word.starts_with('-') || word == "-" || is_negative_number(word) || (word.contains(' ') && !word.starts_with("--"))
}

/// An option may be cut short as long as it can be no other.
fn kind_of<'a, 'w>(word: &'w str, options: &'a [CliOption]) -> Result<Kind<'a, 'w>, UsageError> {
    if is_value(word) {
        return Ok(Kind::Value);
    }
    let (name, attached) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
    if let Some(option) = options.iter().find(|option| option.flag == name) {
        return Ok(Kind::Option(option, attached));
    }
    let beginning: Vec<&CliOption> = options.iter().filter(|option| name.len() > 2 && option.flag.starts_with(name)).collect();
    match beginning.as_slice() {
        // Behind an option it is a value, though it is never a name: it may be a misspelt option with a password attached.
        [] if word.contains(' ') => Ok(Kind::Value),
        [] => Ok(Kind::Unknown),
        [option] => Ok(Kind::Option(option, attached)),
        several => {
            let flags: Vec<&str> = several.iter().map(|option| option.flag.as_str()).collect();
            Err(UsageError::syntax(format!("ambiguous option: {} could match {}", quoted(name), flags.join(", "))))
        }
    }
}

fn is_negative_number(word: &str) -> bool {
    let Some(digits) = word.strip_prefix('-') else { return false };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && !fraction.is_empty() && (!whole.is_empty() || digits.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::awscli::name::operation_named;
    use crate::awscli::option::operation_options;

    type Flag = (String, Vec<String>);

    fn sort(operation: &str, line: &str) -> Result<(Vec<Flag>, Vec<String>), String> {
        let options = operation_options(operation_named("iam", operation).unwrap());
        let words = crate::awscli::shell::split(line).words;
        let sorted = Arguments::sort(&words, &options).map_err(|error| error.message)?;
        Ok((sorted.given.into_iter().map(|given| (given.option.flag.clone(), given.values)).collect(), sorted.rest))
    }

    fn one(flag: &str, values: &[&str]) -> Flag {
        (flag.to_owned(), values.iter().map(|value| (*value).to_owned()).collect())
    }

    #[test]
    fn values_stand_behind_or_are_attached() {
        let expected = vec![one("--path", &["/a/"]), one("--user-name", &["-x=y"]), one("--tags", &["Key=a", "Key=b"])];
        assert_eq!(sort("create-user", "--path /a/ --user-name=-x=y --tags Key=a Key=b").unwrap(), (expected, vec![]));
        assert_eq!(sort("create-user", "--user-name ''").unwrap().0, [one("--user-name", &[""])]);
        assert_eq!(sort("create-role", "--max-session-duration -5").unwrap().0, [one("--max-session-duration", &["-5"])]);
        assert_eq!(sort("create-user", "--tags --path /").unwrap().0, [one("--tags", &[]), one("--path", &["/"])]);
        assert_eq!(sort("create-login-profile", "--password '-a b'").unwrap().0, [one("--password", &["-a b"])]);
    }

    #[test]
    fn options_may_be_cut_short() {
        assert_eq!(sort("create-user", "--us alice").unwrap().0, [one("--user-name", &["alice"])]);
        assert_eq!(sort("create-user", "--p=/").unwrap_err(), "ambiguous option: --p could match --path, --permissions-boundary");
    }

    #[test]
    fn what_has_no_place_is_left() {
        assert_eq!(sort("create-user", "--foo b -x --user-name a c").unwrap().1, ["--foo", "b", "-x", "c"]);
    }

    #[test]
    fn a_missing_or_needless_value_is_an_error() {
        assert_eq!(sort("create-user", "--user-name").unwrap_err(), "argument --user-name: expected one argument");
        assert_eq!(sort("create-user", "--user-name --path /").unwrap_err(), "argument --user-name: expected one argument");
        assert_eq!(sort("list-policies", "--only-attached=1").unwrap_err(), "argument --only-attached: ignored explicit argument");
    }

    #[test]
    fn negative_numbers_are_values() {
        for number in ["-1", "-1.5", "-.5", "-0"] {
            assert!(is_value(number), "{number}");
        }
        for other in ["-", "--", "-x", "-1.", "-1a", "--1"] {
            assert!(!is_negative_number(other), "{other}");
        }
    }
}
