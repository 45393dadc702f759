//! The console without a terminal: keys in, screen out, effects performed on the spot on a ledger in memory.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{env, now};
use iam_console::access::{Inquiry, Progress};
use iam_console::account::Account;
use iam_console::account::env::Env;
use iam_console::app::effect::Effect;
use iam_console::app::message::{AccountsAnswer, DidTogether, Kept, Message, Mouse, OfLesson, Opened};
use iam_console::app::model::{Model, Start};
use iam_console::app::settings::Settings;
use iam_console::app::step::AccountsRequest;
use iam_console::app::update::update;
use iam_console::app::view::view;
use iam_console::awscli::NoFiles;
use iam_console::screens::SCREENS;
use iam_console::store::{EnvSource, Listed, MemoryLedger, OpenAccount};
use iam_console::theme::{Depth, Ground};
use iam_console::training::lesson::Language;
use iam_console::training::progress;
use iam_console::training::{Shelf, Study};
use iam_console::widgets::Scratch;
use iam_console::widgets::key::{Code, Key};
use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// A console on an account in memory.
pub struct Console {
    pub model: Model,
    pub scratch: Scratch,
    terminal: Terminal<TestBackend>,
    pub open: OpenAccount,
    /// The time, for the console and the account alike.
    pub now: Timestamp,
    /// The time as the account reads it, in milliseconds.
    clock: Arc<AtomicI64>,
    /// Whether the store takes its time: its answers wait until they are let through.
    pub is_slow: bool,
    /// Whether files can't be written.
    pub is_full: bool,
    held: VecDeque<Message>,
    pub inquiries: Inquiries,
    /// What was copied, last first.
    pub copied: Vec<String>,
    /// Files that were written: name and contents.
    pub saved: Vec<(String, String)>,
    pub settings: Option<Settings>,
    /// The accounts that there are besides the one in memory, for the list of them.
    pub accounts: Vec<Listed>,
    /// What is kept of the learner.
    pub progress: progress::Progress,
    /// Lessons' accounts that are not open, and the name of the one that is; then the own one waits.
    studies: HashMap<String, OpenAccount>,
    studying: Option<String>,
    own: Option<OpenAccount>,
    /// What was asked for with accounts, last first.
    pub requests: Vec<AccountsRequest>,
    pub quit: bool,
}

/// What is to be found out over the whole account.
#[derive(Default)]
pub struct Inquiries {
    /// Whether it takes its time: it waits until the test answers it.
    pub by_hand: bool,
    /// What waits, and was not given up, by ticket.
    pub waiting: VecDeque<(u64, Inquiry)>,
}

/// How a console under test is set up.
#[derive(Clone)]
pub struct Setup {
    pub size: (u16, u16),
    pub settings: Settings,
    pub depth: Depth,
    pub ground: Ground,
    pub unicode: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { size: (120, 36), settings: Settings::default(), depth: Depth::True, ground: Ground::Dark, unicode: true }
    }
}

impl Console {
    /// A console of 120 columns and 36 rows on a new account.
    pub fn fresh() -> Self {
        Self::on(super::fresh(), Setup::default())
    }

    /// A console on a new account, so large.
    pub fn sized(columns: u16, rows: u16) -> Self {
        Self::on(super::fresh(), Setup { size: (columns, rows), ..Setup::default() })
    }

    /// A console on this account.
    pub fn on(account: Account, setup: Setup) -> Self {
        let mut console = Self::opening(account, setup);
        let opened = console.opened("practice", None);
        console.send(opened);
        console
    }

    /// A console whose account is still being opened.
    pub fn opening(account: Account, setup: Setup) -> Self {
        let Setup { size, settings, depth, ground, unicode } = setup;
        let clock = Arc::new(AtomicI64::new(now().as_millisecond()));
        let open = OpenAccount::load(Box::new(MemoryLedger::new(account)), source(&clock)).expect("opens");
        let start = Start {
            screens: SCREENS,
            settings,
            ground,
            depth,
            unicode,
            size,
            rng: StdRng::seed_from_u64(1),
            files: Box::new(NoFiles),
            is_recorded: false,
            lessons: None,
            language: Language::default(),
        };
        Self {
            model: Model::new(start, now()),
            scratch: Scratch::default(),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).expect("a test backend"),
            open,
            now: now(),
            clock,
            is_slow: false,
            is_full: false,
            held: VecDeque::new(),
            inquiries: Inquiries::default(),
            copied: Vec::new(),
            saved: Vec::new(),
            settings: None,
            accounts: Vec::new(),
            progress: progress::Progress::of("anna"),
            studies: HashMap::new(),
            studying: None,
            own: None,
            requests: Vec::new(),
            quit: false,
        }
    }

    /// Takes a message and all that follows from it, then draws.
    pub fn send(&mut self, message: Message) {
        self.take(message);
        self.draw();
    }

    /// Takes a message and all that follows from it, as one of several between two frames.
    pub fn take(&mut self, message: Message) {
        self.clock.store(self.now.as_millisecond(), Ordering::Relaxed);
        let mut messages = VecDeque::from([message]);
        while let Some(message) = messages.pop_front() {
            for effect in update(&mut self.model, &self.scratch, message, self.now) {
                messages.extend(self.perform(effect));
            }
        }
    }

    /// Lets the answers through that a slow store has held.
    pub fn let_through(&mut self) {
        while let Some(message) = self.held.pop_front() {
            self.take(message);
        }
        self.draw();
    }

    fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Submit { ticket, caller, operations, is_tried: false } => self.answer(ticket, |open| open.submit(&caller, &operations)),
            Effect::Submit { ticket, caller, operations, is_tried: true } => self.answer(ticket, |open| open.attempt(&caller, &operations)),
            Effect::Look { caller, operations, at } => {
                self.open.look(&caller, &operations, at);
                None
            }
            Effect::Undo { ticket, caller, revision } => self.answer(ticket, |open| open.undo(&caller, revision)),
            Effect::Redo { ticket, caller, revision } => self.answer(ticket, |open| open.redo(&caller, revision)),
            Effect::Copy { text, what } => {
                self.copied.insert(0, text);
                Some(Message::Told(Ok(format!("Sent {what} to the terminal's clipboard."))))
            }
            Effect::Save { ticket, .. } if self.is_full => {
                Some(Message::Saved { ticket, result: Err("The file could not be written: no space is left.".into()) })
            }
            Effect::Save { ticket, name, contents } => {
                let result = Ok(format!("Wrote {name}."));
                self.saved.push((name, contents));
                Some(Message::Saved { ticket, result })
            }
            Effect::Shelve(folder, language) => Some(Message::Shelf(Box::new(Shelf::of(folder, language)))),
            Effect::Settings(settings) => {
                self.settings = Some(settings);
                None
            }
            Effect::Learned(learned) => {
                self.progress.learn(*learned);
                None
            }
            Effect::Together(together) => {
                let (attempt, ran) = together.run(&mut self.open);
                let kept = Box::new(Kept { account: self.open.as_used(), history: self.open.history().clone() });
                Some(Message::Together(Box::new(DidTogether { attempt, ran, kept })))
            }
            Effect::Accounts(AccountsRequest::Study(study)) => Some(self.study(study, false)),
            Effect::Accounts(AccountsRequest::Restudy(study)) => {
                self.studies.remove(&study.account);
                Some(self.study(study, true))
            }
            Effect::Accounts(AccountsRequest::LeaveStudy) => {
                let own = self.own.take()?;
                let study = std::mem::replace(&mut self.open, own);
                self.studies.extend(self.studying.take().map(|account| (account, study)));
                Some(self.opened("practice", None))
            }
            Effect::Accounts(request) => {
                self.requests.insert(0, request);
                Some(Message::Accounts(Ok(AccountsAnswer { accounts: self.accounts.clone(), done: None, read_only: None })))
            }
            Effect::Inquire { ticket, inquiry } if self.inquiries.by_hand => {
                self.inquiries.waiting.push_back((ticket, *inquiry));
                None
            }
            Effect::Inquire { ticket, inquiry } => Some(answered(ticket, &inquiry)),
            Effect::GiveUp(ticket) => {
                self.inquiries.waiting.retain(|(waiting, _)| *waiting != ticket);
                None
            }
            Effect::Suspend => None,
            Effect::Quit => {
                self.quit = true;
                None
            }
        }
    }

    /// Opens a lesson's account; it is kept in memory for the next time.
    fn study(&mut self, study: Study, anew: bool) -> Message {
        let start = study.begun(now()).expect("a lesson's account");
        let made = || OpenAccount::load(Box::new(MemoryLedger::new(start.clone())), source(&self.clock)).expect("opens");
        let open = self.studies.remove(&study.account).unwrap_or_else(made);
        let before = std::mem::replace(&mut self.open, open);
        match self.studying.replace(study.account.clone()) {
            Some(other) => drop(self.studies.insert(other, before)),
            None => self.own = Some(before),
        }
        self.opened(&format!("lesson {}", study.lesson.id), Some(OfLesson { study, start, anew }))
    }

    /// What is told of the account that is open.
    pub fn opened(&self, name: &str, lesson: Option<OfLesson>) -> Message {
        Message::Opened(Box::new(Opened {
            name: name.into(),
            account: self.open.account().clone(),
            history: self.open.history().clone(),
            notices: Vec::new(),
            read_only: None,
            lesson,
        }))
    }

    fn answer(
        &mut self,
        ticket: u64,
        change: impl FnOnce(&mut OpenAccount) -> Result<iam_console::store::Done, iam_console::store::Failure>,
    ) -> Option<Message> {
        let result = change(&mut self.open).map_err(Box::new);
        let kept = Some(Box::new(Kept { account: self.open.as_used(), history: self.open.history().clone() }));
        let answer = Message::Answered { ticket, result, kept };
        if self.is_slow {
            self.held.push_back(answer);
            return None;
        }
        Some(answer)
    }

    /// Lets the answers through that a slow store has held, as of a store that has failed and has no account open.
    pub fn fail_held(&mut self, failure: &iam_console::store::Failure) {
        while let Some(message) = self.held.pop_front() {
            let Message::Answered { ticket, .. } = message else { continue };
            self.take(Message::Answered { ticket, result: Err(Box::new(failure.clone())), kept: None });
        }
        self.draw();
    }

    /// Lets so many milliseconds pass, and wakes the console if it wanted that.
    pub fn pass(&mut self, milliseconds: i64) -> &mut Self {
        self.now += jiff::SignedDuration::from_millis(milliseconds);
        if self.model.wake_at().is_some_and(|at| at <= self.now) {
            self.send(Message::Woke);
        }
        self
    }

    /// Tells how far the oldest inquiry that waits is.
    pub fn progress(&mut self, done: usize, of: usize) -> &mut Self {
        let ticket = self.inquiries.waiting.front().expect("an inquiry").0;
        self.send(Message::Progressed { ticket, done, of });
        self
    }

    /// Answers the oldest inquiry that waits.
    pub fn ponder(&mut self) -> &mut Self {
        let (ticket, inquiry) = self.inquiries.waiting.pop_front().expect("an inquiry");
        self.send(answered(ticket, &inquiry));
        self
    }

    /// Draws the screen.
    pub fn draw(&mut self) {
        let (model, scratch) = (&self.model, &mut self.scratch);
        self.terminal.draw(|frame| view(model, scratch, frame)).expect("draws");
    }

    /// Presses keys: letters as they are, others as `<enter>`, `<ctrl-r>`, `<down>`, `<space>`, `<lt>`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys) {
            self.send(Message::Key(key));
        }
        self
    }

    /// Presses a key of a denial; where several are denied, the first is taken.
    pub fn explain(&mut self, key: &str) -> &mut Self {
        if self.keys(key).screen().contains("denied: choose one") || self.screen().contains("allow it: choose one") {
            self.keys("<enter>");
        }
        self
    }

    /// Opens what there is to choose from, and takes the first that these letters leave.
    pub fn pick(&mut self, letters: &str) -> &mut Self {
        self.keys("<enter>/").keys(letters).keys("<enter>");
        // Of several, enter keeps those that the letters leave.
        if self.screen().contains("take this one") {
            self.keys("<enter>");
        }
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Message::Paste(text.into()));
        self
    }

    /// Clicks on the first place where this text stands.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(row, line)| {
            let at = line.find(text)?;
            Some((row, line[..at].chars().count()))
        });
        let (row, column) = found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
        let (row, column) = (u16::try_from(row).unwrap(), u16::try_from(column).unwrap());
        self.send(Message::Mouse(Mouse::Click { column, row }));
        self
    }

    /// Makes the terminal so large.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.send(Message::Resized(columns, rows));
        self
    }

    /// What is drawn, cell by cell.
    pub fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// What is drawn, as text.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut screen = String::new();
        for row in 0..buffer.area.height {
            let line: String = (0..buffer.area.width).map(|column| buffer[(column, row)].symbol()).collect();
            screen.push_str(line.trim_end());
            screen.push('\n');
        }
        screen
    }

    /// Fails unless this text is on the screen.
    #[track_caller]
    pub fn see(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// Fails if this text is on the screen.
    #[track_caller]
    pub fn miss(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }
}

/// Where an account's surroundings come from: the time of this clock, and other chance each time.
fn source(clock: &Arc<AtomicI64>) -> EnvSource {
    let clock = Arc::clone(clock);
    let mut seed = 0;
    Box::new(move || {
        seed += 1;
        let now = Timestamp::from_millisecond(clock.load(Ordering::Relaxed)).expect("a time");
        Env { now, real_now: now, rng: StdRng::seed_from_u64(seed), ..env() }
    })
}

/// The answer to an inquiry that nobody cancels.
fn answered(ticket: u64, inquiry: &Inquiry) -> Message {
    Message::Found { ticket, found: inquiry.answer(&Progress::default()).map(Box::new) }
}

/// Reads keys as tests write them.
pub fn parse_keys(keys: &str) -> Vec<Key> {
    let mut parsed = Vec::new();
    let mut rest = keys;
    while let Some(letter) = rest.chars().next() {
        if letter == '<' {
            let (name, behind) = rest[1..].split_once('>').unwrap_or_else(|| panic!("{keys:?} has a < without >"));
            parsed.push(named_key(name));
            rest = behind;
        } else {
            parsed.push(Key::char(letter));
            rest = &rest[letter.len_utf8()..];
        }
    }
    parsed
}

fn named_key(name: &str) -> Key {
    if let Some(letter) = name.strip_prefix("ctrl-") {
        return Key::ctrl(letter.chars().next().unwrap());
    }
    if let Some(name) = name.strip_prefix("alt-") {
        return Key { alt: true, ..named_key(name) };
    }
    let code = match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "backtab" => Code::BackTab,
        "backspace" => Code::Backspace,
        "delete" => Code::Delete,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        "space" => Code::Char(' '),
        "lt" => Code::Char('<'),
        "f1" => Code::F(1),
        "f2" => Code::F(2),
        "f3" => Code::F(3),
        "f4" => Code::F(4),
        "f5" => Code::F(5),
        "f6" => Code::F(6),
        "f7" => Code::F(7),
        "f8" => Code::F(8),
        "f9" => Code::F(9),
        "f10" => Code::F(10),
        "f11" => Code::F(11),
        "f12" => Code::F(12),
        other => match other.chars().collect::<Vec<_>>()[..] {
            // As in `<alt-n>`.
            [letter] => Code::Char(letter),
            _ => panic!("<{other}> is no key"),
        },
    };
    Key::plain(code)
}
