//! A set of actions: one bit for each action of the reference.

use std::fmt;
use std::ops::Range;

use crate::catalog::{AccessLevel, ServiceAction};
use crate::policy::document::Patterns;

use super::glob::{glob, has_wildcard};
use super::table::{ActionId, ServiceId, TABLE};

/// A set of actions of the reference, some five kilobytes; set operations take well under a microsecond.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ActionSet {
    words: Box<[u64]>,
}

impl Default for ActionSet {
    fn default() -> Self {
        Self::new()
    }
}

impl ActionSet {
    /// No action.
    pub fn new() -> Self {
        Self { words: vec![0; TABLE.words()].into_boxed_slice() }
    }

    /// Every action.
    pub fn all() -> Self {
        let mut all = Self::new();
        ServiceId::all().for_each(|service| all.insert_service(service));
        all
    }

    /// The actions that a pattern matches, as in `s3:Get*`: without regard to case, `*` any text, `?` one character. A pattern
    /// that names its service looks at no other.
    pub fn matching(pattern: &str) -> Self {
        let pattern = pattern.to_ascii_lowercase();
        let mut set = Self::new();
        match pattern.split_once(':') {
            Some((prefix, name)) if has_wildcard(prefix) => {
                let of = |service: &ServiceId| service.service().is_some_and(|service| glob(prefix, service.prefix));
                ServiceId::all().filter(of).for_each(|service| set.insert_matching(service, name));
            }
            Some((prefix, name)) => {
                if let Some(service) = ServiceId::of_prefix(prefix) {
                    set.insert_matching(service, name);
                }
            }
            // Only a wildcard can stand for the colon.
            None if pattern == "*" => return Self::all(),
            None if has_wildcard(&pattern) => {
                ServiceId::all().for_each(|service| TABLE.matching_whole(service, &pattern).for_each(|action| set.insert(action)));
            }
            None => {}
        }
        set
    }

    /// The actions that a statement's `Action` or `NotAction` names.
    pub fn of(patterns: &Patterns) -> Self {
        let mut set = Self::new();
        patterns.entries.iter().for_each(|pattern| set.union_with(&Self::matching(&pattern.value)));
        if patterns.negated { set.complement() } else { set }
    }

    fn insert_matching(&mut self, service: ServiceId, name: &str) {
        if name == "*" {
            self.insert_service(service);
        } else {
            TABLE.matching(service, name).for_each(|action| self.insert(action));
        }
    }

    /// Puts every action of a service in.
    pub fn insert_service(&mut self, service: ServiceId) {
        let mut left = service.service().map_or(0, |service| service.actions().len());
        for word in self.words.get_mut(TABLE.words_of(service)).into_iter().flatten() {
            *word = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
            left = left.saturating_sub(64);
        }
    }

    /// Puts an action in.
    pub fn insert(&mut self, action: ActionId) {
        if let Some(word) = self.words.get_mut(word_of(action)) {
            *word |= bit_of(action);
        }
    }

    /// Whether an action is in it.
    pub fn contains(&self, action: ActionId) -> bool {
        self.words.get(word_of(action)).is_some_and(|word| word & bit_of(action) != 0)
    }

    /// Puts in what another set has.
    pub fn union_with(&mut self, other: &Self) {
        self.each_word(other, |own, other| own | other);
    }

    /// The same, where it is known that this part has all actions of the other.
    pub fn union_within(&mut self, other: &Self, extent: &Range<usize>) {
        let (own, other) = (self.words.get_mut(extent.clone()), other.words.get(extent.clone()));
        own.into_iter().flatten().zip(other.into_iter().flatten()).for_each(|(own, other)| *own |= other);
    }

    /// Leaves only what another set has, too.
    pub fn intersect_with(&mut self, other: &Self) {
        self.each_word(other, |own, other| own & other);
    }

    /// Takes out what another set has.
    pub fn subtract(&mut self, other: &Self) {
        self.each_word(other, |own, other| own & !other);
    }

    fn each_word(&mut self, other: &Self, of: impl Fn(u64, u64) -> u64) {
        self.words.iter_mut().zip(&other.words).for_each(|(own, other)| *own = of(*own, *other));
    }

    /// What is in either.
    #[must_use]
    pub fn union(mut self, other: &Self) -> Self {
        self.union_with(other);
        self
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(mut self, other: &Self) -> Self {
        self.intersect_with(other);
        self
    }

    /// What is in this one only.
    #[must_use]
    pub fn minus(mut self, other: &Self) -> Self {
        self.subtract(other);
        self
    }

    /// Every action that is not in it.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::all().minus(self)
    }

    /// How many actions are in it.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no action is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Whether every action of it is in another set.
    pub fn is_subset(&self, of: &Self) -> bool {
        self.words.iter().zip(&of.words).all(|(own, other)| own & !other == 0)
    }

    /// Whether the two have no action in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(own, other)| own & other == 0)
    }

    /// The part of the set that its actions lie in, for [`Self::is_disjoint_within`]; empty for an empty set.
    pub fn extent(&self) -> Range<usize> {
        let first = self.words.iter().position(|word| *word != 0).unwrap_or(0);
        let end = self.words.iter().rposition(|word| *word != 0).map_or(first, |last| last + 1);
        first..end
    }

    /// The same as [`Self::is_disjoint`], where it is known that this part has all actions of one of the two. Most statements
    /// name actions of one service.
    pub fn is_disjoint_within(&self, other: &Self, extent: &Range<usize>) -> bool {
        let (own, other) = (self.words.get(extent.clone()), other.words.get(extent.clone()));
        own.into_iter().flatten().zip(other.into_iter().flatten()).all(|(own, other)| own & other == 0)
    }

    /// The actions, by service and name.
    pub fn iter(&self) -> impl Iterator<Item = ActionId> {
        self.services().flat_map(|service| self.of_service(service))
    }

    /// The services that have an action in it, by prefix.
    pub fn services(&self) -> impl Iterator<Item = ServiceId> {
        ServiceId::all().filter(|service| self.has_any_of(*service))
    }

    /// Whether it has any action of a service.
    pub fn has_any_of(&self, service: ServiceId) -> bool {
        self.words_of(service).iter().any(|word| *word != 0)
    }

    /// How many actions of a service are in it.
    pub fn len_of(&self, service: ServiceId) -> usize {
        self.words_of(service).iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The actions of a service that are in it, by name.
    pub fn of_service(&self, service: ServiceId) -> impl Iterator<Item = ActionId> {
        let words = self.words_of(service).iter().zip((0u16..).step_by(64));
        words.flat_map(move |(word, first)| ones(*word).map(move |bit| ActionId { service, action: first + bit }))
    }

    /// What the reference says of a service's actions that are in it, by name.
    pub fn details_of(&self, service: ServiceId) -> impl Iterator<Item = &'static ServiceAction> {
        self.of_service(service).filter_map(ActionId::action)
    }

    /// How many actions of each level are in it, in the order of [`AccessLevel::ALL`].
    pub fn len_by_level(&self, service: ServiceId) -> [usize; 5] {
        let mut counts = [0; 5];
        for action in self.details_of(service) {
            for (level, count) in AccessLevel::ALL.iter().zip(&mut counts) {
                *count += usize::from(*level == action.level);
            }
        }
        counts
    }

    fn words_of(&self, service: ServiceId) -> &[u64] {
        self.words.get(TABLE.words_of(service)).unwrap_or_default()
    }
}

impl fmt::Debug for ActionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(ActionId::full_name)).finish()
    }
}

impl FromIterator<ActionId> for ActionSet {
    fn from_iter<T: IntoIterator<Item = ActionId>>(actions: T) -> Self {
        let mut set = Self::new();
        actions.into_iter().for_each(|action| set.insert(action));
        set
    }
}

fn word_of(action: ActionId) -> usize {
    TABLE.words_of(action.service).start + usize::from(action.action / 64)
}

fn bit_of(action: ActionId) -> u64 {
    1 << (action.action % 64)
}

/// The places of the ones in a word, the lowest first.
fn ones(mut word: u64) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let lowest = (word != 0).then(|| word.trailing_zeros() as u16)?;
        word &= word - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Figures of the data's own README, as of 2026-10-27.
    #[test]
    fn patterns_match_what_the_reference_has() {
        let figures = [
            ("*", 22_321),
            ("*:*", 22_321),
            ("s3:*", 180),
            ("S3:GET*", 63),
            ("s3:List*", 18),
            ("s3:Put*", 40),
            ("s3:Get?bject", 1),
            ("s3:*Object", 5),
            ("ec2:Describe*", 194),
            ("ec2:*", 826),
            ("iam:*", 190),
            ("iam:*Role*", 27),
            ("iam:List*", 38),
            ("sts:AssumeRole*", 3),
            ("kms:*", 58),
            ("lambda:*", 135),
            ("dynamodb:*", 80),
            ("s3*getobject", 3),
            ("s3?getobject", 1),
            ("iot", 0),
            ("", 0),
            ("nothing:*", 0),
            ("s3:", 0),
        ];
        for (pattern, count) in figures {
            let set = ActionSet::matching(pattern);
            assert_eq!((set.len(), set.iter().count()), (count, count), "{pattern}");
        }
    }

    #[test]
    fn levels_are_counted() {
        let s3 = ServiceId::of_prefix("S3").unwrap();
        assert_eq!(ActionSet::matching("s3:*").len_by_level(s3), [18, 66, 57, 27, 12]);
        assert_eq!(ActionSet::matching("s3:Get*").len_by_level(s3), [0, 63, 0, 0, 0]);
    }

    #[test]
    fn sets_are_sets() {
        let (get, all) = (ActionSet::matching("s3:Get*"), ActionSet::matching("s3:*"));
        let list = ActionSet::matching("iam:List*");
        assert!(get.is_subset(&all) && !all.is_subset(&get) && get.is_disjoint(&list));
        assert_eq!(get.clone().union(&list).len(), 63 + 38);
        assert_eq!(all.clone().minus(&get).len(), 180 - 63);
        assert_eq!(all.clone().intersection(&get), get);
        assert_eq!(all.complement().len(), 22_321 - 180);
        assert_eq!(ActionSet::all().complement(), ActionSet::new());
        let object = ActionId::named("S3:getobject").unwrap();
        assert!(get.contains(object) && !list.contains(object) && object.full_name() == "s3:GetObject");
        assert_eq!(get.iter().collect::<ActionSet>(), get);
        let both = get.union(&list);
        assert_eq!(both.services().map(|service| service.service().unwrap().prefix).collect::<Vec<_>>(), ["iam", "s3"]);
    }
}
