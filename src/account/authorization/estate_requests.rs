//! What the operations of the practice estate ask for: their resources, condition keys of their own, and the roles that they
//! hand over.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind, Role};
use crate::account::estate::HOME_REGION;
use crate::account::operation::{InstanceProfileSpecification, KeyTag, Operation, StartInstances, StopInstances, Tag, TerminateInstances};
use crate::policy::request::Value;

impl Account {
    /// The ARNs of the resources of a type, as the service reference names types, that an operation of the estate is about.
    pub(super) fn estate_resources(&self, operation: &Operation, kind: &str) -> Vec<String> {
        match operation {
            Operation::StartInstances(StartInstances { instance_ids })
            | Operation::StopInstances(StopInstances { instance_ids })
            | Operation::TerminateInstances(TerminateInstances { instance_ids })
                if kind == "instance" =>
            {
                instance_ids.iter().map(|id| self.resource_arn(&ResourceKey::new(ResourceKind::Instance, id))).collect()
            }
            _ => self.estate_resource(operation, kind).into_iter().collect(),
        }
    }

    fn estate_resource(&self, operation: &Operation, kind: &str) -> Option<String> {
        let named = |kind, name: &str| Some(self.resource_arn(&ResourceKey::new(kind, name)));
        let id = format!("arn:aws:{}:{HOME_REGION}:{}", operation.spec().service, self.id());
        match (kind, operation) {
            ("bucket" | "object", _) => bucket_and_key(operation, kind).map(|name| format!("arn:aws:s3:::{name}")),
            ("queue", _) => {
                named(ResourceKind::Queue, text(operation, "QueueUrl").or_else(|| text(operation, "QueueName"))?.rsplit('/').next()?)
            }
            ("table", _) => named(ResourceKind::Table, text(operation, "TableName")?.rsplit('/').next()?),
            ("function", _) => named(ResourceKind::Function, text(operation, "FunctionName")?.rsplit(':').next()?),
            ("instance", Operation::RunInstances(_)) => Some(format!("{id}:instance/*")),
            ("image", Operation::RunInstances(run)) => Some(format!("arn:aws:ec2:{HOME_REGION}::image/{}", run.image_id.as_deref()?)),
            ("instance", Operation::DisassociateIamInstanceProfile(op)) => {
                self.instance_associated(&op.association_id).map(|instance| self.resource_arn(&instance.resource()))
            }
            ("instance", _) => named(ResourceKind::Instance, text(operation, "InstanceId")?),
            ("alias", _) => text(operation, "AliasName").map(|name| format!("{id}:{name}")),
            // What is missing has no policy that could say anything: the service says that it is missing.
            ("key", Operation::Decrypt(op)) => named(ResourceKind::Key, &self.kms_key(op.ciphertext_blob.split(':').nth(1)?)?.id),
            ("key", _) => {
                let given = text(operation, "KeyId").or_else(|| text(operation, "TargetKeyId"))?;
                named(ResourceKind::Key, &self.kms_key_named(given)?.id)
            }
            ("Secret", Operation::CreateSecret(op)) => Some(format!("{id}:secret:{}", op.name)),
            ("Secret", _) => {
                let given = text(operation, "SecretId")?;
                if given.starts_with("arn:") { Some(given.to_owned()) } else { named(ResourceKind::Secret, given) }
            }
            _ => None,
        }
    }

    /// The role that an operation of the estate hands over, and the service that takes it.
    pub(super) fn passed_in_estate(&self, operation: &Operation) -> Option<(&Role, &'static str)> {
        let in_profile = |named: &InstanceProfileSpecification| {
            let by_name = || self.instance_profile_named(named.name.as_deref()?);
            let profile = named.arn.as_deref().and_then(|arn| self.instance_profile_with_arn(arn)).or_else(by_name)?;
            self.role_in_profile(profile.id)
        };
        let of_arn = |arn: &str| self.role_named(arn.rsplit('/').next()?).filter(|role| self.role_arn(role) == arn);
        match operation {
            Operation::RunInstances(run) => Some((in_profile(run.iam_instance_profile.as_ref()?)?, "ec2.amazonaws.com")),
            Operation::AssociateIamInstanceProfile(op) => Some((in_profile(&op.iam_instance_profile)?, "ec2.amazonaws.com")),
            Operation::CreateFunction(op) => Some((of_arn(&op.role)?, "lambda.amazonaws.com")),
            Operation::UpdateFunctionConfiguration(op) => Some((of_arn(op.role.as_deref()?)?, "lambda.amazonaws.com")),
            _ => None,
        }
    }
}

/// The condition keys of the operations of the estate beside tags.
pub(super) fn estate_keys(operation: &Operation) -> Option<(String, Value)> {
    let (key, value) = match operation {
        Operation::ListObjectsV2(list) => ("s3:delimiter", list.delimiter.as_ref()?),
        Operation::RunInstances(run) => ("ec2:InstanceType", run.instance_type.as_ref()?),
        Operation::AddPermission(add) => ("lambda:Principal", &add.principal),
        _ => return None,
    };
    Some((key.to_owned(), Value::Single(value.clone())))
}

/// The tags that an operation gives in a spelling of its service's own.
pub(super) fn estate_tags(operation: &Operation) -> Vec<Tag> {
    let of_map = |map: &Option<BTreeMap<String, String>>| -> Vec<Tag> {
        map.iter().flatten().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
    };
    match operation {
        Operation::CreateQueue(op) => of_map(&op.tags),
        Operation::CreateFunction(op) => of_map(&op.tags),
        Operation::RunInstances(op) => {
            op.tag_specifications.iter().flatten().flat_map(|specification| specification.tags.iter().flatten().cloned()).collect()
        }
        Operation::CreateKey(op) => {
            let of_kms =
                |tag: &KeyTag| Tag { key: tag.tag_key.clone().unwrap_or_default(), value: tag.tag_value.clone().unwrap_or_default() };
            op.tags.iter().flatten().map(of_kms).collect()
        }
        _ => Vec::new(),
    }
}

/// `bucket`, or `bucket/key`.
fn bucket_and_key(operation: &Operation, kind: &str) -> Option<String> {
    let bucket = text(operation, "Bucket")?;
    if kind == "bucket" { Some(bucket.to_owned()) } else { Some(format!("{bucket}/{}", text(operation, "Key")?)) }
}

/// A member that is a text.
fn text<'o>(operation: &'o Operation, member: &str) -> Option<&'o str> {
    operation.members().into_iter().find(|(known, _)| known.name == member).and_then(|(_, value)| match value {
        crate::account::operation::Value::Text(text) => Some(text),
        _ => None,
    })
}
