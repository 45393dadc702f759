//! The thread that keeps the account: it alone plans and commits, so a slow disk or a slow hash never blocks a key.

mod learning;

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;

use super::incoming::Incoming;
use super::panics::Watch;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::app::coach::Together;
use crate::app::effect::Ticket;
use crate::app::message::{AccountsAnswer, Kept, Message};
use crate::app::step::AccountsRequest;
use crate::store::{Access, Done, Failure, Home, OpenAccount, Revision, StoreError, surroundings};
use crate::training::Study;
use crate::training::progress::{Learned, Learner, ProgressFile};

/// So often it is looked after whether something was asked for beside the console.
const BETWEEN_GLANCES: Duration = Duration::from_secs(1);

/// What the main thread asks for. Each is answered, but for what was only looked at.
pub(super) enum Request {
    Submit { ticket: Ticket, caller: Caller, operations: Vec<Operation>, is_tried: bool },
    Look { caller: Caller, operations: Vec<Operation>, at: Timestamp },
    Undo { ticket: Ticket, caller: Caller, revision: Option<Revision> },
    Redo { ticket: Ticket, caller: Caller, revision: Option<Revision> },
    Accounts(AccountsRequest),
    Learned(Box<Learned>),
    Together(Box<Together>),
}

/// Why the account is not closed in order.
#[derive(Debug)]
pub(super) enum Unclosed {
    /// What closing left undone.
    Store(StoreError),
    /// Something in the program itself is wrong; a report is written.
    Panicked,
}

/// The main thread's end.
pub(super) struct Keeper {
    requests: Sender<Request>,
    thread: JoinHandle<Result<(), StoreError>>,
}

impl Keeper {
    /// Opens an account on a thread of its own, which tells what comes of it, and keeps a learner's progress.
    pub(super) fn spawn(home: Home, kept: (String, Learner), access: Access, sender: SyncSender<Incoming>) -> std::io::Result<Self> {
        let (account, learner) = kept;
        let (requests, received) = channel();
        let keeping = move || {
            let _watch = Watch(sender.clone());
            let progress = ProgressFile::new(&home, learner);
            Desk { home, access, name: account, study: None, open: None, progress, sender }.keep(&received)
        };
        let thread = thread::Builder::new().name("keeper".into()).spawn(keeping)?;
        Ok(Self { requests, thread })
    }

    /// Asks for something; the answer comes as a message.
    pub(super) fn ask(&self, request: Request) {
        // A keeper that has ended has told why.
        let _ = self.requests.send(request);
    }

    /// Lets the keeper finish what it was asked for and close the account.
    ///
    /// # Errors
    /// It did not come to that, or not to its end.
    pub(super) fn close(self) -> Result<(), Unclosed> {
        drop(self.requests);
        self.thread.join().map_err(|_| Unclosed::Panicked)?.map_err(Unclosed::Store)
    }
}

/// The keeper's own things.
struct Desk {
    home: Home,
    access: Access,
    /// The user's own account that is open, or was before a lesson's.
    name: String,
    /// The lesson's account that is open in its place.
    study: Option<Study>,
    progress: ProgressFile,
    /// `None` before the first is open, and where one that was closed could not be opened again.
    open: Option<OpenAccount>,
    sender: SyncSender<Incoming>,
}

impl Desk {
    fn keep(mut self, requests: &Receiver<Request>) -> Result<(), StoreError> {
        let trouble = self.tell_progress();
        match self.open(&self.name.clone()) {
            Ok(opened) => {
                self.show(opened);
                // Behind the account, which begins with an empty line of notices.
                if let Some(trouble) = trouble {
                    self.tell(Message::Told(Err(trouble)));
                }
            }
            Err(error) => {
                self.send(Incoming::NotOpened(error));
                return Ok(());
            }
        }
        loop {
            match requests.recv_timeout(BETWEEN_GLANCES) {
                Ok(request) => self.answer(request),
                Err(RecvTimeoutError::Timeout) => self.glance(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.tell_uncounted();
        }
        self.open.take().map_or(Ok(()), OpenAccount::close)
    }

    fn send(&self, incoming: Incoming) {
        // The main thread is gone only when the program ends.
        let _ = self.sender.send(incoming);
    }

    fn tell(&self, message: Message) {
        self.send(Incoming::Message(message));
    }

    fn open(&self, name: &str) -> Result<OpenAccount, StoreError> {
        self.home.open_or_create(name, self.access, surroundings()).map(|opened| opened.account)
    }

    /// Has an account that was opened in the place of the one that is open.
    fn show(&mut self, opened: OpenAccount) {
        self.show_study(opened, false);
    }

    /// Closes the account that is open, if one is. What that leaves undone is told and stands in nobody's way: the journal
    /// has everything.
    fn close(&mut self) {
        if let Some(Err(error)) = self.open.take().map(OpenAccount::close) {
            self.tell(Message::Told(Err(error.to_string())));
        }
    }

    /// Opens another account, and only then closes the one that is open; that one itself is closed and opened again.
    fn switch(&mut self, name: &str) -> Result<(), StoreError> {
        if name == self.name && self.study.is_none() {
            return self.set_aside(|_| Ok(()));
        }
        let opened = self.open(name)?;
        self.study = None;
        name.clone_into(&mut self.name);
        self.show(opened);
        Ok(())
    }

    /// Closes the account that is open while something is done with its folder, and opens it again, whatever comes of that.
    fn set_aside(&mut self, with: impl FnOnce(&Home) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.close();
        let done = with(&self.home);
        match self.open(&self.name) {
            Ok(opened) => {
                self.show(opened);
                done
            }
            Err(error) => {
                self.tell(Message::Stopped(error.clone()));
                done.and(Err(error))
            }
        }
    }

    /// Takes in what was asked for beside the console, if anything was: whoever stands on a page sees it come.
    fn glance(&mut self) {
        let Some(open) = &mut self.open else { return };
        if !open.take_in() {
            return;
        }
        let kept = Kept { account: open.as_used(), history: open.history().clone() };
        let settled = open.settle();
        self.tell(Message::Kept(Box::new(kept)));
        if let Err(error) = settled {
            self.tell(Message::Stopped(error));
        }
    }

    /// Tells what keeps that from counting.
    fn tell_uncounted(&mut self) {
        if let Some(why) = self.open.as_mut().and_then(OpenAccount::uncounted) {
            self.tell(Message::Told(Err(why)));
        }
    }

    fn answer(&mut self, request: Request) {
        match request {
            Request::Submit { ticket, caller, operations, is_tried: false } => {
                self.change(ticket, |open| open.submit(&caller, &operations));
            }
            Request::Submit { ticket, caller, operations, is_tried: true } => {
                self.change(ticket, |open| open.attempt(&caller, &operations));
            }
            Request::Look { caller, operations, at } => {
                if let Some(open) = &mut self.open {
                    open.look(&caller, &operations, at);
                }
            }
            Request::Undo { ticket, caller, revision } => self.change(ticket, |open| open.undo(&caller, revision)),
            Request::Redo { ticket, caller, revision } => self.change(ticket, |open| open.redo(&caller, revision)),
            Request::Together(together) => self.together(*together),
            Request::Learned(learned) => self.learn(*learned),
            Request::Accounts(request) => {
                let answer = self.accounts(request).map_err(|error| error.to_string());
                self.tell(Message::Accounts(answer));
            }
        }
    }

    fn change(&mut self, ticket: Ticket, change: impl FnOnce(&mut OpenAccount) -> Result<Done, Failure>) {
        let Some(mut open) = self.open.take() else {
            let closed = StoreError::Closed { account: self.name.clone() };
            return self.tell(Message::Answered { ticket, result: Err(Box::new(closed.into())), kept: None });
        };
        let result = change(&mut open).map_err(Box::new);
        let kept = Some(Box::new(Kept { account: open.as_used(), history: open.history().clone() }));
        // The change is durable: it is acknowledged first, and the store catches up afterwards.
        self.tell(Message::Answered { ticket, result, kept });
        if let Err(error) = open.settle() {
            self.tell(Message::Stopped(error));
        }
        self.open = Some(open);
    }

    fn accounts(&mut self, request: AccountsRequest) -> Result<AccountsAnswer, StoreError> {
        let done = match request {
            AccountsRequest::List => None,
            AccountsRequest::Switch(name) => {
                self.switch(&name)?;
                Some(format!("Opened {name}."))
            }
            AccountsRequest::Create(name) => {
                self.home.create(&name, &mut surroundings()())?;
                self.switch(&name)?;
                Some(format!("Made the account {name} and opened it."))
            }
            AccountsRequest::Copy { from, to } => {
                self.home.copy(&from, &to, Timestamp::now())?;
                Some(format!("Copied {from} to {to}."))
            }
            AccountsRequest::Reset(name) => {
                let reset = |home: &Home| home.reset(&name, Timestamp::now());
                if name == self.name && self.study.is_none() { self.set_aside(reset) } else { reset(&self.home) }?;
                Some(format!("Reset {name}: it is as it began."))
            }
            AccountsRequest::Delete(name) => {
                self.home.delete(&name, Timestamp::now())?;
                Some(format!("Moved {name} to the trash."))
            }
            AccountsRequest::EmptyTrash => Some(self.home.empty_trash()?.to_string()),
            request => self.studied(request)?,
        };
        let read_only = self.home.check_access().err().map(|error| error.to_string());
        Ok(AccountsAnswer { accounts: self.home.list()?, done, read_only })
    }
}

#[cfg(test)]
mod tests;
