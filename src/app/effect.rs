//! Effects: what the model asks of the world outside.

use std::path::PathBuf;

use jiff::Timestamp;

use super::coach::Together;
use super::settings::Settings;
use super::step::AccountsRequest;
use crate::access::Inquiry;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::store::Revision;
use crate::training::lesson::Language;
use crate::training::progress::Learned;

/// Tells whose submission an answer belongs to.
pub type Ticket = u64;

/// Something for the runtime to do.
/// Has no `Debug`: what is copied or saved may be a secret.
pub enum Effect {
    /// Perform operations.
    Submit {
        /// Comes back with the answer.
        ticket: Ticket,
        /// Who calls.
        caller: Caller,
        /// The operations, all or none.
        operations: Vec<Operation>,
        /// Whether somebody only tries it: then history keeps it though nothing may have changed.
        is_tried: bool,
    },
    /// Take note of what whoever is signed in has asked to be shown.
    Look {
        /// Who.
        caller: Caller,
        /// The operations whose answers are shown.
        operations: Vec<Operation>,
        /// When, by the practice clock.
        at: Timestamp,
    },
    /// Undo a change.
    Undo {
        /// Comes back with the answer.
        ticket: Ticket,
        /// Who asks.
        caller: Caller,
        /// Which; `None`: the last.
        revision: Option<Revision>,
    },
    /// Redo a change.
    Redo {
        /// Comes back with the answer.
        ticket: Ticket,
        /// Who asks.
        caller: Caller,
        /// Which; `None`: what was undone last.
        revision: Option<Revision>,
    },
    /// Do something with the accounts on this machine.
    Accounts(AccountsRequest),
    /// Put text into the clipboard.
    Copy {
        /// The text.
        text: String,
        /// What it is.
        what: String,
    },
    /// Write a private file into the working directory.
    Save {
        /// Comes back with the answer.
        ticket: Ticket,
        /// Its name.
        name: String,
        /// What is in it.
        contents: String,
    },
    /// Find something out over the whole account, while everything else goes on.
    Inquire {
        /// Comes back with how far it is, and with the answer.
        ticket: Ticket,
        /// What.
        inquiry: Box<Inquiry>,
    },
    /// Nobody wants to know any more what was asked with this ticket.
    GiveUp(Ticket),
    /// Keep what a learner has done.
    Learned(Box<Learned>),
    /// Run lines of a lesson's solution on the account.
    Together(Box<Together>),
    /// Read the lessons of the user's folder, or tell that there is none.
    Shelve(Option<PathBuf>, Language),
    /// Keep the settings and take the mouse, or leave it.
    Settings(Settings),
    /// Stop as ctrl-z does.
    Suspend,
    /// End the program.
    Quit,
}
