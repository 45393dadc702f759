//! Those with equal policies for whom variables of these stand for something else as far as other patterns go.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::asked::who::Who;
use crate::access::clauses::clause::Clause;
use crate::account::Account;
use crate::account::id::UniqueId;
use crate::policy::document::Version;
use crate::policy::pattern::{Style, Template};
use crate::policy::reach::Pattern;

/// How two patterns lie to each other.
type Lies = (bool, bool, bool);

/// Users or roles, those together for whom the variables of statements lie alike to the other patterns.
pub(in crate::access) fn by_variables(accounts: [&Account; 2], ids: &[UniqueId], clauses: &[Arc<Clause>]) -> Vec<Vec<UniqueId>> {
    let mut templates: Vec<Template> = Vec::new();
    let mut others: Vec<Pattern> = Vec::new();
    for clause in clauses {
        for (text, pattern) in clause.scope.texts().iter().zip(clause.scope.patterns()) {
            if clause.scope.has_variables() && text.contains("${") {
                templates.push(Template::new(text, Style::Resource, Version::V2012));
            } else {
                others.push(pattern.clone());
            }
        }
    }
    if templates.is_empty() || ids.len() < 2 {
        return vec![ids.to_vec()];
    }
    let mut found: BTreeMap<Vec<Option<Lies>>, Vec<UniqueId>> = BTreeMap::new();
    for id in ids {
        let who = Who::of(accounts, *id);
        let filled =
            templates.iter().flat_map(|template| who.contexts.iter().map(|context| template.filled(context, |key| who.knows(key))));
        let filled: Vec<Option<Pattern>> = filled.map(|text| text.map(|text| Pattern::of_resource(&text))).collect();
        let lies = |one: &Option<Pattern>| -> Vec<Option<Lies>> {
            let to = |other: &Pattern| one.as_ref().map(|one| (one.overlaps(other), one.covers(other), other.covers(one)));
            others.iter().map(to).chain(filled.iter().flatten().map(to)).collect()
        };
        found.entry(filled.iter().flat_map(lies).collect()).or_default().push(*id);
    }
    found.into_values().collect()
}
