//! Scopes by what they begin with, so that those which have nothing in common are not compared one with each other.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::scope::Scope;

/// Things by what the resources of a scope begin with.
#[derive(Clone, Default)]
pub(in crate::access) struct Beginnings {
    places: BTreeMap<Box<[u8]>, Vec<usize>>,
}

impl Beginnings {
    /// These scopes by their places.
    pub fn of<'a>(scopes: impl Iterator<Item = &'a Scope>) -> Self {
        let mut beginnings = Self::default();
        scopes.enumerate().for_each(|(at, scope)| beginnings.insert(scope, at));
        beginnings
    }

    /// Takes in a scope, by its place.
    pub fn insert(&mut self, scope: &Scope, at: usize) {
        let begins = scope.begins();
        match self.places.get_mut(begins) {
            Some(places) => places.push(at),
            None => _ = self.places.insert(begins.into(), vec![at]),
        }
    }

    /// Takes it out again.
    pub fn remove(&mut self, scope: &Scope, at: usize) {
        if let Some(places) = self.places.get_mut(scope.begins()) {
            places.retain(|place| *place != at);
        }
    }

    /// The places, in order, of all scopes that may have something in common with this one: none of the others covers it, is covered
    /// by it, or overlaps it.
    pub fn may_meet(&self, scope: &Scope) -> Vec<usize> {
        let begins = scope.begins();
        let longer = self.places.range::<[u8], _>((Bound::Included(begins), Bound::Unbounded));
        let longer = longer.take_while(|(other, _)| other.starts_with(begins)).map(|(_, places)| places);
        let mut found: Vec<usize> = longer.chain(self.shorter(begins)).flatten().copied().collect();
        found.sort_unstable();
        found
    }

    /// What begins with less of this: of all that sorts before it, from one to the next that it can begin with.
    fn shorter<'a>(&'a self, begins: &'a [u8]) -> impl Iterator<Item = &'a Vec<usize>> {
        let mut below = Bound::Excluded(begins);
        std::iter::from_fn(move || {
            loop {
                let (other, places) = self.places.range::<[u8], _>((Bound::Unbounded, below)).next_back()?;
                let common = other.iter().zip(begins).take_while(|(one, two)| one == two).count();
                let shared = begins.get(..common)?;
                if common == other.len() {
                    below = Bound::Excluded(shared);
                    return Some(places);
                }
                below = Bound::Included(shared);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::reach::Pattern;

    #[test]
    fn what_may_meet_is_all_that_overlaps_or_covers() {
        let texts = [
            "*",
            "arn:*",
            "arn:aws:s3:::*",
            "arn:aws:s3:::a",
            "arn:aws:s3:::a/*",
            "arn:aws:s3:::ab/*",
            "arn:aws:s3:::a?/${aws:username}",
            "arn:aws:s3:::${aws:username}",
            "arn:aws:sqs:*:*:a",
            "",
        ];
        let pattern = |text: &str| (text.to_owned(), Pattern::of_resource(text));
        let mut scopes: Vec<Scope> = texts.iter().map(|text| Scope::named(vec![pattern(text)], false)).collect();
        for pair in texts.windows(2) {
            scopes.push(Scope::named(pair.iter().map(|text| pattern(text)).collect(), false));
        }
        let mut beginnings = Beginnings::of(scopes.iter());
        let meet = |one: &Scope, other: &Scope| one.overlaps(other) || one.covers(other) || other.covers(one);
        let mut passed_over = 0;
        for scope in &scopes {
            let reached = beginnings.may_meet(scope);
            assert!(reached.is_sorted());
            for (at, other) in scopes.iter().enumerate().filter(|(at, _)| !reached.contains(at)) {
                assert!(!meet(scope, other), "{scope:?} {at} {other:?}");
                passed_over += 1;
            }
        }
        assert!(passed_over > 20, "{passed_over}");
        let all = scopes.first().unwrap();
        assert_eq!(beginnings.may_meet(all).len(), scopes.len());
        beginnings.remove(all, 0);
        assert_eq!(beginnings.may_meet(all).first(), Some(&1));
    }
}
