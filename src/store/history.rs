//! History: what was done to an account, without the edits; those are read from the journal where they are wanted.

use std::sync::Arc;

use imbl::{OrdMap, Vector};
use jiff::Timestamp;

use super::entry::{Deed, Entry, Note, Revision};
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::Entity;
use crate::account::id::UniqueId;
use crate::account::operation::{Operation, lead};

/// One thing that was done, or that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryItem {
    /// Its number.
    pub revision: Revision,
    /// When, by the practice account's clock.
    pub at: Timestamp,
    /// Who did it.
    pub caller: Caller,
    /// What was done.
    pub deed: HistoryDeed,
    /// Whether it changed something that can be taken back: what only used credentials, or signed somebody in, did not.
    pub is_change: bool,
    /// The names that users and roles gave up by it: they were deleted, or are called something else since.
    pub given_up: Vec<(UniqueId, String)>,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HistoryDeed {
    /// Operations that belong together.
    Changed(Vec<Operation>),
    /// This change was taken back.
    Undid(Revision),
    /// This change was made again.
    Redid(Revision),
    /// Something happened and nothing changed.
    Noted(Note),
}

impl HistoryItem {
    /// What was done, as an order: `Create user alice`, where the caller is called so. Not escaped.
    pub fn sentence_by(&self, caller: &str) -> String {
        match &self.deed {
            HistoryDeed::Changed(operations) => match (lead(operations), operations.len()) {
                (None, _) => "Change nothing".into(),
                (Some(lead), 1) => lead.sentence(caller),
                (Some(lead), all) => format!("{}, and {} more", lead.sentence(caller), all - 1),
            },
            HistoryDeed::Undid(revision) => format!("Undo revision {revision}"),
            HistoryDeed::Redid(revision) => format!("Redo revision {revision}"),
            HistoryDeed::Noted(Note::Refused { operation, code, .. }) => format!("Refused, {code}: {}", operation.sentence(caller)),
        }
    }
}

impl From<&Entry> for HistoryItem {
    fn from(entry: &Entry) -> Self {
        let deed = match &entry.deed {
            Deed::Changed(changes) => HistoryDeed::Changed(changes.iter().map(|change| change.operation.clone()).collect()),
            Deed::Undid { revision, .. } => HistoryDeed::Undid(*revision),
            Deed::Redid { revision, .. } => HistoryDeed::Redid(*revision),
            Deed::Noted(note) => HistoryDeed::Noted(note.clone()),
        };
        let is_change = match &entry.deed {
            Deed::Changed(changes) => changes.iter().flat_map(|change| &change.edits).any(|edit| !edit.key().is_usage()),
            _ => false,
        };
        let edits = entry.edits();
        let given_up = edits.iter().filter_map(|edit| given_up(edit.before().and_then(name), edit.after().and_then(name).as_ref()));
        Self { revision: entry.revision, at: entry.at, caller: entry.caller.clone(), deed, is_change, given_up: given_up.collect() }
    }
}

/// The name of a user or role, which one keeps as long as one likes.
fn name(of: &Entity) -> Option<(UniqueId, String)> {
    match of {
        Entity::User(user) => Some((user.id, user.name.clone())),
        Entity::Role(role) => Some((role.id, role.name.clone())),
        _ => None,
    }
}

/// The name that is given up where this is what was there before, and what is there then.
pub(super) fn given_up(before: Option<(UniqueId, String)>, after: Option<&(UniqueId, String)>) -> Option<(UniqueId, String)> {
    before.filter(|before| after != Some(before))
}

/// What was done to an account. Cloning is cheap.
#[derive(Clone, Default, Debug)]
pub struct History {
    items: Vector<Arc<HistoryItem>>,
    /// The changes that are undone, each with the revision that undid it.
    undone: OrdMap<Revision, Revision>,
    last_change: Revision,
    /// The names that users and roles had before, each with the revision that ended it, the oldest first.
    former: OrdMap<UniqueId, Vector<(Revision, String)>>,
}

impl History {
    /// Everything, the newest last.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = &HistoryItem> + ExactSizeIterator {
        self.items.iter().map(Arc::as_ref)
    }

    /// What has this number.
    pub fn item(&self, revision: Revision) -> Option<&HistoryItem> {
        let place = self.items.binary_search_by(|item| item.revision.cmp(&revision)).ok()?;
        self.items.get(place).map(Arc::as_ref)
    }

    /// The newest number; 0 where nothing was done yet.
    pub fn revision(&self) -> Revision {
        self.items.last().map_or(0, |item| item.revision)
    }

    /// Whether this change is taken back at the moment.
    pub fn is_undone(&self, revision: Revision) -> bool {
        self.undone.contains_key(&revision)
    }

    /// The change that came into effect last, made or made again: what undo takes back.
    pub fn undoable(&self) -> Option<&HistoryItem> {
        let brought = self.items().rev().filter_map(|item| match item.deed {
            HistoryDeed::Changed(_) if item.is_change => Some(item.revision),
            HistoryDeed::Redid(of) => Some(of),
            _ => None,
        });
        brought.filter(|revision| !self.is_undone(*revision)).find_map(|revision| self.item(revision))
    }

    /// The change that was undone last, if no change came after that: what redo makes again.
    pub fn redoable(&self) -> Option<&HistoryItem> {
        let (change, undo) = self.undone.iter().max_by_key(|(_, undo)| **undo)?;
        if *undo > self.last_change { self.item(*change) } else { None }
    }

    /// What somebody was called when they did this, and what has become of them since: `dora (deleted)`.
    pub fn doer(&self, item: &HistoryItem, account: &Account) -> String {
        let (then, now) = (self.name_then(item, account), name_now(item, account));
        match (then, now) {
            (Some(then), None) => format!("{} (deleted)", in_session(item, then)),
            (Some(then), Some(now)) if then != now => format!("{} (now {now})", in_session(item, then)),
            _ => item.caller.label(account),
        }
    }

    /// What was done, as an order, in which whoever did it is called as they were then.
    pub fn sentence(&self, item: &HistoryItem, account: &Account) -> String {
        item.sentence_by(&self.called(item, account))
    }

    /// What sentences about this call whoever did it: by the name of then.
    pub fn called(&self, item: &HistoryItem, account: &Account) -> String {
        self.name_then(item, account).map_or_else(|| item.caller.in_sentences(account), |then| in_session(item, then))
    }

    /// The name that whoever did this gave up with it or later; what is told of only after its doer is gone, was done before.
    fn name_then(&self, item: &HistoryItem, account: &Account) -> Option<&str> {
        let former = self.former.get(&named(item)?)?;
        let last = || former.last().filter(|_| name_now(item, account).is_none());
        former.iter().find(|(until, _)| *until >= item.revision).or_else(last).map(|(_, name)| name.as_str())
    }

    /// Adds what was done last.
    pub(super) fn push(&mut self, item: HistoryItem) {
        match &item.deed {
            HistoryDeed::Changed(_) if !item.is_change => {}
            HistoryDeed::Changed(_) => self.last_change = item.revision,
            HistoryDeed::Undid(change) => {
                self.undone.insert(*change, item.revision);
            }
            HistoryDeed::Redid(change) => {
                self.undone.remove(change);
            }
            HistoryDeed::Noted(_) => {}
        }
        for (id, name) in &item.given_up {
            self.former.entry(*id).or_default().push_back((item.revision, name.clone()));
        }
        self.items.push_back(Arc::new(item));
    }
}

/// The user or role that did something.
const fn named(item: &HistoryItem) -> Option<UniqueId> {
    match item.caller.who {
        Asker::User(id) | Asker::RoleSession { role: id, .. } => Some(id),
        _ => None,
    }
}

/// What whoever did something is called now.
fn name_now<'a>(item: &HistoryItem, account: &'a Account) -> Option<&'a str> {
    let id = named(item)?;
    account.user(id).map(|user| user.name.as_str()).or_else(|| account.role(id).map(|role| role.name.as_str()))
}

/// A role's name with its session, as callers are called.
fn in_session(item: &HistoryItem, name: &str) -> String {
    match &item.caller.who {
        Asker::RoleSession { session, .. } => format!("{name}/{session}"),
        _ => name.to_owned(),
    }
}

impl FromIterator<HistoryItem> for History {
    fn from_iter<I: IntoIterator<Item = HistoryItem>>(items: I) -> Self {
        let mut history = Self::default();
        for item in items {
            history.push(item);
        }
        history
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(deeds: impl IntoIterator<Item = HistoryDeed>) -> History {
        let item = |(revision, deed)| {
            let is_change = matches!(deed, HistoryDeed::Changed(_));
            HistoryItem { revision, at: Timestamp::UNIX_EPOCH, caller: Caller::ROOT, deed, is_change, given_up: Vec::new() }
        };
        (1..).zip(deeds).map(item).collect()
    }

    fn change() -> HistoryDeed {
        HistoryDeed::Changed(Vec::new())
    }

    fn offers(history: &History) -> (Option<Revision>, Option<Revision>) {
        (history.undoable().map(|item| item.revision), history.redoable().map(|item| item.revision))
    }

    #[test]
    fn undo_goes_back_and_redo_forth_again() {
        use HistoryDeed::{Redid, Undid};
        assert_eq!(offers(&history([])), (None, None));
        assert_eq!(offers(&history([change(), change()])), (Some(2), None));
        assert_eq!(offers(&history([change(), change(), Undid(2)])), (Some(1), Some(2)));
        assert_eq!(offers(&history([change(), change(), Undid(2), Undid(1)])), (None, Some(1)));
        assert_eq!(offers(&history([change(), change(), Undid(2), Undid(1), Redid(1)])), (Some(1), Some(2)));
        assert_eq!(offers(&history([change(), change(), Undid(2), Undid(1), Redid(1), Redid(2)])), (Some(2), None));
    }

    #[test]
    fn a_change_after_an_undo_ends_what_redo_offers() {
        use HistoryDeed::Undid;
        let branched = history([change(), Undid(1), change()]);
        assert_eq!(offers(&branched), (Some(3), None));
        assert!(branched.is_undone(1) && !branched.is_undone(3));
        assert_eq!(offers(&history([change(), Undid(1), change(), Undid(3)])), (None, Some(3)));
    }

    #[test]
    fn items_are_found_by_number() {
        let history = history([change(), HistoryDeed::Undid(1)]);
        assert_eq!(history.item(2).map(|item| item.deed.clone()), Some(HistoryDeed::Undid(1)));
        assert_eq!((history.item(0), history.item(3), history.revision()), (None, None, 2));
    }
}
