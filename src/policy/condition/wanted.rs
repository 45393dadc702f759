//! The values of a condition, read as its operator reads them.

use std::cmp::Ordering;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Decimal, Instant, Network};
use crate::policy::document::{Test, Version};
use crate::policy::pattern::{ArnPattern, Style, Template};
use crate::policy::request::Context;

/// The values. One that can't be read as its operator wants fits nothing.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    Texts(Box<[Template]>),
    TextsIgnoringCase(Box<[Template]>),
    Numbers(Order, Box<[Decimal]>),
    Dates(Order, Box<[Instant]>),
    Bool { yes: bool, no: bool },
    Bytes(Box<[Vec<u8>]>),
    Networks(Box<[Network]>),
    Arns(Box<[ArnPattern]>),
    Null { absent: bool, present: bool },
}

/// How a value of the request must stand to the policy's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    fn fits(self, found: Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
        }
    }
}

impl Wanted {
    /// Reads the values of a condition with this test; negated tests read as the positive ones.
    pub(super) fn read(test: Test, texts: &[Box<str>], version: Version) -> Self {
        let templates = |style| texts.iter().map(|text| Template::new(text, style, version)).collect();
        let numbers = |order| Self::Numbers(order, texts.iter().filter_map(|text| Decimal::read(text)).collect());
        let dates = |order| Self::Dates(order, texts.iter().filter_map(|text| Instant::read(text)).collect());
        let has = |word: &str| texts.iter().any(|text| text.eq_ignore_ascii_case(word));
        match test {
            Test::StringEquals | Test::StringNotEquals => Self::Texts(templates(Style::Literal)),
            Test::StringLike | Test::StringNotLike => Self::Texts(templates(Style::Plain)),
            Test::StringEqualsIgnoreCase | Test::StringNotEqualsIgnoreCase => Self::TextsIgnoringCase(templates(Style::Literal)),
            Test::NumericEquals | Test::NumericNotEquals => numbers(Order::Equal),
            Test::NumericLessThan => numbers(Order::Less),
            Test::NumericLessThanEquals => numbers(Order::LessOrEqual),
            Test::NumericGreaterThan => numbers(Order::Greater),
            Test::NumericGreaterThanEquals => numbers(Order::GreaterOrEqual),
            Test::DateEquals | Test::DateNotEquals => dates(Order::Equal),
            Test::DateLessThan => dates(Order::Less),
            Test::DateLessThanEquals => dates(Order::LessOrEqual),
            Test::DateGreaterThan => dates(Order::Greater),
            Test::DateGreaterThanEquals => dates(Order::GreaterOrEqual),
            Test::Bool => Self::Bool { yes: has("true"), no: has("false") },
            Test::BinaryEquals => Self::Bytes(texts.iter().filter_map(|text| decoded(text)).collect()),
            Test::IpAddress | Test::NotIpAddress => Self::Networks(texts.iter().filter_map(|text| Network::read(text)).collect()),
            Test::ArnEquals | Test::ArnLike | Test::ArnNotEquals | Test::ArnNotLike => {
                Self::Arns(texts.iter().map(|text| ArnPattern::new(text, version)).collect())
            }
            Test::Null => Self::Null { absent: has("true"), present: has("false") },
        }
    }

    /// Whether a value of the request fits one of the policy's.
    pub(super) fn fits(&self, found: &str, context: &Context) -> bool {
        match self {
            Self::Texts(wanted) => wanted.iter().any(|template| template.matches(found, context)),
            Self::TextsIgnoringCase(wanted) => wanted.iter().any(|template| template.equals_ignoring_case(found, context)),
            Self::Numbers(order, wanted) => {
                Decimal::read(found).is_some_and(|found| wanted.iter().any(|wanted| order.fits(found.cmp(wanted))))
            }
            Self::Dates(order, wanted) => {
                Instant::read(found).is_some_and(|found| wanted.iter().any(|wanted| order.fits(found.cmp(wanted))))
            }
            Self::Bool { yes, no } => (*yes && found.eq_ignore_ascii_case("true")) || (*no && found.eq_ignore_ascii_case("false")),
            Self::Bytes(wanted) => decoded(found).is_some_and(|found| wanted.contains(&found)),
            Self::Networks(wanted) => Network::address(found).is_some_and(|found| wanted.iter().any(|net| net.contains(found))),
            Self::Arns(wanted) => wanted.iter().any(|arn| arn.matches(found, context)),
            Self::Null { .. } => false,
        }
    }

    /// The values that may have variables.
    pub(super) fn templates(&self) -> impl Iterator<Item = &Template> {
        let (texts, arns): (&[Template], &[ArnPattern]) = match self {
            Self::Texts(texts) | Self::TextsIgnoringCase(texts) => (texts, &[]),
            Self::Arns(arns) => (&[], arns),
            _ => (&[], &[]),
        };
        texts.iter().chain(arns.iter().map(ArnPattern::template))
    }
}

/// What base64 stands for, padded or not.
fn decoded(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose =
        GeneralPurpose::new(&alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));
    LENIENT.decode(text).ok()
}
