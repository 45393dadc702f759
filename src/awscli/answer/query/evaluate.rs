//! What an expression picks. The crate reads expressions and computes; walking through values is done here, because the
//! crate sorts the names of structures, and the AWS CLI keeps them as the reply or the expression has them.

use std::cmp::Ordering;

use jmespath::ast::{Ast, Comparator};
use jmespath::{Context, DEFAULT_RUNTIME, ErrorReason, JmespathError, Rcvar, RuntimeError, Variable};
use serde_json::Value;

/// An expression at work.
pub(super) struct Interpreter<'a> {
    /// The expression as typed, for errors.
    pub text: &'a str,
    /// Most that may be gathered for one structure or list, as [`weight`] has it: an expression can double what it is given at
    /// every step.
    pub most: usize,
}

impl Interpreter<'_> {
    /// What a part of the expression gives for a value.
    ///
    /// # Errors
    /// A function that doesn't take what it is given.
    pub(super) fn evaluate(&self, value: &Value, node: &Ast) -> Result<Value, JmespathError> {
        Ok(match node {
            Ast::Identity { .. } => value.clone(),
            Ast::Field { name, .. } => value.get(name).cloned().unwrap_or_default(),
            Ast::Index { idx, .. } => item_at(value, i64::from(*idx)),
            Ast::Slice { start, stop, step, offset } => match value {
                _ if *step == 0 => return Err(self.error(*offset, ErrorReason::Runtime(RuntimeError::InvalidSlice))),
                Value::Array(items) => slice(items, *start, *stop, *step),
                _ => Value::Null,
            },
            Ast::Literal { value, .. } => from_crate(value)?,
            Ast::Subexpr { lhs, rhs, .. } => self.evaluate(&self.evaluate(value, lhs)?, rhs)?,
            Ast::ObjectValues { node, .. } => match self.evaluate(value, node)? {
                Value::Object(members) => members.into_iter().map(|(_, value)| value).collect(),
                _ => Value::Null,
            },
            Ast::Flatten { node, .. } => match self.evaluate(value, node)? {
                Value::Array(items) => items.into_iter().flat_map(inner).collect(),
                _ => Value::Null,
            },
            Ast::Projection { lhs, rhs, .. } => self.project(&self.evaluate(value, lhs)?, rhs)?,
            Ast::MultiList { .. } | Ast::MultiHash { .. } if value.is_null() => Value::Null,
            Ast::MultiList { elements, .. } => self.gather(elements.iter().map(|element| self.evaluate(value, element)))?.into(),
            Ast::MultiHash { elements, .. } => {
                let values = self.gather(elements.iter().map(|element| self.evaluate(value, &element.value)))?;
                Value::Object(elements.iter().map(|element| element.key.clone()).zip(values).collect())
            }
            Ast::Function { name, args, offset } => self.function(value, name, args, *offset)?,
            Ast::Expref { offset, .. } => {
                return Err(self.error(*offset, ErrorReason::Parse("an expression stands where a value must".into())));
            }
            logic => self.decide(value, logic)?,
        })
    }

    /// What compares and decides.
    fn decide(&self, value: &Value, node: &Ast) -> Result<Value, JmespathError> {
        Ok(match node {
            Ast::Not { node, .. } => (!is_true(&self.evaluate(value, node)?)).into(),
            Ast::Or { lhs, rhs, .. } => match self.evaluate(value, lhs)? {
                left if is_true(&left) => left,
                _ => self.evaluate(value, rhs)?,
            },
            Ast::And { lhs, rhs, .. } => match self.evaluate(value, lhs)? {
                left if is_true(&left) => self.evaluate(value, rhs)?,
                left => left,
            },
            Ast::Condition { predicate, then, .. } if is_true(&self.evaluate(value, predicate)?) => self.evaluate(value, then)?,
            Ast::Comparison { comparator, lhs, rhs, .. } => {
                compare(&self.evaluate(value, lhs)?, comparator, &self.evaluate(value, rhs)?).map_or(Value::Null, Value::Bool)
            }
            _ => Value::Null,
        })
    }

    /// A list's items, each picked from; those that give nothing are left out.
    fn project(&self, list: &Value, each: &Ast) -> Result<Value, JmespathError> {
        let Value::Array(items) = list else { return Ok(Value::Null) };
        let picked = items.iter().map(|item| self.evaluate(item, each));
        self.gather(picked.filter(|item| !matches!(item, Ok(Value::Null)))).map(Value::from)
    }

    /// Values put side by side, as long as they are not too much.
    pub(super) fn gather(&self, values: impl Iterator<Item = Result<Value, JmespathError>>) -> Result<Vec<Value>, JmespathError> {
        let mut gathered = 0;
        values
            .map(|value| {
                let value = value?;
                gathered += weight(&value);
                if gathered > self.most {
                    return Err(self.error(0, ErrorReason::Parse("it picks too much".into())));
                }
                Ok(value)
            })
            .collect()
    }

    /// Lets the crate compute a function, and check what it is given.
    pub(super) fn compute(&self, name: &str, arguments: &[Rcvar], offset: usize) -> Result<Value, JmespathError> {
        let mut context = Context { expression: self.text, runtime: &DEFAULT_RUNTIME, offset };
        match DEFAULT_RUNTIME.get_function(name) {
            Some(function) => function.evaluate(arguments, &mut context).and_then(|found| from_crate(&found)),
            None => Err(self.error(offset, ErrorReason::Runtime(RuntimeError::UnknownFunction(name.to_owned())))),
        }
    }

    fn error(&self, offset: usize, reason: ErrorReason) -> JmespathError {
        JmespathError::new(self.text, offset, reason)
    }
}

/// What a value takes, in bytes and roughly.
pub(super) fn weight(value: &Value) -> usize {
    let inside = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(members) => members.iter().map(|(name, value)| name.len() + weight(value)).sum(),
    };
    size_of::<Value>() + inside
}

/// Whether a value is neither false nor empty.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_true) => *is_true,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

/// `None` where the two have no order. Like the AWS CLI, and unlike the crate, orders texts: dates are texts.
fn compare(left: &Value, comparator: &Comparator, right: &Value) -> Option<bool> {
    let order = match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64().partial_cmp(&right.as_f64()),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    };
    match comparator {
        Comparator::Equal => Some(order.map_or(left == right, Ordering::is_eq)),
        Comparator::NotEqual => Some(order.map_or(left != right, Ordering::is_ne)),
        Comparator::LessThan => order.map(Ordering::is_lt),
        Comparator::LessThanEqual => order.map(Ordering::is_le),
        Comparator::GreaterThan => order.map(Ordering::is_gt),
        Comparator::GreaterThanEqual => order.map(Ordering::is_ge),
    }
}

fn inner(item: Value) -> Vec<Value> {
    if let Value::Array(items) = item { items } else { vec![item] }
}

/// A list's item, counted from its end where the number is negative.
fn item_at(list: &Value, index: i64) -> Value {
    let Value::Array(items) = list else { return Value::Null };
    let index = if index < 0 { index + length(items) } else { index };
    usize::try_from(index).ok().and_then(|index| items.get(index)).cloned().unwrap_or_default()
}

/// Some of a list's items, as Python's `[from:to:step]` takes them.
fn slice(items: &[Value], from: Option<i32>, to: Option<i32>, step: i32) -> Value {
    let (length, step) = (length(items), i64::from(step));
    // A walk backwards ends before the first item.
    let (first, last) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let place = |index: i32| {
        let index = i64::from(index);
        if index < 0 { index + length } else { index }.clamp(first, last)
    };
    let from = from.map_or(if step > 0 { first } else { last }, place);
    let to = to.map_or(if step > 0 { last } else { first }, place);
    let places = std::iter::successors(Some(from), |at| Some(at + step)).take_while(|at| if step > 0 { *at < to } else { *at > to });
    places.filter_map(|at| items.get(usize::try_from(at).ok()?)).cloned().collect()
}

fn length(items: &[Value]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

/// A value of the crate's.
fn from_crate(value: &Variable) -> Result<Value, JmespathError> {
    Ok(whole(serde_json::to_value(value)?))
}

/// Sums and roundings come as 3.0, which Python shows as 3. Beyond 2^53 a whole number can't be told from its neighbours.
fn whole(value: Value) -> Value {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 9.0e15);
    number.map_or(value, |number| (number as i64).into())
}
