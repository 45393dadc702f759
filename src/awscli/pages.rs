//! Where a list begins and how much of it is fetched, in the AWS CLI's options and tokens.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value};

/// How a list is fetched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PagingOptions {
    /// Whether all pages are fetched and put together. Otherwise the reply to the one call is the answer.
    pub paginate: bool,
    /// How many items the answer has at most (`--max-items`). How many a page has is in the operation (`--page-size`).
    pub max_items: Option<i64>,
    /// Where the list begins (`--starting-token`); the marker is in the operation, too.
    pub start: Option<Start>,
}

/// A place in a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Start {
    /// The marker of the page that it lies in; none for the first page.
    pub marker: Option<String>,
    /// The items of the page that lie before it, counted as Python does, from the end if below 0. None where it is the
    /// page's beginning.
    pub skip: Option<i64>,
}

impl Start {
    /// Reads a `NextToken`. Like the AWS CLI, takes what is none for a marker, so that the service refuses it.
    pub(super) fn read(token: &str) -> Self {
        Self::decode(token).unwrap_or_else(|| Self { marker: Some(token.to_owned()), skip: None })
    }

    fn decode(token: &str) -> Option<Self> {
        let members: Map<String, Value> = serde_json::from_slice(&BASE64_STANDARD.decode(token).ok()?).ok()?;
        let marker = match members.get("Marker")? {
            Value::Null => None,
            marker => Some(marker.as_str()?.to_owned()),
        };
        let skip = members.get("boto_truncate_amount").map(|skip| skip.as_i64().ok_or(())).transpose().ok()?;
        Some(Self { marker, skip })
    }

    /// The `NextToken` that the AWS CLI gives for this place, letter for letter.
    pub(super) fn token(&self) -> String {
        let marker = self.marker.clone().map_or(Value::Null, Value::String);
        let skip = self.skip.map_or_else(String::new, |skip| format!(", \"boto_truncate_amount\": {skip}"));
        BASE64_STANDARD.encode(format!("{{\"Marker\": {marker}{skip}}}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_of_the_aws_cli() {
        let table = [
            (None, Some(2), r#"{"Marker": null, "boto_truncate_amount": 2}"#),
            (None, Some(0), r#"{"Marker": null, "boto_truncate_amount": 0}"#),
            (Some("after-61"), None, r#"{"Marker": "after-61"}"#),
            (Some("after-61"), Some(-5), r#"{"Marker": "after-61", "boto_truncate_amount": -5}"#),
        ];
        for (marker, skip, json) in table {
            let start = Start { marker: marker.map(str::to_owned), skip };
            assert_eq!(start.token(), BASE64_STANDARD.encode(json));
            assert_eq!(Start::read(&start.token()), start);
        }
        for other in ["", "x", "W10=", "eyJNYXJrZXIiOiAxfQ==", "eyJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDJ9", "\u{202e}"] {
            assert_eq!(Start::read(other), Start { marker: Some(other.to_owned()), skip: None }, "the service refuses it");
        }
    }
}
