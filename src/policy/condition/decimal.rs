//! Numbers of conditions, compared exactly whatever their length.

use std::cmp::Ordering;

/// A decimal number: `42`, `-1.50`, `3e8`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decimal {
    negative: bool,
    /// The power of ten of the first digit.
    magnitude: i64,
    /// The digits from the first to the last that is not zero; none for zero.
    digits: Digits,
}

/// Up to 24 digits without an allocation.
#[derive(Clone, Debug)]
enum Digits {
    Few([u8; 24], u8),
    Many(Box<[u8]>),
}

impl Digits {
    fn of(digits: impl Iterator<Item = u8> + Clone) -> Self {
        let mut few = [0; 24];
        let mut length = 0_u8;
        for digit in digits.clone() {
            match few.get_mut(usize::from(length)) {
                Some(place) => *place = digit,
                None => return Self::Many(digits.collect()),
            }
            length += 1;
        }
        Self::Few(few, length)
    }

    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Few(digits, length) => digits.get(..usize::from(*length)).unwrap_or_default(),
            Self::Many(digits) => digits,
        }
    }
}

impl PartialEq for Digits {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Digits {}

impl Decimal {
    /// Reads a number: digits with a point, a sign and an exponent where there are any. `None` where the text is none, or where
    /// its exponent is beyond all measure.
    pub fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (text.starts_with('-'), rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let digits = whole.bytes().chain(fraction.bytes());
        let leading = digits.clone().take_while(|digit| *digit == b'0').count();
        let count = whole.len() + fraction.len();
        if leading == count {
            return Some(Self { negative: false, magnitude: 0, digits: Digits::of(std::iter::empty()) });
        }
        let trailing = digits.clone().rev().take_while(|digit| *digit == b'0').count();
        let first = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()? - 1;
        Some(Self {
            negative,
            magnitude: first.checked_add(exponent)?,
            digits: Digits::of(digits.skip(leading).take(count - leading - trailing)),
        })
    }

    /// -1, 0 or 1.
    fn sign(&self) -> i8 {
        match (self.digits.as_slice().is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_size = || self.magnitude.cmp(&other.magnitude).then_with(|| self.digits.as_slice().cmp(other.digits.as_slice()));
        self.sign().cmp(&other.sign()).then_with(|| match self.sign() {
            0 => Ordering::Equal,
            1 => by_size(),
            _ => by_size().reverse(),
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p32_numbers_compare_as_numbers() {
        for (one, other, expected) in [
            ("9", "10", Ordering::Less),
            ("1.0", "1", Ordering::Equal),
            ("+1", "1e0", Ordering::Equal),
            ("-0", "0.000", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("0.1", "0.10000000000000000000000000000000000001", Ordering::Less),
            ("-2", "-10", Ordering::Greater),
            ("-1", "1", Ordering::Less),
            ("1e3", "1000", Ordering::Equal),
            ("12.5E-1", "1.25", Ordering::Equal),
            (".5", "0.5", Ordering::Equal),
            ("5.", "5", Ordering::Equal),
            ("1e999999999999", "9", Ordering::Greater),
            ("1e-999999999999", "0", Ordering::Greater),
            ("00012", "12", Ordering::Equal),
            ("120", "12", Ordering::Greater),
        ] {
            assert_eq!(Decimal::read(one).unwrap().cmp(&Decimal::read(other).unwrap()), expected, "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", ".", "-", "e1", "1e", "1e+", "1 ", "0x1", "1_0", "NaN", "inf", "1e99999999999999999999", "--1", "١"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }
}
