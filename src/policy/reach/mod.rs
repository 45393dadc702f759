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
use token::{Class, Token};

use std::sync::Arc;

/// A `Resource` entry, or an action pattern, taken apart. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    tokens: Arc<[Token]>,
    /// The bytes that it begins with, up to its first wildcard.
    begins: Arc<[u8]>,
    /// The same of the last part of an ARN: most ARNs of a list differ there.
    ends: Option<Arc<[u8]>>,
    everything: bool,
}

impl Pattern {
    /// A `Resource` or `NotResource` entry. A star at the end of an ARN's part and any in its last one runs over colons, any other
    /// stays in its part; a policy variable may become any text.
    pub fn of_resource(text: &str) -> Self {
        Self::of(token::of_resource(text), text == "*")
    }

    /// An action pattern: wildcards run over everything, case does not count.
    pub fn of_action(text: &str) -> Self {
        Self::of(token::of_action(text), text == "*")
    }

    fn of(tokens: Vec<Token>, everything: bool) -> Self {
        let ends = token::last_part(&tokens).map(|part| token::literal(part).collect());
        Self { begins: token::literal(&tokens).collect(), ends, tokens: tokens.into(), everything }
    }

    /// Whether it is `*` alone, the only one that reaches actions without resource types.
    pub const fn is_everything(&self) -> bool {
        self.everything
    }

    /// The bytes that all that it reaches begins with: those before its first wildcard.
    pub fn begins(&self) -> &[u8] {
        &self.begins
    }

    /// Whether it has a wildcard or a variable.
    pub fn is_wild(&self) -> bool {
        self.begins.len() < self.tokens.len()
    }

    /// Whether it surely reaches all that another pattern reaches. Patterns that only together or by chance do so are told
    /// apart: then the answer is no.
    pub fn covers(&self, other: &Self) -> bool {
        if !self.is_wild() {
            return !other.is_wild() && self.begins == other.begins;
        }
        let begins_alike = || self.begins_both(other, |own, theirs| theirs.starts_with(own));
        self.everything || begins_alike() && (self.takes_any_ending() || overlap::covers(&self.tokens, &other.tokens))
    }

    /// Whether some text may be reached by both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begin_alike = |own: &[u8], theirs: &[u8]| own.iter().zip(theirs).all(|(own, theirs)| own == theirs);
        let may_overlap = || self.begins_both(other, begin_alike) && overlap::overlaps(&self.tokens, &other.tokens);
        self.everything || other.everything || may_overlap()
    }

    /// Whether it is all that begins with some text.
    fn takes_any_ending(&self) -> bool {
        self.begins.len() + 1 == self.tokens.len() && self.tokens.last() == Some(&Token::Star(Class::ANY))
    }

    /// Whether something holds of what both begin with, and of what their last parts begin with: nearly all that differ are told
    /// apart by that, long before all is compared.
    fn begins_both(&self, other: &Self, holds: impl Fn(&[u8], &[u8]) -> bool) -> bool {
        let ends = self.ends.as_deref().zip(other.ends.as_deref());
        holds(&self.begins, &other.begins) && ends.is_none_or(|(own, theirs)| holds(own, theirs))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::policy::document::Version;
    use crate::policy::pattern::{Style, Template};
    use crate::policy::request::Context;

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
    fn wildcards_of_the_last_part_run_over_colons() {
        let of = Pattern::of_resource;
        let (keys, key) = (of("arn:aws:s3:::b/*.pem"), of("arn:aws:s3:::b/2026-01-01T10:00.pem"));
        assert!(keys.covers(&key) && keys.overlaps(&key) && of("arn:aws:s3:::b/a?b").covers(&of("arn:aws:s3:::b/a:b")));
        assert!(!of("arn:aws:s*:::b/x").overlaps(&of("arn:aws:s:s3:::b/x")));
        // The colons of a variable divide nothing.
        assert!(!of("arn:aws:iam:${aws:PrincipalTag/a}:u*x").covers(&of("arn:aws:iam:${aws:PrincipalTag/a}:u:x")));
        assert!(of("arn:aws:iam:${aws:PrincipalTag/a}:1:u*x").covers(&of("arn:aws:iam:${aws:PrincipalTag/a}:1:u:x")));
    }

    proptest! {
        #[test]
        fn what_is_told_of_two_patterns_holds_of_every_text(
            one in "(:::::)?[ab*?:]{0,4}",
            other in "(:::::)?[ab*?:]{0,4}",
            text in "(:::::)?[ab:]{0,5}",
        ) {
            let matches = |pattern: &str| Template::new(pattern, Style::Resource, Version::V2012).matches(&text, &Context::default());
            let (matches_one, matches_other) = (matches(&one), matches(&other));
            let (one, other) = (Pattern::of_resource(&one), Pattern::of_resource(&other));
            prop_assert!(!matches_other || matches_one || !one.covers(&other));
            prop_assert!(!(matches_one && matches_other) || one.overlaps(&other));
        }
    }

    #[test]
    fn long_patterns_take_no_long_time() {
        let wild = Pattern::of_resource(&"a*".repeat(100_000));
        assert!(!wild.covers(&Pattern::of_resource(&"b".repeat(100_000))));
        assert!(wild.overlaps(&wild));
    }
}
