//! The answer of a predicate, with what a sentence about it needs.

use super::value::{Outcome, Value};
use super::verdict::Place;

/// What a predicate answers.
pub(super) struct Answer {
    /// The answer.
    pub value: Value,
    /// How it is said.
    pub said: Said,
    /// Where it is seen.
    pub place: Option<Place>,
    /// Whether its being so means that something is not there: `alice may not …`.
    pub is_absence: bool,
    /// What is said behind what was found, as a clause of its own.
    pub more: Option<&'static str>,
}

/// How an answer is said.
pub(super) enum Said {
    /// As one of two clauses, without their full stops.
    Clause { yes: String, no: String },
    /// As how many of something there are: `alice has`, and behind the number `access key` or `access keys`.
    Count { has: String, one: String, many: String },
    /// As what something is: `the least length of a password`.
    Subject(String),
    /// As which one somebody has, or that there is none: whose, and what it is.
    Owned { of: String, thing: &'static str },
    /// As what came of something: `alice tries s3:GetObject`; and that it was not tried: `alice has not tried s3:GetObject yet`.
    Outcome { what: String, none: String },
}

impl Answer {
    /// That something is so, or is not.
    pub(super) fn truth(is: bool, yes: impl Into<String>, no: impl Into<String>) -> Self {
        Self::said(Value::Truth(is), Said::Clause { yes: yes.into(), no: no.into() })
    }

    /// How many of something there are: whose (`alice has`), what one is called, and what many are.
    pub(super) fn count(number: usize, has: impl Into<String>, one: impl Into<String>, many: impl Into<String>) -> Self {
        Self::said(Self::counted(number), Said::Count { has: has.into(), one: one.into(), many: many.into() })
    }

    /// What number something is.
    pub(super) fn number(number: usize, subject: impl Into<String>) -> Self {
        Self::of(Self::counted(number), subject)
    }

    /// What something is.
    pub(super) fn of(value: Value, subject: impl Into<String>) -> Self {
        Self::said(value, Said::Subject(subject.into()))
    }

    /// Which one somebody has, by name; `none` where there is none.
    pub(super) fn owned(name: &str, of: impl Into<String>, thing: &'static str) -> Self {
        Self::said(Value::Text(name.to_owned()), Said::Owned { of: of.into(), thing })
    }

    /// What came of something, and how it is said that nobody has tried.
    pub(super) fn outcome(outcome: Outcome, what: impl Into<String>, none: impl Into<String>) -> Self {
        Self::said(Value::Decision(outcome), Said::Outcome { what: what.into(), none: none.into() })
    }

    const fn said(value: Value, said: Said) -> Self {
        Self { value, said, place: None, is_absence: false, more: None }
    }

    fn counted(number: usize) -> Value {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Where it is seen.
    #[must_use]
    pub(super) fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Where it is seen, if anywhere in particular.
    #[must_use]
    pub(super) fn in_place(self, place: Option<Place>) -> Self {
        Self { place, ..self }
    }

    /// The same, as one whose being so means that something is not there.
    #[must_use]
    pub(super) fn of_absence(self) -> Self {
        Self { is_absence: true, ..self }
    }

    /// The same, with something behind what was found.
    #[must_use]
    pub(super) fn with(self, more: &'static str) -> Self {
        Self { more: Some(more), ..self }
    }

    /// Whether what is looked for is said along with what was found: it is so, or it is not.
    pub(super) fn is_plain(&self) -> bool {
        match self.said {
            Said::Clause { .. } => true,
            Said::Outcome { .. } => self.value == Value::Decision(Outcome::None),
            Said::Count { .. } | Said::Subject(_) | Said::Owned { .. } => false,
        }
    }

    /// Whether it tells what policies decide, or have decided.
    pub(super) fn tells_a_decision(&self) -> bool {
        matches!(self.value, Value::Decision(_) | Value::Source(_)) || self.place == Some(Place::of("access"))
    }

    /// Of an answer that is not as it should be beside this value: whether something is there that must not be.
    pub(super) fn is_too_much(&self, other: &Value) -> bool {
        match (&self.value, other) {
            (Value::Truth(is), _) => *is != self.is_absence,
            (Value::Number(number), Value::Number(other)) => number > other,
            (Value::Decision(Outcome::None), _) => false,
            (Value::Text(text), _) => text != "none",
            _ => true,
        }
    }

    /// The answer, said as what is so.
    pub(super) fn found(&self) -> String {
        let found = match &self.said {
            Said::Clause { yes, no } => if self.value == Value::Truth(true) { yes } else { no }.clone(),
            Said::Count { .. } => self.counts("==", &self.value),
            Said::Subject(subject) => format!("{subject} is {}", self.value.words()),
            Said::Owned { of, thing } => owns(of, thing, "==", &self.value),
            Said::Outcome { none, .. } if self.value == Value::Decision(Outcome::None) => none.clone(),
            Said::Outcome { what, .. } => format!("{what}: {}", self.value.words()),
        };
        self.more.map_or_else(|| found.clone(), |more| format!("{found}, {more}"))
    }

    /// What is looked for where it should be, or not be, in this relation to a value.
    pub(super) fn wanted(&self, sign: &str, other: &Value, want: bool) -> String {
        let sign = if want { sign } else { opposite(sign) };
        match &self.said {
            Said::Clause { yes, no } => if (sign == "==") == (*other == Value::Truth(true)) { yes } else { no }.clone(),
            Said::Count { .. } => self.counts(sign, other),
            Said::Subject(subject) => format!("{subject} is {}", relation(sign, other)),
            Said::Owned { of, thing } => owns(of, thing, sign, other),
            Said::Outcome { what, .. } => format!("{what}: {}", relation(sign, other)),
        }
    }

    /// That there are so many, in this relation: `alice has no access keys`, `alice has at least one access key`.
    fn counts(&self, sign: &str, other: &Value) -> String {
        let Said::Count { has, one, many } = &self.said else { return String::new() };
        let number = if let Value::Number(number) = other { *number } else { 0 };
        let is_none = matches!((sign, number), ("==" | "<=", 0) | ("<", 1));
        let (number_word, thing) = match number {
            _ if is_none => ("no".to_owned(), many),
            1 => ("one".to_owned(), one),
            number => (number.to_string(), many),
        };
        let how = match (sign, number) {
            _ if is_none => "",
            ("==", _) => "",
            ("!=", _) => "not ",
            ("<", _) => "less than ",
            ("<=", _) => "at most ",
            (">", _) => "more than ",
            _ => "at least ",
        };
        let has = if has == "there are" && thing == one { "there is" } else { has };
        format!("{has} {how}{number_word} {thing}")
    }
}

/// `instance app has no role`, `instance app has a role`, `the role of instance app is app-role`.
fn owns(of: &str, thing: &str, sign: &str, other: &Value) -> String {
    let is_none = other.is(&Value::Text("none".to_owned()));
    match sign {
        "==" if is_none => format!("{of} has no {thing}"),
        "!=" if is_none => format!("{of} has a {thing}"),
        sign => format!("the {thing} of {of} is {}", relation(sign, other)),
    }
}

/// `at least 14`, `not 3`.
fn relation(sign: &str, other: &Value) -> String {
    let words = other.words();
    match sign {
        "==" => words,
        "!=" => format!("not {words}"),
        "<" => format!("less than {words}"),
        "<=" => format!("at most {words}"),
        ">" => format!("more than {words}"),
        _ => format!("at least {words}"),
    }
}

/// The relation that holds where another does not.
pub(super) fn opposite(sign: &str) -> &'static str {
    match sign {
        "==" => "!=",
        "!=" => "==",
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        _ => "<",
    }
}

/// The relation with its sides exchanged.
pub(super) fn turned(sign: &'static str) -> &'static str {
    match sign {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    }
}

/// Whether two values stand in a relation.
pub(super) fn compared(left: &Value, sign: &str, right: &Value) -> bool {
    let number = |value: &Value| if let Value::Number(number) = value { *number } else { 0 };
    let (one, other) = (number(left), number(right));
    match sign {
        "==" => left.is(right),
        "!=" => !left.is(right),
        "<" => one < other,
        "<=" => one <= other,
        ">" => one > other,
        _ => one >= other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_one_would() {
        let keys = Answer::count(3, "alice has", "access key", "access keys");
        assert_eq!(keys.found(), "alice has 3 access keys");
        for (sign, number, words) in [
            ("==", 0, "alice has no access keys"),
            ("<=", 0, "alice has no access keys"),
            ("<", 1, "alice has no access keys"),
            (">=", 1, "alice has at least one access key"),
            ("==", 1, "alice has one access key"),
            (">", 2, "alice has more than 2 access keys"),
            ("!=", 3, "alice has not 3 access keys"),
        ] {
            assert_eq!(keys.wanted(sign, &Value::Number(number), true), words);
            assert_eq!(keys.wanted(opposite(sign), &Value::Number(number), false), words);
        }
        assert_eq!(Answer::count(1, "there are", "user", "users").found(), "there is one user");
        assert!(keys.is_too_much(&Value::Number(0)) && !keys.is_too_much(&Value::Number(4)));
    }

    #[test]
    fn that_nothing_is_had_is_said_so() {
        let (none, app) = (Value::Text("none".into()), Value::Text("app".into()));
        let role = Answer::owned("none", "instance web", "role");
        assert_eq!((role.found(), role.wanted("==", &none, false)), ("instance web has no role".into(), "instance web has a role".into()));
        assert_eq!(role.wanted("==", &app, true), "the role of instance web is app");
    }

    #[test]
    fn what_is_there_and_must_not_be_is_told_from_what_is_not_there_yet() {
        let password = |is| Answer::truth(is, "a password", "no password");
        assert!(password(true).is_too_much(&Value::Truth(true)) && !password(false).is_too_much(&Value::Truth(true)));
        let cannot = |is| Answer::truth(is, "may not", "may").of_absence();
        assert!(cannot(false).is_too_much(&Value::Truth(true)) && !cannot(true).is_too_much(&Value::Truth(true)));
        let tried = |outcome| Answer::outcome(outcome, "alice tries it", "alice has not tried it yet");
        assert!(tried(Outcome::Allowed).is_too_much(&Value::Decision(Outcome::ImplicitDeny)));
        assert!(!tried(Outcome::None).is_too_much(&Value::Decision(Outcome::ImplicitDeny)));
        assert_eq!(tried(Outcome::None).found(), "alice has not tried it yet");
    }
}
