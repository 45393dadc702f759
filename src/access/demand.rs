//! What a statement asks of the circumstances, comparable with what another asks.

use crate::policy::compiled::Statement;

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
    let demand = |condition: &crate::policy::condition::Condition| {
        // In documents of the old version a variable is ordinary text, which no variable is like.
        let is_text = |text: &str| text.contains("${") && condition.variables().next().is_none();
        let value = |text: &str| if is_text(text) { text.replace("${", "${$}{") } else { text.to_owned() };
        let mut values: Vec<String> = condition.texts().iter().map(|text| value(text)).collect();
        values.sort();
        values.dedup();
        Demand { operator: condition.operator().to_string(), key: condition.key().name().to_ascii_lowercase(), values }
    };
    let mut demands: Vec<Demand> = statement.conditions().iter().map(demand).collect();
    demands.sort();
    demands.dedup();
    demands
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
        format!("{} {} {values}", self.operator, self.key)
    }
}
