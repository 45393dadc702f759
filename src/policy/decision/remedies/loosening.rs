//! How a statement that nearly allows comes to allow what was asked, and how one denies it no longer by what it leaves out.

use crate::policy::compiled::{Outcome, Statement};
use crate::policy::condition::{Condition, Decimal, Network};
use crate::policy::document::{
    Amendment, ConditionOutline, Effect, Element, Operator, Outline, SetQualifier, Test, Version, amended, laid_out,
};
use crate::policy::pattern::is_literal;
use crate::policy::request::{Context, Request, Value};

use super::narrowing::is_about_who;

/// A change of one element of a policy: of the one thing for which a statement that allows does not match a request, or by which
/// one that denies leaves others out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loosening {
    /// What changes.
    pub element: PolicyElement,
    /// What becomes of it.
    pub how: Loosened,
}

/// The element of a policy that changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PolicyElement {
    /// `Version`, of the whole document: its `${…}` stand for values then.
    Version,
    /// `Action`
    Action,
    /// `Resource`
    Resource,
    /// A key of `Condition`.
    Condition {
        /// Its operator.
        operator: Operator,
        /// Its key, as written.
        key: String,
    },
}

/// What becomes of an element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loosened {
    /// These come to what it lists.
    Added(Vec<String>),
    /// This goes out of the values that must not be.
    TakenOut(String),
    /// One value takes the place of another.
    Replaced {
        /// The other.
        was: String,
        /// What comes.
        by: String,
    },
    /// It goes, with all its values.
    Gone,
}

impl Loosening {
    /// The least change of this kind with which a statement allows a request that it nearly allows, or denies one no longer that
    /// it denies; `None` where there is none.
    pub fn of(statement: &Statement, request: &Request) -> Option<Self> {
        let context = &request.context;
        if Self::is_by_version(statement, request) {
            return Some(in_current_version());
        }
        if statement.effect() == Effect::Deny {
            return let_off(statement, context);
        }
        if !is_about_action(statement, request) {
            return respelt(statement, request);
        }
        if !is_about_resource(statement, request) {
            return with_resource(statement, request);
        }
        let condition = the_one_unmet(statement, context)?;
        let how = added(condition, context).or_else(|| taken_out(condition, context)).unwrap_or(Loosened::Gone);
        Some(Self { element: PolicyElement::of(condition), how })
    }

    /// A document whose statement at this place is changed so; `None` where it has no such element.
    pub fn written(&self, text: &str, statement: usize) -> Option<String> {
        let entries = |element| Some(Outline::of(text)?.statements.get(statement)?.entries(element).to_vec());
        let amendment = match (&self.element, &self.how) {
            (PolicyElement::Version, _) => Amendment::CurrentVersion,
            (PolicyElement::Action, Loosened::Replaced { was, by }) => {
                let mut entries = entries(Element::Action)?;
                entries.iter_mut().filter(|entry| *entry == was).for_each(|entry| entry.clone_from(by));
                Amendment::SetEntries(statement, Element::Action, entries)
            }
            (PolicyElement::Resource, Loosened::Added(more)) => {
                Amendment::SetEntries(statement, Element::Resource, [entries(Element::Resource)?.as_slice(), more].concat())
            }
            (PolicyElement::Condition { operator, key }, how) => {
                let there = Outline::of(text)?.statements.get(statement)?.condition(*operator, key)?.clone();
                match how {
                    Loosened::Added(values) => Amendment::AddCondition(statement, ConditionOutline { values: values.clone(), ..there }),
                    Loosened::TakenOut(value) => {
                        let values = there.values.iter().filter(|one| !one.eq_ignore_ascii_case(value)).cloned().collect();
                        Amendment::ReplaceCondition(statement, there.clone(), ConditionOutline { values, ..there })
                    }
                    Loosened::Gone => Amendment::RemoveCondition(statement, there),
                    Loosened::Replaced { .. } => return None,
                }
            }
            (PolicyElement::Action | PolicyElement::Resource, _) => return None,
        };
        amended(text, &[amendment]).map(|text| laid_out(&text))
    }

    /// The condition key that it is about.
    pub fn key(&self) -> Option<&str> {
        match &self.element {
            PolicyElement::Condition { key, .. } => Some(key),
            PolicyElement::Version | PolicyElement::Action | PolicyElement::Resource => None,
        }
    }
}

impl Loosening {
    /// Whether it is about nobody but who asks: one more of a list of who asks.
    pub(in crate::policy::decision) fn names_who_asks(&self) -> bool {
        matches!(self.how, Loosened::Added(_)) && self.key().is_some_and(is_about_who)
    }

    /// The same of a statement that allows and does not match: it came to this.
    pub(super) fn of_near(statement: &Statement, request: &Request, outcome: Outcome) -> Option<Self> {
        // Of most statements it is the action that is another, which is known.
        if matches!(outcome, Outcome::Action(_)) { respelt(statement, request) } else { Self::of(statement, request) }
    }

    /// Whether it is that the document is of the current version: a statement says otherwise of a request then.
    pub(super) fn is_by_version(statement: &Statement, request: &Request) -> bool {
        statement.with_variables().filter(|_| is_about_action(statement, request)).is_some_and(|then| {
            let matches = |statement: &Statement| is_about_resource(statement, request) && holds(statement, &request.context);
            matches(&then) != matches(statement) && matches(&then) == (statement.effect() == Effect::Allow)
        })
    }

    /// Whether it changes all of a document, and not one statement alone.
    pub(in crate::policy::decision) fn is_of_document(&self) -> bool {
        self.element == PolicyElement::Version
    }
}

impl PolicyElement {
    fn of(condition: &Condition) -> Self {
        Self::Condition { operator: condition.operator(), key: condition.key().name().to_owned() }
    }
}

/// That the document is of the current version.
fn in_current_version() -> Loosening {
    let [was, by] = [Version::V2008, Version::V2012].map(|version| version.name().to_owned());
    Loosening { element: PolicyElement::Version, how: Loosened::Replaced { was, by } }
}

/// That an action is written as it is spelt, where all else of a statement is about a request.
fn respelt(statement: &Statement, request: &Request) -> Option<Loosening> {
    let was = statement.actions().filter(|actions| !actions.is_negated())?.slip_for(&request.action)?.to_owned();
    if !is_about_resource(statement, request) || !holds(statement, &request.context) {
        return None;
    }
    let by = request.action.spelling().to_owned();
    Some(Loosening { element: PolicyElement::Action, how: Loosened::Replaced { was, by } })
}

/// Whether all conditions of a statement hold.
fn holds(statement: &Statement, context: &Context) -> bool {
    statement.conditions().iter().all(|condition| condition.check(context).is_ok())
}

fn is_about_action(statement: &Statement, request: &Request) -> bool {
    statement.actions().is_some_and(|actions| actions.check(&request.action).is_ok())
}

/// The condition for which alone a statement that is about the rest of a request does not match it.
pub(super) fn the_one_unmet<'s>(statement: &'s Statement, context: &Context) -> Option<&'s Condition> {
    let mut unmet = statement.conditions().iter().filter(|condition| condition.check(context).is_err());
    unmet.next().filter(|_| unmet.next().is_none())
}

/// Whether the resources of a statement alone keep it from matching, and can be one more.
fn lacks_resource(statement: &Statement, request: &Request) -> bool {
    let takes = statement.resources().is_some_and(|resources| !resources.is_negated());
    takes && request.effective_resource().is_some_and(is_literal) && holds(statement, &request.context)
}

fn is_about_resource(statement: &Statement, request: &Request) -> bool {
    statement.resources().is_none_or(|resources| resources.check(request.effective_resource(), &request.context).is_ok())
}

fn with_resource(statement: &Statement, request: &Request) -> Option<Loosening> {
    let resource = request.effective_resource().filter(|_| lacks_resource(statement, request))?;
    Some(Loosening { element: PolicyElement::Resource, how: Loosened::Added(vec![resource.to_owned()]) })
}

/// One value more of a condition by which a denial is about all but some. Of who asks, [`Narrowing`](super::Narrowing) tells.
fn let_off(statement: &Statement, context: &Context) -> Option<Loosening> {
    statement.conditions().iter().find_map(|condition| {
        let (operator, key) = (condition.operator(), condition.key());
        let is_of_addresses = operator.test == Test::NotIpAddress;
        let is_listed = is_of_addresses || is_negated_list(operator.test) && !is_about_who(key.name());
        let Some(Value::Single(value)) = context.get(key).filter(|_| is_listed && operator.set.is_none()) else { return None };
        let can_be = if is_of_addresses { Network::read(value).is_some() } else { is_literal(value) };
        can_be.then(|| Loosening { element: PolicyElement::of(condition), how: Loosened::Added(vec![value.clone()]) })
    })
}

const fn is_negated_list(test: Test) -> bool {
    matches!(test, Test::StringNotEquals | Test::StringNotEqualsIgnoreCase | Test::StringNotLike | Test::ArnNotEquals | Test::ArnNotLike)
}

/// The request's values in a list of those that are wanted. A moment is none that anybody would write down.
fn added(condition: &Condition, context: &Context) -> Option<Loosened> {
    let operator = condition.operator();
    let can_be = |value: &String| match operator.test {
        Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike => is_literal(value),
        Test::ArnEquals | Test::ArnLike => is_literal(value) && value.starts_with("arn:"),
        Test::IpAddress => Network::read(value).is_some(),
        Test::NumericEquals => Decimal::read(value).is_some(),
        _ => false,
    };
    let values = match (context.get(condition.key())?, operator.set) {
        (Value::Single(value), _) => vec![value.clone()],
        (Value::Multi(_), None) => return None,
        (Value::Multi(values), Some(SetQualifier::ForAnyValue)) => values.first().cloned().into_iter().collect(),
        (Value::Multi(values), Some(SetQualifier::ForAllValues)) => {
            let is_unfit = |value: &&String| condition.check_with(Some(&Value::Multi(vec![(*value).clone()])), context).is_err();
            values.iter().filter(is_unfit).cloned().collect()
        }
    };
    (!values.is_empty() && values.iter().all(can_be)).then_some(Loosened::Added(values))
}

/// The request's value out of a list of those that must not be, where no other of them is it.
fn taken_out(condition: &Condition, context: &Context) -> Option<Loosened> {
    let operator = condition.operator();
    let Some(Value::Single(value)) = context.get(condition.key()) else { return None };
    let mut others = condition.texts().iter().filter(|text| !text.eq_ignore_ascii_case(value)).peekable();
    let is_enough =
        operator.set.is_none() && is_negated_list(operator.test) && others.peek().is_some() && others.all(|text| is_literal(text));
    is_enough.then(|| Loosened::TakenOut(value.clone()))
}
