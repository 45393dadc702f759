//! Questions as they are answered.

use std::collections::BTreeMap;

use super::deed::text_of;
use super::found::{detached, fixed_boundary, found, shared};
use super::room::Room;
use super::ways::{self, Way};
use super::{Answer, Lacking};
use crate::access::Question;
use crate::access::what_can::Whose;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Source, is_roots_always};
use crate::account::entity::{KeyStatus, Owner};
use crate::account::id::UniqueId;
use crate::policy::decision::{Absence, Change, Decision, Layer, Remedy, explain};
use crate::policy::document::{Document, Effect, PrincipalEntry, PrincipalKind, Principals};
use crate::policy::request::{CallerKind, RequestError};

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

/// Whether somebody may come to have signed in with MFA. A role's session has it from a user who switches to the role in the console:
/// services and providers give no code, and one role's session has none to hand on to another's.
fn comes_with_mfa(account: &Account, asker: &Asker) -> bool {
    let Asker::RoleSession { role, .. } = asker else { return true };
    let trust = text_of(account, &Source::Trust(*role)).and_then(|text| Document::read(&text).ok());
    let is_of_user = |entry: &PrincipalEntry| match entry.kind {
        PrincipalKind::Everyone => true,
        PrincipalKind::Aws => !entry.text.value.contains(":role/") && !entry.text.value.contains(":assumed-role/"),
        _ => false,
    };
    let lets_in = |principals: &Principals| principals.negated || principals.entries.iter().any(is_of_user);
    trust.is_none_or(|trust| {
        let mut allowing = trust.statements.iter().filter(|statement| statement.effect == Effect::Allow);
        allowing.any(|statement| statement.principals.as_ref().is_none_or(lets_in))
    })
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
    let owner = match question.asker {
        Asker::Root => Some(Owner::Root),
        Asker::User(id) => Some(Owner::User(id)),
        Asker::RoleSession { .. } | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    };
    let lacking = owner.and_then(|owner| lacking(account, owner));
    let shared = is_somebody.then(|| shared(account, holder_id, &authority));
    let mut answer = Answer {
        request,
        asker: is_somebody.then(|| question.asker.clone()),
        derived,
        authority,
        explanation,
        remedies: Vec::new(),
        ways: Vec::new(),
        sessions: Vec::new(),
        revocations: Vec::new(),
        hindered: None,
        besides: Vec::new(),
        made_by: Vec::new(),
        detached: BTreeMap::new(),
        has_identity,
        room: Room::Inline,
        caller,
        holder,
        holder_id,
        comes_with_mfa: comes_with_mfa(account, &question.asker),
        is_absent,
        is_any_session: question.asker.is_any_session() && question.circumstances.session().is_none(),
        absence,
        is_own,
        holds_resource,
        is_deaf,
        lacking,
        shared,
        fixed_boundary: None,
    };
    answer.detached = detached(account, &answer);
    answer.fixed_boundary = fixed_boundary(account, &answer);
    if answer.explanation.decision == Decision::Allowed {
        // What an open session was given stays with it.
        let is_of_session = |change: &Change| matches!(change, Change::Remove(place) if place.layer == Layer::Session);
        let lasts = |remedy: &Remedy| !remedy.changes.iter().any(is_of_session);
        answer.revocations = answer.all_revocations().into_iter().filter(|remedy| answer.is_offered(remedy) && lasts(remedy)).collect();
    } else {
        answer.remedies = found(account, &answer);
        answer.ways = ways::ways(account, &question.asker, &answer.request, &answer.authority);
        if !answer.request.action.is_known() || answer.is_misfit() {
            answer.ways.retain(Way::takes_away);
        }
        if is_shut_out || stays_private {
            let unblocked = answer.unblocked(account, question);
            answer.ways.extend(unblocked);
        }
    }
    answer.try_all(account, question);
    Ok(answer)
}
