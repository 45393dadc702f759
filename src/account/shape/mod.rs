//! The shapes of the IAM API's members: length, pattern, range and choice, and what AWS answers to a value outside.
//!
//! A form checks a field with the same shape as the door checks the operation.

mod estate;
mod pattern;
mod security_token;
mod table;
mod violation;

pub use estate::*;
pub use pattern::Pattern;
pub use security_token::*;
pub use table::*;
pub use violation::Violation;

/// A named shape of the API model.
#[derive(Debug)]
pub struct Shape {
    /// The model's name for it.
    pub name: &'static str,
    /// What a value of this shape may be.
    pub rule: Rule,
}

/// What a value may be.
#[derive(Debug)]
pub enum Rule {
    /// Text of a length in characters and of a pattern.
    Text {
        /// Shortest length; 0 where the model states none.
        min: usize,
        /// Longest length; `usize::MAX` where the model states none.
        max: usize,
        /// The characters and their order.
        pattern: Pattern,
    },
    /// A whole number, both ends included.
    Number {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// True or false.
    Flag,
    /// One of these words, letter for letter.
    Choice(&'static [&'static str]),
    /// Up to so many tags.
    Tags(usize),
    /// Up to so many texts, each of this shape.
    Texts(usize, &'static Shape),
    /// Up to so many structures.
    Structures(usize, &'static Structure),
    /// One structure.
    Structure(&'static Structure),
    /// Up to so many texts by name.
    Map {
        /// How many.
        max: usize,
        /// What a name may be.
        name: &'static Shape,
        /// What a text may be.
        value: &'static Shape,
    },
    /// An item of a `DynamoDB` table: attributes with their types.
    Item,
    /// Bytes that are UTF-8 here, so many at least and at most.
    Blob {
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
}

/// A structure that is given as a member's value.
#[derive(Debug)]
pub struct Structure {
    /// The model's name for it.
    pub name: &'static str,
    /// Its members, in the model's order.
    pub parts: &'static [Part],
}

/// A member of a structure.
#[derive(Debug)]
pub struct Part {
    /// The API's name.
    pub name: &'static str,
    /// Whether the API insists on it.
    pub required: bool,
    /// What it may hold.
    pub shape: &'static Shape,
}

impl Structure {
    /// The member of this name.
    pub fn part(&self, name: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}

impl Rule {
    /// All that text breaks of a text or choice rule; other rules accept any text.
    pub fn check_text(&self, text: &str) -> Vec<Violation> {
        match self {
            Self::Text { min, max, pattern } => {
                let length = text.chars().count();
                let broken = [
                    (length < *min, Violation::TooShort(*min)),
                    (length > *max, Violation::TooLong(*max)),
                    (!pattern.matches(text), Violation::Pattern(*pattern)),
                ];
                broken.into_iter().filter(|(is_broken, _)| *is_broken).map(|(_, violation)| violation).collect()
            }
            Self::Choice(words) if !words.contains(&text) => vec![Violation::Choice(words)],
            Self::Blob { min, .. } if text.len() < *min => vec![Violation::TooShort(*min)],
            Self::Blob { max, .. } if text.len() > *max => vec![Violation::TooLong(*max)],
            _ => Vec::new(),
        }
    }

    /// Checks a number against a number rule; other rules accept any number.
    pub const fn check_number(&self, number: i64) -> Option<Violation> {
        match self {
            Self::Number { min, .. } if number < *min => Some(Violation::TooSmall(*min)),
            Self::Number { max, .. } if number > *max => Some(Violation::TooLarge(*max)),
            _ => None,
        }
    }
}

impl Shape {
    /// Checks text as a form does while one types: what is wrong first.
    pub fn check(&self, text: &str) -> Result<(), Violation> {
        self.rule.check_text(text).into_iter().next().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_letters_digits_and_seven_signs() {
        for name in ["alice", "A", "a+b=c,d.e@f_g-h", &"x".repeat(64)] {
            assert_eq!(USER_NAME.check(name), Ok(()), "{name}");
        }
        for name in ["al ice", "älice", "a/b", "a\u{202e}b", "a\u{1b}[31m", "a\n"] {
            assert_eq!(USER_NAME.check(name), Err(Violation::Pattern(Pattern::Name)), "{name:?}");
        }
        assert_eq!(USER_NAME.check(""), Err(Violation::TooShort(1)));
        assert_eq!(USER_NAME.check(&"x".repeat(65)), Err(Violation::TooLong(64)));
    }

    #[test]
    fn paths_are_as_the_service_takes_them_not_as_the_model_writes_them() {
        for path in ["/", "/team/", "/a//b/", "/a/b/c/"] {
            assert!(PATH.check(path).is_ok(), "{path}");
        }
        for path in ["/team", "team/", "//", "/te am/", "/te\u{7f}am/", "/te\nam/", "/tëam/", ""] {
            assert!(PATH.check(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn aliases_have_no_leading_trailing_or_double_hyphen() {
        for alias in ["abc", "my-company", "a1b2", &"a".repeat(63)] {
            assert!(ACCOUNT_ALIAS.check(alias).is_ok(), "{alias}");
        }
        for alias in ["ab", "-abc", "abc-", "a--b", "Abc", "a_b", &"a".repeat(64)] {
            assert!(ACCOUNT_ALIAS.check(alias).is_err(), "{alias}");
        }
    }

    #[test]
    fn tags_take_any_letters_but_no_controls() {
        for value in ["", "cost centre", "Größe", "a:b/c=d+e-f@g_h.i", "部署"] {
            assert!(TAG_VALUE.check(value).is_ok(), "{value}");
        }
        for value in ["a\tb", "a\u{1b}b", "a\u{202e}b", "a\u{200b}b", "a,b", "a;b", "e\u{301}", "Ⓐ"] {
            assert!(TAG_VALUE.check(value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_found() {
        let found = USER_NAME.rule.check_text(&"ä".repeat(65));
        assert_eq!(found, [Violation::TooLong(64), Violation::Pattern(Pattern::Name)]);
        assert_eq!(TAG_KEY.rule.check_text(""), [Violation::TooShort(1), Violation::Pattern(Pattern::TagKey)]);
        assert_eq!(TAG_KEY.rule.check_text("team"), []);
    }

    #[test]
    fn numbers_and_choices() {
        assert_eq!(MINIMUM_PASSWORD_LENGTH.rule.check_number(5), Some(Violation::TooSmall(6)));
        assert_eq!(MINIMUM_PASSWORD_LENGTH.rule.check_number(129), Some(Violation::TooLarge(128)));
        assert_eq!(MINIMUM_PASSWORD_LENGTH.rule.check_number(14), None);
        assert!(STATUS.check("Active").is_ok());
        assert!(STATUS.check("active").is_err());
    }
}
