//! `Resource` and `NotResource`: lists of ARN patterns.

use super::template::{Style, Template};
use crate::policy::document::{Patterns, Version};
use crate::policy::request::{Context, ContextKey};

/// The resources of a statement.
#[derive(Clone, Debug)]
pub struct Resources {
    negated: bool,
    entries: Box<[Entry]>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// Exactly `*`.
    is_everything: bool,
    template: Template,
}

impl Resources {
    /// Compiles a list.
    pub fn compile(patterns: &Patterns, version: Version) -> Self {
        let entry = |text: &str| Entry { is_everything: text == "*", template: Template::new(text, Style::Resource, version) };
        Self { negated: patterns.negated, entries: patterns.entries.iter().map(|text| entry(&text.value)).collect() }
    }

    /// The same in a document of the version that knows variables.
    #[must_use]
    pub fn with_variables(&self) -> Self {
        let entry = |entry: &Entry| Entry { template: Template::new(entry.template.text(), Style::Resource, Version::V2012), ..*entry };
        Self { negated: self.negated, entries: self.entries.iter().map(entry).collect() }
    }

    /// Whether the statement is about a resource: an ARN, or `None` for a request that names no resource, which only `*`
    /// matches.
    ///
    /// # Errors
    /// Where it is not: for `NotResource`, the place of the entry that leaves the resource out.
    pub fn check(&self, resource: Option<&str>, context: &Context) -> Result<(), Option<u32>> {
        match (self.entry_for(resource, context), self.negated) {
            (Some(_), false) | (None, true) => Ok(()),
            (None, false) => Err(None),
            (entry, true) => Err(entry),
        }
    }

    /// The first entry that matches a resource.
    pub fn entry_for(&self, resource: Option<&str>, context: &Context) -> Option<u32> {
        let matches = |entry: &Entry| match resource {
            None => entry.is_everything,
            Some(arn) => entry.is_everything || entry.template.matches(arn, context),
        };
        self.entries.iter().zip(0..).find(|(entry, _)| matches(entry)).map(|(_, at)| at)
    }

    /// Whether it is `NotResource`.
    pub const fn is_negated(&self) -> bool {
        self.negated
    }

    /// The patterns.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        self.entries.iter().map(|entry| &entry.template)
    }

    /// The keys of the patterns' variables.
    pub fn variables(&self) -> impl Iterator<Item = &ContextKey> {
        self.templates().flat_map(Template::variables)
    }
}
