//! ARNs as the ARN condition operators compare them: six parts, each by itself.

use super::glob;
use super::template::{self, Style, Template};
use crate::policy::document::Version;
use crate::policy::request::Context;

/// The value of an `ArnEquals` or `ArnLike` condition.
#[derive(Clone, Debug)]
pub struct ArnPattern {
    template: Template,
    /// The parts as they are written; `None` where there are fewer.
    parts: Option<Box<[Template; 6]>>,
}

impl ArnPattern {
    /// Reads a value; wildcards stay within their part.
    pub fn new(text: &str, version: Version) -> Self {
        let parts = template::parts(text, version).map(|parts| Box::new(parts.map(|part| Template::new(part, Style::Plain, version))));
        Self { template: Template::new(text, Style::Plain, version), parts }
    }

    /// Whether an ARN matches. What is no ARN matches nothing. A variable stays in its part, whatever colons come with its value;
    /// only where the value is shorter than an ARN do variables bring parts along.
    pub fn matches(&self, arn: &str, context: &Context) -> bool {
        let Some(found) = split(arn).filter(|parts| parts[0] == "arn") else { return false };
        if let Some(wanted) = &self.parts {
            return wanted.iter().zip(found).all(|(part, found)| part.matches(found, context));
        }
        let Some(pattern) = self.template.expanded(context, arn.len()) else { return false };
        pattern.parts().is_some_and(|wanted| wanted.iter().zip(found).all(|(pattern, part)| glob::matches(pattern, part.as_bytes())))
    }

    /// The value as written, with its variables.
    pub fn template(&self) -> &Template {
        &self.template
    }
}

/// The six parts; the sixth is everything behind the fifth colon.
fn split(text: &str) -> Option<[&str; 6]> {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next();
    Some([next()?, next()?, next()?, next()?, next()?, next()?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::request::Value;

    #[test]
    fn p31_each_part_by_itself() {
        let mut context = Context::default();
        context.insert("topic", Value::Single("111122223333:orders".to_owned()));
        for (pattern, arn, expected) in [
            ("arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:111122223333:a:b", true),
            ("arn:aws:sns:*", "arn:aws:sns:eu-west-1:111122223333:a", false),
            ("arn:aws:sns:*:*", "arn:aws:sns:eu-west-1:111122223333:a", false),
            ("*:*:*:*:*:*", "arn:aws:sns:eu-west-1:111122223333:a", true),
            ("*", "arn:aws:sns:eu-west-1:111122223333:a", false),
            ("*:*:*:*:*:*", "no arn", false),
            ("arn:aws:s3:::b?", "arn:aws:s3:::bx", true),
            ("arn:aws:s3:::a${*}b", "arn:aws:s3:::a*b", true),
            ("arn:aws:s3:::a${*}b", "arn:aws:s3:::a${x}b", false),
            ("arn:aws:s3:::${?}?${$}*", "arn:aws:s3:::?x$y", true),
            ("arn:aws:sns:*:${topic}", "arn:aws:sns:eu-west-1:111122223333:orders", true),
            ("arn:aws:sns:*:*:${topic}", "arn:aws:sns:eu-west-1:111122223333:orders", false),
            ("arn:aws:sns:*:*:${topic}", "arn:aws:sns:eu-west-1:1:111122223333:orders", true),
            ("arn:aws:sns::${topic}:x", "arn:aws:sns::111122223333:orders:x", false),
            ("arn:aws:sns::${aws:a, '1'}:x", "arn:aws:sns::1:x", true),
            ("arn:aws:sns:*:*:${absent}", "arn:aws:sns:eu-west-1:111122223333:orders", false),
        ] {
            assert_eq!(ArnPattern::new(pattern, Version::V2012).matches(arn, &context), expected, "{pattern} {arn}");
        }
    }
}
