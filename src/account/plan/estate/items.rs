//! Items of `DynamoDB` tables: attributes, each with its type.

use serde_json::{Map, Value as Json, json};

use super::answer;
use super::tables::invalid;
use crate::account::entity::{EntityKey, Item, Table};
use crate::account::operation::{DeleteItem, GetItem, PutItem, Scan};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;

impl Plan for PutItem {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let table = planning.table(&self.table_name)?;
        for value in self.item.values() {
            check_value(value).map_err(|refusal| refusal.member("Item"))?;
        }
        let given = self.item.get(&table.key).ok_or_else(|| {
            let message = format!("One or more parameter values were invalid: Missing the key {} in the item", table.key);
            invalid(message).member("Item")
        })?;
        let key = key_value(table, given).ok_or_else(|| {
            let (name, wanted) = (&table.key, table.key_type.as_str());
            if given.get(wanted).and_then(Json::as_str) == Some("") {
                return invalid(empty_key(name)).member("Item");
            }
            let actual = given.as_object().and_then(|typed| typed.keys().next()).map_or("", String::as_str);
            let message =
                format!("One or more parameter values were invalid: Type mismatch for key {name} expected: {wanted} actual: {actual}");
            invalid(message).member("Item")
        })?;
        planning.put(Item { table: table.name.clone(), key, attributes: self.item.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetItem {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let table = planning.table(&self.table_name)?;
        let key = key_alone(table, &self.key)?;
        Ok(answer(json!({"Item": planning.account.item(&table.name, &key).map(|item| &item.attributes)})))
    }
}

impl Plan for DeleteItem {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let table = planning.table(&self.table_name)?;
        let key = key_alone(table, &self.key)?;
        planning.remove(&EntityKey::item(&table.name, &key));
        Ok(Reply::Nothing {})
    }
}

impl Plan for Scan {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let table = planning.table(&self.table_name)?;
        let items: Vec<_> = planning.account.items_in(&table.name).map(|item| &item.attributes).collect();
        Ok(answer(json!({"Items": items, "Count": items.len(), "ScannedCount": items.len(), "ConsumedCapacity": null})))
    }
}

/// The key's value, where nothing but the key is given.
fn key_alone(table: &Table, given: &Map<String, Json>) -> Result<String, Refusal> {
    let is_empty = |value: &Json| value.get(table.key_type.as_str()).and_then(Json::as_str) == Some("");
    if given.len() == 1 && given.get(&table.key).is_some_and(is_empty) {
        return Err(invalid(empty_key(&table.key)).member("Key"));
    }
    let value = given.get(&table.key).filter(|_| given.len() == 1).and_then(|value| key_value(table, value));
    value.ok_or_else(|| {
        let remedy = format!("The table's key is {}, of type {}.", table.key, table.key_type.as_str());
        invalid("The provided key element does not match the schema").member("Key").remedy(remedy)
    })
}

/// What is said of a key that is an empty text.
fn empty_key(name: &str) -> String {
    format!(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: {name}"
    )
}

/// A value of the table's key; `None` for one of another type, an empty text, or a number that is none.
fn key_value(table: &Table, value: &Json) -> Option<String> {
    let typed = value.as_object().filter(|typed| typed.len() == 1)?;
    let text = typed.get(table.key_type.as_str())?.as_str()?;
    let is_number = table.key_type.as_str() != "N" || number(text);
    (!text.is_empty() && text.len() <= LONGEST_KEY && is_number).then(|| text.to_owned())
}

/// The longest partition key, in bytes.
const LONGEST_KEY: usize = 2048;

fn number(text: &str) -> bool {
    text.len() <= 40
        && text.parse::<f64>().is_ok_and(f64::is_finite)
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
}

/// Checks that a value has one type, and is of it. How deep values lie in each other, the reader of JSON limits.
fn check_value(value: &Json) -> Result<(), Refusal> {
    let typed = value.as_object().filter(|typed| typed.len() == 1).and_then(|typed| typed.iter().next());
    let texts = |list: &Json| list.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Json::is_string));
    let is_right = match typed {
        Some((kind, inner)) => match (kind.as_str(), inner) {
            ("S" | "B", Json::String(_)) | ("BOOL", Json::Bool(_)) | ("NULL", Json::Bool(true)) => true,
            ("N", Json::String(text)) => number(text),
            ("SS" | "BS", list) => texts(list),
            ("NS", list) => texts(list) && list.as_array().is_some_and(|list| list.iter().filter_map(Json::as_str).all(number)),
            ("L", Json::Array(items)) => return items.iter().try_for_each(check_value),
            ("M", Json::Object(members)) => return members.values().try_for_each(check_value),
            _ => false,
        },
        None => false,
    };
    if is_right {
        return Ok(());
    }
    let message = "Supplied AttributeValue has more than one datatypes set, or none that its value is of";
    let remedy = r#"Each value has one type, as in {"S": "text"}, {"N": "1"} or {"BOOL": true}."#;
    Err(invalid(message).remedy(remedy))
}
