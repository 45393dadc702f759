//! Parts that are exempt, none of which has all of another.

use super::exemption::Exempt;
use crate::access::clauses::beginnings::Beginnings;
use crate::policy::actions::ActionSet;

/// Parts that are exempt, in the order in which they were found.
#[derive(Clone, Default)]
pub(in crate::access) struct Exemptions {
    /// Nothing in the place of those that another has.
    found: Vec<Option<Exempt>>,
    beginnings: Beginnings,
}

impl PartialEq for Exemptions {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Exemptions {
    /// Takes in a part, unless another has all of it.
    pub fn add(&mut self, exempt: &Exempt) {
        let meeting = self.beginnings.may_meet(&exempt.scope);
        let known = |at: &usize| self.found.get(*at).and_then(Option::as_ref);
        if meeting.iter().filter_map(known).any(|known| known.has(exempt)) {
            return;
        }
        for at in meeting {
            if let Some(place) = self.found.get_mut(at)
                && let Some(had) = place.take_if(|known| exempt.has(known))
            {
                self.beginnings.remove(&had.scope, at);
            }
        }
        self.beginnings.insert(&exempt.scope, self.found.len());
        self.found.push(Some(exempt.clone()));
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        // What another has stands behind it.
        self.found.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Exempt> {
        self.found.iter().flatten()
    }
}

impl Exempt {
    /// Whether it has all of another, as surely and for the same reason.
    fn has(&self, other: &Self) -> bool {
        let is_as_sure = self.is_certain || !other.is_certain && self.under == other.under;
        self.why == other.why && is_as_sure && self.scope.covers(&other.scope)
    }
}

/// What of some actions is exempt.
#[derive(Clone)]
pub(super) struct Found {
    /// Actions, and the parts that are exempt for each of them.
    pub parts: Vec<(ActionSet, Exemptions)>,
    /// The actions that may be exempt on all of the scope.
    pub unsure: ActionSet,
    /// Whether there are too many to be told apart.
    pub is_together: bool,
}

/// Actions with different exempt parts, as one: each has some of these.
pub(super) fn together(parts: Vec<(ActionSet, Exemptions)>) -> (ActionSet, Exemptions) {
    let (mut all, mut of_any) = (ActionSet::new(), Exemptions::default());
    for (actions, exempt) in parts {
        all.union_with(&actions);
        for exempt in exempt.iter() {
            of_any.add(&Exempt { is_certain: false, ..exempt.clone() });
        }
    }
    (all, of_any)
}
