//! The policy of a resource or role, before a change or after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::outsider::{Outsider, Surroundings, account_named};
use crate::access::change::gains::shift::Shift;
use crate::access::clauses::clause::Clause;
use crate::access::clauses::one_resource::OneResource;
use crate::access::clauses::resource_policies::Heard;
use crate::account::Account;
use crate::account::entity::{EntityKey, PolicyText, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::policy::compiled::{Rules, Statement};
use crate::policy::decision::{Layer, Place};
use crate::policy::document::{self, Document, Effect, PrincipalKind};
use crate::policy::request::Resource;

/// What has a policy that says who may come to it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Guarded {
    Resource(ResourceKey),
    Role(UniqueId),
}

impl Guarded {
    /// What of a change has one that may let in others than before.
    pub fn of(key: &EntityKey) -> Option<Self> {
        match key {
            EntityKey::PolicyOn(resource) => Some(Self::Resource(resource.clone())),
            EntityKey::Resource(resource) if resource.kind == ResourceKind::Bucket => Some(Self::Resource(resource.clone())),
            EntityKey::Role(id) => Some(Self::Role(*id)),
            _ => None,
        }
    }
}

/// The policy of a resource or role before a change or after it.
pub(super) struct OnGuarded<'a> {
    account: &'a Account,
    pub text: Option<PolicyText>,
    rules: Option<Arc<Rules>>,
    pub document: Option<Document>,
    pub on: Option<OneResource>,
    /// Whether it is a role, which no root user assumes.
    is_role: bool,
}

impl<'a> OnGuarded<'a> {
    pub fn of(account: &'a Account, guarded: &Guarded) -> Self {
        let (text, on) = match guarded {
            Guarded::Resource(resource) => (account.policy_on(resource), Some(OneResource::of_estate(account, resource))),
            Guarded::Role(id) => {
                let role = account.role(*id);
                (role.map(|role| account.current_policy(&role.trust_policy)), role.map(|role| OneResource::of_role(account, role)))
            }
        };
        let rules = text.as_ref().and_then(|text| text.rules().cloned());
        let document = text.as_ref().and_then(|text| Document::read(text).ok());
        Self { account, text, rules, document, on, is_role: matches!(guarded, Guarded::Role(_)) }
    }

    /// The other accounts that it names, as principals or in what it asks of who asks.
    pub fn accounts(&self) -> BTreeSet<String> {
        let statements = || self.document.iter().flat_map(|document| &document.statements);
        let entries = statements().filter_map(|statement| statement.principals.as_ref()).flat_map(|principals| &principals.entries);
        let named = entries.filter(|entry| entry.kind == PrincipalKind::Aws).filter_map(|entry| {
            let text = entry.text.value.as_str();
            account_named(text).or_else(|| text.split(':').nth(4))
        });
        let own = self.account.id();
        let is_other = |number: &&str| number.len() == own.as_str().len() && *number != own.as_str() && !number.contains(['*', '?', '$']);
        named.chain(statements().flat_map(asked_accounts)).filter(is_other).map(ToOwned::to_owned).collect()
    }

    /// Whom it names, everyone where it names all but some, and the accounts that its conditions name.
    pub fn outsiders(&self, around: &Surroundings<'a>) -> Vec<Outsider<'a>> {
        let statements = || self.document.iter().flat_map(|document| &document.statements);
        let principals = statements().filter_map(|statement| Some((statement.effect, statement.principals.as_ref()?)));
        let named = principals.flat_map(|(effect, principals)| around.of_principals(effect, principals));
        let asked = statements().flat_map(asked_accounts).filter(|number| around.named.iter().any(|named| named == number));
        let root = self.document.as_ref().filter(|_| !self.is_role).and_then(|_| around.root());
        root.into_iter().chain(named).chain(asked.filter_map(|number| around.account(number))).collect()
    }

    /// What it says of somebody, as far as the resource does not shut them out.
    pub fn about(&self, outsider: &Outsider<'_>) -> Vec<Heard> {
        let Some(on) = &self.on else { return Vec::new() };
        let arn = on.arns.first().and_then(|arn| Resource::parse(arn).ok());
        let is_shut = arn.is_some_and(|arn| outsider.is_shut_out(self.account, &arn));
        let heard = |(statement, at): (&Statement, u32)| {
            let is_about = outsider.is_named_by(statement) && (statement.effect() == Effect::Deny || !is_shut);
            let open = outsider.open_conditions(statement).filter(|_| is_about)?;
            let place = Place { layer: Layer::Resource, policy: 0, statement: at };
            Some(Heard { clause: Arc::new(on.clause(statement, &open)), place, named: outsider.named_as() })
        };
        self.rules.iter().flat_map(|rules| rules.statements()).zip(0..).filter_map(heard).collect()
    }

    /// Whether it is known to whom what is told of all of a kind of which this is heard is not given: no other statement denies it
    /// to somebody of whom nobody knows who that is.
    pub fn knows_all(&self, shift: &Shift, heard: &[&Heard]) -> bool {
        let Some(on) = &self.on else { return true };
        let is_about = |clause: &Clause| clause.scope.overlaps(&shift.scope) && !clause.actions.is_disjoint(&shift.actions);
        let is_heard = |at: usize| heard.iter().any(|heard| heard.place.statement as usize == at);
        let is_unknown = |(at, statement): (usize, &Statement)| {
            let is_denial = statement.effect() == Effect::Deny && !is_heard(at) && self.names_unknown(at);
            is_denial && is_about(&on.clause(statement, &[]))
        };
        !self.rules.iter().flat_map(|rules| rules.statements()).enumerate().any(is_unknown)
    }

    /// Whether the statement at a place names somebody of whom nobody knows who that is.
    fn names_unknown(&self, at: usize) -> bool {
        let statement = self.document.as_ref().and_then(|document| document.statements.get(at));
        let entries = statement.and_then(|statement| statement.principals.as_ref()).into_iter().flat_map(|principals| &principals.entries);
        entries.into_iter().any(|entry| entry.kind == PrincipalKind::CanonicalUser)
    }
}

/// The accounts that a statement's conditions ask of who asks, as they stand there.
fn asked_accounts(statement: &document::Statement) -> impl Iterator<Item = &str> {
    let is_asked = |key: &str| ["aws:PrincipalAccount", "aws:PrincipalArn"].iter().any(|one| one.eq_ignore_ascii_case(key));
    let values =
        statement.conditions.iter().filter(move |condition| is_asked(&condition.key.value)).flat_map(|condition| &condition.values);
    values.map(|value| value.value.as_str()).map(|text| text.split(':').nth(4).unwrap_or(text))
}
