//! The one door: every operation is validated, authorised and decided here, and nothing is written.
//!
//! One file a family of operations, in the folder of its subject; each operation brings its own rules.

mod account_settings;
mod clock;
mod credentials;
mod estate;
mod identities;
mod page;
mod policies;
mod providers;
mod reports;
mod sessions;
mod simulation;
mod tags;
mod usage;
mod validate;

pub(super) use credentials::random_secret;
pub(super) use estate::{ciphertext, name_of_alias};
pub use validate::check_member;

use super::Account;
use super::caller::Caller;
use super::change::{Change, Edit, merged};
use super::entity::{Entity, EntityKey, Group, MfaUse, Owner, Role, User};
use super::env::Env;
use super::operation::Operation;
use super::refusal::{ErrorCode, Refusal};
use super::reply::Reply;

/// What an operation answers, and what it would change.
#[derive(Debug)]
pub struct Planned {
    /// The answer. A secret that is shown once is here and nowhere else.
    pub reply: Reply,
    /// The change to commit; `None` where nothing changes.
    pub change: Option<Change>,
}

/// What several operations answer and change together.
#[derive(Debug)]
pub struct PlannedBatch {
    /// The answers, one an operation.
    pub replies: Vec<Reply>,
    /// The changes, of those operations that change something.
    pub changes: Vec<Change>,
    /// The account as it will be.
    pub after: Account,
}

/// The operation of a batch that was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusedAt {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Why.
    pub refusal: Refusal,
}

impl Account {
    /// Decides an operation: what it answers and what it changes.
    ///
    /// # Errors
    /// The API's error, where it is refused.
    pub fn plan(&self, caller: &Caller, operation: &Operation, env: &mut Env) -> Result<Planned, Refusal> {
        validate::validate(operation)?;
        let account = self.as_of(env.now);
        let mut planning = Planning { account: &account, caller, env, edits: Vec::new() };
        let reply = match planning.decide(operation) {
            Ok(reply) => reply,
            Err(refusal) => return Err(planning.attempted(operation, refusal)),
        };
        planning.note_use(operation);
        let (edits, now) = (planning.edits, planning.env.now);
        // What is gone makes room for what takes its place; otherwise it stays as it was, so that its deletion can be undone.
        let replaced = self.replaced_by(&edits, now);
        let edits = if replaced.is_empty() { edits } else { merged(replaced.iter().chain(&edits)) };
        let change = (!edits.is_empty()).then(|| Change { operation: operation.clone(), edits });
        Ok(Planned { reply, change })
    }

    /// Decides operations that belong together, each on the account as those before it leave it: all or none.
    ///
    /// # Errors
    /// The first that is refused, and why.
    pub fn plan_all(&self, caller: &Caller, operations: &[Operation], env: &mut Env) -> Result<PlannedBatch, RefusedAt> {
        let mut batch = PlannedBatch { replies: Vec::with_capacity(operations.len()), changes: Vec::new(), after: self.clone() };
        for (index, operation) in operations.iter().enumerate() {
            let planned = batch.after.plan(caller, operation, env).map_err(|refusal| {
                // What came before it has not happened either: what it used is told as seen from here.
                let planning = Planning { account: self, caller, env, edits: Vec::new() };
                let mut refusal = planning.attempted(operation, refusal);
                if let Some(denied) = &mut refusal.denied {
                    denied.keys.extend(batch.after.told_since(self, denied, planning.env.now));
                }
                RefusedAt { index, refusal }
            })?;
            batch.replies.push(planned.reply);
            if let Some(change) = planned.change {
                batch.after.apply(&change.edits);
                batch.changes.push(change);
            }
        }
        Ok(batch)
    }
}

/// The rules of one operation.
pub(super) trait Plan {
    /// Answers, and writes its edits into the planning.
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal>;
}

/// An operation being planned: what it may read, and the edits it has come to.
pub(super) struct Planning<'a> {
    pub account: &'a Account,
    pub caller: &'a Caller,
    pub env: &'a mut Env,
    edits: Vec<Edit>,
}

impl<'a> Planning<'a> {
    /// Authorises an operation, and answers it.
    fn decide(&mut self, operation: &Operation) -> Result<Reply, Refusal> {
        self.account.authorise(self.caller, operation, self.env.now)?;
        let reply = operation.plan_with(self)?;
        self.account.check_quotas(&self.edits).map_err(|exceeded| exceeded.refusal())?;
        Ok(reply)
    }

    /// Puts an entity in the place of what is under its key.
    fn put(&mut self, entity: impl Into<Entity>) {
        let entity = entity.into();
        let before = self.account.get(&entity.key()).cloned();
        self.edits.extend(Edit::between(before, Some(entity)));
    }

    /// The edits that put these usages: what is used up though the operation is refused.
    fn use_edits(&self, uses: impl IntoIterator<Item = MfaUse>) -> Vec<Edit> {
        let edit = |used: MfaUse| Edit::between(self.account.get(&EntityKey::MfaUse(used.of)).cloned(), Some(used.into()));
        uses.into_iter().filter_map(edit).collect()
    }

    /// Removes what is under a key, if anything is.
    fn remove(&mut self, key: &EntityKey) {
        let before = self.account.get(key).cloned();
        self.edits.extend(Edit::between(before, None));
    }

    /// The user of this name.
    fn user(&self, name: &str) -> Result<&'a User, Refusal> {
        self.account.user_named(name).ok_or_else(|| Refusal::not_found("user", name).member("UserName"))
    }

    /// The group of this name.
    fn group(&self, name: &str) -> Result<&'a Group, Refusal> {
        self.account.group_named(name).ok_or_else(|| Refusal::not_found("group", name).member("GroupName"))
    }

    /// The role of this name.
    fn role(&self, name: &str) -> Result<&'a Role, Refusal> {
        self.account.role_named(name).ok_or_else(|| Refusal::not_found("role", name).member("RoleName"))
    }

    /// The role of this name, to be changed. Those of services are only read.
    fn changeable_role(&self, name: &str) -> Result<&'a Role, Refusal> {
        let role = self.role(name)?;
        if role.is_service_linked() { Err(Refusal::service_linked(&role.name)) } else { Ok(role) }
    }

    /// Whose credentials are meant: the named user's, or the caller's own.
    fn owner(&self, user_name: Option<&str>) -> Result<Owner, Refusal> {
        match user_name {
            Some(name) => self.user(name).map(|user| Owner::User(user.id)),
            None => self.caller.owner().ok_or_else(must_name_user),
        }
    }
}

/// What an operation answers that is about the caller's own user where none is named, to a caller that is none.
fn must_name_user() -> Refusal {
    let refusal = Refusal::new(ErrorCode::ValidationError, "Must specify userName when calling with non-User credentials");
    refusal.member("UserName").remedy("Name the user.")
}

/// Whether a path is under the prefix that a list is narrowed to.
fn is_under(path: &str, prefix: Option<&str>) -> bool {
    prefix.is_none_or(|prefix| path.starts_with(prefix))
}
