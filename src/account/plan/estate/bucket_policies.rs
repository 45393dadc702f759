//! The policies of S3 buckets.

use serde_json::json;

use super::answer;
use crate::account::entity::{EntityKey, PolicyOn};
use crate::account::estate::is_public;
use crate::account::operation::{DeleteBucketPolicy, GetBucketPolicy, PutBucketPolicy};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::policy::document::{Document, INVALID_PRINCIPAL};
use crate::policy::lint::{applies_nowhere, unknown_action};

impl Plan for PutBucketPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?;
        let (policy, document) = planning
            .resource_document("Policy", &self.policy, (ErrorCode::MalformedPolicy, INVALID_PRINCIPAL))
            .map_err(|refusal| in_s3_words(&self.policy, refusal))?;
        check_actions(&self.policy, &document)?;
        check_resources(&document, &bucket.name)?;
        if let Some(finding) = applies_nowhere(&self.policy) {
            let refusal =
                Refusal::new(ErrorCode::MalformedPolicy, "Action does not apply to any resource(s) in statement").member("Policy");
            return Err(refusal.remedy(finding.message));
        }
        if is_public(&document) && bucket.public_access_block.is_some_and(|block| block.block_public_policy) {
            let message = format!(
                "User: {} is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::{}\" because public policies are \
                 prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
                planning.account.asker_arn(&planning.caller.who).unwrap_or_default(),
                bucket.name
            );
            let remedy = "A statement allows everyone. Name whom you mean, or turn BlockPublicPolicy off with PutPublicAccessBlock first.";
            return Err(Refusal::new(ErrorCode::AccessDenied, message).member("Policy").remedy(remedy));
        }
        planning.put(PolicyOn { resource: bucket.resource(), document: policy });
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetBucketPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?;
        let policy = planning.account.policy_on(&bucket.resource()).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchBucketPolicy, "The bucket policy does not exist").member("Bucket");
            refusal.remedy("The bucket has no policy: only the account's own principals can be let in, by their policies.")
        })?;
        Ok(answer(json!({"Policy": policy.as_str()})))
    }
}

impl Plan for DeleteBucketPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let bucket = planning.bucket(&self.bucket)?;
        planning.remove(&EntityKey::PolicyOn(bucket.resource()));
        Ok(Reply::Nothing {})
    }
}

const INVALID_ACTION: &str = "Policy has invalid action";
const INVALID_RESOURCE: &str = "Policy has invalid resource";

/// S3 has words of its own for what is no JSON, no action and no resource.
fn in_s3_words(policy: &str, refusal: Refusal) -> Refusal {
    let begins = |starts: &[&str]| starts.iter().any(|start| refusal.message.starts_with(start));
    let message = match &*refusal.message {
        _ if !policy.starts_with('{') => "Policies must be valid JSON and the first byte must be '{'",
        "This policy contains invalid Json" => "Policies must be valid JSON and the first byte must be '{'",
        "Policy statement must contain actions." => "Missing required field Action",
        "Policy statement must contain resources." => "Missing required field Resource",
        _ if begins(&["Actions/Condition", "Vendor "]) => INVALID_ACTION,
        _ if begins(&["Resource ", "Partition ", "IAM resource "]) => INVALID_RESOURCE,
        _ => return refusal,
    };
    Refusal { message: message.into(), ..refusal }
}

/// A bucket's policy is about actions of S3 that there are.
fn check_actions(policy: &str, document: &Document) -> Result<(), Refusal> {
    let is_of_s3 = |action: &str| action == "*" || action.split_once(':').is_some_and(|(service, _)| service.eq_ignore_ascii_case("s3"));
    let mut actions = document.statements.iter().flat_map(|statement| &statement.actions).flat_map(|actions| &actions.entries);
    let remedy = match actions.find(|action| !is_of_s3(&action.value)) {
        Some(other) => format!("{} is no action of S3, which a bucket's policy is about.", other.value),
        None => match unknown_action(policy) {
            Some(finding) => finding.message,
            None => return Ok(()),
        },
    };
    Err(Refusal::new(ErrorCode::MalformedPolicy, INVALID_ACTION).member("Policy").remedy(remedy))
}

/// A bucket's policy is about the bucket and what is in it.
fn check_resources(document: &Document, bucket: &str) -> Result<(), Refusal> {
    let own = format!("arn:aws:s3:::{bucket}");
    let is_own = |text: &str| text.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '*']));
    let mut resources = document.statements.iter().flat_map(|statement| &statement.resources).flat_map(|resources| &resources.entries);
    if resources.all(|resource| is_own(&resource.value)) {
        return Ok(());
    }
    let refusal = Refusal::new(ErrorCode::MalformedPolicy, INVALID_RESOURCE).member("Policy");
    Err(refusal.remedy(format!("The resources of this policy are the bucket, {own}, and its objects, {own}/*.")))
}
