//! The account's tags, where a condition key is about them.

use super::{Own, OwnTag, Tagged};

/// The keys of tags that the account has and a condition key may be about, each once.
pub(super) fn tag_keys(key: &str, own: Option<&Own<'_>>) -> Vec<String> {
    let is_of_tags = key.contains("Tag/");
    let tags = own.filter(|_| is_of_tags).map(|own| (own.tags)()).unwrap_or_default();
    let mut keys: Vec<String> = tags.into_iter().filter(|tag| is_of(tag, key)).map(|tag| tag.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The values that a tag has in the account.
pub(super) fn tag_values(key: &str, own: Option<&Own<'_>>) -> Vec<String> {
    let name = key.split_once('/').map_or("", |(_, name)| name);
    let tags = own.map(|own| (own.tags)()).unwrap_or_default();
    let mut values: Vec<String> =
        tags.into_iter().filter(|tag| is_of(tag, key) && tag.key.eq_ignore_ascii_case(name)).map(|tag| tag.value).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Whether a tag is one that a key, as `aws:PrincipalTag/team`, may be about.
fn is_of(tag: &OwnTag, key: &str) -> bool {
    let is_one_of = |name: &str| key.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    match tag.of {
        _ if is_one_of("aws:RequestTag/") => true,
        Tagged::Principal => is_one_of("aws:PrincipalTag/") || is_one_of("iam:ResourceTag/") || is_one_of("aws:ResourceTag/"),
        Tagged::Resource => !is_one_of("aws:PrincipalTag/") && !is_one_of("iam:ResourceTag/"),
    }
}
