//! Statements as far as they are about one resource.

use super::clause::Clause;
use super::demand::{Demand, demand_of, demands};
use super::one_resource::OneResource;
use super::scope::Scope;
use crate::policy::actions::ServiceId;
use crate::policy::compiled::Statement;
use crate::policy::reach::Pattern;

impl OneResource {
    /// A statement as far as it is about the resource, with the conditions at these places.
    pub fn clause(&self, statement: &Statement, open: &[usize]) -> Clause {
        let whole = Clause::of(statement);
        let kept = parts(&whole.scope, &self.arns);
        let conditions = statement.conditions().iter().enumerate().filter(|(at, _)| open.contains(at));
        let mut demands: Vec<Demand> = demands(conditions.map(|(_, condition)| condition));
        // What can't be told as patterns of the resource itself stands as what else is asked.
        if kept.is_none() {
            demands.push(demand_of(&whole.scope));
            demands.sort();
        }
        let has_variables = kept.is_some() && whole.scope.has_variables();
        let services = self.services.iter().filter_map(|service| ServiceId::of_prefix(service));
        let actions = services.flat_map(|service| whole.actions.of_service(service)).collect();
        let scope = kept.map_or_else(|| self.scope(), |kept| Scope::named(kept, has_variables));
        Clause::made(statement.effect(), actions, scope, demands)
    }
}

/// What of a scope lies in a resource, as patterns; `None` where no patterns say so.
fn parts(scope: &Scope, arns: &[String]) -> Option<Vec<(String, Pattern)>> {
    if scope.is_negated() {
        return None;
    }
    let own: Vec<(&String, Pattern)> = arns.iter().map(|arn| (arn, Pattern::of_resource(arn))).collect();
    let mut parts: Vec<(String, Pattern)> = Vec::new();
    for (text, pattern) in scope.texts().iter().zip(scope.patterns()) {
        if own.iter().any(|(_, own)| own.covers(pattern)) {
            parts.push((text.clone(), pattern.clone()));
            continue;
        }
        for (arn, own) in &own {
            match (pattern.covers(own), pattern.overlaps(own)) {
                (true, _) => parts.push(((*arn).clone(), own.clone())),
                (false, true) => return None,
                (false, false) => {}
            }
        }
    }
    parts.sort_by(|one, other| one.0.cmp(&other.0));
    parts.dedup_by(|one, other| one.0 == other.0);
    Some(parts)
}
