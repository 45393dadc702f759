//! Conditions, for the operators that this bench's documents have.

use std::net::Ipv4Addr;

use serde_json::Value;

use super::{Asked, list, pattern, value_of};

/// Whether all operators hold for all of their keys.
pub fn holds(asked: &Asked<'_>, condition: &Value, has_variables: bool) -> bool {
    let Some(operators) = condition.as_object() else { return true };
    operators.iter().all(|(operator, keys)| {
        let keys = keys.as_object().expect("keys");
        keys.iter().all(|(key, values)| key_holds(asked, operator, value_of(asked.context, key), list(values), has_variables))
    })
}

fn key_holds(asked: &Asked<'_>, operator: &str, found: Option<&Value>, wanted: &[Value], has_variables: bool) -> bool {
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (operator, false),
    };
    if operator == "Null" {
        return wanted.iter().any(|value| text(value) == if found.is_none() { "true" } else { "false" });
    }
    let variables = has_variables.then_some(asked.context);
    let one = |operator: &str, found: &str| {
        let is_negated = operator.contains("Not");
        wanted.iter().any(|wanted| fits(&operator.replacen("Not", "", 1), found, &text(wanted), variables)) != is_negated
    };
    match (operator.split_once(':'), found) {
        (Some(("ForAnyValue", operator)), Some(found)) => list(found).iter().any(|found| one(operator, &text(found))),
        (Some(("ForAnyValue", _)), None) => if_exists,
        (Some((_, operator)), Some(found)) => list(found).iter().all(|found| one(operator, &text(found))),
        (Some(_), None) => true,
        (None, None) => if_exists || operator.contains("Not"),
        (None, Some(Value::Array(_))) => false,
        (None, Some(found)) => one(operator, &text(found)),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn fits(operator: &str, found: &str, wanted: &str, variables: Option<&Value>) -> bool {
    match operator {
        "StringEquals" => pattern::literal(wanted, variables).is_some_and(|wanted| wanted == found),
        "StringLike" => pattern::with_variables(wanted, variables).is_some_and(|wanted| wanted.matches(found)),
        "ArnLike" | "ArnEquals" => {
            let (wanted, found): (Vec<&str>, Vec<&str>) = (wanted.splitn(6, ':').collect(), found.splitn(6, ':').collect());
            wanted.len() == 6
                && found.len() == 6
                && wanted
                    .iter()
                    .zip(found)
                    .all(|(wanted, found)| pattern::with_variables(wanted, variables).is_some_and(|wanted| wanted.matches(found)))
        }
        "Bool" => found.eq_ignore_ascii_case(wanted),
        "NumericLessThan" => match (found.parse::<f64>(), wanted.parse::<f64>()) {
            (Ok(found), Ok(wanted)) => found < wanted,
            _ => false,
        },
        "IpAddress" => is_in(found, wanted).unwrap_or(false),
        other => panic!("the documents of this bench have no {other}"),
    }
}

/// Whether an address is in a network.
fn is_in(address: &str, network: &str) -> Option<bool> {
    let (base, length) = network.split_once('/').unwrap_or((network, "32"));
    let (address, base): (Ipv4Addr, Ipv4Addr) = (address.parse().ok()?, base.parse().ok()?);
    let mask = u32::MAX.checked_shl(32 - length.parse::<u32>().ok()?).unwrap_or(0);
    Some(address.to_bits() & mask == base.to_bits() & mask)
}
