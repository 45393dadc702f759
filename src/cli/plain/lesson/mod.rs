//! A walkthrough, step by step.

mod doing;
mod hints;
mod telling;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::{caller_of, everywhere, operations, short, signed_in};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::words::count;
use crate::app::action::Action;
use crate::app::coach::{Coach, Standing, Surroundings};
use crate::cli::output::Trouble;
use crate::cli::talk::Talk;
use crate::store::{Access, Home, OpenAccount, StoreError};
use crate::training::lesson::Lesson;
use crate::training::progress::{LessonRecord, ProgressFile};
use crate::training::stage::{Course, dollar_escaped};
use crate::training::{CHANGED, Study};

/// What can be typed in a walkthrough besides what can be typed everywhere.
const HELP: &str = "\
answer …: answers a question of the step, as in: answer 2; a number alone does, too
try --as WHO ACTION RESOURCE: a request, as in: try --as user/alice s3:ListAllMyBuckets; or with an access key: try --as key/user/alice …
sign-in root PASSWORD, or sign-in user/NAME PASSWORD, with a code behind it where MFA is on; and new PASSWORD where one is asked for
sign-out, switch-role ROLE, switch-back, change-password OLD NEW
as user/NAME: the next commands run as them; as root: as root again
clock +90d: the practice clock moves on
password: root's password in this lesson
quiz: the five classic questions, where a step asks for them
step: the step again; step 3: that one; steps: all of them; hint: the next hint; hints: those you had; next, back, skip; more: more time in an exam
reset: undoes what was done in this step, and asks its questions anew
anew: the lesson from its beginning; leave: back to the menu";

/// A walkthrough that is gone through.
struct Walk<'t, 'a> {
    talk: &'t mut Talk<'a>,
    open: OpenAccount,
    coach: Coach,
    course: Arc<Course>,
    start: Account,
    /// As whom commands run, after `as`.
    speaker: Option<Caller>,
    progress: &'t ProgressFile,
    /// The questions whose answers are kept until it is to be seen whether they are right.
    predicted: BTreeSet<String>,
}

/// Goes through a lesson until it is left.
///
/// # Errors
/// The lesson's account can't be opened or changed, progress not kept, or the output not written.
pub(super) fn run(home: &Home, lesson: &Arc<Lesson>, progress: &ProgressFile, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    let lessons = home.of_lessons(progress.learner().as_str());
    let (mut record, mut anew) = (progress.read()?.progress.lesson(lesson).cloned(), false);
    let mut study = Study::of(lesson, record.as_ref(), rand::random());
    if record.as_ref().is_some_and(|record| !record.begins_as(lesson)) {
        talk.say(CHANGED)?;
    }
    let is_new = record.as_ref().is_none_or(|record| record.finished.is_some());
    if lesson.exam
        && is_new
        && !talk.ask_whether(&format!("{} is an exam of {}. Shall it begin?", lesson.title, count(lesson.minutes, "minute")))?
    {
        return Ok(());
    }
    while let Ended::Anew(done) = Walk::begin(&lessons, study.clone(), (record, anew), (progress, talk))?.go_on()? {
        (record, anew) = (Some(*done), true);
        if lesson.exam {
            // Another attempt has other names: what was learned by heart helps nobody.
            study = Study::another(lesson, record.as_ref(), rand::random());
        } else {
            lessons.reset(&study.account, Timestamp::now())?;
        }
        talk.say("The lesson begins anew.")?;
    }
    Ok(())
}

/// How a walkthrough was left.
enum Ended {
    Left,
    /// To be begun anew, with what was done so far.
    Anew(Box<LessonRecord>),
}

impl<'t, 'a> Walk<'t, 'a> {
    fn begin(
        lessons: &Home,
        study: Study,
        record: (Option<LessonRecord>, bool),
        (progress, talk): (&'t ProgressFile, &'t mut Talk<'a>),
    ) -> Result<Self, Trouble> {
        let course = study.course().map_err(|why| StoreError::NotMade { account: study.account.clone(), why })?;
        let open = study.open(lessons, Access::ReadWrite)?;
        study.clear_replaced(lessons)?;
        let start = lessons.origin(&study.account)?;
        let coach = Coach::new(Arc::clone(&course), study, start.clone(), record, Timestamp::now());
        let answers = coach.record().attempt.answers.iter();
        let predicted = answers.filter(|(_, given)| given.right.is_none()).map(|(ask, _)| ask.clone()).collect();
        let mut walk = Self { talk, open, coach, course, start, speaker: None, progress, predicted };
        walk.introduce()?;
        Ok(walk)
    }

    fn introduce(&mut self) -> Result<(), Trouble> {
        self.talk.blank()?;
        self.talk.say(&format!("Walkthrough: {}", self.coach.lesson().title))?;
        let caller = self.caller();
        if !caller.is_root() {
            let who = signed_in::who(self.open.account(), &caller);
            self.talk.say(&who)?;
        }
        if self.coach.at() == 0
            && let Some(introduction) = self.coach.lesson().introduction()
        {
            let text = self.course.text(&introduction.text);
            self.talk.tell(&text)?;
        }
        if self.coach.at() > 0 {
            self.talk.say("Type help for what can be typed.")?;
            self.follow()?;
            return self.tell_step();
        }
        let helps = if self.coach.is_exam() { "" } else { ", hint helps" };
        self.talk.say(&format!(
            "On lines, view and the name of a screen tells what the console shows there, a command that begins with aws does \
             something{helps}. Type help for all that can be typed. What is said of keys and colours is for the screen."
        ))?;
        self.follow()?;
        self.tell_step()
    }

    fn go_on(mut self) -> Result<Ended, Trouble> {
        self.keep()?;
        let is_anew = self.take_lines()?;
        self.keep()?;
        let record = self.coach.record().clone();
        self.open.close()?;
        Ok(if is_anew { Ended::Anew(Box::new(record)) } else { Ended::Left })
    }

    /// Asks whether what was done is to be given up.
    fn is_to_begin_anew(&mut self) -> Result<bool, Trouble> {
        let what = if self.coach.is_exam() {
            "What this attempt came to, a certificate too, is gone then."
        } else {
            "Its account begins anew, too."
        };
        self.talk.ask_whether(&format!("Shall the lesson begin anew? {what}"))
    }

    /// Takes lines until the lesson is left; whether to begin anew.
    fn take_lines(&mut self) -> Result<bool, Trouble> {
        loop {
            let Some(line) = self.talk.ask("What next?")? else { return Ok(false) };
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            match words.first().map_or("", String::as_str) {
                "" => self.tell_step()?,
                "step" if words.len() == 1 => self.tell_step()?,
                "leave" | "quit" | "exit" => return Ok(false),
                "anew" if self.is_to_begin_anew()? => return Ok(true),
                "anew" => {}
                "help" | "?" => {
                    self.talk.say_lines(everywhere::HELP)?;
                    self.talk.say_lines(HELP)?;
                }
                "steps" => self.tell_steps()?,
                "step" => self.turn_to(words.get(1).map_or("", String::as_str))?,
                "next" => self.next()?,
                "back" => self.go_to(self.coach.at().saturating_sub(1))?,
                "skip" => self.skip()?,
                "more" => self.more_time()?,
                "reset" => self.reset()?,
                "quiz" => self.quiz()?,
                "hint" => self.hint()?,
                "hints" => self.hints()?,
                "password" => {
                    let password = self.course.root_password();
                    // It has whatever signs, and would be read into a sentence.
                    self.talk.say(
                        "Root's e-mail address is root@example.com. Its password at the beginning of this lesson is on the next line.",
                    )?;
                    self.talk.say_as_is(password.reveal())?;
                    self.talk.say("If another one was set since, and you do not know it, type:")?;
                    self.talk.say_as_is("aws practice set-root-password --new-password PASSWORD")?;
                }
                "answer" => self.answer(words.get(1..).unwrap_or_default())?,
                "sign-in" | "change-password" => {
                    self.line(&dollar_escaped(&quoted(&words)), false)?;
                }
                "as" | "sign-out" | "switch-role" | "switch-back" | "try" | "clock" => {
                    self.line(&dollar_escaped(&line), false)?;
                }
                _ if self.everywhere(&line)? => {}
                // A number alone answers the question of the step.
                first if first.parse::<usize>().is_ok() && !self.coach.asks().is_empty() => self.answer(&words)?,
                // Lines of lessons say more than what a learner does: what was answered, and how well.
                other => self.talk.say(&format!("{} means nothing here. Type help for what can be typed.", short(other)))?,
            }
            self.follow()?;
            self.keep()?;
        }
    }

    fn around<T>(&mut self, with: impl FnOnce(&mut Coach, Surroundings<'_>) -> T) -> T {
        let caller = caller_of(&self.open);
        let account = self.open.account();
        with(&mut self.coach, Surroundings { account, history: self.open.history(), caller: &caller, now: now(account) })
    }

    /// As whom commands run.
    fn caller(&self) -> Caller {
        self.speaker.clone().unwrap_or_else(|| caller_of(&self.open))
    }

    fn keep(&mut self) -> Result<(), Trouble> {
        self.open.settle()?;
        if let Some(learned) = self.coach.to_keep() {
            self.progress.change(|progress| progress.learn(learned))?;
        }
        Ok(())
    }

    fn go_to(&mut self, step: usize) -> Result<(), Trouble> {
        self.around(|coach, around| coach.go_to(step, around, Timestamp::now()));
        self.tell_step()
    }

    fn turn_to(&mut self, number: &str) -> Result<(), Trouble> {
        let meant = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|step| *step < self.coach.len());
        match meant {
            Some(step) => self.go_to(step),
            None => self.talk.say(&format!("The steps are 1 to {}.", self.coach.len())),
        }
    }

    fn next(&mut self) -> Result<(), Trouble> {
        if !self.coach.is_at_end() && self.coach.standing(self.coach.at()) == Standing::Open && !self.coach.is_exam() {
            return self.talk.say("This step is not done yet. Type skip to leave it out.");
        }
        self.go_to(self.coach.at() + 1)
    }

    fn skip(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not_in_exam(Action::CoachSkip) {
            return self.talk.say(reason);
        }
        if !self.coach.is_at_end() {
            self.around(|coach, around| coach.skip(around, Timestamp::now()));
        }
        self.tell_step()
    }

    /// Undoes what was done in the step that is told, the latest first, and forgets its answers.
    fn reset(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not(Action::CoachReset) {
            return self.talk.say(&reason);
        }
        let caller = self.caller();
        for revision in self.coach.to_undo(self.open.history()) {
            if let Err(failure) = self.open.undo(&caller, Some(revision)) {
                return operations::tell(failure, self.talk);
            }
        }
        self.around(|coach, around| {
            coach.reset_step(around.history.revision(), around);
            coach.follow(around, Timestamp::now());
        });
        // A sign-in of the step is undone with it.
        if self.caller() != caller {
            let who = signed_in::who(self.open.account(), &self.caller());
            self.talk.say(&who)?;
        }
        self.tell_step()
    }

    fn more_time(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = self.coach.why_not_in_exam(Action::CoachMoreTime) {
            return self.talk.say(reason);
        }
        let told = self.coach.extend();
        self.talk.say(&told)
    }
}

/// Words as a line has them in which quotation marks mean something: passwords may have any sign.
fn quoted(words: &[String]) -> String {
    let quoted = words.iter().skip(1).map(|word| format!(" '{}'", word.replace('\'', "'\\''")));
    words.first().cloned().into_iter().chain(quoted).collect()
}

fn now(account: &Account) -> Timestamp {
    account.time_at(Timestamp::now())
}
