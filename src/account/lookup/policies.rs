//! The policies of an account: its own, AWS's, inline ones, and where they are attached.

use std::sync::{Arc, LazyLock, OnceLock};

use super::index::{IndexKey, Named, range};
use crate::account::Account;
use crate::account::entity::{Attachment, Boundary, EntityKey, InlinePolicy, ManagedPolicy, PolicyKey, PolicyVersion, compiled};
use crate::account::id::UniqueId;
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};
use crate::policy::compiled::Rules;
use crate::policy::document::counted_characters;

impl Account {
    /// The managed policy of a name: the account's own before AWS's.
    pub fn managed_named(&self, name: &str) -> Option<PolicyKey> {
        let own = self.policy_named(name).map(|policy| PolicyKey::Customer(policy.id));
        own.or_else(|| AWS_MANAGED_POLICIES.named(name).map(PolicyKey::from))
    }

    /// How many customer managed policies there are.
    pub const fn policy_count(&self) -> usize {
        self.counts.policies
    }

    /// The customer managed policies, by name without regard to case.
    pub fn policies(&self) -> impl Iterator<Item = &ManagedPolicy> {
        self.policies_after("")
    }

    /// The customer managed policies behind this name, by name.
    pub fn policies_after(&self, name: &str) -> impl Iterator<Item = &ManagedPolicy> + use<'_> {
        self.through(IndexKey::names_after(Named::Policy, name))
    }

    /// The customer managed policy of this name, however it is spelled.
    pub fn policy_named(&self, name: &str) -> Option<&ManagedPolicy> {
        self.named(Named::Policy, name)
    }

    /// The customer managed policy with this id.
    pub fn policy(&self, id: UniqueId) -> Option<&ManagedPolicy> {
        self.entity(&EntityKey::Policy(id))
    }

    /// The versions of a customer managed policy, newest first.
    pub fn versions_of(&self, policy: UniqueId) -> impl Iterator<Item = &PolicyVersion> {
        self.entities.range(range::versions_of(policy)).rev().filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// A version of a customer managed policy by its number.
    pub fn policy_version(&self, policy: UniqueId, number: u32) -> Option<&PolicyVersion> {
        self.entity(&EntityKey::PolicyVersion { policy, number })
    }

    /// The version of a customer managed policy that holds.
    pub fn default_version_of(&self, policy: UniqueId) -> Option<&PolicyVersion> {
        self.policy_version(policy, self.policy(policy)?.default_version)
    }

    /// The name of a managed policy; of one that is gone, its id.
    pub fn policy_name<'a>(&'a self, policy: &'a PolicyKey) -> &'a str {
        match policy {
            PolicyKey::AwsManaged(place) => place.rsplit('/').next().unwrap_or(place),
            PolicyKey::Customer(id) => self.policy(*id).map_or(id.as_str(), |policy| &policy.name),
        }
    }

    /// Where a managed policy stands in lists: by its name without regard to case, AWS's before one of the same name.
    pub(in crate::account) fn place_of(&self, policy: &PolicyKey) -> String {
        let name = self.policy_name(policy).to_ascii_lowercase();
        // A blank is in no name and comes before all that is.
        if matches!(policy, PolicyKey::Customer(_)) { name + " customer" } else { name }
    }

    /// The path of a managed policy; `None` for one that is gone or that AWS has retired.
    pub fn policy_path(&self, policy: &PolicyKey) -> Option<&str> {
        match policy {
            PolicyKey::AwsManaged(_) => policy.in_catalog().map(|policy| policy.path),
            PolicyKey::Customer(id) => self.policy(*id).map(|policy| policy.path.as_str()),
        }
    }

    /// The document of a managed policy that holds: its default version's. `None` for a policy that is gone or that AWS has
    /// retired.
    pub fn policy_document(&self, policy: &PolicyKey) -> Option<&str> {
        match policy {
            PolicyKey::AwsManaged(_) => policy.in_catalog().map(AwsManagedPolicy::document),
            PolicyKey::Customer(id) => self.default_version_of(*id).map(|version| version.document.as_str()),
        }
    }

    /// The compiled rules of a managed policy's default version. `None` for a policy that is gone, that AWS has retired, or
    /// whose document can't be read.
    pub fn policy_rules(&self, policy: &PolicyKey) -> Option<Arc<Rules>> {
        match policy {
            PolicyKey::AwsManaged(_) => aws_managed_rules(policy.in_catalog()?),
            PolicyKey::Customer(id) => self.default_version_of(*id)?.document.rules().cloned(),
        }
    }

    /// Whether a managed policy can be attached: policies of service-linked roles belong to their service.
    pub fn is_attachable(&self, policy: &PolicyKey) -> bool {
        match policy {
            PolicyKey::AwsManaged(_) => policy.in_catalog().is_some_and(AwsManagedPolicy::is_attachable),
            PolicyKey::Customer(id) => self.policy(*id).is_some(),
        }
    }

    /// The inline policies of a user, group or role, by name without regard to case.
    pub fn inline_policies_of(&self, identity: UniqueId) -> impl Iterator<Item = &InlinePolicy> {
        self.entities.range(range::inline_policies_of(identity)).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// How many inline policies a user, group or role has.
    pub fn inline_count_of(&self, identity: UniqueId) -> usize {
        self.entities.range(range::inline_policies_of(identity)).count()
    }

    /// How long the inline policies of a user, group or role are together, in characters, white space not counted.
    pub fn inline_size_of(&self, identity: UniqueId) -> usize {
        self.inline_policies_of(identity).map(|policy| counted_characters(&policy.document)).sum()
    }

    /// The inline policy of this name, however it is spelled.
    pub fn inline_policy(&self, of: UniqueId, name: &str) -> Option<&InlinePolicy> {
        self.entity(&EntityKey::inline_policy(of, name))
    }

    /// The managed policies attached to a user, group or role, in the order of their names.
    pub fn attached_to(&self, identity: UniqueId) -> Vec<&PolicyKey> {
        let attachments = self.entities.range(range::attachments_of(identity));
        let policies = attachments.filter_map(|(_, entity)| <&Attachment>::try_from(entity).ok());
        let mut policies: Vec<&PolicyKey> = policies.map(|attachment| &attachment.policy).collect();
        policies.sort_by_cached_key(|policy| self.place_of(policy));
        policies
    }

    /// How many managed policies are attached to a user, group or role.
    pub fn attached_count_of(&self, identity: UniqueId) -> usize {
        self.entities.range(range::attachments_of(identity)).count()
    }

    /// Whether a managed policy is attached to a user, group or role.
    pub fn is_attached(&self, policy: &PolicyKey, to: UniqueId) -> bool {
        self.entities.contains_key(&EntityKey::Attachment { to, policy: policy.clone() })
    }

    /// The users, groups and roles that a managed policy is attached to.
    pub fn attachments_of_policy<'a>(&'a self, policy: &PolicyKey) -> impl Iterator<Item = UniqueId> + use<'a> {
        self.through(IndexKey::attached(policy)).map(|attachment: &Attachment| attachment.to)
    }

    /// The users and roles that a managed policy bounds.
    pub fn bounded_by<'a>(&'a self, policy: &PolicyKey) -> impl Iterator<Item = UniqueId> + use<'a> {
        self.through(IndexKey::bounded(policy)).map(|boundary: &Boundary| boundary.of)
    }

    /// The permissions boundary of a user or role.
    pub fn boundary_of(&self, identity: UniqueId) -> Option<&PolicyKey> {
        self.entity(&EntityKey::Boundary(identity)).map(|boundary: &Boundary| &boundary.policy)
    }
}

/// The rules of an AWS managed policy, compiled once a process.
fn aws_managed_rules(policy: &'static AwsManagedPolicy) -> Option<Arc<Rules>> {
    static COMPILED: LazyLock<Vec<OnceLock<Option<Arc<Rules>>>>> =
        LazyLock::new(|| AWS_MANAGED_POLICIES.all().iter().map(|_| OnceLock::new()).collect());
    let at = AWS_MANAGED_POLICIES.all().binary_search_by(|other| other.name.cmp(policy.name)).ok()?;
    COMPILED.get(at)?.get_or_init(|| compiled(policy.document())).clone()
}
