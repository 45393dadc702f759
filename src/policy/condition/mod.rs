//! Conditions: one operator and key each, with values that were read when the document was compiled.

mod date;
mod decimal;
mod network;
mod together;
mod wanted;

use std::sync::OnceLock;

use super::document::{self, Operator, SetQualifier, Version};
use super::request::{Context, ContextKey, Value};
use crate::catalog::ConditionKey;
use wanted::Wanted;

pub use date::Instant;
pub use decimal::Decimal;
pub use network::Network;
pub use together::may_hold_together;

/// One operator and key of a `Condition` block.
#[derive(Clone, Debug)]
pub struct Condition {
    operator: Operator,
    key: ContextKey,
    texts: Box<[Box<str>]>,
    wanted: Wanted,
    /// Whether the reference has lists under the key; looked up when it is first wanted.
    is_about_lists: OnceLock<bool>,
}

/// Why a condition does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unmet {
    /// The request does not have the key.
    Absent,
    /// The key has several values and the operator neither `ForAllValues` nor `ForAnyValue`.
    NeedsSetOperator,
    /// The values are not what is wanted.
    Values,
}

impl Condition {
    /// Compiles a condition of a document.
    pub fn compile(condition: &document::Condition, version: Version) -> Self {
        let texts: Box<[Box<str>]> = condition.values.iter().map(|value| value.value.as_str().into()).collect();
        Self {
            operator: condition.operator,
            key: ContextKey::new(&condition.key.value),
            wanted: Wanted::read(condition.operator.test, &texts, version),
            texts,
            is_about_lists: OnceLock::new(),
        }
    }

    /// The same in a document of the version that knows variables.
    #[must_use]
    pub fn with_variables(&self) -> Self {
        Self { wanted: Wanted::read(self.operator.test, &self.texts, Version::V2012), ..self.clone() }
    }

    /// The operator.
    pub const fn operator(&self) -> Operator {
        self.operator
    }

    /// The key.
    pub const fn key(&self) -> &ContextKey {
        &self.key
    }

    /// Whether AWS sends its key with a list of values always.
    pub fn is_about_lists(&self) -> bool {
        let is_list = || ConditionKey::named(self.key.name()).is_some_and(|key| key.kind.is_multivalued());
        *self.is_about_lists.get_or_init(is_list)
    }

    /// The values as written.
    pub fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    /// The first variable of its values that has no value here.
    pub fn without_value(&self, context: &Context) -> Option<&str> {
        self.wanted.templates().find_map(|template| template.without_value(context))
    }

    /// Values that fit those of a comparison of texts or ARNs: variables replaced, an `x` for each wildcard.
    pub fn examples(&self, context: &Context) -> impl Iterator<Item = String> {
        self.wanted.templates().filter_map(|template| template.example(context))
    }

    /// Its values as patterns, where they may hold variables.
    pub fn templates(&self) -> impl Iterator<Item = &super::pattern::Template> {
        self.wanted.templates()
    }

    /// The keys that its values' variables use.
    pub fn variables(&self) -> impl Iterator<Item = &ContextKey> {
        self.wanted.templates().flat_map(super::pattern::Template::variables)
    }

    /// All keys that it looks at: its own, then those of its values' variables.
    pub fn context_keys(&self) -> impl Iterator<Item = &ContextKey> {
        [&self.key].into_iter().chain(self.variables())
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// Why it does not.
    pub fn check(&self, context: &Context) -> Result<(), Unmet> {
        self.check_found(context.get(&self.key), context)
    }

    /// Whether it holds where its key has another value, or is absent.
    ///
    /// # Errors
    /// Why it does not.
    pub fn check_with(&self, value: Option<&Value>, context: &Context) -> Result<(), Unmet> {
        if self.variables().any(|variable| variable.is(&self.key)) {
            let mut changed = context.clone();
            changed.replace(&self.key, value.cloned());
            return self.check(&changed);
        }
        self.check_found(value, context)
    }

    fn check_found(&self, found: Option<&Value>, context: &Context) -> Result<(), Unmet> {
        if let Wanted::Null { absent, present } = self.wanted {
            let is_absent = found.is_none_or(Value::is_of_none);
            return match (is_absent, if is_absent { absent } else { present }) {
                (_, true) => Ok(()),
                (true, false) => Err(Unmet::Absent),
                (false, false) => Err(Unmet::Values),
            };
        }
        let holds = match (found, self.operator.set) {
            (None, set) => return if self.holds_for_absent(set) { Ok(()) } else { Err(Unmet::Absent) },
            (Some(Value::Single(value)), _) => self.passes(value, context),
            (Some(Value::Multi(_)), None) => return Err(Unmet::NeedsSetOperator),
            // AWS takes an empty text in a list for no value at all.
            (Some(Value::Multi(values)), Some(SetQualifier::ForAllValues)) => {
                values.iter().all(|value| value.is_empty() || self.passes(value, context))
            }
            (Some(Value::Multi(values)), Some(SetQualifier::ForAnyValue)) => values.iter().any(|value| self.passes(value, context)),
        };
        if holds { Ok(()) } else { Err(Unmet::Values) }
    }

    const fn holds_for_absent(&self, set: Option<SetQualifier>) -> bool {
        match set {
            Some(SetQualifier::ForAllValues) => true,
            Some(SetQualifier::ForAnyValue) => self.operator.if_exists,
            None => self.operator.if_exists || self.operator.test.is_negated(),
        }
    }

    /// Whether one value of the request passes: one of the policy's values fits, or for a negated test none does.
    fn passes(&self, value: &str, context: &Context) -> bool {
        self.wanted.fits(value, context) != self.operator.test.is_negated()
    }
}

#[cfg(test)]
mod tests;
