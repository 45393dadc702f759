//! Condition keys that statements ask for and the request does not have.

use std::collections::{HashMap, HashSet};

use super::explain::{Explanation, Place, StatementFinding};
use super::supposition::Supposition;
use super::{Decision, Layer, Policies};
use crate::policy::compiled::{Asked, Named, Outcome, Statement};
use crate::policy::document::Effect;
use crate::policy::pattern::Resources;
use crate::policy::request::{ContextKey, Request};

/// A key that statements ask for and the request does not have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingKey {
    /// The key, as the first statement spells it.
    pub key: String,
    /// Whether some value of it, with those of other missing keys where need be, could have changed the decision.
    pub matters: bool,
    /// The statements that ask for it, and are about the caller, the action and the resource otherwise.
    pub asked_by: Vec<Place>,
}

/// How many statements are tried one by one; what is beyond counts as mattering.
const TRIED: usize = 300;

/// What a statement would need of the missing keys.
struct Needs {
    layer: Layer,
    effect: Effect,
    /// How it names the caller when it matches.
    named: Named,
    /// Whether it matches as it is.
    matches: bool,
    /// The missing keys that it asks for.
    keys: Vec<usize>,
    /// Those without which it can't match; `None` where it can't anyway.
    wants: Option<Vec<usize>>,
}

impl Explanation {
    /// The keys that statements ask for and the request does not have, in the order of the statements. `request` and
    /// `policies` are those that the explanation was made from.
    pub fn missing_keys(&self, request: &Request, policies: &Policies) -> Vec<MissingKey> {
        let mut search = Search { request, policies, explanation: self, keys: Vec::new(), places: HashMap::new(), needs: Vec::new() };
        search.collect();
        search.weigh();
        search.keys
    }
}

struct Search<'a> {
    request: &'a Request,
    policies: &'a Policies,
    explanation: &'a Explanation,
    keys: Vec<MissingKey>,
    /// Where each key is among them, by its name in lower case.
    places: HashMap<String, usize>,
    needs: Vec<Needs>,
}

impl Search<'_> {
    fn collect(&mut self) {
        let asked = Asked::new(self.request, !self.policies.boundary.is_empty());
        let explanation = self.explanation;
        for finding in explanation.statements() {
            let Some(statement) = self.policies.statement(finding.place) else { continue };
            if let Some(needs) = self.needs_of(statement, finding, &asked) {
                self.needs.push(needs);
            }
        }
    }

    /// What a statement needs, where it asks for a missing key and is about the request but for it.
    fn needs_of(&mut self, statement: &Statement, finding: &StatementFinding, asked: &Asked<'_>) -> Option<Needs> {
        let context = &self.request.context;
        let named = statement.named(asked, finding.place.layer.without_principal()).ok()?;
        let mut keys = Vec::new();
        let mut wants = Some(Vec::new());
        let in_resources = statement.resources().into_iter().flat_map(Resources::variables);
        let by_resource: Vec<&ContextKey> = in_resources.filter(|key| context.get(key).is_none()).collect();
        match finding.outcome {
            Outcome::Principal(_) | Outcome::Action(_) => return None,
            Outcome::Resource(_) if by_resource.is_empty() => return None,
            Outcome::Resource(_) => wants = Some(by_resource.iter().map(|key| self.index_of(key, finding.place)).collect()),
            Outcome::Condition(..) | Outcome::Matched(_) => {}
        }
        keys.extend(by_resource.iter().map(|key| self.index_of(key, finding.place)));
        for condition in statement.conditions() {
            let missing = condition.context_keys().filter(|key| context.get(key).is_none());
            let indices: Vec<usize> = missing.map(|key| self.index_of(key, finding.place)).collect();
            if condition.check(context).is_err() {
                match &mut wants {
                    Some(wants) if !indices.is_empty() => wants.extend(&indices),
                    _ => wants = None,
                }
            }
            keys.extend(indices);
        }
        (!keys.is_empty()).then(|| Needs {
            layer: finding.place.layer,
            effect: finding.effect,
            named,
            matches: finding.matches(),
            keys,
            wants,
        })
    }

    fn index_of(&mut self, key: &ContextKey, place: Place) -> usize {
        let at = *self.places.entry(key.name().to_ascii_lowercase()).or_insert_with(|| {
            self.keys.push(MissingKey { key: key.name().to_owned(), matters: false, asked_by: Vec::new() });
            self.keys.len() - 1
        });
        if let Some(missing) = self.keys.get_mut(at)
            && missing.asked_by.last() != Some(&place)
        {
            missing.asked_by.push(place);
        }
        at
    }

    /// Finds which keys matter: alone, with the others of a statement, or as what all others are of no use without.
    fn weigh(&mut self) {
        let all: Vec<usize> = (0..self.keys.len()).collect();
        for is_for in [Effect::Allow, Effect::Deny] {
            if !self.turns(is_for, &all) {
                continue;
            }
            if self.keys.len() > TRIED || self.needs.len() > TRIED {
                self.keys.iter_mut().for_each(|key| key.matters = true);
                return;
            }
            let of_statements = self.needs.iter().map(|needs| needs.keys.clone()).filter(|keys| self.turns(is_for, keys));
            let alone = all.iter().map(|key| vec![*key]).filter(|keys| self.turns(is_for, keys));
            let without = |key: usize| all.iter().copied().filter(|other| *other != key).collect::<Vec<_>>();
            let needed = all.iter().filter(|key| !self.turns(is_for, &without(**key))).map(|key| vec![*key]);
            let matter: Vec<usize> = of_statements.chain(alone).chain(needed).flatten().collect();
            for at in matter {
                if let Some(key) = self.keys.get_mut(at) {
                    key.matters = true;
                }
            }
        }
    }

    /// Whether values of these keys that suit all allowing statements and no denying one, or the other way round, give another
    /// decision.
    fn turns(&self, is_for: Effect, keys: &[usize]) -> bool {
        let keys: HashSet<usize> = keys.iter().copied().collect();
        let has = |of: &[usize]| of.iter().any(|key| keys.contains(key));
        let has_all = |of: &[usize]| of.iter().all(|key| keys.contains(key));
        let mut supposed = Supposition::of(self.explanation);
        for needs in &self.needs {
            let is_wanted = is_for == needs.effect;
            let matches = if is_wanted {
                needs.matches || needs.wants.as_ref().is_some_and(|wants| has_all(wants))
            } else {
                needs.matches && !has(&needs.keys)
            };
            match (needs.matches, matches) {
                (false, true) => supposed.add(needs.layer, needs.effect, Outcome::Matched(needs.named)),
                (true, false) => supposed.take(needs.layer, needs.effect, Outcome::Matched(needs.named)),
                (true, true) | (false, false) => {}
            }
        }
        self.is_other(supposed.decision(self.request))
    }

    fn is_other(&self, decision: Decision) -> bool {
        (decision == Decision::Allowed) != (self.explanation.decision == Decision::Allowed)
    }
}
