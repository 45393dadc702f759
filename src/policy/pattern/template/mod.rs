//! Patterns that may hold policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.

mod pieces;

pub use pieces::COLONS;
pub(super) use pieces::parts;

use super::glob::{Encoded, Glob, Sign};
use crate::policy::document::{Version, variable};
use crate::policy::request::{Context, ContextKey, Value};
use pieces::{Piece, as_literal, key_and_default, literal, pieces};

/// What `*` and `?` of a pattern mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Nothing: they are ordinary characters, as in the values of `StringEquals`.
    Literal,
    /// Any characters, as in the values of `StringLike`.
    Plain,
    /// Any characters of their part of an ARN. A `*` that ends its part runs over the colons behind it, too; in the last part,
    /// which holds whatever colons a name has, both stand for colons as well.
    Resource,
}

/// A pattern as a policy has it.
#[derive(Clone, Debug)]
pub struct Template {
    text: Box<str>,
    /// Whether the document is of the version that knows variables.
    takes_variables: bool,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Fixed(Glob),
    Variables(Box<[Piece]>),
}

impl Template {
    /// Reads a pattern. In documents of the old version variables are ordinary text.
    pub fn new(text: &str, style: Style, version: Version) -> Self {
        let takes_variables = version == Version::V2012;
        let pieces = pieces(text, style, takes_variables);
        let form = match <[Piece; 1]>::try_from(pieces) {
            Ok([Piece::Pattern(pattern)]) => Form::Fixed(pattern.glob()),
            Ok(variable) => Form::Variables(Box::new(variable)),
            Err(pieces) if pieces.is_empty() => Form::Fixed(Encoded::default().glob()),
            Err(pieces) => Form::Variables(pieces.into()),
        };
        Self { text: text.into(), takes_variables, form }
    }

    /// The pattern as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the whole text matches. A variable without a value matches nothing.
    pub fn matches(&self, text: &str, context: &Context) -> bool {
        match &self.form {
            Form::Fixed(glob) => glob.matches(text),
            Form::Variables(pieces) => expanded(pieces, context, text.len()).is_some_and(|pattern| pattern.matches(text)),
        }
    }

    /// Whether the text is the same but for case.
    pub fn equals_ignoring_case(&self, text: &str, context: &Context) -> bool {
        match &self.form {
            Form::Fixed(Glob::Exact(exact)) => same_but_for_case(exact, text),
            Form::Fixed(glob) => glob.matches(text),
            // A character's other case may be up to three times as long.
            Form::Variables(pieces) => expanded(pieces, context, text.len().saturating_mul(3))
                .is_some_and(|pattern| pattern.text().is_some_and(|exact| same_but_for_case(exact, text))),
        }
    }

    /// The first variable in it that has no value here: absent or multivalued, and no default.
    pub fn without_value(&self, context: &Context) -> Option<&str> {
        let Form::Variables(pieces) = &self.form else { return None };
        pieces.iter().find_map(|piece| match piece {
            Piece::Variable { key, default: None } if single(context, key).is_none() => Some(key.name()),
            _ => None,
        })
    }

    /// A text that it matches: variables replaced, `x` for wildcards. `None` where a variable has no value.
    pub fn example(&self, context: &Context) -> Option<String> {
        match &self.form {
            Form::Fixed(glob) => Some(glob.example()),
            Form::Variables(pieces) => expanded(pieces, context, LONGEST_EXAMPLE).map(|pattern| pattern.example()),
        }
    }

    /// What it consists of once its variables are replaced; `None` where one has no value.
    pub fn signs(&self, context: &Context) -> Option<Vec<Sign>> {
        match &self.form {
            Form::Fixed(glob) => Some(glob.encoded().signs()),
            Form::Variables(pieces) => expanded(pieces, context, LONGEST_EXAMPLE).map(|pattern| pattern.signs()),
        }
    }

    /// The pattern as text, with the values of the keys that `known` tells put in for their variables, so that only they fit.
    /// `None` where one of these has no value here, and no default: it matches nothing.
    pub fn filled(&self, context: &Context, known: impl Fn(&str) -> bool) -> Option<String> {
        if !self.takes_variables {
            return Some(self.text.replace("${", "${$}{"));
        }
        let (mut filled, mut rest) = (String::new(), &*self.text);
        let last_brace = self.text.rfind('}').unwrap_or_default();
        while let Some((before, _)) = rest.split_once("${") {
            let (before, from) = rest.split_at(before.len());
            if self.text.len() - from.len() > last_brace {
                break;
            }
            let Some((inside, behind)) = variable(from) else { break };
            filled.push_str(before);
            match key_and_default(inside) {
                Piece::Variable { key, default } if literal(inside).is_none() && known(key.name()) => {
                    filled.push_str(&as_literal(single(context, &key).or(default.as_deref())?));
                }
                _ => filled.extend(["${", inside, "}"]),
            }
            rest = behind;
        }
        filled.push_str(rest);
        Some(filled)
    }

    /// The keys of its variables.
    pub fn variables(&self) -> impl Iterator<Item = &ContextKey> {
        let pieces: &[Piece] = match &self.form {
            Form::Fixed(_) => &[],
            Form::Variables(pieces) => pieces,
        };
        pieces.iter().filter_map(|piece| match piece {
            Piece::Variable { key, .. } => Some(key),
            Piece::Pattern(_) => None,
        })
    }

    /// Whether `${…}` in it is a variable, or one of the characters `*`, `?` and `$`, rather than ordinary text.
    pub const fn takes_variables(&self) -> bool {
        self.takes_variables
    }

    /// Whether `${…}` in it is ordinary text, since the document is of the old version.
    pub fn hides_variables(&self) -> bool {
        !self.takes_variables && self.text.contains("${")
    }

    /// Whether there is a variable in it.
    pub fn has_variables(&self) -> bool {
        matches!(self.form, Form::Variables(_))
    }

    /// The pattern with its variables replaced; `None` where one has no value, or where more than `longest` bytes would have
    /// to match.
    pub(super) fn expanded(&self, context: &Context, longest: usize) -> Option<Encoded> {
        match &self.form {
            Form::Fixed(_) => None,
            Form::Variables(pieces) => expanded(pieces, context, longest),
        }
    }
}

/// More than the longest value that anybody looks at, in bytes.
const LONGEST_EXAMPLE: usize = 4_096;

fn same_but_for_case(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

/// The value of a key that a variable may use: there, and single-valued.
fn single<'a>(context: &'a Context, key: &ContextKey) -> Option<&'a str> {
    match context.get(key)? {
        Value::Single(value) => Some(value),
        Value::Multi(_) => None,
    }
}

fn expanded(pieces: &[Piece], context: &Context, longest: usize) -> Option<Encoded> {
    let mut pattern = Encoded::default();
    let mut fixed = 0;
    for piece in pieces {
        match piece {
            Piece::Pattern(part) => pattern.push(part),
            Piece::Variable { key, default } => {
                let value = single(context, key).or(default.as_deref())?;
                fixed += value.len();
                if fixed > longest {
                    return None;
                }
                pattern.push_text(value);
            }
        }
    }
    Some(pattern)
}

#[cfg(test)]
mod tests;
