//! The shapes of the IAM API's members: length, pattern, range and choice, and what AWS answers to a value outside.
//!
//! One table (`iam-api` model of 2010-05-08). A form checks a field with the same shape as the door checks the operation.

use std::fmt;

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
        /// Shortest length.
        min: usize,
        /// Longest length.
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
    /// Up to so many tag keys.
    TagKeys(usize),
}

/// The patterns of the model, each with its regular expression as AWS quotes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Anything.
    Any,
    /// Names of users, groups, roles, policies and devices.
    Name,
    /// `/` or `/…/`.
    Path,
    /// The beginning of a path.
    PathPrefix,
    /// A path of managed policies.
    PolicyPath,
    /// Letters, digits and underscores.
    Word,
    /// Digits.
    Digits,
    /// The serial number of an MFA device: an ARN or a hardware token's number.
    SerialNumber,
    /// What a password may be made of.
    Password,
    /// What a policy document may be made of.
    Document,
    /// What a role's description may be made of.
    Description,
    /// The account alias.
    Alias,
    /// The marker of a page.
    Marker,
    /// `v1`, `v2`, …
    VersionId,
    /// Characters of a tag's key or value.
    Tag,
}

impl Pattern {
    /// The regular expression, as AWS's error message quotes it.
    pub const fn regular_expression(self) -> &'static str {
        match self {
            Self::Any => ".*",
            Self::Name => r"[\w+=,.@-]+",
            Self::Path => r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)",
            Self::PathPrefix => r"\u002F[\u0021-\u007F]*",
            Self::PolicyPath => r"((/[A-Za-z0-9\.,\+@=_-]+)*)/",
            Self::Word => r"[\w]+",
            Self::Digits => r"[\d]+",
            Self::SerialNumber => r"[\w+=/:,.@-]+",
            Self::Password | Self::Document => r"[\u0009\u000A\u000D\u0020-\u00FF]+",
            Self::Description => r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*",
            Self::Alias => r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
            Self::Marker => r"[\u0020-\u00FF]+",
            Self::VersionId => r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?",
            Self::Tag => r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
        }
    }

    /// Whether the whole text has this pattern. Lengths are the shape's affair.
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Name => text.bytes().all(is_name_byte),
            Self::Path => {
                text == "/"
                    || (text.len() > 2 && text.starts_with('/') && text.ends_with('/') && text.bytes().all(|b| matches!(b, 0x21..=0x7e)))
            }
            Self::PathPrefix => text.starts_with('/') && text.bytes().all(|b| matches!(b, 0x21..=0x7f)),
            Self::PolicyPath => {
                text.starts_with('/') && text.ends_with('/') && !text.contains("//") && text.bytes().all(|b| b == b'/' || is_name_byte(b))
            }
            Self::Word => text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
            Self::Digits => text.bytes().all(|b| b.is_ascii_digit()),
            Self::SerialNumber => text.bytes().all(|b| is_name_byte(b) || b == b'/' || b == b':'),
            Self::Password | Self::Document => text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}')),
            Self::Description => text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}')),
            Self::Alias => {
                let inner = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                inner && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--")
            }
            Self::Marker => text.chars().all(|c| matches!(c, ' '..='\u{ff}')),
            Self::VersionId => text.strip_prefix('v').is_some_and(is_version_number),
            // \p{Z} has no control character: tabs and line ends are out, every kind of blank is in.
            Self::Tag => text.chars().all(|c| c.is_alphanumeric() || (c.is_whitespace() && !c.is_control()) || "_.:/=+-@".contains(c)),
        }
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte)
}

fn is_version_number(text: &str) -> bool {
    let (number, branch) = text.split_once('.').unwrap_or((text, ""));
    !number.is_empty()
        && !number.starts_with('0')
        && number.bytes().all(|b| b.is_ascii_digit())
        && branch.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

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
        }
    }
}

impl Violation {
    /// What to do about it, in plain words.
    pub fn remedy(&self) -> String {
        match self {
            Self::TooShort(1) => "Enter a value.".into(),
            Self::TooShort(min) => format!("Use at least {min} characters."),
            Self::TooLong(max) => format!("Use at most {max} characters."),
            Self::TooSmall(min) => format!("Use {min} or more."),
            Self::TooLarge(max) => format!("Use {max} or less."),
            Self::Choice(words) => format!("Use one of: {}.", words.join(", ")),
            Self::Pattern(pattern) => match pattern {
                Pattern::Name => "Use letters, digits and + = , . @ _ - only, without spaces.",
                Pattern::Path => "Begin and end with /, as in /team/, without spaces.",
                Pattern::PathPrefix => "Begin with /, as in /team.",
                Pattern::PolicyPath => "Begin and end with /, as in /service-role/.",
                Pattern::Word => "Use letters, digits and _ only.",
                Pattern::Digits => "Use digits only.",
                Pattern::SerialNumber => "Use the device's ARN, as in arn:aws:iam::123456789012:mfa/name.",
                Pattern::Password | Pattern::Document => "Use printable characters up to U+00FF, tabs and line ends only.",
                Pattern::Description => "Use printable Latin characters only.",
                Pattern::Alias => "Use lower-case letters, digits and single hyphens; begin and end with a letter or digit.",
                Pattern::Marker => "Use the marker that the page before gave.",
                Pattern::VersionId => "Use a version such as v1.",
                Pattern::Tag => "Use letters, digits, spaces and _ . : / = + - @ only.",
                Pattern::Any => "Enter another value.",
            }
            .into(),
        }
    }
}

impl Rule {
    /// Checks text against a text or choice rule; other rules accept any text.
    pub fn check_text(&self, text: &str) -> Result<(), Violation> {
        match self {
            Self::Text { min, max, pattern } => {
                let length = text.chars().count();
                if length < *min {
                    Err(Violation::TooShort(*min))
                } else if length > *max {
                    Err(Violation::TooLong(*max))
                } else if pattern.matches(text) {
                    Ok(())
                } else {
                    Err(Violation::Pattern(*pattern))
                }
            }
            Self::Choice(words) if !words.contains(&text) => Err(Violation::Choice(words)),
            _ => Ok(()),
        }
    }

    /// Checks a number against a number rule; other rules accept any number.
    pub fn check_number(&self, number: i64) -> Result<(), Violation> {
        match self {
            Self::Number { min, .. } if number < *min => Err(Violation::TooSmall(*min)),
            Self::Number { max, .. } if number > *max => Err(Violation::TooLarge(*max)),
            _ => Ok(()),
        }
    }
}

impl Shape {
    /// Checks text as a form does while one types.
    pub fn check(&self, text: &str) -> Result<(), Violation> {
        self.rule.check_text(text)
    }

    /// The greatest length, where the shape is text.
    pub const fn max_length(&self) -> Option<usize> {
        match self.rule {
            Rule::Text { max, .. } => Some(max),
            _ => None,
        }
    }
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal: $rule:expr;)*) => {$(
        $(#[$doc])*
        pub static $constant: Shape = Shape { name: $name, rule: $rule };
    )*};
}

const fn text(min: usize, max: usize, pattern: Pattern) -> Rule {
    Rule::Text { min, max, pattern }
}

shapes! {
    /// An access key's id.
    ACCESS_KEY_ID = "accessKeyIdType": text(16, 128, Pattern::Word);
    /// The account alias: 3 to 63 characters.
    ACCOUNT_ALIAS = "accountAliasType": text(3, 63, Pattern::Alias);
    /// An ARN: checked in full where it is read.
    ARN = "arnType": text(20, 2048, Pattern::Any);
    /// Which virtual devices to list.
    ASSIGNMENT_STATUS = "assignmentStatusType": Rule::Choice(&["Assigned", "Unassigned", "Any"]);
    /// A code from an authenticator.
    AUTHENTICATION_CODE = "authenticationCodeType": text(6, 6, Pattern::Digits);
    /// True or false.
    BOOLEAN = "booleanType": Rule::Flag;
    /// What kind of entity a policy is attached to.
    ENTITY_TYPE = "EntityType": Rule::Choice(&["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]);
    /// The name of a user that is there already; longer than a new one may be.
    EXISTING_USER_NAME = "existingUserNameType": text(1, 128, Pattern::Name);
    /// A group's name.
    GROUP_NAME = "groupNameType": text(1, 128, Pattern::Name);
    /// The marker of a page.
    MARKER = "markerType": text(1, 320, Pattern::Marker);
    /// Items on a page.
    MAX_ITEMS = "maxItemsType": Rule::Number { min: 1, max: 1000 };
    /// Days until a password expires.
    MAX_PASSWORD_AGE = "maxPasswordAgeType": Rule::Number { min: 1, max: 1095 };
    /// Shortest password.
    MINIMUM_PASSWORD_LENGTH = "minimumPasswordLengthType": Rule::Number { min: 6, max: 128 };
    /// A new console password.
    PASSWORD = "passwordType": text(1, 128, Pattern::Password);
    /// Passwords remembered against reuse.
    PASSWORD_REUSE_PREVENTION = "passwordReusePreventionType": Rule::Number { min: 1, max: 24 };
    /// A path.
    PATH = "pathType": text(1, 512, Pattern::Path);
    /// The beginning of a path, to list by.
    PATH_PREFIX = "pathPrefixType": text(1, 512, Pattern::PathPrefix);
    /// A policy document.
    POLICY_DOCUMENT = "policyDocumentType": text(1, 131_072, Pattern::Document);
    /// A path of managed policies, to list by.
    POLICY_PATH = "policyPathType": text(1, 512, Pattern::PolicyPath);
    /// Which managed policies to list.
    POLICY_SCOPE = "policyScopeType": Rule::Choice(&["All", "AWS", "Local"]);
    /// How a managed policy is used.
    POLICY_USAGE = "PolicyUsageType": Rule::Choice(&["PermissionsPolicy", "PermissionsBoundary"]);
    /// A version of a managed policy.
    POLICY_VERSION_ID = "policyVersionIdType": text(1, 64, Pattern::VersionId);
    /// A role's description.
    ROLE_DESCRIPTION = "roleDescriptionType": text(0, 1000, Pattern::Description);
    /// A role's longest session, in seconds.
    ROLE_MAX_SESSION_DURATION = "roleMaxSessionDurationType": Rule::Number { min: 3600, max: 43200 };
    /// A role's name.
    ROLE_NAME = "roleNameType": text(1, 64, Pattern::Name);
    /// An MFA device's serial number.
    SERIAL_NUMBER = "serialNumberType": text(9, 256, Pattern::SerialNumber);
    /// An access key's status. `Expired` is AWS's own to set.
    STATUS = "statusType": Rule::Choice(&["Active", "Inactive", "Expired"]);
    /// A tag's key.
    TAG_KEY = "tagKeyType": text(1, 128, Pattern::Tag);
    /// A tag's value, perhaps empty.
    TAG_VALUE = "tagValueType": text(0, 256, Pattern::Tag);
    /// Keys of tags.
    TAG_KEY_LIST = "tagKeyListType": Rule::TagKeys(50);
    /// Tags.
    TAG_LIST = "tagListType": Rule::Tags(50);
    /// A new user's name.
    USER_NAME = "userNameType": text(1, 64, Pattern::Name);
    /// A virtual MFA device's name. The model states no maximum; its ARN must fit a serial number (256).
    VIRTUAL_MFA_DEVICE_NAME = "virtualMFADeviceName": text(1, 226, Pattern::Name);
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
        for value in ["a\tb", "a\u{1b}b", "a\u{202e}b", "a\u{200b}b", "a,b", "a;b"] {
            assert!(TAG_VALUE.check(value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn numbers_and_choices() {
        assert_eq!(MINIMUM_PASSWORD_LENGTH.rule.check_number(5), Err(Violation::TooSmall(6)));
        assert_eq!(MINIMUM_PASSWORD_LENGTH.rule.check_number(129), Err(Violation::TooLarge(128)));
        assert_eq!(MINIMUM_PASSWORD_LENGTH.rule.check_number(14), Ok(()));
        assert!(STATUS.check("Active").is_ok());
        assert!(STATUS.check("active").is_err());
    }
}
