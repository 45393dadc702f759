//! The statements of policies, before it is known what cuts which.

use std::sync::Arc;

use super::address::Addresses;
use super::clause::{Clause, Clauses, gated};
use super::resource_policies::Said;
use crate::access::progress::Cancelled;
use crate::policy::decision::{Layer, Place};
use crate::policy::document::Effect;

/// A statement that denies.
#[derive(Debug)]
pub(in crate::access) struct Denial {
    pub clause: Arc<Clause>,
    pub place: Place,
}

/// A statement that allows.
pub(in crate::access) struct Allowing {
    pub clause: Arc<Clause>,
    pub place: Place,
    /// Whether no boundary bounds it.
    pub is_unbounded: bool,
    /// Whether it is what the account's own policies allow with the consent of a resource's policy.
    pub is_consented: bool,
}

/// The statements of policies, before it is known what cuts which.
pub(in crate::access) struct Statements {
    pub allowing: Vec<Allowing>,
    pub denials: Vec<Denial>,
    pub bounds: Option<Vec<Arc<Clause>>>,
    /// Statements of resources' policies that leave it to the account's own policies.
    consents: Vec<(Arc<Clause>, Place)>,
}

impl Allowing {
    pub const fn of(clause: Arc<Clause>, place: Place, is_unbounded: bool) -> Self {
        Self { clause, place, is_unbounded, is_consented: false }
    }
}

impl Statements {
    pub fn of(said: Said<'_>, clauses: &mut Clauses, step: &mut impl FnMut() -> Result<(), Cancelled>) -> Result<Self, Cancelled> {
        let Said { policies, heard, asks } = said;
        let bounds = (!policies.boundary.is_empty()).then(Vec::new);
        let mut statements = Self { allowing: Vec::new(), denials: Vec::new(), bounds, consents: Vec::new() };
        let mut asked = clauses.asked_by(asks);
        for (layer, of) in [(Layer::Identity, &policies.identity), (Layer::Boundary, &policies.boundary)] {
            for (policy, at) in of.iter().zip(0..) {
                for (clause, statement) in asked.of(policy).iter().cloned().zip(0..) {
                    step()?;
                    let place = Place { layer, policy: at, statement };
                    match (clause.effect, layer) {
                        (Effect::Deny, _) => statements.denials.push(Denial { clause, place }),
                        (Effect::Allow, Layer::Boundary) => statements.bounds.iter_mut().for_each(|bounds| bounds.push(clause.clone())),
                        (Effect::Allow, _) => statements.allowing.push(Allowing::of(clause, place, false)),
                    }
                }
            }
        }
        for heard in heard {
            step()?;
            let (clause, place) = (heard.clause.clone(), heard.place);
            match clause.effect {
                Effect::Deny => statements.denials.push(Denial { clause, place }),
                Effect::Allow if heard.is_consent() => statements.consents.push((clause, place)),
                Effect::Allow => statements.allowing.push(Allowing::of(clause, place, heard.is_unbounded())),
            }
        }
        Ok(statements)
    }

    /// The same told apart by the patterns that actions take, each that allows once.
    pub fn by_pattern(self) -> Self {
        // Several policies may have the same statement.
        let mut seen = Addresses::default();
        let once = self
            .allowing
            .iter()
            .filter(|one| seen.insert((Arc::as_ptr(&one.clause), one.is_unbounded, one.place.layer == Layer::Resource)));
        let allowing = once.flat_map(|Allowing { clause, place, is_unbounded, .. }| {
            let parts = clause.by_pattern().iter().cloned();
            parts.map(move |clause| Allowing::of(clause, *place, *is_unbounded))
        });
        let denials = self.denials.iter().flat_map(|Denial { clause, place }| {
            let parts = clause.by_pattern().iter().cloned();
            parts.map(move |clause| Denial { clause, place: *place })
        });
        let bounds = self.bounds.as_ref().map(|bounds| bounds.iter().flat_map(Clause::by_pattern).cloned().collect());
        Self { allowing: allowing.collect(), denials: denials.collect(), bounds, consents: self.consents }
    }

    /// All that cuts grants.
    pub fn cuts(&self) -> impl Iterator<Item = *const Clause> {
        let denials = self.denials.iter().map(|denial| &denial.clause);
        denials.chain(self.bounds.iter().flatten()).map(Arc::as_ptr)
    }

    /// What it allows that another does not, each statement once.
    pub fn without(&self, other: &Self) -> Vec<Arc<Clause>> {
        let mut known: Addresses<*const Clause> = other.allowing.iter().map(|one| Arc::as_ptr(&one.clause)).collect();
        self.allowing.iter().map(|one| &one.clause).filter(|clause| known.insert(Arc::as_ptr(clause))).cloned().collect()
    }

    /// What its own policies allow with the consent of resources' policies, as far as something about that is another on one of
    /// the two sides: all else comes to the same on both.
    pub fn consented(&self, other: &Self, clauses: &mut Clauses) -> Vec<Allowing> {
        let known: Addresses<*const Clause> = other.consents.iter().map(|(clause, _)| Arc::as_ptr(clause)).collect();
        let differing = [self.differing(other), other.differing(self)].concat();
        // A boundary bounds what it does not name.
        let is_bounded_anew = self.bounds.is_some() != other.bounds.is_some();
        let differs = |consent: &Arc<Clause>| {
            let is_about = |clause: &&Clause| !clause.is_apart_from(consent) && clause.scope.overlaps(&consent.scope);
            is_bounded_anew || !known.contains(&Arc::as_ptr(consent)) || differing.iter().any(is_about)
        };
        let own = self.allowing.iter().filter(|one| one.place.layer != Layer::Resource && !one.clause.has_none_of(gated()));
        let own: Vec<&Arc<Clause>> = own.map(|one| &one.clause).collect();
        let mut consented = Vec::new();
        for (consent, place) in self.consents.iter().filter(|(consent, _)| differs(consent)) {
            let both = own.iter().filter_map(|own| clauses.within(own, consent));
            consented.extend(both.map(|clause| Allowing { is_consented: true, ..Allowing::of(clause, *place, false) }));
        }
        consented
    }

    /// The statements that another has not, but for those that leave it to the account's own policies.
    fn differing(&self, other: &Self) -> Vec<&Clause> {
        // A boundary may say the same as a policy: it bounds, and does not allow.
        let bounding = lacking(self.bounds.iter().flatten(), other.bounds.iter().flatten());
        lacking(self.deciding(), other.deciding()).chain(bounding).collect()
    }

    /// What allows and denies.
    fn deciding(&self) -> impl Iterator<Item = &Arc<Clause>> {
        let allowing = self.allowing.iter().map(|one| &one.clause);
        allowing.chain(self.denials.iter().map(|denial| &denial.clause))
    }

    /// Leaves only these of the statements that allow.
    pub fn leave(&mut self, clauses: &[Arc<Clause>]) {
        let left: Addresses<*const Clause> = clauses.iter().map(Arc::as_ptr).collect();
        self.allowing.retain(|one| left.contains(&Arc::as_ptr(&one.clause)));
    }

    /// Leaves only the statements that allow something which these are about, too.
    pub fn keep(&mut self, differing: &[Arc<Clause>]) {
        self.allowing.retain(|one| differing.iter().any(|other| !other.is_apart_from(&one.clause)));
    }
}

/// The statements that are not among others.
fn lacking<'a, 'b>(
    own: impl Iterator<Item = &'a Arc<Clause>>,
    other: impl Iterator<Item = &'b Arc<Clause>>,
) -> impl Iterator<Item = &'a Clause> {
    let known: Addresses<*const Clause> = other.map(Arc::as_ptr).collect();
    own.filter(move |clause| !known.contains(&Arc::as_ptr(clause))).map(|clause| &**clause)
}
