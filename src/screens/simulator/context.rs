//! The condition keys that the policies in play ask for: what the console derives for them, and what was typed instead.

use std::collections::HashMap;

use super::context_value::Kind;
use super::policies::Playing;
use crate::account::authorization::{Derived, Provenance};
use crate::policy::request::Value;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, List, Listing};

/// What somebody wants a key to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Given {
    /// What the console derives.
    AsDerived,
    /// Not there.
    Absent,
    /// This.
    Value(Value),
}

/// A key that the policies ask for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// As the policy that asks first writes it.
    pub key: String,
    /// What its values are.
    pub kind: Kind,
    /// What the console derives for the first request; `None` where nothing.
    derived: Option<Derived>,
}

/// The keys with their list.
pub(super) struct ContextPart {
    /// The list.
    pub list: List<String>,
    /// What is asked for.
    pub asked: Vec<Asked>,
    /// What was typed, by the key in lower case. What is not asked for any more is kept: its policy may be switched on again.
    given: HashMap<String, Given>,
}

/// What is given in a simulation, for keys that are asked for.
pub(super) type AllGiven = Vec<(String, Given)>;

impl ContextPart {
    pub fn new() -> Self {
        Self { list: List::new("simulator context"), asked: Vec::new(), given: HashMap::new() }
    }

    /// Takes what these policies ask for, and what is derived for it.
    pub fn refresh(&mut self, playing: &Playing, derived: &[Derived]) {
        let mut asked: Vec<Asked> = Vec::new();
        for statement in playing.statements() {
            for key in statement.context_keys() {
                let found = asked.iter_mut().find(|known| known.key.eq_ignore_ascii_case(key.name()));
                let is_set = statement.conditions().iter().any(|condition| condition.key().is(key) && condition.operator().set.is_some());
                match found {
                    Some(known) => known.kind = known.kind.with_set_operator(is_set),
                    None => asked.push(Asked {
                        key: key.name().to_owned(),
                        kind: Kind::of(key.name()).with_set_operator(is_set),
                        derived: derived.iter().find(|derived| derived.key.eq_ignore_ascii_case(key.name())).cloned(),
                    }),
                }
            }
        }
        asked.sort_by_cached_key(|asked| asked.key.to_ascii_lowercase());
        self.asked = asked;
        let keys = self.asked.iter().map(|asked| asked.key.clone()).collect();
        self.list.refresh(keys, &KeyRows { asked: &self.asked, given: &self.given });
    }

    /// Takes what somebody wants a key to be.
    pub fn give(&mut self, key: &str, given: Given) {
        let key = key.to_ascii_lowercase();
        match given {
            Given::AsDerived => self.given.remove(&key),
            given => self.given.insert(key, given),
        };
    }

    /// The key that the selection is on.
    pub fn selected(&self) -> Option<&Asked> {
        let key = self.list.selected()?;
        self.asked.iter().find(|asked| asked.key == *key)
    }

    /// What was typed for a key.
    pub fn given(&self, asked: &Asked) -> Given {
        self.given.get(&asked.key.to_ascii_lowercase()).cloned().unwrap_or(Given::AsDerived)
    }

    /// What was typed for keys that are asked for.
    pub fn all_given(&self) -> AllGiven {
        let all = self.asked.iter().map(|asked| (asked.key.clone(), self.given(asked)));
        all.filter(|(_, given)| *given != Given::AsDerived).collect()
    }

    /// How many keys have no value at all.
    pub fn missing(&self) -> usize {
        self.asked.iter().filter(|asked| asked.derived.is_none() && self.given(asked) == Given::AsDerived).count()
    }

    /// Whether a value comes from the resource, so that another resource may have another.
    pub fn has_some_of_resource(&self) -> bool {
        self.asked.iter().any(|asked| asked.derived.as_ref().is_some_and(|derived| derived.from == Provenance::Resource))
    }

    /// The rows.
    pub const fn rows(&self) -> KeyRows<'_> {
        KeyRows { asked: self.asked.as_slice(), given: &self.given }
    }
}

impl Asked {
    /// The value that is sent with the first request, where one is.
    pub fn value<'a>(&'a self, given: &'a Given) -> Option<&'a Value> {
        match given {
            Given::Value(value) => Some(value),
            Given::Absent => None,
            Given::AsDerived => self.derived.as_ref().map(|derived| &derived.value),
        }
    }
}

/// What was derived, as it stands once what was typed has taken its place.
pub(super) fn overridden(mut derived: Vec<Derived>, given: &AllGiven) -> Vec<Derived> {
    for (key, given) in given {
        derived.retain(|other| !other.key.eq_ignore_ascii_case(key));
        if let Given::Value(value) = given {
            derived.push(Derived { key: key.clone(), value: value.clone(), from: Provenance::Given });
        }
    }
    derived
}

/// A value in words.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Single(value) if value.is_empty() => "an empty text".into(),
        Value::Single(value) => value.clone(),
        Value::Multi(values) if values.is_empty() => "an empty list".into(),
        Value::Multi(values) => values.join(", "),
    }
}

/// Keys as rows.
pub(super) struct KeyRows<'a> {
    asked: &'a [Asked],
    given: &'a HashMap<String, Given>,
}

const COLUMNS: &[Column] =
    &[Column::text("Key", 20, 44, 10), Column::fixed("Type", 10, 5), Column::text("Value", 18, 60, 9), Column::fixed("From", 20, 7)];

impl Listing for KeyRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &String) -> String {
        key.clone()
    }

    fn cell(&self, key: &String, column: usize) -> Line {
        let Some(asked) = self.asked.iter().find(|asked| asked.key == *key) else { return Line::new() };
        let given = self.given.get(&key.to_ascii_lowercase()).unwrap_or(&Given::AsDerived);
        match (column, given, &asked.derived) {
            (0, ..) => Line::new().text(key.clone()),
            (1, ..) => Line::new().quiet(asked.kind.label()),
            (2, ..) => match asked.value(given) {
                Some(value) => Line::new().text(words(value)),
                None if *given == Given::Absent => Line::new().quiet("absent"),
                None => Line::new().with("▲ ", Role::Warning).text("absent"),
            },
            (_, Given::Value(_) | Given::Absent, _) => Line::new().text("you"),
            (_, Given::AsDerived, Some(derived)) => Line::new().quiet(derived.from.label()),
            (_, Given::AsDerived, None) => Line::new().quiet("enter sets it"),
        }
    }
}
