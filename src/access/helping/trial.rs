//! What a denied request comes to once somebody has helped: one help may not be enough.

use crate::access::question::Question;
use crate::account::Account;
use crate::account::authorization::{Authority, Origin};
use crate::account::entity::PolicyKey;
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::compiled::Policy;
use crate::policy::decision::{Decision, Layer, Policies, explain};
use crate::policy::request::{Request, RequestError};

/// A request that policies of the account deny, to find out what it comes to under others.
pub(super) struct Trial {
    request: Request,
    authority: Authority,
}

impl Trial {
    /// What was denied, under the policies that have a say in it.
    ///
    /// # Errors
    /// Where who asks is gone.
    pub(super) fn of(account: &Account, question: &Question) -> Result<Self, RequestError> {
        Ok(Self { request: question.request(account)?.0, authority: question.authority(account) })
    }

    /// What is still in the way without the identity policies of some origins: the policy that denies may be the only one that
    /// allows, and others may deny, too.
    pub(super) fn without(&self, goes: impl Fn(&Origin) -> bool) -> Option<&'static str> {
        self.lacks_with(self.kept(goes).collect())
    }

    /// What is still in the way without the permissions boundary.
    pub(super) fn unbound(&self) -> Option<&'static str> {
        self.lacks(&Policies { boundary: Vec::new(), ..self.authority.policies.clone() })
    }

    /// What is still in the way where an identity policy allows it.
    pub(super) fn given(&self, account: &Account) -> Option<&'static str> {
        self.rewritten(account, |_| false)
    }

    /// What is still in the way where the identity policies of some origins allow it, and nothing else.
    pub(super) fn rewritten(&self, account: &Account, goes: impl Fn(&Origin) -> bool) -> Option<&'static str> {
        let everything = account.policy_by_itself(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS)).policies.identity;
        self.lacks_with(self.kept(goes).chain(everything).collect())
    }

    /// The identity policies but those of some origins.
    fn kept(&self, goes: impl Fn(&Origin) -> bool) -> impl Iterator<Item = Policy> {
        let held = self.authority.policies.identity.iter().zip(&self.authority.origins.identity);
        held.filter(move |(_, origin)| !goes(origin)).map(|(policy, _)| policy.clone())
    }

    fn lacks_with(&self, identity: Vec<Policy>) -> Option<&'static str> {
        self.lacks(&Policies { identity, ..self.authority.policies.clone() })
    }

    fn lacks(&self, policies: &Policies) -> Option<&'static str> {
        let explanation = explain(&self.request, policies);
        match (explanation.decision, explanation.reason.layer()) {
            (Decision::Allowed, _) => None,
            (Decision::ExplicitDeny, _) => Some("then it is denied still"),
            (Decision::ImplicitDeny, Some(Layer::Boundary)) => Some("then the boundary does not allow it yet"),
            (Decision::ImplicitDeny, Some(Layer::Session)) => Some("then the session's policies do not allow it yet"),
            (Decision::ImplicitDeny, Some(Layer::Resource)) => Some("then the resource's policy does not allow it yet"),
            (Decision::ImplicitDeny, _) => Some("then nothing allows it yet"),
        }
    }
}
