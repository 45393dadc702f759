//! What the other threads send to the main one.

use crate::app::message::Message;
use crate::store::StoreError;

/// What comes to the main thread.
pub(super) enum Incoming {
    /// Something for the model.
    Message(Message),
    /// No account could be opened.
    NotOpened(StoreError),
    /// A signal that ends the program.
    Ended(i32),
    /// A signal that stops it for a while.
    Suspend,
    /// It goes on after something else had stopped it, and used the terminal.
    Continued,
    /// The terminal gives no more input.
    InputEnded,
    /// A thread has panicked; its report is written.
    Panicked,
}
