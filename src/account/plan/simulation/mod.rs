//! What policies would allow: the policy simulator's operations.
//!
//! As on AWS, condition keys are those that are given and no others. Better than on AWS, the keys that statements wanted and did
//! not get are reported whatever the resource, and a role that the account knows brings its trust policy along.

mod context_entries;
mod context_keys;
mod policies;

use std::collections::BTreeMap;

use super::page::Page;
use super::{Plan, Planning};
use crate::account::Account;
use crate::account::authorization::Source;
use crate::account::id::IdKind;
use crate::account::operation::{SimulateCustomPolicy, SimulatePrincipalPolicy};
use crate::account::refusal::Refusal;
use crate::account::reply::{
    BoundaryDecision, EvaluationResult, MatchedStatement, OrganizationsDecision, Reply, ResourceSpecificResult, StatementPosition,
};
use crate::policy::decision::{Decision, Explanation, Layer, Standing, explain};
use crate::policy::document::{Effect, LineIndex};
use crate::policy::request::{Action, Arn, Context, Principal, Request, RequestError, Resource};
use context_entries::context;
use policies::{Simulated, invalid};

/// Requests that one call may ask about; a page at a time is decided.
const MOST_REQUESTS: usize = 1_000_000;

/// EC2's scenarios say which resources belong to a request; here each resource is asked about by itself.
fn refuse_scenario(option: Option<&str>) -> Result<(), Refusal> {
    option.map_or(Ok(()), |_| {
        let message = "ResourceHandlingOption is not simulated here: no EC2 scenario is known.";
        Err(invalid("ResourceHandlingOption", message).remedy("Leave it out, and list the resources in ResourceArns."))
    })
}

/// A resource's policy names its callers: who calls must be known where one is given (`CallerArn` of the two operations).
fn refuse_nobody(resource_policy: Option<&str>, caller_arn: Option<&str>) -> Result<(), Refusal> {
    if resource_policy.is_none() || caller_arn.is_some() {
        return Ok(());
    }
    let message = "CallerArn is required with a ResourcePolicy, where the policies are not those of a user.";
    Err(invalid("CallerArn", message)
        .remedy("Give the ARN of the user who calls: the Principal of the resource's policy is compared with it."))
}

impl Plan for SimulateCustomPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        refuse_scenario(self.resource_handling_option.as_deref())?;
        let account = planning.account;
        let mut simulated = Simulated::default();
        simulated.add_inputs(&self.policy_input_list, "PolicyInputList")?;
        simulated.set_boundary(self.permissions_boundary_policy_input_list.as_deref())?;
        simulated.add_organization(self.ordered_organization_policy_input_list.as_deref().unwrap_or_default())?;
        let asked = Asked {
            actions: &self.action_names,
            resources: self.resource_arns.as_deref(),
            resource_policy: self.resource_policy.as_deref(),
            owner: self.resource_owner.as_deref(),
            caller: self.caller(account)?,
            context: context(self.context_entries.as_deref().unwrap_or_default())?,
        };
        asked.answer(account, &simulated, &Page::asked(self.marker.as_deref(), self.max_items)?)
    }
}

impl SimulateCustomPolicy {
    fn caller(&self, account: &Account) -> Result<Principal, Refusal> {
        refuse_nobody(self.resource_policy.as_deref(), self.caller_arn.as_deref())?;
        caller(self.caller_arn.as_deref(), || account.somebody())
    }
}

impl Plan for SimulatePrincipalPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        refuse_scenario(self.resource_handling_option.as_deref())?;
        let account = planning.account;
        let source = account.policy_source_with_arn(&self.policy_source_arn)?;
        let mut simulated = Simulated::of_identity(account, source, self.policy_exclusion_list.as_deref().unwrap_or_default());
        simulated.add_inputs(self.policy_input_list.as_deref().unwrap_or_default(), "PolicyInputList")?;
        simulated.set_boundary(self.permissions_boundary_policy_input_list.as_deref())?;
        let is_group = account.group(source).is_some();
        if account.user(source).is_none() {
            refuse_nobody(self.resource_policy.as_deref(), self.caller_arn.as_deref())?;
        }
        let own = || if is_group { account.somebody() } else { self.policy_source_arn.clone() };
        let asked = Asked {
            actions: &self.action_names,
            resources: self.resource_arns.as_deref(),
            resource_policy: self.resource_policy.as_deref(),
            owner: self.resource_owner.as_deref(),
            caller: caller(self.caller_arn.as_deref(), own)?,
            context: context(self.context_entries.as_deref().unwrap_or_default())?,
        };
        asked.answer(account, &simulated, &Page::asked(self.marker.as_deref(), self.max_items)?)
    }
}

/// What a simulation asks of its policies.
struct Asked<'a> {
    actions: &'a [String],
    resources: Option<&'a [String]>,
    resource_policy: Option<&'a str>,
    owner: Option<&'a str>,
    caller: Principal,
    context: Context,
}

impl Asked<'_> {
    /// The answers of a page: each action on each resource.
    fn answer(&self, account: &Account, simulated: &Simulated, page: &Page) -> Result<Reply, Refusal> {
        let actions: Vec<Action> = read_all(self.actions, "ActionNames", Action::parse)?;
        let everything = ["*".to_owned()];
        let named = self.resources.filter(|resources| !resources.is_empty()).unwrap_or(&everything);
        let no_arn = |text: &String, error: RequestError| {
            invalid("ResourceArns", &format!("ResourceNames are not in a valid ARN format: {text}.")).remedy(error.to_string())
        };
        let parsed = named.iter().map(|text| Resource::parse(text).map_err(|error| no_arn(text, error)));
        let resources: Vec<Resource> = parsed.collect::<Result<_, _>>()?;
        if actions.len().saturating_mul(resources.len()) > MOST_REQUESTS {
            return Err(invalid("ActionNames", &format!("No more than {MOST_REQUESTS} requests can be simulated at once.")));
        }
        let pairs = actions.iter().flat_map(|action| resources.iter().map(move |resource| (action, resource)));
        let (pairs, paging) = page.cut(pairs.enumerate(), |(at, _)| format!("{at:09}"));
        let mut evaluation_results = Vec::with_capacity(pairs.len());
        for (_, (action, resource)) in pairs {
            let simulated = simulated.on(account, self.resource_policy, action, resource)?;
            evaluation_results.push(self.evaluate(&simulated, action, resource)?);
        }
        Ok(Reply::EvaluationResults { evaluation_results, paging })
    }

    fn evaluate(&self, simulated: &Simulated, action: &Action, resource: &Resource) -> Result<EvaluationResult, Refusal> {
        let mut request = Request::new(self.caller.clone(), action.clone(), resource.clone()).with_context(self.context.clone());
        if let Some(owner) = self.owner {
            let id = Arn::parse(owner).map_or(owner, |arn| arn.account);
            request = request.owned_by(id).map_err(|error| invalid("ResourceOwner", &error.to_string()))?;
        }
        let policies = simulated.policies();
        let explanation = explain(&request, policies);
        let passes = |layer| explanation.standing(layer).is_some_and(|standing: Standing| !standing.is_obstacle());
        let organization = (!policies.service_control.is_empty()).then(|| {
            let levels = policies.layers().filter(|layer| matches!(layer, Layer::ServiceControl(_)));
            OrganizationsDecision { allowed_by_organizations: levels.into_iter().all(passes) }
        });
        // Whether a layer allows by a statement of its own, whatever else may make that unnecessary.
        let allows = |layer| explanation.standing(layer).is_some_and(Standing::allows);
        let boundary = !policies.boundary.is_empty();
        let boundary = boundary.then(|| BoundaryDecision { allowed_by_permissions_boundary: allows(Layer::Boundary) });
        let matched_statements = matched(simulated, &explanation);
        let missing_context_values = simulated.missing_keys(&request, &explanation);
        let eval_decision_details = details(&request, &explanation, organization.as_ref());
        let specific = resource.arn().map(|arn| ResourceSpecificResult {
            eval_resource_name: arn.to_owned(),
            eval_resource_decision: explanation.decision.name(),
            matched_statements: matched_statements.clone(),
            missing_context_values: missing_context_values.clone(),
            eval_decision_details: eval_decision_details.clone().filter(|details| !details.is_empty()),
            permissions_boundary_decision_detail: boundary.clone(),
        });
        Ok(EvaluationResult {
            eval_action_name: action.text().to_owned(),
            eval_resource_name: resource.text().to_owned(),
            eval_decision: explanation.decision.name(),
            matched_statements,
            missing_context_values,
            organizations_decision_detail: organization,
            permissions_boundary_decision_detail: boundary,
            eval_decision_details,
            resource_specific_results: specific.into_iter().collect(),
        })
    }
}

/// What either account's policies come to where caller and resource are of different ones. Within one account it is empty, and
/// it is not there without a resource, nor where the organization has ended it (IAM API reference: `EvaluationResult`).
fn details(
    request: &Request,
    explanation: &Explanation,
    organization: Option<&OrganizationsDecision>,
) -> Option<BTreeMap<&'static str, &'static str>> {
    request.resource.arn()?;
    if organization.is_some_and(|organization| !organization.allowed_by_organizations) {
        return None;
    }
    if request.principal.account() == request.owner() {
        return Some(BTreeMap::new());
    }
    let standing = |layer| explanation.standing(layer);
    let own = [Layer::Identity, Layer::Boundary, Layer::Session].map(standing);
    let own = if own.contains(&Some(Standing::Denies)) {
        Decision::ExplicitDeny
    } else if own.iter().flatten().any(|standing| standing.is_obstacle()) {
        Decision::ImplicitDeny
    } else {
        Decision::Allowed
    };
    let of_resource = match standing(Layer::Resource) {
        Some(Standing::Denies) => Decision::ExplicitDeny,
        Some(standing) if standing.allows() => Decision::Allowed,
        _ => Decision::ImplicitDeny,
    };
    Some(BTreeMap::from([("IAM Policy", own.name()), ("Resource Policy", of_resource.name())]))
}

/// The statements that determine the result: those that deny where one does, else those that allow.
fn matched(simulated: &Simulated, explanation: &Explanation) -> Vec<MatchedStatement> {
    let decisive = if explanation.decision == Decision::ExplicitDeny { Effect::Deny } else { Effect::Allow };
    let found = explanation.statements().iter().filter(|finding| finding.matches() && finding.effect == decisive);
    found
        .filter_map(|finding| {
            let input = simulated.input(finding.place)?;
            let span = simulated.policies().statement(finding.place)?.span();
            let index = LineIndex::of(&input.text);
            let position = |offset| {
                let at = index.position(offset);
                StatementPosition { line: at.line, column: at.column }
            };
            Some(MatchedStatement {
                source_policy_id: input.id.clone(),
                source_policy_type: input.kind,
                start_position: position(span.start),
                end_position: position(span.end),
            })
        })
        .collect()
}

fn read_all<T>(texts: &[String], member: &'static str, read: impl Fn(&str) -> Result<T, RequestError>) -> Result<Vec<T>, Refusal> {
    texts.iter().map(|text| read(text).map_err(|error| invalid(member, &error.to_string()))).collect()
}

fn caller(given: Option<&str>, own: impl Fn() -> String) -> Result<Principal, Refusal> {
    let arn = given.map_or_else(own, str::to_owned);
    Principal::parse(&arn).map_err(|error| invalid("CallerArn", &error.to_string()))
}

impl Source {
    /// The type of a policy as simulations report it.
    pub(super) fn kind_in_simulation(&self) -> &'static str {
        match self {
            Self::Managed(policy) if policy.in_catalog().is_some() => "aws-managed",
            Self::Managed(_) => "user-managed",
            Self::Inline { of, .. } => of.kind().map_or("user", IdKind::word),
            Self::Trust(_) | Self::Resource(_) => "resource",
            Self::PasswordPolicy => "none",
        }
    }
}
