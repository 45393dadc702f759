//! Where a policy that has a say comes from.

use crate::account::Account;
use crate::account::entity::{PolicyKey, ResourceKey};
use crate::account::id::UniqueId;
use crate::policy::decision::Layer;

/// Where a policy comes from: which document, and through what it holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Origin {
    /// The document.
    pub source: Source,
    /// The group that it comes through; `None` where it is the principal's own.
    pub group: Option<UniqueId>,
}

/// A document that has a say.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Source {
    /// The default version of a managed policy.
    Managed(PolicyKey),
    /// An inline policy.
    Inline {
        /// The user, group or role that it is part of.
        of: UniqueId,
        /// Its name.
        name: String,
    },
    /// What the account's password policy lets every user do.
    PasswordPolicy,
    /// The trust policy of a role.
    Trust(UniqueId),
    /// The policy of a resource of the practice estate.
    Resource(ResourceKey),
}

/// The origins of the policies of each layer, in the order of [`Policies`](crate::policy::decision::Policies).
#[derive(Clone, Default, Debug)]
pub struct Origins {
    /// Of identity policies.
    pub identity: Vec<Origin>,
    /// Of the permissions boundary.
    pub boundary: Vec<Origin>,
    /// Of the resource's policy.
    pub resource: Option<Origin>,
}

impl Origins {
    /// The origin of a policy by its place in its layer.
    pub fn get(&self, layer: Layer, policy: usize) -> Option<&Origin> {
        match layer {
            Layer::Identity => self.identity.get(policy),
            Layer::Boundary => self.boundary.get(policy),
            Layer::Resource => self.resource.as_ref().filter(|_| policy == 0),
            _ => None,
        }
    }
}

impl Account {
    /// The name of the policy that an origin is of, without the group: `AmazonS3ReadOnlyAccess`.
    pub fn source_name<'a>(&'a self, source: &'a Source) -> &'a str {
        match source {
            Source::Managed(policy) => self.policy_name(policy),
            Source::Inline { name, .. } => name,
            Source::PasswordPolicy => "password policy",
            Source::Trust(_) => "trust policy",
            Source::Resource(resource) => resource.kind.policy_word(),
        }
    }

    /// Through what a policy holds, in words: `direct`, `inline`, `via group Developers`.
    pub fn origin_in_words(&self, origin: &Origin) -> String {
        match (&origin.source, origin.group) {
            (source, Some(group)) => {
                let group = self.group(group).map_or(group.as_str(), |group| &group.name).to_owned();
                let inline = if matches!(source, Source::Inline { .. }) { "inline, " } else { "" };
                format!("{inline}via group {group}")
            }
            (Source::Managed(_), None) => "direct".into(),
            (Source::Inline { .. }, None) => "inline".into(),
            (Source::PasswordPolicy, None) => "account setting".into(),
            (Source::Resource(resource), None) => format!("of {} {}", resource.kind.word(), resource.name),
            (Source::Trust(role), None) => format!("of role {}", self.name_of_role(*role)),
        }
    }

    /// The same in a layer: a permissions boundary is told as one.
    pub fn origin_in_layer(&self, layer: Layer, origin: &Origin) -> String {
        if layer == Layer::Boundary { "boundary".to_owned() } else { self.origin_in_words(origin) }
    }

    /// A policy's name where it holds, as answers list it: `AmazonS3ReadOnlyAccess`, `group:Developers/AmazonS3ReadOnlyAccess`.
    pub(super) fn name_where_it_holds(&self, origin: &Origin) -> String {
        let name = self.source_name(&origin.source);
        match (origin.group.and_then(|group| self.group(group)), &origin.source) {
            (Some(group), _) => format!("group:{}/{name}", group.name),
            (None, Source::Resource(resource)) => format!("{name} of {}", resource.name),
            (None, Source::Trust(role)) => format!("trust policy of {}", self.name_of_role(*role)),
            (None, _) => name.to_owned(),
        }
    }
}
