//! Objects in S3 buckets. What they hold is text.

use std::collections::BTreeSet;

use md5::{Digest as _, Md5};
use serde_json::json;

use super::answer;
use crate::account::authorization::Asked;
use crate::account::entity::{BucketObject, EntityKey, ResourceKey, ResourceKind};
use crate::account::operation::{DeleteObject, GetObject, ListObjectsV2, PutObject};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, EstateReply, Reply};

impl Plan for PutObject {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?.name.clone();
        if self.key.len() > LONGEST_KEY {
            return Err(Refusal::new(ErrorCode::KeyTooLongError, "Your key is too long")
                .member("Key")
                .remedy("A key has at most 1,024 bytes."));
        }
        let object =
            BucketObject { bucket, key: self.key.clone(), content: self.body.clone().unwrap_or_default(), modified: planning.env.now };
        let tag = entity_tag(&object);
        planning.put(object);
        Ok(answer(json!({"ETag": tag, "ServerSideEncryption": "AES256"})))
    }
}

impl Plan for GetObject {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let partners = account.partners_objects(&self.bucket);
        let found = match &partners {
            Some(objects) => objects.iter().find(|object| object.key == self.key),
            None => account.object(&planning.bucket(&self.bucket)?.name, &self.key),
        };
        let object = found.ok_or_else(|| {
            // Which keys there are is told only to those who may list them.
            let resource = account.resource_arn(&ResourceKey::new(ResourceKind::Bucket, &self.bucket));
            let list = Asked { action: "s3:ListBucket".into(), named: resource.clone(), resource, keys: Vec::new() };
            if let Err(refusal) = planning.account.allow(planning.caller, "s3", &list, planning.env.now) {
                return refusal;
            }
            let refusal = Refusal::new(ErrorCode::NoSuchKey, "The specified key does not exist.").member("Key");
            refusal.remedy(format!("List the objects with: aws s3api list-objects-v2 --bucket {}", self.bucket))
        })?;
        let Reply::Estate(reply) = answer(json!({
            "AcceptRanges": "bytes",
            "LastModified": Date(object.modified),
            "ContentLength": object.content.len(),
            "ETag": entity_tag(object),
            "ContentType": "binary/octet-stream",
            "ServerSideEncryption": "AES256",
            "Metadata": {},
        })) else {
            return Ok(Reply::Nothing {});
        };
        Ok(Reply::Estate(EstateReply { content: Some(object.content.clone()), ..reply }))
    }
}

impl Plan for ListObjectsV2 {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let partners = planning.account.partners_objects(&self.bucket);
        let objects: Vec<&BucketObject> = match &partners {
            Some(objects) => objects.iter().collect(),
            None => planning.account.objects_in(&planning.bucket(&self.bucket)?.name).collect(),
        };
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let delimiter = self.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty());
        let (mut contents, mut folders) = (Vec::new(), BTreeSet::new());
        for object in objects {
            let Some(rest) = object.key.strip_prefix(prefix) else { continue };
            match delimiter.and_then(|delimiter| rest.split_once(delimiter).map(|(folder, _)| format!("{prefix}{folder}{delimiter}"))) {
                Some(folder) => {
                    folders.insert(folder);
                }
                None => contents.push(json!({
                    "Key": object.key,
                    "LastModified": Date(object.modified),
                    "ETag": entity_tag(object),
                    "Size": object.content.len(),
                    "StorageClass": "STANDARD",
                })),
            }
        }
        let folders: Vec<_> = folders.into_iter().map(|prefix| json!({"Prefix": prefix})).collect();
        Ok(answer(json!({
            "Contents": (!contents.is_empty()).then_some(contents),
            "CommonPrefixes": (!folders.is_empty()).then_some(folders),
            "Prefix": self.prefix,
        })))
    }
}

impl Plan for DeleteObject {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?;
        planning.remove(&EntityKey::object(&bucket.name, &self.key));
        Ok(Reply::Nothing {})
    }
}

/// In bytes.
const LONGEST_KEY: usize = 1024;

/// The MD5 digest of what an object holds, as S3 has it of what was put in one piece.
fn entity_tag(object: &BucketObject) -> String {
    let digest = Md5::digest(object.content.as_bytes());
    let number = digest.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    format!("\"{number:032x}\"")
}
