//! From the form of a check to what it means: names are looked up, kinds compared.

use super::error::CheckError;
use super::scope::Scope;
use super::syntax::{Node, Syntax};
use super::typing_parts::{action_of, actions_of, context_of, event_of, manner_of, resource_of};
use crate::account::words::is_meant;
use crate::training::check::argument::Argument;
use crate::training::check::names::{Domain, Entity, Sort, Subject, no_entity, unknown};
use crate::training::check::predicate::{Parameter, Predicate};
use crate::training::check::predicates;
use crate::training::check::typed::{Call, Expr, How};
use crate::training::check::value::{Kind, Value};

/// Binders may stand in each other so deep: more would look at too much.
const MOST_BINDERS: usize = 2;
/// A list has at most so many: a check in a check goes over both, at every change.
const MOST_LISTED: usize = 40;

/// What is wrong with a part of a check that is so whatever happens, or never.
pub(in crate::training::check) const ASKS_NOTHING: &str = "This is always so or never, whatever is done: nothing is asked here.";

/// Understands a node as an expression of a kind.
///
/// # Errors
/// The first name that is not known or does not fit, and what was expected.
pub(in crate::training::check) fn typed(node: &Node, wanted: Kind) -> Result<Expr, CheckError> {
    Scope::default().expr(node, Some(wanted))
}

/// A decision about a request, from its parts.
///
/// # Errors
/// As [`typed`].
pub(in crate::training::check) fn typed_request(parts: Vec<Node>, allowed: bool) -> Result<Expr, CheckError> {
    let at = parts.first().map_or(0, |part| part.at.start)..parts.last().map_or(0, |part| part.at.end);
    let name = if allowed { "can" } else { "cannot" };
    let node = Node { what: Syntax::Call { name: name.to_owned(), name_at: at.clone(), arguments: parts }, at };
    typed(&node, Kind::Truth)
}

impl Scope {
    fn expr(&mut self, node: &Node, wanted: Option<Kind>) -> Result<Expr, CheckError> {
        let expr = match &node.what {
            Syntax::Not(inner) => Expr::Not(Box::new(self.expr(inner, Some(Kind::Truth))?)),
            Syntax::And(parts) => Expr::And(self.all(parts)?),
            Syntax::Or(parts) => Expr::Or(self.all(parts)?),
            Syntax::Compare { sign, left, right } => self.comparison(node, sign, left, right)?,
            Syntax::Call { name, arguments, .. } if matches!(arguments.first().map(|first| &first.what), Some(Syntax::In { .. })) => {
                self.binder(node, name, arguments)?
            }
            Syntax::Call { name, name_at, arguments } => {
                let predicate = predicates::all().find(|predicate| predicate.name == name.as_str());
                let names = || predicates::all().map(|predicate| predicate.name).chain(["every", "some", "none"]);
                if predicate.is_none() && How::named(name).is_some() {
                    let message =
                        format!("Expected {name}(x in users, CONDITION): a letter of your own, what it goes over, and what of it.");
                    return Err(CheckError::new(node.at.clone(), message));
                }
                let predicate = predicate.ok_or_else(|| unknown("predicate", name, names(), name_at.clone()))?;
                Expr::Call(self.call(predicate, node, arguments)?)
            }
            Syntax::Text(text) => Expr::Value(Value::Text(text.clone())),
            Syntax::Word(word) => Expr::Value(Self::value(word, node, wanted)?),
            Syntax::In { .. } | Syntax::List(_) | Syntax::Map(_) => {
                return Err(CheckError::new(
                    node.at.clone(),
                    "Expected a predicate or a value; this stands only among the arguments of one.",
                ));
            }
        };
        match wanted {
            Some(wanted) if expr.kind() != wanted => Err(misfit(node, &expr, wanted)),
            _ => Ok(expr),
        }
    }

    fn all(&mut self, parts: &[Node]) -> Result<Vec<Expr>, CheckError> {
        parts.iter().map(|part| self.part(part)).collect()
    }

    /// One of several things that are so or not.
    fn part(&mut self, node: &Node) -> Result<Expr, CheckError> {
        let expr = self.expr(node, Some(Kind::Truth))?;
        if expr.asks_nothing() { Err(CheckError::new(node.at.clone(), ASKS_NOTHING)) } else { Ok(expr) }
    }

    /// A word by itself. Where a decision is wanted it is one, and so on; where nothing is wanted, it may be a number.
    fn value(word: &str, node: &Node, wanted: Option<Kind>) -> Result<Value, CheckError> {
        let kinds = [Kind::Number, Kind::Truth];
        let read = wanted.map_or_else(|| kinds.into_iter().find_map(|kind| Value::read(word, kind)), |kind| Value::read(word, kind));
        if let Some(value) = read {
            return Ok(value);
        }
        let names = predicates::all().map(|predicate| predicate.name);
        let near = crate::policy::actions::nearest(word, names, 1);
        let meant = is_meant(&near.iter().map(|near| format!("{near}(…)")).collect::<Vec<_>>());
        let expected = wanted.map_or("a predicate or a value", Kind::words);
        Err(CheckError::new(node.at.clone(), format!("Expected {expected}, and found {word}.{meant}")))
    }

    fn comparison(&mut self, node: &Node, sign: &'static str, left: &Node, right: &Node) -> Result<Expr, CheckError> {
        // A value takes its kind from the other side.
        let is_value = |node: &Node| matches!(node.what, Syntax::Word(_) | Syntax::Text(_));
        let (left, right) = if is_value(left) && !is_value(right) {
            let right = self.expr(right, None)?;
            (self.expr(left, Some(right.kind()))?, right)
        } else {
            let left = self.expr(left, None)?;
            let kind = left.kind();
            (left, self.expr(right, Some(kind))?)
        };
        if !matches!(sign, "==" | "!=") && left.kind() != Kind::Number {
            let kind = left.kind().words();
            return Err(CheckError::new(
                node.at.clone(),
                format!("Only numbers are compared with {sign}, and this is {kind}: == and != compare it."),
            ));
        }
        Ok(Expr::Compare { sign, left: Box::new(left), right: Box::new(right) })
    }

    fn binder(&mut self, node: &Node, name: &str, arguments: &[Node]) -> Result<Expr, CheckError> {
        let how =
            How::named(name).ok_or_else(|| unknown("binder", name, ["every", "some", "none", "count"].into_iter(), node.at.clone()))?;
        let [Node { what: Syntax::In { variable, over }, .. }, body] = arguments else {
            return Err(CheckError::new(node.at.clone(), format!("Expected {name}(VARIABLE in KIND, CONDITION).")));
        };
        if self.0.len() == MOST_BINDERS {
            return Err(CheckError::new(
                node.at.clone(),
                format!("More than {MOST_BINDERS} of every, some, none and count stand in each other."),
            ));
        }
        let (over, sort) = Self::domain(over)?;
        self.0.push((variable.clone(), sort));
        let body = self.expr(body, Some(Kind::Truth));
        self.0.pop();
        Ok(Expr::Binder { how, over, body: Box::new(body?) })
    }

    fn domain(node: &Node) -> Result<(Domain, Option<Sort>), CheckError> {
        match &node.what {
            Syntax::Word(word) => {
                let names = Domain::KINDS.iter().map(|(name, _)| *name);
                let domain = Domain::named(word).ok_or_else(|| unknown("kind", word, names, node.at.clone()))?;
                let sort = domain.sort();
                Ok((domain, sort))
            }
            Syntax::List(items) => {
                let entity = |item: &Node| match &item.what {
                    Syntax::Word(word) => {
                        Entity::read(word).ok_or_else(|| no_entity(word, &[Sort::User, Sort::Role, Sort::Bucket], item.at.clone()))
                    }
                    _ => Err(CheckError::new(item.at.clone(), "Expected an entity, as in user:alice.")),
                };
                if items.len() > MOST_LISTED {
                    return Err(CheckError::new(
                        node.at.clone(),
                        format!("A list has at most {MOST_LISTED} entities, this one {}.", items.len()),
                    ));
                }
                let entities = items.iter().map(entity).collect::<Result<Vec<Entity>, CheckError>>()?;
                let domain = Domain::Listed(entities);
                let sort = domain.sort();
                Ok((domain, sort))
            }
            _ => Err(CheckError::new(node.at.clone(), "Expected users, groups, roles, policies, buckets, instances, functions or a list.")),
        }
    }

    fn call(&mut self, predicate: &'static Predicate, node: &Node, given: &[Node]) -> Result<Call, CheckError> {
        let most = if predicate.repeats { usize::MAX } else { predicate.parameters.len() };
        if given.len() < predicate.needed || given.len() > most {
            return Err(CheckError::new(node.at.clone(), format!("Expected {}.", predicate.usage())));
        }
        let last = predicate.parameters.last();
        let parameters = predicate.parameters.iter().chain(last.into_iter().cycle());
        let arguments = given.iter().zip(parameters).map(|(node, parameter)| self.argument(node, parameter));
        let arguments = arguments.collect::<Result<Vec<Argument>, CheckError>>()?;
        let kind = (predicate.gives)(&arguments);
        Ok(Call { predicate, arguments, gives: kind })
    }

    fn argument(&self, node: &Node, parameter: &Parameter) -> Result<Argument, CheckError> {
        let word = match &node.what {
            Syntax::Word(word) | Syntax::Text(word) => word.as_str(),
            Syntax::Map(entries) if matches!(parameter, Parameter::Context) => return context_of(entries).map(Argument::Context),
            Syntax::Map(entries) if matches!(parameter, Parameter::Manner) => return manner_of(entries).map(Argument::Manner),
            Syntax::Call { .. } if matches!(parameter, Parameter::Event) => return event_of(node, self).map(Argument::Event),
            _ => return Err(CheckError::new(node.at.clone(), format!("Expected {}.", parameter.words()))),
        };
        match parameter {
            Parameter::Entity(sorts) => self.entity(word, sorts, node).map(Argument::Entity),
            Parameter::Event => event_of(node, self).map(Argument::Event),
            Parameter::Action => action_of(word, node).map(Argument::Word),
            Parameter::Actions => actions_of(word, node).map(Argument::Word),
            Parameter::OneOf(words) => match words.iter().find(|known| **known == word) {
                Some(_) => Ok(Argument::Word(word.to_owned())),
                None => Err(unknown(&format!("word here ({})", words.join(", ")), word, words.iter().copied(), node.at.clone())),
            },
            Parameter::Context | Parameter::Manner => Err(CheckError::new(node.at.clone(), format!("Expected {}.", parameter.words()))),
            Parameter::Resource => match self.variable(word) {
                Some((bound, _)) => Ok(Argument::Entity(Subject::Bound(bound))),
                None => resource_of(word, node).map(Argument::Word),
            },
            Parameter::Policy => match self.variable(word) {
                Some((bound, sort)) if sort.is_none_or(|sort| sort == Sort::Policy) => Ok(Argument::Entity(Subject::Bound(bound))),
                Some(_) => Err(is_variable(word, parameter, node)),
                None => Ok(Argument::Word(word.to_owned())),
            },
            Parameter::Name(_) if matches!(node.what, Syntax::Word(_)) && self.variable(word).is_some() => {
                Err(is_variable(word, parameter, node))
            }
            Parameter::Name(_) => Ok(Argument::Word(word.to_owned())),
        }
    }
}

/// That a variable stands where none can.
fn is_variable(word: &str, parameter: &Parameter, node: &Node) -> CheckError {
    let words = parameter.words();
    CheckError::new(node.at.clone(), format!("Expected {words}, and {word} is what is gone over here. In quotes it is a name."))
}

fn misfit(node: &Node, expr: &Expr, wanted: Kind) -> CheckError {
    let hint = match (expr.kind(), wanted) {
        (Kind::Number, Kind::Truth) => " Compare it, as in > 0.",
        (Kind::Decision, Kind::Truth) => " Compare it, as in == allowed.",
        (_, Kind::Truth) => " Compare it with ==.",
        _ => "",
    };
    CheckError::new(node.at.clone(), format!("Expected {}, and this is {}.{hint}", wanted.words(), expr.kind().words()))
}
