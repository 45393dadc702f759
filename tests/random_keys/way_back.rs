//! The way back to where an account began, undo by undo, and forth again.

use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, EntityKey};
use iam_console::store::{Failure, OpenAccount, Revision};

use super::{assert_whole, entities};

/// What was done on the way.
#[derive(Clone, Copy)]
enum Done {
    Undid(Revision),
    Redid(Revision),
}

/// Undoes entry by entry until there is nothing left, and makes it all again. Returns how many changes there were.
///
/// Where single changes were taken back out of turn, undo may be refused; it then says what must be done first, and that is
/// done.
pub fn assert_leads_there_and_forth(open: &mut OpenAccount) -> usize {
    let at_first = kept(open.account());
    let mut way = Vec::new();
    while let Some(newest) = open.history().undoable().map(|item| item.revision) {
        way.push(back(open, newest));
        assert!(way.len() < 1_000, "undo leads nowhere");
    }
    assert_whole(open.account());
    for done in way.iter().rev() {
        let outcome = match *done {
            Done::Undid(revision) => open.redo(&Caller::ROOT, Some(revision)),
            Done::Redid(revision) => open.undo(&Caller::ROOT, Some(revision)),
        };
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    }
    assert_eq!(kept(open.account()), at_first, "all of it is as it was");
    way.len()
}

/// One step back: the newest change, or what stands in its way.
fn back(open: &mut OpenAccount, newest: Revision) -> Done {
    let mut revision = newest;
    loop {
        let Err(failure) = open.undo(&Caller::ROOT, Some(revision)) else { return Done::Undid(revision) };
        let Failure::NotUndoable(reason) = failure else { panic!("{failure}") };
        let first = reason.rsplit(". ").next().unwrap();
        let mut words = first.split(' ');
        let (verb, number) = (words.next().unwrap(), words.nth(1).and_then(|number| number.parse().ok()));
        let number: Revision = number.unwrap_or_else(|| panic!("says nothing to do first: {reason}"));
        if verb == "Redo" {
            open.redo(&Caller::ROOT, Some(number)).unwrap_or_else(|failure| panic!("{reason} But then: {failure}"));
            return Done::Redid(number);
        }
        assert!(number != revision, "{reason}");
        revision = number;
    }
}

/// What undo brings back: everything but usage, which stays.
fn kept(account: &Account) -> Vec<(EntityKey, Entity)> {
    entities(account).into_iter().filter(|(key, _)| !key.is_usage()).collect()
}
