//! A walkthrough, step by step.

use std::sync::Arc;

use jiff::Timestamp;
use rand::RngExt;

use super::asked::Told;
use super::caller_of;
use super::operations::line_of_aws;
use super::talk::Talk;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::mfa::Seed;
use crate::app::coach::{Coach, Standing, Surroundings, sign};
use crate::app::step::StudyAccount;
use crate::cli::output::Trouble;
use crate::store::{Access, Home, OpenAccount, StoreError, surroundings};
use crate::training::begun;
use crate::training::check::Outcome as Came;
use crate::training::lesson::{Lesson, shipped_lesson};
use crate::training::progress::{HintRung, Learned, Learner, ProgressFile};
use crate::training::stage::{Course, LineError, Runner};

/// What can be typed in a walkthrough.
const HELP: &str = "\
aws …: a command of the AWS CLI, as whoever is signed in
answer …: answers a question of the step
try --as WHO ACTION RESOURCE: a request, as in: try --as user/alice s3:ListAllMyBuckets
sign-in root PASSWORD, or sign-in user/NAME PASSWORD, with a code behind it where MFA is on; and new PASSWORD where one is asked for
sign-out, switch-role ROLE, switch-back, change-password OLD NEW
as user/NAME: the next commands run as them; as root: as root again
clock +90d: the practice clock moves on
view SCREEN: a screen was looked at; codes: the codes of MFA devices now; password: root's password in this lesson
step: the step again; steps: all of them; hint: the next hint; next, back, skip
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
}

/// Goes through a lesson until it is left.
///
/// # Errors
/// The lesson's account can't be opened or changed, progress not kept, or the output not written.
pub(super) fn run(home: &Home, lesson: &Lesson, progress: &ProgressFile, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    while let Ended::Anew = Walk::begin(home, lesson, progress, talk)?.go_on(home)? {
        talk.say("The lesson begins anew.")?;
    }
    Ok(())
}

/// How a walkthrough was left.
enum Ended {
    Left,
    Anew,
}

impl<'t, 'a> Walk<'t, 'a> {
    fn begin(home: &Home, lesson: &Lesson, progress: &'t ProgressFile, talk: &'t mut Talk<'a>) -> Result<Self, Trouble> {
        let record = progress.read()?.progress.lesson(&lesson.id).cloned();
        let (account, seed) = record.as_ref().map_or_else(
            || {
                let seed: u64 = rand::rng().random();
                (format!("{}-{seed:016x}", lesson.id.trim_start_matches('-')), seed)
            },
            |record| (record.account.clone(), record.seed),
        );
        let not_made = |why| StoreError::NotMade { account: account.clone(), why };
        let lessons = lessons_home(home);
        if !lessons.folder_of(&account).exists() {
            let made = begun(&lesson.id, seed, Timestamp::now()).map_err(not_made)?;
            lessons.create_from(&account, &made)?;
        }
        let open = lessons.open(&account, Access::ReadWrite, surroundings())?;
        let start = lessons.origin(&account)?;
        let shipped = shipped_lesson(&lesson.id).ok_or_else(|| not_made(format!("There is no lesson {}.", lesson.id)))?;
        let told = |errors: Vec<crate::training::lesson::LessonError>| errors.first().map(ToString::to_string).unwrap_or_default();
        let course = Arc::new(Course::new(Arc::clone(shipped), seed).map_err(|errors| not_made(told(errors)))?);
        let study = StudyAccount { lesson: lesson.id.clone(), account, seed };
        let coach = Coach::new(Arc::clone(&course), study, start.clone(), record, Timestamp::now());
        let mut walk = Self { talk, open, coach, course, start, speaker: None, progress };
        walk.introduce()?;
        Ok(walk)
    }

    fn introduce(&mut self) -> Result<(), Trouble> {
        self.talk.blank()?;
        self.talk.say(&format!("Walkthrough: {}", self.coach.lesson().title))?;
        if self.coach.at() == 0
            && let Some(introduction) = self.coach.lesson().introduction()
        {
            let text = self.course.text(&introduction.text);
            self.talk.tell(&text)?;
        }
        self.talk.say("Type help for what can be typed.")?;
        self.follow()?;
        self.tell_step()
    }

    fn go_on(mut self, home: &Home) -> Result<Ended, Trouble> {
        let ended = self.take_lines()?;
        let account = self.coach.study().account.clone();
        self.keep()?;
        self.open.close()?;
        if matches!(ended, Ended::Anew) {
            lessons_home(home).reset(&account, Timestamp::now())?;
            let id = self.coach.lesson().id.clone();
            self.progress.change(|progress| {
                if let Some(record) = progress.lesson(&id).map(|record| record.anew(Timestamp::now())) {
                    progress.learn(Learned::Lesson(id, record));
                }
            })?;
        }
        Ok(ended)
    }

    fn take_lines(&mut self) -> Result<Ended, Trouble> {
        loop {
            let Some(line) = self.talk.ask("What next?")? else { return Ok(Ended::Left) };
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            match words.first().map_or("", String::as_str) {
                "" | "step" => self.tell_step()?,
                "leave" | "quit" | "exit" => return Ok(Ended::Left),
                "anew" => return Ok(Ended::Anew),
                "help" => self.talk.say_as_is(HELP)?,
                "steps" => self.tell_steps()?,
                "next" => self.go_to(self.coach.at() + 1)?,
                "back" => self.go_to(self.coach.at().saturating_sub(1))?,
                "skip" if self.coach.is_at_end() => self.tell_step()?,
                "skip" => {
                    let (account, history) = (self.open.account().clone(), self.open.history().clone());
                    let caller = caller_of(&self.open);
                    let around = Surroundings { account: &account, history: &history, caller: &caller, now: now(&account) };
                    self.coach.skip(around, Timestamp::now());
                    self.tell_step()?;
                }
                "hint" => self.hint()?,
                "codes" => self.codes()?,
                "password" => {
                    let password = self.course.root_password();
                    self.talk
                        .say(&format!("Root's e-mail address is root@example.com, the password in this lesson: {}", password.reveal()))?;
                }
                "answer" => self.answer(words.get(1..).unwrap_or_default())?,
                "aws" if !line.contains('$') => self.aws(&line)?,
                _ => self.line(&line)?,
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

    /// Looks at how things are; says it where the step has come to be done, or undone.
    fn follow(&mut self) -> Result<(), Trouble> {
        let at = self.coach.at();
        let before = self.coach.standing(at);
        self.around(|coach, around| coach.follow(around, Timestamp::now()));
        let is = self.coach.standing(at);
        if before == is || self.coach.is_at_end() {
            return Ok(());
        }
        match is {
            Standing::Done | Standing::Assisted => {
                self.talk.say(&format!("Step {} is done.", at + 1))?;
                let why = self.coach.text(&format!("{}/why", self.coach.id(at)));
                self.talk.tell(&why)?;
                self.talk.say("Type next to go on.")
            }
            Standing::Undone => self.talk.say(&format!("Step {} is undone: it was done, and is not so any more.", at + 1)),
            Standing::Open | Standing::Skipped => Ok(()),
        }
    }

    fn keep(&mut self) -> Result<(), Trouble> {
        self.open.settle()?;
        if let Some(record) = self.coach.to_keep() {
            let id = self.coach.lesson().id.clone();
            self.progress.change(|progress| progress.learn(Learned::Lesson(id, record)))?;
        }
        Ok(())
    }

    fn go_to(&mut self, step: usize) -> Result<(), Trouble> {
        self.around(|coach, around| coach.go_to(step, around, Timestamp::now()));
        self.tell_step()
    }

    fn tell_steps(&mut self) -> Result<(), Trouble> {
        for step in 0..self.coach.len() {
            let (_, _, word) = sign(self.coach.standing(step));
            let here = if step == self.coach.at() { ", here" } else { "" };
            self.talk.say(&format!("Step {} of {}: {}: {word}{here}.", step + 1, self.coach.len(), self.coach.title(step)))?;
        }
        Ok(())
    }

    fn tell_step(&mut self) -> Result<(), Trouble> {
        self.talk.blank()?;
        let (at, all) = (self.coach.at(), self.coach.len());
        if self.coach.is_at_end() {
            self.talk.say(&format!("The end of {}. {} of {all} steps are done.", self.coach.lesson().title, self.coach.record().done()))?;
            let end = self.coach.text("end");
            self.talk.tell(&end)?;
            return self.talk.say("Type leave to go back to the menu.");
        }
        let standing = self.coach.standing(at);
        let (_, _, word) = sign(standing);
        self.talk.say(&format!("Step {} of {all}: {}: {word}.", at + 1, self.coach.title(at)))?;
        let text = self.coach.text(self.coach.id(at));
        self.talk.tell(&text)?;
        self.tell_questions()?;
        if matches!(standing, Standing::Open | Standing::Undone) { self.tell_findings() } else { self.talk.say("Type next to go on.") }
    }

    fn tell_questions(&mut self) -> Result<(), Trouble> {
        let step = self.coach.id(self.coach.at()).to_owned();
        let asks = self.coach.asks().to_vec();
        for ask in &asks {
            let told = Told::of(&self.coach, ask);
            let text = self.coach.text(&format!("{step}/{}", ask.id));
            self.talk.say("Question:")?;
            self.talk.tell(&text)?;
            for line in told.lines() {
                self.talk.say(&line)?;
            }
            let name = if asks.len() > 1 { format!(" {}", ask.id) } else { String::new() };
            let how = told.how.strip_prefix("answer").unwrap_or(&told.how);
            self.talk.say(&format!("Type answer{name}{how}."))?;
        }
        Ok(())
    }

    fn tell_findings(&mut self) -> Result<(), Trouble> {
        let asks: Vec<String> = self.coach.asks().iter().map(|ask| ask.id.clone()).collect();
        let findings = self.coach.verdict(self.coach.at()).map(|verdict| verdict.findings.clone()).unwrap_or_default();
        let open = findings.iter().filter(|finding| !finding.holds);
        for finding in open.filter(|finding| finding.place.is_some() || asks.is_empty()).take(3) {
            self.talk.say(&format!("Found: {}. Wanted: {}.", finding.found, finding.wanted))?;
        }
        Ok(())
    }

    fn answer(&mut self, words: &[String]) -> Result<(), Trouble> {
        let asks = self.coach.asks().to_vec();
        let named = words.first().and_then(|first| asks.iter().find(|ask| ask.id == *first));
        let open = || asks.iter().find(|ask| !self.coach.record().attempt.answers.contains_key(&ask.id)).or(asks.first());
        let given = if named.is_some() { words.get(1..).unwrap_or_default() } else { words };
        let Some(ask) = named.or_else(open).cloned() else { return self.talk.say("This step asks nothing.") };
        let meant = Told::of(&self.coach, &ask).words(given);
        match self.around(|coach, around| coach.answer(&ask.id, &meant, around)) {
            Ok(()) => {
                let (is_right, tells) = self.around(|coach, around| {
                    let is_right = coach.course().judge(coach.scene(around)).is_right(&ask.id);
                    (is_right, coach.only_answers_are_missing(around))
                });
                self.talk.say(match (is_right, tells) {
                    (true, _) => "That is right.",
                    (false, true) => "That is not right.",
                    (false, false) => "Your answer is kept. Go on and see.",
                })
            }
            Err(why) => self.talk.say(&why),
        }
    }

    fn aws(&mut self, line: &str) -> Result<(), Trouble> {
        let before = self.open.account().clone();
        let caller = self.speaker.clone().unwrap_or_else(|| caller_of(&self.open));
        let asked = line_of_aws(&mut self.open, &caller, line, self.talk)?;
        let now = now(&before);
        for (operation, refusal) in &asked {
            self.coach.attempt_mut().note(&before, &caller, operation, refusal.as_ref(), now);
        }
        self.coach.forget();
        Ok(())
    }

    /// A line as lessons have them.
    fn line(&mut self, line: &str) -> Result<(), Trouble> {
        let step = self.coach.at();
        let made = self.coach.record().attempt.requests.clone();
        let mut runner = Runner {
            course: &self.course,
            ground: &mut self.open,
            learner: self.coach.attempt_mut(),
            start: &self.start,
            since: 0,
            step,
            speaker: self.speaker.take(),
        };
        let ran = runner.run(line);
        self.speaker = runner.speaker.take();
        self.coach.forget();
        match ran {
            Ok(()) => {
                let new = self.coach.record().attempt.requests.iter().rev().find(|request| !made.contains(request)).cloned();
                match new {
                    Some(request) if line.starts_with("try") => {
                        let outcome = match request.outcome {
                            Came::Allowed => "It was allowed.",
                            Came::ImplicitDeny => "It was denied: nothing allows it.",
                            Came::ExplicitDeny => "It was denied by an explicit deny.",
                            Came::None => "It was not decided.",
                        };
                        self.talk.say(&format!("{} {} on {}.", outcome, request.action, request.resource))
                    }
                    _ => self.talk.say("Done."),
                }
            }
            Err(LineError::Store(error)) => Err(error.into()),
            Err(error) => self.talk.say(&error.to_string()),
        }
    }

    fn hint(&mut self) -> Result<(), Trouble> {
        if self.coach.is_at_end() {
            return self.talk.say("There is nothing left to do.");
        }
        let rung = self.around(Coach::climb);
        let step = self.coach.id(self.coach.at()).to_owned();
        match rung {
            HintRung::Where => {
                let findings = self.coach.verdict(self.coach.at()).map(|verdict| verdict.findings.clone()).unwrap_or_default();
                let place = findings.into_iter().filter(|finding| !finding.holds).find_map(|finding| finding.place);
                self.talk.say(&place.map_or_else(|| "Here, in the questions of this step.".to_owned(), |place| format!("Where: {place}")))
            }
            HintRung::Nudge => {
                let nudge = self.around(|coach, around| coach.course().judge(coach.scene(around)).hint(coach.at()).to_owned());
                let text = self.coach.text(&format!("{step}/{nudge}"));
                if text.is_empty() { self.talk.say("There is no other hint: read the step again.") } else { self.talk.tell(&text) }
            }
            HintRung::Keys => {
                self.talk.say("What does it:")?;
                for line in self.coach.solve(self.coach.at()) {
                    self.talk.say_as_is(&format!("  {line}"))?;
                }
                Ok(())
            }
            HintRung::Together => self.together(),
        }
    }

    /// Does the step for the learner, once that is wanted.
    fn together(&mut self) -> Result<(), Trouble> {
        let wanted = self.talk.ask("Shall it be done for you? The step then counts as helped with. Type yes or no.")?;
        if wanted.as_deref() != Some("yes") {
            return Ok(());
        }
        self.coach.help();
        for line in self.coach.solve(self.coach.at()) {
            self.talk.say_as_is(&line)?;
            self.line(&line)?;
        }
        Ok(())
    }

    /// The codes of the account's devices, as an authenticator app would show them.
    fn codes(&mut self) -> Result<(), Trouble> {
        let account = self.open.account();
        let now = Timestamp::now();
        let code = |name: &str| account.mfa_seed_of(name).and_then(|seed| Seed::read(&seed.seed)).map(|seed| seed.code_at(now));
        let codes: Vec<String> = account
            .mfa_devices()
            .filter_map(|device| code(&device.name).map(|(code, left)| format!("{}: {code}, for {left} more seconds.", device.name)))
            .collect();
        if codes.is_empty() {
            return self.talk.say("There is no MFA device in this account.");
        }
        for line in codes {
            self.talk.say(&line)?;
        }
        Ok(())
    }
}

fn now(account: &Account) -> Timestamp {
    account.time_at(Timestamp::now())
}

fn lessons_home(home: &Home) -> Home {
    home.of_lessons(Learner::of_system().as_str())
}
