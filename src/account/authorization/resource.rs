//! The policy of the resource that a request is about.

use std::sync::Arc;

use super::{Asker, Authority, Circumstances, Origin, Source};
use crate::account::Account;
use crate::account::entity::{PolicyText, ResourceKind};
use crate::account::estate::is_public;
use crate::account::id::UniqueId;
use crate::policy::compiled::Policy;
use crate::policy::decision::Absence;
use crate::policy::document::{Document, Effect, Patterns, PrincipalKind, Principals, Statement};
use crate::policy::request::{Action, Arn, CallerKind, Resource};

/// What no policy of a resource can deny the account's root user, so that one which shuts all out can be mended.
pub const ROOTS_ALWAYS: [&str; 5] =
    ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes"];

/// Whether somebody is the root user, who asks for what no policy of a resource can deny.
pub fn is_roots_always(asker: &Asker, action: &Action) -> bool {
    *asker == Asker::Root && ROOTS_ALWAYS.iter().any(|always| action.text().eq_ignore_ascii_case(always))
}

impl Account {
    /// All policies that have a say when somebody asks for an action on a resource: the asker's own, and the resource's where it
    /// is one of the account's that has a policy: roles with their trust policies, and what the practice estate has.
    pub fn policies_on(&self, asker: &Asker, action: &Action, resource: &Resource) -> Authority {
        let mut authority = self.policies_for(asker);
        self.add_policy_on(&mut authority, asker, action, resource);
        authority
    }

    /// The same, in the circumstances of the request: a session that the account keeps has policies of its own.
    pub fn policies_in(&self, asker: &Asker, circumstances: &Circumstances, action: &Action, resource: &Resource) -> Authority {
        let mut authority = self.policies_with(asker, circumstances.session());
        self.add_policy_on(&mut authority, asker, action, resource);
        authority
    }

    /// Whether Block Public Access keeps a bucket's policy from opening it to everyone: it takes no public one (`BlockPublicPolicy`),
    /// or does not count one (`RestrictPublicBuckets`).
    pub fn stays_private(&self, resource: &Resource) -> bool {
        let key = resource.arn().and_then(|arn| self.resource_with_arn(arn)).filter(|key| key.kind == ResourceKind::Bucket);
        let block = key.and_then(|key| self.bucket(&key.name)?.public_access_block);
        block.is_some_and(|block| block.block_public_policy || block.restrict_public_buckets)
    }

    /// Puts the resource's policy beside the asker's, unless the resource shuts strangers out.
    pub fn add_policy_on(&self, authority: &mut Authority, asker: &Asker, action: &Action, resource: &Resource) {
        authority.keep_to(action);
        if !(is_roots_always(asker, action) || self.shuts_out(asker, resource)) {
            self.add_resource_policy(authority, action, resource);
        }
        // A key that is being made has no policy yet: the account's own say who may give it tags.
        if action.text().eq_ignore_ascii_case("kms:TagResource") && resource.text() == self.key_to_be_made() {
            authority.policies.resource = Some(self.delegating_policy());
        }
    }

    /// The same beside policies that many have: where they are the same for the request, they are not copied.
    pub fn with_policy_on(&self, authority: &Arc<Authority>, asker: &Asker, action: &Action, resource: &Resource) -> Arc<Authority> {
        let mut said = Authority::default();
        self.add_policy_on(&mut said, asker, action, resource);
        if said.policies.resource.is_none() && said.unread.is_empty() && authority.keeps_to(action) {
            return authority.clone();
        }
        let mut with = Authority::clone(authority);
        self.add_policy_on(&mut with, asker, action, resource);
        with.into()
    }

    /// Whether a bucket shuts out who asks: a public policy lets in nobody but the account's own and services
    /// (`RestrictPublicBuckets`).
    pub fn shuts_out(&self, asker: &Asker, resource: &Resource) -> bool {
        if !matches!(asker, Asker::Outsider(principal) if principal.kind() != CallerKind::Service) {
            return false;
        }
        let key = resource.arn().and_then(|arn| self.resource_with_arn(arn)).filter(|key| key.kind == ResourceKind::Bucket);
        let Some(key) = key else { return false };
        let restricts =
            self.bucket(&key.name).and_then(|bucket| bucket.public_access_block).is_some_and(|block| block.restrict_public_buckets);
        restricts && self.policy_on(&key).and_then(|policy| Document::read(&policy).ok()).is_some_and(|document| is_public(&document))
    }

    /// Puts the resource's policy beside policies that are gathered already.
    pub fn add_resource_policy(&self, authority: &mut Authority, action: &Action, resource: &Resource) {
        if let Some((origin, policy)) = self.policy_of_resource(action, resource) {
            authority.on(self, origin, policy.rules().cloned());
        }
    }

    /// The policy of a resource that has a say on an action: a role's trust policy on being assumed, and of what the practice
    /// estate has, the policy for its own service's actions.
    pub fn policy_of_resource(&self, action: &Action, resource: &Resource) -> Option<(Origin, PolicyText)> {
        let arn = resource.arn()?;
        let role = (action.service() == "sts" && resource.is_role()).then(|| self.role_with_arn(arn)).flatten();
        let (source, policy) = if let Some(role) = role.and_then(|role| self.role(role)) {
            (Source::Trust(role.id), self.current_policy(&role.trust_policy))
        } else if action.service() == "sts" && arn == self.partners_role_arn() {
            (Source::Trust(UniqueId::PARTNERS_ROLE), self.partners_trust_policy())
        } else if action.service() == "s3" && self.is_partners(resource) {
            (Source::Resource(self.partners_bucket()), self.partners_policy())
        } else {
            let key = self.resource_with_arn(arn).filter(|key| key.kind.service() == action.service())?;
            let policy = self.policy_on(&key)?;
            (Source::Resource(key), policy)
        };
        Some((Origin { source, group: None }, policy))
    }

    /// Whether the account would have the resource's policy if there is one. Of other services' resources that aren't in the
    /// practice estate and of those of other accounts it knows nothing.
    fn would_have_policy_of(&self, resource: &Resource) -> bool {
        let is_of_iam = |arn: Arn<'_>| arn.service == "iam" && (arn.account == self.id().as_str() || arn.account == "aws");
        let is_of_estate = resource.arn().is_some_and(|arn| self.resource_with_arn(arn).is_some());
        let is_partners = self.is_partners(resource) || resource.arn() == Some(&*self.partners_role_arn());
        is_of_estate || is_partners || resource.arn().and_then(|text| Arn::parse(text).ok()).is_none_or(is_of_iam)
    }

    /// Why there is no policy of a resource, where there is none: it is known that it has none, or it is not known.
    pub fn absence_of_policy(&self, resource: &Resource) -> Absence {
        let is_known = self.absent(resource).is_some() || self.would_have_policy_of(resource);
        if is_known { Absence::Missing } else { Absence::Unknown }
    }

    /// The policy that a simulation takes for the resource's own where none is given: the trust policy of a role that the
    /// account knows. AWS's simulator knows no trust policies and no key policies; those of others are taken to leave it to
    /// the account, as there.
    pub fn policy_of_simulated(&self, action: &Action, resource: &Resource) -> Option<(Policy, Option<Origin>)> {
        let mut authority = Authority::default();
        self.add_resource_policy(&mut authority, action, resource);
        match authority.policies.resource {
            Some(policy) => Some((policy, authority.origins.resource)),
            None if resource.is_role() || resource.is_key() => Some((self.delegating_policy(), None)),
            None => None,
        }
    }

    /// A resource's policy that leaves it to the policies of this account.
    fn delegating_policy(&self) -> Policy {
        let document = Document::composed(vec![Statement {
            principals: Some(Principals::one(PrincipalKind::Aws, self.id().as_str())),
            actions: Some(Patterns::one("*")),
            ..Statement::about_nothing(Effect::Allow)
        }]);
        Policy::compile("ResourcePolicy", &document)
    }
}
