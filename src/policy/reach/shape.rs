//! Patterns of resources with nothing open in them: variables are replaced, so that only wildcards are left.

use super::token::Class;
use crate::policy::document::Version;
use crate::policy::pattern::{Sign, Style, Template};
use crate::policy::request::Context;

/// A pattern as it matches, sign by sign.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Shape(pub(super) Vec<Mark>);

/// One character of a shape, or one of its wildcards.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Mark {
    /// This character.
    Char(char),
    /// One character of a class.
    One(Class),
    /// Any number of characters of a class.
    Star(Class),
}

impl Shape {
    /// A `Resource` entry of a policy, for this request; `None` where a variable has no value, so that it matches nothing. Where
    /// all six parts of an ARN are there, the stars of the first five stay in theirs: what they could reach beyond is no resource
    /// that anybody means.
    pub fn of(entry: &Template, context: &Context) -> Option<Self> {
        let class = |colons| if colons { Class::ANY } else { Class::PART };
        let mark = |sign| match sign {
            Sign::Char(one) => Mark::Char(one),
            Sign::One { colon } => Mark::One(class(colon)),
            Sign::Run { colons } => Mark::Star(class(colons)),
        };
        let mut marks: Vec<Mark> = entry.signs(context)?.into_iter().map(mark).collect();
        let head = marks.iter().enumerate().filter(|(_, mark)| **mark == Mark::Char(':')).nth(4).map_or(0, |(at, _)| at);
        for star in marks.iter_mut().take(head).filter(|mark| **mark == Mark::Star(Class::ANY)) {
            *star = Mark::Star(Class::PART);
        }
        Some(Self(marks))
    }

    /// A pattern that somebody asks about, with the wildcards of a `Resource` entry and no variables.
    pub fn asked(text: &str) -> Self {
        // A document of the old version takes variables for text.
        let entry = Template::new(text, Style::Resource, Version::V2008);
        Self::of(&entry, &Context::default()).unwrap_or_else(|| Self(Vec::new()))
    }

    /// This text, and no other.
    pub fn exact(text: &str) -> Self {
        Self(text.chars().map(Mark::Char).collect())
    }
}
