//! Other circumstances in which what is denied would be allowed.

use super::conditions::{change as change_for, change_of_own_tag, changes_of_both_tags};
use super::loosening::the_one_unmet;
use super::search::{Search, TRIED};
use super::{Change, Loosening, PolicyElement};
use crate::policy::compiled::{Outcome, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::{Decision, Layer, Place, Standing, StatementFinding};
use crate::policy::document::Effect;

/// How many circumstances may have to change at once: with more it is no small remedy.
const CIRCUMSTANCES: usize = 8;

/// How many statements with conditions are looked at for circumstances that would do.
const LOOKED_AT: usize = 500;

/// How many statements of each sort that nearly allow it are told.
const LOOSENED: usize = 2;

impl<T> Search<'_, T> {
    /// Changes of the context that let a statement match which allows, or keep one from matching which denies.
    pub(super) fn circumstances(&self) -> Vec<Vec<Change>> {
        let mut ways: Vec<Vec<Change>> = Vec::new();
        let conditional = |finding: &&StatementFinding| matches!(finding.outcome, Outcome::Condition(..) | Outcome::Matched(_));
        for finding in self.explanation.statements().iter().filter(conditional).take(LOOKED_AT) {
            if ways.len() >= TRIED {
                break;
            }
            let Some(statement) = self.policies.statement(finding.place) else { continue };
            let mut add = |way: Vec<Change>| {
                if !ways.contains(&way) {
                    ways.push(way);
                }
            };
            match (finding.effect, finding.outcome) {
                (Effect::Allow, Outcome::Condition(..)) if self.is_of_use(finding.place.layer) => {
                    self.to_match(statement)
                        .into_iter()
                        .chain(self.by_own_tag(statement))
                        .chain(self.by_both_tags(statement))
                        .for_each(add);
                }
                (Effect::Deny, Outcome::Matched(_)) => {
                    let breaking = |condition| change_for(&[condition], &self.request.context, false);
                    statement.conditions().iter().filter_map(breaking).for_each(|change| add(vec![change]));
                }
                _ => {}
            }
        }
        ways
    }

    /// Changes of what alone keeps a statement from allowing it: slips, which are the version of its document and how an action is
    /// spelt, and others, of its one condition or its resources.
    pub(super) fn loosenings(&self) -> (Vec<Change>, Vec<Change>) {
        let [mut versions, mut spellings, mut conditions, mut resources] = [const { Vec::new() }; 4];
        let is_near = |finding: &&StatementFinding| {
            finding.effect == Effect::Allow && !matches!(finding.outcome, Outcome::Matched(_) | Outcome::Principal(_))
        };
        let is_denied = self.explanation.decision == Decision::ExplicitDeny;
        let layers = self.explanation.layers().iter().filter(|layer| !is_denied && self.is_of_use(layer.layer));
        for finding in layers.flat_map(|layer| self.explanation.statements_in(layer)).filter(is_near) {
            let place = finding.place;
            let loosening = self.policies.statement(place).and_then(|one| Loosening::of_near(one, self.request, finding.outcome));
            let Some(loosening) = loosening else { continue };
            let found: &mut Vec<Place> = match loosening.element {
                PolicyElement::Version => &mut versions,
                PolicyElement::Action => &mut spellings,
                PolicyElement::Condition { .. } => &mut conditions,
                PolicyElement::Resource => &mut resources,
            };
            // A document becomes of another version once, whichever of its statements gains by it.
            let is_told = |other: &Place| loosening.is_of_document() && (other.layer, other.policy) == (place.layer, place.policy);
            if found.len() < LOOSENED && !found.last().is_some_and(is_told) {
                found.push(place);
            }
        }
        let [slips, others] = [[versions, spellings], [conditions, resources]];
        let changes = |places: [Vec<Place>; 2]| places.concat().into_iter().map(Change::Loosen).collect();
        (changes(slips), changes(others))
    }

    /// Whether one more statement that allows could be of use in a layer.
    fn is_of_use(&self, layer: Layer) -> bool {
        self.explanation.standing(layer) != Some(Standing::Allows)
    }

    /// The tag of who asks with which a statement matches that compares something with it.
    fn by_own_tag(&self, statement: &Statement) -> Option<Vec<Change>> {
        let context = &self.request.context;
        change_of_own_tag(the_one_unmet(statement, context)?, context).map(|change| vec![change])
    }

    /// The tags of who asks and of what is asked about with which a statement matches that compares them.
    fn by_both_tags(&self, statement: &Statement) -> Option<Vec<Change>> {
        let context = &self.request.context;
        changes_of_both_tags(the_one_unmet(statement, context)?, context)
    }

    /// The changes of the context with which a statement matches.
    fn to_match(&self, statement: &Statement) -> Option<Vec<Change>> {
        if let [alone] = statement.conditions() {
            return Some(vec![change_for(&[alone], &self.request.context, true)?]);
        }
        self.trial.in_circumstances(|circumstances| {
            let mut changes = Vec::new();
            for condition in statement.conditions() {
                // A value is looked for that suits all that is asked of the key.
                let is_changed = circumstances.keys().iter().any(|key| key.is(condition.key()));
                if !is_changed && condition.check(&self.request.context).is_err() {
                    if changes.len() == CIRCUMSTANCES {
                        return None;
                    }
                    let of_key: Vec<&Condition> = statement.conditions().iter().filter(|other| other.key().is(condition.key())).collect();
                    let change = change_for(&of_key, circumstances.context(), true)?;
                    circumstances.make(&change);
                    changes.push(change);
                }
            }
            // What one condition needs another may forbid.
            statement.conditions().iter().all(|condition| condition.check(circumstances.context()).is_ok()).then_some(changes)
        })
    }
}
