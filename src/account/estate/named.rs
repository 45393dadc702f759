//! The operation that an action on a resource is, where the resource's ARN names all that the operation needs.

use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::account::operation::{Member, OPERATIONS, Operation, OperationSpec};
use crate::policy::request::Arn;

impl Account {
    /// The operation of the estate, or of STS, that an action on a resource is; `None` where it needs more than the resource.
    pub(super) fn operation_on(&self, action: &str, resource: &str) -> Option<Operation> {
        let spec = operation_of(action).filter(|spec| spec.is_of_aws() && spec.service != "iam")?;
        let arn = Arn::parse(resource).ok();
        let named = |member: &Member| arn.and_then(|arn| self.named_by(spec, member, arn, resource));
        let mut members = Map::new();
        for member in spec.members {
            match named(member) {
                Some(value) => drop(members.insert(member.name.to_owned(), value)),
                None if member.required => return None,
                None => {}
            }
        }
        Operation::from_json(spec.id, Value::Object(members))?.ok()
    }

    /// What an ARN says for a member of an operation.
    fn named_by(&self, spec: &OperationSpec, member: &Member, arn: Arn<'_>, text: &str) -> Option<Value> {
        let behind = |kind: &str| arn.resource.strip_prefix(kind).map(|name| json!(name));
        match (spec.service, member.name) {
            ("s3", "Bucket") => arn.resource.split('/').next().map(|bucket| json!(bucket)),
            ("s3", "Key") => arn.resource.split_once('/').map(|(_, key)| json!(key)),
            ("sqs", "QueueName") => Some(json!(arn.resource)),
            ("sqs", "QueueUrl") => Some(json!(self.queue_url(arn.resource))),
            ("lambda", "FunctionName") => behind("function:"),
            ("lambda", "Resource") | ("dynamodb", "ResourceArn") | ("secretsmanager", "SecretId") => Some(json!(text)),
            ("dynamodb", "TableName") => behind("table/"),
            ("ec2", "InstanceId") => behind("instance/"),
            ("ec2", "InstanceIds") => behind("instance/").map(|id| json!([id])),
            ("kms", "KeyId") => behind("key/"),
            _ => None,
        }
    }
}

/// The operation that an action is, where one is. Of several, the one that is called as the action.
pub fn operation_of(action: &str) -> Option<&'static OperationSpec> {
    let all = || OPERATIONS.iter().copied().filter(|spec| spec.action().eq_ignore_ascii_case(action));
    let is_named = |spec: &&OperationSpec| action.split_once(':').is_some_and(|(_, name)| name.eq_ignore_ascii_case(spec.name));
    all().find(is_named).or_else(|| all().next())
}

/// The action that an operation asks for, where the operation was named in its place: `lambda:Invoke` asks for
/// `lambda:InvokeFunction`.
pub fn action_of(operation: &str) -> Option<String> {
    let (service, name) = operation.split_once(':')?;
    let is_it = |spec: &&&OperationSpec| spec.service.eq_ignore_ascii_case(service) && spec.name.eq_ignore_ascii_case(name);
    OPERATIONS.iter().find(is_it).map(|spec| spec.action()).filter(|action| !action.eq_ignore_ascii_case(operation))
}

#[cfg(test)]
mod tests {
    use super::action_of;

    #[test]
    fn an_operation_is_told_by_the_action_that_it_asks_for() {
        assert_eq!(action_of("lambda:invoke").as_deref(), Some("lambda:InvokeFunction"));
        assert_eq!(action_of("s3:ListBuckets").as_deref(), Some("s3:ListAllMyBuckets"));
        for action in ["s3:GetObject", "lambda:InvokeFunction", "s3:Nothing", "s3"] {
            assert_eq!(action_of(action), None, "{action}");
        }
    }
}
