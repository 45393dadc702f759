//! Changes of a reference solution that a good challenge notices: a line left out, a policy attached that allows everything; in
//! the policies that are written, a statement left out, a resource widened, a condition flipped.

use serde_json::{Map, Value, json};

use crate::awscli::{quote, split_words};

/// A line that is changed.
pub(super) struct Mutant {
    /// What it is now; nothing where it is left out.
    pub(super) line: Option<String>,
    /// What is changed, as a clause.
    pub(super) what: String,
}

/// The policy that allows everything.
const EVERYTHING: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

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

/// All changes of a line. One that only says who does the next is not left out: whoever may do as much would solve it, too.
pub(super) fn mutants(line: &str) -> Vec<Mutant> {
    let words = split_words(line).unwrap_or_default();
    let mut all = Vec::new();
    if words.first().is_some_and(|word| word != "as") {
        all.push(Mutant { line: None, what: "this line is left out".into() });
    }
    for (number, word) in words.iter().enumerate() {
        let is_attached = number.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|flag| flag == "--policy-arn");
        let attaches = words.get(2).is_some_and(|operation| operation.starts_with("attach-"));
        let wider = (is_attached && attaches && word != EVERYTHING)
            .then(|| (EVERYTHING.to_owned(), format!("AdministratorAccess is attached in the place of {word}")));
        let policies = changed_policies(word).into_iter().map(|(policy, what)| (policy.to_string(), what));
        for (text, what) in policies.chain(wider) {
            let with = |(at, word): (usize, &String)| if at == number { quote(&text) } else { quote(word) };
            let line = words.iter().enumerate().map(with).collect::<Vec<_>>().join(" ");
            all.push(Mutant { line: Some(line), what });
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
                "this line is left out",
                "A is left out",
                "the resource of A is *",
                "the condition ForAnyValue:StringLikeIfExists is turned round in A",
                "the condition Bool is turned round in A",
                "statement 2 is left out"
            ]
        );
        let line = |at: usize| all[at].line.as_deref().unwrap_or_default();
        assert!(line(3).contains(r#""ForAnyValue:StringNotLikeIfExists":{"k":"v"}"#));
        assert!(line(4).contains(r#""aws:MultiFactorAuthPresent":"false""#));
        assert!((1..all.len()).all(|at| line(at).starts_with("aws iam put-user-policy --policy-document '{")));
    }

    #[test]
    fn lines_are_left_out_and_what_is_attached_is_wide() {
        let told = |line: &str| mutants(line).into_iter().map(|mutant| (mutant.line, mutant.what)).collect::<Vec<_>>();
        let left_out = || (None, "this line is left out".to_owned());
        assert_eq!(told("aws iam create-user --user-name a"), [left_out()]);
        assert_eq!(told("as user/a"), []);
        assert_eq!(told("'"), []);
        let attached = "aws iam attach-user-policy --user-name a --policy-arn arn:aws:iam::aws:policy/";
        assert_eq!(
            told(&format!("{attached}ReadOnlyAccess")),
            [
                left_out(),
                (
                    Some(format!("{attached}AdministratorAccess")),
                    "AdministratorAccess is attached in the place of arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()
                )
            ]
        );
        assert_eq!(told(&format!("{attached}AdministratorAccess")), [left_out()]);
        assert_eq!(told("aws iam detach-user-policy --user-name a --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess"), [left_out()]);
    }
}
