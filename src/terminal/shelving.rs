//! Reading the user's folder of lessons, on a thread of its own: a slow disk blocks neither a key nor the account.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::thread;

use super::incoming::Incoming;
use super::panics::Watch;
use crate::app::message::Message;
use crate::training::Shelf;
use crate::training::lesson::Language;

/// Reads the lessons of a folder, told in a language, and tells them.
///
/// # Errors
/// There can be no more threads.
pub(super) fn begin((folder, language): (Option<PathBuf>, Language), sender: SyncSender<Incoming>) -> io::Result<()> {
    let reading = move || {
        let _watch = Watch(sender.clone());
        // The main thread is gone only when the program ends.
        let _ = sender.send(Incoming::Message(Message::Shelf(Box::new(Shelf::of(folder, language)))));
    };
    thread::Builder::new().name("shelf".into()).spawn(reading).map(|_| ())
}
