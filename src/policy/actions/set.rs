//! A set of actions: one bit for each action of the reference.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use crate::catalog::{AccessLevel, ServiceAction};
use crate::policy::document::Patterns;

use super::glob::{glob, has_wildcard};
use super::table::{ActionId, ServiceId, TABLE};

/// A set of actions of the reference. It takes the room from its first action to its last in the order of the reference, and
/// set operations the time: next to nothing for actions of one service, well under a microsecond for all.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct ActionSet {
    /// Where its first word stands in the layout; 0 where it has none.
    first: usize,
    /// From the first to the last that is not zero.
    words: Vec<u64>,
}

impl ActionSet {
    /// No action.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every action.
    pub fn all() -> Self {
        static ALL: LazyLock<ActionSet> = LazyLock::new(|| {
            let mut all = ActionSet::new();
            ServiceId::all().for_each(|service| all.insert_service(service));
            all
        });
        ALL.clone()
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
        let words = TABLE.words_of(service);
        self.make_room(words.start, words.end);
        for word in self.words_in_mut(&words) {
            *word = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
            left = left.saturating_sub(64);
        }
    }

    /// Puts an action in.
    pub fn insert(&mut self, action: ActionId) {
        let at = word_of(action);
        self.make_room(at, at + 1);
        if let Some(word) = self.words.get_mut(at - self.first) {
            *word |= bit_of(action);
        }
    }

    /// Whether an action is in it.
    pub fn contains(&self, action: ActionId) -> bool {
        let word = word_of(action).checked_sub(self.first).and_then(|at| self.words.get(at));
        word.is_some_and(|word| word & bit_of(action) != 0)
    }

    /// Puts in what another set has.
    pub fn union_with(&mut self, other: &Self) {
        self.make_room(other.range().start, other.range().end);
        self.words_in_mut(&other.range()).iter_mut().zip(&other.words).for_each(|(own, other)| *own |= other);
    }

    /// Leaves only what another set has, too.
    pub fn intersect_with(&mut self, other: &Self) {
        let shared = self.shared_with(other);
        self.words.truncate(shared.end.saturating_sub(self.first));
        self.words.drain(..self.words.len().min(shared.start - self.first));
        self.first = shared.start;
        self.words.iter_mut().zip(other.words_in(&shared)).for_each(|(own, other)| *own &= other);
        self.trim();
    }

    /// Takes out what another set has.
    pub fn subtract(&mut self, other: &Self) {
        let shared = self.shared_with(other);
        self.words_in_mut(&shared).iter_mut().zip(other.words_in(&shared)).for_each(|(own, other)| *own &= !other);
        self.trim();
    }

    /// The places of its words.
    fn range(&self) -> Range<usize> {
        self.first..self.first + self.words.len()
    }

    /// The places where it has words, and another set too.
    fn shared_with(&self, other: &Self) -> Range<usize> {
        let (own, other) = (self.range(), other.range());
        own.start.max(other.start)..own.end.min(other.end)
    }

    /// Its words at these places, as far as it has any.
    fn words_in(&self, places: &Range<usize>) -> &[u64] {
        self.words.get(self.within(places)).unwrap_or_default()
    }

    fn words_in_mut(&mut self, places: &Range<usize>) -> &mut [u64] {
        let within = self.within(places);
        self.words.get_mut(within).unwrap_or_default()
    }

    /// Where words of the layout stand among its own.
    fn within(&self, places: &Range<usize>) -> Range<usize> {
        let own = |at: usize| at.saturating_sub(self.first).min(self.words.len());
        own(places.start)..own(places.end)
    }

    /// Makes room for words from one place to another, the first and the last of which are put in.
    fn make_room(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        if self.words.is_empty() {
            self.first = start;
        }
        let missing = self.first.saturating_sub(start);
        self.words.splice(..0, std::iter::repeat_n(0, missing));
        self.first -= missing;
        self.words.resize(self.words.len().max(end - self.first), 0);
    }

    /// Takes the zeros off both ends.
    fn trim(&mut self) {
        let is_one = |word: &u64| *word != 0;
        self.words.truncate(self.words.iter().rposition(is_one).map_or(0, |last| last + 1));
        let zeros = self.words.iter().position(is_one).unwrap_or(0);
        self.words.drain(..zeros);
        self.first = if self.words.is_empty() { 0 } else { self.first + zeros };
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
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every action of it is in another set.
    pub fn is_subset(&self, of: &Self) -> bool {
        let has_room = of.range().start <= self.range().start && self.range().end <= of.range().end;
        self.is_empty() || has_room && self.words.iter().zip(of.words_in(&self.range())).all(|(own, other)| own & !other == 0)
    }

    /// Whether the two have no action in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let shared = self.shared_with(other);
        self.words_in(&shared).iter().zip(other.words_in(&shared)).all(|(own, other)| own & other == 0)
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
        self.words_in(&TABLE.words_of(service)).iter().any(|word| *word != 0)
    }

    /// How many actions of a service are in it.
    pub fn len_of(&self, service: ServiceId) -> usize {
        self.words_in(&TABLE.words_of(service)).iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The actions of a service that are in it, by name.
    pub fn of_service(&self, service: ServiceId) -> impl Iterator<Item = ActionId> {
        let places = TABLE.words_of(service);
        let skipped = self.first.saturating_sub(places.start);
        let words = self.words_in(&places).iter().zip((0u16..).step_by(64).skip(skipped));
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
        let both = get.clone().union(&list);
        assert_eq!(both.services().map(|service| service.service().unwrap().prefix).collect::<Vec<_>>(), ["iam", "s3"]);
        // What is left of a set is the set of just that.
        for (left, same) in [
            (both.clone().minus(&get), &list),
            (both.clone().minus(&list), &get),
            (both.clone().intersection(&get), &get),
            (ActionSet::all().intersection(&both), &both),
            (get.clone().intersection(&list), &ActionSet::new()),
            (list.clone().minus(&both), &ActionSet::new()),
            (ActionSet::new().union(&list), &list),
            (list.clone().union(&get), &both),
        ] {
            assert_eq!(&left, same);
            assert_eq!(left.is_empty(), same.iter().next().is_none());
        }
        assert!(both.is_subset(&ActionSet::all()) && !both.is_subset(&list) && ActionSet::new().is_subset(&list));
        assert!(!both.is_disjoint(&list) && ActionSet::new().is_disjoint(&ActionSet::new()));
    }
}
