//! S3 buckets.

use serde_json::json;

use super::answer;
use crate::account::entity::{Bucket, PublicAccessBlock, ResourceKind};
use crate::account::estate::HOME_REGION;
use crate::account::operation::{
    CreateBucket, DeleteBucket, GetPublicAccessBlock, ListBuckets, PublicAccessBlockConfiguration, PutPublicAccessBlock,
};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply};

/// Regions that a bucket may lie in here.
const REGIONS: [&str; 8] =
    ["ap-northeast-1", "ap-southeast-2", "eu-central-1", "eu-north-1", "eu-west-1", "us-east-2", "us-west-1", "us-west-2"];

impl Plan for CreateBucket {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        if !is_bucket_name(&self.bucket) {
            let remedy = "A bucket's name has 3 to 63 small letters, digits, hyphens and dots; it begins and ends with a letter or digit.";
            return Err(Refusal::new(ErrorCode::InvalidBucketName, "The specified bucket is not valid.").member("Bucket").remedy(remedy));
        }
        let region = self.create_bucket_configuration.as_ref().and_then(|configuration| configuration.location_constraint.as_deref());
        if region.is_some_and(|region| !REGIONS.contains(&region)) {
            let refusal = Refusal::new(ErrorCode::InvalidLocationConstraint, "The specified location-constraint is not valid");
            let remedy = format!("Leave it out for {HOME_REGION}, or take one of: {}.", REGIONS.join(", "));
            return Err(refusal.member("CreateBucketConfiguration").remedy(remedy));
        }
        if planning.account.bucket(&self.bucket).is_some() {
            let message = "Your previous request to create the named bucket succeeded and you already own it.";
            return Err(Refusal::new(ErrorCode::BucketAlreadyOwnedByYou, message).member("Bucket").remedy("Choose another name."));
        }
        if planning.account.is_partners_bucket(&self.bucket) {
            let message = "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please \
                           select a different name and try again.";
            return Err(Refusal::new(ErrorCode::BucketAlreadyExists, message).member("Bucket").remedy("It is another account's."));
        }
        planning.put(Bucket {
            name: self.bucket.clone(),
            region: region.unwrap_or(HOME_REGION).to_owned(),
            created: planning.env.now,
            public_access_block: Some(PublicAccessBlock::ALL),
        });
        Ok(answer(json!({"Location": format!("/{}", self.bucket)})))
    }
}

impl Plan for ListBuckets {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let buckets = planning.account.resources(ResourceKind::Bucket).filter_map(|entity| <&Bucket>::try_from(entity).ok());
        let buckets: Vec<_> = buckets.map(|bucket| json!({"Name": bucket.name, "CreationDate": Date(bucket.created)})).collect();
        // An account's canonical id has 64 digits, which tell nothing of the account's own id.
        let canonical = xxhash_rust::xxh3::xxh3_128(planning.account.id().as_str().as_bytes());
        Ok(answer(json!({"Buckets": buckets, "Owner": {"ID": format!("{canonical:064x}")}})))
    }
}

impl Plan for DeleteBucket {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?;
        let mut left = planning.account.objects_in(&bucket.name).map(|object| format!("delete object {}", object.key)).peekable();
        if left.peek().is_some() {
            let refusal = Refusal::new(ErrorCode::BucketNotEmpty, "The bucket you tried to delete is not empty").member("Bucket");
            return Err(Refusal { blockers: left.collect(), ..refusal.remedy("Delete the objects in it first.") });
        }
        planning.remove_resource(&bucket.resource());
        Ok(Reply::Nothing {})
    }
}

impl Plan for PutPublicAccessBlock {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?.clone();
        let given = &self.public_access_block_configuration;
        let block = PublicAccessBlock {
            block_public_acls: given.block_public_acls.unwrap_or(false),
            ignore_public_acls: given.ignore_public_acls.unwrap_or(false),
            block_public_policy: given.block_public_policy.unwrap_or(false),
            restrict_public_buckets: given.restrict_public_buckets.unwrap_or(false),
        };
        planning.put(Bucket { public_access_block: Some(block), ..bucket });
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetPublicAccessBlock {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let block = planning.bucket(&self.bucket)?.public_access_block.ok_or_else(|| {
            let message = "The public access block configuration was not found";
            Refusal::new(ErrorCode::NoSuchPublicAccessBlockConfiguration, message).member("Bucket")
        })?;
        let configuration = PublicAccessBlockConfiguration {
            block_public_acls: Some(block.block_public_acls),
            ignore_public_acls: Some(block.ignore_public_acls),
            block_public_policy: Some(block.block_public_policy),
            restrict_public_buckets: Some(block.restrict_public_buckets),
        };
        Ok(answer(json!({"PublicAccessBlockConfiguration": configuration})))
    }
}

impl<'a> Planning<'a> {
    /// The bucket of this name.
    pub(super) fn bucket(&self, name: &str) -> Result<&'a Bucket, Refusal> {
        self.account.bucket(name).ok_or_else(|| {
            if self.account.is_partners_bucket(name) {
                let refusal = Refusal::new(ErrorCode::InvalidInput, "What the other account has is read from here, and not changed.");
                return refusal.member("Bucket");
            }
            Refusal::no_such_bucket()
        })
    }
}

/// S3's rules for names of general purpose buckets.
fn is_bucket_name(name: &str) -> bool {
    let is_edge = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let bytes = name.as_bytes();
    let is_address = name.split('.').count() == 4 && name.split('.').all(|part| part.parse::<u8>().is_ok());
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(byte))
        && is_edge(bytes.first())
        && is_edge(bytes.last())
        && !name.contains("..")
        && !is_address
        && !["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|start| name.starts_with(start))
        && !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_buckets_are_those_that_s3_takes() {
        for name in ["reports", "a-b.c", "123", &"x".repeat(63), "logs.2026"] {
            assert!(is_bucket_name(name), "{name}");
        }
        for name in
            ["ab", "Reports", "re_ports", "-a1", "a1-", "a..b", "192.168.1.2", "xn--abc", "a-s3alias", &"x".repeat(64), "bücket", "a\nb"]
        {
            assert!(!is_bucket_name(name), "{name}");
        }
    }
}
