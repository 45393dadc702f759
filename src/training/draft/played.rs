//! What was done in an account, each thing with the account as it was before it.

use super::lines::{Scribe, Spoken};
use super::passwords::Passwords;
use super::proposals::{attempts, proposals, screen};
use super::said::who;
use crate::account::Account;
use crate::account::change::Edit;
use crate::account::entity::{Entity, Owner};
use crate::account::id::AccessKeyId;
use crate::account::operation::Operation;
use crate::store::{HistoryDeed, HistoryItem, Note, OpenAccount, Revision, StoreError};

/// What is made a lesson of.
pub struct Played {
    /// What the account began with.
    began_with: Account,
    /// What was done in it and is in effect, and what was refused.
    done: Vec<(HistoryItem, Vec<Edit>)>,
    /// The steps begin behind this; what was done up to it makes the account that the lesson begins with.
    from: Revision,
}

/// Something that was done, as a lesson tells it.
pub(super) struct Deed {
    pub(super) revision: Revision,
    pub(super) title: String,
    pub(super) screen: Option<&'static str>,
    /// Checks that may tell that it was done, those that tell most first.
    pub(super) proposals: Vec<String>,
    /// Checks that tell that it was done once, where the others tell nothing new.
    pub(super) attempts: Vec<String>,
    pub(super) lines: Vec<Spoken>,
}

impl Played {
    /// Reads what was done in an account that began with this one.
    ///
    /// # Errors
    /// The account's journal can't be read.
    pub fn read(open: &mut OpenAccount, began_with: Account, from: Revision) -> Result<Self, StoreError> {
        let history = open.history();
        let is_undone = |item: &HistoryItem| history.is_undone(item.revision);
        let is_of_undo = |item: &HistoryItem| matches!(item.deed, HistoryDeed::Undid(_) | HistoryDeed::Redid(_));
        let items: Vec<HistoryItem> = history.items().filter(|item| !is_undone(item) && !is_of_undo(item)).cloned().collect();
        let done = items.into_iter().map(|item| {
            let edits = open.entry(item.revision)?.edits();
            Ok((item, edits))
        });
        Ok(Self { began_with, done: done.collect::<Result<_, StoreError>>()?, from })
    }

    /// Whether the account began as new ones do, and lessons without a fixture.
    pub(super) fn began_new(&self) -> bool {
        let account = &self.began_with;
        let has_more = account.user_count() + account.group_count() + account.role_count() > 0;
        !has_more && account.password_policy().is_none() && account.mfa_devices_of(Owner::Root).next().is_none()
    }

    /// The account as it was where the steps begin.
    pub(super) fn at_start(&self) -> Account {
        let mut account = self.began_with.clone();
        for (_, edits) in self.done.iter().take_while(|(item, _)| item.revision <= self.from) {
            account.apply(edits);
        }
        account
    }

    /// Whether something was done up to where the steps begin, and not behind it.
    pub(super) const fn is_before(&self, deed: &Deed) -> bool {
        deed.revision <= self.from
    }

    /// All that a line can do, the oldest first.
    pub(super) fn deeds(&self) -> impl Iterator<Item = Deed> {
        let (mut account, mut passwords, mut keys) = (self.began_with.clone(), Passwords::default(), Vec::new());
        self.done.iter().filter_map(move |(item, edits)| {
            let mut after = account.clone();
            after.apply(edits);
            let deed = deed(item, (&account, &after), (&mut passwords, &keys));
            keys.extend(edits.iter().filter_map(|edit| match edit.after() {
                Some(Entity::AccessKey(key)) if edit.before().is_none() => Some(key.id),
                _ => None,
            }));
            account = after;
            deed
        })
    }
}

/// What an item of the history tells; `None` where no line does it, or nothing came of it.
fn deed(item: &HistoryItem, (before, after): (&Account, &Account), (passwords, keys): (&mut Passwords, &[AccessKeyId])) -> Option<Deed> {
    let (operations, refused) = match &item.deed {
        HistoryDeed::Changed(operations) => (operations.as_slice(), None),
        HistoryDeed::Noted(Note::Refused { operation, code, .. }) => (std::slice::from_ref(operation.as_ref()), Some(code.as_str())),
        HistoryDeed::Undid(_) | HistoryDeed::Redid(_) => return None,
    };
    // A sign-in that asks for a code, or for a new password, goes on with the next.
    let is_halfway = |operation: &Operation| matches!(operation, Operation::ConsoleLogin(_)) && refused.is_none();
    if operations.iter().any(is_halfway) && before.signed_in(item.at) == after.signed_in(item.at) {
        return None;
    }
    let mut lines = Vec::new();
    for operation in operations {
        lines.extend(Scribe::new(before, (passwords, keys), refused.is_some()).line(&item.caller, operation));
        if refused.is_none() {
            passwords.note(before, &item.caller, operation);
        }
    }
    if lines.is_empty() {
        return None;
    }
    let by = who(before, &item.caller);
    Some(Deed {
        revision: item.revision,
        title: super::title(&item.sentence_by(&item.caller.in_sentences(before))),
        screen: operations.iter().find_map(screen),
        proposals: if refused.is_some() {
            Vec::new()
        } else {
            operations.iter().flat_map(|operation| proposals(before, operation)).collect()
        },
        attempts: attempts(operations, by.as_deref(), refused),
        lines,
    })
}
