//! Changes of a reference solution that a good challenge notices: a statement left out, a resource widened, a condition flipped.

use serde_json::{Map, Value, json};

use crate::awscli::{quote, split_words};

/// A line with a change in a policy of it.
pub(super) struct Mutant {
    pub(super) line: String,
    /// What is changed, as a clause.
    pub(super) what: String,
}

/// Condition operators and their opposites. Prefixes and `IfExists` stay as they are.
const OPPOSITES: [(&str, &str); 11] = [
    ("StringEquals", "StringNotEquals"),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"),
    ("NumericEquals", "NumericNotEquals"),
    ("NumericLessThan", "NumericGreaterThanEquals"),
    ("NumericLessThanEquals", "NumericGreaterThan"),
    ("DateLessThan", "DateGreaterThanEquals"),
    ("DateLessThanEquals", "DateGreaterThan"),
    ("IpAddress", "NotIpAddress"),
    ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
];

/// All changes of the policies in a line.
pub(super) fn mutants(line: &str) -> Vec<Mutant> {
    let words = split_words(line).unwrap_or_default();
    let mut all = Vec::new();
    for (number, word) in words.iter().enumerate() {
        for (policy, what) in changed_policies(word) {
            let text = policy.to_string();
            let with = |(at, word): (usize, &String)| if at == number { quote(&text) } else { quote(word) };
            let line = words.iter().enumerate().map(with).collect::<Vec<_>>().join(" ");
            all.push(Mutant { line, what });
        }
    }
    all
}

fn changed_policies(word: &str) -> Vec<(Value, String)> {
    let Ok(Value::Object(policy)) = serde_json::from_str(word) else { return Vec::new() };
    let statements: Vec<Map<String, Value>> = match policy.get("Statement") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_object).cloned().collect(),
        Some(Value::Object(one)) => vec![one.clone()],
        _ => return Vec::new(),
    };
    let mut changed = Vec::new();
    for (number, statement) in statements.iter().enumerate() {
        let name = statement.get("Sid").and_then(Value::as_str).map_or_else(|| format!("statement {}", number + 1), str::to_owned);
        let mut with = |replaced: Option<Map<String, Value>>, what: String| {
            let mut all = statements.clone();
            match replaced {
                Some(replaced) => all.splice(number..=number, [replaced]).for_each(drop),
                None => drop(all.remove(number)),
            }
            let mut policy = policy.clone();
            policy.insert("Statement".into(), json!(all));
            changed.push((Value::Object(policy), what));
        };
        if statements.len() > 1 {
            with(None, format!("{name} is left out"));
        } else if !statement.contains_key("Principal") {
            // A policy has a statement: one that changes nothing, since that is never asked.
            let idle = json!({"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"});
            with(idle.as_object().cloned(), format!("{name} is left out"));
        }
        // The policy of a resource is about nothing else anyway.
        let is_of_resource = statement.contains_key("Principal");
        if !is_of_resource && statement.get("Resource").is_some_and(|resource| *resource != json!("*") && *resource != json!(["*"])) {
            let mut wide = statement.clone();
            wide.insert("Resource".into(), json!("*"));
            with(Some(wide), format!("the resource of {name} is *"));
        }
        for (flipped, what) in flipped_conditions(statement) {
            with(Some(flipped), format!("{what} in {name}"));
        }
    }
    changed
}

/// A statement with one of its conditions turned round.
fn flipped_conditions(statement: &Map<String, Value>) -> Vec<(Map<String, Value>, String)> {
    let Some(Value::Object(conditions)) = statement.get("Condition") else { return Vec::new() };
    let mut flipped = Vec::new();
    for (operator, keys) in conditions {
        let mut with = |operator_now: &str, keys_now: Value| {
            let mut conditions = conditions.clone();
            conditions.remove(operator);
            conditions.insert(operator_now.to_owned(), keys_now);
            let mut statement = statement.clone();
            statement.insert("Condition".into(), Value::Object(conditions));
            flipped.push((statement, format!("the condition {operator} is turned round")));
        };
        let (prefix, bare) = operator.rsplit_once(':').map_or(("", operator.as_str()), |(prefix, bare)| (prefix, bare));
        let (bare, suffix) = bare.strip_suffix("IfExists").map_or((bare, ""), |bare| (bare, "IfExists"));
        let sides = OPPOSITES.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]);
        if let Some((_, opposite)) = sides.into_iter().find(|(one, _)| one.eq_ignore_ascii_case(bare)) {
            let colon = if prefix.is_empty() { "" } else { ":" };
            with(&format!("{prefix}{colon}{opposite}{suffix}"), keys.clone());
        } else if ["Bool", "Null"].contains(&bare) {
            with(operator, turned(keys));
        }
    }
    flipped
}

/// Truth values turned round.
fn turned(value: &Value) -> Value {
    match value {
        Value::Bool(truth) => json!(!truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => json!("false"),
        Value::String(text) if text.eq_ignore_ascii_case("false") => json!("true"),
        Value::Array(values) => values.iter().map(turned).collect(),
        Value::Object(keys) => Value::Object(keys.iter().map(|(key, value)| (key.clone(), turned(value))).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_resources_and_conditions_are_changed() {
        let line = r#"aws iam put-user-policy --policy-document '{"Statement": [{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b", "Condition": {"ForAnyValue:StringLikeIfExists": {"k": "v"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}}}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}'"#;
        let all = mutants(line);
        let what: Vec<&str> = all.iter().map(|mutant| mutant.what.as_str()).collect();
        assert_eq!(
            what,
            [
                "A is left out",
                "the resource of A is *",
                "the condition ForAnyValue:StringLikeIfExists is turned round in A",
                "the condition Bool is turned round in A",
                "statement 2 is left out"
            ]
        );
        assert!(all[2].line.contains(r#""ForAnyValue:StringNotLikeIfExists":{"k":"v"}"#));
        assert!(all[3].line.contains(r#""aws:MultiFactorAuthPresent":"false""#));
        assert!(all.iter().all(|mutant| mutant.line.starts_with("aws iam put-user-policy --policy-document '{")));
        assert!(mutants("aws iam create-user --user-name a").is_empty() && mutants("'").is_empty());
    }
}
