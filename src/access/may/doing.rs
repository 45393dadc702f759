//! Remedies as the operations that do them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::deed::{is_written_whole, text_of};
use super::ways::Way;
use super::{Answer, Written};
use crate::account::Account;
use crate::account::authorization::Source;
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind};
use crate::account::identity::Identity;
use crate::account::operation::{
    AddPermission, CreatePolicyVersion, DeleteBucketPolicy, Operation, PutBucketPolicy, PutKeyPolicy, PutResourcePolicy, RemovePermission,
    SetQueueAttributes, UpdateAssumeRolePolicy,
};
use crate::policy::decision::{Change, Layer, Place, Remedy};
use crate::policy::document::PrincipalKind;
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
                Change::SetKey { .. } | Change::DropKey { .. } => return None,
                Change::RemoveBoundary => operations.push(Identity::of(account, self.holder_id()?)?.delete_boundary()?),
                Change::Add { layer: Layer::Identity, .. } => operations.push(self.inline_policy(account, change)?),
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
            operations.push(self.rewriting(account, source, changes)?);
        }
        Some(operations)
    }

    /// The operation that makes changes of one policy.
    fn rewriting(&self, account: &Account, source: Source, mut changes: Vec<&Change>) -> Option<Operation> {
        if let Source::Resource(key @ ResourceKey { kind: ResourceKind::Function, .. }) = &source {
            let [change] = changes[..] else { return None };
            return self.permission(key, change);
        }
        // Whole statements go from behind and new ones come behind all, so that places stay.
        let goes = |place: Place| self.tell().narrowing(place).is_none();
        changes.sort_by_key(|change| match change {
            Change::Loosen(_) => (0, Reverse(0)),
            Change::Remove(place) => (u8::from(goes(*place)), Reverse(place.statement)),
            _ => (2, Reverse(0)),
        });
        let mut text = text_of(account, &source);
        for change in &changes {
            match self.rewritten(text.as_deref(), change) {
                Some((document, ..)) => text = Some(document),
                None => return changes.iter().find_map(|change| self.taking_away(account, &source, change)),
            }
        }
        let document = text?;
        Written { source, document, statement: 0, made: super::Made::Added }.operation(account)
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
                way.operation(account)?
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
            Change::Add { principal: Some(whom), .. } => {
                let statement = change.addition(&self.request)?.statements.into_iter().next()?;
                let value = |key: &str| match self.request.context.value_of(key) {
                    Some(Value::Single(value)) if !statement.conditions.is_empty() => Some(value.clone()),
                    _ => None,
                };
                let principal = if whom.kind == PrincipalKind::Everyone { "*".to_owned() } else { whom.principal.clone() };
                let add = AddPermission {
                    function_name,
                    statement_id: format!("Allow-{}", self.request.action.name()),
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
    /// The operation that saves it; `None` where no operation does.
    pub fn operation(&self, account: &Account) -> Option<Operation> {
        let document = self.document.clone();
        Some(match &self.source {
            Source::Managed(key @ PolicyKey::Customer(_)) => {
                CreatePolicyVersion { policy_arn: account.policy_arn(key), policy_document: document, set_as_default: Some(true) }.into()
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
        })
    }
}

fn put_on_queue(account: &Account, key: &ResourceKey, policy: String) -> Operation {
    let attributes = BTreeMap::from([("Policy".to_owned(), policy)]);
    SetQueueAttributes { queue_url: account.queue_url(&key.name), attributes }.into()
}
