//! JSON as RFC 8259 has it, read with the place of every part.

mod slips;
mod string;

pub use slips::lost_quote;

use std::borrow::Cow;
use std::collections::HashSet;

use super::Span;

/// How many lists and objects may lie in each other; a policy needs five.
const DEPTH: usize = 64;

/// What is said of one that has more.
const TOO_DEEP: &str = "Lists and objects lie too deep in each other";

/// How many names of an object are compared one by one; from there on they are looked up.
const FEW: usize = 12;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub value: Value<'t>,
    pub span: Span,
}

/// A JSON value; texts are borrowed where they have no escapes.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Null,
    /// `true` or `false`, as written.
    Flag(&'t str),
    /// A number, as written.
    Number(&'t str),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<Member<'t>>),
}

/// A name and its value in an object.
#[derive(Debug)]
pub(super) struct Member<'t> {
    pub name: Cow<'t, str>,
    pub name_span: Span,
    pub value: Node<'t>,
}

impl Value<'_> {
    /// What it is, with an article.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// Why a text is no JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct JsonError {
    pub span: Span,
    /// What is wrong there, a sentence without its full stop.
    pub what: &'static str,
}

/// A text read to its end.
#[derive(Debug)]
pub(super) struct Json<'t> {
    pub root: Node<'t>,
    /// Where names stand that their object had before.
    pub duplicates: Vec<Span>,
}

/// Reads a text that is one JSON value.
pub(super) fn parse(text: &str) -> Result<Json<'_>, JsonError> {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, depth: 0, duplicates: Vec::new() };
    parser.skip_blanks();
    let root = parser.value()?;
    parser.skip_blanks();
    if parser.at < text.len() {
        return Err(parser.too_much());
    }
    Ok(Json { root, duplicates: parser.duplicates })
}

/// Why a text is no JSON, a sentence without its full stop, and at which byte; `None` where it may be JSON that a policy could not be.
pub fn why_no_json(text: &str) -> Option<(usize, &'static str)> {
    let error = parse(text).err().filter(|error| error.what != TOO_DEEP)?;
    Some((error.span.start, error.what))
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    duplicates: Vec<Span>,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Steps over a byte if it is the next.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// An error at the next character.
    fn error(&self, what: &'static str) -> JsonError {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        JsonError { span: Span { start: self.at, end: self.at + length }, what }
    }

    fn error_from(&self, start: usize, what: &'static str) -> JsonError {
        JsonError { span: Span { start, end: self.at }, what }
    }

    fn value(&mut self) -> Result<Node<'t>, JsonError> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::list)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word()?,
            None => return Err(self.error("The document ends where a value is expected")),
            Some(_) => return Err(self.expected("A value is expected here")),
        };
        Ok(Node { value, span: Span { start, end: self.at } })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value<'t>, JsonError>) -> Result<Value<'t>, JsonError> {
        if self.depth == DEPTH {
            return Err(self.error(TOO_DEEP));
        }
        self.depth += 1;
        self.at += 1;
        self.skip_blanks();
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Value<'t>, JsonError> {
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value()?);
            let end = self.at;
            self.skip_blanks();
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            let comma = self.at;
            if !self.take(b',') {
                return Err(self.not_parted(end, false));
            }
            self.skip_blanks();
            if self.peek() == Some(b']') {
                return Err(Self::trailing(comma));
            }
        }
    }

    fn object(&mut self) -> Result<Value<'t>, JsonError> {
        let mut members = Vec::new();
        let mut many = HashSet::new();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            let member = self.member(members.is_empty())?;
            let end = self.at;
            if is_known(&members, &mut many, &member.name) {
                self.duplicates.push(member.name_span);
            }
            members.push(member);
            self.skip_blanks();
            if self.take(b'}') {
                return Ok(Value::Object(members));
            }
            let comma = self.at;
            if !self.take(b',') {
                return Err(self.not_parted(end, true));
            }
            self.skip_blanks();
            if self.peek() == Some(b'}') {
                return Err(Self::trailing(comma));
            }
        }
    }

    fn member(&mut self, is_first: bool) -> Result<Member<'t>, JsonError> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.no_name(is_first));
        }
        let name = self.string()?;
        let name_span = Span { start, end: self.at };
        self.skip_blanks();
        if !self.take(b':') {
            return Err(self.no_colon(name_span.end));
        }
        self.skip_blanks();
        Ok(Member { name, name_span, value: self.value()? })
    }

    fn word(&mut self) -> Result<Value<'t>, JsonError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            self.at += 1;
        }
        match self.slice(start, self.at) {
            "null" => Ok(Value::Null),
            flag @ ("true" | "false") => Ok(Value::Flag(flag)),
            _ => {
                self.at = start;
                Err(self.bare_value())
            }
        }
    }

    fn number(&mut self) -> Result<&'t str, JsonError> {
        let start = self.at;
        self.take(b'-');
        if self.take(b'0') {
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.error("A number has no zeros before its first digit"));
            }
        } else {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Ok(self.slice(start, self.at))
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if start == self.at { Err(self.error("A digit is expected here")) } else { Ok(()) }
    }
}

/// Whether an object has a name already. Remembers the names once there are more than a few.
#[allow(clippy::ptr_arg, reason = "what is borrowed stays borrowed in the clone")]
fn is_known<'t>(members: &[Member<'t>], many: &mut HashSet<Cow<'t, str>>, name: &Cow<'t, str>) -> bool {
    if members.len() < FEW {
        return members.iter().any(|member| member.name == *name);
    }
    if many.is_empty() {
        many.extend(members.iter().map(|member| member.name.clone()));
    }
    !many.insert(name.clone())
}

#[cfg(test)]
mod tests;
