//! A simulation: what is asked, and the answers as they were when it ran.

use super::context::{AllGiven, overridden};
use super::policies::Playing;
use super::subject::Whose;
use super::told::{self, OfResource};
use crate::access;
use crate::account::Account;
use crate::account::authorization::{Circumstances, Derived, Origin, Provenance, context_of};
use crate::account::words::grouped;
use crate::app::words::count;
use crate::policy::actions::ActionId;
use crate::policy::decision::{Decision, Explanation, Layer, Place, Policies, explain};
use crate::policy::document::Effect;
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::policy::request::{Action, Request, RequestError, Resource};

/// Answers of one simulation at most: it is done between two keys.
const MOST: usize = 2_000;
/// Statements that one simulation looks at, for the same reason: each is looked at for each answer.
const MOST_STATEMENTS: usize = 400_000;

/// Everything that is asked.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Setup {
    /// Whose policies.
    pub whose: Whose,
    /// The policies that are on.
    pub playing: Playing,
    /// What is tried.
    pub actions: Vec<ActionId>,
    /// On what.
    pub resources: Vec<String>,
    /// Condition keys that were typed.
    pub given: AllGiven,
    /// What is derived for the first request, but for the time.
    pub derived: Vec<Derived>,
}

/// The condition keys that the console derives for an action on a resource.
pub(super) fn derived(account: &Account, whose: Whose, action: &Action, resource: &Resource, now: jiff::Timestamp) -> Vec<Derived> {
    account.context_for(&whose.asker(account), action, resource, &Circumstances::with_access_key(now))
}

impl Setup {
    /// Each action with each resource; an action that takes none once.
    fn pairs(&self) -> impl Iterator<Item = (ActionId, &str)> {
        self.actions.iter().flat_map(|action| {
            let takes = action.action().is_some_and(|known| !known.resources.is_empty());
            let resources: &[String] = if takes { &self.resources } else { &[] };
            let none = (!takes).then_some("*");
            resources.iter().map(String::as_str).chain(none).map(|resource| (*action, resource))
        })
    }

    /// How many answers there will be.
    pub fn count(&self) -> usize {
        self.pairs().count()
    }

    /// Why it can't be run, if so.
    pub fn why_not(&self, account: &Account) -> Option<String> {
        if self.whose.is_gone(account) {
            return Some("Whose policies these were is gone. c chooses somebody else.".into());
        }
        if let Some(reason) = self.playing.why_not() {
            let is_unchosen = self.whose == Whose::Unchosen;
            return Some(if is_unchosen { "Choose first whose policies: c does it.".into() } else { reason.into() });
        }
        if self.actions.is_empty() {
            return Some("There is no action to try yet. a adds some under Actions.".into());
        }
        if self.resources.is_empty() {
            return Some("There is no resource to try it on. a adds one under Resources; * is none in particular.".into());
        }
        let (answers, statements) = (self.count(), self.playing.statements().count());
        if answers > MOST {
            return Some(format!("That would be {}; {} is the most.", count(answers, "answer"), grouped(MOST)));
        }
        let is_much = answers * statements > MOST_STATEMENTS;
        is_much
            .then(|| format!("{} with {} each is too much; try fewer actions.", count(answers, "answer"), count(statements, "statement")))
    }

    /// Asks all of it.
    ///
    /// # Errors
    /// What of it can't be asked.
    pub fn run(self, account: &Account, now: jiff::Timestamp) -> Result<Run, RequestError> {
        let policies = self.playing.policies();
        let principal = self.whose.principal(account)?;
        let mut answers = Vec::new();
        for (id, resource) in self.pairs() {
            let (action, resource) = (Action::parse(&id.full_name())?, Resource::parse(resource)?);
            let derived = overridden(derived(account, self.whose, &action, &resource, now), &self.given);
            let request = Request::new(principal.clone(), action, resource).with_context(context_of(&derived));
            let owner = account.account_of(&request.resource);
            let request = request.owned_by(&owner)?;
            let origin = account.policy_of_resource(&request.action, &request.resource).map(|(origin, _)| origin);
            let off = origin.as_ref().and_then(|origin| self.playing.of_resource_off(origin)).map(|policy| policy.name.clone());
            let own = with_resource_policy(account, &self.playing, &policies, &request).filter(|_| off.is_none());
            let all = own.as_ref().unwrap_or(&policies);
            let explanation = explain(&request, all);
            let telling = explanation.tell(&request, all).without_resource(account.absence_of_policy(&request.resource));
            let of_resource = OfResource { off: off.as_deref(), is_assumed: own.is_some() && origin.is_none() };
            let why = told::decision(&self.playing, of_resource, all, &explanation, &telling);
            answers.push(Answer { origin, off, ..Answer::of(id, request, own, &explanation, why) });
        }
        Ok(Run { setup: self, policies, answers })
    }
}

/// The policies with what a simulation takes for the resource's; `None` where it has none, or where one is in play already.
fn with_resource_policy(account: &Account, playing: &Playing, policies: &Policies, request: &Request) -> Option<Policies> {
    if playing.has_resource_policy() {
        return None;
    }
    let (policy, _) = account.policy_of_simulated(&request.action, &request.resource)?;
    Some(Policies { resource: Some(policy), ..policies.clone() })
}

/// The answers of a simulation, with what was asked.
pub(super) struct Run {
    /// What was asked.
    pub setup: Setup,
    policies: Policies,
    /// The answers, by action and resource.
    pub answers: Vec<Answer>,
}

/// One answer.
pub(super) struct Answer {
    /// The action.
    pub action: ActionId,
    /// What was asked.
    pub request: Request,
    /// The policies, where they are not those of all.
    own: Option<Policies>,
    /// The decision.
    pub decision: Decision,
    /// The decision and what decided, in a sentence or two.
    pub why: String,
    /// The statements that match.
    pub places: Vec<Place>,
    /// The statements that match and are for the decision.
    pub matching: usize,
    /// The layer that decided.
    pub layer: Option<Layer>,
    /// The policy that the resource has in the account.
    pub origin: Option<Origin>,
    /// Its name, where it is switched off.
    pub off: Option<String>,
}

impl Answer {
    fn of(action: ActionId, request: Request, own: Option<Policies>, explanation: &Explanation, why: String) -> Self {
        let decision = explanation.decision;
        let counts = |effect| explanation.statements().iter().filter(|finding| finding.matches() && finding.effect == effect).count();
        let matching = match decision {
            Decision::Allowed => counts(Effect::Allow),
            Decision::ExplicitDeny => counts(Effect::Deny),
            Decision::ImplicitDeny => 0,
        };
        let places = explanation.statements().iter().filter(|finding| finding.matches()).map(|finding| finding.place).collect();
        Self { action, request, own, decision, why, places, matching, layer: explanation.deciding_layer(), origin: None, off: None }
    }

    /// What there is to say of the resource's policy.
    pub fn of_resource(&self) -> OfResource<'_> {
        OfResource { off: self.off.as_deref(), is_assumed: self.own.is_some() && self.origin.is_none() }
    }

    /// What is to be said of an ARN that the action does not take.
    pub fn misfit(&self) -> Option<String> {
        access::misfit(&self.request.action, &self.request.resource)
    }

    /// The type of the resource, as its service calls it; `None` where there is no one resource, or none that the service knows.
    pub fn resource_type(&self) -> Option<&'static str> {
        let arn = self.request.resource.arn()?;
        ResourceTypes::known(self.action.service_id().service()?)?.named_by(&Pattern::of_resource(arn)).next()
    }

    /// The decision as the console words it, shorter or longer.
    pub fn permission(&self, is_long: bool) -> String {
        let statements = || count(self.matching, "matching statement");
        let short = match self.decision {
            Decision::Allowed => "allowed",
            Decision::ExplicitDeny => "denied – explicitly",
            Decision::ImplicitDeny => "denied – implicitly",
        };
        match (is_long, self.decision, self.layer) {
            (false, ..) => short.into(),
            (true, Decision::Allowed, _) if self.matching == 0 => short.into(),
            (true, Decision::Allowed | Decision::ExplicitDeny, _) => format!("{short} ({})", statements()),
            (true, _, Some(Layer::Boundary)) => format!("{short} (outside the boundary)"),
            (true, _, Some(Layer::Resource)) => format!("{short} (no grant by the resource)"),
            (true, ..) if self.places.is_empty() => format!("{short} (no matching statement)"),
            (true, ..) => format!("{short} (no policy that must allow does)"),
        }
    }
}

impl Run {
    /// How many are allowed, and how many denied.
    pub fn counts(&self) -> (usize, usize) {
        let allowed = self.answers.iter().filter(|answer| answer.decision == Decision::Allowed).count();
        (allowed, self.answers.len() - allowed)
    }

    /// The policies that an answer was made from.
    pub fn policies<'a>(&'a self, answer: &'a Answer) -> &'a Policies {
        answer.own.as_ref().unwrap_or(&self.policies)
    }

    /// How an answer came about.
    pub fn explanation(&self, answer: &Answer) -> Explanation {
        explain(&answer.request, self.policies(answer))
    }
}

/// What is derived, without what changes by itself.
pub(super) fn without_clock(mut derived: Vec<Derived>) -> Vec<Derived> {
    derived.retain(|derived| derived.from != Provenance::Clock && !derived.key.eq_ignore_ascii_case("aws:TokenIssueTime"));
    derived
}
