//! What is asked about a condition: its key, operator and values.

use super::values;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::catalog::{ConditionKey, KeyType};
use crate::policy::document::{Amendment, ConditionOutline, Operator, SetQualifier, Test};
use crate::screens::editor::handed::Handed;
use crate::widgets::form::{ChoiceOption, Field};
use crate::widgets::text_input::blank;

const KEY: usize = 0;
const OPERATOR: usize = 1;
const VALUES: usize = 2;

/// Asks for operator and values of a condition that is to be added.
pub(in crate::screens::editor) fn added(at: usize, proposed: &ConditionOutline, cx: &Cx<'_>) -> Step {
    let dialog = (format!("Add a condition to statement {}", at + 1), "Add");
    // The key was chosen: what is left to say is with which values, unless a part of the key is to be filled in.
    let is_whole = !proposed.key.is_empty() && !proposed.key.contains("${") && !proposed.key.contains('<');
    let first = if is_whole { VALUES } else { KEY };
    asked(dialog, proposed, first, move |wanted| Amendment::AddCondition(at, wanted), cx)
}

/// Asks what a condition that is there is to be instead.
pub(in crate::screens::editor) fn changed(at: usize, there: &ConditionOutline, cx: &Cx<'_>) -> Step {
    let dialog = (format!("Change the condition of statement {}", at + 1), "Save");
    let replaced = there.clone();
    asked(dialog, there, KEY, move |wanted| Amendment::ReplaceCondition(at, replaced.clone(), wanted), cx)
}

fn asked(
    (title, button): (String, &'static str),
    from: &ConditionOutline,
    first: usize,
    amendment: impl Fn(ConditionOutline) -> Amendment + 'static,
    cx: &Cx<'_>,
) -> Step {
    let kind = ConditionKey::named(&from.key).map_or(KeyType::String, |key| key.kind);
    let mut names: Vec<String> = operators(kind).iter().map(|name| (*name).to_owned()).collect();
    let chosen = names.iter().position(|name| name.eq_ignore_ascii_case(&from.operator)).unwrap_or_else(|| {
        names.insert(0, from.operator.clone());
        0
    });
    let options = names.iter().map(|name| ChoiceOption { label: name.clone(), about: String::new() }).collect();
    let fields = vec![
        Field::template(KEY, "Condition key", from.key.clone()).hint("What stands in ${…} or <…> is yours to fill in."),
        Field::choice(OPERATOR, "Operator", options, chosen),
        Field::text_line(VALUES, "Values", values::written(&from.values)),
    ];
    let hinted = names.clone();
    let dialog = Dialog::new(title, button, move |form, _| {
        let key = form.text(KEY).trim();
        if let Some(blank) = blank(key).and_then(|blank| key.get(blank)) {
            return Err((KEY, format!("Put a name in the place of {blank}.")));
        }
        let values = values::read(form.text(VALUES)).map_err(|error| (VALUES, error))?;
        if values.is_empty() {
            return Err((VALUES, "Enter a value.".to_owned()));
        }
        let operator = names.get(form.chosen(OPERATOR)).cloned().unwrap_or_default();
        let condition = ConditionOutline { operator, key: key.to_owned(), values };
        Ok(vec![Step::Hand(Box::new(Handed::Amend(amendment(condition))))])
    });
    let dialog = dialog.fields(fields).following(cx, move |form, _| {
        let operator = hinted.get(form.chosen(OPERATOR)).map_or("", String::as_str);
        form.set_hint(VALUES, hint(operator));
    });
    Step::Ask(Box::new(dialog.beginning_at(first)))
}

/// What the values of an operator mean.
fn hint(name: &str) -> String {
    let meant = match Operator::named(name) {
        Some(operator) if operator.test == Test::Null => return "true: the request has no such key. false: it has one.".to_owned(),
        Some(operator) if operator.test.is_negated() => match operator.set {
            Some(SetQualifier::ForAnyValue) => "one in the request must match none of them",
            _ => "none of them may match",
        },
        Some(Operator { set: Some(SetQualifier::ForAllValues), .. }) => "each in the request must match one of them",
        _ => "one of them must match",
    };
    format!("One or several, with commas between them: {meant}. One that has a comma stands in double quotes.")
}

/// The operators that fit a type, the plainest first.
pub(super) const fn operators(kind: KeyType) -> &'static [&'static str] {
    match kind {
        KeyType::String => &["StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "StringEqualsIfExists", "Null"],
        KeyType::Arn => &["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "ArnLikeIfExists", "Null"],
        KeyType::Bool => &["Bool", "BoolIfExists", "Null"],
        KeyType::Numeric => {
            &["NumericEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "Null"]
        }
        KeyType::Date => &["DateLessThan", "DateGreaterThan", "DateEquals", "Null"],
        KeyType::IpAddress => &["IpAddress", "NotIpAddress", "Null"],
        KeyType::ArrayOfString => &["ForAnyValue:StringEquals", "ForAnyValue:StringLike", "ForAllValues:StringEquals", "Null"],
        KeyType::ArrayOfArn => &["ForAnyValue:ArnLike", "ForAllValues:ArnLike", "Null"],
        KeyType::ArrayOfBool => &["ForAnyValue:Bool", "ForAllValues:Bool", "Null"],
    }
}
