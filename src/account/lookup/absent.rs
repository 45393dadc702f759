//! Resources that an ARN names as the account's own, and that are not there.

use crate::account::Account;
use crate::account::arn::AWS_MANAGED;
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind};
use crate::account::estate::HOME_REGION;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::policy::request::{Arn, Resource};

/// A resource of the account that is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
    /// What it would be: `role`, `bucket`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The ARN of one that has the same name, but for its path or ending.
    pub nearest: Option<String>,
}

impl Account {
    /// What a resource's ARN names that could only be this account's own and is not there; `None` for what is there, for what
    /// is another's, and for kinds of which the account keeps no list.
    pub fn absent(&self, resource: &Resource) -> Option<Absent> {
        let text = resource.arn().filter(|text| !text.contains(['*', '?']))?;
        let arn = Arn::parse(text).ok().filter(|arn| arn.partition == "aws")?;
        if arn.service == "s3" && arn.region.is_empty() && arn.account.is_empty() {
            let bucket = arn.resource.split('/').next().unwrap_or_default();
            let is_somewhere = self.bucket(bucket).is_some() || self.is_partners_bucket(bucket);
            return (!is_somewhere).then(|| Absent { kind: "bucket", name: bucket.to_owned(), nearest: None });
        }
        if let Some(place) = text.strip_prefix(AWS_MANAGED) {
            return self.absent_at_aws(&PolicyKey::aws_managed(place));
        }
        if arn.account != self.id().as_str() {
            return None;
        }
        if arn.service == "iam" { self.absent_in_iam(arn, text) } else { self.absent_in_estate(arn, text) }
    }

    fn absent_in_iam(&self, arn: Arn<'_>, text: &str) -> Option<Absent> {
        let (kind, rest) = arn.resource.split_once('/')?;
        // A provider has no path, and an OIDC one an address for a name.
        let name = if kind.ends_with("-provider") { Some(rest) } else { rest.rsplit('/').next() };
        let name = name.filter(|name| !name.is_empty())?;
        let (kind, found) = match kind {
            "user" => ("user", self.user_named(name).map(|user| self.user_arn(user))),
            "role" => ("role", self.role_named(name).map(|role| self.role_arn(role))),
            "group" => ("group", self.group_named(name).map(|group| self.group_arn(group))),
            "policy" => ("policy", self.managed_named(name).map(|policy| self.policy_arn(&policy))),
            "instance-profile" => ("instance profile", self.instance_profile_named(name).map(|profile| self.instance_profile_arn(profile))),
            "mfa" => ("MFA device", self.mfa_device_named(name).map(|device| self.serial_number(device))),
            "saml-provider" => ("SAML provider", self.saml_provider_named(name).map(|provider| self.saml_provider_arn(provider))),
            "oidc-provider" => ("OIDC provider", self.oidc_provider_of(name).map(|provider| self.oidc_provider_arn(provider))),
            _ => return None,
        };
        let is_there = found.as_deref() == Some(text);
        (!is_there).then(|| Absent { kind, name: name.to_owned(), nearest: found })
    }

    /// One of AWS's policies that the catalog does not know, and nobody has from when it did.
    fn absent_at_aws(&self, policy: &PolicyKey) -> Option<Absent> {
        if policy.in_catalog().is_some() || self.attachments_of_policy(policy).next().is_some() || self.bounded_by(policy).next().is_some()
        {
            return None;
        }
        let name = self.policy_name(policy);
        let nearest = AWS_MANAGED_POLICIES.named(name).map(PolicyKey::from).or_else(|| self.managed_named(name));
        Some(Absent { kind: "AWS managed policy", name: name.to_owned(), nearest: nearest.map(|policy| self.policy_arn(&policy)) })
    }

    fn absent_in_estate(&self, arn: Arn<'_>, text: &str) -> Option<Absent> {
        let kind = ResourceKind::ALL.into_iter().find(|kind| kind.service() == arn.service && *kind != ResourceKind::Bucket)?;
        let name = match kind {
            ResourceKind::Queue => arn.resource,
            ResourceKind::Function | ResourceKind::Secret => arn.resource.strip_prefix(kind.word())?.strip_prefix(':')?,
            _ => arn.resource.strip_prefix(kind.word())?.strip_prefix('/')?,
        };
        // What is part of one has a name of its own behind it: an index of a table, a version of a function.
        let is_part = name.contains(':') || kind != ResourceKind::Secret && name.contains('/');
        if is_part || name.is_empty() || arn.region != HOME_REGION || self.resource_with_arn(text).is_some() {
            return None;
        }
        // A secret's ARN ends in letters that nobody knows by heart.
        let plain = name.rsplit_once('-').map_or(name, |(plain, _)| plain);
        let secret = [name, plain].into_iter().find(|name| kind == ResourceKind::Secret && self.stored_secret(name).is_some());
        let nearest = secret.map(|name| self.resource_arn(&ResourceKey::new(kind, name)));
        Some(Absent { kind: kind.word(), name: name.to_owned(), nearest })
    }
}
