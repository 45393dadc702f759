//! The functions of `JMESPath`: the crate computes what gives a number, a text or an answer; what hands on structures is
//! done here, so that they stay as they are.

use jmespath::ast::Ast;
use jmespath::{JmespathError, Rcvar, ToJmespath, Variable};
use serde_json::{Map, Value};

use super::evaluate::Interpreter;

/// What a function is given.
enum Argument<'a> {
    Value(Value),
    /// An expression to be applied to items: `&UserName`.
    Expression(&'a Ast),
}

impl Argument<'_> {
    fn to_crate(&self) -> Result<Rcvar, JmespathError> {
        match self {
            Self::Value(value) => value.to_jmespath(),
            Self::Expression(expression) => Ok(expression_of((*expression).clone())),
        }
    }
}

impl Interpreter<'_> {
    /// What a function gives.
    ///
    /// # Errors
    /// There is no such function, or it doesn't take what it is given.
    pub(super) fn function(&self, value: &Value, name: &str, arguments: &[Ast], offset: usize) -> Result<Value, JmespathError> {
        let is_value = |argument: &&Ast| !matches!(argument, Ast::Expref { .. });
        let values = self.gather(arguments.iter().filter(is_value).map(|argument| self.evaluate(value, argument)))?;
        let mut values = values.into_iter();
        let given = arguments.iter().map(|argument| match argument {
            Ast::Expref { ast, .. } => Argument::Expression(ast),
            _ => Argument::Value(values.next().unwrap_or_default()),
        });
        let given: Vec<Argument<'_>> = given.collect();
        match (name, given.as_slice()) {
            ("map", [Argument::Expression(each), Argument::Value(Value::Array(items))]) => {
                self.gather(items.iter().map(|item| self.evaluate(item, each))).map(Value::from)
            }
            ("sort_by" | "max_by" | "min_by", [Argument::Value(Value::Array(items)), Argument::Expression(key)]) => {
                self.by(name, items, key, offset)
            }
            _ => self.of_values(name, &given, offset),
        }
    }

    /// Sorts items, or finds one of them, by what an expression gives for each.
    fn by(&self, name: &str, items: &[Value], key: &Ast, offset: usize) -> Result<Value, JmespathError> {
        // The crate is shown each key with its item's number in the item's place.
        let numbered = items.iter().enumerate().map(|(number, item)| Ok(Value::from(vec![self.evaluate(item, key)?, number.into()])));
        let numbered = numbered.collect::<Result<Value, JmespathError>>()?.to_jmespath()?;
        let found = self.compute(name, &[numbered, expression_of(Ast::Index { offset, idx: 0 })], offset)?;
        let item = |pair: &Value| pair[1].as_u64().and_then(|number| items.get(usize::try_from(number).ok()?)).cloned().unwrap_or_default();
        Ok(if name == "sort_by" { found.as_array().into_iter().flatten().map(item).collect() } else { item(&found) })
    }

    /// Functions of plain values.
    fn of_values(&self, name: &str, given: &[Argument<'_>], offset: usize) -> Result<Value, JmespathError> {
        let arguments: Vec<Rcvar> = given.iter().map(Argument::to_crate).collect::<Result<_, _>>()?;
        let computed = self.compute(name, &arguments, offset)?;
        let values = given.iter().filter_map(|argument| if let Argument::Value(value) = argument { Some(value) } else { None });
        let values: Vec<&Value> = values.collect();
        Ok(match (name, values.as_slice()) {
            ("keys", [Value::Object(members)]) => members.keys().map(String::as_str).collect(),
            ("values", [Value::Object(members)]) => members.values().cloned().collect(),
            ("merge", structures) => {
                let members = structures.iter().filter_map(|structure| structure.as_object()).flatten();
                Value::Object(members.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>())
            }
            ("reverse", [Value::Array(items)]) => items.iter().rev().cloned().collect(),
            ("to_array", [Value::Array(items)]) => items.iter().cloned().collect(),
            ("to_array", [item]) => vec![(*item).clone()].into(),
            ("to_string", [value @ (Value::Array(_) | Value::Object(_))]) => value.to_string().into(),
            ("not_null", values) => values.iter().find(|value| !value.is_null()).map_or(Value::Null, |value| (*value).clone()),
            _ => computed,
        })
    }
}

fn expression_of(expression: Ast) -> Rcvar {
    Rcvar::new(Variable::Expref(expression))
}
