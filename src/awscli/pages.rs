//! Where a list begins and how much of it is fetched, in the AWS CLI's options and tokens.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value};

/// How a list is fetched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PagingOptions {
    /// Whether all pages are fetched and put together. Otherwise the reply to the one call is the answer.
    pub paginate: bool,
    /// How many items the answer has at most (`--max-items`). How many a page has is in the operation (`--page-size`).
    pub max_items: Option<usize>,
    /// Where the list begins (`--starting-token`).
    pub start: Start,
}

/// A place in a list: that many items into the page that a marker begins.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Start {
    /// The page's marker; none for the first page.
    pub marker: Option<String>,
    /// The items of the page that were shown already.
    pub skip: usize,
}

impl Start {
    /// Reads a `NextToken`. Like the AWS CLI, takes what is none for a marker, so that the service refuses it.
    pub(super) fn read(token: &str) -> Self {
        Self::decode(token).unwrap_or_else(|| Self { marker: Some(token.to_owned()), skip: 0 })
    }

    fn decode(token: &str) -> Option<Self> {
        let members: Map<String, Value> = serde_json::from_slice(&BASE64_STANDARD.decode(token).ok()?).ok()?;
        let marker = match members.get("Marker")? {
            Value::Null => None,
            marker => Some(marker.as_str()?.to_owned()),
        };
        let skip = members.get("boto_truncate_amount").map_or(Some(0), Value::as_u64)?;
        Some(Self { marker, skip: usize::try_from(skip).ok()? })
    }

    /// The `NextToken` that the AWS CLI gives for this place, letter for letter.
    pub(super) fn token(&self) -> String {
        let marker = self.marker.clone().map_or(Value::Null, Value::String);
        let skip =
            if self.skip > 0 || self.marker.is_none() { format!(", \"boto_truncate_amount\": {}", self.skip) } else { String::new() };
        BASE64_STANDARD.encode(format!("{{\"Marker\": {marker}{skip}}}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_of_the_aws_cli() {
        let table = [
            (None, 2, r#"{"Marker": null, "boto_truncate_amount": 2}"#),
            (None, 0, r#"{"Marker": null, "boto_truncate_amount": 0}"#),
            (Some("after-61"), 0, r#"{"Marker": "after-61"}"#),
            (Some("after-61"), 5, r#"{"Marker": "after-61", "boto_truncate_amount": 5}"#),
        ];
        for (marker, skip, json) in table {
            let start = Start { marker: marker.map(str::to_owned), skip };
            assert_eq!(start.token(), BASE64_STANDARD.encode(json));
            assert_eq!(Start::read(&start.token()), start);
        }
        for other in ["", "x", "W10=", "eyJNYXJrZXIiOiAxfQ==", "eyJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDJ9", "\u{202e}"] {
            assert_eq!(Start::read(other), Start { marker: Some(other.to_owned()), skip: 0 }, "the service refuses it");
        }
    }
}
