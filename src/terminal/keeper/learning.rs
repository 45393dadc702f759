//! What is kept of who learns: lessons' accounts, and what was done in them.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Desk;
use crate::app::coach::Together;
use crate::app::message::{DidTogether, Kept, Message, OfLesson, Opened};
use crate::app::step::AccountsRequest;
use crate::store::{Access, Home, OpenAccount, StoreError};
use crate::training::Study;
use crate::training::progress::{Learned, Progress, Read};

impl Desk {
    /// As [`Desk::show`], where a lesson's account may be opened for a lesson that is begun anew.
    pub(super) fn show_study(&mut self, opened: OpenAccount, anew: bool) {
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
    pub(super) fn studies(&self) -> Home {
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
    pub(super) fn tell_progress(&self) -> Option<String> {
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
    pub(super) fn learn(&self, learned: Learned) {
        match self.progress.change(|progress| progress.learn(learned)) {
            Ok(Read { notice: Some(notice), .. }) => self.tell(Message::Told(Err(notice))),
            Ok(_) => {}
            Err(error) => self.tell(Message::Told(Err(error.to_string()))),
        }
    }

    /// Runs lines of a lesson's solution.
    pub(super) fn together(&mut self, together: Together) {
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
    pub(super) fn studied(&mut self, request: AccountsRequest) -> Result<Option<String>, StoreError> {
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
}
