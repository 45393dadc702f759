//! Where a statement that gives somebody more has room: an inline policy, a managed one that is attached, or one that is attached
//! already.

use jiff::Timestamp;

use super::Answer;
use super::deed::{Made, Written, free_name};
use super::doers::refused;
use super::doing::version_that_goes;
use crate::account::Account;
use crate::account::authorization::Source;
use crate::account::caller::Caller;
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{CreatePolicy, Operation, PutGroupPolicy, PutRolePolicy, PutUserPolicy};
use crate::account::refusal::ErrorCode;
use crate::account::words::listed;
use crate::policy::decision::{Change, Layer};

/// Where a statement more for who asks goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Room {
    /// An inline policy.
    Inline,
    /// A policy that is made and attached: the inline ones have no room.
    Attached,
    /// A policy of the account that is attached already: no other can be.
    Within {
        /// Which.
        policy: UniqueId,
        /// What it is called.
        name: String,
        /// Who else has it or is bounded by it, in words; none where nobody is.
        others: String,
        /// Its version that goes for another one, where it has as many as it can.
        gone: Option<String>,
    },
}

impl Answer {
    /// The operations that give a policy to who lacks what a change adds: an inline one, or where none has room a managed one that is
    /// attached, or a statement more in one that is. `None` for other changes, and where nobody of the account has policies.
    pub fn granting(&self, account: &Account, change: &Change) -> Option<Vec<Operation>> {
        match &self.room {
            Room::Inline => Some(vec![self.inline_policy(account, change)?]),
            Room::Attached => self.managed_policy(account, change),
            Room::Within { policy, .. } => self.statement_more(account, *policy, change),
        }
    }

    /// The attached policy that gets a statement more, by name, where nothing else has room.
    pub fn statement_goes_into(&self) -> Option<&str> {
        if let Room::Within { name, .. } = &self.room { Some(name) } else { None }
    }

    /// That a version of that policy goes to make room for another one, in a sentence, where one does.
    pub fn version_goes(&self) -> Option<String> {
        let Room::Within { gone: Some(version), .. } = &self.room else { return None };
        Some(format!("It has as many versions as a policy can have: {version}, the oldest that is not the default, is deleted."))
    }

    /// The operation that puts the inline policy of such a change, where there is room for one.
    pub fn inline_policy(&self, account: &Account, change: &Change) -> Option<Operation> {
        let Change::Add { layer: Layer::Identity, effect, .. } = change else { return None };
        if self.room != Room::Inline {
            return None;
        }
        let (of, policy_document) = (self.holder_id()?, change.document(&self.request)?);
        let is_free = |name: &String| account.inline_policy(of, name).is_none();
        let policy_name = free_name(&format!("{}-{}", effect.name(), self.request.action.name()), is_free)?;
        let user = account.user(of).map(|user| user.name.clone());
        let group = || account.group(of).map(|group| group.name.clone());
        Some(match (user, account.role(of)) {
            (Some(user_name), _) => PutUserPolicy { user_name, policy_name, policy_document }.into(),
            (None, Some(role)) => PutRolePolicy { role_name: role.name.clone(), policy_name, policy_document }.into(),
            (None, None) => PutGroupPolicy { group_name: group()?, policy_name, policy_document }.into(),
        })
    }

    /// The operations that make the policy of such a change and attach it.
    fn managed_policy(&self, account: &Account, change: &Change) -> Option<Vec<Operation>> {
        let Change::Add { layer: Layer::Identity, effect, .. } = change else { return None };
        let (of, policy_document) = (Identity::of(account, self.holder_id()?)?, change.document(&self.request)?);
        let policy_name =
            free_name(&format!("{}-{}", effect.name(), self.request.action.name()), |name| account.policy_named(name).is_none())?;
        let policy_arn = format!("arn:aws:iam::{}:policy/{policy_name}", account.id());
        Some(vec![CreatePolicy { policy_name, policy_document, ..CreatePolicy::default() }.into(), of.attach_arn(policy_arn)])
    }

    /// The operations that put the statement of such a change into a policy that is there.
    fn statement_more(&self, account: &Account, policy: UniqueId, change: &Change) -> Option<Vec<Operation>> {
        let Change::Add { layer: Layer::Identity, .. } = change else { return None };
        let key = PolicyKey::Customer(policy);
        let document = self.widened(account.policy_document(&key)?, change)?;
        Written { source: Source::Managed(key), document, statement: 0, made: Made::Added }.operations(account)
    }

    /// Where the statement of a change has room. Where it has none at all, what is refused is told.
    pub(super) fn room_for(&self, account: &Account, change: &Change, now: Timestamp) -> Room {
        let is_full = |operations: Option<Vec<Operation>>| {
            let refusal = operations.and_then(|operations| refused(account, &[Caller::ROOT], &operations, now));
            refusal.is_some_and(|refusal| refusal.code == ErrorCode::LimitExceeded)
        };
        if !is_full(self.inline_policy(account, change).map(|operation| vec![operation])) {
            return Room::Inline;
        }
        if !is_full(self.managed_policy(account, change)) {
            return Room::Attached;
        }
        let others = |key: &PolicyKey| {
            let holders = account.attachments_of_policy(key).chain(account.bounded_by(key));
            let mut others: Vec<UniqueId> = holders.filter(|other| Some(*other) != self.holder_id).collect();
            others.sort_unstable();
            others.dedup();
            others
        };
        let held = self.authority.origins.identity.iter();
        let held = held.filter_map(|origin| if let Source::Managed(PolicyKey::Customer(id)) = origin.source { Some(id) } else { None });
        let takes = |id: &UniqueId| {
            let operations = self.statement_more(account, *id, change);
            operations.is_some_and(|operations| refused(account, &[Caller::ROOT], &operations, now).is_none())
        };
        // What touches the fewest.
        let least = held.filter(takes).min_by_key(|id| others(&PolicyKey::Customer(*id)).len());
        least.map_or(Room::Attached, |policy| {
            let key = PolicyKey::Customer(policy);
            let names: Vec<String> = others(&key).into_iter().filter_map(|id| named(account, id)).collect();
            Room::Within {
                policy,
                name: account.policy_name(&key).to_owned(),
                others: listed(&names),
                gone: version_that_goes(account, policy),
            }
        })
    }
}

/// A user, role or group by name.
fn named(account: &Account, id: UniqueId) -> Option<String> {
    let user = account.user(id).map(|user| user.name.clone());
    let role = || account.role(id).map(|role| role.name.clone());
    user.or_else(role).or_else(|| account.group(id).map(|group| format!("the group {}", group.name)))
}
