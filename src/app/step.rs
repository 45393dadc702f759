//! What screens and overlays ask the application to do.

use std::any::Any;

use super::action::Action;
use super::notice::Notice;
use super::overlay::Overlay;
use super::route::Route;
use super::settings::Settings;
use super::sight::denial::Denial;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::plan::RefusedAt;
use crate::account::reply::Reply;
use crate::store::Revision;
use crate::training::Study;
use crate::training::progress::Learned;
use crate::training::quiz::Given;

/// One thing to do next.
pub enum Step {
    /// Open a screen.
    Go(Route),
    /// Open a screen for something that is to be done there: closing it leads back here, not to what it belongs to.
    Aside(Route),
    /// Open the screen that a denial leads to, whatever lies over this one.
    Explain(Box<Denial>, Route),
    /// Open a screen in the place of this one: the wizard is done.
    Replace(Route),
    /// Close this screen and show what it belongs to.
    Up,
    /// Show something over the screen.
    Ask(Box<dyn Overlay>),
    /// Perform operations, all or none; the asker is told what came of it.
    Submit(Submission),
    /// Undo a change; without a revision, the last.
    Undo(Option<Revision>),
    /// Redo a change; without a revision, what was undone last.
    Redo(Option<Revision>),
    /// Put text into the clipboard. The words say what it is.
    Copy {
        /// The text.
        text: String,
        /// What it is: `the ARN of alice`.
        what: String,
    },
    /// Write a file into the working directory, private to the user.
    Save {
        /// The file's name.
        name: String,
        /// What is in it.
        contents: String,
    },
    /// Say something.
    Say(Notice),
    /// Say why something is not done.
    Hint(Notice),
    /// Perform an action of the current screen or of the shell.
    Act(Action),
    /// Hand what was chosen or typed in an overlay to the screen under it, which knows what it is.
    Hand(Box<dyn Any>),
    /// Keep other settings.
    Set(Settings),
    /// Do something with the accounts on this machine.
    Accounts(AccountsRequest),
    /// Read the lessons of the user's folder again.
    Shelve,
    /// Keep what was answered in the quiz.
    Learned(Box<Learned>),
    /// Tell the lesson under way how many questions of its quiz were answered rightly.
    Quizzed {
        /// The quiz's name in lessons.
        quiz: &'static str,
        /// How many.
        right: u32,
    },
    /// Keep an answer to a question that the exam under way asks once.
    Sat(Given),
    /// Keep a line that was typed behind `:`, its secrets masked.
    Remember(String),
    /// Answer a question of the lesson.
    Answer {
        /// The question's id.
        ask: String,
        /// The answer, a word for each of its parts.
        words: Vec<String>,
    },
    /// Show another step of the lesson, by its place.
    ShowStep(usize),
    /// Have the coach do this line of the step's solution, if it is still the next.
    Together(String),
    /// Undo what was done in the lesson's step.
    ResetStep,
    /// Leave the account without asking again, whatever is not saved in it.
    LeaveAccount(AccountsRequest),
    /// Quit without asking again.
    Quit,
}

/// Operations that belong together.
pub struct Submission {
    /// The operations, in order.
    pub operations: Vec<Operation>,
    /// What to say once they are done; without it, the last operation's own sentence.
    pub said: Option<String>,
    /// Who calls, where that is not who is signed in: something is tried as somebody.
    pub caller: Option<Caller>,
}

impl Submission {
    /// Operations that speak for themselves.
    pub fn of(operations: Vec<Operation>) -> Self {
        Self { operations, said: None, caller: None }
    }
}

impl Step {
    /// Performs one operation.
    pub fn submit(operation: impl Into<Operation>) -> Self {
        Self::Submit(Submission::of(vec![operation.into()]))
    }

    /// Performs operations that belong together and says this once they are done.
    pub fn submit_all(operations: Vec<Operation>, said: impl Into<String>) -> Self {
        Self::Submit(Submission { operations, said: Some(said.into()), caller: None })
    }

    /// Performs one operation as somebody, and says this once it is done.
    pub fn submit_as(caller: Caller, operation: Operation, said: impl Into<String>) -> Self {
        Self::Submit(Submission { operations: vec![operation], said: Some(said.into()), caller: Some(caller) })
    }
}

/// What came of a submission.
pub enum Outcome {
    /// It is done, and durable. One reply an operation.
    Done(Vec<Reply>),
    /// One of the operations was refused; none is done.
    Refused(RefusedAt),
    /// The store could not keep it; nothing is done.
    Failed(String),
}

/// What can be done with the accounts on this machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AccountsRequest {
    /// Look which there are.
    List,
    /// Open another.
    Switch(String),
    /// Make a new one and open it.
    Create(String),
    /// Copy one under another name.
    Copy {
        /// Which.
        from: String,
        /// The new one's name.
        to: String,
    },
    /// Take one back to how it began.
    Reset(String),
    /// Move one to the trash.
    Delete(String),
    /// Delete what is in the trash for good.
    EmptyTrash,
    /// Open a lesson's account; it is made first, with what the lesson begins with, if it is not there yet.
    Study(Study),
    /// Take a lesson's account back to what the lesson begins with, and open it.
    Restudy(Study),
    /// Copy a lesson's account to an account of the user's own.
    KeepStudy {
        /// The name among the lessons' accounts.
        from: String,
        /// The name that it gets.
        to: String,
    },
    /// Leave a lesson's account for the one that was open before.
    LeaveStudy,
}

impl AccountsRequest {
    /// Whether it closes the account that is open, or may do so.
    pub const fn leaves_account(&self) -> bool {
        matches!(self, Self::Switch(_) | Self::Create(_) | Self::Reset(_) | Self::Study(_) | Self::Restudy(_) | Self::LeaveStudy)
    }
}
