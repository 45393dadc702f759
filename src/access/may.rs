//! May somebody do something, and why?

use super::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Derived, Origin, Source};
use crate::account::entity::PolicyKey;
use crate::policy::decision::report::Report;
use crate::policy::decision::{Change, Decision, Explanation, Layer, Remedy, Telling, explain, remedies_among, revocations};
use crate::policy::request::{Request, RequestError};

/// The answer, with everything it was made from.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The request.
    pub request: Request,
    /// Its condition keys, and where they come from.
    pub derived: Vec<Derived>,
    /// The policies that have a say, with their origins.
    pub authority: Authority,
    /// The decision with its reasons.
    pub explanation: Explanation,
    /// For a denial the smallest changes that would allow it: those that can be made in this account, then others.
    pub remedies: Vec<Remedy>,
    /// Whether the identity policies and the boundary of who asks are the account's.
    has_identity: bool,
    /// Whether a policy of the resource would be the account's.
    knows_resource: bool,
    /// Whether the resource has a policy in the account, or can be given one there.
    holds_resource: bool,
    /// Whether the resource would be the account's own and is not there: no policy can be given to it anywhere.
    is_absent: bool,
}

impl Answer {
    /// Whether a change can't be made in this account: it is about a policy or a caller that the account does not hold.
    pub fn is_outside(&self, change: &Change) -> bool {
        match change {
            Change::Add { layer, .. } => !self.holds(*layer),
            Change::RemoveBoundary => !self.has_identity,
            _ => false,
        }
    }

    /// Whether a statement can be added to a layer within the account.
    const fn holds(&self, layer: Layer) -> bool {
        match layer {
            Layer::Resource => self.holds_resource,
            Layer::Identity | Layer::Boundary => self.has_identity,
            Layer::Session | Layer::Endpoint | Layer::ServiceControl(_) | Layer::ResourceControl(_) => true,
        }
    }

    /// The answer, ready to be told.
    pub const fn tell(&self) -> Telling<'_> {
        let telling = self.explanation.tell(&self.request, &self.authority.policies);
        if self.knows_resource { telling } else { telling.without_resource() }
    }

    /// The answer for machines, its remedies in the same order and words as for people.
    pub fn report(&self) -> Report {
        let mut report = Report::new(self.tell(), &self.remedies);
        for (told, remedy) in report.remedies.iter_mut().zip(&self.remedies) {
            told.text = self.remedy_in_words(remedy);
        }
        report
    }

    /// For an allowance what would have to go for it to end, and what would deny it; none for a denial.
    pub fn revocations(&self) -> Vec<Remedy> {
        revocations(&self.request, &self.authority.policies)
    }

    /// What a remedy comes to, and whether that is beyond this account.
    pub fn remedy_in_words(&self, remedy: &Remedy) -> String {
        let told = self.tell().remedy(remedy);
        let outside = remedy.changes.iter().filter(|change| self.is_outside(change)).count();
        let place = match outside {
            0 => return told,
            all if all == remedy.changes.len() => "outside this practice account",
            _ => "in part outside this practice account",
        };
        format!("{}, {place}.", told.strip_suffix('.').unwrap_or(&told))
    }
}

/// Answers a question.
///
/// # Errors
/// Where who asks is gone.
pub fn may(account: &Account, question: &Question) -> Result<Answer, RequestError> {
    let (request, derived) = question.request(account)?;
    let authority = question.authority(account);
    let explanation = explain(&request, &authority.policies);
    let denied = explanation.decision != Decision::Allowed;
    let has_identity = matches!(question.asker, Asker::User(_) | Asker::RoleSession { .. });
    let is_absent = account.absent(&question.resource).is_some();
    let knows_resource = is_absent || account.would_have_policy_of(&question.resource);
    let held = question.resource.arn().and_then(|arn| account.resource_with_arn(arn));
    let holds_resource = authority.origins.resource.is_some() || held.is_some_and(|resource| resource.kind.has_policy());
    let remedies = Vec::new();
    let mut answer = Answer { request, derived, authority, explanation, remedies, has_identity, knows_resource, holds_resource, is_absent };
    if denied {
        answer.remedies = found(&answer);
    }
    Ok(answer)
}

/// The remedies within the account, then those beyond it.
fn found(answer: &Answer) -> Vec<Remedy> {
    let (request, policies) = (&answer.request, &answer.authority.policies);
    // AWS's own policies are what they are.
    let is_of_aws = |origin: &Origin| matches!(origin.source, Source::Managed(PolicyKey::AwsManaged(_)));
    let has_fixed_boundary = answer.authority.origins.boundary.iter().any(is_of_aws);
    let is_fixed = |layer| match layer {
        Layer::Boundary => has_fixed_boundary,
        Layer::Resource => answer.is_absent,
        _ => false,
    };
    let mut found = remedies_among(request, policies, |layer| answer.holds(layer) && !is_fixed(layer));
    let is_beyond = |remedy: &Remedy| remedy.changes.iter().any(|change| answer.is_outside(change));
    found.extend(remedies_among(request, policies, |layer| !is_fixed(layer)).into_iter().filter(is_beyond));
    found
}
