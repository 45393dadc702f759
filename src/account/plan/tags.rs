//! Tags.

use super::page::page;
use super::{Plan, Planning};
use crate::account::entity::{Entity, EntityKey, EntityTag, TagHolder};
use crate::account::operation::{ListUserTags, Tag, TagUser, UntagUser};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

impl Plan for TagUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let on = TagHolder::Identity(planning.user(&self.user_name)?.id);
        planning.put_tags(&on, &self.tags)?;
        Ok(Reply::Nothing {})
    }
}

impl Plan for UntagUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let on = TagHolder::Identity(planning.user(&self.user_name)?.id);
        let mut keys: Vec<EntityKey> = self.tag_keys.iter().map(|key| EntityKey::tag(on.clone(), key)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            planning.remove(&key);
        }
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListUserTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let user = planning.user(&self.user_name)?;
        let tags = planning.account.tags_of(&TagHolder::Identity(user.id));
        let (tags, paging) = page(tags, |tag| tag.key.clone(), self.marker.as_deref(), self.max_items)?;
        let tags = tags.into_iter().map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() });
        Ok(Reply::Tags { tags: tags.collect(), paging })
    }
}

impl Planning<'_> {
    /// Puts tags on an entity, within its quota. The entity itself may be in the making.
    pub(super) fn put_tags(&mut self, on: &TagHolder, tags: &[Tag]) -> Result<(), Refusal> {
        let mut keys: Vec<EntityKey> = tags.iter().map(|tag| EntityKey::tag(on.clone(), &tag.key)).collect();
        keys.sort();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            let refusal =
                Refusal::new(ErrorCode::InvalidInput, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            return Err(refusal.member("Tags").remedy("Give each key once."));
        }
        let quota = self.account.quotas().tags_per_entity;
        let added = keys.iter().filter(|key| self.account.get(key).is_none()).count();
        if self.account.tags_of(on).count() + added > quota {
            let refusal = Refusal::new(ErrorCode::LimitExceeded, format!("The number of tags has reached the maximum limit of {quota}."));
            return Err(refusal.member("Tags").remedy("Remove a tag first."));
        }
        for Tag { key, value } in tags {
            self.put(Entity::from(EntityTag { on: on.clone(), key: key.clone(), value: value.clone() }));
        }
        Ok(())
    }

    /// Removes all tags of an entity that is being deleted.
    pub(super) fn remove_tags(&mut self, on: &TagHolder) {
        let keys: Vec<EntityKey> = self.account.tags_of(on).map(|tag| EntityKey::tag(on.clone(), &tag.key)).collect();
        for key in keys {
            self.remove(&key);
        }
    }
}
