//! A question about one request, and the request that it comes to.

use crate::account::Account;
use jiff::Timestamp;

use crate::account::authorization::{Asker, Authority, Circumstances, Credentials, Derived, context_of, overridden};
use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::refusal::Denied;
use crate::catalog::SERVICE_REFERENCE;
use crate::policy::decision::{Decision, decide};
use crate::policy::request::{Action, Principal, Request, RequestError, Resource, Value};

/// The resource that AWS decides about where this one is named: for an alias of a KMS key that is the key, but for what is done to
/// aliases themselves.
///
/// # Errors
/// A sentence, where there is no such alias.
pub fn decided_on(account: &Account, action: &str, resource: &str) -> Result<String, String> {
    let is_alias = resource.starts_with(&account.estate_arn("kms", "alias/")) && !resource.contains(['*', '?']);
    let takes_aliases = || {
        let known = SERVICE_REFERENCE.action(action);
        known.is_none_or(|(_, known)| known.resources.iter().any(|taken| taken.resource_type == "alias"))
    };
    if !is_alias || takes_aliases() {
        return Ok(resource.to_owned());
    }
    let key = account.kms_key_named(resource).ok_or_else(|| format!("There is no {}.", visible(resource)))?;
    Ok(account.resource_arn(&ResourceKey::new(ResourceKind::Key, &key.id)))
}

/// May somebody do an action on a resource?
#[derive(Clone, Debug)]
pub struct Question {
    /// Who.
    pub asker: Asker,
    /// What.
    pub action: Action,
    /// On what.
    pub resource: Resource,
    /// Condition keys that are given; they take the place of what would be derived.
    pub given: Vec<(String, Value)>,
    /// When, and with which credentials.
    pub circumstances: Circumstances,
}

impl Question {
    /// What a caller was denied, or somebody else is to be asked about: the request that failed, with all that it was made with.
    ///
    /// # Errors
    /// Where the denial names no action or resource that could be asked about.
    pub fn denied(account: &Account, caller: &Caller, denied: &Denied, now: Timestamp) -> Result<Self, RequestError> {
        Ok(Self { given: denied.keys.clone(), ..Self::of(account, caller, (&denied.action, &denied.resource), now)? })
    }

    /// May a caller do an action on a resource, with the credentials that the caller has?
    ///
    /// # Errors
    /// Where what is written is no action or no resource.
    pub fn of(account: &Account, caller: &Caller, (action, resource): (&str, &str), now: Timestamp) -> Result<Self, RequestError> {
        Self::asked((caller.who.clone(), account.circumstances_of(caller, now)), (action, resource))
    }

    /// May somebody, under these circumstances, do an action on a resource?
    ///
    /// # Errors
    /// Where what is written is no action or no resource.
    pub fn asked((asker, circumstances): (Asker, Circumstances), (action, resource): (&str, &str)) -> Result<Self, RequestError> {
        let (action, resource) = (Action::parse(action)?, Resource::parse(resource)?);
        Ok(Self { asker, action, resource, given: Vec::new(), circumstances })
    }

    /// The same about what AWS decides on, where that is not what is named.
    ///
    /// # Errors
    /// A sentence, where nothing is named so.
    pub fn aimed(self, account: &Account) -> Result<Self, String> {
        let resource = decided_on(account, self.action.text(), self.resource.text())?;
        let resource = Resource::parse(&resource).map_err(|error| error.to_string())?;
        Ok(Self { resource, ..self })
    }

    /// A user of the account who has nothing of its own, to ask for what a group or a policy gives by itself.
    ///
    /// # Errors
    /// The account's id is none that an ARN could have.
    pub fn holder(account: &Account) -> Result<Asker, RequestError> {
        Principal::parse(&account.somebody()).map(Asker::Outsider)
    }

    /// The same question about somebody else.
    pub(super) fn asked_by(&self, asker: &Asker) -> Self {
        Self { asker: asker.clone(), ..self.clone() }
    }

    /// All policies that have a say in it: those of who asks, of the session, and of the resource.
    pub fn authority(&self, account: &Account) -> Authority {
        account.policies_in(&self.asker, &self.circumstances, &self.action, &self.resource)
    }

    /// With which credentials it is asked, in words; nothing of who has none, as a service.
    pub const fn credentials_in_words(&self) -> Option<&'static str> {
        match (self.circumstances.credentials, &self.asker) {
            (_, Asker::Outsider(principal)) if !principal.has_identity() => None,
            (Credentials::AccessKey | Credentials::Session, Asker::RoleSession { .. })
            | (Credentials::AccessKey | Credentials::Session | Credentials::MfaSession { .. }, Asker::FederatedUser { .. }) => {
                Some("in a session without MFA")
            }
            (Credentials::MfaSession { .. }, Asker::RoleSession { .. }) => Some("in a session with MFA"),
            (credentials, _) => Some(credentials.in_words()),
        }
    }

    /// The bare decision, without what [`crate::access::may`] finds out besides.
    ///
    /// # Errors
    /// Where who asks is gone.
    pub fn decision(&self, account: &Account) -> Result<Decision, RequestError> {
        Ok(decide(&self.request(account)?.0, &self.authority(account).policies))
    }

    /// The request with all condition keys that AWS would send, and where each comes from.
    ///
    /// # Errors
    /// Where who asks is gone.
    pub fn request(&self, account: &Account) -> Result<(Request, Vec<Derived>), RequestError> {
        let derived = account.context_for(&self.asker, &self.action, &self.resource, &self.circumstances);
        let derived = overridden(derived, &self.given);
        let principal = Principal::parse(&account.asker_arn(&self.asker).unwrap_or_default())?;
        let request = Request::new(principal, self.action.clone(), self.resource.clone()).with_context(context_of(&derived));
        let request = account.with_credentials(request, &self.asker, self.circumstances.session());
        let owner = account.account_of(&request.resource);
        let request = request.owned_by(&owner)?;
        Ok((request, derived))
    }
}
