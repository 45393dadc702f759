//! What the operations of the practice estate do, each in a short sentence.

use std::collections::BTreeMap;

use super::names::keys;
use crate::account::operation::Operation;

/// The last part of a URL or ARN.
fn short(name: &str) -> &str {
    name.rsplit(['/', ':']).next().unwrap_or(name)
}

fn changes(attributes: &BTreeMap<String, String>) -> String {
    attributes.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The sentence, as an order; `None` for other operations.
pub(super) fn sentence(operation: &Operation) -> Option<String> {
    Some(match operation {
        Operation::CreateBucket(op) => format!("Create bucket {}", op.bucket),
        Operation::DeleteBucket(op) => format!("Delete bucket {}", op.bucket),
        Operation::PutObject(op) => format!("Put object {} into bucket {}", op.key, op.bucket),
        Operation::GetObject(op) => format!("Read object {} of bucket {}", op.key, op.bucket),
        Operation::ListObjectsV2(op) => format!("List bucket {}", op.bucket),
        Operation::GetItem(op) => format!("Read an item of table {}", short(&op.table_name)),
        Operation::Scan(op) => format!("Read table {}", short(&op.table_name)),
        Operation::ReceiveMessage(op) => format!("Receive messages from queue {}", short(&op.queue_url)),
        Operation::GetSecretValue(op) => format!("Read secret {}", short(&op.secret_id)),
        Operation::DeleteObject(op) => format!("Delete object {} from bucket {}", op.key, op.bucket),
        Operation::PutBucketPolicy(op) => format!("Set the policy of bucket {}", op.bucket),
        Operation::DeleteBucketPolicy(op) => format!("Delete the policy of bucket {}", op.bucket),
        Operation::PutPublicAccessBlock(op) => format!("Set the public access block of bucket {}", op.bucket),
        Operation::RunInstances(op) => match op.max_count.unwrap_or(1) {
            1 => "Launch an instance".into(),
            several => format!("Launch {several} instances"),
        },
        Operation::StartInstances(op) => format!("Start {}", op.instance_ids.join(", ")),
        Operation::StopInstances(op) => format!("Stop {}", op.instance_ids.join(", ")),
        Operation::TerminateInstances(op) => format!("Terminate {}", op.instance_ids.join(", ")),
        Operation::AssociateIamInstanceProfile(op) => {
            let profile = &op.iam_instance_profile;
            let named = profile.name.as_deref().or(profile.arn.as_deref()).unwrap_or_default();
            format!("Give {} the instance profile {}", op.instance_id, short(named))
        }
        Operation::DisassociateIamInstanceProfile(op) => format!("Remove the instance profile association {}", op.association_id),
        Operation::ReplaceIamInstanceProfileAssociation(op) => {
            let profile = &op.iam_instance_profile;
            let named = profile.name.as_deref().or(profile.arn.as_deref()).unwrap_or_default();
            format!("Put the instance profile {} in the place of the one of {}", short(named), op.association_id)
        }
        Operation::ModifyInstanceAttribute(op) => match op.new_type() {
            Some(to) => format!("Change the type of {} to {to}", op.instance_id),
            None => format!("Set the user data of {}", op.instance_id),
        },
        Operation::CreateQueue(op) => format!("Create queue {}", op.queue_name),
        Operation::SendMessage(op) => format!("Send a message to queue {}", short(&op.queue_url)),
        Operation::DeleteMessage(op) => format!("Delete a message from queue {}", short(&op.queue_url)),
        Operation::DeleteQueue(op) => format!("Delete queue {}", short(&op.queue_url)),
        Operation::SetQueueAttributes(op) => format!("Set {} of queue {}", changes(&op.attributes), short(&op.queue_url)),
        Operation::CreateTable(op) => format!("Create table {}", op.table_name),
        Operation::PutItem(op) => format!("Put an item into table {}", short(&op.table_name)),
        Operation::DeleteItem(op) => format!("Delete an item from table {}", short(&op.table_name)),
        Operation::DeleteTable(op) => format!("Delete table {}", short(&op.table_name)),
        Operation::CreateFunction(op) => format!("Create function {} with role {}", op.function_name, short(&op.role)),
        Operation::UpdateFunctionConfiguration(op) => match &op.role {
            Some(role) => format!("Give function {} the role {}", short(&op.function_name), short(role)),
            None => format!("Change function {}", short(&op.function_name)),
        },
        Operation::DeleteFunction(op) => format!("Delete function {}", short(&op.function_name)),
        Operation::AddPermission(op) => format!("Let {} use function {}", op.principal, short(&op.function_name)),
        Operation::RemovePermission(op) => {
            format!("Remove statement {} from the policy of function {}", op.statement_id, short(&op.function_name))
        }
        Operation::CreateKey(_) => "Create a KMS key".into(),
        Operation::PutKeyPolicy(op) => format!("Set the policy of key {}", short(&op.key_id)),
        Operation::CreateAlias(op) => format!("Give key {} the name {}", short(&op.target_key_id), op.alias_name),
        Operation::DeleteAlias(op) => format!("Delete the key's name {}", op.alias_name),
        Operation::CancelKeyDeletion(op) => format!("Cancel the deletion of key {}", short(&op.key_id)),
        Operation::EnableKey(op) => format!("Enable key {}", short(&op.key_id)),
        Operation::DisableKey(op) => format!("Disable key {}", short(&op.key_id)),
        Operation::ScheduleKeyDeletion(op) => format!("Delete key {} after some days", short(&op.key_id)),
        Operation::CreateSecret(op) => format!("Create secret {}", op.name),
        Operation::PutSecretValue(op) => format!("Set the value of secret {}", op.secret_id),
        Operation::DeleteSecret(op) => format!("Delete secret {}", op.secret_id),
        Operation::RestoreSecret(op) => format!("Restore secret {}", op.secret_id),
        Operation::PutResourcePolicy(op) => format!("Set the policy of secret {}", op.secret_id),
        _ => return tagging(operation),
    })
}

/// The sentences about tags.
fn tagging(operation: &Operation) -> Option<String> {
    Some(match operation {
        Operation::PutBucketTagging(op) => {
            format!("Set the tags {} of bucket {}", keys(op.tagging.tag_set.as_deref().unwrap_or_default()), op.bucket)
        }
        Operation::DeleteBucketTagging(op) => format!("Remove all tags from bucket {}", op.bucket),
        Operation::CreateTags(op) => format!("Tag {} with {}", op.resources.join(", "), keys(&op.tags)),
        Operation::DeleteTags(op) => {
            let named = op.tags.iter().flatten().filter_map(|tag| tag.key.as_deref()).collect::<Vec<_>>().join(", ");
            let which = if named.is_empty() { "all tags".to_owned() } else { format!("the tags {named}") };
            format!("Remove {which} from {}", op.resources.join(", "))
        }
        Operation::TagQueue(op) => format!("Tag queue {} with {}", short(&op.queue_url), changes(&op.tags)),
        Operation::UntagQueue(op) => format!("Remove the tags {} from queue {}", op.tag_keys.join(", "), short(&op.queue_url)),
        Operation::TagTable(op) => format!("Tag table {} with {}", short(&op.resource_arn), keys(&op.tags)),
        Operation::UntagTable(op) => format!("Remove the tags {} from table {}", op.tag_keys.join(", "), short(&op.resource_arn)),
        Operation::TagFunction(op) => format!("Tag function {} with {}", short(&op.resource), changes(&op.tags)),
        Operation::UntagFunction(op) => format!("Remove the tags {} from function {}", op.tag_keys.join(", "), short(&op.resource)),
        Operation::TagKey(op) => {
            let named = op.tags.iter().filter_map(|tag| tag.tag_key.as_deref()).collect::<Vec<_>>().join(", ");
            format!("Tag key {} with {named}", short(&op.key_id))
        }
        Operation::UntagKey(op) => format!("Remove the tags {} from key {}", op.tag_keys.join(", "), short(&op.key_id)),
        Operation::TagSecret(op) => format!("Tag secret {} with {}", op.secret_id, keys(&op.tags)),
        Operation::UntagSecret(op) => format!("Remove the tags {} from secret {}", op.tag_keys.join(", "), op.secret_id),
        _ => return None,
    })
}
