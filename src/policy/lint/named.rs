//! Which types of resources the entries of a statement's `Resource` name.

use std::collections::HashSet;

use super::subject::{Facts, Subject};
use crate::catalog::Service;
use crate::policy::document::{Text, arn_parts};
use crate::policy::reach::{Pattern, ResourceTypes};

/// No ARN is longer; what is, is not compared.
const LONGEST: usize = 2_048;

/// The types that a statement's resources name, by service of its actions and entry.
pub(super) struct NamedTypes<'d> {
    pub services: Vec<OfService>,
    pub entries: &'d [Text],
}

/// What the entries name of one service.
pub(super) struct OfService {
    pub service: &'static Service,
    /// By entry; for one that names nothing since it has no account, what it names with any.
    pub named: Vec<Vec<&'static str>>,
    /// The types that the statement's actions take.
    pub taken: HashSet<&'static str>,
    /// The entries that name something only with an account.
    pub filled: Vec<bool>,
}

impl<'d> NamedTypes<'d> {
    /// Compares a statement's resources with the types of its services; `None` where it does not list resources, where it lists
    /// everything, or where that would take too long.
    pub(super) fn of(subject: &Subject<'_>, facts: &Facts<'d>) -> Option<Self> {
        let resources = facts.statement.resources.as_ref().filter(|resources| !resources.negated && !resources.entries.is_empty())?;
        if facts.is_on_everything() || resources.entries.iter().any(|entry| entry.value.len() > LONGEST) {
            return None;
        }
        let patterns: Vec<(Pattern, Option<Pattern>)> = resources.entries.iter().map(|entry| patterns(&entry.value)).collect();
        let mut services = Vec::new();
        for service in facts.services.iter().copied() {
            let types = ResourceTypes::known(service)?;
            let length: usize = resources.entries.iter().map(|entry| entry.value.len()).sum();
            if !subject.may_take(length * types.len()) {
                return None;
            }
            let all_of = |pattern: &Pattern| types.named_by(pattern).collect::<Vec<_>>();
            let mut of_service = OfService { service, named: Vec::new(), filled: Vec::new(), taken: taken(facts, service) };
            for (own, filled) in &patterns {
                let named = all_of(own);
                let with_account = filled.as_ref().filter(|_| named.is_empty()).map(all_of).unwrap_or_default();
                of_service.filled.push(!with_account.is_empty());
                of_service.named.push(if named.is_empty() { with_account } else { named });
            }
            services.push(of_service);
        }
        Some(Self { services, entries: &resources.entries })
    }

    /// What is named of a service.
    pub(super) fn of_service(&self, service: &Service) -> Option<&OfService> {
        self.services.iter().find(|of| of.service.prefix == service.prefix)
    }
}

/// The types that a statement's actions of a service take.
fn taken(facts: &Facts<'_>, service: &Service) -> HashSet<&'static str> {
    let entries = facts.actions.iter().filter(|entry| entry.service().is_some_and(|own| own.prefix == service.prefix));
    entries.flat_map(|entry| &entry.actions).flat_map(|action| &action.resources).map(|resource| resource.resource_type).collect()
}

/// A resource as a pattern; also with any account, where it has none.
fn patterns(resource: &str) -> (Pattern, Option<Pattern>) {
    (Pattern::of_resource(resource), with_any_account(resource).map(|resource| Pattern::of_resource(&resource)))
}

/// An ARN that leaves its account out, with `*` for it. What AWS itself owns is written so, as in
/// `arn:aws:ssm:*::document/AWS-RunShellScript`.
pub(super) fn with_any_account(resource: &str) -> Option<String> {
    let parts = arn_parts(resource);
    let [arn, partition, service, region, "", name] = parts[..] else { return None };
    Some(format!("{arn}:{partition}:{service}:{region}:*:{name}"))
}

impl OfService {
    /// Whether any entry names a type.
    pub(super) fn names(&self, resource_type: &str) -> bool {
        self.named.iter().flatten().any(|named| *named == resource_type)
    }
}
