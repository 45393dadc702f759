//! A pattern of resources as a whole: into which parts others divide it.
//!
//! The patterns are gone through side by side, character by character, as far as they go together. What can be reached at the
//! end tells which of them can name a resource at once: nothing is tried, so nothing is missed.

use std::collections::{BTreeMap, HashSet};

use super::shape::{Mark, Shape};
use super::token::Class;

/// The steps of all patterns together, beyond which it is not looked further.
const MOST_STEPS: usize = 200_000;

/// The resources that are asked about: those of one of some patterns that are also of one of the resource types, where types are
/// known.
#[derive(Clone, Debug)]
pub struct Area {
    /// The patterns.
    pub asked: Vec<Shape>,
    /// The resource types that count; none where all do.
    pub types: Vec<Shape>,
}

/// A part of an area: what the same sets of patterns name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The sets that name all of it, by their places; the others name nothing of it.
    pub named_by: Vec<usize>,
    /// A resource of it, as short as there is one.
    pub example: String,
}

/// The parts of an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// Each with other sets that name it.
    pub parts: Vec<Part>,
    /// Whether these are all; otherwise it would have taken too long to say.
    pub is_complete: bool,
}

impl Area {
    /// The parts into which sets of patterns divide it. An area without a resource has none.
    pub fn parts(&self, sets: &[Vec<Shape>]) -> Parts {
        Walk::new(self, sets).parts(sets.len())
    }

    /// Which of the sets name a resource; `None` where it is not of the area.
    pub fn named_by(&self, resource: &str, sets: &[Vec<Shape>]) -> Option<Vec<usize>> {
        let walk = Walk::new(self, sets);
        let places = resource.chars().try_fold(walk.start(), |places, by| walk.next(&places, by))?;
        walk.ended(&places)
    }
}

/// What a pattern is there for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Asked,
    Type,
    Set,
}

/// A place in patterns that begin alike: they share it.
struct Node {
    role: Role,
    /// The characters that it takes any number of.
    takes: Option<Class>,
    /// What is behind one character more.
    on: Vec<(Mark, usize)>,
    /// What is behind no character: places that take any number.
    free: Vec<usize>,
    /// The sets of which a pattern ends here; an entry where another pattern does.
    ends: Vec<usize>,
}

/// Places that are reached together, in order.
type Places = Vec<usize>;

/// The way that was gone, backwards: each step with the one before it.
struct Step {
    places: Places,
    before: usize,
    by: char,
}

/// All patterns, as places: those that are asked about, then the types, then the sets.
struct Walk {
    nodes: Vec<Node>,
    starts: Places,
    has_types: bool,
}

impl Walk {
    fn new(area: &Area, sets: &[Vec<Shape>]) -> Self {
        let mut walk = Self { nodes: Vec::new(), starts: Vec::new(), has_types: !area.types.is_empty() };
        for (role, shapes) in [(Role::Asked, &area.asked), (Role::Type, &area.types)] {
            walk.add(role, shapes.iter().map(|shape| (0, shape)));
        }
        walk.add(Role::Set, sets.iter().enumerate().flat_map(|(at, shapes)| shapes.iter().map(move |shape| (at, shape))));
        walk
    }

    fn add<'a>(&mut self, role: Role, shapes: impl Iterator<Item = (usize, &'a Shape)>) {
        let start = self.push(role, None);
        self.starts.push(start);
        for (set, shape) in shapes {
            let end = shape.0.iter().fold(start, |at, mark| self.behind(role, at, *mark));
            if let Some(node) = self.nodes.get_mut(end) {
                node.ends.push(set);
            }
        }
    }

    fn push(&mut self, role: Role, takes: Option<Class>) -> usize {
        self.nodes.push(Node { role, takes, on: Vec::new(), free: Vec::new(), ends: Vec::new() });
        self.nodes.len() - 1
    }

    /// The place behind a mark, made where it is new.
    fn behind(&mut self, role: Role, at: usize, mark: Mark) -> usize {
        let takes = if let Mark::Star(class) = mark { Some(class) } else { None };
        let Some(node) = self.nodes.get(at) else { return at };
        let known = match takes {
            Some(_) => node.free.iter().copied().find(|free| self.nodes.get(*free).is_some_and(|free| free.takes == takes)),
            None => node.on.iter().find(|(other, _)| *other == mark).map(|(_, place)| *place),
        };
        known.unwrap_or_else(|| {
            let place = self.push(role, takes);
            if let Some(node) = self.nodes.get_mut(at) {
                if takes.is_some() { node.free.push(place) } else { node.on.push((mark, place)) }
            }
            place
        })
    }

    fn parts(&self, sets: usize) -> Parts {
        let mut found: BTreeMap<Vec<usize>, String> = BTreeMap::new();
        let most = u32::try_from(sets).ok().and_then(|sets| 1_usize.checked_shl(sets)).unwrap_or(usize::MAX);
        let start = self.start();
        let mut seen: HashSet<Places> = HashSet::from([start.clone()]);
        let mut way = vec![Step { places: start, before: 0, by: ' ' }];
        let (mut at, mut steps) = (0, 0);
        while let Some(step) = way.get(at) {
            if let Some(named_by) = self.ended(&step.places) {
                found.entry(named_by).or_insert_with(|| text_of(&way, at));
                if found.len() == most {
                    break;
                }
            }
            let places = step.places.clone();
            for by in self.ways_on(&places) {
                steps += places.len();
                if let Some(next) = self.next(&places, by).filter(|next| !seen.contains(next)) {
                    seen.insert(next.clone());
                    way.push(Step { places: next, before: at, by });
                }
            }
            if steps > MOST_STEPS {
                break;
            }
            at += 1;
        }
        let is_complete = steps <= MOST_STEPS || found.len() == most;
        Parts { parts: found.into_iter().map(|(named_by, example)| Part { named_by, example }).collect(), is_complete }
    }

    fn start(&self) -> Places {
        let mut places = Places::new();
        self.starts.iter().for_each(|start| self.reach(*start, &mut places));
        places.sort_unstable();
        places
    }

    /// Comes to a place, and to those behind it that may take nothing.
    fn reach(&self, place: usize, places: &mut Places) {
        let mut open = vec![place];
        while let Some(place) = open.pop() {
            places.push(place);
            open.extend(self.nodes.get(place).into_iter().flat_map(|node| &node.free));
        }
    }

    fn all<'a>(&'a self, places: &'a Places) -> impl Iterator<Item = (usize, &'a Node)> {
        places.iter().filter_map(|place| Some((*place, self.nodes.get(*place)?)))
    }

    /// The sets that name what ends here; `None` where nothing that is asked about does.
    fn ended(&self, places: &Places) -> Option<Vec<usize>> {
        let (mut is_asked, mut is_of_type) = (false, !self.has_types);
        let mut named_by = Vec::new();
        for (_, node) in self.all(places).filter(|(_, node)| !node.ends.is_empty()) {
            match node.role {
                Role::Asked => is_asked = true,
                Role::Type => is_of_type = true,
                Role::Set => named_by.extend(&node.ends),
            }
        }
        named_by.sort_unstable();
        named_by.dedup();
        (is_asked && is_of_type).then_some(named_by)
    }

    /// The characters that make a difference: those that some pattern goes on with, colon and slash, and one like no other.
    fn ways_on(&self, places: &Places) -> Vec<char> {
        let mut own = Vec::new();
        let (mut all, mut is_open) = (Vec::new(), false);
        for (_, node) in self.all(places) {
            let is_asked = node.role == Role::Asked;
            is_open |= is_asked && (node.takes.is_some() || node.on.iter().any(|(mark, _)| matches!(mark, Mark::One(_))));
            let letters = node.on.iter().filter_map(|(mark, _)| if let Mark::Char(one) = mark { Some(*one) } else { None });
            if is_asked { own.extend(letters) } else { all.extend(letters) }
        }
        if is_open {
            own.append(&mut all);
            own.extend([':', '/']);
            own.extend(('x'..='z').chain('a'..='w').chain('0'..='9').chain('α'..=char::MAX).find(|other| !own.contains(other)));
        }
        own.sort_unstable();
        own.dedup();
        // Letters first: an example is read.
        own.sort_by_key(|one| !one.is_alphanumeric());
        own
    }

    /// Where a character leads; `None` where nothing that is asked about goes on with it.
    fn next(&self, places: &Places, by: char) -> Option<Places> {
        let mut next = Places::with_capacity(places.len());
        let (mut is_asked, mut is_of_type) = (false, !self.has_types);
        for (place, node) in self.all(places) {
            if node.role == Role::Set && !(is_asked && is_of_type) {
                return None;
            }
            let before = next.len();
            if node.takes.is_some_and(|class| has(class, by)) {
                self.reach(place, &mut next);
            }
            for (mark, behind) in &node.on {
                if matches!(mark, Mark::Char(one) if *one == by) || matches!(mark, Mark::One(class) if has(*class, by)) {
                    self.reach(*behind, &mut next);
                }
            }
            let goes_on = next.len() > before;
            is_asked |= goes_on && node.role == Role::Asked;
            is_of_type |= goes_on && node.role == Role::Type;
        }
        next.sort_unstable();
        next.dedup();
        (is_asked && is_of_type).then_some(next)
    }
}

const fn has(class: Class, one: char) -> bool {
    match one {
        ':' => class.colon,
        '/' => class.slash,
        _ => true,
    }
}

/// The characters that led to a step.
fn text_of(way: &[Step], mut at: usize) -> String {
    let mut text = Vec::new();
    while let Some(step) = way.get(at).filter(|_| at > 0) {
        text.push(step.by);
        at = step.before;
    }
    text.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::policy::document::Version;
    use crate::policy::pattern::{Style, Template};
    use crate::policy::request::Context;

    fn area(asked: &str) -> Area {
        Area { asked: vec![Shape::asked(asked)], types: Vec::new() }
    }

    fn sets(texts: &[&[&str]]) -> Vec<Vec<Shape>> {
        texts.iter().map(|set| set.iter().map(|text| Shape::asked(text)).collect()).collect()
    }

    #[test]
    fn sets_divide_an_area() {
        for (asked, named, parts) in [
            ("a:b*", &[&["a:*"][..]][..], &["0"][..]),
            ("a:b*", &[&["a:bc*"]], &["", "0"]),
            ("a:b*", &[&["x:*"]], &[""]),
            // One character is no colon, and a star at the end is any.
            ("a:b*", &[&["a:b?*"], &["a:b"]], &["", "0", "1"]),
            ("a:b*", &[&["a:b?*", "a:b", "a:b:*"]], &["0"]),
            ("a:?", &[&["a:/"], &["a:*"]], &["0 1", "1"]),
            ("b/*", &[&["b/x*"], &["b/*y"], &["b/z"]], &["", "0", "0 1", "1", "2"]),
            ("exact", &[&["e*t"], &["e*u"]], &["0"]),
            ("é*", &[&["é?"], &["??"]], &["", "0 1"]),
        ] {
            let found = area(asked).parts(&sets(named));
            let told: Vec<String> =
                found.parts.iter().map(|part| part.named_by.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")).collect();
            assert!(found.is_complete);
            assert_eq!(told, parts, "{asked} {named:?}");
        }
    }

    #[test]
    fn only_resources_of_the_types_count() {
        let objects = Area { asked: vec![Shape::asked("arn:aws:s3:::b*")], types: vec![Shape::asked("arn:aws:s3:::?*/?*")] };
        let parts = objects.parts(&sets(&[&["arn:aws:s3:::b"]]));
        assert_eq!(parts.parts, [Part { named_by: Vec::new(), example: "arn:aws:s3:::b/x".into() }]);
        let none = Area { asked: vec![Shape::asked("arn:aws:s3:::b")], ..objects };
        assert!(none.parts(&[]).parts.is_empty());
    }

    #[test]
    fn what_would_take_too_long_is_said_to_be_incomplete() {
        let many: Vec<Vec<Shape>> = (0..24).map(|at| vec![Shape::asked(&format!("*{}*", char::from(b'a' + at)))]).collect();
        let parts = area("*").parts(&many);
        assert!(!parts.is_complete && !parts.parts.is_empty());
        let long = area(&"a*".repeat(20_000)).parts(&sets(&[&[&"b*".repeat(20_000)]]));
        assert!(!long.is_complete);
    }

    proptest! {
        #[test]
        fn every_text_is_of_the_part_that_its_sets_name(
            asked in "(:::::)?[ab*?:/]{0,5}",
            named in proptest::collection::vec(proptest::collection::vec("(:::::)?[ab*?:/é]{0,5}", 1..3), 0..4),
            text in "(:::::)?[ab:/é]{0,6}",
        ) {
            let matches = |pattern: &str, text: &str| Template::new(pattern, Style::Resource, Version::V2008).matches(text, &Context::default());
            let by = |text: &str| -> Vec<usize> {
                (0..named.len()).filter(|at| named[*at].iter().any(|pattern| matches(pattern, text))).collect()
            };
            let shapes: Vec<Vec<Shape>> = named.iter().map(|set| set.iter().map(|text| Shape::asked(text)).collect()).collect();
            let parts = area(&asked).parts(&shapes);
            prop_assert!(parts.is_complete);
            for part in &parts.parts {
                prop_assert!(matches(&asked, &part.example), "{}", part.example);
                prop_assert_eq!(&by(&part.example), &part.named_by, "{}", part.example);
            }
            if matches(&asked, &text) {
                prop_assert!(parts.parts.iter().any(|part| part.named_by == by(&text)), "{}", text);
            }
            prop_assert_eq!(area(&asked).named_by(&text, &shapes), matches(&asked, &text).then(|| by(&text)));
        }
    }
}
