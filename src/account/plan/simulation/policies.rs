//! The policies of a simulation: those of a user, group or role, and those that are given, each with its text.

use std::sync::Arc;

use crate::account::Account;
use crate::account::authorization::{Authority, Origin, Source};
use crate::account::entity::PolicyText;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{OrderedOrganizationPolicy, PolicyIdentifier};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::policy::compiled::Policy;
use crate::policy::decision::{Explanation, Layer, Level, Place, Policies};
use crate::policy::document::{DocumentKind, validate};
use crate::policy::request::{Action, Request, Resource};

/// Policies with what the answer says of each.
#[derive(Clone, Default)]
pub(super) struct Simulated {
    policies: Policies,
    identity: Vec<Input>,
    boundary: Vec<Input>,
    organization: Vec<Vec<Input>>,
    resource: Option<Input>,
}

/// What the answer says of a policy.
#[derive(Clone)]
pub(super) struct Input {
    /// Its name there.
    pub id: String,
    /// Its type there.
    pub kind: &'static str,
    /// The document, where places in it are counted.
    pub text: Arc<str>,
}

/// A member that can't be simulated.
pub(super) fn invalid(member: &'static str, what: &str) -> Refusal {
    Refusal::new(ErrorCode::InvalidInput, what).member(member)
}

/// Reads a document that is given.
fn given(text: &str, id: String, kind: DocumentKind, member: &'static str) -> Result<(Policy, Input), Refusal> {
    let document = validate(text, kind).map_err(|faults| {
        let (message, about) = faults.first().map_or_else(Default::default, |fault| (fault.message.to_string(), fault.about.clone()));
        invalid(member, &format!("{id}: {message}")).remedy(about)
    })?;
    let kind = if kind == DocumentKind::Resource { "resource" } else { "none" };
    Ok((Policy::compile(&id, &document), Input { id, kind, text: text.into() }))
}

impl Simulated {
    /// Those of a user, group or role, without some that are left out.
    pub(super) fn of_identity(account: &Account, identity: UniqueId, without: &[PolicyIdentifier]) -> Self {
        let Authority { policies, origins, .. } = account.policies_of_identity(identity);
        let mut simulated = Self::default();
        for (policy, origin) in policies.identity.into_iter().zip(&origins.identity) {
            if !without.iter().any(|excluded| account.excludes(excluded, origin, false)) {
                simulated.policies.identity.push(policy);
                simulated.identity.push(account.simulated_input(origin));
            }
        }
        for (policy, origin) in policies.boundary.into_iter().zip(&origins.boundary) {
            if !without.iter().any(|excluded| account.excludes(excluded, origin, true)) {
                simulated.policies.boundary.push(policy);
                simulated.boundary.push(account.simulated_input(origin));
            }
        }
        simulated
    }

    /// Adds identity policies that are given.
    pub(super) fn add_inputs(&mut self, texts: &[String], member: &'static str) -> Result<(), Refusal> {
        for (text, number) in texts.iter().zip(1..) {
            let (policy, input) = given(text, format!("{member}.{number}"), DocumentKind::Identity, member)?;
            self.policies.identity.push(policy);
            self.identity.push(input);
        }
        Ok(())
    }

    /// Puts a boundary that is given in the place of what is there.
    pub(super) fn set_boundary(&mut self, texts: Option<&[String]>) -> Result<(), Refusal> {
        const MEMBER: &str = "PermissionsBoundaryPolicyInputList";
        let Some(texts) = texts else { return Ok(()) };
        self.policies.boundary.clear();
        self.boundary.clear();
        for (text, number) in texts.iter().zip(1..) {
            let (policy, input) = given(text, format!("{MEMBER}.{number}"), DocumentKind::Identity, MEMBER)?;
            self.policies.boundary.push(policy);
            self.boundary.push(input);
        }
        Ok(())
    }

    /// Adds the levels of an organization, the root first.
    pub(super) fn add_organization(&mut self, levels: &[OrderedOrganizationPolicy]) -> Result<(), Refusal> {
        const MEMBER: &str = "OrderedOrganizationPolicyInputList";
        for (level, number) in levels.iter().zip(1..) {
            let mut found = Level { name: format!("level {number}").into(), policies: Vec::new() };
            let mut inputs = Vec::new();
            for (text, of_level) in level.service_control_policy_input_list.iter().flatten().zip(1..) {
                let (policy, input) = given(text, format!("{MEMBER}.{number}.{of_level}"), DocumentKind::ServiceControl, MEMBER)?;
                found.policies.push(policy);
                inputs.push(input);
            }
            self.policies.service_control.push(found);
            self.organization.push(inputs);
        }
        Ok(())
    }

    /// The same with the resource's policy: the given one, else the one that a simulation takes for it.
    pub(super) fn on(&self, account: &Account, given_policy: Option<&str>, action: &Action, resource: &Resource) -> Result<Self, Refusal> {
        let mut simulated = self.clone();
        if let Some(text) = given_policy {
            const MEMBER: &str = "ResourcePolicy";
            let (policy, input) = given(text, MEMBER.to_owned(), DocumentKind::Resource, MEMBER)?;
            simulated.policies.resource = Some(policy);
            simulated.resource = Some(input);
            return Ok(simulated);
        }
        if let Some((policy, origin)) = account.policy_of_simulated(action, resource) {
            simulated.policies.resource = Some(policy);
            simulated.resource = origin.map(|origin| account.simulated_input(&origin));
        }
        Ok(simulated)
    }

    pub(super) const fn policies(&self) -> &Policies {
        &self.policies
    }

    /// What the answer says of the policy at a place; `None` for those that nobody gave.
    pub(super) fn input(&self, place: Place) -> Option<&Input> {
        let at = place.policy as usize;
        match place.layer {
            Layer::Identity => self.identity.get(at),
            Layer::Boundary => self.boundary.get(at),
            Layer::Resource => self.resource.as_ref(),
            Layer::ServiceControl(level) => self.organization.get(level as usize)?.get(at),
            _ => None,
        }
    }

    /// The condition keys that statements wanted and did not get.
    pub(super) fn missing_keys(&self, request: &Request, explanation: &Explanation) -> Vec<String> {
        explanation.missing_keys(request, &self.policies).into_iter().map(|missing| missing.key).collect()
    }
}

impl Account {
    /// The user, group or role that a simulation's policies are of.
    pub(in crate::account::plan) fn policy_source_with_arn(&self, arn: &str) -> Result<UniqueId, Refusal> {
        Identity::with_arn(self, arn).map(Identity::id).ok_or_else(|| {
            Refusal::new(ErrorCode::NoSuchEntity, format!("The principal with ARN {arn} cannot be found."))
                .member("PolicySourceArn")
                .remedy("Give the ARN of a user, group or role of this account.")
        })
    }

    fn simulated_input(&self, origin: &Origin) -> Input {
        let (id, text) = match &origin.source {
            Source::Managed(policy) => (self.policy_name(policy).to_owned(), self.policy_document(policy).map(PolicyText::from)),
            Source::Inline { of, name } => {
                let holder = Identity::of(self, *of).map_or("", Identity::name);
                let text = self.inline_policy(*of, name).map(|policy| policy.document.clone());
                (format!("{}_{}_{name}", origin.source.kind_in_simulation(), holder), text)
            }
            Source::Resource(resource) => (resource.name.clone(), self.policy_on(resource)),
            // A simulation knows no settings of the account.
            Source::PasswordPolicy => (self.source_name(&origin.source).to_owned(), None),
            Source::Trust(role) => {
                let role = self.role(*role);
                (role.map(|role| role.name.clone()).unwrap_or_default(), role.map(|role| self.current_policy(&role.trust_policy)))
            }
        };
        Input { id, kind: origin.source.kind_in_simulation(), text: text.as_deref().unwrap_or_default().into() }
    }

    /// Whether a policy that is left out is this one.
    fn excludes(&self, excluded: &PolicyIdentifier, origin: &Origin, is_boundary: bool) -> bool {
        let kind = match (&origin.source, is_boundary) {
            (_, true) => "permission-boundary",
            (Source::Managed(policy), _) if policy.in_catalog().is_some() => "aws-managed",
            (Source::Managed(_), _) => "user-managed",
            _ => "inline",
        };
        if excluded.policy_type.as_deref().is_some_and(|given| given != kind) {
            return false;
        }
        let by_arn = excluded.policy_arn.as_deref().map(|arn| match &origin.source {
            Source::Managed(policy) => self.policy_arn(policy) == arn,
            _ => false,
        });
        let by_name = excluded.inline_policy_identifier.as_ref().map(|inline| match &origin.source {
            Source::Inline { of, name } => {
                inline.attachment_type == origin.source.kind_in_simulation()
                    && inline.attachment_name.eq_ignore_ascii_case(Identity::of(self, *of).map_or("", Identity::name))
                    && inline.policy_name.eq_ignore_ascii_case(name)
            }
            _ => false,
        });
        // A type alone leaves out the boundary, which there is one of.
        match (by_arn, by_name) {
            (None, None) => is_boundary && excluded.policy_type.is_some(),
            (by_arn, by_name) => by_arn.unwrap_or(true) && by_name.unwrap_or(true),
        }
    }
}
