//! Whether a statement matches a request.

use serde_json::Value;

use super::{Asked, condition, list, pattern};

pub fn matches(asked: &Asked<'_>, statement: &Value, names_principals: bool, has_variables: bool) -> bool {
    (!names_principals || principal(asked, statement))
        && action(asked, statement)
        && resource(asked, statement, has_variables)
        && condition::holds(asked, &statement["Condition"], has_variables)
}

/// By its own ARN, or as everyone. Naming the account leaves it to identity policies.
fn principal(asked: &Asked<'_>, statement: &Value) -> bool {
    let names = |principals: &Value| {
        let entries = if principals.is_object() { &principals["AWS"] } else { principals };
        list(entries).iter().filter_map(Value::as_str).any(|entry| entry == "*" || entry == asked.principal)
    };
    match statement.get("NotPrincipal") {
        Some(principals) => !names(principals),
        None => names(&statement["Principal"]),
    }
}

fn action(asked: &Asked<'_>, statement: &Value) -> bool {
    let action = asked.action.to_ascii_lowercase();
    let matches = |entries: &Value| {
        list(entries).iter().filter_map(Value::as_str).any(|entry| pattern::plain(&entry.to_ascii_lowercase()).matches(&action))
    };
    match statement.get("NotAction") {
        Some(entries) => !matches(entries),
        None => matches(&statement["Action"]),
    }
}

fn resource(asked: &Asked<'_>, statement: &Value, has_variables: bool) -> bool {
    let matches = |entries: &Value| {
        list(entries).iter().filter_map(Value::as_str).any(|entry| {
            let variables = has_variables.then_some(asked.context);
            entry == "*" || pattern::resource(entry, variables).is_some_and(|pattern| pattern.matches(asked.resource))
        })
    };
    match statement.get("NotResource") {
        Some(entries) => !matches(entries),
        None => matches(&statement["Resource"]),
    }
}
