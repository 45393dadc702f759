//! The records that history lists: entries of the account's history, and notices of this session that are no changes.

use jiff::Timestamp;

use crate::account::caller::Caller;
use crate::account::refusal::{Refusal, is_denial};
use crate::app::cx::Cx;
use crate::app::notice::{PastNotice, Tone};
use crate::app::sight::denial::Denial;
use crate::awscli;
use crate::store::{HistoryDeed, HistoryItem, Note, Revision};

/// What stands for a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RecordKey {
    /// An entry of the history.
    Entry(Revision),
    /// A notice, by its place among those of the session.
    Notice(usize),
}

/// A record.
#[derive(Clone, Copy)]
pub(super) enum Record<'a> {
    Entry(&'a HistoryItem),
    Notice(&'a PastNotice),
}

/// What undoing or redoing one would do with a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Restoring {
    Undo(Revision),
    Redo(Revision),
}

impl RecordKey {
    pub fn find<'a>(self, cx: &Cx<'a>) -> Option<Record<'a>> {
        match self {
            Self::Entry(revision) => cx.history.item(revision).map(Record::Entry),
            Self::Notice(place) => cx.notices.get(place).map(Record::Notice),
        }
    }
}

/// The entries of the history, the newest first: by revision, since a clock may have been put back.
pub(super) fn entries(cx: &Cx<'_>) -> impl Iterator<Item = RecordKey> {
    cx.history.items().rev().map(|item| RecordKey::Entry(item.revision))
}

/// The notices of this session that no entry stands for, the newest first.
pub(super) fn notices(cx: &Cx<'_>) -> impl Iterator<Item = RecordKey> {
    let notices = cx.notices.iter().enumerate().rev();
    notices.filter(|(_, past)| !past.notice.is_recorded).map(|(place, _)| RecordKey::Notice(place))
}

impl Record<'_> {
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Entry(item) => item.at,
            Self::Notice(past) => past.at,
        }
    }

    /// In a sentence. An undo and a redo name the change that they are of.
    pub fn sentence(&self, cx: &Cx<'_>) -> String {
        let found = |revision: Revision| cx.history.item(revision).map(|item| cx.history.sentence(item, cx.account));
        let of = |revision: Revision| found(revision).unwrap_or_else(|| format!("revision {revision}"));
        match self {
            Self::Notice(past) => past.notice.text.clone(),
            Self::Entry(item) => match &item.deed {
                HistoryDeed::Undid(revision) => format!("Undo: {}", of(*revision)),
                HistoryDeed::Redid(revision) => format!("Redo: {}", of(*revision)),
                HistoryDeed::Changed(_) | HistoryDeed::Noted(_) => cx.history.sentence(item, cx.account),
            },
        }
    }

    /// Who did it, by the name of then; nobody where the console itself says something.
    pub fn by(&self, cx: &Cx<'_>) -> Option<String> {
        match self {
            Self::Entry(item) => Some(cx.history.doer(item, cx.account)),
            Self::Notice(_) => None,
        }
    }

    /// What policies deny, where that is why it was refused and they deny it still.
    pub fn denial(&self, cx: &Cx<'_>) -> Option<Denial> {
        let Self::Entry(HistoryItem { caller, deed: HistoryDeed::Noted(Note::Refused { operation, code, session, .. }), .. }) = self else {
            return None;
        };
        if !is_denial(code) {
            return None;
        }
        // Of a session that is over its principal is asked about, with what the session told then.
        let principal = Caller { key: None, ..caller.clone() };
        let is_denied = |refused: Result<(), Refusal>| refused.err().and_then(|refusal| Denial::of(&refusal));
        is_denied(cx.account.authorise(caller, operation, cx.now))
            .or_else(|| is_denied(cx.account.authorise_in(session, &principal, operation, cx.now)))
    }

    pub const fn tone(&self) -> Tone {
        match self {
            Self::Notice(past) => past.notice.tone,
            Self::Entry(HistoryItem { deed: HistoryDeed::Noted(Note::Refused { .. }), .. }) => Tone::Bad,
            Self::Entry(_) => Tone::Good,
        }
    }

    /// Whether it is a change, an undo or a redo.
    pub const fn is_change(&self) -> bool {
        match self {
            Self::Entry(item) => item.is_change || matches!(item.deed, HistoryDeed::Undid(_) | HistoryDeed::Redid(_)),
            Self::Notice(_) => false,
        }
    }

    /// Whether it is a request that was refused.
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Entry(HistoryItem { deed: HistoryDeed::Noted(Note::Refused { .. }), .. }))
    }

    /// The AWS CLI lines of what was done or asked for, secrets masked.
    ///
    /// # Errors
    /// Why there are none, in a sentence.
    pub fn commands(&self) -> Result<Vec<String>, String> {
        match self {
            Self::Notice(past) => match past.notice.commands.as_slice() {
                [] => Err("This is a note of the console's own; no AWS CLI command belongs to it.".into()),
                commands => Ok(commands.to_vec()),
            },
            Self::Entry(item) => match &item.deed {
                HistoryDeed::Changed(operations) => Ok(operations.iter().map(awscli::line).collect()),
                HistoryDeed::Noted(Note::Refused { operation, .. }) => Ok(vec![awscli::line(operation)]),
                HistoryDeed::Undid(_) | HistoryDeed::Redid(_) => {
                    Err("Undo and redo are this console's own; AWS has no command for them.".into())
                }
            },
        }
    }

    /// What undoing or redoing it does.
    ///
    /// # Errors
    /// Why it can do nothing, in a sentence.
    pub fn restoring(&self, cx: &Cx<'_>) -> Result<Restoring, String> {
        let Self::Entry(item) = self else { return Err("This is a note; nothing was changed, so there is nothing to undo.".into()) };
        match item.deed {
            HistoryDeed::Changed(_) if cx.history.is_undone(item.revision) => Ok(Restoring::Redo(item.revision)),
            HistoryDeed::Changed(_) => Ok(Restoring::Undo(item.revision)),
            HistoryDeed::Undid(change) if cx.history.is_undone(change) => Ok(Restoring::Redo(change)),
            HistoryDeed::Undid(change) => Err(format!("Revision {change}, which this took back, was redone since.")),
            HistoryDeed::Redid(change) if !cx.history.is_undone(change) => Ok(Restoring::Undo(change)),
            HistoryDeed::Redid(change) => Err(format!("Revision {change}, which this redid, was undone since.")),
            HistoryDeed::Noted(_) => Err("The request was refused and changed nothing, so there is nothing to undo.".into()),
        }
    }
}
