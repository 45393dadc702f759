//! What a statement asks of the circumstances, comparable with what another asks.

use super::scope::Scope;
use crate::policy::compiled::Statement;
use crate::policy::condition::Condition;

/// A condition of a statement.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Demand {
    /// The operator.
    pub operator: String,
    /// The condition key.
    pub key: String,
    /// The values, in no order.
    pub values: Vec<String>,
}

/// The conditions of a statement, in a fixed order.
pub(super) fn demands_of(statement: &Statement) -> Vec<Demand> {
    demands(statement.conditions().iter())
}

/// Conditions, in a fixed order.
pub(super) fn demands<'a>(conditions: impl Iterator<Item = &'a Condition>) -> Vec<Demand> {
    let demand = |condition: &Condition| {
        // In documents of the old version a variable is ordinary text, which no variable is like.
        let is_text = |text: &str| text.contains("${") && condition.variables().next().is_none();
        let value = |text: &str| if is_text(text) { text.replace("${", "${$}{") } else { text.to_owned() };
        let mut values: Vec<String> = condition.texts().iter().map(|text| value(text)).collect();
        values.sort();
        values.dedup();
        Demand { operator: condition.operator().to_string(), key: condition.key().name().to_ascii_lowercase(), values }
    };
    let mut demands: Vec<Demand> = conditions.map(demand).collect();
    demands.sort();
    demands.dedup();
    demands
}

/// That a resource is one of a scope's, or for all but what it names none of these: asked of a part of what is told otherwise.
pub(super) fn demand_of(scope: &Scope) -> Demand {
    let element = if scope.is_negated() { "NotResource" } else { "Resource" };
    Demand { operator: element.to_owned(), key: String::new(), values: scope.texts().to_vec() }
}

/// Whether whoever meets these demands meets the others, too: they ask for nothing that these do not.
pub(super) fn implies(demands: &[Demand], others: &[Demand]) -> bool {
    others.iter().all(|other| demands.contains(other))
}

impl Demand {
    /// In words: `StringEquals aws:sourcevpc vpc-1`.
    pub fn in_words(&self) -> String {
        let values = match self.values.as_slice() {
            [] => "nothing".to_owned(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} others", rest.len()),
        };
        if self.key.is_empty() { format!("{} {values}", self.operator) } else { format!("{} {} {values}", self.operator, self.key) }
    }
}
