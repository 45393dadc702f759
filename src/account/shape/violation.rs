//! What AWS answers to a value that breaks its shape, and what to do about it.

use std::fmt;

use super::Pattern;
use crate::account::secret::MASK;
use crate::account::words::count;

/// Which constraint a value breaks; displays as AWS words it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Violation {
    /// Fewer characters or items than this.
    TooShort(usize),
    /// More characters or items than this.
    TooLong(usize),
    /// Below this number.
    TooSmall(i64),
    /// Above this number.
    TooLarge(i64),
    /// Against this pattern.
    Pattern(Pattern),
    /// None of these words.
    Choice(&'static [&'static str]),
    /// What stands in place of a secret, from a line that was shown.
    Masked,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort(min) => write!(f, "Member must have length greater than or equal to {min}"),
            Self::TooLong(max) => write!(f, "Member must have length less than or equal to {max}"),
            Self::TooSmall(min) => write!(f, "Member must have value greater than or equal to {min}"),
            Self::TooLarge(max) => write!(f, "Member must have value less than or equal to {max}"),
            Self::Pattern(pattern) => write!(f, "Member must satisfy regular expression pattern: {}", pattern.regular_expression()),
            Self::Choice(words) => write!(f, "Member must satisfy enum value set: [{}]", words.join(", ")),
            Self::Masked => write!(f, "Member must not be the placeholder of a secret"),
        }
    }
}

impl Violation {
    /// What to do about it, in plain words.
    pub fn remedy(&self) -> String {
        match self {
            Self::TooShort(1) => "Enter a value.".into(),
            Self::TooShort(min) => format!("Use at least {}.", count(*min, "character")),
            Self::TooLong(max) => format!("Use at most {}.", count(*max, "character")),
            Self::TooSmall(min) => format!("Use {min} or more."),
            Self::TooLarge(max) => format!("Use {max} or less."),
            Self::Choice(words) => format!("Use one of: {}.", words.join(", ")),
            Self::Masked => format!("{MASK} stands for a secret that lines shown leave out; give the secret itself."),
            Self::Pattern(pattern) => match pattern {
                Pattern::Name | Pattern::PerhapsName => "Use letters, digits and + = , . @ _ - only, without spaces.",
                Pattern::ProviderName => "Use letters, digits and . _ - only, without spaces.",
                Pattern::KeyId => "Use capitals and digits only.",
                Pattern::Path => "Begin and end with /, as in /team/, without spaces.",
                Pattern::PathPrefix => "Begin with /, as in /team.",
                Pattern::PolicyPath => "Begin and end with /, as in /service-role/.",
                Pattern::Word | Pattern::PerhapsWord => "Use letters, digits and _ only.",
                Pattern::Namespace => "Use letters, digits, - and _ only, as policies write a service: s3.",
                Pattern::Digits | Pattern::PerhapsDigits => "Use digits only.",
                Pattern::SerialNumber | Pattern::PerhapsSerialNumber => {
                    "Use letters, digits and + = / : , . @ _ - only, as in arn:aws:iam::123456789012:mfa/name."
                }
                Pattern::Password | Pattern::Document => "Use printable characters up to U+00FF, tabs and line ends only.",
                Pattern::Description => "Use printable Latin characters only.",
                Pattern::Alias => "Use lower-case letters, digits and single hyphens; begin and end with a letter or digit.",
                Pattern::Marker => "Use the marker that the page before gave.",
                Pattern::VersionId => "Use a version such as v1.",
                Pattern::TagKey | Pattern::TagValue => "Use letters, digits, spaces and _ . : / = + - @ only.",
                Pattern::ExternalId => "Use letters, digits and + = , . @ : / _ - only, without spaces.",
                Pattern::XmlText => "Use printable characters, tabs and line ends only.",
                Pattern::Any => "Enter another value.",
            }
            .into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_is_told_as_one() {
        let told = [Violation::TooShort(2), Violation::TooLong(1), Violation::TooLong(5_000)].map(|violation| violation.remedy());
        assert_eq!(told, ["Use at least 2 characters.", "Use at most 1 character.", "Use at most 5,000 characters."]);
    }
}
