//! The form of a check: what is in what, before any name is understood.

use std::ops::Range;

use super::error::CheckError;
use super::token::{Token, TokenKind, tokens};

/// More than this stands in nothing: brackets, negations and arguments.
const DEEPEST: usize = 40;

/// A piece of a check, with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::training::check) struct Node {
    pub what: Syntax,
    pub at: Range<usize>,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::training::check) enum Syntax {
    /// A word; a number is one, too.
    Word(String),
    /// A text in quotes.
    Text(String),
    /// `name(argument, …)`.
    Call {
        name: String,
        name_at: Range<usize>,
        arguments: Vec<Node>,
    },
    /// `u in users`, as the first argument of a binder.
    In {
        variable: String,
        over: Box<Node>,
    },
    /// `[user:alice, user:bob]`.
    List(Vec<Node>),
    /// `{mfa: true}`.
    Map(Vec<(Node, Node)>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Compare {
        sign: &'static str,
        left: Box<Node>,
        right: Box<Node>,
    },
}

/// Reads a text whole.
///
/// # Errors
/// Where it ends too early, or goes on where it should end, and what was expected.
pub(in crate::training::check) fn read(text: &str) -> Result<Node, CheckError> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, next: 0, end: text.len(), depth: 0 };
    let node = reader.any()?;
    reader.finish("&&, || or a comparison")?;
    Ok(node)
}

/// Reads `PRINCIPAL ACTION RESOURCE`, and perhaps `{CONTEXT}`: the arguments of a decision.
///
/// # Errors
/// As [`read`].
pub(in crate::training::check) fn read_request(text: &str) -> Result<Vec<Node>, CheckError> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, next: 0, end: text.len(), depth: 0 };
    let mut parts = vec![reader.primary("a principal")?, reader.primary("an action")?, reader.primary("a resource")?];
    if reader.peeks("{") {
        parts.push(reader.primary("a context")?);
    }
    reader.finish("{context}")?;
    Ok(parts)
}

struct Reader<'t> {
    tokens: &'t [Token],
    next: usize,
    end: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn peeks(&self, wanted: &str) -> bool {
        matches!(self.peek(), Some(Token { kind: TokenKind::Sign(sign), .. }) if *sign == wanted)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.peeks(wanted);
        self.next += usize::from(found);
        found
    }

    /// That something else was expected at the place where the reader is.
    fn expected<T>(&self, what: &str) -> Result<T, CheckError> {
        Err(match self.peek() {
            Some(token) => CheckError::new(token.at.clone(), format!("Expected {what}, and found {}.", token.kind.shown())),
            None => CheckError::new(self.end..self.end, format!("Expected {what}, and the text ends here.")),
        })
    }

    fn finish(&self, what: &str) -> Result<(), CheckError> {
        if self.peek().is_none() { Ok(()) } else { self.expected(&format!("{what}, or the end")) }
    }

    /// Where the last token ended.
    fn behind(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.at.end)
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, CheckError>) -> Result<T, CheckError> {
        if self.depth == DEEPEST {
            return self.expected(&format!("no more than {DEEPEST} things in each other"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn any(&mut self) -> Result<Node, CheckError> {
        self.deeper(|reader| reader.joined("||", |reader| reader.joined("&&", Self::comparison, Syntax::And), Syntax::Or))
    }

    fn joined(
        &mut self,
        sign: &str,
        part: impl Fn(&mut Self) -> Result<Node, CheckError>,
        join: fn(Vec<Node>) -> Syntax,
    ) -> Result<Node, CheckError> {
        let first = part(self)?;
        if !self.peeks(sign) {
            return Ok(first);
        }
        let from = first.at.start;
        let mut parts = vec![first];
        while self.take(sign) {
            parts.push(part(self)?);
        }
        Ok(Node { what: join(parts), at: from..self.behind() })
    }

    fn comparison(&mut self) -> Result<Node, CheckError> {
        let left = self.negation()?;
        let sign = match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Sign(sign @ ("==" | "!=" | "<" | "<=" | ">" | ">="))) => *sign,
            _ => return Ok(left),
        };
        self.next += 1;
        let right = self.negation()?;
        let at = left.at.start..right.at.end;
        Ok(Node { what: Syntax::Compare { sign, left: Box::new(left), right: Box::new(right) }, at })
    }

    fn negation(&mut self) -> Result<Node, CheckError> {
        let from = self.peek().map_or(self.end, |token| token.at.start);
        if !self.take("!") {
            return self.primary("a predicate or a value");
        }
        let inner = self.deeper(Self::negation)?;
        Ok(Node { at: from..inner.at.end, what: Syntax::Not(Box::new(inner)) })
    }

    fn primary(&mut self, what: &str) -> Result<Node, CheckError> {
        let Some(Token { kind, at }) = self.peek().cloned() else { return self.expected(what) };
        self.next += 1;
        let what = match kind {
            TokenKind::Text(text) => Syntax::Text(text),
            TokenKind::Word(name) if self.take("(") => {
                let arguments = self.list(")", Self::argument)?;
                Syntax::Call { name, name_at: at.clone(), arguments }
            }
            TokenKind::Word(word) => Syntax::Word(word),
            TokenKind::Sign("(") => {
                let inner = self.any()?;
                if !self.take(")") {
                    return self.expected(")");
                }
                return Ok(inner);
            }
            TokenKind::Sign("[") => Syntax::List(self.list("]", Self::argument)?),
            TokenKind::Sign("{") => Syntax::Map(self.list("}", Self::entry)?),
            TokenKind::Sign(_) => {
                self.next -= 1;
                return self.expected(what);
            }
        };
        Ok(Node { what, at: at.start..self.behind() })
    }

    /// What stands between brackets, with commas between, up to the closing one.
    fn list<T>(&mut self, end: &str, item: fn(&mut Self) -> Result<T, CheckError>) -> Result<Vec<T>, CheckError> {
        let mut items = Vec::new();
        if self.take(end) {
            return Ok(items);
        }
        loop {
            items.push(self.deeper(item)?);
            if self.take(end) {
                return Ok(items);
            }
            if !self.take(",") {
                return self.expected(&format!(", or {end}"));
            }
        }
    }

    fn argument(&mut self) -> Result<Node, CheckError> {
        let word = |token: Option<&Token>| match token.map(|token| &token.kind) {
            Some(TokenKind::Word(word)) => Some(word.clone()),
            _ => None,
        };
        let from = self.peek().map_or(self.end, |token| token.at.start);
        match (word(self.peek()), word(self.tokens.get(self.next + 1)).as_deref()) {
            (Some(variable), Some("in")) => {
                self.next += 2;
                let over = self.primary("users, groups, roles, policies, buckets, instances, functions or a list")?;
                Ok(Node { at: from..over.at.end, what: Syntax::In { variable, over: Box::new(over) } })
            }
            _ => self.any(),
        }
    }

    /// `mfa: true`; the colon may stand with the word before it, with the one behind it, or by itself.
    fn entry(&mut self) -> Result<(Node, Node), CheckError> {
        let mut key = self.primary("a condition key, as in mfa: true")?;
        if let Syntax::Word(word) = &key.what
            && let Some(name) = word.strip_suffix(':')
        {
            key.what = Syntax::Word(name.to_owned());
            return Ok((key, self.primary("a value")?));
        }
        let mut value = match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Word(word)) if word.starts_with(':') => self.primary("a value")?,
            _ => return self.expected(": and a value, with a blank between"),
        };
        if matches!(&value.what, Syntax::Word(word) if word == ":") {
            value = self.primary("a value")?;
        } else if let Syntax::Word(word) = &value.what {
            let word = word.trim_start_matches(':').to_owned();
            value.what = Syntax::Word(word);
        }
        Ok((key, value))
    }
}
