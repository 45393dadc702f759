//! Tags on one line of a form.

use crate::account::operation::Tag;

/// Tags as they are typed: `team=web, stage=test`. No tag holds a comma.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let tags = tags.map(|tag| tag.split_once('=').unwrap_or((tag, "")));
    tags.map(|(key, value)| Tag { key: key.trim().into(), value: value.trim().into() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_typed_with_commas_between_them() {
        let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
        assert_eq!(tags(""), []);
        assert_eq!(tags("team=web, empty, path=a=b,"), [tag("team", "web"), tag("empty", ""), tag("path", "a=b")]);
    }
}
