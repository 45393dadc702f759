//! May somebody do something, and why?

pub(super) mod besides;
mod deed;
mod found;
pub(super) mod hinges;
pub(super) mod notes;
pub(super) mod refused;
mod told;
pub(super) mod ways;
mod within_reach;

use std::collections::BTreeMap;

pub use self::deed::{Made, Written, is_written_whole};
use self::found::{detached, fixed_boundary, found, shared};
use self::notes::misfit;
use self::told::MFA_PRESENT;
use self::ways::Way;
use crate::access::Question;
use crate::access::what_can::Whose;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Derived, is_of_principal, is_roots_always};
use crate::account::entity::{KeyStatus, Owner};
use crate::account::id::UniqueId;
use crate::policy::decision::{Absence, Change, Decision, Explanation, Layer, Loosening, Place, Remedy, Size, Whom, decide, explain};
use crate::policy::request::{CallerKind, Request, RequestError, Value};

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
    /// Why there is no policy of the resource, where there is none.
    absence: Absence,
    /// Whether the resource has a policy in the account, or can be given one there.
    holds_resource: bool,
    /// Whether no policy of the resource would change anything: it would be the account's own and is not there, or it shuts out
    /// who asks, whatever its policy says.
    is_deaf: bool,
    /// What who asks lacks for signing in with MFA, where that is a user or the root user who lacks something.
    lacking: Option<Lacking>,
    /// The policies that hold for others as well, by their places; `None` where a policy or group is asked about by itself.
    shared: Option<Vec<(Layer, u32)>>,
    /// The permissions boundary, where it is one of AWS's.
    fixed_boundary: Option<FixedBoundary>,
}

/// What somebody lacks for signing in with MFA.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacking {
    /// A password or an access key: they sign in with nothing at all.
    Credentials,
    /// An MFA device.
    Device,
}

/// A permissions boundary that is AWS's own, and so can't be changed.
#[derive(Clone, Debug)]
struct FixedBoundary {
    name: String,
    /// Whether the account can have its text with a statement more as a policy of its own.
    can_be_own: bool,
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
    /// All that would allow what is denied, the smallest first: the request in other circumstances, then policies that are written
    /// for just this, then changes of who has which policy, and last that the boundary goes.
    pub fn advice(&self) -> Vec<Advice> {
        let remedies = || self.remedies.iter().enumerate().filter(|(_, remedy)| !self.is_a_way(remedy));
        let of = |fits: &dyn Fn(Size) -> bool| {
            let fitting = remedies().filter(|(_, remedy)| fits(remedy.size()));
            fitting.map(|(at, _)| Advice::Remedy(at)).collect::<Vec<_>>()
        };
        let ways = (0..self.ways.len()).map(Advice::Way).collect();
        [of(&|size| size < Size::Policies), of(&|size| size == Size::Policies), ways, of(&|size| size == Size::Boundary)].concat()
    }

    /// Whether a remedy says what a change of who has which policy says, too.
    fn is_a_way(&self, remedy: &Remedy) -> bool {
        let [Change::Remove(place)] = remedy.changes[..] else { return false };
        let origin = self.authority.origins.get(place.layer, place.policy as usize);
        let is_detached = self.detached.contains_key(&(place.layer, place.policy));
        is_detached && origin.is_some_and(|origin| self.ways.iter().any(|way| way.detaches(origin)))
    }

    /// What who asks lacks for a change, which is that it be signed in with MFA.
    pub fn lacks(&self, change: &Change) -> Option<Lacking> {
        self.lacking.filter(|_| is_signing_in_with_mfa(change))
    }

    /// Whether the one condition of a statement that does not hold is about who asks, where that is nobody by name.
    fn is_nobodys(&self, place: Place) -> bool {
        let is_about_who = |key: &str| {
            let is_of_session = self.is_any_session && key.eq_ignore_ascii_case("aws:userid");
            is_of_session || self.shared.is_none() && is_of_principal(key)
        };
        self.tell().loosening(place).as_ref().and_then(Loosening::key).is_some_and(is_about_who)
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
            Change::Remove(place) | Change::Loosen(place) => self.source(*place).is_some(),
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

    /// Whether a remedy is offered: no policy is written for what may be no action.
    fn is_offered(&self, remedy: &Remedy) -> bool {
        self.request.action.is_known() || !remedy.changes.iter().any(|change| matches!(change, Change::Add { .. }))
    }

    /// Whether no statement about the action is ever about the resource: IAM matches it with nothing that the action takes.
    fn is_misfit(&self) -> bool {
        self.request.effective_resource().is_some() && misfit(&self.request.action, &self.request.resource).is_some()
    }

    /// Whether a session is named that stands for any of its role.
    fn is_any_session(&self, whom: &Whom) -> bool {
        self.is_any_session && whom.principal == self.request.principal.text()
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
    answered(
        account,
        question,
        question.authority(account),
        Named { has_identity: holder.is_some(), holder_id: id, holder: who, caller, is_somebody: true },
    )
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
    answered(
        account,
        question,
        authority,
        Named { has_identity: true, holder_id: id, caller: Some(who.clone()), holder: who, is_somebody: false },
    )
}

/// Who it is that is answered about.
struct Named {
    has_identity: bool,
    holder_id: Option<UniqueId>,
    holder: String,
    caller: Option<String>,
    /// Whether it is somebody, and not what a group or policy says by itself.
    is_somebody: bool,
}

/// What somebody lacks for signing in with MFA. A root user has a password always.
fn lacking(account: &Account, owner: Owner) -> Option<Lacking> {
    let has_key = || account.access_keys_of(owner).iter().any(|key| key.status == KeyStatus::Active);
    let signs_in = match owner {
        Owner::Root => true,
        Owner::User(id) => account.login_profile_of(id).is_some() || has_key(),
    };
    match (signs_in, account.mfa_devices_of(owner).next()) {
        (false, _) => Some(Lacking::Credentials),
        (true, None) => Some(Lacking::Device),
        (true, Some(_)) => None,
    }
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
    let Named { has_identity, holder_id, holder, caller, is_somebody } = named;
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
    let (remedies, ways) = (Vec::new(), Vec::new());
    let owner = match question.asker {
        Asker::Root => Some(Owner::Root),
        Asker::User(id) => Some(Owner::User(id)),
        Asker::RoleSession { .. } | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    let lacking = owner.and_then(|owner| lacking(account, owner));
    let shared = is_somebody.then(|| shared(account, holder_id, &authority));
    let mut answer = Answer {
        request,
        derived,
        authority,
        explanation,
        remedies,
        ways,
        detached: BTreeMap::new(),
        has_identity,
        caller,
        holder,
        holder_id,
        is_any_session: matches!(&question.asker, Asker::RoleSession { role, .. } if account.some_session_of(*role) == question.asker)
            && question.circumstances.session().is_none(),
        absence,
        holds_resource,
        is_deaf,
        lacking,
        shared,
        fixed_boundary: None,
    };
    answer.detached = detached(account, &answer);
    answer.fixed_boundary = fixed_boundary(account, &answer);
    if answer.explanation.decision != Decision::Allowed {
        answer.remedies = found(&answer);
        answer.ways = ways::ways(account, &question.asker, &answer.request, &answer.authority);
        if !answer.request.action.is_known() || answer.is_misfit() {
            answer.ways.retain(Way::takes_away);
        }
        if is_shut_out || stays_private {
            let bucket = question.resource.arn().and_then(|arn| account.resource_with_arn(arn));
            let mut open = answer.authority.clone();
            account.add_resource_policy(&mut open, &question.action, &question.resource);
            let is_all = decide(&answer.request, &open.policies) == Decision::Allowed;
            answer.ways.extend(bucket.map(|bucket| Way::Unblock { bucket: bucket.name, is_all }));
        }
    }
    Ok(answer)
}

fn is_signing_in_with_mfa(change: &Change) -> bool {
    let is_true = |value: &Value| matches!(value, Value::Single(value) if value == "true");
    matches!(change, Change::SetKey { key, value } if key.name().eq_ignore_ascii_case(MFA_PRESENT) && is_true(value))
}
