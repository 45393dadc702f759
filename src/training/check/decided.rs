//! The answer of a predicate, with what a sentence about it needs.

use super::value::Value;
use super::verdict::Place;

/// What a predicate answers.
pub(super) struct Answer {
    /// The answer.
    pub value: Value,
    /// How it is said.
    pub said: Said,
    /// Where it is seen.
    pub place: Option<Place>,
}

/// How an answer is said.
pub(super) enum Said {
    /// As one of two clauses, without their full stops.
    Clause { yes: String, no: String },
    /// As what something is: `the number of users`.
    Subject(String),
    /// As what came of something: `alice tries s3:GetObject`.
    Outcome(String),
}

impl Answer {
    /// That something is so, or is not.
    pub(super) fn truth(is: bool, yes: impl Into<String>, no: impl Into<String>) -> Self {
        Self { value: Value::Truth(is), said: Said::Clause { yes: yes.into(), no: no.into() }, place: None }
    }

    /// How many there are of something.
    pub(super) fn number(number: usize, subject: impl Into<String>) -> Self {
        Self::of(Value::Number(i64::try_from(number).unwrap_or(i64::MAX)), subject)
    }

    /// What something is.
    pub(super) fn of(value: Value, subject: impl Into<String>) -> Self {
        Self { value, said: Said::Subject(subject.into()), place: None }
    }

    /// What came of something.
    pub(super) fn outcome(value: Value, what: impl Into<String>) -> Self {
        Self { value, said: Said::Outcome(what.into()), place: None }
    }

    /// Where it is seen.
    #[must_use]
    pub(super) fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Whether what is looked for is said along with what was found: it is so, or it is not.
    pub(super) const fn is_plain(&self) -> bool {
        matches!(self.said, Said::Clause { .. })
    }

    /// Whether it tells what policies decide, or have decided.
    pub(super) fn tells_a_decision(&self) -> bool {
        matches!(self.value, Value::Decision(_) | Value::Source(_)) || self.place == Some(Place::of("access"))
    }

    /// The answer, said as what is so.
    pub(super) fn found(&self) -> String {
        match &self.said {
            Said::Clause { yes, no } => if self.value == Value::Truth(true) { yes } else { no }.clone(),
            Said::Subject(subject) => format!("{subject} is {}", self.value.words()),
            Said::Outcome(what) => format!("{what}: {}", self.value.words()),
        }
    }

    /// What is looked for where it should be, or not be, in this relation to a value.
    pub(super) fn wanted(&self, sign: &str, other: &Value, want: bool) -> String {
        match &self.said {
            Said::Clause { yes, no } => {
                let is_yes = ((sign == "==") == (*other == Value::Truth(true))) == want;
                if is_yes { yes } else { no }.clone()
            }
            Said::Subject(subject) => format!("{subject} is {}", relation(if want { sign } else { opposite(sign) }, other)),
            Said::Outcome(what) => format!("{what}: {}", relation(if want { sign } else { opposite(sign) }, other)),
        }
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
