//! Tags of what the estate has: each service has operations of its own for them.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::keys::plain_tags;
use super::{absent, answer};
use crate::account::Account;
use crate::account::entity::{EntityTag, Function, Instance, KmsKey, Queue, ResourceKey, ResourceKind, StoredSecret, TagHolder};
use crate::account::operation::{
    CreateTags, DeleteBucketTagging, DeleteTags, DescribeTags, GetBucketTagging, KeyTag, ListFunctionTags, ListQueueTags, ListResourceTags,
    ListTagsOfResource, PutBucketTagging, Tag, TagFunction, TagKey, TagQueue, TagSecret, TagTable, UntagFunction, UntagKey, UntagQueue,
    UntagSecret, UntagTable,
};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

impl Plan for PutBucketTagging {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let on = TagHolder::Resource(planning.bucket(&self.bucket)?.resource());
        let given = self.tagging.tag_set.as_deref().unwrap_or_default();
        let is_given = |tag: &&EntityTag| given.iter().any(|given| given.key == tag.key);
        let gone = planning.account.tags_of(&on).filter(|tag| !is_given(tag)).map(|tag| tag.key.clone()).collect::<Vec<_>>();
        planning.remove_named_tags(&on, &gone);
        planning.put_tags(&on, given)?;
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetBucketTagging {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tags = planning.account.tags_on(planning.bucket(&self.bucket)?.resource());
        if tags.is_empty() {
            return Err(Refusal::new(ErrorCode::NoSuchTagSet, "The TagSet does not exist").member("Bucket"));
        }
        Ok(answer(json!({"TagSet": tags})))
    }
}

impl Plan for DeleteBucketTagging {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let on = TagHolder::Resource(planning.bucket(&self.bucket)?.resource());
        planning.remove_tags(&on);
        Ok(Reply::Nothing {})
    }
}

impl Plan for CreateTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        for on in planning.tagged_instances(&self.resources)? {
            planning.put_tags(&on, &self.tags)?;
        }
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        for on in planning.tagged_instances(&self.resources)? {
            let Some(named) = &self.tags else {
                planning.remove_tags(&on);
                continue;
            };
            let is_meant = |tag: &&EntityTag| {
                let same_key = |key: &Option<String>| key.as_ref() == Some(&tag.key);
                named.iter().any(|named| same_key(&named.key) && named.value.as_ref().is_none_or(|value| *value == tag.value))
            };
            let keys: Vec<String> = planning.account.tags_of(&on).filter(is_meant).map(|tag| tag.key.clone()).collect();
            planning.remove_named_tags(&on, &keys);
        }
        Ok(Reply::Nothing {})
    }
}

impl Plan for DescribeTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let instances = account.resources(ResourceKind::Instance).filter_map(|entity| <&Instance>::try_from(entity).ok());
        let of_instance = |instance: &Instance| {
            let detail = |tag: Tag| json!({"Key": tag.key, "ResourceId": instance.id, "ResourceType": "instance", "Value": tag.value});
            account.tags_on(instance.resource()).into_iter().map(detail).collect::<Vec<Json>>()
        };
        Ok(answer(json!({"Tags": instances.flat_map(of_instance).collect::<Vec<_>>()})))
    }
}

/// Tagging and untagging are alike, however a service finds the resource and is given the tags.
macro_rules! tagging {
    ($($find:ident($member:ident): $tag:ident, $untag:ident;)*) => {$(
        impl Plan for $tag {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let resource = planning.$find(&self.$member)?;
                planning.put_resource_tags(resource, &self.tags.listed())?;
                Ok(Reply::Nothing {})
            }
        }

        impl Plan for $untag {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let resource = planning.$find(&self.$member)?;
                planning.remove_named_tags(&TagHolder::Resource(resource), &self.tag_keys);
                Ok(Reply::Nothing {})
            }
        }
    )*};
}

tagging! {
    tagged_queue(queue_url): TagQueue, UntagQueue;
    table_with_arn(resource_arn): TagTable, UntagTable;
    function_with_arn(resource): TagFunction, UntagFunction;
    tagged_key(key_id): TagKey, UntagKey;
    tagged_secret(secret_id): TagSecret, UntagSecret;
}

/// Tags as a service is given them.
trait Given {
    /// One after the other.
    fn listed(&self) -> Vec<Tag>;
}

impl Given for Vec<Tag> {
    fn listed(&self) -> Vec<Tag> {
        self.clone()
    }
}

impl Given for BTreeMap<String, String> {
    fn listed(&self) -> Vec<Tag> {
        self.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
    }
}

impl Given for Vec<KeyTag> {
    fn listed(&self) -> Vec<Tag> {
        plain_tags(self)
    }
}

impl Plan for ListQueueTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tags = planning.account.tags_by_key(planning.queue(&self.queue_url)?.resource());
        Ok(answer(json!({"Tags": (!tags.is_empty()).then_some(tags)})))
    }
}

impl Plan for ListTagsOfResource {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tags = planning.account.tags_on(planning.table_with_arn(&self.resource_arn)?);
        Ok(answer(json!({"Tags": tags})))
    }
}

impl Plan for ListFunctionTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tags = planning.account.tags_by_key(planning.function_with_arn(&self.resource)?);
        Ok(answer(json!({"Tags": tags})))
    }
}

impl Plan for ListResourceTags {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tags = planning.account.tags_on(planning.key_without_alias(&self.key_id)?.resource());
        let tags: Vec<Json> = tags.into_iter().map(|tag| json!({"TagKey": tag.key, "TagValue": tag.value})).collect();
        Ok(answer(json!({"Tags": tags, "Truncated": false})))
    }
}

impl<'a> Planning<'a> {
    /// The key of this id or ARN. For tags, KMS takes no alias.
    fn key_without_alias(&self, name: &str) -> Result<&'a KmsKey, Refusal> {
        let last = name.strip_prefix("arn:").and_then(|arn| arn.rsplit(':').next()).unwrap_or(name);
        if last.starts_with("alias/") {
            let refusal = Refusal::new(ErrorCode::NotFoundException, format!("Invalid keyId {name}")).member("KeyId");
            return Err(refusal.remedy("For tags, a key is named by its id or its ARN."));
        }
        self.kms_key(name)
    }

    /// The queue of this URL.
    fn tagged_queue(&self, url: &str) -> Result<ResourceKey, Refusal> {
        self.queue(url).map(Queue::resource)
    }

    /// The key of this id or ARN, unless it is to be deleted.
    fn tagged_key(&self, name: &str) -> Result<ResourceKey, Refusal> {
        self.key_without_alias(name)?;
        self.usable_key(name).map(KmsKey::resource)
    }

    /// The secret of this name or ARN, unless it is to be deleted.
    fn tagged_secret(&self, name: &str) -> Result<ResourceKey, Refusal> {
        self.readable_secret(name).map(StoredSecret::resource)
    }

    /// The instances with these ids, as holders of tags.
    fn tagged_instances(&self, ids: &[String]) -> Result<Vec<TagHolder>, Refusal> {
        let instances = self.instances(ids).map_err(|refusal| refusal.member("Resources"))?;
        Ok(instances.into_iter().map(|instance| TagHolder::Resource(instance.resource())).collect())
    }

    /// The table of this ARN. For tags, `DynamoDB` takes no name.
    fn table_with_arn(&self, arn: &str) -> Result<ResourceKey, Refusal> {
        if !arn.starts_with("arn:") {
            let message = format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}");
            return Err(Refusal::new(ErrorCode::ValidationException, message).member("ResourceArn"));
        }
        let found = self.account.resource_with_arn(arn).filter(|resource| resource.kind == ResourceKind::Table);
        found.ok_or_else(|| absent(format!("Requested resource not found: ResourcArn: {arn} not found"), "ResourceArn"))
    }

    /// The function of this ARN. For tags, Lambda takes no name.
    fn function_with_arn(&self, arn: &str) -> Result<ResourceKey, Refusal> {
        if !arn.starts_with("arn:") {
            let message = format!(
                "1 validation error detected: Value '{arn}' at 'resource' failed to satisfy constraint: Member must satisfy regular \
                 expression pattern: arn:(aws[a-zA-Z-]*):lambda:[a-z]{{2}}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{{1}}:\\d{{12}}:function:.*"
            );
            let refusal = Refusal::new(ErrorCode::ValidationException, message).member("Resource");
            return Err(refusal.remedy("For tags, a function is named by its ARN."));
        }
        self.function(arn).map(Function::resource).map_err(|refusal| refusal.member("Resource"))
    }
}

impl Account {
    /// A resource's tags, as most services spell them.
    fn tags_on(&self, resource: ResourceKey) -> Vec<Tag> {
        self.tag_details(&TagHolder::Resource(resource))
    }

    /// A resource's tags by key.
    fn tags_by_key(&self, resource: ResourceKey) -> Map<String, Json> {
        let by_key: BTreeMap<String, String> = self.tags_on(resource).into_iter().map(|tag| (tag.key, tag.value)).collect();
        by_key.into_iter().map(|(key, value)| (key, Json::String(value))).collect()
    }
}
