//! What sentences call things by.

use crate::account::operation::Tag;

/// The last part of an ARN: what a person calls the thing.
pub(super) fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// The keys of tags.
pub(super) fn keys(tags: &[Tag]) -> String {
    tags.iter().map(|tag| tag.key.as_str()).collect::<Vec<_>>().join(", ")
}
