//! Changes of one statement.

use super::parts::{Parts, add_member, layout_at, quoted, remove_member, set_texts};
use super::{ConditionOutline, Element, Node, TextEdit, Value, member, members, values};
use crate::policy::document::Effect;

/// A statement about nothing yet, on lines of its own as far in as this, or on one.
pub(super) fn empty(effect: Effect, indent: Option<&str>) -> String {
    let members = [format!("\"Effect\": \"{}\"", effect.name()), "\"Action\": []".to_owned(), "\"Resource\": []".to_owned()];
    match indent {
        None => format!("{{{}}}", members.join(", ")),
        Some(indent) => format!("{{\n{indent}  {}\n{indent}}}", members.join(&format!(",\n{indent}  "))),
    }
}

pub(super) fn set_effect(text: &str, statement: &Node<'_>, effect: Effect) -> Option<Vec<TextEdit>> {
    let value = quoted(effect.name());
    Some(vec![match member(statement, "Effect") {
        Some(member) => TextEdit { span: member.value.span, text: value },
        None => add_member(text, statement, "Effect", &value)?,
    }])
}

pub(super) fn set_entries(text: &str, statement: &Node<'_>, element: Element, wanted: &[String]) -> Option<Vec<TextEdit>> {
    let there = element.names().into_iter().find_map(|name| member(statement, name));
    match there {
        Some(member) => set_texts(text, &member.value, wanted),
        None => Some(vec![add_member(text, statement, element.names()[0], &values(wanted))?]),
    }
}

pub(super) fn negate(statement: &Node<'_>, element: Element) -> Option<Vec<TextEdit>> {
    let [plain, negated] = element.names();
    let (there, name) = match (member(statement, plain), member(statement, negated)) {
        (Some(there), None) => (there, negated),
        (None, Some(there)) => (there, plain),
        _ => return None,
    };
    Some(vec![TextEdit { span: there.name_span, text: quoted(name) }])
}

pub(super) fn add_condition(text: &str, statement: &Node<'_>, condition: &ConditionOutline) -> Option<Vec<TextEdit>> {
    let ConditionOutline { operator, key, values: added } = condition;
    let value = values(added);
    let Some(block) = member(statement, "Condition") else {
        let layout = layout_at(text, statement);
        let object = layout.object(operator, &layout.deeper().object(key, &value));
        return Some(vec![add_member(text, statement, "Condition", &object)?]);
    };
    let Some(operator_there) = member(&block.value, operator) else {
        let object = layout_at(text, &block.value).object(key, &value);
        return Some(vec![add_member(text, &block.value, operator, &object)?]);
    };
    let Some(key_there) = member(&operator_there.value, key) else {
        return Some(vec![add_member(text, &operator_there.value, key, &value)?]);
    };
    let mut wanted = super::outline::texts(&key_there.value);
    wanted.extend(added.iter().cloned());
    set_texts(text, &key_there.value, &wanted)
}

/// The values of a condition that is there.
pub(super) fn set_values(text: &str, statement: &Node<'_>, condition: &ConditionOutline) -> Option<Vec<TextEdit>> {
    let operator = member(&member(statement, "Condition")?.value, &condition.operator)?;
    set_texts(text, &member(&operator.value, &condition.key)?.value, &condition.values)
}

/// With the last key goes its operator, with the last operator the block.
pub(super) fn remove_condition(text: &str, statement: &Node<'_>, condition: &ConditionOutline) -> Option<Vec<TextEdit>> {
    let block = &member(statement, "Condition")?.value;
    let operator = &member(block, &condition.operator)?.value;
    member(operator, &condition.key)?;
    let is_last = |object: &Node<'_>, name: &str| members(object).is_some_and(|members| members.iter().all(|member| member.name == name));
    if !is_last(operator, &condition.key) {
        remove_member(text, operator, &condition.key)
    } else if !is_last(block, &condition.operator) {
        remove_member(text, block, &condition.operator)
    } else {
        remove_member(text, statement, "Condition")
    }
}

pub(super) fn remove_element(text: &str, statement: &Node<'_>, name: &str) -> Option<Vec<TextEdit>> {
    member(statement, name)?;
    remove_member(text, statement, name)
}

pub(super) fn leave_principal_out(text: &str, statement: &Node<'_>, principal: &str) -> Option<Vec<TextEdit>> {
    const KIND: &str = "AWS";
    let left_out = &member(statement, "NotPrincipal")?.value;
    let Some(there) = member(left_out, KIND) else {
        return Some(vec![add_member(text, left_out, KIND, &values(&[principal.to_owned()]))?]);
    };
    let mut wanted = super::outline::texts(&there.value);
    wanted.push(principal.to_owned());
    set_texts(text, &there.value, &wanted)
}

/// With the last of a kind goes the kind.
pub(super) fn remove_principal(text: &str, statement: &Node<'_>, principal: &str) -> Option<Vec<TextEdit>> {
    let named = &member(statement, "Principal")?.value;
    let is_it = |node: &Node<'_>| matches!(&node.value, Value::Text(text) if text == principal);
    members(named)?.iter().find_map(|kind| match &kind.value.value {
        Value::List(items) if items.iter().any(is_it) && !items.iter().all(is_it) => {
            let kept: Vec<bool> = items.iter().map(|item| !is_it(item)).collect();
            Some(Parts::of_list(text, &kind.value)?.change(&kept, &[]))
        }
        Value::List(items) if !items.is_empty() && items.iter().all(is_it) => remove_member(text, named, &kind.name),
        Value::Text(_) if is_it(&kind.value) => remove_member(text, named, &kind.name),
        _ => None,
    })
}
