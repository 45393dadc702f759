//! May somebody do something, and why?

use std::collections::BTreeMap;

use super::Question;
use super::ways::{self, Way};
use super::what_can::Whose;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Derived, Origin, Source, is_of_principal};
use crate::account::entity::PolicyKey;
use crate::policy::decision::report::Report;
use crate::policy::decision::{Change, Decision, Explanation, Layer, Remedy, Telling, explain};
use crate::policy::request::{Request, RequestError};

/// The answer, with everything it was made from.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the account by itself")]
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
    /// For a denial the changes of who has which policy that would allow it.
    pub ways: Vec<Way>,
    /// How policies of AWS, which nobody can change, are detached, by the place of the policy.
    detached: BTreeMap<(Layer, u32), String>,
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
        let revocations = self.revocations();
        let told = report.remedies.iter_mut().zip(&self.remedies).chain(report.revocations.iter_mut().zip(&revocations));
        for (told, remedy) in told {
            told.text = self.remedy_in_words(remedy);
            for (told, change) in told.changes.iter_mut().zip(&remedy.changes) {
                told.text = self.change_in_words(change);
            }
        }
        report
    }

    /// For an allowance what would have to go for it to end, and what would deny it; none for a denial.
    pub fn revocations(&self) -> Vec<Remedy> {
        self.explanation.revocations(&self.request, &self.authority.policies)
    }

    /// A change, as an advice: what is AWS's own is detached, and not changed.
    fn change_in_words(&self, change: &Change) -> String {
        let detached = match change {
            Change::Remove(place) => self.detached.get(&(place.layer, place.policy)),
            _ => None,
        };
        detached.cloned().unwrap_or_else(|| self.tell().change(change))
    }

    /// What a remedy comes to, and whether that is beyond this account.
    pub fn remedy_in_words(&self, remedy: &Remedy) -> String {
        let told = self.tell().remedy_with(remedy, |change| self.change_in_words(change));
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
    let has_identity = matches!(question.asker, Asker::User(_) | Asker::RoleSession { .. });
    let who = account.asker_name(&question.asker);
    answered(account, question, question.authority(account), (has_identity, &who))
}

/// Answers a question about a user who has nothing but what a group or a policy gives: [`Question::holder`] asks. `None` of the
/// others of [`Whose`] is meant.
///
/// # Errors
/// The account has no such user to ask as.
pub fn may_with(account: &Account, whose: &Whose, question: &Question) -> Result<Answer, RequestError> {
    let (mut authority, who) = match whose {
        Whose::Identity(id) => {
            (account.policies_of_identity(*id), account.group(*id).map_or_else(String::new, |group| format!("the group {}", group.name)))
        }
        Whose::Policy(policy) => (account.policy_by_itself(policy), "whoever has it".to_owned()),
        Whose::Asker(_) | Whose::Session(_) => return may(account, question),
    };
    account.add_resource_policy(&mut authority, &question.action, &question.resource);
    answered(account, question, authority, (true, &who))
}

fn answered(
    account: &Account,
    question: &Question,
    authority: Authority,
    (has_identity, who): (bool, &str),
) -> Result<Answer, RequestError> {
    let (request, derived) = question.request(account)?;
    let explanation = explain(&request, &authority.policies);
    let denied = explanation.decision != Decision::Allowed;
    let is_absent = account.absent(&question.resource).is_some();
    let knows_resource = is_absent || account.would_have_policy_of(&question.resource);
    let held = question.resource.arn().and_then(|arn| account.resource_with_arn(arn));
    let holds_resource = authority.origins.resource.is_some() || held.is_some_and(|resource| resource.kind.has_policy());
    let (remedies, ways, detached) = (Vec::new(), Vec::new(), detached(account, who, &authority));
    let mut answer = Answer {
        request,
        derived,
        authority,
        explanation,
        remedies,
        ways,
        detached,
        has_identity,
        knows_resource,
        holds_resource,
        is_absent,
    };
    if denied {
        answer.remedies = found(&answer);
        answer.ways = ways::ways(account, &question.asker, &answer.request, &answer.authority);
    }
    Ok(answer)
}

/// How those of the identity policies are detached that are AWS's own.
fn detached(account: &Account, who: &str, authority: &Authority) -> BTreeMap<(Layer, u32), String> {
    let told = |origin: &Origin| match (&origin.source, origin.group.and_then(|group| account.group(group))) {
        (Source::Managed(key @ PolicyKey::AwsManaged(_)), Some(group)) => {
            Some(format!("Detach {} from the group {}, or let who asks leave the group.", account.policy_name(key), group.name))
        }
        (Source::Managed(key @ PolicyKey::AwsManaged(_)), None) => Some(format!("Detach {} from {who}.", account.policy_name(key))),
        _ => None,
    };
    let identity = authority.origins.identity.iter().zip(0..);
    identity.filter_map(|(origin, at)| Some(((Layer::Identity, at), told(origin)?))).collect()
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
    let among = |takes: &dyn Fn(Layer) -> bool| answer.explanation.remedies_among(request, policies, takes);
    let mut found = among(&|layer| answer.holds(layer) && !is_fixed(layer));
    let is_beyond = |remedy: &Remedy| remedy.changes.iter().any(|change| answer.is_outside(change));
    found.extend(among(&|layer| !is_fixed(layer)).into_iter().filter(is_beyond));
    // Nobody can come as somebody else: what tells who asks is as it is, but for tags.
    let is_identity = |key: &str| is_of_principal(key) && !key.to_ascii_lowercase().starts_with("aws:principaltag/");
    found.retain(|remedy| {
        remedy.changes.iter().all(|change| match change {
            Change::SetKey { key, .. } | Change::DropKey { key } => !is_identity(key),
            _ => true,
        })
    });
    found
}
