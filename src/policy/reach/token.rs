//! Patterns as rows of tokens, so that two of them can be compared.

use crate::policy::pattern::COLONS;

/// One part of a pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// This byte.
    Byte(u8),
    /// One character of a class.
    One(Class),
    /// Any number of characters of a class.
    Star(Class),
    /// A policy variable: some text, the same for the same name.
    Variable(String),
}

/// The characters that a wildcard stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Class {
    /// Whether a colon is one.
    pub colon: bool,
    /// Whether a slash is one.
    pub slash: bool,
}

impl Class {
    /// Every character.
    pub(super) const ANY: Self = Self { colon: true, slash: true };
    /// What stays in a part of an ARN.
    pub(super) const PART: Self = Self { colon: false, slash: true };
    /// What stays in a part and between slashes.
    pub(super) const NAME: Self = Self { colon: false, slash: false };

    /// Whether a byte is of the class.
    pub(super) const fn has(self, byte: u8) -> bool {
        match byte {
            b':' => self.colon,
            b'/' => self.slash,
            _ => true,
        }
    }

    /// Whether every character of another class is of this one.
    pub(super) const fn contains(self, other: Self) -> bool {
        (self.colon || !other.colon) && (self.slash || !other.slash)
    }
}

/// The tokens of a `Resource` entry. Where all six parts of an ARN are there, the stars of the first five are taken to stay in
/// theirs: what they could reach beyond is no resource that anybody means.
pub(super) fn of_resource(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len());
    let (mut at, mut colons) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        if let Some((token, end)) = variable(text, at) {
            tokens.push(token);
            at = end;
            continue;
        }
        at += 1;
        let is_in_last = colons >= COLONS;
        let ends_part = matches!(bytes.get(at), None | Some(b':'));
        tokens.push(match byte {
            b'*' if is_in_last || ends_part => Token::Star(Class::ANY),
            b'*' => Token::Star(Class::PART),
            b'?' if is_in_last => Token::One(Class::ANY),
            b'?' => Token::One(Class::PART),
            byte => Token::Byte(*byte),
        });
        if *byte == b':' {
            colons += 1;
            if colons == COLONS {
                tokens.iter_mut().filter(|token| matches!(token, Token::Star(_))).for_each(|star| *star = Token::Star(Class::PART));
            }
        }
    }
    tokens
}

/// The variable that begins at a byte, and where it ends. `${*}`, `${?}` and `${$}` are those characters themselves.
fn variable(text: &str, at: usize) -> Option<(Token, usize)> {
    let inside = text.get(at..)?.strip_prefix("${")?;
    // A name has no line of its own in any reference: a brace further away than this closes something else.
    let length = inside.bytes().take(2_000).position(|byte| byte == b'}')?;
    let name = inside.get(..length)?;
    let token = match name {
        "*" | "?" | "$" => Token::Byte(name.as_bytes().first().copied()?),
        name => Token::Variable(name.to_ascii_lowercase()),
    };
    Some((token, at + length + 3))
}

/// The tokens of an action pattern, in lower case.
pub(super) fn of_action(text: &str) -> Vec<Token> {
    let token = |byte: u8| match byte {
        b'*' => Token::Star(Class::ANY),
        b'?' => Token::One(Class::ANY),
        byte => Token::Byte(byte.to_ascii_lowercase()),
    };
    text.bytes().map(token).collect()
}

/// What stands behind the fifth colon, where nothing before it can run over colons.
pub(super) fn last_part(tokens: &[Token]) -> Option<&[Token]> {
    let mut colons = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Byte(b':') => colons += 1,
            Token::Byte(_) => {}
            Token::One(class) | Token::Star(class) if !class.colon => {}
            Token::One(_) | Token::Star(_) | Token::Variable(_) => return None,
        }
        if colons == COLONS {
            return tokens.get(at + 1..);
        }
    }
    None
}

/// The bytes before the first wildcard.
pub(super) fn literal(tokens: &[Token]) -> impl Iterator<Item = u8> {
    tokens.iter().map_while(|token| if let Token::Byte(byte) = token { Some(*byte) } else { None })
}
