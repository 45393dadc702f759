//! Strings of JSON, their escapes resolved.

use std::borrow::Cow;

use super::{JsonError, Parser};

impl<'t> Parser<'t> {
    /// Reads a string; its opening quote is next.
    pub(super) fn string(&mut self) -> Result<Cow<'t, str>, JsonError> {
        let open = self.at;
        self.at += 1;
        let start = self.at;
        self.plain(open)?;
        if self.take(b'"') {
            return Ok(Cow::Borrowed(self.slice(start, self.at - 1)));
        }
        let mut value = self.slice(start, self.at).to_owned();
        loop {
            // What stopped the plain text is a backslash.
            value.push(self.escape()?);
            let start = self.at;
            self.plain(open)?;
            value.push_str(self.slice(start, self.at));
            if self.take(b'"') {
                return Ok(Cow::Owned(value));
            }
        }
    }

    /// Steps over what stands for itself, up to a quote or a backslash.
    fn plain(&mut self, open: usize) -> Result<(), JsonError> {
        loop {
            match self.peek() {
                Some(b'"' | b'\\') => return Ok(()),
                Some(b'\n' | b'\r') => {
                    return Err(self.error_from(open, "A string ends on the line it begins; its closing quote is missing"));
                }
                Some(0..0x20) => return Err(self.error("A control character in a string is written as an escape, as in \\t")),
                Some(_) => self.at += 1,
                None => return Err(self.error_from(open, "The string has no closing quote")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        self.at += 1;
        let letter = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => return Err(self.error_from(start, "This is no escape of JSON; a backslash itself is written \\\\")),
        };
        self.at += 1;
        Ok(letter)
    }

    /// `\uXXXX`, or two of them for a character beyond U+FFFF. The `u` is next.
    fn unicode(&mut self, start: usize) -> Result<char, JsonError> {
        const LONE: &str = "Half a surrogate pair is no character";
        let first = self.four_digits(start)?;
        if !(0xD800..0xE000).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.error_from(start, LONE));
        }
        if first >= 0xDC00 || self.peek() != Some(b'\\') || self.bytes.get(self.at + 1) != Some(&b'u') {
            return Err(self.error_from(start, LONE));
        }
        self.at += 1;
        let second = self.four_digits(start)?;
        if !(0xDC00..0xE000).contains(&second) {
            return Err(self.error_from(start, LONE));
        }
        let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        char::from_u32(code).ok_or_else(|| self.error_from(start, LONE))
    }

    fn four_digits(&mut self, start: usize) -> Result<u32, JsonError> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return Err(self.error_from(start, "\\u is followed by four hexadecimal digits")) };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
