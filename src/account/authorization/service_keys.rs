//! The condition keys that services of the estate send of their own: how a request comes, and what the resource is like that it is
//! about. Those that an operation's members give stand with the operation.

use super::Asker;
use super::context::Provenance;
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::estate::HOME_ZONE;
use crate::catalog::{SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::request::{Action, CallerKind, Value};

/// What is so of every instance here.
pub(super) const OF_INSTANCES: [(&str, &str); 4] =
    [("ec2:AvailabilityZone", HOME_ZONE), ("ec2:EbsOptimized", "false"), ("ec2:RootDeviceType", "ebs"), ("ec2:Tenancy", "default")];

/// What is so of every KMS key here.
pub(super) const OF_KEYS: [(&str, &str); 4] =
    [("kms:KeyOrigin", "AWS_KMS"), ("kms:KeySpec", "SYMMETRIC_DEFAULT"), ("kms:KeyUsage", "ENCRYPT_DECRYPT"), ("kms:MultiRegion", "false")];

/// A key, its value, and where that comes from.
type Told = (Provenance, &'static str, Value);

impl Account {
    /// What the action's service tells, as far as the service reference has it that the action does. `owner` is the account of the
    /// resource.
    pub(super) fn service_keys(&self, asker: &Asker, action: &Action, of: Option<&ResourceKey>, region: &str, owner: &str) -> Vec<Told> {
        let single = |from, key, value: &str| (from, key, Value::Single(value.to_owned()));
        let mut told: Vec<Told> = match action.service() {
            "s3" => {
                let signed = [("s3:authType", "REST-HEADER"), ("s3:signatureversion", "AWS4-HMAC-SHA256")];
                let is_signed = !matches!(asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous);
                let network = signed.into_iter().filter(|_| is_signed).chain([("s3:TlsVersion", "1.3")]);
                let network = network.map(|(key, value)| single(Provenance::Network, key, value));
                network.chain([single(Provenance::Resource, "s3:ResourceAccount", owner)]).collect()
            }
            "ec2" => vec![single(Provenance::Network, "ec2:Region", region)],
            "kms" => Vec::new(),
            _ => return Vec::new(),
        };
        told.extend(of.into_iter().flat_map(|key| self.keys_of_resource(key)).map(|(key, value)| (Provenance::Resource, key, value)));
        let Some((service, action)) = SERVICE_REFERENCE.action(action.text()) else { return Vec::new() };
        told.retain(|(_, key, _)| sends(service, action, key));
        told
    }

    /// What a resource is like.
    fn keys_of_resource(&self, ResourceKey { kind, name }: &ResourceKey) -> Vec<(&'static str, Value)> {
        let all = |table: &[(&'static str, &str)]| table.iter().map(|(key, value)| (*key, Value::Single((*value).to_owned()))).collect();
        let mut keys: Vec<(&'static str, Value)> = match kind {
            ResourceKind::Instance => all(&OF_INSTANCES),
            ResourceKind::Key => all(&OF_KEYS),
            _ => Vec::new(),
        };
        if let Some(instance) = self.instance(name).filter(|_| *kind == ResourceKind::Instance) {
            keys.push(("ec2:InstanceID", Value::Single(instance.id.clone())));
            keys.push(("ec2:InstanceType", Value::Single(instance.instance_type.clone())));
            let profile = instance.profile.as_ref().map(|profile| self.passed_profile_arn(profile));
            keys.extend(profile.map(|arn| ("ec2:InstanceProfile", Value::Single(arn))));
        }
        if *kind == ResourceKind::Key {
            let aliases = self.key_aliases().filter(|alias| alias.key == *name).map(|alias| format!("alias/{}", alias.name));
            keys.push(("kms:ResourceAliases", Value::Multi(aliases.collect())));
        }
        keys
    }
}

/// Whether the action sends a key: its own, or that of a type of resource that it is about.
fn sends(service: &Service, action: &ServiceAction, key: &str) -> bool {
    let of_type = |name: &str| service.resource_type(name).map_or(&[][..], |kind| &kind.condition_keys);
    action.condition_keys.contains(&key)
        || action.resources.iter().any(|kind| kind.condition_keys.contains(&key) || of_type(kind.resource_type).contains(&key))
}
