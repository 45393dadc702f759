//! The policy of the resource that a request is about.

use std::sync::Arc;

use super::{Asker, Authority, Origin, Source};
use crate::account::Account;
use crate::policy::compiled::{Policy, Rules};
use crate::policy::document::Document;
use crate::policy::request::{Action, Resource};

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

    /// The policy that a simulation takes for the resource's own where none is given: the trust policy of a role that the
    /// account knows. AWS's simulator knows no trust policies and no key policies; those of others are taken to leave it to
    /// the account, as there.
    pub fn policy_of_simulated(&self, action: &Action, resource: &Resource) -> Option<(Policy, Option<Origin>)> {
        let mut authority = Authority::default();
        self.add_resource_policy(&mut authority, action, resource);
        match authority.policies.resource {
            Some(policy) => Some((policy, authority.origins.resource)),
            None if resource.is_role() || resource.is_key() => self.delegating_policy().map(|policy| (policy, None)),
            None => None,
        }
    }

    /// A resource's policy that leaves it to the policies of this account.
    fn delegating_policy(&self) -> Option<Policy> {
        let text =
            format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"*"}}}}"#, self.id());
        let document = Document::read(&text).ok()?;
        Some(Policy::new("ResourcePolicy".into(), Arc::new(Rules::compile(&document))))
    }
}
