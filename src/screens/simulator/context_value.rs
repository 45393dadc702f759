//! What a condition key's values are, and how they are typed.

use super::context::{Asked, Given, words};
use super::handed::Handed;
use crate::access::check_value;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::catalog::{ConditionKey, KeyType};
use crate::policy::request::Value;
use crate::widgets::form::{ChoiceOption, Field, Form};

/// What a key's values are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::screens) struct Kind {
    /// What each is.
    item: KeyType,
    /// There may be several.
    is_list: bool,
}

impl Kind {
    /// As the service authorization reference has it; a key that it does not know is a text.
    pub fn of(key: &str) -> Self {
        let kind = ConditionKey::named(key).map_or(KeyType::String, |key| key.kind);
        let item = match kind {
            KeyType::ArrayOfString => KeyType::String,
            KeyType::ArrayOfArn => KeyType::Arn,
            KeyType::ArrayOfBool => KeyType::Bool,
            single => single,
        };
        Self { item, is_list: kind.is_multivalued() }
    }

    /// A list, if a set operator says so.
    #[must_use]
    pub const fn with_set_operator(self, is_set: bool) -> Self {
        Self { is_list: self.is_list || is_set, ..self }
    }

    /// In a word or two.
    pub const fn label(self) -> &'static str {
        match (self.item, self.is_list) {
            (KeyType::Arn | KeyType::ArrayOfArn, false) => "ARN",
            (KeyType::Arn | KeyType::ArrayOfArn, true) => "ARNs",
            (KeyType::Bool | KeyType::ArrayOfBool, false) => "Bool",
            (KeyType::Bool | KeyType::ArrayOfBool, true) => "Bools",
            (KeyType::Numeric, false) => "Number",
            (KeyType::Numeric, true) => "Numbers",
            (KeyType::Date, false) => "Date",
            (KeyType::Date, true) => "Dates",
            (KeyType::IpAddress, false) => "IP address",
            (KeyType::IpAddress, true) => "IP addrs",
            (KeyType::String | KeyType::ArrayOfString, false) => "String",
            (KeyType::String | KeyType::ArrayOfString, true) => "Strings",
        }
    }

    /// As the simulation's operations name it.
    pub const fn api_name(self) -> &'static str {
        match (self.item, self.is_list) {
            (KeyType::Bool | KeyType::ArrayOfBool, false) => "boolean",
            (KeyType::Bool | KeyType::ArrayOfBool, true) => "booleanList",
            (KeyType::Numeric, false) => "numeric",
            (KeyType::Numeric, true) => "numericList",
            (KeyType::Date, false) => "date",
            (KeyType::Date, true) => "dateList",
            (KeyType::IpAddress, false) => "ip",
            (KeyType::IpAddress, true) => "ipList",
            (_, false) => "string",
            (_, true) => "stringList",
        }
    }

    /// What one types, in a sentence.
    const fn hint(self) -> &'static str {
        match (self.is_list, self.item) {
            (true, _) => "Several values, separated by commas; nothing is the empty list.",
            (false, KeyType::Numeric) => "A number, as in 3600.",
            (false, KeyType::Date) => "A date, as in 2026-11-28T21:00:00Z, or seconds since 1970.",
            (false, KeyType::IpAddress) => "An address, as in 203.0.113.10 or 2001:db8::1.",
            (false, KeyType::Arn) => "An ARN, as in arn:aws:iam::111122223333:role/app.",
            (false, _) => "A text. Case counts, unless the operator says otherwise.",
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn read(self, text: &str) -> Result<Value, String> {
        if !self.is_list {
            let text = if self.item == KeyType::String { text } else { text.trim() };
            return self.check(text).map(|()| Value::Single(text.to_owned()));
        }
        let values: Vec<String> = text.split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
        values.iter().try_for_each(|value| self.check(value))?;
        Ok(Value::Multi(values))
    }

    /// Checks one value.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn check(self, text: &str) -> Result<(), String> {
        check_value(self.item, text)
    }
}

/// Asks for a key's value.
pub(super) fn dialog(asked: &Asked, given: &Given) -> Dialog {
    let (key, kind) = (asked.key.clone(), asked.kind);
    let now = asked.value(given);
    if kind.item == KeyType::Bool && !kind.is_list {
        let options = ["true", "false"].map(|label| ChoiceOption { label: label.into(), about: String::new() });
        let is_false = matches!(now, Some(Value::Single(value)) if value == "false");
        let keep = move |form: &Form<usize>, _: &Cx<'_>| {
            let value = if form.chosen(0) == 0 { "true" } else { "false" };
            Ok(vec![Handed::Key(key.clone(), Given::Value(Value::Single(value.into()))).step()])
        };
        return Dialog::new(asked.key.clone(), "Set", keep).fields(vec![Field::choice(0, "Value", options.into(), usize::from(is_false))]);
    }
    let text = match now {
        Some(Value::Multi(values)) if values.is_empty() => String::new(),
        Some(value) => words(value),
        None => String::new(),
    };
    let keep = move |form: &Form<usize>, _: &Cx<'_>| match kind.read(form.text(0)) {
        Ok(value) => Ok(vec![Handed::Key(key.clone(), Given::Value(value)).step()]),
        Err(reason) => Err((0, reason)),
    };
    let label = format!("Value ({})", kind.label());
    Dialog::new(asked.key.clone(), "Set", keep).fields(vec![Field::text_line(0, label, text).hint(kind.hint()).optional()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_by_the_type_of_their_key() {
        let read = |key: &str, text: &str| Kind::of(key).read(text);
        let one = |text: &str| Ok(Value::Single(text.to_owned()));
        assert_eq!(read("aws:SourceIp", " 203.0.113.9 "), one("203.0.113.9"));
        assert_eq!(read("aws:username", " alice"), one(" alice"));
        assert_eq!(read("aws:multifactorauthage", "3600"), one("3600"));
        assert_eq!(read("aws:CurrentTime", "2026-11-28T21:00:00Z"), one("2026-11-28T21:00:00Z"));
        assert_eq!(read("aws:TagKeys", "team, cost"), Ok(Value::Multi(vec!["team".into(), "cost".into()])));
        assert_eq!(read("aws:TagKeys", ""), Ok(Value::Multi(Vec::new())));
        assert_eq!(read("nobody:knows", "x"), one("x"));
        for (key, text, wanted) in [
            ("aws:SourceIp", "here", "\"here\" is not an IP address"),
            ("aws:MultiFactorAuthAge", "old", "\"old\" is not a number"),
            ("aws:CurrentTime", "tomorrow", "\"tomorrow\" is not a date"),
            ("aws:SourceArn", "bucket", "\"bucket\" is not an ARN"),
            ("aws:SecureTransport", "yes", "\"yes\" is not true or false"),
        ] {
            let error = read(key, text).unwrap_err();
            assert!(error.starts_with(wanted), "{key}: {error}");
        }
    }
}
