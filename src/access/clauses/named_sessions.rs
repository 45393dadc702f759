//! The sessions of a role, as names and patterns of names divide them.

use std::collections::BTreeSet;

use crate::account::authorization::Asker;
use crate::account::id::UniqueId;
use crate::account::words::listed_in_full;
use crate::policy::document::Version;
use crate::policy::pattern::{Style, Template};
use crate::policy::reach::{Area, Pattern, Shape};
use crate::policy::request::Context;

/// AWS: the name of a role's session has two signs at least.
const ANY_NAME: &str = "??*";

/// A session of a role that policies name, or those that they name alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NamedSession {
    /// Of which role.
    pub role: UniqueId,
    /// Its name, or the patterns that the names of several have in common, the narrowest.
    pub names: Vec<String>,
    /// All that policies name them by.
    named_by: BTreeSet<String>,
    /// Its name, or that of one of them, which stands for all.
    example: String,
}

impl NamedSession {
    /// Who asks in it.
    pub fn asker(&self) -> Asker {
        Asker::RoleSession { role: self.role, session: self.example.clone() }
    }

    /// Whether several are meant.
    pub fn are_several(&self) -> bool {
        self.names.iter().any(|name| is_pattern(name))
    }

    /// Whether policies name another one, or others, by all that they name these by, and by more: those are some of these.
    pub fn covers(&self, other: &Self) -> bool {
        self.role == other.role && self.named_by.len() < other.named_by.len() && self.named_by.is_subset(&other.named_by)
    }

    /// In words, of a role that is called so: `session bob of W`, `sessions ops-* of W`, `sessions of W that match both b* and *b`.
    pub fn in_words(&self, role: &str) -> String {
        match self.names.as_slice() {
            [name] if self.are_several() => format!("sessions {name} of {role}"),
            [name] => format!("session {name} of {role}"),
            [one, other] => format!("sessions of {role} that match both {one} and {other}"),
            all => format!("sessions of {role} that match all of {}", listed_in_full(all)),
        }
    }
}

/// Those to whom something else comes than to all who have one name less, or else to the others of their role.
pub(in crate::access) fn told_apart<'s, T: PartialEq>(
    sessions: &'s [(NamedSession, T)],
    of_role: impl Fn(UniqueId) -> Option<&'s T>,
) -> impl Iterator<Item = &'s (NamedSession, T)> {
    sessions.iter().filter(move |(session, own)| {
        let wider: Vec<&(NamedSession, T)> = sessions.iter().filter(|(other, _)| other.covers(session)).collect();
        let is_next = |one: &&&(NamedSession, T)| !wider.iter().any(|(other, _)| one.0.covers(other));
        if wider.is_empty() {
            of_role(session.role) != Some(own)
        } else {
            wider.iter().filter(is_next).any(|(_, of_wider)| of_wider != own)
        }
    })
}

/// The sessions of a role that have one of these names at least, those together that have the same; and whether these are all.
pub(super) fn divided(role: UniqueId, names: &BTreeSet<String>) -> (Vec<NamedSession>, bool) {
    let patterns: Vec<&String> = names.iter().filter(|name| is_pattern(name)).collect();
    let is_met = |name: &str| patterns.iter().any(|pattern| template(pattern).matches(name, &Context::default()));
    // Most names are of no pattern, and go by themselves.
    let (met, apart): (Vec<&String>, Vec<&String>) = names.iter().filter(|name| !is_pattern(name)).partition(|name| is_met(name));
    let of = |named_by: Vec<&String>, example: String| NamedSession {
        role,
        names: narrowest(&named_by),
        named_by: named_by.into_iter().cloned().collect(),
        example,
    };
    let mut found: Vec<NamedSession> = apart.into_iter().map(|name| of(vec![name], name.clone())).collect();
    let all: Vec<&String> = met.into_iter().chain(patterns).collect();
    if all.is_empty() {
        return (found, true);
    }
    let shape = |text: &str| Shape::of(&template(text), &Context::default());
    let sets: Vec<Vec<Shape>> = all.iter().map(|name| shape(name).into_iter().collect()).collect();
    let parts = Area { asked: shape(ANY_NAME).into_iter().collect(), types: Vec::new() }.parts(&sets);
    for part in parts.parts.into_iter().filter(|part| !part.named_by.is_empty()) {
        let named_by = part.named_by.iter().filter_map(|at| all.get(*at).copied()).collect();
        found.push(of(named_by, part.example));
    }
    found.sort();
    (found, parts.is_complete)
}

/// Those of some names that say all that the others do.
fn narrowest(names: &[&String]) -> Vec<String> {
    let mut left: Vec<&String> = names.to_vec();
    for name in names {
        let covers = |other: &&String| {
            let [one, other] = [name, other].map(|text| Pattern::of_resource(text));
            one.covers(&other)
        };
        if left.iter().any(|other| other != name && covers(other)) {
            left.retain(|one| one != name);
        }
    }
    left.into_iter().cloned().collect()
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

fn template(name: &str) -> Template {
    Template::new(name, Style::Plain, Version::V2012)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> Vec<(String, String)> {
        let role = "AROAEXAMPLEEXAMPLEEXA".parse().unwrap();
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let (found, are_all) = divided(role, &names);
        assert!(are_all);
        found.into_iter().map(|one| (one.in_words("W"), one.example)).collect()
    }

    #[test]
    fn names_and_patterns_divide_the_sessions_of_a_role() {
        let of = |words: &str, example: &str| (words.to_owned(), example.to_owned());
        assert_eq!(told(&["bob"]), [of("session bob of W", "bob")]);
        assert_eq!(told(&["ops-*", "bob"]), [of("session bob of W", "bob"), of("sessions ops-* of W", "ops-")]);
        // A name is no example of a pattern, and one of a narrower pattern is none of a wider.
        assert_eq!(
            told(&["x*", "xx", "xxx*"]),
            [of("sessions x* of W", "xy"), of("session xx of W", "xx"), of("sessions xxx* of W", "xxx")]
        );
        assert_eq!(
            told(&["b*", "*b"]),
            [of("sessions *b of W", "xb"), of("sessions of W that match both *b and b*", "bb"), of("sessions b* of W", "bx")]
        );
        let three = told(&["a*", "*b", "*c*"]);
        assert_eq!(three.len(), 7);
        assert!(three.contains(&of("sessions of W that match all of *b, *c* and a*", "acb")), "{three:?}");
        // Nobody is called so: one sign is no name.
        assert_eq!(told(&["b*", "b?*"]), [of("sessions b?* of W", "bx")]);
    }

    #[test]
    fn what_would_take_too_long_is_said_to_be_incomplete() {
        let role = "AROAEXAMPLEEXAMPLEEXA".parse().unwrap();
        let names = (b'a'..=b'z').map(|letter| format!("*{}*", char::from(letter))).collect();
        assert!(!divided(role, &names).1);
    }
}
