//! What the operations of the practice estate do, each in a short sentence.

use std::collections::BTreeMap;

use super::Operation;

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
        Operation::ScheduleKeyDeletion(op) => format!("Delete key {} after some days", short(&op.key_id)),
        Operation::CreateSecret(op) => format!("Create secret {}", op.name),
        Operation::PutSecretValue(op) => format!("Set the value of secret {}", op.secret_id),
        Operation::DeleteSecret(op) => format!("Delete secret {}", op.secret_id),
        Operation::PutResourcePolicy(op) => format!("Set the policy of secret {}", op.secret_id),
        _ => return None,
    })
}
