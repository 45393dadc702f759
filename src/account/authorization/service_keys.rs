//! The condition keys that services of the estate send of their own: how a request comes, and what the resource is like that it is
//! about. Those that an operation's members give stand with the operation.

use super::Asker;
use super::context::Provenance;
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::estate::{DEFAULT_INSTANCE_TYPE, HOME_ZONE};
use crate::catalog::{ActionResource, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::policy::request::{Action, CallerKind, Resource, Value};

/// What is so of every instance here.
const OF_INSTANCES: [(&str, &str); 4] =
    [("ec2:AvailabilityZone", HOME_ZONE), ("ec2:EbsOptimized", "false"), ("ec2:RootDeviceType", "ebs"), ("ec2:Tenancy", "default")];

/// What is so of every KMS key here.
const OF_KEYS: [(&str, &str); 4] =
    [("kms:KeyOrigin", "AWS_KMS"), ("kms:KeySpec", "SYMMETRIC_DEFAULT"), ("kms:KeyUsage", "ENCRYPT_DECRYPT"), ("kms:MultiRegion", "false")];

/// What sets a boundary tells that one, and not the one that is there.
const GIVING_BOUNDARIES: [&str; 4] = ["createrole", "createuser", "putrolepermissionsboundary", "putuserpermissionsboundary"];

/// A key, its value, and where that comes from.
type Told = (Provenance, &'static str, Value);

impl Account {
    /// What the action's service tells, as far as the service reference has it that the action does. Of what a request does not say it is
    /// what it comes to then.
    pub(super) fn service_keys(
        &self,
        asker: &Asker,
        action: &Action,
        of: (&Resource, Option<&ResourceKey>),
        region: (Provenance, &str),
    ) -> Vec<Told> {
        let ((resource, held), (of_region, region)) = (of, region);
        let single = |from, key, value: &str| (from, key, Value::Single(value.to_owned()));
        let all =
            |table: &[(&'static str, &str)]| table.iter().map(|(key, value)| single(Provenance::Request, *key, value)).collect::<Vec<_>>();
        let mut told: Vec<Told> = match action.service() {
            "s3" => {
                let signed = [("s3:authType", "REST-HEADER"), ("s3:signatureversion", "AWS4-HMAC-SHA256")];
                let is_signed = !matches!(asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous);
                let network = signed.into_iter().filter(|_| is_signed).chain([("s3:TlsVersion", "1.3")]);
                let network = network.map(|(key, value)| single(Provenance::Network, key, value));
                network.chain([single(Provenance::Resource, "s3:ResourceAccount", &self.account_of(resource))]).collect()
            }
            "ec2" => {
                let mut told = vec![single(of_region, "ec2:Region", region)];
                if action.name() == "runinstances" {
                    told.extend(all(&OF_INSTANCES));
                    told.push(single(Provenance::Request, "ec2:InstanceType", DEFAULT_INSTANCE_TYPE));
                }
                told
            }
            "kms" if action.name() == "createkey" || resource.text() == self.key_to_be_made() => all(&OF_KEYS),
            // All keys here are symmetric.
            "kms" => vec![single(Provenance::Resource, "kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT")],
            // Without a projection, all attributes are read.
            "dynamodb" => vec![single(Provenance::Request, "dynamodb:Select", "ALL_ATTRIBUTES")],
            "iam" if !GIVING_BOUNDARIES.contains(&action.name()) => {
                let boundary = self.boundary_of_subject(resource);
                boundary.map(|arn| single(Provenance::Resource, "iam:PermissionsBoundary", &arn)).into_iter().collect()
            }
            _ => return Vec::new(),
        };
        told.extend(held.into_iter().flat_map(|key| self.keys_of_resource(key)).map(|(key, value)| (Provenance::Resource, key, value)));
        let Some((service, action)) = SERVICE_REFERENCE.action(action.text()) else { return Vec::new() };
        let (types, pattern) = (ResourceTypes::known(service), resource.arn().map(Pattern::of_resource));
        let may_be = |kind: &str| types.zip(pattern.as_ref()).is_none_or(|(types, pattern)| types.may_name(pattern, kind));
        let taken: Vec<&'static ActionResource> = action.resources.iter().filter(|taken| may_be(taken.resource_type)).collect();
        told.retain(|(_, key, _)| sends(service, action, &taken, key));
        told
    }

    /// The boundary of the user or role that a request is about.
    fn boundary_of_subject(&self, resource: &Resource) -> Option<String> {
        let arn = resource.arn()?;
        let of = self.user_with_arn(arn).or_else(|| self.role_with_arn(arn))?;
        self.boundary_of(of).map(|policy| self.policy_arn(policy))
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

/// Whether the action sends a key: its own, or that of a type of resource that it is about. Where the reference says which keys of a
/// type go with the action, only those do.
fn sends(service: &'static Service, action: &ServiceAction, taken: &[&'static ActionResource], key: &str) -> bool {
    let of_type = |name: &str| service.resource_type(name).map_or(&[][..], |kind| &kind.condition_keys);
    let keys =
        |taken: &'static ActionResource| if taken.condition_keys.is_empty() { of_type(taken.resource_type) } else { &taken.condition_keys };
    action.condition_keys.contains(&key) || taken.iter().any(|taken| keys(taken).contains(&key))
}
