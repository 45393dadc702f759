//! Messages: what the world tells the model.

use std::collections::BTreeSet;

use super::effect::Ticket;
use crate::access::{Cancelled, Found};
use crate::account::Account;
use crate::store::{Done, Failure, History, Listed, StoreError};
use crate::theme::Ground;
use crate::training::check::Attempt;
use crate::training::progress::Progress;
use crate::training::{Shelf, Study};
use crate::widgets::Key;

/// Something that happened.
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resized(u16, u16),
    /// The terminal told what its ground is.
    Ground(Ground),
    /// An account is open.
    Opened(Box<Opened>),
    /// What is kept of the learner, as it was read.
    Progress {
        /// How far the learner has come.
        progress: Box<Progress>,
        /// The accounts of lessons that were begun on another machine, and are not on this one.
        elsewhere: BTreeSet<String>,
    },
    /// The lessons that there are, as they were read.
    Shelf(Box<Shelf>),
    /// Operations, an undo or a redo are done, or not.
    Answered {
        /// Whose.
        ticket: Ticket,
        /// What came of it.
        result: Result<Done, Box<Failure>>,
        /// What is so now; `None` where no account is open.
        kept: Option<Box<Kept>>,
    },
    /// What is so now, as commands beside the console have asked for something meanwhile.
    Kept(Box<Kept>),
    /// Lines of a lesson's solution were run.
    Together(Box<DidTogether>),
    /// The account takes no more changes until it is opened again.
    Stopped(StoreError),
    /// What the accounts on this machine are now, or why something could not be done with them.
    Accounts(Result<AccountsAnswer, String>),
    /// What the world outside has to say, in a sentence: text was sent to the clipboard, something could not be kept.
    Told(Result<String, String>),
    /// A file is written, in a sentence, or why not.
    Saved {
        /// Whose.
        ticket: Ticket,
        /// What came of it.
        result: Result<String, String>,
    },
    /// How far an inquiry is.
    Progressed {
        /// Whose.
        ticket: Ticket,
        /// How many steps are done.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// What an inquiry has found out.
    Found {
        /// Whose.
        ticket: Ticket,
        /// The answer.
        found: Result<Box<Found>, Cancelled>,
    },
    /// A moment that the model asked to be woken at.
    Woke,
    /// The program is being ended from outside.
    Ending,
}

/// An open account.
pub struct Opened {
    /// Its name on this machine.
    pub name: String,
    /// What it holds.
    pub account: Account,
    /// What happened in it.
    pub history: History,
    /// What had to be repaired, a sentence each.
    pub notices: Vec<String>,
    /// Why nothing can be changed, if so.
    pub read_only: Option<String>,
    /// The lesson that it is gone through on, where it is a lesson's.
    pub lesson: Option<OfLesson>,
}

/// What is told of a lesson's account besides.
pub struct OfLesson {
    /// The attempt.
    pub study: Study,
    /// What the account began with.
    pub start: Account,
    /// Whether the lesson is begun anew: what was done in it before counts no more.
    pub anew: bool,
}

/// What came of lines of a lesson's solution.
pub struct DidTogether {
    /// What the learner did then.
    pub attempt: Attempt,
    /// What else had to be set for it, in a sentence; or why one was not done.
    pub ran: Result<Option<String>, String>,
    /// What is so now.
    pub kept: Box<Kept>,
}

/// What is so after an answer: once a change is durable, or a refusal noted.
pub struct Kept {
    /// The account.
    pub account: Account,
    /// What happened in it.
    pub history: History,
}

/// The accounts on this machine, after something was done with them.
pub struct AccountsAnswer {
    /// All of them.
    pub accounts: Vec<Listed>,
    /// What was done, in a sentence; `None` where one only looked.
    pub done: Option<String>,
    /// Why none can be made, changed or thrown away, in a sentence, if so.
    pub read_only: Option<String>,
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// A click with the left button.
    Click {
        /// The column, from 0.
        column: u16,
        /// The row, from 0.
        row: u16,
    },
    /// The wheel, down or up.
    Wheel {
        /// Down.
        down: bool,
    },
}
