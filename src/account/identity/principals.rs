//! Principals of the account in policies of resources: who they are when a policy is written, and what the policy says later.

use super::Identity;
use crate::account::Account;
use crate::account::entity::{NamedPrincipal, PolicyText, ResourcePolicy};
use crate::account::id::UniqueId;
use crate::policy::document::{Document, PrincipalEntry, PrincipalKind, Text};

/// The principals that a document lists under `AWS`.
fn listed(document: &Document) -> impl Iterator<Item = &Text> {
    let is_of_account = |entry: &&PrincipalEntry| entry.kind == PrincipalKind::Aws;
    document.principals().filter(is_of_account).map(|entry| &entry.text)
}

impl Account {
    /// The policy of a resource, with the identity of each user and role of this account that it names.
    ///
    /// # Errors
    /// The first principal that would be of this account, or of the other one that is known, and isn't there.
    pub fn resource_policy<'a>(&self, text: &str, document: &'a Document) -> Result<ResourcePolicy, &'a Text> {
        let mut principals: Vec<NamedPrincipal> = Vec::new();
        for principal in listed(document) {
            let written = &principal.value;
            if principals.iter().any(|known| known.written == *written) {
                continue;
            }
            if let Some(id) = self.own_principal(written).map_err(|_missing| principal)? {
                principals.push(NamedPrincipal { written: written.clone(), id });
            }
        }
        Ok(ResourcePolicy::new(text, principals))
    }

    /// The user or role of this account that a policy names, by ARN or by unique id; `None` for whoever else it names.
    fn own_principal(&self, written: &str) -> Result<Option<UniqueId>, Missing> {
        if let Ok(id) = written.parse::<UniqueId>() {
            return if self.principal_arn(id).is_some() { Ok(Some(id)) } else { Err(Missing) };
        }
        let of_account = |start: &str| written.strip_prefix(start)?.strip_prefix(self.id().as_str())?.strip_prefix(':');
        // A session is of a role that is there; it has no id that would outlast the role.
        if let Some(session) = of_account("arn:aws:sts::").and_then(|resource| resource.strip_prefix("assumed-role/")) {
            let role = session.split('/').next().and_then(|role| self.role_named(role));
            return if role.is_some() { Ok(None) } else { Err(Missing) };
        }
        if self.is_missing_at_partner(written) {
            return Err(Missing);
        }
        let own = of_account("arn:aws:iam::");
        let found = match own.and_then(|resource| resource.split_once('/')) {
            Some(("user", _)) => self.user_with_arn(written),
            Some(("role", _)) => self.role_with_arn(written),
            _ => return Ok(None),
        };
        found.map(Some).ok_or(Missing)
    }

    /// The ARN that a user or role has now; `None` once it is gone.
    pub fn principal_arn(&self, id: UniqueId) -> Option<String> {
        // A group is no principal.
        let principal = Identity::of(self, id).filter(|identity| !matches!(identity, Identity::Group(_)))?;
        Some(principal.arn(self))
    }

    /// What the policy of a resource says now. Users and roles that it named stand in it with their ARN of today, and those that
    /// are gone with their unique id, which names nobody.
    pub fn current_policy(&self, policy: &ResourcePolicy) -> PolicyText {
        let named = |principal: &NamedPrincipal| self.principal_arn(principal.id).unwrap_or_else(|| principal.id.to_string());
        let moved: Vec<(&str, String)> = policy
            .principals()
            .iter()
            .map(|principal| (principal.written.as_str(), named(principal)))
            .filter(|(was, is)| was != is)
            .collect();
        let written = policy.as_written();
        if moved.is_empty() {
            return written.clone();
        }
        let Ok(document) = Document::read(written) else { return written.clone() };
        let mut text = written.as_str().to_owned();
        let mut places: Vec<&Text> = listed(&document).collect();
        // From the end on: what stands before keeps its place.
        places.sort_by_key(|place| std::cmp::Reverse(place.span.start));
        for place in places {
            if let Some((_, is)) = moved.iter().find(|(was, _)| *was == place.value) {
                text.replace_range(place.span.start..place.span.end, &serde_json::Value::from(is.as_str()).to_string());
            }
        }
        text.as_str().into()
    }
}

/// The account has no such principal.
struct Missing;
