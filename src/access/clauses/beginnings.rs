//! Scopes by what they begin with, so that those which have nothing in common are not compared one with each other.

use super::scope::Scope;

/// Things by what the resources of a scope begin with: a tree in which each step is by the letters that all behind it share.
#[derive(Clone, Default)]
pub(in crate::access) struct Beginnings {
    /// The letters of the step here.
    letters: Box<[u8]>,
    /// What begins with the letters up to here and no more that is known.
    here: Vec<Place>,
    /// What begins with more, each by another letter.
    on: Vec<Self>,
}

/// The place of a scope, and whether it is one resource: this begins with all of its letters, and with no more.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    is_one: bool,
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
        self.put(scope.begins(), Place { at, is_one: scope.is_one() });
    }

    fn put(&mut self, letters: &[u8], place: Place) {
        let Some(first) = letters.first() else { return self.here.push(place) };
        let Some(next) = self.on.iter_mut().find(|next| next.letters.first() == Some(first)) else {
            return self.on.push(Self { letters: letters.into(), here: vec![place], on: Vec::new() });
        };
        let shared = next.letters.iter().zip(letters).take_while(|(one, two)| one == two).count();
        next.divide(shared);
        next.put(letters.get(shared..).unwrap_or_default(), place);
    }

    /// Makes two steps of the one here, the first with so many of its letters.
    fn divide(&mut self, shared: usize) {
        let Some((first, rest)) = self.letters.split_at_checked(shared).filter(|(_, rest)| !rest.is_empty()) else { return };
        let (first, rest) = (first.into(), rest.into());
        let behind = std::mem::replace(self, Self { letters: first, here: Vec::new(), on: Vec::new() });
        self.on.push(Self { letters: rest, ..behind });
    }

    /// Takes it out again.
    pub fn remove(&mut self, scope: &Scope, at: usize) {
        let (mut step, mut left) = (self, scope.begins());
        while let Some(first) = left.first() {
            let next = step.on.iter_mut().find(|next| next.letters.first() == Some(first));
            let Some((next, behind)) = next.and_then(|next| left.strip_prefix(&*next.letters).map(|behind| (next, behind))) else { return };
            (step, left) = (next, behind);
        }
        step.here.retain(|place| place.at != at);
    }

    /// The places, in order, of all scopes that may have something in common with this one: none of the others covers it, is covered
    /// by it, or overlaps it.
    pub fn may_meet(&self, scope: &Scope) -> Vec<usize> {
        let (mut step, mut left) = (self, scope.begins());
        let mut found = Vec::new();
        while let Some(first) = left.first() {
            // What begins with less of this may go on with any letters, unless it is one resource.
            found.extend(step.here.iter().filter(|place| !place.is_one).map(|place| place.at));
            let Some(next) = step.on.iter().find(|next| next.letters.first() == Some(first)) else { break };
            match left.strip_prefix(&*next.letters) {
                Some(behind) => (step, left) = (next, behind),
                None if next.letters.starts_with(left) && !scope.is_one() => {
                    next.add_all(&mut found);
                    break;
                }
                None => break,
            }
        }
        if left.is_empty() {
            if scope.is_one() { found.extend(step.here.iter().map(|place| place.at)) } else { step.add_all(&mut found) }
        }
        found.sort_unstable();
        found
    }

    /// All that begin as this step does.
    fn add_all(&self, found: &mut Vec<usize>) {
        found.extend(self.here.iter().map(|place| place.at));
        self.on.iter().for_each(|next| next.add_all(found));
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
