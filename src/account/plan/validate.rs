//! The first thing at the door: every member against its shape.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::account::operation::{Member, Operation, Tag, Value, in_message};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::secret::MASK;
use crate::account::shape::{Pattern, Rule, TAG_KEY, TAG_VALUE, Violation};

/// Checks all members; AWS reports all that break their shape at once.
pub(super) fn validate(operation: &Operation) -> Result<(), Refusal> {
    let mut violations = Vec::new();
    for (member, value) in operation.members() {
        check_value(member, value, &mut violations);
    }
    // IAM and STS answer in their own older spelling.
    let code = match operation.spec().service {
        "iam" | "sts" | "ec2" => ErrorCode::ValidationError,
        _ => ErrorCode::ValidationException,
    };
    // Of the services here, STS alone quotes what it was given.
    if operation.spec().service != "sts" {
        unquote(&mut violations);
    }
    refuse(&violations, code)
}

/// Checks one member alone, as a form does for the field that is being typed in.
///
/// # Errors
/// What the door would answer.
pub fn check_member(member: &'static Member, value: Value<'_>) -> Result<(), Refusal> {
    let mut violations = Vec::new();
    check_value(member, value, &mut violations);
    unquote(&mut violations);
    refuse(&violations, ErrorCode::ValidationError)
}

fn unquote(violations: &mut [Found]) {
    for found in violations {
        found.given = None;
    }
}

struct Found {
    member: &'static Member,
    place: String,
    violation: Violation,
    /// The text, where it may be quoted.
    given: Option<String>,
}

/// Longer texts are not quoted.
const LONGEST_QUOTE: usize = 256;

fn check_value(member: &'static Member, value: Value<'_>, found: &mut Vec<Found>) {
    let rule = &member.shape.rule;
    let name = member.in_message();
    if let Value::Text(text) = value {
        let given = (text.len() <= LONGEST_QUOTE).then(|| text.to_owned());
        let broken = rule.check_text(text).into_iter();
        found.extend(broken.map(|violation| Found { member, place: name.clone(), violation, given: given.clone() }));
        return;
    }
    let mut note = |place: String, broken: Vec<Violation>| {
        found.extend(broken.into_iter().map(|violation| Found { member, place: place.clone(), violation, given: None }));
    };
    match value {
        // A line that was shown or logged, taken up again as it stands.
        Value::Secret(secret) if secret.reveal() == MASK => note(name, vec![Violation::Masked]),
        Value::Secret(secret) => note(name, rule.check_text(secret.reveal())),
        Value::Number(number) => note(name, rule.check_number(number).into_iter().collect()),
        Value::Text(_) | Value::Flag(_) => {}
        Value::Tags(tags) => {
            note(name.clone(), check_count(rule, tags.len()));
            for (index, Tag { key, value }) in tags.iter().enumerate() {
                note(format!("{name}.{}.member.key", index + 1), TAG_KEY.rule.check_text(key));
                note(format!("{name}.{}.member.value", index + 1), TAG_VALUE.rule.check_text(value));
            }
        }
        Value::Texts(texts) => {
            note(name.clone(), check_count(rule, texts.len()));
            if let Rule::Texts(_, of) = rule {
                for (index, text) in texts.iter().enumerate() {
                    note(format!("{name}.{}.member", index + 1), of.rule.check_text(text));
                }
            }
        }
        Value::Structures(structures) => {
            let list = Json::Array(structures.as_json().into_iter().map(Json::Object).collect());
            check_json(&name, &list, rule, &mut note);
        }
        Value::Structure(structure) => {
            for one in structure.as_json() {
                check_json(&name, &Json::Object(one), rule, &mut note);
            }
        }
        Value::Map(map) => check_map(&name, map, rule, &mut note),
        Value::Item(item) => {
            let length = serde_json::to_string(item).map_or(usize::MAX, |text| text.len());
            note(name, if length > LONGEST_ITEM { vec![Violation::TooLong(LONGEST_ITEM)] } else { Vec::new() });
        }
    }
}

/// The longest item of a table as JSON, in bytes. A limit of ours; `DynamoDB`'s is 400 KB.
const LONGEST_ITEM: usize = 16_384;

/// Checks texts by name.
fn check_map(place: &str, map: &BTreeMap<String, String>, rule: &Rule, note: &mut dyn FnMut(String, Vec<Violation>)) {
    let Rule::Map { max, name, value } = rule else { return };
    if map.len() > *max {
        note(place.to_owned(), vec![Violation::TooLong(*max)]);
    }
    for (key, text) in map {
        note(format!("{place}.{key}.key"), name.rule.check_text(key));
        note(format!("{place}.{key}.value"), value.rule.check_text(text));
    }
}

/// Checks what stands within structures, by the shapes of their members.
fn check_json(place: &str, value: &Json, rule: &Rule, note: &mut dyn FnMut(String, Vec<Violation>)) {
    match (rule, value) {
        (Rule::Structures(_, of), Json::Array(items)) => {
            note(place.to_owned(), check_count(rule, items.len()));
            for (index, item) in items.iter().enumerate() {
                check_json(&format!("{place}.{}.member", index + 1), item, &Rule::Structure(of), note);
            }
        }
        (Rule::Texts(_, of), Json::Array(items)) => {
            note(place.to_owned(), check_count(rule, items.len()));
            for (index, item) in items.iter().enumerate() {
                check_json(&format!("{place}.{}.member", index + 1), item, &of.rule, note);
            }
        }
        (Rule::Structure(of), Json::Object(members)) => {
            for part in of.parts {
                if let Some(value) = members.get(part.name) {
                    check_json(&format!("{place}.{}", in_message(part.name)), value, &part.shape.rule, note);
                }
            }
        }
        (Rule::Tags(_), Json::Array(tags)) => {
            note(place.to_owned(), check_count(rule, tags.len()));
            for (index, tag) in tags.iter().enumerate() {
                for (name, shape) in [("Key", &TAG_KEY), ("Value", &TAG_VALUE)] {
                    let text = tag.get(name).and_then(Json::as_str).unwrap_or_default();
                    note(format!("{place}.{}.member.{}", index + 1, in_message(name)), shape.rule.check_text(text));
                }
            }
        }
        (_, Json::String(text)) => note(place.to_owned(), rule.check_text(text)),
        _ => {}
    }
}

fn check_count(rule: &Rule, count: usize) -> Vec<Violation> {
    match rule {
        Rule::Tags(max) | Rule::Texts(max, _) | Rule::Structures(max, _) if count > *max => vec![Violation::TooLong(*max)],
        _ => Vec::new(),
    }
}

/// The refusal of a member that breaks a constraint which is not in its own shape.
pub(super) fn out_of_shape(member: &'static Member, violation: Violation) -> Refusal {
    let found = Found { member, place: member.in_message(), violation, given: None };
    refusal(&found, std::slice::from_ref(&found), ErrorCode::ValidationError)
}

fn refuse(found: &[Found], code: ErrorCode) -> Result<(), Refusal> {
    found.first().map_or(Ok(()), |first| Err(refusal(first, found, code)))
}

fn refusal(first: &Found, found: &[Found], code: ErrorCode) -> Refusal {
    let message = match found {
        // Where only a name's characters are wrong, IAM answers in a sentence of its own.
        [Found { place, violation: Violation::Pattern(Pattern::Name), .. }] => {
            format!(
                "The specified value for {place} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
            )
        }
        [Found { place, violation: Violation::Pattern(Pattern::Path), .. }] => {
            format!(
                "The specified value for {place} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters."
            )
        }
        _ => {
            let quote = |found: &Found| found.given.as_ref().map_or_else(String::new, |given| format!("'{given}' "));
            let each = found
                .iter()
                .map(|found| format!("Value {}at '{}' failed to satisfy constraint: {}", quote(found), found.place, found.violation));
            let each: Vec<String> = each.collect();
            format!("{} validation error{} detected: {}", each.len(), if each.len() == 1 { "" } else { "s" }, each.join("; "))
        }
    };
    Refusal::new(code, message).member(first.member.name).remedy(first.violation.remedy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::operation::{CreateUser, TagUser, UpdateAccountPasswordPolicy, UpdateLoginProfile};
    use crate::account::secret::Secret;

    fn message(operation: impl Into<Operation>) -> String {
        validate(&operation.into()).unwrap_err().message
    }

    #[test]
    fn violations_are_worded_as_aws_words_them() {
        let create = |name: &str| CreateUser { user_name: name.into(), ..CreateUser::default() };
        assert_eq!(
            message(create("al ice")),
            "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
        );
        assert_eq!(
            message(create(&"x".repeat(65))),
            "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64"
        );
        assert_eq!(
            message(UpdateAccountPasswordPolicy { minimum_password_length: Some(5), max_password_age: Some(0), ..Default::default() }),
            "2 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have value greater than or \
             equal to 6; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value greater than or equal to 1"
        );
        assert_eq!(
            message(TagUser { user_name: "alice".into(), tags: vec![Tag { key: String::new(), value: "x".into() }] }),
            "2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or \
             equal to 1; Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: \
             [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"
        );
    }

    #[test]
    fn the_placeholder_of_a_secret_is_no_secret() {
        let named = UpdateLoginProfile { user_name: "alice".into(), password: Some(Secret::new(MASK)), ..Default::default() };
        let refusal = validate(&named.into()).unwrap_err();
        assert_eq!((refusal.code, refusal.member), (ErrorCode::ValidationError, Some("Password")));
        assert!(refusal.remedy.unwrap().contains("stands for a secret"));
    }

    #[test]
    fn too_many_tags_are_refused_before_any_is_looked_up() {
        let tags = (0..51).map(|n| Tag { key: n.to_string(), value: String::new() }).collect();
        assert!(message(TagUser { user_name: "alice".into(), tags }).contains("'tags' failed"));
    }
}
