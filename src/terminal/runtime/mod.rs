//! The runtime: waits, drains what came in, updates the model, performs its effects, and draws once.

mod options;
mod performing;
mod sleep;

use std::io::{self, stdout};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crossterm::execute;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

pub use options::Options;
use sleep::time_until;

use super::incoming::Incoming;
use super::inquiries::Inquiries;
use super::keeper::{Keeper, Unclosed};
use super::recording::{Output, Recorder};
use super::{ground, input, panics, session, signals};
use crate::app::message::Message;
use crate::app::model::{Model, Start};
use crate::app::update::update;
use crate::app::view::view;
use crate::store::StoreError;
use crate::theme::Depth;
use crate::widgets::Scratch;

/// More than this can't wait for the main thread; whoever sends waits instead.
const CHANNEL: usize = 1024;
/// No longer than this a frame waits for what still comes in, so that the screen follows however much that is.
const PATIENCE: Duration = Duration::from_millis(100);

/// How the console ended.
pub enum Ended {
    /// The user quit.
    Quit,
    /// By this signal, or because the terminal was closed.
    Signal(i32),
    /// No account could be opened, or closing it failed.
    Store(StoreError),
    /// Something in the program itself is wrong; a report is written.
    Panicked,
}

/// Runs the console until it ends. The terminal is as it was before, however it ends.
///
/// # Errors
/// The terminal does not answer.
pub fn run(options: Options) -> io::Result<Ended> {
    let (sender, received) = sync_channel(CHANNEL);
    // Before the terminal is taken: a signal at any moment after that gives it back.
    signals::spawn(sender.clone())?;
    session::enter(options.settings.mouse)?;
    let ended = Runtime::start(options, sender, received).map(Runtime::run);
    session::leave();
    panics::tell();
    ended
}

/// The hangup that comes when a terminal is closed.
const HANGUP: i32 = 1;

struct Runtime {
    model: Model,
    scratch: Scratch,
    /// Never dropped: the session gives the terminal back, and ratatui would complain of one that is gone.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Output>>>,
    received: Receiver<Incoming>,
    keeper: Keeper,
    inquiries: Inquiries,
    settings_path: PathBuf,
    /// What other threads send goes through this.
    sender: SyncSender<Incoming>,
    /// The terminal may not show what was drawn last.
    is_stale: bool,
    recording: Option<Recorder>,
    /// The step that the recording is marked with last.
    marked: Option<String>,
}

impl Runtime {
    /// Draws the first frame before anything else is begun.
    fn start(options: Options, sender: SyncSender<Incoming>, received: Receiver<Incoming>) -> io::Result<Self> {
        let Options {
            home,
            account,
            access,
            screens,
            looks,
            settings,
            settings_path,
            files,
            notice,
            recording,
            learner,
            lessons,
            language,
        } = options;
        crossterm::style::force_color_output(true);
        let mut terminal = ManuallyDrop::new(Terminal::new(CrosstermBackend::new(Output::new(stdout(), recording.clone())))?);
        let size = terminal.size()?;
        let start = Start {
            screens,
            settings,
            ground: looks.ground,
            depth: looks.depth,
            unicode: looks.unicode,
            size: (size.width, size.height),
            rng: StdRng::from_rng(&mut rand::rng()),
            files,
            is_recorded: recording.is_some(),
            lessons,
            language,
        };
        let mut model = Model::new(start, Timestamp::now());
        let mut scratch = Scratch::default();
        draw(&mut terminal, &model, &mut scratch)?;
        let keeper = Keeper::spawn(home, (account, learner), access, sender.clone())?;
        if looks.depth != Depth::None {
            ground::ask(terminal.backend_mut())?;
        }
        let inquiries = Inquiries::new(sender.clone());
        input::spawn(sender.clone(), Instant::now())?;
        if let Some(notice) = notice {
            update(&mut model, &scratch, Message::Told(Err(notice)), Timestamp::now());
        }
        Ok(Self { model, scratch, terminal, received, keeper, inquiries, settings_path, sender, is_stale: false, recording, marked: None })
    }

    fn run(mut self) -> Ended {
        // A terminal that does not answer is gone.
        let ended = self.go_on().unwrap_or(Ended::Signal(HANGUP));
        if matches!(ended, Ended::Signal(_)) {
            self.take_leave();
        }
        self.end(ended)
    }

    /// Lets the screens undo what must not stay half done. The keeper does it before it closes the account.
    fn take_leave(&mut self) {
        for effect in update(&mut self.model, &self.scratch, Message::Ending, Timestamp::now()) {
            // The terminal may be gone; what is asked of the keeper needs none.
            let _ = self.perform(effect);
        }
    }

    /// Takes what comes in and draws, until the program ends.
    fn go_on(&mut self) -> io::Result<Ended> {
        loop {
            let Some(first) = self.wait() else { return Ok(Ended::Signal(HANGUP)) };
            // Everything that is there already is taken before one frame is drawn.
            let begun = Instant::now();
            let mut next = Some(first);
            while let Some(incoming) = next {
                if let Some(ended) = self.take(incoming)? {
                    return Ok(ended);
                }
                next = self.next_before_frame(begun);
            }
            self.draw()?;
            if self.has_stopped_recording() {
                self.draw()?;
            }
        }
    }

    /// Whether the recording takes no more, which is told once; the console goes on.
    fn has_stopped_recording(&mut self) -> bool {
        let Some(why) = self.recording.as_ref().and_then(Recorder::take_trouble) else { return false };
        self.tell(Err(format!("The recording has stopped, and what it has so far stays: {why}.")));
        true
    }

    /// What comes in before the frame that was begun then is drawn. What was asked just now is mostly answered in a moment: the
    /// frame waits for that, and for no longer than it takes until it is worth telling that something is worked on.
    fn next_before_frame(&self, begun: Instant) -> Option<Incoming> {
        if begun.elapsed() >= PATIENCE {
            return None;
        }
        let Some(until) = self.model.expects_answer_until() else { return self.received.try_recv().ok() };
        match self.received.recv_timeout(time_until(until, Timestamp::now())) {
            Ok(incoming) => Some(incoming),
            Err(RecvTimeoutError::Timeout) => Some(Incoming::Message(Message::Woke)),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Draws a frame; the whole of it where the terminal may have lost some.
    fn draw(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_stale) {
            // Not `Terminal::clear`: it asks the terminal where the cursor is, and the answer would come to the input thread.
            let size = self.terminal.size()?;
            self.terminal.resize(size.into())?;
        }
        if let Some(recording) = &self.recording {
            let step = self.model.step_shown();
            if let Some(step) = step.as_ref().filter(|_| step != self.marked) {
                recording.mark(step);
            }
            self.marked = step;
        }
        draw(&mut self.terminal, &self.model, &mut self.scratch)
    }

    /// Waits for something to come in, or for the moment at which the model wants to be woken.
    fn wait(&self) -> Option<Incoming> {
        let Some(at) = self.model.wake_at() else { return self.received.recv().ok() };
        match self.received.recv_timeout(time_until(at, Timestamp::now())) {
            Ok(incoming) => Some(incoming),
            Err(RecvTimeoutError::Timeout) => Some(Incoming::Message(Message::Woke)),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn take(&mut self, incoming: Incoming) -> io::Result<Option<Ended>> {
        match incoming {
            Incoming::Message(message) => {
                // Made smaller and larger again, a terminal has lost what it can't tell by its size.
                self.is_stale |= matches!(message, Message::Resized(..));
                if let (Message::Resized(columns, rows), Some(recording)) = (&message, &self.recording) {
                    recording.resized(*columns, *rows);
                }
                let effects = update(&mut self.model, &self.scratch, message, Timestamp::now());
                for effect in effects {
                    if let Some(ended) = self.perform(effect)? {
                        return Ok(Some(ended));
                    }
                }
                Ok(None)
            }
            Incoming::NotOpened(error) => Ok(Some(Ended::Store(error))),
            Incoming::Ended(signal) => Ok(Some(Ended::Signal(signal))),
            Incoming::InputEnded => Ok(Some(Ended::Signal(HANGUP))),
            Incoming::Panicked => Ok(Some(Ended::Panicked)),
            Incoming::Suspend => self.suspend().map(|()| None),
            Incoming::Continued => self.take_terminal_again().map(|()| None),
        }
    }

    /// Gives the terminal back, then lets the keeper finish.
    fn end(self, ended: Ended) -> Ended {
        session::leave();
        drop(self.inquiries);
        // A keeper that has something to tell must not wait for a listener that is gone.
        drop(self.received);
        match (self.keeper.close(), ended) {
            (Err(Unclosed::Panicked), _) => Ended::Panicked,
            (Err(Unclosed::Store(error)), Ended::Quit) => Ended::Store(error),
            (_, ended) => ended,
        }
    }
}

/// Draws a frame that the terminal shows at once, not line by line.
fn draw(terminal: &mut Terminal<CrosstermBackend<Output>>, model: &Model, scratch: &mut Scratch) -> io::Result<()> {
    execute!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
    let drawn = terminal.draw(|frame| view(model, scratch, frame)).map(|_| ());
    let ended = execute!(terminal.backend_mut(), EndSynchronizedUpdate);
    drawn.and(ended)
}
