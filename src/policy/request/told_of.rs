//! Condition keys by what they tell of: who asks, or the tags of the one and of the resource.

/// The condition key that tells a user by the unique id, or a session by that of its role and its name, with a colon between.
pub const USER_ID: &str = "aws:userid";

/// Keys whose value is the principal's own. `aws:PrincipalTag/…` are such, too.
const OF_PRINCIPAL: [&str; 7] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:principalisawsservice",
    "aws:principalservicename",
    USER_ID,
    "aws:username",
];

/// Whether a condition key tells who asks, so that it may be another for each principal.
pub fn is_of_principal(key: &str) -> bool {
    is_principal_tag(key) || OF_PRINCIPAL.iter().any(|of| of.eq_ignore_ascii_case(key))
}

/// Whether a condition key tells a tag of the principal.
pub fn is_principal_tag(key: &str) -> bool {
    const BEGINS: &str = "aws:principaltag/";
    key.get(..BEGINS.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(BEGINS))
}

/// Whether a key tells a tag, which who asks or a resource may come to have.
pub fn is_tag(key: &str) -> bool {
    is_principal_tag(key) || is_tag_of_resource(key)
}

/// Whether a key tells a tag of the resource.
pub fn is_tag_of_resource(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.contains(":resourcetag/") || key.starts_with("s3:existingobjecttag/")
}
