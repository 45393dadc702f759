//! A compiled policy: a name, and the rules of its document.

use std::sync::Arc;

use super::Statement;
use crate::policy::document::{Document, Effect};

/// A policy: the rules of a document under the name that it has where it holds. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Policy {
    name: Arc<str>,
    rules: Arc<Rules>,
}

/// The compiled statements of a document. Several policies may share them.
#[derive(Clone, Debug)]
pub struct Rules {
    statements: Box<[Statement]>,
    denies: bool,
    weight: usize,
}

impl Rules {
    /// Compiles a document.
    pub fn compile(document: &Document) -> Self {
        let statements = document.statements.iter().map(|statement| Statement::compile(statement, document.version));
        Self::of(statements.collect(), document.span.end - document.span.start)
    }

    /// No statement at all: nothing is allowed, nothing denied.
    pub fn none() -> Self {
        Self::of(Box::default(), 0)
    }

    fn of(statements: Box<[Statement]>, weight: usize) -> Self {
        let denies = statements.iter().any(|statement| statement.effect() == Effect::Deny);
        Self { statements, denies, weight }
    }

    /// The statements, in the order of the text.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The length of the document's text in bytes: a measure of what it takes to match it.
    pub const fn weight(&self) -> usize {
        self.weight
    }
}

impl Policy {
    /// Compiles a document under a name.
    pub fn compile(name: &str, document: &Document) -> Self {
        Self::new(name.into(), Arc::new(Rules::compile(document)))
    }

    /// Rules that are compiled already, under a name.
    pub const fn new(name: Arc<str>, rules: Arc<Rules>) -> Self {
        Self { name, rules }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The statements, in the order of the text.
    pub fn statements(&self) -> &[Statement] {
        self.rules.statements()
    }

    /// The rules, to be shared.
    pub const fn rules(&self) -> &Arc<Rules> {
        &self.rules
    }

    /// Whether any of its statements denies.
    pub fn denies(&self) -> bool {
        self.rules.denies
    }

    /// The same with the statements of another behind its own.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let statements = self.statements().iter().chain(other.statements()).cloned().collect();
        let rules = Rules::of(statements, self.rules.weight + other.rules.weight);
        Self { name: self.name.clone(), rules: Arc::new(rules) }
    }

    /// The same, one statement without its conditions.
    #[must_use]
    pub fn unconditional(&self, statement: usize) -> Self {
        let each = self.statements().iter().enumerate();
        let statements = each.map(|(at, own)| if at == statement { own.unconditional() } else { own.clone() });
        let rules = Rules::of(statements.collect(), self.rules.weight);
        Self { name: self.name.clone(), rules: Arc::new(rules) }
    }

    /// The same in a document of version 2012-10-17.
    #[must_use]
    pub fn with_variables(&self) -> Self {
        let statements = self.statements().iter().map(|own| own.with_variables().unwrap_or_else(|| own.clone()));
        let rules = Rules::of(statements.collect(), self.rules.weight);
        Self { name: self.name.clone(), rules: Arc::new(rules) }
    }

    /// The same without one statement; what comes after it moves up.
    #[must_use]
    pub fn without(&self, statement: usize) -> Self {
        self.without_all(|at| at == statement)
    }

    /// The same without those statements at whose places this holds.
    #[must_use]
    pub fn without_all(&self, goes: impl Fn(usize) -> bool) -> Self {
        let kept = self.statements().iter().enumerate().filter(|(at, _)| !goes(*at)).map(|(_, kept)| kept.clone());
        let rules = Rules::of(kept.collect(), self.rules.weight);
        Self { name: self.name.clone(), rules: Arc::new(rules) }
    }
}
