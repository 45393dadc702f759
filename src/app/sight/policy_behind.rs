//! Which policy of a resource it is that a change of the resource gives or takes something by.

use crate::account::operation::{GetBucketPolicy, GetFunctionPolicy, GetKeyPolicy, GetQueueAttributes, GetResourcePolicy, Operation};

/// What reads the policy of the resource that an operation changes, where what the operation gives and takes follows from it.
pub fn policy_behind(operation: &Operation) -> Option<Operation> {
    let bucket = |bucket: &String| GetBucketPolicy { bucket: bucket.clone() }.into();
    let function = |name: &String| GetFunctionPolicy { function_name: name.clone() }.into();
    let queue = |url: &String| GetQueueAttributes { queue_url: url.clone(), attribute_names: None }.into();
    let key = |id: &String| GetKeyPolicy { key_id: id.clone(), policy_name: None }.into();
    let secret = |id: &String| GetResourcePolicy { secret_id: id.clone() }.into();
    Some(match operation {
        Operation::PutBucketPolicy(op) => bucket(&op.bucket),
        Operation::DeleteBucketPolicy(op) => bucket(&op.bucket),
        Operation::PutPublicAccessBlock(op) => bucket(&op.bucket),
        Operation::DeleteBucket(op) => bucket(&op.bucket),
        Operation::AddPermission(op) => function(&op.function_name),
        Operation::RemovePermission(op) => function(&op.function_name),
        Operation::DeleteFunction(op) => function(&op.function_name),
        Operation::SetQueueAttributes(op) => queue(&op.queue_url),
        Operation::DeleteQueue(op) => queue(&op.queue_url),
        Operation::PutKeyPolicy(op) => key(&op.key_id),
        Operation::EnableKey(op) => key(&op.key_id),
        Operation::DisableKey(op) => key(&op.key_id),
        Operation::ScheduleKeyDeletion(op) => key(&op.key_id),
        Operation::CancelKeyDeletion(op) => key(&op.key_id),
        Operation::PutResourcePolicy(op) => secret(&op.secret_id),
        Operation::DeleteSecret(op) => secret(&op.secret_id),
        Operation::RestoreSecret(op) => secret(&op.secret_id),
        _ => return None,
    })
}
