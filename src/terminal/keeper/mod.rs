//! The thread that keeps the account: it alone plans and commits, so a slow disk or a slow hash never blocks a key.

use std::collections::BTreeSet;
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
use crate::app::message::{AccountsAnswer, DidTogether, Kept, Message, OfLesson, Opened};
use crate::app::step::AccountsRequest;
use crate::store::{Access, Done, Failure, Home, OpenAccount, Revision, StoreError, surroundings};
use crate::training::Study;
use crate::training::progress::{Learned, Learner, Progress, ProgressFile, Read};

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

    /// As [`Desk::show`], where a lesson's account may be opened for a lesson that is begun anew.
    fn show_study(&mut self, opened: OpenAccount, anew: bool) {
        let lesson = self.study.as_ref().and_then(|study| self.of_lesson(study, anew));
        let message = Opened {
            name: lesson.as_ref().map_or_else(|| self.name.clone(), |of| format!("lesson {}", of.study.lesson.id)),
            account: opened.account().clone(),
            history: opened.history().clone(),
            notices: opened.notices().to_vec(),
            read_only: opened.read_only().map(str::to_owned),
            lesson,
        };
        self.close();
        self.open = Some(opened);
        self.tell(Message::Opened(Box::new(message)));
    }

    /// Closes the account that is open, if one is. What that leaves undone is told and stands in nobody's way: the journal
    /// has everything.
    fn close(&mut self) {
        if let Some(Err(error)) = self.open.take().map(OpenAccount::close) {
            self.tell(Message::Told(Err(error.to_string())));
        }
    }

    /// What is told of a lesson's account; where that can't be read, it is gone through as any other.
    fn of_lesson(&self, study: &Study, anew: bool) -> Option<OfLesson> {
        match self.studies().origin(&study.account) {
            Ok(start) => Some(OfLesson { study: study.clone(), start, anew }),
            Err(error) => {
                self.tell(Message::Told(Err(error.to_string())));
                None
            }
        }
    }

    /// Where lessons' accounts are.
    fn studies(&self) -> Home {
        self.home.of_lessons(self.progress.learner().as_str())
    }

    /// Opens a lesson's account, perhaps for the lesson to be begun anew on it.
    fn study(&mut self, study: &Study, anew: bool) -> Result<(), StoreError> {
        let is_elsewhere = self.is_elsewhere(study);
        let opened = study.open(&self.studies(), self.access)?;
        self.study = Some(study.clone());
        self.show_study(opened, anew || is_elsewhere);
        if is_elsewhere && !anew {
            let told = "The account of this lesson stayed on the machine that it was begun on: it begins anew here.";
            self.tell(Message::Told(Ok(told.into())));
        }
        // What it replaces was open until now, perhaps.
        if self.access == Access::ReadWrite
            && let Err(error) = study.clear_replaced(&self.studies())
        {
            self.tell(Message::Told(Err(error.to_string())));
        }
        Ok(())
    }

    /// Whether the attempt is known, and its account not on this machine.
    fn is_elsewhere(&self, study: &Study) -> bool {
        self.progress.read().is_ok_and(|read| self.elsewhere(&read.progress).contains(&study.account))
    }

    /// The accounts of lessons that were begun and are not on this machine: progress was taken over from another.
    fn elsewhere(&self, progress: &Progress) -> BTreeSet<String> {
        let accounts = progress.lessons.values().map(|record| &record.account);
        accounts.filter(|account| !self.studies().folder_of(account).exists()).cloned().collect()
    }

    /// Tells what is kept of the learner; answers what is wrong with it.
    fn tell_progress(&self) -> Option<String> {
        match self.progress.read() {
            Ok(Read { progress, notice, .. }) => {
                let elsewhere = self.elsewhere(&progress);
                self.tell(Message::Progress { progress: Box::new(progress), elsewhere });
                notice
            }
            Err(error) => Some(error.to_string()),
        }
    }

    /// Keeps what the learner has done.
    fn learn(&self, learned: Learned) {
        match self.progress.change(|progress| progress.learn(learned)) {
            Ok(Read { notice: Some(notice), .. }) => self.tell(Message::Told(Err(notice))),
            Ok(_) => {}
            Err(error) => self.tell(Message::Told(Err(error.to_string()))),
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

    /// Runs lines of a lesson's solution.
    fn together(&mut self, together: Together) {
        let Some(mut open) = self.open.take() else {
            let closed = StoreError::Closed { account: self.name.clone() };
            return self.tell(Message::Told(Err(closed.to_string())));
        };
        let (attempt, ran) = together.run(&mut open);
        let kept = Box::new(Kept { account: open.as_used(), history: open.history().clone() });
        self.tell(Message::Together(Box::new(DidTogether { attempt, ran, kept })));
        if let Err(error) = open.settle() {
            self.tell(Message::Stopped(error));
        }
        self.open = Some(open);
    }

    /// What is done with lessons' accounts.
    fn studied(&mut self, request: AccountsRequest) -> Result<Option<String>, StoreError> {
        match request {
            AccountsRequest::Study(study) => self.study(&study, false)?,
            AccountsRequest::Restudy(study) => {
                let was_open = self.study.as_ref().is_some_and(|open| open.account == study.account);
                if was_open {
                    self.close();
                }
                let home = self.studies();
                let reset = if home.folder_of(&study.account).exists() { home.reset(&study.account, Timestamp::now()) } else { Ok(()) };
                let opened = self.study(&study, reset.is_ok());
                if let (true, Err(error)) = (was_open, &opened) {
                    self.tell(Message::Stopped(error.clone()));
                }
                reset.and(opened)?;
                return Ok(Some("The lesson begins anew.".into()));
            }
            AccountsRequest::KeepStudy { from, to } => {
                self.home.copy_from(&self.studies(), &from, &to, Timestamp::now())?;
                return Ok(Some(format!("The lesson's account is kept as {to}, among your own.")));
            }
            AccountsRequest::LeaveStudy if self.study.is_some() => self.switch(&self.name.clone())?,
            _ => {}
        }
        Ok(None)
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
