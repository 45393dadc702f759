//! `--query`: what a `JMESPath` expression picks of an answer.

use std::collections::BTreeMap;

use jmespath::JmespathError;
use jmespath::ast::Ast;
use serde_json::{Map, Value};

use super::usage::{UsageError, quoted};

/// Signs that may each nest an expression deeper. The interpreter recurses, so a query has so many at most.
const MOST_NESTING: usize = 200;
/// Longest query, in bytes.
const LONGEST: usize = 4096;

/// A `JMESPath` expression that is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query(String);

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(super) fn read(text: &str) -> Result<Self, UsageError> {
        let bad = |why: &str| UsageError::plain(format!("Bad value for --query {}: {why}", quoted(text)));
        if text.len() > LONGEST || text.matches(['(', '[', '{', '!', '&', '.', '|', '*']).count() > MOST_NESTING {
            return Err(bad("The expression is too long."));
        }
        match jmespath::compile(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(error) => Err(bad(&what_failed(&error))),
        }
    }

    /// What it picks.
    ///
    /// # Errors
    /// A function that doesn't take what it is given.
    pub(super) fn search(&self, value: &Value) -> Result<Value, UsageError> {
        let failed = |error: JmespathError| UsageError::answer(what_failed(&error));
        let expression = jmespath::compile(&self.0).map_err(failed)?;
        let found = expression.search(value).map_err(failed)?;
        let found = serde_json::to_value(&*found).map_err(|error| UsageError::answer(error.to_string()))?;
        let mut orders = Orders::default();
        orders.learn_from_value(value);
        orders.learn_from_expression(expression.as_ast());
        Ok(orders.restore(found))
    }
}

fn what_failed(error: &JmespathError) -> String {
    format!("{} (column {} of --query)", quoted(&error.reason.to_string()), error.column + 1)
}

/// The order of structures' names: the interpreter sorts them, the AWS CLI keeps that of the reply or of the expression.
#[derive(Default)]
struct Orders(BTreeMap<Vec<String>, Vec<String>>);

impl Orders {
    fn learn(&mut self, names: Vec<String>) {
        let mut sorted = names.clone();
        sorted.sort_unstable();
        self.0.insert(sorted, names);
    }

    fn learn_from_value(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                self.learn(members.keys().cloned().collect());
                members.values().for_each(|value| self.learn_from_value(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn_from_value(item)),
            _ => {}
        }
    }

    fn learn_from_expression(&mut self, expression: &Ast) {
        match expression {
            Ast::MultiHash { elements, .. } => {
                self.learn(elements.iter().map(|element| element.key.clone()).collect());
                for element in elements {
                    self.learn_from_expression(&element.value);
                }
            }
            Ast::MultiList { elements: parts, .. } | Ast::Function { args: parts, .. } => {
                for part in parts {
                    self.learn_from_expression(part);
                }
            }
            Ast::Comparison { lhs, rhs, .. }
            | Ast::Projection { lhs, rhs, .. }
            | Ast::And { lhs, rhs, .. }
            | Ast::Or { lhs, rhs, .. }
            | Ast::Subexpr { lhs, rhs, .. }
            | Ast::Condition { predicate: lhs, then: rhs, .. } => {
                self.learn_from_expression(lhs);
                self.learn_from_expression(rhs);
            }
            Ast::Expref { ast: part, .. }
            | Ast::Flatten { node: part, .. }
            | Ast::Not { node: part, .. }
            | Ast::ObjectValues { node: part, .. } => {
                self.learn_from_expression(part);
            }
            Ast::Identity { .. } | Ast::Field { .. } | Ast::Index { .. } | Ast::Literal { .. } | Ast::Slice { .. } => {}
        }
    }

    fn restore(&self, value: Value) -> Value {
        match value {
            Value::Object(mut members) => {
                let sorted: Vec<String> = members.keys().cloned().collect();
                let order = self.0.get(&sorted).unwrap_or(&sorted);
                let ordered = order.iter().filter_map(|name| Some((name.clone(), self.restore(members.shift_remove(name)?))));
                Value::Object(ordered.collect::<Map<_, _>>())
            }
            Value::Array(items) => items.into_iter().map(|item| self.restore(item)).collect(),
            Value::Number(number) => number.as_f64().and_then(whole).map_or(Value::Number(number), Value::from),
            other => other,
        }
    }
}

/// Sums and roundings come as 3.0, which Python shows as 3. Beyond 2^53 a whole number can't be told from its neighbours.
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9.0e15).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn reply() -> Value {
        json!({"Users": [
            {"Path": "/", "UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob"},
            {"Path": "/team/", "UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/team/alice"},
        ]})
    }

    fn ask(query: &str) -> String {
        Query::read(query).and_then(|query| query.search(&reply())).map_or_else(|error| error.message, |found| found.to_string())
    }

    #[test]
    fn queries_pick_and_keep_the_order_of_names() {
        assert_eq!(ask("Users[].UserName"), r#"["bob","alice"]"#);
        assert_eq!(ask("Users[?Path=='/'].[UserName,Path]"), r#"[["bob","/"]]"#);
        assert_eq!(ask("Users[0]"), r#"{"Path":"/","UserName":"bob","Arn":"arn:aws:iam::111122223333:user/bob"}"#);
        assert_eq!(ask("Users[].{Name:UserName,Arn:Arn} | [0]"), r#"{"Name":"bob","Arn":"arn:aws:iam::111122223333:user/bob"}"#);
        assert_eq!(ask("sort_by(Users,&UserName)[0].{z:Path,a:UserName}"), r#"{"z":"/team/","a":"alice"}"#);
        assert_eq!(ask("length(Users)"), "2");
        assert_eq!(ask("sum([`1`,`2`])"), "3");
        assert_eq!(ask("Nothing.here"), "null");
    }

    #[test]
    fn bad_queries_are_errors() {
        assert!(ask("Users[").starts_with("Bad value for --query Users[: Parse error"), "{}", ask("Users["));
        assert!(ask("frobnicate(Users)").contains("frobnicate"));
        assert_eq!(ask("length(Nothing)"), "Runtime error: Argument 0 expects type array|object|string, given null (column 7 of --query)");
        for deep in ["(", "[", "{a:", "!", "not_null(", "a.", "a|", "[?", "*."] {
            assert!(Query::read(&deep.repeat(4000)).is_err());
            let _answer = ask(&deep.repeat(180));
        }
        assert_eq!(Query::read("a[").unwrap_err().exit_code, 252);
        assert_eq!(Query::read("length(a)").unwrap().search(&json!({})).unwrap_err().exit_code, 255);
    }

    proptest! {
        #[test]
        fn any_expression_gives_an_answer(text in "[A-Za-z0-9\\[\\]{}()|&*@.,:?`'\"!=<>\\- ]{0,40}") {
            let _answer = ask(&text);
        }

        #[test]
        fn any_words_of_the_language_give_an_answer(words in proptest::collection::vec(proptest::sample::select(vec![
            "Users", "[]", "[0]", "[-1]", "[::-1]", "[*]", ".", "|", "sort_by(", "length(", ")", "&", "@", ",", "{", "a:", "}", "[?", "]", "==", "'x'", "`1`", "*", "!", "||",
        ]), 0..12)) {
            let _answer = ask(&words.concat());
        }
    }
}
