//! The thread that keeps the account: it alone plans and commits, so a slow disk or a slow hash never blocks a key.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;

use super::incoming::Incoming;
use super::panics::Watch;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::app::effect::{Effect, Ticket};
use crate::app::message::{AccountsAnswer, Kept, Message, Opened};
use crate::app::step::AccountsRequest;
use crate::store::{Access, DEFAULT_ACCOUNT, Done, Failure, Home, OpenAccount, StoreError, surroundings};

/// What the main thread asks for.
enum Request {
    Submit { ticket: Ticket, caller: Caller, operations: Vec<Operation> },
    Undo { ticket: Ticket, caller: Caller, revision: Option<crate::store::Revision> },
    Redo { ticket: Ticket, caller: Caller, revision: Option<crate::store::Revision> },
    Accounts(AccountsRequest),
}

/// The main thread's end.
pub(super) struct Keeper {
    requests: Sender<Request>,
    thread: JoinHandle<Result<(), StoreError>>,
}

impl Keeper {
    /// Opens an account on a thread of its own, which tells what comes of it.
    pub(super) fn spawn(home: Home, account: String, access: Access, sender: SyncSender<Incoming>) -> std::io::Result<Self> {
        let (requests, received) = channel();
        let keeping = move || {
            let _watch = Watch(sender.clone());
            Desk { home, access, name: account, open: None, sender }.keep(&received)
        };
        let thread = thread::Builder::new().name("keeper".into()).spawn(keeping)?;
        Ok(Self { requests, thread })
    }

    /// Hands on an effect that is the keeper's; gives back any other.
    pub(super) fn perform(&self, effect: Effect) -> Option<Effect> {
        let request = match effect {
            Effect::Submit { ticket, caller, operations } => Request::Submit { ticket, caller, operations },
            Effect::Undo { ticket, caller, revision } => Request::Undo { ticket, caller, revision },
            Effect::Redo { ticket, caller, revision } => Request::Redo { ticket, caller, revision },
            Effect::Accounts(request) => Request::Accounts(request),
            other => return Some(other),
        };
        // A keeper that has ended has told why.
        let _ = self.requests.send(request);
        None
    }

    /// Lets the keeper finish what it was asked for and close the account.
    ///
    /// # Errors
    /// What closing left undone.
    pub(super) fn close(self) -> Result<(), StoreError> {
        drop(self.requests);
        self.thread.join().unwrap_or(Ok(()))
    }
}

/// The keeper's own things.
struct Desk {
    home: Home,
    access: Access,
    name: String,
    open: Option<OpenAccount>,
    sender: SyncSender<Incoming>,
}

impl Desk {
    fn keep(mut self, requests: &Receiver<Request>) -> Result<(), StoreError> {
        let name = self.name.clone();
        if let Err(error) = self.open(&name) {
            self.send(Incoming::NotOpened(error));
            return Ok(());
        }
        for request in requests {
            self.answer(request);
        }
        self.open.take().map_or(Ok(()), OpenAccount::close)
    }

    fn send(&self, incoming: Incoming) {
        // The main thread is gone only when the program ends.
        let _ = self.sender.send(incoming);
    }

    /// Opens an account in the place of the one that is open, which stays open if it can't be.
    fn open(&mut self, name: &str) -> Result<(), StoreError> {
        let opened = if name == DEFAULT_ACCOUNT {
            self.home.open_or_create(name, self.access, surroundings())?.account
        } else {
            self.home.open(name, self.access, surroundings())?
        };
        let message = Opened {
            name: name.to_owned(),
            account: opened.account().clone(),
            history: opened.history().clone(),
            notices: opened.notices().to_vec(),
            read_only: opened.read_only().map(str::to_owned),
        };
        name.clone_into(&mut self.name);
        let before = self.open.replace(opened);
        self.send(Incoming::Message(Message::Opened(Box::new(message))));
        before.map_or(Ok(()), OpenAccount::close)
    }

    fn answer(&mut self, request: Request) {
        match request {
            Request::Submit { ticket, caller, operations } => self.change(ticket, |open| open.submit(&caller, &operations)),
            Request::Undo { ticket, caller, revision } => self.change(ticket, |open| open.undo(&caller, revision)),
            Request::Redo { ticket, caller, revision } => self.change(ticket, |open| open.redo(&caller, revision)),
            Request::Accounts(request) => {
                let answer = self.accounts(request).map_err(|error| error.to_string());
                self.send(Incoming::Message(Message::Accounts(answer)));
            }
        }
    }

    fn change(&mut self, ticket: Ticket, change: impl FnOnce(&mut OpenAccount) -> Result<Done, Failure>) {
        let Some(open) = &mut self.open else { return };
        let result = change(open).map_err(Box::new);
        let kept = Box::new(Kept { account: open.account().clone(), history: open.history().clone() });
        // The change is durable: it is acknowledged first, and the store catches up afterwards.
        let _ = self.sender.send(Incoming::Message(Message::Answered { ticket, result, kept }));
        if let Err(error) = open.settle() {
            self.send(Incoming::Message(Message::Told(Err(error.to_string()))));
        }
    }

    fn accounts(&mut self, request: AccountsRequest) -> Result<AccountsAnswer, StoreError> {
        let done = match request {
            AccountsRequest::List => None,
            AccountsRequest::Switch(name) => {
                self.open(&name)?;
                Some(format!("Opened {name}."))
            }
            AccountsRequest::Create(name) => {
                self.home.create(&name, &mut surroundings()())?;
                self.open(&name)?;
                Some(format!("Made the account {name} and opened it."))
            }
            AccountsRequest::Copy { from, to } => {
                self.home.copy(&from, &to, Timestamp::now())?;
                Some(format!("Copied {from} to {to}."))
            }
            AccountsRequest::Reset(name) => {
                self.set_aside(&name, |home| home.reset(&name, Timestamp::now()))?;
                Some(format!("Reset {name}: it is as it began."))
            }
            AccountsRequest::Delete(name) => {
                self.home.delete(&name, Timestamp::now())?;
                Some(format!("Moved {name} to the trash."))
            }
            AccountsRequest::EmptyTrash => {
                self.home.empty_trash()?;
                Some("Emptied the trash.".into())
            }
        };
        Ok(AccountsAnswer { accounts: self.home.list()?, done })
    }

    /// Closes the account while something is done with its folder, if it is the one that is open, and opens it again.
    fn set_aside(&mut self, name: &str, with: impl FnOnce(&Home) -> Result<(), StoreError>) -> Result<(), StoreError> {
        if self.name != name {
            return with(&self.home);
        }
        if let Some(open) = self.open.take() {
            open.close()?;
        }
        let result = with(&self.home);
        self.open(name)?;
        result
    }
}
