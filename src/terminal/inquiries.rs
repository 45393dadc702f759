//! Inquiries, each answered on a thread of its own, so that keys and frames never wait for one.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;
use std::thread;
use std::time::Instant;

use super::incoming::Incoming;
use super::panics::Watch;
use crate::access::{Inquiry, Progress};
use crate::app::effect::Ticket;
use crate::app::message::Message;

/// How far an inquiry is is told no more often than this, in milliseconds.
const TOLD_EVERY: u64 = 50;

/// The inquiries that are being answered. Gone, they stop by themselves: nobody waits for their threads.
pub(super) struct Inquiries {
    sender: SyncSender<Incoming>,
    running: Vec<(Ticket, Arc<Progress>)>,
}

impl Inquiries {
    /// None yet; answers go to this sender.
    pub(super) const fn new(sender: SyncSender<Incoming>) -> Self {
        Self { sender, running: Vec::new() }
    }

    /// Begins to answer one. How far it is comes as messages, and so does the answer.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub(super) fn begin(&mut self, ticket: Ticket, inquiry: Inquiry) -> io::Result<()> {
        // A thread that has ended holds its progress no more.
        self.running.retain(|(_, progress)| Arc::strong_count(progress) > 1);
        let progress = Arc::new(Progress::telling(telling(ticket, self.sender.clone())));
        self.running.push((ticket, progress.clone()));
        let sender = self.sender.clone();
        let answering = move || {
            let _watch = Watch(sender.clone());
            let found = inquiry.answer(&progress).map(Box::new);
            // A main thread that listens no more is ending.
            let _ = sender.send(Incoming::Message(Message::Found { ticket, found }));
        };
        thread::Builder::new().name("inquiry".into()).spawn(answering).map(|_| ())
    }

    /// Stops an inquiry that nobody waits for.
    pub(super) fn give_up(&mut self, ticket: Ticket) {
        for (_, progress) in self.running.extract_if(.., |(running, _)| *running == ticket) {
            progress.cancel();
        }
    }
}

impl Drop for Inquiries {
    fn drop(&mut self) {
        self.running.iter().for_each(|(_, progress)| progress.cancel());
    }
}

/// Tells the main thread how far an inquiry is, but not at every step.
fn telling(ticket: Ticket, sender: SyncSender<Incoming>) -> impl Fn(usize, usize) + Send + Sync {
    let (begun, last) = (Instant::now(), AtomicU64::new(0));
    move |done, of| {
        let now = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        if now.saturating_sub(last.load(Ordering::Relaxed)) >= TOLD_EVERY {
            last.store(now, Ordering::Relaxed);
            // Where so much comes in that there is no room, the next step is soon enough.
            let _ = sender.try_send(Incoming::Message(Message::Progressed { ticket, done, of }));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;
    use crate::access::{About, Found};
    use crate::account::authorization::Circumstances;
    use crate::account::env::Env;
    use crate::account::origin::new_account;
    use crate::policy::request::{Action, Resource};
    use jiff::Timestamp;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    /// Who can list buckets in an account that has only its root user?
    fn who_can_list() -> Inquiry {
        let account = new_account("practice", &mut Env::at(Timestamp::UNIX_EPOCH, StdRng::seed_from_u64(1))).unwrap().account;
        let (action, resource) = (Action::parse("s3:ListAllMyBuckets").unwrap(), Resource::parse("*").unwrap());
        let circumstances = Circumstances::with_access_key(Timestamp::UNIX_EPOCH);
        Inquiry { account, about: About::Who { action, resource, given: Vec::new(), circumstances } }
    }

    #[test]
    fn an_inquiry_is_answered_with_its_ticket() {
        let (sender, told) = sync_channel(10);
        let mut inquiries = Inquiries::new(sender);
        inquiries.begin(7, who_can_list()).unwrap();
        let answer = told.recv().unwrap();
        let Incoming::Message(Message::Found { ticket: 7, found: Ok(found) }) = answer else { panic!("no answer") };
        assert!(matches!(*found, Found::Who(who) if who.counts() == (1, 0, 0)));
    }

    #[test]
    fn all_that_runs_is_cancelled_with_what_it_belongs_to() {
        let (sender, _told) = sync_channel(10);
        let mut inquiries = Inquiries::new(sender);
        let progress: Vec<Arc<Progress>> = (1..=3).map(|_| Arc::new(Progress::default())).collect();
        inquiries.running = (1..).zip(progress.iter().cloned()).collect();
        inquiries.give_up(2);
        let cancelled = || progress.iter().map(|progress| who_can_list().answer(progress).is_err()).collect::<Vec<_>>();
        assert_eq!(cancelled(), [false, true, false]);
        drop(inquiries);
        assert_eq!(cancelled(), [true, true, true]);
    }
}
