//! Patterns that may hold policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.

use super::glob::{Encoded, Glob, Sign};
use crate::policy::document::Version;
use crate::policy::request::{Context, ContextKey, Value};

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

#[derive(Clone, Debug)]
enum Piece {
    Pattern(Encoded),
    Variable { key: ContextKey, default: Option<Box<str>> },
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

/// The colons that divide the parts of an ARN; those behind them belong to the last part.
pub const COLONS: usize = 5;

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

fn pieces(text: &str, style: Style, with_variables: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut pattern = Encoded::default();
    let mut rest = text;
    let mut colons = 0;
    let last_brace = text.rfind('}').unwrap_or_default();
    while let Some(at) = rest.find(['*', '?', '$']) {
        let (before, from) = rest.split_at(at);
        colons += before.matches(':').count();
        let is_in_last = colons >= COLONS;
        pattern.push_text(before);
        // Looked for only where a brace is left: a text full of unclosed ones stays linear.
        if with_variables
            && text.len() - from.len() <= last_brace
            && let Some((inside, behind)) = variable(from)
        {
            if let Some(text) = literal(inside) {
                pattern.push_text(text);
            } else {
                if pattern.len() > 0 {
                    pieces.push(Piece::Pattern(std::mem::take(&mut pattern)));
                }
                pieces.push(key_and_default(inside));
            }
            rest = behind;
            continue;
        }
        let (sign, behind) = from.split_at(1);
        match (sign, style) {
            ("*", Style::Plain) => pattern.push_run(true),
            ("*", Style::Resource) => pattern.push_run(is_in_last || behind.is_empty() || behind.starts_with(':')),
            ("?", Style::Plain) => pattern.push_one(true),
            ("?", Style::Resource) => pattern.push_one(is_in_last),
            _ => pattern.push_text(sign),
        }
        rest = behind;
    }
    pattern.push_text(rest);
    if pattern.len() > 0 {
        pieces.push(Piece::Pattern(pattern));
    }
    pieces
}

/// The six parts of an ARN pattern, as they are divided before any variable is replaced; `None` where it has fewer.
pub(super) fn parts(text: &str, version: Version) -> Option<[&str; 6]> {
    let (mut parts, mut begin, mut at) = ([""; 6], 0, 0);
    let last_brace = text.rfind('}').unwrap_or_default();
    for part in parts.get_mut(..COLONS)? {
        let end = loop {
            let rest = text.get(at..)?;
            let found = rest.find(['$', ':'])?;
            let from = rest.get(found..)?;
            if from.starts_with(':') {
                break at + found;
            }
            let may_be = version == Version::V2012 && at + found <= last_brace;
            let behind = if may_be { variable(from) } else { None };
            at = behind.map_or(at + found + 1, |(_, behind)| text.len() - behind.len());
        };
        *part = text.get(begin..end)?;
        (begin, at) = (end + 1, end + 1);
    }
    *parts.last_mut()? = text.get(begin..)?;
    Some(parts)
}

/// What is between the braces of a variable that begins here, and what follows it. A brace within a default's quotes does not
/// end it. An unclosed one is ordinary text.
fn variable(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("${")?;
    let end = inside.find('}')?;
    if let Some(quote) = inside.get(..end)?.find('\'') {
        let quoted = inside.get(quote + 1..)?;
        if let Some(close) = quoted.find('\'') {
            let behind = quoted.get(close + 1..)?;
            let after = behind.trim_start();
            if let Some(after) = after.strip_prefix('}') {
                let length = inside.len() - after.len() - 1;
                return Some((inside.get(..length)?, after));
            }
        }
    }
    Some((inside.get(..end)?, inside.get(end + 1..)?))
}

/// A text as a pattern that only it fits.
fn as_literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, letter| {
        match letter {
            '*' | '?' | '$' => pattern.extend(["${", letter.encode_utf8(&mut [0; 4]), "}"]),
            letter => pattern.push(letter),
        }
        pattern
    })
}

/// The characters that can be written as variables.
fn literal(inside: &str) -> Option<&str> {
    matches!(inside, "*" | "?" | "$").then_some(inside)
}

fn key_and_default(inside: &str) -> Piece {
    let with_default = inside.split_once(',').and_then(|(key, default)| {
        let default = default.trim().strip_prefix('\'')?.strip_suffix('\'')?;
        Some((key, default))
    });
    match with_default {
        Some((key, default)) => Piece::Variable { key: ContextKey::new(key.trim()), default: Some(default.into()) },
        // A default without quotes is none; the whole then is a key that no request has.
        None => Piece::Variable { key: ContextKey::new(inside.trim()), default: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Context {
        let mut context = Context::default();
        context.insert("aws:username", Value::Single("al*ce".to_owned()));
        context.insert("empty", Value::Single(String::new()));
        context.insert("colons", Value::Single("a:b".to_owned()));
        context.insert("aws:TagKeys", Value::Multi(vec!["one".to_owned()]));
        context
    }

    fn matches(pattern: &str, style: Style, text: &str) -> bool {
        Template::new(pattern, style, Version::V2012).matches(text, &context())
    }

    #[test]
    fn p36_a_substituted_value_is_literal() {
        assert!(matches("home/${AWS:UserName}/*", Style::Resource, "home/al*ce/x"));
        assert!(!matches("home/${aws:username}/*", Style::Resource, "home/alice/x"));
    }

    #[test]
    fn p37_a_variable_without_value_matches_nothing() {
        assert!(!matches("*${absent}", Style::Plain, "x"));
        assert!(!matches("${absent}", Style::Plain, ""));
        assert!(matches("${empty}", Style::Plain, ""));
        let template = Template::new("${empty}${absent}", Style::Plain, Version::V2012);
        assert_eq!(template.without_value(&context()), Some("absent"));
    }

    #[test]
    fn p38_defaults_and_literal_forms() {
        assert!(matches("${absent, 'd'}/${empty,'d'}", Style::Plain, "d/"));
        assert!(matches("${absent, 'a}b'}", Style::Plain, "a}b"));
        assert!(matches("${absent, 'a*'}", Style::Plain, "a*") && !matches("${absent, 'a*'}", Style::Plain, "ab"));
        assert!(!matches("${absent, d}", Style::Plain, "d"));
        assert!(matches("a${*}b${?}${$}", Style::Resource, "a*b?$"));
        assert!(!matches("a${*}b", Style::Resource, "axb"));
    }

    #[test]
    fn p39_multivalued_keys_are_no_variables() {
        assert!(!matches("${aws:TagKeys}", Style::Plain, "one"));
        assert!(matches("${aws:TagKeys, 'd'}", Style::Plain, "d"));
    }

    #[test]
    fn p34_the_old_version_has_no_variables() {
        let old = Template::new("${*}/${aws:username}", Style::Plain, Version::V2008);
        assert!(old.matches("${abc}/${aws:username}", &context()));
        assert!(!old.matches("*/al*ce", &context()));
    }

    #[test]
    fn an_unclosed_variable_is_text() {
        assert!(matches("${a*", Style::Plain, "${abc"));
        assert!(matches("a$*", Style::Plain, "a$b"));
        assert!(matches("${x, 'y}", Style::Literal, "") == matches("${absent}", Style::Literal, ""));
    }

    #[test]
    fn a_run_that_does_not_end_its_part_stays_in_it_unless_that_is_the_last() {
        for (pattern, text, expected) in [
            ("arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:q", true),
            ("arn:aws:sqs:*:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
            ("arn:aws:sqs:e*1:q", "arn:aws:sqs:eu-west-1:111122223333:q", false),
            ("arn:aws:sqs:e*1:*:q", "arn:aws:sqs:eu-west-1:111122223333:q", true),
            ("arn:aws:sqs:*:t*-q", "arn:aws:sqs:eu:1111:x:team-q", true),
            ("arn:aws:sqs:*:t*-q", "arn:aws:sqs:eu:1111:team:x-q", false),
            ("arn:aws:s?s:::b", "arn:aws:s:s:::b", false),
            ("arn:aws:s3:::b?c", "arn:aws:s3:::b:c", true),
            ("arn:aws:s3:::b/*/d", "arn:aws:s3:::b/x/y/d", true),
            ("arn:aws:s3:::b/*/d", "arn:aws:s3:::b/x:y/d", true),
            ("arn:aws:s*:::b/*.pem", "arn:aws:s3:::b/2026-01-01T10:00.pem", true),
            ("arn:aws:s*:x:::b/*.pem", "arn:aws:s3:::b/2026-01-01T10:00.pem", false),
            ("arn:aws:s3:::?*?b/?.*:z", "arn:aws:s3:::a:b/:.x:y:z", true),
            // The colons of a variable divide nothing.
            ("arn:aws:s3::${a:b:c, 'x'}:y*z", "arn:aws:s3::x:y:z", true),
            ("arn:aws:s3:${a:b:c, 'x'}:y*z", "arn:aws:s3:x:y:z", false),
            ("arn:aws:s3:::b/**", "arn:aws:s3:::b/x:y/d", true),
            ("x*:b*c", "xx:bb:b1c", true),
            ("arn:aws:s3:::${colons}*", "arn:aws:s3:::a:b:c", true),
            ("arn:aws:s3:::x*${colons}", "arn:aws:s3:::xyza:b", true),
            ("arn:aws:s3:::x*${empty}", "arn:aws:s3:::xyz:a", true),
            ("arn:aws:s3:x*${empty}", "arn:aws:s3:xyz:a", false),
        ] {
            assert_eq!(matches(pattern, Style::Resource, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn thousands_of_variables_take_no_memory() {
        let mut context = Context::default();
        context.insert("k", Value::Single("x".repeat(100_000)));
        let template = Template::new(&"${k}".repeat(100_000), Style::Plain, Version::V2012);
        assert!(!template.matches("x", &context));
    }

    #[test]
    fn case_is_ignored_in_any_script() {
        let equals =
            |pattern: &str, text: &str| Template::new(pattern, Style::Literal, Version::V2012).equals_ignoring_case(text, &context());
        assert!(equals("ÄRGER${aws:username}", "ärgerAL*CE") && equals("", "") && !equals("a", "b"));
    }
}
