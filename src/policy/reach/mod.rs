//! What a pattern of a policy can reach, told from the pattern alone: which resource types it may name, and whether another
//! pattern reaches all that it does, and into which parts others divide it.

mod area;
mod overlap;
mod shape;
mod template;
mod token;

pub use area::{Area, Part, Parts};
pub use shape::Shape;
pub use template::ResourceTypes;
use token::Token;

/// A `Resource` entry, or an action pattern, taken apart.
#[derive(Clone, Debug)]
pub struct Pattern {
    tokens: Vec<Token>,
    everything: bool,
}

impl Pattern {
    /// A `Resource` or `NotResource` entry. A star at the end of an ARN's part runs over colons, any other stays in its part;
    /// a policy variable may become any text.
    pub fn of_resource(text: &str) -> Self {
        Self { tokens: token::of_resource(text), everything: text == "*" }
    }

    /// An action pattern: wildcards run over everything, case does not count.
    pub fn of_action(text: &str) -> Self {
        Self { tokens: token::of_action(text), everything: text == "*" }
    }

    /// Whether it is `*` alone, the only one that reaches actions without resource types.
    pub const fn is_everything(&self) -> bool {
        self.everything
    }

    /// Whether it has a wildcard or a variable.
    pub fn is_wild(&self) -> bool {
        self.tokens.iter().any(|token| !matches!(token, Token::Byte(_)))
    }

    /// Whether it surely reaches all that another pattern reaches. Patterns that only together or by chance do so are told
    /// apart: then the answer is no.
    pub fn covers(&self, other: &Self) -> bool {
        self.everything || self.begins_as(other) && overlap::covers(&self.tokens, &other.tokens)
    }

    /// Whether the last part of the other begins with all that this one's begins with: most ARNs of a list differ there.
    fn begins_as(&self, other: &Self) -> bool {
        let (Some(own), Some(theirs)) = (token::last_part(&self.tokens), token::last_part(&other.tokens)) else { return true };
        let literal = own.iter().take_while(|token| matches!(token, Token::Byte(_)));
        literal.zip(theirs).all(|(own, theirs)| own == theirs)
    }

    /// Whether some text may be reached by both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.everything || other.everything || overlap::overlaps(&self.tokens, &other.tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_what_it_surely_reaches() {
        let covers = |one: &str, other: &str| Pattern::of_resource(one).covers(&Pattern::of_resource(other));
        for (one, other) in [
            ("*", "arn:aws:s3:::a"),
            ("arn:aws:s3:::*", "arn:aws:s3:::a/*"),
            ("arn:aws:s3:::a*", "arn:aws:s3:::a*"),
            ("arn:aws:s3:::a*", "arn:aws:s3:::ab?c*"),
            ("arn:aws:s3:::?", "arn:aws:s3:::x"),
            ("arn:aws:sqs:*", "arn:aws:sqs:us-east-1:111122223333:q"),
            ("arn:aws:s3:::a/${aws:username}/x", "arn:aws:s3:::a/${aws:username}/x"),
        ] {
            assert!(covers(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("arn:aws:s3:::a", "arn:aws:s3:::a*"),
            ("arn:aws:s3:::?", "arn:aws:s3:::*"),
            ("arn:aws:s3:::a/*", "arn:aws:s3:::a"),
            ("arn:aws:s3:::a/${aws:username}/*", "arn:aws:s3:::a/${aws:userid}/b"),
            ("arn:aws:s*s:::x", "arn:aws:sq:s:::x"),
            ("arn:aws:s3:::A", "arn:aws:s3:::a"),
        ] {
            assert!(!covers(one, other), "{one} {other}");
        }
        let covers = |one: &str, other: &str| Pattern::of_action(one).covers(&Pattern::of_action(other));
        assert!(covers("s3:Get*", "S3:GETOBJECT") && covers("*", "s3:*") && covers("s3:*", "s3:Get?bject*"));
        assert!(!covers("s3:Get?bject", "s3:Get*bject") && !covers("s3:*", "*"));
    }

    #[test]
    fn long_patterns_take_no_long_time() {
        let wild = Pattern::of_resource(&"a*".repeat(100_000));
        assert!(!wild.covers(&Pattern::of_resource(&"b".repeat(100_000))));
        assert!(wild.overlaps(&wild));
    }
}
