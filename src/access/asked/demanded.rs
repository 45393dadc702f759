//! Conditions as they are told, to be asked of requests again.

use crate::access::clauses::demand::Demand;
use crate::policy::condition::Condition;
use crate::policy::document::{self, Operator, Span, Text, Version};
use crate::policy::pattern::{Style, Template};
use crate::policy::request::Request;

/// A list of conditions.
pub(in crate::access) struct Met {
    pub conditions: Vec<Condition>,
    /// Patterns of which the resource is one, or none where that is asked.
    resources: Vec<(Vec<Template>, bool)>,
}

impl Met {
    /// `None` where one is of a kind that is none of a policy's.
    pub fn of(demands: &[Demand]) -> Option<Self> {
        let mut met = Self { conditions: Vec::new(), resources: Vec::new() };
        for demand in demands {
            if demand.key.is_empty() {
                let templates = demand.values.iter().map(|value| Template::new(value, Style::Resource, Version::V2012));
                met.resources.push((templates.collect(), demand.operator.starts_with("Not")));
            } else {
                met.conditions.push(condition(demand)?);
            }
        }
        Some(met)
    }
}

fn condition(demand: &Demand) -> Option<Condition> {
    let span = Span::default();
    let text = |text: &String| Text { value: text.clone(), span };
    let (operator, values) = (Operator::named(&demand.operator)?, demand.values.iter().map(text).collect());
    let condition = document::Condition { operator, operator_span: span, key: text(&demand.key), values };
    Some(Condition::compile(&condition, Version::V2012))
}

/// Whether a request meets all of them.
pub(in crate::access) fn is_met(list: &Met, request: &Request) -> bool {
    let is_of = |(templates, is_negated): &(Vec<Template>, bool)| {
        let names = |template: &Template| match request.effective_resource() {
            Some(arn) => template.matches(arn, &request.context),
            None => template.text() == "*",
        };
        templates.iter().any(names) != *is_negated
    };
    list.conditions.iter().all(|condition| condition.check(&request.context).is_ok()) && list.resources.iter().all(is_of)
}
