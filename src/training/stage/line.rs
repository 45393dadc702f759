//! Lines of lessons read: what a learner, or the one who made the lesson, does in one go.

use super::placeholder::{Placeholder, put_in, taken_out};
use crate::awscli::split_words;
use crate::training::quiz::{NOTES, NOTES_QUIZ};

/// A line, with what it leaves open until it is run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Whether being refused is its point.
    pub(super) fails: bool,
    words: Vec<String>,
    pub(super) open: Vec<Placeholder>,
}

/// What a line does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    /// Runs the words behind `aws`.
    Aws(Vec<String>),
    /// Has the following lines run as somebody.
    As(String),
    SignIn {
        who: String,
        password: String,
        code: Option<String>,
        new_password: Option<String>,
    },
    SignOut,
    SwitchRole(String),
    SwitchBack,
    ChangePassword {
        old: String,
        new: String,
    },
    Try {
        who: String,
        action: String,
        resource: String,
    },
    /// Moves the practice clock, by seconds.
    Clock(u32),
    Answer(Vec<String>),
    View(String),
    Quiz {
        name: String,
        right: u32,
    },
}

/// Before a line whose point is that it is refused.
const FAILS: &str = "fails";
/// The words that lines begin with.
const VERBS: [&str; 13] =
    ["aws", "as", "sign-in", "sign-out", "switch-role", "switch-back", "change-password", "try", "clock", "answer", "view", "quiz", FAILS];

impl Line {
    /// Reads a line in which names that vary are put in already.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence. Not escaped.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (text, open) = taken_out(text)?;
        let mut words = split_words(&text).ok_or("A quotation mark or a backslash at the end of the line has no other half.")?;
        let fails = words.first().is_some_and(|word| word == FAILS);
        if fails {
            words.remove(0);
        }
        let line = Self { fails, words, open };
        // Whatever stands for what is open: each makes part of one word.
        line.deed(&[])?;
        Ok(line)
    }

    /// What it does, with values for what it leaves open.
    pub(super) fn deed(&self, values: &[String]) -> Result<Deed, String> {
        let filled: Vec<String> = self.words.iter().map(|word| put_in(word, values)).collect();
        let words: Vec<&str> = filled.iter().map(String::as_str).collect();
        let text = |word: &str| word.to_owned();
        Ok(match words.as_slice() {
            ["aws", rest @ ..] => Deed::Aws(rest.iter().map(|word| text(word)).collect()),
            ["as", who] => Deed::As(text(who)),
            ["sign-in", who, password, rest @ ..] => {
                let (code, new_password) = match rest {
                    [] => (None, None),
                    ["new", new] => (None, Some(text(new))),
                    [code] => (Some(text(code)), None),
                    [code, "new", new] => (Some(text(code)), Some(text(new))),
                    _ => return Err(usage("sign-in root|user/NAME PASSWORD [CODE] [new NEW-PASSWORD]")),
                };
                Deed::SignIn { who: text(who), password: text(password), code, new_password }
            }
            ["sign-out"] => Deed::SignOut,
            ["switch-role", role] => Deed::SwitchRole(text(role)),
            ["switch-back"] => Deed::SwitchBack,
            ["change-password", old, new] => Deed::ChangePassword { old: text(old), new: text(new) },
            ["try", "--as", who, action] => Deed::Try { who: text(who), action: text(action), resource: "*".into() },
            ["try", "--as", who, action, resource] => Deed::Try { who: text(who), action: text(action), resource: text(resource) },
            ["clock", by] => Deed::Clock(seconds(by).ok_or_else(|| usage("clock +90d (or h, m)"))?),
            ["answer", answer @ ..] if !answer.is_empty() => Deed::Answer(answer.iter().map(|word| text(word)).collect()),
            ["view", screen] => Deed::View(text(screen)),
            ["quiz", name @ NOTES_QUIZ, right] => match right.parse::<u32>() {
                Ok(right) if right as usize <= NOTES => Deed::Quiz { name: text(name), right },
                _ => return Err(format!("Of the notes' questions 0 to {NOTES} are answered rightly.")),
            },
            ["quiz", name, _] => return Err(format!("There is no quiz {name}; the notes' own questions are {NOTES_QUIZ}.")),
            [] => return Err("The line is empty.".into()),
            [verb, ..] => return Err(misread(verb)),
        })
    }
}

fn usage(usage: &str) -> String {
    format!("The line should be: {usage}")
}

fn misread(verb: &str) -> String {
    match verb {
        "as" => usage("as root|user/NAME|role/NAME"),
        "sign-in" => usage("sign-in root|user/NAME PASSWORD [CODE] [new NEW-PASSWORD]"),
        "switch-role" => usage("switch-role ROLE"),
        "change-password" => usage("change-password OLD NEW"),
        "try" => usage("try --as WHO ACTION [RESOURCE]"),
        "clock" => usage("clock +90d (or h, m)"),
        "answer" => usage("answer [QUESTION] VALUE…"),
        "view" => usage("view SCREEN"),
        "quiz" => usage("quiz notes5 NUMBER"),
        "sign-out" | "switch-back" => usage(verb),
        other => format!("A line begins with one of {}, and not with {other:?}.", VERBS.join(", ")),
    }
}

/// How far a clock is moved by a text as `+90d`, in seconds.
pub fn seconds(by: &str) -> Option<u32> {
    let by = by.strip_prefix('+')?;
    let number = |unit: char| by.strip_suffix(unit).and_then(|number| number.parse::<u32>().ok());
    let units = [('m', 60), ('h', 3_600), ('d', 86_400)];
    let seconds = units.into_iter().find_map(|(unit, long)| number(unit)?.checked_mul(long));
    seconds.filter(|seconds| *seconds > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let deed = |line: &str| Line::parse(line).and_then(|line| line.deed(&["ID".to_owned(), "x y".to_owned()]));
        assert_eq!(
            deed("aws iam delete-access-key --access-key-id $key(user/a, 2)").unwrap(),
            Deed::Aws(["iam", "delete-access-key", "--access-key-id", "ID"].map(str::to_owned).to_vec())
        );
        let who = |who: &str| who.to_owned();
        let sign_in = |code: Option<&str>, new: Option<&str>| Deed::SignIn {
            who: who("user/a"),
            password: who("p w"),
            code: code.map(str::to_owned),
            new_password: new.map(str::to_owned),
        };
        assert_eq!(deed("sign-in user/a 'p w'").unwrap(), sign_in(None, None));
        assert_eq!(deed("fails sign-in user/a 'p w' $code(d) new $rootpassword").unwrap(), sign_in(Some("ID"), Some("x y")));
        assert_eq!(deed("clock +2h").unwrap(), Deed::Clock(7200));
        assert_eq!(
            deed("try --as root s3:ListAllMyBuckets '*'").unwrap(),
            Deed::Try { who: who("root"), action: who("s3:ListAllMyBuckets"), resource: who("*") }
        );
        let policy = "aws iam put-user-policy --policy-document '{\"a\": \"${aws:username}$\"}'";
        let Deed::Aws(words) = deed(policy).unwrap() else { panic!() };
        assert_eq!(words[3], "{\"a\": \"${aws:username}$\"}");
    }

    #[test]
    fn other_lines_are_refused_with_a_reason() {
        for line in [
            "",
            "fails",
            "frobnicate",
            "as",
            "as a b",
            "sign-in",
            "sign-in root",
            "sign-in root a b c",
            "try root s3:Get*",
            "clock 1",
            "clock +1y",
            "clock +0d",
            "clock +99999999999d",
            "answer",
            "view",
            "quiz a b",
            "aws 'x",
            "aws $foo",
            "aws $key",
            "aws $key(",
            "aws $key(a, 0)",
        ] {
            assert!(Line::parse(line).is_err(), "{line}");
        }
    }
}
