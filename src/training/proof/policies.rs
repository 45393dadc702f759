//! Changes of a policy that a good challenge notices: a statement left out, its resource or principal widened, a condition
//! flipped.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Condition operators and their opposites. Prefixes and `IfExists` stay as they are.
const OPPOSITES: [(&str, &str); 12] = [
    ("StringEquals", "StringNotEquals"),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"),
    ("NumericEquals", "NumericNotEquals"),
    ("NumericLessThan", "NumericGreaterThanEquals"),
    ("NumericLessThanEquals", "NumericGreaterThan"),
    ("DateEquals", "DateNotEquals"),
    ("DateLessThan", "DateGreaterThanEquals"),
    ("DateLessThanEquals", "DateGreaterThan"),
    ("IpAddress", "NotIpAddress"),
    ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
];

/// Bytes that a condition asks for in the place of others: there is no operator that `BinaryEquals` could turn into.
const OTHER_BYTES: [&str; 2] = ["b3RoZXI=", "bm90aGluZw=="];

/// All changes of a policy, each as a clause besides.
pub(super) fn changed_policies(policy: &Map<String, Value>) -> Vec<(Value, String)> {
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
        for (changed, what) in widened(statement, &name).into_iter().chain(shortened(statement, &name)) {
            with(Some(changed), what);
        }
        for (flipped, what) in flipped_conditions(statement) {
            with(Some(flipped), format!("{what} in {name}"));
        }
    }
    changed
}

/// A statement of this name about more resources, or for more principals.
fn widened(statement: &Map<String, Value>, name: &str) -> Vec<(Map<String, Value>, String)> {
    let with = |member: &str, value: Value| {
        let mut statement = statement.clone();
        statement.insert(member.to_owned(), value);
        statement
    };
    let mut wide = Vec::new();
    if let Some(resource) = statement.get("Resource") {
        let all = texts(resource);
        if !all.contains(&"*") {
            wide.push((with("Resource", json!("*")), format!("the resource of {name} is *")));
        }
        for wider in all.iter().filter_map(|arn| beside(arn)).filter(|wider| !all.contains(&wider.as_str())) {
            let together: Vec<&str> = all.iter().copied().chain([wider.as_str()]).collect();
            wide.push((with("Resource", json!(together)), format!("the resource of {name} is {wider}, too")));
        }
    }
    // A Deny of more is no hole; and a role is taken on by one action, whatever stands beside it.
    let is_allow = statement.get("Effect") == Some(&json!("Allow"));
    let is_trust = |action: &Value| statement.contains_key("Principal") && texts(action).iter().all(|action| action.starts_with("sts:"));
    if let Some(action) = statement.get("Action").filter(|action| is_allow && !is_trust(action)) {
        let of_service = |action: &&str| action.split_once(':').map_or("*".to_owned(), |(service, _)| format!("{service}:*"));
        let (now, all) = (texts(action), texts(action).iter().map(of_service).collect::<BTreeSet<_>>());
        if !all.iter().all(|wide| now.contains(&wide.as_str())) {
            let words = all.iter().map(String::as_str).collect::<Vec<_>>().join(" and ");
            wide.push((with("Action", json!(all)), format!("the actions of {name} are {words}")));
        }
    }
    if let Some(principal) = statement.get("Principal").filter(|principal| !texts(principal.get("AWS").unwrap_or(principal)).contains(&"*"))
    {
        // A role's trust policy takes no other form of it.
        wide.push((with("Principal", json!({"AWS": "*"})), format!("the principal of {name} is *")));
        let named = principal.get("AWS").map_or_else(Vec::new, texts);
        let accounts = named.iter().filter_map(|arn| whole_account(arn)).filter(|account| !named.contains(&account.as_str()));
        wide.extend(accounts.map(|account| (with("Principal", json!({"AWS": account})), format!("the principal of {name} is {account}"))));
    }
    wide
}

/// A statement of this name without one item of one of its lists, wherever in it that stands: of actions, resources, principals,
/// or the values of a condition.
fn shortened(statement: &Map<String, Value>, name: &str) -> Vec<(Map<String, Value>, String)> {
    let of_member = ["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"].into_iter();
    let of_member = of_member.filter_map(|member| Some((member, statement.get(member)?)));
    let with = |(member, (value, item)): (&str, (Value, String))| {
        let mut statement = statement.clone();
        statement.insert(member.to_owned(), value);
        (statement, format!("{item} is left out of {member} in {name}"))
    };
    of_member.flat_map(|(member, value)| without_items(value).into_iter().map(move |shorter| (member, shorter))).map(with).collect()
}

/// A value without one item of one of the lists in it each, and which that is.
fn without_items(value: &Value) -> Vec<(Value, String)> {
    match value {
        Value::Array(all) if all.len() > 1 => {
            let without = |at: usize| {
                let mut left = all.clone();
                let item = left.remove(at);
                (json!(left), item.as_str().map_or_else(|| item.to_string(), str::to_owned))
            };
            (0..all.len()).map(without).collect()
        }
        Value::Object(members) => within(members, without_items),
        _ => Vec::new(),
    }
}

/// The changes of an object that are changes of one of its members.
fn within(members: &Map<String, Value>, changes: impl Fn(&Value) -> Vec<(Value, String)>) -> Vec<(Value, String)> {
    let with = |(member, (value, what)): (&String, (Value, String))| {
        let mut members = members.clone();
        members.insert(member.clone(), value);
        (Value::Object(members), what)
    };
    members.iter().flat_map(|(member, value)| changes(value).into_iter().map(move |change| (member, change))).map(with).collect()
}

/// The text, or the texts of a list.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The ARN of all that stands beside a resource, below the same `/`.
fn beside(arn: &str) -> Option<String> {
    let whole = arn.strip_suffix("/*").unwrap_or(arn);
    // The first five colons come before the resource.
    let resource = whole.splitn(6, ':').nth(5)?;
    let (folder, _) = resource.rsplit_once('/')?;
    let before = whole.strip_suffix(resource)?;
    Some(format!("{before}{folder}/*"))
}

/// The principal of the whole account that a user or role is in.
fn whole_account(arn: &str) -> Option<String> {
    let (before, _) = arn.split_once(":user/").or_else(|| arn.split_once(":role/"))?;
    Some(format!("{before}:root"))
}

/// A statement with one of its conditions turned round.
fn flipped_conditions(statement: &Map<String, Value>) -> Vec<(Map<String, Value>, String)> {
    let Some(Value::Object(conditions)) = statement.get("Condition") else { return Vec::new() };
    let mut flipped = without_conditions(statement, conditions);
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
        } else if bare == "BinaryEquals" {
            with(operator, other_bytes(keys));
        }
    }
    flipped
}

/// A statement without one of its conditions each.
fn without_conditions(statement: &Map<String, Value>, conditions: &Map<String, Value>) -> Vec<(Map<String, Value>, String)> {
    let keys =
        conditions.iter().flat_map(|(operator, keys)| keys.as_object().into_iter().flat_map(Map::keys).map(move |key| (operator, key)));
    let without = |(operator, key): (&String, &String)| {
        let mut left = conditions.clone();
        if let Some(Value::Object(keys)) = left.get_mut(operator) {
            keys.remove(key);
        }
        left.retain(|_, keys| keys.as_object().is_none_or(|keys| !keys.is_empty()));
        let mut statement = statement.clone();
        if left.is_empty() {
            statement.remove("Condition");
        } else {
            statement.insert("Condition".into(), Value::Object(left));
        }
        (statement, format!("the condition {operator} on {key} is left out"))
    };
    keys.map(without).collect()
}

/// The same keys with other bytes.
fn other_bytes(keys: &Value) -> Value {
    let other =
        |value: &Value| OTHER_BYTES.into_iter().find(|bytes| !texts(value).contains(bytes)).map_or(Value::Null, |bytes| json!(bytes));
    match keys {
        Value::Object(keys) => Value::Object(keys.iter().map(|(key, value)| (key.clone(), other(value))).collect()),
        _ => keys.clone(),
    }
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

    /// What is changed, and the statement that it makes of the first.
    fn told(policy: &str) -> Vec<(String, Value)> {
        let policy = serde_json::from_str(policy).unwrap();
        changed_policies(&policy).into_iter().map(|(policy, what)| (what, policy["Statement"][0].clone())).collect()
    }

    fn what(policy: &str) -> Vec<String> {
        told(policy).into_iter().map(|(what, _)| what).collect()
    }

    #[test]
    fn statements_resources_and_conditions_are_changed() {
        let all = told(
            r#"{"Statement": [{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b", "Condition": {
                "ForAnyValue:StringLikeIfExists": {"k": "v"}, "Bool": {"aws:MultiFactorAuthPresent": "true"},
                "DateEquals": {"d": "2026-01-01T00:00:00Z"}, "BinaryEquals": {"b": "b3RoZXI="}
            }}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}"#,
        );
        let condition = |what: &str| {
            let (_, statement) = all.iter().find(|(told, _)| told.contains(what)).unwrap_or_else(|| panic!("{what}: {all:?}"));
            statement["Condition"].clone()
        };
        let what: Vec<&str> = all.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(what[..2], ["A is left out", "the resource of A is *"]);
        assert_eq!((what.len(), what[10]), (11, "statement 2 is left out"));
        assert_eq!(condition("Bool on aws:MultiFactorAuthPresent is left out").as_object().unwrap().len(), 3);
        assert_eq!(condition("IfExists is turned")["ForAnyValue:StringNotLikeIfExists"], json!({"k": "v"}));
        assert_eq!(condition("Bool is turned")["Bool"], json!({"aws:MultiFactorAuthPresent": "false"}));
        assert_eq!(condition("DateEquals is turned")["DateNotEquals"], json!({"d": "2026-01-01T00:00:00Z"}));
        assert_eq!(condition("BinaryEquals is turned")["BinaryEquals"], json!({"b": "bm90aGluZw=="}));
    }

    #[test]
    fn a_resource_is_widened_to_what_stands_beside_it_and_to_all() {
        let of = |resource: &str| {
            let statement = format!(r#"{{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": {resource}}}"#);
            what(&format!(r#"{{"Statement": {statement}}}"#)).split_off(1)
        };
        let beside = |wider: &str| format!("the resource of A is {wider}, too");
        assert_eq!(of(r#""arn:aws:s3:::b/*""#), ["the resource of A is *"]);
        assert_eq!(of(r#""arn:aws:s3:::b/ann/*""#)[1..], [beside("arn:aws:s3:::b/*")]);
        assert_eq!(
            of(r#"["arn:aws:s3:::b/q1.csv", "arn:aws:iam::1:user/ann"]"#)[1..],
            [
                beside("arn:aws:s3:::b/*"),
                beside("arn:aws:iam::1:user/*"),
                "arn:aws:s3:::b/q1.csv is left out of Resource in A".into(),
                "arn:aws:iam::1:user/ann is left out of Resource in A".into()
            ]
        );
        assert_eq!(of(r#"["*"]"#), [""; 0]);
    }

    #[test]
    fn actions_are_widened_to_their_services_and_left_out_of_lists() {
        let of = |effect: &str, action: &str| {
            let statement = format!(r#"{{"Sid": "A", "Effect": "{effect}", "Action": {action}, "Resource": "*"}}"#);
            what(&format!(r#"{{"Statement": {statement}}}"#)).split_off(1)
        };
        assert_eq!(of("Allow", r#""s3:GetObject""#), ["the actions of A are s3:*"]);
        let both = r#"["s3:GetObject", "iam:Get*"]"#;
        let left_out = ["s3:GetObject", "iam:Get*"].map(|action| format!("{action} is left out of Action in A"));
        assert_eq!(of("Allow", both)[0], "the actions of A are iam:* and s3:*");
        assert_eq!((of("Allow", both)[1..].to_vec(), of("Deny", both)), (left_out.to_vec(), left_out.to_vec()));
        assert_eq!(of("Allow", r#"["s3:*", "s3:GetObject"]"#).len(), 2);
        assert_eq!(of("Allow", r#""*""#), [""; 0]);
        // A condition is left out, and turned round.
        let bound =
            r#"{"Statement": [{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"k": true}}}]}"#;
        let without = told(bound).into_iter().find(|(what, _)| what == "the condition Bool on k is left out in A").unwrap();
        assert!(without.1.get("Condition").is_none());
        let values = r#"{"Statement": [{"Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"k": ["v", "w"]}}}]}"#;
        let without = told(values).into_iter().find(|(what, _)| what == "v is left out of Condition in A").unwrap();
        assert_eq!(without.1["Condition"], json!({"StringEquals": {"k": ["w"]}}));
    }

    #[test]
    fn the_policies_of_resources_are_opened() {
        let policy = |principal: &str| {
            format!(r#"{{"Statement": [{{"Sid": "A", "Effect": "Allow", "Principal": {principal}, "Action": "sts:AssumeRole"}}]}}"#)
        };
        assert_eq!(what(&policy(r#"{"Service": "ec2.amazonaws.com"}"#)), ["the principal of A is *"]);
        assert_eq!(
            what(&policy(r#"{"AWS": "arn:aws:iam::1:user/ann"}"#)),
            ["the principal of A is *", "the principal of A is arn:aws:iam::1:root"]
        );
        assert_eq!(what(&policy(r#"{"AWS": "arn:aws:iam::1:root"}"#)), ["the principal of A is *"]);
        assert_eq!(what(&policy(r#""*""#)), [""; 0]);
        assert_eq!(
            what(&policy(r#"{"AWS": ["1", "2"], "Service": "ec2.amazonaws.com"}"#))[1..],
            ["1 is left out of Principal in A", "2 is left out of Principal in A"]
        );
        let bucket =
            r#"{"Statement": [{"Sid": "A", "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/a/*"}]}"#;
        assert_eq!(what(bucket), ["the resource of A is *", "the resource of A is arn:aws:s3:::b/*, too"]);
    }
}
