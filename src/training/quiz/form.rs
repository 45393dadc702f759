//! What there is to answer: options, things to put in order, things to put together.

/// What there is to answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Form {
    /// Options.
    Choose {
        /// In the order in which they are shown.
        options: Vec<Choice>,
        /// Whether more than one may be chosen.
        several: bool,
    },
    /// Things to put in order.
    Arrange {
        /// In the order in which they are shown.
        things: Vec<String>,
        /// Which of them is first, second, and so on.
        order: Vec<usize>,
        /// Why each of them is where it belongs, in the order in which they are shown.
        reasons: Vec<String>,
        /// Why in this order.
        why: String,
    },
    /// Things to put together.
    Pair {
        /// What partners are looked for.
        left: Vec<String>,
        /// The partners, in the order in which they are shown.
        right: Vec<String>,
        /// Each left one's partner.
        partners: Vec<usize>,
        /// Why each left one has that partner.
        reasons: Vec<String>,
        /// Why they belong together.
        why: String,
    },
}

/// An option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
    /// Why it is right, or wrong.
    pub why: String,
}

impl Form {
    /// How many things there are to choose from.
    pub const fn len(&self) -> usize {
        match self {
            Self::Choose { options, .. } => options.len(),
            Self::Arrange { things, .. } => things.len(),
            Self::Pair { right, .. } => right.len(),
        }
    }

    /// Whether there is nothing to choose from; then it is no question.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What can be chosen, as it is shown.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Choose { options, .. } => options.iter().map(|option| option.text.as_str()).collect(),
            Self::Arrange { things, .. } => things.iter().map(String::as_str).collect(),
            Self::Pair { right, .. } => right.iter().map(String::as_str).collect(),
        }
    }
}
