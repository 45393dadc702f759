//! Remedies as the operations that do them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::deed::{free_name, is_written_whole, text_of};
use super::doers::Doers;
use super::notes::absent_value;
use super::ways::Way;
use super::{Answer, Written};
use crate::access::Question;
use crate::account::Account;
use crate::account::authorization::Source;
use crate::account::entity::{PolicyKey, PolicyVersion, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{
    AddPermission, CreatePolicyVersion, DeleteBucketPolicy, DeletePolicyVersion, Operation, PutBucketPolicy, PutKeyPolicy,
    PutResourcePolicy, RemovePermission, SetQueueAttributes, UpdateAssumeRolePolicy,
};
use crate::policy::compiled::{Policy, Statement};
use crate::policy::decision::{Change, Layer, Place, Remedy};
use crate::policy::document::{Effect, Outline, PrincipalKind};
use crate::policy::request::Value;

impl Answer {
    /// The operations that do all of a remedy, in their order; `None` where it takes other circumstances, or something that no
    /// operation on this account does.
    pub fn operations(&self, account: &Account, remedy: &Remedy) -> Option<Vec<Operation>> {
        let mut operations = Vec::new();
        // A policy is written once, with all that changes in it.
        let mut rewritten: Vec<(Source, Vec<&Change>)> = Vec::new();
        for change in &remedy.changes {
            match change {
                Change::SetKey { .. } | Change::DropKey { .. } => operations.push(self.tagging(account, change)?),
                Change::RemoveBoundary => operations.push(Identity::of(account, self.holder_id()?)?.delete_boundary()?),
                change if self.is_outside(change) => return None,
                Change::Add { layer: Layer::Identity, .. } if !self.is_policy_by_itself() => {
                    operations.extend(self.granting(account, change)?);
                }
                Change::Add { layer: Layer::Boundary, .. } if self.fixed_boundary.is_some() => {
                    operations.extend(self.own_boundary(account, change)?);
                }
                Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) => {
                    let source = self.changed(account, change)?;
                    match rewritten.iter_mut().find(|(other, _)| *other == source) {
                        Some((_, changes)) => changes.push(change),
                        None => rewritten.push((source, vec![change])),
                    }
                }
            }
        }
        for (source, changes) in rewritten {
            operations.extend(self.rewriting(account, source, changes)?);
        }
        Some(operations)
    }

    /// The operation that makes changes of one policy.
    fn rewriting(&self, account: &Account, source: Source, mut changes: Vec<&Change>) -> Option<Vec<Operation>> {
        if let Source::Resource(key @ ResourceKey { kind: ResourceKind::Function, .. }) = &source {
            let [change] = changes[..] else { return None };
            return self.permission(key, change).map(|operation| vec![operation]);
        }
        // New statements come behind all and whole ones go from behind, so that places stay, and last, so that something is left.
        let goes = |place: Place| self.tell().narrowing(place).is_none();
        changes.sort_by_key(|change| match change {
            Change::Loosen(_) => (1, Reverse(0)),
            Change::Remove(place) => (1 + u8::from(goes(*place)), Reverse(place.statement)),
            _ => (0, Reverse(0)),
        });
        let mut text = text_of(account, &source);
        for change in &changes {
            let Some((document, ..)) = self.rewritten(text.as_deref(), change) else {
                // Only where nothing is left of it, or none of it can be changed, does a policy go as a whole.
                let is_all = |statements: usize| {
                    statements == changes.len() && changes.iter().all(|change| matches!(change, Change::Remove(place) if goes(*place)))
                };
                let statements = text_of(account, &source).and_then(|text| Some(Outline::of(&text)?.statements.len()));
                let first = changes.first().filter(|_| statements.is_none_or(is_all))?;
                return self.taking_away(account, &source, first).map(|operation| vec![operation]);
            };
            text = Some(document);
        }
        let document = text?;
        Written { source, document, statement: 0, made: super::Made::Added }.operations(account)
    }

    /// The operation that takes a policy away whose only statement goes.
    fn taking_away(&self, account: &Account, source: &Source, change: &Change) -> Option<Operation> {
        let Change::Remove(place) = change else { return None };
        Some(match source {
            Source::Inline { of, name } => Identity::of(account, *of)?.delete_inline(name),
            Source::Managed(policy) if place.layer == Layer::Identity => {
                let origin = self.authority.origins.get(place.layer, place.policy as usize)?;
                let policy = policy.clone();
                let way = match origin.group {
                    Some(group) => Way::DetachFromGroup { policy, group },
                    None => Way::Detach { policy, from: self.holder_id()? },
                };
                return way.operations(account)?.pop();
            }
            Source::Resource(key) => match key.kind {
                ResourceKind::Bucket => DeleteBucketPolicy { bucket: key.name.clone() }.into(),
                ResourceKind::Queue => put_on_queue(account, key, String::new()),
                ResourceKind::Secret | ResourceKind::Key | ResourceKind::Instance | ResourceKind::Function | ResourceKind::Table => {
                    return None;
                }
            },
            Source::Managed(_) | Source::Trust(_) | Source::PasswordPolicy => return None,
        })
    }

    /// The operation on a function's policy, which is written statement by statement.
    fn permission(&self, function: &ResourceKey, change: &Change) -> Option<Operation> {
        let function_name = function.name.clone();
        match change {
            // Lambda adds nothing that denies.
            Change::Add { effect: Effect::Allow, principal: Some(whom), .. } => {
                let sids = || self.authority.policies.resource.iter().flat_map(Policy::statements).filter_map(Statement::sid);
                let is_free = |id: &String| !sids().any(|sid| sid == id);
                let statement = change.addition(&self.request)?.statements.into_iter().next()?;
                let value = |key: &str| match self.request.context.value_of(key) {
                    Some(Value::Single(value)) if !statement.conditions.is_empty() => Some(value.clone()),
                    _ => None,
                };
                let principal = if whom.kind == PrincipalKind::Everyone { "*".to_owned() } else { whom.principal.clone() };
                let add = AddPermission {
                    function_name,
                    statement_id: free_name(&format!("Allow-{}", self.request.action.name()), is_free)?,
                    action: self.request.action.spelling().to_owned(),
                    principal,
                    source_arn: value("aws:SourceArn"),
                    source_account: value("aws:SourceAccount"),
                    principal_org_id: None,
                };
                Some(add.into())
            }
            Change::Remove(place) => {
                let statement_id = self.authority.policies.statement(*place)?.sid()?.to_owned();
                Some(RemovePermission { function_name, statement_id }.into())
            }
            _ => None,
        }
    }
}

impl Written {
    /// The operations that save it; `None` where none do. Where a policy has no room for a version more, the oldest goes.
    pub fn operations(&self, account: &Account) -> Option<Vec<Operation>> {
        let document = self.document.clone();
        let operation = match &self.source {
            Source::Managed(key @ PolicyKey::Customer(id)) => {
                let policy_arn = account.policy_arn(key);
                let create = CreatePolicyVersion { policy_arn: policy_arn.clone(), policy_document: document, set_as_default: Some(true) };
                let delete = version_that_goes(account, *id).map(|version_id| DeletePolicyVersion { policy_arn, version_id }.into());
                return Some(delete.into_iter().chain([create.into()]).collect());
            }
            Source::Inline { of, name } => Identity::of(account, *of)?.put_inline(name, &document),
            Source::Trust(role) => {
                UpdateAssumeRolePolicy { role_name: account.role(*role)?.name.clone(), policy_document: document }.into()
            }
            Source::Resource(key) if is_written_whole(key) => match key.kind {
                ResourceKind::Bucket => PutBucketPolicy { bucket: key.name.clone(), policy: document }.into(),
                ResourceKind::Key => PutKeyPolicy { key_id: key.name.clone(), policy: document, ..PutKeyPolicy::default() }.into(),
                ResourceKind::Queue => put_on_queue(account, key, document),
                ResourceKind::Secret => PutResourcePolicy { secret_id: key.name.clone(), resource_policy: document }.into(),
                ResourceKind::Instance | ResourceKind::Function | ResourceKind::Table => return None,
            },
            Source::Managed(PolicyKey::AwsManaged(_)) | Source::Resource(_) | Source::PasswordPolicy => return None,
        };
        Some(vec![operation])
    }
}

impl Answer {
    /// Whether it is asked what a policy says by itself, whoever has it.
    pub(super) const fn is_policy_by_itself(&self) -> bool {
        self.shared.is_none() && self.holder_id.is_none()
    }

    /// Tries on the account what is found to turn the decision, as its owner would do it or who may where that may not, and leaves
    /// out what would be refused.
    pub(super) fn try_all(&mut self, account: &Account, question: &Question) {
        let gives =
            |remedy: &Remedy| remedy.changes.iter().find(|change| matches!(change, Change::Add { layer: Layer::Identity, .. })).cloned();
        let added = self.remedies.iter().chain(&self.revocations).find_map(gives);
        if let Some(change) = added.filter(|_| !self.is_policy_by_itself()) {
            self.room = self.room_for(account, &change, question.circumstances.now);
        }
        self.sessions = self.tagged_sessions(account, question);
        let mut hindered: Option<String> = None;
        // Who does it in the place of the root user, in a sentence, where it is done.
        let mut doers = Doers::new(account, question);
        let mut done = |told: &dyn Fn() -> String, operations: Option<Vec<Operation>>| {
            let done_by = operations.map_or(Ok(None), |operations| doers.of(&operations));
            done_by.map_err(|why| {
                hindered.get_or_insert_with(|| {
                    let told = told();
                    format!("{}; but {why}", told.strip_suffix('.').unwrap_or(&told))
                });
            })
        };
        let mut besides = Vec::new();
        let (mut remedies, mut revocations, mut ways) =
            (std::mem::take(&mut self.remedies), std::mem::take(&mut self.revocations), std::mem::take(&mut self.ways));
        remedies.retain(|remedy| !remedy.changes.iter().any(|change| self.is_of_session_tag(change)));
        for found in [&mut remedies, &mut revocations] {
            found.retain(|remedy| {
                // What who asks or another account does is not tried; what this one does beside it is.
                let is_of_request = |change: &Change| {
                    matches!(change, Change::SetKey { .. } | Change::DropKey { .. }) && self.tag(account, change).is_none()
                };
                let is_beside = |change: &Change| is_of_request(change) || self.is_outside(change);
                let changes: Vec<Change> = remedy.changes.iter().filter(|change| !is_beside(change)).cloned().collect();
                let operations = self.operations(account, &Remedy { changes });
                let is_no_way = operations.is_none() && remedy.changes.iter().any(|change| self.is_never_written(account, change));
                let done_by = if is_no_way { Err(()) } else { done(&|| self.remedy_in_words(remedy), operations) };
                let said = absent(account, remedy).into_iter().chain(done_by.iter().flatten().cloned());
                besides.extend(said.map(|said| (remedy.clone(), said)));
                done_by.is_ok()
            });
        }
        let mut made_by = Vec::new();
        ways.retain(|way| {
            let done_by = done(&|| way.in_words(account), way.operations(account));
            made_by.extend(done_by.iter().flatten().map(|said| (way.clone(), said.clone())));
            done_by.is_ok()
        });
        revocations.sort_by_key(|remedy| remedy.changes.iter().any(|change| self.is_outside(change)));
        if remedies.is_empty() && ways.is_empty() && self.sessions.is_empty() {
            self.hindered = hindered;
        }
        (self.remedies, self.revocations, self.ways) = (remedies, revocations, ways);
        (self.besides, self.made_by) = (besides, made_by);
    }

    /// Whether a change would take the only statement out of a policy that a role or key is never without, or let a function's
    /// deny.
    fn is_never_written(&self, account: &Account, change: &Change) -> bool {
        let is_of_function = || {
            let source = self.changed(account, change);
            matches!(source, Some(Source::Resource(ResourceKey { kind: ResourceKind::Function, .. })))
        };
        if matches!(change, Change::Add { effect: Effect::Deny, .. }) && is_of_function() {
            return true;
        }
        let is_kept = |place: &Place| match self.source(*place) {
            Some(Source::Trust(_)) => true,
            Some(Source::Resource(key)) => key.kind == ResourceKind::Key,
            _ => false,
        };
        matches!(change, Change::Remove(place) if is_kept(place)) && self.written(account, change).is_none()
    }
}

/// That what a request is to come with, such as the policy that is attached, is not there, in sentences.
fn absent(account: &Account, remedy: &Remedy) -> Vec<String> {
    let of_change = |change: &Change| match change {
        Change::SetKey { key, value } => absent_value(account, key.name(), value),
        _ => Vec::new(),
    };
    remedy.changes.iter().flat_map(of_change).map(|told| format!("{told} It has to be there first.")).collect()
}

/// The version of a policy that goes to make room for one more, by its id: the oldest that is not the default. `None` where there is
/// room.
pub(super) fn version_that_goes(account: &Account, policy: UniqueId) -> Option<String> {
    let is_full = account.versions_of(policy).count() >= account.quotas().versions_per_policy;
    let default = account.policy(policy)?.default_version;
    let others = account.versions_of(policy).filter(|version| is_full && version.number != default);
    others.min_by_key(|version| version.number).map(PolicyVersion::version_id)
}

fn put_on_queue(account: &Account, key: &ResourceKey, policy: String) -> Operation {
    let attributes = BTreeMap::from([("Policy".to_owned(), policy)]);
    SetQueueAttributes { queue_url: account.queue_url(&key.name), attributes }.into()
}
