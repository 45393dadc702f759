//! Documents that are composed rather than read: their parts stand in no text, and all places are empty.

use super::{Document, Effect, Patterns, PrincipalEntry, PrincipalKind, Principals, Span, Statement, Text, Version};

impl Document {
    /// A document of these statements in today's language.
    pub fn composed(statements: Vec<Statement>) -> Self {
        Self { version: Version::V2012, version_span: None, id: None, statements, span: Span::default() }
    }

    /// A trust policy that lets one principal assume the role.
    pub fn trusting(kind: PrincipalKind, principal: &str) -> Self {
        Self::composed(vec![Statement {
            principals: Some(Principals::one(kind, principal)),
            actions: Some(Patterns::one("sts:AssumeRole")),
            ..Statement::about_nothing(Effect::Allow)
        }])
    }
}

impl Statement {
    /// A statement with an effect and nothing that it is about, to be filled in.
    pub fn about_nothing(effect: Effect) -> Self {
        let span = Span::default();
        Self {
            span,
            sid: None,
            effect,
            effect_span: span,
            principals: None,
            actions: None,
            resources: None,
            conditions: Vec::new(),
            conditions_span: None,
        }
    }
}

impl Principals {
    /// `Principal` with one entry.
    pub fn one(kind: PrincipalKind, principal: &str) -> Self {
        Self { negated: false, key_span: Span::default(), entries: vec![PrincipalEntry { kind, text: principal.into() }] }
    }
}

impl Patterns {
    /// `Action` or `Resource` with one pattern.
    pub fn one(pattern: &str) -> Self {
        Self { negated: false, key_span: Span::default(), entries: vec![pattern.into()] }
    }
}

impl From<&str> for Text {
    fn from(value: &str) -> Self {
        Self { value: value.to_owned(), span: Span::default() }
    }
}
