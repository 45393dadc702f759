//! What is asked for beside whoever has the account open: what of it is news, and what was used by it.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::entry::{Deed, Entry, Note, Revision};
use super::error::StoreError;
use super::history::{History, HistoryDeed, HistoryItem};
use super::open_account::OpenAccount;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::change::{Edit, merged};
use crate::account::entity::{ActionUse, Entity, ServiceUse};
use crate::account::operation::Effect;

impl OpenAccount {
    /// Makes entries of what others were shown or denied beside this opening, and tells whether there was anything new. To read
    /// only, it counts as used all the same. What goes wrong keeps nobody from anything:
    /// [`Self::uncounted`] tells it.
    pub fn take_in(&mut self) -> bool {
        self.ledger.has_left() && self.count_left()
    }

    pub(super) fn count_left(&mut self) -> bool {
        let mut is_news = false;
        let counted = self.ledger.left().and_then(|left| {
            let counted = self.count(left).map(|counted| is_news = counted);
            let released = self.ledger.release_left(counted.is_ok());
            counted.and(released)
        });
        match counted {
            Ok(()) => self.is_told = false,
            Err(error) => self.does_not_count(error),
        }
        is_news
    }

    fn does_not_count(&mut self, error: StoreError) {
        if !std::mem::replace(&mut self.is_told, true) {
            self.uncounted = Some(error);
        }
    }

    /// Why what is asked for beside the account does not count, in a sentence; once, until it does again.
    pub fn uncounted(&mut self) -> Option<String> {
        self.uncounted.take().map(|error| format!("What is asked for beside an account that is open does not count now: {error}"))
    }

    /// Makes entries of what was left, all together; tells whether anything is new by it. To read only, that is what was used.
    fn count(&mut self, left: Vec<Entry>) -> Result<bool, StoreError> {
        if left.is_empty() {
            return Ok(false);
        }
        let now = self.surroundings().now;
        let newest = self.history.revision();
        let mut told = Told::of(&self.history, &left);
        let mut account = self.as_used();
        let (mut entries, mut is_used) = (Vec::new(), false);
        // What was left on an account that was begun anew since is not this one's.
        for mut entry in left.iter().filter(|entry| entry.revision <= newest && is_reading(&entry.deed)).cloned() {
            let uses = uses_of(&account, &entry, now);
            let is_shown = matches!(entry.deed, Deed::Changed(_));
            if (is_shown && uses.is_empty()) || !told.is_news(&entry) {
                continue;
            }
            account.apply(&uses);
            is_used |= !uses.is_empty();
            entry.deed = entry.deed.with_uses(if entries.is_empty() { self.after_uses(&uses) } else { uses });
            entries.push(entry);
        }
        if self.read_only.is_some() {
            self.left = left;
            self.set(account);
            return Ok(is_used);
        }
        if entries.is_empty() {
            return Ok(false);
        }
        for entry in self.ledger.commit_all(entries)? {
            self.history.push(HistoryItem::from(&entry));
        }
        self.looks.clear();
        self.set(account);
        Ok(true)
    }

    /// Leaves word of what was only shown or denied, where another has the account open. It was answered all the same where that
    /// can't be done.
    pub(super) fn leave(&mut self, at: Timestamp, caller: &Caller, deed: Deed) {
        let entry = Entry { revision: self.history.revision(), at, caller: caller.clone(), deed };
        let mut told = Told::of(&self.history, std::slice::from_ref(&entry));
        self.left.iter().for_each(|before| told.add_left(before));
        if !is_reading(&entry.deed) || !told.is_news(&entry) {
            return;
        }
        match self.ledger.leave(&entry) {
            Ok(()) => self.left.push(entry),
            Err(error) => self.does_not_count(error),
        }
    }
}

/// For so long, the same is not told again: as with what is used.
const TOLD_FOR: SignedDuration = SignedDuration::from_mins(15);

/// What history tells, as far as what was asked for may be the same.
struct Told {
    /// What was asked for when. A crash may leave word of what is an entry already.
    when: HashSet<(String, Timestamp)>,
    /// When it was asked for last. What was changed since may have changed the answer.
    last: HashMap<String, Timestamp>,
    /// The last change.
    changed: Revision,
}

impl Told {
    /// What this history tells about the time of these.
    fn of(history: &History, asked: &[Entry]) -> Self {
        let mut told = Self { when: HashSet::new(), last: HashMap::new(), changed: 0 };
        let (first, last) = (asked.iter().map(|entry| entry.at).min(), asked.iter().map(|entry| entry.at).max());
        let Some((first, last)) = first.zip(last) else { return told };
        for item in history.items() {
            if item.is_change || matches!(item.deed, HistoryDeed::Undid(_) | HistoryDeed::Redid(_)) {
                told.last.clear();
                told.changed = item.revision;
            } else if item.at.duration_since(last) < TOLD_FOR && first.duration_since(item.at) < TOLD_FOR {
                told.add(item);
            }
        }
        told
    }

    /// Whether this was not told yet. Then it is, from now on.
    fn is_news(&mut self, entry: &Entry) -> bool {
        let is_told = words(&HistoryItem::from(entry)).is_none_or(|words| {
            let is_recent = self.last.get(&words).is_some_and(|at| entry.at.duration_since(*at).abs() < TOLD_FOR);
            is_recent || self.when.contains(&(words, entry.at))
        });
        if !is_told {
            self.add_left(entry);
        }
        !is_told
    }

    fn add_left(&mut self, entry: &Entry) {
        // What it was answered before the last change tells nothing of what comes after.
        if entry.revision >= self.changed {
            self.add(&HistoryItem::from(entry));
        }
    }

    fn add(&mut self, item: &HistoryItem) {
        if let Some(words) = words(item) {
            self.when.insert((words.clone(), item.at));
            self.last.insert(words, item.at);
        }
    }
}

/// Who asked for what, and what was answered; `None` where nothing was asked for.
fn words(item: &HistoryItem) -> Option<String> {
    let (operations, answer) = match &item.deed {
        HistoryDeed::Noted(Note::Refused { operation, code, .. }) => (std::slice::from_ref(&**operation), Some(code)),
        HistoryDeed::Changed(operations) => (operations.as_slice(), None),
        HistoryDeed::Undid(_) | HistoryDeed::Redid(_) => return None,
    };
    // Written down, secrets are masked on both sides.
    serde_json::to_string(&(&item.caller, operations, answer)).ok()
}

/// Whether only reads were asked for: nobody does anything else beside whoever has the account open.
fn is_reading(deed: &Deed) -> bool {
    let operations = deed.operations();
    !operations.is_empty() && operations.iter().all(|operation| operation.spec().effect == Effect::Read)
}

/// What was used by asking for this at a time that has gone by: what was used since stays the last.
fn uses_of(account: &Account, entry: &Entry, now: Timestamp) -> Vec<Edit> {
    let mut account = account.clone();
    let mut uses = Vec::new();
    for operation in entry.deed.operations() {
        let edits = account.uses_of(&entry.caller, operation, entry.at);
        let edits: Vec<Edit> = edits.into_iter().filter_map(|edit| behind_later(edit, entry.at, now)).collect();
        account.apply(&edits);
        uses.extend(edits);
    }
    merged(&uses)
}

/// What is left to note of a use where a later one is noted. A clock that was put back makes none of them later.
fn behind_later(edit: Edit, at: Timestamp, now: Timestamp) -> Option<Edit> {
    let is_later = |noted: Timestamp| at < noted && noted <= now;
    match (edit.before(), edit.after()) {
        (Some(Entity::KeyUse(last)), _) if is_later(last.at) => None,
        (Some(Entity::ServiceUse(last)), Some(Entity::ServiceUse(used))) if is_later(last.at) => {
            let mut actions = used.actions.clone();
            if last.last_use_of(&used.action).is_some_and(|noted| is_later(noted.at)) {
                return None;
            }
            actions.insert(used.action.clone(), ActionUse { at, region: used.region.clone() });
            Edit::between(edit.before().cloned(), Some(ServiceUse { actions, ..last.clone() }.into()))
        }
        _ => Some(edit),
    }
}
