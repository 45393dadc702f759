//! The policy of the resource that a request is about.

use super::{Asker, Authority, Origin, Source};
use crate::account::Account;
use crate::policy::compiled::Policy;
use crate::policy::document::{Document, Effect, Patterns, PrincipalKind, Principals, Statement};
use crate::policy::request::{Action, Arn, Resource};

impl Account {
    /// All policies that have a say when somebody asks for an action on a resource: the asker's own, and the resource's where it
    /// is one of the account's that has a policy. Of the account's resources those are the roles, with their trust policies.
    pub fn policies_on(&self, asker: &Asker, action: &Action, resource: &Resource) -> Authority {
        let mut authority = self.policies_for(asker);
        self.add_resource_policy(&mut authority, action, resource);
        authority
    }

    /// Puts the resource's policy beside policies that are gathered already.
    pub fn add_resource_policy(&self, authority: &mut Authority, action: &Action, resource: &Resource) {
        if let Some(role) =
            resource.arn().filter(|_| action.service() == "sts" && resource.is_role()).and_then(|arn| self.role_with_arn(arn))
            && let Some(role) = self.role(role)
        {
            authority.on(
                self,
                Origin { source: Source::Trust(role.id), group: None },
                self.current_policy(&role.trust_policy).rules().cloned(),
            );
        }
    }

    /// Whether the account would have the resource's policy if there is one. Of other services' resources and of those of other
    /// accounts it knows nothing.
    pub fn would_have_policy_of(&self, resource: &Resource) -> bool {
        let is_of_iam = |arn: Arn<'_>| arn.service == "iam" && (arn.account == self.id().as_str() || arn.account == "aws");
        resource.arn().and_then(|text| Arn::parse(text).ok()).is_none_or(is_of_iam)
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
