//! What a statement asks of the circumstances, comparable with what another asks.

use super::scope::Scope;
use super::spelled::Spelled;
use crate::catalog::ConditionKey;
use crate::policy::compiled::Statement;
use crate::policy::condition::Condition;

/// A condition of a statement.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Demand {
    /// The operator.
    pub operator: String,
    /// The condition key, spelled as the service authorization reference has it where it knows it.
    pub key: String,
    /// The values, in no order.
    pub values: Vec<String>,
}

/// The conditions of a statement, in a fixed order.
pub(in crate::access) fn demands_of(statement: &Statement) -> Vec<Demand> {
    demands(statement.conditions().iter())
}

/// Conditions, in a fixed order.
pub(in crate::access) fn demands<'a>(conditions: impl Iterator<Item = &'a Condition>) -> Vec<Demand> {
    demands_for(conditions.map(|condition| (condition, None)))
}

/// Conditions, in a fixed order, some with other values than they are written with.
pub(in crate::access) fn demands_for<'a>(conditions: impl Iterator<Item = (&'a Condition, Option<&'a Vec<String>>)>) -> Vec<Demand> {
    let demand = |(condition, filled): (&Condition, Option<&Vec<String>>)| {
        // In documents of the old version a variable is ordinary text, which no variable is like.
        let is_text = |text: &str| text.contains("${") && condition.variables().next().is_none();
        let value = |text: &str| if is_text(text) { text.replace("${", "${$}{") } else { text.to_owned() };
        let written = || condition.texts().iter().map(|text| value(text)).collect();
        let mut values: Vec<String> = filled.cloned().unwrap_or_else(written);
        values.sort();
        values.dedup();
        Demand { operator: condition.operator().to_string(), key: ConditionKey::spelling(condition.key().name()), values }
    };
    let mut demands: Vec<Demand> = conditions.map(demand).collect();
    demands.sort();
    demands.dedup();
    demands
}

/// That a resource is one of a scope's, or for all but what it names none of these: asked of a part of what is told otherwise.
pub(in crate::access) fn demand_of(scope: &Scope) -> Demand {
    let element = if scope.is_negated() { "NotResource" } else { "Resource" };
    Demand { operator: element.to_owned(), key: String::new(), values: scope.texts().to_vec() }
}

/// Whether whoever meets these demands meets the others, too: they ask for nothing that these do not.
pub(in crate::access) fn implies(demands: &[Demand], others: &[Demand]) -> bool {
    others.iter().all(|other| demands.iter().any(|demand| demand.implies(other)))
}

/// What is let in besides: demands that let in all that the others do, and more by values of one demand. With only those values.
pub(in crate::access) fn besides(demands: &[Demand], others: &[Demand]) -> Option<Vec<Demand>> {
    let mut wider = demands.iter().enumerate().filter(|(_, demand)| !others.iter().any(|other| demand.implies(other)));
    let ((at, demand), None) = (wider.next()?, wider.next()) else { return None };
    // Of several values that all must be among the new ones and the old, no part alone tells.
    let is_told = |other: &&Demand| !other.is_negated() && !other.operator.starts_with("ForAllValues");
    let narrower = others.iter().filter(is_told).find(|other| other.implies(demand))?;
    let mut besides = demands.to_vec();
    besides.get_mut(at)?.values.retain(|value| !narrower.values.contains(value));
    implies(&besides_but(demands, at, narrower), others).then_some(besides)
}

/// Demands with another in one's place.
fn besides_but(demands: &[Demand], at: usize, other: &Demand) -> Vec<Demand> {
    let own = demands.iter().enumerate();
    own.map(|(place, demand)| if place == at { other.clone() } else { demand.clone() }).collect()
}

/// Operators that ask for none of some values, and those that ask for one of them.
const OPPOSITES: [(&str, &str); 4] = [
    ("StringNotEquals", "StringEquals"),
    ("StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase"),
    ("NumericNotEquals", "NumericEquals"),
    ("DateNotEquals", "DateEquals"),
];

impl Demand {
    /// What meets it and does not meet another that asks for less of the same: the values that the other has more, where that tells it.
    pub(in crate::access) fn but(&self, other: &Self) -> Option<Self> {
        let operator = self.operator.strip_suffix("IfExists").unwrap_or(&self.operator);
        let (_, opposite) = OPPOSITES.iter().find(|(negated, _)| *negated == operator)?;
        let values: Vec<String> = other.values.iter().filter(|value| !self.values.contains(value)).cloned().collect();
        (other.implies(self) && !values.is_empty()).then(|| Self { operator: (*opposite).to_owned(), key: self.key.clone(), values })
    }

    /// Whether it asks that something is not so.
    fn is_negated(&self) -> bool {
        self.operator.contains("Not")
    }

    /// Whether whoever meets it meets the other: one of these values is one of those, and none of those is none of these.
    fn implies(&self, other: &Self) -> bool {
        let all_of = |few: &[String], many: &[String]| few.iter().all(|value| many.contains(value));
        let (few, many) = if self.is_negated() { (other, self) } else { (self, other) };
        self.operator == other.operator && self.key.eq_ignore_ascii_case(&other.key) && all_of(&few.values, &many.values)
    }

    /// In words with all its values: `StringEquals aws:SourceVpc vpc-1, vpc-2 or vpc-3`.
    pub fn in_full(&self) -> String {
        let values = match self.values.as_slice() {
            [first, most @ .., last] => format!("{} or {last}", [std::slice::from_ref(first), most].concat().join(", ")),
            few => few.concat(),
        };
        let parts = [self.operator.as_str(), &self.key, if values.is_empty() { "nothing" } else { &values }];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// In words with as many values as are to be spelled out.
    pub(in crate::access) fn spelled(&self, spelled: Spelled) -> String {
        match spelled {
            Spelled::First => self.in_words(),
            Spelled::All => self.in_full(),
        }
    }

    /// In words: `StringEquals aws:SourceVpc vpc-1`.
    pub fn in_words(&self) -> String {
        let values = match self.values.as_slice() {
            [] => "nothing".to_owned(),
            [one] => one.clone(),
            [one, other] => format!("{one} or {other}"),
            [first, rest @ ..] => format!("{first} or {} others", rest.len()),
        };
        if self.key.is_empty() { format!("{} {values}", self.operator) } else { format!("{} {} {values}", self.operator, self.key) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(operator: &str, values: &[&str]) -> Demand {
        Demand { operator: operator.into(), key: "k".into(), values: values.iter().map(|value| (*value).to_owned()).collect() }
    }

    #[test]
    fn fewer_values_ask_for_more_and_where_they_must_not_be_for_less() {
        for (operator, narrow, wide, expected) in [
            ("IpAddress", &["a"][..], &["a", "b"][..], true),
            ("IpAddress", &["a", "c"], &["a", "b"], false),
            ("StringNotEquals", &["a", "b"], &["a"], true),
            ("StringNotEquals", &["a"], &["a", "b"], false),
            ("ForAllValues:StringLike", &["a"], &["a"], true),
        ] {
            let (narrow, wide) = (demand(operator, narrow), demand(operator, wide));
            assert_eq!(implies(std::slice::from_ref(&narrow), std::slice::from_ref(&wide)), expected, "{narrow:?} {wide:?}");
        }
        assert!(!implies(&[demand("StringLike", &["a"])], &[demand("StringEquals", &["a"])]));
        assert!(implies(&[demand("StringLike", &["a"])], &[]) && !implies(&[], &[demand("StringLike", &["a"])]));
    }

    #[test]
    fn what_is_let_in_besides_is_by_the_values_that_are_new() {
        let mfa = Demand { key: "mfa".into(), ..demand("Bool", &["true"]) };
        let (a, b) = (demand("IpAddress", &["a"]), demand("IpAddress", &["a", "b"]));
        let new = demand("IpAddress", &["b"]);
        assert_eq!(besides(&[b.clone(), mfa.clone()], &[a.clone(), mfa.clone()]), Some(vec![new, mfa.clone()]));
        assert_eq!(besides(std::slice::from_ref(&b), &[a.clone(), mfa]), None, "those ask for something else, too");
        assert_eq!(besides(std::slice::from_ref(&a), &[b]), None, "it lets in less");
        assert_eq!(besides(&[demand("StringNotEquals", &["a"])], &[demand("StringNotEquals", &["a", "b"])]), None);
        assert_eq!(besides(std::slice::from_ref(&a), std::slice::from_ref(&a)), None);
        let all = |values: &[&str]| [demand("ForAllValues:StringEquals", values)];
        assert_eq!(besides(&all(&["a", "b"]), &all(&["a"])), None, "both at once are let in, too");
    }
}
