//! What is only looked at: what was used by it is kept with the next entry, or at the end.

use jiff::Timestamp;

use super::OpenAccount;
use super::entry::Deed;
use super::error::StoreError;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::change::{Change, Edit, merged};
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;

/// Something that was looked at.
pub(super) struct Look {
    /// By whom.
    caller: Caller,
    /// What was asked for.
    operation: Operation,
    /// What was used by it.
    edits: Vec<Edit>,
    /// Why it was not shown.
    refusal: Option<Refusal>,
}

impl OpenAccount {
    /// Takes note that somebody asks for these to be shown. What was used by it the next entry in the history takes along, and
    /// closing the account where there is none.
    pub fn look(&mut self, caller: &Caller, operations: &[Operation], at: Timestamp) {
        if self.read_only.is_some() {
            return;
        }
        let mut account = self.as_used().as_of(at);
        for operation in operations {
            let edits = account.uses_of(caller, operation, at);
            if !edits.is_empty() {
                account.apply(&edits);
                let refusal = account.authorise(caller, operation, at).err();
                self.looks.push(Look { caller: caller.clone(), operation: operation.clone(), edits, refusal });
            }
        }
    }

    /// The account as it is kept, with what was used by looking.
    pub fn as_used(&self) -> Account {
        let mut account = self.account.clone();
        for look in &self.looks {
            account.apply(&look.edits);
        }
        account
    }

    /// Makes entries of what was looked at: one for each who looked. It tells what was shown, or else what was denied.
    pub(super) fn keep_looks(&mut self) -> Result<(), StoreError> {
        let (looks, now) = (std::mem::take(&mut self.looks), self.surroundings().now);
        for looks in looks.chunk_by(|one, other| one.caller == other.caller) {
            let mut uses = merged(looks.iter().flat_map(|look| &look.edits));
            let shown = looks.iter().filter(|look| look.refusal.is_none());
            // What was denied was asked for all the same: the first that was shown takes its use along.
            let shown: Vec<Change> =
                shown.map(|look| Change { operation: look.operation.clone(), edits: std::mem::take(&mut uses) }).collect();
            let denied = looks.iter().find_map(|look| Some((look, look.refusal.as_ref()?)));
            let (caller, deed) = match (looks, denied) {
                ([first, ..], _) if !shown.is_empty() => (&first.caller, Deed::Changed(shown)),
                (_, Some((look, refusal))) => (&look.caller, Deed::Noted(self.refused(&look.operation, refusal, uses, now))),
                _ => continue,
            };
            let env = self.surroundings();
            self.record(env.now, caller, deed)?;
        }
        Ok(())
    }

    /// What was used by looking, and then these: one edit a key.
    pub(super) fn after_uses(&self, edits: &[Edit]) -> Vec<Edit> {
        if self.looks.is_empty() { edits.to_vec() } else { merged(self.looks.iter().flat_map(|look| &look.edits).chain(edits)) }
    }
}
