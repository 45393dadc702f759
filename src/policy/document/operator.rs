//! Condition operators: what they test, and how they treat keys that are absent or have several values.

use std::fmt;

/// A condition operator, as in `ForAllValues:StringLikeIfExists`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub set: Option<SetQualifier>,
    /// What is compared and how.
    pub test: Test,
    /// `…IfExists`: true where the key is absent.
    pub if_exists: bool,
}

/// How the values of a multivalued key count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SetQualifier {
    /// Each value of the request must pass; true where there is none.
    ForAllValues,
    /// One value of the request must pass.
    ForAnyValue,
}

macro_rules! tests {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What an operator compares.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs, reason = "IAM's own names")]
        pub enum Test {
            $($(#[$doc])* $name,)*
        }

        impl Test {
            /// All tests.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// IAM's name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

tests! {
    StringEquals,
    StringNotEquals,
    StringEqualsIgnoreCase,
    StringNotEqualsIgnoreCase,
    StringLike,
    StringNotLike,
    NumericEquals,
    NumericNotEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateNotEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    NotIpAddress,
    ArnEquals,
    ArnLike,
    ArnNotEquals,
    ArnNotLike,
    Null,
}

impl Test {
    /// Whether it compares dates.
    pub const fn is_about_dates(self) -> bool {
        matches!(
            self,
            Self::DateEquals
                | Self::DateNotEquals
                | Self::DateLessThan
                | Self::DateLessThanEquals
                | Self::DateGreaterThan
                | Self::DateGreaterThanEquals
        )
    }

    /// Whether it is true where the positive one is false: an absent key passes it.
    pub const fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }
}

impl Operator {
    /// The operator of this name, without regard to case; `None` where IAM knows none.
    pub fn named(name: &str) -> Option<Self> {
        let (set, rest) = match name.split_once(':') {
            Some((set, rest)) if set.eq_ignore_ascii_case("ForAllValues") => (Some(SetQualifier::ForAllValues), rest),
            Some((set, rest)) if set.eq_ignore_ascii_case("ForAnyValue") => (Some(SetQualifier::ForAnyValue), rest),
            Some(_) => return None,
            None => (None, name),
        };
        let test = |name: &str| Test::ALL.iter().copied().find(|test| test.name().eq_ignore_ascii_case(name));
        if let Some(test) = test(rest) {
            return Some(Self { set, test, if_exists: false });
        }
        let at = rest.len().checked_sub("IfExists".len())?;
        let (rest, suffix) = (rest.get(..at)?, rest.get(at..)?);
        let test = test(rest).filter(|test| *test != Test::Null && suffix.eq_ignore_ascii_case("IfExists"))?;
        Some(Self { set, test, if_exists: true })
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.set {
            Some(SetQualifier::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(SetQualifier::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        f.write_str(self.test.name())?;
        if self.if_exists { f.write_str("IfExists") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_read_and_written() {
        for name in ["StringEquals", "ForAllValues:StringLikeIfExists", "ForAnyValue:ArnNotLike", "Null", "BoolIfExists"] {
            assert_eq!(Operator::named(name).unwrap().to_string(), name);
        }
        assert_eq!(Operator::named("forallvalues:stringequalsifexists").unwrap().to_string(), "ForAllValues:StringEqualsIfExists");
        for name in ["", "IfExists", "NullIfExists", "StringEqualsIfExistsIfExists", "ForSomeValues:Bool", "ForAnyValue:", "é"] {
            assert_eq!(Operator::named(name), None, "{name}");
        }
    }
}
