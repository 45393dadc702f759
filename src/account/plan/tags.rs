//! Tags.

use super::page::{Page, place};
use super::{Plan, Planning};
use crate::account::Account;
use crate::account::entity::{Entity, EntityKey, EntityTag, PolicyKey, TagHolder};
use crate::account::operation::{
    ListInstanceProfileTags, ListMFADeviceTags, ListOpenIDConnectProviderTags, ListPolicyTags, ListRoleTags, ListSAMLProviderTags,
    ListUserTags, Tag, TagInstanceProfile, TagMFADevice, TagOpenIDConnectProvider, TagPolicy, TagRole, TagSAMLProvider, TagUser,
    UntagInstanceProfile, UntagMFADevice, UntagOpenIDConnectProvider, UntagPolicy, UntagRole, UntagSAMLProvider, UntagUser,
};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

/// Tagging, untagging and mostly listing are alike for all that is found by one member.
macro_rules! tags {
    ($(|$planning:ident, $named:ident| $on:expr => $tag:ident, $untag:ident $(, $list:ident)?;)*) => {$(
        impl Plan for $tag {
            fn plan(&self, $planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let $named = &self.$named;
                let on = $on;
                $planning.put_tags(&on, &self.tags)?;
                Ok(Reply::Nothing {})
            }
        }

        impl Plan for $untag {
            fn plan(&self, $planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let $named = &self.$named;
                let on = $on;
                $planning.remove_named_tags(&on, &self.tag_keys);
                Ok(Reply::Nothing {})
            }
        }

        $(impl Plan for $list {
            fn plan(&self, $planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let $named = &self.$named;
                let on = $on;
                list($planning.account.tag_details(&on), self.marker.as_deref(), self.max_items)
            }
        })?
    )*};
}

tags! {
    |planning, user_name| TagHolder::Entity(planning.user(user_name)?.id) => TagUser, UntagUser, ListUserTags;
    |planning, role_name| TagHolder::Entity(planning.role(role_name)?.id) => TagRole, UntagRole, ListRoleTags;
    |planning, instance_profile_name| TagHolder::Entity(planning.instance_profile(instance_profile_name)?.id)
        => TagInstanceProfile, UntagInstanceProfile, ListInstanceProfileTags;
    |planning, saml_provider_arn| TagHolder::Entity(planning.saml_provider(saml_provider_arn)?.id)
        => TagSAMLProvider, UntagSAMLProvider, ListSAMLProviderTags;
    |planning, open_id_connect_provider_arn| TagHolder::Entity(planning.oidc_provider(open_id_connect_provider_arn)?.id)
        => TagOpenIDConnectProvider, UntagOpenIDConnectProvider, ListOpenIDConnectProviderTags;
    |planning, serial_number| TagHolder::mfa_device(&planning.device(serial_number)?.name)
        => TagMFADevice, UntagMFADevice, ListMFADeviceTags;
    |planning, policy_arn| TagHolder::Entity(planning.own_policy(policy_arn)?.id) => TagPolicy, UntagPolicy;
}

impl Plan for ListPolicyTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tags = match planning.managed_policy(&self.policy_arn)? {
            PolicyKey::Customer(id) => planning.account.tag_details(&TagHolder::Entity(id)),
            // AWS's own have none.
            PolicyKey::AwsManaged(_) => Vec::new(),
        };
        list(tags, self.marker.as_deref(), self.max_items)
    }
}

fn list(mut tags: Vec<Tag>, marker: Option<&str>, max_items: Option<u32>) -> Result<Reply, Refusal> {
    tags.sort_by_cached_key(|tag| place(&tag.key));
    let (tags, paging) = Page::asked(marker, max_items)?.cut(tags.into_iter(), |tag| place(&tag.key));
    Ok(Reply::Tags { tags, paging })
}

impl Account {
    /// The API's view of an entity's tags.
    pub(super) fn tag_details(&self, on: &TagHolder) -> Vec<Tag> {
        self.tags_of(on).map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
    }
}

impl Planning<'_> {
    /// Puts tags on an entity, which may itself be in the making.
    pub(super) fn put_tags(&mut self, on: &TagHolder, tags: &[Tag]) -> Result<(), Refusal> {
        let mut keys: Vec<EntityKey> = tags.iter().map(|tag| EntityKey::tag(on.clone(), &tag.key)).collect();
        keys.sort();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            let message = match on {
                TagHolder::Entity(_) | TagHolder::MfaDevice(_) => {
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive."
                }
                TagHolder::Resource(_) => "Duplicate tag keys found.",
            };
            let refusal = Refusal::new(ErrorCode::InvalidInput, message);
            return Err(refusal.member("Tags").remedy("Give each key once."));
        }
        if tags.iter().any(|tag| Tag::is_reserved(&tag.key)) {
            let refusal = Refusal::new(ErrorCode::InvalidInput, "Tag keys that begin with aws: are reserved for AWS.");
            return Err(refusal.member("Tags").remedy("Choose a key that doesn't begin with aws:."));
        }
        for Tag { key, value } in tags {
            self.put(Entity::from(EntityTag { on: on.clone(), key: key.clone(), value: value.clone() }));
        }
        Ok(())
    }

    /// Removes the tags with these keys: on what IAM has, however they are spelled.
    pub(super) fn remove_named_tags(&mut self, on: &TagHolder, keys: &[String]) {
        let mut keys: Vec<EntityKey> = keys.iter().map(|key| EntityKey::tag(on.clone(), key)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            self.remove(&key);
        }
    }

    /// Removes all tags of an entity that is being deleted.
    pub(super) fn remove_tags(&mut self, on: &TagHolder) {
        let keys: Vec<EntityKey> = self.account.tags_of(on).map(|tag| EntityKey::tag(on.clone(), &tag.key)).collect();
        for key in keys {
            self.remove(&key);
        }
    }
}
