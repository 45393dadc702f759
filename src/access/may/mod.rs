//! May somebody do something, and why?

mod deed;
mod found;
mod within_reach;

use std::collections::BTreeMap;

use self::found::{detached, found};
use super::Question;
use super::ways::{self, Way};
use super::what_can::Whose;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Derived, Source, is_roots_always};
use crate::account::entity::Owner;
use crate::account::id::UniqueId;
use crate::policy::decision::report::Report;
use crate::policy::decision::{Absence, Change, Decision, Explanation, Layer, Reason, Remedy, Telling, Whom, explain};
use crate::policy::request::{CallerKind, OutOfReach, Request, RequestError, Value};

/// What is said where the account's password policy decides.
const LET_BY_PASSWORD_POLICY: &str =
    "Allowed: the account's password policy lets every user change their own password and read the rules for it. A deny wins over that.";

/// What is said where Block Public Access stands before the bucket's policy.
const SHUT_OUT: &str = "It lets in this account's own alone until \"Let a public policy reach the account's own only\" is turned off \
                        (RestrictPublicBuckets), or until nothing in the bucket's policy makes it public.";

/// What is said where Block Public Access keeps a bucket from being opened to everyone.
const STAYS_PRIVATE: &str = "As long as Block Public Access is on for the bucket (BlockPublicPolicy, RestrictPublicBuckets), no policy lets \
                             in everyone: turn these two off first, and then let the bucket policy allow it to *.";

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
    /// For a denial the smallest changes that would allow it: those that can be made in this account, then others. None that
    /// grants an action that the reference does not know: it may be no action at all.
    pub remedies: Vec<Remedy>,
    /// For a denial the changes of who has which policy that would allow it.
    pub ways: Vec<Way>,
    /// How policies are taken away that nobody can change, by their places.
    detached: BTreeMap<(Layer, u32), String>,
    /// Whether the identity policies and the boundary of who asks are the account's.
    has_identity: bool,
    /// Who asks, by name; `None` where that is somebody without one.
    caller: Option<String>,
    /// Whose the identity policies are, by name.
    holder: String,
    /// The same as the account knows them; `None` where it does not, and where a policy is asked about by itself.
    holder_id: Option<UniqueId>,
    /// Whether it is asked of a role in any session of it.
    is_any_session: bool,
    /// Whether Block Public Access keeps a policy of the bucket from letting in who asks, who is anybody.
    stays_private: bool,
    /// Why there is no policy of the resource, where there is none.
    absence: Absence,
    /// Whether the resource has a policy in the account, or can be given one there.
    holds_resource: bool,
    /// Whether no policy of the resource would change anything: it would be the account's own and is not there, or it shuts out
    /// who asks, whatever its policy says.
    is_deaf: bool,
    /// Who asks, where that is a user or the root user who has no MFA device.
    without_device: Option<String>,
}

/// A change that would allow what is denied, by its place in the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Advice {
    /// One of the remedies.
    Remedy(usize),
    /// One of the changes of who has which policy.
    Way(usize),
}

impl Answer {
    /// All that would allow what is denied, the narrowest first: what the caller can do, then what denies is left with a group
    /// or detached, and what lacks is written for just this request.
    pub fn advice(&self) -> Vec<Advice> {
        let own = self.remedies.iter().take_while(|remedy| remedy.is_callers_own()).count();
        let remedies = || (own..self.remedies.len()).map(Advice::Remedy);
        let ways = || (0..self.ways.len()).map(Advice::Way);
        let is_lacking = self.explanation.decision == Decision::ImplicitDeny;
        let changes: Vec<Advice> = if is_lacking { remedies().chain(ways()).collect() } else { ways().chain(remedies()).collect() };
        (0..own).map(Advice::Remedy).chain(changes).collect()
    }

    /// Whether a change is that it be signed in with MFA, for which who asks has no device.
    pub fn lacks_device(&self, change: &Change) -> bool {
        self.without_device.is_some() && is_signing_in_with_mfa(change)
    }

    /// Whether a change can't be made in this account: it is about a policy or a caller that the account does not hold.
    pub fn is_outside(&self, change: &Change) -> bool {
        match change {
            Change::Add { layer, .. } => !self.holds(*layer),
            Change::RemoveBoundary => !self.has_identity,
            _ => false,
        }
    }

    /// Whose the identity policies are, by name.
    pub fn holder(&self) -> &str {
        &self.holder
    }

    /// The user, role or group whose the identity policies are; `None` where the account does not hold them.
    pub const fn holder_id(&self) -> Option<UniqueId> {
        self.holder_id
    }

    /// Whether the console leads to where a change is made: it is one of the request, or of what the account holds.
    pub fn is_led_to(&self, change: &Change) -> bool {
        match change {
            Change::Remove(place) => self.authority.origins.get(place.layer, place.policy as usize).is_some(),
            Change::Add { layer: Layer::Session | Layer::Endpoint | Layer::ServiceControl(_) | Layer::ResourceControl(_), .. } => false,
            change => !self.is_outside(change),
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
    pub fn tell(&self) -> Telling<'_> {
        let telling = self.explanation.tell(&self.request, &self.authority.policies);
        let telling = if self.holder_id.is_some() { telling.with_holder(&self.holder) } else { telling };
        let telling = self.caller.as_deref().map_or(telling, |caller| telling.with_caller(caller));
        telling.without_resource(self.absence)
    }

    /// The decision and what decided, in one or two sentences.
    pub fn why(&self) -> String {
        let place = self.explanation.decided_by();
        let origin = place.and_then(|place| self.authority.origins.get(place.layer, place.policy as usize));
        if origin.is_some_and(|origin| origin.source == Source::PasswordPolicy) {
            return LET_BY_PASSWORD_POLICY.to_owned();
        }
        self.tell().decision()
    }

    /// The answer for machines, its remedies in the same order and words as for people.
    pub fn report(&self) -> Report {
        let revocations = self.revocations();
        let mut report = Report { why: self.why(), ..Report::new(self.tell(), &self.remedies, &revocations) };
        let told = report.remedies.iter_mut().zip(&self.remedies).chain(report.revocations.iter_mut().zip(&revocations));
        for (told, remedy) in told {
            told.text = self.remedy_in_words(remedy);
            for (told, change) in told.changes.iter_mut().zip(&remedy.changes) {
                told.text = self.change_in_words(change);
            }
        }
        report
    }

    /// For an allowance what would have to go for it to end, and what would deny it; none for a denial, and none for what no
    /// policy can deny.
    pub fn revocations(&self) -> Vec<Remedy> {
        let mut found = self.all_revocations();
        found.retain(|remedy| self.is_offered(remedy));
        found
    }

    fn all_revocations(&self) -> Vec<Remedy> {
        if self.absence == Absence::Overruled {
            return Vec::new();
        }
        self.explanation.revocations(&self.request, &self.authority.policies)
    }

    /// What is said of a denial, in a sentence, where nothing in the account would allow it.
    pub fn unremedied(&self) -> Option<&'static str> {
        if self.explanation.decision == Decision::Allowed || !(self.remedies.is_empty() && self.ways.is_empty()) {
            return None;
        }
        Some(match self.request.out_of_reach {
            Some(limit) => OutOfReach::way_on(limit),
            None if self.absence == Absence::ShutOut => SHUT_OUT,
            None if self.stays_private => STAYS_PRIVATE,
            None if self.request.action.is_known() => "No change of policies or circumstances would allow it.",
            None => "Nothing is offered to allow an action that the reference does not know.",
        })
    }

    /// Why nothing is told to revoke an allowance, in a sentence, where nothing is.
    pub fn irrevocable(&self) -> Option<&'static str> {
        if self.explanation.decision != Decision::Allowed || !self.revocations().is_empty() {
            return None;
        }
        Some(match self.explanation.reason {
            _ if self.absence == Absence::Overruled => "Nothing revokes it: no policy can take this from the root user.",
            _ if !self.all_revocations().is_empty() => "Nothing is offered to deny an action that the reference does not know.",
            Reason::Root => "Nothing revokes it: no policy of this account limits the root user.",
            _ => "Nothing revokes it: no policy can deny it.",
        })
    }

    /// Whether a remedy is offered: no policy is written for what may be no action.
    fn is_offered(&self, remedy: &Remedy) -> bool {
        self.request.action.is_known() || !remedy.changes.iter().any(|change| matches!(change, Change::Add { .. }))
    }

    /// Whether a session is named that stands for any of its role.
    fn is_any_session(&self, whom: &Whom) -> bool {
        self.is_any_session && whom.principal == self.request.principal.text()
    }

    /// A change, as an advice: what is AWS's own is detached, and not changed; who has no MFA device needs one first.
    fn change_in_words(&self, change: &Change) -> String {
        if let Some(who) = self.without_device.as_ref().filter(|_| is_signing_in_with_mfa(change)) {
            return format!("Assign an MFA device to {who}, who has none, and then sign in with it: {MFA_PRESENT} = true.");
        }
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
    let holder = holder(&question.asker);
    let who = account.asker_name(holder.as_ref().unwrap_or(&question.asker));
    let id = holder.as_ref().and_then(|holder| match holder {
        Asker::User(id) | Asker::RoleSession { role: id, .. } => Some(*id),
        Asker::Root | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    });
    let caller = match &question.asker {
        Asker::Root => Some("the root user".to_owned()),
        Asker::Outsider(principal) if matches!(principal.kind(), CallerKind::Anonymous | CallerKind::Provider) => None,
        asker => Some(account.asker_name(asker)),
    };
    answered(account, question, question.authority(account), Named { has_identity: holder.is_some(), holder_id: id, holder: who, caller })
}

/// Answers a question about a user who has nothing but what a group or a policy gives: [`Question::holder`] asks. `None` of the
/// others of [`Whose`] is meant.
///
/// # Errors
/// The account has no such user to ask as.
pub fn may_with(account: &Account, whose: &Whose, question: &Question) -> Result<Answer, RequestError> {
    let (mut authority, id, who) = match whose {
        Whose::Identity(id) => {
            let name = account.group(*id).map_or_else(String::new, |group| format!("group {}", group.name));
            (account.policies_of_identity(*id), Some(*id), name)
        }
        Whose::Policy(policy) => (account.policy_by_itself(policy), None, "whoever has it".to_owned()),
        Whose::Asker(_) | Whose::Session(_) => return may(account, question),
    };
    account.add_resource_policy(&mut authority, &question.action, &question.resource);
    answered(account, question, authority, Named { has_identity: true, holder_id: id, caller: Some(who.clone()), holder: who })
}

/// Who it is that is answered about.
struct Named {
    has_identity: bool,
    holder_id: Option<UniqueId>,
    holder: String,
    caller: Option<String>,
}

/// Whose the identity policies are that somebody has, where the account holds them: a federated user has those of the user who
/// opened the session.
fn holder(asker: &Asker) -> Option<Asker> {
    match asker {
        Asker::User(_) | Asker::RoleSession { .. } => Some(asker.clone()),
        Asker::FederatedUser { by: Owner::User(id), .. } => Some(Asker::User(*id)),
        Asker::FederatedUser { by: Owner::Root, .. } | Asker::Root | Asker::Outsider(_) => None,
    }
}

fn answered(account: &Account, question: &Question, authority: Authority, named: Named) -> Result<Answer, RequestError> {
    let Named { has_identity, holder_id, holder, caller } = named;
    let (request, derived) = question.request(account)?;
    let explanation = explain(&request, &authority.policies);
    let is_absent = account.absent(&question.resource).is_some();
    let is_shut_out = account.shuts_out(&question.asker, &question.resource);
    let is_everyone = matches!(&question.asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous);
    let stays_private = is_everyone && account.stays_private(&question.resource);
    let is_deaf = is_absent || is_shut_out || stays_private;
    let absence = match account.absence_of_policy(&question.resource) {
        _ if is_shut_out => Absence::ShutOut,
        Absence::Missing if is_roots_always(&question.asker, &question.action) => Absence::Overruled,
        absence => absence,
    };
    let held = question.resource.arn().and_then(|arn| account.resource_with_arn(arn));
    let is_own = account.account_of(&question.resource) == account.id().as_str();
    let holds_resource = is_own && (authority.origins.resource.is_some() || held.is_some_and(|resource| resource.kind.has_policy()));
    let (remedies, ways, detached) = (Vec::new(), Vec::new(), detached(account, &holder, &authority));
    let owner = match question.asker {
        Asker::Root => Some(Owner::Root),
        Asker::User(id) => Some(Owner::User(id)),
        Asker::RoleSession { .. } | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    let lacking = owner.filter(|owner| account.mfa_devices_of(*owner).next().is_none());
    let without_device = lacking.map(|_| account.asker_name(&question.asker));
    let mut answer = Answer {
        request,
        derived,
        authority,
        explanation,
        remedies,
        ways,
        detached,
        has_identity,
        caller,
        holder,
        holder_id,
        is_any_session: matches!(&question.asker, Asker::RoleSession { role, .. } if account.some_session_of(*role) == question.asker)
            && question.circumstances.session().is_none(),
        absence,
        stays_private,
        holds_resource,
        is_deaf,
        without_device,
    };
    if answer.explanation.decision != Decision::Allowed {
        answer.remedies = found(&answer);
        answer.ways = ways::ways(account, &question.asker, &answer.request, &answer.authority);
        if !answer.request.action.is_known() {
            answer.ways.retain(Way::takes_away);
        }
    }
    Ok(answer)
}

/// The key that tells whether a session was opened with MFA.
const MFA_PRESENT: &str = "aws:MultiFactorAuthPresent";

fn is_signing_in_with_mfa(change: &Change) -> bool {
    let is_true = |value: &Value| matches!(value, Value::Single(value) if value == "true");
    matches!(change, Change::SetKey { key, value } if key.name().eq_ignore_ascii_case(MFA_PRESENT) && is_true(value))
}
