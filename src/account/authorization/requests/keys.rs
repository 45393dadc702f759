//! The condition keys of a request that come from its operation.

use super::estate::estate_tags;
use super::reading::Reading;
use crate::account::operation::{Tag, Value as Member};
use crate::catalog::ActionResource;
use crate::policy::request::Value;

impl Reading<'_> {
    /// The condition keys that the members give, as far as the action sends them with a resource of this type.
    pub(super) fn keys(&self, kind: Option<&ActionResource>) -> Vec<(String, Value)> {
        let mut keys = Vec::new();
        let mut single = |key: &str, value: &str| keys.push((key.to_owned(), Value::Single(value.to_owned())));
        for (member, value) in self.operation.members() {
            let value = match value {
                Member::Text(text) => text.to_owned(),
                Member::Number(number) => number.to_string(),
                Member::Flag(flag) => flag.to_string(),
                _ => continue,
            };
            for (_, key) in KEYS.iter().filter(|(name, _)| *name == member.name) {
                single(key, &value);
            }
        }
        for (member, value) in self.operation.members() {
            match value {
                Member::Tags(tags) => keys.extend(tag_keys(tags)),
                Member::Texts(names) if matches!(member.name, "TagKeys" | "TransitiveTagKeys") => {
                    let key = if member.name == "TagKeys" { "aws:TagKeys" } else { "sts:TransitiveTagKeys" };
                    keys.push((key.to_owned(), Value::Multi(names.to_vec())));
                }
                _ => {}
            }
        }
        let tags = estate_tags(self.operation, kind.map(|kind| kind.resource_type));
        if !tags.is_empty() {
            keys.extend(tag_keys(&tags));
        }
        keys.extend(self.account.estate_keys(self.operation));
        keys.retain(|(key, _)| self.sends(key, kind));
        keys.extend(self.code_keys());
        keys
    }

    /// Whether the action sends a key. Where the reference says which keys go with a type of resource, only those do.
    fn sends(&self, key: &str, kind: Option<&ActionResource>) -> bool {
        let of_type = kind.map(|kind| &kind.condition_keys).filter(|keys| !keys.is_empty());
        let Some(of_type) = of_type else { return self.service.sends(key, [self.action].into_iter()) };
        let mut known = self.service.condition_keys().iter().filter(|known| known.is(key));
        known.any(|known| of_type.contains(&known.key) || self.action.condition_keys.contains(&known.key))
    }

    /// What a code tells that is given with the request itself. Whether it is right, the operation checks.
    fn code_keys(&self) -> Vec<(String, Value)> {
        if !self.operation.members().iter().any(|(member, _)| member.name == "TokenCode") {
            return Vec::new();
        }
        [("aws:MultiFactorAuthPresent", "true"), ("aws:MultiFactorAuthAge", "0")]
            .map(|(key, value)| (key.to_owned(), Value::Single(value.to_owned())))
            .into()
    }
}

/// Members whose value is a condition key's.
const KEYS: [(&str, &str); 14] = [
    ("PolicyArn", "iam:PolicyARN"),
    ("PermissionsBoundary", "iam:PermissionsBoundary"),
    ("AWSServiceName", "iam:AWSServiceName"),
    ("ExternalId", "sts:ExternalId"),
    ("RoleSessionName", "sts:RoleSessionName"),
    ("SourceIdentity", "sts:SourceIdentity"),
    ("Prefix", "s3:prefix"),
    ("Name", "secretsmanager:Name"),
    ("Description", "secretsmanager:Description"),
    ("SecretId", "secretsmanager:SecretId"),
    ("ForceDeleteWithoutRecovery", "secretsmanager:ForceDeleteWithoutRecovery"),
    ("RecoveryWindowInDays", "secretsmanager:RecoveryWindowInDays"),
    ("PendingWindowInDays", "kms:ScheduleKeyDeletionPendingWindowInDays"),
    ("BypassPolicyLockoutSafetyCheck", "kms:BypassPolicyLockoutSafetyCheck"),
];

fn tag_keys(tags: &[Tag]) -> Vec<(String, Value)> {
    let each = tags.iter().map(|tag| (format!("aws:RequestTag/{}", tag.key), Value::Single(tag.value.clone())));
    let all = ("aws:TagKeys".to_owned(), Value::Multi(tags.iter().map(|tag| tag.key.clone()).collect()));
    each.chain([all]).collect()
}
