//! Lines run: on an account at work, as somebody, with what the learner did noted.

use std::fmt;

use super::course::Course;
use super::ground::Ground;
use super::line::{Deed, Line};
use super::noting::Noting;
use super::placeholder::Found;
use super::trying::{Tried, actor_named, operation_tried, try_as, with_instance_ids};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::{AdvanceClock, ChangePassword, ConsoleLogin, ExitRole, Logout, Operation, SwitchRole};
use crate::account::refusal::Refusal;
use crate::account::reply::{Reply, SignInStep};
use crate::account::secret::Secret;
use crate::account::words::count;
use crate::awscli::{self, Command, NoFiles};
use crate::store::{Revision, StoreError};
use crate::training::check::{Attempt, Counted, Scene};
use crate::training::lesson::{Ask, AskKind, meant};

/// Why a line was not run, or not as it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineError {
    /// It makes no sense here, in a sentence.
    Senseless(String),
    /// It was refused, in the service's words.
    Refused(String),
    /// It was done, where being refused is its point.
    NotRefused,
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for LineError {
    /// Not escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Senseless(why) => f.write_str(why),
            Self::Refused(why) => write!(f, "It was refused: {why}"),
            Self::NotRefused => f.write_str("It was not refused, and the line says that it fails."),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LineError {}

impl From<StoreError> for LineError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<String> for LineError {
    fn from(why: String) -> Self {
        Self::Senseless(why)
    }
}

/// Runs the lines that belong together: a solution, a trap, a fixture. Begins as whoever is signed in.
pub struct Runner<'a> {
    /// The lesson.
    pub course: &'a Course,
    /// The account at work.
    pub ground: &'a mut dyn Ground,
    /// What the learner did.
    pub learner: &'a mut Attempt,
    /// The account as the lesson began with it.
    pub start: &'a Account,
    /// The revision that the lesson began with.
    pub since: Revision,
    /// The number of the step whose question is answered where a line names none.
    pub step: usize,
    /// As whom the lines run that an `as` came before.
    pub speaker: Option<Caller>,
}

/// What was refused, in words; or nothing.
type Refused = Option<String>;

impl Runner<'_> {
    /// Runs a line of the lesson, as it is written there.
    ///
    /// # Errors
    /// It makes no sense, or was refused without saying so, or the store failed. What was done before stays done.
    pub fn run(&mut self, text: &str) -> Result<(), LineError> {
        let line = Line::parse(&self.course.fill(text))?;
        let values = self.values(&line)?;
        let deed = line.deed(&values)?;
        // Whatever is answered to a request that is tried, it was tried.
        let may_fail = matches!(deed, Deed::Try { .. });
        match (self.take(deed)?, line.fails) {
            (Some(why), false) if !may_fail => Err(LineError::Refused(why)),
            (None, true) => Err(LineError::NotRefused),
            _ => Ok(()),
        }
    }

    fn values(&mut self, line: &Line) -> Result<Vec<String>, LineError> {
        let password = self.course.root_password();
        let mut values = Vec::new();
        for open in &line.open {
            let found = open.value(self.ground.account(), self.ground.real_now(), password.reveal())?;
            values.push(match found {
                Found::Value(value) => value,
                Found::Wait(seconds) if self.ground.wait(seconds) => {
                    match open.value(self.ground.account(), self.ground.real_now(), password.reveal())? {
                        Found::Value(value) => value,
                        Found::Wait(_) => return Err(LineError::Senseless("The device has no code yet that was not used.".into())),
                    }
                }
                Found::Wait(seconds) => {
                    return Err(LineError::Senseless(format!(
                        "The device's next code that was not used comes in {}.",
                        count(seconds, "second")
                    )));
                }
            });
        }
        Ok(values)
    }

    fn take(&mut self, deed: Deed) -> Result<Refused, LineError> {
        match deed {
            Deed::Aws(words) => self.aws(words),
            Deed::As(who) => {
                let caller = self.ground.account().caller_named(&who, false).map_err(|error| error.to_string())?;
                self.speaker = Some(caller);
                Ok(None)
            }
            Deed::SignIn { who, password, code, new_password } => self.sign_in(&who, password, (code, new_password)),
            Deed::SignOut => self.signed_in_does(&Logout {}.into()),
            Deed::SwitchRole(role_name) => self.signed_in_does(&SwitchRole { role_name, ..SwitchRole::default() }.into()),
            Deed::SwitchBack => self.signed_in_does(&ExitRole {}.into()),
            Deed::ChangePassword { old, new } => {
                let change = ChangePassword { old_password: Secret::new(old), new_password: Secret::new(new) };
                let caller = self.caller();
                Ok(self.submit(&caller, &change.into())?.err().map(|refusal| refusal.message))
            }
            Deed::Try { who, action, resource } => self.try_it(&who, &action, &resource),
            Deed::Clock(seconds) => Ok(self.submit(&Caller::ROOT, &AdvanceClock { seconds }.into())?.err().map(|refusal| refusal.message)),
            Deed::Answer(words) => self.answer(&words),
            Deed::View(screen) => {
                self.learner.views.insert(screen);
                Ok(None)
            }
            Deed::Quiz { name, right } => {
                self.learner.quizzes.insert(name, right);
                Ok(None)
            }
        }
    }

    /// Who is signed in.
    fn signed_in(&self) -> Caller {
        let account = self.ground.account();
        account.signed_in(account.time_at(self.ground.real_now())).unwrap_or_else(|| Caller::nobody().clone())
    }

    /// As whom a command runs.
    fn caller(&self) -> Caller {
        self.speaker.clone().unwrap_or_else(|| self.signed_in())
    }

    fn aws(&mut self, mut words: Vec<String>) -> Result<Refused, LineError> {
        // On a stage no file is written, so that a line may leave out which.
        let makes_device = words.get(1).is_some_and(|word| word == "create-virtual-mfa-device");
        if makes_device && !words.iter().any(|word| word.starts_with("--outfile")) {
            words.extend(["--outfile", "seed", "--bootstrap-method", "Base32StringSeed"].map(str::to_owned));
        }
        let invocation = match awscli::parse(&words, &NoFiles).map_err(|usage| usage.message)? {
            Command::Call(invocation) => invocation,
            Command::Print(_) => return Err(LineError::Senseless("The line only prints help.".into())),
        };
        let caller = invocation.caller(&self.caller()).clone();
        let mut refused = None;
        let run = invocation.run(|operation| match self.submit(&caller, operation) {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(refusal)) => {
                refused = Some(awscli::error_line(operation, &refusal));
                Err(None)
            }
            Err(error) => Err(Some(error)),
        });
        match run {
            Err(Some(error)) => Err(error),
            _ => Ok(refused),
        }
    }

    fn sign_in(
        &mut self,
        who: &str,
        password: String,
        (code, new_password): (Option<String>, Option<String>),
    ) -> Result<Refused, LineError> {
        let (email, user_name) = match who.strip_prefix("user/") {
            Some(name) => (None, Some(name.to_owned())),
            None if who == "root" => (self.ground.account().root().map(|root| root.email.clone()), None),
            None => return Err(LineError::Senseless(format!("One signs in as root or user/NAME, and not as {who:?}."))),
        };
        let login = ConsoleLogin {
            account: None,
            email,
            user_name,
            password: Secret::new(password),
            mfa_code: code.map(Secret::new),
            new_password: new_password.map(Secret::new),
        };
        self.speaker = None;
        let caller = self.signed_in();
        Ok(match self.submit(&caller, &login.into())? {
            Ok(Reply::SignIn { next: SignInStep::MfaCode }) => Some("a code of an MFA device is asked for".into()),
            Ok(Reply::SignIn { next: SignInStep::NewPassword }) => Some("a new password is asked for".into()),
            Ok(_) => None,
            Err(refusal) => Some(refusal.message),
        })
    }

    fn signed_in_does(&mut self, operation: &Operation) -> Result<Refused, LineError> {
        self.speaker = None;
        let caller = self.signed_in();
        Ok(self.submit(&caller, operation)?.err().map(|refusal| refusal.message))
    }

    fn try_it(&mut self, who: &str, action: &str, resource: &str) -> Result<Refused, LineError> {
        let account = self.ground.account();
        let actor = actor_named(account, who)?;
        let operation = operation_tried(account, action, &with_instance_ids(account, resource))?;
        let mut noting = Noting { ground: &mut *self.ground, learner: &mut *self.learner };
        Ok(match try_as(&mut noting, &actor, &operation)? {
            Tried::Done(_) => None,
            Tried::Refused(_, refusal) => Some(refusal.message),
        })
    }

    fn answer(&mut self, words: &[String]) -> Result<Refused, LineError> {
        let course = self.course;
        let (ask, words) = question(course, self.step, words)?;
        let caller = self.signed_in();
        let account = self.ground.account();
        let now = account.time_at(self.ground.real_now());
        let scene = Scene {
            account,
            start: self.start,
            history: self.ground.history(),
            counted: Counted::since(self.since),
            caller: &caller,
            now,
            learner: self.learner,
        };
        let given = course.answer(ask, words, scene)?;
        self.learner.answers.insert(ask.id.clone(), given);
        Ok(None)
    }

    fn submit(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, LineError> {
        let mut noting = Noting { ground: &mut *self.ground, learner: &mut *self.learner };
        Ok(noting.submit(caller, operation)?)
    }
}

/// The question that an answer is to, and the answer: the question may be named first, and must be where a step has several.
fn question<'a, 'b>(course: &'a Course, step: usize, words: &'b [String]) -> Result<(&'a Ask, &'b [String]), String> {
    let lesson = course.lesson();
    if let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty())
        && let Some((_, ask)) = lesson.asks().find(|(_, ask)| ask.id == *first)
    {
        return Ok((ask, rest));
    }
    if let Some([ask]) = lesson.steps.get(step).map(|step| step.asks.as_slice()) {
        // Where one word is an answer, the first of two names a question.
        let is_of_one = matches!(ask.kind, AskKind::Value(_) | AskKind::Choice(_));
        return match words {
            [named, _, ..] if is_of_one => {
                let near = meant(named, lesson.asks().map(|(_, ask)| ask.id.as_str()));
                Err(format!("The lesson asks nothing called {named}.{near}"))
            }
            words => Ok((ask, words)),
        };
    }
    let known: Vec<&str> = lesson.asks().map(|(_, ask)| ask.id.as_str()).collect();
    Err(format!("To which question? The lesson has these: {}.", known.join(", ")))
}
