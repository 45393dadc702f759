//! The patterns of the API model's shapes, each beside the regular expression that AWS quotes for it.

use unicode_width::UnicodeWidthChar;

/// The patterns of the model, each with its regular expression as AWS quotes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Anything.
    Any,
    /// Names of users, groups, roles, policies and devices.
    Name,
    /// Names of SAML providers.
    ProviderName,
    /// Ids of private keys.
    KeyId,
    /// `/` or `/…/`.
    Path,
    /// The beginning of a path.
    PathPrefix,
    /// A path of managed policies.
    PolicyPath,
    /// Letters, digits and underscores.
    Word,
    /// What policies call services.
    Namespace,
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
    /// Characters of a tag's key.
    TagKey,
    /// Characters of a tag's value.
    TagValue,
    /// Letters of names, or nothing (STS).
    PerhapsName,
    /// Letters, digits and underscores, or nothing (STS).
    PerhapsWord,
    /// Digits, or nothing (STS).
    PerhapsDigits,
    /// What serial numbers are made of, or nothing (STS).
    PerhapsSerialNumber,
    /// The external id that a third party says.
    ExternalId,
    /// What XML can hold.
    XmlText,
}

impl Pattern {
    /// The regular expression, as AWS's error message quotes it.
    pub const fn regular_expression(self) -> &'static str {
        match self {
            Self::Any => ".*",
            Self::Name => r"[\w+=,.@-]+",
            Self::ProviderName => r"[\w._-]+",
            Self::KeyId => r"[A-Z0-9]+",
            Self::Path => r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)",
            Self::PathPrefix => r"\u002F[\u0021-\u007F]*",
            Self::PolicyPath => r"((/[A-Za-z0-9\.,\+@=_-]+)*)/",
            Self::Word => r"[\w]+",
            Self::Namespace => r"[\w-]*",
            Self::Digits => r"[\d]+",
            Self::SerialNumber => r"[\w+=/:,.@-]+",
            Self::Password | Self::Document => r"[\u0009\u000A\u000D\u0020-\u00FF]+",
            Self::Description => r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*",
            Self::Alias => r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
            Self::Marker => r"[\u0020-\u00FF]+",
            Self::VersionId => r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?",
            Self::TagKey => r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+",
            Self::TagValue => r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
            Self::PerhapsName => r"[\w+=,.@-]*",
            Self::PerhapsWord => r"[\w]*",
            Self::PerhapsDigits => r"[\d]*",
            Self::PerhapsSerialNumber => r"[\w+=/:,.@-]*",
            Self::ExternalId => r"[\w+=,.@:\/-]*",
            Self::XmlText => r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
        }
    }

    /// Whether the whole text has this pattern. Lengths are the shape's affair.
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Name => !text.is_empty() && text.bytes().all(is_name_byte),
            Self::ProviderName => !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b)),
            Self::KeyId => !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
            Self::Path => {
                text == "/"
                    || (text.len() > 2 && text.starts_with('/') && text.ends_with('/') && text.bytes().all(|b| matches!(b, 0x21..=0x7e)))
            }
            Self::PathPrefix => text.starts_with('/') && text.bytes().all(|b| matches!(b, 0x21..=0x7f)),
            Self::PolicyPath => {
                text.starts_with('/') && text.ends_with('/') && !text.contains("//") && text.bytes().all(|b| b == b'/' || is_name_byte(b))
            }
            Self::Word => !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
            Self::Namespace => text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'),
            Self::Digits => !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()),
            Self::SerialNumber => !text.is_empty() && text.bytes().all(|b| is_name_byte(b) || b == b'/' || b == b':'),
            Self::Password | Self::Document => !text.is_empty() && text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}')),
            Self::Description => text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}')),
            Self::Alias => {
                let inner = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                text.len() >= 3 && inner && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--")
            }
            Self::Marker => !text.is_empty() && text.chars().all(|c| matches!(c, ' '..='\u{ff}')),
            Self::VersionId => text.strip_prefix('v').is_some_and(is_version_number),
            Self::TagKey => !text.is_empty() && text.chars().all(is_tag_letter),
            Self::TagValue => text.chars().all(is_tag_letter),
            Self::PerhapsName => text.bytes().all(is_name_byte),
            Self::PerhapsWord => text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
            Self::PerhapsDigits => text.bytes().all(|b| b.is_ascii_digit()),
            Self::PerhapsSerialNumber | Self::ExternalId => text.bytes().all(|b| is_name_byte(b) || b == b'/' || b == b':'),
            Self::XmlText => !text.is_empty() && text.chars().all(is_xml_letter),
        }
    }
}

/// `\p{L}`, `\p{Z}`, `\p{N}` and eight signs.
///
/// Rust's alphabetic letters are `\p{L}` and some more: marks that take no room of their own, and letters in circles and
/// squares. `\p{Z}` has no control character: tabs and line ends are out, every kind of blank is in.
fn is_tag_letter(letter: char) -> bool {
    let is_sign_of_letter = matches!(letter, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}') || letter.width() == Some(0);
    (letter.is_alphanumeric() && !is_sign_of_letter) || (letter.is_whitespace() && !letter.is_control()) || "_.:/=+-@".contains(letter)
}

const fn is_xml_letter(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
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
