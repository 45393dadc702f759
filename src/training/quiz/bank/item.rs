//! An item of the bank.

use std::ops::Range;

use super::misconception::Misconception;
use crate::training::check::Check;
use crate::training::lesson::Level;
use crate::training::quiz::form::Choice;

/// An item of the bank. None of its texts is escaped.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is called; unique in the bank.
    pub id: String,
    /// The name of its file.
    pub file: String,
    /// The topic of its file.
    pub topic: String,
    /// What it is to dispel.
    pub misconception: Misconception,
    /// How much it asks for.
    pub level: Level,
    /// The question, with variables where it is computed.
    pub stem: String,
    /// Today's practice, where the classic answer is another.
    pub today: Option<String>,
    /// Which of the notes' five questions it is.
    pub notes: Option<u8>,
    /// Lessons whose failed steps bring it up, beside those of its misconception.
    pub lessons: Vec<String>,
    /// How it is asked and answered.
    pub kind: Kind,
    /// Where it stands in its file, in bytes.
    pub at: Range<usize>,
}

/// How an item is asked and answered.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A statement that is so or not.
    TrueFalse {
        /// Whether it is so.
        answer: bool,
        /// Why it is as it is.
        why: String,
        /// Why the other answer is wrong.
        why_not: String,
    },
    /// One option is right.
    Single(Vec<Choice>),
    /// Some options are right, and all of them are to be chosen.
    Multiple(Vec<Choice>),
    /// Things to put in order.
    Order {
        /// In the right order, each with why it is where it belongs.
        sequence: Vec<(String, String)>,
        /// Why in this one.
        why: String,
    },
    /// Things to put together.
    Match {
        /// What belongs together, and why.
        pairs: Vec<((String, String), String)>,
        /// Why.
        why: String,
    },
    /// Statements of a policy to find.
    Mark {
        /// The policy's document.
        policy: String,
        /// What there is; the last line puts the policy, `$policy`, in place.
        set_up: SetUp,
        /// The request that the statement to be marked decides; without one AWS refuses the policy for what is to be marked.
        request: Option<String>,
        /// Each statement's `Sid`, whether it is to be marked, and why or why not.
        statements: Vec<Choice>,
    },
    /// One of several changes is right: the engine tells which.
    Fix {
        /// What there is before.
        set_up: SetUp,
        /// What must hold afterwards.
        must: Vec<Check>,
        /// The changes.
        options: Vec<Remedy>,
    },
    /// The engine decides, in each variant.
    Computed {
        /// What there is, with variables.
        set_up: SetUp,
        /// The request, with variables.
        request: String,
        /// What is asked about it.
        asks: Asks,
        /// The variables, and what each can be.
        vary: Vec<Variable>,
    },
}

impl Kind {
    /// As files spell it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::TrueFalse { .. } => "truefalse",
            Self::Single(_) => "single",
            Self::Multiple(_) => "multiple",
            Self::Order { .. } => "order",
            Self::Match { .. } => "match",
            Self::Mark { .. } => "mark",
            Self::Fix { .. } => "fix",
            Self::Computed { .. } => "computed",
        }
    }

    /// Whether the engine decides what is right.
    pub const fn is_decided_by_engine(&self) -> bool {
        matches!(self, Self::Fix { .. } | Self::Computed { .. })
    }
}

/// An account to ask about: a fixture, and what is done to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetUp {
    /// The fixture's name.
    pub fixture: String,
    /// Lines that are run on it.
    pub lines: Vec<String>,
}

/// A change that may be the right one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remedy {
    /// In words.
    pub text: String,
    /// As lines.
    pub lines: Vec<String>,
    /// Why it is right, or is not.
    pub why: String,
}

/// What is asked about a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// What is decided.
    Decision,
    /// What kind of policy the deciding statement stands in.
    Source,
}

/// A variable of a computed item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Its name, without the `$`.
    pub name: String,
    /// What it can be.
    pub values: Vec<String>,
}

impl Item {
    /// How many variants there are; 1 where nothing varies.
    pub fn variants(&self) -> usize {
        match &self.kind {
            Kind::Computed { vary, .. } => vary.iter().map(|variable| variable.values.len()).product(),
            _ => 1,
        }
    }

    /// The names and values of a variant's variables.
    pub fn variant(&self, variant: usize) -> Vec<(&str, &str)> {
        let Kind::Computed { vary, .. } = &self.kind else { return Vec::new() };
        let mut left = variant;
        let mut values = Vec::with_capacity(vary.len());
        for variable in vary {
            let count = variable.values.len().max(1);
            let value = variable.values.get(left % count).map_or("", String::as_str);
            values.push((variable.name.as_str(), value));
            left /= count;
        }
        values
    }
}

/// A text with its variables replaced: `$who`, and `$$` nowhere. The longest name that fits is meant.
pub(in crate::training::quiz) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let behind = from.get(1..).unwrap_or_default();
        let meant = values.iter().filter(|(name, _)| behind.starts_with(name)).max_by_key(|(name, _)| name.len());
        if let Some((name, value)) = meant {
            filled.push_str(value);
            rest = behind.get(name.len()..).unwrap_or_default();
        } else {
            filled.push('$');
            rest = behind;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_once_and_the_longest_name_counts() {
        let values = [("who", "alice"), ("whose", "bob"), ("money", "$who")];
        assert_eq!(filled("user:$who reads $whose, $$who, $money, $nobody$", &values), "user:alice reads bob, $alice, $who, $nobody$");
        assert_eq!(filled("", &values), "");
    }
}
