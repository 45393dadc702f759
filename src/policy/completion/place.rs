//! Where a cursor stands in a text that may be half a document: a scanner that takes JSON as it comes.

use crate::policy::document::Span;

/// Objects and lists may lie in each other so deep; what is deeper is no policy.
const DEPTH: usize = 32;

/// A piece of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token {
    /// One of `{ } [ ] : ,`
    Sign(u8),
    /// A string: its contents, and whether its closing quote is there.
    Text(Span, bool),
    /// Anything else that has no blanks: a number, `true`, a name without quotes.
    Bare(Span),
}

impl Token {
    /// Where it ends that begins at a byte.
    fn end(self, start: usize) -> usize {
        match self {
            Self::Sign(_) => start + 1,
            Self::Text(span, is_closed) => span.end + usize::from(is_closed),
            Self::Bare(span) => span.end,
        }
    }

    /// Whether it is a text that a colon follows: where its object goes on without a value or a comma before it, it is a name.
    fn is_named(self, text: &str, start: usize) -> bool {
        matches!(self, Self::Text(_, true)) && text.get(self.end(start)..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    }
}

/// Reads tokens from a byte on. A string ends at its quote, at the end of its line at the latest.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl Tokens<'_> {
    fn string(&mut self, open: usize) -> Token {
        let bytes = self.text.as_bytes();
        let start = open + 1;
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    self.at = at + 1;
                    return Token::Text(Span { start, end: at }, true);
                }
                b'\n' | b'\r' => break,
                // What is escaped ends nothing; a line ends all the same.
                b'\\' if !matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) => at += 2,
                _ => at += 1,
            }
        }
        self.at = at;
        Token::Text(Span { start, end: at }, false)
    }

    fn bare(&mut self, start: usize) -> Token {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b'"');
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        // A colon that ends a name without quotes is the object's.
        let word = rest.get(..length).unwrap_or_default();
        let length = if word.ends_with(b":") && length > 1 { length - 1 } else { length };
        self.at = start + length;
        Token::Bare(Span { start, end: self.at })
    }
}

impl Iterator for Tokens<'_> {
    type Item = (usize, Token);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let start = self.at + rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let token = match self.text.as_bytes().get(start)? {
            sign @ (b'{' | b'}' | b'[' | b']' | b':' | b',') => {
                self.at = start + 1;
                Token::Sign(*sign)
            }
            b'"' => self.string(start),
            _ => self.bare(start),
        };
        Some((start, token))
    }
}

/// What comes next in an object or list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
    Name,
    Colon,
    Value,
    Comma,
}

/// An object or list that is open.
#[derive(Clone, Debug)]
struct Frame {
    is_object: bool,
    start: usize,
    /// The last name of an object.
    key: Option<Span>,
    next: Next,
}

/// Objects and lists that are open at some place, the outermost first.
#[derive(Clone, Debug, Default)]
struct Stack {
    frames: Vec<Frame>,
    /// How many more are open than are kept.
    beyond: usize,
    /// The document has ended.
    is_over: bool,
}

/// What a word is where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The name of a member of an object.
    Key,
    /// A value, of a member or in a list.
    Value,
}

impl Stack {
    /// What a word that comes next would be.
    fn role(&self) -> Role {
        match self.frames.last() {
            Some(Frame { is_object: true, next: Next::Name | Next::Comma, .. }) => Role::Key,
            _ => Role::Value,
        }
    }

    /// The sign that is to come before the next word.
    fn lacks(&self) -> Option<char> {
        match self.frames.last()?.next {
            Next::Colon => Some(':'),
            Next::Comma => Some(','),
            Next::Name | Next::Value => None,
        }
    }

    /// Takes in that the next word is a name, whatever was to come.
    fn name_comes(&mut self) {
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.is_object && frame.next == Next::Value) {
            frame.next = Next::Name;
        }
    }

    /// Takes a token in; gives what it was, where it was a word.
    fn take(&mut self, start: usize, token: Token) -> Option<(Role, Span)> {
        match token {
            Token::Sign(b'{' | b'[') if self.beyond > 0 || self.frames.len() == DEPTH => self.beyond += 1,
            Token::Sign(sign @ (b'{' | b'[')) => {
                let (is_object, next) = if sign == b'{' { (true, Next::Name) } else { (false, Next::Value) };
                self.frames.push(Frame { is_object, start, key: None, next });
            }
            Token::Sign(b'}' | b']') if self.beyond > 0 => self.beyond -= 1,
            Token::Sign(b'}' | b']') => {
                self.frames.pop();
                self.value_is_over();
            }
            _ if self.beyond > 0 => {}
            Token::Sign(b':') => self.with_last(|frame| {
                if frame.is_object && frame.key.is_some() {
                    frame.next = Next::Value;
                }
            }),
            Token::Sign(_) => self.with_last(|frame| frame.next = if frame.is_object { Next::Name } else { Next::Value }),
            Token::Text(span, _) | Token::Bare(span) => {
                let role = self.role();
                match role {
                    Role::Key => self.with_last(|frame| (frame.key, frame.next) = (Some(span), Next::Colon)),
                    Role::Value => self.value_is_over(),
                }
                return Some((role, span));
            }
        }
        None
    }

    fn value_is_over(&mut self) {
        self.is_over |= self.frames.is_empty();
        self.with_last(|frame| frame.next = Next::Comma);
    }

    fn with_last(&mut self, change: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            change(frame);
        }
    }

    /// The names on the way to here.
    fn path<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let is_inside = |frame: &&Frame| frame.is_object && matches!(frame.next, Next::Colon | Next::Value);
        self.frames.iter().filter(is_inside).filter_map(|frame| text.get(frame.key?.start..frame.key?.end)).collect()
    }
}

/// A place in a document.
#[derive(Debug)]
pub(super) struct Place<'t> {
    /// The names on the way there, as in `Statement`, `Condition`, `StringEquals`, `aws:username`.
    pub path: Vec<&'t str>,
    /// What is written there.
    pub role: Role,
    /// Whether it is in a list.
    pub is_in_list: bool,
    /// Where that list, or the object, begins.
    pub opened: Option<usize>,
    /// The document has ended before.
    pub is_behind_all: bool,
    /// The colon or comma that lacks before it.
    pub lacks: Option<char>,
    /// Where what stands before it ends.
    pub before: usize,
    /// The word under the cursor: a string's contents, or what stands there without quotes; empty where there is none.
    pub word: Span,
    /// Whether the word stands in quotes; whether the closing one is there.
    pub quotes: Option<bool>,
    /// Where the objects begin that are open there, the outermost first.
    pub objects: Vec<usize>,
}

/// The place of a cursor; a cursor behind the end, or within a character, is moved to the character's beginning.
pub(super) fn place(text: &str, cursor: usize) -> (Place<'_>, usize) {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let mut stack = Stack::default();
    let mut word = Span { start: cursor, end: cursor };
    let (mut quotes, mut before) = (None, 0);
    for (start, token) in (Tokens { text, at: 0 }) {
        if start < cursor && token.is_named(text, start) {
            stack.name_comes();
        }
        match token {
            Token::Text(span, is_closed) if start < cursor && cursor <= span.end => {
                (word, quotes) = (span, Some(is_closed));
                break;
            }
            Token::Bare(span) if start < cursor && cursor <= span.end => {
                word = span;
                break;
            }
            // A value has a colon within, as in `s3:`, where more is about to be typed behind it.
            Token::Bare(span) if cursor == span.end + 1 && text.as_bytes().get(span.end) == Some(&b':') && stack.role() == Role::Value => {
                word = Span { end: cursor, ..span };
                break;
            }
            _ if start >= cursor => break,
            _ => {}
        }
        stack.take(start, token);
        before = token.end(start);
    }
    let objects = stack.frames.iter().filter(|frame| frame.is_object).map(|frame| frame.start).collect();
    let place = Place {
        path: stack.path(text),
        role: stack.role(),
        is_in_list: stack.frames.last().is_some_and(|frame| !frame.is_object),
        opened: stack.frames.last().map(|frame| frame.start),
        is_behind_all: stack.is_over && stack.frames.is_empty(),
        lacks: stack.lacks(),
        before,
        word,
        quotes,
        objects,
    };
    (place, cursor)
}

/// Whether a text begins with a value: a list, an object, a number, or a string that is no name.
pub(super) fn is_value(text: &str) -> bool {
    let first = (Tokens { text, at: 0 }).next();
    first.is_some_and(|(start, token)| match token {
        Token::Sign(sign) => matches!(sign, b'{' | b'['),
        Token::Text(..) => !token.is_named(text, start),
        Token::Bare(_) => true,
    })
}

/// A word of an object, with the names on the way to it from there.
pub(super) struct Word<'t> {
    pub path: Vec<&'t str>,
    pub role: Role,
    pub span: Span,
    pub text: &'t str,
}

/// The words of the object that begins at a byte, up to its end or the text's; at most so many.
pub(super) fn words(text: &str, object: usize, most: usize) -> Vec<Word<'_>> {
    let mut stack = Stack::default();
    let mut found = Vec::new();
    for (start, token) in (Tokens { text, at: object }) {
        if token.is_named(text, start) {
            stack.name_comes();
        }
        // Of signs, and of what lies too deep, no path is asked for.
        let is_word = matches!(token, Token::Text(..) | Token::Bare(_)) && stack.beyond == 0;
        let path = if is_word { stack.path(text) } else { Vec::new() };
        if let Some((role, span)) = stack.take(start, token) {
            found.push(Word { path, role, span, text: text.get(span.start..span.end).unwrap_or_default() });
        }
        if stack.frames.is_empty() || found.len() == most {
            break;
        }
    }
    found
}
