//! Undo and redo: any change can be taken back and made again, as long as what came after doesn't stand on it.

use super::entry::{Deed, Entry, Revision};
use super::error::StoreError;
use super::history::{History, HistoryDeed, HistoryItem};
use super::open_account::{Done, Failure, OpenAccount};
use crate::account::caller::Caller;
use crate::account::change::{Edit, inverse};
use crate::account::display::visible;
use crate::account::obstacle::Obstacle;

/// The direction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Undo,
    Redo,
}

impl Way {
    /// As in *can't be undone*.
    const fn participle(self) -> &'static str {
        match self {
            Self::Undo => "undone",
            Self::Redo => "redone",
        }
    }
}

impl OpenAccount {
    /// Takes a change back; without a revision, the newest in effect.
    ///
    /// # Errors
    /// There is no such change, it is undone already, or a later one stands in the way; or the store's.
    pub fn undo(&mut self, caller: &Caller, revision: Option<Revision>) -> Result<Done, Failure> {
        self.take_in();
        let target = revision.or_else(|| self.history.undoable().map(|item| item.revision));
        let revision = target.ok_or_else(|| Failure::NotUndoable("There is nothing to undo.".into()))?;
        check(&self.history, Way::Undo, revision)?;
        let edits = inverse(&self.ledger.entry(revision)?.edits());
        self.apply(caller, Way::Undo, revision, &edits)
    }

    /// Makes a change again that was taken back; without a revision, the one undone last.
    ///
    /// # Errors
    /// There is no such change, it is in effect already, or a later one stands in the way; or the store's.
    pub fn redo(&mut self, caller: &Caller, revision: Option<Revision>) -> Result<Done, Failure> {
        self.take_in();
        let target = revision.or_else(|| self.history.redoable().map(|item| item.revision));
        let revision = target.ok_or_else(|| Failure::NotUndoable("There is nothing to redo since the last change.".into()))?;
        check(&self.history, Way::Redo, revision)?;
        let mut edits = self.ledger.entry(revision)?.edits();
        // As with undo, usage stays: a code used meanwhile is not forgotten.
        edits.retain(|edit| !edit.key().is_usage());
        self.apply(caller, Way::Redo, revision, &edits)
    }

    fn apply(&mut self, caller: &Caller, way: Way, revision: Revision, edits: &[Edit]) -> Result<Done, Failure> {
        let mut after = self.as_used();
        if let Err(obstacle) = after.try_apply(edits) {
            return Err(Failure::NotUndoable(self.explain(way, revision, &obstacle)?));
        }
        // Whoever is signed in no more, before it or by it, stays so: no undo brings a sign-in back.
        let now = self.surroundings().now;
        let sign_out = [&self.as_used(), &after].into_iter().find_map(|account| account.signing_out_whose_session_is_over(now));
        after.apply(sign_out.as_slice());
        let edits = self.after_uses(&[edits, sign_out.as_slice()].concat());
        let deed = match way {
            Way::Undo => Deed::Undid { revision, edits },
            Way::Redo => Deed::Redid { revision, edits },
        };
        self.take(caller, deed, after)
    }

    /// Names what stands in the way, and what to do about it first.
    fn explain(&mut self, way: Way, revision: Revision, obstacle: &Obstacle) -> Result<String, StoreError> {
        let done = way.participle();
        let Some(entry) = self.last_to_touch(revision, obstacle)? else {
            return Ok(format!("Revision {revision} can't be {done} as the account is now: {}.", visible(&obstacle.to_string())));
        };
        // An undo or redo is named by what was undone or redone: that is what one looks for in the history.
        let (of, came, first) = match entry.deed {
            Deed::Undid { revision, .. } => (revision, "was undone", "Redo"),
            Deed::Redid { revision, .. } => (revision, "was redone", "Undo"),
            Deed::Changed(_) | Deed::Noted(_) => (entry.revision, "came", "Undo"),
        };
        let sentence = visible(&self.sentence(&entry, of, obstacle));
        Ok(format!("Revision {revision} can't be {done}, because revision {of} {came} after it: {sentence}. {first} revision {of} first."))
    }

    /// What the change of this revision did to a key of the obstacle, in words; an entry that took it back or made it again
    /// is the one that was found.
    fn sentence(&self, found: &Entry, of: Revision, obstacle: &Obstacle) -> String {
        let item = self.history.item(of).cloned().unwrap_or_else(|| HistoryItem::from(found));
        if let Deed::Changed(changes) = &found.deed {
            let touches = |edits: &[Edit]| edits.iter().any(|edit| obstacle.keys().contains(&edit.key()));
            if let Some(change) = changes.iter().rev().find(|change| touches(&change.edits)) {
                return change.operation.sentence(&self.history.called(&item, &self.account));
            }
        }
        self.history.sentence(&item, &self.account)
    }

    /// The newest entry after this revision that touches a key of the obstacle. Being the newest, it is in effect.
    fn last_to_touch(&mut self, revision: Revision, obstacle: &Obstacle) -> Result<Option<Entry>, StoreError> {
        let keys = obstacle.keys();
        for item in self.history.items().rev().take_while(|item| item.revision > revision) {
            let is_of_the_same_change = matches!(item.deed, HistoryDeed::Undid(of) | HistoryDeed::Redid(of) if of == revision);
            if is_of_the_same_change || matches!(item.deed, HistoryDeed::Noted(_)) {
                continue;
            }
            let entry = self.ledger.entry(item.revision)?;
            if entry.edits().iter().any(|edit| keys.contains(&edit.key())) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }
}

/// Checks that there is such a change and that it isn't already as it is wanted.
fn check(history: &History, way: Way, revision: Revision) -> Result<(), Failure> {
    let done = way.participle();
    let Some(item) = history.item(revision) else {
        let newest = history.revision();
        return Err(Failure::NotUndoable(format!("There is no revision {revision} in the history, which goes to {newest}.")));
    };
    let why = match (&item.deed, way) {
        (HistoryDeed::Changed(_), _) if !item.is_change => {
            format!("Revision {revision} changed nothing, so there is nothing to be {done}.")
        }
        (HistoryDeed::Changed(_), Way::Undo) if !history.is_undone(revision) => return Ok(()),
        (HistoryDeed::Changed(_), Way::Redo) if history.is_undone(revision) => return Ok(()),
        (HistoryDeed::Changed(_), Way::Undo) => format!("Revision {revision} is undone already."),
        (HistoryDeed::Changed(_), Way::Redo) => format!("Revision {revision} is in effect; only what is undone can be redone."),
        (HistoryDeed::Undid(of), _) => format!("Revision {revision} is an undo and can't be {done}: redo revision {of} to take it back."),
        (HistoryDeed::Redid(of), _) => format!("Revision {revision} is a redo and can't be {done}: undo revision {of} to take it back."),
        (HistoryDeed::Noted(_), _) => format!("Revision {revision} changed nothing, so there is nothing to be {done}."),
    };
    Err(Failure::NotUndoable(why))
}
