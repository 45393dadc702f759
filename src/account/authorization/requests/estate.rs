//! What the operations of the practice estate ask for: their resources, condition keys of their own, and the roles that they
//! hand over.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::asked::{PassedRole, text_of};
use crate::account::Account;
use crate::account::entity::{EC2, InstanceProfile, LAMBDA, ResourceKey, ResourceKind};
use crate::account::estate::HOME_REGION;
use crate::account::operation::{
    CreateTags, DeleteItem, DeleteTags, GetItem, InstanceProfileSpecification, KeyTag, Operation, PutItem, StartInstances, StopInstances,
    Tag, TagSpecification, TagToDelete, TerminateInstances,
};
use crate::policy::request::Value;

impl Account {
    /// The ARNs of the resources of a type, as the service reference names types, that an operation of the estate is about.
    pub(super) fn estate_resources(&self, operation: &Operation, kind: &str) -> Vec<String> {
        match operation {
            Operation::StartInstances(StartInstances { instance_ids })
            | Operation::StopInstances(StopInstances { instance_ids })
            | Operation::TerminateInstances(TerminateInstances { instance_ids })
            | Operation::CreateTags(CreateTags { resources: instance_ids, .. })
            | Operation::DeleteTags(DeleteTags { resources: instance_ids, .. })
                if kind == "instance" =>
            {
                instance_ids.iter().map(|id| self.resource_arn(&ResourceKey::new(ResourceKind::Instance, id))).collect()
            }
            _ => self.estate_resource(operation, kind).into_iter().collect(),
        }
    }

    fn estate_resource(&self, operation: &Operation, kind: &str) -> Option<String> {
        let named = |kind, name: &str| Some(self.resource_arn(&ResourceKey::new(kind, name)));
        let of_service = |resource: &str| Some(self.estate_arn(operation.spec().service, resource));
        match (kind, operation) {
            ("bucket" | "object", _) => bucket_and_key(operation, kind).map(|name| format!("arn:aws:s3:::{name}")),
            ("queue", _) => {
                named(ResourceKind::Queue, text_of(operation, "QueueUrl").or_else(|| text_of(operation, "QueueName"))?.rsplit('/').next()?)
            }
            ("table", _) => named(
                ResourceKind::Table,
                text_of(operation, "TableName").or_else(|| text_of(operation, "ResourceArn"))?.rsplit('/').next()?,
            ),
            ("function", _) => named(
                ResourceKind::Function,
                text_of(operation, "FunctionName").or_else(|| text_of(operation, "Resource"))?.rsplit(':').next()?,
            ),
            ("instance" | "subnet" | "network-interface" | "security-group" | "volume", Operation::RunInstances(_)) => {
                of_service(&format!("{kind}/*"))
            }
            ("image", Operation::RunInstances(run)) => Some(format!("arn:aws:ec2:{HOME_REGION}::image/{}", run.image_id.as_deref()?)),
            ("instance", Operation::DisassociateIamInstanceProfile(op)) => {
                self.instance_associated(&op.association_id).map(|instance| self.resource_arn(&instance.resource()))
            }
            ("instance", Operation::ReplaceIamInstanceProfileAssociation(op)) => {
                self.instance_associated(&op.association_id).map(|instance| self.resource_arn(&instance.resource()))
            }
            ("instance", _) => named(ResourceKind::Instance, text_of(operation, "InstanceId")?),
            ("alias", _) => of_service(text_of(operation, "AliasName")?),
            ("key", Operation::DeleteAlias(op)) => {
                let alias = self.key_alias(op.alias_name.strip_prefix("alias/")?)?;
                named(ResourceKind::Key, &alias.key)
            }
            // What is missing has no policy that could say anything: the service says that it is missing.
            ("key", Operation::Decrypt(_)) => named(ResourceKind::Key, &self.kms_key(given_in_estate(operation, kind)?)?.id),
            ("key", _) => named(ResourceKind::Key, &self.kms_key_named(given_in_estate(operation, kind)?)?.id),
            ("Secret", Operation::CreateSecret(op)) => of_service(&format!("secret:{}", op.name)),
            ("Secret", _) => {
                let given = given_in_estate(operation, kind)?;
                if given.starts_with("arn:") { Some(given.to_owned()) } else { named(ResourceKind::Secret, given) }
            }
            _ => None,
        }
    }

    /// What a denial calls a key or a secret that was given and is not there: a key by the ARN that it would have.
    pub(super) fn missing_in_estate(&self, operation: &Operation, kind: &str) -> Option<String> {
        let given = given_in_estate(operation, kind)?;
        Some(match kind {
            "key" if given.starts_with("alias/") => self.estate_arn("kms", given),
            "key" if !given.starts_with("arn:") => self.estate_arn("kms", &format!("key/{given}")),
            _ => given.to_owned(),
        })
    }

    /// What a denial calls the place of a list of the estate; `None` where that is no place in particular.
    pub(super) fn place_of_estate_list(&self, operation: &Operation) -> Option<String> {
        let place = match operation {
            Operation::ListQueues(_) => "",
            Operation::ListTables(_) => "table/*",
            _ => return None,
        };
        Some(self.estate_arn(operation.spec().service, place))
    }

    /// The ARN that stands for a KMS key that is being made.
    pub(in crate::account::authorization) fn key_to_be_made(&self) -> String {
        self.resource_arn(&ResourceKey::new(ResourceKind::Key, "*"))
    }

    fn profile_specified(&self, named: &InstanceProfileSpecification) -> Option<&InstanceProfile> {
        let by_name = || self.instance_profile_named(named.name.as_deref()?);
        named.arn.as_deref().and_then(|arn| self.instance_profile_with_arn(arn)).or_else(by_name)
    }

    /// The role that an operation of the estate hands over. The role of a function is asked about as it was given: whether it is
    /// there is told only to those who may hand it over.
    pub(super) fn passed_in_estate(&self, operation: &Operation) -> Option<PassedRole> {
        let in_profile = |named: &InstanceProfileSpecification, with| {
            let role = self.role_in_profile(self.profile_specified(named)?.id)?;
            Some(PassedRole { arn: self.role_arn(role), to: EC2, with })
        };
        let to_function = |arn: &str| PassedRole { arn: arn.to_owned(), to: LAMBDA, with: self.estate_resource(operation, "function") };
        match operation {
            Operation::RunInstances(run) => in_profile(run.iam_instance_profile.as_ref()?, self.estate_resource(operation, "instance")),
            Operation::AssociateIamInstanceProfile(op) => in_profile(&op.iam_instance_profile, self.estate_resource(operation, "instance")),
            Operation::ReplaceIamInstanceProfileAssociation(op) => {
                in_profile(&op.iam_instance_profile, self.estate_resource(operation, "instance"))
            }
            Operation::CreateFunction(op) => Some(to_function(&op.role)),
            Operation::UpdateFunctionConfiguration(op) => op.role.as_deref().map(to_function),
            _ => None,
        }
    }

    /// The condition keys of the operations of the estate beside tags.
    pub(super) fn estate_keys(&self, operation: &Operation) -> Vec<(String, Value)> {
        let mut keys = Vec::new();
        let mut single = |key: &str, value: Option<String>| keys.extend(value.map(|value| (key.to_owned(), Value::Single(value))));
        let arn_of = |named: &InstanceProfileSpecification| self.profile_specified(named).map(|profile| self.instance_profile_arn(profile));
        match operation {
            Operation::ListObjectsV2(list) => single("s3:delimiter", list.delimiter.clone()),
            Operation::CreateBucket(create) => {
                single(
                    "s3:locationconstraint",
                    create.create_bucket_configuration.as_ref().and_then(|given| given.location_constraint.clone()),
                );
            }
            Operation::RunInstances(run) => {
                single("ec2:InstanceType", run.instance_type.clone());
                single("ec2:ImageID", run.image_id.clone());
                single("ec2:InstanceProfile", run.iam_instance_profile.as_ref().and_then(arn_of));
            }
            Operation::AssociateIamInstanceProfile(op) => single("ec2:NewInstanceProfile", arn_of(&op.iam_instance_profile)),
            Operation::ReplaceIamInstanceProfileAssociation(op) => single("ec2:NewInstanceProfile", arn_of(&op.iam_instance_profile)),
            Operation::ModifyInstanceAttribute(op) => {
                let attribute = op.new_type().map(|_| "InstanceType").or_else(|| op.new_user_data().map(|_| "UserData"));
                single("ec2:Attribute", attribute.map(str::to_owned));
                single("ec2:Attribute/InstanceType", op.new_type().map(str::to_owned));
            }
            Operation::RemovePermission(remove) => {
                single("lambda:Principal", self.principal_of_permission(&remove.function_name, &remove.statement_id));
            }
            Operation::AddPermission(add) => single("lambda:Principal", Some(add.principal.clone())),
            _ if operation.spec().service == "kms" => {
                // The alias that a key is called by.
                let alias = text_of(operation, "KeyId").and_then(|given| given.split_once("alias/"));
                single("kms:RequestAlias", alias.map(|(_, name)| format!("alias/{name}")));
            }
            _ => {}
        }
        keys.extend(self.item_keys(operation));
        keys
    }

    /// Whom the statement of a function's policy lets in.
    fn principal_of_permission(&self, function: &str, statement: &str) -> Option<String> {
        let function = ResourceKey::new(ResourceKind::Function, function.rsplit(':').next()?);
        let policy = self.policy_on(&function)?.as_json();
        let statements = policy["Statement"].as_array()?;
        let principal = &statements.iter().find(|found| found["Sid"] == statement)?["Principal"];
        principal.as_object().and_then(|kinds| kinds.values().next()).unwrap_or(principal).as_str().map(str::to_owned)
    }

    /// What an operation on an item tells of it: the value of its partition key, and which attributes are given.
    fn item_keys(&self, operation: &Operation) -> Vec<(String, Value)> {
        let (table, item): (&str, &Map<String, Json>) = match operation {
            Operation::PutItem(PutItem { table_name, item }) => (table_name, item),
            Operation::GetItem(GetItem { table_name, key }) | Operation::DeleteItem(DeleteItem { table_name, key }) => (table_name, key),
            _ => return Vec::new(),
        };
        let table = self.table(table.rsplit('/').next().unwrap_or_default());
        let leading = table.and_then(|table| item.get(&table.key)?.as_object()?.values().next()?.as_str());
        let attributes = ("dynamodb:Attributes".to_owned(), Value::Multi(item.keys().cloned().collect()));
        leading
            .map(|leading| ("dynamodb:LeadingKeys".to_owned(), Value::Multi(vec![leading.to_owned()])))
            .into_iter()
            .chain([attributes])
            .collect()
    }
}

/// What was given for a key or a secret. A denial calls a secret so: whether there is one of that name it doesn't tell.
pub(super) fn given_in_estate<'o>(operation: &'o Operation, kind: &str) -> Option<&'o str> {
    match (kind, operation) {
        ("key", Operation::Decrypt(op)) => op.ciphertext_blob.reveal().split(':').nth(1),
        ("key", _) => text_of(operation, "KeyId").or_else(|| text_of(operation, "TargetKeyId")),
        ("Secret", Operation::CreateSecret(op)) => Some(&op.name),
        ("Secret", _) => text_of(operation, "SecretId"),
        _ => None,
    }
}

/// The tags that an operation gives in a spelling of its service's own, to resources of a type where it makes several.
pub(super) fn estate_tags(operation: &Operation, kind: Option<&str>) -> Vec<Tag> {
    let of_map = |map: Option<&BTreeMap<String, String>>| -> Vec<Tag> {
        map.into_iter().flatten().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
    };
    let of_kms = |tag: &KeyTag| Tag { key: tag.tag_key.clone().unwrap_or_default(), value: tag.tag_value.clone().unwrap_or_default() };
    match operation {
        Operation::CreateQueue(op) => of_map(op.tags.as_ref()),
        Operation::TagQueue(op) => of_map(Some(&op.tags)),
        Operation::CreateFunction(op) => of_map(op.tags.as_ref()),
        Operation::TagFunction(op) => of_map(Some(&op.tags)),
        Operation::PutBucketTagging(op) => op.tagging.tag_set.clone().unwrap_or_default(),
        Operation::DeleteTags(op) => {
            let of_ec2 = |tag: &TagToDelete| Tag { key: tag.key.clone().unwrap_or_default(), value: tag.value.clone().unwrap_or_default() };
            op.tags.iter().flatten().map(of_ec2).collect()
        }
        Operation::RunInstances(op) => {
            let is_meant = |specification: &&TagSpecification| kind.is_none_or(|kind| specification.resource_type.as_deref() == Some(kind));
            let meant = op.tag_specifications.iter().flatten().filter(is_meant);
            meant.flat_map(|specification| specification.tags.iter().flatten().cloned()).collect()
        }
        Operation::CreateKey(op) => op.tags.iter().flatten().map(of_kms).collect(),
        Operation::TagKey(op) => op.tags.iter().map(of_kms).collect(),
        _ => Vec::new(),
    }
}

/// `bucket`, or `bucket/key`.
fn bucket_and_key(operation: &Operation, kind: &str) -> Option<String> {
    let bucket = text_of(operation, "Bucket")?;
    if kind == "bucket" { Some(bucket.to_owned()) } else { Some(format!("{bucket}/{}", text_of(operation, "Key")?)) }
}
